package dhlexpress

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const (
	trackPath = "/tracking"
	maxBack   = 30 // days to the purchase that Find looks for
)

// Sells is that of carriers.Seller.
func (c *Carrier) Sells() carriers.Sells {
	return carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF, carriers.ZPL}}
}

// Find is that of carriers.Finder, by tracking the reference, for what was bought
// in the last 30 days. See the package's comment for what it cannot tell.
func (c *Carrier) Find(ctx context.Context, key string) (carriers.Bought, error) {
	out := carriers.Bought{Key: key, Carrier: name}
	if err := carriers.CheckKey(key); err != nil {
		return out, err
	}
	today := carriers.DateOf(c.Now())
	request := live.Request{Method: "GET", Path: trackPath, Header: header(""), Safe: true, Query: url.Values{
		"shipmentReference":     {key},
		"shipmentReferenceType": {"CU"},
		"shipperAccountNumber":  {c.account},
		"dateRangeFrom":         {(today - maxBack).String()},
		"dateRangeTo":           {(today + maxAhead).String()},
		"trackingView":          {"all-checkpoints"},
		"levelOfDetail":         {"all"},
	}}
	c.Forget(request)
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return out, fmt.Errorf("%w: %w", carriers.ErrUnknown, err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() { // a 404 too: a shipment that was made just now is not shown yet
		code, words := refusalOf(root)
		return out, fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Refused("GET "+trackPath, answer, code, words))
	}
	out, err = readFound(root, key)
	if err != nil {
		return out, fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Clean("GET "+trackPath, err))
	}
	return out, nil
}

// readFound reads the one shipment that has the key as its reference.
func readFound(root live.Value, key string) (carriers.Bought, error) {
	out := carriers.Bought{Key: key, Carrier: name}
	var found live.Value
	var numbers []string
	for v := range root.Get("shipments").Each() {
		if v.Get("status").Is("Success") && hasReference(v, key) {
			found = v
			numbers = append(numbers, live.Line(v.Get("shipmentTrackingNumber").Digits()))
		}
	}
	switch {
	case root.Err() != nil:
		return out, root.Err()
	case len(numbers) == 0:
		return out, errors.New("DHL shows no shipment of this reference, which does not mean that there is none")
	case len(numbers) > 1:
		return out, fmt.Errorf("DHL shows %d shipments of this reference: %s", len(numbers), strings.Join(numbers[:min(len(numbers), 10)], ", "))
	}
	if out.ID = numbers[0]; !isNumber(out.ID, shortest, longest) {
		found.Fail("has no shipmentTrackingNumber")
		out.ID = ""
		return out, root.Err()
	}
	if p, known := productOf(found.Get("productCode").Text()); known {
		out.Service = p.name
	}
	for piece := range found.Get("pieces").Each() {
		out.Labels = append(out.Labels, carriers.BoughtLabel{Number: piece.Get("trackingNumber").Digits()})
	}
	if checkNumbers(found, out.Labels); len(out.Labels) == 0 {
		found.Fail("is the shipment %s, without its pieces", out.ID)
	}
	return out, root.Err()
}

// hasReference reports whether a shipment that was asked for by its reference has
// it. One that shows none is taken at DHL's word.
func hasReference(v live.Value, key string) bool {
	references := v.Get("shipperReferences")
	for r := range references.Each() {
		if r.Get("value").Is(key) {
			return true
		}
	}
	return !references.Given()
}
