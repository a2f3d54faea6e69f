package live_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	dw "github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// answer is an EasyPost answer of about 25 KB with three services: what is not
// read must be read over all the same.
func answer() []byte {
	rate := func(service, price string) string {
		return fmt.Sprintf(`{"carrier":"USPS","currency":"USD","delivery_days":2,"delivery_date_guaranteed":false,"rate":%q,"service":%q}`, price, service)
	}
	rates := strings.Join([]string{rate("GroundAdvantage", "5.93"), rate("Priority", "6.90"), rate("Express", "33.10")}, ",")
	filler := strings.TrimPrefix(string(answerOf(24<<10)), `{"id":"shp_1","object":"Shipment","messages":[],"rates":`)
	return []byte(`{"id":"shp_1","rates":[` + rates + `],"messages":[],"forms":` + filler)
}

// server answers with TLS, on loopback.
func server(t testing.TB, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(handler)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func healthy(t testing.TB) http.HandlerFunc {
	body := answer()
	length := fmt.Sprint(len(body))
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", length)
		_, _ = w.Write(body)
	}
}

// connect makes an adapter of a server, under a name of its own.
func connect(t testing.TB, handler http.HandlerFunc, budget time.Duration, called string) carriers.Carrier {
	t.Helper()
	config := livetest.Config(server(t, handler))
	config.Budget = budget
	c, err := easypost.New(easypost.Config{Key: livetest.Canary, Live: config})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return named{c, called}
}

// named gives a carrier another name, so that five can stand in one shop.
type named struct {
	*easypost.Carrier
	called string
}

func (n named) Name() string { return n.called }

func (n named) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	reply, err := n.Carrier.Quote(ctx, s)
	for i := range reply.Quotes {
		reply.Quotes[i].Carrier = n.called
	}
	return reply, err
}

func today() carriers.Shipment {
	s := parcel()
	s.Ready = livetest.Clock()
	return s
}

// TestHealthyCarriersAnswerWhileOthersDoNot: one hangs, one fails, one throttles,
// two answer. The quote takes the budget and no longer.
func TestHealthyCarriersAnswerWhileOthersDoNot(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("shop", func(t *testing.T) {
		const budget = 150 * time.Millisecond
		cs := []carriers.Carrier{
			connect(t, func(_ http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body) // else the server does not see that the client hangs up
				<-r.Context().Done()
			}, budget, "hung"),
			connect(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, budget, "failing"),
			connect(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "60")
				w.WriteHeader(429)
			}, budget, "throttled"),
			connect(t, healthy(t), 5*time.Second, "first"),
			connect(t, healthy(t), 5*time.Second, "second"),
		}
		var took []time.Duration
		for i := range 40 {
			s := today()
			s.Parcels[0].Weight += dw.Weight(i) * dw.Ounce
			start := time.Now()
			shopped := rates.Shop(t.Context(), s, cs...)
			took = append(took, time.Since(start))
			if len(shopped.Quotes) != 6 || len(shopped.Rejections) != 3 {
				t.Fatalf("%d quotes and rejections %v, want 6 and 3", len(shopped.Quotes), shopped.Rejections)
			}
		}
		slices.Sort(took)
		t.Logf("p50 %v, p99 %v of a budget of %v", took[len(took)/2], took[len(took)-1], budget)
		if worst := took[len(took)-1]; worst > budget+500*time.Millisecond {
			t.Errorf("the slowest took %v of a budget of %v", worst, budget)
		}
	})
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines are left of %d", now, before)
	}
}
