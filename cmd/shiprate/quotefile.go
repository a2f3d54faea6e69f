package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A quoteReader reads a quote of --json back, and notes all that is wrong with
// the path of each.
type quoteReader struct {
	path string
	bad  carriers.Invalid
}

func (r *quoteReader) note(field, format string, args ...any) {
	r.bad = append(r.bad, carriers.Problem{Path: r.path + field, Message: fmt.Sprintf(format, args...)})
}

func (r *quoteReader) noteError(field string, err error) {
	if err != nil {
		r.note(field, "%v", err)
	}
}

// quote reads a quote, of which what is not known may be left out.
func (r *quoteReader) quote(in *quoteJSON) carriers.Quote {
	q := carriers.Quote{
		Carrier: in.Carrier, Service: in.Service, Name: in.Name, Card: in.Card, Origin: in.Origin,
		Currency: carriers.Currency(in.Currency), DeliverTime: in.DeliverTime, Guaranteed: in.Guaranteed, Fallback: in.Fallback, Notes: in.Notes,
		Ships: r.date(".ships", in.Ships), Delivers: r.date(".delivers", in.Delivers),
	}
	if in.TransitDays != nil {
		q.Transit = carriers.Transit{Days: *in.TransitDays, Known: true}
	}
	if _, known := q.Currency.Digits(); !known {
		r.note(".currency", "%.40q is not an ISO 4217 code such as USD", in.Currency)
		return q
	}
	if in.List != "" {
		var err error
		q.List, err = carriers.ParseMoney(in.List, q.Currency)
		r.noteError(".list", err)
	}
	r.arrivals(&q, in.Arrivals)
	r.charges(&q, in)
	r.parcels(&q, in.Parcels)
	if r.bad == nil {
		if err := q.Check(len(q.Parcels)); err != nil {
			r.note("", "%v", err)
		}
	}
	return q
}

func (r *quoteReader) date(field, s string) carriers.Date {
	if s == "" {
		return 0
	}
	d, err := carriers.ParseDate(s)
	r.noteError(field, err)
	return d
}

func (r *quoteReader) arrivals(q *carriers.Quote, list []arrivalJSON) {
	for i, a := range list {
		share := math.Round(a.Share * float64(carriers.Whole))
		if math.Abs(share-a.Share*float64(carriers.Whole)) > 1e-6 || share < 1 || share > float64(carriers.Whole) {
			r.note(fmt.Sprintf(".arrivals[%d].share", i), "%v is not over 0 and up to 1, with at most 4 decimals", a.Share)
			continue
		}
		q.Arrivals = append(q.Arrivals, carriers.Arrival{Date: r.date(fmt.Sprintf(".arrivals[%d].date", i), a.Date), Share: carriers.Share(share)})
	}
}

// charges reads the charges, and holds the totals against them.
func (r *quoteReader) charges(q *carriers.Quote, in *quoteJSON) {
	for i := range in.Charges {
		c := &in.Charges[i]
		charge := carriers.Charge{Code: carriers.ChargeCode(c.Code), Name: c.Name, Parcel: carriers.WholeShipment}
		if c.Parcel != nil {
			charge.Parcel = *c.Parcel
		}
		if charge.Parcel < 0 && c.Parcel != nil {
			r.note(fmt.Sprintf(".charges[%d].parcel", i), "%d is not a parcel: null is the whole shipment", *c.Parcel)
		}
		charge.Amount = r.money(fmt.Sprintf(".charges[%d].amount", i), c.Amount, q.Currency)
		q.Charges = append(q.Charges, charge)
	}
	total := r.money(".total", in.Total, q.Currency)
	if r.bad == nil && total != q.Total().Minor {
		r.note(".total", "%s is not the sum of the charges, %s", in.Total, q.Total().Amount())
	}
}

func (r *quoteReader) money(field, amount string, c carriers.Currency) int64 {
	if strings.TrimSpace(amount) == "" {
		r.note(field, "must be set: an amount such as 12.50")
		return 0
	}
	m, err := carriers.ParseMoney(amount+" "+string(c), c)
	r.noteError(field, err)
	return m.Minor
}

func (r *quoteReader) parcels(q *carriers.Quote, list []parcelJSON) {
	if n := len(list); n == 0 || n > carriers.MaxParcels {
		r.note(".parcels", "%d parcels are not from 1 to %d", n, carriers.MaxParcels)
		return
	}
	for i, p := range list {
		at := fmt.Sprintf(".parcels[%d]", i)
		rated := carriers.Rated{
			Zone: p.Zone, Packaging: p.Packaging, Unit: unitOf(p.Billable),
			Actual: r.weight(at+".actual_weight", p.Actual), Dimensional: r.weight(at+".dimensional_weight", p.Dimensional),
			Billable: r.weight(at+".billable_weight", p.Billable),
		}
		q.Parcels = append(q.Parcels, rated)
		if sum := q.ParcelTotal(i).Minor; p.Total != "" && r.money(at+".total", p.Total, q.Currency) != sum {
			r.note(at+".total", "%s is not the sum of the parcel's charges, %s", p.Total, q.ParcelTotal(i).Amount())
		}
	}
}

// weight reads a weight; left out, it is not known.
func (r *quoteReader) weight(field, s string) dimweight.Weight {
	if s == "" {
		return 0
	}
	w, err := dimweight.ParseWeight(s)
	r.noteError(field, err)
	return w
}

// unitOf is the unit that a card weighs in by what it printed.
func unitOf(weight string) dimweight.Weight {
	if strings.HasSuffix(weight, "kg") || strings.HasSuffix(weight, " g") {
		return dimweight.Kilogram
	}
	return dimweight.Pound
}
