package usps

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const (
	labelPath   = "/labels/v3/label"
	labelsAhead = 7 // days to the mailing, of the Labels API

	maxLines, maxLine, maxCity = 2, 50, 28 // of an address, and letters of them
)

// Buy is that of carriers.Labeler, for a shipment of one parcel, after a rating that
// shows that the price is not over Most. To buy again under the same key is safe while
// the request stays the same, with its day of mailing: USPS gives the same label.
func (c *Carrier) Buy(ctx context.Context, p carriers.Purchase) (carriers.Bought, error) {
	nothing := carriers.Bought{Key: p.Key, Carrier: name, Service: p.Service}
	if err := c.checkPurchase(&p); err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	choice, err := c.checkPrice(ctx, &p)
	if err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	q := c.question(&p.Shipment)
	answer, err := c.askPaid(ctx, live.Request{Method: "POST", Path: labelPath, Body: q.label(&p, &choice), Label: true}, p.Key)
	if err != nil {
		return nothing, live.Outcome(err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		refused := fmt.Errorf("%w: %w", carriers.ErrNotBought, c.Refused("POST "+labelPath, answer, code, words))
		if answer.Status == 409 || strings.Contains(strings.ToLower(words), "idempoten") {
			refused = fmt.Errorf("%w: %w", refused, carriers.ErrConflict)
		}
		return nothing, refused
	}
	file := root.Apart()
	bought := readLabel(root, file, p.Format)
	bought.Key, bought.Service = p.Key, p.Service
	return bought, c.Sold("POST "+labelPath, root, file)
}

// uuid makes USPS's key of ours: a UUID of the fourth version in shape, since USPS
// asks for a random one, and the same for the same key of the same business.
func (c *Carrier) uuid(key string) string {
	h := sha256.Sum256([]byte("shiprate usps label\x00" + c.config.CRID + "\x00" + key))
	h[6], h[8] = h[6]&0x0f|0x40, h[8]&0x3f|0x80
	s := hex.EncodeToString(h[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// checkPurchase finds what cannot be bought here, before anything is sent.
func (c *Carrier) checkPurchase(p *carriers.Purchase) error {
	s, q := &p.Shipment, c.question(&p.Shipment)
	bad := live.CheckPurchase(p, &live.Terms{Title: "USPS", Sells: c.Sells(), Services: c.Services(), Lines: maxLines, Letters: maxLine})
	bad = append(bad, checkEnd("from", &s.From), checkEnd("to", &s.To))
	if c.config.Account == "" {
		bad = append(bad, errNoAccount)
	}
	if _, reason := q.refusal(); reason != "" {
		bad = append(bad, errors.New(reason))
	}
	if q.mailed() > q.today+labelsAhead {
		bad = append(bad, fmt.Errorf("ready: labels reach %d days ahead, to %v; it is mailed on %v", labelsAhead, q.today+labelsAhead, q.mailed()))
	}
	return errors.Join(bad...)
}

func indexOf(slug string) int {
	return slices.IndexFunc(services[:], func(s service) bool { return s.name == slug })
}

// checkEnd finds what else of an address is not for a label of USPS.
func checkEnd(path string, a *carriers.Address) error {
	var bad []error
	if len(a.State) != 2 {
		bad = append(bad, fmt.Errorf("%s.state: a label needs one of two letters, not %.20q", path, a.State))
	}
	if n := utf8.RuneCountInString(a.City); n > maxCity {
		bad = append(bad, fmt.Errorf("%s.city: has %d letters, over the %d of USPS", path, n, maxCity))
	}
	if needsCustoms(a) {
		bad = append(bad, fmt.Errorf("%s.postal_code: labels for %s may need a customs form, and are not bought here", path, a.PostalCode))
	}
	return errors.Join(bad...)
}

// needsCustoms reports whether a ZIP Code is of a military address, or of an island
// with customs of its own: the Virgin Islands, American Samoa, Guam and those around.
func needsCustoms(a *carriers.Address) bool {
	if a.Country != "US" || len(a.PostalCode) < 5 {
		return false // that is refused elsewhere
	}
	switch a.PostalCode[:3] {
	case "008", "340", "962", "963", "964", "965", "966", "969":
		return true
	}
	return a.PostalCode[:2] == "09" || a.PostalCode[:5] == "96799"
}

// checkPrice asks anew what it costs, and what a label must say to cost that: the
// Labels API tells only when it has sold.
func (c *Carrier) checkPrice(ctx context.Context, p *carriers.Purchase) (choice, error) {
	q := c.question(&p.Shipment)
	requests, _ := q.requests()
	for _, r := range requests {
		c.Forget(r)
	}
	reply, read, err := c.quote(ctx, &p.Shipment)
	if err != nil {
		return choice{}, err
	}
	if err := live.Affordable(name, reply, p); err != nil {
		return choice{}, err
	}
	return read[0].of[indexOf(p.Service)].buy, nil // there is a price, and so an offer
}

// imageInfo asks for a label of 4 by 6 inches.
func imageInfo(format carriers.LabelFormat) object {
	kind := "PDF"
	if format == carriers.ZPL {
		kind = "ZPL203DPI"
	}
	return object{"imageType": kind, "labelType": "4X6LABEL"}
}

// label is the body of a request for a label of the one parcel.
func (q *question) label(p *carriers.Purchase, c *choice) []byte {
	s := &p.Shipment
	image := imageInfo(p.Format)
	image["receiptOption"] = "NONE"
	parcel := measures(&s.Parcels[0])
	parcel["weightUOM"], parcel["dimensionsUOM"] = "lb", "in"
	parcel["mailClass"] = services[indexOf(p.Service)].class
	parcel["processingCategory"], parcel["rateIndicator"] = c.category, c.indicator
	parcel["destinationEntryFacilityType"] = "NONE"
	parcel["mailingDate"] = q.mailed().String()
	parcel["extraServices"] = append([]int{}, c.extras...)
	if value := s.InsuredPerParcel(); slices.ContainsFunc(c.extras, func(id int) bool { return id == 925 || id == 930 || id == 931 }) {
		parcel["packageOptions"] = object{"packageValue": json.Number(value.Amount())}
	}
	return live.Encode(object{"imageInfo": image, "fromAddress": party(&s.From), "toAddress": party(&s.To), "packageDescription": parcel})
}

// party is an address for a label. USPS wants a first and a last name, or a firm: a
// name of one word is a firm where there is none. Phones are not sent.
func party(a *carriers.Address) object {
	o := object{"streetAddress": a.Street[0], "city": a.City, "state": a.State, "ZIPCode": zip5(a), "ignoreBadAddress": false}
	if len(a.Street) > 1 {
		o["secondaryAddress"] = a.Street[1]
	}
	if len(a.PostalCode) == len("94105-1234") {
		o["ZIPPlus4"] = a.PostalCode[6:]
	}
	if a.Company != "" {
		o["firm"] = a.Company
	}
	switch words := strings.Fields(a.Name); {
	case len(words) > 1:
		o["firstName"], o["lastName"] = strings.Join(words[:len(words)-1], " "), words[len(words)-1]
	case len(words) == 1 && a.Company == "":
		o["firm"] = words[0]
	case len(words) == 1:
		o["firstName"] = words[0]
	}
	return o
}

// readLabel reads a label that was made, or made again. What is wrong is at the root,
// what is wrong with the file alone at file.
func readLabel(root, file live.Value, format carriers.LabelFormat) carriers.Bought {
	meta := root.Get("labelMetadata")
	if !meta.Given() {
		meta = root // that of a new label stands outermost
	}
	number := meta.Get("trackingNumber").Digits()
	out := carriers.Bought{Carrier: name, ID: number, Labels: []carriers.BoughtLabel{{Number: number, Format: format}}}
	if !isNumber(number) {
		meta.Fail("has the tracking number %.40q, which is none", number)
		out.ID, out.Labels = "", nil
		return out
	}
	if postage := meta.Get("postage"); postage.Given() {
		out.Price = carriers.Money{Minor: readPrice(postage), Currency: usd}
		for _, key := range []string{"fees", "extraServices"} {
			for line := range meta.Get(key).Each() {
				out.Price.Minor += readPrice(line.Get("price"))
			}
		}
	}
	image := file.Get("labelImage")
	data, err := live.DecodeLabel(format, image.Text())
	if err != nil {
		file.Fail("has a labelImage that is no label: %v", err)
		return out
	}
	out.Labels[0].Data = data
	return out
}

// isNumber keeps an answer from writing the path of our next request: a number of
// USPS is of 20 to 34 digits, or 13 capitals and digits.
func isNumber(s string) bool {
	return len(s) >= 13 && len(s) <= 34 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
