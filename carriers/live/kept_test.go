package live_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers/live"
)

const secretOfTests = "SECRET-7c3a91"

// TestKeepInAFolder asks one question by client after client, as processes do.
func TestKeepInAFolder(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte(`{"price":"5.93","echo":"` + r.Header.Get("Authorization") + `"}`))
	}))
	defer server.Close()
	now := time.Date(2026, time.November, 23, 15, 0, 0, 0, time.UTC)
	config := live.Config{
		Carrier: "acme", URL: server.URL, TestServer: true, Authorization: "Bearer " + secretOfTests, Budget: time.Minute,
		Keep: 10 * time.Minute, KeepIn: filepath.Join(t.TempDir(), "answers"),
		Clock: func() time.Time { return now }, Chance: func() float64 { return 0 },
	}
	question := live.Request{Method: "POST", Path: "/rates", Body: []byte(`{"zip":"94105"}`), Safe: true}
	ask := func(config live.Config, want int, note string) *live.Client {
		t.Helper()
		c, err := live.New(config)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		a, err := c.Ask(t.Context(), question)
		if err != nil || a.Status != http.StatusCreated || a.JSON.Read().Root().Get("price").Text() != "5.93" {
			t.Errorf("got %+v and error %v", a, err)
		}
		if asked != want || a.Note() != note {
			t.Errorf("asked %d times with note %q, want %d with %q", asked, a.Note(), want, note)
		}
		return c
	}
	ask(config, 1, "")
	files, err := filepath.Glob(filepath.Join(config.KeepIn, "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the folder has %q, error %v", files, err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil || strings.Contains(string(data)+files[0], secretOfTests) {
		t.Errorf("%s has a secret, or error %v: %s", files[0], err, data)
	}
	if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("%s is open to others: %v, error %v", files[0], info.Mode(), err)
	}

	now = now.Add(5 * time.Minute)
	ask(config, 1, "the carrier's answer is 5m0s old")
	ask(config, 1, "the carrier's answer is 5m0s old")
	other := config
	other.Authorization = "Bearer of another account"
	ask(other, 2, "")
	now = now.Add(5 * time.Minute)
	c := ask(config, 3, "") // it is ten minutes old
	c.Forget(question)
	ask(config, 4, "")

	for _, broken := range []string{"", "201", "201 2026-11-23T15:10:00Z\n{", "500 2026-11-23T15:10:00Z\n{}", "201 today\n{}", "201 2026-11-24T15:10:00Z\n{}", "200\n{}"} {
		if err := os.WriteFile(files[0], []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		ask(config, asked+1, "")
	}
	config.KeepIn = filepath.Join(files[0], "under-a-file")
	ask(config, asked+1, "") // it cannot be written
	ask(config, asked+1, "")
}
