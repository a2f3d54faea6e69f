package live

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// The kinds of errors. Every error of a Client is an *Error that matches one of
// them, or is of the shipment, which matches carriers.ErrInvalid.
var (
	ErrTimeout     = errors.New("no answer in time")
	ErrUnavailable = errors.New("the carrier is not available")
	ErrThrottled   = errors.New("too many requests")
	ErrLogin       = errors.New("the carrier refuses the key")
	ErrRefused     = errors.New("the carrier refuses the request")
	ErrAnswer      = errors.New("the answer cannot be trusted")
	ErrResting     = errors.New("the carrier is left in peace after failures")
	ErrConfig      = errors.New("the config is wrong")
)

// An Error says what came of a request. No secret is in it.
type Error struct {
	Carrier string
	Op      string // the method and the path: "POST /v2/shipments"; empty if nothing was asked
	Kind    error  // one of the errors of this package
	Status  int    // the HTTP status; 0 when none came
	Code    string // the carrier's own code of it; may be empty
	Detail  string // for a person, in one line; may be empty
	Cause   error  // the context's error, or nil

	// RetryAfter is how long the carrier asks to be left alone; 0 when it does not. Of a
	// carrier that is left in peace it is for how long at most.
	RetryAfter time.Duration

	// Sent says that the carrier may have read the request: if it was to buy
	// something, it may have been bought.
	Sent bool
}

func (e *Error) Error() string {
	var b strings.Builder
	for _, part := range []string{e.Carrier, e.Op} {
		if part != "" {
			b.WriteString(part + ": ")
		}
	}
	b.WriteString(e.Kind.Error())
	if e.Status != 0 {
		fmt.Fprintf(&b, ": status %d", e.Status)
	}
	for _, part := range []string{e.Code, e.Detail} {
		if part != "" {
			b.WriteString(": " + part)
		}
	}
	if e.RetryAfter > 0 && !errors.Is(e.Kind, ErrResting) {
		fmt.Fprintf(&b, " (it asks to wait %v)", e.RetryAfter)
	}
	return b.String()
}

// WrongConfig is the error of an adapter's config: what is wrong with each field,
// "key: is missing".
func WrongConfig(carrier string, bad ...string) error {
	return &Error{Carrier: carrier, Kind: ErrConfig, Detail: strings.Join(bad, "; ")}
}

// Later is how long to wait before the same may be asked again, and false when
// waiting is not known to help: only where the carrier asks to wait, or is left in
// peace.
func (e *Error) Later() (time.Duration, bool) {
	return e.RetryAfter, errors.Is(e.Kind, ErrThrottled) || errors.Is(e.Kind, ErrResting)
}

// Unwrap returns the kind, and the context's error if that was the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}

// contextError keeps what a caller tests for: context.Canceled and
// context.DeadlineExceeded.
func contextError(err error) error {
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return known
		}
	}
	return nil
}

// isLine reports whether Line would change nothing, which is the usual case.
func isLine(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || s[i-1] == ' ') {
			return false
		}
	}
	return len(s) <= 300 && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, " ")
}

// Line makes one line of what a carrier wrote: no control characters, no run of
// blanks, no full stop at the end, at most 300 letters.
func Line(s string) string {
	if isLine(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if letters := []rune(s); len(letters) > 300 {
		s = string(letters[:300]) + "…"
	}
	return strings.TrimRight(s, ". ")
}
