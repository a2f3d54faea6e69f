package label

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Glyphs of fonts are numbered per document, as characters are in a subset: a
// glyphSet is those of one font that a document has.
type glyphSet struct {
	font   *Font
	number int               // of the font in the document
	codes  map[uint16]uint16 // by glyph
	ids    []uint16          // by code, from 1, as are the next two
	texts  []string
	widths []int64 // in hundredths of a thousandth of the height
}

// thousand is the height in the unit of widths: hundredths of a thousandth.
const thousand = 100_000

// glyphs returns the glyphs of a font that the document has so far.
func (p *PDFWriter) glyphs(f *Font) *glyphSet {
	s := p.shaped[f]
	if s == nil {
		s = &glyphSet{font: f, number: len(p.subset) + len(p.sets), codes: make(map[uint16]uint16)}
		if p.shaped == nil {
			p.shaped = make(map[*Font]*glyphSet)
		}
		p.shaped[f] = s
		p.sets = append(p.sets, s)
	}
	return s
}

// code returns the number of a glyph in the document.
func (s *glyphSet) code(id uint16) uint16 {
	c := s.codes[id]
	if c == 0 {
		upem := int64(s.font.unitsPerEm)
		s.ids = append(s.ids, id)
		s.texts = append(s.texts, "")
		s.widths = append(s.widths, (int64(s.font.advance(id))*thousand+upem/2)/upem)
		c = uint16(len(s.ids)) // glyph 0 is never drawn, so there are fewer than 65536
		s.codes[id] = c
	}
	return c
}

// spells says whether the glyphs of a letter, one after the other, read what the
// letter does. It settles what glyphs read that the document did not have: the
// character that the font has them for, or else what no other of the letter
// reads, as with shapes of Arabic.
func (s *glyphSet) spells(letter []Glyph) bool {
	text := letter[0].Text
	if c := s.codes[letter[0].ID]; c > 0 && len(letter) == 1 && s.texts[c-1] == text {
		return true
	}
	rest := text
	var without *string // of the first glyph that reads nothing
	for _, g := range letter {
		reads := &s.texts[s.code(g.ID)-1]
		if *reads == "" {
			*reads = s.font.named(g.ID, text)
		}
		if *reads == "" && without == nil {
			without = reads
		}
		rest = strings.Replace(rest, *reads, "", 1)
	}
	if without != nil && len(rest) <= longestUnicode {
		*without = rest
	}
	got := ""
	reversed := baseLevel([]rune(text)) == 1 // readers turn such text
	for _, g := range letter {
		switch reads := s.texts[s.codes[g.ID]-1]; {
		case reads == "": // what it reads may be settled later
			return false
		case reversed:
			got = reads + got
		default:
			got += reads
		}
	}
	return got == text
}

// named returns the character of a text that the font has a glyph for, if it is
// that glyph.
func (f *Font) named(glyph uint16, text string) string {
	for _, r := range text {
		if id, ok := f.data.NominalGlyph(r); ok && uint32(id) == uint32(glyph) {
			return string(r)
		}
	}
	return ""
}

// runs appends a text of glyphs. A letter that its glyphs do not spell says what
// it is by itself: were it said of the whole run, readers would take Hebrew and
// Arabic for written backwards, and would not know where a letter stands.
func (p *page) runs(w *PDFWriter, t *Text) {
	x := float64(t.X)
	for i := range t.Runs {
		r := &t.Runs[i]
		scale := float64(t.Height) / float64(r.Font.unitsPerEm)
		if len(r.Glyphs) > 0 {
			s := w.glyphs(r.Font)
			p.setFont(s.number, t.Height)
			row := row{page: p, set: s, scale: scale, x: x, y: float64(p.height - t.Y)}
			row.run(r.Glyphs)
		}
		x += float64(r.Advance) * scale
	}
}

