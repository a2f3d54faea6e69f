package rates_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

// anyCarriers are up to six carriers with up to eight services each, some of
// which refuse or fail. Prices and days are few, so that there are many ties.
func anyCarriers(random *rand.Rand) []carriers.Carrier {
	var cs []carriers.Carrier
	for i := range random.IntN(6) {
		name := fmt.Sprintf("carrier-%d", i)
		if random.IntN(6) == 0 {
			cs = append(cs, fake{name, func(context.Context, carriers.Shipment) (carriers.Reply, error) { panic("out of paper") }})
			continue
		}
		var reply carriers.Reply
		for j := range random.IntN(9) {
			day := "-"
			if random.IntN(5) > 0 {
				day = (monday + carriers.Date(random.IntN(9))).String()
			}
			q := quote(name, fmt.Sprintf("service-%d %d.00 USD %s", j, 10+random.IntN(5), day))
			q.Guaranteed = random.IntN(2) == 0
			switch random.IntN(10) {
			case 0:
				reply.Rejections = append(reply.Rejections, carriers.Rejection{Carrier: name, Service: q.Service, Code: carriers.NoLane, Reason: "no"})
			case 1:
				q.Charges = nil
				fallthrough
			default:
				reply.Quotes = append(reply.Quotes, q)
			}
		}
		cs = append(cs, answering(name, reply))
	}
	return cs
}

func anyConstraints(random *rand.Rand) []rates.Constraint {
	all := []rates.Constraint{rates.DeliverBy(monday + carriers.Date(random.IntN(9))), rates.Guaranteed(), rates.Only("carrier-1", "carrier-2/service-1", "carrier-3"), rates.Without("carrier-1/service-1", "carrier-4")}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:random.IntN(3)]
}

func TestTheOrderOfCarriersDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		cs, constraints := anyCarriers(random), anyConstraints(random)
		one, other := rates.Shop(t.Context(), oneParcel(), cs...), rates.Shop(t.Context(), oneParcel(), shuffled(random, cs)...)
		if diff := cmp.Diff(one, other); diff != "" {
			t.Fatalf("shopped (-one order +another):\n%s", diff)
		}
		best, err := one.Cheapest(constraints...)
		again, errAgain := other.Cheapest(constraints...)
		if diff := cmp.Diff(best, again); diff != "" || fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Fatalf("choice, with errors %v and %v (-one order +another):\n%s", err, errAgain, diff)
		}
	}
}

func TestTheChoiceIsNeverDearerThanAnotherThatMeetsThePromise(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		due := monday + carriers.Date(random.IntN(9))
		shopped := rates.Shop(t.Context(), oneParcel(), anyCarriers(random)...)
		best, err := shopped.Cheapest(rates.DeliverBy(due))
		inTime := 0
		for _, q := range shopped.Quotes {
			if q.Delivers == 0 || q.Delivers > due {
				continue
			}
			inTime++
			if err != nil {
				t.Fatalf("%s/%s arrives on %v in time for %v, yet %v", q.Carrier, q.Service, q.Delivers, due, err)
			}
			if q.Total().Minor < best.Total().Minor {
				t.Fatalf("%s/%s at %v is cheaper than the choice at %v", q.Carrier, q.Service, q.Total(), best.Total())
			}
			if q.Total() == best.Total() && q.Delivers < best.Delivers {
				t.Fatalf("%s/%s is as cheap and arrives on %v, the choice on %v", q.Carrier, q.Service, q.Delivers, best.Delivers)
			}
		}
		if err == nil && (best.Delivers == 0 || best.Delivers > due) {
			t.Fatalf("the choice arrives on %v, too late for %v", best.Delivers, due)
		}
		if best.Of != inTime {
			t.Fatalf("chosen of %d, in time are %d", best.Of, inTime)
		}
	}
}

func TestNoServiceIsLost(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		cs := anyCarriers(random)
		shopped := rates.Shop(t.Context(), oneParcel(), cs...)
		best, err := shopped.Cheapest(anyConstraints(random)...)
		rejections := best.Rejections
		if none := (*rates.NoQuoteError)(nil); err != nil {
			none, _ = err.(*rates.NoQuoteError)
			rejections = none.Rejections
		}
		want := 0
		for _, c := range cs {
			want += answers(c)
		}
		if best.Of+len(rejections) != want {
			t.Fatalf("%d quotes and %d rejections, of %d services", best.Of, len(rejections), want)
		}
		if got := len(shopped.Quotes) + len(shopped.Rejections); got != want {
			t.Fatalf("%d answers, of %d services", got, want)
		}
	}
}

// answers counts what a carrier answers: a failure is one.
func answers(c carriers.Carrier) (n int) {
	defer func() {
		if recover() != nil {
			n = 1
		}
	}()
	reply, _ := c.Quote(context.Background(), oneParcel())
	return len(reply.Quotes) + len(reply.Rejections)
}
