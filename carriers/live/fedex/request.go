package fedex

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// Limits of a package of FedEx Express within the US, the widest; Ground takes 108 in,
// which FedEx itself refuses. Those of a shipment are of the specifications.
const (
	maxWeight  = 150 * dimweight.Pound
	maxLength  = 119 * dimweight.Inch
	maxGirth   = 165 * dimweight.Inch // with the length
	maxParcels = 99
	maxLabels  = 30
	maxAhead   = 10 // days to the ship date
)

// A question is what Quote asks of the mapping. Nothing here talks to anyone.
type question struct {
	shipment *carriers.Shipment
	account  string
	dropOff  bool
	today    carriers.Date // at the origin
}

// pickup is the day of the handover, today at the earliest, and a weekday.
func (q *question) pickup() carriers.Date {
	return live.Weekdays(max(carriers.DateOf(q.shipment.Ready), q.today)-1, 1)
}

// abroad reports whether a border is crossed.
func (q *question) abroad() bool { return q.shipment.To.Country != q.shipment.From.Country }

// currency is that of what is declared.
func (q *question) currency() carriers.Currency {
	if q.shipment.From.Country == "CA" {
		return "CAD"
	}
	return "USD"
}

// refusal says why nothing is asked.
func (q *question) refusal() (carriers.RejectionCode, string) {
	s, ready := q.shipment, carriers.DateOf(q.shipment.Ready)
	switch {
	case s.From.Country != "US" && s.From.Country != "CA":
		return carriers.NoLane, fmt.Sprintf("services are known from the US and Canada alone, not from %s", s.From.Country)
	case ready < q.today-1:
		return carriers.NoPrice, fmt.Sprintf("live prices are for today, %v, and later; it is ready on %v", q.today, ready)
	case q.pickup() > q.today+maxAhead:
		return carriers.NoPrice, fmt.Sprintf("live prices reach %d days ahead, to %v; it is collected on %v", maxAhead, q.today+maxAhead, q.pickup())
	case len(s.Parcels) > maxParcels:
		return carriers.NotOffered, fmt.Sprintf("%d parcels are over the %d limit of a shipment", len(s.Parcels), maxParcels)
	case s.Asks(carriers.Sunday):
		return carriers.NotOffered, "FedEx delivers on Sundays where it does, and takes no order for it"
	case s.To.Place != carriers.Door:
		return carriers.NotOffered, fmt.Sprintf("it is rated to the door, not to a %s", s.To.Place)
	case s.Insured.Minor > 0 && s.Insured.Currency != q.currency():
		return carriers.NotOffered, fmt.Sprintf("the declared value is in %s, not in %s", s.Insured.Currency, q.currency())
	case q.abroad() && live.Goods(s).Minor <= 0:
		return carriers.NotOffered, "FedEx wants the value of goods that cross a border: each parcel's items with theirs"
	}
	for i := range s.Parcels {
		if code, reason := tooMuch(&s.Parcels[i]); code != "" {
			if len(s.Parcels) > 1 {
				reason = fmt.Sprintf("parcels[%d]: %s", i, reason)
			}
			return code, reason
		}
	}
	return "", ""
}

func tooMuch(p *carriers.Parcel) (carriers.RejectionCode, string) {
	switch d := p.Dims; {
	case p.Weight > maxWeight:
		return carriers.TooHeavy, fmt.Sprintf("%v is over the %v limit", p.Weight, maxWeight)
	case d.Longest() > maxLength:
		return carriers.TooBig, fmt.Sprintf("length %s is over the %s limit", d.Longest().In(dimweight.Inch), maxLength.In(dimweight.Inch))
	case d.LengthPlusGirth() > maxGirth:
		return carriers.TooBig, fmt.Sprintf("length and girth of %s are over the %s limit", d.LengthPlusGirth().In(dimweight.Inch), maxGirth.In(dimweight.Inch))
	}
	return "", ""
}

// What FedEx wants, name by name of its specification.
type object = live.Object

// request asks for rates.
func (q *question) request() live.Request {
	return live.Request{Method: "POST", Path: ratingPath, Body: q.rating(), Safe: true}
}

