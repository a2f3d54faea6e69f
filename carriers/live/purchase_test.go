package live_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	dw "github.com/shiprate/shiprate/dimweight"
)

func parcels(weights ...dw.Weight) *carriers.Shipment {
	end := carriers.Address{Name: "Jane Doe", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US"}
	s := &carriers.Shipment{From: end, To: end, Ready: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}
	for _, w := range weights {
		s.Parcels = append(s.Parcels, carriers.Parcel{Dims: dw.Dims{Length: dw.Inch, Width: dw.Inch, Height: dw.Inch}, Weight: w})
	}
	return s
}

func TestShares(t *testing.T) {
	tests := []struct {
		name    string
		total   int64
		weights []dw.Weight
		want    []int64
	}{
		{"by weight", 10_00, []dw.Weight{3 * dw.Pound, dw.Pound}, []int64{7_50, 2_50}},
		{"the cent left is the last parcel's", 1_00, []dw.Weight{dw.Pound, dw.Pound, dw.Pound}, []int64{33, 33, 34}},
		{"all of a single parcel", 1_00, []dw.Weight{dw.Gram}, []int64{1_00}},
		{"no overflow", carriers.MaxMinor, []dw.Weight{dw.MaxWeight, dw.MaxWeight}, []int64{carriers.MaxMinor / 2, carriers.MaxMinor - carriers.MaxMinor/2}},
		{"what is not positive stays whole", -5, []dw.Weight{dw.Pound, dw.Pound}, []int64{-5, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []int64
			for i, c := range live.Shares(tt.total, parcels(tt.weights...)) {
				if got = append(got, c.Amount); c.Parcel != i || c.Code != carriers.Base {
					t.Errorf("charge %d is %+v", i, c)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestGoods(t *testing.T) {
	usd := func(minor int64) carriers.Item {
		return carriers.Item{Name: "Coat", Quantity: 2, Value: carriers.Money{Minor: minor, Currency: "USD"}}
	}
	euro := usd(1_00)
	euro.Value.Currency = "EUR"
	for _, tt := range []struct {
		name  string
		items []carriers.Item
		want  string
	}{
		{"the sum of all pieces", []carriers.Item{usd(5_00), usd(7_50)}, "25.00 USD"},
		{"none", nil, "0.00"},
		{"one of unknown value", []carriers.Item{usd(5_00), usd(0)}, "0.00"},
		{"two currencies", []carriers.Item{usd(5_00), euro}, "0.00"},
		{"more than there is", []carriers.Item{usd(carriers.MaxMinor), usd(carriers.MaxMinor)}, "0.00"},
	} {
		s := parcels(dw.Pound, dw.Pound)
		s.Parcels[1].Items = tt.items
		if got := live.Goods(s).String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestCheckPurchase(t *testing.T) {
	p := carriers.Purchase{Key: "ORDER-1001", Shipment: *parcels(dw.Pound), Most: carriers.Money{Minor: 1, Currency: "USD"}}
	acme := &live.Terms{Title: "Acme", Sells: carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF, carriers.ZPL}}, Services: []carriers.Service{{Service: "ground"}}, Lines: 3, Letters: 35}
	p.Service, p.Format = "ground", carriers.ZPL
	if bad := live.CheckPurchase(&p, acme); bad != nil {
		t.Errorf("a good purchase: %v", bad)
	}
	p.Key, p.Most, p.Shipment.To.City = "AB", carriers.Money{}, ""
	want := "key: has 2 characters, not 8 to 35\nto: a label needs a name or a company, a street and a city\nmost: must say the dearest price that may be paid"
	if got := errors.Join(live.CheckPurchase(&p, acme)...).Error(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	p.Shipment.From.Street = []string{"1", "2", "3", "4"}
	p.Shipment.To.Name = strings.Repeat("é", 36)
	want = "from.street: 4 lines are over the 3 of Acme\nto: \"" + strings.Repeat("é", 36) + "\" has 36 letters, over the 35 of Acme"
	if got := errors.Join(live.CheckLines(&p.Shipment, "Acme", 3, 35)...).Error(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if bad := live.CheckPurchase(&carriers.Purchase{Key: "ORDER-1001"}, acme); len(bad) != 1 || !errors.Is(bad[0], carriers.ErrInvalid) {
		t.Errorf("no shipment: got %v, want ErrInvalid", bad)
	}
}

func TestTerms(t *testing.T) {
	s := *parcels(dw.Pound, dw.Pound)
	s.Return, s.To.Country, s.To.State, s.To.PostalCode = true, "CA", "ON", "M5V 2T6"
	p := carriers.Purchase{Key: "ORDER-1001", Shipment: s, Most: carriers.Money{Minor: 1, Currency: "USD"}, Service: "ground", Format: "gif"}
	strict := live.Terms{
		Title: "Acme", Sells: carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF, carriers.ZPL}, Singly: true}, Domestic: true,
		Services: []carriers.Service{{Service: "air"}},
	}
	want := `parcels: Acme sells one label at a time, not 2: buy each parcel as a shipment of its own
to.country: labels that need customs papers are not bought here
return: return labels are not bought here
format: "gif" is none that Acme gives: pdf zpl
service: "ground" is none of Acme`
	if got := errors.Join(live.CheckPurchase(&p, &strict)...).Error(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	p.Format = carriers.PDF
	if bad := live.CheckPurchase(&p, &live.Terms{Sells: carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF}}, Returns: true}); bad != nil {
		t.Errorf("of one that sells all: %v", bad)
	}
}
