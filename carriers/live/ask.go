package live

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/sony/gobreaker/v2"
)

// Ask sends a request and reads the JSON of its answer, within the budget, or the
// patience if it is not Safe, and the context. A Safe request may be answered from what is kept, by the answer
// to another caller, or at a second try.
//
// It answers every 2xx, and every 4xx but 401, 403, 408 and 429, since in those
// carriers say which service they refuse. Everything else is an *Error.
func (c *Client) Ask(ctx context.Context, r Request) (Answer, error) {
	budget := c.config.Budget
	if !r.Safe {
		budget = c.config.Patience
	}
	ctx, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return Answer{}, c.fail(&Error{Op: r.op(), Kind: ErrTimeout, Cause: err})
	}
	if !r.Safe {
		return c.ask(ctx, &r)
	}
	key := r.key()
	if a, ok := c.kept(key); ok {
		return a, nil
	}
	ch := c.flights.DoChan(string(key[:]), func() (answer any, err error) {
		defer c.recover(&err)
		// Others may wait for this answer when the first caller is gone.
		ctx, cancel := c.detached(ctx)
		defer cancel()
		a, err := c.ask(ctx, &r)
		if c.closed.Load() {
			c.http.CloseIdleConnections()
		}
		if err == nil && !r.Token {
			c.keep(key, a)
		}
		return a, err
	})
	select {
	case <-ctx.Done():
		return Answer{}, c.fail(&Error{Op: r.op(), Kind: ErrTimeout, Cause: contextError(ctx.Err()), Sent: true})
	case result := <-ch:
		if result.Err != nil {
			return Answer{}, result.Err
		}
		a := result.Val.(Answer)
		a.alone = !result.Shared && c.config.Keep == 0
		return a, nil
	}
}

// MaxDifferent is how many different parcels one quote asks for, at a carrier that
// prices them one by one.
const MaxDifferent = 20

// Different are the requests for n parcels without those with the body of one
// before, and which of them each parcel's is.
func Different(n int, request func(parcel int) Request) (requests []Request, of []int) {
	requests, of = make([]Request, 0, 1), make([]int, n)
	for i := range n {
		r := request(i)
		at := slices.IndexFunc(requests, func(known Request) bool { return bytes.Equal(known.Body, r.Body) })
		if at < 0 {
			at = len(requests)
			requests = append(requests, r)
		}
		of[i] = at
	}
	return requests, of
}

