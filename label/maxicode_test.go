package label_test

import (
	"testing"

	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// TestMaxiCode looks at the middle of every hexagon, where ISO/IEC 16023 has
// them, in thousandths of a millimetre: 880 apart, rows 762 apart, every second
// row half a hexagon to the right.
func TestMaxiCode(t *testing.T) {
	code := maxicode(t)
	for _, dpi := range []int{203, 300} {
		m := label.MaxiCode{X: 40, Y: 30, Code: code}
		l := label.Label{Width: 400, Height: 400, DPI: dpi, Date: 1, Elements: []label.Element{m}}
		png, pdf := dots(t, l), read(t, document(t, l), 0, l)
		dot := func(x, y int) (int, int) { return m.X + x*dpi/25_400, m.Y + y*dpi/25_400 }
		dark := 0
		for row := range barcode.MaxiRows {
			for column := range barcode.MaxiColumns - row%2 {
				x, y := dot(440+880*column+440*(row%2), 508+762*row)
				want := code.Dark[row][column]
				if want {
					dark++
				}
				if inBull(column, row) {
					continue
				}
				if got := pdf.GrayAt(x, y).Y != 0; got != want || black(png, x, y) != want {
					t.Errorf("%d dpi: hexagon %d of row %d is %v in PDF and %v in PNG, want %v", dpi, column, row, got, black(png, x, y), want)
				}
			}
		}
		if dark < 300 {
			t.Errorf("only %d hexagons are dark", dark)
		}
		// From the middle: white, black from 0.51 mm, white from 1.18, and so on.
		for radius, want := range map[int]bool{0: false, 850: true, 1500: false, 2200: true, 2900: false, 3500: true, 4100: false} {
			if x, y := dot(440+29*440+radius, 508+16*762); black(png, x, y) != want {
				t.Errorf("%d dpi: %d thousandths of a millimetre from the middle is black %v, want %v", dpi, radius, !want, want)
			}
		}
		width, height := m.Size(dpi)
		if want := [2]int{(26_400*dpi + 25_399) / 25_400, dpi}; [2]int{width, height} != want {
			t.Errorf("%d dpi: %d by %d dots, want %v: 26.4 by 25.4 mm", dpi, width, height, want)
		}
	}
}

// inBull is the hexagons that the bull's eye covers, and those it may touch.
func inBull(column, row int) bool {
	x, y := 440+880*column+440*(row%2)-13_200, 762*(row-16)
	return x*x+y*y < 4_700*4_700
}
