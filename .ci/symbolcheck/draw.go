package main

import (
	"image"
	"image/color"
	"math"

	"github.com/shiprate/shiprate/label/barcode"
)

func blank(width, height int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	return img
}

func fill(img *image.Gray, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetGray(x, y, color.Gray{})
		}
	}
}

func drawLinear(l barcode.Linear, dots int) *image.Gray {
	const height, margin = 40, 8
	img := blank((l.Width()+2*l.Quiet)*dots, height+2*margin)
	for at, width := range l.Bars() {
		x := (l.Quiet + at) * dots
		fill(img, image.Rect(x, margin, x+width*dots, margin+height))
	}
	return img
}

func drawMatrix(m barcode.Matrix, dots int) *image.Gray {
	img := blank((m.Columns+2*m.Quiet)*dots, (m.Rows*m.Aspect+2*m.Quiet)*dots)
	for row := range m.Rows {
		for column := range m.Columns {
			if m.Dark(column, row) {
				x, y := (m.Quiet+column)*dots, (m.Quiet+row*m.Aspect)*dots
				fill(img, image.Rect(x, y, x+dots, y+m.Aspect*dots))
			}
		}
	}
	return img
}

// drawMaxi draws hexagons of a width in dots, 0.9 of their size, as ISO/IEC 16023 has
// them, round rings whose outer edge is nine hexagons wide.
func drawMaxi(m barcode.MaxiCode, width float64) *image.Gray {
	pitch := width * math.Sqrt(3) / 2
	img := blank(int(width*32), int(pitch*35))
	for y := range img.Rect.Max.Y {
		for x := range img.Rect.Max.X {
			if maxiDark(m, (float64(x)+0.5)/width-1.5, ((float64(y)+0.5)/width)-1.5) {
				img.SetGray(x, y, color.Gray{})
			}
		}
	}
	return img
}

// maxiDark says whether a point is dark, in hexagon widths from the centre of the first.
func maxiDark(m barcode.MaxiCode, x, y float64) bool {
	const pitch = 0.8660254037844386
	ring := math.Hypot(x-14.5, y-16*pitch)
	if ring < 4.5+0.1 {
		return int(math.Floor(ring/(4.5/6)))%2 == 1 && ring < 4.5
	}
	for row := max(0, int(y/pitch)-1); row < min(barcode.MaxiRows, int(y/pitch)+3); row++ {
		for column := max(0, int(x)-2); column < min(barcode.MaxiColumns, int(x)+3); column++ {
			cx := float64(column) + 0.5*float64(row%2)
			if m.Dark[row][column] && inHexagon(x-cx, y-float64(row)*pitch) {
				return true
			}
		}
	}
	return false
}

// inHexagon says whether a point is in a hexagon that stands on a corner.
func inHexagon(x, y float64) bool {
	const half = 0.9 / 2
	x, y = math.Abs(x), math.Abs(y)
	return x <= half && x*0.5+y*0.8660254037844386 <= half
}
