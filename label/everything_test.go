package label_test

import (
	"testing"

	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// What the symbols of everything say.
const (
	everyITF   = "12345678901231"
	everyQR    = "https://example.com/t/1Z_5R8^~\\93903?é"
	everyPlain = "a_b^~\\\x1dé"
)

// everything has each kind of element, on both printers.
func everything(tb testing.TB, dpi int) label.Label {
	tb.Helper()
	d := func(dots int) int { return dots * dpi / 203 }
	module := d(4)
	l := label.Label{Width: d(812), Height: d(1218), DPI: dpi, Date: 20_000}
	l.Elements = []label.Element{
		label.MaxiCode{X: d(40), Y: d(40), Code: maxicode(tb)},
		label.Matrix{X: d(320), Y: d(50), Module: module, Code: made(tb)(barcode.QR(everyQR, "M"))},
		label.Matrix{X: d(520), Y: d(50), Module: module, Code: made(tb)(barcode.GS1DataMatrix(
			barcode.Element{AI: "420", Value: "94105"}, barcode.Element{AI: "92", Value: "61290336128704062441"}))},
		label.Matrix{X: d(660), Y: d(50), Module: module, Code: made(tb)(barcode.DataMatrix(everyPlain))},
		label.Matrix{X: d(40), Y: d(400), Module: module / 2, Code: made(tb)(barcode.PDF417{Columns: 12, Level: 5}.Encode(
			"[)>\x1e01\x1d0294105\x1d840\x1d01\x1d" + upsNumber + "\x1e\x04"))},
		label.Line{X: d(40), Y: d(560), Width: d(700), Height: d(3)},
		label.Line{X: d(30), Y: d(560), Width: d(2), Height: d(100)},
		label.Box{X: d(60), Y: d(1100), Width: d(200), Height: d(60), Thick: d(5)},
		label.Symbol{X: d(100), Y: d(600), Module: module / 2, Height: d(150), Code: linear(tb, everyITF)},
		intelligentMail(tb, d),
		label.Text{X: d(100), Y: d(900), Height: d(30), Width: d(300), Text: "Україна ^FS~JR \\_ Ελλάδα (1)"},
		label.Text{X: d(100), Y: d(950), Height: d(30), Width: d(300), Text: "a_b^FS~JR \\ #& é"},
		label.Text{X: d(100), Y: d(1050), Height: d(60), Bold: true, Text: "Gęśla Đ W 5) \\"},
		label.Image{X: d(500), Y: d(1000), Width: 19, Height: 4, Bits: []byte{0xFF, 0xFF, 0xE0, 0x80, 0, 0x20, 0x80, 0, 0x20, 0xFF, 0xFF, 0xE0}},
	}
	return l
}

func made(tb testing.TB) func(barcode.Matrix, error) barcode.Matrix {
	tb.Helper()
	return func(m barcode.Matrix, err error) barcode.Matrix {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		return m
	}
}

// maxicode is the symbol of ISO/IEC 16023, figure B2.
func maxicode(tb testing.TB) barcode.MaxiCode {
	tb.Helper()
	code, err := barcode.UPSMaxi{
		PostalCode: "152382802", Country: 840, Class: 1, Tracking: "1Z06X6100300004951", PickupDay: 159, Shipment: "1234567",
		Package: 1, Packages: 1, Validated: true, Address: "634 ALPHA DR", City: "PITTSBURGH", State: "PA",
	}.Encode()
	if err != nil {
		tb.Fatal(err)
	}
	return code
}

func linear(tb testing.TB, digits string) barcode.Linear {
	tb.Helper()
	code, err := barcode.Interleaved2of5(digits)
	if err != nil {
		tb.Fatal(err)
	}
	return code
}

func intelligentMail(tb testing.TB, d func(int) int) label.Bars4 {
	tb.Helper()
	code, err := barcode.IMb("01234567094987654321", "01234567891")
	if err != nil {
		tb.Fatal(err)
	}
	return label.Bars4{X: d(100), Y: d(800), Bar: d(4), Pitch: d(9), Middle: d(10), Reach: d(9), Code: code}
}

// without returns a label with the elements that a test keeps.
func without(l label.Label, keep func(label.Element) bool) label.Label {
	var kept []label.Element
	for _, e := range l.Elements {
		if keep(e) {
			kept = append(kept, e)
		}
	}
	l.Elements = kept
	return l
}
