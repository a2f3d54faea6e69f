package tariff_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	dw "github.com/shiprate/shiprate/dimweight"
)

func TestGrid(t *testing.T) {
	card := load(t, small(t, surcharges(
		row{"code": "residential", "name": "Residential", "services": "ground", "amount": "6.00", "residential": "yes"},
		row{"code": "handling", "name": "Handling", "services": "ground air", "zones": "5 8", "amount": "40.00", "weight_over": "50 lb", "min_billable": "60 lb", "waives": "residential"},
		row{"code": "handling", "name": "Handling", "services": "ground air", "amount": "25.00", "longest_over": "48 in", "area": "standard extended", "note": "a note"},
		row{"code": "insurance", "name": "Insurance", "amount": "1.70", "per_insured": "100.00", "minimum": "5.00", "insured_over": "100.00"},
		row{"code": "peak", "name": "Peak", "amount": "0.50", "to": "2026-05-31"},
		row{"code": "peak", "name": "Peak", "amount": "unknown", "from": "2026-10-01", "note": "not known"},
		row{"code": "bulky", "name": "Bulky", "amount": "2.00", "sum_over": "100 in", "third_over": "20 in", "second_over": "30 in", "volume_over": "1728 in3", "length_girth_over": "130 in", "nonstandard": "no"},
		row{"code": "bulky", "name": "Bulky", "amount": "3.00", "nonstandard": "yes", "residential": "no", "insured_up_to": "50.00"},
		row{"code": "signature", "name": "Signature", "amount": "ask", "accessorial": "signature"},
		row{"code": "pickup", "name": "Pickup", "amount": "1.00", "per": "shipment"},
		row{"code": "light", "name": "Light", "amount": "1.00", "billable_up_to": "5 lb", "with": "residential handling"},
		row{"code": "fuel", "name": "Fuel", "services": "ground", "percent": "fuel.csv", "of": "base residential"},
	), write("discounts.csv", "services,zones,percent,residential\nground,2,10,no\n")))
	g, err := card.Grid("ground", date(t, "2026-06-01"), false)
	if err != nil {
		t.Fatal(err)
	}
	want := []tariff.ChargeRow{
		{Code: "residential", Name: "Residential", Services: []string{"ground"}, Amount: "6.00", Minor: 600, When: []string{"to homes"}},
		{Code: "handling", Name: "Handling", Services: []string{"ground"}, Zones: []string{"5", "8"}, Amount: "40.00", Minor: 4000,
			When: []string{"over 50 lb", "in place of residential", "billed as at least 60 lb"}},
		{Code: "handling", Name: "Handling", Services: []string{"ground"}, Amount: "25.00", Minor: 2500, When: []string{"longest side over 48 in", "in area standard or extended"}, Note: "a note"},
		{Code: "insurance", Name: "Insurance", Services: []string{"ground"}, Amount: "1.70 for each 100.00, at least 5.00", Minor: 170, When: []string{"insured over 100.00"}},
		{Code: "peak", Name: "Peak", Services: []string{"ground"}, Amount: "unknown", From: date(t, "2026-10-01"), Note: "not known"},
		{Code: "bulky", Name: "Bulky", Services: []string{"ground"}, Amount: "2.00", Minor: 200, When: []string{"a closed box", "second side over 30 in", "shortest side over 20 in",
			"length plus width plus height over 100 in", "length plus girth over 130 in", "volume over 1728 in³"}},
		{Code: "bulky", Name: "Bulky", Services: []string{"ground"}, Amount: "3.00", Minor: 300, When: []string{"to businesses", "not a closed box", "insured up to 50.00"}},
		{Code: "signature", Name: "Signature", Services: []string{"ground"}, Amount: "ask", When: []string{"asked for signature"}},
		{Code: "pickup", Name: "Pickup", Services: []string{"ground"}, Amount: "1.00", Minor: 100, When: []string{"once for the shipment"}},
		{Code: "light", Name: "Light", Services: []string{"ground"}, Amount: "1.00", Minor: 100, When: []string{"billed up to 5 lb", "with residential or handling"}},
		{Code: "fuel", Name: "Fuel", Services: []string{"ground"}, Amount: "week's % of base + residential"},
	}
	if diff := cmp.Diff(want, g.Charges); diff != "" {
		t.Errorf("charges (-want +got)\n%s", diff)
	}
	terms := []tariff.Term{{"divisor", "139 in3/lb"}, {"dim_rounding", "up"}, {"weight_step", "1 lb"}, {"max_weight", "150 lb"}, {"max_length", "108 in"}, {"max_length_girth", "165 in"}}
	if diff := cmp.Diff(terms, g.Terms); diff != "" {
		t.Errorf("terms (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]int{2, 3, 5}, g.Transit); diff != "" || g.Fuel.String() != "10" {
		t.Errorf("fuel %v, transit (-want +got)\n%s", g.Fuel, diff)
	}
	rows := g.Lists[0].Rows
	if diff := cmp.Diff(tariff.PriceRow{UpTo: dw.Pound, List: []tariff.Price{{800, 1}, {900, 1}, {1000, 1}}, Net: []tariff.Price{{720, 1}, {900, 1}, {1000, 1}}}, rows[0]); diff != "" {
		t.Errorf("first row (-want +got)\n%s", diff)
	}
	perPound := tariff.PriceRow{PerUnit: true, List: []tariff.Price{{12121, 150}, {91, 1}, {18515, 150}}, Net: []tariff.Price{{12121 * 900_000, 150 * 1_000_000}, {91, 1}, {18515, 150}}}
	if diff := cmp.Diff(perPound, rows[len(rows)-1]); diff != "" {
		t.Errorf("last row (-want +got)\n%s", diff)
	}
	home, err := card.Grid("ground", 0, true)
	if err != nil || home.Lists[0].Rows[0].Net[0] != (tariff.Price{Minor: 800, Per: 1}) || home.On != date(t, "2026-01-01") {
		t.Errorf("to a home: %+v, %v", home, err)
	}
}

func date(t testing.TB, s string) carriers.Date {
	t.Helper()
	d, err := carriers.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestGridRefuses(t *testing.T) {
	card := load(t, small(t))
	if _, err := card.Grid("sea", 0, false); !errors.Is(err, tariff.ErrNoService) {
		t.Errorf("got %v", err)
	}
	_, err := card.Grid("air", date(t, "2028-01-01"), false)
	if want := "acme-2026 holds 2026-01-01 to 2027-06-30, and has no terms of air on 2028-01-01"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestGridHasThePublishedPrices holds every cell against what a parcel is quoted.
func TestGridHasThePublishedPrices(t *testing.T) {
	card := load(t, ups.Files())
	g, err := card.Grid("ground", date(t, "2026-06-15"), false)
	if err != nil {
		t.Fatal(err)
	}
	s := toChicago()
	s.Ready, s.To.PostalCode = day(t, "2026-06-15"), "90012" // zone 8
	for _, r := range g.Lists[0].Rows[:50] {
		s.Parcels[0] = box(r.UpTo)
		q, refused := quoteOf(t, tariff.New(card), "ground", s)
		if q == nil || q.Charges[0].Amount != r.List[6].Minor {
			t.Errorf("%v: got %v, quoted %+v %s", r.UpTo, r.List[6], q, refused)
		}
	}
}
