package easypost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// Buy is that of carriers.Labeler, for a shipment of one parcel within a country.
func (c *Carrier) Buy(ctx context.Context, p carriers.Purchase) (carriers.Bought, error) {
	nothing := carriers.Bought{Key: p.Key, Carrier: name, Service: p.Service}
	if err := c.checkPurchase(&p); err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	found, err := c.shipment(ctx, &p)
	if err != nil {
		return nothing, err
	}
	if found.bought() {
		return c.boughtBefore(ctx, &p, found)
	}
	chosen, err := found.choose(&p)
	if err != nil {
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, c.Clean("buy", err))
	}
	body, _ := json.Marshal(map[string]any{"rate": map[string]string{"id": chosen}}) // two texts
	request := live.Request{Method: "POST", Path: "/v2/shipments/" + found.id + "/buy", Body: body}
	nothing.ID = found.id
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return nothing, live.Outcome(err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		switch kind := outcomeOf(answer.Status, code); {
		case errors.Is(kind, errExists):
			return c.Find(ctx, p.Key)
		default:
			return nothing, fmt.Errorf("%w: %w", kind, c.Refused("POST "+request.Path, answer, code, words))
		}
	}
	sold := readShipment(root)
	if err := sold.err(); err != nil || !sold.bought() || sold.id != found.id || sold.service != p.Service {
		if err == nil {
			err = &live.Error{Kind: live.ErrAnswer, Detail: "it does not say that this shipment was bought at this service"}
		}
		return nothing, fmt.Errorf("%w: %w", carriers.ErrUnknown, c.Clean("POST "+request.Path, err))
	}
	return c.withLabel(ctx, p.Key, p.Format, sold)
}

var errExists = errors.New("it is bought already")

// outcomeOf tells a refusal from what is unknown. A carrier that timed out
// behind EasyPost may still have sold the label.
func outcomeOf(status int, code string) error {
	switch code {
	case "SHIPMENT.POSTAGE.EXISTS":
		return errExists
	case "SHIPMENT.POSTAGE.TIMED_OUT", "SHIPMENT.POSTAGE.NO_RESPONSE", "SHIPMENT.PURCHASE.IN_PROGRESS":
		return carriers.ErrUnknown
	}
	if status == 409 {
		return carriers.ErrUnknown // a conflict is with another purchase of it
	}
	return carriers.ErrNotBought
}

// checkPurchase finds what cannot be bought here, before anything is sent.
func (c *Carrier) checkPurchase(p *carriers.Purchase) error {
	s := &p.Shipment
	bad := live.CheckPurchase(p, &live.Terms{Title: "EasyPost", Sells: c.Sells(), Domestic: true, Returns: true})
	q := question{shipment: s, today: c.Today(&s.From)}
	if _, reason := q.refusal(); reason != "" {
		bad = append(bad, errors.New(reason))
	}
	return errors.Join(bad...)
}

// shipment finds the EasyPost shipment of the key, with fresh prices, or makes
// it. It costs nothing. Its error matches carriers.ErrNotBought: what was bought
// before is found, or nothing was.
func (c *Carrier) shipment(ctx context.Context, p *carriers.Purchase) (shipment, error) {
	found, err := c.lookup(ctx, p.Key)
	if err != nil {
		if errors.Is(err, carriers.ErrNotFound) {
			return c.create(ctx, p)
		}
		return shipment{}, fmt.Errorf("%w: it cannot be seen whether it was bought before: %w", carriers.ErrNotBought, err)
	}
	if found.bought() {
		return found, nil
	}
	if want := strings.ReplaceAll(p.Shipment.To.PostalCode, " ", ""); !strings.HasPrefix(strings.ReplaceAll(found.zip, " ", ""), want[:min(len(want), 5)]) {
		return shipment{}, fmt.Errorf("%w: %w: %s is a shipment to %s", carriers.ErrNotBought, carriers.ErrConflict, p.Key, found.zip)
	}
	answer, err := c.Ask(ctx, live.Request{Method: "POST", Path: "/v2/shipments/" + found.id + "/rerate", Safe: true})
	if err == nil && !answer.OK() {
		code, words := refusalOf(answer.JSON.Read().Root())
		err = c.Refused("POST /v2/shipments/"+found.id+"/rerate", answer, code, words)
	}
	if err != nil {
		return shipment{}, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	found.rates = answer.JSON.Read().Root().Get("rates")
	return found, nil
}

func (c *Carrier) create(ctx context.Context, p *carriers.Purchase) (shipment, error) {
	q := question{shipment: &p.Shipment, accounts: c.config.Accounts, today: c.Today(&p.Shipment.From)}
	s := q.shipmentJSON(0)
	s.Reference, s.From, s.To = p.Key, whole(&p.Shipment.From), whole(&p.Shipment.To)
	s.To.Residential = &p.Shipment.To.Residential
	s.Options.LabelFormat, s.Options.LabelSize = strings.ToUpper(string(p.Format)), "4x6"
	// Not Safe: a second try could make a second shipment of the same reference.
	request := live.Request{Method: "POST", Path: "/v2/shipments", Body: encode(s)}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return shipment{}, fmt.Errorf("%w: %w", carriers.ErrNotBought, err)
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return shipment{}, fmt.Errorf("%w: %w", carriers.ErrNotBought, c.Refused("POST "+request.Path, answer, code, words))
	}
	made := readShipment(root)
	if err := made.err(); err != nil {
		return shipment{}, fmt.Errorf("%w: %w", carriers.ErrNotBought, c.Clean("POST "+request.Path, err))
	}
	return made, nil
}

