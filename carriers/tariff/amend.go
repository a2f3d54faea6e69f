package tariff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// narrow leaves of the card what the contract covers: its dates and services.
func (l *loader) narrow() {
	c := l.card
	if l.base == nil {
		return
	}
	c.from, c.to = max(c.from, l.from), min(c.to, l.to)
	if c.until = c.to; c.to == openEnd {
		c.until = 0
	}
	for _, s := range c.services {
		s.periods = slices.DeleteFunc(s.periods, func(p period) bool { return p.to < c.from || p.from > c.to })
		for i := range s.periods {
			p := &s.periods[i]
			p.from, p.to = max(p.from, c.from), min(p.to, c.to)
		}
	}
	if len(l.covers) > 0 {
		l.cover()
	}
}

// cover leaves the services of the contract alone.
func (l *loader) cover() {
	c := l.card
	var kept []int
	for _, id := range l.covers {
		if l.service(id) == nil {
			l.fail("card.csv", "services: %s is not a service of %s", id, l.name)
		}
	}
	var services []*service
	for i, s := range c.services {
		if slices.Contains(l.covers, s.id) {
			kept, services = append(kept, i), append(services, s)
		}
	}
	c.services = services
	c.lanes.keep(kept)
}

// keep leaves the zones of some services, by their index.
func (l *lanes) keep(services []int) {
	only := func(b *band) {
		kept := make([]int8, len(services))
		for i, k := range services {
			kept[i] = b.zones[k]
		}
		b.zones = kept
	}
	for _, c := range l.charts {
		for i := range c.bands {
			only(c.bands[i])
		}
	}
	if l.distance != nil {
		for i := range l.distance.bands {
			only(l.distance.bands[i].zones)
		}
	}
}

// A term is the row of a services.csv that a period of a service comes from.
type term struct {
	cells   map[string]string
	amended bool
}

// amendServices lays the cells of the contract's services.csv over those of the
// base: a blank cell leaves the base's, and "none" clears it. A row with dates
// holds for those, and the base's terms before and after.
func (l *loader) amendServices() {
	if l.base == nil || !l.own["services.csv"] {
		return
	}
	terms := map[string][]term{}
	for t := l.silent(l.base, "services.csv", servicesColumns); t.next(); {
		cells := map[string]string{}
		for _, name := range t.header {
			cells[name] = t.cell(name)
		}
		delete(cells, "effective_from") // the periods tell them
		delete(cells, "effective_to")
		terms[cells["service"]] = append(terms[cells["service"]], term{cells: cells})
	}
	t := l.open(l.fsys, "services.csv", columns{required: []string{"service"}, optional: append([]string{"max_weight"}, servicesColumns.optional...)})
	for t.next() {
		id := t.required("service")
		if s := l.service(id); s != nil {
			terms[id] = t.amend(l.card, s, terms[id])
		} else if id != "" {
			t.fail(t.at("service"), "%q is not a service of %s: there are %s", id, l.name, serviceNames(l.card.services))
		}
	}
}

// amend lays the row in hand over the periods of a service, each of which comes
// from a row of the base.
func (t *table) amend(card *Card, s *service, terms []term) []term {
	from, to := t.date("effective_from"), cmp.Or(t.date("effective_to"), openEnd)
	if from > to {
		t.fail(t.at("effective_to"), "%v is before %v", to, from)
		return terms
	}
	var periods []period
	var rows []term
	add := func(p period, row term, from, to carriers.Date) {
		if p.from, p.to = max(p.from, from), min(p.to, to); p.from <= p.to {
			periods, rows = append(periods, p), append(rows, row)
		}
	}
	touched := false
	for i, p := range s.periods {
		add(p, terms[i], 0, from-1)
		if p.from <= to && p.to >= from {
			if terms[i].amended {
				t.fail(t.at("service"), "%s: a row above amends the same days", s.id)
			}
			t.below, touched = terms[i].cells, true
			amended := t.period(card)
			t.below = nil
			amended.from, amended.to = p.from, p.to
			add(amended, term{terms[i].cells, true}, from, to)
		}
		if to < openEnd {
			add(p, terms[i], to+1, openEnd)
		}
	}
	if !touched {
		t.fail(-1, "%s: the base has no terms of it %s", s.id, span(from, to))
	}
	s.periods = periods
	return rows
}

func serviceNames(services []*service) string {
	names := make([]string, len(services))
	for i, s := range services {
		names[i] = s.id
	}
	return strings.Join(names, ", ")
}

// amendedCell returns what counts of a cell of the contract and that of the base
// below it.
func amendedCell(cell, below string) string {
	switch cell {
	case "":
		return below
	case "none":
		return ""
	}
	return cell
}
