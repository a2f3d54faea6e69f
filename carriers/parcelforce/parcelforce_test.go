package parcelforce_test

import (
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/parcelforce"
	dw "github.com/shiprate/shiprate/dimweight"
)

// toEdinburgh is a parcel from London to a home in Edinburgh.
func toEdinburgh() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "SW1A 1AA", Country: "GB"},
		To:      carriers.Address{PostalCode: "EH1 1YZ", Country: "GB", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 30 * dw.Centimetre, Width: 20 * dw.Centimetre, Height: 7 * dw.Centimetre}, Weight: 2 * dw.Kilogram}},
		Ready:   time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
	}
}

func TestContract(t *testing.T) {
	several := toEdinburgh()
	several.Parcels = append(several.Parcels, several.Parcels[0])
	several.Parcels[1].Dims.Length, several.Parcels[1].Weight = 40*dw.Centimetre, 9*dw.Kilogram
	carriertest.Run(t, parcelforce.New(), toEdinburgh(), several)
}
