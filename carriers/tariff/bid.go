package tariff

import (
	"fmt"
	"math/bits"
	"sync"

	"github.com/shiprate/shiprate/carriers"
)

var _ carriers.Bidder = (*Carrier)(nil)

// raters keeps the memory of bids, which nobody holds on to.
var raters = sync.Pool{New: func() any { return &bidder{rater: rater{mute: true}} }}

// A bidder is a rater that looks for one service alone.
type bidder struct {
	rater
	home  bool           // to a residence
	place places         // that it goes to
	quote carriers.Quote // of the service in hand
	total carriers.Money // of the best so far; without a currency there is none

	day    pick // which card prices what, where cards share services
	picked bool // day is known
}

// Bid finds the best service as carriers.Bidder says. What arrives too late, or
// cannot cost less than the best so far, is not priced.
func (c *Carrier) Bid(s *carriers.Shipment, meets func(*carriers.Quote) bool, best *carriers.Quote) error {
	if err := c.check(); err != nil {
		return err
	}
	b := raters.Get().(*bidder)
	defer raters.Put(b)
	ready, minute := carriers.Handover(s.Ready)
	b.country, b.picked = "", false // these are of another shipment
	b.home, b.place = s.To.Home(), placesOf(s.To.Place)
	if b.total = (carriers.Money{}); len(best.Charges) > 0 {
		b.total = best.Total()
	}
	var err error
	for k, card := range c.cards {
		if err == nil && card.lanes.ways()&wayOf(s.From.Country == card.country, s.To.Country == card.country) != 0 {
			b.begun(card, s, ready, minute)
			if c.own[k] == nil && !b.picked {
				b.day, b.picked = *c.pick(ready, minute), true
			}
			err = b.bid(c, k, meets, best)
		}
	}
	b.shipment, b.parcel.parcel, b.parcel.fitted, b.quote = nil, nil, nil, carriers.Quote{}
	return err
}

// bid offers the services of a card that may be the best, the cheapest first.
func (b *bidder) bid(c *Carrier, k int, meets func(*carriers.Quote) bool, best *carriers.Quote) error {
	card, s, q := b.card, b.shipment, &b.quote
	if b.insured > 0 && s.Insured.Currency != card.currency || !b.findLane() {
		return nil
	}
	lightest := s.Parcels[0].Weight
	for i := range s.Parcels[1:] {
		lightest = min(lightest, s.Parcels[1+i].Weight)
	}
	*q = carriers.Quote{Carrier: card.carrier, Card: card.name, Currency: card.currency}
	for _, one := range card.orderOf(b.band, card.classOf(lightest), b.home) {
		if b.over(int64(len(s.Parcels)) * one.least) {
			break
		}
		if c.own[k] == nil && !b.day.is(k, c.holders[k][one.service]) || !b.fits(one.service) {
			continue
		}
		at, ok := b.at(one.service)
		if !ok || b.over(b.floor(at)) || !b.promise(at, q) || meets != nil && !meets(q) {
			continue
		}
		if err := b.offer(at, best); err != nil {
			return err
		}
		q.Charges, q.Parcels, q.Notes = nil, nil, nil
	}
	return nil
}

// at finds the terms of a service for the shipment, as that of the rater does
// without a word on why the service does not do it.
func (b *bidder) at(i int) (at serviceAt, ok bool) {
	s := b.card.services[i]
	if s.calendar != b.collects.calendar || b.card.cutoffs != nil {
		b.collects.calendar = s.calendar
		b.collects.ships, b.collects.uncut = b.card.collection(i, b.ready, b.minute)
	}
	at = serviceAt{service: s, zone: int(b.band.zones[i]), ships: b.collects.ships, uncut: b.collects.uncut}
	if at.ships == 0 {
		return at, false
	}
	at.terms = s.on(at.ships)
	return at, at.terms != nil && at.terms.places&b.place != 0 && (at.terms.scope == either || (at.terms.scope == yes) == b.home) &&
		(at.terms.contents == "" || at.terms.contents == b.shipment.Contents)
}

// promise fills in what a service says of itself and when the shipment arrives,
// as begin and the promise of a rater do.
func (b *bidder) promise(at serviceAt, q *carriers.Quote) bool {
	s, terms, z := at.service, at.terms, &at.service.zones[at.zone]
	q.Service, q.Name, q.Ships, q.Guaranteed = s.id, s.name, at.ships, terms.guaranteed
	q.Delivers, q.DeliverTime, q.Arrivals = 0, "", nil
	days := terms.days
	if days == 0 {
		days = z.transit
	}
	if days > 0 && (terms.days > 0 || len(z.reaches) == 0) && b.asked&weekendDays == 0 {
		if due, ok := s.calendar.dueAfter(at.ships, days); ok {
			q.Transit, q.Delivers = carriers.Transit{Days: days, Known: true}, due
			if q.DeliverTime = hour(z.time, terms.time); b.home {
				q.DeliverTime = hour(z.timeAtHome, terms.timeAtHome)
			}
			return true
		}
	}
	b.arrivals.drop()
	return b.rater.promise(at, q)
}

