package tariff_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

func TestLanes(t *testing.T) {
	from := func(postalCode string) func(*carriers.Shipment) {
		return func(s *carriers.Shipment) { s.From.PostalCode = postalCode }
	}
	checkCharges(t, []want{
		{"zone 2", plain, "", to(zone2), "base 10.00"},
		{"zone 8", plain, "", to(zone8), "base 15.00"},
		{"a ZIP+4", plain, "", to("94105-1234"), "base 15.00"},
		{"a range's first prefix", plain, "", to("60001"), "base 12.00"},
		{"a range's last prefix", plain, "", both(from("10299"), to("60699")), "base 12.00"},
		{"a lane goes one way", plain, "", both(from("60601"), to("10001")), "no_lane: the card has no zone from 60601 to 10001"},
		{"an unknown prefix", plain, "", to("20001"), "no_lane: the card has no zone from 10001 to 20001"},
		{"Hawaii", plain, "", to("96813"), "no_lane: the card has no zone from 10001 to 96813 (Hawaii)"},
		{"Alaska", plain, "", to("99501"), "no_lane: the card has no zone from 10001 to 99501 (Alaska)"},
		{"Puerto Rico", plain, "", to("00901"), "no_lane: the card has no zone from 10001 to 00901 (Puerto Rico)"},
		{"a military address", plain, "", to("09012"), "no_lane: the card has no zone from 10001 to 09012 (military, Europe)"},
		{"from Guam", plain, "", from("96910"), "no_lane: the card has no zone from 96910 (Guam and the Pacific islands) to 60606"},
		{"Puerto Rico as a country", plain, "", func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "PR", "00901" }, "no_lane: the card prices US to US, not US to PR"},
		{"another country", plain, "", func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "CA", "M5V 2T6" }, "no_lane: the card prices US to US, not US to CA"},
		{"from another country", plain, "", func(s *carriers.Shipment) { s.From.Country, s.From.PostalCode = "FR", "75011" }, "no_lane: the card prices US to US, not FR to US"},
		{"where one service does not go", plain, "air", to("73301"), "no_lane: the service does not go from 10001 to 73301"},
		{"another does", plain, "ground", to("73301"), "base 12.00"},

		// A degree of latitude is 2 × 3958.8 miles × π / 360 = 69.094 miles.
		{"149.9 miles", plain, "", both(from("50001"), to("50101")), "base 10.00"},
		{"150.6 miles", plain, "", both(from("50001"), to("50201")), "base 12.00"},
		{"999.8 miles", plain, "", both(from("50001"), to("50301")), "base 12.00"},
		{"1000.5 miles", plain, "", both(from("50001"), to("50401")), "base 15.00"},
		{"no miles", plain, "", both(from("50001"), to("50099")), "base 10.00"},
		{"from a place that is not known", plain, "", both(from("50501"), to("50101")), "no_lane: the card has no zone from 50501 to 50101"},
		{"further than the last distance", all(plain, change("distance.csv", "more,8\n", "")), "", both(from("50001"), to("50401")), "no_lane: the card has no zone from 50001 to 50401"},
		{"a chart comes before distances", all(plain, add("zones.csv", "500,501,8,8\n")), "", both(from("50001"), to("50101")), "base 15.00"},
	})
}

func TestScope(t *testing.T) {
	scope := func(s string) edit {
		return all(plain, change("services.csv", "Acme Ground,,", "Acme Ground,"+s+","))
	}
	checkCharges(t, []want{
		{"to homes, to a home", scope("residential"), "", home, "base 12.00"},
		{"to homes, to a business", scope("residential"), "", nil, "not_eligible: goes to residences only, and the address is a business"},
		{"to businesses, to a business", scope("business"), "", nil, "base 12.00"},
		{"to businesses, to a home", scope("business"), "", home, "not_eligible: goes to businesses only, and the address is a residence"},
	})
}

