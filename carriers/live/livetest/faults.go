package livetest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// A fault is an answer that must not be trusted.
type fault struct {
	name    string
	serve   http.HandlerFunc
	fails   error // the whole question fails with this; nil means that it may be refused
	refuses bool  // one service is refused, the others are quoted
	roots   bool  // the certificate is not to be trusted
	slow    bool  // only the budget ends it
}

// body answers 200 with JSON.
func body(b []byte) http.HandlerFunc { return status(http.StatusOK, b) }

func status(code int, b []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		_, _ = w.Write(b)
	}
}

func allFaults(a Adapter) []fault {
	price := func(p string) []byte { return replace(a.Answer, a.Price, fmt.Sprintf(a.Replace, p)) }
	member := func(s string) []byte { return replace(a.Answer, "{", "{"+s+",") }
	blanks() // made before the clock runs
	list := []fault{
		{name: "a body over 1 MiB", serve: body(member(`"x":"` + strings.Repeat("x", live.MaxBody) + `"`)), fails: live.ErrAnswer},
		{name: "a gzip bomb", serve: bomb, fails: live.ErrAnswer},
		{name: "a byte at a time", serve: slowly(a.Answer), fails: live.ErrTimeout, slow: true},
		{name: "a hang after the headers", serve: hang(true), fails: live.ErrTimeout, slow: true},
		{name: "a hang before them", serve: hang(false), fails: live.ErrTimeout, slow: true},
		{name: "ten thousand headers", serve: headers},
		{name: "a redirect to another host", serve: redirect("https://192.0.2.1/"), fails: live.ErrAnswer},
		{name: "a redirect to plain http", serve: redirect("http://127.0.0.1/"), fails: live.ErrAnswer},
		{name: "a redirect to itself", serve: redirect(a.Rating), fails: live.ErrAnswer},
		{name: "a redirect to a file", serve: redirect("file:///etc/passwd"), fails: live.ErrAnswer},
		{name: "deep nesting", serve: body(member(`"x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000))), fails: live.ErrAnswer},
		{name: "many values", serve: body(member(`"x":[` + strings.Repeat("1,", 400_000) + "1]")), fails: live.ErrAnswer},
		{name: "a duplicate key", serve: body(member(`"x":1,"x":2`)), fails: live.ErrAnswer},
		{name: "not UTF-8", serve: body(member("\"x\":\"\xff\"")), fails: live.ErrAnswer},
		{name: "half an answer", serve: body(a.Answer[:len(a.Answer)/2]), fails: live.ErrAnswer},
		{name: "a length that is not kept", serve: cutOff(a.Answer), fails: live.ErrUnavailable},
		{name: "nothing", serve: body(nil), fails: live.ErrAnswer},
		{name: "null", serve: body([]byte("null")), fails: live.ErrAnswer},
		{name: "an empty list", serve: body([]byte("[]")), fails: live.ErrAnswer},
		{name: "an empty object", serve: body([]byte("{}")), fails: live.ErrAnswer},
		{name: "HTML", serve: body([]byte("<!DOCTYPE html><html><body>Down for maintenance " + Canary + "</body></html>")), fails: live.ErrAnswer},
		{name: "an error inside a 200", serve: body(a.Inside)},
		{name: "a key inside an error", serve: status(http.StatusUnauthorized, []byte(`{"error":{"code":"APIKEY.INACTIVE","message":"the key `+Canary+` is inactive"}}`)), fails: live.ErrLogin},
		{name: "a key inside a refusal", serve: status(http.StatusUnprocessableEntity, []byte(`{"error":{"code":"`+Canary+`","message":"`+Canary+`"},"response":{"errors":[{"code":"`+Canary+`","message":"`+Canary+`"}]}}`))},
		{name: "a key in every header", serve: echo},
		{name: "forbidden", serve: status(http.StatusForbidden, nil), fails: live.ErrLogin},
		{name: "too many requests", serve: throttled, fails: live.ErrThrottled},
		{name: "a server error", serve: status(http.StatusInternalServerError, []byte("<html>"+Canary)), fails: live.ErrUnavailable},
		{name: "a bad gateway, always", serve: status(http.StatusBadGateway, nil), fails: live.ErrUnavailable},
		{name: "a lost connection, always", serve: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fails: live.ErrUnavailable},
		{name: "a certificate of nobody", serve: body(a.Answer), fails: live.ErrAnswer, roots: true},
		{name: "a service twice", serve: body(a.Twice), refuses: true},
		{name: "a service never asked for", serve: body(a.Strange)},
		{name: "NaN", serve: body(bytes.ReplaceAll(price("@"), []byte(`"@"`), []byte("NaN"))), fails: live.ErrAnswer},
	}
	if a.Currency != "" {
		list = append(list, fault{name: "another currency", serve: body(replace(a.Answer, a.Currency, fmt.Sprintf(a.ReplaceCurrency, "XXQ"))), refuses: true})
		list = append(list, fault{name: "the money of another country", serve: body(bytes.ReplaceAll(a.Answer, []byte(`"`+string(carriers.CurrencyOf(a.Shipment.From.Country))+`"`), []byte(`"SEK"`))), fails: live.ErrAnswer})
	}
	for _, p := range []string{"0", "0.00", "-1", "-0.01", "1e308", "1E2", "NaN", "Infinity", "0x10", "5.931", "99999999999999999999", "", " ", "five", "5,93", "１"} {
		list = append(list, fault{name: "a price of " + fmt.Sprintf("%q", p), serve: body(price(p)), refuses: true})
	}
	return list
}

// replace changes the first of a text, which must be there.
func replace(b []byte, from, to string) []byte {
	if !bytes.Contains(b, []byte(from)) {
		panic("livetest: the answer has no " + from)
	}
	return bytes.Replace(b, []byte(from), []byte(to), 1)
}

// bomb is 64 MiB of blanks in 64 KiB.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(blanks())
}

var blanks = sync.OnceValue(func() []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	blank := bytes.Repeat([]byte(" "), 1<<20)
	for range 64 {
		_, _ = z.Write(blank)
	}
	_ = z.Close()
	return out.Bytes()
})

func slowly(answer []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		for _, b := range answer {
			if _, err := w.Write([]byte{b}); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}
}

func hang(after bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // else the server does not see that the client hangs up
		if after {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
		}
		select {
		case <-r.Context().Done():
		case <-time.After(time.Minute):
		}
	}
}

func headers(w http.ResponseWriter, _ *http.Request) {
	for i := range 10_000 {
		w.Header().Set(fmt.Sprintf("X-Header-%d", i), "x")
	}
	w.WriteHeader(http.StatusOK)
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusTemporaryRedirect)
	}
}

func cutOff(answer []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(answer)+100))
		_, _ = w.Write(answer)
	}
}

func throttled(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Retry-After", "30")
	w.WriteHeader(http.StatusTooManyRequests)
}

// echo gives back what it was sent, key and all, in its headers and its body.
func echo(w http.ResponseWriter, r *http.Request) {
	sent := r.Header.Get("Authorization")
	w.Header().Set("X-Sent", sent)
	w.Header().Set("Content-Type", "application/json; "+Canary)
	w.WriteHeader(http.StatusBadRequest)
	fmt.Fprintf(w, `{"error":{"code":"X","message":%q},"response":{"errors":[{"code":"X","message":%q}]}}`, sent+Canary, sent+Canary)
}
