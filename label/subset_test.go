package label_test

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf16"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// TestPDFFonts takes the embedded fonts out of a document of every letter and
// compares each glyph's outline and width with the whole font's.
func TestPDFFonts(t *testing.T) {
	for bold, ttf := range [][]byte{liberationsansregular.TTF, liberationsansbold.TTF} {
		whole, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		runes := letters(t, whole)
		l := label.Label{Width: 812, Height: 1218, DPI: 203, Date: 1}
		for from := 0; from < len(runes); from += 50 {
			l.Elements = append(l.Elements, label.Text{X: 10, Y: 10 + from/10, Height: 20, Bold: bold == 1, Text: string(runes[from:min(from+50, len(runes))])})
		}
		d := readPDF(t, document(t, l))
		file := embedded(d, bold)
		part, err := sfnt.Parse(completed(ttf, file))
		if err != nil {
			t.Fatal(err)
		}
		codes := d.unicode(bold)
		if len(codes) != len(runes) {
			t.Errorf("%d characters are embedded, want %d", len(codes), len(runes))
		}
		var a, b sfnt.Buffer
		for code, char := range codes {
			r := utf16.Encode([]rune(char))[0]
			want, errWant := whole.GlyphIndex(&a, rune(r))
			if errWant != nil {
				t.Fatal(errWant)
			}
			compareGlyphs(t, char, outlined(t, whole, &a, want), outlined(t, part, &b, sfnt.GlyphIndex(code)))
		}
	}
}

// letters are the characters that a label can have: it is asked for each.
func letters(t *testing.T, f *sfnt.Font) []rune {
	t.Helper()
	var buf sfnt.Buffer
	var runes []rune
	for r := rune(' '); r < 0x2200; r++ {
		g, err := f.GlyphIndex(&buf, r)
		if err != nil || g == 0 {
			continue
		}
		l := label.Label{Width: 9, Height: 99, DPI: 203, Date: 1, Elements: []label.Element{label.Text{X: 1, Y: 50, Height: 20, Text: string(r)}}}
		if label.ZPL(&count{}, l) == nil {
			runes = append(runes, r)
		}
	}
	if len(runes) < 1000 {
		t.Fatalf("only %d characters can be drawn", len(runes))
	}
	return runes
}

func embedded(d *pdfDoc, font int) []byte {
	resources, _ := d.object(3)
	dict, _ := d.object(d.entry(resources, "/F"+string(rune('0'+font))+" ")[0])
	descendant, _ := d.object(d.entry(dict, "/DescendantFonts")[0])
	descriptor, _ := d.object(d.entry(descendant, "/FontDescriptor ")[0])
	_, file := d.object(d.entry(descriptor, "/FontFile2 ")[0])
	return file
}

// completed adds to a font the tables that sfnt asks for and a PDF does not.
func completed(whole, part []byte) []byte {
	tables := make(map[string][]byte)
	for _, file := range [][]byte{whole, part} {
		for i := range int(binary.BigEndian.Uint16(file[4:])) {
			entry := file[12+16*i:]
			from, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
			tables[string(entry[:4])] = file[from : from+length]
		}
	}
	tags := []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}
	file := []byte{0, 1, 0, 0, 0, byte(len(tags)), 0, 0, 0, 0, 0, 0}
	at := 12 + 16*len(tags)
	var data []byte
	for _, tag := range tags {
		table := tables[tag]
		if tag == "post" {
			table = append([]byte{0, 3, 0, 0}, table[4:32]...) // without names
		}
		file = append(file, tag...)
		file = append(file, 0, 0, 0, 0)
		file = binary.BigEndian.AppendUint32(file, uint32(at+len(data)))
		file = binary.BigEndian.AppendUint32(file, uint32(len(table)))
		data = append(data, table...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
	}
	return append(file, data...)
}

type drawnGlyph struct {
	Segments sfnt.Segments
	Advance  fixed.Int26_6
}

func outlined(t *testing.T, f *sfnt.Font, buf *sfnt.Buffer, g sfnt.GlyphIndex) drawnGlyph {
	t.Helper()
	const em = 2048
	advance, err := f.GlyphAdvance(buf, g, fixed.I(em), font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	segments, err := f.LoadGlyph(buf, g, fixed.I(em), nil)
	if err != nil {
		t.Fatalf("glyph %d: %v", g, err)
	}
	return drawnGlyph{append(sfnt.Segments(nil), segments...), advance}
}

func compareGlyphs(t *testing.T, char string, want, got drawnGlyph) {
	t.Helper()
	if want.Advance != got.Advance || !slices.Equal(want.Segments, got.Segments) { // cmp.Diff takes a second for all of them
		t.Errorf("%q is %v, want %v", char, got, want)
	}
}

// TestMatrix draws random modules and finds each where it was.
func TestMatrix(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 60 {
		code := barcode.Matrix{Columns: 1 + random.IntN(12), Rows: 1 + random.IntN(12), Aspect: 1 + i%3}
		for range code.Columns * code.Rows {
			code.Modules = append(code.Modules, random.IntN(5) < 1+i%4)
		}
		m := label.Matrix{X: 3, Y: 5, Module: 1 + i%5, Code: code}
		l := label.Label{Width: 100, Height: 200, DPI: 203, Date: 1, Elements: []label.Element{m}}
		got, want := read(t, document(t, l), 0, l), dots(t, l)
		for y := range l.Height {
			for x := range l.Width {
				dark := false
				if column, row := x-m.X, y-m.Y; column >= 0 && row >= 0 && column < m.Width() && row < m.Height() {
					dark = code.Dark(column/m.Module, row/(m.Module*code.Aspect))
				}
				if inPDF := got.GrayAt(x, y).Y != 0; inPDF != dark || black(want, x, y) != dark {
					t.Fatalf("%d by %d modules of %d: dot %d, %d is %v in PDF and %v in PNG, want %v", code.Columns, code.Rows, m.Module, x, y, inPDF, black(want, x, y), dark)
				}
			}
		}
	}
}
