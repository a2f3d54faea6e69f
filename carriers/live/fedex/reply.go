package fedex

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// remarks are what FedEx says of all services at once.
type remarks struct {
	notes       []string
	notEligible bool // for the money-back guarantee
}

// maxNotes is how many of FedEx's messages a quote has at most.
const maxNotes = 20

// reply reads the output of a request for rates.
func (q *question) reply(root live.Value, age string) (carriers.Reply, error) {
	output := root.Get("output")
	details := output.Get("rateReplyDetails")
	if !details.Given() {
		root.Fail("has no rateReplyDetails")
	}
	all := readRemarks(output.Get("alerts"))
	var reply carriers.Reply
	for v := range details.Each() {
		v = v.Apart()
		kind := v.Get("serviceType").Text()
		s, known := serviceOf(kind, q.abroad())
		switch {
		case !known && (v.Err() != nil || kind == ""):
			v.Fail("has no serviceType")
			return reply, v.Err()
		case !known:
			reply.Rejections = append(reply.Rejections, carriers.Rejection{Service: live.Slug(kind), Code: carriers.NotOffered, Reason: "it is none of the services known here"})
			continue
		}
		quote := q.quote(v, s, &all)
		if err := v.Err(); err != nil {
			why := strings.TrimPrefix(err.Error(), live.ErrAnswer.Error()+": ")
			reply.Rejections = append(reply.Rejections, carriers.Rejection{Carrier: name, Service: s.name, Code: carriers.Failed, Reason: why})
			continue
		}
		if age != "" {
			quote.Notes = append(quote.Notes, age)
		}
		reply.Quotes = append(reply.Quotes, quote)
	}
	return reply, root.Err()
}

// readRemarks keeps what is a warning. A note of FedEx's is about how it answers.
func readRemarks(alerts live.Value) remarks {
	var r remarks
	for v := range alerts.Each() {
		switch code := v.Get("code").Text(); {
		case code == "VIRTUAL.RESPONSE":
			r.notes = append(r.notes, "FedEx's sandbox answers with an example: it is not the price of this shipment")
		case code == "MONEYBACKGUARANTEE.NOT.ELIGIBLE":
			r.notEligible = true
		case !v.Get("alertType").Is("NOTE"):
			r.notes = addNote(r.notes, v.Get("message").Line())
		}
	}
	return r
}

func addNote(notes []string, words string) []string {
	if note := "FedEx: " + words; words != "" && len(notes) < maxNotes && !slices.Contains(notes, note) {
		notes = append(notes, note)
	}
	return notes
}

func (q *question) quote(v live.Value, s service, all *remarks) carriers.Quote {
	out := carriers.Quote{Carrier: name, Service: s.name, Name: s.title, Ships: q.pickup()}
	if packaging := v.Get("packagingType"); packaging.Given() && !packaging.Is(ownPackaging) {
		packaging.Fail("is %.40q, not %s", packaging.Text(), ownPackaging)
	}
	b := q.bill(v.Get("ratedShipmentDetails"))
	out.Currency, out.List, out.Charges, out.Notes = b.currency, b.list, b.charges, b.notes
	q.weights(&out, &b)
	promise(&out, v)
	eligible := v.Get("operationalDetail").Get("ineligibleForMoneyBackGuarantee")
	out.Guaranteed = out.Guaranteed && eligible.Given() && !eligible.True() && !all.notEligible && !s.ground
	out.Notes = append(out.Notes, all.notes...)
	for m := range v.Get("customerMessages").Each() {
		if words := m.Get("message").Line(); words != m.Get("code").Line() {
			out.Notes = addNote(out.Notes, words)
		}
	}
	return out
}

