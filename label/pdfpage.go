package label

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
)

// inset is how much a shape is smaller than its dots, on each side, in
// hundredths of a dot. Renderers paint every dot that a shape touches: at exact
// edges nearly every bar comes out a dot too wide, with the inset none does.
const inset = 8

// A page is the operators of one, drawn with a dot as the unit and upwards from
// the lower edge of a label.
type page struct {
	open  bool
	paper paper
	buf   []byte // used again for the next page

	height int  // of the label being drawn
	path   bool // there are shapes that are not filled yet
	font   int  // that is set, by its number
	size   int  // of it; 0 while no font is set
}

func (p *page) start(on paper) {
	p.open, p.paper, p.buf = true, on, p.buf[:0]
}

// draw appends a label.
func (p *page) draw(w *PDFWriter, l *Label, at place) {
	p.height = l.Height
	p.buf = at.appendMatrix(append(p.buf, "q "...))
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
		case Matrix:
			p.matrix(e)
		case Bars4:
			for bar := range e.Lines() {
				p.rect(bar)
			}
		case MaxiCode:
			p.maxicode(e, l.DPI)
		case Image:
			p.image(e, w.images.object(&w.file, &e))
		}
	}
	p.fill()
	p.texts(w, l.Elements)
	p.buf = append(p.buf, "Q\n"...)
}

// fill paints the shapes so far, all at once.
func (p *page) fill() {
	if p.path {
		p.buf = append(p.buf, "f\n"...)
		p.path = false
	}
}

func (p *page) rect(r Line) {
	p.hundredths(r.X*100 + inset)
	p.hundredths((p.height-r.Y-r.Height)*100 + inset)
	p.hundredths(r.Width*100 - 2*inset)
	p.hundredths(r.Height*100 - 2*inset)
	p.buf = append(p.buf, "re\n"...)
	p.path = true
}

