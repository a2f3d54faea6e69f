package rates_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

func TestQuotesStandCheapestFirst(t *testing.T) {
	shopped := rates.Shop(t.Context(), oneParcel(),
		giving("ups", "ground 12.50 USD 2026-11-27", "air 40.00 USD 2026-11-24", "saver 12.50 USD 2026-11-27 10:30"),
		giving("fedex", "ground 12.50 USD 2026-11-27", "economy 12.50 USD -", "2day 12.50 USD 2026-11-25"),
		giving("usps", "ground-advantage 9.80 USD -", "retail 12.50 USD -", "priority 12.50 USD 2026-11-27"))
	want := []string{
		"usps/ground-advantage 9.80 USD",
		"fedex/2day 12.50 USD",                                                      // earlier
		"ups/saver 12.50 USD",                                                       // earlier on the day
		"fedex/ground 12.50 USD", "ups/ground 12.50 USD", "usps/priority 12.50 USD", // by carrier
		"fedex/economy 12.50 USD", "usps/retail 12.50 USD", // unknown arrival
		"ups/air 40.00 USD",
	}
	if diff := cmp.Diff(want, prices(shopped.Quotes)); diff != "" {
		t.Errorf("quotes (-want +got):\n%s", diff)
	}
	if shopped.Err != nil || shopped.Rejections != nil {
		t.Errorf("got error %v and rejections %v", shopped.Err, shopped.Rejections)
	}
}

func TestOneCarrierCostsOnlyItsOwnQuotes(t *testing.T) {
	refusal := carriers.Rejection{Carrier: "usps", Service: "priority", Code: carriers.TooHeavy, Reason: "71 lb is over the 70 lb limit"}
	var nobody *nobody
	tests := []struct {
		name string
		c    carriers.Carrier
		want string
	}{
		{"a refusal", answering("usps", carriers.Reply{Rejections: []carriers.Rejection{refusal}}), "usps/priority: too_heavy: 71 lb is over the 70 lb limit"},
		{"a failure", failing(func() error { return errors.New("503 from api.example.com") }), "usps: failed: 503 from api.example.com"},
		{"a failure of several lines", failing(func() error { return errors.Join(errors.New("one"), errors.New("two")) }), "usps: failed: one; two"},
		{"a panic", failing(func() error { panic("index out of reach") }), "usps: failed: panic: index out of reach"},
		{"a panic with an error", failing(func() error { panic(errors.New("no\nway")) }), "usps: failed: panic: no; way"},
		{"a panic with nil", failing(func() error { panic(nil) }), "usps: failed: panic: panic called with nil argument"},
		{"an error that panics", failing(func() error { return (*nilError)(nil) }), "usps: failed: panic: runtime error: invalid memory address or nil pointer dereference"},
		{"the end of its goroutine", failing(func() error { runtime.Goexit(); return nil }), "usps: failed: it ended without an answer"},
		{"a failure from memory", local{failing(func() error { return errors.New("no card for the day") })}, "usps: failed: no card for the day"},
		{"a panic from memory", local{failing(func() error { panic("index out of reach") })}, "usps: failed: panic: index out of reach"},
		{"a timeout of its own", failing(func() error { return context.DeadlineExceeded }), "usps: failed: context deadline exceeded"},
		{"no carrier", nil, ": failed: carrier 2 of 3 is nil"},
		{"a nil pointer", nobody, ": failed: carrier 2 of 3 panics when asked for its name: runtime error: invalid memory address or nil pointer dereference"},
		{"no name", giving("", "ground 1.00 USD -"), ": failed: carrier 2 of 3 has no name"},
		{"a refusal without a code", answering("usps", carriers.Reply{Rejections: []carriers.Rejection{{Service: "priority"}}}), "usps/priority: failed: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shopped := rates.Shop(t.Context(), oneParcel(), giving("ups", "ground 12.50 USD -"), tt.c, giving("fedex", "ground 13.00 USD -"))
			if diff := cmp.Diff([]string{"ups/ground 12.50 USD", "fedex/ground 13.00 USD"}, prices(shopped.Quotes)); diff != "" {
				t.Errorf("quotes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{tt.want}, texts(shopped.Rejections)); diff != "" {
				t.Errorf("rejections (-want +got):\n%s", diff)
			}
		})
	}
}

