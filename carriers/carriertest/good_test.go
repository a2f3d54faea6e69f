package carriertest_test

import (
	"context"
	"slices"
	"time"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

// A fake is a carrier of two functions.
type fake struct {
	name  func() string
	quote func(context.Context, carriers.Shipment) (carriers.Reply, error)
}

func (f fake) Name() string { return f.name() }

func (f fake) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	return f.quote(ctx, s)
}

// A listing carrier tells its services.
type listing struct {
	carriers.Carrier
	services []carriers.Service
}

func (l listing) Services() []carriers.Service { return l.services }

// A local carrier says that it quotes from memory.
type local struct{ carriers.Carrier }

func (l local) QuoteLocal(s *carriers.Shipment) (carriers.Reply, error) {
	return l.Quote(context.Background(), *s)
}

// good keeps the contract. It carries up to 150 lb within the US in 2026.
func good() fake { return fake{func() string { return "acme" }, quoteGood} }

func goodServices() []carriers.Service {
	return []carriers.Service{{Carrier: "acme", Service: "ground", Name: "Acme Ground"}, {Carrier: "acme", Service: "air", Name: "Acme Air"}}
}

func quoteGood(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	if err := ctx.Err(); err != nil {
		return carriers.Reply{}, err
	}
	if err := s.Validate(); err != nil {
		return carriers.Reply{}, err
	}
	return replyTo(s), nil
}

func replyTo(s carriers.Shipment) carriers.Reply {
	var reply carriers.Reply
	for i, service := range goodServices() {
		if code, reason := refusal(s); code != "" {
			reply.Rejections = append(reply.Rejections, carriers.Rejection{Carrier: "acme", Service: service.Service, Code: code, Reason: reason})
			continue
		}
		ships := carriers.DateOf(s.Ready)
		q := carriers.Quote{Carrier: "acme", Currency: "USD", Service: service.Service, Name: service.Name, Ships: ships, Delivers: ships + 5, Transit: carriers.Transit{Days: 5, Known: true}}
		for j, p := range s.Parcels {
			billable := p.Weight.RoundUp(dw.Pound)
			price := int64(i+1) * (5_00 + 50*int64(billable/dw.Pound))
			q.Charges = append(q.Charges,
				carriers.Charge{Code: carriers.Base, Name: "Base rate", Amount: price, Parcel: j},
				carriers.Charge{Code: carriers.Fuel, Name: "Fuel", Amount: price / 5, Parcel: j})
			q.Parcels = append(q.Parcels, carriers.Rated{Actual: p.Weight, Billable: billable, Unit: dw.Pound})
		}
		q.Charges = append(q.Charges, carriers.Charge{Code: carriers.Discount, Name: "Discount", Amount: -10, Parcel: carriers.WholeShipment})
		reply.Quotes = append(reply.Quotes, q)
	}
	return reply
}

func refusal(s carriers.Shipment) (carriers.RejectionCode, string) {
	switch {
	case s.From.Country != "US" || s.To.Country != "US":
		return carriers.NoLane, "serves the US alone"
	case s.Ready.Year() != 2026:
		return carriers.NoPrice, "has prices for 2026 alone"
	case slices.ContainsFunc(s.Parcels, func(p carriers.Parcel) bool { return p.Weight > 150*dw.Pound }):
		return carriers.TooHeavy, "a parcel is over the 150 lb limit"
	}
	return "", ""
}

// order is a shipment of n parcels that the good carrier quotes.
func order(n int) carriers.Shipment {
	s := carriers.Shipment{
		From:  carriers.Address{PostalCode: "10001", Country: "US"},
		To:    carriers.Address{PostalCode: "94105", Country: "US", Street: []string{"Pier 9", "5 Market St"}},
		Ready: time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
	}
	for i := range n {
		s.Parcels = append(s.Parcels, carriers.Parcel{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: dw.Weight(i+4) * dw.Pound})
	}
	return s
}
