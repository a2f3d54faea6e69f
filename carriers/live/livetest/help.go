package livetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// PDF and ZPL are the smallest labels that live.CheckLabel takes for whole ones.
const (
	PDF = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
	ZPL = "^XA\n^FO50,50^FDlabel^FS\n^XZ\n"
)

// File reads a file of the test's own testdata.
func File(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Compact writes JSON without blanks, its keys in order, so that a text of it can
// be replaced.
func Compact(t testing.TB, b []byte) []byte {
	t.Helper()
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Open makes an adapter that talks to a server of one's own, over TLS. Both are
// closed when the test ends.
func Open[C Carrier](t testing.TB, open func(live.Config) (C, error), h http.Handler) C {
	t.Helper()
	server := httptest.NewTLSServer(h)
	t.Cleanup(server.Close)
	c, err := open(Config(server))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// Find returns the quote of a service, which must be there.
func Find(t testing.TB, reply carriers.Reply, service string) *carriers.Quote {
	t.Helper()
	for i := range reply.Quotes {
		if reply.Quotes[i].Service == service {
			return &reply.Quotes[i]
		}
	}
	t.Fatalf("%s is not quoted: %v", service, reply.Rejections)
	return nil
}

// Lines writes a quote's charges, "0 base 9.20 Base rate" with the parcel before
// them, and the total as the last.
func Lines(q *carriers.Quote) []string {
	var lines []string
	for _, c := range q.Charges {
		lines = append(lines, fmt.Sprintf("%d %s %s %s", c.Parcel, c.Code, q.Money(c).Amount(), c.Name))
	}
	return append(lines, q.Total().String())
}

// NotBought checks the error of a purchase that failed: it says a text, matches
// each of some errors and exactly one of carriers.ErrNotBought, ErrUnknown and
// ErrNoLabel, not the first if something was sold, and shows no secret.
func NotBought(t testing.TB, err error, sold bool, says string, is ...error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("got error %v, want one that says %q", err, says)
	}
	for _, want := range is {
		if !errors.Is(err, want) {
			t.Errorf("got error %v, want one that matches %q", err, want)
		}
	}
	unknown, refused, noLabel := errors.Is(err, carriers.ErrUnknown), errors.Is(err, carriers.ErrNotBought), errors.Is(err, carriers.ErrNoLabel)
	if unknown && refused || noLabel == (unknown || refused) || sold && refused {
		t.Errorf("got error %v, unknown %t, not bought %t and without a label %t, when a label was sold: %t", err, unknown, refused, noLabel, sold)
	}
	if strings.Contains(fmt.Sprintf("%v %+v", err, err), Canary) {
		t.Errorf("a secret is shown: %v", err)
	}
}

// CheckFound checks what a mapping makes of any body, for a fuzz target: an error
// is a *live.Error, and the quotes that Asked.Finish leaves can be trusted.
func CheckFound(t testing.TB, services []carriers.Service, parcels int, found carriers.Reply, err error) {
	t.Helper()
	var e *live.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("error %v is not a *live.Error", err)
	}
	reply, err := live.Asked{Carrier: "test", Services: services, Parcels: parcels}.Finish(found)
	if err != nil && !errors.Is(err, live.ErrAnswer) {
		t.Error(err)
	}
	for i := range reply.Quotes {
		if err := reply.Quotes[i].Check(parcels); err != nil {
			t.Error(err)
		}
	}
}
