package rates_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

// shelf is what three carriers offer for a parcel that must arrive by
// 2026-11-27, a Friday.
func shelf() []carriers.Carrier {
	ups := giving("ups", "ground 23.45 USD 2026-11-27", "3-day-select 31.00 USD 2026-11-26", "2nd-day-air 45.10 USD 2026-11-25 23:00", "next-day-air 90.00 USD 2026-11-24 10:30")
	fedex := giving("fedex", "home-delivery 24.10 USD 2026-11-27", "express-saver 33.00 USD 2026-11-26", "2day 44.90 USD 2026-11-25 20:00", "economy 19.00 USD -")
	usps := giving("usps", "media-mail 8.20 USD 2026-12-02", "ground-advantage 12.00 USD 2026-11-30", "priority-mail 18.00 USD 2026-11-28")
	for _, c := range []fake{ups, fedex} {
		reply, _ := c.quote(context.Background(), carriers.Shipment{})
		for i := range reply.Quotes {
			reply.Quotes[i].Guaranteed = reply.Quotes[i].DeliverTime != ""
		}
	}
	refusing := answering("dhl", carriers.Reply{Rejections: []carriers.Rejection{{Carrier: "dhl", Service: "express", Code: carriers.NoLane, Reason: "does not serve domestic US lanes"}}})
	return []carriers.Carrier{ups, fedex, usps, refusing}
}

func TestCheapest(t *testing.T) {
	tests := []struct {
		name        string
		constraints []rates.Constraint
		want        string // carrier/service, or nothing
		of          int
		reason      string
	}{
		{"whatever arrives", nil, "usps/media-mail", 11, "cheapest of 11; next is usps/ground-advantage at 12.00 USD, 3.80 USD more"},
		{"by a day", []rates.Constraint{rates.DeliverBy(friday)}, "ups/ground", 7, "cheapest of 7 that arrive by 2026-11-27; next is fedex/home-delivery at 24.10 USD, 0.65 USD more"},
		{"by Saturday", []rates.Constraint{rates.DeliverBy(friday + 1)}, "usps/priority-mail", 8, "cheapest of 8 that arrive by 2026-11-28; next is ups/ground at 23.45 USD, 5.45 USD more"},
		{"no day is no deadline", []rates.Constraint{rates.DeliverBy(0)}, "usps/media-mail", 11, "cheapest of 11; next is usps/ground-advantage at 12.00 USD, 3.80 USD more"},
		{"by a day that one meets", []rates.Constraint{rates.DeliverBy(monday + 1)}, "ups/next-day-air", 1, "the only one that arrives by 2026-11-24"},
		{"by a day that none meets", []rates.Constraint{rates.DeliverBy(monday)}, "", 0, ""},
		{"by a day in the past", []rates.Constraint{rates.DeliverBy(monday - 365)}, "", 0, ""},
		{"guaranteed", []rates.Constraint{rates.Guaranteed()}, "fedex/2day", 3, "cheapest of 3 that are guaranteed; next is ups/2nd-day-air at 45.10 USD, 0.20 USD more"},
		{"of two carriers", []rates.Constraint{rates.Only("ups", "fedex")}, "fedex/economy", 8, "cheapest of 8 that are by ups or fedex; next is ups/ground at 23.45 USD, 4.45 USD more"},
		{"of one service", []rates.Constraint{rates.Only("ups/ground")}, "ups/ground", 1, "the only one that is by ups/ground"},
		{"of a carrier that is not there", []rates.Constraint{rates.Only("upss")}, "", 0, ""},
		{"of a carrier whose name begins alike", []rates.Constraint{rates.Only("up", "fed", "usps/media")}, "", 0, ""},
		{"of none", []rates.Constraint{rates.Only()}, "", 0, ""},
		{"without a carrier", []rates.Constraint{rates.Without("usps")}, "fedex/economy", 8, "cheapest of 8 that are not by usps; next is ups/ground at 23.45 USD, 4.45 USD more"},
		{"without a service", []rates.Constraint{rates.Without("usps/media-mail")}, "usps/ground-advantage", 10, "cheapest of 10 that are not by usps/media-mail; next is usps/priority-mail at 18.00 USD, 6.00 USD more"},
		{"without nothing", []rates.Constraint{rates.Without()}, "usps/media-mail", 11, "cheapest of 11; next is usps/ground-advantage at 12.00 USD, 3.80 USD more"},
		{"several", []rates.Constraint{rates.DeliverBy(friday), rates.Guaranteed(), rates.Without("fedex")}, "ups/2nd-day-air", 2, "cheapest of 2 that arrive by 2026-11-27 and are guaranteed and are not by fedex; next is ups/next-day-air at 90.00 USD, 44.90 USD more"},
		{"several that one meets", []rates.Constraint{rates.DeliverBy(monday + 2), rates.Guaranteed(), rates.Only("fedex")}, "fedex/2day", 1, "the only one that arrives by 2026-11-25 and is guaranteed and is by fedex"},
		{"the zero constraint", []rates.Constraint{{}}, "usps/media-mail", 11, "cheapest of 11; next is usps/ground-advantage at 12.00 USD, 3.80 USD more"},
	}
	shopped := rates.Shop(t.Context(), oneParcel(), shelf()...)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			best, err := shopped.Cheapest(tt.constraints...)
			if tt.want == "" {
				if !errors.Is(err, rates.ErrNoQuote) {
					t.Errorf("got %s/%s, %v; want ErrNoQuote", best.Carrier, best.Service, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := best.Carrier + "/" + best.Service; got != tt.want || best.Of != tt.of || best.Reason != tt.reason {
				t.Errorf("got  %s of %d: %s\nwant %s of %d: %s", got, best.Of, best.Reason, tt.want, tt.of, tt.reason)
			}
			if (best.RunnerUp == nil) != (tt.of == 1) {
				t.Errorf("the runner-up of %d is %v", tt.of, best.RunnerUp)
			}
			// One refused by the carrier; and no quote is lost.
			if len(best.Rejections)+best.Of != 1+len(shopped.Quotes) {
				t.Errorf("%d chosen among and %d refused, of %d", best.Of, len(best.Rejections), len(shopped.Quotes))
			}
		})
	}
}

