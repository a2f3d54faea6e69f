package label

import (
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/label/barcode"
)

// matrix has the printer draw a symbol of rows from its data, or else row by
// row, when the printer has no way to draw it like this.
func (z *zpl) matrix(m Matrix) {
	c := &m.Code
	escape, ok := escapeFor(c.Data)
	switch {
	case c.Data == "":
		z.rows(m)
	case c.Kind == barcode.DataMatrixKind && ok:
		z.dataMatrix(m, escape)
	case c.Kind == barcode.QRKind && !c.GS1 && m.Module <= 10 && len(c.Level) == 1:
		z.qr(m)
	case c.Kind == barcode.PDF417Kind && !c.GS1 && m.Module <= 10 && len(c.Level) == 1:
		z.pdf417(m)
	default:
		z.rows(m)
	}
}

// rows draws each run of dark modules as a box.
func (z *zpl) rows(m Matrix) {
	height := m.Module * max(m.Code.Aspect, 1)
	for row := range m.Code.Rows {
		for from, end := range darkRuns(&m.Code, row) {
			width := (end - from) * m.Module
			z.box(m.X+from*m.Module, m.Y+row*height, width, height, min(width, height))
		}
	}
}

// dataMatrix appends ^BX of quality 200, of the layout's rows and columns. It
// has escapes of its own, begun with a character that the data does not have:
// 1 after it is FNC1, dNNN any byte.
func (z *zpl) dataMatrix(m Matrix, escape byte) {
	z.at(m.X, m.Y)
	z.command("^BXN,", m.Module, 200, m.Code.Columns, m.Code.Rows, 6)
	z.buf = append(z.buf, ',', escape)
	if m.Code.Columns != m.Code.Rows {
		z.text(",2")
	}
	z.text("^FH^FD")
	data := m.Code.Data
	if m.Code.GS1 {
		z.buf = append(z.buf, escape, '1')
		data = strings.TrimPrefix(data, groupSeparator) // which is the FNC1 in front
	}
	for _, r := range data {
		switch {
		case m.Code.GS1 && string(r) == groupSeparator:
			z.buf = append(z.buf, escape, '1')
		case r > 0x7F:
			z.buf = append(z.buf, escape, 'd')
			z.text(strconv.Itoa(1000 + int(r))[1:])
		default:
			z.escaped(string(r))
		}
	}
	z.end()
}

// escapeFor returns a character that data does not have, if ^BX can have the
// data at all.
func escapeFor(data string) (byte, bool) {
	for _, r := range data {
		if r > 0xFF {
			return 0, false
		}
	}
	const candidates = "|!$*#@"
	for i := range len(candidates) {
		if strings.IndexByte(data, candidates[i]) < 0 {
			return candidates[i], true
		}
	}
	return 0, false
}

// groupSeparator ends an element string in data.
const groupSeparator = "\x1d"

// qr appends ^BQ. The printer moves a QR code down by the height of bars that
// ^BY has set, so it is set here and taken off.
func (z *zpl) qr(m Matrix) {
	down := max(1, min(10, m.Y))
	z.command("^BY", m.Module, 2, down)
	z.at(m.X, m.Y-down)
	z.command("^BQN,", 2, m.Module)
	z.text("," + m.Code.Level + "^FH^FD" + m.Code.Level + "A,")
	z.escaped(m.Code.Data)
	z.end()
}

// pdf417 appends ^B7 of the layout's columns of codewords: each has 17 modules,
// and so have a row's start, stop, which has one more, and the two that number
// it. How many rows there are is left to the printer: it packs the data in its
// own way, and with a row too few it prints nothing.
func (z *zpl) pdf417(m Matrix) {
	z.command("^BY", m.Module)
	z.at(m.X, m.Y)
	z.command("^B7N,", m.Module*max(m.Code.Aspect, 1))
	z.text("," + m.Code.Level)
	z.command(",", (m.Code.Columns-69)/17)
	z.text(",,N^FH^FD")
	z.escaped(m.Code.Data)
	z.end()
}

// maxicode appends ^BD. In modes 2 and 3 the printer wants the class of service,
// the country and the postal code, in this order, in front of the message.
func (z *zpl) maxicode(m MaxiCode) {
	z.at(m.X, m.Y)
	z.command("^BD", m.Code.Mode, 1, 1)
	z.text("^FH^FD")
	primary := m.Code.Primary
	if n := len(primary); m.Code.Mode < 4 && n > 6 {
		z.escaped(primary[n-3:])
		z.escaped(primary[n-6 : n-3])
		z.escaped(primary[:n-6])
	}
	z.escaped(m.Code.Message)
	z.end()
}
