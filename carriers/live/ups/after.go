package ups

import (
	"context"
	"fmt"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// Sells is that of carriers.Seller.
func (c *Carrier) Sells() carriers.Sells {
	return carriers.Sells{Formats: []carriers.LabelFormat{carriers.ZPL}}
}

// Find is that of carriers.Finder, by Label Recovery. See the package's comment
// for what it cannot tell.
func (c *Carrier) Find(ctx context.Context, key string) (carriers.Bought, error) {
	out := carriers.Bought{Key: key, Carrier: name}
	if err := carriers.CheckKey(key); err != nil {
		return out, err
	}
	body := live.Encode(object{"LabelRecoveryRequest": object{
		"Request":            object{"TransactionReference": object{"CustomerContext": key}},
		"LabelSpecification": object{"LabelImageFormat": object{"Code": "ZPL"}, "LabelStockSize": object{"Height": "6", "Width": "4"}},
		"Translate":          object{"LanguageCode": "eng", "DialectCode": "US", "Code": "01"},
		"ReferenceValues":    object{"ReferenceNumber": object{"Value": key}, "ShipperNumber": c.account},
	}})
	request := live.Request{Method: "POST", Path: recoveryPath, Body: body, Safe: true, Label: true}
	c.Forget(request)
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return out, fmt.Errorf("%w: %w", carriers.ErrUnknown, err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return out, fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Refused("POST "+recoveryPath, answer, code, words))
	}
	response, files := root.Get("LabelRecoveryResponse"), root.Apart()
	out.ID = response.Get("ShipmentIdentificationNumber").Text()
	for v := range response.Get("LabelResults").Each() {
		out.Labels = append(out.Labels, readLabel(v, v.Get("LabelImage").With(files), "LabelImageFormat"))
	}
	if live.CheckNumbers(response, out.Labels, isNumber); len(out.Labels) == 0 || !isNumber(out.ID) {
		response.Fail("has no labels or no shipment")
	}
	return out, c.Sold("POST "+recoveryPath, root, files)
}

// Void is that of carriers.Voider, for all the parcels of the shipment.
func (c *Carrier) Void(ctx context.Context, b carriers.Bought) (carriers.Voided, error) {
	if !isNumber(b.ID) {
		return "", fmt.Errorf("id: %.60q is not a UPS shipment such as 1Z…", b.ID)
	}
	request := live.Request{Method: "DELETE", Path: voidPath + b.ID}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return "", live.Outcome(err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		if code == "190102" { // recorded: no shipment found within the allowed void period
			return carriers.VoidRefused, nil
		}
		return "", c.Refused("DELETE "+request.Path, answer, code, words)
	}
	status := root.Get("VoidShipmentResponse").Get("SummaryResult").Get("Status").Get("Code")
	done := status.Is("1")
	if err := root.Err(); err != nil || !status.Given() {
		if err == nil {
			err = &live.Error{Kind: live.ErrAnswer, Detail: "it has no status of the void"}
		}
		return "", fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Clean("DELETE "+request.Path, err))
	}
	if !done {
		return carriers.VoidRefused, nil
	}
	return carriers.VoidDone, nil
}