func TestDatesOfACard(t *testing.T) {
	gap := all(plain, change("services.csv", "ground,Acme Ground,,139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,,,no,,",
		"ground,Acme Ground,,166,in3/lb,,nearest,1 lb,,150 lb,108 in,165 in,,,,no,,2026-03-31\nground,Acme Ground,,139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,,,no,2026-06-01,"))
	big := one(t, "20x16x12.4in", "2lb")
	checkCharges(t, []want{
		{"the first day", plain, "", ready(t, "2026-01-01"), "base 12.00"},
		{"the day before it", plain, "", ready(t, "2025-12-31"), "no_price: ships 2025-12-31, before the card's first day 2026-01-01"},
		{"the last day", plain, "", ready(t, "2027-06-30"), "base 12.00"},
		{"the day after it", plain, "", ready(t, "2027-07-01"), "no_price: ships 2027-07-01, after the card's last day 2027-06-30"},
		{"the year 9999", plain, "", ready(t, "9999-12-31"), "no_price: ships 9999-12-31, after the card's last day 2027-06-30"},
		{"no last day", all(plain, change("card.csv", "effective_to,2027-06-30\n", "")), "", ready(t, "9999-12-31"), "base 12.00"},
		{"the rule of the first period: 20x16x12 by 166 is 23.1", gap, "", both(big, ready(t, "2026-03-31")), "base 40.00"},
		{"that of the second: 20x16x13 by 139 is 29.9", gap, "", both(big, ready(t, "2026-06-01")), "base 40.00"},
		{"between two periods", gap, "", ready(t, "2026-04-01"), "no_price: the card has no terms of the service on 2026-04-01"},
		{"the hour does not matter", plain, "", func(s *carriers.Shipment) {
			s.Ready = time.Date(2027, 6, 30, 23, 59, 0, 0, time.FixedZone("", -11*3600))
		}, "base 12.00"},
	})
	for on, want := range map[string]dw.Weight{"2026-03-31": 24 * dw.Pound, "2026-06-01": 30 * dw.Pound} {
		s := toChicago()
		big(&s)
		s.Ready = day(t, on)
		if q, refused := quoteOf(t, tariff.New(load(t, small(t, gap))), "ground", s); q == nil || q.Parcels[0].Billable != want {
			t.Errorf("%s: got %v %s, want %v", on, q, refused, want)
		}
	}
}

