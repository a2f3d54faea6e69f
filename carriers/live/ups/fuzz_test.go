package ups_test

import (
	"errors"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/ups"
)

// FuzzAnswer: whatever UPS says, the answer is an error that says why, or quotes
// that can be trusted.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"rates.json", "rates_transit.json", "rates_two_parcels.json", "rates_modifiers.json", "rates_canada.json", "refused.json", "shipped.json"} {
		f.Add(file(f, name))
	}
	services := []carriers.Service{{Service: "ground", Name: "UPS Ground"}, {Service: "next-day-air", Name: "UPS Next Day Air"}}
	f.Fuzz(func(t *testing.T, body []byte) {
		s := order()
		s.Parcels = append(s.Parcels, s.Parcels[0])
		for len(s.Parcels) > 0 {
			found, err := ups.MapAnswer(body, &s, carriers.DateOf(livetest.Clock()))
			if err != nil {
				var e *live.Error
				if !errors.As(err, &e) {
					t.Fatalf("error %v is not a *live.Error", err)
				}
			}
			reply := live.Finish("ups", services, len(s.Parcels), found)
			for i := range reply.Quotes {
				if err := reply.Quotes[i].Check(len(s.Parcels)); err != nil {
					t.Error(err)
				}
			}
			_ = ups.MapShipped(body, &s)
			s.Parcels = s.Parcels[1:]
		}
	})
}
