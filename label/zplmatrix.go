package label

import (
	"strconv"

	"github.com/shiprate/shiprate/label/barcode"
)

// matrix has the printer draw a symbol of rows from its data, or else row by
// row, when the printer has no way to draw it like this.
func (z *zpl) matrix(m Matrix) {
	c := &m.Code
	switch {
	case c.Data == "":
		z.rows(m)
	case c.Kind == barcode.DataMatrixKind:
		z.dataMatrix(m)
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
		for from := 0; from < m.Code.Columns; {
			end := from
			for end < m.Code.Columns && m.Code.Dark(end, row) {
				end++
			}
			if end > from {
				width := (end - from) * m.Module
				z.box(m.X+from*m.Module, m.Y+row*height, width, height, min(width, height))
			}
			from = end + 1
		}
	}
}

// dataMatrix appends ^BX of quality 200, of the layout's rows and columns. Its
// escapes begin with an underscore: _1 is FNC1, _dNNN any byte.
func (z *zpl) dataMatrix(m Matrix) {
	z.at(m.X, m.Y)
	z.command("^BXN,", m.Module, 200, m.Code.Columns, m.Code.Rows)
	z.text(",6,_")
	if m.Code.Columns != m.Code.Rows {
		z.text(",2")
	}
	z.text("^FD")
	data := m.Code.Data
	if m.Code.GS1 {
		z.text("_1")
		if data[0] == groupSeparator {
			data = data[1:] // for the FNC1 in front
		}
	}
	for i := range len(data) {
		switch c := data[i]; {
		case c == groupSeparator && m.Code.GS1:
			z.text("_1")
		case c < ' ' || c >= 0x7F || c == '_' || c == '^' || c == '~' || c == '\\':
			z.text("_d")
			z.text(strconv.Itoa(1000 + int(c))[1:])
		default:
			z.buf = append(z.buf, c)
		}
	}
	z.end()
}

// groupSeparator ends an element string in data.
const groupSeparator = 0x1D

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

// pdf417 appends ^B7 of the layout's rows and columns of codewords: each has 17
// modules, and so have the row's start, stop, which has one more, and the two
// that number it.
func (z *zpl) pdf417(m Matrix) {
	z.command("^BY", m.Module)
	z.at(m.X, m.Y)
	z.command("^B7N,", m.Module*max(m.Code.Aspect, 1))
	z.text("," + m.Code.Level + ",")
	z.command("", (m.Code.Columns-69)/17, m.Code.Rows)
	z.text(",N^FH^FD")
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
