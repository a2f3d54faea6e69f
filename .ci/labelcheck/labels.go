package main

import (
	"strings"

	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// everything has the elements that the other labels have not.
func everything(dpi int) (label.Label, []symbol, error) {
	const qr, itf = "https://example.com/t/1Z_5R8^~93903?e=1", "12345678901231"
	const message = "[)>\x1e01\x1d0294105\x1d840\x1d01\x1d1Z5R89390357567127\x1e\x04"
	var m maker
	d := func(dots int) int { return dots * dpi / 203 }
	module := d(4)
	l := label.Label{Width: d(812), Height: d(1218), DPI: dpi, Date: 20_000}
	l.Elements = []label.Element{
		label.MaxiCode{X: d(40), Y: d(40), Code: m.maxi(barcode.UPSMaxi{
			PostalCode: "152382802", Country: 840, Class: 1, Tracking: "1Z06X6100300004951", PickupDay: 159, Shipment: "1234567",
			Package: 1, Packages: 1, Validated: true, Address: "634 ALPHA DR", City: "PITTSBURGH", State: "PA",
		}.Encode())},
		label.Matrix{X: d(320), Y: d(50), Module: module, Code: m.matrix(barcode.QR(qr, "M"))},
		label.Matrix{X: d(520), Y: d(50), Module: module, Code: m.matrix(barcode.GS1DataMatrix(
			barcode.Element{AI: "420", Value: "94105"}, barcode.Element{AI: "92", Value: "61290336128704062441"}))},
		label.Matrix{X: d(660), Y: d(50), Module: module, Code: m.matrix(barcode.DataMatrix("a_b^~|x"))},
		label.Matrix{X: d(40), Y: d(400), Module: module / 2, Code: m.matrix(barcode.PDF417{Columns: 12, Level: 5}.Encode(message))},
		label.Line{X: d(40), Y: d(560), Width: d(700), Height: d(3)},
		label.Box{X: d(60), Y: d(1100), Width: d(200), Height: d(60), Thick: d(5)},
		label.Symbol{X: d(100), Y: d(600), Module: module / 2, Height: d(150), Code: m.linear(barcode.Interleaved2of5(itf))},
		label.Bars4{X: d(100), Y: d(800), Bar: d(4), Pitch: d(9), Middle: d(10), Reach: d(9), Code: m.bars(barcode.IMb("01234567094987654321", "01234567891"))},
		label.Text{X: d(100), Y: d(900), Height: d(30), Text: "Україна Ελλάδα"},
		label.Image{X: d(500), Y: d(1000), Width: 19, Height: 4, Bits: []byte{0xFF, 0xFF, 0xE0, 0xAA, 0, 0x20, 0x80, 0, 0x20, 0xFF, 0xFF, 0xE0}},
	}
	return l, []symbol{
		{id: "]Q1", bytes: qr},
		{id: "]d2", bytes: "42094105<1d>9261290336128704062441"},
		{id: "]d1", bytes: "a_b^~|x"},
		{id: "]L2", bytes: visible.Replace(message)},
		{id: "]I1", bytes: itf},
	}, m.err
}

// visible shows control characters as decoders here do.
var visible = strings.NewReplacer("\x1d", "<1d>", "\x1e", "<1e>", "\x04", "<04>")

// A maker makes symbols and keeps the last error.
type maker struct{ err error }

func (m *maker) keep(err error) {
	if err != nil {
		m.err = err
	}
}

func (m *maker) maxi(c barcode.MaxiCode, err error) barcode.MaxiCode { m.keep(err); return c }
func (m *maker) matrix(c barcode.Matrix, err error) barcode.Matrix   { m.keep(err); return c }
func (m *maker) linear(c barcode.Linear, err error) barcode.Linear   { m.keep(err); return c }
func (m *maker) bars(c barcode.Bars4, err error) barcode.Bars4       { m.keep(err); return c }
