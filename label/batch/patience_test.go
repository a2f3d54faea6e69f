package batch_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/report"
)

// An away carrier gives no answer.
type away struct{ *market }

func (away) Name() string { return "away" }

func (away) Quote(context.Context, carriers.Shipment) (carriers.Reply, error) {
	return carriers.Reply{}, errors.New("connection refused")
}

// Who runs a batch is told that a carrier was left out of the choices, since that may
// cost more; and when it was the only one, what to do.
func TestACarrierThatIsAway(t *testing.T) {
	m := &market{}
	b := newBench(t, someOrders(2))
	o := b.buying(away{m}, m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	s := b.run(o)
	const note = "away gave no answer, and was left out of the choice: shiprate carriers login tells why"
	if row := table(t, filepath.Join(o.Out, "shipments.csv"))[0]; !strings.Contains(row["notes"], note) || s.Orders != 2 {
		t.Errorf("%d orders, row %v", s.Orders, row)
	}
	want := []report.Live{{Account: "away", Failed: 2, Reasons: []report.Count{{What: "connection refused", Count: 2}}}, {Account: "live", Answered: 2}}
	if diff := cmp.Diff(want, s.Live); diff != "" {
		t.Errorf("the summary tells (-want +got):\n%s", diff)
	}
	if got := s.Live[0].String(); got != "away gave no answer for 2 of 2 orders: connection refused (2)" {
		t.Errorf("in a line: %s", got)
	}
	if page := files(t, o.Out)["report.html"]; !strings.Contains(page, "1 live carrier did not answer for every order") || !strings.Contains(page, "connection refused (2)") {
		t.Error("the page does not tell")
	}
	again := files(t, o.Out)
	if err := os.RemoveAll(filepath.Join(o.Out, "parts")); err != nil {
		t.Fatal(err)
	}
	b.run(o)
	if names := differ(again, files(t, o.Out)); names != nil {
		t.Errorf("made again, %v have other bytes", names)
	}

	b = newBench(t, someOrders(1))
	o = b.buying(away{m})
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
	if row["error_reason"] != "no carrier gives a price: away: failed: connection refused" || !strings.HasPrefix(row["error_hint"], "shiprate carriers login tells more; when it answers") {
		t.Errorf("row %v", row)
	}
}

// A carrier that was waited for in vain is not waited for again, order by order.
func TestNobodyWaitsTwiceInVain(t *testing.T) {
	m := &market{busy: 1000}
	b := newBench(t, someOrders(5))
	o := b.buying(m)
	o.Buy.AtOnce = 1
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	if s := b.run(o); s.Failed != 5 {
		t.Errorf("%d failed, want 5", s.Failed)
	}
	if asked := 1000 - m.busy; asked != 20 {
		t.Errorf("it was asked %d times, want 20 for the first order and none for the others", asked)
	}
}
