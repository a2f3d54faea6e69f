package usps_test

import (
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/usps"
	dw "github.com/shiprate/shiprate/dimweight"
)

// acrossTheCountry is a parcel from New York to a home in San Francisco.
func acrossTheCountry() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 4 * dw.Pound}},
		Ready:   time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
	}
}

func TestContract(t *testing.T) {
	business := acrossTheCountry()
	business.To.Residential, business.Insured = false, carriers.Money{Minor: 150_00, Currency: "USD"}
	several := acrossTheCountry()
	several.Parcels = append(several.Parcels, several.Parcels[0])
	several.Parcels[1].Dims.Length, several.Parcels[1].Nonstandard = 50*dw.Inch, true
	media := acrossTheCountry()
	media.Contents = carriers.Media
	carriertest.Run(t, usps.New(), acrossTheCountry(), business, several, media)
	carriertest.Run(t, usps.Retail(), acrossTheCountry(), business, several, media)
}
