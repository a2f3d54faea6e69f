package rates

import (
	"math/bits"
	"slices"
)

// A subset is some of a shipment's parcels: bit i is parcel i.
type subset uint16

// parcels lists the indexes in a subset.
func (t subset) parcels() []int {
	list := make([]int, 0, bits.OnesCount16(uint16(t)))
	for ; t != 0; t &= t - 1 {
		list = append(list, t.first())
	}
	return list
}

func (t subset) first() int { return bits.TrailingZeros16(uint16(t)) }
func (t subset) count() int { return bits.OnesCount16(uint16(t)) }

// samples are subsets of at least two parcels: the pairs, all but one, and those
// of the first so many.
func (t subset) samples() []subset {
	var list []subset
	first := subset(0)
	for rest := t; rest != 0; rest &= rest - 1 {
		one := rest & -rest
		for other := first; other != 0; other &= other - 1 {
			list = append(list, one|other&-other)
		}
		first |= one
		list = append(list, first, t^one)
	}
	return slices.DeleteFunc(list, func(s subset) bool { return s.count() < 2 })
}

// none is the cost of what cannot be had. Two of them still fit an int64.
const none = int64(1) << 61

// A menu is what it costs to send each subset together from one origin, by the
// cheapest service there; none where no service takes it. What the origin has not
// in stock together cannot leave in several parts either.
type menu struct {
	cost    []int64
	stocked []bool // by subset; nil when it has everything
}

// A plan is the cheapest way to send each subset, in how many parts, and which
// subset is split off first.
type plan struct {
	cost  []int64
	parts []uint8
	first []subset
}

func newPlan(size int) plan {
	return plan{make([]int64, size), make([]uint8, size), make([]subset, size)}
}

// divide finds for each subset the cheapest partition at one origin; of equal
// costs that of the fewest parts. It tries every one: the part with the first
// parcel is any subset that has it, and the rest was divided before.
func (m menu) divide() plan {
	p := newPlan(len(m.cost))
	for t := subset(1); int(t) < len(m.cost); t++ {
		lead := t & -t
		rest := t ^ lead
		cost, parts, first := m.cost[t], uint8(1), t
		for other := rest; other != 0; other = (other - 1) & rest {
			head := m.cost[t^other]
			if head > cost {
				continue
			}
			if c, n := head+p.cost[other], 1+p.parts[other]; c < cost || c == cost && n < parts {
				cost, parts, first = c, n, t^other
			}
		}
		p.cost[t], p.parts[t], p.first[t] = min(cost, none), parts, first
		if m.stocked != nil && !m.stocked[t] {
			p.cost[t] = none
		}
	}
	return p
}

// A group is a subset that is sent together from an origin, by its index.
type group struct {
	origin  int
	parcels subset
}

// divideAll finds the cheapest partition of all parcels over the origins, by the
// menus of each: which subset leaves from which origin, and how it is divided
// there. It returns false when there is none.
func divideAll(menus []menu) ([]group, bool) {
	plans, takes := make([]plan, len(menus)), make([][]subset, len(menus))
	var sum plan // over the origins so far
	for i, m := range menus {
		plans[i] = m.divide()
		sum, takes[i] = sum.with(plans[i])
	}
	all := subset(len(menus[0].cost) - 1)
	if sum.cost[all] >= none {
		return nil, false
	}
	var groups []group
	for i := len(menus) - 1; i >= 0; i-- {
		for t := takes[i][all]; t != 0; t ^= plans[i].first[t] {
			groups = append(groups, group{i, plans[i].first[t]})
		}
		all ^= takes[i][all]
	}
	return groups, true
}

// with lets one more origin take a part of each subset, and returns which.
func (p plan) with(q plan) (plan, []subset) {
	size := len(q.cost)
	takes, sum := make([]subset, size), newPlan(size)
	if p.cost == nil { // the first origin takes all
		for t := range takes {
			takes[t] = subset(t)
		}
		return q, takes
	}
	for t := range size {
		cost, parts, take := p.cost[t], p.parts[t], subset(0)
		for part := subset(t); part != 0; part = (part - 1) & subset(t) {
			rest := subset(t) ^ part
			if c, n := q.cost[part]+p.cost[rest], q.parts[part]+p.parts[rest]; c < cost || c == cost && n < parts {
				cost, parts, take = c, n, part
			}
		}
		sum.cost[t], sum.parts[t], takes[t] = min(cost, none), parts, take
	}
	return sum, takes
}
