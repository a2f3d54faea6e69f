package inpost_test

import (
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/inpost"
	dw "github.com/shiprate/shiprate/dimweight"
)

// toKrakow is a parcel from Warsaw to a locker in Krakow.
func toKrakow() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "00-001", Country: "PL"},
		To:      carriers.Address{PostalCode: "30-001", Country: "PL", Residential: true, Place: carriers.Locker},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 30 * dw.Centimetre, Width: 20 * dw.Centimetre, Height: 7 * dw.Centimetre}, Weight: 2 * dw.Kilogram}},
		Ready:   time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
	}
}

func TestContract(t *testing.T) {
	several := toKrakow()
	several.Parcels = append(several.Parcels, several.Parcels[0])
	several.Parcels[1].Dims.Length, several.Parcels[1].Weight = 40*dw.Centimetre, 9*dw.Kilogram
	carriertest.Run(t, inpost.New(), toKrakow(), several)
}
