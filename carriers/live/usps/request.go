package usps

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// Limits of a USPS parcel: of the specification, and of Ground Advantage, which takes
// the largest (USPS prices one of 130 in, and none over it, in an answer of 2024).
const (
	maxWeight = 70 * dimweight.Pound
	maxGirth  = 130 * dimweight.Inch // with the length
	maxAhead  = 30                   // days to the mailing, of Shipping Options
	dayEnds   = 18 * 60              // the minute of the day that a mailing date without an hour stands for
	freeCover = 100_00               // cents of insurance that come with most mail classes
)

// A question is what Quote asks of the mapping. Nothing here talks to anyone.
type question struct {
	shipment *carriers.Shipment
	account  string        // whose contract prices are quoted; empty for the commercial ones
	today    carriers.Date // at the origin
}

// mailed is the day of the handover, today at the earliest.
func (q *question) mailed() carriers.Date {
	day, minute := carriers.Handover(q.shipment.Ready)
	if minute > dayEnds {
		day++
	}
	return max(day, q.today)
}

// refusal says why nothing is asked.
func (q *question) refusal() (carriers.RejectionCode, string) {
	s, ready := q.shipment, carriers.DateOf(q.shipment.Ready)
	switch {
	case s.From.Country != "US":
		return carriers.NoLane, fmt.Sprintf("services are known within the US alone, not from %s", s.From.Country)
	case s.To.Country != "US":
		return carriers.NoLane, fmt.Sprintf("services are known within the US alone, not to %s", s.To.Country)
	case ready < q.today-1:
		return carriers.NoPrice, fmt.Sprintf("live prices are for today, %v, and later; it is ready on %v", q.today, ready)
	case q.mailed() > q.today+maxAhead:
		return carriers.NoPrice, fmt.Sprintf("live prices reach %d days ahead, to %v; it is ready on %v", maxAhead, q.today+maxAhead, ready)
	case s.Asks(carriers.IndirectSignature):
		return carriers.NotOffered, "USPS has no signature of a neighbour"
	case s.To.Place != carriers.Door && s.To.Place != carriers.POBox:
		return carriers.NotOffered, fmt.Sprintf("it is rated to the door, not to a %s", s.To.Place)
	case s.Insured.Minor > 0 && s.Insured.Currency != usd:
		return carriers.NotOffered, fmt.Sprintf("the insured value is in %s, not in USD", s.Insured.Currency)
	}
	for i := range s.Parcels {
		p := &s.Parcels[i]
		switch {
		case p.Weight > maxWeight:
			return carriers.TooHeavy, fmt.Sprintf("%s%v is over the %v limit", q.which(i), p.Weight, maxWeight)
		case p.Dims.LengthPlusGirth() > maxGirth:
			return carriers.TooBig, fmt.Sprintf("%slength and girth of %s are over the %s limit", q.which(i), p.Dims.LengthPlusGirth().In(dimweight.Inch), maxGirth.In(dimweight.Inch))
		}
	}
	return "", ""
}

// which names a parcel where there are several.
func (q *question) which(i int) string {
	if len(q.shipment.Parcels) == 1 {
		return ""
	}
	return fmt.Sprintf("parcels[%d]: ", i)
}

// An extra is a service that was asked for, as any of some of USPS's codes: Priority
// Mail Express has its own.
type extra struct {
	code  carriers.ChargeCode
	words string
	ids   []string
}

// extras are those that a mail class must sell with the parcel.
func (q *question) extras(s *service) []extra {
	var list []extra
	switch {
	case q.shipment.Asks(carriers.AdultSignature):
		list = append(list, extra{carriers.SignatureCharge, "the signature of an adult", []string{"922"}})
	case q.shipment.Asks(carriers.Signature):
		list = append(list, extra{carriers.SignatureCharge, "a signature", []string{"921", "981"}})
	}
	if value := q.shipment.InsuredPerParcel().Minor; value > freeCover || value > 0 && !s.insured {
		ids := []string{"930", "925"}
		if value > 500_00 {
			ids[0] = "931"
		}
		list = append(list, extra{carriers.Insurance, "insurance", ids})
	}
	if q.shipment.Asks(carriers.Sunday) {
		list = append(list, extra{"sunday", "delivery on a Sunday", []string{"991"}})
	}
	return list
}

