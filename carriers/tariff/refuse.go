package tariff

import (
	"fmt"
	"sync/atomic"

	"github.com/shiprate/shiprate/carriers"
)

// A refusal is what many services of a card say alike, of a shipment or of the
// parcel in hand. It is put in words once, for all that refuse for the same kind
// of reason with the same value.
type refusal struct {
	kind  refusalKind
	value int64
	of    int64  // what the parcel has, where a rule may round it
	fits  string // what the parcel does not fit, or the contents that are taken
	words string
}

type refusalKind uint8

const (
	_ refusalKind = iota
	beforeCard
	afterCard
	withoutTerms
	withoutLane
	otherPlace
	otherContents
	tooHeavy // over the weight
	noFit
	tooLong // over a length, and the kinds after it: one for each of the lengths
)

// refuseAlike refuses in words that it makes only if they are not those of one of
// the last such refusals.
func (r *rater) refuseAlike(code carriers.RejectionCode, why refusal, words func() string) bool {
	if r.mute {
		return false
	}
	for i := range r.alike[:r.kinds] {
		if known := &r.alike[i]; known.kind == why.kind && known.value == why.value && known.of == why.of && known.fits == why.fits {
			return r.refuse(code, known.words)
		}
	}
	why.words = words()
	copy(r.alike[1:], r.alike[:r.kinds])
	r.alike[0] = why
	r.kinds = min(r.kinds+1, len(r.alike))
	return r.refuse(code, why.words)
}

// near notes how near the parcel that was refused is to the limit: see
// carriers.Rejection.
func (r *rater) near(limit, actual int64) bool {
	r.refused.Near = int(limit / max(1, actual/1000))
	return false
}

// refuseDay refuses a ship date that the card has no terms for.
func (r *rater) refuseDay(ships carriers.Date) bool {
	kind, format, day := withoutTerms, "the card has no terms of the service on %v", carriers.Date(0)
	switch {
	case ships < r.card.from:
		kind, format, day = beforeCard, "ships %v, before the card's first day %v", r.card.from
	case ships > r.card.to:
		kind, format, day = afterCard, "ships %v, after the card's last day %v", r.card.to
	}
	return r.refuseAlike(carriers.NoPrice, refusal{kind: kind, value: int64(ships)}, func() string {
		if kind == withoutTerms {
			return fmt.Sprintf(format, ships)
		}
		return fmt.Sprintf(format, ships, day)
	})
}

// refuseLane refuses a lane that the card has and the service has not.
func (r *rater) refuseLane() bool {
	r.refuseAlike(carriers.NoLane, refusal{kind: withoutLane}, func() string {
		return "the service does not go from " + carriers.Place(&r.shipment.From) + " to " + carriers.Place(&r.shipment.To)
	})
	return r.near(1000, 1000)
}

// A lastWay keeps why a card has no lanes from one country to another, for the
// last two that were asked for. All shipments between them are told the same.
type lastWay struct{ atomic.Pointer[refusedWay] }

type refusedWay struct{ from, to, reason string }

// noWay says why the card has no lanes from the shipment's country to that which
// it goes to; empty when it has.
func (r *rater) noWay() string {
	from, to := r.shipment.From.Country, r.shipment.To.Country
	if r.way == nil {
		return r.card.noWay(from, to)
	}
	known := r.way.Load()
	if known == nil || known.from != from || known.to != to {
		known = &refusedWay{from, to, r.card.noWay(from, to)}
		r.way.Store(known)
	}
	return known.reason
}

func (c *Card) noWay(from, to string) string {
	ways := c.lanes.ways()
	switch {
	case from == c.country && to != c.country && c.lanes.none():
		return "the card has prices and no zones: lay a zone chart of the carrier over it (--zones " + c.carrier + "=chart.csv)"
	case c.lanes.none():
		return "the card has no lane from " + from + " to " + to
	case ways&wayOf(from == c.country, to == c.country) == 0:
		return "the card prices " + ways.in(c.country) + ", not " + from + " to " + to
	}
	return ""
}
