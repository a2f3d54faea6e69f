package label_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/shiprate/shiprate/label"
)

// dots is a label's PNG, read by the standard library.
func dots(tb testing.TB, l label.Label) image.Image {
	tb.Helper()
	var b bytes.Buffer
	if err := label.PNG(&b, l); err != nil {
		tb.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		tb.Fatal(err)
	}
	if size := img.Bounds().Size(); size != (image.Point{X: l.Width, Y: l.Height}) {
		tb.Fatalf("picture of %v, want %d by %d", size, l.Width, l.Height)
	}
	return img
}

func black(img image.Image, x, y int) bool {
	return color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 0x80
}

// TestPNGBars counts the dots of bars, quiet zones and rules.
func TestPNGBars(t *testing.T) {
	for name, l := range trade(t) {
		img := dots(t, l)
		for _, s := range symbols(l) {
			want := make(map[int]bool)
			for x, width := range s.Bars() {
				for i := range width {
					want[x+i] = true
				}
			}
			quiet := s.Code.Quiet * s.Module
			for y := s.Y; y < s.Y+s.Height; y++ {
				for x := s.X - quiet; x < s.X+s.Width()+quiet; x++ {
					if black(img, x, y) != want[x] {
						t.Fatalf("%s: dot %d, %d is black %v", name, x, y, !want[x])
					}
				}
			}
		}
	}
}

// TestPNGHeader has a bit for each dot, and the dots of a metre.
func TestPNGHeader(t *testing.T) {
	for _, test := range []struct {
		dpi, perMetre int
	}{{203, 7992}, {300, 11811}} {
		var b bytes.Buffer
		if err := label.PNG(&b, everything(t, test.dpi)); err != nil {
			t.Fatal(err)
		}
		data := b.Bytes()
		if depth, kind := data[24], data[25]; depth != 1 || kind != 0 {
			t.Errorf("%d bits a dot of kind %d, want 1 of kind 0", depth, kind)
		}
		physical := data[bytes.Index(data, []byte("pHYs"))+4:]
		x, y := binary.BigEndian.Uint32(physical), binary.BigEndian.Uint32(physical[4:])
		if x != uint32(test.perMetre) || y != x || physical[8] != 1 {
			t.Errorf("%d dpi: %d by %d dots in a unit of kind %d, want %d in a metre", test.dpi, x, y, physical[8], test.perMetre)
		}
	}
}

// TestPNGDecodes reads the symbols with a decoder that is not ours.
func TestPNGDecodes(t *testing.T) {
	pure := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true}
	for _, dpi := range []int{203, 300} {
		l := everything(t, dpi)
		img := dots(t, l)
		d := func(n int) int { return n * dpi / 203 }
		for _, test := range []struct {
			name   string
			reader gozxing.Reader
			hints  map[gozxing.DecodeHintType]any
			area   image.Rectangle
			want   string
		}{
			{"QR", qrcode.NewQRCodeReader(), nil, image.Rect(290, 20, 500, 230), everyQR},
			{"GS1 DataMatrix", datamatrix.NewDataMatrixReader(), pure, image.Rect(505, 35, 630, 180), "\x1d42094105\x1d9261290336128704062441"},
			{"DataMatrix", datamatrix.NewDataMatrixReader(), pure, image.Rect(645, 35, 800, 180), "a_b^~\\\x1d\xE9"},
			{"Interleaved 2 of 5", oned.NewITFReader(), nil, image.Rect(60, 605, 500, 745), everyITF},
		} {
			area := image.Rect(d(test.area.Min.X), d(test.area.Min.Y), d(test.area.Max.X), d(test.area.Max.Y))
			bitmap, err := gozxing.NewBinaryBitmapFromImage(img.(interface {
				SubImage(image.Rectangle) image.Image
			}).SubImage(area))
			if err != nil {
				t.Fatal(err)
			}
			result, err := test.reader.Decode(bitmap, test.hints)
			if err != nil || result.GetText() != test.want {
				t.Errorf("%s at %d dpi reads as %q, error %v, want %q", test.name, dpi, result, err, test.want)
			}
		}
		for name, l := range trade(t) {
			if l.DPI != dpi {
				continue
			}
			bitmap, err := gozxing.NewBinaryBitmapFromImage(dots(t, l))
			if err != nil {
				t.Fatal(err)
			}
			hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
			want := payload(name)
			if want[0] == ']' {
				hints[gozxing.DecodeHintType_ASSUME_GS1] = true
			}
			result, err := oned.NewCode128Reader().Decode(bitmap, hints)
			if err != nil || result.GetText() != want {
				t.Errorf("%s reads as %v, error %v, want %q", name, result, err, want)
			}
		}
	}
}

func TestPNGSameBytes(t *testing.T) {
	l := everything(t, 203)
	var first bytes.Buffer
	if err := label.PNG(&first, l); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		var again bytes.Buffer
		if err := label.PNG(&again, l); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Errorf("a second run gives other bytes, error %v", err)
		}
	}
}
