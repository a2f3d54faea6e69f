package dhlexpress

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// template is a transport label of 6 by 4 inches.
const template = "ECOM26_64_001"

// shipping is the body of POST /shipments.
func (q *question) shipping(p *carriers.Purchase, local string) []byte {
	s := q.shipment
	content := object{
		"packages":            q.packages(),
		"isCustomsDeclarable": q.dutiable(),
		"description":         q.content(),
		"incoterm":            "DAP", // required of all, though it means nothing within a country
		"unitOfMeasurement":   "metric",
	}
	if rule, _ := q.incoterm(); rule != "" {
		content["incoterm"] = rule
	}
	if q.dutiable() {
		goods := live.Goods(s) // checkCustoms found it right
		content["declaredValue"], content["declaredValueCurrency"] = amount(goods), string(goods.Currency)
		content["exportDeclaration"] = q.declaration()
	}
	o := object{
		"plannedShippingDateAndTime": stamp(q.planned()),
		"pickup":                     object{"isRequested": false},
		"productCode":                codeOf(p.Service),
		"getRateEstimates":           true,
		"accounts":                   list{{"typeCode": "shipper", "number": q.account}},
		"customerReferences":         list{{"value": p.Key, "typeCode": "CU"}},
		"customerDetails":            object{"shipperDetails": party(&s.From), "receiverDetails": party(&s.To)},
		"content":                    content,
		"getAdditionalInformation":   list{{"typeCode": "linkLabelsByPieces", "isRequested": true}},
		"outputImageProperties": object{
			"encodingFormat": string(p.Format),
			"printerDPI":     200,
			"imageOptions": list{
				{"typeCode": "label", "templateName": template, "isRequested": true},
				{"typeCode": "waybillDoc", "isRequested": false},
			},
			"splitTransportAndWaybillDocLabels": true,
		},
	}
	if local != "" {
		o["localProductCode"] = local
	}
	if services := q.services(); services != nil {
		o["valueAddedServices"] = services
	}
	return live.Encode(o)
}

// party is an end of the shipment with all that a label has.
func party(a *carriers.Address) object {
	address := place(a)
	for i, line := range a.Street {
		address["addressLine"+string(rune('1'+i))] = line
	}
	contact := object{"phone": a.Phone, "companyName": a.Company, "fullName": a.Name}
	if a.Company == "" {
		contact["companyName"] = a.Name
	} else if a.Name == "" {
		contact["fullName"] = a.Company
	}
	kind := "business"
	if a.Residential {
		kind = "private"
	}
	return object{"postalAddress": address, "contactInformation": contact, "typeCode": kind}
}

// Lengths of DHL's numbers: a waybill has 10 digits, a piece JD and 18 or more.
const (
	shortest = 8
	longest  = 35
)

// readShipped reads the answer to a purchase. What is wrong with it is at the root,
// what is wrong with the labels alone at files; it returns what it found.
func readShipped(root, files live.Value, p *carriers.Purchase) carriers.Bought {
	out := carriers.Bought{Key: p.Key, Carrier: name, Service: p.Service}
	number := root.Get("shipmentTrackingNumber")
	if out.ID = number.Digits(); !isNumber(out.ID, shortest, longest) {
		root.Fail("has no shipmentTrackingNumber")
		out.ID = ""
	}
	if charge := inBilling(root.Get("shipmentCharges")); charge.Get("price").Given() {
		currency := carriers.Currency(charge.Get("priceCurrency").Text())
		out.Price = carriers.Money{Minor: charge.Get("price").Minor(currency), Currency: currency}
	}
	parcels := len(p.Shipment.Parcels)
	out.Labels = make([]carriers.BoughtLabel, parcels)
	for v := range root.Get("packages").Each() {
		if i, ok := index(v, "referenceNumber", parcels); ok {
			if out.Labels[i].Number != "" {
				v.Fail("is of parcel %d, which stands twice", i+1)
			}
			out.Labels[i].Number = v.Get("trackingNumber").Digits()
		}
	}
	checkNumbers(root, out.Labels)
	for v := range root.Get("documents").Each() {
		if !v.Get("typeCode").Is("label") {
			continue
		}
		if i, ok := index(v, "packageReferenceNumber", parcels); ok {
			if out.Labels[i].Data != nil {
				v.Fail("is the label of parcel %d, which stands twice", i+1)
			}
			out.Labels[i].Format, out.Labels[i].Data = p.Format, readLabel(v.With(files), p.Format)
		}
	}
	for i := range out.Labels {
		if out.Labels[i].Data == nil {
			files.Fail("has no label of parcel %d", i+1)
		}
	}
	return out
}

// index is which parcel a piece or a label is of. Of one parcel DHL may not say.
func index(v live.Value, key string, parcels int) (int, bool) {
	n := v.Get(key)
	if !n.Given() && parcels == 1 {
		return 0, true
	}
	i := n.Int(parcels)
	if i == 0 {
		v.Fail("is of no parcel among %d", parcels)
		return 0, false
	}
	return i - 1, true
}

// readLabel decodes a label and looks whether it is one.
func readLabel(v live.Value, format carriers.LabelFormat) []byte {
	if kind := v.Get("imageFormat"); !strings.EqualFold(kind.Text(), string(format)) {
		kind.Fail("is %.10q, not %s", kind.Text(), format)
		return nil
	}
	content := v.Get("content")
	data, err := live.DecodeLabel(format, content.Text())
	if err != nil {
		content.Fail("is no label: %v", err)
		return nil
	}
	return data
}

// checkNumbers finds a number that is none or stands twice.
func checkNumbers(v live.Value, labels []carriers.BoughtLabel) {
	seen := map[string]bool{}
	for i, l := range labels {
		if !isNumber(l.Number, shortest, longest) {
			v.Fail("has the number %.40q for parcel %d, which is none", l.Number, i+1)
		} else if seen[l.Number] {
			v.Fail("has the tracking number %s twice", l.Number)
		}
		seen[l.Number] = true
	}
}
