package tariff

import (
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/dimweight"
)

// A Diff is what changes from one card to another, such as that of the next year.
type Diff struct {
	Old, New       string           // the names of the cards
	Unit           dimweight.Weight // of the weights
	Added, Removed []string
	Services       []ServiceDiff // those that both have and that change, in the order of the new card
	Charges        []ChargeDiff
}

// A ServiceDiff is what changes of a service that both cards have.
type ServiceDiff struct {
	Service                  string
	ZonesAdded, ZonesRemoved []string
	Prices                   []PriceDiff // by packaging, weight and zone; all of those that both cards price
	Terms                    []TermDiff
}

// A PriceDiff is how the prices of a zone change in a band of weights: the least,
// the middle and the greatest change of its rows, of which only one card may have
// some.
type PriceDiff struct {
	Packaging        string
	Zone             string
	Over, UpTo       dimweight.Weight // UpTo is zero for no end
	Rows             int              // that both cards price
	Min, Median, Max Percent
	OldOnly, NewOnly int
}

// A TermDiff is a cell of services.csv that changes; one is empty where the other
// card alone has it.
type TermDiff struct{ Name, Old, New string }

// A ChargeDiff is a row of surcharges.csv that changes. Old or New is empty where
// one card alone has it. Change is by how much, where both are amounts or both
// are percentages, and Known says so.
type ChargeDiff struct {
	Row      ChargeRow // of the new card, or where it has none of the old one
	Old, New string    // amounts, with their dates if they have some
	Change   Percent
	Known    bool
}

// Compare tells what changes from one card to another. Prices are those after
// discounts, each card's on its first day, to a business where the service goes
// to one. The error is for cards of two currencies or units of weight, whose
// prices cannot be compared.
func Compare(old, now *Card) (Diff, error) {
	if old.currency != now.currency {
		return Diff{}, fmt.Errorf("%s is in %s, and %s in %s", old.name, old.currency, now.name, now.currency)
	}
	if old.unit != now.unit {
		return Diff{}, fmt.Errorf("%s weighs in %s, and %s in %s", old.name, unitName(old.unit), now.name, unitName(now.unit))
	}
	d := Diff{Old: old.name, New: now.name, Unit: now.unit, Charges: compareCharges(old, now)}
	for _, s := range now.services {
		before := old.service(s.id)
		if before == nil {
			d.Added = append(d.Added, s.id)
			continue
		}
		if sd := (comparison{old, now, before, s}).diff(); sd.changes() {
			d.Services = append(d.Services, sd)
		}
	}
	for _, s := range old.services {
		if now.service(s.id) == nil {
			d.Removed = append(d.Removed, s.id)
		}
	}
	return d, nil
}

func (d *ServiceDiff) changes() bool {
	return len(d.ZonesAdded)+len(d.ZonesRemoved)+len(d.Terms) > 0 ||
		slices.ContainsFunc(d.Prices, func(p PriceDiff) bool { return p.Min != 0 || p.Max != 0 || p.OldOnly+p.NewOnly > 0 })
}

// service returns a service by its name, or nil.
func (c *Card) service(id string) *service {
	for _, s := range c.services {
		if s.id == id {
			return s
		}
	}
	return nil
}

// A comparison is of one service on two cards.
type comparison struct {
	oldCard, newCard *Card
	old, now         *service
}

func (c comparison) diff() ServiceDiff {
	d := ServiceDiff{Service: c.now.id}
	d.ZonesAdded = without(c.now.sheet.labels, c.old.sheet.labels)
	d.ZonesRemoved = without(c.old.sheet.labels, c.now.sheet.labels)
	if len(c.old.periods) > 0 && len(c.now.periods) > 0 {
		d.Terms = compareTerms(c.oldCard.terms(&c.old.periods[0]), c.newCard.terms(&c.now.periods[0]))
	}
	for _, l := range c.now.lists() {
		for _, before := range c.old.lists() {
			if before.packaging == l.packaging {
				d.Prices = append(d.Prices, c.prices(before, l)...)
			}
		}
	}
	return d
}

// without returns the strings of one list that another has not.
func without(list, other []string) []string {
	var only []string
	for _, s := range list {
		if !slices.Contains(other, s) {
			only = append(only, s)
		}
	}
	return only
}

