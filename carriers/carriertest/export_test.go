package carriertest

import (
	"context"

	"github.com/shiprate/shiprate/carriers"
)

// Rules lets the tests see a rule fail without failing themselves.
var Rules = rules

// Name is the rule's name.
func (r rule) Name() string { return r.name }

// QuotesSomething is what Run checks over all shipments.
var QuotesSomething = quotesSomething

// Breach is what a rule finds.
func (r rule) Breach(ctx context.Context, c carriers.Carrier, s carriers.Shipment) error {
	return r.check(ctx, c, s)
}