// codes are those of all extras, or that of tracking, which costs nothing: asked for
// none, USPS tells some thirty for each price, which is hundreds of kilobytes.
func (q *question) codes() []json.Number {
	var list []json.Number
	for i := range services {
		for _, e := range q.extras(&services[i]) {
			for _, id := range e.ids {
				if !slices.Contains(list, json.Number(id)) {
					list = append(list, json.Number(id))
				}
			}
		}
	}
	if list == nil {
		list = append(list, "920")
	}
	return list
}

type object = live.Object

// requests are one for each different parcel, and which of them each parcel is.
func (q *question) requests() ([]live.Request, []int) {
	return live.Different(len(q.shipment.Parcels), func(i int) live.Request {
		return live.Request{Method: "POST", Path: optionsPath, Body: q.search(&q.shipment.Parcels[i]), Safe: true}
	})
}

// parcel is the first that a request is for.
func (q *question) parcel(of []int, request int) *carriers.Parcel {
	for i, n := range of {
		if n == request {
			return &q.shipment.Parcels[i]
		}
	}
	return nil
}

// priceTypes are that of the price and that of Quote.List.
func (q *question) priceTypes() (price, list string) {
	if q.account != "" {
		return "CONTRACT", "COMMERCIAL"
	}
	return "COMMERCIAL", "RETAIL"
}

// search is the body of a request for all prices of a parcel. It has no street, no
// name, and no more of a ZIP Code than prices need.
func (q *question) search(p *carriers.Parcel) []byte {
	price, list := q.priceTypes()
	paid := object{"priceType": price}
	if q.account != "" {
		paid["paymentAccount"] = object{"accountType": "EPS", "accountNumber": q.account}
	}
	parcel := measures(p)
	parcel["mailClass"] = "ALL_OUTBOUND"
	parcel["mailingDate"] = q.mailed().String()
	parcel["extraServices"] = q.codes()
	if value := q.shipment.InsuredPerParcel(); value.Minor > 0 {
		parcel["packageValue"] = json.Number(value.Amount())
	}
	return live.Encode(object{
		"pricingOptions":               []object{paid, {"priceType": list}},
		"originZIPCode":                zip5(&q.shipment.From),
		"destinationZIPCode":           zip5(&q.shipment.To),
		"destinationEntryFacilityType": "NONE",
		"packageDescription":           parcel,
	})
}

// measures are the weight in pounds and the sides in inches.
func measures(p *carriers.Parcel) object {
	d := p.Dims.Sorted()
	o := object{
		"weight": decimals(int64(p.Weight), int64(dimweight.Pound), 4),
		"length": decimals(int64(d.Length), int64(dimweight.Inch), 2),
		"width":  decimals(int64(d.Width), int64(dimweight.Inch), 2),
		"height": decimals(int64(d.Height), int64(dimweight.Inch), 2),
	}
	if p.Nonstandard {
		o["hasNonstandardCharacteristics"] = true
	}
	return o
}

// decimals writes a quantity in a unit with so many places at most, rounded up: an
// ounce of pounds to four places is 0.0625.
func decimals(q, unit int64, places int) json.Number {
	scale := int64(1)
	for range places {
		scale *= 10
	}
	whole, part := q/unit, (q%unit*scale+unit-1)/unit // unit*scale is far below 1<<63
	if part == scale {
		whole, part = whole+1, 0
	}
	b := strconv.AppendInt(nil, whole, 10)
	if part > 0 {
		fraction := strconv.AppendInt(nil, scale+part, 10) // its zeros in front stand behind a 1
		fraction[0] = '.'
		for fraction[len(fraction)-1] == '0' {
			fraction = fraction[:len(fraction)-1]
		}
		b = append(b, fraction...)
	}
	return json.Number(b)
}

// zip5 is the five digits of a ZIP Code, which Validate has seen.
func zip5(a *carriers.Address) string { return a.PostalCode[:min(len(a.PostalCode), 5)] }
