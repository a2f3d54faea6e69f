package carriertest_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

// An edit makes a carrier that breaks the contract in its replies.
func edit(change func(*carriers.Reply)) carriers.Carrier {
	c := good()
	answer := c.quote
	c.quote = func(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
		reply, err := answer(ctx, s)
		if err == nil {
			change(&reply)
		}
		return reply, err
	}
	return c
}

// editQuotes changes each quote, where there is one.
func editQuotes(change func(*carriers.Quote)) carriers.Carrier {
	return edit(func(r *carriers.Reply) {
		for i := range r.Quotes {
			change(&r.Quotes[i])
		}
	})
}

func editRejections(change func(*carriers.Rejection)) carriers.Carrier {
	return edit(func(r *carriers.Reply) {
		for i := range r.Rejections {
			change(&r.Rejections[i])
		}
	})
}

// instead makes a carrier that does something before it answers, or fails.
func instead(do func(ctx context.Context, s carriers.Shipment) error) carriers.Carrier {
	c := good()
	answer := c.quote
	c.quote = func(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
		if err := do(ctx, s); err != nil {
			return carriers.Reply{}, err
		}
		return answer(ctx, s)
	}
	return c
}

// quoting makes a carrier of another function, which may call the good one.
func quoting(quote func(ctx context.Context, s carriers.Shipment) (carriers.Reply, error)) carriers.Carrier {
	return fake{func() string { return "acme" }, quote}
}

const (
	quotesRule     = "quotes are well formed"
	rejectionsRule = "rejections are well formed"
	answersRule    = "answers whatever the shipment"
	servicesRule   = "answers for every service it names"
	sumRule        = "a total is the sum of its charges"
	negativeRule   = "nothing is negative"
	invalidRule    = "refuses an invalid shipment"
	contextRule    = "honours a context that is done"
	repeatsRule    = "repeats itself"
)

