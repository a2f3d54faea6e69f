package rates_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

func usd(minor int64) carriers.Money { return carriers.Money{Minor: minor, Currency: "USD"} }

func TestFastest(t *testing.T) {
	tests := []struct {
		name         string
		constraints  []rates.Constraint
		want, reason string
	}{
		{"whatever it costs", nil, "ups/next-day-air", "fastest of 10: it arrives 2026-11-24 10:30 (guaranteed); next is fedex/2day at 44.90 USD, which arrives 2026-11-25 20:00 (guaranteed)"},
		{"within a price", []rates.Constraint{rates.AtMost(usd(4000), rates.Exchange{})}, "ups/3-day-select",
			"fastest of 7 that cost at most 40.00 USD: it arrives 2026-11-26 (estimated); next is fedex/express-saver at 33.00 USD, 2.00 USD more, which arrives 2026-11-26 (estimated) too"},
		{"that one meets", []rates.Constraint{rates.AtMost(usd(820), rates.Exchange{})}, "usps/media-mail", "the only one that costs at most 8.20 USD"},
		{"an unknown arrival is not fast", []rates.Constraint{rates.Only("fedex/economy")}, "", ""},
	}
	shopped := rates.Shop(t.Context(), oneParcel(), shelf()...)
	for _, tt := range tests {
		best, err := shopped.Choose(rates.Fastest(), tt.constraints...)
		if tt.want == "" && errors.Is(err, rates.ErrNoQuote) {
			continue
		}
		if err != nil || best.Carrier+"/"+best.Service != tt.want || best.Reason != tt.reason {
			t.Errorf("%s: got %s/%s, %v\n%s\nwant %s\n%s", tt.name, best.Carrier, best.Service, err, best.Reason, tt.want, tt.reason)
		}
	}
	best, _ := shopped.Choose(rates.Fastest())
	want := []string{"dhl/express: no_lane: does not serve domestic US lanes", "fedex/economy: transit_unknown: nobody knows when it arrives"}
	if diff := cmp.Diff(want, texts(best.Rejections)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	tie, err := rates.Shop(t.Context(), oneParcel(), giving("a", "x 9.00 USD 2026-11-27"), giving("b", "x 9.00 USD 2026-11-27")).Choose(rates.Fastest())
	if want := "fastest of 2: it arrives 2026-11-27 (estimated); same price as b/x and neither is earlier: first by name"; err != nil || tie.Reason != want {
		t.Errorf("got %q, %v", tie.Reason, err)
	}
}

func TestAtMost(t *testing.T) {
	tests := []struct {
		name, quote, want string
		limit             carriers.Money
		x                 rates.Exchange
	}{
		{"the limit itself", "x 40.00 USD -", "", usd(4000), rates.Exchange{}},
		{"a cent over it", "x 40.01 USD -", "too_dear: costs 40.01 USD, over the 40.00 USD limit", usd(4000), rates.Exchange{}},
		{"another currency", "x 1.00 CAD -", "currency: costs 1.00 CAD, the limit is 40.00 USD, and no rate of exchange is given", usd(4000), rates.Exchange{}},
		{"at a rate", "x 57.14 CAD -", "", usd(4000), inUSD()}, // 39.998
		{"over it at a rate", "x 57.16 CAD -", "too_dear: costs 57.16 CAD (40.01 USD at 0.7 of 2026-11-20), over the 40.00 USD limit", usd(4000), inUSD()},
		{"no rate", "x 1.00 EUR -", "currency: no rate of exchange from EUR to USD", usd(4000), inUSD()},
		{"a limit in the other currency", "x 28.00 USD -", "", carriers.Money{Minor: 4000, Currency: "CAD"}, inUSD()},
	}
	for _, tt := range tests {
		q := quote("a", tt.quote)
		code, why := rates.AtMost(tt.limit, tt.x).Refuse(&q)
		got := ""
		if code != "" {
			got = string(code) + ": " + why
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestBestValue(t *testing.T) {
	certain := quote("certain", "air 12.00 USD 2026-11-27")
	risky := quote("risky", "ground 10.00 USD 2026-11-30")
	risky.Arrivals = []carriers.Arrival{{Date: friday, Share: 9000}, {Date: friday + 3, Share: carriers.Whole}} // 0.3 days late on average
	late := quote("late", "slow 8.00 USD 2026-11-28")                                                           // one day, as stated
	noon := quote("noon", "am 11.00 USD 2026-11-27 12:00")
	part := quote("part", "x 10.00 USD 2026-11-27")
	part.Arrivals = []carriers.Arrival{{Date: friday, Share: 9000}} // a tenth comes nobody knows when: the day after at least
	unknown, euros := quote("unknown", "x 1.00 USD -"), quote("euros", "x 1.00 EUR 2026-11-27")
	tests := []struct {
		name         string
		quotes       []carriers.Quote
		cost         int64
		by           rates.Deadline
		want, reason string
	}{
		{"a risk may be worth its price", []carriers.Quote{certain, risky}, 500, rates.Deadline{Day: friday}, "risky",
			"best value of 2: it comes to 11.50 USD with 0.3 late days at 5.00 USD; next is certain/air at 12.00 USD, which comes to 12.00 USD with no late day at 5.00 USD"},
		{"or not", []carriers.Quote{certain, risky}, 700, rates.Deadline{Day: friday}, "certain",
			"best value of 2: it comes to 12.00 USD with no late day at 7.00 USD; next is risky/ground at 10.00 USD, which comes to 12.10 USD with 0.3 late days at 7.00 USD"},
		{"without shares the stated day counts", []carriers.Quote{certain, late}, 500, rates.Deadline{Day: friday}, "certain",
			"best value of 2: it comes to 12.00 USD with no late day at 5.00 USD; next is late/slow at 8.00 USD, which comes to 13.00 USD with 1 late day at 5.00 USD"},
		{"what no share tells of comes later", []carriers.Quote{part, certain}, 500, rates.Deadline{Day: friday}, "part",
			"best value of 2: it comes to 10.50 USD with 0.1 late days at 5.00 USD; next is certain/air at 12.00 USD, which comes to 12.00 USD with no late day at 5.00 USD"},
		{"a day is late from the hour on", []carriers.Quote{certain, noon}, 500, rates.Deadline{Day: friday, Hour: "12:00"}, "noon",
			"best value of 2: it comes to 11.00 USD with no late day at 5.00 USD; next is certain/air at 12.00 USD, which comes to 17.00 USD with 1 late day at 5.00 USD"},
		{"without a day nothing is late", []carriers.Quote{certain, late}, 500, rates.Deadline{}, "late",
			"best value of 2: it comes to 8.00 USD with no late day at 5.00 USD; next is certain/air at 12.00 USD, which comes to 12.00 USD with no late day at 5.00 USD"},
		{"a year late is the most", []carriers.Quote{quote("never", "x 1.00 USD 9999-12-31")}, carriers.MaxMinor, rates.Deadline{Day: friday}, "never", "the only one"},
		{"an unknown arrival is never on time", []carriers.Quote{unknown}, 500, rates.Deadline{Day: friday}, "", "unknown/x: transit_unknown: nobody knows when it arrives"},
		{"another currency is refused", []carriers.Quote{euros}, 500, rates.Deadline{Day: friday}, "", "euros/x: currency: it is in EUR, and a late day costs 5.00 USD"},
		{"a negative cost is refused", []carriers.Quote{certain}, -1, rates.Deadline{Day: friday}, "", "certain/air: failed: the cost of a late day is out of range: -0.01 USD"},
		{"an hour that is none is refused", []carriers.Quote{certain}, 1, rates.Deadline{Day: friday, Hour: "24:00"}, "", `certain/air: failed: the deadline: "24:00" is not an hour from 00:00 to 23:59, such as 10:30`},
	}
	for _, tt := range tests {
		best, err := literal(tt.quotes...).Choose(rates.BestValue(usd(tt.cost), tt.by))
		var none *rates.NoQuoteError
		if errors.As(err, &none) && tt.want == "" && none.Rejections[0].String() == tt.reason {
			continue
		}
		if err != nil || best.Carrier != tt.want || best.Reason != tt.reason {
			t.Errorf("%s: got %s, %v\n%s\nwant %s\n%s", tt.name, best.Carrier, err, best.Reason, tt.want, tt.reason)
		}
	}
}

// Whatever the policy, nothing that meets the constraints weighs less.
func TestNothingWeighsLessThanTheChoice(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	for range 500 {
		shopped := rates.Shop(t.Context(), oneParcel(), anyCarriers(random)...)
		limit := rates.AtMost(usd(int64(1000+random.IntN(500))), rates.Exchange{})
		for _, p := range []rates.Policy{rates.Fastest(), rates.BestValue(usd(300), rates.Deadline{Day: friday}), {}} {
			best, err := shopped.Choose(p, limit)
			if err != nil {
				continue
			}
			weigh := func(q *carriers.Quote) int64 {
				if p.Weigh == nil {
					return q.Total().Minor
				}
				return p.Weigh(q, q.Total()).Amount
			}
			for _, q := range shopped.Quotes {
				if code, _ := limit.Refuse(q); code != "" || q.Delivers == 0 && p.Weigh != nil {
					continue
				}
				if weigh(q) < weigh(&best.Quote) || weigh(q) == weigh(&best.Quote) && q.Total().Minor < best.Total().Minor {
					t.Fatalf("%s: %s/%s is better than %s/%s", p.Name, q.Carrier, q.Service, best.Carrier, best.Service)
				}
			}
		}
	}
}

// A policy of your own says how much speaks against a quote, and why in words.
func ExamplePolicy() {
	grams := map[string]int64{"ups/ground": 900, "ups/2nd-day-air": 5200, "fedex/home-delivery": 700}
	greenest := rates.Policy{Name: "greenest", Weigh: func(q *carriers.Quote, _ carriers.Money) rates.Weight {
		g := grams[q.Carrier+"/"+q.Service]
		return rates.Weight{Amount: g, Says: fmt.Sprintf("emits %d g", g)}
	}}
	best, err := rates.Shop(ctx, oneParcel(), ups, fedex).Choose(greenest, rates.DeliverBy(friday))
	fmt.Println(best.Name, best.Total(), err)
	fmt.Println(best.Reason)
	// Output:
	// fedex home-delivery 24.10 USD <nil>
	// greenest of 3 that arrive by 2026-11-27: it emits 700 g; next is ups/ground at 23.45 USD, which emits 900 g
}

func ExampleShopped_Choose() {
	shopped := rates.Shop(ctx, oneParcel(), ups, fedex, usps)
	best, err := shopped.Choose(rates.Fastest(), rates.AtMost(carriers.Money{Minor: 4000, Currency: "USD"}, rates.Exchange{}))
	fmt.Println(best.Name, err)
	fmt.Println(best.Reason)
	// Output:
	// ups ground <nil>
	// fastest of 3 that cost at most 40.00 USD: it arrives 2026-11-27 (estimated); next is fedex/home-delivery at 24.10 USD, 0.65 USD more, which arrives 2026-11-27 (estimated) too
}

// Half a day late for two dollars less is worth it when a late day costs three.
func ExampleBestValue() {
	slow := quote("ups", "ground 21.45 USD 2026-11-28")
	slow.Arrivals = []carriers.Arrival{{Date: friday, Share: 5000}, {Date: friday + 1, Share: carriers.Whole}}
	shopped := literal(slow, quote("fedex", "home-delivery 23.45 USD 2026-11-27"))
	best, err := shopped.Choose(rates.BestValue(carriers.Money{Minor: 300, Currency: "USD"}, rates.Deadline{Day: friday}))
	fmt.Println(best.Carrier, err)
	fmt.Println(best.Reason)
	// Output:
	// ups <nil>
	// best value of 2: it comes to 22.95 USD with 0.5 late days at 3.00 USD; next is fedex/home-delivery at 23.45 USD, which comes to 23.45 USD with no late day at 3.00 USD
}

// literal is what was shopped elsewhere.
func literal(quotes ...carriers.Quote) rates.Shopped {
	var shopped rates.Shopped
	for i := range quotes {
		shopped.Quotes = append(shopped.Quotes, &quotes[i])
	}
	return shopped
}
