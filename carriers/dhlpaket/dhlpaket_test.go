package dhlpaket_test

import (
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/dhlpaket"
	dw "github.com/shiprate/shiprate/dimweight"
)

// toMunich is a parcel from Berlin to a home in Munich.
func toMunich() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "10115", Country: "DE"},
		To:      carriers.Address{PostalCode: "80331", Country: "DE", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 30 * dw.Centimetre, Width: 20 * dw.Centimetre, Height: 7 * dw.Centimetre}, Weight: 2 * dw.Kilogram}},
		Ready:   time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
	}
}

func TestContract(t *testing.T) {
	several := toMunich()
	several.Parcels = append(several.Parcels, several.Parcels[0])
	several.Parcels[1].Dims.Length, several.Parcels[1].Weight = 40*dw.Centimetre, 9*dw.Kilogram
	carriertest.Run(t, dhlpaket.New(), toMunich(), several)
}
