package tariff_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

func TestContract(t *testing.T) {
	signed := toChicago()
	signed.Accessorials, signed.Insured = []carriers.Accessorial{carriers.Signature}, usd(250_00)
	signed.To.PostalCode, signed.To.Residential = "60605", true
	several := toChicago()
	several.Parcels = []carriers.Parcel{box(dw.Pound), box(51 * dw.Pound), parcel(t, "20x16x12in", "2lb")}
	carriertest.Run(t, tariff.New(load(t, small(t))), toChicago(), signed, several)
}
