package report_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/report"
)

func usd(minor int64) carriers.Money { return carriers.Money{Minor: minor, Currency: "USD"} }

// TestOneOrder counts an order of two parcels by hand: 10.00 + 2.00 of fuel for the
// first, 20.00 for the second, and 5.00 less for the whole.
func TestOneOrder(t *testing.T) {
	q := carriers.Quote{
		Carrier: "ups", Service: "ground", Name: "UPS Ground", Currency: "USD", Guaranteed: true,
		Charges: []carriers.Charge{
			{Code: carriers.Base, Amount: 1000}, {Code: carriers.Fuel, Amount: 200},
			{Code: carriers.Base, Amount: 2000, Parcel: 1}, {Code: carriers.Discount, Amount: -500, Parcel: carriers.WholeShipment},
		},
		Parcels: []carriers.Rated{
			{Zone: "4", Actual: dimweight.Pound, Billable: dimweight.Pound, Unit: dimweight.Pound},
			{Zone: "4", Actual: dimweight.Pound, Dimensional: 3*dimweight.Pound - 1, Billable: 3 * dimweight.Pound, Unit: dimweight.Pound},
		},
		Ships: ready, Delivers: ready + 2, Notes: []string{"no fuel of next week"},
	}
	c := report.Counter{Rows: 1}
	c.Add(&report.Done{
		Order: "A-1", Row: 2, Quote: &q, Ready: ready, By: ready + 5, To: &carriers.Address{Country: "US", PostalCode: "94105"}, Labels: 4, Notes: []string{"box chosen"},
		Rivals: []report.Offer{{Carrier: "fedex", Cost: usd(3000)}, {Carrier: "ups", Cost: usd(2700)}, {Carrier: "usps"}, {Carrier: "dhl", Cost: carriers.Money{Minor: 1, Currency: "EUR"}}},
	})
	c.Fail("unit", "unit", "date")
	want := report.Tally{
		Rows: 1, Orders: 1, Failed: 1, Parcels: 2, Labels: 4,
		Spend: report.Sums{usd(2700)},
		Services: []report.Service{{
			Carrier: "ups", Service: "ground", Currency: "USD", Name: "UPS Ground", Orders: 1, Parcels: 2, Spend: report.Sums{usd(2700)}, Unit: "lb",
			Actual: 454 + 454, Billable: 454 + 1361, Air: 1, AirActual: 454, AirBillable: 1361, AirBase: report.Sums{usd(2000)},
		}},
		Zones:   []report.Zone{{Carrier: "ups", Zone: "4", Currency: "USD", Parcels: 2, Spend: report.Sums{usd(3200)}}},
		Charges: []report.Charge{{Code: "base", Currency: "USD", Count: 2, Spend: report.Sums{usd(3000)}}, {Code: "discount", Currency: "USD", Count: 1, Spend: report.Sums{usd(-500)}}, {Code: "fuel", Currency: "USD", Count: 1, Spend: report.Sums{usd(200)}}},
		Rivals: []report.Rival{
			{Carrier: "dhl", Currency: "USD", Foreign: 1},
			{Carrier: "fedex", Currency: "USD", Orders: 1, Cost: report.Sums{usd(3000)}, Chosen: report.Sums{usd(2700)}, Cheaper: 1},
			{Carrier: "ups", Currency: "USD", Orders: 1, Cost: report.Sums{usd(2700)}, Chosen: report.Sums{usd(2700)}},
			{Carrier: "usps", Currency: "USD", Cannot: 1},
		},
		Promises: []report.Promise{{Day: "2026-11-25", Orders: 1, Guaranteed: 1, Deadline: 1}},
		Slack:    []report.Slack{{Days: 3, Orders: 1}},
		Errors:   []report.Count{{What: "date", Count: 1}, {What: "unit", Count: 2}},
		Notes:    []report.Count{{What: "box chosen", Count: 1}, {What: "no fuel of next week", Count: 1}},
	}
	e := report.Extreme{
		Order: "A-1", Row: 2, Carrier: "ups", Service: "ground", To: "US 94105", Parcels: 2, Billable: "3 lb", Zone: "4",
		Ships: "2026-11-23", Delivers: "2026-11-25", Days: 2, Total: report.Sums{usd(2700)},
	}
	want.Slowest, want.Dearest = []report.Extreme{e}, []report.Extreme{e}
	if diff := cmp.Diff(want, c.Tally()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestMergeInAnyOrder cuts one day into parts and merges them in several orders:
// each is what one counter counts, bounded lists and all.
func TestMergeInAnyOrder(t *testing.T) {
	for _, name := range []string{"typical", "large", "currencies", "hostile"} {
		const orders, parts = 3000, 7
		var all report.Counter
		some := make([]report.Counter, parts)
		for i := range orders {
			d := order(i)
			if name == "large" {
				d.Quote.Delivers += carriers.Date(i * 7 % 1500)
				d.Notes = []string{string(rune('a'+i%26)) + string(rune('a'+i*11%26)), d.Order}
			}
			if name == "currencies" {
				d.Quote.Currency = []carriers.Currency{"USD", "EUR", "JPY"}[i%3]
			}
			all.Add(d)
			some[i%parts].Add(d)
			if i%5 == 0 {
				all.Fail("unit", d.Order)
				some[i%parts].Fail("unit", d.Order)
			}
		}
		want := all.Tally()
		for seed := range uint64(5) {
			var got report.Tally
			for _, at := range rand.New(rand.NewPCG(1, seed)).Perm(parts) {
				tally := some[at].Tally()
				got.Merge(&tally)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s: (-one counter +merged)\n%s", name, diff)
			}
		}
		if len(want.Promises) > report.MaxDays+1 || len(want.Notes) > report.MaxNotes+1 || len(want.Errors) > report.MaxErrors+1 || len(want.Slowest) != report.Extremes {
			t.Errorf("%s: %d days, %d notes, %d codes, %d slowest", name, len(want.Promises), len(want.Notes), len(want.Errors), len(want.Slowest))
		}
	}
}

// TestNothingIsLost adds up every list: each order, parcel and cent is in it once.
func TestNothingIsLost(t *testing.T) {
	for name, make := range pages {
		s := make()
		promised, noted, spent, zones, charged := 0, 0, report.Sums{}, 0, report.Sums{}
		for _, p := range s.Promises {
			promised += p.Orders
		}
		for _, v := range s.Services {
			spent.AddAll(v.Spend)
			noted += v.Orders
		}
		for _, z := range s.Zones {
			zones += z.Parcels
		}
		for _, c := range s.Charges {
			charged.AddAll(c.Spend)
		}
		if promised != s.Orders || noted != s.Orders || zones != s.Parcels {
			t.Errorf("%s: %d orders and %d parcels: promised %d, by service %d, parcels by zone %d", name, s.Orders, s.Parcels, promised, noted, zones)
		}
		if spent.String() != s.Spend.String() || charged.String() != s.Spend.String() {
			t.Errorf("%s: spent %v: by service %v, by charge %v", name, s.Spend, spent, charged)
		}
	}
}

// TestCountsAreOfTheirCurrency counts 6 orders in dollars and 3 in euro, of one
// service.
func TestCountsAreOfTheirCurrency(t *testing.T) {
	var c report.Counter
	for i := range 9 {
		d := order(1)
		if i%3 == 0 {
			d.Quote.Currency = "EUR"
		}
		c.Add(d)
	}
	for _, s := range c.Tally().Services {
		if want := map[carriers.Currency]int{"USD": 6, "EUR": 3}[s.Currency]; s.Orders != want || len(s.Spend) != 1 {
			t.Errorf("%s: %d orders for %v, want %d", s.Currency, s.Orders, s.Spend, want)
		}
	}
	for _, r := range c.Tally().Rivals {
		if r.Currency == "EUR" && (r.Orders != 0 || r.Foreign+r.Cannot != 3) {
			t.Errorf("%s is compared with choices in euro: %+v", r.Carrier, r)
		}
	}
}

// TestTallyGoesOn asks a counter for its tally in between.
func TestTallyGoesOn(t *testing.T) {
	var once, often report.Counter
	for i := range 500 {
		once.Add(order(i))
		often.Add(order(i))
		if i%50 == 0 {
			_ = often.Tally()
		}
	}
	if diff := cmp.Diff(once.Tally(), often.Tally()); diff != "" {
		t.Errorf("(-once +often)\n%s", diff)
	}
}

func BenchmarkAdd(b *testing.B) {
	var c report.Counter
	orders := make([]*report.Done, 256) // as in a run, where an order was just made
	for i := range orders {
		orders[i] = order(i)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		d := orders[i%len(orders)]
		d.Row = i + 2
		c.Add(d)
		i++
	}
}

func BenchmarkMerge(b *testing.B) {
	var c report.Counter
	for i := range 500 {
		c.Add(order(i))
	}
	chunk := c.Tally()
	var all report.Tally
	b.ReportAllocs()
	for b.Loop() {
		all.Merge(&chunk)
	}
}
