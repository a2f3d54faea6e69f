package live_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

const canary = livetest.Canary

// serve makes a client of a server that answers with a function.
func serve(t testing.TB, change func(*live.Config), handler http.HandlerFunc) *live.Client {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	config := livetest.Config(server)
	config.Carrier, config.Authorization = "acme", "Bearer "+canary
	if change != nil {
		change(&config)
	}
	c, err := live.New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func safe() live.Request {
	return live.Request{Method: "POST", Path: "/rate", Body: []byte("{}"), Safe: true}
}

func TestTries(t *testing.T) {
	tests := []struct {
		name    string
		answers []int // statuses, the last of them for ever; 0 is a lost connection
		safe    bool
		want    int   // requests
		fails   error // nil for an answer
	}{
		{"a good answer is the last request", []int{200}, true, 1, nil},
		{"503 is tried again", []int{503, 200}, true, 2, nil},
		{"502 and 504 too, three times in all", []int{502, 504, 502}, true, 3, live.ErrUnavailable},
		{"a lost connection is tried again", []int{0, 200}, true, 2, nil},
		{"500 is not", []int{500, 200}, true, 1, live.ErrUnavailable},
		{"401 is not", []int{401, 200}, true, 1, live.ErrLogin},
		{"422 is an answer", []int{422}, true, 1, nil},
		{"a purchase is sent once after 503", []int{503, 200}, false, 1, live.ErrUnavailable},
		{"a purchase is sent once after a lost connection", []int{0, 200}, false, 1, live.ErrUnavailable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var n atomic.Int32
			c := serve(t, nil, func(w http.ResponseWriter, _ *http.Request) {
				i := min(int(n.Add(1)), len(tt.answers)) - 1
				if tt.answers[i] == 0 {
					panic(http.ErrAbortHandler)
				}
				w.WriteHeader(tt.answers[i])
				_, _ = io.WriteString(w, "{}")
			})
			r := safe()
			r.Safe = tt.safe
			_, err := c.Ask(t.Context(), r)
			if tt.fails == nil && err != nil || !errors.Is(err, tt.fails) {
				t.Errorf("got error %v, want %v", err, tt.fails)
			}
			if got := int(n.Load()); got != tt.want {
				t.Errorf("%d requests, want %d", got, tt.want)
			}
			var e *live.Error
			if errors.As(err, &e) && !tt.safe && !e.Sent {
				t.Error("the error does not say that the purchase was sent")
			}
		})
	}
}

// TestPurchaseWithAKeyIsSentOnce: net/http sends again by itself what has such a key,
// when a connection that was used before is lost.
func TestPurchaseWithAKeyIsSentOnce(t *testing.T) {
	var purchases atomic.Int32
	c := serve(t, nil, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/buy" {
			purchases.Add(1)
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, "{}")
	})
	if _, err := c.Ask(t.Context(), safe()); err != nil {
		t.Fatal(err)
	}
	buy := live.Request{Method: "POST", Path: "/buy", Body: []byte("{}"), Header: http.Header{"X-Idempotency-Key": {"k"}}}
	if _, err := c.Ask(t.Context(), buy); !errors.Is(err, live.ErrUnavailable) || purchases.Load() != 1 {
		t.Errorf("got error %v after %d purchases, want ErrUnavailable after one", err, purchases.Load())
	}
}

// TestPurchasesHavePatience: what buys is not given up with the budget of a quote.
func TestPurchasesHavePatience(t *testing.T) {
	c := serve(t, func(config *live.Config) { config.Budget = 100 * time.Millisecond }, func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(300 * time.Millisecond)
		_, _ = io.WriteString(w, "{}")
	})
	if _, err := c.Ask(t.Context(), safe()); !errors.Is(err, live.ErrTimeout) {
		t.Errorf("a question: got error %v, want ErrTimeout", err)
	}
	r := safe()
	r.Safe = false
	if _, err := c.Ask(t.Context(), r); err != nil {
		t.Errorf("a purchase: got error %v", err)
	}
}

func TestRetryAfterOverTheBudgetIsNotWaitedFor(t *testing.T) {
	var n atomic.Int32
	c := serve(t, nil, func(w http.ResponseWriter, _ *http.Request) {
		n.Add(1)
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(429)
	})
	start := time.Now()
	_, err := c.Ask(t.Context(), safe())
	var e *live.Error
	if !errors.Is(err, live.ErrThrottled) || !errors.As(err, &e) || e.RetryAfter != 7*time.Second {
		t.Errorf("got error %v, want ErrThrottled for 7 s", err)
	}
	// What the carrier asked for holds for the next question too.
	if _, err = c.Ask(t.Context(), safe()); !errors.Is(err, live.ErrThrottled) || n.Load() != 1 {
		t.Errorf("asked again: error %v after %d requests", err, n.Load())
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestRemainingQuotaIsLearnt(t *testing.T) {
	var n atomic.Int32
	c := serve(t, nil, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Remaining", fmt.Sprint(1-n.Add(1)))
		w.Header().Set("X-RateLimit-Reset", "60")
		_, _ = io.WriteString(w, "{}")
	})
	if _, err := c.Ask(t.Context(), safe()); err != nil {
		t.Fatal(err)
	}
	if left, known := c.Remaining(); left != 0 || !known {
		t.Errorf("%d are left, known %v; want 0 that are known", left, known)
	}
	if _, err := c.Ask(t.Context(), safe()); !errors.Is(err, live.ErrThrottled) || n.Load() != 1 {
		t.Errorf("got error %v after %d requests, want ErrThrottled after 1", err, n.Load())
	}
}

func TestCarrierThatFailsRests(t *testing.T) {
	var n atomic.Int32
	up := atomic.Bool{}
	c := serve(t, func(config *live.Config) { config.Rest = 50 * time.Millisecond }, func(w http.ResponseWriter, _ *http.Request) {
		n.Add(1)
		if !up.Load() {
			w.WriteHeader(500)
		}
		_, _ = io.WriteString(w, "{}")
	})
	for range 5 {
		if _, err := c.Ask(t.Context(), safe()); !errors.Is(err, live.ErrUnavailable) {
			t.Fatal(err)
		}
	}
	_, err := c.Ask(t.Context(), safe())
	if !errors.Is(err, live.ErrResting) || n.Load() != 5 {
		t.Fatalf("got error %v after %d requests, want ErrResting after 5", err, n.Load())
	}
	var e *live.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v", err)
	}
	if wait, later := e.Later(); !later || wait != 50*time.Millisecond {
		t.Errorf("it may be asked after %v: %v, want after its rest of 50 ms", wait, later)
	}
	up.Store(true)
	time.Sleep(60 * time.Millisecond)
	if _, err := c.Ask(t.Context(), safe()); err != nil {
		t.Errorf("it is back, and got error %v", err)
	}
}

