package label

import (
	"iter"

	"github.com/shiprate/shiprate/label/barcode"
)

// The measures of a MaxiCode in thousandths of a millimetre (ISO/IEC 16023):
// how wide a hexagon is, how far rows are apart, and so how high a hexagon is.
const (
	hexWidth  = 880
	hexPitch  = 762
	hexHeight = hexPitch * 4 / 3

	// A dark hexagon is drawn so much smaller on each side, lest neighbours flow
	// together on paper: a third of a dot at 203 dots per inch.
	hexGap = 40
)

// bullRings are the radii of the circles of the bull's eye, in thousandths of a
// millimetre: black is between the first two, the next two and the last two.
var bullRings = [6]int{510, 1180, 1860, 2530, 3200, 3870}

// Where the middle of the bull's eye is: 14.5 hexagons from the middle of the
// first one, 16 rows down.
const (
	bullX = hexWidth/2 + hexWidth*29/2
	bullY = hexHeight/2 + 16*hexPitch
)

// Size is how wide and high the symbol is on a printer of so many dots per
// inch, in dots. The standard wants a hexagon of white space on each side.
func (m MaxiCode) Size(dpi int) (width, height int) {
	const across, down = barcode.MaxiColumns * hexWidth, (barcode.MaxiRows-1)*hexPitch + hexHeight
	return (across*dpi + 25_399) / 25_400, (down*dpi + 25_399) / 25_400
}

// hexagons gives the middle of each dark hexagon from the top left corner of the
// symbol, in thousandths of a millimetre.
func (m MaxiCode) hexagons() iter.Seq2[int, int] {
	return func(yield func(x, y int) bool) {
		for row := range m.Code.Dark {
			columns := barcode.MaxiColumns - row%2
			for column := range columns {
				x := hexWidth/2 + column*hexWidth + row%2*hexWidth/2
				if m.Code.Dark[row][column] && !yield(x, hexHeight/2+row*hexPitch) {
					return
				}
			}
		}
	}
}
