package rates

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// Shopped is what the carriers answered to one shipment.
type Shopped struct {
	Shipment carriers.Shipment

	// Quotes stand cheapest first; of equal prices the earlier arrival, then
	// carrier, service and card by name. Quotes of several currencies stand
	// currency by currency, unless Exchange makes one order of them. They may
	// share memory with each other: do not change what they refer to.
	Quotes []carriers.Quote

	// Rejections are the services that refused the shipment and the carriers
	// that did not answer, by carrier and service.
	Rejections []carriers.Rejection

	// Exchange is how Cheapest compares currencies. The zero Exchange compares
	// none. Set it with In, which also puts the quotes in its order.
	Exchange Exchange

	// Err says why no carrier was asked: the shipment is invalid, and the error
	// matches carriers.ErrInvalid. Cheapest returns it too.
	Err error
}

// Shop asks every carrier at once what it takes for a shipment, and returns when
// all have answered or their budgets are over: that of Within, or
// DefaultBudget, and never later than ctx. A carrier that fails, panics or is
// late is named in a rejection, Failed or Timeout, and costs only its own
// quotes. One that does not heed its context is left behind, and its late
// answer is dropped. A quote that fails its Check, names another carrier or
// shares its service with another answer is a rejection as well.
//
// Two carriers may have the same name, such as a published card and a contract:
// the quotes of both stay, told apart by their Card.
//
// The carriers get a copy of what the shipment refers to, so the caller may
// change its own as soon as Shop returns.
func Shop(ctx context.Context, s carriers.Shipment, cs ...carriers.Carrier) Shopped {
	if err := s.Validate(); err != nil {
		return Shopped{Shipment: s, Err: err}
	}
	questions := askAll(ctx, private(s), cs)
	g := gathering{parcels: len(s.Parcels)}
	for i := range questions {
		switch q := &questions[i]; {
		case q.state.Load() == abandoned:
			g.reject(q.name, "", carriers.Timeout, q.lateness(ctx))
		case q.answer.code != "":
			g.reject(q.name, "", q.answer.code, q.answer.reason)
		default:
			g.take(q.name, &q.answer.reply)
		}
	}
	slices.SortFunc(g.rejections, byName)
	return Shopped{Shipment: s, Quotes: inOrder(g.offers), Rejections: g.rejections}
}

// In returns the same with the quotes in the order of what they cost at the
// rates of an Exchange, and Cheapest comparing by it. A quote whose currency has
// no rate stands last.
func (sh Shopped) In(x Exchange) Shopped {
	offers := make([]offer, len(sh.Quotes))
	for i := range sh.Quotes {
		offers[i], _ = x.offer(&sh.Quotes[i])
	}
	sh.Exchange, sh.Quotes = x, inOrder(offers)
	return sh
}

func inOrder(offers []offer) []carriers.Quote {
	slices.SortFunc(offers, func(a, b offer) int { return a.compare(&b) })
	quotes := make([]carriers.Quote, len(offers))
	for i := range offers {
		quotes[i] = *offers[i].quote
	}
	return quotes
}

// private copies what a shipment refers to.
func private(s carriers.Shipment) *carriers.Shipment {
	s.Parcels = slices.Clone(s.Parcels)
	s.Accessorials = slices.Clone(s.Accessorials)
	s.From.Street = slices.Clone(s.From.Street)
	s.To.Street = slices.Clone(s.To.Street)
	return &s
}

// A gathering sorts the replies into offers and rejections.
type gathering struct {
	parcels    int
	offers     []offer
	rejections []carriers.Rejection
}

func (g *gathering) reject(carrier, service string, code carriers.RejectionCode, reason string) {
	g.rejections = append(g.rejections, carriers.Rejection{Carrier: carrier, Service: service, Code: code, Reason: reason})
}

func (g *gathering) take(name string, reply *carriers.Reply) {
	g.offers = slices.Grow(g.offers, len(reply.Quotes))
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		switch first, others := mentions(reply, q.Service, i); {
		case others && first:
			g.reject(name, q.Service, carriers.Failed, "it was answered for twice")
		case others:
			// The first of them is the rejection.
		case q.Carrier != name:
			g.reject(name, q.Service, carriers.Failed, "its quote names the carrier "+q.Carrier)
		default:
			if err := q.Check(g.parcels); err != nil {
				g.reject(name, q.Service, carriers.Failed, oneLine(errors.Unwrap(err).Error()))
				continue
			}
			g.offers = append(g.offers, plain(q))
		}
	}
	for i, r := range reply.Rejections {
		switch first, others := mentions(reply, r.Service, len(reply.Quotes)+i); {
		case r.Service != "" && others && first:
			g.reject(name, r.Service, carriers.Failed, "it was answered for twice")
		case r.Service != "" && others:
			// The first of them is the rejection.
		default:
			g.reject(name, r.Service, cmp.Or(r.Code, carriers.Failed), r.Reason)
		}
	}
}

// mentions looks for a service elsewhere in a reply than at one place, counted
// through the quotes and on through the rejections. First says that no place
// before it has the service.
func mentions(reply *carriers.Reply, service string, place int) (first, others bool) {
	for i := range reply.Quotes {
		if i != place && reply.Quotes[i].Service == service {
			return i > place, true
		}
	}
	for i := range reply.Rejections {
		if j := len(reply.Quotes) + i; j != place && reply.Rejections[i].Service == service {
			return j > place, true
		}
	}
	return true, false
}

// byName orders rejections, so that two runs list them alike.
func byName(a, b carriers.Rejection) int {
	return cmp.Or(strings.Compare(a.Carrier, b.Carrier), strings.Compare(a.Service, b.Service),
		strings.Compare(string(a.Code), string(b.Code)), strings.Compare(a.Reason, b.Reason))
}
