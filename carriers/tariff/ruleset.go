package tariff

import (
	"math/bits"
	"slices"
	"sync/atomic"
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

	// Which rules apply is found out once for parcels alike in a season.
	needed uint64 // the conditions that some rule needs
	plans  atomic.Pointer[lastPlans]
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

// A part is the zones of a service that share their rules, so far: a set of them.
type part struct {
	zones uint64
	rules *ruleset
}

// partition begins with one part of each service. Reductions differ by zone, and
// with them each zone is one.
func (l *loader) partition() map[*service][]part {
	parts := map[*service][]part{}
	for _, s := range l.card.services {
		if len(l.reductions) == 0 {
			parts[s] = []part{{s.zoneSet(nil), &ruleset{}}}
			continue
		}
		for i := range s.zones {
			parts[s] = append(parts[s], part{1 << i, &ruleset{}})
		}
	}
	return parts
}

// cutParts cuts the parts that lie only partly in a set of zones.
func cutParts(parts []part, zones uint64) []part {
	for i := range parts {
		if p := &parts[i]; p.zones&zones != 0 && p.zones&^zones != 0 {
			parts = append(parts, part{p.zones &^ zones, p.rules.clone()})
			parts[i].zones &= zones
		}
	}
	return parts
}

// share gives the zones their rules.
func (s *service) share(parts []part) {
	for _, p := range parts {
		for i := range s.zones {
			if p.zones>>i&1 == 1 {
				s.zones[i].charges = p.rules
			}
		}
	}
}
