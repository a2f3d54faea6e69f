package tariff

import (
	"math/bits"

	"github.com/shiprate/shiprate/carriers"
)

// perShipment is what the column per says of a row that is charged once.
const perShipment = "shipment"

// per reads the column per. The rows of a code agree on it.
func (t *table) per(s *surcharge, card *Card) {
	switch cell := t.cell("per"); cell {
	case perShipment:
		s.whole = true
	case "", "parcel":
		if card.codes.whole>>s.code&1 == 1 {
			t.fail(t.at("per"), "per: %s is charged for the whole shipment in another row", card.codes.list[s.code])
		}
	default:
		t.fail(t.at("per"), "%q: not parcel or shipment", cell)
	}
	if s.whole && t.cell("insured_over")+t.cell("insured_up_to")+t.cell("per_insured") != "" || s.whole && s.insures {
		t.fail(t.at("per"), "per: the insured value is that of each parcel, and so is its price")
	}
}

// ofShipment returns the part of a percentage that is of what is charged once for
// the shipment: it is charged once, too.
func (s *surcharge) ofShipment() *surcharge {
	part := *s
	part.whole = false
	return &part
}

// A whole is what is charged once for a shipment: by code, as in a rating.
type whole struct {
	met     []bool // the rules whose conditions some parcel meets
	charged uint64
	amounts [maxCodes]int64
	rows    [maxCodes]*surcharge
	parcels [maxCodes]int64 // what the parcels are charged
	notes   uint64
}

// beginWhole makes ready for the parcels of a shipment at a service with so many rules.
func (r *rater) beginWhole(rules int) {
	if r.whole == nil {
		r.whole = new(whole) // few cards have such charges
	}
	w := r.whole
	w.met = append(w.met[:0], make([]bool, rules)...)
	w.charged, w.notes, w.parcels = 0, 0, [maxCodes]int64{}
}

// add adds what a parcel is charged.
func (w *whole) add(p *rating) {
	for set := p.charged; set != 0; set &= set - 1 {
		code := bits.TrailingZeros64(set)
		w.parcels[code] += p.lines[code].amount
	}
}

// meetWhole notes which rules for the whole shipment the parcel in hand meets.
func (r *rater) meetWhole(rules []rule, ships carriers.Date) {
	p, w, met := &r.parcel, r.whole, uint64(0)
	for i := range rules {
		row := rules[i].charge
		if !rules[i].applies(p.holding, ships) || p.waived>>row.code&1 == 1 ||
			row.with != 0 && row.with&(p.charged|met) == 0 || !row.weighs(p.billable) {
			continue
		}
		p.satisfied |= row.satisfies
		if row.kind >= unknown {
			p.takeUnpriced(row)
			continue
		}
		w.met[i] = true
		if row.whole {
			met |= 1 << row.code
		}
	}
}

// chargeWhole adds the charges of the whole shipment, in the order of the card,
// and returns their sum. It refuses when the fuel percentage is not known.
func (r *rater) chargeWhole(at *serviceAt, rules []rule) (total int64, ok bool) {
	w := r.whole
	for i := range rules {
		row := rules[i].charge
		if !w.met[i] {
			continue
		}
		amount := row.amount
		if row.kind != fixed {
			rate, notes, ok := at.rateOf(row)
			if !ok {
				return 0, r.refuseFuel(at)
			}
			w.notes |= notes
			amount = share(w.sum(row), rate)
		}
		if w.charged>>row.code&1 == 0 || amount > w.amounts[row.code] {
			w.charged |= 1 << row.code
			w.amounts[row.code], w.rows[row.code] = amount, row
		}
	}
	return r.itemiseWhole()
}

// sum returns what a percentage is of: of a row for the shipment all charges of
// its codes, else those alone that are charged once.
func (w *whole) sum(row *surcharge) (sum int64) {
	for set := row.of; set != 0; set &= set - 1 {
		code := bits.TrailingZeros64(set)
		if w.charged>>code&1 == 1 {
			sum += w.amounts[code]
		}
		if row.whole {
			sum += w.parcels[code]
		}
	}
	return sum
}

func (r *rater) itemiseWhole() (total int64, ok bool) {
	w := r.whole
	for set := w.charged; set != 0; set &= set - 1 {
		code := bits.TrailingZeros64(set)
		row, amount := w.rows[code], w.amounts[code]
		if row.whole || amount != 0 {
			w.notes |= row.note
		}
		if amount == 0 {
			continue
		}
		if max(amount, -amount) > carriers.MaxMinor {
			return 0, r.refusef(carriers.NoPrice, "the charges are over the %v limit", carriers.Money{Minor: carriers.MaxMinor, Currency: r.card.currency})
		}
		total += amount
		r.charges = append(r.charges, charged{amount, row.id, carriers.WholeShipment})
	}
	return total, true
}
