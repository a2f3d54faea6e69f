package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

type kind struct {
	carrier, name string
	maker         tracking.Maker
	id, bytes     string // %s stands for the tracking number
}

// kinds are the symbols of labels.
var kinds = []kind{
	{"ups", "UPS Ground", tracking.UPS{Shipper: "999AA1", Service: "03"}, "]C0", "%s"},
	{"fedex", "FedEx Home Delivery", tracking.FedEx{Prefix: "7946"}, "]C0", "%s"},
	{"usps", "USPS Ground Advantage", tracking.USPS{MID: "903361287", STC: "612"}, "]C1", "42094105<1d>%s"},
	{"sscc", "SSCC Freight", tracking.SSCC{Prefix: "0614141"}, "]C1", "00%s"},
}

// sizes are the papers of label printers.
var sizes = []struct {
	name string
	size label.Size
}{{"4x6", label.Size4x6}, {"4x8", label.Size4x8}, {"100x150", label.Size100x150}, {"a6", label.SizeA6}}

// labels makes two labels and says what their symbols are.
func (k kind) labels(f label.Format) ([]label.Label, [][]symbol, error) {
	q := carriers.Quote{Carrier: k.carrier, Service: "x", Name: k.name, Ships: carriers.NewDate(2026, time.November, 23), Parcels: make([]carriers.Rated, 2)}
	var numbers []string
	var symbols [][]symbol
	for serial := range uint64(2) {
		number, err := k.maker.Make(12345 + serial)
		if err != nil {
			return nil, nil, err
		}
		numbers = append(numbers, number)
		// zpl-renderer-js 3.4.0 does not change to set C at >5, which a 1Z needs,
		// and the scan tool has it draw six inches.
		unread := k.carrier == "ups" || f.Size.Height > label.Size4x6.Height
		symbols = append(symbols, []symbol{{k.id, fmt.Sprintf(k.bytes, number), unread}})
	}
	labels, err := f.New(shipment(), q, numbers...)
	return labels, symbols, err
}

func shipment() carriers.Shipment {
	const in = dimweight.Inch
	box := carriers.Parcel{Dims: dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in}, Weight: 4 * dimweight.Pound, Reference: "BOX"}
	return carriers.Shipment{
		Reference: "ORDER-1001",
		From:      carriers.Address{Name: "Corner Bookshop", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US"},
		To:        carriers.Address{Name: "Zoë Żak", Street: []string{"5 Market St", "Apt 2"}, City: "San Francisco", State: "CA", PostalCode: "94105", Country: "US"},
		Parcels:   []carriers.Parcel{box, box},
		Ready:     time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC),
	}
}

// maxiSymbol is what the symbol of ISO/IEC 16023, figure B2, says.
var maxiSymbol = symbol{id: "]U1", bytes: "[)><1e>01<1d>96152382802<1d>840<1d>001<1d>1Z00004951<1d>UPSN<1d>06X610<1d>159<1d>1234567<1d>1/1<1d><1d>Y<1d>634 ALPHA DR<1d>PITTSBURGH<1d>PA<1e><04>"}

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
		{id: "]L2", bytes: strings.NewReplacer("\x1d", "<1d>", "\x1e", "<1e>", "\x04", "<04>").Replace(message)},
		{id: "]I1", bytes: itf},
	}, m.err
}

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
