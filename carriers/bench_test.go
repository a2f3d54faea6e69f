package carriers_test

import (
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

// onlyParcel is a shipment that Validate finds nothing wrong with.
func onlyParcel() carriers.Shipment {
	return carriers.Shipment{
		Reference: "ORDER-1001",
		From:      carriers.Address{Name: "Shop", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US"},
		To: carriers.Address{Name: "Zoë Żak", Street: []string{"5 Market St", "Apt 2"}, City: "San Francisco", State: "CA",
			PostalCode: "94105", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 4 * dw.Pound, Reference: "BOX 1"}},
		Ready:   time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC),
		Insured: carriers.Money{Minor: 100_00, Currency: "USD"},
	}
}

func BenchmarkShipmentValidate(b *testing.B) {
	s := onlyParcel()
	b.ReportAllocs()
	for b.Loop() {
		if err := s.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoneyString(b *testing.B) {
	m := carriers.Money{Minor: 19_40, Currency: "USD"}
	b.ReportAllocs()
	for b.Loop() {
		if m.String() != "19.40 USD" {
			b.Fatal(m.String())
		}
	}
}

func BenchmarkDateString(b *testing.B) {
	d := carriers.NewDate(2026, time.November, 27)
	b.ReportAllocs()
	for b.Loop() {
		if d.String() != "2026-11-27" {
			b.Fatal(d.String())
		}
	}
}
