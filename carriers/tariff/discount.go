package tariff

import (
	"slices"

	"github.com/shiprate/shiprate/dimweight"
)

// An offer is what a card takes off a price list on an occasion, compiled from
// the rows of discounts, tiers and minimums.
type offer struct {
	occasion
	cuts   []cut       // as the prices of the sheet
	beyond []beyondCut // for weights over the last row, going up; to endlessWeight
}

// A cut is what is taken off one price, and the charge that it becomes. The zero
// cut is nothing.
type cut struct {
	off int64
	as  *surcharge
}

// A beyondCut is what is taken off the prices per unit up to a weight, by zone.
type beyondCut struct {
	upTo  dimweight.Weight
	zones []rateCut
}

// A rateCut is a percentage off, of which at least the minimum is left.
type rateCut struct {
	rate, minimum int64
	as, least     *surcharge // the charge, and that which ends at the minimum
}

// discountCode is the index of the code discount on a card that has offers.
const discountCode = 1

// of returns what is taken off a price.
func (c *rateCut) of(price int64) cut {
	off := share(price, c.rate)
	if price-off < c.minimum {
		off = max(price-c.minimum, 0)
		return cut{off, c.least}
	}
	return cut{off, c.as}
}

// at returns what the offer takes off the price of a weight in a zone.
func (o *offer) at(l *list, w dimweight.Weight, zone int, price int64) cut {
	if o.cuts == nil {
		return cut{}
	}
	if row := l.row(w); row < len(l.breaks) {
		return o.cuts[row*l.zones+zone]
	}
	i := slices.IndexFunc(o.beyond, func(b beyondCut) bool { return w <= b.upTo })
	return o.beyond[i].zones[zone].of(price)
}

// net returns the price of a weight less what the offer takes off it.
func (l *list) net(o *offer, at listAt, unit dimweight.Weight) (price int64, ok bool) {
	if _, price, ok = l.price(at.weight, 1, unit, at.zone); ok {
		price -= o.at(l, at.weight, at.zone, price).off
	}
	return price, ok
}

// cut returns what a list takes off its price of a billable weight.
func (r *rater) cut(at *serviceAt, l *list, w dimweight.Weight, price int64) cut {
	for i := range l.offers {
		o := &l.offers[i]
		if o.from <= at.ships && at.ships <= o.to && (o.home == either || (o.home == yes) == r.shipment.To.Home()) {
			return o.at(l, w, at.zone, price)
		}
	}
	return cut{}
}

// discount charges what is taken off the base price of the parcel in hand.
func (r *rater) discount(at *serviceAt) {
	p := &r.parcel
	if c := r.cut(at, p.list, p.billable, p.lines[0].amount); c.off > 0 {
		p.charged |= 1 << discountCode
		p.lines[discountCode] = line{amount: -c.off, row: c.as.id}
	}
}
