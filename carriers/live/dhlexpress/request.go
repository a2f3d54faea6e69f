package dhlexpress

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// Limits of the MyDHL API 3.3.1.
const (
	maxParcels = 999
	maxAhead   = 10 // days to the handover
)

// header is what DHL wants with every request, and the reference of one that buys.
func header(key string) http.Header {
	h := http.Header{"X-Version": {"3.3.1"}}
	if key != "" {
		h.Set("Message-Reference", key)
	}
	return h
}

// A question is what Quote and Buy ask of the mapping. Nothing here talks to anyone.
type question struct {
	shipment *carriers.Shipment
	account  string
	now      time.Time // on the clock of the origin
}

// planned is when the parcels are handed over, on the clock of the origin: Ready,
// or the next full hour. Times of the past are refused, and one that changes every
// minute would make every question another one.
func (q *question) planned() time.Time {
	y, m, d := q.shipment.Ready.Date()
	hour, minute, _ := q.shipment.Ready.Clock()
	if ready := time.Date(y, m, d, hour, minute, 0, 0, q.now.Location()); ready.After(q.now) {
		return ready
	}
	return q.now.Truncate(time.Hour).Add(time.Hour)
}

// refusal says why nothing is asked.
func (q *question) refusal() (carriers.RejectionCode, string) {
	s, ready, today := q.shipment, carriers.DateOf(q.shipment.Ready), carriers.DateOf(q.now)
	switch {
	case ready < today-1:
		return carriers.NoPrice, fmt.Sprintf("live prices are for today, %v, and later; it is ready on %v", today, ready)
	case ready > today+maxAhead:
		return carriers.NoPrice, fmt.Sprintf("live prices reach %d days ahead, to %v; it is ready on %v", maxAhead, today+maxAhead, ready)
	case len(s.Parcels) > maxParcels:
		return carriers.NotOffered, fmt.Sprintf("%d parcels are over the %d limit of a shipment", len(s.Parcels), maxParcels)
	case s.From.City == "":
		return carriers.NotOffered, "DHL rates by the city: from.city is empty"
	case s.To.City == "":
		return carriers.NotOffered, "DHL rates by the city: to.city is empty"
	case s.Asks(carriers.IndirectSignature):
		return carriers.NotOffered, "a signature of a neighbour is not asked of DHL here"
	case s.Asks(carriers.Sunday):
		return carriers.NotOffered, "delivery on a Sunday is not asked of DHL here"
	case s.To.Place != carriers.Door:
		return carriers.NotOffered, fmt.Sprintf("it is rated to the door, not to a %s", s.To.Place)
	}
	return "", ""
}

// What DHL wants, name by name of its specification.
type (
	object = live.Object
	list   = []object
)

// request asks for rates.
func (q *question) request() live.Request {
	return live.Request{Method: "POST", Path: ratingPath, Header: header(""), Body: q.rating(), Safe: true}
}

// rating is the body of POST /rates.
func (q *question) rating() []byte {
	s := q.shipment
	o := object{
		"customerDetails":            object{"shipperDetails": place(&s.From), "receiverDetails": place(&s.To)},
		"accounts":                   list{{"typeCode": "shipper", "number": q.account}},
		"plannedShippingDateAndTime": stamp(q.planned()),
		"unitOfMeasurement":          "metric",
		"isCustomsDeclarable":        q.dutiable(),
		"estimatedDeliveryDate":      object{"isRequested": true, "typeCode": "QDDC"},
		"nextBusinessDay":            true, // the first day that DHL collects
		"packages":                   q.packages(),
	}
	if services := q.services(); services != nil {
		o["valueAddedServices"] = services
	}
	if goods := live.Goods(s); goods.Minor > 0 && q.dutiable() {
		o["monetaryAmount"] = list{{"typeCode": "declaredValue", "value": amount(goods), "currency": string(goods.Currency)}}
	}
	return live.Encode(o)
}

// stamp writes a time as DHL wants it: "2022-11-20T13:00:00GMT+00:00".
func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05") + "GMT" + t.Format("-07:00") }

// services are the value added services that are asked for. Products without
// them are left out by DHL.
func (q *question) services() list {
	var out list
	s := q.shipment
	if s.Asks(carriers.AdultSignature) {
		out = append(out, object{"serviceCode": "SD"})
	} else if s.Asks(carriers.Signature) {
		out = append(out, object{"serviceCode": "SF"})
	}
	if s.Asks(carriers.Saturday) {
		out = append(out, object{"serviceCode": "AA"})
	}
	if s.Insured.Minor > 0 {
		out = append(out, object{"serviceCode": "II", "value": amount(s.Insured), "currency": string(s.Insured.Currency)})
	}
	if rule, _ := q.incoterm(); rule == "DDP" && q.dutiable() {
		out = append(out, object{"serviceCode": "DD"})
	}
	return out
}

// packages are one for each parcel, rounded up to a gram and a millimetre.
func (q *question) packages() list {
	var out list
	for i := range q.shipment.Parcels {
		p := &q.shipment.Parcels[i]
		d := p.Dims.Sorted()
		out = append(out, object{
			"weight":     kilograms(p.Weight),
			"dimensions": object{"length": centimetres(d.Length), "width": centimetres(d.Width), "height": centimetres(d.Height)},
		})
	}
	return out
}

func kilograms(w dimweight.Weight) json.Number {
	grams := (w + dimweight.Gram - 1) / dimweight.Gram
	return json.Number(fmt.Sprintf("%d.%03d", grams/1000, grams%1000))
}

func centimetres(l dimweight.Length) json.Number {
	mm := int64((l + dimweight.Millimetre - 1) / dimweight.Millimetre)
	return json.Number(strconv.FormatInt(mm/10, 10) + "." + strconv.FormatInt(mm%10, 10))
}

func amount(m carriers.Money) json.Number { return json.Number(m.Amount()) }

// place is what of an address changes a price.
func place(a *carriers.Address) object {
	o := object{"postalCode": a.PostalCode, "cityName": a.City, "countryCode": a.Country}
	if len(a.State) > 1 {
		o["provinceCode"] = a.State
	}
	return o
}
