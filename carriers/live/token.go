package live

import (
	"context"
	"encoding/base64"
	"errors"
	"net/url"
	"sync"
	"time"
)

// A Login is how a token is got with OAuth's client credentials.
type Login struct {
	Path   string // "/security/v1/oauth/token"
	ID     string // the client's ID
	Secret string
	// InForm puts the ID and the secret into the form instead of the header.
	InForm bool
	// Form has what else the carrier wants in it. May be nil.
	Form url.Values
}

func (l *Login) basic() string {
	return base64.StdEncoding.EncodeToString([]byte(l.ID + ":" + l.Secret))
}

func (l *Login) request() (r Request, authorization string) {
	form := url.Values{"grant_type": {"client_credentials"}}
	for k, v := range l.Form {
		form[k] = v
	}
	if l.InForm {
		form.Set("client_id", l.ID)
		form.Set("client_secret", l.Secret)
	} else {
		authorization = "Basic " + l.basic()
	}
	return Request{Method: "POST", Path: l.Path, Body: []byte(form.Encode()), Safe: true, Form: true, Token: true}, authorization
}

// A Token is kept while it lasts. The zero Token is none.
type Token struct {
	mu      sync.Mutex
	value   string // the header
	expires time.Time
}

// spare is how long before its end a token is not used any more.
const spare = time.Minute

// Get returns the token, or an empty text when there is none any more.
func (t *Token) Get(now time.Time) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !now.Before(t.expires) {
		return ""
	}
	return t.value
}

// Set keeps a token until it expires.
func (t *Token) Set(value string, expires time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.value, t.expires = value, expires
}

// drop forgets the token, and reports whether there was one.
func (t *Token) drop() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	had := t.value != ""
	t.value, t.expires = "", time.Time{}
	return had
}

// authorization is the header: the fixed one, or that of a token. However many
// callers want a token at once, one asks for it.
func (c *Client) authorization(ctx context.Context) (string, error) {
	if c.config.Login == nil {
		return c.config.Authorization, nil
	}
	if token := c.token.Get(c.config.Clock()); token != "" {
		return token, nil
	}
	ch := c.flights.DoChan("login", func() (token any, err error) {
		defer c.recover(&err)
		ctx, cancel := c.detached(ctx)
		defer cancel()
		return c.login(ctx)
	})
	select {
	case <-ctx.Done():
		return "", c.fail(&Error{Op: "POST " + c.config.Login.Path, Kind: ErrTimeout, Cause: contextError(ctx.Err())})
	case result := <-ch:
		if result.Err != nil {
			return "", result.Err
		}
		return result.Val.(string), nil
	}
}

func (c *Client) login(ctx context.Context) (string, error) {
	r, authorization := c.config.Login.request()
	target := *c.root
	target.Path = c.config.Login.Path
	status, body, err := c.once(ctx, &r, &target, authorization)
	if err != nil {
		return "", unsent(err)
	}
	doc, err := ParseDocument(body)
	if err != nil {
		return "", unsent(c.Clean(r.op(), err))
	}
	if status < 200 || status > 299 {
		return "", c.fail(&Error{Op: r.op(), Kind: ErrLogin, Status: status, Detail: wordsOf(doc)})
	}
	root := doc.Read().Root()
	token := root.Get("access_token").Text()
	seconds := root.Get("expires_in").Int(10 * 365 * 24 * 3600)
	if err := root.r.Err(); err != nil {
		return "", unsent(c.Clean(r.op(), err))
	}
	life := time.Duration(seconds)*time.Second - spare
	if len(token) < 6 || len(token) > 16<<10 || !printable(token) || life <= 0 {
		return "", c.fail(&Error{Op: r.op(), Kind: ErrAnswer, Detail: "it has no token that holds for over a minute"})
	}
	c.hide(token)
	token = "Bearer " + token
	c.token.Set(token, c.config.Clock().Add(life))
	return token, nil
}

// unsent marks an error of the login: what was to be asked was not.
func unsent(err error) error {
	if e := (*Error)(nil); errors.As(err, &e) {
		e.Sent = false
	}
	return err
}

func printable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Login gets a token now, to see whether the keys are right. A carrier with a
// fixed key has none to get.
func (c *Client) Login(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, c.config.Budget)
	defer cancel()
	_, err := c.authorization(ctx)
	return err
}
