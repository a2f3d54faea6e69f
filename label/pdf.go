package label

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/jung-kurt/gofpdf"
)

// This is the only file that knows the PDF library. It draws with operators of
// its own, since the library rounds to a hundredth of a point, which is more
// than the inset; from the library are the document, the fonts and the texts.

// fontFamily is the name of both fonts in the document.
const fontFamily = "LiberationSans"

// inset is how much a rectangle is smaller than its dots, on each side, in
// hundredths of a dot. Renderers paint every dot that a shape touches: at exact
// edges nearly every bar comes out a dot too wide, with the inset none does.
const inset = 8

// PDF writes labels as a document with a page for each. Bars are vectors on
// whole dots, made for a printer of the label's resolution: print at actual
// size. It writes nothing to w until the document is whole.
//
// The error names a label and an element that cannot be drawn, or is that of w.
// No labels are an error.
func PDF(w io.Writer, labels ...Label) error {
	if len(labels) == 0 {
		return errors.New("no labels to write")
	}
	for i := range labels {
		if err := labels[i].check(); err != nil {
			return fmt.Errorf("labels[%d]%w", i, err)
		}
	}
	p := newPages(&labels[0])
	for i := range labels {
		p.add(&labels[i])
	}
	return p.pdf.Output(w)
}

// pages writes one document.
type pages struct {
	pdf  *gofpdf.Fpdf
	buf  []byte // operators of one page, used again for the next
	path bool   // buf has rectangles that are not filled yet
}

func newPages(first *Label) *pages {
	p := &pages{pdf: gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: paper(first)})}
	p.pdf.SetProducer("shiprate", false)
	p.pdf.SetCreationDate(first.Date.Time())
	p.pdf.SetModificationDate(first.Date.Time())
	p.pdf.SetCatalogSort(true)
	// With compression the library sets up a compressor for each page, which
	// takes four fifths of the time.
	p.pdf.SetCompression(false)
	p.pdf.SetAutoPageBreak(false, 0)
	// The library writes into the fonts that it is given.
	p.pdf.AddUTF8FontFromBytes(fontFamily, "", slices.Clone(liberationsansregular.TTF))
	p.pdf.AddUTF8FontFromBytes(fontFamily, "B", slices.Clone(liberationsansbold.TTF))
	return p
}

func paper(l *Label) gofpdf.SizeType {
	return gofpdf.SizeType{Wd: points(l.Width, l.DPI), Ht: points(l.Height, l.DPI)}
}

func points(dots, dpi int) float64 { return float64(dots) * 72 / float64(dpi) }

func (p *pages) add(l *Label) {
	p.pdf.AddPageFormat("P", paper(l))
	p.pdf.RawWriteStr(p.shapes(l))
	var font Text // the font in force: only its height and weight count
	for _, e := range l.Elements {
		t, ok := e.(Text)
		if !ok || t.Text == "" {
			continue
		}
		if t.Height != font.Height || t.Bold != font.Bold {
			style := ""
			if t.Bold {
				style = "B"
			}
			p.pdf.SetFont(fontFamily, style, points(t.Height, l.DPI))
			font = t
		}
		p.pdf.Text(points(t.X, l.DPI), points(t.Y, l.DPI), t.Text)
	}
}

// shapes returns all that is not text. The matrix makes a unit
// of a dot, counted down from the top.
func (p *pages) shapes(l *Label) string {
	scale := strconv.FormatFloat(points(1, l.DPI), 'f', 8, 64)
	p.buf = append(p.buf[:0], "q "+scale+" 0 0 -"+scale+" 0 "...)
	p.buf = strconv.AppendFloat(p.buf, points(l.Height, l.DPI), 'f', 4, 64)
	p.buf = append(p.buf, " cm\n"...)
	for _, e := range l.Elements {
		switch e := e.(type) {
		case Line:
			p.rect(e)
		case Box:
			p.rect(Line{e.X, e.Y, e.Width, e.Thick})
			p.rect(Line{e.X, e.Y + e.Height - e.Thick, e.Width, e.Thick})
			p.rect(Line{e.X, e.Y, e.Thick, e.Height})
			p.rect(Line{e.X + e.Width - e.Thick, e.Y, e.Thick, e.Height})
		case Symbol:
			p.bars(e)
		}
	}
	p.fill()
	p.buf = append(p.buf, 'Q')
	return string(p.buf)
}

// fill paints the rectangles so far, all at once.
func (p *pages) fill() {
	if p.path {
		p.buf = append(p.buf, "f\n"...)
		p.path = false
	}
}

// bars appends the bars of a symbol. A matrix of their own makes them a unit
// high, so that each is written with three numbers fewer.
func (p *pages) bars(s Symbol) {
	p.fill()
	p.buf = append(p.buf, "q 1 0 0 "...)
	p.hundredths(s.Height*100 - 2*inset)
	p.buf = append(p.buf, "0 "...)
	p.hundredths(s.Y*100 + inset)
	p.buf = append(p.buf, "cm\n"...)
	for x, width := range s.Bars() {
		p.hundredths(x*100 + inset)
		p.buf = append(p.buf, "0 "...)
		p.hundredths(width*100 - 2*inset)
		p.buf = append(p.buf, "1 re\n"...)
		p.path = true
	}
	p.fill()
	p.buf = append(p.buf, "Q\n"...)
}

func (p *pages) rect(r Line) {
	p.hundredths(r.X*100 + inset)
	p.hundredths(r.Y*100 + inset)
	p.hundredths(r.Width*100 - 2*inset)
	p.hundredths(r.Height*100 - 2*inset)
	p.buf = append(p.buf, "re\n"...)
	p.path = true
}

// hundredths appends a number of hundredths, which are not negative.
func (p *pages) hundredths(n int) {
	p.buf = strconv.AppendInt(p.buf, int64(n/100), 10)
	if n %= 100; n > 0 {
		p.buf = append(p.buf, '.', byte('0'+n/10))
		if n%10 > 0 {
			p.buf = append(p.buf, byte('0'+n%10))
		}
	}
	p.buf = append(p.buf, ' ')
}
