package tariff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// offers are the rows of discounts.csv, tiers.csv, minimums.csv and
// reductions.csv: what a shipper pays less than the price list says. They are
// compiled into the price lists and the surcharges.
type offers struct {
	tier       string // that card.csv names
	discounts  []discount
	tiers      []discount // of that tier alone
	minimums   []minimum
	reductions []reduction

	offering  bool         // something is taken off some price
	charges   []*surcharge // that the discounts become
	reducedTo map[reducedBy]*surcharge
}

// An extent is where a row holds: services, zones, addresses, weights of the price
// list, and ship dates. What it leaves blank is all of them.
type extent struct {
	file      string
	line      int
	services  []*service
	zones     []string
	packaging string // of the price list; empty is any
	home      tri
	over, to  dimweight.Weight // zero is no end
	from, til carriers.Date    // both count
}

// A discount takes a percentage off the price list.
type discount struct {
	extent
	rate int64
}

// A minimum is the least that a discount leaves of a price: an amount, or a
// price of the list less an amount or a percentage.
type minimum struct {
	extent
	amount     int64
	ofList     bool
	zone       string           // of the list; empty is the cheapest one
	weight     dimweight.Weight // of the list; zero is the first row
	less, rate int64
}

var extentColumns = []string{"zones", "residential", "from", "to"}

func offerColumns(required []string, more ...string) columns {
	return columns{required: required, optional: slices.Concat(extentColumns, more)}
}

// extent reads the columns that say where a row holds.
func (t *table) extent(card *Card) extent {
	line, _ := t.csv.FieldPos(0)
	r := extent{
		file: t.file, line: line, services: t.services(card), zones: t.list("zones"), packaging: t.cell("packaging"), home: t.yes("residential"),
		over: t.weight("weight_over"), to: t.weight("weight_up_to"), from: t.date("from"), til: cmp.Or(t.date("to"), openEnd),
	}
	t.checkZones(r.services)
	if r.packaging != "" && !slices.ContainsFunc(r.services, func(s *service) bool { return s.has(r.packaging) }) {
		t.fail(t.at("packaging"), "packaging %q is not one of the row's services", r.packaging)
	}
	if r.from > r.til {
		t.fail(t.at("to"), "to: is before from")
	}
	if r.to != 0 && r.to <= r.over {
		t.fail(t.at("weight_up_to"), "weight_up_to: is not over weight_over")
	}
	return r
}

// has reports whether the service has a price list for a packaging.
func (s *service) has(packaging string) bool {
	return slices.ContainsFunc(s.sheet.packs, func(l list) bool { return l.packaging == packaging })
}

// in reports whether the row is for a service in a zone.
func (r *extent) in(s *service, zone int) bool {
	return slices.Contains(r.services, s) && (len(r.zones) == 0 || slices.Contains(r.zones, s.zones[zone].label))
}

// weighs reports whether the row is for a weight.
func (r *extent) weighs(w dimweight.Weight) bool {
	return w > r.over && (r.to == 0 || w <= r.to)
}

// holds reports whether the row is for a time and kind of address.
func (r *extent) holds(at occasion) bool {
	return r.from <= at.from && at.to <= r.til && (r.home == either || r.home == at.home)
}

// An occasion is a time and a kind of address that no row divides.
type occasion struct {
	from, to carriers.Date
	home     tri
}

func (l *loader) loadOffers() {
	l.loadDiscounts()
	l.loadTiers()
	l.loadMinimums()
	l.loadReductions()
	if !l.sound("discounts.csv") || !l.sound("tiers.csv") || !l.sound("minimums.csv") || len(l.discounts)+len(l.tiers)+len(l.minimums) == 0 {
		return
	}
	for _, s := range l.card.services {
		if !l.sound("rates-" + s.id + ".csv") {
			continue
		}
		told := map[[2]*extent]bool{}
		if s.sheet.breaks != nil {
			(&compiler{l, s, &s.sheet.list, told}).compile()
		}
		for i := range s.sheet.packs {
			(&compiler{l, s, &s.sheet.packs[i], told}).compile()
		}
		l.noteMinimum(s)
	}
}

func (l *loader) loadDiscounts() {
	if !l.has("discounts.csv") {
		return
	}
	t := l.table("discounts.csv", offerColumns([]string{"services", "percent"}, "packaging", "weight_over", "weight_up_to"))
	for t.next() {
		t.required("percent")
		l.discounts = append(l.discounts, discount{t.extent(l.card), read(t, "percent", portionOff)})
	}
}

