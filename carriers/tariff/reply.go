package tariff

import (
	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// ask makes a rater ready for the cards of a carrier. Its memory may be that of
// another shipment.
func (r *rater) ask(c *Carrier) {
	r.country = "" // the ends are those of that one
	r.offers, r.refusing = r.offers[:0], 0
	if len(r.charges) > maxKept {
		r.charges, r.parcels = nil, nil
	}
	r.charges, r.parcels = r.charges[:0], r.parcels[:0]
	r.refusals = append(r.refusals[:0], make([]refusedFor, len(c.names))...)
}

// maxKept is how many charges a rater keeps memory for.
const maxKept = 10_000

// answer rates the shipment at some services of the card, given by their index.
func (r *rater) answer(services []int, ranks []int) {
	found := r.findLane()
	for _, i := range services {
		ok := false
		if found {
			var at *serviceAt
			if at, ok = r.at(i); ok {
				ok = r.offer(at)
			}
		}
		if !ok {
			r.refusals[ranks[i]] = refusedFor{r.refused.Code, r.refused.Reason, r.refused.Near}
			r.refusing++
		}
	}
}

// An offered is a quote whose lists lie in the memory of the rater, behind those
// of the one before.
type offered struct {
	at               *serviceAt
	charges, parcels int // where its own end
	notes            uint64
}

// A charged is a charge before it is put in words.
type charged struct {
	amount      int64
	row, parcel int32 // row is its id
}

// A rated is a carriers.Rated before it is.
type rated struct {
	actual, dimensional, billable dimweight.Weight
	list                          int32 // its id
}

// offer rates the shipment at a service. It returns false when that refuses it.
func (r *rater) offer(at *serviceAt) bool {
	charges, parcels := len(r.charges), len(r.parcels)
	_, notes, ok := r.price(at)
	if !ok || !r.arrivesAsAsked(&at.quote) {
		r.charges, r.parcels = r.charges[:charges], r.parcels[:parcels]
		return false
	}
	r.offers = append(r.offers, offered{at, len(r.charges), len(r.parcels), r.noted(at, notes)})
	return true
}

// A refusedFor is why a service refuses the shipment; the zero one, that it does
// not.
type refusedFor struct {
	code   carriers.RejectionCode
	reason string
	near   int
}

// reply makes the reply of what was offered and refused, in memory of its own
// and just as much as it needs.
func (r *rater) reply(c *Carrier) (reply carriers.Reply) {
	if len(r.offers) > 0 {
		reply.Quotes = make([]carriers.Quote, len(r.offers))
	}
	charges, parcels := make([]carriers.Charge, len(r.charges)), make([]carriers.Rated, len(r.parcels))
	fromCharge, fromParcel := 0, 0
	for i := range r.offers {
		o, q := &r.offers[i], &reply.Quotes[i]
		o.at.begin(q)
		q.Charges, q.Parcels = charges[fromCharge:o.charges:o.charges], parcels[fromParcel:o.parcels:o.parcels]
		o.at.itemise(q.Charges, r.charges[fromCharge:])
		o.at.tellParcels(q.Parcels, r.parcels[fromParcel:])
		q.Notes = o.at.texts.of(o.notes, &o.at.card.notes).texts
		fromCharge, fromParcel = o.charges, o.parcels
	}
	if r.refusing == 0 {
		return reply
	}
	reply.Rejections = make([]carriers.Rejection, r.refusing)
	refused := 0
	for rank := range r.refusals {
		if why := &r.refusals[rank]; why.code != "" {
			to := &reply.Rejections[refused]
			to.Carrier, to.Service, to.Code, to.Reason, to.Near = r.card.carrier, c.names[rank], why.code, why.reason, why.near
			refused++
		}
	}
	return reply
}

// begin fills in what a service says whatever the parcels. The quote is a zero one.
func (at *serviceAt) begin(q *carriers.Quote) {
	from := &at.quote // field by field: to copy all of it takes longer, most is empty
	q.Carrier, q.Service, q.Name, q.Card, q.Currency = from.Carrier, from.Service, from.Name, from.Card, from.Currency
	q.Ships, q.Transit, q.Delivers, q.Arrivals, q.Guaranteed = from.Ships, from.Transit, from.Delivers, from.Arrivals, from.Guaranteed
	q.DeliverTime = from.DeliverTime
}

// itemise puts charges in words.
func (at *serviceAt) itemise(to []carriers.Charge, from []charged) {
	for i := range to {
		c, row := &to[i], at.card.rows[from[i].row]
		c.Code, c.Name, c.Amount, c.Parcel = row.as, row.name, from[i].amount, int(from[i].parcel)
	}
}

// tellParcels tells how parcels were rated.
func (at *serviceAt) tellParcels(to []carriers.Rated, from []rated) {
	for i := range to {
		p := &to[i]
		p.Zone, p.Unit, p.Actual, p.Dimensional, p.Billable = at.label, at.card.unit, from[i].actual, from[i].dimensional, from[i].billable
		if p.Packaging = ""; from[i].list != 0 {
			p.Packaging = at.service.sheet.packs[from[i].list-1].packaging
		}
	}
}
