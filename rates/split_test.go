package rates_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// A pricer is one service: it gives the charge of each parcel and that of the
// whole shipment, in cents, or refuses with false.
type pricer func(s carriers.Shipment) (parcels []int64, shared int64, ok bool)

// A shelf is a carrier of such services, s0, s1 and on.
type pricers struct {
	name     string
	delivers carriers.Date
	services []pricer
}

func (c pricers) Name() string { return c.name }

func (c pricers) Quote(_ context.Context, s carriers.Shipment) (carriers.Reply, error) {
	return c.QuoteLocal(&s)
}

func (c pricers) QuoteLocal(s *carriers.Shipment) (carriers.Reply, error) {
	var reply carriers.Reply
	for i, price := range c.services {
		service := fmt.Sprintf("s%d", i)
		parcels, shared, ok := price(*s)
		if !ok {
			reply.Rejections = append(reply.Rejections, carriers.Rejection{Carrier: c.name, Service: service, Code: carriers.TooHeavy, Reason: "no"})
			continue
		}
		q := carriers.Quote{Carrier: c.name, Service: service, Name: service, Card: c.name, Currency: "USD", Ships: monday, Delivers: c.delivers}
		for j, minor := range parcels {
			q.Parcels = append(q.Parcels, carriers.Rated{Unit: dw.Pound, Actual: s.Parcels[j].Weight, Billable: s.Parcels[j].Weight})
			q.Charges = append(q.Charges, carriers.Charge{Code: carriers.Base, Name: "Base rate", Amount: minor, Parcel: j})
		}
		if shared != 0 {
			q.Charges = append(q.Charges, carriers.Charge{Code: "pickup", Name: "Pickup", Amount: shared, Parcel: carriers.WholeShipment})
		}
		reply.Quotes = append(reply.Quotes, q)
	}
	return reply, nil
}

// perParcel charges by weight, so much at the start, up to a limit, and once for
// the shipment.
func perParcel(start, pound, limit, shared int64) pricer {
	return func(s carriers.Shipment) (list []int64, _ int64, ok bool) {
		for _, p := range s.Parcels {
			lb := int64(p.Weight / dw.Pound)
			if lb > limit {
				return nil, 0, false
			}
			list = append(list, start+lb*pound)
		}
		return list, shared, true
	}
}

// parcelsOf is a shipment of parcels of such weights in pounds.
func parcelsOf(pounds ...int64) carriers.Shipment {
	s := oneParcel()
	s.Parcels = nil
	for _, lb := range pounds {
		s.Parcels = append(s.Parcels, carriers.Parcel{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: dw.Weight(lb) * dw.Pound})
	}
	return s
}

// parts shows a division: "0,2 by a/s0 at 5.00 USD".
func parts(d *rates.Division) []string {
	var list []string
	for i := range d.Parts {
		p := &d.Parts[i]
		text := strings.Trim(strings.ReplaceAll(fmt.Sprint(p.Parcels), " ", ","), "[]") + " by " + p.Carrier + "/" + p.Service
		if p.Origin != "" {
			text += " from " + p.Origin
		}
		list = append(list, text+" at "+p.Quote.Total().String())
	}
	return list
}

