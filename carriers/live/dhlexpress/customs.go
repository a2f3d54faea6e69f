package dhlexpress

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/dimweight"
)

// documents reports whether there is nothing but documents in it.
func (q *question) documents() bool { return q.shipment.Customs.Reason == carriers.ReasonDocuments }

// dutiable reports whether customs want to know what is in it.
func (q *question) dutiable() bool {
	s := q.shipment
	return !q.documents() && (s.Customs != carriers.Customs{} || carriers.CustomsArea(&s.From) != carriers.CustomsArea(&s.To))
}

// incoterm is the rule and the place of Customs.Incoterm.
func (q *question) incoterm() (rule, place string) {
	rule, place, _ = strings.Cut(q.shipment.Customs.Incoterm, " ")
	return rule, strings.TrimSpace(place)
}

// items are the lines of all parcels.
func (q *question) items(visit func(path string, item *carriers.Item)) {
	for i := range q.shipment.Parcels {
		for j := range q.shipment.Parcels[i].Items {
			visit(fmt.Sprintf("parcels[%d].items[%d]", i, j), &q.shipment.Parcels[i].Items[j])
		}
	}
}

// Limits of a declaration in the MyDHL API 3.3.1.
const (
	maxLines       = 999
	maxDescription = 512
	maxContent     = 70
	maxInvoice     = 35
	maxReason      = 30
)

// checkCustoms finds what a declaration lacks.
func (q *question) checkCustoms() (bad []error) {
	if !q.dutiable() {
		return nil
	}
	lines := 0
	q.items(func(path string, item *carriers.Item) {
		lines++
		if n := utf8.RuneCountInString(item.Described()); n == 0 || n > maxDescription {
			bad = append(bad, fmt.Errorf("%s.description: has %d letters, not 1 to %d", path, n, maxDescription))
		}
		if item.Value.Minor <= 0 {
			bad = append(bad, fmt.Errorf("%s.value: must be set for customs", path))
		}
		if item.Origin == "" {
			bad = append(bad, fmt.Errorf("%s.origin: must be set for customs", path))
		}
		if item.Weight <= 0 {
			bad = append(bad, fmt.Errorf("%s.weight: must be set for customs", path))
		}
	})
	goods, customs := live.Goods(q.shipment), &q.shipment.Customs
	switch {
	case lines == 0:
		bad = append(bad, errors.New("parcels: must have items for customs"))
	case lines > maxLines:
		bad = append(bad, fmt.Errorf("parcels: %d items are over the %d of a declaration", lines, maxLines))
	case bad == nil && goods.Minor == 0:
		bad = append(bad, errors.New("parcels: the items are in several currencies, or their sum is over the limit"))
	}
	if n := utf8.RuneCountInString(q.invoice()); n == 0 || n > maxInvoice {
		bad = append(bad, fmt.Errorf("customs.invoice: the invoice's number has %d letters, not 1 to %d", n, maxInvoice))
	}
	if n := utf8.RuneCountInString(customs.Explanation); n > maxReason {
		bad = append(bad, fmt.Errorf("customs.explanation: has %d letters, over the %d of DHL", n, maxReason))
	}
	if customs.Reason == "" {
		bad = append(bad, errors.New("customs.reason: must be set for customs"))
	}
	if customs.Incoterm == "" {
		bad = append(bad, errors.New("customs.incoterm: must be set for customs"))
	}
	if goods.Minor > 0 && customs.Freight.Minor > 0 && customs.Freight.Currency != goods.Currency {
		bad = append(bad, fmt.Errorf("customs.freight: is in %s, the items are in %s", customs.Freight.Currency, goods.Currency))
	}
	return bad
}

// invoice is the number on the commercial invoice that label/papers prints.
func (q *question) invoice() string {
	if number := strings.TrimSpace(q.shipment.Customs.Invoice); number != "" {
		return number
	}
	return strings.TrimSpace(q.shipment.Reference)
}

// reasons are DHL's words for why goods leave the country.
func exportReason(r carriers.Reason) string {
	switch r {
	case carriers.ReasonGift:
		return "gift"
	case carriers.ReasonSale:
		return "commercial_purpose_or_sale"
	case carriers.ReasonSample:
		return "sample"
	case carriers.ReasonReturn:
		return "return"
	}
	return "permanent"
}

// declaration is the exportDeclaration of what checkCustoms finds right.
func (q *question) declaration() object {
	var lines list
	reason := exportReason(q.shipment.Customs.Reason)
	q.items(func(_ string, item *carriers.Item) {
		line := object{
			"number":              len(lines) + 1,
			"description":         item.Described(),
			"price":               amount(item.Value),
			"quantity":            object{"value": item.Quantity, "unitOfMeasurement": "PCS"},
			"manufacturerCountry": item.Origin,
			"exportReasonType":    reason,
			"weight":              object{"netValue": kilograms(max(item.Net(), dimweight.Gram))},
		}
		if item.HSCode != "" {
			line["commodityCodes"] = list{{"typeCode": "outbound", "value": strings.ReplaceAll(item.HSCode, ".", "")}}
		}
		lines = append(lines, line)
	})
	customs := &q.shipment.Customs
	o := object{
		"lineItems":        lines,
		"invoice":          object{"number": q.invoice(), "date": carriers.DateOf(q.shipment.Ready).String()},
		"exportReasonType": reason,
	}
	if customs.Explanation != "" {
		o["exportReason"] = customs.Explanation
	}
	if _, place := q.incoterm(); place != "" {
		o["placeOfIncoterm"] = place
	}
	if customs.Freight.Minor > 0 {
		o["additionalCharges"] = list{{"typeCode": "freight", "value": amount(customs.Freight)}}
	}
	return o
}

// content says what is in it, for the waybill.
func (q *question) content() string {
	if q.documents() {
		return "Documents"
	}
	var kinds []string
	seen := map[string]bool{}
	q.items(func(_ string, item *carriers.Item) {
		if kind := strings.TrimSpace(item.Described()); kind != "" && !seen[kind] {
			seen[kind] = true
			kinds = append(kinds, kind)
		}
	})
	if len(kinds) == 0 {
		return "Goods"
	}
	all := strings.Join(kinds, ", ")
	if utf8.RuneCountInString(all) > maxContent && len(kinds) > 1 {
		all = fmt.Sprintf("%s and %d more", kinds[0], len(kinds)-1)
	}
	return all
}