func TestOneFlightForTheSameQuestion(t *testing.T) {
	var n atomic.Int32
	release := make(chan struct{})
	c := serve(t, nil, func(w http.ResponseWriter, _ *http.Request) {
		n.Add(1)
		<-release
		_, _ = io.WriteString(w, "{}")
	})
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if _, err := c.Ask(t.Context(), safe()); err != nil {
				t.Error(err)
			}
		})
	}
	// A caller that leaves does not take the others' answer with it.
	gone, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := c.Ask(gone, safe()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got error %v, want context.DeadlineExceeded", err)
	}
	close(release)
	wg.Wait()
	if n.Load() != 1 {
		t.Errorf("%d requests for one question", n.Load())
	}
}

func TestKeptAnswersShowTheirAge(t *testing.T) {
	var n atomic.Int32
	now := livetest.Clock()
	c := serve(t, func(config *live.Config) {
		config.Keep, config.Clock = time.Minute, func() time.Time { return now }
	}, func(w http.ResponseWriter, _ *http.Request) {
		n.Add(1)
		_, _ = io.WriteString(w, "{}")
	})
	ask := func(r live.Request, wantNote string, wantRequests int32) {
		t.Helper()
		a, err := c.Ask(t.Context(), r)
		if err != nil || a.Note() != wantNote || n.Load() != wantRequests {
			t.Errorf("got note %q, error %v, %d requests; want %q and %d", a.Note(), err, n.Load(), wantNote, wantRequests)
		}
	}
	ask(safe(), "", 1)
	now = now.Add(42 * time.Second)
	ask(safe(), "the carrier's answer is 42s old", 1)
	other := safe()
	other.Body = []byte(`{"weight":2}`)
	ask(other, "", 2)
	now = now.Add(18 * time.Second)
	ask(safe(), "", 3)
	c.Forget(safe())
	ask(safe(), "", 4)
	bought := safe()
	bought.Safe = false
	ask(bought, "", 5)
	ask(bought, "", 6)
}

func TestTokenIsRefreshedOnceForAll(t *testing.T) {
	var logins, refused atomic.Int32
	now := atomic.Int64{}
	now.Store(livetest.Clock().Unix())
	c := serve(t, func(config *live.Config) {
		config.Authorization = ""
		config.Login = &live.Login{Path: "/token", ID: "shop", Secret: canary}
		config.Clock = func() time.Time { return time.Unix(now.Load(), 0) }
	}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/token" {
			id, secret, _ := r.BasicAuth()
			if id != "shop" || secret != canary || r.FormValue("grant_type") != "client_credentials" {
				t.Errorf("login with %q, %q, %v", id, secret, r.Form)
			}
			time.Sleep(20 * time.Millisecond)
			fmt.Fprintf(w, `{"access_token":"token-%d","expires_in":"3600"}`, logins.Add(1))
			return
		}
		if r.Header.Get("Authorization") != fmt.Sprintf("Bearer token-%d", logins.Load()) {
			refused.Add(1)
			w.WriteHeader(401)
		}
		_, _ = io.WriteString(w, "{}")
	})
	ask := func(n int) {
		t.Helper()
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				r := safe()
				r.Body = fmt.Append(nil, i)
				if _, err := c.Ask(t.Context(), r); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	ask(30)
	if logins.Load() != 1 {
		t.Errorf("%d logins for 30 callers at once, want 1", logins.Load())
	}
	now.Add(3600 - 60)
	ask(30)
	if logins.Load() != 2 || refused.Load() != 0 {
		t.Errorf("%d logins and %d refusals a minute before the end, want 2 and 0", logins.Load(), refused.Load())
	}
	logins.Add(1) // the carrier revokes it
	ask(1)
	if refused.Load() != 1 {
		t.Errorf("%d refusals of a revoked token, want 1 and a new login", refused.Load())
	}
}

func TestWrongKey(t *testing.T) {
	c := serve(t, func(config *live.Config) {
		config.Login = &live.Login{Path: "/token", ID: "shop", Secret: canary, InForm: true}
	}, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(401)
		fmt.Fprintf(w, `{"response":{"errors":[{"code":"10401","message":"ClientId is Invalid: %s"}]}}`, r.FormValue("client_secret"))
	})
	err := c.Login(t.Context())
	want := "acme: POST /token: the carrier refuses the key: status 401: 10401: ClientId is Invalid: ***"
	if err == nil || err.Error() != want || !errors.Is(err, live.ErrLogin) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