// weights are what FedEx billed. Express weighs several parcels as one.
func (q *question) weights(out *carriers.Quote, b *bill) {
	zone := b.paid.Get("shipmentRateDetail").Get("rateZone").Line()
	for i := range q.shipment.Parcels {
		actual := q.shipment.Parcels[i].Weight
		r := carriers.Rated{Zone: zone, Actual: actual, Billable: actual, Unit: dimweight.Pound}
		var billed dimweight.Weight
		if b.each {
			billed, r.Unit = billing(b.packages[i].Get("billingWeight"))
		} else if len(q.shipment.Parcels) == 1 {
			billed, r.Unit = billing(b.paid.Get("shipmentRateDetail").Get("totalBillingWeight"))
		}
		note := ""
		switch {
		case billed >= actual:
			r.Billable = billed
		case billed == 0:
			note = "FedEx does not tell the billed weight of each parcel: the actual one is shown"
		default:
			note = fmt.Sprintf("FedEx bills %v, under the actual weight of %v", billed, actual)
		}
		if note != "" && !slices.Contains(out.Notes, note) {
			out.Notes = append(out.Notes, note)
		}
		out.Parcels = append(out.Parcels, r)
	}
}

func billing(v live.Value) (weight, unit dimweight.Weight) {
	unit = dimweight.Pound
	if units := v.Get("units"); units.Is("KG") {
		unit = dimweight.Kilogram
	} else if units.Given() && !units.Is("LB") {
		units.Fail("is %.10q, not LB or KG", units.Text())
	}
	return v.Get("value").Weight(unit), unit
}

// promise reads when it is delivered; it is guaranteed if nothing speaks against it.
func promise(out *carriers.Quote, v live.Value) {
	commit, operation := v.Get("commit"), v.Get("operationalDetail")
	days := first(commit.Get("transitDays").Get("maximumTransitTime"), operation.Get("maximumTransitTime"),
		commit.Get("transitDays").Get("minimumTransitTime"), commit.Get("daysInTransit"), operation.Get("transitTime"))
	if n := transitDays(days.Text()); n > 0 {
		out.Transit = carriers.Transit{Days: n, Known: true}
	}
	detail := commit.Get("dateDetail")
	arrival := first(detail.Get("dayFormat"), detail.Get("dayCxsFormat"), operation.Get("deliveryDate"), operation.Get("commitDate"))
	if arrival.Given() {
		out.Delivers, out.DeliverTime = moment(arrival)
		out.Guaranteed = true
	} else if out.Transit.Known {
		out.Delivers = live.Weekdays(out.Ships, out.Transit.Days)
		out.Notes = append(out.Notes, "the arrival is counted from transit days over weekdays, holidays not known")
	}
}

// first is the first text that is not empty.
func first(list ...live.Value) live.Value {
	for _, v := range list {
		if v.Given() && !v.Is("") {
			return v
		}
	}
	return live.Value{}
}

// transitDays reads ONE_DAY to TWENTY_DAYS; 0 is unknown.
func transitDays(s string) int {
	for i, word := range [...]string{
		"ONE_DAY", "TWO_DAYS", "THREE_DAYS", "FOUR_DAYS", "FIVE_DAYS", "SIX_DAYS", "SEVEN_DAYS", "EIGHT_DAYS", "NINE_DAYS", "TEN_DAYS",
		"ELEVEN_DAYS", "TWELVE_DAYS", "THIRTEEN_DAYS", "FOURTEEN_DAYS", "FIFTEEN_DAYS", "SIXTEEN_DAYS", "SEVENTEEN_DAYS", "EIGHTEEN_DAYS", "NINETEEN_DAYS", "TWENTY_DAYS",
	} {
		if s == word {
			return i + 1
		}
	}
	return 0
}

// moment reads 2024-07-25T10:30:00; 23:00 and later is the end of the day.
func moment(v live.Value) (carriers.Date, string) {
	day, clock, timed := strings.Cut(v.Text(), "T")
	d, err := carriers.ParseDate(day)
	if err == nil && !timed {
		return d, ""
	}
	hour, rest, found := strings.Cut(clock, ":")
	minute, _, _ := strings.Cut(rest, ":")
	if err != nil || !found || len(hour) != 2 || len(minute) != 2 || !isDigits(hour+minute) || hour > "23" || minute > "59" {
		v.Fail("is %.40q, not a time such as 2024-07-25T10:30:00", v.Text())
		return 0, ""
	}
	if hour == "23" {
		return d, ""
	}
	return d, hour + ":" + minute
}
