package tariff

import (
	"math/bits"
	"slices"
	"sync/atomic"

	"github.com/shiprate/shiprate/carriers"
)

// A serviceAt is what a service does in one of its zones for what is ready at a
// time, as far as that takes no parcel to tell. It is worked out once, and kept for
// the shipments that follow.
type serviceAt struct {
	ships   carriers.Date // the day of collection; zero when none is near
	uncut   bool          // no cutoff of that day is known, and it is taken for early enough
	want    dayPlan
	home    bool
	card    *Card
	service *service
	zone    int
	label   string     // of the zone
	charges *ruleset   // of the zone
	plans   *lastPlans // of the charges
	season  int        // of the card
	terms   *period    // nil when the service has none on that day
	open    places     // where it takes any goods to

	fuel struct { // the percentage of the day
		rate  int64
		notes uint64
		known bool
	}

	quote    carriers.Quote     // without the parcels, their charges and the notes; see tell
	arrivals []carriers.Arrival // memory for those of the quote
	notes    uint64

	texts lastNotes
}

// workOut fills in what a service of the card does in a zone, but for the quote.
func (at *serviceAt) workOut(r *rater, i, zone int) {
	s := r.card.services[i]
	z := &s.zones[zone]
	at.card, at.service, at.zone, at.want, at.home = r.card, s, zone, r.want, r.home
	at.ships, at.uncut = r.card.collection(i, r.ready, r.minute)
	at.season = r.card.season(at.ships)
	at.open = 0
	if at.terms = s.on(at.ships); at.terms == nil {
		return
	}
	if at.terms.contents == "" && (at.terms.scope == either || (at.terms.scope == yes) == at.home) {
		at.open = at.terms.places
	}
	at.label, at.charges, at.plans = z.label, z.charges, z.charges.lastPlans()
	at.fuel.rate, at.fuel.notes, at.fuel.known = s.fuelOn(at.ships)
}

// tell fills in the quote, which takes longer than all else, and its notes.
func (at *serviceAt) tell() {
	if at.terms == nil {
		return
	}
	c, s, q := at.card, at.service, &at.quote
	q.Carrier, q.Service, q.Name, q.Card, q.Currency = c.carrier, s.id, s.name, c.name, c.currency
	q.Ships, q.Guaranteed = at.ships, at.terms.guaranteed
	at.notes = at.terms.note
	if at.uncut {
		at.notes |= c.uncut
	}
	at.promise(&s.zones[at.zone])
	if at.ships > c.listed+365 {
		at.notes |= c.aged
	}
}

// promise fills in when a shipment arrives. Unknown transit stays unknown.
func (at *serviceAt) promise(z *zone) {
	q, days, reaches := &at.quote, at.terms.days, []reach(nil)
	q.Delivers, q.DeliverTime, q.Arrivals = 0, "", nil
	if days == 0 {
		days, reaches = z.transit, z.reaches
		at.notes |= z.notes
	}
	if len(reaches) > 0 {
		at.arrivals = slices.Grow(at.arrivals[:0], len(reaches))[:len(reaches)]
		q.Arrivals = at.arrivals
	}
	if at.service.calendar.arrive(q, days, reaches, at.want); days > 0 {
		if q.DeliverTime = hour(z.time, at.terms.time); at.home {
			q.DeliverTime = hour(z.timeAtHome, at.terms.timeAtHome)
		}
	}
}

// number gives the rows of the card, and what its prices and discounts are called,
// their ids, the zones of services their places, and makes their rules ready for plans.
func (c *Card) number() {
	c.rows = []*surcharge{nil}
	add := func(s *surcharge) {
		if s != nil && s.id == 0 {
			s.id = int32(len(c.rows))
			c.rows = append(c.rows, s)
		}
	}
	for _, s := range c.services {
		s.place = c.zones
		c.zones += len(s.zones)
		for i := range s.zones {
			rules := s.zones[i].charges
			for r := range rules.all {
				add(r.charge)
				rules.needed |= r.needs
				c.addSeason(r.from)
				c.addSeason(min(r.to, openEnd-1) + 1)
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
	slices.Sort(c.seasons)
}

// addSeason begins a season on a day, if none does.
func (c *Card) addSeason(d carriers.Date) {
	if d != 0 && d != openEnd && !slices.Contains(c.seasons, d) {
		c.seasons = append(c.seasons, d)
	}
}

// season returns the season of a day, by its number: between two of the days on
// which a rule begins or is over, all is alike.
func (c *Card) season(d carriers.Date) (n int) {
	for n = len(c.seasons); n > 0 && d < c.seasons[n-1]; n-- {
	}
	return n
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
