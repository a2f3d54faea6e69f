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
	g := gathering{parcels: len(s.Parcels)}
	g.makeRoom(questions)
	for _, q := range byCarrier(questions, make([]*question, 0, 16)) {
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

// byCarrier appends questions to a list in the order of their carriers' names:
// rejections then mostly stand in theirs as they are taken.
func byCarrier(questions []question, list []*question) []*question {
	for i := range questions {
		list = append(list, &questions[i])
		for k := i; k > 0 && list[k].name < list[k-1].name; k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
	}
	return list
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

// makeRoom makes room for what the questions that are answered are told.
func (g *gathering) makeRoom(questions []question) {
	quotes, refused := 0, 0
	for i := range questions {
		if q := &questions[i]; q.state.Load() == answered {
			quotes += len(q.answer.reply.Quotes)
			refused += len(q.answer.reply.Rejections)
		}
	}
	g.quotes = make([]*carriers.Quote, 0, quotes)
	if refused > 0 {
		g.refused = make([]carriers.Rejection, 0, refused)
	}
}

func (g *gathering) refuse(service string, code carriers.RejectionCode, reason string) {
	g.refused = append(g.refused, carriers.Rejection{Carrier: g.carrier, Service: service, Code: code, Reason: reason})
}

func (g *gathering) take(reply *carriers.Reply) {
	var twice marks
	some := doubtful(reply, &twice)
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		first, others := true, false
		if some && twice.has(q.Service) {
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
	n := len(g.refused)
	g.refused = append(g.refused, reply.Rejections...)
	for i := range g.refused[n:] {
		r := &g.refused[n+i]
		if r.Carrier, r.Origin = g.carrier, ""; r.Code == "" {
			r.Code = carriers.Failed
		}
	}
	if some {
		g.dropTwice(reply, &twice, n)
	}
}

// dropTwice drops what was refused from the n-th on and answered for twice: the
// first of them says so.
func (g *gathering) dropTwice(reply *carriers.Reply, twice *marks, n int) {
	kept := n
	for i := range reply.Rejections {
		r := &g.refused[n+i]
		if r.Service != "" && twice.has(r.Service) {
			if first, others := mentions(reply, r.Service, len(reply.Quotes)+i); others && first {
				r.Code, r.Reason = carriers.Failed, "it was answered for twice"
			} else if others {
				continue
			}
		}
		if kept != n+i {
			g.refused[kept] = *r
		}
		kept++
	}
	g.refused = g.refused[:kept]
}

// marks is a set of names, of which some may share a mark.
type marks [32]uint64

// doubtful finds the marks that two services of a reply share, and reports
// whether there are some: these may be named twice, and no others can.
func doubtful(reply *carriers.Reply, twice *marks) (some bool) {
	var seen marks
	see := func(service string) {
		word, bit := mark(service)
		if seen[word]&bit != 0 {
			twice[word] |= bit
			some = true
		}
		seen[word] |= bit
	}
	for i := range reply.Quotes {
		see(reply.Quotes[i].Service)
	}
	for i := range reply.Rejections {
		see(reply.Rejections[i].Service)
	}
	return some
}

// has reports whether a name may be in the set.
func (m *marks) has(name string) bool {
	word, bit := mark(name)
	return m[word]&bit != 0
}

// mark makes one bit of a name, which few other names share: of its ends and
// its middle, since names are many.
func mark(name string) (word int, bit uint64) {
	first, last := uint64(len(name)), uint64(0)
	if n := len(name); n >= 8 {
		first, last = first<<56^eight(name)^eight(name[n/2-4:])<<1, eight(name[n-8:])
	} else {
		for i := range n {
			first = first<<8 | uint64(name[i])
		}
	}
	h := (first*31 + last) * 0x9e3779b97f4a7c15 >> 53
	return int(h >> 6), 1 << (h & 63)
}

// eight reads the first eight bytes of a name as a number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
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

// sorted returns rejections by name, so that two runs list them alike. Mostly
// they are. They are large and many, so else their places are sorted.
func sorted(list []carriers.Rejection) []carriers.Rejection {
	inOrder := true
	for i := 1; i < len(list) && inOrder; i++ {
		inOrder = byName(&list[i-1], &list[i]) <= 0
	}
	if inOrder {
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
