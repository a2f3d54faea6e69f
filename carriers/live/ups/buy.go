package ups

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const (
	shipPath     = "/api/shipments/v2409/ship"
	recoveryPath = "/api/labels/v1/recovery"
	voidPath     = "/api/shipments/v2409/void/cancel/"

	labelsAhead = 7  // days to a ShipmentDate
	maxCity     = 30 // letters
)

// Buy is that of carriers.Labeler: one call for all the parcels, after a rating
// that shows that the price is not over Most. UPS would sell again under the same
// key: ask Find first.
func (c *Carrier) Buy(ctx context.Context, p carriers.Purchase) (carriers.Bought, error) {
	nothing := carriers.Bought{Key: p.Key, Carrier: name, Service: p.Service}
	q := c.question(&p.Shipment)
	if err := c.checkPurchase(&q, &p); err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	if err := c.CheckPrice(ctx, &p, c.rating(&p.Shipment)); err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	request := live.Request{Method: "POST", Path: shipPath, Body: q.shipping(&p), Label: true}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return nothing, live.Outcome(err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, c.Refused("POST "+shipPath, answer, code, words))
	}
	files := root.Apart()
	bought := readShipped(root, files, &p)
	return bought, c.Sold("POST "+shipPath, root, files)
}

// checkPurchase finds what cannot be bought here, before anything is sent.
func (c *Carrier) checkPurchase(q *question, p *carriers.Purchase) error {
	s := q.shipment
	bad := live.CheckPurchase(p, &live.Terms{Title: "UPS", Sells: c.Sells(), Services: c.Services(), Domestic: true, Lines: 3, Letters: 35})
	bad = append(append(bad, checkParty("from", &s.From)...), checkParty("to", &s.To)...)
	if q.pickup() > q.today+labelsAhead {
		bad = append(bad, fmt.Errorf("ready: labels reach %d days ahead, to %v; it is handed over on %v", labelsAhead, q.today+labelsAhead, q.pickup()))
	}
	return errors.Join(bad...)
}

// checkParty finds what UPS would refuse of an address in the US.
func checkParty(path string, a *carriers.Address) []error {
	var bad []error
	if n := utf8.RuneCountInString(a.City); n > maxCity {
		bad = append(bad, fmt.Errorf("%s.city: %.60q has %d letters, over the %d of UPS", path, a.City, n, maxCity))
	}
	if a.State == "" {
		bad = append(bad, fmt.Errorf("%s.state: UPS needs it", path))
	}
	if a.Phone != "" && live.Phone(a.Phone) == "" {
		bad = append(bad, fmt.Errorf("%s.phone: UPS wants one of ten digits or none, not %.40q", path, a.Phone))
	}
	return bad
}

// codeOf is UPS's code of one of Services.
func codeOf(slug string) (code string) {
	for _, s := range services {
		if s.name == slug {
			code = s.code
		}
	}
	return code
}

// shipping is the body of a ShipmentRequest.
func (q *question) shipping(p *carriers.Purchase) []byte {
	s := q.shipment
	code := codeOf(p.Service)
	shipper := party(&s.From)
	shipper["ShipperNumber"] = q.account
	to := party(&s.To)
	if s.To.Home() {
		to["Address"].(object)["ResidentialAddressIndicator"] = set
	}
	packages := q.packages("Packaging")
	for _, one := range packages {
		one["ReferenceNumber"] = []object{{"Value": p.Key}}
	}
	shipment := object{
		"Shipper": shipper, "ShipFrom": party(&s.From), "ShipTo": to,
		"PaymentInformation":    object{"ShipmentCharge": []object{{"Type": "01", "BillShipper": object{"AccountNumber": q.account}}}},
		"ShipmentRatingOptions": object{"NegotiatedRatesIndicator": "X"},
		"Service":               object{"Code": code},
		"Package":               packages,
		"ShipmentDate":          q.pickupDate(),
	}
	if options := q.options(); len(options) > 0 {
		shipment["ShipmentServiceOptions"] = options
	}
	return live.Encode(object{"ShipmentRequest": object{
		"Request":  object{"RequestOption": "validate", "TransactionReference": object{"CustomerContext": p.Key}},
		"Shipment": shipment,
		"LabelSpecification": object{
			"LabelImageFormat": object{"Code": "ZPL"},
			"LabelStockSize":   object{"Height": "6", "Width": "4"},
		},
	}})
}

// party is an address for a label: the company, or else the person, is its name.
func party(a *carriers.Address) object {
	address := place(a)
	address["AddressLine"] = a.Street
	o := object{"Name": a.Company, "AttentionName": a.Name, "Address": address}
	if a.Company == "" {
		o["Name"] = a.Name
	} else if a.Name == "" {
		delete(o, "AttentionName")
	}
	if a.Phone != "" {
		o["Phone"] = object{"Number": live.Phone(a.Phone)}
	}
	return o
}

// readShipped reads a ShipmentResponse. What is wrong with it is at the root, what
// is wrong with the labels alone at files; it returns what it found.
func readShipped(root, files live.Value, p *carriers.Purchase) carriers.Bought {
	out := carriers.Bought{Key: p.Key, Carrier: name, Service: p.Service}
	results := root.Get("ShipmentResponse").Get("ShipmentResults")
	out.ID = results.Get("ShipmentIdentificationNumber").Text()
	charge := total(results.Get("NegotiatedRateCharges"), "TotalCharge")
	if !charge.Given() {
		charge = total(results.Get("ShipmentCharges"), "TotalCharges")
	}
	currency := carriers.Currency(charge.Get("CurrencyCode").Text())
	if amount := charge.Get("MonetaryValue"); amount.Given() {
		out.Price = carriers.Money{Minor: amount.Minor(currency), Currency: currency}
	}
	if !isNumber(out.ID) {
		results.Fail("has no ShipmentIdentificationNumber such as 1Z…")
	}
	for v := range results.Get("PackageResults").Each() {
		out.Labels = append(out.Labels, readLabel(v, v.Get("ShippingLabel").With(files), "ImageFormat"))
	}
	live.CheckNumbers(results, out.Labels, isNumber)
	if len(out.Labels) != len(p.Shipment.Parcels) {
		results.Fail("has %d labels for %d parcels", len(out.Labels), len(p.Shipment.Parcels))
	}
	return out
}

// readLabel decodes a label and looks whether it is one.
func readLabel(v, image live.Value, format string) carriers.BoughtLabel {
	label := carriers.BoughtLabel{Number: v.Get("TrackingNumber").Text(), Format: carriers.ZPL}
	if code := image.Get(format).Get("Code"); !strings.EqualFold(code.Text(), "ZPL") {
		image.Fail("is %.10q, not ZPL", code.Text())
		return label
	}
	data, err := live.DecodeLabel(carriers.ZPL, image.Get("GraphicImage").Text())
	if err != nil {
		image.Fail("is no label: %v", err)
		return label
	}
	label.Data = data
	return label
}

// isNumber keeps an answer from writing the path of our next request: a number of
// UPS is 1Z and 16 capitals or digits. Ground Saver has others, of 18 to 34 digits.
func isNumber(s string) bool {
	return len(s) >= 11 && len(s) <= 34 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
