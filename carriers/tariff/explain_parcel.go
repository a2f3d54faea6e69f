package tariff

import (
	"github.com/shiprate/shiprate/dimweight"
)

// parcelStep tells how the parcel in hand was rated.
func (x *explainer) parcelStep() ParcelStep {
	p, f, rule := &x.parcel, &x.parcel.facts, x.at.terms.rule
	step := ParcelStep{
		Sides: p.dims, Measured: rule.Measured(p.dims).Sorted(), Rule: rule, Unit: x.card.unit, Limits: x.limitSteps(),
		Actual: f.weight, Dimensional: p.dimensional, Billable: p.billable, Lists: x.listSteps(),
	}
	if p.list.packaging != "" {
		step.Dimensional = 0 // it does not count
	} else {
		step.Minimums = x.minimums()
	}
	step.Charges, step.Near = x.charges(), x.near()
	return step
}

// minimums are the least billable weights that are over the parcel's own.
func (x *explainer) minimums() []MinimumStep {
	p, rule := &x.parcel, x.at.terms.rule
	own := max(p.facts.weight, p.dimensional)
	var list []MinimumStep
	if rule.Minimum > own {
		list = append(list, MinimumStep{x.at.service.name, rule.Minimum})
	}
	for _, l := range p.plan.lines {
		if l.minimum > own {
			list = append(list, MinimumStep{x.rowOf(l.code).name, l.minimum})
		}
	}
	return list
}

// limitSteps are the limits that the service has.
func (x *explainer) limitSteps() []LimitStep {
	f, l, side := &x.parcel.facts, &x.at.terms.limits, sideUnit(x.card.unit)
	list := []LimitStep{{"weight", f.weight.In(x.card.unit), l.weight.In(x.card.unit)}}
	for _, limit := range l.lengths(f) {
		if limit.most != noLimit {
			list = append(list, LimitStep{limit.of, limit.actual.In(side), limit.most.In(side)})
		}
	}
	if l.box.Length != noLimit {
		list = append(list, LimitStep{"a box", dimweight.Dims{Length: f.longest, Width: f.second, Height: f.third}.In(side), l.box.In(side)})
	}
	return list
}

// listSteps tells what each price list of the service asks for the parcel.
func (x *explainer) listSteps() []ListStep {
	p, s := &x.parcel, &x.at.service.sheet
	var steps []ListStep
	for _, l := range x.at.service.lists() {
		step := ListStep{Packaging: l.packaging, Fits: l.fits.text, Chosen: l == p.list}
		if l.fits.take(p.dims.Sorted()) {
			if l == &s.list {
				step.Billable, step.Price, step.Takes = l.price(p.weightAt(x.at.terms.rule), x.at.terms.rule.Step, x.card.unit, x.at.zone)
			} else {
				step.Billable, step.Price, step.Takes = x.priceAs(l, x.at)
			}
			step.UpTo, step.PerUnit = l.rowOf(step.Billable, x.at.zone)
		}
		if step.Takes {
			step.Off = x.cut(x.at, l, step.Billable, step.Price).off
		}
		steps = append(steps, step)
	}
	return steps
}

// rowOf returns the weight that the row of a billable weight goes up to, zero for
// no end, and its price per unit if it is such a row.
func (l *list) rowOf(w dimweight.Weight, zone int) (upTo dimweight.Weight, perUnit Price) {
	if row := l.row(w); row < len(l.breaks) {
		return l.breaks[row], Price{}
	}
	for _, band := range l.bands {
		if w <= band.upTo {
			if upTo = band.upTo; upTo == endlessWeight {
				upTo = 0
			}
			return upTo, Price{band.by[zone].minor, band.by[zone].per}
		}
	}
	return 0, Price{}
}
