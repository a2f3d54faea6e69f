package tariff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

func TestCompare(t *testing.T) {
	next := small(t, change("card.csv", "acme-2026", "acme-2027"),
		change("services.csv", "ground,Acme Ground,,139,in3/lb,,up,1 lb,,150 lb,108 in,165 in", "ground,Acme Ground,,142,in3/lb,,up,1 lb,,150 lb,108 in,"),
		change("services.csv", "mail,Acme Mail", "post,Acme Post"),
		change("rates-air.csv", "1 lb,20.00,25.00,30.00", "1 lb,21.00,25.00,-"),
		change("rates-air.csv", "10 lb,40.00,50.00,60.00", "5 lb,41.00,50.00,60.00\n10 lb,44.00,50.00,60.00"),
		change("rates-ground.csv", "0.91", "1.00"),
		change("zones.csv", "ground mail", "ground post"),
		change("surcharges.csv", "6.00,,,yes", "6.30,,,yes"),
		change("surcharges.csv", "signature,Signature,ground air,,7.60", "signature,Signature,ground air,,8.00"),
		change("surcharges.csv", "saturday,Saturday,air,,16.00", "saturday,Saturday,ground,,16.00"),
		write("rates-post.csv", "weight_up_to,2,5,8\n70 lb,50.00,60.00,70.00\n"), remove("rates-mail.csv"))
	got, err := tariff.Compare(load(t, small(t)), load(t, next))
	if err != nil {
		t.Fatal(err)
	}
	const pct = 10_000
	want := tariff.Diff{Old: "acme-2026", New: "acme-2027", Unit: dw.Pound, Added: []string{"post"}, Removed: []string{"mail"}}
	ground := tariff.ServiceDiff{Service: "ground", Terms: []tariff.TermDiff{{Name: "divisor", Old: "139 in3/lb", New: "142 in3/lb"}, {Name: "max_length_girth", Old: "165 in"}}}
	for _, band := range []struct {
		over, upTo dw.Weight
		rows       int
	}{{0, 1, 1}, {1, 5, 2}, {5, 10, 1}, {30, 50, 1}, {100, 150, 1}, {150, 0, 1}} {
		for _, zone := range []string{"2", "5", "8"} {
			p := tariff.PriceDiff{Zone: zone, Over: band.over * dw.Pound, UpTo: band.upTo * dw.Pound, Rows: band.rows}
			if zone == "5" && band.over == 150 {
				// 151 lb at 0.91 are 137.41, at 1.00 151.00: 9.8901 % more.
				p.Min, p.Median, p.Max = 98901, 98901, 98901
			}
			ground.Prices = append(ground.Prices, p)
		}
	}
	air := tariff.ServiceDiff{Service: "air", Prices: []tariff.PriceDiff{
		{Zone: "2", UpTo: dw.Pound, Rows: 1, Min: 5 * pct, Median: 5 * pct, Max: 5 * pct},
		{Zone: "5", UpTo: dw.Pound, Rows: 1},
		{Zone: "8", UpTo: dw.Pound, OldOnly: 1},
		// 5 lb cost 40.00, now 41.00; the other row is of 10 lb.
		{Zone: "2", Over: dw.Pound, UpTo: 5 * dw.Pound, Rows: 1, Min: 25_000, Median: 25_000, Max: 25_000},
		{Zone: "5", Over: dw.Pound, UpTo: 5 * dw.Pound, Rows: 1},
		{Zone: "8", Over: dw.Pound, UpTo: 5 * dw.Pound, Rows: 1},
		{Zone: "2", Over: 5 * dw.Pound, UpTo: 10 * dw.Pound, Rows: 1, Min: 10 * pct, Median: 10 * pct, Max: 10 * pct},
		{Zone: "5", Over: 5 * dw.Pound, UpTo: 10 * dw.Pound, Rows: 1},
		{Zone: "8", Over: 5 * dw.Pound, UpTo: 10 * dw.Pound, Rows: 1},
		{Zone: "2", Over: 100 * dw.Pound, UpTo: 150 * dw.Pound, Rows: 1},
		{Zone: "5", Over: 100 * dw.Pound, UpTo: 150 * dw.Pound, Rows: 1},
	}}
	want.Services = []tariff.ServiceDiff{ground, air}
	saturday := tariff.ChargeRow{Code: "saturday", Name: "Saturday", Amount: "16.00", Minor: 1600, When: []string{"asked for saturday"}}
	added, removed := saturday, saturday
	added.Services, removed.Services = []string{"ground"}, []string{"air"}
	want.Charges = []tariff.ChargeDiff{
		{Row: tariff.ChargeRow{Code: "residential", Name: "Residential", Services: []string{"ground"}, Amount: "6.30", Minor: 630, When: []string{"to homes"}},
			Old: "6.00", New: "6.30", Change: 5 * pct, Known: true},
		// 0.40 of 7.60.
		{Row: tariff.ChargeRow{Code: "signature", Name: "Signature", Services: []string{"ground", "air"}, Amount: "8.00", Minor: 800, When: []string{"asked for signature"}},
			Old: "7.60", New: "8.00", Change: 52632, Known: true},
		{Row: added, New: "16.00"},
		{Row: removed, Old: "16.00"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestCompareOfTheSameCard(t *testing.T) {
	for name, c := range map[string]*tariff.Card{"small": load(t, small(t)), "a contract without discounts": loadContract(t, contract(t, "acme-2026"), small(t))} {
		got, err := tariff.Compare(load(t, small(t)), c)
		if err != nil || len(got.Services)+len(got.Charges)+len(got.Added)+len(got.Removed) > 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestCompareRefuses(t *testing.T) {
	_, err := tariff.Compare(load(t, small(t)), load(t, small(t, change("card.csv", "USD", "EUR"))))
	if want := "acme-2026 is in USD, and acme-2026 in EUR"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
