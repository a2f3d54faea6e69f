package dhlexpress

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// reply reads the answer of /rates.
func (q *question) reply(root live.Value, age string) (carriers.Reply, error) {
	all := root.Get("products")
	if !all.IsList() {
		root.Fail("has no list of products")
	}
	notes := q.notes(root, age)
	var reply carriers.Reply
	refuse := func(service string, code carriers.RejectionCode, reason string) {
		reply.Rejections = append(reply.Rejections, carriers.Rejection{Carrier: name, Service: service, Code: code, Reason: reason})
	}
	for v := range all.Each() {
		v = v.Apart()
		code := v.Get("productCode").Text()
		p, known := productOf(code)
		switch {
		case v.Err() != nil || code == "":
			v.Fail("has no productCode")
			return reply, v.Err()
		case !known:
			refuse(live.Slug("product "+code), carriers.NotOffered, "it is none of the products known here")
			continue
		case unpriced(v):
			refuse(p.name, carriers.NoPrice, "DHL offers it without a price")
			continue
		case v.Get("isCustomerAgreement").True():
			refuse(p.name, carriers.NotOffered, "DHL sells it by prior agreement alone")
			continue
		}
		quote := q.quote(v, p, notes)
		if err := v.Err(); err != nil {
			refuse(p.name, carriers.Failed, why(err))
			continue
		}
		reply.Quotes = append(reply.Quotes, quote)
	}
	return reply, root.Err()
}

// why is what is wrong with a part of an answer.
func why(err error) string {
	return live.Line(strings.TrimPrefix(err.Error(), live.ErrAnswer.Error()+": "))
}

// unpriced reports whether the price is the 0 that DHL writes where it has none.
func unpriced(v live.Value) bool {
	price := inBilling(v.Get("totalPrice"))
	if price.Get("priceCurrency").Given() {
		return false
	}
	digits := price.Get("price").Digits()
	return digits != "" && strings.Trim(digits, "0.") == ""
}

// notes are for every quote of an answer.
func (q *question) notes(root live.Value, age string) []string {
	var notes []string
	for warning := range root.Get("warnings").Each() {
		if note := "DHL: " + warning.Line(); note != "DHL: " && len(notes) < 10 && !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	if q.shipment.To.Home() {
		notes = append(notes, "DHL is not told at this point that it goes to a home: a charge for that may be missing")
	}
	for i := range q.shipment.Parcels {
		if q.shipment.Parcels[i].Nonstandard {
			notes = append(notes, "DHL is not told that a parcel is no closed box: a charge for handling it may be missing")
			break
		}
	}
	if age != "" {
		notes = append(notes, age)
	}
	return notes
}

func (q *question) quote(v live.Value, p product, notes []string) carriers.Quote {
	out := carriers.Quote{Carrier: name, Service: p.name, Name: "DHL " + p.title}
	b := readBill(v)
	out.Currency = b.currency
	out.Notes = b.charges(&out, q.shipment)
	q.weights(&out, v.Get("weight"))
	q.promise(&out, v)
	out.Notes = append(out.Notes, notes...)
	return out
}

// weights are what DHL billed: "provided" is the quoted weight, which is 1.5 in
// DHL's example of 1 kg and 10 x 20 x 30 cm.
func (q *question) weights(out *carriers.Quote, v live.Value) {
	unit := dimweight.Kilogram
	if u := v.Get("unitOfMeasurement"); u.Is("imperial") {
		unit = dimweight.Pound
	} else if u.Given() && !u.Is("metric") {
		u.Fail("is %.10q, not metric or imperial", u.Text())
	}
	billed, volume := v.Get("provided").Weight(unit), v.Get("volumetric").Weight(unit)
	parcels := q.shipment.Parcels
	for i := range parcels {
		r := carriers.Rated{Actual: parcels[i].Weight, Billable: parcels[i].Weight, Unit: unit}
		if len(parcels) == 1 {
			r.Dimensional = volume
			r.Billable = max(r.Actual, volume, billed)
		}
		out.Parcels = append(out.Parcels, r)
	}
	switch {
	case billed == 0:
		out.Notes = append(out.Notes, "DHL does not tell the billed weight: the greater of the others is shown")
	case len(parcels) > 1:
		out.Notes = append(out.Notes, fmt.Sprintf("DHL bills %v for all parcels, not by parcel: the actual weights are shown", billed))
	case out.Parcels[0].Billable > billed:
		out.Notes = append(out.Notes, fmt.Sprintf("DHL bills %v, under the weight of %v", billed, out.Parcels[0].Billable))
	}
}

// promise reads when it is picked up and delivered.
func (q *question) promise(out *carriers.Quote, v live.Value) {
	first := carriers.DateOf(q.planned())
	out.Ships = first
	if cutoff := v.Get("pickupCapabilities").Get("localCutoffDateAndTime"); cutoff.Given() {
		out.Ships, _ = moment(cutoff)
		if out.Ships < first {
			cutoff.Fail("is %.20q, before the handover on %v", cutoff.Text(), first)
		}
	}
	delivery := v.Get("deliveryCapabilities")
	arrival := delivery.Get("estimatedDeliveryDateAndTime")
	if !arrival.Given() {
		return
	}
	out.Delivers, out.DeliverTime = moment(arrival)
	if out.Delivers < out.Ships || out.Delivers > out.Ships+365 {
		arrival.Fail("is %.20q, not within a year after it ships on %v", arrival.Text(), out.Ships)
		return
	}
	out.Transit = carriers.Transit{Known: true, Days: weekdays(out.Ships, out.Delivers)}
	if q.dutiable() && !delivery.Get("deliveryTypeCode").Is("QDDC") {
		out.Notes = append(out.Notes, "the arrival is DHL's fastest, without the time for customs")
	}
}

// moment reads "2022-11-24T12:00:00": a day and an hour of it, none for the end
// of the day.
func moment(v live.Value) (day carriers.Date, hour string) {
	t, err := time.Parse("2006-01-02T15:04:05", v.Text())
	if err != nil || t.Year() < 1970 {
		v.Fail("is %.30q, not a time such as 2022-11-24T12:00:00", v.Text())
		return 0, ""
	}
	if t.Hour() < 23 {
		hour = t.Format("15:04")
	}
	return carriers.DateOf(t), hour
}

// weekdays counts those between two days, at least one for the next day.
func weekdays(from, to carriers.Date) int {
	n := 0
	for d := from + 1; d <= to; d++ {
		if day := d.Weekday(); day != time.Saturday && day != time.Sunday {
			n++
		}
	}
	if n == 0 && to > from {
		n = 1
	}
	return n
}
