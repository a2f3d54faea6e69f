package tariff

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
)

// charges tells what became of every row that applies to the parcel in hand, in
// the order of the card.
func (x *explainer) charges() []ChargeStep {
	p := &x.parcel
	var steps []ChargeStep
	explained := uint64(0) // codes whose charge is among the rows
	for _, r := range x.rows() {
		row := r.charge
		if !r.applies(p.holding, x.at.ships) || row.with != 0 && row.with&p.charged == 0 || !row.weighs(p.billable) {
			continue
		}
		step := x.chargeStep(r)
		switch bit := uint64(1) << row.code; {
		case row.kind == unknown:
			step.Fate = Unpriced
		case p.waived&bit != 0:
			step.Fate, step.By = Waived, x.waiver(bit)
		case p.charged&bit == 0 || p.lines[row.code].row != row.id || explained&bit != 0:
			step.Fate, step.By = Beaten, x.rowOf(row.code).name
		default:
			step.Fate, step.Amount = Charged, p.lines[row.code].amount
			explained |= bit
		}
		steps = append(steps, step)
	}
	for set := p.charged &^ explained; set != 0; set &= set - 1 { // the base price, and the discount of a contract
		code := bits.TrailingZeros64(set)
		steps = append(steps, ChargeStep{Code: x.rowOf(code).as, Name: x.rowOf(code).name, Amount: p.lines[code].amount, Fate: Charged})
	}
	slices.SortStableFunc(steps, func(a, b ChargeStep) int {
		return cmp.Compare(x.card.codes.find(string(a.Code)), x.card.codes.find(string(b.Code)))
	})
	return steps
}

// rowOf returns the row that a code of the parcel in hand is charged by.
func (x *explainer) rowOf(code int) *surcharge { return x.card.rows[x.parcel.lines[code].row] }

// rows are the rules for each parcel in the zone, those of one code in the order
// of the card.
func (x *explainer) rows() []rule {
	rs := x.at.service.zones[x.at.zone].charges
	rows := slices.Concat(rs.always, rs.dependent, rs.shares)
	for _, list := range rs.when {
		rows = append(rows, list...)
	}
	slices.SortStableFunc(rows, func(a, b rule) int {
		return cmp.Or(cmp.Compare(a.charge.code, b.charge.code), cmp.Compare(a.charge.line, b.charge.line))
	})
	return rows
}

// chargeStep tells what a row would charge the parcel in hand.
func (x *explainer) chargeStep(r rule) ChargeStep {
	p, row := &x.parcel, r.charge
	step := ChargeStep{Code: row.as, Name: row.name, Conditions: x.conditionSteps(r)}
	switch row.kind {
	case fixed:
		step.Amount = row.priceOf(x.insured)
	case fixedShare, weeklyShare:
		x.percentage(&step, row)
		step.Sum = p.sumOf(row)
		step.Amount = share(step.Sum, int64(step.Percent))
		for set := row.of & p.charged; set != 0; set &= set - 1 {
			code := bits.TrailingZeros64(set)
			step.Of = append(step.Of, PartStep{x.card.codes.list[code], p.lines[code].amount})
		}
	}
	return step
}

// percentage tells what percentage a row is.
func (x *explainer) percentage(step *ChargeStep, row *surcharge) {
	rate, _, _ := x.at.rateOf(row)
	step.Percent = Percent(rate)
	if row.kind == weeklyShare {
		step.Week = x.at.service.fuelWeek(x.at.ships).from
	}
}

// waiver returns the name of the charge that waives a code.
func (x *explainer) waiver(bit uint64) string {
	for _, r := range x.rows() {
		if r.charge.waives&bit != 0 && r.applies(x.parcel.holding, x.at.ships) {
			return r.charge.name
		}
	}
	return ""
}

// conditionSteps are the conditions of a row with what the parcel in hand has.
func (x *explainer) conditionSteps(r rule) []ConditionStep {
	var steps []ConditionStep
	for set := x.card.conditions.telling(r.needs); set != 0; set &= set - 1 {
		cond := &x.card.conditions.list[bits.TrailingZeros64(set)]
		steps = append(steps, ConditionStep{cond.words(x.card), x.actual(cond)})
	}
	if r.from != 0 || r.to != openEnd {
		days := span(r.from, r.to)
		if r.from == 0 {
			days = fmt.Sprintf("up to %v", r.to)
		}
		steps = append(steps, ConditionStep{"ships " + days, ""})
	}
	row, unit, billed := r.charge, x.card.unit, x.parcel.billable.In(x.card.unit)
	if row.billableOver > 0 {
		steps = append(steps, ConditionStep{"billed over " + row.billableOver.In(unit), billed})
	}
	if row.billableTo > 0 {
		steps = append(steps, ConditionStep{"billed up to " + row.billableTo.In(unit), billed})
	}
	if row.with != 0 {
		steps = append(steps, ConditionStep{"with " + x.card.codes.names(row.with, " or "), ""})
	}
	return steps
}

// actual is what the parcel in hand has of what a condition looks at; empty where
// the condition says it.
func (x *explainer) actual(cond *condition) string {
	f, side := &x.parcel.facts, sideUnit(x.card.unit)
	switch cond.about {
	case weightOver:
		return f.weight.In(x.card.unit)
	case longestOver:
		return f.longest.In(side)
	case secondOver:
		return f.second.In(side)
	case thirdOver:
		return f.third.In(side)
	case sumOver:
		return f.sum.In(side)
	case girthOver:
		return f.girth.In(side)
	case volumeOver:
		return f.volume.In(side)
	case insuredFrom, insuredUpTo:
		return x.card.money(x.insured).Amount()
	}
	return ""
}

// shipmentCharges tells what became of the rows for the whole shipment that some
// parcel meets.
func (x *explainer) shipmentCharges() []ChargeStep {
	rules := x.at.service.zones[x.at.zone].charges.shipment
	var steps []ChargeStep
	for i, r := range rules {
		w, row := x.whole, r.charge
		if !w.met[i] {
			continue
		}
		step := ChargeStep{Code: row.as, Name: row.name, Amount: row.amount, Fate: Beaten, Conditions: x.words(r)}
		if row.kind != fixed {
			x.percentage(&step, row)
			step.Sum, step.Of = w.sum(row), x.wholeParts(row)
			step.Amount = share(step.Sum, int64(step.Percent))
		}
		if w.rows[row.code] == row {
			step.Fate = Charged
		} else {
			step.By = w.rows[row.code].name
		}
		if row.whole || step.Amount != 0 { // else it is the part of a percentage that is of nothing
			steps = append(steps, step)
		}
	}
	slices.SortStableFunc(steps, func(a, b ChargeStep) int {
		return cmp.Compare(x.card.codes.find(string(a.Code)), x.card.codes.find(string(b.Code)))
	})
	return steps
}

// wholeParts are the charges that a percentage for the whole shipment is of.
func (x *explainer) wholeParts(row *surcharge) []PartStep {
	var parts []PartStep
	for set := row.of; set != 0; set &= set - 1 {
		one := *row
		one.of = set & -set
		if sum := x.whole.sum(&one); sum != 0 {
			parts = append(parts, PartStep{x.card.codes.list[bits.TrailingZeros64(set)], sum})
		}
	}
	return parts
}

// words are the conditions of a row for the whole shipment, which some parcel
// meets.
func (x *explainer) words(r rule) []ConditionStep {
	steps := x.conditionSteps(r)
	for i := range steps {
		steps[i].Actual = ""
	}
	return steps
}
