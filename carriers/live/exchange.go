package live

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Limits of an answer's body, after gunzip.
const (
	MaxBody  = 1 << 20
	MaxLabel = 10 << 20
)

// A Request is a question to a carrier. No secret is in it but in its header: the
// Client adds the authorization.
type Request struct {
	Method string
	Path   string      // behind the root of the config: "/v2/shipments"
	Query  url.Values  // no secret, since URLs are in logs
	Header http.Header // what the carrier wants beside the usual ones; may be nil
	Body   []byte      // JSON; nil means none

	// Safe says that asking twice costs nothing: it may be tried again, asked once
	// for several callers, and answered from what is kept.
	Safe bool
	// Label says that the answer holds a label, and may have MaxLabel bytes.
	Label bool
	// Form says that the body is a form, not JSON.
	Form bool

	// Token says that the answer holds a token, which is a secret or will be one: it
	// is not cleaned out of the answer, and the answer is not kept. Hide the token
	// before anything else is asked.
	Token bool
}

func (r *Request) op() string { return r.Method + " " + r.Path }

// An Answer is what a carrier said: to a request that it took, or to one that it
// refused with a 4xx status in JSON.
type Answer struct {
	Status int
	JSON   *Document
	Age    time.Duration // how long it was kept; 0 for a new one

	alone bool // no one else has it
}

// OK reports whether the status is 2xx.
func (a Answer) OK() bool { return a.Status >= 200 && a.Status < 300 }

// Note says how old a kept answer is, for the notes of a quote; empty for one
// that is new.
func (a Answer) Note() string {
	if a.Age < time.Second {
		return ""
	}
	return fmt.Sprintf(ageBegins+"%v old", a.Age.Truncate(time.Second))
}

const ageBegins = "the carrier's answer is "

// AgeNote finds the Note of a kept answer among the notes of a quote; empty when
// there is none.
func AgeNote(notes []string) string {
	for _, note := range notes {
		if strings.HasPrefix(note, ageBegins) {
			return note
		}
	}
	return ""
}

// errNotItsFault is for the breaker: the caller went away, or the request was
// wrong.
var errNotItsFault = errors.New("not the carrier's fault")

// once sends a request once and reads its answer. It is the one place that talks
// to the network.
func (c *Client) once(ctx context.Context, r *Request, target *url.URL, authorization string) (status int, body []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, r.Method, "", nil)
	if err != nil {
		return 0, nil, c.fail(&Error{Op: r.op(), Kind: ErrConfig, Detail: "the request cannot be made"})
	}
	req.URL, req.Host = target, target.Host
	for name, values := range r.Header {
		req.Header[name] = values
	}
	if len(r.Body) > 0 {
		body := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(r.Body)), nil }
		req.Body, _ = body()
		req.ContentLength = int64(len(r.Body))
		if r.Safe { // else net/http sends again by itself what has an X-Idempotency-Key
			req.GetBody = body
		}
		req.Header.Set("Content-Type", "application/json")
	}
	if r.Form {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("User-Agent", "shiprate")
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
		if req.Header.Get("Accept") == "" {
			req.Header.Set("Accept", "application/json")
		}
	}
	sent := len(r.Body) > 0 || !r.Safe
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, nil, c.lost(ctx, r, err, sent)
	}
	defer func() { _ = resp.Body.Close() }() // it was read, and is nothing that we write
	c.pace.learn(c.config.Clock(), resp.StatusCode, resp.Header)
	most := MaxBody
	if r.Label {
		most = MaxLabel
	}
	body, err = readAtMost(resp.Body, most)
	if err != nil {
		return resp.StatusCode, nil, c.lost(ctx, r, err, sent)
	}
	if len(body) > most {
		return resp.StatusCode, nil, c.fail(&Error{Op: r.op(), Kind: ErrAnswer, Status: resp.StatusCode, Detail: fmt.Sprintf("it is over %d bytes", most), Sent: sent})
	}
	if fault := c.statusFault(resp); fault != nil {
		fault.Op, fault.Sent = r.op(), sent
		fault.Detail = words(resp, body)
		return resp.StatusCode, nil, c.fail(fault)
	}
	if r.Token {
		return resp.StatusCode, body, nil
	}
	return resp.StatusCode, c.clean(body), nil
}

// readAtMost reads one byte more than the most, to show that there is one. It
// believes no header about the length.
func readAtMost(r io.Reader, most int) ([]byte, error) {
	b := bodies.get()
	for {
		if len(b) == cap(b) {
			b = slices.Grow(b, 32<<10)
		}
		n, err := r.Read(b[len(b):min(cap(b), most+1)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil || len(b) > most {
			return b, err
		}
	}
}

// lost makes the error of a request that got no whole answer.
func (c *Client) lost(ctx context.Context, r *Request, err error, sent bool) error {
	e := &Error{Op: r.op(), Kind: ErrUnavailable, Sent: sent}
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err // without the URL
	}
	switch cause := contextError(ctx.Err()); {
	case cause != nil:
		e.Kind, e.Cause = ErrTimeout, cause
	case errors.Is(err, errElsewhere) || strings.Contains(err.Error(), "redirect"):
		e.Kind, e.Detail = ErrAnswer, err.Error()
	case errors.Is(err, errPrivate):
		e.Kind, e.Detail, e.Sent = ErrConfig, err.Error(), false
	case isCertificate(err):
		e.Kind, e.Detail, e.Sent = ErrAnswer, err.Error(), false
	default:
		e.Detail = err.Error()
		if dial := (*net.OpError)(nil); errors.As(err, &dial) && dial.Op == "dial" {
			e.Sent = false
		}
	}
	return c.fail(e)
}

func isCertificate(err error) bool {
	return strings.Contains(err.Error(), "x509:") || strings.Contains(err.Error(), "tls:")
}

// statusFault returns the error of a status that no mapping can read.
func (c *Client) statusFault(resp *http.Response) *Error {
	switch s := resp.StatusCode; {
	case s == http.StatusUnauthorized || s == http.StatusForbidden:
		return &Error{Kind: ErrLogin, Status: s}
	case s == http.StatusTooManyRequests:
		return &Error{Kind: ErrThrottled, Status: s, RetryAfter: retryAfter(c.config.Clock(), resp.Header)}
	case s == http.StatusRequestTimeout || s >= 500:
		return &Error{Kind: ErrUnavailable, Status: s, RetryAfter: retryAfter(c.config.Clock(), resp.Header)}
	case s < 200 || s >= 300 && s < 400:
		return &Error{Kind: ErrAnswer, Status: s}
	}
	return nil
}

// words are what a carrier says in an answer that is an error: a few of its JSON,
// nothing of a page of HTML.
func words(resp *http.Response, body []byte) string {
	doc, err := ParseDocument(body)
	if err != nil {
		kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
		return Line(fmt.Sprintf("%d bytes of %s", len(body), kind))
	}
	return wordsOf(doc)
}

// wordsOf looks where the carriers put their errors: in "error", in
// "response.errors", in "errors", or outermost.
func wordsOf(doc *Document) string {
	for _, path := range [][]string{{"error"}, {"response", "errors"}, {"errors"}, {}} {
		v := doc.Read().Root()
		for _, key := range path {
			v = v.Get(key)
		}
		var said []string
		for each := range v.Each() {
			for _, key := range []string{"code", "message", "error_description", "detail"} {
				if m := each.Get(key); m.kind() == text {
					said = append(said, m.Line())
				}
			}
		}
		if said != nil {
			return strings.Join(said, ": ")
		}
	}
	return ""
}