func TestEveryRefusalHasAReason(t *testing.T) {
	shopped := rates.Shop(t.Context(), oneParcel(), shelf()...)
	best, err := shopped.Cheapest(rates.Without("ups/ground", "fedex/2day"), rates.DeliverBy(friday), rates.Guaranteed())
	if err != nil {
		t.Fatal(err)
	}
	// Business days are Monday to Friday: from Friday the 27th to Wednesday the
	// 2nd there are three.
	want := []string{
		"dhl/express: no_lane: does not serve domestic US lanes",
		"usps/media-mail: too_late: arrives 2026-12-02 (estimated), 3 business days after 2026-11-27",
		"usps/ground-advantage: too_late: arrives 2026-11-30 (estimated), 1 business day after 2026-11-27",
		"usps/priority-mail: too_late: arrives 2026-11-28 (estimated), a Saturday after 2026-11-27",
		"fedex/economy: transit_unknown: the card has no transit time for it",
		"ups/ground: excluded: ups/ground was left out",
		"fedex/home-delivery: not_guaranteed: its arrival is an estimate, without money back",
		"ups/3-day-select: not_guaranteed: its arrival is an estimate, without money back",
		"fedex/express-saver: not_guaranteed: its arrival is an estimate, without money back",
		"fedex/2day: excluded: fedex/2day was left out",
	}
	if diff := cmp.Diff(want, texts(best.Rejections)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = shopped.Cheapest(rates.Only("ups/air"))
	for _, line := range []string{"no quote meets what is asked for:\n", "\ndhl/express: no_lane: does not serve domestic US lanes\n", "\nusps/media-mail: excluded: only ups/air was asked for\n"} {
		if err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("%q is not in %v", line, err)
		}
	}
	var none *rates.NoQuoteError
	if !errors.As(err, &none) || len(none.Rejections) != 12 {
		t.Errorf("got %v, want a NoQuoteError with 12 rejections", none)
	}
}

