package tariff

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

var _ carriers.Bidder = (*Carrier)(nil)

// raters keeps the memory of bids, which nobody holds on to.
var raters = sync.Pool{New: func() any { return &bidder{rater: rater{mute: true}} }}

// A bidder is a rater that looks for one service alone.
type bidder struct {
	rater
	quote carriers.Quote // of the service in hand
	total carriers.Money // of the best so far; without a currency there is none
}

// Bid finds the best service as carriers.Bidder says. What arrives too late, or
// has a base price over the best total so far, is not priced in full.
func (c *Carrier) Bid(s *carriers.Shipment, meets func(*carriers.Quote) bool, best *carriers.Quote) error {
	if err := c.check(); err != nil {
		return err
	}
	b := raters.Get().(*bidder)
	defer raters.Put(b)
	ready, minute := carriers.Handover(s.Ready)
	b.country = "" // the ends are those of another shipment
	if b.total = (carriers.Money{}); len(best.Charges) > 0 {
		b.total = best.Total()
	}
	var err error
	var day *pick
	for k, card := range c.cards {
		if err == nil && card.lanes.ways()&wayOf(s.From.Country == card.country, s.To.Country == card.country) != 0 {
			b.begun(card, s, ready, minute)
			err = b.bid(c.prices(k, ready, minute, &day), meets, best)
		}
	}
	b.shipment, b.parcel.parcel, b.quote = nil, nil, carriers.Quote{}
	return err
}

// bid offers each service that there is.
func (b *bidder) bid(services []int, meets func(*carriers.Quote) bool, best *carriers.Quote) error {
	if !b.findLane() {
		return nil
	}
	order, parcels := services, int64(len(b.shipment.Parcels))
	sorted := len(services) == len(b.card.services)
	if sorted {
		order = b.card.byLeast[&b.band[0]]
	}
	for _, i := range order {
		if b.band[i] == noZone {
			continue
		}
		if s := b.card.services[i]; b.total.Currency == b.card.currency && !b.card.discounts && parcels*s.zones[b.band[i]].least > b.total.Minor {
			if sorted {
				break
			}
			continue
		}
		at, ok := b.at(i)
		if !ok {
			continue
		}
		if b.total.Currency == b.card.currency && b.floor(at) > b.total.Minor {
			continue
		}
		q := &b.quote
		b.begin(at, q)
		b.charges, b.parcels = b.charges[:0], b.parcels[:0]
		if !b.arrivesAsAsked(q) || meets != nil && !meets(q) {
			continue
		}
		notes, ok := b.price(at)
		if !ok {
			continue
		}
		if b.total.Currency != "" && b.total.Currency != q.Currency {
			return fmt.Errorf("%w: %s/%s is in %s, and %s/%s in %s", carriers.ErrCurrency, q.Carrier, q.Service, q.Currency, best.Carrier, best.Service, best.Currency)
		}
		if q.Charges, q.Parcels, q.Notes = b.charges, b.parcels, b.noted(at, notes).texts; b.total.Currency == "" || q.Compare(best) < 0 {
			b.lead(best)
		}
	}
	return nil
}

// lead makes the quote in hand the best one.
func (b *bidder) lead(best *carriers.Quote) {
	memory := *best
	*best = b.quote
	best.Charges = fill(memory.Charges, b.quote.Charges)
	best.Parcels = fill(memory.Parcels, b.quote.Parcels)
	b.total = best.Total()
}

// fill copies a list into memory that is no longer used, if there is enough.
func fill[T any](memory, list []T) []T { return append(memory[:0], list...) }

// floor returns what the parcels cost at least, without surcharges; zero where
// that cannot be told.
func (b *bidder) floor(at *serviceAt) (sum int64) {
	if b.card.discounts || at.service.sheet.falls>>at.zone&1 == 1 {
		return 0
	}
	for n := range b.shipment.Parcels {
		b.measure(&b.shipment.Parcels[n], at.terms.rule)
		b.parcel.charged, b.parcel.minimum = 0, 0
		if !b.withinLimits(at.terms) || !b.rateBase(at) {
			return 0
		}
		sum += b.parcel.lines[0].amount
		if b.parcel.charged>>discountCode&1 == 1 { // that of an offer: surcharges were not taken
			sum += b.parcel.lines[discountCode].amount
		}
	}
	return sum
}

// begun makes a rater ready for a shipment. Its memory may be that of another.
func (r *rater) begun(c *Card, s *carriers.Shipment, ready carriers.Date, minute int) {
	r.card, r.shipment, r.ready, r.minute = c, s, ready, minute
	if r.asked, r.insured = accessorialSet(s.Accessorials), 0; s.Insured.Minor != 0 {
		r.insured = s.InsuredPerParcel().Minor
	}
	r.parcel.parcel, r.collects.calendar, r.knows, r.kinds = nil, nil, false, 0
}

// findLeast finds the least price of each zone.
func (c *Card) findLeast() {
	for _, s := range c.services {
		for i := range s.zones {
			least := s.sheet.least(i, c.unit)
			for k := range s.sheet.packs {
				least = min(least, s.sheet.packs[k].least(i, c.unit))
			}
			s.zones[i].least = least
		}
	}
	c.order()
}

// order puts the services in the order of their least price, for each kind of
// lane.
func (c *Card) order() {
	c.byLeast = map[*int8][]int{}
	for _, b := range c.lanes.bands() {
		order := make([]int, 0, len(b))
		for i := range b {
			if b[i] != noZone {
				order = append(order, i)
			}
		}
		slices.SortStableFunc(order, func(i, k int) int {
			return cmp.Compare(c.services[i].zones[b[i]].least, c.services[k].zones[b[k]].least)
		})
		c.byLeast[&b[0]] = order
	}
}

// bands returns the bands of all lanes.
func (l *lanes) bands() (list []band) {
	for _, c := range l.charts {
		list = append(list, c.bands...)
	}
	if l.distance != nil {
		for i := range l.distance.bands {
			list = append(list, l.distance.bands[i].zones)
		}
	}
	return list
}

// least returns the least price of a zone, after what is taken off it.
func (l *list) least(zone int, unit dimweight.Weight) int64 {
	if len(l.breaks) == 0 && len(l.bands) > 0 {
		return 0
	}
	least := int64(tooMuch)
	for i := range l.offers {
		for _, w := range l.offers[i].weights(l) {
			if price, ok := l.net(&l.offers[i], listAt{zone, w}, unit); ok {
				least = min(least, price)
			}
		}
	}
	for row := range l.breaks {
		if price := l.prices[row*l.zones+zone]; price != notOffered {
			least = min(least, price)
		}
	}
	for i := range l.bands {
		if price, ok := l.bands[i].by[zone].of(l.bandFrom(i), unit); ok {
			least = min(least, price)
		}
	}
	return least
}
