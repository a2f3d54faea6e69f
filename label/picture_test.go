package label_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"testing"

	"github.com/shiprate/shiprate/label"
)

// TestPicture holds layouts.png, the README's sheet of the standard layouts,
// against what PNG draws of them; with -update it makes the picture.
func TestPicture(t *testing.T) {
	const perRow, gap = 4, 24
	var pictures []image.Image
	for _, k := range kinds() {
		labels, err := k.make(label.Format{})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := label.PNG(&b, labels[0]); err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		pictures = append(pictures, picture)
	}
	size := pictures[0].Bounds().Size()
	rows := (len(pictures) + perRow - 1) / perRow
	sheet := image.NewGray(image.Rect(0, 0, perRow*(size.X+gap)+gap, rows*(size.Y+gap)+gap))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.Gray{200}), image.Point{}, draw.Src)
	for i, picture := range pictures {
		at := image.Pt(gap+i%perRow*(size.X+gap), gap+i/perRow*(size.Y+gap))
		draw.Draw(sheet, picture.Bounds().Add(at), picture, picture.Bounds().Min, draw.Src)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, half(sheet)); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("layouts.png", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("layouts.png")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, b.Bytes()) {
		t.Error("layouts.png is not what is drawn now: make it with -update, and look at it")
	}
}

// half makes a picture half as wide and high, in 16 greys.
func half(from *image.Gray) image.Image {
	greys := make(color.Palette, 16)
	for i := range greys {
		greys[i] = color.Gray{uint8(17 * i)}
	}
	size := from.Bounds().Size().Div(2)
	to := image.NewPaletted(image.Rect(0, 0, size.X, size.Y), greys)
	for y := range size.Y {
		for x := range size.X {
			sum := 0
			for _, d := range []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
				sum += int(from.GrayAt(2*x+d.X, 2*y+d.Y).Y)
			}
			to.SetColorIndex(x, y, uint8((sum/4+8)/17))
		}
	}
	return to
}
