package tariff

import (
	"math/bits"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A rating is what comes of rating one parcel: an amount for each code that is
// charged. It is used again for the next parcel, so lines count only for the codes
// in charged.
type rating struct {
	*measured
	plan     *plan // that it follows
	billable dimweight.Weight
	list     *list // that priced it
	taken
	minimum dimweight.Weight // to be billed, of what is charged
	lines   [maxCodes]line   // by the code
}

// A line is the amount of a code, and the row that it is of, by its id: numbers
// cost less to keep than pointers, of which the collector of garbage is told.
type line struct {
	amount   int64
	row, nth int32 // nth is where the row stands in surcharges.csv
}

// A taken is what rows of surcharges come to, beside their amounts.
type taken struct {
	charged   uint64 // codes
	waived    uint64 // codes
	notes     uint64
	satisfied uint64 // accessorials that are part of the price
	insured   bool   // so is insurance
	blank     line   // the row that applies whose amount the user is to fill in
}

// measured is a parcel as a rule measures it. Services of a card mostly share
// their rule, so it is kept from one to the next.
type measured struct {
	dims        dimweight.Dims
	rule        *dimweight.Rule // nil for one that is not measured yet
	facts       facts
	holding     uint64 // the conditions that hold
	dimensional dimweight.Weight

	fitted  bool   // what it fits is known
	fitting uint64 // which fits of the card it fits
}

// measure takes a parcel of the shipment in hand, by its index, as a rule measures
// it.
func (r *rater) measure(n int, rule *dimweight.Rule) {
	m := &r.measures[n]
	if r.parcel.measured != m {
		r.parcel.measured = m
		r.kinds = 0 // they may be about another parcel
	}
	if m.rule != rule {
		r.measureBy(m, rule, &r.shipment.Parcels[n])
	}
}

// measureBy measures a parcel, and holds it against the conditions of the card.
func (r *rater) measureBy(m *measured, rule *dimweight.Rule, parcel *carriers.Parcel) {
	if !r.knows {
		r.knows = true
		r.given = r.card.conditions.given(r.home, r.card.areas.find(&r.to), r.asked, r.insured)
	}
	m.dims = parcel.Dims
	sides := rule.Measured(parcel.Dims)
	m.rule, m.dimensional = rule, rule.DimensionalOf(sides)
	sides = sides.Sorted()
	f := &m.facts
	f.shipment, f.nonstandard = r.given, parcel.Nonstandard
	f.weight, f.longest, f.second, f.third = parcel.Weight, sides.Length, sides.Width, sides.Height
	f.sum, f.girth, f.volume = sides.Length+sides.Width+sides.Height, sides.LengthPlusGirth(), sides.Volume()
	m.holding = r.card.conditions.holding(f)
}

// rateParcel rates a parcel into r.parcel. It returns false when it refuses it.
func (r *rater) rateParcel(at *serviceAt, n int) bool {
	p := &r.parcel
	r.measure(n, at.terms.rule)
	if !r.mute && !r.withinLimits(at.terms) { // a bid has looked before
		return false
	}
	plan := r.plan(at)
	p.follow(plan)
	if !r.rateBase(at) {
		return false
	}
	for _, row := range plan.dependent {
		if row.follows(p) {
			p.take(row, row.priceOf(r.insured))
		}
	}
	for _, row := range plan.shares {
		if !row.follows(p) {
			continue
		}
		rate, notes, known := at.rateOf(row)
		if !known {
			return r.refuseFuel(at)
		}
		p.notes |= notes
		p.take(row, share(p.sumOf(row), rate))
	}
	if rules := at.charges.shipment; rules != nil {
		r.meetWhole(rules, at.ships)
	}
	return r.satisfied()
}

// baseRate stands for the base price among the surcharges.
var baseRate = surcharge{as: carriers.Base, name: "Base rate"}

// rateBase finds the billable weight and its price.
func (r *rater) rateBase(at *serviceAt) bool {
	p, sheet, step := &r.parcel, &at.service.sheet, at.terms.rule.Step
	w := p.weightAt(at.terms.rule)
	p.list = &sheet.list
	var price int64
	var ok bool
	if sheet.packs != nil {
		price, ok = r.cheapestList(at, w)
	} else {
		p.billable, price, ok = sheet.price(w, step, r.card.unit, at.zone)
	}
	if !ok {
		return r.refuseList(at)
	}
	p.charged |= 1
	p.lines[0] = line{amount: price, row: p.list.base.id}
	if p.list.offers != nil {
		r.discount(at)
	}
	return true
}

// weightAt returns the weight to be billed before it is rounded: the greatest of
// the actual, the dimensional and the minimums.
func (p *rating) weightAt(rule *dimweight.Rule) dimweight.Weight {
	return max(p.facts.weight, p.dimensional, rule.Minimum, p.minimum)
}

// follows reports whether the conditions on what is already charged hold.
func (s *surcharge) follows(p *rating) bool {
	return (s.with == 0 || s.with&p.charged != 0) && s.weighs(p.billable)
}

// weighs reports whether the conditions on the billable weight hold.
func (s *surcharge) weighs(billable dimweight.Weight) bool {
	return billable > s.billableOver && uint64(billable-1) <= uint64(s.billableTo-1) // of zero, the most there is
}

// priceOf returns the amount of a row that is no percentage.
func (s *surcharge) priceOf(insured int64) int64 {
	if s.perInsured == 0 {
		return s.amount
	}
	parts := (max(insured-s.freeInsured, 0) + s.perInsured - 1) / s.perInsured
	if parts > carriers.MaxMinor/max(s.amount, 1) {
		return tooMuch
	}
	return max(parts*s.amount, s.minimum)
}

// take charges an amount for the row's code, if none dearer is charged. Of equal
// ones the row that stands first counts, whatever the order of taking.
func (p *rating) take(row *surcharge, amount int64) {
	if row.kind >= unknown {
		p.takeUnpriced(row)
		return
	}
	bit := uint64(1) << (row.code & 63)
	p.satisfied |= row.satisfies
	p.insured = p.insured || row.insures
	p.waived |= row.waives
	l := &p.lines[row.code&63]
	if p.charged&bit == 0 || amount > l.amount || amount == l.amount && int32(row.line) < l.nth {
		p.charged |= bit
		l.amount, l.row, l.nth = amount, row.id, int32(row.line)
	}
}

// sumOf returns what a percentage is of.
func (p *rating) sumOf(row *surcharge) (sum int64) {
	for set := row.of & p.charged; set != 0; set &= set - 1 {
		sum += p.lines[bits.TrailingZeros64(set)&63].amount
	}
	return sum
}

// rateOf returns the percentage of a row on the ship date; false when that of
// the fuel is not known.
func (at *serviceAt) rateOf(row *surcharge) (rate int64, notes uint64, ok bool) {
	if row.kind != weeklyShare {
		return row.rate, 0, true
	}
	if rate = at.fuel.rate; row.off != 0 {
		rate -= share(rate, row.off)
	}
	return rate, at.fuel.notes, at.fuel.known
}

func (r *rater) refuseFuel(at *serviceAt) bool {
	return r.refusef(carriers.NoPrice, "the fuel surcharge on %v is not known: the first known is of %v", at.ships, at.service.fuel[0].from)
}

// takeUnpriced notes a row that applies and has no amount.
func (p *rating) takeUnpriced(row *surcharge) {
	if row.kind == unknown {
		p.notes |= row.note
	} else if p.blank.row == 0 || int32(row.line) < p.blank.nth {
		p.blank = line{row: row.id, nth: int32(row.line)}
	}
}

// satisfied refuses what was asked for and has no price on the card: it would
// else be a free service.
func (r *rater) satisfied() bool {
	p := &r.parcel
	if p.blank.row != 0 {
		if row := r.card.rows[p.blank.row]; p.waived>>row.code&1 == 0 {
			return r.refusef(carriers.NotOffered, "the card has no amount for %s: fill it in in surcharges.csv (code %s)", row.name, row.as)
		}
	}
	if r.asked&^p.satisfied != 0 {
		for _, a := range r.shipment.Accessorials {
			if accessorialBit(a)&^p.satisfied != 0 {
				return r.refusef(carriers.NotOffered, "%s was asked for, and the card has no price for it", a)
			}
		}
	}
	if r.insured > 0 && !p.insured {
		value := carriers.Money{Minor: r.insured, Currency: r.card.currency}
		return r.refusef(carriers.NotOffered, "the card has no price to insure a parcel for %v", value)
	}
	return true
}
