package carriertest_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
)

func TestAGoodCarrierPasses(t *testing.T) {
	carriertest.Run(t, good(), order(1), order(3))
}

func TestAGoodListerPasses(t *testing.T) {
	carriertest.Run(t, listing{good(), goodServices()}, order(2))
}

func TestAGoodLocalPasses(t *testing.T) {
	carriertest.Run(t, local{good()}, order(2))
}

func TestEachBreachIsCaught(t *testing.T) {
	caught := map[string]bool{}
	for _, tt := range brokenCarriers() {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for _, rule := range carriertest.Rules() {
					if rule.Name() != tt.rule {
						continue
					}
					caught[tt.rule] = true
					if err := rule.Breach(t.Context(), tt.c, order(2)); err == nil {
						t.Errorf("%q passes", tt.rule)
					} else {
						t.Log(err)
					}
				}
				time.Sleep(1000 * time.Hour) // fake hours, in which what was abandoned ends
			})
		})
	}
	for _, rule := range carriertest.Rules() {
		if !caught[rule.Name()] {
			t.Errorf("no carrier here breaks %q", rule.Name())
		}
	}
}

func TestASuiteWithoutAQuoteFails(t *testing.T) {
	abroad := order(1)
	abroad.To.Country, abroad.To.PostalCode = "FR", "75011"
	invalid := order(1)
	invalid.Parcels = nil
	tests := []struct {
		name      string
		c         carriers.Carrier
		shipments []carriers.Shipment
		want      string
	}{
		{"one of two is quoted", good(), []carriers.Shipment{abroad, order(1)}, ""},
		{"no shipments", good(), nil, "none of 0 shipments is quoted"},
		{"only refused", good(), []carriers.Shipment{abroad}, "none of 1 shipments is quoted"},
		{"an invalid one", good(), []carriers.Shipment{order(1), invalid}, "shipment 1 is not a valid one: parcels: must have at least one"},
		{"failing", instead(func(context.Context, carriers.Shipment) error { return errors.New("down") }), []carriers.Shipment{order(1)}, "shipment 0: down"},
	}
	for _, tt := range tests {
		err := carriertest.QuotesSomething(t.Context(), tt.c, tt.shipments)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

// Run itself fails a test only in another process: this one.
func TestRunFails(t *testing.T) {
	const mark = "CARRIERTEST_RUN_A_BROKEN_CARRIER"
	if os.Getenv(mark) != "" {
		carriertest.Run(t, editQuotes(func(q *carriers.Quote) { q.Name = "" }), order(1))
		return
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRunFails$", "-test.v")
	cmd.Env = append(os.Environ(), mark+"=1")
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("the broken carrier passes: %v\n%s", err, out)
	}
	for _, want := range []string{
		"--- FAIL: TestRunFails/shipment_0/quotes_are_well_formed", "the shipment: quotes[0] ground: it has no name",
		"--- PASS: TestRunFails/shipment_0/repeats_itself",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}