// over reports that an amount is more than the best total so far.
func (b *bidder) over(amount int64) bool {
	return amount > b.total.Minor && b.total.Currency == b.card.currency
}

// offer prices the service in hand, and makes it the best one if it is.
func (b *bidder) offer(at serviceAt, best *carriers.Quote) error {
	if sum, ok := b.sum(at); !ok || b.over(sum) {
		return nil
	}
	b.charges.drop()
	b.parcels.drop()
	notes, ok := b.price(at)
	if !ok {
		return nil
	}
	q := &b.quote
	if b.total.Currency != "" && b.total.Currency != q.Currency {
		return fmt.Errorf("%w: %s/%s is in %s, and %s/%s in %s", carriers.ErrCurrency, q.Carrier, q.Service, q.Currency, best.Carrier, best.Service, best.Currency)
	}
	if b.keep(at, q, notes); b.total.Currency == "" || q.Compare(best) < 0 {
		b.lead(best)
	}
	return nil
}

// sum returns what the parcels are charged; zero where that is not all. It returns
// false when the service refuses one.
func (b *bidder) sum(at serviceAt) (sum int64, ok bool) {
	if at.service.zones[at.zone].charges.shipment != nil {
		return 0, true
	}
	p := &b.parcel
	for n := range b.shipment.Parcels {
		if !b.rateParcel(at, n) {
			return 0, false
		}
		for set := p.charged; set != 0; set &= set - 1 {
			sum += p.amounts[bits.TrailingZeros64(set)]
		}
	}
	return sum, true
}

// fits reports whether the parcels fit some packaging of a service that has no
// other prices, and cost no more in it than the best so far.
func (b *bidder) fits(i int) bool {
	s := b.card.services[i]
	if s.sheet.breaks != nil {
		return true
	}
	f, zone, sum := b.card.floorsOf(s), int(b.band.zones[i]), int64(0)
	for n := range b.shipment.Parcels {
		least := f.leastPack(s, zone, b.fit(&b.shipment.Parcels[n]))
		if least == noFloor {
			return false
		}
		sum += f.lines[zone][one(b.home)].of(least)
	}
	return !b.over(sum)
}

// floor returns the least that the parcels may cost by their dimensions; noFloor
// where the service does not take one of them.
func (b *bidder) floor(at serviceAt) (sum int64) {
	f := b.card.floorsOf(at.service)
	for n := range b.shipment.Parcels {
		b.measure(&b.shipment.Parcels[n], at.terms.rule)
		if !b.withinLimits(at.terms) {
			return noFloor
		}
		w := b.parcel.facts.weight
		if at.service.sheet.packs == nil { // which take a parcel by its actual weight
			w = max(w, b.parcel.dimensional)
		}
		least := f.least(at.zone, b.card.classOf(w), b.home)
		if least == noFloor {
			return noFloor
		}
		sum += least
	}
	return sum
}

// lead makes the quote in hand the best one.
func (b *bidder) lead(best *carriers.Quote) {
	memory := *best
	*best = b.quote
	best.Charges = fill(memory.Charges, b.quote.Charges)
	best.Parcels = fill(memory.Parcels, b.quote.Parcels)
	best.Arrivals = fill(memory.Arrivals, b.quote.Arrivals)
	if len(best.Arrivals) == 0 {
		best.Arrivals = nil // which tells that there are none, as Quote says
	}
	b.total = best.Total()
}

// fill copies a list into memory that is no longer used, if there is enough.
func fill[T any](memory, list []T) []T { return append(memory[:0], list...) }

// begun makes a rater ready for a shipment. Its memory may be that of another.
func (r *rater) begun(c *Card, s *carriers.Shipment, ready carriers.Date, minute int) {
	r.card, r.shipment, r.ready, r.minute = c, s, ready, minute
	if r.asked, r.insured = accessorialSet(s.Accessorials), 0; s.Insured.Minor != 0 {
		r.insured = s.InsuredPerParcel().Minor
	}
	r.parcel.parcel, r.parcel.fitted, r.collects.calendar, r.knows = nil, nil, nil, false
	r.charges.reset()
	r.parcels.reset()
	r.arrivals.reset()
}
