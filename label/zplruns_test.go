package label_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/label"
)

var placeGF = regexp.MustCompile(`\^FO(\d+),(\d+)\^GFA,\d+,\d+,(\d+),`)

// TestRunsZPL holds that a printer gets the dots of the PNG, and no letters to
// draw itself.
func TestRunsZPL(t *testing.T) {
	for _, s := range samples(t, 51, false) {
		for name, l := range cut(s) {
			got := program(t, l)
			if strings.Contains(got, "^A0") || strings.Contains(got, "^FD") {
				t.Errorf("%q, %s, has a field of text: %s", s.Text.Text, name, got)
			}
			field := placeGF.FindStringSubmatch(got)
			if field == nil {
				t.Fatalf("%q, %s, has no picture: %s", s.Text.Text, name, got)
			}
			left, top, stride := atoi(t, field[1]), atoi(t, field[2]), atoi(t, field[3])
			bits := readGF(t, got)
			want := dots(t, l)
			off := 0
			for y := range l.Height {
				for x := range l.Width {
					isBlack := false
					if column, row := x-left, y-top; column >= 0 && row >= 0 && column < 8*stride && row < len(bits)/stride {
						isBlack = bits[row*stride+column/8]&(0x80>>(column%8)) != 0
					}
					if isBlack != black(want, x, y) {
						off++
					}
				}
			}
			if off > 0 {
				t.Errorf("%q, %s: %d dots are not those of the PNG", s.Text.Text, name, off)
			}
		}
	}
}

// cut is labels on which a text is whole and has its ends off the paper.
func cut(s sample) map[string]label.Label {
	whole := s.alone()
	left, right := s.Text, whole
	left.X, left.Y = 0, 20
	left.Runs = append([]label.Run{}, left.Runs...)
	left.Runs[0].Glyphs = append([]label.Glyph{}, left.Runs[0].Glyphs...)
	left.Runs[0].Glyphs[0].X -= 300
	off := whole
	off.Elements = []label.Element{left}
	right.Width = s.Height + s.Width/2
	return map[string]label.Label{"whole": whole, "off the left": off, "off the right": right}
}

func TestRunsRefused(t *testing.T) {
	font := fonts(t, "thai")[0]
	tests := []struct {
		claim string
		run   label.Run
		want  string
	}{
		{"no font", label.Run{}, "run 0 of the text has no font: Text.Shape makes runs"},
		{"a font that was not read", label.Run{Font: new(label.Font)}, "run 0 of the text has no font: Text.Shape makes runs"},
		{"the glyph for what is missing", label.Run{Font: font, Glyphs: []label.Glyph{{}}}, "glyph 0 in run 0 of the text is not one of the "},
		{"a glyph that the font lacks", label.Run{Font: font, Glyphs: []label.Glyph{{ID: 65535}}}, "glyph 65535 in run 0 of the text is not one of the "},
		{"a glyph far away", label.Run{Font: font, Glyphs: []label.Glyph{{ID: 1, X: -1 << 40}}}, "glyph 1 in run 0 of the text is at -1099511627776, 0, over 268435456 units away"},
		{"a run backwards", label.Run{Font: font, Advance: -1}, "run 0 of the text is -1 units wide, not between 0 and 268435456"},
	}
	for _, test := range tests {
		l := label.Label{Width: 100, Height: 100, DPI: 203, Date: 1, Elements: []label.Element{label.Text{Height: 20, Text: "x", Runs: []label.Run{test.run}}}}
		for _, err := range []error{label.PDF(&count{}, l), label.ZPL(&count{}, l), label.PNG(&count{}, l), label.Preview(&count{}, l, 80)} {
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: error is %v, want %s", test.claim, err, test.want)
			}
		}
	}
}

// FuzzRuns draws glyphs that no font has shaped: all writers draw them, or all
// refuse them.
func FuzzRuns(f *testing.F) {
	f.Add(uint16(3), uint16(5), 0, 0, 500, 40, "ab", uint8(0))
	f.Add(uint16(1), uint16(1), 1<<28, -1<<28, 1<<28, 2000, "", uint8(1))
	f.Add(uint16(9), uint16(0), 1<<62, -1<<63, -1, 1, "\xff😀", uint8(2))
	f.Add(uint16(20), uint16(21), -3000, 9000, 0, 1200, strings.Repeat("א", 300), uint8(3))
	all := fonts(f, "thai arabic cjk cff")
	f.Fuzz(func(t *testing.T, a, b uint16, x, y, advance, height int, text string, which uint8) {
		font := all[which%4]
		run := label.Run{Font: font, Advance: advance, Text: text, Glyphs: []label.Glyph{{ID: a, Text: text}, {ID: b, X: x, Y: y}, {ID: a, X: y, Y: y, Text: "x"}}}
		l := label.Label{Width: 600, Height: 2000, DPI: 203, Date: 1, Elements: []label.Element{
			label.Text{X: 100, Y: 900, Height: height, Text: text, Runs: []label.Run{run, run}},
			label.Text{X: 100, Y: 900, Height: 20, Text: "plain"},
		}}
		writeAll(t, l)
	})
}

// writeAll writes a label in every way: all do, or all refuse it.
func writeAll(t *testing.T, l label.Label) {
	t.Helper()
	var b bytes.Buffer
	errs := [4]error{label.PDF(&b, l), label.ZPL(&count{}, l), label.PNG(&count{}, l), label.Preview(&count{}, l, 80)}
	for _, err := range errs {
		if (err == nil) != (errs[0] == nil) {
			t.Errorf("errors %v", errs)
		}
	}
	if errs[0] == nil {
		readPDF(t, b.Bytes())
	}
}
