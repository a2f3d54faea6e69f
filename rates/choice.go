package rates

import (
	"errors"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// A Choice is the quote that Cheapest chose, and why.
type Choice struct {
	carriers.Quote

	// Reason says of how many it is the cheapest, under which constraints, and
	// which is the next: "cheapest of 9 that arrive by 2026-11-27; next is
	// fedex/home-delivery at 24.10 USD, 0.65 USD more".
	Reason string

	Of       int             // the quotes that met every constraint, this one included
	RunnerUp *carriers.Quote // the next of them, among Shopped.Quotes; nil when this is the only one

	// Rejections are those of Shopped, and after them its quotes that did not
	// meet the constraints, cheapest first.
	Rejections []carriers.Rejection
}

// ErrNoQuote says that no service takes the shipment and meets the constraints.
// It is in every NoQuoteError.
var ErrNoQuote = errors.New("no quote")

// A NoQuoteError has the refusal of every service. It matches ErrNoQuote.
type NoQuoteError struct {
	Rejections []carriers.Rejection // in the order of Choice.Rejections; empty when no carrier was asked
}

// Error lists the refusals, each on a line of its own.
func (e *NoQuoteError) Error() string {
	if len(e.Rejections) == 0 {
		return "no quote: no carrier offers a service"
	}
	var b strings.Builder
	b.WriteString("no quote meets what is asked for:")
	for _, r := range e.Rejections {
		b.WriteString("\n" + r.String())
	}
	return b.String()
}

// Is reports whether target is ErrNoQuote.
func (e *NoQuoteError) Is(target error) bool { return target == ErrNoQuote }

// Cheapest chooses the quote of the lowest price among those that meet every
// constraint; of equal prices the one that arrives earlier, then by name. If
// there is none, the error is a *NoQuoteError; if the shipment is invalid, it is
// Err. Quotes in several currencies are refused with OtherCurrency, unless
// Exchange has rates for them.
func (sh Shopped) Cheapest(constraints ...Constraint) (Choice, error) {
	if sh.Err != nil {
		return Choice{}, sh.Err
	}
	offers := make([]offer, 0, 32) // on the stack, while they are no more
	refused := make([]carriers.Rejection, 0, len(sh.Rejections)+len(sh.Quotes))
	refused = append(refused, sh.Rejections...)
	for _, q := range sh.Quotes {
		if o, code, why := sh.judge(q, constraints); code != "" {
			refused = append(refused, rejection(q, code, why))
		} else {
			offers = append(offers, o)
		}
	}
	if groups := groupsOf(offers); len(groups) > 1 { // nobody can say which is cheapest
		why := ": quotes are in " + strings.Join(groups, " and ") + ", and no rate of exchange is given"
		for _, o := range offers {
			refused = append(refused, rejection(o.quote, carriers.OtherCurrency, "it is in "+string(o.group)+why))
		}
		offers = nil
	}
	if len(offers) == 0 {
		return Choice{}, &NoQuoteError{refused}
	}
	best, next := firstTwo(offers)
	why := reason{len(offers), best, next, sh.Exchange}
	return Choice{Quote: *best.quote, Reason: why.under(constraints), Of: len(offers), RunnerUp: next.quote, Rejections: refused}, nil
}

// judge makes an offer of a quote, or says why it is none.
func (sh *Shopped) judge(q *carriers.Quote, constraints []Constraint) (offer, carriers.RejectionCode, string) {
	if code, why := refuse(q, constraints); code != "" {
		return offer{}, code, why
	}
	o, err := sh.Exchange.offer(q)
	switch {
	case err != nil:
		return o, carriers.OtherCurrency, strings.TrimPrefix(err.Error(), "currency: ")
	case o.worth <= 0: // Shop leaves out such quotes, a literal may have one
		return o, carriers.Failed, "it has no total"
	}
	return o, "", ""
}

func rejection(q *carriers.Quote, code carriers.RejectionCode, reason string) carriers.Rejection {
	return carriers.Rejection{Carrier: q.Carrier, Service: q.Service, Code: code, Reason: reason}
}

// refuse returns the first refusal.
func refuse(q *carriers.Quote, constraints []Constraint) (carriers.RejectionCode, string) {
	for _, c := range constraints {
		if c.Refuse == nil {
			continue
		}
		if code, reason := c.Refuse(q); code != "" {
			return code, reason
		}
	}
	return "", ""
}

// groupsOf returns the currencies of offers that cannot be compared, sorted; it
// is nil when all can.
func groupsOf(offers []offer) []string {
	var groups []string
	for i := range offers {
		if group := string(offers[i].group); group != string(offers[0].group) && !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}
	if groups != nil {
		groups = append(groups, string(offers[0].group))
		slices.Sort(groups)
	}
	return groups
}

// firstTwo returns the two that come first. Where there is one, the second is
// the zero offer.
func firstTwo(offers []offer) (best, next offer) {
	best = offers[0]
	for _, o := range offers[1:] {
		if o.compare(&best) < 0 {
			best, next = o, best
		} else if next.quote == nil || o.compare(&next) < 0 {
			next = o
		}
	}
	return best, next
}
