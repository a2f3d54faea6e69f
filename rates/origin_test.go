package rates_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

var ctx = context.Background()

// near charges more the further a warehouse is from the coast.
var near = pricers{name: "near", delivers: friday, services: []pricer{func(s carriers.Shipment) (list []int64, _ int64, _ bool) {
	for range s.Parcels {
		list = append(list, map[string]int64{"10001": 900, "89101": 600}[s.From.PostalCode])
	}
	return list, 100, true
}}}

func eastAndWest() []rates.Origin {
	return []rates.Origin{
		{Name: "east", From: carriers.Address{PostalCode: "10001", Country: "US"}, Handling: usd(50)},
		{Name: "west", From: carriers.Address{PostalCode: "89101", Country: "US"}, Handling: usd(450)},
	}
}

func TestLeaving(t *testing.T) {
	tests := []struct{ name, from, to, cutoff, ready, want string }{
		{"before the cutoff", "89101", "89101", "16:00", "2026-11-23T15:59", "2026-11-23T15:59:00"},
		{"at the cutoff", "89101", "89101", "16:00", "2026-11-23T16:00", "2026-11-23T16:00:00"},
		{"a second after it", "89101", "89101", "16:00", "2026-11-23T16:00:01", "2026-11-24T00:00:00"},
		{"at the year's end", "89101", "89101", "16:00", "2026-12-31T23:59", "2027-01-01T00:00:00"},
		{"a day without an hour is in time", "89101", "89101", "16:00", "2026-11-23", "2026-11-23T00:00:00"},
		{"no cutoff", "89101", "89101", "", "2026-11-23T23:59", "2026-11-23T23:59:00"},
		{"17:00 in New York is 14:00 in Las Vegas, in time", "10001", "89101", "16:00", "2026-11-23T17:00", "2026-11-23T14:00:00"},
		{"14:00 in Las Vegas is 17:00 in New York, too late", "89101", "10001", "16:00", "2026-11-23T14:00", "2026-11-24T00:00:00"},
		{"a day is the same day everywhere", "10001", "89101", "16:00", "2026-11-23", "2026-11-23T00:00:00"},
		{"a time zone that nobody knows leaves the hour", "99999", "89101", "16:00", "2026-11-23T17:00", "2026-11-24T00:00:00"},
	}
	for _, tt := range tests {
		ready, err := carriers.ParseReady(tt.ready)
		if err != nil {
			t.Fatal(err)
		}
		s := oneParcel()
		s.From.PostalCode, s.Ready = tt.from, ready
		if tt.from == "99999" {
			s.From.Country = "RU" // several zones
		}
		o := rates.Origin{From: carriers.Address{PostalCode: tt.to, Country: "US"}, Cutoff: tt.cutoff}
		if got := o.Leaving(s); got.Ready.Format("2006-01-02T15:04:05") != tt.want || got.From.PostalCode != tt.to {
			t.Errorf("%s: got %v from %s", tt.name, got.Ready, got.From.PostalCode)
		}
	}
}

func TestShopFrom(t *testing.T) {
	shopped := rates.ShopFrom(ctx, oneParcel(), eastAndWest(), near, giving("euro", "x 3.00 EUR 2026-11-27"))
	want := []string{"near/s0 10.50 USD", "near/s0 11.50 USD"}
	if diff := cmp.Diff(want, prices(shopped.Quotes)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want = []string{"euro/x from east: currency: it is in EUR, and handling in east costs 0.50 USD", "euro/x from west: currency: it is in EUR, and handling in west costs 4.50 USD"}
	if diff := cmp.Diff(want, texts(shopped.Rejections)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	q := shopped.Quotes[0]
	if q.Origin != "east" || q.Charges[1].Name != "Handling in east" || q.Charges[1].Code != rates.HandlingCharge || q.Charges[2].Parcel != carriers.WholeShipment || q.Check(1) != nil {
		t.Errorf("got %+v, %v", q, q.Check(1))
	}
	best, err := shopped.Cheapest(rates.DeliverBy(friday))
	if err != nil || best.Reason != "cheapest of 2 that arrive by 2026-11-27; next is near/s0 from west at 11.50 USD, 1.00 USD more" {
		t.Errorf("got %q, %v", best.Reason, err)
	}
}

func TestStock(t *testing.T) {
	s := oneParcel()
	s.Parcels = append(s.Parcels, s.Parcels[0])
	s.Parcels[0].Items = []carriers.Item{{SKU: "A", Name: "a", Quantity: 2}}
	s.Parcels[1].Items = []carriers.Item{{SKU: "A", Name: "a", Quantity: 1}, {SKU: "B", Name: "b", Quantity: 1}}
	without := s
	without.Parcels = []carriers.Parcel{s.Parcels[0], {Dims: s.Parcels[0].Dims, Weight: s.Parcels[0].Weight}}
	unnamed := s
	unnamed.Parcels = []carriers.Parcel{s.Parcels[0], s.Parcels[0]}
	unnamed.Parcels[1].Items = []carriers.Item{{Name: "thing", Quantity: 1}}
	tests := []struct {
		name  string
		s     carriers.Shipment
		stock map[string]int
		want  []string
	}{
		{"everything", without, nil, nil},
		{"enough", s, map[string]int{"A": 3, "B": 1}, nil},
		{"one too few for two parcels", s, map[string]int{"A": 2, "B": 1}, []string{"from east: no_stock: parcels[1] needs A, of which 2 are there and 3 asked for"}},
		{"nothing", s, map[string]int{}, []string{"from east: no_stock: parcels[0] needs A, of which 0 are there and 2 asked for"}},
		{"a parcel without items", without, map[string]int{"A": 9}, []string{"from east: no_stock: parcels[1] lists no items, so that nobody knows whether they are there"}},
		{"an item without a SKU", unnamed, map[string]int{"A": 9}, []string{"from east: no_stock: parcels[1].items[0] has no SKU, so that nobody knows whether it is there"}},
	}
	for _, tt := range tests {
		origins := eastAndWest()
		origins[0].Stock = tt.stock
		shopped := rates.ShopFrom(ctx, tt.s, origins, near)
		if diff := cmp.Diff(tt.want, texts(shopped.Rejections)); diff != "" || shopped.Err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, shopped.Err, diff)
		}
	}
}

