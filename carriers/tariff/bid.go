package tariff

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/shiprate/shiprate/carriers"
)

var _ carriers.Bidder = (*Carrier)(nil)

// raters keeps the memory of bids, which nobody holds on to.
var raters = sync.Pool{New: func() any { return &bidder{rater: rater{mute: true, own: &plan{}}} }}

// A bidder is a rater that looks for one service alone.
type bidder struct {
	rater
	home  bool           // to a residence
	place places         // that it goes to
	at    serviceAt      // the service in hand, on a day that is not kept
	quote carriers.Quote // of it
	total carriers.Money // of the best so far; without a currency there is none
	most  int64          // of that if it is in the currency of the card, else endless

	day    pick // which card prices what, where cards share services
	picked bool // day is known

	arrivals []carriers.Arrival // of the service in hand
}

// A door says what a card is for: a shipment that it has no lanes for does not
// come in.
type door struct {
	country string
	ways    ways
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
	var way ways // as cards of a country see it, which mostly all are
	for k := range c.doors {
		door := &c.doors[k]
		if k == 0 || door.country != c.doors[k-1].country {
			way = wayOf(s.From.Country == door.country, s.To.Country == door.country)
		}
		if err == nil && door.ways&way != 0 {
			b.begun(c.cards[k], s, ready, minute)
			if c.own[k] == nil && !b.picked {
				b.day, b.picked = *c.pick(ready, minute), true
			}
			err = b.bid(c, k, meets, best)
		}
	}
	b.shipment, b.parcel.parcel, b.parcel.fitted = nil, nil, nil
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
	q.Carrier, q.Card, q.Currency = card.carrier, card.name, card.currency
	if b.most = b.total.Minor; b.total.Currency != card.currency {
		b.most = math.MaxInt64
	}
	for _, one := range card.orderOf(b.band, card.classOf(lightest), b.home) {
		if int64(len(s.Parcels))*int64(one.least) > b.most {
			break
		}
		i := int(one.service)
		if c.own[k] == nil && !b.day.is(k, c.holders[k][i]) || one.packs && !b.fits(i) || !b.serves(i) || b.floor() > b.most {
			continue
		}
		if !b.promises() || meets != nil && !meets(q) {
			continue
		}
		if err := b.offer(best); err != nil {
			return err
		}
		q.Notes = nil
	}
	return nil
}

// serves takes a service in hand, and reports whether it does the shipment at all.
// It is serves of the rater without a word on why it does not.
func (b *bidder) serves(i int) bool {
	s, at := b.card.services[i], &b.at
	if s.calendar != b.collects.calendar || b.card.cutoffs != nil {
		b.collects.calendar = s.calendar
		b.collects.ships, b.collects.uncut = b.card.collection(i, b.ready, b.minute)
	}
	at.card, at.service, at.zone, at.ships, at.terms = b.card, s, int(b.band.zones[i]), b.collects.ships, nil
	if at.ships != 0 {
		at.terms = s.on(at.ships)
	}
	at.charges, at.label = s.zones[at.zone].charges, s.zones[at.zone].label
	return at.terms != nil && at.terms.places&b.place != 0 && (at.terms.scope == either || (at.terms.scope == yes) == b.home) &&
		(at.terms.contents == "" || at.terms.contents == b.shipment.Contents)
}

// promises fills in what the service in hand says of itself and when the shipment
// arrives, and reports whether that is a day that was asked for.
func (b *bidder) promises() bool {
	at, q := &b.at, &b.quote
	s, terms, z := at.service, at.terms, &at.service.zones[at.zone]
	q.Service, q.Name, q.Ships, q.Guaranteed = s.id, s.name, at.ships, terms.guaranteed
	q.Delivers, q.DeliverTime, q.Arrivals = 0, "", nil
	days, reaches := terms.days, []reach(nil)
	if days == 0 {
		days, reaches = z.transit, z.reaches
	}
	if len(reaches) > 0 {
		b.arrivals = slices.Grow(b.arrivals[:0], len(reaches))[:len(reaches)]
		q.Arrivals = b.arrivals
	}
	if s.calendar.arrive(q, days, reaches, b.wantedDays()); days > 0 {
		if q.DeliverTime = hour(z.time, terms.time); b.home {
			q.DeliverTime = hour(z.timeAtHome, terms.timeAtHome)
		}
	}
	return b.arrivesAsAsked(q)
}

