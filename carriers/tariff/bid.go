package tariff

import (
	"fmt"
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
	c.each(ready, minute, func(card *Card, services []int) bool {
		b.begun(card, s, ready, minute)
		err = b.bid(services, meets, best)
		return err == nil
	})
	b.shipment, b.parcel.parcel, b.quote = nil, nil, carriers.Quote{}
	return err
}

// bid offers each service that there is.
func (b *bidder) bid(services []int, meets func(*carriers.Quote) bool, best *carriers.Quote) error {
	if !b.findLane() {
		return nil
	}
	for _, i := range services {
		if b.band[i] == noZone || b.total.Currency == b.card.currency && b.leastOf(i) > b.total.Minor {
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
		*q = carriers.Quote{}
		b.begin(at, q)
		if !b.promise(at, q) || meets != nil && !meets(q) {
			continue
		}
		notes, ok := b.price(at)
		if !ok {
			continue
		}
		if b.total.Currency != "" && b.total.Currency != q.Currency {
			return fmt.Errorf("%w: %s/%s is in %s, and %s/%s in %s", carriers.ErrCurrency, q.Carrier, q.Service, q.Currency, best.Carrier, best.Service, best.Currency)
		}
		if b.keep(at, q, notes); b.total.Currency == "" || q.Compare(best) < 0 {
			b.lead(best)
		}
	}
	return nil
}

// lead makes the quote in hand the best one.
func (b *bidder) lead(best *carriers.Quote) {
	charges, parcels, arrivals := best.Charges[:0], best.Parcels[:0], best.Arrivals[:0]
	*best = b.quote
	best.Charges = append(charges, b.quote.Charges...)
	best.Parcels = append(parcels, b.quote.Parcels...)
	best.Arrivals = append(arrivals, b.quote.Arrivals...)
	if len(best.Arrivals) == 0 {
		best.Arrivals = nil // which tells that there are none, as Quote says
	}
	b.total = best.Total()
}

// leastOf returns what any parcels cost at least at a service; zero where that
// cannot be told.
func (b *bidder) leastOf(i int) int64 {
	if b.card.discounts {
		return 0
	}
	return int64(len(b.shipment.Parcels)) * b.card.services[i].zones[b.band[i]].least
}

// floor returns what the parcels cost at least, without surcharges; zero where
// that cannot be told.
func (b *bidder) floor(at serviceAt) (sum int64) {
	if b.card.discounts || at.service.sheet.falls>>at.zone&1 == 1 {
		return 0
	}
	for n := range b.shipment.Parcels {
		b.measure(&b.shipment.Parcels[n], at.terms.rule)
		b.parcel.charged, b.parcel.heavier = 0, 0
		if !b.withinLimits(at.terms) || !b.rateBase(at) {
			return 0
		}
		sum += b.parcel.amounts[0]
		if b.parcel.charged>>discountCode&1 == 1 { // that of an offer: surcharges were not taken
			sum += b.parcel.amounts[discountCode]
		}
	}
	return sum
}

// begun makes a rater ready for a shipment. Its memory may be that of another.
func (r *rater) begun(c *Card, s *carriers.Shipment, ready carriers.Date, minute int) {
	r.card, r.shipment, r.ready, r.minute = c, s, ready, minute
	r.asked, r.insured = accessorialSet(s.Accessorials), s.InsuredPerParcel().Minor
	r.parcel.parcel, r.collects.calendar, r.knows = nil, nil, false
	r.charges.reset()
	r.parcels.reset()
	r.arrivals.reset()
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
		from := l.breaks[len(l.breaks)-1]
		if i > 0 {
			from = l.bands[i-1].upTo
		}
		if price, ok := l.bands[i].by[zone].of(from, unit); ok {
			least = min(least, price)
		}
	}
	return least
}
