package tariff_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/usps"
)

// anyShipment differs from others in all that a card keeps something for: the day
// and hour, the address, what is asked for, the parcel.
func (r random) anyShipment() carriers.Shipment {
	s := r.shipment(1 + r.IntN(2))
	s.Ready = s.Ready.AddDate(0, 0, r.IntN(300)-150).Add(time.Duration(r.IntN(24)) * time.Hour)
	if r.IntN(10) == 0 {
		s.To = carriers.Address{Country: []string{"CA", "DE"}[r.IntN(2)], PostalCode: "10115"}
		if s.To.Country == "CA" {
			s.To.PostalCode = "K1A 0B1"
		}
	}
	all := carriers.Accessorials()
	if r.IntN(3) == 0 {
		s.Accessorials = []carriers.Accessorial{all[r.IntN(len(all))]}
	}
	return s
}

// Cards keep what they have worked out for a day, a zone and parcels alike. That
// changes no answer: the same shipments in another order, at once and by cards
// that were loaded anew, get the same replies.
func TestWhatIsKeptChangesNoReply(t *testing.T) {
	two := func() *tariff.Carrier {
		later := change("card.csv", "effective_from,2026-01-01", "effective_from,2026-03-02")
		return tariff.New(load(t, small(t, later)), load(t, small(t, change("card.csv", "acme-2026", "acme-january"))))
	}
	for name, cards := range map[string]struct{ first, again *tariff.Carrier }{
		"fedex":                    {tariff.New(fedex.Cards()[0]), tariff.New(load(t, fedex.Files()))},
		"usps":                     {tariff.New(usps.Cards()[0]), tariff.New(load(t, usps.Files()))},
		"contract":                 {tariff.New(upsContract(t)), tariff.New(upsContract(t))},
		"two cards of other dates": {two(), two()},
	} {
		t.Run(name, func(t *testing.T) {
			r := random{rand.New(rand.NewPCG(7, 3))}
			shipments := make([]carriers.Shipment, 400)
			for i := range shipments {
				shipments[i] = r.anyShipment()
			}
			var want []carriers.Reply
			for _, s := range shipments {
				want = append(want, quote(t, cards.first, s))
			}
			got := make([]carriers.Reply, len(shipments))
			var wait sync.WaitGroup
			for part := range 4 {
				wait.Go(func() {
					for i := part; i < len(shipments); i += 4 {
						at := len(shipments) - 1 - i
						got[at], _ = cards.again.QuoteLocal(&shipments[at])
					}
				})
			}
			wait.Wait()
			quoted := 0
			for i := range want {
				quoted += len(want[i].Quotes)
				if diff := cmp.Diff(want[i], got[i]); diff != "" {
					t.Fatalf("shipment %d: %+v (-want +got):\n%s", i, shipments[i], diff)
				}
				if !slices.IsSortedFunc(got[i].Rejections, func(a, b carriers.Rejection) int { return strings.Compare(a.Service, b.Service) }) {
					t.Fatalf("rejections are not in order: %v", got[i].Rejections)
				}
			}
			if quoted == 0 {
				t.Error("nothing is quoted")
			}
		})
	}
}

// Nor does it change a bid: of shipments on days that are mostly all different, of
// which little is kept.
func TestWhatIsKeptChangesNoBid(t *testing.T) {
	for name, cards := range map[string]struct{ quotes, bids *tariff.Carrier }{
		"fedex":    {tariff.New(fedex.Cards()[0]), tariff.New(load(t, fedex.Files()))},
		"usps":     {tariff.New(usps.Cards()[0]), tariff.New(load(t, usps.Files()))},
		"contract": {tariff.New(upsContract(t)), tariff.New(upsContract(t))},
	} {
		t.Run(name, func(t *testing.T) {
			r := random{rand.New(rand.NewPCG(2, 9))}
			best, found := carriers.Quote{}, 0
			for range 2000 {
				s := r.anyShipment()
				reply, err := cards.quotes.QuoteLocal(&s)
				if err != nil {
					t.Fatal(err)
				}
				best.Charges = best.Charges[:0]
				if len(reply.Quotes) > 0 {
					found++
					first := slices.MinFunc(reply.Quotes, func(a, b carriers.Quote) int { return a.Compare(&b) })
					bid(t, cards.bids, &s, &first, nil, &best)
				} else if err := cards.bids.Bid(carriers.Ask{Shipment: &s}, &best, nil); err != nil || len(best.Charges) > 0 {
					t.Errorf("a bid of %+v, %v, and no quote", best, err)
				}
			}
			if found < 400 {
				t.Errorf("only %d are quoted", found)
			}
		})
	}
}
