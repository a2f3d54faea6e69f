package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/batch"
)

// A run that buys tells each second what it does and what it waits for.
func TestWhatARunWaitsFor(t *testing.T) {
	at := time.Date(2026, time.November, 23, 17, 6, 20, 0, time.UTC)
	buying := &batch.Underway{
		Orders: 120, Chosen: 120, ToBuy: 120, Bought: 83, Open: 2, Until: at,
		Waits: []batch.Wait{{Carrier: "ep", Until: at.Add(time.Hour), Alone: true, Reason: "too many requests"}, {Carrier: "ups", Until: at.Add(time.Second), Reason: "too many requests"}},
	}
	for _, tt := range []struct {
		name string
		live *batch.Underway
		want string
	}{
		{"prices", &batch.Underway{Orders: 120, Chosen: 7}, "7 of 120 chosen for"},
		{"labels", buying, "83 of 120 bought · 2 waited for until 17:06:20 · ep asks to be left alone until 18:06:20 · ups asks to wait until 17:06:21"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := liveText(tt.live); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	var out strings.Builder
	now := at
	p := &progress{w: &out, now: func() time.Time { return now }, kind: "json", start: at, last: at, first: -1}
	now = at.Add(time.Second)
	p.add(batch.Progress{Chunks: 1, Live: buying})
	var e event
	if err := json.Unmarshal([]byte(out.String()), &e); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(liveOf(buying), e.Live); diff != "" || e.Live.Waits[0].State != "left_alone" {
		t.Errorf("as JSON (-want +got):\n%s", diff)
	}
	out.Reset()
	p.kind, now = "line", now.Add(time.Second)
	p.add(batch.Progress{Chunks: 1, Live: buying})
	if !strings.HasPrefix(out.String(), "\r83 of 120 bought") {
		t.Errorf("as a line: %q", out.String())
	}

	out.Reset()
	tell := tellWaits(&out)
	for range 3 {
		tell(batch.Progress{Live: buying})
	}
	want := "it is not known yet whether it is bought, or its label is not there: the carrier is asked again at 17:06:20\n" +
		"ep is asked again at 18:06:20: too many requests\nups is asked again at 17:06:21: too many requests\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("of one label (-want +got):\n%s", diff)
	}
}
