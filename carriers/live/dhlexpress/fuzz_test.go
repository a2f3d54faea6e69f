package dhlexpress_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// FuzzAnswer: whatever DHL says, the answer is an error that says why, or quotes
// that can be trusted.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"rates.json", "rates_export.json", "shipped.json", "tracking.json"} {
		f.Add(today(livetest.File(f, name)))
	}
	f.Add([]byte(notAvailable))
	services := []carriers.Service{{Service: "domestic-12-00", Name: "12:00"}, {Service: "worldwide", Name: "Worldwide"}}
	f.Fuzz(func(t *testing.T, body []byte) {
		s := order()
		s.Parcels = append(s.Parcels, s.Parcels[0])
		for len(s.Parcels) > 0 {
			found, err := dhlexpress.MapAnswer(body, &s, livetest.Clock())
			livetest.CheckFound(t, services, len(s.Parcels), found, err)
			_ = dhlexpress.MapShipped(body, &s)
			s.Parcels = s.Parcels[1:]
		}
	})
}
