package live_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

func TestPrivateAddressesAreForTestServersAlone(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[fd00::1]", "100.64.0.1", "[::ffff:127.0.0.1]", "0.0.0.0", "localhost"} {
		c, err := live.New(live.Config{Carrier: "acme", URL: "https://" + host + ":1", Clock: livetest.Clock, Chance: func() float64 { return 0 }})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Ask(t.Context(), safe())
		var e *live.Error
		if !errors.Is(err, live.ErrConfig) || !errors.As(err, &e) || e.Sent {
			t.Errorf("%s: got error %v, want ErrConfig", host, err)
		}
	}
}

func TestConfigProblemsAreNamedAtOnce(t *testing.T) {
	_, err := live.New(live.Config{URL: "http://user@example.com/?key=1", Budget: -1})
	for _, want := range []string{"url: must be a scheme", "carrier: must be named", "clock and chance", "budget, patience, keep and rest"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want one that says %q", err, want)
		}
	}
	_, err = live.New(live.Config{Carrier: "acme", URL: "http://example.com", Clock: livetest.Clock, Chance: func() float64 { return 0 }})
	if err == nil || !strings.Contains(err.Error(), "must begin with https") || !errors.Is(err, live.ErrConfig) {
		t.Errorf("plain http: got %v", err)
	}
}

func TestFetch(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("the key is sent")
		}
		_, _ = w.Write(make([]byte, 2<<20)) // over MaxBody, under MaxLabel
	}))
	defer server.Close()
	config := livetest.Config(server)
	config.Carrier, config.Authorization, config.LabelHosts = "acme", "Bearer "+canary, []string{".labels.example"}
	c, err := live.New(config)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if b, err := c.Fetch(t.Context(), server.URL+"/label.pdf"); err != nil || len(b) != 2<<20 {
		t.Errorf("%d bytes and error %v, want 2 MiB", len(b), err)
	}
	for _, address := range []string{"https://evil.example/x", "https://labels.example.evil/x", "file:///etc/passwd", "https://a:b@x.labels.example/", "//x", "\x00"} {
		if _, err := c.Fetch(t.Context(), address); !errors.Is(err, live.ErrAnswer) {
			t.Errorf("%s: got error %v, want ErrAnswer", address, err)
		}
	}
}

// TestOutcome is what decides whether an order is bought twice.
func TestOutcome(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  live.Error
		want error
	}{
		{"a timeout after it was sent", live.Error{Kind: live.ErrTimeout, Sent: true}, carriers.ErrUnknown},
		{"a timeout before", live.Error{Kind: live.ErrTimeout}, carriers.ErrNotBought},
		{"a server error", live.Error{Kind: live.ErrUnavailable, Status: 500, Sent: true}, carriers.ErrUnknown},
		{"no connection", live.Error{Kind: live.ErrUnavailable}, carriers.ErrNotBought},
		{"nonsense", live.Error{Kind: live.ErrAnswer, Sent: true}, carriers.ErrUnknown},
		{"a wrong key", live.Error{Kind: live.ErrLogin, Status: 401, Sent: true}, carriers.ErrNotBought},
		{"too many requests", live.Error{Kind: live.ErrThrottled, Status: 429, Sent: true}, carriers.ErrNotBought},
		{"a refusal", live.Error{Kind: live.ErrRefused, Status: 422, Sent: true}, carriers.ErrNotBought},
		{"a carrier at rest", live.Error{Kind: live.ErrResting}, carriers.ErrNotBought},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := live.Outcome(&tt.err)
			if !errors.Is(err, tt.want) || !errors.Is(err, tt.err.Kind) {
				t.Errorf("got %v, want one that matches %q", err, tt.want)
			}
		})
	}
}
