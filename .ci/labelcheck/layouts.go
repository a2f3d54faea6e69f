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

// A kind is a layout with what it needs. In symbols %s stands for the tracking
// number. Symbols that go from set B to set C with >5 are not read in ZPL:
// zpl-renderer-js 3.4.0 does not know it.
type kind struct {
	layout, carrier, name string
	maker                 tracking.Maker
	options               label.Options
	france                bool
	symbols               []symbol
}

var kinds = []kind{
	{layout: "plain", carrier: "sscc", name: "SSCC Freight", maker: tracking.SSCC{Prefix: "0614141"}, symbols: []symbol{{id: "]C1", bytes: "00%s"}}},
	{
		layout: "ups", carrier: "ups", name: "UPS Ground", maker: tracking.UPS{Shipper: "999AA1", Service: "03"},
		options: label.Options{Routing: "CA 941 9-03", Billing: []string{"P/P"}},
		symbols: []symbol{{id: "]C1", bytes: "42094105"}, {id: "]C0", bytes: "%s", noZPL: true}},
	},
	{
		layout: "usps", carrier: "usps", name: "USPS Ground Advantage", maker: tracking.USPS{MID: "903361287", STC: "612"},
		options: label.Options{Billing: []string{"US POSTAGE PAID", "CORNER BOOKSHOP", "eVS"}},
		symbols: []symbol{{id: "]C1", bytes: "42094105<1d>%s"}},
	},
	{
		layout: "fedex", carrier: "fedex", name: "FedEx Home Delivery", maker: tracking.FedEx{Prefix: "7946"},
		options: label.Options{Data: []string{"10ZED001", "11ZShiprate"}, Account: "123456789", Class: "019", Billing: []string{"BILL SENDER"}},
		symbols: []symbol{{id: "]C0", bytes: "%s"}},
	},
	{
		layout: "dhl", carrier: "dhl", name: "DHL Express Worldwide", maker: fixed("JD01460000388911%04d"),
		options: label.Options{
			Routing: "US-SFO-GTW", Class: "WPX", Data: []string{"US94105+48000001"}, Parcels: []label.ParcelOptions{{Second: "3318810025"}, {Second: "3318810025"}},
		},
		symbols: []symbol{{id: "]C0", bytes: "J%s", noZPL: true}, {id: "]C0", bytes: "2LUS94105+48000001", noZPL: true}, {id: "]C0", bytes: "3318810025"}},
	},
	{
		layout: "colissimo", carrier: "colissimo", name: "Colissimo Domicile", maker: colissimo{}, options: label.Options{Account: "123456"}, france: true,
		symbols: []symbol{{id: "]C0", bytes: "%s", noZPL: true}},
	},
	{
		layout: "gs1", carrier: "gs1", name: "Acme Freight", maker: tracking.SSCC{Prefix: "0614141"},
		options: label.Options{GS1: []barcode.Element{{AI: "02", Value: "09521234543213"}, {AI: "37", Value: "24"}}},
		symbols: []symbol{{id: "]C1", bytes: "00%s"}, {id: "]C1", bytes: "42094105"}, {id: "]C1", bytes: "02095212345432133724"}},
	},
}

// fixed makes numbers without a check digit.
type fixed string

func (f fixed) Make(serial uint64) (string, error) { return fmt.Sprintf(string(f), serial%10_000), nil }

// colissimo makes parcel numbers, of a product and ten digits with their check
// digit.
type colissimo struct{}

func (colissimo) Make(serial uint64) (string, error) {
	for digit := range 10 {
		number := fmt.Sprintf("6A%010d%d", serial, digit)
		if _, err := tracking.For("colissimo", number); err == nil {
			return number, nil
		}
	}
	return "", fmt.Errorf("no check digit for %d", serial)
}

var papers = []struct {
	name string
	label.Size
}{{"4x6", label.Size4x6}, {"4x8", label.Size4x8}, {"100x150", label.Size100x150}, {"a6", label.SizeA6}}

