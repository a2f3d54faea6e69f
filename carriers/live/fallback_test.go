package live_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/ups"
	dw "github.com/shiprate/shiprate/dimweight"
)

// away is a live carrier that does not answer.
type away struct {
	err  error
	wait bool // until its context ends
}

func (away) Name() string { return "ups-live" }

func (a away) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	if err := s.Validate(); err != nil {
		return carriers.Reply{}, err
	}
	if a.wait {
		<-ctx.Done()
		return carriers.Reply{}, ctx.Err()
	}
	return carriers.Reply{}, a.err
}

func parcel() carriers.Shipment {
	return carriers.Shipment{
		From: carriers.Address{PostalCode: "10001", Country: "US"}, To: carriers.Address{PostalCode: "94105", Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 4 * dw.Pound}},
		Ready:   time.Date(2026, time.June, 16, 0, 0, 0, 0, time.UTC),
	}
}

func TestFallback(t *testing.T) {
	down := live.Fallback(away{err: &live.Error{Carrier: "ups-live", Kind: live.ErrUnavailable, Status: 503}}, ups.New())
	reply, err := down.Quote(t.Context(), parcel())
	if err != nil || len(reply.Quotes) == 0 {
		t.Fatalf("%d quotes and error %v", len(reply.Quotes), err)
	}
	const why = "ups-live: the carrier is not available: status 503"
	for _, q := range reply.Quotes {
		if q.Carrier != "ups-live" || q.Fallback != why || !slices.Contains(q.Notes, "fallback: "+why) || q.Card == "" {
			t.Errorf("%s: carrier %q, fallback %q, notes %q, card %q", q.Service, q.Carrier, q.Fallback, q.Notes, q.Card)
		}
	}
	own, err := ups.New().Quote(t.Context(), parcel())
	if err != nil || own.Quotes[0].Carrier != "ups" || own.Quotes[0].Fallback != "" {
		t.Errorf("the card's own quotes are changed: %+v, error %v", own.Quotes[0], err)
	}
}

func TestFallbackContract(t *testing.T) {
	carriertest.Run(t, live.Fallback(away{err: live.ErrUnavailable}, ups.New()), parcel())
}

// TestFallbackAnswersBeforeTheDeadline tries several times, since a busy machine
// may take longer than the ten milliseconds to wake up.
func TestFallbackAnswersBeforeTheDeadline(t *testing.T) {
	card := ups.New() // loaded before the time runs
	var got []string
	for range 50 {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		reply, err := live.Fallback(away{wait: true}, card).Quote(ctx, parcel())
		cancel()
		if err == nil && len(reply.Quotes) > 0 {
			return
		}
		got = append(got, fmt.Sprintf("%d quotes and error %v", len(reply.Quotes), err))
	}
	t.Errorf("got %q, want the card's", got)
}

func TestFallbackIsNotForTheCallersOwnEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := live.Fallback(away{wait: true}, ups.New()).Quote(ctx, parcel()); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want context.Canceled", err)
	}
	if _, err := live.Fallback(away{err: live.ErrUnavailable}, ups.New()).Quote(t.Context(), carriers.Shipment{}); !errors.Is(err, carriers.ErrInvalid) {
		t.Errorf("got error %v, want ErrInvalid", err)
	}
}
