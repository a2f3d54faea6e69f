package label_test

import (
	"encoding/hex"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label"
)

// A carried is a font of a document, by codes.
type carried struct {
	file    []byte
	widths  []float64 // from code 1, in thousandths of the height
	unicode map[uint16]string
}

var arrayW = regexp.MustCompile(`/W\[1\[([^\]]*)\]\]`)

func (d *pdfDoc) carried(number int) carried {
	d.t.Helper()
	resources, _ := d.object(3)
	dict, _ := d.object(d.entry(resources, fmt.Sprintf("/F%d ", number))[0])
	descendant, _ := d.object(d.entry(dict, "/DescendantFonts")[0])
	descriptor, _ := d.object(d.entry(descendant, "/FontDescriptor ")[0])
	var e carried
	_, e.file = d.object(d.entry(descriptor, "/FontFile2 ")[0])
	for w := range strings.FieldsSeq(arrayW.FindStringSubmatch(descendant)[1]) {
		width, err := strconv.ParseFloat(w, 64)
		if err != nil {
			d.t.Fatal(err)
		}
		e.widths = append(e.widths, width)
	}
	e.unicode = d.unicodes(number)
	return e
}

// unicodes is as unicode, with codes that read several characters.
func (d *pdfDoc) unicodes(number int) map[uint16]string {
	resources, _ := d.object(3)
	dict, _ := d.object(d.entry(resources, fmt.Sprintf("/F%d ", number))[0])
	_, table := d.object(d.entry(dict, "/ToUnicode ")[0])
	m := make(map[uint16]string)
	for _, line := range bfchar.FindAllSubmatch(table, -1) {
		code, _ := strconv.ParseUint(string(line[1]), 16, 16)
		if code != 0 {
			m[uint16(code)] = decode16(d.t, string(line[2]))
		}
	}
	return m
}

func decode16(t *testing.T, digits string) string {
	t.Helper()
	data, err := hex.DecodeString(digits)
	if err != nil || len(data)%2 != 0 {
		t.Fatalf("%q is not UTF-16: %v", digits, err)
	}
	var units []uint16
	for ; len(data) > 0; data = data[2:] {
		units = append(units, uint16(data[0])<<8|uint16(data[1]))
	}
	return string(utf16.Decode(units))
}

// A shown is a code that a page shows.
type shown struct {
	font, size int
	code       uint16
	x, y       float64 // in dots, upwards
	text       string  // what a reader copies
}

// shows interprets the operators of texts. A page has no other strings.
func shows(t *testing.T, d *pdfDoc, content []byte) []shown {
	t.Helper()
	var list []shown
	fonts := map[int]carried{}
	var stack []float64
	var line, at [2]float64
	font, size := 0, 0
	span, inSpan := "", false
	for tokens := (tokenizer{data: content}); ; stack = stack[:0] {
		token := tokens.next()
		for token != "" && token[0] != '(' {
			v, err := strconv.ParseFloat(strings.TrimPrefix(token, "["), 64)
			if err != nil {
				break
			}
			stack = append(stack, v)
			if tokens.at < len(content) && content[tokens.at] == '(' { // a step in an array
				at[0] -= v * float64(size) / 1000
			}
			token = tokens.next()
		}
		switch {
		case token == "":
			return list
		case token == "BT":
			line = [2]float64{}
		case token == "Td":
			line[0], line[1] = line[0]+stack[0], line[1]+stack[1]
			at = line
		case token == "Tm":
			line = [2]float64{stack[4], stack[5]}
			at = line
		case token == "Tf":
			size = int(stack[0])
		case strings.HasPrefix(token, "/F"):
			font = atoi(t, token[2:])
			if _, ok := fonts[font]; !ok {
				fonts[font] = d.carried(font)
			}
		case strings.HasPrefix(token, "/Span<</ActualText<FEFF"):
			span, inSpan = decode16(t, strings.TrimSuffix(strings.TrimPrefix(token, "/Span<</ActualText<FEFF"), ">>>BDC")), true
		case token == "EMC":
			inSpan = false
		case token[0] == '(':
			for i := 1; i+1 < len(token); i += 2 {
				s := shown{font: font, size: size, code: uint16(token[i])<<8 | uint16(token[i+1]), x: at[0], y: at[1]}
				if s.text = fonts[font].unicode[s.code]; inSpan {
					s.text, span = span, ""
				}
				list = append(list, s)
				at[0] += fonts[font].widths[s.code-1] * float64(size) / 1000
			}
		}
	}
}