// layout writes the labels of a kind on every paper.
func (c *checker) layout(k kind, dpi int) error {
	for _, paper := range papers {
		if k.layout == "colissimo" && paper.name == "a6" {
			continue // under what La Poste takes
		}
		parcels := 1
		if paper.name == "4x6" {
			parcels = 2 // pages of one document
		}
		labels, symbols, err := k.labels(parcels, label.Format{Size: paper.Size, DPI: dpi, Layout: k.layout, Options: k.options})
		if err != nil {
			return fmt.Errorf("%s on %s: %w", k.layout, paper.name, err)
		}
		if err := c.write(fmt.Sprintf("%s-%s-%d", k.layout, paper.name, dpi), labels, symbols); err != nil {
			return err
		}
	}
	return nil
}

// labels makes labels and says what their symbols are.
func (k kind) labels(parcels int, f label.Format) ([]label.Label, [][]symbol, error) {
	q := carriers.Quote{
		Carrier: k.carrier, Service: "ground", Name: k.name,
		Ships: carriers.NewDate(2026, time.November, 23), Delivers: carriers.NewDate(2026, time.November, 27), Parcels: make([]carriers.Rated, parcels),
	}
	var numbers []string
	for i := range parcels {
		number, err := k.maker.Make(uint64(12345 + i))
		if err != nil {
			return nil, nil, err
		}
		numbers = append(numbers, number)
	}
	s := shipment(k.france)
	s.Parcels = s.Parcels[:parcels]
	if f.Options.Parcels != nil {
		f.Options.Parcels = f.Options.Parcels[:parcels]
	}
	labels, err := f.New(s, q, numbers...)
	if err != nil {
		return nil, nil, err
	}
	symbols := make([][]symbol, len(labels))
	for i := range labels {
		for _, s := range k.symbols {
			s.bytes = strings.ReplaceAll(s.bytes, "%s", numbers[i])
			symbols[i] = append(symbols[i], s)
		}
		symbols[i] = append(symbols[i], k.made(&labels[i])...)
		if f.Size.Height > label.Size4x6.Height {
			for j := range symbols[i] {
				symbols[i][j].noZPL = true // the scan tool has ZPL drawn on six inches
			}
		}
	}
	return labels, symbols, nil
}

// made are the symbols whose data the layout makes: what they hold has tests of
// its own, here they have to be read back.
func (k kind) made(l *label.Label) []symbol {
	var list []symbol
	for _, e := range l.Elements {
		switch e := e.(type) {
		case label.Matrix:
			list = append(list, symbol{id: "]L2", bytes: visible.Replace(e.Code.Data)})
		case label.Symbol:
			if k.layout == "colissimo" && len(e.Code.Text) == 24 {
				list = append(list, symbol{id: "]C0", bytes: e.Code.Text, noZPL: true})
			}
		}
	}
	return list
}

func shipment(france bool) carriers.Shipment {
	const in = dimweight.Inch
	box := carriers.Parcel{Dims: dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in}, Weight: 4 * dimweight.Pound, Reference: "BOX"}
	s := carriers.Shipment{
		Reference: "ORDER-1001",
		From:      carriers.Address{Name: "Corner Bookshop", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US"},
		To:        carriers.Address{Name: "Zoë Żak", Street: []string{"5 Market St", "Apt 2"}, City: "San Francisco", State: "CA", PostalCode: "94105", Country: "US"},
		Parcels:   []carriers.Parcel{box, box},
		Ready:     time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC),
	}
	if france {
		s.From = carriers.Address{Name: "Librairie du Coin", Street: []string{"1 rue de la Paix"}, City: "Lyon", PostalCode: "69001", Country: "FR"}
		s.To = carriers.Address{Name: "Zoé Œuvre", Street: []string{"17 rue du Faubourg-Saint-Denis"}, City: "Paris", PostalCode: "75010", Country: "FR"}
	}
	return s
}

// maxiSymbol is what a decoder makes of a MaxiCode: the primary message stands
// behind the header of the other.
func maxiSymbol(code barcode.MaxiCode) symbol {
	const header = "[)>\x1e01\x1d96"
	rest, ok := strings.CutPrefix(code.Message, header)
	if n := len(code.Primary); ok && n > 6 {
		postal := strings.TrimRight(code.Primary[:n-6], " ")
		rest = header + postal + "\x1d" + code.Primary[n-6:n-3] + "\x1d" + code.Primary[n-3:] + "\x1d" + rest
	} else {
		rest = code.Message
	}
	return symbol{id: "]U1", bytes: visible.Replace(rest)}
}
