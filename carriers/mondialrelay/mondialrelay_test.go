package mondialrelay_test

import (
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/mondialrelay"
	dw "github.com/shiprate/shiprate/dimweight"
)

// toMarseille is a parcel from Paris to a Point Relais in Marseille.
func toMarseille() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "75011", Country: "FR"},
		To:      carriers.Address{PostalCode: "13001", Country: "FR", Residential: true, Place: carriers.PickupPoint},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 30 * dw.Centimetre, Width: 20 * dw.Centimetre, Height: 7 * dw.Centimetre}, Weight: 2 * dw.Kilogram}},
		Ready:   time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
	}
}

func TestContract(t *testing.T) {
	several := toMarseille()
	several.Parcels = append(several.Parcels, several.Parcels[0])
	several.Parcels[1].Dims.Length, several.Parcels[1].Weight = 40*dw.Centimetre, 9*dw.Kilogram
	carriertest.Run(t, mondialrelay.New(), toMarseille(), several)
}
