package tariff

import (
	"math/bits"
	"slices"
)

// A ruleset is the surcharges that can apply to a service in one zone, in the
// three passes in which they are taken.
type ruleset struct {
	// Those that depend on the parcel and what is asked alone. Most rows are for
	// conditions that few parcels meet, so they lie by such a condition, and a
	// parcel looks only at those of the conditions that hold; the others always.
	always []rule
	when   [][]rule // by those of the conditions that are keys, in their order
	keys   uint64   // the conditions that some lie by

	dependent []rule // depend on the billable weight or on another charge
	shares    []rule // percentages
	shipment  []rule // for the whole shipment, in their order
}

func (rs *ruleset) add(r rule, card *Card) {
	switch s := r.charge; {
	case s.whole:
		rs.shipment = append(rs.shipment, r)
	case s.kind == fixedShare || s.kind == weeklyShare:
		rs.shares = append(rs.shares, r)
		if card.codes.whole != 0 {
			r.charge = s.ofShipment()
			rs.shipment = append(rs.shipment, r)
		}
	case s.with != 0 || s.billableOver != 0 || s.billableTo != 0:
		rs.dependent = append(rs.dependent, r)
	case r.needs == 0:
		rs.always = append(rs.always, r)
	default:
		rarest := card.conditions.rarest(r.needs)
		at := rs.place(rarest)
		if rs.keys>>rarest&1 == 0 {
			rs.when = slices.Insert(rs.when, at, nil)
			rs.keys |= 1 << rarest
		}
		rs.when[at] = append(rs.when[at], r)
	}
}

// place returns where the rules of a condition lie.
func (rs *ruleset) place(condition int) int { return bits.OnesCount64(rs.keys & (1<<condition - 1)) }

// clone returns a ruleset of its own.
func (rs *ruleset) clone() *ruleset {
	own := &ruleset{keys: rs.keys, always: slices.Clone(rs.always), dependent: slices.Clone(rs.dependent), shares: slices.Clone(rs.shares), shipment: slices.Clone(rs.shipment)}
	for _, list := range rs.when {
		own.when = append(own.when, slices.Clone(list))
	}
	return own
}

// shareRules gives the zones of each service one ruleset. Reductions differ by
// zone, and with them each zone has its own.
func (l *loader) shareRules() {
	for _, s := range l.card.services {
		shared := &ruleset{}
		for i := range s.zones {
			if s.zones[i].charges = shared; len(l.reductions) > 0 {
				shared = &ruleset{}
			}
		}
	}
}

// parted returns one of each of the zones in a set that share their rules. Where
// they share them with a zone outside, they get their own.
func (s *service) parted(in uint64) (zones []int) {
	for i := range s.zones {
		rules := s.zones[i].charges
		if in>>i&1 == 0 || slices.ContainsFunc(zones, func(k int) bool { return s.zones[k].charges == rules }) {
			continue
		}
		zones = append(zones, i)
		var inside []int
		outside := false
		for k := range s.zones {
			switch {
			case s.zones[k].charges != rules:
			case in>>k&1 == 1:
				inside = append(inside, k)
			default:
				outside = true
			}
		}
		if outside {
			own := rules.clone()
			for _, k := range inside {
				s.zones[k].charges = own
			}
		}
	}
	return zones
}
