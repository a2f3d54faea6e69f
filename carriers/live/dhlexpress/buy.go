package dhlexpress

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

const shipPath = "/shipments"

// Buy is that of carriers.Labeler: one call for all the parcels, after a rating
// that shows that the price is not over Most. DHL would sell again under the same
// key: ask Find first. See the package's comment for what cannot be undone.
func (c *Carrier) Buy(ctx context.Context, p carriers.Purchase) (carriers.Bought, error) {
	nothing := carriers.Bought{Key: p.Key, Carrier: name, Service: p.Service}
	if err := c.checkPurchase(&p); err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	q := c.question(&p.Shipment)
	local, err := c.checkPrice(ctx, &p)
	if err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	request := live.Request{Method: "POST", Path: shipPath, Header: header(p.Key), Body: q.shipping(&p, local), Label: true}
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

// Limits of an address in the MyDHL API 3.3.1.
const (
	maxStreets = 3
	maxStreet  = 45
	maxCity    = 45
	maxPostal  = 12
	maxCompany = 100
	maxPerson  = 255
	maxPhone   = 70
)

// checkPurchase finds what cannot be bought here, before anything is sent.
func (c *Carrier) checkPurchase(p *carriers.Purchase) error {
	bad := live.CheckPurchase(p, &live.Terms{Title: "DHL Express", Sells: c.Sells(), Services: c.Services()})
	s := &p.Shipment
	bad = append(bad, checkAddress("from", &s.From)...)
	bad = append(bad, checkAddress("to", &s.To)...)
	q := c.question(s)
	bad = append(bad, q.checkCustoms()...)
	if n := utf8.RuneCountInString(q.content()); n > maxContent {
		bad = append(bad, fmt.Errorf("parcels: the description of what is in them has %d letters, over the %d of DHL", n, maxContent))
	}
	return errors.Join(bad...)
}

func checkAddress(path string, a *carriers.Address) (bad []error) {
	if a.Phone == "" {
		bad = append(bad, fmt.Errorf("%s.phone: DHL needs one", path))
	}
	if len(a.Street) > maxStreets {
		bad = append(bad, fmt.Errorf("%s.street: %d lines are over the %d of DHL", path, len(a.Street), maxStreets))
	}
	long := func(field, text string, most int) {
		if n := utf8.RuneCountInString(text); n > most {
			bad = append(bad, fmt.Errorf("%s.%s: %.60q has %d letters, over the %d of DHL", path, field, text, n, most))
		}
	}
	for i, line := range a.Street {
		field := fmt.Sprintf("street[%d]", i)
		if line == "" {
			bad = append(bad, fmt.Errorf("%s.%s: is empty", path, field))
		}
		long(field, line, maxStreet)
	}
	long("city", a.City, maxCity)
	long("postal_code", a.PostalCode, maxPostal)
	long("company", a.Company, maxCompany)
	long("name", a.Name, maxPerson)
	if a.Company == "" { // the name stands for it
		long("name", a.Name, maxCompany)
	}
	long("phone", a.Phone, maxPhone)
	return bad
}

// checkPrice asks what it costs now, since DHL tells only when it has sold, and
// returns the product's local code.
func (c *Carrier) checkPrice(ctx context.Context, p *carriers.Purchase) (local string, err error) {
	r := c.rating(&p.Shipment)
	reply, unknown := r.Reply, error(nil)
	r.Reply = func(root live.Value, note string) (carriers.Reply, error) {
		local, unknown = localCode(root.Get("products"), p.Service)
		return reply(root, note)
	}
	if err := c.CheckPrice(ctx, p, r); err != nil {
		return "", err
	}
	return local, unknown
}

// localCode is how the country of origin calls a product, which DHL wants for
// what is domestic.
func localCode(all live.Value, service string) (string, error) {
	for v := range all.Each() {
		v = v.Apart()
		if v.Get("productCode").Is(codeOf(service)) {
			local := v.Get("localProductCode").Text()
			if local != "" && !isNumber(local, 1, 3) {
				return "", fmt.Errorf("%s: %s has the local code %.10q, which is none", name, service, local)
			}
			return local, v.Err()
		}
	}
	return "", fmt.Errorf("%s: no product for %s now", name, service)
}
