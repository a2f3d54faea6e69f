package label

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// A Run is a part of a text in one font and one direction, as glyphs. It starts
// where the run before it ends, the first at the text's X and Y, and is drawn
// from left to right whatever way it is read.
//
// A length of n font units is n × Text.Height ÷ Font.UnitsPerEm() dots.
type Run struct {
	Font   *Font
	Glyphs []Glyph
	// Advance is how far the run reaches along the baseline, in font units.
	Advance int
	// Text is what the run reads, in the order in which it is spoken.
	Text string
}

// A Glyph is a shape of a font at its place.
type Glyph struct {
	ID uint16
	// X and Y are where its origin is, from the start of the run, in font units,
	// to the right and up.
	X, Y int
	// Text is what it reads. A letter of several glyphs has it with the first,
	// the others have none.
	Text string
}

// Shape returns a text with its Runs and its Width, in Liberation Sans and, for
// letters that it lacks, the first of the fonts that has them. Its Text is
// composed (NFC) and without blanks at its ends. A text that needs no shaping has
// no Runs. It is for those who lay out pages of their own.
//
// The error names the first character that no font can draw.
func (t Text) Shape(fonts ...*Font) (Text, error) {
	t.Text = norm.NFC.String(strings.TrimSpace(t.Text))
	if err := (lettering{fonts: fonts}).check(t.Text); err != nil {
		return t, err
	}
	l := line{text: t.Text, bold: t.Bold, height: t.Height}
	if err := (lettering{fonts: fonts}).set(&l); err != nil {
		return t, err
	}
	t.Runs, t.Width = l.runs, l.wide()
	return t, nil
}

// lettering is what texts are drawn with.
type lettering struct {
	fonts []*Font // of the user, after the label's own
}

const (
	joiner    = '\u200D'
	nonJoiner = '\u200C'
)

// isJoiner is true of what Persian and the scripts of India write between
// letters, to join or part them.
func isJoiner(r rune) bool { return r == joiner || r == nonJoiner }

// own says whether the label's own font draws a character. Of Hebrew it has the
// letters; the points it cannot place.
func own(r rune) bool {
	if r > lastRune {
		return false
	}
	return regular()[r] != 0 || unicode.Is(unicode.Hebrew, r) && !unicode.Is(unicode.M, r) && embeddedRegular().Has(r)
}

func (t lettering) has(f *Font, r rune) bool {
	if f == embeddedRegular() || f == embeddedBold() {
		return own(r)
	}
	return f.Has(r)
}

// assign chooses the font of each character. It returns the place of the first
// that has none, or -1. Marks, joiners and spaces go with the letter before, so
// that they are shaped with it.
func (t lettering) assign(text []rune, isBold bool) ([]*Font, int) {
	fonts := append(make([]*Font, 0, len(t.fonts)+1), embeddedFont(isBold))
	for _, f := range t.fonts {
		if f != nil {
			fonts = append(fonts, f)
		}
	}
	assigned := make([]*Font, len(text))
	start := 0 // of the letter with its marks
	for i, r := range text {
		joins := unicode.Is(unicode.M, r) || isJoiner(r)
		if i > 0 && (joins || r == ' ') && t.has(assigned[i-1], r) {
			assigned[i] = assigned[i-1]
			continue
		}
		if !joins || i == 0 {
			start = i
		}
		if !printing(r) && (i == 0 || !isJoiner(r)) || r == unicode.ReplacementChar { // or broken UTF-8
			return nil, i
		}
		f := t.first(fonts, text[start:i+1])
		if f == nil {
			return nil, i
		}
		for k := start; k <= i; k++ {
			assigned[k] = f
		}
	}
	return assigned, -1
}

func printing(r rune) bool { return unicode.IsPrint(r) || r == '\u00A0' || r == '\u3000' }

// first returns the first font that has all of some characters, or nil.
func (t lettering) first(fonts []*Font, text []rune) *Font {
next:
	for _, f := range fonts {
		for _, r := range text {
			if !t.has(f, r) {
				continue next
			}
		}
		return f
	}
	return nil
}

// An item is a part of a text with one level, font and script.
type item struct {
	start, end int
	level      uint8
	font       *Font
	script     language.Script
}

