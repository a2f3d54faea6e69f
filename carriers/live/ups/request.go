package ups

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// Limits of a UPS package, of the rate guide of 2025-12-22, and of a shipment in
// the Rating API.
const (
	maxWeight  = 150 * dimweight.Pound
	maxLength  = 108 * dimweight.Inch
	maxGirth   = 165 * dimweight.Inch // with the length
	maxParcels = 200
	maxAhead   = 60 // days to the pickup, of the Rating API
)

// A question is what Quote asks of the mapping. Nothing here talks to anyone.
type question struct {
	shipment *carriers.Shipment
	account  string
	today    carriers.Date // at the origin
}

// pickup is the day of the handover, today at the earliest.
func (q *question) pickup() carriers.Date { return max(carriers.DateOf(q.shipment.Ready), q.today) }

// pickupDate is that day as UPS writes it, such as 20261123.
func (q *question) pickupDate() string { return strings.ReplaceAll(q.pickup().String(), "-", "") }

// refusal says why nothing is asked.
func (q *question) refusal() (carriers.RejectionCode, string) {
	s, ready := q.shipment, carriers.DateOf(q.shipment.Ready)
	switch {
	case s.From.Country != "US":
		return carriers.NoLane, fmt.Sprintf("services are known from the US alone, not from %s", s.From.Country)
	case ready < q.today-1:
		return carriers.NoPrice, fmt.Sprintf("live prices are for today, %v, and later; it is ready on %v", q.today, ready)
	case ready > q.today+maxAhead:
		return carriers.NoPrice, fmt.Sprintf("live prices reach %d days ahead, to %v; it is ready on %v", maxAhead, q.today+maxAhead, ready)
	case len(s.Parcels) > maxParcels:
		return carriers.NotOffered, fmt.Sprintf("%d parcels are over the %d limit of a shipment", len(s.Parcels), maxParcels)
	case s.Asks(carriers.IndirectSignature):
		return carriers.NotOffered, "UPS has no signature of a neighbour"
	case s.To.Place != carriers.Door:
		return carriers.NotOffered, fmt.Sprintf("it is rated to the door, not to a %s", s.To.Place)
	case s.Insured.Minor > 0 && s.Insured.Currency != "USD":
		return carriers.NotOffered, fmt.Sprintf("the declared value is in %s, not in USD", s.Insured.Currency)
	}
	for i := range s.Parcels {
		which := ""
		if len(s.Parcels) > 1 {
			which = fmt.Sprintf("parcels[%d]: ", i)
		}
		p := &s.Parcels[i]
		switch {
		case p.Weight > maxWeight:
			return carriers.TooHeavy, fmt.Sprintf("%s%v is over the %v limit", which, p.Weight, maxWeight)
		case p.Dims.Longest() > maxLength:
			return carriers.TooBig, fmt.Sprintf("%slength %s is over the %s limit", which, p.Dims.Longest().In(dimweight.Inch), maxLength.In(dimweight.Inch))
		case p.Dims.LengthPlusGirth() > maxGirth:
			return carriers.TooBig, fmt.Sprintf("%slength and girth of %s are over the %s limit", which, p.Dims.LengthPlusGirth().In(dimweight.Inch), maxGirth.In(dimweight.Inch))
		}
	}
	return "", ""
}

// What UPS wants, name by name of its specification. A text that is there although
// it is empty is a flag of theirs.
type (
	object = live.Object
	flag   = string
)

const set flag = ""

// request asks for rates.
func (q *question) request() live.Request {
	return live.Request{Method: "POST", Path: ratingPath, Body: q.rating(), Safe: true}
}

