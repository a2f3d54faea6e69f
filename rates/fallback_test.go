package rates_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

func TestWithoutFallback(t *testing.T) {
	live := &carriers.Quote{Carrier: "ups", Service: "ground"}
	card := &carriers.Quote{Carrier: "ups", Service: "ground", Fallback: "ups: no answer in time"}
	tests := []struct {
		name  string
		names []string
		q     *carriers.Quote
		want  string
	}{
		{"a live quote may win", nil, live, ""},
		{"no fallback may win when none is named", nil, card, "it is a fallback, and must not win: ups: no answer in time"},
		{"nor one of a carrier that is named", []string{"fedex", "ups"}, card, "it is a fallback, and must not win: ups: no answer in time"},
		{"another carrier's may", []string{"fedex"}, card, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, reason := rates.WithoutFallback(tt.names...).Refuse(tt.q)
			if reason != tt.want || (code == "") != (tt.want == "") {
				t.Errorf("got %q and %q, want %q", code, reason, tt.want)
			}
		})
	}
}
