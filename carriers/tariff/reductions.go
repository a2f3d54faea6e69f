package tariff

import (
	"slices"
	"strings"
)

// A reduction changes what the rows of a code charge: a percentage or an amount
// less, or another amount.
type reduction struct {
	extent
	code       string
	name       string // of the rows; empty is all of the code
	rate, less int64
	amount     int64
	fixed      bool // amount is what is charged
	used       bool
}

// A reducedBy is a charge and what reduces it.
type reducedBy struct {
	charge *surcharge
	by     *reduction
}

func (l *loader) loadReductions() {
	if !l.has("reductions.csv") {
		return
	}
	t := l.table("reductions.csv", offerColumns([]string{"code"}, "name", "services", "percent", "less", "amount"))
	for t.next() {
		r := reduction{extent: t.extent(l.card), code: t.required("code"), name: t.cell("name"),
			rate: read(t, "percent", portionOff), fixed: t.cell("amount") != ""}
		given := 0
		for _, column := range []string{"percent", "less", "amount"} {
			if t.cell(column) != "" {
				given++
			}
		}
		if given != 1 {
			t.fail(-1, "%d of percent, less and amount: a row has one of them", given)
		}
		r.amount = t.price("amount", l.card.digits)
		r.less = t.price("less", l.card.digits)
		l.reductions = append(l.reductions, r)
	}
}

// reduced returns a row of surcharges.csv as it is charged in a zone of a
// service: the one rule itself where nothing reduces it, else in pieces by date
// and address.
func (l *loader) reduced(rules []rule, s *service, zone int) []rule {
	charge := rules[0].charge
	for i := range l.reductions {
		red := &l.reductions[i]
		if red.code != string(l.card.codes.list[charge.code]) || red.name != "" && red.name != charge.name || !red.in(s, zone) {
			continue
		}
		var pieces []rule
		for _, piece := range rules {
			pieces = append(pieces, l.cutRule(piece, red)...)
		}
		rules = pieces
	}
	return rules
}

// cutRule cuts a rule at the dates and addresses of a reduction, and reduces the
// piece that lies inside.
func (l *loader) cutRule(r rule, red *reduction) []rule {
	inside, outside := l.sides(red.home)
	in := r
	in.from, in.to = max(r.from, red.from), min(r.to, red.til)
	if in.from > in.to || r.needs&outside != 0 {
		return []rule{r}
	}
	var rules []rule
	if before := r; in.from > r.from {
		before.to = in.from - 1
		rules = append(rules, before)
	}
	if rest := in; r.needs&inside != inside {
		rest.needs |= outside
		in.needs |= inside
		rules = append(rules, rest)
	}
	if in.charge.reduced {
		l.fault(&red.extent, "%s: a row above reduces the same charge", red.code)
	}
	in.charge, red.used = l.reduce(in.charge, red), true
	rules = append(rules, in)
	if after := r; in.to < r.to {
		after.from = in.to + 1
		rules = append(rules, after)
	}
	return rules
}

// sides returns the conditions of the addresses that a reduction is for, and of
// the others; none when it is for all.
func (l *loader) sides(home tri) (inside, outside uint64) {
	if home == either {
		return 0, 0
	}
	homes, businesses := l.card.conditions.bit(condition{about: toResidence}), l.card.conditions.bit(condition{about: toBusiness})
	if home == yes {
		return homes, businesses
	}
	return businesses, homes
}

// reduce returns a charge with a reduction. The same two give the same charge.
func (l *loader) reduce(s *surcharge, red *reduction) *surcharge {
	key := reducedBy{s, red}
	if known := l.reducedTo[key]; known != nil {
		return known
	}
	c := *s
	c.reduced = true
	free := red.rate == hundred || red.fixed && red.amount == 0
	switch {
	case free:
		c.kind, c.amount, c.minimum, c.perInsured = fixed, 0, 0, 0
		c.rate, c.of = 0, 0
		if s.kind == unknown {
			c.note = 0 // it says that the amount is not in the price
		}
	case (s.kind == fixedShare || s.kind == weeklyShare) && red.rate == 0 && (red.fixed || red.less > 0):
		l.fault(&red.extent, "%s is a percentage, and only a percent reduces it", red.code)
	case s.kind == fixedShare:
		c.rate -= share(c.rate, red.rate)
	case s.kind == weeklyShare:
		c.off = red.rate
	case s.perInsured > 0 && red.rate == 0 && (red.fixed || red.less > 0):
		l.fault(&red.extent, "%s is an amount for each part of the insured value, and only a percent reduces it", red.code)
	case red.fixed && s.kind == unknown:
		c.kind, c.amount, c.note = fixed, red.amount, 0
	case red.fixed:
		c.kind, c.amount = fixed, red.amount
	case s.kind >= unknown: // less than what is not known is not known
	default:
		c.amount = max(s.amount-share(s.amount, red.rate)-red.less, 0)
		c.minimum = s.minimum - share(s.minimum, red.rate)
	}
	if l.reducedTo == nil {
		l.reducedTo = map[reducedBy]*surcharge{}
	}
	l.reducedTo[key] = &c
	return &c
}

// finishOffers reports the reductions of nothing, and makes percentages of the
// base price those of what the discount leaves of it.
func (l *loader) finishOffers() {
	for i := range l.reductions {
		if red := &l.reductions[i]; !red.used && l.sound("reductions.csv") && l.sound("surcharges.csv") {
			l.fault(&red.extent, "no charge %s of these services, zones, addresses and dates", strings.TrimSpace(red.code+" "+red.name))
		}
	}
	if l.card.codes.net = l.offering; !l.offering {
		return
	}
	for _, s := range l.card.services {
		for i := range s.zones {
			rules := s.zones[i].charges
			for _, r := range slices.Concat(rules.shares, rules.shipment) {
				if r.charge.of&1 != 0 {
					r.charge.of |= 1 << discountCode
				}
			}
		}
	}
}
