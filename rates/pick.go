package rates

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// lanesOf makes a lane of each carrier at each origin.
func lanesOf(s carriers.Shipment, terms SplitTerms, cs []carriers.Carrier) ([]*lane, error) {
	origins := []*Origin{nil}
	if len(terms.Origins) > 0 {
		if err := checkOrigins(s, terms.Origins); err != nil {
			return nil, err
		}
		origins = nil
		for i := range terms.Origins {
			origins = append(origins, &terms.Origins[i])
		}
	} else if err := s.Validate(); err != nil {
		return nil, err
	}
	n := len(s.Parcels)
	if n > MaxSplit {
		return nil, carriers.Invalid{{Path: "parcels", Message: fmt.Sprintf("%d parcels are over the %d that are divided", n, MaxSplit)}}
	}
	var lanes []*lane
	for _, origin := range origins {
		o := &order{origin.Leaving(s), terms.Constraints, terms.Exchange, 1<<n - 1}
		var stocked []bool
		if origin != nil && origin.Stock != nil {
			stocked = make([]bool, o.all+1)
			for t := range stocked {
				stocked[t] = origin.lack(o.part(subset(t)).Parcels) == ""
			}
		}
		for _, c := range cs {
			q := question{carrier: c}
			_ = q.meet() // Shop tells what is wrong with it
			lanes = append(lanes, &lane{order: o, origin: origin, carrier: c, local: q.local != nil, stocked: stocked})
		}
	}
	return lanes, nil
}

// A picked is a group with the lane and service that takes it.
type picked struct {
	group
	lane    *lane
	service string
}

// pick divides the parcels by what the lanes ask for.
func pick(lanes []*lane) ([]picked, error) {
	if len(lanes) == 0 {
		return nil, ErrNoQuote
	}
	if err := oneCurrency(lanes); err != nil {
		return nil, err
	}
	var menus []menu
	var best [][]*lane // by origin and subset
	var columns [][]*column
	for i, l := range lanes {
		if i == 0 || l.origin != lanes[i-1].origin {
			m := slices.Repeat([]int64{none}, int(l.order.all)+1)
			menus, best, columns = append(menus, menu{m, l.stocked}), append(best, make([]*lane, len(m))), append(columns, make([]*column, len(m)))
		}
		m, takes, by := menus[len(menus)-1].cost, best[len(menus)-1], columns[len(menus)-1]
		for j := range l.columns {
			c := &l.columns[j]
			for t := 1; t < len(m); t++ {
				if c.cost[t] < m[t] || c.cost[t] == m[t] && m[t] < none && c.sum(subset(t)).arrives < by[t].sum(subset(t)).arrives {
					m[t], takes[t], by[t] = c.cost[t], l, c
				}
			}
		}
	}
	groups, ok := divideAll(menus)
	if !ok {
		return nil, ErrNoQuote
	}
	slices.SortFunc(groups, func(a, b group) int { return cmp.Compare(a.parcels.first(), b.parcels.first()) })
	var list []picked
	for _, g := range groups {
		list = append(list, picked{g, best[g.origin][g.parcels], columns[g.origin][g.parcels].service})
	}
	return list, nil
}

// oneCurrency refuses offers that cannot be added up.
func oneCurrency(lanes []*lane) error {
	var offers []weighed
	for _, l := range lanes {
		for i := range l.columns {
			c := &l.columns[i]
			if c.priced() {
				offers = append(offers, weighed{offer: offer{group: c.group}})
			}
		}
	}
	if why := mixed(offers); why != "" {
		return fmt.Errorf("%w%s", carriers.ErrCurrency, why)
	}
	return nil
}

func (c *column) priced() bool {
	return slices.ContainsFunc(c.cost, func(cost int64) bool { return cost < none })
}

// confirm makes parts of what was picked. It returns the lane whose quote is not
// what its parcels sum to.
func (d *Division) confirm(ctx context.Context, picks []picked) (wrong *lane, err error) {
	d.Parts = nil
	done := 0
	for _, p := range picks {
		shopped := p.lane.quoted(ctx, p.parcels)
		q := shopped.service(p.service)
		column := p.lane.column(p.service)
		sum := column.sum(p.parcels)
		ok := q != nil
		if ok {
			o, meets := p.lane.order.offer(q)
			ok = meets && (o.worth == column.cost[p.parcels] || !p.lane.asked && q.Total().Minor == sum.own+sum.shared)
		}
		if !ok && (p.lane.asked || !p.lane.local) {
			return nil, fmt.Errorf("%s/%s does not quote the same parcels alike when it is asked again", p.lane.carrier.Name(), p.service)
		}
		if !ok {
			return p.lane, nil
		}
		part := Part{Parcels: p.parcels.parcels(), Quote: *q, Shipment: p.lane.order.part(p.parcels)}
		part.Shipment.Customs.Freight = p.lane.order.freight(done, p.parcels.count())
		done += p.parcels.count()
		d.Parts = append(d.Parts, part)
	}
	return nil, nil
}

// quoted returns what was quoted for a subset, if that is kept, or asks again.
func (l *lane) quoted(ctx context.Context, t subset) *Shopped {
	switch {
	case t == l.order.all:
		return &l.whole
	case t.count() == 1:
		return &l.alone[t.first()]
	}
	shopped := l.shop(ctx, t)
	return &shopped
}

// freight returns the share that some parcels have of what the buyer pays for
// carriage, after those before them; all shares sum to it.
func (o *order) freight(before, count int) carriers.Money {
	f, n := o.shipment.Customs.Freight, int64(o.all.count())
	f.Minor = f.Minor*int64(before+count)/n - f.Minor*int64(before)/n
	if f.Minor == 0 {
		return carriers.Money{}
	}
	return f
}
