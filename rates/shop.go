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
	Exchange{}.sort(g.quotes)
	return Shopped{Shipment: s, Quotes: g.quotes, Rejections: sorted(g.refused)}
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
		if twice.has(q.Service) {
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
		if r.Service != "" && twice.has(r.Service) {
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

// marks is a set of names, of which some may share a mark.
type marks [4]uint64

// doubtful returns the marks that two services of a reply share: these may be
// named twice, and no others can.
func doubtful(reply *carriers.Reply) (twice marks) {
	var seen marks
	see := func(service string) {
		word, bit := mark(service)
		twice[word] |= seen[word] & bit
		seen[word] |= bit
	}
	for i := range reply.Quotes {
		see(reply.Quotes[i].Service)
	}
	for i := range reply.Rejections {
		see(reply.Rejections[i].Service)
	}
	return twice
}

// has reports whether a name may be in the set.
func (m *marks) has(name string) bool {
	word, bit := mark(name)
	return m[word]&bit != 0
}

// mark makes one bit of a name, which few other names share: of its length and
// of five letters, since names are many and to read them whole takes longer.
func mark(name string) (word int, bit uint64) {
	n := len(name)
	if n == 0 {
		return 0, 1
	}
	h := n + int(name[0])*7 + int(name[n/4])*31 + int(name[n/2])*59 + int(name[n*3/4])*101 + int(name[n-1])*173
	return h >> 6 & 3, 1 << (h & 63)
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

// sorted returns rejections by name, so that two runs list them alike. They are
// large and many, so their places are sorted instead.
func sorted(list []carriers.Rejection) []carriers.Rejection {
	if len(list) == 0 {
		return list
	}
	places := make([]int32, 0, 128) // on the stack, while they are no more
	for i := range list {
		places = append(places, int32(i))
	}
	slices.SortFunc(places, func(i, j int32) int { return byName(&list[i], &list[j]) })
	out := make([]carriers.Rejection, len(list))
	for i, place := range places {
		out[i] = list[place]
	}
	return out
}

// byName orders by carrier and service, and then whatever tells two apart.
func byName(a, b *carriers.Rejection) int {
	if a.Carrier != b.Carrier {
		return strings.Compare(a.Carrier, b.Carrier)
	}
	if a.Service != b.Service {
		return strings.Compare(a.Service, b.Service)
	}
	return cmp.Or(strings.Compare(a.Origin, b.Origin), strings.Compare(string(a.Code), string(b.Code)), strings.Compare(a.Reason, b.Reason))
}
