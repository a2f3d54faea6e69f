package tariff

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// A slope bounds what is charged for a parcel by its net base price.
type slope struct {
	fixed int64 // on top of the base price
	rate  int64 // of the base price, see percent
}

func (l slope) of(base int64) int64 { return base + share(base, l.rate) + l.fixed }

// falls reports whether something may be taken off a price that the price list
// does not know of: then there is no floor.
func (c *Card) falls(rules *ruleset) bool {
	const net = 1 | 1<<discountCode
	return c.discounts || slices.ContainsFunc(rules.shares, func(r rule) bool {
		return r.charge.rate < 0 || c.codes.net && r.charge.of&net == 1<<discountCode
	})
}

// slope finds what all parcels to a kind of address are charged in a zone,
// whatever the day.
func (c *Card) slope(s *service, rules *ruleset, home bool) slope {
	sure := c.conditions.of[toBusiness]
	if home {
		sure = c.conditions.of[toResidence]
	}
	var waived uint64
	var starts []carriers.Date // of the days between which nothing changes
	for i := range s.periods {
		starts = append(starts, s.periods[i].from)
	}
	for r := range rules.all {
		waived |= r.charge.waives
		if r.needs&^sure == 0 {
			starts = append(starts, r.from, min(r.to, openEnd-1)+1)
		}
	}
	slices.Sort(starts)
	least := slope{math.MaxInt64, math.MaxInt64}
	for _, day := range slices.Compact(starts) {
		if s.on(day) == nil {
			continue
		}
		on := slopeOn(s, rules, func(r *rule) bool { return r.applies(sure, day) && waived>>r.charge.code&1 == 0 })
		least.fixed, least.rate = min(least.fixed, on.fixed), min(least.rate, on.rate)
	}
	return least
}

// slopeOn sums up the rules that count. One is taken off for each rounding.
func slopeOn(s *service, rules *ruleset, counts func(*rule) bool) (sum slope) {
	var by [maxCodes]slope
	by[0].rate = hundred // of the base price less what is taken off it
	for _, list := range append([][]rule{rules.always}, rules.when...) {
		for i := range list {
			if row := list[i].charge; row.kind == fixed && row.perInsured == 0 && counts(&list[i]) {
				by[row.code].fixed = max(by[row.code].fixed, row.amount)
			}
		}
	}
	for i := range rules.shares {
		row := rules.shares[i].charge
		if row.with != 0 || row.billableOver != 0 || row.billableTo != 0 || !counts(&rules.shares[i]) {
			continue
		}
		var of slope
		for set := row.of; set != 0; set &= set - 1 {
			code := bits.TrailingZeros64(set)
			of.fixed, of.rate = of.fixed+by[code].fixed, of.rate+by[code].rate
		}
		rate := s.leastRate(row)
		if part := (slope{share(of.fixed, rate) - 1, min(of.rate, maxRate) * rate / hundred}); part.rate > by[row.code].rate {
			by[row.code] = part
		}
	}
	for _, l := range by[1:] {
		sum.fixed, sum.rate = sum.fixed+l.fixed, sum.rate+l.rate
	}
	return slope{sum.fixed - 1, min(sum.rate, maxRate)}
}

// maxRate is the most that a slope's rate may be, so that it can be multiplied.
const maxRate = 10 * hundred

// leastRate returns the least percentage that a row ever is.
func (s *service) leastRate(row *surcharge) int64 {
	rate := row.rate
	if row.kind == weeklyShare && len(s.fuel) > 0 {
		rate = slices.MinFunc(s.fuel, func(a, b fuelRate) int { return cmp.Compare(a.rate, b.rate) }).rate
		rate -= share(rate, row.off)
	}
	return rate
}
