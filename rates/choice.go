package rates

import (
	"errors"
	"slices"
	"strconv"
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

	// Rejections are those of Shopped and, of its quotes, those that did not
	// meet the constraints, by carrier and service.
	Rejections []carriers.Rejection
}

// ErrNoQuote says that no service takes the shipment and meets the constraints.
// It is in every NoQuoteError.
var ErrNoQuote = errors.New("no quote")

// A NoQuoteError has the refusal of every service. It matches ErrNoQuote.
type NoQuoteError struct {
	Rejections []carriers.Rejection // by carrier and service; empty when no carrier was asked
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
	g := gathering{offers: make([]offer, 0, 16), rejections: make([]carriers.Rejection, 0, len(sh.Rejections)+len(sh.Quotes))}
	g.rejections = append(g.rejections, sh.Rejections...)
	for i := range sh.Quotes {
		q := &sh.Quotes[i]
		if code, reason := refuse(q, constraints); code != "" {
			g.reject(q.Carrier, q.Service, code, reason)
		} else if o, err := sh.Exchange.offer(q); err != nil {
			g.reject(q.Carrier, q.Service, carriers.OtherCurrency, err.Error())
		} else if o.cost.Minor <= 0 { // Shop leaves out such quotes, a literal may have one
			g.reject(q.Carrier, q.Service, carriers.Failed, "it has no total")
		} else {
			g.offers = append(g.offers, o)
		}
	}
	g.refuseMixed()
	slices.SortFunc(g.rejections, byName)
	if len(g.offers) == 0 {
		return Choice{}, &NoQuoteError{g.rejections}
	}
	return choose(g, sh.Exchange, constraints), nil
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

// refuseMixed refuses every offer when they are of several groups: which one is
// cheapest nobody can say.
func (g *gathering) refuseMixed() {
	var groups []string
	for i := range g.offers {
		if group := string(g.offers[i].group); i == 0 || group != string(g.offers[0].group) && !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}
	if len(groups) < 2 {
		return
	}
	slices.Sort(groups)
	for i := range g.offers {
		q := g.offers[i].quote
		g.reject(q.Carrier, q.Service, carriers.OtherCurrency, "it is in "+string(g.offers[i].group)+": quotes are in "+strings.Join(groups, " and ")+", and no rate of exchange is given")
	}
	g.offers = nil
}

func choose(g gathering, x Exchange, constraints []Constraint) Choice {
	best, next := &g.offers[0], (*offer)(nil)
	for i := 1; i < len(g.offers); i++ {
		o := &g.offers[i]
		if o.compare(best) < 0 {
			best, next = o, best
		} else if next == nil || o.compare(next) < 0 {
			next = o
		}
	}
	c := Choice{Quote: *best.quote, Of: len(g.offers), Rejections: g.rejections}
	if next == nil {
		c.Reason = "the only " + conditions("one", constraints, singular)
		return c
	}
	c.RunnerUp = next.quote
	c.Reason = "cheapest of " + conditions(strconv.Itoa(c.Of), constraints, nil) + "; " + comparison(best, next, x)
	return c
}

// conditions says which quotes were compared: "9 that arrive by 2026-11-27 and
// are guaranteed".
func conditions(which string, constraints []Constraint, inflect func(string) string) string {
	joint := " that "
	for _, c := range constraints {
		if c.That == "" {
			continue
		}
		that := c.That
		if inflect != nil {
			that = inflect(that)
		}
		which += joint + that
		joint = " and "
	}
	return which
}

// singular makes "arrives by" of "arrive by".
func singular(that string) string {
	verb, rest, _ := strings.Cut(that, " ")
	switch verb {
	case "are":
		verb = "is"
	case "have":
		verb = "has"
	default:
		verb += "s"
	}
	return strings.TrimSpace(verb + " " + rest)
}

// comparison tells what the next one costs more, or what else decided.
func comparison(best, next *offer, x Exchange) string {
	name := next.quote.Carrier + "/" + next.quote.Service
	if next.comparePrice(best) == 0 {
		switch {
		case compareArrival(best.quote, next.quote) == 0:
			return "same price as " + name + " and neither is earlier: first by name"
		case next.quote.Delivers == 0:
			return "same price as " + name + ", whose arrival is unknown"
		}
		return "same price as " + name + ", but earlier"
	}
	price := next.quote.Total()
	more := carriers.Money{Minor: next.cost.Minor - best.cost.Minor, Currency: next.cost.Currency}.String()
	if next.cost.Minor == best.cost.Minor { // rates of exchange leave less than is shown
		more = "less than " + carriers.Money{Minor: 1, Currency: next.cost.Currency}.String()
	}
	text := "next is " + name + " at " + price.String() + ", " + more + " more"
	if x.Date != 0 && price.Currency != best.quote.Total().Currency {
		text += " at the rates of " + x.Date.String()
	}
	return text
}
