package label

import (
	"iter"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/barcode"
)

// A Label is a page of paper, laid out in the dots of the printer that prints
// it. It has no colours: a dot is black or it is not.
type Label struct {
	// Width and Height are the paper's, in dots. Positions count from its top
	// left corner, to the right and down.
	Width, Height int
	// DPI is how many dots the printer has in an inch.
	DPI int
	// Date is the day on which the parcel ships. Documents are dated by it.
	Date carriers.Date
	// Elements are drawn in this order.
	Elements []Element
}

// An Element is one of Text, Line, Box and Symbol.
type Element interface{ element() }

// A Text is one line of text, in Liberation Sans where it has no Runs.
type Text struct {
	// X and Y are where the baseline starts.
	X, Y int
	// Height is the font's size: the em, in dots. Capitals have about 0.7 of it.
	Height int
	// Width is what the text takes in dots, for a writer that has another font.
	Width int
	Bold  bool
	Text  string
	// Runs are the glyphs of a text that needs shaping, from left to right. Most
	// need none: they are drawn letter by letter in Liberation Sans. See Shape.
	Runs []Run `json:",omitempty"`
}

// A Line is a black rule, across or down.
type Line struct {
	X, Y, Width, Height int // dots; the smaller of the sides is how thick it is
}

// A Box is a frame. Its border lies within its sides.
type Box struct {
	X, Y, Width, Height int // dots
	Thick               int // of the border, in dots
}

// A Symbol is a bar code. Every bar starts on a dot and is whole dots wide.
type Symbol struct {
	// X and Y are the top left corner of the first bar. The quiet zones lie
	// outside, and nothing else is drawn there.
	X, Y int
	// Height is that of the bars, in dots.
	Height int
	// Module is the width of the narrowest bar, in dots.
	Module int
	// Code has the bars, in modules.
	Code barcode.Linear
}

func (Text) element()   {}
func (Line) element()   {}
func (Box) element()    {}
func (Symbol) element() {}

// Width is that of the bars from the first to the last, in dots.
func (s Symbol) Width() int { return s.Code.Width() * s.Module }

// Bars gives the left edge on the label and the width of each bar, in dots,
// from left to right.
func (s Symbol) Bars() iter.Seq2[int, int] {
	return func(yield func(x, width int) bool) {
		for at, width := range s.Code.Bars() {
			if !yield(s.X+at*s.Module, width*s.Module) {
				return
			}
		}
	}
}

// A Size is that of the paper.
type Size struct{ Width, Height dimweight.Length }

// Size4x6 is the usual label of a thermal printer, 4 by 6 inches.
var Size4x6 = Size{4 * dimweight.Inch, 6 * dimweight.Inch}

// The paper that a label can be laid out on. The narrowest just takes an SSCC.
const (
	minWidth  = 90 * dimweight.Millimetre
	maxWidth  = 17 * dimweight.Inch / 2
	minHeight = 5 * dimweight.Inch
	maxHeight = 14 * dimweight.Inch
)

// A Format is the paper and the printer. The zero Format is 4×6 inches at 203
// dots per inch.
type Format struct {
	Size Size // zero means Size4x6
	DPI  int  // 203 or 300; zero means 203

	// Fonts draw the letters that Liberation Sans lacks, the first that has one.
	// None are needed for Latin, Greek, Cyrillic and Hebrew.
	Fonts []*Font
	// ASCII says that what no font can draw is spelled in ASCII letters, where
	// there is a spelling; see Transliterate. Without it, it is refused.
	ASCII bool
}

// check fills in the defaults and says what no label can be laid out on.
func (f Format) check(add addFunc) Format {
	if f.Size == (Size{}) {
		f.Size = Size4x6
	}
	if f.DPI == 0 {
		f.DPI = 203
	}
	if f.DPI != 203 && f.DPI != 300 {
		add("dpi", "%d is not a printer's resolution known here: use 203 or 300", f.DPI)
	}
	if w := f.Size.Width; w < minWidth || w > maxWidth {
		add("size.width", "%v is not between %v and %v", w, minWidth, maxWidth)
	}
	if h := f.Size.Height; h < minHeight || h > maxHeight {
		add("size.height", "%v is not between %v and %v", h, minHeight, maxHeight)
	}
	return f
}

// dots returns a length in whole dots, to the nearest.
func (f Format) dots(l dimweight.Length) int {
	return int((l*dimweight.Length(f.DPI) + dimweight.Inch/2) / dimweight.Inch)
}