func TestPromise(t *testing.T) {
	promise := func(c carriers.Carrier, service string, s carriers.Shipment) string {
		q, refused := quoteOf(t, c, service, s)
		switch {
		case q == nil:
			return refused
		case q.Transit.Known && q.Delivers == 0:
			return fmt.Sprintf("ships %v, %d days, on no day", q.Ships, q.Transit.Days)
		case !q.Transit.Known:
			return fmt.Sprintf("ships %v, unknown%v%v", q.Ships, q.Delivers, q.DeliverTime)
		}
		return strings.TrimSpace(fmt.Sprintf("ships %v, %d days, %v %v %s", q.Ships, q.Transit.Days, q.Delivers, q.Delivers.Weekday(), q.DeliverTime))
	}
	on := func(date string, changes ...func(*carriers.Shipment)) func(*carriers.Shipment) {
		return both(append(changes, ready(t, date))...)
	}
	closed := add("calendar.csv", "monday,mail,closed\ntuesday,mail,closed\nwednesday,mail,closed\nthursday,mail,closed\nfriday,mail,closed\n")
	saturday := asking(carriers.Saturday)
	everyDay := all(add("calendar.csv", "saturday,ground,delivery\nsunday,ground,delivery\n"), add("surcharges.csv", "saturday,Saturday,ground,,0.00,,,,,,saturday,,,,\n"))
	tests := []struct {
		name     string
		card     edit
		service  string
		shipment func(*carriers.Shipment)
		want     string
	}{
		{"three days in a week", nil, "ground", on("2026-06-01"), "ships 2026-06-01, 3 days, 2026-06-04 Thursday"},
		{"over a weekend", nil, "ground", on("2026-06-04"), "ships 2026-06-04, 3 days, 2026-06-09 Tuesday"},
		{"ready on a Saturday ships on Monday", nil, "ground", on("2026-06-06"), "ships 2026-06-08, 3 days, 2026-06-11 Thursday"},
		{"ready on a Sunday ships on Monday", nil, "ground", on("2026-06-07"), "ships 2026-06-08, 3 days, 2026-06-11 Thursday"},
		{"ready on a holiday ships on the next day of collection", nil, "ground", on("2026-07-03"), "ships 2026-07-06, 3 days, 2026-07-09 Thursday"},
		{"over a holiday and a weekend", nil, "ground", on("2026-07-01"), "ships 2026-07-01, 3 days, 2026-07-07 Tuesday"},
		{"a day without delivery is no day of transit", nil, "ground", on("2026-11-24"), "ships 2026-11-24, 3 days, 2026-12-01 Tuesday"},
		{"but one of collection", nil, "ground", on("2026-11-27"), "ships 2026-11-27, 3 days, 2026-12-02 Wednesday"},
		{"of another service it is one", nil, "air", on("2026-11-24"), "ships 2026-11-24, 2 days, 2026-11-27 Friday 10:30"},
		{"a day without collection", nil, "air", on("2026-12-24"), "ships 2026-12-25, 2 days, 2026-12-29 Tuesday 10:30"},
		{"is one for another service", nil, "ground", on("2026-12-24"), "ships 2026-12-24, 3 days, 2026-12-29 Tuesday"},
		{"over new year", nil, "ground", on("2026-12-31"), "ships 2026-12-31, 3 days, 2027-01-05 Tuesday"},
		{"the longest of a zone's shares", nil, "ground", on("2026-06-01", to(zone2)), "ships 2026-06-01, 2 days, 2026-06-03 Wednesday"},
		{"the longest, wherever it stands", change("transit.csv", "ground,2,1,0.9,\nground,2,2,0.1,", "ground,2,2,0.1,\nground,2,1,0.9,"), "ground", on("2026-06-01", to(zone2)),
			"ships 2026-06-01, 2 days, 2026-06-03 Wednesday"},
		{"the hour", nil, "air", on("2026-06-01"), "ships 2026-06-01, 2 days, 2026-06-03 Wednesday 10:30"},
		{"the hour at a home", nil, "air", on("2026-06-01", home), "ships 2026-06-01, 2 days, 2026-06-03 Wednesday 12:00"},
		{"no hour at a home", change("services.csv", "12:00", ""), "air", on("2026-06-01", home), "ships 2026-06-01, 2 days, 2026-06-03 Wednesday"},
		{"unknown", nil, "mail", on("2026-06-01"), "ships 2026-06-01, unknown"},
		{"no day of collection", closed, "mail", on("2026-06-01"), "no_price: no day of collection within 30 days of 2026-06-01"},
		{"no day of delivery", all(closed, add("calendar.csv", "sunday,mail,pickup\n"), add("transit.csv", "mail,,1,,\n")), "mail", on("2026-06-07"), "ships 2026-06-07, 1 days, on no day"},

		{"Saturday, where it would arrive on Saturday", nil, "air", on("2026-06-04", saturday), "ships 2026-06-04, 2 days, 2026-06-06 Saturday 10:30"},
		{"Saturday, not asked for", nil, "air", on("2026-06-04"), "ships 2026-06-04, 2 days, 2026-06-08 Monday 10:30"},
		{"Saturday, where it would arrive on Friday", nil, "air", on("2026-06-03", saturday), "not_offered: Saturday delivery was asked for, and it would arrive on Friday 2026-06-05"},
		{"Saturday, where it would arrive on Monday", nil, "air", on("2026-06-05", saturday), "not_offered: Saturday delivery was asked for, and it would arrive on Monday 2026-06-08"},
		{"a Saturday that is closed", add("calendar.csv", "2026-06-06,,closed\n"), "air", on("2026-06-04", saturday), "not_offered: Saturday delivery was asked for, and it would arrive on Monday 2026-06-08"},
		{"Saturday, without a price", nil, "ground", on("2026-06-03", saturday), "not_offered: saturday was asked for, and the card has no price for it"},
		{"Saturday, on an unknown day", add("surcharges.csv", "saturday,Saturday,mail,,0.00,,,,,,saturday,,,,\n"), "mail", on("2026-06-01", saturday),
			"not_offered: Saturday delivery was asked for, and the day of arrival is unknown"},
		{"every day, unasked", everyDay, "ground", on("2026-06-04"), "ships 2026-06-04, 3 days, 2026-06-07 Sunday"},
		{"every day, on Saturday", everyDay, "ground", on("2026-06-03", saturday), "ships 2026-06-03, 3 days, 2026-06-06 Saturday"},
		{"a weekday's row may stand below a date's", add("calendar.csv", "2026-06-06,ground,no_delivery\nsaturday,ground,delivery\n"), "ground", on("2026-06-04"), "ships 2026-06-04, 3 days, 2026-06-09 Tuesday"},
		{"a date with a delivery of its own", add("calendar.csv", "2026-06-07,,delivery\n"), "ground", on("2026-06-04"), "ships 2026-06-04, 3 days, 2026-06-08 Monday"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			card := small(t)
			if tt.card != nil {
				tt.card(t, card)
			}
			s := toChicago()
			tt.shipment(&s)
			if got := promise(tariff.New(load(t, card)), tt.service, s); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	q, _ := quoteOf(t, tariff.New(load(t, small(t))), "air", toChicago())
	if g, _ := quoteOf(t, tariff.New(load(t, small(t))), "ground", toChicago()); g.Guaranteed || !q.Guaranteed {
		t.Error("air is guaranteed, and ground is not")
	}
}

func TestSeveralParcels(t *testing.T) {
	parcels := func(weights ...dw.Weight) func(*carriers.Shipment) {
		return func(s *carriers.Shipment) {
			s.Parcels = nil
			for _, w := range weights {
				s.Parcels = append(s.Parcels, box(w))
			}
		}
	}
	checkCharges(t, []want{
		{"each is rated on its own", nil, "", parcels(3*dw.Pound, dw.Pound), "base 12.00, fuel 1.20, base 9.00, fuel 0.90"},
		{"one over the limit refuses all", nil, "", parcels(3*dw.Pound, 151*dw.Pound), "too_heavy: parcels[1]: 151 lb is over the 150 lb limit"},
		{"one without a price refuses all", nil, "air", both(to(zone8), parcels(dw.Pound, 10*dw.Pound, 11*dw.Pound)), "no_price: parcels[2]: the card has no price for 11 lb in zone 8"},
		{"one to a day that is not known refuses all alike", nil, "", both(parcels(dw.Pound, dw.Pound), ready(t, "2026-01-02")),
			"no_price: parcels[0]: the fuel surcharge on 2026-01-02 is not known: the first known is of 2026-01-05"},
		{"a charge of the first is not one of the second", nil, "", parcels(51*dw.Pound, 3*dw.Pound), "base 110.00, additional_handling 40.00, fuel 15.00, base 12.00, fuel 1.20"},
	})
	c := tariff.New(load(t, small(t)))
	s := toChicago()
	s.Parcels = nil
	for range 1000 {
		s.Parcels = append(s.Parcels, box(3*dw.Pound))
	}
	q, refused := quoteOf(t, c, "ground", s)
	if q == nil {
		t.Fatal(refused)
	}
	if got, want := q.Total(), usd(1000*13_20); got != want || len(q.Parcels) != 1000 || q.ParcelTotal(999) != usd(13_20) {
		t.Errorf("1000 parcels cost %v, want %v", got, want)
	}
	s.Parcels[999].Weight = 151 * dw.Pound
	if _, refused := quoteOf(t, c, "ground", s); refused != "too_heavy: parcels[999]: 151 lb is over the 150 lb limit" {
		t.Errorf("the last of 1000: %s", refused)
	}
}

func TestSeveralCards(t *testing.T) {
	this := load(t, small(t, plain, change("card.csv", "2027-06-30", "2026-12-31")))
	next := load(t, small(t, plain, change("card.csv", "acme-2026", "acme-2027"), change("card.csv", "effective_from,2026-01-01", "effective_from,2027-01-01"),
		change("rates-ground.csv", "5 lb,10.00,12.00", "5 lb,10.00,13.00")))
	c := tariff.New(this, next)
	if got, want := c.Name(), "acme"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := len(c.Services()); got != 6 {
		t.Errorf("%d services are listed, want those of both cards", got)
	}
	for _, tt := range []struct{ ready, card, want string }{
		{"2026-12-31", "acme-2026", "base 12.00"},
		{"2027-01-01", "acme-2027", "base 13.00"},
		{"2025-01-01", "", "no_price: ships 2025-01-01, before the card's first day 2026-01-01"},
		{"2028-01-03", "", "no_price: ships 2028-01-03, after the card's last day 2027-06-30"},
	} {
		for _, c := range []*tariff.Carrier{c, tariff.New(next, this)} { // their order does not matter
			s := toChicago()
			s.Ready = day(t, tt.ready)
			if got := charges(t, c, "ground", s); got != tt.want {
				t.Errorf("%s: got %s, want %s", tt.ready, got, tt.want)
			}
			if q, _ := quoteOf(t, c, "ground", s); q != nil && q.Card != tt.card {
				t.Errorf("%s: got card %s, want %s", tt.ready, q.Card, tt.card)
			}
		}
	}
	other := load(t, small(t, change("card.csv", "carrier,acme", "carrier,other")))
	_, err := tariff.New(this, other).Quote(t.Context(), toChicago())
	if want := "tariff: cards of two carriers, acme and other"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestQuoteErrors(t *testing.T) {
	c := tariff.New(load(t, small(t)))
	s := toChicago()
	s.Parcels[0].Weight = 0
	if _, err := c.Quote(t.Context(), s); !errors.Is(err, carriers.ErrInvalid) {
		t.Errorf("a parcel without a weight: got %v", err)
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Quote(done, toChicago()); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that is done: got %v", err)
	}
	if _, err := tariff.New().Quote(t.Context(), toChicago()); err == nil || tariff.New().Name() != "" || tariff.New().Services() != nil {
		t.Errorf("a carrier without a card: got %v", err)
	}
}

func TestWithZones(t *testing.T) {
	card := load(t, small(t, plain))
	with, err := card.WithZones("chart.csv", strings.NewReader("from,to,ground mail,air\n500,501-502,8,-\n100-102,600,2,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	const estimated = "zone estimated from the distance between the centres of the two postal prefixes"
	for _, tt := range []struct {
		name           string
		card           *tariff.Card
		from, to, want string
		notes          []string
	}{
		{"estimated", card, "50001", "50101", "base 10.00", []string{estimated}},
		{"in the chart", with, "50001", "50101", "base 15.00", []string{"ground transit to zone 8 is estimated"}},
		{"not in the chart", with, "50001", "50301", "base 12.00", []string{estimated}},
		{"over the card's own chart", with, "10001", "60001", "base 10.00", nil},
		{"beside it", with, "10001", "60101", "base 12.00", nil},
		{"the card is as it was", card, "10001", "60001", "base 12.00", nil},
	} {
		s := toChicago()
		s.From.PostalCode, s.To.PostalCode = tt.from, tt.to
		c := tariff.New(tt.card)
		if got := charges(t, c, "ground", s); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		q, _ := quoteOf(t, c, "ground", s)
		if diff := cmp.Diff(tt.notes, append([]string(nil), q.Notes...)); diff != "" {
			t.Errorf("%s: notes (-want +got)\n%s", tt.name, diff)
		}
	}
	s := toChicago()
	s.From.PostalCode, s.To.PostalCode = "50001", "50101"
	if got, want := charges(t, tariff.New(with), "air", s), "no_lane: the service does not go from 50001 to 50101"; got != want {
		t.Errorf("a hyphen in the chart: got %s, want %s", got, want)
	}
}
