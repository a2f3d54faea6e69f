package dhlexpress_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	dw "github.com/shiprate/shiprate/dimweight"
)

// TestCharges holds the lines against the answers, by hand.
func TestCharges(t *testing.T) {
	two := order()
	two.Parcels = append(two.Parcels, two.Parcels[0])
	two.Parcels[1].Weight = 2 * dw.Kilogram
	change := func(from, to string) []byte {
		body := string(livetest.Compact(t, rates(t)))
		if strings.Count(body, from) == 0 {
			t.Fatalf("the answer has no %s", from)
		}
		return []byte(strings.ReplaceAll(body, from, to))
	}
	tests := []struct {
		name    string
		body    []byte
		service string
		s       carriers.Shipment
		want    []string
		billed  string
		note    string
	}{
		{"lines without their tax of 19 %, which is a line", rates(t), "domestic-12-00", order(),
			[]string{"0 base 9.83 Express domestic 12:00", "0 premium 3.00 12:00 premium", "0 fuel 1.15 Fuel surcharge", "0 tax 2.66 Tax", "16.64 EUR"}, "4 kg", ""},
		{"of two parcels the base is shared by weight", rates(t), "domestic-12-00", two,
			[]string{"0 base 6.55 Express domestic 12:00", "1 base 3.28 Express domestic 12:00", "-1 premium 3.00 12:00 premium", "-1 fuel 1.15 Fuel surcharge", "-1 tax 2.66 Tax", "16.64 EUR"}, "4 kg", "DHL bills 4 kg for all parcels"},
		{"services that are only offered are no charge", today(livetest.File(t, "rates_export.json")), "worldwide", export(),
			[]string{"0 base 130.00 Express worldwide", "0 dhl_other 0.27 Emergency situation", "0 fuel 27.68 Fuel surcharge", "157.95 GBP"}, "1.5 kg", ""},
		{"what the lines lack is a line", change(`"price":16.64`, `"price":17`), "domestic-12-00", order(),
			[]string{"0 base 9.83 Express domestic 12:00", "0 premium 3.00 12:00 premium", "0 fuel 1.15 Fuel surcharge", "0 tax 2.66 Tax", "0 dhl_other 0.36 Not itemised by DHL", "17.00 EUR"}, "4 kg", ""},
		{"lines that are more than the total are left out", change(`"price":16.64`, `"price":16.63`), "domestic-12-00", order(),
			[]string{"0 base 16.63 Rate", "16.63 EUR"}, "4 kg", "the lines of DHL are more than its total"},
		{"a line below zero is a discount, and one that is not its base and tax stays whole", change(`"price":1.37,`, `"price":-1.37,`), "domestic-12-00", order(),
			[]string{"0 base 9.83 Express domestic 12:00", "0 premium 3.00 12:00 premium", "0 discount -1.37 Fuel surcharge", "0 tax 2.44 Tax", "0 dhl_other 2.74 Not itemised by DHL", "16.64 EUR"}, "4 kg", ""},
		{"lines that cannot be read are left out", change(`"price":3.57`, `"price":3.571`), "domestic-12-00", order(),
			[]string{"0 base 16.64 Rate", "16.64 EUR"}, "4 kg", "the lines of DHL cannot be read"},
		{"lines in another currency are left out", change(`}],"currencyType":"BILLC","priceCurrency":"EUR"}`, `}],"currencyType":"BILLC","priceCurrency":"USD"}`), "domestic-9-00", order(),
			[]string{"0 base 38.69 Rate", "38.69 EUR"}, "4 kg", `is in "USD", the total is in EUR`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := livetest.Find(t, quoteOf(t, tt.body, tt.s), tt.service)
			if diff := cmp.Diff(tt.want, livetest.Lines(q)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if got := q.Parcels[0].Billable.In(dw.Kilogram); got != tt.billed {
				t.Errorf("billed %s, want %s", got, tt.billed)
			}
			if notes := strings.Join(q.Notes, "\n"); !strings.Contains(notes, tt.note) {
				t.Errorf("notes %q do not say %q", notes, tt.note)
			}
		})
	}
}

func TestPromise(t *testing.T) {
	type line struct {
		Ships, Delivers, Time string
		Transit               carriers.Transit
	}
	known := func(days int) carriers.Transit { return carriers.Transit{Days: days, Known: true} }
	abroad := string(today(livetest.File(t, "rates_export.json")))
	tests := []struct {
		name, body, service string
		s                   carriers.Shipment
		want                line
	}{
		{"an hour of the next day", string(rates(t)), "domestic-9-00", order(), line{"2026-11-23", "2026-11-24", "09:00", known(1)}},
		{"23:59 is the end of the day", abroad, "worldwide", export(), line{"2026-11-24", "2026-11-27", "", known(3)}},
		{"a weekend is no transit", strings.Replace(abroad, "2026-11-27", "2026-12-01", 1), "worldwide", export(), line{"2026-11-24", "2026-12-01", "", known(5)}},
		{"no arrival is an unknown transit", strings.Replace(abroad, "estimatedDeliveryDateAndTime", "x", 1), "worldwide", export(), line{"2026-11-24", "", "", carriers.Transit{}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := livetest.Find(t, quoteOf(t, []byte(tt.body), tt.s), tt.service)
			if diff := cmp.Diff(tt.want, line{q.Ships.String(), q.Delivers.String(), q.DeliverTime, q.Transit}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if q.Guaranteed || q.List != (carriers.Money{}) {
				t.Errorf("DHL tells neither a guarantee nor a published price: %+v", q)
			}
		})
	}
}
