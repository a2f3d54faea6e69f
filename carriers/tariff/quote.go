package tariff

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// A rater rates one shipment by one card, service after service.
type rater struct {
	card     *Card
	shipment *carriers.Shipment
	ready    carriers.Date
	minute   int    // of that day
	country  string // as which the ends are read: that of the card
	from, to end
	band     *band
	place    places     // that it goes to
	given    uint64     // the set of the conditions that hold whatever the parcel
	knows    bool       // which these are
	asked    uint64     // the set of the accessorials
	insured  int64      // minor units for each parcel
	notes    uint64     // that every quote of this shipment carries
	measures []measured // of the parcels
	parcel   rating     // the parcel in hand
	refused  carriers.Rejection
	alike    [4]refusal
	kinds    int      // how many of them are known
	mute     bool     // nobody asks why it is refused
	way      *lastWay // of the card; nil to keep nothing
	whole    *whole   // what is charged once

	own      *serviceAt // memory for what is not kept; nil to keep all
	insuring *plan      // memory for the plan of an insured parcel

	want  dayPlan    // the days on which delivery counts
	home  bool       // it goes to a residence
	times *timetable // where what services do is kept; nil to keep none

	// What the services answer. The memory is used again.
	offers   []offered
	charges  []charged
	parcels  []rated
	refusals []refusedFor // by the rank of the service
	refusing int          // how many do
}

// refuse notes why a service refuses the shipment, and returns false.
func (r *rater) refuse(code carriers.RejectionCode, reason string) bool {
	r.refused.Code, r.refused.Reason, r.refused.Near = code, reason, 0
	return false
}

// refusef is refuse with a format, whose words are not made when nobody asks.
func (r *rater) refusef(code carriers.RejectionCode, format string, args ...any) bool {
	if !r.mute {
		r.refuse(code, fmt.Sprintf(format, args...))
	}
	return false
}

func (r *rater) refusalOf(s *service) carriers.Rejection {
	r.refused.Carrier, r.refused.Service = r.card.carrier, s.id
	return r.refused
}

// findLane finds the zones of the shipment's lane.
func (r *rater) findLane() bool {
	c, from, to := r.card, &r.shipment.From, &r.shipment.To
	r.notes = c.standing
	if r.country != c.country {
		r.country = c.country
		r.from.read(from, c.country)
		r.to.read(to, c.country)
	}
	estimated := false
	if r.band, estimated = c.lanes.find(&r.from, &r.to); estimated {
		r.notes |= c.estimated
	}
	switch {
	case r.band != nil:
		return true
	case r.mute:
		return false
	}
	if reason := r.noWay(); reason != "" {
		return r.refuse(carriers.NoLane, reason)
	}
	r.refuse(carriers.NoLane, "the card has no zone from "+carriers.Place(from)+" to "+carriers.Place(to))
	return r.near(1000, 1000)
}

// at finds what a service says of the shipment's lane and day. It returns false
// when the service does not do it at all.
func (r *rater) at(i int) (*serviceAt, bool) {
	zone := int(r.band.zones[i])
	if zone == noZone {
		ships, _ := r.card.collection(i, r.ready, r.minute)
		return nil, r.serves(ships, r.card.services[i].on(ships), zone)
	}
	at := r.serviceAt(i, zone)
	if at.open&r.place != 0 && r.insured == 0 { // nearly always
		return at, true
	}
	return at, r.serves(at.ships, at.terms, zone)
}

// price rates the parcels, and adds what they are charged to the lists of the
// rater. It returns their sum and the notes of what it used, and false when it
// refuses one.
func (r *rater) price(at *serviceAt) (total int64, notes uint64, ok bool) {
	rules := at.charges
	if rules.shipment != nil {
		r.beginWhole(len(rules.shipment))
	}
	for n := range r.shipment.Parcels {
		if !r.rateParcel(at, n) {
			if len(r.shipment.Parcels) > 1 && !r.mute {
				r.refused.Reason = fmt.Sprintf("parcels[%d]: %s", n, r.refused.Reason)
			}
			return 0, 0, false
		}
		sum := r.list(n)
		if rules.shipment != nil {
			r.whole.add(&r.parcel)
		}
		if sum > carriers.MaxMinor {
			return 0, 0, r.refusef(carriers.NoPrice, "the charges are over the %v limit", carriers.Money{Minor: carriers.MaxMinor, Currency: r.card.currency})
		}
		total += sum
		notes |= r.parcel.notes
	}
	if rules.shipment != nil {
		sum, ok := r.chargeWhole(at, rules.shipment)
		if !ok {
			return 0, 0, false
		}
		total += sum
		notes |= r.whole.notes
	}
	if total <= 0 {
		return 0, 0, r.refusef(carriers.NoPrice, "the charges sum to %v", carriers.Money{Minor: total, Currency: r.card.currency})
	}
	return total, notes, true
}

// noted returns the notes of a quote that used rows with some.
func (r *rater) noted(at *serviceAt, notes uint64) uint64 {
	return notes | r.notes | at.notes
}

// serves refuses what the service does not do at all.
func (r *rater) serves(ships carriers.Date, terms *period, zone int) bool {
	switch {
	case ships == 0:
		return r.refusef(carriers.NoPrice, "no day of collection within %d days of %v", maxWait, r.ready)
	case terms == nil:
		return r.refuseDay(ships)
	case !r.deliversThere(terms):
		return false
	case terms.scope == no && r.home:
		return r.refuse(carriers.NotEligible, "goes to businesses only, and the address is a residence")
	case terms.scope == yes && !r.home:
		return r.refuse(carriers.NotEligible, "goes to residences only, and the address is a business")
	case terms.contents != "" && r.shipment.Contents != terms.contents:
		return r.refuseAlike(carriers.NotEligible, refusal{kind: otherContents, fits: string(terms.contents)}, func() string {
			return "takes " + string(terms.contents) + " only, and the contents are not said to be"
		})
	case zone == noZone:
		return r.refuseLane()
	case r.insured > 0 && r.shipment.Insured.Currency != r.card.currency:
		return r.refusef(carriers.NotOffered, "insured in %s, and the card is in %s", r.shipment.Insured.Currency, r.card.currency)
	}
	return true
}

// list adds the charges of the parcel in hand, in the order of the card, and
// returns their sum. One that is too much makes the sum too much.
func (r *rater) list(n int) (total int64) {
	p, rows := &r.parcel, r.card.rows
	dimensional := p.dimensional
	if p.list.id != 0 {
		dimensional = 0
	}
	r.parcels = append(r.parcels, rated{p.facts.weight, dimensional, p.billable, p.list.id})
	r.charges = slices.Grow(r.charges, bits.OnesCount64(p.charged))
	for set := p.charged; set != 0; set &= set - 1 {
		l := &p.lines[bits.TrailingZeros64(set)&63]
		p.notes |= rows[l.row].note
		if l.amount == 0 {
			continue
		}
		if uint64(l.amount+carriers.MaxMinor) > 2*carriers.MaxMinor {
			return tooMuch
		}
		total += l.amount
		r.charges = append(r.charges, charged{l.amount, l.row, int32(n)})
	}
	return total
}
