package usps

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const (
	reprintPath = "/labels/v3/label-reprint"
	scanPath    = "/scan-forms/v3/scan-form"
)

// Sells is that of carriers.Seller.
func (c *Carrier) Sells() carriers.Sells {
	return carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF, carriers.ZPL}, Singly: true}
}

// Find is that of carriers.Finder: it reprints the label, as PDF. See the package's
// comment for how often USPS does so. A label that was cancelled stays unknown.
func (c *Carrier) Find(ctx context.Context, key string) (carriers.Bought, error) {
	nothing := carriers.Bought{Key: key, Carrier: name}
	if err := carriers.CheckKey(key); err != nil {
		return nothing, err
	}
	// Not Safe: each answer is one of three that there are.
	request := live.Request{Method: "POST", Path: reprintPath, Body: live.Encode(object{"imageInfo": imageInfo(carriers.PDF)}), Label: true}
	answer, err := c.askPaid(ctx, request, key)
	if err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrUnknown, err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		refused := c.Refused("POST "+reprintPath, answer, code, words)
		if answer.Status == 400 && isNotFound(code, words) {
			return nothing, fmt.Errorf("%w: %w", carriers.ErrNotFound, refused)
		}
		return nothing, fmt.Errorf("%w: %w", carriers.ErrUnknown, refused)
	}
	file := root.Apart()
	out := readLabel(root, file, carriers.PDF)
	out.Key = key
	return out, c.Sold("POST "+reprintPath, root, file)
}

// isNotFound tells that a label does not exist from other refusals, by the codes of
// USPS's list of errors and, where the code is another, by its words.
func isNotFound(code, words string) bool {
	switch code {
	case "160185", "160378": // by its number; within 45 days
		return true
	}
	return strings.Contains(words, "Order not found")
}

// Void is that of carriers.Voider: by the ID, which is the tracking number, or
// without one by the key of a purchase whose outcome is unknown. The error of a key
// that USPS does not know matches carriers.ErrNotFound.
func (c *Carrier) Void(ctx context.Context, b carriers.Bought) (carriers.Voided, error) {
	request, key := live.Request{Method: "DELETE", Path: labelPath + "/" + b.ID}, ""
	switch {
	case isNumber(b.ID):
	case b.ID != "":
		return "", fmt.Errorf("id: %.60q is not a tracking number of USPS", b.ID)
	default:
		if err := carriers.CheckKey(b.Key); err != nil {
			return "", fmt.Errorf("there is no id, and as to the %w", err)
		}
		request.Path, key = labelPath, b.Key
	}
	answer, err := c.askPaid(ctx, request, key)
	if err != nil {
		return "", live.Outcome(err)
	}
	root := answer.JSON.Read().Root()
	op := "DELETE " + request.Path
	if !answer.OK() {
		code, words := refusalOf(root)
		refused := c.Refused(op, answer, code, words)
		if answer.Status != 400 {
			return "", refused
		}
		return voidRefused(code, words, refused)
	}
	status := root.Get("status")
	done, pending := status.Is("CANCELED"), status.Is("DISPUTED")
	if number := root.Get("trackingNumber").Digits(); b.ID != "" && number != "" && number != b.ID {
		root.Fail("is about %.40q, not %s", number, b.ID)
	}
	if !done && !pending {
		root.Fail("has the status %.40q of a void, not CANCELED or DISPUTED", status.Text())
	}
	if err := root.Err(); err != nil {
		return "", fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Clean(op, err))
	}
	if pending {
		return carriers.VoidPending, nil // a refund is asked for
	}
	return carriers.VoidDone, nil
}

// voidRefused sorts the refusals of USPS's list of errors.
func voidRefused(code, words string, refused error) (carriers.Voided, error) {
	switch code {
	case "160186": // it is cancelled already
		return carriers.VoidDone, nil
	case "160174", "160184", "160187", "160301": // on a SCAN form; cannot be; a return label; no refund
		return carriers.VoidRefused, nil
	}
	switch {
	case isNotFound(code, words):
		return "", fmt.Errorf("%w: %w", carriers.ErrNotFound, refused)
	case strings.Contains(words, "already been submitted"):
		return carriers.VoidPending, nil
	case strings.Contains(words, "already canceled"):
		return carriers.VoidDone, nil
	case strings.Contains(words, "refund request for this order cannot be submitted"), strings.Contains(words, "cannot be canceled"):
		return carriers.VoidRefused, nil
	}
	return "", refused
}

// ManifestOf is "usps" for every label.
func (c *Carrier) ManifestOf(*carriers.Bought) string { return name }

// Manifest is that of carriers.Manifester: a SCAN form for the day of the collection,
// or today, at the ZIP Code of the sender. A form that was made before is refused,
// since USPS does not give it again.
func (c *Carrier) Manifest(ctx context.Context, of carriers.Collection) (carriers.Manifest, error) {
	numbers, err := live.CollectedNumbers(&of, isNumber)
	if err == nil {
		err = checkSender(&of.From)
	}
	if err != nil {
		return carriers.Manifest{}, fmt.Errorf("%w: %s: %w", carriers.ErrNotBought, name, err)
	}
	body := live.Encode(object{
		"imageInfo":   object{"imageType": "PDF", "labelType": "8.5X11LABEL"},
		"mailingDate": max(of.Day, c.Today(&of.From)).String(), "overwriteMailingDate": true,
		"entryFacilityZIPCode": zip5(&of.From), "destinationEntryFacilityType": "NONE",
		"shipment": object{"trackingNumbers": numbers}, "fromAddress": party(&of.From),
	})
	request := live.Request{Method: "POST", Path: scanPath, Body: body, Label: true, Header: map[string][]string{"Accept": {vendorJSON}}}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return carriers.Manifest{}, live.Outcome(err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return carriers.Manifest{}, live.Outcome(c.Refused("POST "+scanPath, answer, code, words))
	}
	m := readForm(root, numbers)
	if err := root.Err(); err != nil {
		return carriers.Manifest{}, live.Outcome(c.Clean("POST "+scanPath, err))
	}
	return m, nil
}

// checkSender finds what of the sender is not for a SCAN form.
func checkSender(from *carriers.Address) error {
	bad := append(live.CheckLines(&carriers.Shipment{From: *from}, "USPS", maxLines, maxLine), checkEnd("from", from))
	if from.Name+from.Company == "" || len(from.Street) == 0 || from.City == "" || len(from.PostalCode) < 5 {
		bad = append(bad, errors.New("from: a SCAN form needs a name or a company, a street, a city and a ZIP Code"))
	}
	return errors.Join(bad...)
}

// readForm reads a SCAN form that was made of some numbers.
func readForm(root live.Value, numbers []string) carriers.Manifest {
	m := carriers.Manifest{ID: root.Get("manifestNumber").Digits()}
	for v := range root.Get("trackingNumbers").Each() {
		m.Numbers = append(m.Numbers, v.Digits())
	}
	live.CheckManifest(root, &m, numbers)
	data, err := live.DecodeLabel(carriers.PDF, root.Get("SCANFormImage").Text())
	if err != nil {
		root.Fail("has a SCANFormImage that is no form: %v", err)
	}
	m.PDF = data
	return m
}
