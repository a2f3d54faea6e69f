package tariff

import (
	"math/bits"
	"sync/atomic"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A plan is what the rules of a service come to for parcels of which the same
// conditions hold, and that are insured for the same, in a season and before it is
// known what they weigh.
type plan struct {
	holding uint64 // of the conditions that the rules need
	season  int

	taken
	minimum   dimweight.Weight // to be billed
	lines     []planned        // in the order of the codes
	dependent []*surcharge     // rows that may be charged as well
	shares    []*surcharge     // percentages that may
}

// A planned is what is charged for one code.
type planned struct {
	line
	code    int
	minimum dimweight.Weight // to be billed with it
}

// lastPlans are the last plans that were made of a ruleset, each in one of four
// places. Few parcels differ in the conditions that hold.
type lastPlans [32]atomic.Pointer[plan]

// lastPlans returns those of the ruleset, for which there is memory from the first
// use on.
func (rs *ruleset) lastPlans() *lastPlans {
	if rs.plans.Load() == nil {
		rs.plans.CompareAndSwap(nil, new(lastPlans))
	}
	return rs.plans.Load()
}

// plan returns the plan of a service for the parcel in hand. Insured values are
// mostly all different, so their plans are not kept.
func (r *rater) plan(at *serviceAt) *plan {
	if r.insured > 0 {
		if r.insuring == nil {
			r.insuring = new(plan)
		}
		r.makePlan(r.insuring, at)
		return r.insuring
	}
	holding := r.parcel.holding & at.charges.needed
	first := int((holding<<6 ^ holding ^ uint64(at.season)) * 0x9e3779b97f4a7c15 >> 59)
	place := &at.plans[first]
	for i := range 4 {
		known := at.plans[first^i].Load()
		if known == nil {
			place = &at.plans[first^i]
			break
		}
		if known.holding == holding && known.season == at.season {
			return known
		}
	}
	made := &plan{holding: holding, season: at.season}
	r.makePlan(made, at)
	place.Store(made)
	return made
}

// makePlan makes a plan in memory that may be of another.
func (r *rater) makePlan(made *plan, at *serviceAt) {
	p, rules := &r.parcel, at.charges
	p.taken = taken{}
	var minimums [maxCodes]dimweight.Weight
	take := func(list []rule) {
		for i := range list {
			row := list[i].charge
			if !list[i].applies(p.holding, at.ships) {
				continue
			}
			p.take(row, row.priceOf(r.insured))
			if row.kind < unknown {
				minimums[row.code] = max(minimums[row.code], row.minBillable)
			}
		}
	}
	take(rules.always)
	for set := p.holding & rules.keys; set != 0; set &= set - 1 {
		take(rules.when[rules.place(bits.TrailingZeros64(set))])
	}
	p.charged &^= p.waived
	made.taken, made.minimum = p.taken, 0
	made.lines, made.dependent, made.shares = made.lines[:0], made.dependent[:0], made.shares[:0]
	for set := p.charged; set != 0; set &= set - 1 {
		code := bits.TrailingZeros64(set)
		made.lines = append(made.lines, planned{p.lines[code], code, minimums[code]})
		made.minimum = max(made.minimum, minimums[code])
	}
	for i := range rules.dependent {
		if rule := &rules.dependent[i]; p.lets(rule, at.ships) {
			made.dependent = append(made.dependent, rule.charge)
		}
	}
	for i := range rules.shares {
		if rule := &rules.shares[i]; p.lets(rule, at.ships) {
			made.shares = append(made.shares, rule.charge)
		}
	}
}

// lets reports whether a rule applies and nothing waives its row.
func (p *rating) lets(r *rule, ships carriers.Date) bool {
	return r.applies(p.holding, ships) && p.waived>>r.charge.code&1 == 0
}

// follow begins the rating of a parcel with its plan.
func (p *rating) follow(plan *plan) {
	p.plan, p.taken, p.minimum = plan, plan.taken, plan.minimum
	for i := range plan.lines {
		l := &plan.lines[i]
		p.lines[l.code&63] = l.line
	}
}
