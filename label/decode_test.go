package label_test

import (
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"github.com/shiprate/shiprate/label"
)

// TestDecode draws the symbols of whole labels and reads them with a decoder
// that is not ours. A separator of GS1 reads as byte 0x1D, the FNC1 that opens a
// GS1 symbol as "]C1".
func TestDecode(t *testing.T) {
	for name, l := range trade(t) {
		want := payload(name)
		got, err := scan(l, strings.HasPrefix(want, "]C1"))
		if err != nil || got != want {
			t.Errorf("%s reads as %q, error %v, want %q", name, got, err, want)
		}
	}
}

// payload is what the symbol of one of trade's labels says.
func payload(name string) string {
	carrier, _, _ := strings.Cut(name, "-")
	return map[string]string{
		"ups":   upsNumber,
		"fedex": fedexNumber,
		"usps":  "]C142094105\x1d" + uspsNumber,
		"acme":  "]C100" + ssccNumber,
	}[carrier]
}

// scan draws the bars of a label, dot for dot, and reads them.
func scan(l label.Label, gs1 bool) (string, error) {
	img := image.NewGray(image.Rect(0, 0, l.Width, l.Height))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for _, s := range symbols(l) {
		for x, width := range s.Bars() {
			draw.Draw(img, image.Rect(x, s.Y, x+width, s.Y+s.Height), image.NewUniform(color.Black), image.Point{}, draw.Src)
		}
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return "", err
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	if gs1 {
		hints[gozxing.DecodeHintType_ASSUME_GS1] = true
	}
	result, err := oned.NewCode128Reader().Decode(bitmap, hints)
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}
