package report

import (
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// fold puts what was counted into the tally, whose lists are bounded, and begins
// the quick lists anew. What an order must be over to stand out stays.
func (c *Counter) fold() {
	var t Tally
	for i := range c.services {
		c.services[i].fold(&t)
	}
	for _, d := range c.days {
		t.Promises = append(t.Promises, Promise{d.date.String(), d.orders, d.guaranteed, d.deadline})
	}
	for i, n := range c.slack {
		if n > 0 {
			t.Slack = append(t.Slack, Slack{i - MaxSlack, n})
		}
	}
	for i := range c.purses {
		p := &c.purses[i]
		for _, r := range p.rivals {
			to := Rival{Carrier: r.carrier, Currency: p.currency, Orders: r.orders, Cannot: r.cannot, Cheaper: r.cheaper, Foreign: r.foreign}
			to.Cost.Add(sum(r.cost, p.currency, r.orders))
			to.Chosen.Add(sum(r.chosen, p.currency, r.orders))
			t.Rivals = append(t.Rivals, to)
		}
		p.rivals = p.rivals[:0]
	}
	for _, n := range c.notes {
		t.Notes = append(t.Notes, Count{n.name, n.count})
	}
	c.t.Merge(&t)
	c.services, c.days, c.notes = c.services[:0], c.days[:0], c.notes[:0]
	clear(c.slack[:])
}

func (s *served) fold(t *Tally) {
	one := s.sum
	one.Spend.Add(sum(s.spend, one.Currency, one.Orders))
	one.AirBase.Add(sum(s.airBase, one.Currency, one.Air))
	t.Spend.AddAll(one.Spend)
	t.Services = append(t.Services, one)
	for _, z := range s.zones {
		to := Zone{Carrier: one.Carrier, Zone: z.name, Currency: one.Currency, Parcels: z.count}
		to.Spend.Add(sum(z.spend, one.Currency, z.count))
		t.Zones = append(t.Zones, to)
	}
	for _, c := range s.charges {
		to := Charge{Code: c.name, Currency: one.Currency, Count: c.count}
		to.Spend.Add(sum(c.spend, one.Currency, c.count))
		t.Charges = append(t.Charges, to)
	}
}

// sum is the amount of so many things; of none, no amount.
func sum(minor int64, c carriers.Currency, things int) carriers.Money {
	if things == 0 {
		return carriers.Money{}
	}
	return carriers.Money{Minor: minor, Currency: c}
}

// days is how many calendar days there are from handover to arrival; -1 where
// nobody knows.
func (d *Done) days() int {
	if d.Quote.Delivers == 0 || d.Ready == 0 {
		return -1
	}
	return int(d.Quote.Delivers - d.Ready)
}

func (c *Counter) keepSlow(d *Done, days int, total int64) {
	c.t.Slowest = keep(c.t.Slowest, d.extreme(days, total), slower, alike)
	if n := len(c.t.Slowest); n == Extremes {
		last := &c.t.Slowest[n-1]
		c.slowest = floor{full: true, value: int64(last.Days), row: last.Row}
	}
}

func (c *Counter) keepDear(p *purse, d *Done, days int, total int64) {
	c.t.Dearest = keep(c.t.Dearest, d.extreme(days, total), dearer, sameCurrency)
	n, last := 0, 0
	for i := range c.t.Dearest {
		if c.t.Dearest[i].total().Currency == p.currency {
			n, last = n+1, i
		}
	}
	if n == Extremes {
		e := &c.t.Dearest[last]
		p.dearest = floor{full: true, value: e.total().Minor, row: e.Row}
	}
}

// extreme tells of an order what stands out.
func (d *Done) extreme(days int, total int64) Extreme {
	q := d.Quote
	e := Extreme{
		Order: d.Order, Row: d.Row, Carrier: q.Carrier, Service: q.Service, Parcels: len(q.Parcels),
		Ships: q.Ships.String(), Delivers: q.Delivers.String(), Days: days,
		Total: Sums{{Minor: total, Currency: q.Currency}},
	}
	if d.To != nil {
		e.To = d.To.Country + " " + d.To.PostalCode
	}
	if len(q.Parcels) > 0 {
		heaviest := slices.MaxFunc(q.Parcels, func(a, b carriers.Rated) int { return int(min(max(a.Billable-b.Billable, -1), 1)) })
		e.Zone, e.Billable = heaviest.Zone, heaviest.Billable.In(heaviest.Unit)
	}
	return e
}