func compareTerms(old, now []Term) []TermDiff {
	var diffs []TermDiff
	value := func(list []Term, name string) string {
		for _, t := range list {
			if t.Name == name {
				return t.Value
			}
		}
		return ""
	}
	for _, t := range now {
		if was := value(old, t.Name); was != t.Value {
			diffs = append(diffs, TermDiff{t.Name, was, t.Value})
		}
	}
	for _, t := range old {
		if value(now, t.Name) == "" {
			diffs = append(diffs, TermDiff{t.Name, t.Value, ""})
		}
	}
	return diffs
}

// The bands of weights by which prices are compared, as contracts cut them.
var (
	poundBands    = []dimweight.Weight{1, 5, 10, 20, 30, 50, 70, 100, 150}
	kilogramBands = []dimweight.Weight{1, 2, 5, 10, 20, 30, 70}
)

// prices compares a price list, zone by zone in each band of weights.
func (c comparison) prices(old, now *list) []PriceDiff {
	unit, bands := c.newCard.unit, poundBands
	if unit == dimweight.Kilogram {
		bands = kilogramBands
	}
	weights := slices.Concat(old.weights(unit), now.weights(unit))
	slices.Sort(weights)
	weights = slices.Compact(weights)
	var diffs []PriceDiff
	over := dimweight.Weight(0)
	for i := 0; i <= len(bands); i++ {
		upTo := endlessWeight
		if i < len(bands) {
			upTo = bands[i] * unit
		}
		var within []dimweight.Weight
		for _, w := range weights {
			if w > over && w <= upTo {
				within = append(within, w)
			}
		}
		for zone, label := range c.now.sheet.labels {
			was := slices.Index(c.old.sheet.labels, label)
			if was < 0 || len(within) == 0 {
				continue
			}
			p := PriceDiff{Packaging: now.packaging, Zone: label, Over: over, UpTo: upTo}
			if upTo == endlessWeight {
				p.UpTo = 0
			}
			p.compare(within, func(w dimweight.Weight) (int64, int64) {
				return c.oldCard.netPrice(c.old, old, listAt{was, w}), c.newCard.netPrice(c.now, now, listAt{zone, w})
			})
			if p.Rows+p.OldOnly+p.NewOnly > 0 {
				diffs = append(diffs, p)
			}
		}
		over = upTo
	}
	return diffs
}

// weights are those at which a list is compared: of each row, and just over the
// last one of each band of prices per unit.
func (l *list) weights(unit dimweight.Weight) []dimweight.Weight {
	weights := slices.Clone(l.breaks)
	over := l.breaks[len(l.breaks)-1]
	for _, band := range l.bands {
		weights = append(weights, over+unit)
		over = band.upTo
	}
	return weights
}

// A listAt is a place of a price list.
type listAt struct {
	zone   int
	weight dimweight.Weight
}

// netPrice returns a price after the discount on the card's first day;
// notOffered for none.
func (c *Card) netPrice(s *service, l *list, at listAt) int64 {
	home := homeTri(len(s.periods) > 0 && s.periods[0].scope == yes)
	i := slices.IndexFunc(l.offers, func(o offer) bool {
		return o.from <= c.from && c.from <= o.to && (o.home == either || o.home == home)
	})
	var none offer
	o := &none
	if i >= 0 {
		o = &l.offers[i]
	}
	if price, ok := l.net(o, at, c.unit); ok {
		return price
	}
	return notOffered
}

// compare sums up how the prices of some weights change.
func (p *PriceDiff) compare(weights []dimweight.Weight, prices func(dimweight.Weight) (old, now int64)) {
	var changes []Percent
	for _, w := range weights {
		switch old, now := prices(w); {
		case old == notOffered && now == notOffered:
		case old == notOffered:
			p.NewOnly++
		case now == notOffered:
			p.OldOnly++
		default:
			changes = append(changes, change(old, now))
		}
	}
	if p.Rows = len(changes); p.Rows == 0 {
		return
	}
	slices.Sort(changes)
	p.Min, p.Max = changes[0], changes[p.Rows-1]
	p.Median = (changes[(p.Rows-1)/2] + changes[p.Rows/2]) / 2
}

// change returns by how much an amount changes; of nothing, nothing.
func change(old, now int64) Percent {
	if old == 0 {
		return 0
	}
	half := old / 2
	if now < old {
		half = -half
	}
	return Percent(((now-old)*hundred + half) / old)
}
