package tariff

import (
	"math/bits"
	"slices"

	"github.com/shiprate/shiprate/dimweight"
)

// nearness is the part of a limit within which a parcel is near it.
const nearness = 10

// near lists what a little more of the parcel in hand would bring about.
func (x *explainer) near() []NearStep {
	var steps []NearStep
	for _, r := range append(x.rows(), x.at.service.zones[x.at.zone].charges.shipment...) {
		if step, ok := x.nearCharge(r); ok && !slices.Contains(steps, step) {
			steps = append(steps, step)
		}
	}
	return append(append(steps, x.nearLimits()...), x.nearDimensional()...)
}

// nearCharge reports a row that applies but for one condition that the parcel
// nearly meets, and that would cost more.
func (x *explainer) nearCharge(r rule) (step NearStep, ok bool) {
	p, row := &x.parcel, r.charge
	bit := uint64(1) << row.code
	switch {
	case r.from > x.at.ships || x.at.ships > r.to || p.waived&bit != 0 || row.with != 0 && row.with&p.charged == 0,
		row.billableTo != 0 && p.billable > row.billableTo, row.whole && r.charge.kind != fixed:
		return step, false
	case row.kind == fixed && p.charged&bit != 0 && p.lines[row.code].amount >= row.priceOf(x.insured),
		row.kind == fixed && row.amount == 0 && row.minBillable == 0:
		return step, false
	}
	step = NearStep{Kind: NearCharge, Code: row.as, Name: row.name}
	if row.kind == fixed {
		step.Amount = row.priceOf(x.insured)
	}
	missing := r.needs &^ p.holding
	light := row.billableOver != 0 && p.billable <= row.billableOver
	switch {
	case missing == 0 && light:
		step.Condition, step.Actual = "billed over "+row.billableOver.In(x.card.unit), p.billable.In(x.card.unit)
		step.Under = (row.billableOver - p.billable).In(x.card.unit)
		return step, closeTo(int64(p.billable), int64(row.billableOver))
	case light || bits.OnesCount64(missing) != 1:
		return step, false
	}
	cond := &x.card.conditions.list[bits.TrailingZeros64(missing)]
	step.Condition, step.Actual = cond.words(x.card), x.actual(cond)
	step.Under, ok = x.under(cond)
	return step, ok
}

// under returns how much the parcel in hand is under a condition that it nearly
// meets.
func (x *explainer) under(cond *condition) (string, bool) {
	f, side := &x.parcel.facts, sideUnit(x.card.unit)
	length := func(l dimweight.Length) (string, bool) {
		return (dimweight.Length(cond.limit) - l).In(side), closeTo(int64(l), cond.limit)
	}
	switch cond.about {
	case weightOver:
		return (dimweight.Weight(cond.limit) - f.weight).In(x.card.unit), closeTo(int64(f.weight), cond.limit)
	case longestOver:
		return length(f.longest)
	case secondOver:
		return length(f.second)
	case thirdOver:
		return length(f.third)
	case sumOver:
		return length(f.sum)
	case girthOver:
		return length(f.girth)
	case volumeOver:
		return f.volume.Under(cond.volume).In(side), x.closeToVolume(cond.volume)
	}
	return "", false
}

// closeTo reports whether a value up to a limit is near it.
func closeTo(value, limit int64) bool { return value <= limit && limit-value <= limit/nearness }

// closeToVolume reports whether a parcel that is not over a volume would be with
// a side a little longer.
func (x *explainer) closeToVolume(limit dimweight.Volume) bool {
	f := &x.parcel.facts
	longer := dimweight.Dims{Length: f.longest + f.longest/(nearness-1), Width: f.second, Height: f.third}
	return !f.volume.Over(limit) && longer.Volume().Over(limit)
}

// nearLimits are the limits of the service that the parcel nearly reaches.
func (x *explainer) nearLimits() []NearStep {
	f, l, unit, side := &x.parcel.facts, &x.at.terms.limits, x.card.unit, sideUnit(x.card.unit)
	var steps []NearStep
	if closeTo(int64(f.weight), int64(l.weight)) {
		steps = append(steps, NearStep{Kind: NearLimit, Condition: "weight over " + l.weight.In(unit), Actual: f.weight.In(unit), Under: (l.weight - f.weight).In(unit)})
	}
	for _, limit := range l.lengths(f) {
		if limit.most != noLimit && closeTo(int64(limit.actual), int64(limit.most)) {
			steps = append(steps, NearStep{Kind: NearLimit, Condition: limit.of + " over " + limit.most.In(side), Actual: limit.actual.In(side), Under: (limit.most - limit.actual).In(side)})
		}
	}
	return steps
}

// nearDimensional is the volume over which the parcel would have a dimensional
// weight that counts.
func (x *explainer) nearDimensional() []NearStep {
	rule, f := x.at.terms.rule, &x.parcel.facts
	if rule.Threshold == 0 || x.parcel.list.packaging != "" {
		return nil
	}
	limit := dimweight.CubicInches(rule.Threshold)
	if rule.Unit == dimweight.CubicCentimetresPerKilogram {
		limit = dimweight.CubicCentimetres(rule.Threshold)
	}
	if !x.closeToVolume(limit) {
		return nil
	}
	side := rule.Unit.Length()
	return []NearStep{{Kind: NearDimensional, Condition: "volume over " + limit.In(side), Actual: f.volume.In(side), Under: f.volume.Under(limit).In(side)}}
}
