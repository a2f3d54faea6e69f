package live_test

import (
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// TestPatience: the server takes longer than the budget, and far less than the
// patience.
func TestPatience(t *testing.T) {
	const budget = 200 * time.Millisecond
	tests := []struct {
		name     string
		safe     bool
		patience time.Duration
		fails    error
	}{
		{"a purchase may outlast the budget", false, time.Minute, nil},
		{"a purchase without patience may not", false, 0, live.ErrTimeout},
		{"less patience than the budget counts for nothing", false, time.Millisecond, live.ErrTimeout},
		{"a question may never", true, time.Minute, live.ErrTimeout},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := serve(t, func(config *live.Config) { config.Budget = budget }, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				select {
				case <-r.Context().Done():
				case <-time.After(3 * budget):
				}
				_, _ = io.WriteString(w, `{}`)
			})
			_, err := c.Ask(t.Context(), live.Request{Method: "POST", Path: "/buy", Body: []byte("{}"), Safe: tt.safe, Patience: tt.patience})
			if !errors.Is(err, tt.fails) {
				t.Fatalf("got error %v, want %v", err, tt.fails)
			}
			if err != nil && !tt.safe && !errors.Is(live.Outcome(err), carriers.ErrUnknown) {
				t.Errorf("a purchase that was given up is %v, want ErrUnknown", live.Outcome(err))
			}
		})
	}
}
