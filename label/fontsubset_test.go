package label_test

import (
	"image"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"github.com/shiprate/shiprate/label"
)

// TestFontSubset draws glyphs of a font and of its subset with a reader of fonts that
// is not the one the subset was made with.
func TestFontSubset(t *testing.T) {
	tests := []struct {
		claim, file, text string
	}{
		{"Thai with marks", "thai.ttf", "เชียงใหม่ น้ำปิ๊ง"},
		{"Arabic, where dots are parts of a glyph", "arabic.ttf", "شارع الملك فهد، الرياض لا"},
		{"Chinese", "cjk.ttf", "東京都千代田区王伟"},
		{"PostScript outlines, whose curves are cubic", "cjk-cff.otf", "東京都千代田区さとう 김민수"},
		{"the label's own font", "", "שלום Ken"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			data := liberationsansregular.TTF
			own := label.Embedded(false)
			if test.file != "" {
				var err error
				if data, err = os.ReadFile(filepath.Join("testdata/fonts", test.file)); err != nil {
					t.Fatal(err)
				}
			}
			fontsOf := map[string]string{"thai.ttf": "thai", "arabic.ttf": "arabic", "cjk.ttf": "cjk", "cjk-cff.otf": "cff"}
			list := fonts(t, fontsOf[test.file])
			if test.file != "" {
				own = list[0]
			}
			ids := glyphsOf(t, test.text, own, list)
			subset, err := label.Subset(own, ids)
			if err != nil {
				t.Fatal(err)
			}
			sameGlyphs(t, data, subset, ids)
			t.Logf("%d glyphs are %d bytes", len(ids), len(subset))
		})
	}
}

// glyphsOf returns the glyphs of one font that a text is drawn with, each once.
func glyphsOf(t *testing.T, text string, of *label.Font, list []*label.Font) []uint16 {
	t.Helper()
	shaped, err := label.Text{Text: text, Height: 40}.Shape(list...)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[uint16]bool{}
	var ids []uint16
	for _, run := range shaped.Runs {
		for _, g := range run.Glyphs {
			if run.Font == of && !seen[g.ID] {
				seen[g.ID] = true
				ids = append(ids, g.ID)
			}
		}
	}
	if len(ids) < 3 {
		t.Fatalf("%q has %d glyphs", text, len(ids))
	}
	return ids
}

// sameGlyphs draws the glyphs of both fonts 200 dots high and counts the dots
// that differ by more than a quarter of black.
func sameGlyphs(t *testing.T, whole, subset []byte, ids []uint16) {
	t.Helper()
	a, err := sfnt.Parse(whole)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sfnt.Parse(subset)
	if err != nil {
		t.Fatal(err)
	}
	if a.UnitsPerEm() != b.UnitsPerEm() || b.NumGlyphs() != len(ids)+1 {
		t.Errorf("subset has %d units and %d glyphs, want %d and %d", b.UnitsPerEm(), b.NumGlyphs(), a.UnitsPerEm(), len(ids)+1)
	}
	for i, id := range ids {
		want, black := blackGlyph(t, a, sfnt.GlyphIndex(id))
		got, _ := blackGlyph(t, b, sfnt.GlyphIndex(i+1))
		differ := 0
		for k := range want.Pix {
			if d := int(want.Pix[k]) - int(got.Pix[k]); d > 64 || d < -64 {
				differ++
			}
		}
		if differ > black/200 {
			t.Errorf("glyph %d differs in %d of %d dots", id, differ, black)
		}
		var buf sfnt.Buffer
		ppem := fixed.I(int(a.UnitsPerEm()))
		w, _ := a.GlyphAdvance(&buf, sfnt.GlyphIndex(id), ppem, font.HintingNone)
		g, _ := b.GlyphAdvance(&buf, sfnt.GlyphIndex(i+1), ppem, font.HintingNone)
		if w != g {
			t.Errorf("glyph %d is %v wide, want %v", id, g, w)
		}
	}
}

func blackGlyph(t *testing.T, f *sfnt.Font, id sfnt.GlyphIndex) (img *image.Alpha, black int) {
	t.Helper()
	var buf sfnt.Buffer
	path, err := f.LoadGlyph(&buf, id, fixed.I(200), nil)
	if err != nil {
		t.Fatal(id, err)
	}
	r := vector.NewRasterizer(400, 400)
	at := func(p fixed.Point26_6) (x, y float32) { return float32(p.X)/64 + 100, float32(p.Y)/64 + 250 }
	for _, s := range path {
		x, y := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.ClosePath()
			r.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			r.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			u, v := at(s.Args[1])
			r.QuadTo(x, y, u, v)
		case sfnt.SegmentOpCubeTo:
			u, v := at(s.Args[1])
			p, q := at(s.Args[2])
			r.CubeTo(x, y, u, v, p, q)
		}
	}
	r.ClosePath()
	img = image.NewAlpha(image.Rect(0, 0, 400, 400))
	r.Draw(img, img.Rect, image.Opaque, image.Point{})
	for _, p := range img.Pix {
		if p > 128 {
			black++
		}
	}
	return img, black
}

func TestFontSubsetRefuses(t *testing.T) {
	if _, err := label.Subset(fonts(t, "thai")[0], []uint16{60000}); err == nil {
		t.Error("a glyph that the font lacks is in a subset")
	}
}
