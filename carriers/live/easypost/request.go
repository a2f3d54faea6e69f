package easypost

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// What EasyPost wants, field by field of its documentation.
type shipmentJSON struct {
	Reference string      `json:"reference,omitempty"`
	From      addressJSON `json:"from_address"`
	To        addressJSON `json:"to_address"`
	Parcel    parcelJSON  `json:"parcel"`
	Options   optionsJSON `json:"options"`
	IsReturn  bool        `json:"is_return,omitempty"`
	Accounts  []string    `json:"carrier_accounts,omitempty"`
}

type addressJSON struct {
	Name        string `json:"name,omitempty"`
	Company     string `json:"company,omitempty"`
	Street1     string `json:"street1,omitempty"`
	Street2     string `json:"street2,omitempty"`
	City        string `json:"city,omitempty"`
	State       string `json:"state,omitempty"`
	Zip         string `json:"zip,omitempty"`
	Country     string `json:"country"`
	Phone       string `json:"phone,omitempty"`
	Residential *bool  `json:"residential,omitempty"`
}

type parcelJSON struct {
	Length json.Number `json:"length"` // inches
	Width  json.Number `json:"width"`
	Height json.Number `json:"height"`
	Weight json.Number `json:"weight"` // ounces
}

type optionsJSON struct {
	DateAdvance          int    `json:"date_advance,omitempty"`
	DeliveryConfirmation string `json:"delivery_confirmation,omitempty"`
	Saturday             bool   `json:"saturday_delivery,omitempty"`
	AdditionalHandling   bool   `json:"additional_handling,omitempty"`
	LabelFormat          string `json:"label_format,omitempty"`
	LabelSize            string `json:"label_size,omitempty"`
}

// A question is what Quote asks of the mapping. Nothing here talks to anyone.
type question struct {
	shipment *carriers.Shipment
	services []carriers.Service
	accounts []string
	today    carriers.Date // at the origin
}

// maxAdvance is how many days ahead USPS takes a label's date.
const maxAdvance = 7

// ships is the day of the handover, today at the earliest: what was ready
// yesterday by the clock of the origin is handed over today.
func (q *question) ships() carriers.Date { return max(carriers.DateOf(q.shipment.Ready), q.today) }

// refusal says why nothing is asked.
func (q *question) refusal() (carriers.RejectionCode, string) {
	s, ready := q.shipment, carriers.DateOf(q.shipment.Ready)
	switch {
	case ready < q.today-1:
		return carriers.NoPrice, fmt.Sprintf("live prices are for today, %v, and later; it is ready on %v", q.today, ready)
	case ready > q.today+maxAdvance:
		return carriers.NoPrice, fmt.Sprintf("live prices reach %d days ahead, to %v; it is ready on %v", maxAdvance, q.today+maxAdvance, ready)
	case s.Insured.Minor > 0:
		return carriers.NotOffered, "the price of insurance is not in EasyPost's rates"
	case s.Asks(carriers.Sunday):
		return carriers.NotOffered, "EasyPost has no option for Sunday delivery"
	case s.To.Place != carriers.Door && s.To.Place != carriers.POBox:
		return carriers.NotOffered, fmt.Sprintf("it is rated to the door, not to a %s", s.To.Place)
	}
	return "", ""
}

// requests are one for each different parcel, and which of them each parcel is.
func (q *question) requests() ([]live.Request, []int) {
	return live.Different(len(q.shipment.Parcels), func(i int) live.Request {
		return live.Request{Method: "POST", Path: "/v2/shipments", Body: q.body(i), Safe: true}
	})
}

func (q *question) body(parcel int) []byte {
	s := q.shipmentJSON(parcel)
	s.From, s.To = place(&q.shipment.From), place(&q.shipment.To)
	s.To.Residential = &q.shipment.To.Residential
	return encode(s)
}

// shipmentJSON has all but the addresses.
func (q *question) shipmentJSON(parcel int) shipmentJSON {
	s, p := q.shipment, &q.shipment.Parcels[parcel]
	d := p.Dims.Sorted()
	return shipmentJSON{
		Parcel: parcelJSON{
			Length: tenths(int64(d.Length), int64(dimweight.Inch)), Width: tenths(int64(d.Width), int64(dimweight.Inch)),
			Height: tenths(int64(d.Height), int64(dimweight.Inch)), Weight: tenths(int64(p.Weight), int64(dimweight.Ounce)),
		},
		Options: optionsJSON{
			DateAdvance: int(q.ships() - q.today), DeliveryConfirmation: confirmation(s),
			Saturday: s.Asks(carriers.Saturday), AdditionalHandling: p.Nonstandard,
		},
		IsReturn: s.Return,
		Accounts: q.accounts,
	}
}

func encode(s shipmentJSON) []byte {
	b, err := json.Marshal(map[string]shipmentJSON{"shipment": s})
	if err != nil {
		panic(err) // texts, numbers and booleans alone: it cannot be
	}
	return b
}

// tenths writes a quantity in tenths of a unit, rounded up: 15.4.
func tenths(q, unit int64) json.Number {
	n := (q + unit/10 - 1) / (unit / 10)
	return json.Number(strconv.FormatInt(n/10, 10) + "." + strconv.FormatInt(n%10, 10))
}

// confirmation is the strictest signature that is asked for.
func confirmation(s *carriers.Shipment) string {
	switch {
	case s.Asks(carriers.AdultSignature):
		return "ADULT_SIGNATURE"
	case s.Asks(carriers.Signature):
		return "SIGNATURE"
	case s.Asks(carriers.IndirectSignature):
		return "INDIRECT_SIGNATURE"
	}
	return ""
}

// place is what of an address changes a price.
func place(a *carriers.Address) addressJSON {
	return addressJSON{City: a.City, State: a.State, Zip: a.PostalCode, Country: a.Country}
}

// whole is an address for a label; a third line joins the second.
func whole(a *carriers.Address) addressJSON {
	out := place(a)
	out.Name, out.Company, out.Phone = a.Name, a.Company, a.Phone
	for i, line := range a.Street {
		switch {
		case i == 0:
			out.Street1 = line
		case out.Street2 == "":
			out.Street2 = line
		default:
			out.Street2 += ", " + line
		}
	}
	return out
}
