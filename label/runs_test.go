package label_test

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"github.com/shiprate/shiprate/label"
)

// A sample is a text of glyphs with the fonts that draw it.
type sample struct {
	label.Text
	given []*label.Font
	files map[*label.Font][]byte // of these and the label's own
}

// samples are lines of addresses in each script, and letters with marks and
// ligatures.
func samples(tb testing.TB, height int, bold bool) []sample {
	tb.Helper()
	lines := []struct{ fonts, text string }{
		{"", "ישראל ישראלי"}, {"", "רחוב הרצל 15 (א) Ken"},
		{"arabic", "محمد علي، شارع الملك فهد 15"}, {"arabic", "لا إله, محمد"},
		{"thai", "99/1 ถนนสุขุมวิท"}, {"thai", "เชียงใหม่ น้ำปิ๊ง น้ำ"},
		{"cjk", "朝阳区建国路88号"}, {"cjk", "東京都千代田区 Ken"}, {"cjk", "さとうケンジ"}, {"cff", "김민수 강남구 5"},
	}
	var list []sample
	for _, line := range lines {
		s := sample{files: map[*label.Font][]byte{
			label.Embedded(false): liberationsansregular.TTF, label.Embedded(true): liberationsansbold.TTF,
		}}
		s.given = fonts(tb, line.fonts)
		for _, f := range s.given {
			data, err := os.ReadFile(filepath.Join("testdata/fonts", fontFiles[line.fonts]))
			if err != nil {
				tb.Fatal(err)
			}
			s.files[f] = data
		}
		var err error
		if s.Text, err = (label.Text{X: height, Y: 2 * height, Height: height, Bold: bold, Text: line.text}).Shape(s.given...); err != nil {
			tb.Fatal(err)
		}
		if len(s.Runs) == 0 {
			tb.Fatalf("%q has no runs", line.text)
		}
		list = append(list, s)
	}
	return list
}

// alone is a label of one text.
func (s sample) alone() label.Label {
	return label.Label{Width: s.Width + 2*s.Height, Height: 3 * s.Height, DPI: 203, Date: 20_000, Elements: []label.Element{s.Text}}
}

// drawn is the text on its label as another reader of fonts has its glyphs, each
// at its place to a fraction of a dot. 0xFF is black.
func (s sample) drawn(t *testing.T) *image.Alpha {
	t.Helper()
	l := s.alone()
	all := image.NewAlpha(image.Rect(0, 0, l.Width, l.Height))
	pen := float32(s.X)
	for _, run := range s.Runs {
		font, err := sfnt.Parse(s.files[run.Font])
		if err != nil {
			t.Fatal(err)
		}
		scale := float32(s.Height) / float32(font.UnitsPerEm())
		for _, g := range run.Glyphs {
			r := vector.NewRasterizer(l.Width, l.Height)
			trace(t, r, font, g.ID, s.Height, [2]float32{pen + float32(g.X)*scale, float32(s.Y) - float32(g.Y)*scale})
			r.Draw(all, all.Rect, image.Opaque, image.Point{})
		}
		pen += float32(run.Advance) * scale
	}
	return all
}

func trace(t *testing.T, r *vector.Rasterizer, font *sfnt.Font, id uint16, height int, origin [2]float32) {
	t.Helper()
	var buf sfnt.Buffer
	path, err := font.LoadGlyph(&buf, sfnt.GlyphIndex(id), fixed.I(height), nil)
	if err != nil {
		t.Fatal(err)
	}
	at := func(p fixed.Point26_6) (x, y float32) {
		return float32(p.X)/64 + origin[0], float32(p.Y)/64 + origin[1]
	}
	for _, s := range path {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.ClosePath()
			r.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			r.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			r.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			r.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	r.ClosePath()
}

// TestRunsPNG compares the dots with another reader of fonts. A glyph starts on
// a whole dot, so borders may be a dot away, and nothing else.
func TestRunsPNG(t *testing.T) {
	heights := []int{24, 51}
	if !testing.Short() {
		heights = append(heights, 1500) // whose glyphs are drawn in bands
	}
	for _, height := range heights {
		list := samples(t, height, height == 51)
		if height > 1000 {
			list = list[6:7]
			var err error
			if list[0].Text, err = (label.Text{X: height, Y: 2 * height, Height: height, Text: "王"}).Shape(list[0].given...); err != nil {
				t.Fatal(err)
			}
		}
		for _, s := range list {
			compare(t, s)
		}
	}
}

func compare(t *testing.T, s sample) {
	t.Helper()
	got, want := dots(t, s.alone()), s.drawn(t)
	size := want.Rect
	at := func(x, y int) bool { return black(got, x, y) }
	drawn := func(x, y int) bool { return want.AlphaAt(x, y).A >= 0x80 }
	near := func(is func(x, y int) bool, x, y int) bool {
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				if (image.Point{X: x + dx, Y: y + dy}).In(size) && is(x+dx, y+dy) {
					return true
				}
			}
		}
		return false
	}
	blacks, off := 0, 0
	for y := range size.Max.Y {
		for x := range size.Max.X {
			if at(x, y) {
				blacks++
			}
			if at(x, y) && !near(drawn, x, y) || drawn(x, y) && !near(at, x, y) {
				off++
			}
		}
	}
	if blacks == 0 || off > blacks/500 {
		t.Errorf("%q, %d high: %d of %d dots are not where the glyphs are", s.Text.Text, s.Height, off, blacks)
	}
}

