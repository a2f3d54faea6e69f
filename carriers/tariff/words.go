package tariff

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// terms returns the cells of services.csv that a period was read from.
func (c *Card) terms(p *period) []Term {
	var list []Term
	add := func(name, value string) {
		if value != "" {
			list = append(list, Term{name, value})
		}
	}
	length := func(l dimweight.Length) string {
		if l == noLimit {
			return ""
		}
		return l.In(sideUnit(c.unit))
	}
	add("scope", map[tri]string{yes: "residential", no: "business"}[p.scope])
	if p.places != anyPlaces {
		add("place", p.places.String())
	}
	if r := p.rule; r.Divisor > 0 {
		add("divisor", fmt.Sprintf("%d %v", r.Divisor, r.Unit))
		add("dim_rounding", []string{dimweight.Exact: "exact", dimweight.Up: "up", dimweight.Nearest: "nearest"}[r.Sides])
		if r.Threshold > 0 {
			unit, _, _ := strings.Cut(r.Unit.String(), "/")
			add("dim_threshold", fmt.Sprintf("%d %s", r.Threshold, unit))
		}
	}
	if p.rule.Step > 0 {
		add("weight_step", p.rule.Step.In(c.unit))
	}
	if p.rule.Minimum > 0 {
		add("min_billable", p.rule.Minimum.In(c.unit))
	}
	add("max_weight", p.limits.weight.In(c.unit))
	add("max_length", length(p.limits.length))
	add("max_second", length(p.limits.second))
	add("max_length_girth", length(p.limits.girth))
	add("max_sum", length(p.limits.sum))
	if p.limits.box.Length != noLimit {
		add("max_box", p.limits.box.In(sideUnit(c.unit)))
	}
	if p.days > 0 {
		add("delivery_days", fmt.Sprint(p.days))
	}
	add("delivery_time", p.time)
	add("delivery_time_residential", p.timeAtHome)
	if p.guaranteed {
		add("guaranteed", "yes")
	}
	return list
}

// charges returns the rows of surcharges.csv, in the order in which they are
// charged. To is the last day, openEnd for none.
func (c *Card) charges() []ChargeRow {
	type key struct {
		charge   *surcharge
		needs    uint64
		from, to carriers.Date
	}
	type found struct {
		key
		services []string
		zones    []string
		missing  bool // some zone of some of the services
	}
	var rows []*found
	at := map[key]*found{}
	for _, s := range c.services {
		of := map[key]int{}
		for i := range s.zones {
			for r := range s.zones[i].charges.all {
				k := key{r.charge, r.needs, r.from, r.to}
				f := at[k]
				if f == nil {
					f = &found{key: k}
					at[k], rows = f, append(rows, f)
				}
				if of[k]++; of[k] == 1 {
					f.services = append(f.services, s.id)
				}
				if label := s.zones[i].label; !slices.Contains(f.zones, label) {
					f.zones = append(f.zones, label)
				}
			}
		}
		for k, n := range of {
			at[k].missing = at[k].missing || n < len(s.zones)
		}
	}
	slices.SortStableFunc(rows, func(a, b *found) int {
		return cmp.Or(a.charge.code-b.charge.code, a.charge.line-b.charge.line, int(a.from-b.from), cmp.Compare(a.needs, b.needs))
	})
	list := make([]ChargeRow, len(rows))
	for i, f := range rows {
		list[i] = c.chargeRow(f.charge, f.needs)
		list[i].From, list[i].To, list[i].Services = f.from, f.to, f.services
		if f.missing {
			list[i].Zones = f.zones
		}
	}
	return list
}

// all yields the rules of the set, whatever they depend on.
func (rs *ruleset) all(yield func(*rule) bool) {
	for _, list := range slices.Concat([][]rule{rs.always, rs.dependent, rs.shares}, rs.when) {
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	}
	for i := range rs.shipment {
		r := &rs.shipment[i]
		if r.charge.whole && !yield(r) { // else it is a part of one of the shares
			return
		}
	}
}

// closed shows no end as zero.
func (r ChargeRow) closed() ChargeRow {
	if r.To == openEnd {
		r.To = 0
	}
	return r
}

