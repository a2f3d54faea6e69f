package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/strictjson"
)

// TestConfigOfTheReadme opens the config that the page shows, without keys, so
// that nobody is asked.
func TestConfigOfTheReadme(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for i := range kinds {
		if !strings.Contains(string(page), "\n| `"+kinds[i].name+"` | ") {
			t.Errorf("the page does not have the kind %s", kinds[i].name)
		}
	}
	shown := 0
	for _, m := range fence.FindAllStringSubmatch(string(page), -1) {
		if !strings.Contains(m[2], `"accounts"`) {
			continue
		}
		shown++
		file := filepath.Join(t.TempDir(), "config.json")
		if err := os.WriteFile(file, []byte(m[2]), 0o600); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		status := run(context.Background(), []string{"shiprate", "carriers", "login", "--config", file}, world{nil, &stdout, &stderr, today})
		if status != failed || strings.Count(stdout.String(), "unset") != strings.Count(m[2], `"kind"`) {
			t.Errorf("status %d\n%s%s", status, stdout.String(), stderr.String())
		}
	}
	if shown != 1 {
		t.Errorf("the page shows %d configs, want 1", shown)
	}
}

// TestSamplesAreAsked sees that no kind refuses its sample without asking: that
// would prove a key right that nobody has seen.
func TestSamplesAreAsked(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer server.Close()
	number := map[string]string{"ups": "A1B2C3", "fedex": "123456789", "dhlexpress": "123456789"}
	for i := range kinds {
		k := &kinds[i]
		t.Run(k.name, func(t *testing.T) {
			asked.Store(0)
			o := opening{secret: map[string]string{}}
			o.live = live.Config{URL: server.URL, TestServer: true, Clock: today, Chance: func() float64 { return 0 }, Budget: time.Minute}
			for _, name := range k.secrets {
				o.secret[name] = canary
			}
			if k.leastNumbers > 0 {
				o.numbers = []string{number[k.name]}
			}
			c, err := k.open(o)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			s := k.sample()
			if err := atOrigin(&s, world{now: today}); err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(); err != nil {
				t.Errorf("the sample is not valid: %v", err)
			}
			if _, err := c.Quote(t.Context(), s); stateOf(err) != "refused" || asked.Load() == 0 {
				t.Errorf("asked %d times, state %s, error %v", asked.Load(), stateOf(err), err)
			}
		})
	}
}

// FuzzConfig reads configs of any kind: no account is open when one is wrong, and
// no error shows a secret of the environment.
func FuzzConfig(f *testing.F) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, m := range fence.FindAllStringSubmatch(string(page), -1) {
		if strings.Contains(m[2], `"accounts"`) {
			f.Add([]byte(m[2]))
		}
	}
	f.Add([]byte(`{"accounts":{"a":{"kind":"usps","env":{"client_id":"EASYPOST_API_KEY","client_secret":"UPS_CLIENT_SECRET"},"options":{"contract":true,"mid":"1"}}}}`))
	f.Add([]byte(`{"accounts":{"a":{"kind":"` + canary + `","env":{"key":"EASYPOST_API_KEY"},"budget":"2s","keep":"` + canary + `"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"EASYPOST_API_KEY", "UPS_CLIENT_ID", "UPS_CLIENT_SECRET"} {
			t.Setenv(name, canary)
		}
		list, err := configReader{world: world{now: today}, keeps: true}.accounts("config.json", data)
		defer closeAll(list)
		if err == nil {
			for _, a := range list {
				if a.carrier == nil || a.Budget() <= 0 || a.Name() == "" || len(a.Services()) == 0 {
					t.Errorf("%+v", a)
				}
			}
			return
		}
		if list != nil || !strings.Contains(err.Error(), "config.json") {
			t.Errorf("%d accounts and error %v", len(list), err)
		}
		var read configFile
		if strictjson.Decode(data, &read) != nil || !bytes.Contains(data, []byte(canary)) {
			return
		}
		for _, f := range read.Accounts {
			for _, name := range f.Env {
				if os.Getenv(name) == canary && strings.Contains(err.Error(), canary) {
					t.Errorf("the secret is shown: %v", err)
				}
			}
		}
	})
}
