package live

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// Fallback asks a live carrier, and its rate card when that does not answer:
// when its Quote is an error that is not the shipment's nor the caller's own. The
// card's quotes have the live carrier's name, their Fallback says why they stand
// here, and a note begins with "fallback:". A service that the live carrier
// refuses stays refused.
//
// The live carrier gets the time of the context but for the last ten
// milliseconds, which are the card's.
func Fallback(live, card carriers.Carrier) carriers.Carrier { return fallback{live, card} }

type fallback struct{ live, card carriers.Carrier }

// spareForCard is far over what a card takes to answer.
const spareForCard = 10 * time.Millisecond

// Name is that of the live carrier.
func (f fallback) Name() string { return f.live.Name() }

// Budget is the live carrier's with the card's time on top, for rates.Budgeter.
func (f fallback) Budget() time.Duration {
	budget := DefaultBudget
	if b, ok := f.live.(interface{ Budget() time.Duration }); ok && b.Budget() > 0 {
		budget = b.Budget()
	}
	return budget + spareForCard
}

// Quote is that of carriers.Carrier.
func (f fallback) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	if err := ctx.Err(); err != nil {
		return carriers.Reply{}, err
	}
	asked := ctx
	if deadline, ok := ctx.Deadline(); ok {
		left := time.Until(deadline)
		earlier, cancel := context.WithTimeout(ctx, left-min(spareForCard, left/2))
		defer cancel()
		asked = earlier
	}
	reply, err := f.live.Quote(asked, s)
	if err == nil || errors.Is(err, carriers.ErrInvalid) || ctx.Err() != nil {
		return reply, err
	}
	reason := Line(err.Error())
	reply, err = f.card.Quote(ctx, s)
	if err != nil {
		return reply, err
	}
	return markFallback(reply, f.live.Name(), reason), nil
}

// markFallback copies what it changes: a card may share what its replies hold.
func markFallback(reply carriers.Reply, name, reason string) carriers.Reply {
	reply.Quotes, reply.Rejections = slices.Clone(reply.Quotes), slices.Clone(reply.Rejections)
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		q.Carrier, q.Fallback = name, reason
		q.Notes = append(slices.Clip(q.Notes), "fallback: "+reason)
	}
	for i := range reply.Rejections {
		reply.Rejections[i].Carrier = name
	}
	return reply
}
