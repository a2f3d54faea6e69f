package fedex_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// FuzzAnswer: whatever FedEx says, the answer is an error that says why, or quotes
// that can be trusted.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"rates.json", "rates_home.json", "rates_discount.json", "rates_abroad.json", "rates_canada.json", "refused.json", "shipped.json", "track_twice.json", "track_ground.json"} {
		f.Add(livetest.File(f, name), false)
		f.Add(livetest.File(f, name), true)
	}
	services := []carriers.Service{{Service: "ground", Name: "FedEx Ground"}, {Service: "express-saver", Name: "FedEx Express Saver"}, {Service: "international-ground", Name: "FedEx International Ground"}}
	f.Fuzz(func(t *testing.T, body []byte, abroad bool) {
		s := order()
		if abroad {
			s.From.Country = "CA"
		}
		s.Parcels = append(s.Parcels, s.Parcels[0])
		for len(s.Parcels) > 0 {
			found, err := fedex.MapAnswer(body, &s, carriers.DateOf(livetest.Clock()))
			livetest.CheckFound(t, services, len(s.Parcels), found, err)
			fedex.MapOther(body, &s)
			s.Parcels = s.Parcels[1:]
		}
	})
}
