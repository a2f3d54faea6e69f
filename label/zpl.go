package label

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/shiprate/shiprate/label/barcode"
)

// ZPL writes labels as a program for printers that speak ZPL II, each a format
// of its own from ^XA to ^XZ. The printer draws symbols, lines and letters
// itself; a picture is sent for an Image and for a text that is shaped or has a
// letter that the printer's own font may lack. See [Thermal] for darkness and speed.
//
// The error names a label and an element that cannot be drawn, or is that of w.
// No labels are an error.
func ZPL(w io.Writer, labels ...Label) error { return Thermal{}.ZPL(w, labels...) }

// A Thermal is how a label printer is to print. Zeros leave it as it is set.
type Thermal struct {
	// Darkness is the burn of the head, 1 to 30 (~SD). It stays set for what is
	// printed later.
	Darkness int
	// Darker changes the darkness of these labels, -30 to 30 (^MD).
	Darker int
	// Speed is in inches a second, 1 to 14 (^PR). Bars are sharper when slow.
	Speed int
	// Copies is how many are printed of each label, to 99999999; zero means 1 (^PQ).
	Copies int
}

func (t Thermal) check() error {
	for _, limit := range []struct {
		name               string
		value, least, most int
	}{
		{"darkness", t.Darkness, 0, 30}, {"darker", t.Darker, -30, 30}, {"speed", t.Speed, 0, 14}, {"copies", t.Copies, 0, 99_999_999},
	} {
		if limit.value < limit.least || limit.value > limit.most {
			return fmt.Errorf("%s: %d is not between %d and %d", limit.name, limit.value, limit.least, limit.most)
		}
	}
	return nil
}

// ZPL writes labels so that they are printed like this. See [ZPL].
//
// The error may also name a setting that is out of its bounds.
func (t Thermal) ZPL(w io.Writer, labels ...Label) error {
	if len(labels) == 0 {
		return errNoLabels
	}
	if err := t.check(); err != nil {
		return err
	}
	for i := range labels {
		if err := labels[i].check(); err != nil {
			return fmt.Errorf("labels[%d]%w", i, err)
		}
	}
	z := zpl{buf: make([]byte, 0, 2*chunk)}
	if t.Darkness != 0 {
		z.text("~SD")
		z.text(strconv.Itoa(100 + t.Darkness)[1:])
		z.text("\n")
	}
	var err error
	for i := range labels {
		z.label(&labels[i], t)
		if len(z.buf) >= chunk || i == len(labels)-1 {
			_, failed := w.Write(z.buf)
			err = errors.Join(err, failed)
			z.buf = z.buf[:0]
		}
		if err != nil {
			break
		}
	}
	if z.painter != nil {
		painters.Put(z.painter)
	}
	return err
}

// zpl is a program being written.
type zpl struct {
	buf     []byte
	width   int // of the label being written
	height  int
	painter *painter // for letters that the printer's font lacks
}

func (z *zpl) text(s string) { z.buf = append(z.buf, s...) }

// command appends a command with its numbers.
func (z *zpl) command(name string, parameters ...int) {
	z.buf = append(z.buf, name...)
	for i, n := range parameters {
		if i > 0 {
			z.buf = append(z.buf, ',')
		}
		z.buf = strconv.AppendInt(z.buf, int64(n), 10)
	}
}

// at starts a field whose top left corner is at x and y.
func (z *zpl) at(x, y int) { z.command("^FO", x, y) }

// end ends a field. The lines are for people; a printer skips them.
func (z *zpl) end() { z.buf = append(z.buf, "^FS\n"...) }