func TestSplit(t *testing.T) {
	light := pricers{name: "light", services: []pricer{perParcel(300, 50, 10, 0)}}
	heavy := pricers{name: "heavy", services: []pricer{perParcel(1000, 10, 150, 0)}}
	shared := pricers{name: "shared", services: []pricer{perParcel(100, 20, 150, 900)}}
	tests := []struct {
		name   string
		pounds []int64
		cs     []carriers.Carrier
		want   []string
		reason string
		saves  string
	}{
		{"the light ones go with one and the heavy with another", []int64{2, 50, 1}, []carriers.Carrier{light, heavy},
			[]string{"0,2 by light/s0 at 7.50 USD", "1 by heavy/s0 at 15.00 USD"},
			"cheapest way to send 3 parcels; together heavy/s0 at 35.30 USD costs 12.80 USD more", "12.80 USD"},
		{"a charge of the shipment counts once, so all go together", []int64{20, 20, 20}, []carriers.Carrier{heavy, shared},
			[]string{"0,1,2 by shared/s0 at 24.00 USD"},
			"no way to divide 3 parcels costs less: cheapest of 2; next is heavy/s0 at 36.00 USD, 12.00 USD more", "0.00 USD"},
		{"it counts again for each part", []int64{1, 60, 60}, []carriers.Carrier{light, shared, heavy},
			[]string{"0 by light/s0 at 3.50 USD", "1,2 by heavy/s0 at 32.00 USD"}, // shared: 9.00 and 1.20 + 13.00 + 13.00 = 36.20
			"cheapest way to send 3 parcels; together shared/s0 at 36.20 USD costs 0.70 USD more", "0.70 USD"},
		{"what nobody takes together goes apart", []int64{200, 5}, []carriers.Carrier{light, pricers{name: "freight", services: []pricer{func(s carriers.Shipment) ([]int64, int64, bool) {
			return []int64{9000}, 0, len(s.Parcels) == 1
		}}}},
			[]string{"0 by freight/s0 at 90.00 USD", "1 by light/s0 at 5.50 USD"},
			"cheapest way to send 2 parcels; no service takes all of them together", "0.00"},
		{"a single parcel", []int64{5}, []carriers.Carrier{light, heavy}, []string{"0 by light/s0 at 5.50 USD"},
			"one shipment: cheapest of 2; next is heavy/s0 at 10.50 USD, 5.00 USD more", "0.00 USD"},
		{"of equal totals that of fewer parts", []int64{4, 4}, []carriers.Carrier{light, pricers{name: "same", services: []pricer{perParcel(500, 0, 4, 0)}}},
			[]string{"0,1 by light/s0 at 10.00 USD"},
			"no way to divide 2 parcels costs less: cheapest of 2; same price as same/s0 and neither is earlier: first by name", "0.00 USD"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := rates.Split(t.Context(), parcelsOf(tt.pounds...), rates.SplitTerms{}, tt.cs...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, parts(&d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if d.Reason != tt.reason || d.Saves().String() != tt.saves {
				t.Errorf("got %q, saves %v\nwant %q, saves %s", d.Reason, d.Saves(), tt.reason, tt.saves)
			}
		})
	}
}

func TestSplitKeepsThePromise(t *testing.T) {
	slow := pricers{name: "slow", delivers: friday + 3, services: []pricer{perParcel(100, 0, 150, 0)}}
	quick := pricers{name: "quick", delivers: friday, services: []pricer{perParcel(900, 0, 150, 0), perParcel(500, 0, 10, 0)}}
	d, err := rates.Split(t.Context(), parcelsOf(5, 50), rates.SplitTerms{Constraints: []rates.Constraint{rates.DeliverBy(friday)}}, slow, quick)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"0 by quick/s1 at 5.00 USD", "1 by quick/s0 at 9.00 USD"}
	if diff := cmp.Diff(want, parts(&d)); diff != "" || d.Reason != "cheapest way to send 2 parcels that arrive by 2026-11-27; together quick/s0 at 18.00 USD costs 4.00 USD more" {
		t.Errorf("%s (-want +got):\n%s", d.Reason, diff)
	}
	want = []string{"quick/s1: too_heavy: no", "slow/s0: too_late: arrives 2026-11-30 (estimated), 1 business day after 2026-11-27"}
	if diff := cmp.Diff(want, texts(d.Rejections)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSplitRefuses(t *testing.T) {
	light := pricers{name: "light", services: []pricer{perParcel(300, 50, 10, 0)}}
	s := parcelsOf(5, 50)
	var none *rates.NoQuoteError
	if _, err := rates.Split(t.Context(), s, rates.SplitTerms{}, light); !errors.As(err, &none) {
		t.Fatalf("got %v", err)
	}
	if diff := cmp.Diff([]string{"light/s0: too_heavy: no", "light/s0: too_heavy: parcels[1] alone: no"}, texts(none.Rejections)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := rates.Split(t.Context(), s, rates.SplitTerms{}); !errors.Is(err, rates.ErrNoQuote) {
		t.Errorf("no carriers: got %v", err)
	}
	many := parcelsOf(make([]int64, 13)...)
	for i := range many.Parcels {
		many.Parcels[i].Weight = dw.Pound
	}
	if _, err := rates.Split(t.Context(), many, rates.SplitTerms{}, light); !errors.Is(err, carriers.ErrInvalid) || err.Error() != "parcels: 13 parcels are over the 12 that are divided" {
		t.Errorf("got %v", err)
	}
	if _, err := rates.Split(t.Context(), carriers.Shipment{}, rates.SplitTerms{}, light); !errors.Is(err, carriers.ErrInvalid) {
		t.Errorf("got %v", err)
	}
	ended, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("the server is going down"))
	if _, err := rates.Split(ended, s, rates.SplitTerms{}, light); err == nil || err.Error() != "splitting ended early: the server is going down" {
		t.Errorf("got %v", err)
	}
	var fickle atomic.Int64
	moody := pricers{name: "moody", services: []pricer{func(s carriers.Shipment) ([]int64, int64, bool) {
		list, shared, _ := perParcel(100, 0, 999, 0)(s)
		return list, 1000 - fickle.Add(1) + shared, len(s.Parcels) < 3
	}}}
	if _, err := rates.Split(t.Context(), parcelsOf(1, 1, 1), rates.SplitTerms{}, moody); err == nil || !strings.Contains(err.Error(), "moody/s0 does not quote the same parcels alike") {
		t.Errorf("got %v", err)
	}
}

// Carriers whose prices are no sums are asked for every subset.
func TestSplitFindsWhatIsNoSum(t *testing.T) {
	from5 := func(s carriers.Shipment) (list []int64, _ int64, ok bool) { // half the price from five parcels on
		each := int64(1000)
		if len(s.Parcels) >= 5 {
			each = 500
		}
		return slices.Repeat([]int64{each}, len(s.Parcels)), 0, true
	}
	exact4 := func(s carriers.Shipment) (list []int64, _ int64, ok bool) { // a bundle of four, and nothing else
		return slices.Repeat([]int64{100}, len(s.Parcels)), 0, len(s.Parcels) == 4
	}
	s := parcelsOf(1, 2, 3, 4, 5, 6, 7, 50)
	tests := []struct {
		name string
		c    pricer
		want []string
	}{
		{"a discount from five on", from5, []string{"0,1,2,3,4,5,6,7 by a/s0 at 40.00 USD"}},
		{"a bundle that takes no parcel alone", exact4, []string{"0,1,2,3 by a/s0 at 4.00 USD", "4,5,6,7 by a/s0 at 4.00 USD"}},
	}
	for _, tt := range tests {
		d, err := rates.Split(t.Context(), s, rates.SplitTerms{}, pricers{name: "a", services: []pricer{tt.c}}, pricers{name: "b", services: []pricer{perParcel(900, 0, 99, 0)}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, parts(&d)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A carrier that is not Local gets no flood of questions.
func TestSplitAsksALiveCarrierForEachAndAll(t *testing.T) {
	var calls atomic.Int64
	answer := pricers{name: "live", services: []pricer{perParcel(300, 0, 10, 100)}}.Quote
	live := fake{"live", func(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
		calls.Add(1)
		return answer(ctx, s)
	}}
	d, err := rates.Split(t.Context(), parcelsOf(1, 1, 1, 50), rates.SplitTerms{}, live, pricers{name: "own", services: []pricer{perParcel(5000, 0, 99, 0)}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"0 by live/s0 at 4.00 USD", "1 by live/s0 at 4.00 USD", "2 by live/s0 at 4.00 USD", "3 by own/s0 at 50.00 USD"}
	if diff := cmp.Diff(want, parts(&d)); diff != "" || calls.Load() != 5 {
		t.Errorf("%d calls (-want +got):\n%s", calls.Load(), diff)
	}
	if diff := cmp.Diff([]string{"live was asked for each parcel alone and for all together, and for no parts between"}, d.Notes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSplitSharesWhatIsOfTheShipment(t *testing.T) {
	s := parcelsOf(5, 50, 5)
	s.Insured = carriers.Money{Minor: 10000, Currency: "USD"} // 33.34 each
	s.Customs.Freight = carriers.Money{Minor: 1000, Currency: "USD"}
	var insured []int64
	light := pricers{name: "light", services: []pricer{func(s carriers.Shipment) ([]int64, int64, bool) {
		insured = append(insured, s.InsuredPerParcel().Minor)
		return perParcel(300, 50, 10, 0)(s)
	}}}
	d, err := rates.Split(t.Context(), s, rates.SplitTerms{}, light, pricers{name: "heavy", services: []pricer{perParcel(1000, 10, 150, 0)}})
	if err != nil || len(d.Parts) != 2 {
		t.Fatal(d.Parts, err)
	}
	for _, minor := range insured {
		if minor != 3334 {
			t.Errorf("a parcel is insured for %d of 3334", minor)
		}
	}
	if a, b := d.Parts[0].Shipment, d.Parts[1].Shipment; a.Insured.Minor != 6668 || b.Insured.Minor != 3334 || a.Customs.Freight.Minor+b.Customs.Freight.Minor != 1000 ||
		len(a.Parcels) != 2 || a.Parcels[1].Weight != s.Parcels[2].Weight || b.Parcels[0].Weight != s.Parcels[1].Weight {
		t.Errorf("got %+v\nand %+v", a, b)
	}
}

func TestSplitInTwoCurrencies(t *testing.T) {
	dollars := pricers{name: "us", services: []pricer{perParcel(1000, 0, 10, 0)}}
	canada := giving("canada-post", "regular 10.00 CAD 2026-12-02")
	s := parcelsOf(5)
	var none *rates.NoQuoteError
	if _, err := rates.Split(t.Context(), s, rates.SplitTerms{}, dollars, local{canada}); !errors.As(err, &none) {
		t.Fatalf("got %v", err)
	}
	if text := none.Error(); !strings.Contains(text, "canada-post/regular: currency: it is in CAD: quotes are in CAD and USD, and no rate of exchange is given") {
		t.Error(text)
	}
	d, err := rates.Split(t.Context(), s, rates.SplitTerms{Exchange: inUSD()}, dollars, local{canada})
	if err != nil || d.Total().String() != "10.00 CAD" {
		t.Errorf("got %v, %v", d.Total(), err)
	}
}

// anyPricer is a service with a rule or two, of which some are no sums.
func anyPricer(random *rand.Rand) pricer {
	start, pound, limit, shared := 100+random.Int64N(900), random.Int64N(60), 5+random.Int64N(60), int64(0)
	if random.IntN(2) == 0 {
		shared = random.Int64N(800)
	}
	rule, at, off := random.IntN(8), 2+random.IntN(4), random.Int64N(90)
	plain := perParcel(start, pound, limit, shared)
	return func(s carriers.Shipment) ([]int64, int64, bool) {
		list, shared, ok := plain(s)
		switch {
		case !ok:
		case rule == 0 && len(s.Parcels) >= at: // cheaper from a number on
			for i := range list {
				list[i] -= off
			}
		case rule == 1 && len(s.Parcels) > at: // no more than so many
			return nil, 0, false
		case rule == 2: // a charge on the sum
			var sum int64
			for _, n := range list {
				sum += n
			}
			shared += sum / 10
		}
		return list, shared, ok
	}
}

// brute tries every partition of the parcels and every service for each part.
func brute(t *testing.T, s carriers.Shipment, exchange rates.Exchange, constraints []rates.Constraint, cs []carriers.Carrier) (best int64) {
	t.Helper()
	n := len(s.Parcels)
	cost := make([]int64, 1<<n)
	for set := 1; set < 1<<n; set++ {
		part := s
		part.Parcels = nil
		for i := range n {
			if set>>i&1 == 1 {
				part.Parcels = append(part.Parcels, s.Parcels[i])
			}
		}
		cost[set] = -1
		if c, err := rates.Shop(t.Context(), part, cs...).In(exchange).Cheapest(constraints...); err == nil {
			cost[set] = c.Quote.Total().Minor
		}
	}
	best = -1
	var try func(left int, sum int64)
	try = func(left int, sum int64) {
		if left == 0 {
			if best < 0 || sum < best {
				best = sum
			}
			return
		}
		for set := left; set != 0; set = (set - 1) & left {
			if set&(left&-left) != 0 && cost[set] >= 0 {
				try(left&^set, sum+cost[set])
			}
		}
	}
	try(1<<n-1, 0)
	return best
}

func TestSplitIsAsCheapAsEveryDivisionTried(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for round := range 300 {
		var pounds []int64
		for range 1 + random.IntN(7) {
			pounds = append(pounds, 1+random.Int64N(40))
		}
		var cs []carriers.Carrier
		for i := range 1 + random.IntN(4) {
			c := pricers{name: fmt.Sprintf("c%d", i), delivers: friday + carriers.Date(random.IntN(3)) - 1}
			for range 1 + random.IntN(4) {
				c.services = append(c.services, anyPricer(random))
			}
			cs = append(cs, c)
		}
		s, terms := parcelsOf(pounds...), rates.SplitTerms{Constraints: []rates.Constraint{rates.DeliverBy(friday)}}
		d, err := rates.Split(t.Context(), s, terms, cs...)
		want := brute(t, s, terms.Exchange, terms.Constraints, cs)
		if (want < 0) != (err != nil) || err == nil && d.Total().Minor != want {
			t.Fatalf("round %d: %d parcels: got %v, %v; want %d", round, len(pounds), d.Total(), err, want)
		}
		if err != nil {
			continue
		}
		checkDivision(t, s, &d, terms)
	}
}

// checkDivision holds a division against what each must be: every parcel is in
// one part, each part is what its carrier quotes and keeps the promise, and
// nothing is dearer than together.
func checkDivision(t *testing.T, s carriers.Shipment, d *rates.Division, terms rates.SplitTerms) {
	t.Helper()
	seen := make([]int, len(s.Parcels))
	for i := range d.Parts {
		p := &d.Parts[i]
		for _, j := range p.Parcels {
			seen[j]++
		}
		if err := p.Check(len(p.Parcels)); err != nil {
			t.Error(err)
		}
		for _, c := range terms.Constraints {
			if code, why := c.Refuse(&p.Quote); code != "" {
				t.Errorf("part %d: %s", i, why)
			}
		}
	}
	for j, n := range seen {
		if n != 1 {
			t.Errorf("parcel %d is in %d parts", j, n)
		}
	}
	if d.Together != nil && d.Saves().Minor < 0 {
		t.Errorf("parts cost %v, together %v", d.Total(), d.Together.Total())
	}
	if d.Together == nil && len(d.Parts) == 1 {
		t.Error("one part, and nothing together")
	}
}

// Two origins with stock are tried by hand: each parcel leaves from one, and
// what leaves from one must lie there.
func TestSplitFromOrigins(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	skus := []string{"A", "B", "C"}
	for round := range 100 {
		s := parcelsOf()
		for range 1 + random.IntN(4) {
			p := parcelsOf(1 + random.Int64N(40)).Parcels[0]
			p.Items = []carriers.Item{{SKU: skus[random.IntN(3)], Name: "thing", Quantity: 1}}
			s.Parcels = append(s.Parcels, p)
		}
		origins := []rates.Origin{{Name: "east", From: s.From, Handling: carriers.Money{Minor: random.Int64N(300), Currency: "USD"}}, {Name: "west", From: carriers.Address{PostalCode: "89101", Country: "US"}}}
		for i := range origins {
			if random.IntN(3) > 0 {
				origins[i].Stock = map[string]int{"A": random.IntN(4), "B": random.IntN(4), "C": random.IntN(4)}
			}
		}
		near := random.Int64N(400)
		c := pricers{name: "c"}
		for range 1 + random.IntN(3) {
			inner := anyPricer(random)
			c.services = append(c.services, func(s carriers.Shipment) ([]int64, int64, bool) {
				list, shared, ok := inner(s)
				for i := range list {
					if s.From.PostalCode == "89101" {
						list[i] += near
					}
				}
				return list, shared, ok
			})
		}
		d, err := rates.Split(t.Context(), s, rates.SplitTerms{Origins: origins}, c)
		want := bruteOrigins(t, s, origins, c)
		if (want < 0) != (err != nil) || err == nil && d.Total().Minor != want {
			t.Fatalf("round %d: got %v %v, %v; want %d", round, d.Total(), parts(&d), err, want)
		}
		if err == nil {
			checkDivision(t, s, &d, rates.SplitTerms{})
		}
	}
}

// bruteOrigins gives each parcel an origin in every way.
func bruteOrigins(t *testing.T, s carriers.Shipment, origins []rates.Origin, c carriers.Carrier) int64 {
	best := int64(-1)
	n := len(s.Parcels)
	for ways := range 1 << n {
		sum := int64(0)
		for o := range origins {
			part := origins[o].Leaving(s)
			part.Parcels = nil
			need := map[string]int{}
			for i := range n {
				if ways>>i&1 == o {
					part.Parcels = append(part.Parcels, s.Parcels[i])
					need[s.Parcels[i].Items[0].SKU]++
				}
			}
			if len(part.Parcels) == 0 || sum < 0 {
				continue
			}
			for sku, count := range need {
				if origins[o].Stock != nil && origins[o].Stock[sku] < count {
					sum = -1
				}
			}
			if sum < 0 {
				continue
			}
			cost := brute(t, part, rates.Exchange{}, nil, []carriers.Carrier{c})
			if cost < 0 {
				sum = -1
				continue
			}
			sum += cost + origins[o].Handling.Minor*int64(len(part.Parcels))
		}
		if sum >= 0 && (best < 0 || sum < best) {
			best = sum
		}
	}
	return best
}

// Amounts in two currencies are added up at the rates.
func TestSplitAddsUpConverted(t *testing.T) {
	x := rates.Exchange{Currency: "USD", Rates: map[carriers.Currency]decimal.Decimal{"CAD": decimal.RequireFromString("0.7")}, Date: friday}
	canada := fake{"canada", func(_ context.Context, s carriers.Shipment) (carriers.Reply, error) {
		q := quote("canada", "regular 10.00 CAD 2026-11-27")
		if len(s.Parcels) > 1 || s.Parcels[0].Weight > 10*dw.Pound {
			return carriers.Reply{}, nil
		}
		return carriers.Reply{Quotes: []carriers.Quote{q}}, nil
	}}
	d, err := rates.Split(t.Context(), parcelsOf(5, 50), rates.SplitTerms{Exchange: x}, local{canada}, pricers{name: "us", services: []pricer{perParcel(2000, 0, 99, 0)}})
	if err != nil || d.Total().String() != "27.00 USD" || d.Saves().String() != "13.00 USD" {
		t.Errorf("got %v, saves %v: %v", d.Total(), d.Saves(), err)
	}
}
