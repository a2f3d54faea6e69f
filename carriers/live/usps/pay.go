package usps

import (
	"context"
	"errors"
	"time"

	"github.com/shiprate/shiprate/carriers/live"
)

const (
	paymentPath = "/payments/v3/payment-authorization"
	paymentLife = 7 * time.Hour // USPS says eight
)

// vendorJSON is the media type of labels inside JSON. Without it USPS answers in
// several parts.
const vendorJSON = "application/vnd.usps.labels+json"

var errNoAccount = errors.New("account, crid and mid: all three are needed to buy labels")

// pay returns the token, which is a secret, and asks for it when there is none. It
// costs nothing; those who ask at a time share an answer.
func (c *Carrier) pay(ctx context.Context) (string, error) {
	if c.config.Account == "" {
		return "", &live.Error{Carrier: name, Kind: live.ErrConfig, Detail: errNoAccount.Error()}
	}
	if token := c.payment.Get(c.Now()); token != "" {
		return token, nil
	}
	answer, err := c.Ask(ctx, live.Request{Method: "POST", Path: paymentPath, Body: c.roles(), Safe: true, Token: true})
	if err != nil {
		return "", err
	}
	root := answer.JSON.Read().Root()
	if !answer.OK() {
		code, words := refusalOf(root)
		return "", c.Refused("POST "+paymentPath, answer, code, words)
	}
	token := root.Get("paymentAuthorizationToken").Text()
	if len(token) < 6 || len(token) > 16<<10 || !isHeader(token) {
		root.Fail("has no paymentAuthorizationToken: %s", live.Line(root.Get("body").Text()))
	}
	if err := root.Err(); err != nil {
		return "", c.Clean("POST "+paymentPath, err)
	}
	c.Hide(token)
	c.payment.Set(token, c.Now().Add(paymentLife))
	return token, nil
}

// Login gets a token now, and of an account that buys labels the one that says who
// pays, to see whether the keys and the numbers are right. It costs nothing.
func (c *Carrier) Login(ctx context.Context) error {
	err := c.Client.Login(ctx)
	if err == nil && c.config.Account != "" {
		_, err = c.pay(ctx)
	}
	return err
}

func isHeader(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// roles says who pays, whose numbers the labels get and whose prices count.
func (c *Carrier) roles() []byte {
	payer := object{"roleName": "PAYER", "CRID": c.config.CRID, "MID": c.config.MID, "manifestMID": c.config.ManifestMID, "accountType": "EPS", "accountNumber": c.config.Account}
	owner := object{"roleName": "LABEL_OWNER", "CRID": c.config.CRID, "MID": c.config.MID, "manifestMID": c.config.ManifestMID}
	list := []object{payer, owner}
	if c.config.Contract {
		list = append(list, object{"roleName": "RATE_HOLDER", "CRID": c.config.CRID, "accountType": "EPS", "accountNumber": c.config.Account})
	}
	return live.Encode(object{"roles": list})
}

// askPaid sends a request that names who pays, and the key of a purchase if one is
// given. After a 401 the next request gets another token.
func (c *Carrier) askPaid(ctx context.Context, r live.Request, key string) (live.Answer, error) {
	token, err := c.pay(ctx)
	if err != nil {
		return live.Answer{}, unsent(err)
	}
	r.Header = map[string][]string{"X-Payment-Authorization-Token": {token}, "Accept": {vendorJSON}}
	if key != "" {
		r.Header["X-Idempotency-Key"] = []string{c.uuid(key)}
	}
	answer, err := c.Ask(ctx, r)
	if errors.Is(err, live.ErrLogin) {
		c.payment.Set("", time.Time{})
	}
	return answer, err
}

// unsent marks an error of the authorization: what it was for was not sent.
func unsent(err error) error {
	var e *live.Error
	if errors.As(err, &e) {
		copied := *e
		copied.Sent = false
		return &copied
	}
	return err
}
