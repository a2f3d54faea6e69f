package label_test

import (
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

// Numbers whose check digits others have published: jkeen/tracking_number_data
// and, for the SSCC, the tests of zint.
const (
	upsNumber   = "1Z5R89390357567127"
	fedexNumber = "986578788855"
	uspsNumber  = "9261290336128704062441"
	ssccNumber  = "123456789012345675"
)

// plain is the layout that most tests of texts are about.
var plain = label.Format{Layout: "plain"}

// order is a shipment of one parcel with all that a label shows.
func order() carriers.Shipment {
	const in = dimweight.Inch
	return carriers.Shipment{
		Reference: "ORDER-1001",
		From: carriers.Address{
			Name: "Corner Bookshop", Street: []string{"1 Main St"},
			City: "New York", State: "NY", PostalCode: "10001", Country: "US",
		},
		To: carriers.Address{
			Name: "Zoë Żak", Street: []string{"5 Market St", "Apt 2"},
			City: "San Francisco", State: "CA", PostalCode: "94105", Country: "US", Residential: true,
		},
		Parcels: []carriers.Parcel{{
			Dims:   dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in},
			Weight: 4 * dimweight.Pound, Reference: "BOX 1",
		}},
		Ready: time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC),
	}
}

// quoted is a service chosen for a shipment, on a card that weighs in pounds.
func quoted(s carriers.Shipment, carrier, name string) carriers.Quote {
	q := carriers.Quote{Carrier: carrier, Service: "ground", Name: name, Ships: carriers.NewDate(2026, time.November, 23)}
	for range s.Parcels {
		q.Parcels = append(q.Parcels, carriers.Rated{Unit: dimweight.Pound})
	}
	return q
}

// trade has a label of each kind of symbol, on both printers.
func trade(tb testing.TB) map[string]label.Label {
	tb.Helper()
	labels := make(map[string]label.Label)
	for _, kind := range []struct{ carrier, name, number string }{
		{"ups", "UPS Ground", upsNumber},
		{"fedex", "FedEx Home Delivery", fedexNumber},
		{"usps", "USPS Ground Advantage", uspsNumber},
		{"acme", "Acme Freight", ssccNumber},
	} {
		for dpi, printer := range map[int]string{203: "-203", 300: "-300"} {
			s := order()
			made, err := label.Format{DPI: dpi, Layout: "plain"}.New(s, quoted(s, kind.carrier, kind.name), kind.number)
			if err != nil {
				tb.Fatal(err)
			}
			labels[kind.carrier+printer] = made[0]
		}
	}
	return labels
}

// symbols returns the symbols of a label.
func symbols(l label.Label) []label.Symbol {
	var list []label.Symbol
	for _, e := range l.Elements {
		if s, ok := e.(label.Symbol); ok {
			list = append(list, s)
		}
	}
	return list
}

// textWith returns the text element that reads so.
func textWith(l label.Label, text string) (label.Text, bool) {
	for _, e := range l.Elements {
		if t, ok := e.(label.Text); ok && t.Text == text {
			return t, true
		}
	}
	return label.Text{}, false
}
