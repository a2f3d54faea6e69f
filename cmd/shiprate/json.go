package main

import (
	"encoding/json"
	"io"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// The shapes of --json. The README beside this file describes them; money is text with the
// currency's digits, and weights are text with their unit.
type (
	shoppedJSON struct {
		Quotes     []quoteJSON     `json:"quotes"`
		Rejections []rejectionJSON `json:"rejections"`
		Choice     *choiceJSON     `json:"choice"`
		Split      *splitJSON      `json:"split,omitempty"`
		Live       []heardJSON     `json:"live,omitempty"` // of each account that was asked

		Explanation *explanationJSON `json:"explanation,omitempty"` // with --explain
	}
	quoteJSON struct {
		Carrier     string        `json:"carrier"`
		Service     string        `json:"service"`
		Name        string        `json:"name"`
		Total       string        `json:"total"`
		Currency    string        `json:"currency"`
		Charges     []chargeJSON  `json:"charges"`
		Parcels     []parcelJSON  `json:"parcels"`
		Ships       string        `json:"ships"`
		TransitDays *int          `json:"transit_days"`
		Delivers    string        `json:"delivers"`
		DeliverTime string        `json:"deliver_time"`
		Arrivals    []arrivalJSON `json:"arrivals"`
		Guaranteed  bool          `json:"guaranteed"`
		Card        string        `json:"card"`
		List        string        `json:"list,omitempty"`     // what a live carrier asks without the account's discounts
		Fallback    string        `json:"fallback,omitempty"` // why a card answers in the place of a live carrier
		Notes       []string      `json:"notes"`

		Origin    string         `json:"origin,omitempty"`    // the warehouse, with --origin
		Converted *convertedJSON `json:"converted,omitempty"` // with --exchange, of another currency
		Checkout  *checkoutJSON  `json:"checkout,omitempty"`  // with --charge
	}
	arrivalJSON struct {
		Date  string  `json:"date"`
		Share float64 `json:"share"` // of all such parcels, by the end of the day
	}
	chargeJSON struct {
		Code   string `json:"code"`
		Name   string `json:"name"`
		Amount string `json:"amount"`
		Parcel *int   `json:"parcel"`
	}
	parcelJSON struct {
		Zone        string `json:"zone"`
		Actual      string `json:"actual_weight"`
		Dimensional string `json:"dimensional_weight"`
		Billable    string `json:"billable_weight"`
		Packaging   string `json:"packaging"`
		Total       string `json:"total"`
	}
	rejectionJSON struct {
		Carrier string `json:"carrier"`
		Service string `json:"service"`
		Origin  string `json:"origin,omitempty"`
		Code    string `json:"code"`
		Reason  string `json:"reason"`
	}
	choiceJSON struct {
		Carrier string `json:"carrier"`
		Service string `json:"service"`
		Origin  string `json:"origin,omitempty"`
		Reason  string `json:"reason"`
	}
)

// printJSON writes v indented, with a newline at the end.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func toJSON(shopped rates.Shopped, rejections []carriers.Rejection, choice *rates.Choice) shoppedJSON {
	out := shoppedJSON{Quotes: []quoteJSON{}, Rejections: []rejectionJSON{}}
	for _, q := range shopped.Quotes {
		out.Quotes = append(out.Quotes, toQuoteJSON(q))
	}
	for _, r := range rejections {
		out.Rejections = append(out.Rejections, rejectionJSON{r.Carrier, r.Service, r.Origin, string(r.Code), r.Reason})
	}
	if choice != nil {
		out.Choice = &choiceJSON{choice.Carrier, choice.Service, choice.Origin, choice.Reason}
	}
	return out
}

func toQuoteJSON(q *carriers.Quote) quoteJSON {
	total := q.Total()
	out := quoteJSON{
		Carrier: q.Carrier, Service: q.Service, Name: q.Name, Total: total.Amount(), Currency: string(total.Currency),
		Charges: []chargeJSON{}, Arrivals: []arrivalJSON{}, Parcels: []parcelJSON{}, Ships: q.Ships.String(), Delivers: q.Delivers.String(),
		DeliverTime: q.DeliverTime, Guaranteed: q.Guaranteed, Card: q.Card, Notes: append([]string{}, q.Notes...), Origin: q.Origin,
	}
	out.Fallback = q.Fallback
	if q.List.Currency != "" {
		out.List = q.List.String()
	}
	if q.Transit.Known {
		out.TransitDays = &q.Transit.Days
	}
	for _, a := range q.Arrivals {
		out.Arrivals = append(out.Arrivals, arrivalJSON{a.Date.String(), float64(a.Share) / float64(carriers.Whole)})
	}
	for i := range q.Charges {
		c := &q.Charges[i]
		charge := chargeJSON{Code: string(c.Code), Name: c.Name, Amount: q.Money(*c).Amount()}
		if c.Parcel != carriers.WholeShipment {
			charge.Parcel = &c.Parcel
		}
		out.Charges = append(out.Charges, charge)
	}
	for i, p := range q.Parcels {
		out.Parcels = append(out.Parcels, parcelJSON{
			Zone: p.Zone, Actual: weightIn(p.Actual, p.Unit), Dimensional: weightOrNone(p.Dimensional, p.Unit),
			Billable: weightIn(p.Billable, p.Unit), Packaging: p.Packaging, Total: q.ParcelTotal(i).Amount(),
		})
	}
	return out
}

// weightOrNone prints a weight; none at all is empty, not zero.
func weightOrNone(w, unit dimweight.Weight) string {
	if w == 0 {
		return ""
	}
	return w.In(unit)
}

// weightIn prints a weight in a unit, or in ounces where those alone are exact:
// the first break of USPS, 15.999 oz, is not 1 lb. None at all is empty.
func weightIn(w, unit dimweight.Weight) string {
	if w == 0 {
		return ""
	}
	if w%(unit/1000) != 0 && w%(dimweight.Ounce/1000) == 0 {
		unit = dimweight.Ounce
	}
	return w.In(unit)
}
