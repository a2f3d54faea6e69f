package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFlagsMayStandBehindArguments(t *testing.T) {
	app := newApp(world{now: today})
	tests := []struct {
		name       string
		args, want []string
	}{
		{"behind", []string{"shiprate", "dim", "1x1x1in", "2lb", "--json"}, []string{"shiprate", "dim", "--json", "--", "1x1x1in", "2lb"}},
		{"between, with a value", []string{"shiprate", "dim", "1x1x1in", "--ready", "2026-01-05", "2lb"}, []string{"shiprate", "dim", "--ready", "2026-01-05", "--", "1x1x1in", "2lb"}},
		{"with an equals sign", []string{"shiprate", "dim", "1x1x1in", "--ready=2026-01-05", "2lb"}, []string{"shiprate", "dim", "--ready=2026-01-05", "--", "1x1x1in", "2lb"}},
		{"after two hyphens all are arguments", []string{"shiprate", "track", "--", "--json"}, []string{"shiprate", "track", "--", "--json"}},
		{"a subcommand", []string{"shiprate", "card", "check", "dir"}, []string{"shiprate", "card", "check", "--", "dir"}},
		{"a hyphen is an argument or a value", []string{"shiprate", "quote", "--shipment", "-"}, []string{"shiprate", "quote", "--shipment", "-"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := arrange(tt.args, app)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSplitList(t *testing.T) {
	if got := splitList(" ups, usps ,,"); !slices.Equal(got, []string{"ups", "usps"}) {
		t.Errorf("got %q", got)
	}
}