// items divides a text and puts its parts in the order of sight.
func items(text []rune, fonts []*Font) []item {
	level := levels(text, baseLevel(text))
	scripts := scriptsOf(text)
	var list []item
	for i := range text {
		if n := len(list); n > 0 {
			if last := &list[n-1]; last.level == level[i] && last.font == fonts[i] && last.script == scripts[i] {
				last.end = i + 1
				continue
			}
		}
		list = append(list, item{i, i + 1, level[i], fonts[i], scripts[i]})
	}
	reorder(list, func(i item) uint8 { return i.level })
	return list
}

// scriptsOf gives what all scripts share the script of the letter before it, or
// else of the first one.
func scriptsOf(text []rune) []language.Script {
	list := make([]language.Script, len(text))
	script := language.Latin
	for _, r := range text {
		if s := language.LookupScript(r); s.Strong() {
			script = s
			break
		}
	}
	for i, r := range text {
		if s := language.LookupScript(r); s.Strong() {
			script = s
		}
		list[i] = script
	}
	return list
}

// set finds out how wide a line is, and shapes it when it is not plain. Its text
// can be drawn.
func (t lettering) set(l *line) error {
	var plain bool
	if l.units, plain = units(l.text, l.bold); plain {
		return nil
	}
	text := []rune(l.text)
	fonts, at := t.assign(text, l.bold)
	if at >= 0 {
		return refused(text[at], at)
	}
	l.rtl = baseLevel(text) == 1
	for _, i := range items(text, fonts) {
		run, err := i.shape(text, l.language)
		if err != nil {
			return err
		}
		l.runs = append(l.runs, run)
		l.units += (run.Advance*unitsPerEm + i.font.unitsPerEm - 1) / i.font.unitsPerEm
	}
	return nil
}

// shape makes the glyphs of an item.
func (i item) shape(text []rune, lang string) (run Run, err error) {
	defer func() {
		if fault := recover(); fault != nil { // of a damaged font
			err = fmt.Errorf("font %s is damaged: %v", i.font.name, fault)
		}
	}()
	s := i.font.shaper()
	s.buffer.AddRunes(text, i.start, i.end-i.start)
	s.buffer.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: i.script, Language: language.NewLanguage(lang)}
	if i.level%2 == 1 {
		s.buffer.Props.Direction = harfbuzz.RightToLeft
	}
	s.buffer.Shape(s.sized, nil)
	run, err = i.collect(text, s.buffer)
	i.font.shapers.Put(s)
	return run, err
}

// collect turns what the shaper has made into a run.
func (i item) collect(text []rune, b *harfbuzz.Buffer) (Run, error) {
	run := Run{Font: i.font, Text: string(text[i.start:i.end]), Glyphs: make([]Glyph, len(b.Info))}
	last := -1
	for k, info := range b.Info {
		if info.Glyph == 0 || int(info.Glyph) >= i.font.glyphs {
			at := min(max(info.Cluster, i.start), i.end-1)
			return Run{}, refused(text[at], at)
		}
		pos := b.Pos[k]
		g := Glyph{ID: uint16(info.Glyph), X: run.Advance + int(pos.XOffset), Y: int(pos.YOffset)}
		if info.Cluster != last {
			last = info.Cluster
			g.Text = string(text[last:i.clusterEnd(b.Info, k)])
		}
		run.Glyphs[k] = g
		run.Advance += int(pos.XAdvance)
	}
	if run.Advance < 0 || run.Advance > maxAdvance {
		return Run{}, errors.New("font " + i.font.name + " is damaged: its widths are not possible")
	}
	return run, nil
}

// maxAdvance is far more than the longest text takes in the finest font.
const maxAdvance = 1 << 28

// clusterEnd says where the characters end that the k-th glyph belongs to. They
// start at its cluster, and clusters go one way.
func (i item) clusterEnd(infos []harfbuzz.GlyphInfo, k int) int {
	step := 1
	if i.level%2 == 1 {
		step = -1
	}
	for n := k; n >= 0 && n < len(infos); n += step {
		if c := infos[n].Cluster; c != infos[k].Cluster {
			return c
		}
	}
	return i.end
}