// loadTiers reads tiers.csv, of which the rows of the tier count that card.csv
// names. The weekly spend that earns it becomes a note of every quote.
func (l *loader) loadTiers() {
	if !l.has("tiers.csv") {
		if l.tier != "" {
			l.fail("card.csv", "tier %s: there is no tiers.csv", l.tier)
		}
		return
	}
	t := l.table("tiers.csv", offerColumns([]string{"tier", "services", "percent"}, "packaging", "weight_over", "weight_up_to", "weekly_spend_over", "weekly_spend_up_to"))
	var names []string
	earned := ""
	for t.next() {
		t.required("percent")
		over, upTo := t.price("weekly_spend_over", l.card.digits), t.price("weekly_spend_up_to", l.card.digits)
		if upTo != 0 && upTo <= over {
			t.fail(t.at("weekly_spend_up_to"), "weekly_spend_up_to: is not over weekly_spend_over")
		}
		row := discount{t.extent(l.card), read(t, "percent", portionOff)}
		name := t.required("tier")
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if name == l.tier {
			l.tiers = append(l.tiers, row)
			earned = cmp.Or(earned, l.spend(over, upTo))
		}
	}
	if l.tier != "" && !slices.Contains(names, l.tier) {
		l.fail("card.csv", "tier %s is not in tiers.csv: there are %s", l.tier, strings.Join(names, ", "))
	}
	if len(l.tiers) > 0 {
		l.card.standing |= l.card.notes.bit("discount of tier " + l.tier + earned)
	}
}

// spend says what a shipper must spend for a tier.
func (l *loader) spend(over, upTo int64) string {
	switch {
	case over == 0 && upTo == 0:
		return ""
	case upTo == 0:
		return fmt.Sprintf(", earned by a weekly spend over %v", l.card.money(over))
	case over == 0:
		return fmt.Sprintf(", earned by a weekly spend up to %v", l.card.money(upTo))
	}
	return fmt.Sprintf(", earned by a weekly spend over %v and up to %v", l.card.money(over), l.card.money(upTo))
}

func (l *loader) loadMinimums() {
	if !l.has("minimums.csv") {
		return
	}
	t := l.table("minimums.csv", offerColumns([]string{"services", "minimum"}, "packaging", "of_zone", "of_weight", "less", "percent"))
	for t.next() {
		m := minimum{extent: t.extent(l.card), zone: t.cell("of_zone"), weight: t.weight("of_weight"),
			less: t.price("less", l.card.digits), rate: read(t, "percent", portionOff)}
		switch t.required("minimum") {
		case "list":
			m.ofList = true
		case "none": // zero, and said
		default:
			m.amount = t.priceOver0("minimum", l.card.digits)
		}
		if of := t.cell("of_zone") + t.cell("of_weight") + t.cell("less") + t.cell("percent"); of != "" && !m.ofList {
			t.fail(t.at("minimum"), "of_zone, of_weight, less and percent are for the minimum: list")
		}
		if t.cell("less") != "" && t.cell("percent") != "" {
			t.fail(t.at("percent"), "less and percent: a row has one of them")
		}
		l.minimums = append(l.minimums, m)
	}
}

// noteMinimum adds a note to the quotes of a service that has discounts and no
// word on the minimum: UPS and FedEx have one even where an agreement is silent.
func (l *loader) noteMinimum(s *service) {
	discounted := slices.ContainsFunc(s.lists(), func(list *list) bool { return list.offers != nil })
	if !discounted || slices.ContainsFunc(l.minimums, func(m minimum) bool { return slices.Contains(m.services, s) }) {
		return
	}
	note := l.card.notes.bit("the discount has no minimum charge: state it in minimums.csv, or none")
	for i := range s.periods {
		s.periods[i].note |= note
	}
}

// portionOff reads a percentage that something is reduced by.
func portionOff(s string) (int64, error) {
	rate, err := percent(s)
	if err == nil && (rate < 0 || rate > hundred) {
		err = fmt.Errorf("%q: not from 0 to 100", s)
	}
	return rate, err
}

// money makes an amount of the card's currency.
func (c *Card) money(minor int64) carriers.Money {
	return carriers.Money{Minor: minor, Currency: c.currency}
}

// fault reports a mistake in a row that was read before.
func (l *loader) fault(r *extent, format string, args ...any) {
	l.errs = append(l.errs, &Error{File: r.file, Line: r.line, Message: fmt.Sprintf(format, args...)})
}
