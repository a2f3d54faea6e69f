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
	beyond []beyondCut // for weights over the last row, going up; the last has no end
}

// A cut is what is taken off one price, and the charge that it becomes. The zero
// cut is nothing.
type cut struct {
	off int64
	as  *surcharge
}

// A beyondCut is what is taken off the prices per unit up to a weight, by zone.
type beyondCut struct {
	upTo  dimweight.Weight // zero is no end
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

// cut returns what the offer takes off a price of the sheet.
func (o *offer) cut(row, zone, zones int) cut { return o.cuts[row*zones+zone] }

// cutBeyond returns what the offer takes off the price of a weight over the last
// row.
func (o *offer) cutBeyond(w dimweight.Weight, zone int, price int64) cut {
	i := slices.IndexFunc(o.beyond, func(b beyondCut) bool { return b.upTo == 0 || w <= b.upTo })
	return o.beyond[i].zones[zone].of(price)
}

// discount charges what the card takes off the base price.
func (r *rater) discount(at serviceAt, row int, sheet *sheet) {
	p := &r.parcel
	for i := range sheet.offers {
		o := &sheet.offers[i]
		if at.ships < o.from || at.ships > o.to || o.home != either && (o.home == yes) != r.shipment.To.Residential {
			continue
		}
		var c cut
		if row < len(sheet.breaks) {
			c = o.cut(row, at.zone, len(sheet.labels))
		} else {
			c = o.cutBeyond(p.billable, at.zone, p.amounts[0])
		}
		if c.off > 0 {
			p.charged |= 1 << discountCode
			p.amounts[discountCode], p.rows[discountCode] = -c.off, c.as
		}
		return
	}
}
