package dhlexpress_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// tracker shows DHL's example, by the shipment's number or the piece's.
func tracker(t *testing.T, change func(string) string) *dhlexpress.Carrier {
	t.Helper()
	return livetest.Open(t, connect, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		login(t, r)
		switch q := r.URL.Query(); {
		case r.URL.Path == "/shipments/1234567890/tracking", r.URL.Path == "/tracking" && q.Get("pieceTrackingNumber") == "JD012345678901234567":
			_, _ = io.WriteString(w, change(string(livetest.File(t, "tracking.json"))))
		default:
			w.WriteHeader(404)
			_, _ = io.WriteString(w, `{"instance":"/expressapi/shipments/1251820953/tracking","detail":"No data found","title":"Not data found","message":"Not data found","status":"404"}`)
		}
	}))
}

func TestTrack(t *testing.T) {
	for number, events := range map[string]int{"1234567890": 13, "JD012345678901234567": 10} {
		got, err := tracker(t, func(s string) string { return s }).Track(t.Context(), number)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Events) != events {
			t.Fatalf("%s has %d events, want %d", number, len(got.Events), events)
		}
		first, last := got.Events[0], got.Events[events-1]
		got.Events = nil
		if diff := cmp.Diff(carriers.Tracking{Number: number, Carrier: "DHL Express", Status: carriers.Delivered, Estimated: carriers.NewDate(2023, time.August, 11)}, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		want := carriers.TrackingEvent{At: time.Date(2023, time.August, 9, 13, 56, 21, 0, time.UTC), Status: carriers.InTransit, Words: "Shipment picked up", Place: "SYDNEY-AU"}
		if diff := cmp.Diff(want, first); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if last.Status != carriers.Delivered || !strings.HasPrefix(last.Words, "Delivered") {
			t.Errorf("the last event is %+v", last)
		}
	}
}

func TestTrackStatus(t *testing.T) {
	before := func(code string) func(string) string { // the shipment's events up to one
		return func(s string) string {
			head, rest, _ := strings.Cut(s, `"events": [`)
			events, tail, _ := strings.Cut(rest, `"numberOfPieces"`)
			events, _, _ = strings.Cut(events, `"`+code+`"`)
			events = events[:strings.LastIndex(events, "{")]
			events = strings.TrimSuffix(strings.TrimSpace(events), ",")
			return head + `"events": [` + events + `], "numberOfPieces"` + tail
		}
	}
	tests := []struct {
		name   string
		change func(string) string
		want   carriers.TrackingStatus
	}{
		{"no event yet is announced", before("PU"), carriers.Announced},
		{"news of customs leave it in transit", before("CR"), carriers.InTransit},
		{"with the courier", before("OK"), carriers.OutForDelivery},
		{"a code that is not known here is not announced", func(s string) string { return strings.ReplaceAll(before("AF")(s), `"PU"`, `"ZZ"`) }, carriers.TrackingUnknown},
		{"the newest first, each at its own offset", func(string) string {
			return `{"shipments":[{"shipmentTrackingNumber":"1234567890","status":"Success","events":[` +
				`{"date":"2026-11-24","time":"10:00:00","GMTOffset":"+01:00","typeCode":"OK"},{"date":"2026-11-24","time":"16:30:00","GMTOffset":"+08:00","typeCode":"WC"}]}]}`
		}, carriers.Delivered},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tracker(t, tt.change).Track(t.Context(), "1234567890")
			if err != nil {
				t.Fatal(err)
			}
			if got.Status != tt.want {
				t.Errorf("got %q, want %q: %+v", got.Status, tt.want, got.Events)
			}
		})
	}
}

func TestTrackErrors(t *testing.T) {
	same := func(s string) string { return s }
	tests := []struct {
		name, number string
		change       func(string) string
		is           error
		says         string
	}{
		{"a number that DHL does not show", "1111111111", same, carriers.ErrNotFound, "No data found"},
		{"another's shipment", "1234567890", func(s string) string { return strings.Replace(s, "1234567890", "1234567891", 1) }, carriers.ErrNotFound, "shows nothing of 1234567890"},
		{"no success", "1234567890", func(s string) string { return strings.Replace(s, `"Success"`, `"No Shipments Found"`, 1) }, carriers.ErrNotFound, "shows nothing of 1234567890"},
		{"a time that is none", "1234567890", func(s string) string { return strings.Replace(s, "13:56:21", "25:00:00", 1) }, live.ErrAnswer, "not a time such as"},
		{"a number that is a path", "../1234567890", same, nil, "is not that of a shipment or a piece"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tracker(t, tt.change).Track(t.Context(), tt.number)
			if err == nil || !strings.Contains(err.Error(), tt.says) || tt.is != nil && !errors.Is(err, tt.is) || strings.Contains(err.Error(), livetest.Canary) {
				t.Errorf("got error %v, want one that matches %v and says %q", err, tt.is, tt.says)
			}
		})
	}
}
