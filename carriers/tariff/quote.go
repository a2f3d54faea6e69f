package tariff

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// quote adds to a reply the answers of some services, given by their index.
func (c *Card) quote(s *carriers.Shipment, ready carriers.Date, minute int, services []int, reply *carriers.Reply) {
	var r rater
	r.begun(c, s, ready, minute)
	if !r.findLane() {
		reply.Rejections = slices.Grow(reply.Rejections, len(services))
		for _, i := range services {
			reply.Rejections = append(reply.Rejections, r.refusalOf(c.services[i]))
		}
		return
	}
	for k, i := range services {
		at, ok := r.at(i)
		if ok {
			n := len(reply.Quotes)
			if n == cap(reply.Quotes) {
				reply.Quotes = slices.Grow(reply.Quotes, len(services)-k)
			}
			reply.Quotes = reply.Quotes[:n+1]
			if ok = r.rate(at, &reply.Quotes[n]); !ok {
				reply.Quotes[n] = carriers.Quote{}
				reply.Quotes = reply.Quotes[:n]
			}
		}
		if !ok {
			reply.Rejections = append(reply.Rejections, r.refusalOf(c.services[i]))
		}
	}
}

// A rater rates one shipment by one card, service after service.
type rater struct {
	card     *Card
	shipment *carriers.Shipment
	ready    carriers.Date
	minute   int    // of that day
	country  string // as which the ends are read: that of the card
	from, to end
	band     *band
	given    uint64 // the set of the conditions that hold whatever the parcel
	knows    bool   // which these are
	asked    uint64 // the set of the accessorials
	insured  int64  // minor units for each parcel
	notes    uint64 // that every quote of this shipment carries
	parcel   rating // the parcel in hand
	refused  carriers.Rejection
	alike    [4]refusal
	mute     bool   // nobody asks why it is refused
	own      *plan  // memory for plans of days that are not kept; nil to keep them
	whole    *whole // what is charged once

	collects struct { // the day of collection of the last service
		calendar *calendar
		ships    carriers.Date
		uncut    bool // no cutoff of that day is known
	}

	// What the quotes refer to.
	charges slab[carriers.Charge]
	parcels slab[carriers.Rated]
}

// refuse notes why a service refuses the shipment, and returns false.
func (r *rater) refuse(code carriers.RejectionCode, format string, args ...any) bool {
	if r.mute {
		return false
	}
	r.refused.Code, r.refused.Reason = code, format
	if len(args) > 0 {
		r.refused.Reason = fmt.Sprintf(format, args...)
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
		r.country, r.from, r.to = c.country, endAt(from, c.country), endAt(to, c.country)
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
	case from.Country == c.country && to.Country != c.country && c.lanes.none():
		return r.refuse(carriers.NoLane, "the card has prices and no zones: lay a zone chart of the carrier over it (--zones %s=chart.csv)", c.carrier)
	case c.lanes.none():
		return r.refuse(carriers.NoLane, "the card has no lane from %s to %s", from.Country, to.Country)
	case c.lanes.ways()&wayOf(from.Country == c.country, to.Country == c.country) == 0:
		return r.refuse(carriers.NoLane, "the card prices %s, not %s to %s", c.lanes.ways().in(c.country), from.Country, to.Country)
	}
	return r.refuse(carriers.NoLane, "the card has no zone from %s to %s", carriers.Place(from), carriers.Place(to))
}

// at finds what a service says of the shipment's lane and day. It returns false
// when the service does not do it at all.
func (r *rater) at(i int) (*serviceAt, bool) {
	s, zone := r.card.services[i], int(r.band.zones[i])
	if s.calendar != r.collects.calendar || r.card.cutoffs != nil {
		r.collects.calendar = s.calendar
		r.collects.ships, r.collects.uncut = r.card.collection(i, r.ready, r.minute)
	}
	ships := r.collects.ships
	if zone == noZone || ships == 0 {
		return nil, r.serves(s.on(ships), zone)
	}
	at := s.zones[zone].days.on(ships, r.wantedDays())
	if at == nil {
		at = r.card.serviceAt(s, zone, ships, r.wantedDays())
	}
	return at, r.serves(at.terms, zone)
}

// rate fills q with the shipment's quote at a service. It returns false when the
// service refuses the shipment.
func (r *rater) rate(at *serviceAt, q *carriers.Quote) bool {
	r.begin(at, q)
	notes, ok := r.price(at)
	if !ok || !r.arrivesAsAsked(q) {
		return false
	}
	r.keep(at, q, notes)
	return true
}

