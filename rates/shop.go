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
	Quotes []*carriers.Quote

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
// Carriers that may be left behind get a copy of what the shipment refers to:
// the caller may change its own as soon as Shop returns. A carriers.Local has no
// budget and is asked on the caller's goroutine, while the others are under way.
func Shop(ctx context.Context, s carriers.Shipment, cs ...carriers.Carrier) Shopped {
	if err := s.Validate(); err != nil {
		return Shopped{Shipment: s, Err: err}
	}
	questions := askAll(ctx, s, cs)
	g := gathering{parcels: len(s.Parcels), quotes: make([]*carriers.Quote, 0, quotesIn(questions))}
	for i := range questions {
		q := &questions[i]
		g.carrier = q.name
		switch {
		case q.state.Load() == abandoned:
			g.refuse("", carriers.Timeout, q.lateness())
		case q.answer.code != "":
			g.refuse("", q.answer.code, q.answer.reason)
		default:
			g.take(&q.answer.reply)
		}
	}
	slices.SortFunc(g.refused, byName)
	Exchange{}.sort(g.quotes)
	return Shopped{Shipment: s, Quotes: g.quotes, Rejections: g.refused}
}

// quotesIn counts the quotes of the questions that are answered.
func quotesIn(questions []question) (n int) {
	for i := range questions {
		if questions[i].state.Load() == answered {
			n += len(questions[i].answer.reply.Quotes)
		}
	}
	return n
}

// In returns the same with the quotes in the order of what they cost at the
// rates of an Exchange, and Cheapest comparing by it. A quote whose currency has
// no rate stands last.
func (sh Shopped) In(x Exchange) Shopped {
	sh.Exchange, sh.Quotes = x, slices.Clone(sh.Quotes)
	x.sort(sh.Quotes)
	return sh
}

// private copies what a shipment refers to.
func private(s carriers.Shipment) *carriers.Shipment {
	s.Parcels = slices.Clone(s.Parcels)
	s.Accessorials = slices.Clone(s.Accessorials)
	s.From.Street = slices.Clone(s.From.Street)
	s.To.Street = slices.Clone(s.To.Street)
	return &s
}

// A gathering sorts replies into quotes and rejections.
type gathering struct {
	parcels int
	carrier string // whose reply is taken
	quotes  []*carriers.Quote
	refused []carriers.Rejection
}

func (g *gathering) refuse(service string, code carriers.RejectionCode, reason string) {
	g.refused = append(g.refused, carriers.Rejection{Carrier: g.carrier, Service: service, Code: code, Reason: reason})
}

func (g *gathering) take(reply *carriers.Reply) {
	twice := doubtful(reply)
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		first, others := true, false
		if twice&mark(q.Service) != 0 {
			first, others = mentions(reply, q.Service, i)
		}
		switch {
		case others && first:
			g.refuse(q.Service, carriers.Failed, "it was answered for twice")
		case others:
			// The first of them is the rejection.
		case q.Carrier != g.carrier:
			g.refuse(q.Service, carriers.Failed, "its quote names the carrier "+q.Carrier)
		default:
			if err := q.Check(g.parcels); err != nil {
				g.refuse(q.Service, carriers.Failed, oneLine(errors.Unwrap(err).Error()))
				continue
			}
			g.quotes = append(g.quotes, q)
		}
	}
	if n := len(reply.Rejections); g.refused == nil && n > 0 {
		g.refused = make([]carriers.Rejection, 0, n)
	}
	for i, r := range reply.Rejections {
		first, others := true, false
		if r.Service != "" && twice&mark(r.Service) != 0 {
			first, others = mentions(reply, r.Service, len(reply.Quotes)+i)
		}
		switch {
		case others && first:
			g.refuse(r.Service, carriers.Failed, "it was answered for twice")
		case others:
			// The first of them is the rejection.
		default:
			g.refuse(r.Service, cmp.Or(r.Code, carriers.Failed), r.Reason)
		}
	}
}

// doubtful returns the marks that two services of a reply share: these may be
// named twice, and no others can.
func doubtful(reply *carriers.Reply) (twice uint64) {
	seen := uint64(0)
	see := func(service string) {
		bit := mark(service)
		twice |= seen & bit
		seen |= bit
	}
	for i := range reply.Quotes {
		see(reply.Quotes[i].Service)
	}
	for i := range reply.Rejections {
		see(reply.Rejections[i].Service)
	}
	return twice
}

// mark makes one bit of a name, which other names may share.
func mark(name string) uint64 {
	n := len(name)
	if n == 0 {
		return 1
	}
	return 1 << ((n + int(name[0])*5 + int(name[n/2])*11 + int(name[n-1])*23) & 63)
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
	if c := strings.Compare(a.Carrier, b.Carrier); c != 0 {
		return c
	}
	if c := strings.Compare(a.Service, b.Service); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(string(a.Code), string(b.Code)), strings.Compare(a.Reason, b.Reason))
}
