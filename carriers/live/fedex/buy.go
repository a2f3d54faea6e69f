package fedex

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// Buy is that of carriers.Labeler: one call for all the parcels, after a rating
// that shows that the price is not over Most. FedEx would sell again under the same
// key: ask Find first.
func (c *Carrier) Buy(ctx context.Context, p carriers.Purchase) (carriers.Bought, error) {
	nothing := carriers.Bought{Key: p.Key, Carrier: name, Service: p.Service}
	if err := c.checkPurchase(&p); err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	q := c.question(&p.Shipment)
	if err := c.CheckPrice(ctx, &p, c.rating(&p.Shipment)); err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	request := live.Request{
		Method: "POST", Path: shipPath, Body: q.shipping(&p), Label: true,
		Header: http.Header{"X-Customer-Transaction-Id": {p.Key}},
	}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return nothing, live.Outcome(err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		outcome := carriers.ErrNotBought
		if ofSystem(code) {
			outcome = carriers.ErrUnknown
		}
		return nothing, fmt.Errorf("%w: %w", outcome, c.Refused("POST "+shipPath, answer, code, words))
	}
	files := root.Apart()
	bought := readShipped(root, files, &p)
	return bought, c.Sold("POST "+shipPath, root, files)
}

// checkPurchase finds what cannot be bought here, before anything is sent.
func (c *Carrier) checkPurchase(p *carriers.Purchase) error {
	s := &p.Shipment
	bad := live.CheckPurchase(p, &live.Terms{Title: "FedEx", Sells: c.Sells(), Services: c.Services(), Domestic: true, Lines: 3, Letters: 35})
	for _, end := range []struct{ path, phone string }{{"from", s.From.Phone}, {"to", s.To.Phone}} {
		if live.Phone(end.phone) == "" {
			bad = append(bad, fmt.Errorf("%s.phone: FedEx wants one of ten digits, not %.40q", end.path, end.phone))
		}
	}
	if n := len(s.Parcels); n > maxLabels {
		bad = append(bad, fmt.Errorf("parcels: %d are over the %d of one purchase", n, maxLabels))
	}
	return errors.Join(bad...)
}

// shipping is the body of a request for labels.
func (q *question) shipping(p *carriers.Purchase) []byte {
	s := q.shipment
	service := serviceNamed(p.Service)
	shipment := q.shared()
	shipment["shipper"] = party(&s.From)
	shipment["recipients"] = []object{party(&s.To)}
	shipment["shipDatestamp"] = q.pickup().String()
	shipment["serviceType"] = service.kind
	shipment["totalWeight"] = pounds(q.totalWeight())["value"]
	shipment["totalPackageCount"] = len(s.Parcels)
	shipment["shippingChargesPayment"] = object{"paymentType": "SENDER"}
	shipment["rateRequestType"] = []string{"ACCOUNT"}
	shipment["labelSpecification"] = object{"labelFormatType": "COMMON2D", "imageType": "PDF", "labelStockType": "PAPER_4X6"}
	if p.Format == carriers.ZPL {
		shipment["labelSpecification"] = object{"labelFormatType": "COMMON2D", "imageType": "ZPLII", "labelStockType": "STOCK_4X6"}
	}
	packages := q.packages()
	for i, one := range packages {
		one["sequenceNumber"] = i + 1
		one["customerReferences"] = []object{{"customerReferenceType": "CUSTOMER_REFERENCE", "value": p.Key}}
	}
	shipment["requestedPackageLineItems"] = packages
	return live.Encode(object{
		"accountNumber":        object{"value": q.account},
		"labelResponseOptions": "LABEL",
		"shipAction":           "CONFIRM",
		"processingOptionType": "SYNCHRONOUS_ONLY",
		"requestedShipment":    shipment,
	})
}

// party is an address for a label.
func party(a *carriers.Address) object {
	contact := object{"phoneNumber": live.Phone(a.Phone)}
	if a.Name != "" {
		contact["personName"] = a.Name
	}
	if a.Company != "" {
		contact["companyName"] = a.Company
	}
	address := place(a)
	address["streetLines"] = a.Street
	return object{"contact": contact, "address": address}
}

// readShipped reads the answer to a request for labels. What is wrong with it is at
// the root, what is wrong with the labels alone at files; it returns what it found.
func readShipped(root, files live.Value, p *carriers.Purchase) carriers.Bought {
	out := carriers.Bought{Key: p.Key, Carrier: name, Service: p.Service}
	var shipment live.Value
	count := 0
	for v := range root.Get("output").Get("transactionShipments").Each() {
		shipment = v
		count++
	}
	if count != 1 {
		root.Fail("has %d transactionShipments, not 1", count)
		return out
	}
	asked := serviceNamed(p.Service)
	if kind := shipment.Get("serviceType"); !kind.Is(asked.kind) {
		shipment.Fail("is a label of %.40q, not of %s", kind.Text(), asked.kind)
	}
	out.ID = shipment.Get("masterTrackingNumber").Text()
	out.Price = sold(shipment.Get("completedShipmentDetail").Get("shipmentRating"))
	out.Labels = make([]carriers.BoughtLabel, len(p.Shipment.Parcels))
	pieces := 0
	for v := range shipment.Get("pieceResponses").Each() {
		pieces++
		at := v.Get("packageSequenceNumber").Int(len(out.Labels)) - 1
		if at < 0 || out.Labels[at].Number != "" {
			v.Fail("has no packageSequenceNumber, or that of another")
			continue
		}
		out.Labels[at] = readLabel(v, v.With(files), p.Format)
	}
	if pieces != len(out.Labels) {
		shipment.Fail("has %d labels for %d parcels", pieces, len(out.Labels))
	}
	if out.ID == "" && len(out.Labels) == 1 { // it is the first piece's
		out.ID = out.Labels[0].Number
	}
	if !isNumber(out.ID) {
		shipment.Fail("has no masterTrackingNumber of digits")
	}
	live.CheckNumbers(shipment, out.Labels, isNumber)
	return out
}

// sold is the price that FedEx says it charges; zero when it does not say.
func sold(rating live.Value) carriers.Money {
	actual := rating.Get("actualRateType").Text()
	for v := range rating.Get("shipmentRateDetails").Each() {
		if actual != "" && v.Get("rateType").Is(actual) && v.Get("totalNetCharge").Given() {
			currency := carriers.Currency(v.Get("currency").Text())
			return carriers.Money{Minor: v.Get("totalNetCharge").Minor(currency), Currency: currency}
		}
	}
	return carriers.Money{}
}

// readLabel decodes the label of a piece and looks whether it is one.
func readLabel(v, file live.Value, format carriers.LabelFormat) carriers.BoughtLabel {
	label := carriers.BoughtLabel{Number: v.Get("trackingNumber").Text(), Format: format}
	for document := range file.Get("packageDocuments").Each() {
		if !document.Get("contentType").Is("LABEL") {
			continue
		}
		if label.Data != nil {
			document.Fail("is a second label")
		}
		data, err := live.DecodeLabel(format, document.Get("encodedLabel").Text())
		if err != nil {
			document.Fail("is no label: %v", err)
			return label
		}
		label.Data = data
	}
	if label.Data == nil {
		file.Fail("has no label")
	}
	return label
}