// rating is the body of a RateRequest.
func (q *question) rating() []byte {
	s := q.shipment
	to := place(&s.To)
	if s.To.Home() {
		to["ResidentialAddressIndicator"] = set
	}
	shipment := object{
		"Shipper":                 object{"ShipperNumber": q.account, "Address": place(&s.From)},
		"ShipFrom":                object{"Address": place(&s.From)},
		"ShipTo":                  object{"Address": to},
		"PaymentDetails":          object{"ShipmentCharge": []object{{"Type": "01", "BillShipper": object{"AccountNumber": q.account}}}},
		"ShipmentRatingOptions":   object{"NegotiatedRatesIndicator": "Y"},
		"NumOfPieces":             strconv.Itoa(len(s.Parcels)),
		"Package":                 q.packages("PackagingType"),
		"ShipmentTotalWeight":     pounds(q.totalWeight()),
		"DeliveryTimeInformation": object{"PackageBillType": "03", "Pickup": object{"Date": q.pickupDate()}},
	}
	if options := q.options(); len(options) > 0 {
		shipment["ShipmentServiceOptions"] = options
	}
	if value := live.Goods(s); value.Minor > 0 && q.abroad() { // for the transit
		shipment["InvoiceLineTotal"] = object{"CurrencyCode": string(value.Currency), "MonetaryValue": value.Amount()}
	}
	return live.Encode(object{"RateRequest": object{"Request": object{"RequestOption": "Shoptimeintransit"}, "Shipment": shipment}})
}

// abroad reports whether a border is crossed, where options are the shipment's.
func (q *question) abroad() bool { return q.shipment.To.Country != q.shipment.From.Country }

func (q *question) options() object {
	o, s := object{}, q.shipment
	if s.Asks(carriers.Saturday) {
		o["SaturdayDeliveryIndicator"] = set
	}
	if s.Asks(carriers.Sunday) {
		o["SundayDeliveryIndicator"] = set
	}
	if q.abroad() {
		if s.Asks(carriers.AdultSignature) {
			o["DeliveryConfirmation"] = object{"DCISType": "2"}
		} else if s.Asks(carriers.Signature) {
			o["DeliveryConfirmation"] = object{"DCISType": "1"}
		}
	}
	return o
}

// packages are one for each parcel. Rating and shipping name the packaging
// otherwise.
func (q *question) packages(packaging string) []object {
	s := q.shipment
	insured := s.InsuredPerParcel()
	var list []object
	for i := range s.Parcels {
		p := &s.Parcels[i]
		d := p.Dims.Sorted()
		one := object{
			packaging: object{"Code": "02"},
			"Dimensions": object{
				"UnitOfMeasurement": object{"Code": "IN"},
				"Length":            tenths(int64(d.Length), int64(dimweight.Inch)),
				"Width":             tenths(int64(d.Width), int64(dimweight.Inch)),
				"Height":            tenths(int64(d.Height), int64(dimweight.Inch)),
			},
			"PackageWeight": pounds(p.Weight),
		}
		if p.Nonstandard {
			one["AdditionalHandlingIndicator"] = set
		}
		options := object{}
		if insured.Minor > 0 {
			options["DeclaredValue"] = object{"CurrencyCode": string(insured.Currency), "MonetaryValue": insured.Amount()}
		}
		if s.Asks(carriers.AdultSignature) && !q.abroad() {
			options["DeliveryConfirmation"] = object{"DCISType": "3"}
		} else if s.Asks(carriers.Signature) && !q.abroad() {
			options["DeliveryConfirmation"] = object{"DCISType": "2"}
		}
		if len(options) > 0 {
			one["PackageServiceOptions"] = options
		}
		list = append(list, one)
	}
	return list
}

func (q *question) totalWeight() (sum dimweight.Weight) {
	for i := range q.shipment.Parcels {
		sum += q.shipment.Parcels[i].Weight
	}
	return sum
}

func pounds(w dimweight.Weight) object {
	return object{"UnitOfMeasurement": object{"Code": "LBS"}, "Weight": tenths(int64(w), int64(dimweight.Pound))}
}

// tenths writes a quantity in tenths of a unit, rounded up: "15.4".
func tenths(q, unit int64) string {
	n := (q + unit/10 - 1) / (unit / 10)
	return strconv.FormatInt(n/10, 10) + "." + strconv.FormatInt(n%10, 10)
}

// place is what of an address changes a price.
func place(a *carriers.Address) object {
	// Nine characters at most: a ZIP+4 goes without its hyphen.
	o := object{"PostalCode": strings.ReplaceAll(a.PostalCode, "-", ""), "CountryCode": a.Country}
	if a.City != "" {
		o["City"] = a.City
	}
	if a.State != "" {
		o["StateProvinceCode"] = a.State
	}
	return o
}
