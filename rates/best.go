package rates

import (
	"context"

	"github.com/shiprate/shiprate/carriers"
)

// Best finds what Shop and then Cheapest would choose under a deadline, for
// those who ask for many shipments and want one answer for each: it prices in
// full only what may still win, and gives no reason. The quote is written to
// *best, whose lists are used again: with the same *best for each shipment,
// little memory is taken.
//
// The errors are those of Cheapest, a *NoQuoteError with every refusal among
// them, and then *best is of no use. Quotes in two currencies are refused with
// carriers.ErrCurrency.
func Best(best *carriers.Quote, s *carriers.Shipment, by Deadline, cs ...carriers.Bidder) error {
	if err := s.Validate(); err != nil {
		return err
	}
	ask := carriers.Ask{Shipment: s, Meets: filter(by, nil)}
	ask.Handover()
	best.Charges = best.Charges[:0]
	for _, c := range cs {
		if err := c.Bid(ask, best, nil); err != nil {
			return err
		}
	}
	if len(best.Charges) > 0 {
		return nil
	}
	all := make([]carriers.Carrier, len(cs))
	for i, c := range cs {
		all[i] = c
	}
	_, err := Shop(context.Background(), *s, all...).Cheapest(by.Constraint())
	return err
}

// Each asks carriers what Best asks them, under constraints besides, and what each
// of them alone would be chosen for. It may be asked for one shipment after the
// other, and its memory is used again.
type Each struct {
	Carriers    []carriers.Carrier
	By          Deadline
	Constraints []Constraint

	// Best is the answer: of all carriers, the quote that Shop and then Cheapest
	// would choose. Without charges there is none.
	Best carriers.Quote

	// Alone is what each carrier's own best quote costs, in the order of Carriers;
	// without a currency it has none.
	Alone []carriers.Money
}

// Ask asks for a shipment, which must be valid. It returns false when a carrier is
// no Bidder or a constraint looks at the price: then Shop must tell. The error matches
// carriers.ErrCurrency when quotes are in two currencies.
func (e *Each) Ask(s *carriers.Shipment) (bool, error) {
	for i := range e.Constraints {
		if !e.Constraints[i].unpriced() {
			return false, nil
		}
	}
	e.Best.Charges, e.Alone = e.Best.Charges[:0], e.Alone[:0]
	ask := carriers.Ask{Shipment: s, Meets: filter(e.By, e.Constraints)}
	ask.Handover()
	for _, c := range e.Carriers {
		b, ok := c.(carriers.Bidder)
		if !ok {
			return false, nil
		}
		e.Alone = append(e.Alone, carriers.Money{})
		if err := b.Bid(ask, &e.Best, &e.Alone[len(e.Alone)-1]); err != nil {
			return false, err
		}
	}
	return true, nil
}

// filter makes one question of a deadline and constraints that are asked before
// there is a price; nil when all meet them.
func filter(by Deadline, constraints []Constraint) func(*carriers.Quote) bool {
	if len(constraints) == 0 {
		if by.Day == 0 {
			return nil
		}
		return by.Meets
	}
	return func(q *carriers.Quote) bool {
		if !by.Meets(q) {
			return false
		}
		for i := range constraints {
			if !constraints[i].lets(q) {
				return false
			}
		}
		return true
	}
}
