package batch_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

func TestVoidGivesBack(t *testing.T) {
	m := &market{}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	v := batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy}
	m.keeps = true
	if _, err := v.Void(t.Context(), "O-1"); !errors.Is(err, purchase.ErrKept) || !strings.HasPrefix(err.Error(), "order O-1: the carrier does not take it back: N") || !strings.HasSuffix(err.Error(), "shiprate batch void O-1 --word") {
		t.Errorf("a label that is not taken back: %v, want ErrKept", err)
	}
	m.keeps = false
	voided, err := v.Void(t.Context(), "O-1")
	if err != nil || len(voided) != 1 || cmp.Diff([]carriers.Voided{carriers.VoidPending}, voided[0].Said) != "" {
		t.Errorf("voided %+v, %v", voided, err)
	}
	if _, err := v.Void(t.Context(), "O-1"); !errors.Is(err, ledger.ErrNoOrder) {
		t.Errorf("voided twice: %v", err)
	}
	o.Out, o.Owner = filepath.Join(b.dir, "again"), "again"
	if s := b.run(o); s.Orders != 1 || s.Earlier != 2 {
		t.Errorf("%d new and %d earlier, want 1 and 2", s.Orders, s.Earlier)
	}
	if diff := cmp.Diff(map[string]int{"O-0": 1, "O-1": 1, "O-2": 1}, m.times()); diff != "" || len(m.sold) != 4 {
		t.Errorf("%d sold, of which are used (-want +got):\n%s", len(m.sold), diff)
	}
	for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
		if row["order"] == "O-0" && row["file"] != filepath.ToSlash(filepath.Join(b.dir, "run", "labels-0001", row["tracking_number"]+".pdf")) {
			t.Errorf("the earlier label is said to be in %s", row["file"])
		}
	}
}

// A person's word frees what no carrier can tell of.
func TestVoidByWord(t *testing.T) {
	m := &market{lost: "O-1", silent: true}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	v := batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy, Word: true}
	if _, err := v.Void(t.Context(), "O-1"); !errors.Is(err, carriers.ErrUnknown) {
		t.Errorf("while the call may be under way: %v, want ErrUnknown", err)
	}
	v.Now, v.Word = hour(1), false
	if _, err := v.Void(t.Context(), "O-1"); !errors.Is(err, carriers.ErrUnknown) {
		t.Errorf("without a word: %v, want ErrUnknown", err)
	}
	v.Word = true
	if voided, err := v.Void(t.Context(), "O-1"); err != nil || len(voided) != 1 {
		t.Errorf("voided %v, %v", voided, err)
	}
}
