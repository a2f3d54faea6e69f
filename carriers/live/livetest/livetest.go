// Package livetest runs a live adapter against a server of the test's own: that
// of the contract, as the carrier answers, and one that answers with everything
// that must not be trusted.
package livetest

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/live"
)

// Canary is the secret of every test: it must be in no output. Adapters that have
// several secrets put it into each.
const Canary = "CANARY-d41d8cd98f00b204"

// A Carrier is an adapter that can be closed.
type Carrier interface {
	carriers.Carrier
	Close()
}

// An Adapter is what there is to test.
type Adapter struct {
	// Open makes it. The config has a URL, roots, a clock and a budget.
	Open func(live.Config) (Carrier, error)

	// Good answers as the carrier does, refusals included, and fails the test when
	// a request is not as the carrier wants it.
	Good http.Handler

	// Rating is the path that prices are asked at. Faults are answered there alone:
	// a login is answered by Good.
	Rating string

	// Shipment has one parcel, and is quoted by Good.
	Shipment carriers.Shipment

	// Answer is a good body of Rating, and Replace a text of it with a price and
	// what stands there instead, %s being the price: `"rate":"5.93"`.
	Answer  []byte
	Price   string
	Replace string
	// Currency is the same for a currency, empty where answers name none; Twice is
	// Answer with a service twice, and Strange with one that was not asked for.
	Currency, ReplaceCurrency string
	Twice, Strange            []byte
	// Inside is an error inside a 200, as the carrier writes errors.
	Inside []byte
}

// Clock is when all tests are: a Monday.
func Clock() time.Time { return time.Date(2026, time.November, 23, 15, 0, 0, 0, time.UTC) }

// Config is that for a server.
func Config(server *httptest.Server) live.Config {
	config := live.Config{URL: server.URL, TestServer: true, Clock: Clock, Chance: func() float64 { return 0.5 }}
	if transport, ok := server.Client().Transport.(*http.Transport); ok && transport.TLSClientConfig != nil {
		config.Roots = transport.TLSClientConfig.RootCAs
	}
	return config
}

// Run tests the adapter.
func Run(t *testing.T, a Adapter) {
	before := runtime.NumGoroutine()
	t.Run("contract", func(t *testing.T) {
		server := httptest.NewTLSServer(a.Good)
		defer server.Close()
		c := open(t, a, Config(server))
		defer c.Close()
		several := a.Shipment
		several.Parcels = append(several.Parcels[:1:1], several.Parcels[0])
		carriertest.Run(t, c, a.Shipment, several)
	})
	t.Run("faults", func(t *testing.T) { faults(t, a) })
	t.Run("leaves no goroutine", func(t *testing.T) {
		deadline := time.Now().Add(5 * time.Second)
		for runtime.NumGoroutine() > before+1 && time.Now().Before(deadline) {
			time.Sleep(10 * time.Millisecond)
		}
		if now := runtime.NumGoroutine(); now > before+1 { // this subtest's own
			stacks := make([]byte, 1<<20)
			t.Errorf("%d goroutines, %d before\n%s", now, before, stacks[:runtime.Stack(stacks, true)])
		}
	})
}

func open(t *testing.T, a Adapter, config live.Config) Carrier {
	t.Helper()
	c, err := a.Open(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The budgets of a question that only its budget ends, and of others, which need
// none of it but on a machine that is busy. Late is how much over it may be.
const (
	short = 250 * time.Millisecond
	long  = 10 * time.Second
	late  = 3 * time.Second
)

func faults(t *testing.T, a Adapter) {
	var now atomic.Pointer[fault]
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f := now.Load(); f != nil && strings.HasPrefix(r.URL.Path, a.Rating) {
			f.serve(w, r)
			return
		}
		a.Good.ServeHTTP(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of clients that hang up
	server.StartTLS()
	defer server.Close()
	good := goodQuotes(t, a, server)
	for _, f := range allFaults(a) {
		t.Run(f.name, func(t *testing.T) {
			config := Config(server)
			budget := long
			if f.slow {
				budget = short
			}
			config.Budget = budget
			if f.roots {
				config.Roots = nil // the certificate is signed by none that the system knows
			}
			c := open(t, a, config)
			defer c.Close()
			now.Store(&f)
			defer now.Store(nil)
			var m0, m1 runtime.MemStats
			runtime.ReadMemStats(&m0)
			start := time.Now()
			reply, err := c.Quote(t.Context(), a.Shipment)
			took := time.Since(start)
			runtime.ReadMemStats(&m1)
			if took > budget+late {
				t.Errorf("it took %v of a budget of %v", took, budget)
			}
			if used := m1.TotalAlloc - m0.TotalAlloc; used > 48<<20 {
				t.Errorf("it allocated %d MiB", used>>20)
			}
			judge(t, f, good, reply, err)
		})
	}
}

// judge looks for what nobody may see, and for a price that is not the carrier's.
func judge(t *testing.T, f fault, good map[string]string, reply carriers.Reply, err error) {
	t.Helper()
	all := fmt.Sprintf("%+v %+v", reply, err)
	var e *live.Error
	for errs := err; errors.As(errs, &e); errs = nil {
		all += fmt.Sprintf(" %#v %+v", e, e)
	}
	if strings.Contains(all, Canary) {
		t.Errorf("a secret is shown: %s", all)
	}
	if err != nil && e == nil {
		t.Errorf("the error is not a *live.Error: %v", err)
	}
	if f.fails != nil && !errors.Is(err, f.fails) {
		t.Errorf("got error %v, want one that matches %q", err, f.fails)
	}
	for i := range reply.Quotes {
		q := &reply.Quotes[i]
		if got := q.Total().String(); got != good[q.Service] {
			t.Errorf("%s is quoted at %s, the carrier's price is %q", q.Service, got, good[q.Service])
		}
	}
	if f.refuses && (err != nil || len(reply.Quotes) != len(good)-1 || len(reply.Rejections) == 0) {
		t.Errorf("got %d quotes, %d rejections and error %v, want one service of %d refused", len(reply.Quotes), len(reply.Rejections), err, len(good))
	}
	if len(reply.Quotes)+len(reply.Rejections) == 0 && err == nil {
		t.Error("neither an answer nor an error")
	}
}

// goodQuotes are the totals by service that the carrier gives.
func goodQuotes(t *testing.T, a Adapter, server *httptest.Server) map[string]string {
	t.Helper()
	c := open(t, a, Config(server))
	defer c.Close()
	reply, err := c.Quote(t.Context(), a.Shipment)
	if err != nil || len(reply.Quotes) < 2 {
		t.Fatalf("%d quotes and error %v before any fault, want at least two", len(reply.Quotes), err)
	}
	good := map[string]string{}
	for i := range reply.Quotes {
		good[reply.Quotes[i].Service] = reply.Quotes[i].Total().String()
	}
	return good
}

// Refuses wants a rejection among those of a reply, in the words of its String.
func Refuses(t testing.TB, reply carriers.Reply, want string) {
	t.Helper()
	for _, r := range reply.Rejections {
		if r.String() == want {
			return
		}
	}
	t.Errorf("no rejection is %s\ngot %v", want, reply.Rejections)
}