// failing is a carrier that does nothing but fail.
func failing(fail func() error) fake {
	return fake{"usps", func(context.Context, carriers.Shipment) (carriers.Reply, error) { return carriers.Reply{}, fail() }}
}

type nobody struct{ name string }

func (n *nobody) Name() string { return n.name }

func (n *nobody) Quote(context.Context, carriers.Shipment) (carriers.Reply, error) {
	return carriers.Reply{}, nil
}

type nilError struct{ text string }

func (e *nilError) Error() string { return e.text }

func TestAMalformedQuoteCostsItsService(t *testing.T) {
	good, other := quote("ups", "ground 12.50 USD -"), quote("ups", "air 40.00 USD 2026-11-24")
	change := func(f func(q *carriers.Quote)) carriers.Quote {
		q := other
		q.Charges = slices.Clone(q.Charges)
		f(&q)
		return q
	}
	rejected := []carriers.Rejection{{Carrier: "ups", Service: "air", Code: carriers.NoLane, Reason: "no"}}
	tests := []struct {
		name  string
		reply carriers.Reply
		want  []string
	}{
		{"no charges", carriers.Reply{Quotes: []carriers.Quote{good, change(func(q *carriers.Quote) { q.Charges = nil })}}, []string{"ups/air: failed: no charges"}},
		{"a negative price", carriers.Reply{Quotes: []carriers.Quote{change(func(q *carriers.Quote) { q.Charges[0].Amount = -1 }), good}}, []string{"ups/air: failed: charge base is negative: -0.01 USD"}},
		{"no service", carriers.Reply{Quotes: []carriers.Quote{good, change(func(q *carriers.Quote) { q.Service = "" })}}, []string{"ups: failed: the quote names no carrier or no service"}},
		{"another carrier", carriers.Reply{Quotes: []carriers.Quote{change(func(q *carriers.Quote) { q.Carrier = "apex" }), good}}, []string{"ups/air: failed: its quote names the carrier apex"}},
		{"arrives before it ships", carriers.Reply{Quotes: []carriers.Quote{good, change(func(q *carriers.Quote) { q.Delivers = monday - 3 })}}, []string{"ups/air: failed: delivers 2026-11-20, before it ships on 2026-11-23"}},
		{"a service twice", carriers.Reply{Quotes: []carriers.Quote{other, good, other, other}}, []string{"ups/air: failed: it was answered for twice"}},
		{"a service quoted and refused", carriers.Reply{Quotes: []carriers.Quote{good, other}, Rejections: rejected}, []string{"ups/air: failed: it was answered for twice"}},
		{"a service refused twice", carriers.Reply{Quotes: []carriers.Quote{good}, Rejections: append(rejected, rejected...)}, []string{"ups/air: failed: it was answered for twice"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shopped := rates.Shop(t.Context(), oneParcel(), answering("ups", tt.reply))
			if diff := cmp.Diff([]string{"ups/ground 12.50 USD"}, prices(shopped.Quotes)); diff != "" {
				t.Errorf("quotes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, texts(shopped.Rejections)); diff != "" {
				t.Errorf("rejections (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnInvalidShipmentIsAskedOfNobody(t *testing.T) {
	s := oneParcel()
	s.Parcels = nil
	shopped := rates.Shop(t.Context(), s, failing(func() error { t.Error("it was asked"); return nil }))
	if !errors.Is(shopped.Err, carriers.ErrInvalid) {
		t.Errorf("got error %v, want ErrInvalid", shopped.Err)
	}
	if _, err := shopped.Cheapest(); !errors.Is(err, carriers.ErrInvalid) || errors.Is(err, rates.ErrNoQuote) {
		t.Errorf("Cheapest: got error %v, want ErrInvalid", err)
	}
}

func TestNoCarriers(t *testing.T) {
	shopped := rates.Shop(t.Context(), oneParcel())
	_, err := shopped.Cheapest()
	if !errors.Is(err, rates.ErrNoQuote) || err.Error() != "no quote: no carrier offers a service" {
		t.Errorf("got error %v", err)
	}
}

func TestTwoCarriersOfOneNameKeepTheirQuotes(t *testing.T) {
	published, contract := quote("ups", "ground 12.50 USD -"), quote("ups", "ground 12.50 USD -")
	published.Card, contract.Card = "ups-daily-2026", "our-contract"
	shopped := rates.Shop(t.Context(), oneParcel(), answering("ups", carriers.Reply{Quotes: []carriers.Quote{published}}), answering("ups", carriers.Reply{Quotes: []carriers.Quote{contract}}))
	if len(shopped.Quotes) != 2 || shopped.Quotes[0].Card != "our-contract" || shopped.Quotes[1].Card != "ups-daily-2026" {
		t.Errorf("got %v", shopped.Quotes)
	}
}

// sleeping answers after a while, whatever its context says.
func sleeping(name string, d time.Duration) fake {
	c := giving(name, "slow 1.00 USD -")
	answer := c.quote
	c.quote = func(_ context.Context, s carriers.Shipment) (carriers.Reply, error) {
		time.Sleep(d)
		return answer(context.Background(), s)
	}
	return c
}

// heeding waits for its context to end.
func heeding(name string) fake {
	return fake{name, func(ctx context.Context, _ carriers.Shipment) (carriers.Reply, error) {
		<-ctx.Done()
		return carriers.Reply{}, ctx.Err()
	}}
}

// Time in these tests is fake: they take no time, and durations are exact.
func TestBudgets(t *testing.T) {
	quick := giving("ups", "ground 12.50 USD -")
	tests := []struct {
		name   string
		limit  time.Duration // of the caller's context; zero is none
		cs     []carriers.Carrier
		took   time.Duration
		quotes []string
		want   []string
	}{
		{"a hung carrier costs the default budget", 0, []carriers.Carrier{sleeping("usps", time.Hour), quick}, rates.DefaultBudget,
			[]string{"ups/ground 12.50 USD"}, []string{"usps: timeout: no answer within its budget of 10s"}},
		{"a carrier's own budget", 0, []carriers.Carrier{quick, rates.Within(2*time.Second, sleeping("usps", time.Hour))}, 2 * time.Second,
			[]string{"ups/ground 12.50 USD"}, []string{"usps: timeout: no answer within its budget of 2s"}},
		{"a budget of zero is the default", 0, []carriers.Carrier{rates.Within(0, heeding("usps")), rates.Within(-1, heeding("dhl"))}, rates.DefaultBudget,
			nil, []string{"dhl: timeout: no answer within its budget of 10s", "usps: timeout: no answer within its budget of 10s"}},
		{"a long budget", 0, []carriers.Carrier{rates.Within(time.Minute, sleeping("usps", 30*time.Second))}, 30 * time.Second, []string{"usps/slow 1.00 USD"}, nil},
		{"the caller's deadline is shorter", time.Second, []carriers.Carrier{heeding("usps"), quick}, time.Second,
			[]string{"ups/ground 12.50 USD"}, []string{"usps: timeout: no answer before shopping ended: context deadline exceeded"}},
		{"the caller's deadline is longer", time.Minute, []carriers.Carrier{heeding("usps"), quick}, rates.DefaultBudget,
			[]string{"ups/ground 12.50 USD"}, []string{"usps: timeout: no answer within its budget of 10s"}},
		{"slow carriers wait at once", 0, []carriers.Carrier{sleeping("a", 3*time.Second), sleeping("b", 3*time.Second), sleeping("c", 3*time.Second), sleeping("d", 3*time.Second)}, 3 * time.Second,
			[]string{"a/slow 1.00 USD", "b/slow 1.00 USD", "c/slow 1.00 USD", "d/slow 1.00 USD"}, nil},
		{"local carriers answer while others are under way", 0, []carriers.Carrier{local{sleeping("a", 3*time.Second)}, sleeping("b", 3*time.Second), heeding("c")}, rates.DefaultBudget,
			[]string{"a/slow 1.00 USD", "b/slow 1.00 USD"}, []string{"c: timeout: no answer within its budget of 10s"}},
		{"a budget makes a local carrier like any other", 0, []carriers.Carrier{rates.Within(time.Second, local{sleeping("a", time.Hour)})}, time.Second,
			nil, []string{"a: timeout: no answer within its budget of 1s"}},
		{"each within its budget", 0, []carriers.Carrier{rates.Within(5*time.Second, sleeping("a", 4*time.Second)), rates.Within(time.Second, sleeping("b", 4*time.Second)), rates.Within(3*time.Second, heeding("c"))}, 4 * time.Second,
			[]string{"a/slow 1.00 USD"}, []string{"b: timeout: no answer within its budget of 1s", "c: timeout: no answer within its budget of 3s"}},
		{"a budget that ends before the caller's deadline", 5 * time.Second, []carriers.Carrier{rates.Within(time.Second, heeding("a")), heeding("b")}, 5 * time.Second,
			nil, []string{"a: timeout: no answer within its budget of 1s", "b: timeout: no answer before shopping ended: context deadline exceeded"}},
		{"a short budget ends while a long one runs", 0, []carriers.Carrier{rates.Within(time.Minute, quick), rates.Within(time.Second, sleeping("b", time.Hour))}, time.Second,
			[]string{"ups/ground 12.50 USD"}, []string{"b: timeout: no answer within its budget of 1s"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if tt.limit > 0 {
					limited, cancel := context.WithTimeout(ctx, tt.limit)
					defer cancel()
					ctx = limited
				}
				begin := time.Now()
				shopped := rates.Shop(ctx, oneParcel(), tt.cs...)
				if took := time.Since(begin); took != tt.took {
					t.Errorf("took %v, want %v", took, tt.took)
				}
				if diff := cmp.Diff(tt.quotes, prices(shopped.Quotes)); diff != "" {
					t.Errorf("quotes (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.want, texts(shopped.Rejections)); diff != "" {
					t.Errorf("rejections (-want +got):\n%s", diff)
				}
				time.Sleep(2 * time.Hour) // what was left behind ends, or the test fails
			})
		})
	}
}

func TestACancelledShopping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errors.New("the server is going down")) })
		begin := time.Now()
		shopped := rates.Shop(ctx, oneParcel(), giving("ups", "ground 12.50 USD -"), sleeping("usps", time.Minute))
		if took := time.Since(begin); took != time.Second {
			t.Errorf("took %v", took)
		}
		if diff := cmp.Diff([]string{"usps: timeout: no answer before shopping ended: the server is going down"}, texts(shopped.Rejections)); diff != "" {
			t.Errorf("rejections (-want +got):\n%s", diff)
		}
		if _, err := shopped.Cheapest(); err != nil {
			t.Errorf("what answered before is lost: %v", err)
		}
		for _, c := range []carriers.Carrier{giving("ups", "ground 12.50 USD -"), local{giving("ups", "ground 12.50 USD -")}} {
			again := rates.Shop(ctx, oneParcel(), c)
			if diff := cmp.Diff([]string{"ups: timeout: no answer before shopping ended: the server is going down"}, texts(again.Rejections)); diff != "" {
				t.Errorf("cancelled before it began (-want +got):\n%s", diff)
			}
		}
		time.Sleep(time.Hour)
	})
}