// TestRunsPreview shows them in dots: terminals do not agree on where letters of
// such scripts go.
func TestRunsPreview(t *testing.T) {
	for _, s := range samples(t, 51, false) {
		var b bytes.Buffer
		if err := label.Preview(&b, s.alone(), 100); err != nil {
			t.Fatal(err)
		}
		if got := strings.Trim(b.String(), " \n"); got == "" || strings.ContainsFunc(got, func(r rune) bool {
			return r != ' ' && r != '\n' && r>>8 != 0x28
		}) {
			t.Errorf("%q shows as\n%s", s.Text.Text, got)
		}
	}
}

// TestRunsSameBytes has goroutines write the same label with the same fonts.
func TestRunsSameBytes(t *testing.T) {
	l := many(t)
	write := func() string {
		var b bytes.Buffer
		for _, err := range []error{label.PDF(&b, l, l), label.ZPL(&b, l), label.PNG(&b, l), label.Preview(&b, l, 100)} {
			if err != nil {
				return err.Error()
			}
		}
		return b.String()
	}
	want := write()
	done := make(chan string)
	for range 4 {
		go func() { done <- write() }()
	}
	for range 4 {
		if got := <-done; got != want {
			t.Error("a second run gives other bytes")
		}
	}
}

// many is a label of all samples, each followed by a plain text.
func many(tb testing.TB) label.Label {
	tb.Helper()
	l := label.Label{Width: 1218, Height: 1800, DPI: 203, Date: 20_000}
	for i, s := range samples(tb, 51, false) {
		s.X, s.Y = 40, 100+160*i
		plain := label.Text{X: 700 + i, Y: s.Y, Height: 30 + i%2, Bold: i%3 == 0, Text: fmt.Sprint("plain ", i)}
		l.Elements = append(l.Elements, s.Text, plain)
	}
	return l
}

// TestRunsScripts writes an address in each script in every way.
func TestRunsScripts(t *testing.T) {
	for _, script := range scripts {
		for _, dpi := range []int{203, 300} {
			s := order()
			s.To = script.to
			labels, err := label.Format{DPI: dpi, Fonts: fonts(t, script.fonts)}.New(s, quoted(s, "ups", "UPS Worldwide Expedited"), upsNumber)
			if script.drawn == nil {
				continue // refused, which another test holds
			}
			if err != nil {
				t.Fatal(err)
			}
			data := document(t, labels...)
			readPDF(t, data)
			if diff := cmp.Diff(data, document(t, labels...)); diff != "" {
				t.Errorf("%s: a second run gives another document", script.script)
			}
			img := dots(t, labels[0])
			printed := program(t, labels...)
			if !utf8.ValidString(printed) {
				t.Errorf("%s: the program is no text", script.script)
			}
			for _, e := range labels[0].Elements {
				if text, ok := e.(label.Text); ok && len(text.Runs) > 0 {
					if !inked(img, text) {
						t.Errorf("%s at %d dpi: %q is blank", script.script, dpi, text.Text)
					}
					if strings.Contains(printed, text.Text) {
						t.Errorf("%s: the printer is to draw %q itself", script.script, text.Text)
					}
				}
			}
		}
	}
}

// inked says whether every third of a line has black dots.
func inked(img image.Image, t label.Text) bool {
	for third := range 3 {
		found := false
		for x := t.X + third*t.Width/3; x < t.X+(third+1)*t.Width/3; x++ {
			for y := t.Y - t.Height; y < t.Y; y++ {
				found = found || black(img, x, y)
			}
		}
		if !found {
			return false
		}
	}
	return true
}
