package fedex_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// BenchmarkAnswer parses and maps an answer of about 25 KB, eight services with every
// charge and three that are not known.
func BenchmarkAnswer(b *testing.B) {
	body := livetest.Grown(b, livetest.File(b, "rates.json"), []string{"output", "rateReplyDetails"}, "serviceType",
		"FEDEX_2_DAY", "FEDEX_2_DAY_AM", "STANDARD_OVERNIGHT", "GROUND_HOME_DELIVERY", "SMART_POST", "SAME_DAY", "SAME_DAY_CITY")
	s, today := order(), carriers.DateOf(livetest.Clock())
	livetest.BenchAnswer(b, body, 8, func() (carriers.Reply, error) { return fedex.MapAnswer(body, &s, today) })
}