func (z *zpl) label(l *Label, t Thermal) {
	z.width, z.height = l.Width, l.Height
	z.text("^XA^CI28")
	z.command("^PW", l.Width)
	z.command("^LL", l.Height)
	z.command("^LH", 0, 0)
	if t.Darker != 0 {
		z.command("^MD", t.Darker)
	}
	if t.Speed != 0 {
		z.command("^PR", t.Speed)
	}
	z.text("\n")
	for _, e := range l.Elements {
		switch e := e.(type) {
		case Text:
			z.words(e)
		case Line:
			z.box(e.X, e.Y, e.Width, e.Height, min(e.Width, e.Height))
		case Box:
			z.box(e.X, e.Y, e.Width, e.Height, e.Thick)
		case Symbol:
			z.symbol(e)
		case Matrix:
			z.matrix(e)
		case Bars4: // ^BZ has proportions of its own
			for bar := range e.Lines() {
				z.box(bar.X, bar.Y, bar.Width, bar.Height, min(bar.Width, bar.Height))
			}
		case MaxiCode:
			z.maxicode(e)
		case Image:
			z.picture(e.X, e.Y, &bitmap{e.Width, e.Height, e.Stride(), e.Bits})
		}
	}
	z.command("^PQ", max(t.Copies, 1))
	z.text("^XZ\n")
}

func (z *zpl) box(x, y, width, height, thick int) {
	z.at(x, y)
	z.command("^GB", width, height, thick)
	z.end()
}

// symbol has the printer draw a symbol from its characters, or else bar by bar.
func (z *zpl) symbol(s Symbol) {
	const widest = 10 // dots of a module that ^BY takes
	switch {
	case s.Module > widest || !codes128(s.Code.Codes) && !interleaved(&s.Code):
		for x, width := range s.Bars() {
			z.box(x, s.Y, width, s.Height, min(width, s.Height))
		}
		return
	case s.Code.Codes == nil:
		z.command("^BY", s.Module, 3)
		z.at(s.X, s.Y)
		z.command("^B2N,", s.Height)
		z.text(",N,N,N^FD")
		z.text(s.Code.Text)
	default:
		z.command("^BY", s.Module)
		z.at(s.X, s.Y)
		z.command("^BCN,", s.Height)
		z.text(",N,N,N,N^FD")
		z.codes(s.Code.Codes)
	}
	z.end()
}

// interleaved reports whether a symbol without codes is Interleaved 2 of 5, wide
// bars three times the narrow ones: 18 modules for two digits and 9 for the ends.
func interleaved(l *barcode.Linear) bool {
	if l.Codes != nil || len(l.Text) == 0 || len(l.Text)%2 != 0 || l.Width() != 9*len(l.Text)+9 {
		return false
	}
	for i := range len(l.Text) {
		if l.Text[i] < '0' || l.Text[i] > '9' {
			return false
		}
	}
	return true
}

// The characters of Code 128 that mean something.
const (
	zplShift  = 98
	zplToC    = 99
	zplToB    = 100
	zplToA    = 101
	zplStartA = 103
	zplStop   = 106
)

// codes128 reports whether codes are a symbol of Code 128: a start, something, a
// check and the stop.
func codes128(codes []byte) bool {
	if len(codes) < 4 || codes[0] < zplStartA || codes[0] >= zplStop || codes[len(codes)-1] != zplStop {
		return false
	}
	for _, c := range codes[1 : len(codes)-1] {
		if c >= zplStartA {
			return false
		}
	}
	return true
}

// codes appends the characters of a symbol as ^BC takes them in mode N: a start
// code, then characters in set B and two digits in sets A and C. The printer adds
// check and stop. So its symbol is the layout's, module by module.
func (z *zpl) codes(codes []byte) {
	const starts = "9:;" // A, B, C
	set := codes[0]
	z.buf = append(z.buf, '>', starts[set-zplStartA])
	for _, c := range codes[1 : len(codes)-2] {
		switch {
		case set == zplStartA+2 && c < 100: // two digits
			z.buf = append(z.buf, '0'+c/10, '0'+c%10)
		case c >= 96: // a function, or a change of set
			z.buf = append(z.buf, '>', "2345678"[c-96])
			if c >= zplToC && c <= zplToA && set != zplStartA+zplToA-c { // else it is FNC4
				set = zplStartA + zplToA - c
			}
		case set == zplStartA:
			z.buf = append(z.buf, '0'+c/10, '0'+c%10)
		default:
			z.character(c + ' ')
		}
	}
}

// character appends one of set B.
func (z *zpl) character(c byte) {
	switch c {
	case '>':
		z.text(">0")
	case '^':
		z.text("><")
	case '~':
		z.text(">=")
	case 0x7F:
		z.text(">1")
	default:
		z.buf = append(z.buf, c)
	}
}
