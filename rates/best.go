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
	meets := filter(by, nil)
	best.Charges = best.Charges[:0]
	for _, c := range cs {
		if err := c.Bid(s, meets, best); err != nil {
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

// BestOfEach finds what each carrier alone would be chosen for under a deadline
// and constraints, as Best does, and writes it to the place of the carrier in best;
// a quote without charges is none. It returns false, and has not asked, when a
// carrier is no Bidder or a constraint looks at the price: then Shop must tell.
// The shipment must be valid.
func BestOfEach(best []carriers.Quote, s *carriers.Shipment, by Deadline, constraints []Constraint, cs []carriers.Carrier) (bool, error) {
	for _, c := range cs {
		if _, ok := c.(carriers.Bidder); !ok {
			return false, nil
		}
	}
	for i := range constraints {
		if !constraints[i].unpriced() {
			return false, nil
		}
	}
	meets := filter(by, constraints)
	for i, c := range cs {
		best[i].Charges = best[i].Charges[:0]
		if err := c.(carriers.Bidder).Bid(s, meets, &best[i]); err != nil {
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