// bars appends the bars of a symbol. A matrix of their own makes them a unit
// high, so that each is written with three numbers fewer.
func (p *page) bars(s Symbol) {
	p.fill()
	p.buf = append(p.buf, "q 1 0 0 "...)
	p.hundredths(s.Height*100 - 2*inset)
	p.buf = append(p.buf, "0 "...)
	p.hundredths((p.height-s.Y-s.Height)*100 + inset)
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

// downFrom appends a matrix that counts from a point of the label downwards.
func (p *page) downFrom(x, y int) {
	p.fill()
	p.buf = append(p.buf, "q 1 0 0 -1 "...)
	p.numbers(x, p.height-y)
	p.buf = append(p.buf, "cm\n"...)
}

// matrix appends a rectangle for each run of dark modules. Where rows under it
// have just the same run, it is one for all. Outlines of whole shapes would
// have no seams, but mutool leaves their last dots out.
func (p *page) matrix(m Matrix) {
	p.downFrom(m.X, m.Y)
	height := m.Module * max(m.Code.Aspect, 1)
	for row := range m.Code.Rows {
		for from, end := range darkRuns(&m.Code, row) {
			if row > 0 && sameRun(&m.Code, row-1, from, end) {
				continue
			}
			rows := 1
			for row+rows < m.Code.Rows && sameRun(&m.Code, row+rows, from, end) {
				rows++
			}
			p.hundredths(from*m.Module*100 + inset)
			p.hundredths(row*height*100 + inset)
			p.hundredths((end-from)*m.Module*100 - 2*inset)
			p.hundredths(rows*height*100 - 2*inset)
			p.buf = append(p.buf, "re\n"...)
			p.path = true
		}
	}
	p.fill()
	p.buf = append(p.buf, "Q\n"...)
}

// texts appends all texts of a label. Plain ones are placed from the one before.
func (p *page) texts(w *PDFWriter, elements []Element) {
	open, moved, x, y := false, false, 0, 0
	p.size = 0
	for _, e := range elements {
		t, ok := e.(Text)
		if !ok || t.Text == "" && len(t.Runs) == 0 {
			continue
		}
		if !open {
			p.buf = append(p.buf, "BT\n"...)
			open = true
		}
		if len(t.Runs) > 0 {
			p.runs(w, &t)
			moved = true
			continue
		}
		p.setFont(weight(t.Bold), t.Height)
		if moved { // glyphs leave the place at a fraction of a dot
			p.buf = append(p.buf, "1 0 0 1 0 0 Tm\n"...)
			moved, x, y = false, 0, 0
		}
		p.numbers(t.X-x, p.height-t.Y-y)
		x, y = t.X, p.height-t.Y
		p.buf = append(p.buf, "Td("...)
		s := &w.subset[weight(t.Bold)]
		for _, r := range t.Text {
			p.code(s.code(r))
		}
		p.buf = append(p.buf, ")Tj\n"...)
	}
	if open {
		p.buf = append(p.buf, "ET\n"...)
	}
}

// setFont sets a font of the document, unless it is set.
func (p *page) setFont(number, size int) {
	if number != p.font || size != p.size {
		p.buf = append(p.buf, "/F"...)
		p.numbers(number, size)
		p.buf = append(p.buf, "Tf\n"...)
		p.font, p.size = number, size
	}
}

// code appends the two bytes of a character.
func (p *page) code(c uint16) {
	for _, b := range [2]byte{byte(c >> 8), byte(c)} {
		switch b {
		case '(', ')', '\\':
			p.buf = append(p.buf, '\\', b)
		case '\r': // which a reader would take for a line feed
			p.buf = append(p.buf, '\\', 'r')
		default:
			p.buf = append(p.buf, b)
		}
	}
}

// maxicode appends the hexagons and the rings. The hexagons are painted one by
// one, each the same text behind a move to its place from the one before, which
// deflates much faster and smaller than their coordinates.
func (p *page) maxicode(m MaxiCode, dpi int) {
	p.downFrom(m.X, m.Y)
	at := func(thousandth int) int { return (thousandth*dpi + 127) / 254 } // in hundredths of a dot
	point := func(x, y int, operator string) {
		p.hundredths(x)
		p.hundredths(y)
		p.buf = append(p.buf, operator...)
	}
	wide, half, quarter := at(hexWidth/2-hexGap)-inset, at(hexHeight/2-hexGap)-inset, at((hexHeight/2-hexGap)/2)-inset/2
	begun := len(p.buf)
	for i, corner := range [6][2]int{{wide, 0}, {2 * wide, half - quarter}, {2 * wide, half + quarter}, {wide, 2 * half}, {0, half + quarter}, {0, half - quarter}} {
		point(corner[0], corner[1], [2]string{"m ", "l "}[min(i, 1)])
	}
	hexagon := append(slices.Clone(p.buf[begun:]), "f\n"...)
	p.buf = p.buf[:begun]
	lastX, lastY := 0, -1
	for x, y := range m.hexagons() {
		x, y := at(x)-wide, at(y)-half
		if y != lastY {
			if lastY >= 0 {
				p.buf = append(p.buf, "Q "...)
			}
			p.buf = append(p.buf, "q "...)
			lastX, lastY = 0, y
		} else {
			y = 0
		}
		p.buf = append(p.buf, "1 0 0 1 "...)
		point(x-lastX, y, "cm ")
		p.buf = append(p.buf, hexagon...)
		lastX = x
	}
	if lastY >= 0 {
		p.buf = append(p.buf, "Q\n"...)
	}
	for _, radius := range bullRings {
		// Four curves of this length make a circle.
		x, y, r, k := at(bullX), at(bullY), at(radius), at(radius)*5523/10000
		point(x+r, y, "m ")
		for _, c := range [4][6]int{{r, k, k, r, 0, r}, {-k, r, -r, k, -r, 0}, {-r, -k, -k, -r, 0, -r}, {k, -r, r, -k, r, 0}} {
			point(x+c[0], y+c[1], "")
			point(x+c[2], y+c[3], "")
			point(x+c[4], y+c[5], "c ")
		}
		p.buf = append(p.buf, "h\n"...)
	}
	p.buf = append(p.buf, "f*\nQ\n"...) // black is what an odd number of circles encloses
	p.path = false
}

// image appends a picture of the document.
func (p *page) image(i Image, number int) {
	p.fill()
	p.buf = append(p.buf, "q "...)
	p.hundredths(i.Width*100 - 2*inset)
	p.buf = append(p.buf, "0 0 "...)
	p.hundredths(i.Height*100 - 2*inset)
	p.hundredths(i.X*100 + inset)
	p.hundredths((p.height-i.Y-i.Height)*100 + inset)
	p.buf = append(p.buf, "cm /I"...)
	p.numbers(number)
	p.buf = append(p.buf, "Do Q\n"...)
}

func (p *page) numbers(list ...int) {
	for _, n := range list {
		p.buf = append(strconv.AppendInt(p.buf, int64(n), 10), ' ')
	}
}

// hundredths appends a number of hundredths, which are not negative.
func (p *page) hundredths(n int) {
	p.buf = strconv.AppendInt(p.buf, int64(n/100), 10)
	if n %= 100; n > 0 {
		p.buf = append(p.buf, '.', byte('0'+n/10))
		if n%10 > 0 {
			p.buf = append(p.buf, byte('0'+n%10))
		}
	}
	p.buf = append(p.buf, ' ')
}

// images are the pictures of a document. One that is on many pages is written
// once.
type images struct {
	numbers map[[sha256.Size]byte]int // by content
	objects []int
}

// object returns the number of a picture among those of the document, which it
// writes if it is new.
func (s *images) object(f *pdfFile, i *Image) int {
	sum := sha256.Sum256(append(fmt.Appendf(nil, "%d ", i.Width), i.Bits...))
	number, ok := s.numbers[sum]
	if ok {
		return number
	}
	if s.numbers == nil {
		s.numbers = make(map[[sha256.Size]byte]int)
	}
	number = len(s.objects)
	s.numbers[sum] = number
	s.objects = append(s.objects, f.object())
	// A mask paints where it is 0, but for this Decode.
	entries := fmt.Sprintf("/Type/XObject/Subtype/Image/ImageMask true/BitsPerComponent 1/Decode[1 0]/Width %d/Height %d", i.Width, i.Height)
	f.stream(s.objects[number], entries, i.Bits)
	return number
}