// A carrier that is left behind still reads the shipment. The race detector
// sees it if Shop gave it the caller's memory.
func TestTheShipmentIsTheCallersAgainAfterShop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := oneParcel()
		s.To.Street = []string{"5 Market St"}
		s.Accessorials = []carriers.Accessorial{carriers.Signature}
		read := make(chan bool, 1)
		slow := fake{"usps", func(_ context.Context, s carriers.Shipment) (carriers.Reply, error) {
			time.Sleep(time.Hour)
			read <- s.Parcels[0].Weight == oneParcel().Parcels[0].Weight && s.To.Street[0] == "5 Market St" && s.Accessorials[0] == carriers.Signature
			return carriers.Reply{}, nil
		}}
		rates.Shop(t.Context(), s, slow)
		s.Parcels[0].Weight, s.To.Street[0], s.Accessorials[0] = 1, "", ""
		if !<-read {
			t.Error("the carrier saw the caller's changes")
		}
	})
}

// Carriers that wait for each other are asked at once, or they never answer.
func TestCarriersAreAskedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		meet := make(chan struct{})
		pair := func(name string) fake {
			c := giving(name, "ground 1.00 USD -")
			answer := c.quote
			c.quote = func(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
				select {
				case meet <- struct{}{}:
				case <-meet:
				}
				return answer(ctx, s)
			}
			return c
		}
		shopped := rates.Shop(t.Context(), oneParcel(), pair("a"), pair("b"), pair("c"), pair("d"))
		if len(shopped.Quotes) != 4 {
			t.Errorf("got %v and %v", prices(shopped.Quotes), texts(shopped.Rejections))
		}
	})
}