// rating is the body of a request for rates.
func (q *question) rating() []byte {
	s := q.shipment
	shipment := q.shared()
	shipment["shipper"] = object{"address": place(&s.From)}
	shipment["recipient"] = object{"address": place(&s.To)}
	shipment["shipDateStamp"] = q.pickup().String()
	shipment["rateRequestType"] = []string{"ACCOUNT", "LIST"}
	shipment["totalPackageCount"] = len(s.Parcels)
	shipment["requestedPackageLineItems"] = q.packages()
	if q.abroad() {
		shipment["customsClearanceDetail"] = object{
			"dutiesPayment": object{"paymentType": "SENDER"},
			"commodities": []object{{
				"description": "goods", "quantity": 1, "quantityUnits": "PCS",
				"weight": pounds(q.totalWeight()), "customsValue": money(live.Goods(s)),
			}},
		}
	}
	return live.Encode(object{
		"accountNumber":                object{"value": q.account},
		"rateRequestControlParameters": object{"returnTransitTimes": true},
		"requestedShipment":            shipment,
	})
}

// shared is what rating and shipping write in the same way.
func (q *question) shared() object {
	o := object{"packagingType": ownPackaging, "pickupType": "USE_SCHEDULED_PICKUP"}
	if q.dropOff {
		o["pickupType"] = "DROPOFF_AT_FEDEX_LOCATION"
	}
	if q.shipment.Asks(carriers.Saturday) {
		o["shipmentSpecialServices"] = object{"specialServiceTypes": []string{"SATURDAY_DELIVERY"}}
	}
	return o
}

const ownPackaging = "YOUR_PACKAGING"

// packages are one for each parcel. Sides are whole inches.
func (q *question) packages() []object {
	s := q.shipment
	insured := s.InsuredPerParcel()
	var list []object
	for i := range s.Parcels {
		p := &s.Parcels[i]
		d := p.Dims.Sorted()
		one := object{
			"groupPackageCount": 1,
			"weight":            pounds(p.Weight),
			"dimensions":        object{"units": "IN", "length": inches(d.Length), "width": inches(d.Width), "height": inches(d.Height)},
		}
		if insured.Minor > 0 {
			one["declaredValue"] = money(insured)
		}
		var asked []string
		options := object{}
		if p.Nonstandard {
			asked = append(asked, "NON_STANDARD_CONTAINER")
		}
		if kind := signature(s); kind != "" {
			asked = append(asked, "SIGNATURE_OPTION")
			options["signatureOptionType"] = kind
		}
		if len(asked) > 0 {
			options["specialServiceTypes"] = asked
			one["packageSpecialServices"] = options
		}
		list = append(list, one)
	}
	return list
}

// signature is the strictest that is asked for.
func signature(s *carriers.Shipment) string {
	switch {
	case s.Asks(carriers.AdultSignature):
		return "ADULT"
	case s.Asks(carriers.Signature):
		return "DIRECT"
	case s.Asks(carriers.IndirectSignature):
		return "INDIRECT"
	}
	return ""
}

func (q *question) totalWeight() (sum dimweight.Weight) {
	for i := range q.shipment.Parcels {
		sum += q.shipment.Parcels[i].Weight
	}
	return sum
}

func money(m carriers.Money) object {
	return object{"amount": json.Number(m.Amount()), "currency": string(m.Currency)}
}

// pounds writes a weight in tenths, rounded up.
func pounds(w dimweight.Weight) object {
	n := (w + dimweight.Pound/10 - 1) / (dimweight.Pound / 10)
	return object{"units": "LB", "value": json.Number(strconv.FormatInt(int64(n/10), 10) + "." + strconv.FormatInt(int64(n%10), 10))}
}

func inches(l dimweight.Length) int64 {
	return int64((l + dimweight.Inch - 1) / dimweight.Inch)
}

// place is what of an address changes a price.
func place(a *carriers.Address) object {
	o := object{"postalCode": a.PostalCode, "countryCode": a.Country, "residential": a.Home()}
	if a.City != "" {
		o["city"] = a.City
	}
	if a.State != "" {
		o["stateOrProvinceCode"] = a.State
	}
	return o
}
