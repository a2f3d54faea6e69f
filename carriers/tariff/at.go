package tariff

import (
	"math/bits"
	"slices"
	"sync/atomic"

	"github.com/shiprate/shiprate/carriers"
)

// A trip is what a service's answer hangs on, beside the zone and the parcel: the
// day of collection, the days on which delivery counts, and the kind of address.
type trip struct {
	ships carriers.Date
	want  dayPlan
	home  bool // it goes to a residence
}

// A serviceAt is what a service does in one of its zones on a trip, as far as that
// takes no parcel to tell. It is worked out once, and kept for the shipments that
// follow.
type serviceAt struct {
	trip
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

// lastTrips are the last trips that a zone of a service was asked for. Orders of a
// week, to homes and to businesses, find each their own.
type lastTrips [16]atomic.Pointer[serviceAt]

// place returns the place of a trip among so many.
func (t trip) place() int { return (2*int(t.ships) + one(t.home)) & 15 }

// usualTrips tell which trips bids are often for, by their places: those are kept.
// Shipments that are all of another day would push each other out, and to look for
// them takes longer than to work out what one candidate does.
type usualTrips [16]atomic.Uint64

// asked counts a trip, and reports whether it is usual. One that is asked for more
// than all others of its place together comes to be.
func (u *usualTrips) asked(t trip) bool {
	const most, usual = 15, 8
	this := uint64(t.ships)<<32 | uint64(t.want)<<8 | uint64(one(t.home))<<4
	at := &u[t.place()]
	known := at.Load()
	switch count := known & most; {
	case known&^most == this && count == most:
	case known&^most == this:
		at.Store(known + 1)
	case count == 0:
		at.Store(this)
	default:
		at.Store(known - 1)
	}
	return known&^most == this && known&most >= usual
}

// collect finds the day of collection of a service, by its index, and what hangs on
// it for all services that have the same.
func (r *rater) collect(i int) {
	r.collects.calendar = r.card.services[i].calendar
	r.trip.ships, r.collects.uncut = r.card.collection(i, r.ready, r.minute)
	if r.keeps = r.own == nil || r.card.usual.asked(r.trip); !r.keeps {
		r.season = r.card.season(r.trip.ships)
	}
}

// serviceAt returns what a service does in a zone on the trip in hand.
func (r *rater) serviceAt(s *service, zone int) (at *serviceAt) {
	if !r.keeps {
		at = r.own
		at.trip, at.season, at.card, at.service, at.zone = r.trip, r.season, r.card, s, zone
		at.workOut()
		return at
	}
	z := &s.zones[zone]
	trips := z.trips.Load()
	if trips == nil {
		trips = new(lastTrips)
		z.trips.Store(trips)
	}
	place := &trips[r.trip.place()]
	if at = place.Load(); at != nil && at.trip == r.trip {
		return at
	}
	at = &serviceAt{trip: r.trip, season: r.card.season(r.trip.ships), card: r.card, service: s, zone: zone}
	at.workOut()
	at.tell()
	place.Store(at)
	return at
}

// workOut fills in what the service does on the trip, but for the quote.
func (at *serviceAt) workOut() {
	s, z := at.service, &at.service.zones[at.zone]
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
// their ids, and makes their rules ready for plans.
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