// chargeRow puts a charge and its conditions into words.
func (c *Card) chargeRow(s *surcharge, needs uint64) ChargeRow {
	r := ChargeRow{Code: s.as, Name: s.name, Amount: c.amountOf(s), When: c.conditions.words(c, needs)}
	if s.note != 0 {
		r.Note = c.notes.texts[bits.TrailingZeros64(s.note)]
	}
	if s.kind == fixed {
		r.Minor = s.amount
	}
	if s.kind == fixedShare {
		r.Percent = Percent(s.rate)
	}
	weight := func(name string, w dimweight.Weight) {
		if w > 0 {
			r.When = append(r.When, name+" "+w.In(c.unit))
		}
	}
	weight("billed over", s.billableOver)
	weight("billed up to", s.billableTo)
	if s.with != 0 {
		r.When = append(r.When, "with "+c.codes.names(s.with, " or "))
	}
	if s.waives != 0 {
		r.When = append(r.When, "in place of "+c.codes.names(s.waives, " and "))
	}
	weight("billed as at least", s.minBillable)
	if s.whole {
		r.When = append(r.When, "once for the shipment")
	}
	return r
}

// amountOf prints what a row charges.
func (c *Card) amountOf(s *surcharge) string {
	of := s.of
	if c.codes.net {
		of &^= 1 << discountCode
	}
	shares := " % of " + c.codes.names(of, " + ")
	switch s.kind {
	case unknown:
		return "unknown"
	case blank:
		return "ask"
	case fixedShare:
		return Percent(s.rate).String() + shares
	case weeklyShare:
		if s.off > 0 {
			return "week's" + shares + ", less " + Percent(s.off).String() + " % of it"
		}
		return "week's" + shares
	}
	text := c.money(s.amount).Amount()
	if s.perInsured > 0 {
		text += " for each " + c.money(s.perInsured).Amount()
	}
	if s.minimum > 0 {
		text += ", at least " + c.money(s.minimum).Amount()
	}
	return text
}

// names lists the codes of a set.
func (c *codes) names(set uint64, between string) string {
	var names []string
	for ; set != 0; set &= set - 1 {
		names = append(names, string(c.list[bits.TrailingZeros64(set)]))
	}
	return strings.Join(names, between)
}

// words puts a set of conditions into words.
func (cs *conditions) words(c *Card, set uint64) []string {
	var list []string
	for set = cs.telling(set); set != 0; set &= set - 1 {
		list = append(list, cs.list[bits.TrailingZeros64(set)].words(c))
	}
	return list
}

// telling leaves out that something is insured at all where another condition
// says of what value.
func (cs *conditions) telling(set uint64) uint64 {
	bare, value := uint64(0), false
	for rest := set; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		switch cond := &cs.list[i]; {
		case cond.about == insuredFrom && cond.limit == 1:
			bare |= 1 << i
		case cond.about == insuredFrom, cond.about == insuredUpTo:
			value = true
		}
	}
	if value {
		return set &^ bare
	}
	return set
}

func (cond *condition) words(c *Card) string {
	length := dimweight.Length(cond.limit).In(sideUnit(c.unit))
	switch cond.about {
	case toResidence:
		return "to homes"
	case toBusiness:
		return "to businesses"
	case isStandard:
		return "a closed box"
	case isNonstandard:
		return "not a closed box"
	case inArea:
		return "in area " + strings.Join(namesOf(c.areas.names, cond.set), " or ")
	case asked:
		var names []string
		for _, a := range carriers.Accessorials() {
			if accessorialBit(a)&cond.set != 0 {
				names = append(names, string(a))
			}
		}
		return "asked for " + strings.Join(names, " or ")
	case insuredFrom:
		if cond.limit == 1 {
			return "insured"
		}
		return "insured over " + c.money(cond.limit-1).Amount()
	case insuredUpTo:
		return "insured up to " + c.money(cond.limit).Amount()
	case weightOver:
		return "over " + dimweight.Weight(cond.limit).In(c.unit)
	case longestOver:
		return "longest side over " + length
	case secondOver:
		return "second side over " + length
	case thirdOver:
		return "shortest side over " + length
	case sumOver:
		return "length plus width plus height over " + length
	case girthOver:
		return "length plus girth over " + length
	case volumeOver:
		return "volume over " + cond.volume.In(sideUnit(c.unit))
	}
	return ""
}

// namesOf returns the names of a set.
func namesOf(names []string, set uint64) []string {
	var list []string
	for ; set != 0; set &= set - 1 {
		list = append(list, names[bits.TrailingZeros64(set)])
	}
	return list
}