// A row appends glyphs of a run. Those that are equally high stand in one
// operator, where they do not say by themselves what they are.
type row struct {
	*page
	set   *glyphSet
	scale float64 // of font units
	x, y  float64 // where the run starts
	open  bool

	pen    int64 // where the reader is, in the unit of widths
	up     int   // how high the glyphs now are, in font units
	placed bool
}

func (r *row) run(glyphs []Glyph) {
	for len(glyphs) > 0 {
		n := 1
		for n < len(glyphs) && glyphs[n].Text == "" {
			n++
		}
		letter := glyphs[:n]
		glyphs = glyphs[n:]
		spelled := r.set.spells(letter)
		if !spelled {
			r.close()
			r.buf = append(r.buf, "/Span<</ActualText<FEFF"...)
			r.buf = append(appendUTF16(r.buf, letter[0].Text), ">>>BDC\n"...)
		}
		for i := range letter {
			r.glyph(&letter[i])
		}
		if !spelled {
			r.close()
			r.buf = append(r.buf, "EMC\n"...)
		}
	}
	r.close()
}

func (r *row) glyph(g *Glyph) {
	x := int64(g.X) * thousand / int64(r.set.font.unitsPerEm)
	if !r.placed || g.Y != r.up {
		r.close()
		r.buf = append(r.buf, "1 0 0 1 "...)
		r.buf = append(appendNumber(r.buf, r.x+float64(g.X)*r.scale, 4), ' ')
		r.buf = append(appendNumber(r.buf, r.y+float64(g.Y)*r.scale, 4), " Tm\n"...)
		r.placed, r.up, r.pen = true, g.Y, x
	}
	back := r.pen - x
	moves := back >= 10 || back <= -10 // a tenth of a thousandth
	switch {
	case !r.open:
		r.buf = append(r.buf, '[')
	case moves:
		r.buf = append(r.buf, ')')
	}
	if moves {
		r.buf = appendNumber(r.buf, float64(back)/100, 2)
		r.pen = x
	}
	if !r.open || moves {
		r.buf = append(r.buf, '(')
		r.open = true
	}
	c := r.set.code(g.ID)
	r.code(c)
	r.pen += r.set.widths[c-1]
}

// close ends the operator.
func (r *row) close() {
	if r.open {
		r.buf = append(r.buf, ")]TJ\n"...)
		r.open = false
	}
}

// appendUTF16 appends a text in hexadecimal digits.
func appendUTF16(b []byte, text string) []byte {
	const digits = "0123456789ABCDEF"
	var units [2]uint16
	for _, r := range text {
		for _, u := range utf16.AppendRune(units[:0], r) {
			b = append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
		}
	}
	return b
}

// embedding is what a document needs to know of these glyphs.
func (s *glyphSet) embedding() (embedding, error) {
	file, err := s.font.subset(s.ids)
	if err != nil {
		return embedding{}, err
	}
	sum := sha256.Sum256(file)
	head := fileTable(file, "head")
	at := func(i int) int {
		return int(int16(binary.BigEndian.Uint16(head[36+2*i:]))) * 1000 / s.font.unitsPerEm
	}
	e := embedding{
		name: tagOf(sum) + "+" + pdfName(s.font.name),
		file: file,
		// How thick its strokes are, a font does not say.
		traits:  fmt.Sprintf("/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80", at(0), at(1), at(2), at(3), at(3), at(1), at(3)),
		unicode: toUnicode(s.texts),
	}
	for i, width := range s.widths {
		if i > 0 {
			e.widths = append(e.widths, ' ')
		}
		e.widths = strconv.AppendInt(e.widths, width/100, 10)
		if part := width % 100; part > 0 {
			e.widths = append(e.widths, '.', byte('0'+part/10), byte('0'+part%10))
		}
	}
	return e, nil
}

// pdfName leaves of a font's name what needs no escape in a document.
func pdfName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' {
			return r
		}
		return -1
	}, name)
	if name == "" {
		return "Font"
	}
	return name
}
