package ups_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/ups"
)

// FuzzAnswer: whatever UPS says, the answer is an error that says why, or quotes
// that can be trusted.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"rates.json", "rates_transit.json", "rates_two_parcels.json", "rates_modifiers.json", "rates_canada.json", "refused.json", "shipped.json"} {
		f.Add(livetest.File(f, name))
	}
	services := []carriers.Service{{Service: "ground", Name: "UPS Ground"}, {Service: "next-day-air", Name: "UPS Next Day Air"}}
	f.Fuzz(func(t *testing.T, body []byte) {
		s := order()
		s.Parcels = append(s.Parcels, s.Parcels[0])
		for len(s.Parcels) > 0 {
			found, err := ups.MapAnswer(body, &s, carriers.DateOf(livetest.Clock()))
			livetest.CheckFound(t, services, len(s.Parcels), found, err)
			_ = ups.MapShipped(body, &s)
			s.Parcels = s.Parcels[1:]
		}
	})
}