// brokenCarriers each break the rule that is named, by doing what the row says.
func brokenCarriers() []struct {
	name, rule string
	c          carriers.Carrier
} {
	calls := 0
	return []struct {
		name, rule string
		c          carriers.Carrier
	}{
		{"its name is in capitals", "names itself", fake{func() string { return "ACME" }, quoteGood}},
		{"it has no name", "names itself", fake{func() string { return "" }, quoteGood}},
		{"its name changes", "names itself", fake{func() string { calls++; return "acme" + strings.Repeat("x", calls) }, quoteGood}},

		{"fails for a lane it does not serve", answersRule, instead(func(_ context.Context, s carriers.Shipment) error {
			if s.To.Country != "US" {
				return errors.New("unsupported country")
			}
			return nil
		})},
		{"panics on the last of several parcels", answersRule, instead(func(_ context.Context, s carriers.Shipment) error {
			_ = [2]bool{}[len(s.Parcels)%3]
			return nil
		})},
		{"panics on every accessorial", answersRule, instead(func(_ context.Context, s carriers.Shipment) error {
			if len(s.Accessorials) == len(carriers.Accessorials()) {
				panic("too many wishes")
			}
			return nil
		})},
		{"says nothing of what it does not serve", answersRule, edit(func(r *carriers.Reply) { r.Rejections = nil })},
		{"hangs", answersRule, instead(func(context.Context, carriers.Shipment) error { time.Sleep(time.Hour); return nil })},
		{"says that it is local, and asks a server", answersRule, local{instead(func(context.Context, carriers.Shipment) error { time.Sleep(3 * time.Second); return nil })}},
		{"ends its goroutine", answersRule, instead(func(context.Context, carriers.Shipment) error { runtime.Goexit(); return nil })},

		{"a quote names another carrier", quotesRule, editQuotes(func(q *carriers.Quote) { q.Carrier = "apex" })},
		{"a service is written as for people", quotesRule, editQuotes(func(q *carriers.Quote) { q.Service = "Next Day" })},
		{"a service ends in a hyphen", quotesRule, editQuotes(func(q *carriers.Quote) { q.Service += "-" })},
		{"a quote has no name", quotesRule, editQuotes(func(q *carriers.Quote) { q.Name = "" })},
		{"a quote names a warehouse", quotesRule, editQuotes(func(q *carriers.Quote) { q.Origin = "east" })},
		{"a quote has no charges", quotesRule, editQuotes(func(q *carriers.Quote) { q.Charges = nil })},
		{"a charge has no code", quotesRule, editQuotes(func(q *carriers.Quote) { q.Charges[0].Code = "" })},
		{"a charge has no name", quotesRule, editQuotes(func(q *carriers.Quote) { q.Charges[0].Name = "" })},
		{"charges stand in another order", quotesRule, editQuotes(func(q *carriers.Quote) { slices.Reverse(q.Charges) })},
		{"only the first parcel is priced", quotesRule, editQuotes(func(q *carriers.Quote) { q.Charges = q.Charges[:2] })},
		{"a parcel is not rated", quotesRule, editQuotes(func(q *carriers.Quote) { q.Parcels = q.Parcels[1:] })},
		{"the rating is of another weight", quotesRule, editQuotes(func(q *carriers.Quote) { q.Parcels[0].Actual++ })},
		{"bills less than the scale shows", quotesRule, editQuotes(func(q *carriers.Quote) { q.Parcels[0].Billable = q.Parcels[0].Actual - 1 })},
		{"bills less than the dimensional weight", quotesRule, editQuotes(func(q *carriers.Quote) { q.Parcels[0].Dimensional = q.Parcels[0].Billable + 1 })},
		{"a rating has no unit", quotesRule, editQuotes(func(q *carriers.Quote) { q.Parcels[0].Unit = 0 })},
		{"ships before it is ready", quotesRule, editQuotes(func(q *carriers.Quote) { q.Ships-- })},
		{"does not say when it ships", quotesRule, editQuotes(func(q *carriers.Quote) { q.Ships = 0 })},
		{"arrives before it ships", quotesRule, editQuotes(func(q *carriers.Quote) { q.Delivers = q.Ships - 1 })},
		{"an unknown transit has days", quotesRule, editQuotes(func(q *carriers.Quote) { q.Transit.Known = false })},
		{"an hour of an unknown day", quotesRule, editQuotes(func(q *carriers.Quote) { q.Delivers, q.DeliverTime = 0, "10:30" })},
		{"an hour for people", quotesRule, editQuotes(func(q *carriers.Quote) { q.DeliverTime = "10:30 AM" })},
		{"a note with a full stop", quotesRule, editQuotes(func(q *carriers.Quote) { q.Notes = []string{"Estimated."} })},

		{"a rejection names another carrier", rejectionsRule, editRejections(func(r *carriers.Rejection) { r.Carrier = "apex" })},
		{"a rejection of a service for people", rejectionsRule, editRejections(func(r *carriers.Rejection) { r.Service = "Next Day" })},
		{"a rejection without a code", rejectionsRule, editRejections(func(r *carriers.Rejection) { r.Code = "" })},
		{"a rejection without a reason", rejectionsRule, editRejections(func(r *carriers.Rejection) { r.Reason = " " })},
		{"a reason of two lines", rejectionsRule, editRejections(func(r *carriers.Rejection) { r.Reason = "too\nheavy" })},
		{"a code of shopping", rejectionsRule, editRejections(func(r *carriers.Rejection) { r.Code = carriers.TooLate })},
		{"refuses as a whole and also by service", rejectionsRule, editRejections(func(r *carriers.Rejection) { r.Service = "" })},

		{"a currency that is none", quotesRule, editQuotes(func(q *carriers.Quote) { q.Currency = "DOLLAR" })},
		{"charges that overflow", sumRule, editQuotes(func(q *carriers.Quote) {
			q.Charges[0].Amount = 1<<63 - 1
		})},
		{"a charge for a parcel that is not there", sumRule, editQuotes(func(q *carriers.Quote) { q.Charges[0].Parcel = 99 })},

		{"a negative charge", negativeRule, editQuotes(func(q *carriers.Quote) { q.Charges[1].Amount = -1 })},
		{"a positive discount", negativeRule, editQuotes(func(q *carriers.Quote) { q.Charges[1].Code = carriers.Discount })},
		{"free of charge", negativeRule, editQuotes(func(q *carriers.Quote) {
			for i := range q.Charges {
				q.Charges[i].Amount = 0
			}
		})},
		{"a negative weight", negativeRule, editQuotes(func(q *carriers.Quote) { q.Parcels[0].Dimensional = -dw.Pound })},
		{"a negative transit", negativeRule, editQuotes(func(q *carriers.Quote) { q.Transit.Days = -1 })},

		{"quotes a service twice", "names no service twice", edit(func(r *carriers.Reply) { r.Quotes = append(r.Quotes, r.Quotes...) })},
		{"quotes a service and refuses it", "names no service twice", edit(func(r *carriers.Reply) {
			for _, q := range r.Quotes {
				r.Rejections = append(r.Rejections, carriers.Rejection{Carrier: "acme", Service: q.Service, Code: carriers.NoLane, Reason: "no"})
			}
		})},

		{"forgets a service that refuses", servicesRule, edit(func(r *carriers.Reply) { r.Rejections = r.Rejections[:len(r.Rejections)/2] })},
		{"lists a service that it never answers for", servicesRule, listing{good(), append(goodServices(), carriers.Service{Carrier: "acme", Service: "sea", Name: "Sea"})}},
		{"answers for a service that it does not list", servicesRule, listing{good(), goodServices()[:1]}},
		{"lists another carrier's service", servicesRule, listing{good(), append(goodServices(), carriers.Service{Carrier: "apex", Service: "ground", Name: "Ground"})}},

		{"a price that rises with each call", repeatsRule, editQuotes(func(q *carriers.Quote) { calls++; q.Charges[0].Amount += int64(calls) })},
		{"an order that changes", repeatsRule, edit(func(r *carriers.Reply) {
			if calls++; calls%2 == 0 {
				slices.Reverse(r.Quotes)
			}
		})},
		{"fails every other time", repeatsRule, instead(func(context.Context, carriers.Shipment) error {
			if calls++; calls%2 == 0 {
				return errors.New("busy")
			}
			return nil
		})},

		{"its replies share memory", "leaves the replies it gave alone", reusing()},
		{"rounds the caller's weight", "leaves the shipment as it was", instead(func(_ context.Context, s carriers.Shipment) error {
			if len(s.Parcels) > 0 {
				s.Parcels[0].Weight = s.Parcels[0].Weight.RoundUp(5 * dw.Pound)
			}
			return nil
		})},
		{"appends to the caller's accessorials", "leaves the shipment as it was", instead(func(_ context.Context, s carriers.Shipment) error {
			_ = append(s.Accessorials, carriers.Signature)
			return nil
		})},
		{"sorts the caller's street", "leaves the shipment as it was", instead(func(_ context.Context, s carriers.Shipment) error {
			slices.Sort(s.To.Street)
			return nil
		})},
		{"answers one caller with another's reply", "is safe to call at once", mixing()},

		{"quotes a shipment without looking", invalidRule, quoting(func(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
			if err := ctx.Err(); err != nil {
				return carriers.Reply{}, err
			}
			return replyTo(s), nil
		})},
		{"fails an invalid shipment with an error of its own", invalidRule, instead(func(_ context.Context, s carriers.Shipment) error {
			if s.Validate() != nil {
				return errors.New("bad request")
			}
			return nil
		})},

		{"does not look at its context", contextRule, quoting(func(_ context.Context, s carriers.Shipment) (carriers.Reply, error) {
			return quoteGood(context.Background(), s)
		})},
		{"is slow to leave when cancelled", contextRule, instead(func(ctx context.Context, _ carriers.Shipment) error {
			if ctx.Err() != nil {
				time.Sleep(time.Hour)
			}
			return nil
		})},
		{"works on after its context is done", contextRule, instead(func(ctx context.Context, _ carriers.Shipment) error {
			if _, has := ctx.Deadline(); has && ctx.Err() == nil {
				time.Sleep(time.Minute)
			}
			return nil
		})},
		{"takes a deadline for a cancel", contextRule, instead(func(ctx context.Context, _ carriers.Shipment) error {
			if ctx.Err() != nil {
				return context.Canceled
			}
			return nil
		})},
	}
}

// reusing builds every reply in the same array.
func reusing() carriers.Carrier {
	var mu sync.Mutex
	var memory [8]carriers.Charge
	return editQuotes(func(q *carriers.Quote) {
		mu.Lock()
		defer mu.Unlock()
		q.Charges = append(memory[:0], q.Charges...)
	})
}

// mixing keeps the shipment in the carrier while it works. The lock keeps the
// race detector quiet: the wrong answer has to be seen.
func mixing() carriers.Carrier {
	var mu sync.Mutex
	var current carriers.Shipment
	return quoting(func(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
		mu.Lock()
		current = s
		mu.Unlock()
		time.Sleep(time.Millisecond)
		mu.Lock()
		defer mu.Unlock()
		return quoteGood(ctx, current)
	})
}
