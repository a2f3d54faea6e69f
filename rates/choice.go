package rates

import (
	"errors"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// A Choice is the quote that was chosen, and why.
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
// constraint; of equal prices the one that arrives earlier, then by name. It is
// Choose with the zero Policy.
func (sh Shopped) Cheapest(constraints ...Constraint) (Choice, error) {
	return sh.Choose(Policy{}, constraints...)
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
	return carriers.Rejection{Carrier: q.Carrier, Service: q.Service, Origin: q.Origin, Code: code, Reason: reason}
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

// mixed names the currencies of offers that cannot be compared, sorted; it is
// empty when all can.
func mixed(offers []weighed) string {
	var groups []string
	for i := range offers {
		if group := string(offers[i].group); group != string(offers[0].group) && !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}
	if groups == nil {
		return ""
	}
	groups = append(groups, string(offers[0].group))
	slices.Sort(groups)
	return ": quotes are in " + strings.Join(groups, " and ") + ", and no rate of exchange is given"
}

// firstTwo returns the two that come first. Where there is one, the second is
// the zero offer.
func firstTwo(offers []weighed) (best, next weighed) {
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
