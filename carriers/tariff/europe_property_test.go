package tariff_test

import (
	"math/rand/v2"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

// TestMoreIsNeverCheaperInEurope asks every carrier of a European country for a
// parcel and for a heavier, a longer and a larger one, to each place of delivery.
// Sizes lie about the classes of the price lists.
func TestMoreIsNeverCheaperInEurope(t *testing.T) {
	from := map[string]string{"laposte": "FR:75011", "mondialrelay": "FR:75011", "inpost": "PL:00-001", "dhlpaket": "DE:10115", "hermes": "DE:10115"}
	for _, c := range spotted()[2:] {
		r, quoted := random{rand.New(rand.NewPCG(2026, 11))}, 0
		place, ok := from[c.Name()]
		if !ok {
			place = "GB:EH1 1YZ"
		}
		for range 300 {
			side := func() dw.Length { return dw.Length(r.Int64N(int64(65*dw.Centimetre))) + dw.Millimetre }
			p := carriers.Parcel{Dims: dw.Dims{Length: side(), Width: side(), Height: side() / 3}, Weight: dw.Weight(r.Int64N(int64(12*dw.Kilogram))) + dw.Gram}
			s := carriers.Shipment{From: spotAddress(place), To: spotAddress(place), Parcels: []carriers.Parcel{p}, Ready: day(t, "2026-11-23")}
			s.To.Place = carriers.DeliveryPlaces()[r.IntN(3)]
			before := totals(t, c, s)
			quoted += len(before)
			longer, larger := p, p
			longer.Dims.Length += side()
			larger.Dims = dw.Dims{Length: p.Dims.Length + side(), Width: p.Dims.Width + side(), Height: p.Dims.Height + side()}
			for name, more := range map[string]carriers.Parcel{"heavier": {Dims: p.Dims, Weight: 2 * p.Weight}, "longer": longer, "larger": larger} {
				s.Parcels = []carriers.Parcel{more}
				for service, price := range totals(t, c, s) {
					if was, ok := before[service]; !ok || price < was {
						t.Errorf("%s/%s: %s (%v, %v): %d, before %d", c.Name(), service, name, more.Dims, more.Weight, price, was)
					}
				}
			}
		}
		if quoted < 30 {
			t.Errorf("%s: only %d quotes came of it", c.Name(), quoted)
		}
	}
}
