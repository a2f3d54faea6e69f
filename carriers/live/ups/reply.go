package ups

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// reply reads a RateResponse.
func (q *question) reply(root live.Value, age string) (carriers.Reply, error) {
	response := root.Get("RateResponse")
	if status := response.Get("Response").Get("ResponseStatus").Get("Code"); status.Given() && !status.Is("1") {
		status.Fail("is not 1, for success")
	}
	rated := response.Get("RatedShipment")
	if !rated.Given() {
		response.Fail("has no RatedShipment")
	}
	var reply carriers.Reply
	for v := range rated.Each() {
		v = v.Apart()
		s, known := serviceOf(v.Get("Service").Get("Code").Text())
		if !known {
			if v.Err() != nil || v.Get("Service").Get("Code").Text() == "" {
				v.Fail("has no service")
				return reply, v.Err()
			}
			code := live.Slug("code " + v.Get("Service").Get("Code").Text())
			reply.Rejections = append(reply.Rejections, carriers.Rejection{Service: code, Code: carriers.NotOffered, Reason: "it is none of the services known here"})
			continue
		}
		quote := q.quote(v, s, age)
		if err := v.Err(); err != nil {
			why := strings.TrimPrefix(err.Error(), live.ErrAnswer.Error()+": ")
			reply.Rejections = append(reply.Rejections, carriers.Rejection{Carrier: name, Service: s.name, Code: carriers.Failed, Reason: why})
			continue
		}
		reply.Quotes = append(reply.Quotes, quote)
	}
	return reply, root.Err()
}

func (q *question) quote(v live.Value, s service, age string) carriers.Quote {
	out := carriers.Quote{Carrier: name, Service: s.name, Name: s.title, Ships: q.pickup()}
	b := readBill(v, len(q.shipment.Parcels))
	out.Currency, out.List = b.currency, b.list
	notes := b.charges(&out, q.shipment)
	q.weights(&out, v, b.packages)
	promise(&out, v)
	out.Notes = append(out.Notes, notes...)
	for alert := range v.Get("RatedShipmentAlert").Each() {
		if note := "UPS: " + alert.Get("Description").Line(); !slices.Contains(out.Notes, note) && len(out.Notes) < 20 {
			out.Notes = append(out.Notes, note)
		}
	}
	if age != "" {
		out.Notes = append(out.Notes, age)
	}
	return out
}

// weights are what UPS billed. Abroad it weighs the shipment as a whole.
func (q *question) weights(out *carriers.Quote, v live.Value, packages []live.Value) {
	zone := v.Get("Zone").Text()
	for i := range q.shipment.Parcels {
		actual := q.shipment.Parcels[i].Weight
		r := carriers.Rated{Zone: zone, Actual: actual, Billable: actual, Unit: dimweight.Pound}
		billed, unit := dimweight.Weight(0), dimweight.Pound
		if i < len(packages) {
			billed, unit = billing(packages[i])
		}
		if billed == 0 && len(q.shipment.Parcels) == 1 {
			billed, unit = billing(v)
		}
		r.Unit = unit
		switch note := ""; {
		case billed >= actual:
			r.Billable = billed
		case billed == 0:
			note = "UPS does not tell the billed weight of each parcel: the actual one is shown"
			fallthrough
		default:
			if note == "" {
				note = fmt.Sprintf("UPS bills %v, under the actual weight of %v", billed, actual)
			}
			if !slices.Contains(out.Notes, note) {
				out.Notes = append(out.Notes, note)
			}
		}
		out.Parcels = append(out.Parcels, r)
	}
}

func billing(v live.Value) (dimweight.Weight, dimweight.Weight) {
	unit := dimweight.Pound
	b := v.Get("BillingWeight")
	if code := b.Get("UnitOfMeasurement").Get("Code"); code.Is("KGS") {
		unit = dimweight.Kilogram
	} else if code.Given() && !code.Is("LBS") {
		code.Fail("is %.10q, not LBS or KGS", code.Text())
	}
	return b.Get("Weight").Weight(unit), unit
}

// promise reads when it is picked up and delivered.
func promise(out *carriers.Quote, v live.Value) {
	guaranteed := v.Get("GuaranteedDelivery")
	if days := guaranteed.Get("BusinessDaysInTransit"); days.Given() && !days.Is("") {
		out.Transit = carriers.Transit{Days: days.Int(365), Known: true}
	}
	e := v.Get("TimeInTransit").Get("ServiceSummary").Get("EstimatedArrival")
	if days := e.Get("BusinessDaysInTransit"); days.Given() && !days.Is("") {
		out.Transit = carriers.Transit{Days: days.Int(365), Known: true}
	}
	if day := e.Get("Pickup").Get("Date"); day.Given() {
		out.Ships = date(day)
	}
	arrival := e.Get("Arrival")
	if day := arrival.Get("Date"); day.Given() {
		out.Delivers = date(day)
		out.DeliverTime = hour(arrival.Get("Time"))
		out.Guaranteed = guaranteed.Given()
	} else if out.Transit.Known {
		out.Delivers = live.Weekdays(out.Ships, out.Transit.Days)
		out.Notes = append(out.Notes, "the arrival is counted from transit days over weekdays, holidays not known")
	}
}

// date reads 20231127.
func date(v live.Value) carriers.Date {
	if s := v.Text(); len(s) == 8 {
		if d, err := carriers.ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:]); err == nil {
			return d
		}
	}
	v.Fail("is %.20q, not a date such as 20231127", v.Text())
	return 0
}

// hour reads 103000 or 1030; 23:00 and later is the end of the day.
func hour(v live.Value) string {
	s := v.Text()
	if s == "" {
		return ""
	}
	if (len(s) != 4 && len(s) != 6) || strings.Trim(s, "0123456789") != "" || s[:2] > "23" || s[2] > '5' {
		v.Fail("is %.20q, not an hour such as 103000", s)
		return ""
	}
	if s[:2] == "23" {
		return ""
	}
	return s[:2] + ":" + s[2:4]
}
