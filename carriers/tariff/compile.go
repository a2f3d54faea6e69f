package tariff

import (
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A compiler compiles the offers of one price list.
type compiler struct {
	*loader
	service *service
	list    *list
	told    map[[2]*extent]bool // rows that were said to meet
}

// A cell is a place of a price list on an occasion.
type cell struct {
	occasion
	zone   int
	weight dimweight.Weight
}

// compile adds the offers of every occasion on which there are any.
func (c *compiler) compile() {
	c.checkEdges()
	for _, at := range c.occasions() {
		o := offer{occasion: at, cuts: make([]cut, len(c.list.prices))}
		some := c.compileBeyond(&o)
		for i, price := range c.list.prices {
			if price == notOffered {
				continue
			}
			rate := c.rateCut(cell{at, i % c.list.zones, c.list.breaks[i/c.list.zones]}, price)
			o.cuts[i] = rate.of(price)
			some = some || rate.rate > 0
		}
		if some {
			c.list.offers = append(c.list.offers, o)
			c.offering = true
		}
	}
}

// compileBeyond compiles what is taken off the prices per unit, cut where a row
// or a band of prices ends. It reports whether that is anything.
func (c *compiler) compileBeyond(o *offer) (some bool) {
	last := c.list.breaks[len(c.list.breaks)-1]
	var edges []dimweight.Weight
	for _, band := range c.list.bands {
		edges = append(edges, band.upTo)
	}
	for _, r := range c.extents() {
		edges = append(edges, r.over, r.to)
	}
	slices.Sort(edges)
	over := last
	for _, upTo := range slices.Compact(edges) {
		if upTo <= last || upTo > c.list.last() {
			continue
		}
		b := beyondCut{upTo: upTo, zones: make([]rateCut, c.list.zones)}
		band := c.list.bands[slices.IndexFunc(c.list.bands, func(band unitBand) bool { return upTo <= band.upTo })]
		for zone := range b.zones {
			if price, ok := band.by[zone].of(over, c.card.unit); ok { // no weight over it costs less
				b.zones[zone] = c.rateCut(cell{o.occasion, zone, upTo}, price)
				some = some || b.zones[zone].rate > 0
			}
		}
		o.beyond = append(o.beyond, b)
		over = upTo
	}
	return some
}

// rateCut returns what the rows take off a cell: the percentages of a discount
// and of a tier, summed, and the minimum that they leave of its price.
func (c *compiler) rateCut(at cell, price int64) rateCut {
	var cut rateCut
	var shares []string
	var last *extent
	for _, rows := range [][]discount{c.discounts, c.tiers} {
		i := c.row(len(rows), at, func(i int) *extent { return &rows[i].extent })
		if i >= 0 && rows[i].rate > 0 {
			cut.rate += rows[i].rate
			shares = append(shares, formatPercent(rows[i].rate)+" %")
			last = &rows[i].extent
		}
	}
	if cut.rate >= hundred {
		c.fault(last, "%s: nothing is left of the price after %s", c.service.id, strings.Join(shares, " + "))
		return rateCut{}
	}
	if i := c.row(len(c.minimums), at, func(i int) *extent { return &c.minimums[i].extent }); i >= 0 {
		cut.minimum = c.least(&c.minimums[i])
		if cut.minimum > price {
			c.fault(&c.minimums[i].extent, "%s, zone %s: the minimum of %s is over the price of %s in the list", c.service.id, c.service.zones[at.zone].label,
				c.card.money(cut.minimum).Amount(), c.card.money(price).Amount())
		}
	}
	if cut.rate > 0 {
		cut.as = c.charge("Discount of " + strings.Join(shares, " + "))
		cut.least = c.charge("Discount to the minimum of " + c.card.money(cut.minimum).Amount())
	}
	return cut
}

// row returns the index of the row that is for a cell, or -1. Two rows for one
// cell are a mistake: which one counts would be a guess.
func (c *compiler) row(n int, at cell, extentOf func(int) *extent) int {
	found := -1
	for i := range n {
		r := extentOf(i)
		if !r.in(c.service, at.zone) || r.packaging != "" && r.packaging != c.list.packaging || !r.weighs(at.weight) || !r.holds(at.occasion) {
			continue
		}
		if found < 0 {
			found = i
		} else if both := [2]*extent{extentOf(found), r}; !c.told[both] {
			c.told[both] = true
			c.fault(r, "%s, zone %s: line %d has it already", c.service.id, c.service.zones[at.zone].label, both[0].line)
		}
	}
	return found
}

// least returns the amount of a minimum for the list. Of the list itself it is
// by default the price of the first row in the cheapest zone.
func (c *compiler) least(m *minimum) int64 {
	if !m.ofList {
		return m.amount
	}
	row := c.list.row(m.weight)
	lowest := int64(0)
	if row < len(c.list.breaks) {
		for zone, price := range c.list.prices[row*c.list.zones:][:c.list.zones] {
			if price != notOffered && (m.zone == "" || m.zone == c.service.zones[zone].label) && (lowest == 0 || price < lowest) {
				lowest = price
			}
		}
	}
	if lowest == 0 {
		c.fault(&m.extent, "the list of %s has no price for of_zone %q, of_weight %q", c.service.id, m.zone, m.weight.In(c.card.unit))
	}
	return max(lowest-share(lowest, m.rate)-m.less, 0)
}

// extents are the rows that are for the service.
func (c *compiler) extents() []*extent {
	var list []*extent
	add := func(r *extent) {
		if slices.Contains(r.services, c.service) && (r.packaging == "" || r.packaging == c.list.packaging) {
			list = append(list, r)
		}
	}
	for _, rows := range [][]discount{c.discounts, c.tiers} {
		for i := range rows {
			add(&rows[i].extent)
		}
	}
	for i := range c.minimums {
		add(&c.minimums[i].extent)
	}
	return list
}

// occasions are the times and kinds of address that no row for the service
// divides.
func (c *compiler) occasions() []occasion {
	homes := []tri{either}
	starts := []carriers.Date{c.card.from}
	for _, r := range c.extents() {
		if r.home != either {
			homes = []tri{no, yes}
		}
		for _, start := range []carriers.Date{r.from, r.til + 1} {
			if start > c.card.from && start <= c.card.to && !slices.Contains(starts, start) {
				starts = append(starts, start)
			}
		}
	}
	slices.Sort(starts)
	var list []occasion
	for i, from := range starts {
		to := c.card.to
		if i+1 < len(starts) {
			to = starts[i+1] - 1
		}
		for _, home := range homes {
			list = append(list, occasion{from, to, home})
		}
	}
	return list
}

// checkEdges reports weights of discounts that stand inside a row of the price
// list, whose one price would have two discounts.
func (c *compiler) checkEdges() {
	for _, r := range c.extents() {
		for _, edge := range []dimweight.Weight{r.over, r.to} {
			if row := c.list.row(edge); edge != 0 && row < len(c.list.breaks) && c.list.breaks[row] != edge {
				c.fault(r, "%s is inside the row of %s of %s: a row has one discount", edge.In(c.card.unit), c.list.breaks[row].In(c.card.unit), c.service.id)
			}
		}
	}
}

// charge returns the charge of a name, of which a card has one.
func (c *compiler) charge(name string) *surcharge {
	for _, s := range c.charges {
		if s.name == name {
			return s
		}
	}
	s := &surcharge{code: discountCode, as: carriers.Discount, name: name}
	c.charges = append(c.charges, s)
	return s
}

// chargeCodes lists the codes of a card in the order in which they are charged:
// the base price, the discount of offers, and those of surcharges.csv. New ones
// of a contract stand before the one of its base that follows them.
func (l *loader) chargeCodes() []carriers.ChargeCode {
	list := []carriers.ChargeCode{carriers.Base}
	if l.offering {
		list = append(list, carriers.Discount)
	}
	if l.base == nil || !l.own["surcharges.csv"] {
		return list
	}
	for t := l.silent(l.base, "surcharges.csv", surchargeColumns); t.next(); {
		if code := carriers.ChargeCode(t.cell("code")); !slices.Contains(list, code) {
			list = append(list, code)
		}
	}
	var ahead []carriers.ChargeCode
	for t := l.silent(l.fsys, "surcharges.csv", surchargeColumns); t.next(); {
		code := carriers.ChargeCode(t.cell("code"))
		if i := slices.Index(list, code); i >= 0 {
			list, ahead = slices.Insert(list, i, ahead...), nil
		} else if isArea(string(code)) && !slices.Contains(ahead, code) {
			ahead = append(ahead, code)
		}
	}
	return append(list, ahead...)
}

// ownDiscount reports a card that has offers, and charges of the code discount
// besides: one code is one charge.
func (l *loader) ownDiscount(t *table) {
	if t.cell("code") == string(carriers.Discount) && l.offering {
		t.fail(t.at("code"), "code discount: discounts.csv makes that charge")
	}
}
