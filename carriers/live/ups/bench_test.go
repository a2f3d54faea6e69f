package ups_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/ups"
)

// BenchmarkAnswer parses and maps an answer of about 25 KB, thirteen services
// with every charge.
func BenchmarkAnswer(b *testing.B) {
	var codes []any
	for _, code := range []string{"13", "59", "93", "11", "08", "65", "07", "54"} {
		codes = append(codes, map[string]any{"Code": code})
	}
	body := livetest.Grown(b, livetest.File(b, "rates_transit.json"), []string{"RateResponse", "RatedShipment"}, "Service", codes...)
	s, today := order(), carriers.DateOf(livetest.Clock())
	livetest.BenchAnswer(b, body, 13, func() (carriers.Reply, error) { return ups.MapAnswer(body, &s, today) })
}
