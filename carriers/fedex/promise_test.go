package fedex_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	dw "github.com/shiprate/shiprate/dimweight"
)

// TestGroundArrives takes the shares of zone 8 from the days that FedEx shows
// from Phoenix and Columbus, 2025-26: 0.07 % in 3 days, 49.70 % in 4, the rest in 5.
// Thanksgiving, the 26th, is no day of delivery.
func TestGroundArrives(t *testing.T) {
	s := carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 4 * dw.Pound}},
		Ready:   time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
	}
	november := func(day int, share carriers.Share) carriers.Arrival {
		return carriers.Arrival{Date: carriers.NewDate(2026, time.November, day), Share: share}
	}
	for _, tt := range []struct {
		service string
		home    bool
		want    []carriers.Arrival
	}{
		{"ground", false, []carriers.Arrival{november(27, 7), november(30, 4977), november(31, 10_000)}},
		{"home-delivery", true, []carriers.Arrival{november(27, 7), november(28, 4977), november(29, 10_000)}},
		{"2day", false, nil},
	} {
		s.To.Residential = tt.home
		reply, err := fedex.New().Quote(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, q := range reply.Quotes {
			if q.Service != tt.service {
				continue
			}
			found = true
			if diff := cmp.Diff(tt.want, q.Arrivals); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.service, diff)
			}
			if err := q.Check(1); err != nil {
				t.Error(err)
			}
		}
		if !found {
			t.Errorf("%s does not quote", tt.service)
		}
	}
}