// lookup asks for the shipment of a key. The error matches carriers.ErrNotFound
// when there is none.
func (c *Carrier) lookup(ctx context.Context, key string) (shipment, error) {
	if err := carriers.CheckKey(key); err != nil {
		return shipment{}, err
	}
	request := live.Request{Method: "GET", Path: "/v2/shipments/" + key, Safe: true}
	c.Forget(request)
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return shipment{}, err
	}
	root := answer.JSON.Read().Root()
	if answer.Status == 404 {
		return shipment{}, fmt.Errorf("%s: %w", name, carriers.ErrNotFound)
	}
	if !answer.OK() {
		code, words := refusalOf(root)
		return shipment{}, c.Refused("GET "+request.Path, answer, code, words)
	}
	found := readShipment(root)
	if found.reference != key {
		root.Fail("is the shipment of another reference")
	}
	if err := found.err(); err != nil {
		return shipment{}, c.Clean("GET "+request.Path, err)
	}
	return found, nil
}

// boughtBefore is the answer to a Buy whose key was used: the same purchase, or
// a conflict.
func (c *Carrier) boughtBefore(ctx context.Context, p *carriers.Purchase, found shipment) (carriers.Bought, error) {
	if found.service != p.Service {
		return carriers.Bought{Key: p.Key, Carrier: name, Service: found.service, ID: found.id},
			fmt.Errorf("%w: %w: under %s a label of %s is bought, not of %s", carriers.ErrNotBought, carriers.ErrConflict, p.Key, found.service, p.Service)
	}
	return c.withLabel(ctx, p.Key, p.Format, found)
}

// Find is that of carriers.Finder, with the label.
func (c *Carrier) Find(ctx context.Context, key string) (carriers.Bought, error) {
	nothing := carriers.Bought{Key: key, Carrier: name}
	found, err := c.lookup(ctx, key)
	switch {
	case errors.Is(err, carriers.ErrNotFound):
		return nothing, err
	case err != nil:
		return nothing, fmt.Errorf("%w: %w", carriers.ErrUnknown, err)
	case !found.bought():
		return nothing, fmt.Errorf("%s: %w: the shipment is made, and not bought", name, carriers.ErrNotFound)
	}
	return c.withLabel(ctx, key, "", found)
}

// withLabel fetches the file of what is bought, in a format or in the one that
// it was bought in. Without the file it is bought with all but that: Find may bring
// it later.
func (c *Carrier) withLabel(ctx context.Context, key string, format carriers.LabelFormat, s shipment) (carriers.Bought, error) {
	out := carriers.Bought{Key: key, Carrier: name, Service: s.service, ID: s.id, Price: s.price}
	if format == "" {
		format = s.format()
	}
	out.Labels = []carriers.BoughtLabel{{Number: s.number, Format: format}}
	address := s.urls[format]
	if address == "" {
		converted, err := c.convert(ctx, s.id, format)
		if err != nil {
			return out, fmt.Errorf("%w: %w", carriers.ErrNoLabel, err)
		}
		address = converted
	}
	data, err := c.Fetch(ctx, address)
	if err == nil {
		err = live.CheckLabel(format, data)
	}
	if err != nil {
		return out, fmt.Errorf("%w: %w", carriers.ErrNoLabel, err)
	}
	out.Labels[0].Data = data
	return out, nil
}

// convert asks EasyPost for the label in another format.
func (c *Carrier) convert(ctx context.Context, id string, format carriers.LabelFormat) (string, error) {
	request := live.Request{Method: "GET", Path: "/v2/shipments/" + id + "/label", Query: map[string][]string{"file_format": {strings.ToUpper(string(format))}}, Safe: true}
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return "", err
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return "", c.Refused("GET "+request.Path, answer, code, words)
	}
	s := readShipment(root)
	if s.urls[format] == "" {
		root.Fail("has no label as %s", format)
	}
	return s.urls[format], s.err()
}
