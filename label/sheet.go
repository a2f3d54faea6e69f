package label

import (
	"fmt"
	"io"
	"strconv"

	"github.com/shiprate/shiprate/dimweight"
)

// The paper of office printers.
var (
	SizeLetter = Size{17 * dimweight.Inch / 2, 11 * dimweight.Inch}
	SizeA4     = Size{210 * dimweight.Millimetre, 297 * dimweight.Millimetre}
)

// A Sheet is paper with places for labels, for printers that take no rolls. A
// label stands in the middle of its place at its actual size, on its side where
// only that fits. The zero Sheet is none: every label has a page of its size.
type Sheet struct {
	// Paper is SizeLetter, SizeA4 or another; zero means the label's own size.
	Paper Size
	// Labels is how many places a sheet has: 1, 2 halves or 4 quarters. They
	// count from the top left, row by row. Zero means 1.
	Labels int
	// Used is how many places of the first sheet have no label left.
	Used int
}

// PDF writes labels as a document of such sheets. See [PDF].
//
// The error may also be of the sheet, or name a label that is larger than its
// place.
func (s Sheet) PDF(w io.Writer, labels ...Label) error {
	if len(labels) == 0 {
		return errNoLabels
	}
	if err := s.check(); err != nil {
		return err
	}
	for i := range labels {
		if err := labels[i].check(); err != nil {
			return fmt.Errorf("labels[%d]%w", i, err)
		}
		if err := s.fits(&labels[i]); err != nil {
			return fmt.Errorf("labels[%d]: %w", i, err)
		}
	}
	p := s.NewPDFWriter(w)
	for i := range labels {
		p.add(&labels[i])
	}
	return p.Close()
}

// NewPDFWriter starts a document of such sheets. The first Add or Close returns
// the error of a sheet that cannot be.
func (s Sheet) NewPDFWriter(w io.Writer) *PDFWriter {
	p := &PDFWriter{sheet: sheet{Sheet: s, next: s.Used}}
	p.file.w, p.file.err = w, s.check()
	p.subset[1].bold = true
	return p
}

// maxSheet bounds the paper: A2 is the largest that a desk printer takes.
const maxSheet = 594 * dimweight.Millimetre

func (s Sheet) check() error {
	if s.Paper == (Size{}) {
		if s.Labels != 0 || s.Used != 0 {
			return fmt.Errorf("sheet.paper: must be set for %d labels on a sheet, %d of them used", s.Labels, s.Used)
		}
		return nil
	}
	if w, h := s.Paper.Width, s.Paper.Height; w < dimweight.Inch || w > maxSheet || h < dimweight.Inch || h > maxSheet {
		return fmt.Errorf("sheet.paper: %v by %v is not between 1 in and 594 mm", w, h)
	}
	if n := s.places(); n != 1 && n != 2 && n != 4 {
		return fmt.Errorf("sheet.labels: %d on a sheet are not 1, 2 or 4", s.Labels)
	}
	if s.Used < 0 || s.Used >= s.places() {
		return fmt.Errorf("sheet.used: %d is not between 0 and %d", s.Used, s.places()-1)
	}
	return nil
}

func (s Sheet) places() int { return max(s.Labels, 1) }

// cell is the size of a place.
func (s Sheet) cell() (width, height dimweight.Length) {
	width, height = s.Paper.Width, s.Paper.Height
	switch {
	case s.places() == 4:
		return width / 2, height / 2
	case s.places() == 2 && width > height:
		return width / 2, height
	case s.places() == 2:
		return width, height / 2
	}
	return width, height
}

// fits says that a label is too large for its place.
func (s Sheet) fits(l *Label) error {
	if s.Paper == (Size{}) {
		return nil
	}
	if _, _, _, ok := s.stand(l); ok {
		return nil
	}
	in := func(dots int) string {
		return (dimweight.Length(dots) * dimweight.Inch / dimweight.Length(l.DPI)).In(dimweight.Inch)
	}
	width, height := s.cell()
	return fmt.Errorf("%s by %s is over the place of %s by %s on the sheet", in(l.Width), in(l.Height), width.In(dimweight.Inch), height.In(dimweight.Inch))
}

// stand returns the white space that a label leaves in its place, in dots, and
// whether it stands on its side.
func (s Sheet) stand(l *Label) (across, down int, turned, ok bool) {
	f := Format{DPI: l.DPI}
	width, height := s.cell()
	// A label of just the size of its place may be rounded up to a dot more.
	across, down = f.dots(width)-l.Width, f.dots(height)-l.Height
	if across < -1 || down < -1 {
		across, down, turned = f.dots(width)-l.Height, f.dots(height)-l.Width, true
	}
	return max(across, 0), max(down, 0), turned, across >= -1 && down >= -1
}

// A paper is what a page is printed on, in points.
type paper struct{ width, height float64 }

// A place is where a label goes.
type place struct {
	paper  paper
	first  bool // on its page
	turned bool // a quarter to the right
	left   int  // dots from the paper's left edge to the label's
	top    int  // dots from the paper's upper edge
	label  *Label
}

// A sheet knows what place is next.
type sheet struct {
	Sheet
	next  int
	begun bool
	paper paper // of the page that was begun
}

// place returns where the next label goes. Whole dots are counted from the top
// left corner, as printers and renderers do.
func (s *sheet) place(l *Label) (place, error) {
	if s.Paper == (Size{}) {
		return place{paper: paper{points(l.Width, l.DPI), points(l.Height, l.DPI)}, first: true, label: l}, nil
	}
	if err := s.fits(l); err != nil {
		return place{}, err
	}
	at := place{first: !s.begun || s.next == 0, label: l}
	if at.first {
		// The height is whole dots, since renderers count from either end.
		s.paper = paper{inPoints(s.Paper.Width), points(Format{DPI: l.DPI}.dots(s.Paper.Height), l.DPI)}
	}
	at.paper = s.paper
	across, down, turned, _ := s.stand(l)
	width, height := s.cell()
	columns := int(s.Paper.Width / width)
	f := Format{DPI: l.DPI}
	at.turned = turned
	at.left = f.dots(width*dimweight.Length(s.next%columns)) + across/2
	at.top = f.dots(height*dimweight.Length(s.next/columns)) + down/2
	s.begun = true
	s.next = (s.next + 1) % s.places()
	return at, nil
}

// appendMatrix makes a dot of the label the unit, upwards from its lower left
// corner.
func (p place) appendMatrix(b []byte) []byte {
	dot := points(1, p.label.DPI)
	x, y := points(p.left, p.label.DPI), p.paper.height-points(p.top+p.label.Height, p.label.DPI)
	m := [4]float64{dot, 0, 0, dot}
	if p.turned {
		y = p.paper.height - points(p.top, p.label.DPI)
		m = [4]float64{0, -dot, dot, 0}
	}
	for _, v := range m {
		if v == 0 {
			b = append(b, "0 "...)
			continue
		}
		b = append(strconv.AppendFloat(b, v, 'f', 8, 64), ' ')
	}
	b = append(appendPoints(b, x), ' ')
	return append(appendPoints(b, y), " cm\n"...)
}

func points(dots, dpi int) float64 { return float64(dots) * 72 / float64(dpi) }

func inPoints(l dimweight.Length) float64 { return float64(l) / float64(dimweight.Inch) * 72 }
