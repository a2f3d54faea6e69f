package batch_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch"
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
	o := b.buying(m)
	o.Carriers = []carriers.Carrier{away{m}, m}
	o.Buy.From = o.Carriers
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	s := b.run(o)
	const note = "away gave no answer, and was left out of the choice: shiprate carriers login tells why"
	if row := table(t, filepath.Join(o.Out, "shipments.csv"))[0]; !strings.Contains(row["notes"], note) || s.Orders != 2 {
		t.Errorf("%d orders, row %v", s.Orders, row)
	}
	told := 0
	for _, n := range s.Notes {
		if batch.LeftOut(n.What) == "away" {
			told += n.Count
		}
	}
	if told != 2 {
		t.Errorf("the summary tells of %d orders, want 2: %v", told, s.Notes)
	}

	b = newBench(t, someOrders(1))
	o = b.buying(m)
	o.Carriers = []carriers.Carrier{away{m}}
	o.Buy.From = o.Carriers
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
	if asked := 1000 - m.busy; asked != 20+4 {
		t.Errorf("it was asked %d times, want 20 for the first order and one for each other", asked)
	}
}