func TestBusinessDaysLate(t *testing.T) {
	tests := []struct{ name, due, arrives, want string }{
		{"Friday for Thursday", "2026-11-26", "2026-11-27", "1 business day after"},
		{"Monday for Friday", "2026-11-27", "2026-11-30", "1 business day after"},
		{"Sunday for Friday", "2026-11-27", "2026-11-29", "a Sunday after"},
		{"Sunday for Saturday", "2026-11-28", "2026-11-29", "a Sunday after"},
		{"Monday for Saturday", "2026-11-28", "2026-11-30", "1 business day after"},
		{"a week", "2026-11-25", "2026-12-02", "5 business days after"},
		{"a week and a weekend", "2026-11-20", "2026-11-29", "5 business days after"},
		{"over a leap day", "2028-02-28", "2028-03-01", "2 business days after"},
		{"a year of 52 weeks and a day, Thursday to Friday", "2026-01-01", "2027-01-01", "261 business days after"},
	}
	for _, tt := range tests {
		due, _ := carriers.ParseDate(tt.due)
		q := quote("ups", "ground 1.00 USD "+tt.arrives)
		code, reason := rates.DeliverBy(due).Refuse(&q)
		if want := "arrives " + tt.arrives + " (estimated), " + tt.want + " " + tt.due; code != carriers.TooLate || reason != want {
			t.Errorf("%s: got %s: %s, want %s", tt.name, code, reason, want)
		}
	}
	live := quote("ups", "ground 1.00 USD -")
	live.Card = ""
	if code, reason := rates.DeliverBy(friday).Refuse(&live); code != carriers.TransitUnknown || reason != "the carrier gives no transit time for it" {
		t.Errorf("a live carrier's unknown transit: got %s: %s", code, reason)
	}
}

func TestTies(t *testing.T) {
	tests := []struct {
		name         string
		lines        [2]string // of "a" and of "b"
		want, reason string
	}{
		{"the earlier day wins", [2]string{"ground 9.00 USD 2026-11-27", "ground 9.00 USD 2026-11-26"}, "b", "cheapest of 2; same price as a/ground, but earlier"},
		{"the earlier hour wins", [2]string{"ground 9.00 USD 2026-11-27 12:00", "ground 9.00 USD 2026-11-27 10:30"}, "b", "cheapest of 2; same price as a/ground, but earlier"},
		{"an hour is before the end of the day", [2]string{"ground 9.00 USD 2026-11-27", "ground 9.00 USD 2026-11-27 23:00"}, "b", "cheapest of 2; same price as a/ground, but earlier"},
		{"a known arrival is before an unknown", [2]string{"ground 9.00 USD -", "ground 9.00 USD 2027-11-26"}, "b", "cheapest of 2; same price as a/ground, whose arrival is unknown"},
		{"the name decides at last", [2]string{"ground 9.00 USD 2026-11-27", "air 9.00 USD 2026-11-27"}, "a", "cheapest of 2; same price as b/air and neither is earlier: first by name"},
		{"of two unknown too", [2]string{"ground 9.00 USD -", "air 9.00 USD -"}, "a", "cheapest of 2; same price as b/air and neither is earlier: first by name"},
		{"a cent is no tie", [2]string{"ground 9.01 USD 2026-11-24", "ground 9.00 USD -"}, "b", "cheapest of 2; next is a/ground at 9.01 USD, 0.01 USD more"},
	}
	for _, tt := range tests {
		best, err := rates.Shop(t.Context(), oneParcel(), giving("a", tt.lines[0]), giving("b", tt.lines[1])).Cheapest()
		if err != nil || best.Carrier != tt.want || best.Reason != tt.reason {
			t.Errorf("%s: got %s, %q, %v; want %s, %q", tt.name, best.Carrier, best.Reason, err, tt.want, tt.reason)
		}
	}
}

// Shopped may be a literal, with quotes in any order and of any shape.
func TestALiteralShopped(t *testing.T) {
	free := quote("c", "ground 9.00 USD -")
	free.Charges = nil
	dear, cheap := quote("a", "ground 9.50 USD -"), quote("b", "ground 9.00 USD -")
	best, err := rates.Shopped{Quotes: []*carriers.Quote{&free, &dear, &cheap}}.Cheapest()
	if err != nil || best.Carrier != "b" || best.RunnerUp == nil || best.RunnerUp.Carrier != "a" {
		t.Errorf("got %+v, %v", best, err)
	}
	if diff := cmp.Diff([]string{"c/ground: failed: it has no total"}, texts(best.Rejections)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
