package tariff_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// TestCarrierHolidays holds the days of collection of the published cards
// against the carriers' holidays: USPS collects from Monday to Saturday, FedEx
// from Monday to Friday, on no holiday, and on all other days.
func TestCarrierHolidays(t *testing.T) {
	for _, row := range readRows(t, "carrier_holidays.csv") {
		closed := strings.Fields(row["days"])
		open := func(d carriers.Date) bool {
			w := d.Weekday()
			return w != time.Sunday && (w != time.Saturday || row["carrier"] == "usps") && !slices.Contains(closed, d.String())
		}
		c := published()[row["carrier"]]
		last := carriers.NewDate(2027, time.January, 10)
		quoted := 0
		for d := carriers.NewDate(2026, time.January, 1); d < last; d++ {
			want := d
			for !open(want) {
				want++
			}
			s := toChicago()
			s.Ready = d.Time()
			for _, q := range quote(t, c, s).Quotes {
				if quoted++; q.Ships != want {
					t.Errorf("%s %s: ready on %v %v it ships on %v, want %v", row["carrier"], q.Service, d.Weekday(), d, q.Ships, want)
				}
				if q.Delivers != 0 && slices.Contains(closed, q.Delivers.String()) {
					t.Errorf("%s %s: delivers on the holiday %v", row["carrier"], q.Service, q.Delivers)
				}
				for _, a := range q.Arrivals {
					if slices.Contains(closed, a.Date.String()) {
						t.Errorf("%s %s: %v arrive on the holiday %v", row["carrier"], q.Service, a.Share, a.Date)
					}
				}
			}
		}
		if quoted < 300 {
			t.Errorf("%s: %d quotes", row["carrier"], quoted)
		}
	}
}