// begin fills in what a service says whatever the parcels.
func (r *rater) begin(at *serviceAt, q *carriers.Quote) {
	*q = at.quote
	if r.shipment.To.Home() {
		q.DeliverTime = at.hourAtHome
	}
	r.charges.drop()
	r.parcels.drop()
}

// price rates the parcels, and lists what they are charged in the memory of the
// rater. It returns the notes of what it used, and false when it refuses one.
func (r *rater) price(at *serviceAt) (notes uint64, ok bool) {
	total, rules := int64(0), at.charges
	if rules.shipment != nil {
		r.beginWhole(len(rules.shipment))
	}
	for n := range r.shipment.Parcels {
		if !r.rateParcel(at, n) {
			if len(r.shipment.Parcels) > 1 && !r.mute {
				r.refused.Reason = fmt.Sprintf("parcels[%d]: %s", n, r.refused.Reason)
			}
			return 0, false
		}
		sum := r.itemise(at, n)
		if rules.shipment != nil {
			r.whole.add(&r.parcel)
		}
		if sum > carriers.MaxMinor {
			return 0, r.refuse(carriers.NoPrice, "the charges are over the %v limit", carriers.Money{Minor: carriers.MaxMinor, Currency: r.card.currency})
		}
		total += sum
		notes |= r.parcel.notes
	}
	if rules.shipment != nil {
		sum, ok := r.chargeWhole(at, rules.shipment)
		if !ok {
			return 0, false
		}
		total += sum
		notes |= r.whole.notes
	}
	if total <= 0 {
		return 0, r.refuse(carriers.NoPrice, "the charges sum to %v", carriers.Money{Minor: total, Currency: r.card.currency})
	}
	return notes, true
}

// keep gives the quote what was listed for it, with its notes.
func (r *rater) keep(at *serviceAt, q *carriers.Quote, notes uint64) {
	q.Charges, q.Parcels = r.charges.keep(), r.parcels.keep()
	notes |= r.notes | at.notes
	if r.collects.uncut {
		notes |= r.card.uncut
	}
	q.Notes = at.texts.of(notes, &r.card.notes)
}

// serves refuses what the service does not do at all.
func (r *rater) serves(terms *period, zone int) bool {
	home := r.shipment.To.Home()
	switch {
	case r.collects.ships == 0:
		return r.refuse(carriers.NoPrice, "no day of collection within %d days of %v", maxWait, r.ready)
	case terms == nil:
		return r.refuseDay(r.collects.ships)
	case !r.deliversThere(terms):
		return false
	case terms.scope == no && home:
		return r.refuse(carriers.NotOffered, "goes to businesses only, and the address is a residence")
	case terms.scope == yes && !home:
		return r.refuse(carriers.NotOffered, "goes to residences only, and the address is a business")
	case terms.contents != "" && r.shipment.Contents != terms.contents:
		return r.refuse(carriers.NotOffered, "takes %s only, and the contents are not said to be", terms.contents)
	case zone == noZone:
		return r.refuseLane()
	case r.insured > 0 && r.shipment.Insured.Currency != r.card.currency:
		return r.refuse(carriers.NotOffered, "insured in %s, and the card is in %s", r.shipment.Insured.Currency, r.card.currency)
	}
	return true
}

// itemise adds the charges of the parcel in hand, in the order of the card, and
// returns their sum. One that is too much makes the sum too much.
func (r *rater) itemise(at *serviceAt, n int) (total int64) {
	p := &r.parcel
	more := len(r.card.services) * len(r.shipment.Parcels)
	rated := &r.parcels.add(1, more)[0]
	rated.Zone, rated.Unit = at.service.zones[at.zone].label, r.card.unit
	rated.Actual, rated.Dimensional, rated.Billable = r.shipment.Parcels[n].Weight, p.dimensional, p.billable
	if rated.Packaging = p.list.packaging; rated.Packaging != "" {
		rated.Dimensional = 0
	}
	charges := r.charges.add(bits.OnesCount64(p.charged), usualCharges*more)
	priced := 0
	for set := p.charged; set != 0; set &= set - 1 {
		code := bits.TrailingZeros64(set)
		row, amount := p.rows[code], p.amounts[code]
		p.notes |= row.note
		if amount == 0 {
			continue
		}
		if total += amount; max(amount, -amount) > carriers.MaxMinor {
			return tooMuch
		}
		c := &charges[priced]
		priced++
		c.Code, c.Name, c.Amount, c.Parcel = row.as, row.name, amount, n
	}
	r.charges.giveBack(len(charges) - priced)
	return total
}

// usualCharges is how many charges a parcel mostly has at a service: room for
// so many is made at once.
const usualCharges = 5