// AskAll asks all at a time, at least one: as a rule it is one. The first error ends
// the others.
func (c *Client) AskAll(ctx context.Context, requests []Request) ([]Answer, error) {
	if len(requests) == 1 {
		a, err := c.Ask(ctx, requests[0])
		return []Answer{a}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers, errs := make([]Answer, len(requests)), make(chan error, len(requests))
	ask := func(i int) {
		a, err := c.Ask(ctx, requests[i])
		answers[i] = a
		errs <- err
	}
	for i := 1; i < len(requests); i++ {
		go ask(i)
	}
	ask(0)
	for range requests {
		if err := <-errs; err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// recover makes an error of a panic, which in a flight would end the process.
func (c *Client) recover(err *error) {
	if v := recover(); v != nil {
		*err = c.fail(&Error{Kind: ErrAnswer, Detail: fmt.Sprintf("panic: %v", v), Sent: true})
	}
}

// key is all of a request that can change its answer.
func (r *Request) key() [sha256.Size]byte {
	b := make([]byte, 0, 2<<10)
	for _, part := range []string{r.Method, r.Path, r.Query.Encode()} {
		b = append(append(b, part...), 0)
	}
	return sha256.Sum256(append(b, r.Body...))
}

func (c *Client) ask(ctx context.Context, r *Request) (Answer, error) {
	target := *c.root
	target.Path += r.Path
	target.RawQuery = r.Query.Encode()
	status, body, err := c.tries(ctx, r, &target, true)
	if err != nil {
		return Answer{}, err
	}
	doc, err := parse(body)
	if err != nil {
		return Answer{}, c.Clean(r.op(), err)
	}
	return Answer{Status: status, JSON: doc}, nil
}

// Fetch gets a label from a URL that the carrier named, without the key. Its host
// must be the API's or among LabelHosts, else the error matches ErrAnswer.
func (c *Client) Fetch(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, c.config.Budget)
	defer cancel()
	target, err := url.Parse(address)
	if err != nil || !c.mayFetch(target) {
		return nil, c.fail(&Error{Op: "GET a label", Kind: ErrAnswer, Detail: "its address is not on a host that labels come from"})
	}
	r := &Request{Method: "GET", Path: target.Path, Safe: true, Label: true}
	status, body, err := c.tries(ctx, r, target, false)
	if err == nil && (status < 200 || status > 299) {
		err = c.fail(&Error{Op: r.op(), Kind: ErrUnavailable, Status: status})
	}
	return body, err
}

// The waits between tries: a chance of up to 50 ms, then up to 100 ms.
const (
	mostTries = 3
	firstWait = 50 * time.Millisecond
)

// tries sends a request, and a Safe one again while there is hope and time.
func (c *Client) tries(ctx context.Context, r *Request, target *url.URL, login bool) (status int, body []byte, err error) {
	for try := 1; ; try++ {
		status, body, err = c.guarded(ctx, r, target, login)
		var e *Error
		if err == nil || !errors.As(err, &e) {
			return status, body, err
		}
		revoked := login && errors.Is(err, ErrLogin) && c.token.drop() // it may have been
		if !r.Safe || try == mostTries {
			return status, body, err
		}
		wait := time.Duration(c.config.Chance() * float64(firstWait<<(try-1)))
		switch {
		case revoked && try == 1:
			wait = 0
		case errors.Is(err, ErrThrottled) || e.Status == 502 || e.Status == 503 || e.Status == 504:
			wait += e.RetryAfter
		case e.Status == 0 && errors.Is(err, ErrUnavailable): // the connection was lost
		default:
			return status, body, err
		}
		if !sleep(ctx, wait) {
			return status, body, err
		}
	}
}

// sleep waits, but not for what comes after the deadline.
func sleep(ctx context.Context, wait time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait {
		return false
	}
	if wait <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// guarded sends once, if the breaker and the pace let it.
func (c *Client) guarded(ctx context.Context, r *Request, target *url.URL, login bool) (int, []byte, error) {
	authorization := ""
	if login {
		var err error
		if authorization, err = c.authorization(ctx); err != nil {
			return 0, nil, err
		}
	}
	if wait := c.pace.reserve(ctx, c.config.Clock()); !sleep(ctx, wait) {
		return 0, nil, c.fail(&Error{Op: r.op(), Kind: ErrThrottled, RetryAfter: wait.Round(time.Millisecond), Cause: contextError(ctx.Err()), Detail: "its limit is known, and nothing was asked"})
	}
	done, err := c.breaker.Allow()
	if err != nil {
		return 0, nil, c.fail(&Error{Op: r.op(), Kind: ErrResting, RetryAfter: c.config.Rest, Detail: resting(err, c.config.Rest)})
	}
	status, body, err := c.once(ctx, r, target, authorization)
	done(blame(err))
	return status, body, err
}

func resting(err error, rest time.Duration) string {
	if errors.Is(err, gobreaker.ErrTooManyRequests) {
		return "one request tries whether it is back"
	}
	return "it failed 5 times in a row, and is asked again after " + rest.String()
}

// blame tells the breaker what speaks against the carrier: that it is slow, away
// or answers nonsense. A wrong key, a limit or a caller that left does not.
func blame(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled), errors.Is(err, ErrLogin), errors.Is(err, ErrThrottled), errors.Is(err, ErrConfig):
		return errNotItsFault
	}
	return err
}
