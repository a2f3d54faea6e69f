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
	var meets func(*carriers.Quote) bool
	if by.Day != 0 {
		meets = by.Meets
	}
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
