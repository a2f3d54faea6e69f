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

const formPath = "/v2/scan_forms"

// ManifestOf is the carrier behind EasyPost that the label is of: "usps".
func (c *Carrier) ManifestOf(b *carriers.Bought) string {
	for i, s := range c.services {
		if s.Service == b.Service {
			carrier, _, _ := strings.Cut(c.config.Services[i], "/")
			return live.Slug(carrier)
		}
	}
	return name // it is not quoted any more: EasyPost may know
}

// Manifest is that of carriers.Manifester: a scan form. EasyPost puts a shipment on
// one form alone; the form that it refuses to make again is found by the first
// shipment.
func (c *Carrier) Manifest(ctx context.Context, of carriers.Collection) (carriers.Manifest, error) {
	numbers, err := live.CollectedNumbers(&of, func(number string) bool { return number != "" && len(number) <= 60 })
	var ids []map[string]string
	for _, b := range of.Bought {
		if !isID(b.ID) {
			err = fmt.Errorf("id: %.60q is not that of an EasyPost shipment", b.ID)
		}
		ids = append(ids, map[string]string{"id": b.ID})
	}
	if err != nil {
		return carriers.Manifest{}, fmt.Errorf("%w: %s: %w", carriers.ErrNotBought, name, err)
	}
	body, _ := json.Marshal(map[string]any{"shipments": ids}) // texts alone
	m, err := c.form(ctx, live.Request{Method: "POST", Path: formPath, Body: body}, numbers)
	if errors.Is(err, live.ErrRefused) {
		if made, again := c.formOf(ctx, of.Bought[0].ID, numbers); again == nil {
			return made, nil
		}
	}
	if errors.Is(err, carriers.ErrUnknown) {
		return m, err
	}
	return m, live.Outcome(err)
}

// formOf finds the form that a shipment is on.
func (c *Carrier) formOf(ctx context.Context, id string, numbers []string) (carriers.Manifest, error) {
	request := live.Request{Method: "GET", Path: "/v2/shipments/" + id, Safe: true}
	c.Forget(request)
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return carriers.Manifest{}, err
	}
	form := answer.JSON.Read().Root().Get("scan_form").Get("id").Text()
	if !answer.OK() || !isID(form) {
		return carriers.Manifest{}, fmt.Errorf("%s: %w: the shipment %s is on no form", name, carriers.ErrNotFound, id)
	}
	request = live.Request{Method: "GET", Path: formPath + "/" + form, Safe: true}
	c.Forget(request)
	return c.form(ctx, request, numbers)
}

// form asks for a form, and gets its document. One that is not done yet is an error
// that leaves it open; asked again, it is found.
func (c *Carrier) form(ctx context.Context, request live.Request, numbers []string) (carriers.Manifest, error) {
	op := request.Method + " " + request.Path
	answer, err := c.Ask(ctx, request)
	if err != nil {
		return carriers.Manifest{}, err
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return carriers.Manifest{}, c.Refused(op, answer, code, words)
	}
	m := carriers.Manifest{ID: root.Get("id").Text()}
	switch status := root.Get("status"); {
	case status.Is("failed"):
		return m, c.Refused(op, answer, "failed", root.Get("message").Line())
	case !status.Is("created"):
		root.Fail("has the form %.60s, which is not done: %.40q", m.ID, status.Text())
	}
	for v := range root.Get("tracking_codes").Each() {
		m.Numbers = append(m.Numbers, v.Text())
	}
	live.CheckManifest(root, &m, numbers)
	address := root.Get("form_url").Text()
	if err := root.Err(); err != nil {
		return m, c.Clean(op, err)
	}
	if m.PDF, err = c.Fetch(ctx, address); err == nil {
		err = live.CheckLabel(carriers.PDF, m.PDF)
	}
	if err != nil { // the form is made
		return m, fmt.Errorf("%w: the form %s is made, and its document did not come: %w", carriers.ErrUnknown, m.ID, err)
	}
	return m, nil
}