func TestBadOrigins(t *testing.T) {
	s := oneParcel()
	s.Parcels[0].Weight = 0
	origins := append(eastAndWest(), rates.Origin{Name: "east", From: carriers.Address{PostalCode: "1001", Country: "US"}, Cutoff: "4 pm", Handling: usd(-1), Stock: map[string]int{"B": -2, "A": -1}}, rates.Origin{})
	err := rates.ShopFrom(ctx, s, origins, near).Err
	want := []string{
		"parcels[0].weight: must be more than 0, it is 0 lb",
		`origins[2].name: "east" stands twice`,
		`origins[2].cutoff: "4 pm" is not an hour from 00:00 to 23:59, such as 10:30`,
		"origins[2].handling: -0.01 USD is not an amount from 0 to 1000000000 minor units of a currency",
		`origins[2].stock: -1 pieces of "A" are less than none`,
		`origins[2].stock: -2 pieces of "B" are less than none`,
		`origins[2].from.postal_code: "1001" is not a postal code of US, which look like 99999 or 99999-9999: has it lost the zero in front?`,
		"origins[3].name: must be set",
		`origins[3].from.country: "" is not a code of two capitals such as US`,
	}
	if diff := cmp.Diff(want, strings.Split(fmt.Sprint(err), "\n")); diff != "" || !errors.Is(err, carriers.ErrInvalid) {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := rates.ShopFrom(ctx, s, nil, near).Err; !errors.Is(err, carriers.ErrInvalid) || err.Error() != "origins: must have at least one" {
		t.Errorf("got %v", err)
	}
	if _, err := rates.Split(ctx, s, rates.SplitTerms{Origins: origins}, near); !errors.Is(err, carriers.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}

// The warehouse and the service are chosen together.
func ExampleShopFrom() {
	origins := []rates.Origin{
		{Name: "east", From: carriers.Address{PostalCode: "10001", Country: "US"}, Handling: carriers.Money{Minor: 50, Currency: "USD"}},
		{Name: "west", From: carriers.Address{PostalCode: "89101", Country: "US"}, Handling: carriers.Money{Minor: 150, Currency: "USD"}, Cutoff: "16:00"},
	}
	best, err := rates.ShopFrom(ctx, oneParcel(), origins, near).Cheapest()
	fmt.Println(best.Origin, best.Total(), err)
	fmt.Println(best.Reason)
	// Output:
	// west 8.50 USD <nil>
	// cheapest of 2; next is near/s0 from east at 10.50 USD, 2.00 USD more
}

// Each parcel goes with the carrier that is cheap for it.
func ExampleSplit() {
	light := pricers{name: "light", services: []pricer{perParcel(300, 50, 10, 0)}}
	heavy := pricers{name: "heavy", services: []pricer{perParcel(1000, 10, 150, 0)}}
	d, err := rates.Split(ctx, parcelsOf(2, 50, 1), rates.SplitTerms{}, light, heavy)
	fmt.Println(d.Total(), err)
	for _, p := range d.Parts {
		fmt.Println(p.Parcels, p.Carrier, p.Total())
	}
	fmt.Println(d.Reason)
	// Output:
	// 22.50 USD <nil>
	// [0 2] light 7.50 USD
	// [1] heavy 15.00 USD
	// cheapest way to send 3 parcels; together heavy/s0 at 35.30 USD costs 12.80 USD more
}
