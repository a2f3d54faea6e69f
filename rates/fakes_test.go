package rates_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

// A fake is a carrier that gives what its function returns.
type fake struct {
	name  string
	quote func(context.Context, carriers.Shipment) (carriers.Reply, error)
}

func (f fake) Name() string { return f.name }

func (f fake) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	return f.quote(ctx, s)
}

// A local fake is a carriers.Local.
type local struct{ fake }

func (l local) QuoteLocal(s *carriers.Shipment) (carriers.Reply, error) {
	return l.Quote(context.Background(), *s)
}

// giving answers every shipment with the same quotes, made of "ground 12.50 USD
// 2026-11-27" and the like: service, price, arrival and the hour of it. An
// arrival of "-" is unknown.
func giving(name string, lines ...string) fake {
	var reply carriers.Reply
	for _, line := range lines {
		reply.Quotes = append(reply.Quotes, quote(name, line))
	}
	return answering(name, reply)
}

func answering(name string, reply carriers.Reply) fake {
	return fake{name, func(context.Context, carriers.Shipment) (carriers.Reply, error) { return reply, nil }}
}

func quote(carrier, line string) carriers.Quote {
	var service, amount, currency, day, hour string
	if n, err := fmt.Sscan(line, &service, &amount, &currency, &day, &hour); n < 4 {
		panic(fmt.Sprintf("%q: %v", line, err))
	}
	price, err := carriers.ParseMoney(amount, carriers.Currency(currency))
	if err != nil {
		panic(err)
	}
	q := carriers.Quote{
		Carrier: carrier, Service: service, Name: carrier + " " + service, Card: carrier + "-2026",
		Charges: []carriers.Charge{{Code: carriers.Base, Name: "Base rate", Amount: price.Minor}}, Currency: price.Currency,
		Parcels: []carriers.Rated{{Actual: 4 * dw.Pound, Billable: 4 * dw.Pound, Unit: dw.Pound}},
		Ships:   monday,
	}
	if day != "-" {
		if q.Delivers, err = carriers.ParseDate(day); err != nil {
			panic(err)
		}
		q.DeliverTime = hour
	}
	return q
}

var (
	monday = carriers.NewDate(2026, time.November, 23)
	friday = carriers.NewDate(2026, time.November, 27)
)

// oneParcel is a valid shipment.
func oneParcel() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 4 * dw.Pound}},
		Ready:   monday.Time(),
	}
}

// prices shows quotes in their order, as "ups/ground 12.50 USD".
func prices(quotes []*carriers.Quote) []string {
	var list []string
	for _, q := range quotes {
		list = append(list, q.Carrier+"/"+q.Service+" "+q.Total().String())
	}
	return list
}

// texts shows rejections in their order.
func texts(rejections []carriers.Rejection) []string {
	var list []string
	for _, r := range rejections {
		list = append(list, r.String())
	}
	return list
}

// shuffled returns the carriers in another order.
func shuffled(random *rand.Rand, cs []carriers.Carrier) []carriers.Carrier {
	out := append([]carriers.Carrier(nil), cs...)
	random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