// offer prices the service in hand, and makes it the best one if it is.
func (b *bidder) offer(best *carriers.Quote) error {
	at, q := &b.at, &b.quote
	sum, ok := b.sum()
	if !ok || sum > b.most {
		return nil
	}
	b.charges, b.parcels = b.charges[:0], b.parcels[:0]
	var notes uint64
	if at.charges.shipment == nil && len(b.shipment.Parcels) == 1 { // the rating of which is at hand
		sum = b.list(0)
		notes, ok = b.parcel.notes, sum > 0 && sum <= carriers.MaxMinor
	} else {
		notes, ok = b.price(at)
	}
	if !ok {
		return nil
	}
	if b.total.Currency != "" && b.total.Currency != q.Currency {
		return fmt.Errorf("%w: %s/%s is in %s, and %s/%s in %s", carriers.ErrCurrency, q.Carrier, q.Service, q.Currency, best.Carrier, best.Service, best.Currency)
	}
	total := carriers.Money{Currency: q.Currency}
	for i := range b.charges {
		total.Minor += b.charges[i].amount
	}
	if b.total.Currency == "" || total.Minor < b.total.Minor || total.Minor == b.total.Minor && q.CompareOther(best) < 0 {
		q.Notes = b.card.texts.of(notes|b.standing(), &b.card.notes)
		b.total, b.most = total, total.Minor
		b.lead(best)
	}
	return nil
}

// standing returns the notes of the service in hand, whatever the parcels.
func (b *bidder) standing() uint64 {
	notes := b.notes | b.at.terms.note
	if b.at.terms.days == 0 {
		notes |= b.at.service.zones[b.at.zone].notes
	}
	if b.at.ships > b.card.listed+365 {
		notes |= b.card.aged
	}
	if b.collects.uncut {
		notes |= b.card.uncut
	}
	return notes
}

// sum returns what the parcels are charged; zero where that is not all. It returns
// false when the service refuses one.
func (b *bidder) sum() (sum int64, ok bool) {
	if b.at.charges.shipment != nil {
		return 0, true
	}
	p := &b.parcel
	for n := range b.shipment.Parcels {
		if !b.rateParcel(&b.at, n) {
			return 0, false
		}
		for set := p.charged; set != 0; set &= set - 1 {
			sum += p.lines[bits.TrailingZeros64(set)].amount
		}
	}
	return sum, true
}

// fits reports whether the parcels fit some packaging of a service that has prices
// for those alone, and may cost no more in it than the best so far.
func (b *bidder) fits(i int) bool {
	s := b.card.services[i]
	f, zone, sum := b.card.floorsOf(s), int(b.band.zones[i]), int64(0)
	for n := range b.shipment.Parcels {
		least := f.leastPack(s, zone, b.fit(&b.shipment.Parcels[n]))
		if least == noBase {
			return false
		}
		sum += f.slopes[zone][one(b.home)].of(int64(least))
	}
	return sum <= b.most
}

// floor returns the least that the parcels may cost by their dimensions; noFloor
// where the service in hand does not take one of them.
func (b *bidder) floor() (sum int64) {
	at := &b.at
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
	charges, parcels := best.Charges, best.Parcels
	*best = b.quote
	best.Charges, best.Parcels = room(charges, len(b.charges)), room(parcels, len(b.parcels))
	b.at.itemise(best.Charges, b.charges)
	b.at.tellParcels(best.Parcels, b.parcels)
	best.Arrivals = slices.Clone(best.Arrivals) // which others may hold on to
}

// room makes a list of n in memory that is no longer used, if there is enough.
func room[T any](memory []T, n int) []T { return slices.Grow(memory[:0], n)[:n] }

// begun makes a rater ready for a shipment. Its memory may be that of another.
func (r *rater) begun(c *Card, s *carriers.Shipment, ready carriers.Date, minute int) {
	r.card, r.shipment, r.ready, r.minute = c, s, ready, minute
	if r.asked, r.insured = accessorialSet(s.Accessorials), 0; s.Insured.Minor != 0 {
		r.insured = s.InsuredPerParcel().Minor
	}
	r.parcel.parcel, r.parcel.fitted, r.collects.calendar, r.knows, r.kinds = nil, nil, nil, false, 0
}
