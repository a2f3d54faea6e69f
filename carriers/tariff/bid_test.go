package tariff_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
)

// checkBids holds bids against a reply, for every shipment that a test quotes:
// the best of all is the first, and a quote is found by who had one that is a
// cent dearer. So none is passed over that costs less. It tries a quarter of the
// quotes, by their price, since there are so many.
func checkBids(t testing.TB, c carriers.Carrier, s *carriers.Shipment, reply *carriers.Reply) {
	t.Helper()
	bidder, ok := c.(carriers.Bidder)
	if !ok {
		return
	}
	var first *carriers.Quote
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		if first == nil || q.Compare(first) < 0 {
			first = q
		}
		if q.Total().Minor%4 > 0 {
			continue
		}
		best := carriers.Quote{Currency: q.Currency, Charges: []carriers.Charge{{Amount: q.Total().Minor + 1}}}
		bid(t, bidder, s, q, func(other *carriers.Quote) bool { return other.Service == q.Service }, &best)
	}
	if first != nil {
		bid(t, bidder, s, first, nil, &carriers.Quote{})
		return
	}
	var best carriers.Quote
	if err := bidder.Bid(carriers.Ask{Shipment: s}, &best, nil); err != nil || best.Charges != nil {
		t.Errorf("a bid of %+v, %v, and no quote", best, err)
	}
}

func bid(t testing.TB, c carriers.Bidder, s *carriers.Shipment, want *carriers.Quote, meets func(*carriers.Quote) bool, best *carriers.Quote) {
	t.Helper()
	if err := c.Bid(carriers.Ask{Shipment: s, Meets: meets}, best, nil); err != nil {
		t.Error(err)
	} else if same := want.Compare(best) == 0 && (meets != nil || reflect.DeepEqual(want, best)); !same {
		t.Errorf("bid (-want +got)\n%s", cmp.Diff(want, best))
	}
}
