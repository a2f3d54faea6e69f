package main

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/shiprate/shiprate/carriers/tariff"
)

// TestOnlyTheCardsAskedForAreLoaded counts whose cards a quote loads.
func TestOnlyTheCardsAskedForAreLoaded(t *testing.T) {
	const us, parcel = "--from 10001 --to 94105", " --parcel 12x9x7in:4lb --ready 2026-11-23"
	for _, tt := range []struct{ name, args, want string }{
		{"from the US", us, "fedex ups usps"},
		{"one of them", us + " --carrier usps", "usps"},
		{"one that has to be named", us + " --carrier usps-retail", "usps-retail"},
		{"from France", "--from FR:75011 --to FR:13001", "laposte mondialrelay"},
		{"a service of another", us + " --carrier ups --service ups/ground", "ups"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			loaded := spyOnCards(t)
			var stdout, stderr bytes.Buffer
			args := append([]string{"shiprate", "quote"}, strings.Fields(tt.args+parcel)...)
			if status := run(context.Background(), args, world{nil, &stdout, &stderr, today}); status != done {
				t.Fatalf("status %d: %s", status, stderr.String())
			}
			if got := strings.Join(loaded(), " "); got != tt.want {
				t.Errorf("loaded %q, want %q", got, tt.want)
			}
		})
	}
}

// spyOnCards notes whose cards are loaded until the end of the test.
func spyOnCards(t *testing.T) (loaded func() []string) {
	t.Helper()
	var mu sync.Mutex
	var names []string
	for i, p := range published {
		published[i].cards = func() []*tariff.Card {
			mu.Lock()
			defer mu.Unlock()
			names = append(names, p.name)
			return p.cards()
		}
		t.Cleanup(func() { published[i] = p })
	}
	return func() []string {
		slices.Sort(names)
		return slices.Compact(names)
	}
}
