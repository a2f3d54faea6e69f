package tariff

import (
	"math/bits"
	"slices"
	"sync/atomic"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A serviceAt is what a service does in one of its zones on a ship date, as far
// as that takes no parcel to tell. It is worked out once, and kept for the
// shipments that follow; so are the plans of it.
type serviceAt struct {
	card    *Card
	service *service
	zone    int
	label   string   // of the zone
	charges *ruleset // of the zone
	ships   carriers.Date
	want    dayPlan // the days on which delivery counts
	terms   *period // nil when the service has none on that day

	quote      carriers.Quote // without the parcels, their charges and the notes
	hourAtHome string         // its DeliverTime to a residence
	notes      uint64

	texts lastNotes
	plans [8]atomic.Pointer[plan]
}

// lastDays are the last days that a zone of a service was asked for. Orders of
// a week find each their own.
type lastDays [8]atomic.Pointer[serviceAt]

func (d *lastDays) slot(ships carriers.Date) *atomic.Pointer[serviceAt] {
	return &d[uint(ships)%uint(len(d))]
}

// on returns what is kept of a day, nil if nothing is.
func (d *lastDays) on(ships carriers.Date, want dayPlan) *serviceAt {
	if at := d.slot(ships).Load(); at != nil && at.ships == ships && at.want == want {
		return at
	}
	return nil
}

// serviceAt works out what a service does, and keeps it.
func (c *Card) serviceAt(s *service, zone int, ships carriers.Date, want dayPlan) *serviceAt {
	z := &s.zones[zone]
	at := &serviceAt{card: c, service: s, zone: zone, label: z.label, charges: z.charges, ships: ships, want: want, terms: s.on(ships)}
	if at.terms != nil {
		q := &at.quote
		q.Carrier, q.Service, q.Name, q.Card, q.Currency = c.carrier, s.id, s.name, c.name, c.currency
		q.Ships, q.Guaranteed = ships, at.terms.guaranteed
		at.notes = at.terms.note
		at.promise(z)
		if ships > c.listed+365 {
			at.notes |= c.aged
		}
	}
	z.days.slot(ships).Store(at)
	return at
}

// promise fills in when a shipment arrives. Unknown transit stays unknown.
func (at *serviceAt) promise(z *zone) {
	q, days, reaches := &at.quote, at.terms.days, []reach(nil)
	if days == 0 {
		days, reaches = z.transit, z.reaches
		at.notes |= z.notes
	}
	if len(reaches) > 0 {
		q.Arrivals = make([]carriers.Arrival, len(reaches))
	}
	if at.service.calendar.arrive(q, days, reaches, at.want); days > 0 {
		q.DeliverTime, at.hourAtHome = hour(z.time, at.terms.time), hour(z.timeAtHome, at.terms.timeAtHome)
	}
}

// A plan is what a serviceAt charges for parcels of which the same conditions
// hold, and that are insured for the same, before it is known what they weigh.
type plan struct {
	holding uint64
	insured int64

	taken
	minimum   dimweight.Weight // to be billed
	lines     []planned        // in the order of the codes
	dependent []*surcharge     // rows that may be charged as well
	shares    []plannedShare   // percentages that may
}

// A planned is what is charged for one code.
type planned struct {
	line
	code    int
	minimum dimweight.Weight // to be billed with it
}

// A plannedShare is a percentage on the day of a plan.
type plannedShare struct {
	row   *surcharge
	rate  int64
	notes uint64
	known bool
}

// plan returns the plan of a service for the parcel in hand.
func (r *rater) plan(at *serviceAt) *plan {
	if r.own != nil {
		r.makePlan(r.own, at)
		return r.own
	}
	holding, insured := r.parcel.holding, r.insured
	slot := &at.plans[(holding^uint64(insured))*0x9e3779b97f4a7c15>>61]
	if known := slot.Load(); known != nil && known.holding == holding && known.insured == insured {
		return known
	}
	made := new(plan)
	r.makePlan(made, at)
	slot.Store(made)
	return made
}

// makePlan makes a plan in memory that may be of another.
func (r *rater) makePlan(made *plan, at *serviceAt) {
	p, rules := &r.parcel, at.charges
	p.taken = taken{}
	var minimums [maxCodes]dimweight.Weight
	take := func(list []rule) {
		for i := range list {
			row := list[i].charge
			if !list[i].applies(p.holding, at.ships) {
				continue
			}
			p.take(row, row.priceOf(r.insured))
			if row.kind < unknown {
				minimums[row.code] = max(minimums[row.code], row.minBillable)
			}
		}
	}
	take(rules.always)
	for set := p.holding & rules.keys; set != 0; set &= set - 1 {
		take(rules.when[rules.place(bits.TrailingZeros64(set))])
	}
	p.charged &^= p.waived
	made.holding, made.insured, made.taken, made.minimum = p.holding, r.insured, p.taken, 0
	made.lines, made.dependent, made.shares = made.lines[:0], made.dependent[:0], made.shares[:0]
	for set := p.charged; set != 0; set &= set - 1 {
		code := bits.TrailingZeros64(set)
		made.lines = append(made.lines, planned{p.lines[code], code, minimums[code]})
		made.minimum = max(made.minimum, minimums[code])
	}
	for i := range rules.dependent {
		if rule := &rules.dependent[i]; p.lets(rule, at.ships) {
			made.dependent = append(made.dependent, rule.charge)
		}
	}
	for i := range rules.shares {
		if rule := &rules.shares[i]; p.lets(rule, at.ships) {
			rate, notes, known := at.rateOf(rule.charge)
			made.shares = append(made.shares, plannedShare{rule.charge, rate, notes, known})
		}
	}
}

// number gives the rows of the card, and what its prices and discounts are called,
// their ids.
func (c *Card) number() {
	c.rows = []*surcharge{nil}
	add := func(s *surcharge) {
		if s != nil && s.id == 0 {
			s.id = int32(len(c.rows))
			c.rows = append(c.rows, s)
		}
	}
	for _, s := range c.services {
		for i := range s.zones {
			for r := range s.zones[i].charges.all {
				add(r.charge)
			}
			for k := range s.zones[i].charges.shipment {
				add(s.zones[i].charges.shipment[k].charge)
			}
		}
		add(&s.sheet.base)
		for i := range s.sheet.packs {
			s.sheet.packs[i].id = int32(i) + 1
			add(&s.sheet.packs[i].base)
		}
		for _, l := range s.lists() {
			for i := range l.offers {
				l.offers[i].charges(add)
			}
		}
	}
}

// charges yields what the cuts of an offer become.
func (o *offer) charges(yield func(*surcharge)) {
	for _, c := range o.cuts {
		yield(c.as)
	}
	for _, b := range o.beyond {
		for _, z := range b.zones {
			yield(z.as)
			yield(z.least)
		}
	}
}

// lets reports whether a rule applies and nothing waives its row.
func (p *rating) lets(r *rule, ships carriers.Date) bool {
	return r.applies(p.holding, ships) && p.waived>>r.charge.code&1 == 0
}

// follow begins the rating of a parcel with its plan.
func (p *rating) follow(plan *plan) {
	p.taken, p.minimum = plan.taken, plan.minimum
	for i := range plan.lines {
		l := &plan.lines[i]
		p.lines[l.code&63] = l.line
	}
}

// lastNotes keeps the texts of the last set of notes, which the quotes that
// carry it share.
type lastNotes struct{ atomic.Pointer[noteSet] }

type noteSet struct {
	set   uint64
	texts []string
}

// of returns a set with its texts.
func (last *lastNotes) of(set uint64, n *notes) *noteSet {
	known := last.Load()
	if known == nil || known.set != set {
		known = &noteSet{set, n.of(set)}
		last.Store(known)
	}
	return known
}

// A noteTable keeps the texts of some sets of notes.
type noteTable [64]lastNotes

// of returns the texts of a set.
func (t *noteTable) of(set uint64, n *notes) []string {
	return t[set*0x9e3779b97f4a7c15>>58].of(set, n).texts
}

// of returns the texts of a set.
func (n *notes) of(set uint64) (texts []string) {
	for ; set != 0; set &= set - 1 {
		texts = append(texts, n.texts[bits.TrailingZeros64(set)])
	}
	return slices.Clip(texts)
}
