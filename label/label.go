package label

import (
	"iter"
	"slices"
	"strings"

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

// An Element is one of Text, Line, Box, Symbol, Matrix, Bars4, MaxiCode and
// Image.
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

// A Matrix is a symbol of modules in rows. Every module starts on a dot.
type Matrix struct {
	// X and Y are the top left corner of the first module. The quiet zone lies
	// outside.
	X, Y int
	// Module is the width of a module in dots; its height is Code.Aspect times
	// as much.
	Module int
	Code   barcode.Matrix
}

// A Bars4 is a symbol of four-state bars, such as the Intelligent Mail barcode.
type Bars4 struct {
	// X and Y are the top left corner of the rectangle that full bars fill.
	X, Y int
	// Bar is the width of a bar, and Pitch how far one is from the next, in dots.
	Bar, Pitch int
	// Middle is the height of the part that every bar has, and Reach how far
	// bars go over and under it, in dots.
	Middle, Reach int
	Code          barcode.Bars4
}

// A MaxiCode is the hexagons and the bull's eye that UPS sorts by. The standard
// fixes its size, in millimetres: MaxiCode.Size has it in dots.
type MaxiCode struct {
	X, Y int // the top left corner of the first hexagon's rectangle
	Code barcode.MaxiCode
}

// An Image is a picture of black dots, such as a logo.
type Image struct {
	X, Y, Width, Height int // dots
	// Bits has the rows from the top, each begun with a byte of its own. The
	// high bit is the leftmost dot, and 1 is black.
	Bits []byte
}

func (Text) element()     {}
func (Line) element()     {}
func (Box) element()      {}
func (Symbol) element()   {}
func (Matrix) element()   {}
func (Bars4) element()    {}
func (MaxiCode) element() {}
func (Image) element()    {}

// Stride is how many bytes a row of the picture has.
func (i Image) Stride() int { return (i.Width + 7) / 8 }

// Width is that of all columns, in dots.
func (m Matrix) Width() int { return m.Code.Columns * m.Module }

// Height is that of all rows, in dots.
func (m Matrix) Height() int { return m.Code.Rows * m.Module * max(m.Code.Aspect, 1) }

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

// darkRuns gives the dark modules of a row that touch: the first and the one
// after the last.
func darkRuns(m *barcode.Matrix, row int) iter.Seq2[int, int] {
	return func(yield func(from, end int) bool) {
		modules := m.Modules[row*m.Columns : (row+1)*m.Columns]
		for from := 0; from < len(modules); from++ {
			if !modules[from] {
				continue
			}
			end := from
			for end < len(modules) && modules[end] {
				end++
			}
			if !yield(from, end) {
				return
			}
			from = end
		}
	}
}

// sameRun reports whether a row has just this run.
func sameRun(m *barcode.Matrix, row, from, end int) bool {
	modules := m.Modules[row*m.Columns : (row+1)*m.Columns]
	return !slices.Contains(modules[from:end], false) && (from == 0 || !modules[from-1]) && (end == len(modules) || !modules[end])
}

// Width is that from the first bar to the last, in dots.
func (b Bars4) Width() int { return (len(b.Code.Bars)-1)*b.Pitch + b.Bar }

// Height is that of a full bar, in dots.
func (b Bars4) Height() int { return b.Middle + 2*b.Reach }

// Lines gives the bars from left to right.
func (b Bars4) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		for i, bar := range b.Code.Bars {
			l := Line{b.X + i*b.Pitch, b.Y, b.Bar, b.Height()}
			if !bar.Up() {
				l.Y += b.Reach
				l.Height -= b.Reach
			}
			if !bar.Down() {
				l.Height -= b.Reach
			}
			if !yield(l) {
				return
			}
		}
	}
}

// A Size is that of the paper.
type Size struct{ Width, Height dimweight.Length }

// The usual sizes of labels. Thermal printers take 4 by 6 inches, or 100 by 150
// millimetres where paper is metric; four of A6 make an A4 sheet, and four of
// 4.25 by 5.5 inches a sheet of Letter.
var (
	Size4x6           = Size{4 * dimweight.Inch, 6 * dimweight.Inch}
	Size4x8           = Size{4 * dimweight.Inch, 8 * dimweight.Inch}
	Size100x150       = Size{100 * dimweight.Millimetre, 150 * dimweight.Millimetre}
	SizeA6            = Size{105 * dimweight.Millimetre, 148 * dimweight.Millimetre}
	SizeLetterQuarter = Size{17 * dimweight.Inch / 4, 11 * dimweight.Inch / 2}
)

// The paper that a label can be laid out on. The narrowest just takes an SSCC.
const (
	minWidth  = 90 * dimweight.Millimetre
	maxWidth  = 17 * dimweight.Inch / 2
	minHeight = 5 * dimweight.Inch
	maxHeight = 14 * dimweight.Inch
)

// A Format is the paper, the printer and what to print. The zero Format is 4×6
// inches at 203 dots per inch, in the carrier's layout.
type Format struct {
	Size Size // zero means Size4x6, or the size of Custom
	DPI  int  // 203 or 300; zero means 203

	// Fonts draw the letters that Liberation Sans lacks, the first that has one.
	// None are needed for Latin, Greek, Cyrillic and Hebrew.
	Fonts []*Font
	// ASCII says that what no font can draw is spelled in ASCII letters, where
	// there is a spelling; see Transliterate. Without it, it is refused.
	ASCII bool
	// Layout is the name of one of Layouts. Empty means the carrier's own, or the
	// plain one for a carrier or a number that has none.
	Layout string
	// Custom is a layout of the shipper's, which takes the place of Layout.
	Custom *Custom
	// Options add what the shipment does not say.
	Options Options
}

// check fills in the defaults and says what no label can be laid out on.
func (f Format) check(add addFunc) Format {
	if f.Size == (Size{}) {
		f.Size = Size4x6
		if f.Custom != nil {
			f.Size = f.Custom.Size
		}
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
	if _, ok := layoutNamed(f.Layout); !ok && f.Layout != "" {
		add("layout", "%q is not one of %s", f.Layout, strings.Join(Layouts(), ", "))
	}
	if f.Custom != nil && f.Size != f.Custom.Size {
		add("size", "%v by %v is not the %v by %v of the layout", f.Size.Width, f.Size.Height, f.Custom.Size.Width, f.Custom.Size.Height)
	}
	return f
}

// dots returns a length in whole dots, to the nearest.
func (f Format) dots(l dimweight.Length) int {
	return int((l*dimweight.Length(f.DPI) + dimweight.Inch/2) / dimweight.Inch)
}