// TestRunsPDF reads a page back: each glyph is at its place, has the outline of
// the font, and reads what it did.
func TestRunsPDF(t *testing.T) {
	l := many(t)
	files := map[*label.Font][]byte{}
	d := readPDF(t, document(t, l))
	_, contents := d.pages()
	got := shows(t, d, contents[0])
	used := map[int][]uint16{} // glyphs by font and code
	fontOf := map[int]*label.Font{}
	for _, e := range l.Elements {
		text := e.(label.Text)
		if len(text.Runs) == 0 {
			n := len([]rune(text.Text))
			if copied := reads(got[:n], false); copied != text.Text || got[0].x != float64(text.X) || got[0].y != float64(l.Height-text.Y) || got[0].size != text.Height {
				t.Errorf("%q reads %q at %v, %v", text.Text, copied, got[0].x, got[0].y)
			}
			got = got[n:]
			continue
		}
		pen := float64(text.X)
		for _, run := range text.Runs {
			scale := float64(text.Height) / float64(run.Font.UnitsPerEm())
			for i, g := range run.Glyphs {
				s := got[i]
				x, y := pen+float64(g.X)*scale, float64(l.Height-text.Y)+float64(g.Y)*scale
				if s.size != text.Height || math.Abs(s.x-x) > 0.02 || math.Abs(s.y-y) > 0.02 {
					t.Errorf("%q: glyph %d is at %.3f, %.3f in %d, want %.3f, %.3f in %d", text.Text, i, s.x, s.y, s.size, x, y, text.Height)
				}
				if fontOf[s.font] == nil {
					fontOf[s.font] = run.Font
				}
				if int(s.code) == len(used[s.font])+1 {
					used[s.font] = append(used[s.font], g.ID)
				}
				if fontOf[s.font] != run.Font || used[s.font][s.code-1] != g.ID {
					t.Fatalf("%q: glyph %d is code %d of font %d, which is another", text.Text, i, s.code, s.font)
				}
			}
			backwards := strings.ContainsAny(run.Text, "ישראלחובאمحلا") || !strings.HasPrefix(run.Text, run.Glyphs[0].Text)
			if copied := reads(got[:len(run.Glyphs)], backwards); copied != run.Text {
				t.Errorf("%q reads %q", run.Text, copied)
			}
			got = got[len(run.Glyphs):]
			pen += float64(run.Advance) * scale
		}
	}
	if len(got) > 0 {
		t.Errorf("%d more glyphs are shown", len(got))
	}
	for _, s := range samples(t, 51, false) {
		for font, file := range s.files {
			files[font] = file
		}
	}
	for number, font := range fontOf {
		// The embedded fonts share a name; a user's is read anew for each sample.
		embedded := font == label.Embedded(true) || font == label.Embedded(false)
		found := false
		for known, file := range files {
			if found = known == font || !embedded && known.Name() == font.Name(); found {
				sameGlyphs(t, file, d.carried(number).file, used[number])
				break
			}
		}
		if !found {
			t.Errorf("no file of font %d, %s, to compare with", number, font.Name())
		}
	}
}

// reads joins what glyphs read. What is written from right to left, a reader
// takes from there.
func reads(list []shown, backwards bool) string {
	text := ""
	for _, s := range list {
		if backwards {
			text = s.text + text
		} else {
			text += s.text
		}
	}
	return text
}

// TestRunsPDFFonts has a font once in a document, however many labels draw with
// it, and tells two of the same name apart.
func TestRunsPDFFonts(t *testing.T) {
	l := many(t)
	names := func(labels ...label.Label) map[string]int {
		list := map[string]int{}
		for _, name := range regexp.MustCompile(`/FontName/(\S+?)/`).FindAllSubmatch(document(t, labels...), -1) {
			list[string(name[1])]++
		}
		return list
	}
	one := names(l)
	if diff := cmp.Diff(one, names(l, l, l)); diff != "" {
		t.Errorf("fonts of three labels (-one +three):\n%s", diff)
	}
	for name, n := range one {
		if n != 1 {
			t.Logf("%d fonts are named %s", n, name)
		}
	}
}
