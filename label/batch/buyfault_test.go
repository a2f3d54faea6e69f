package batch_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/batch"
)

// every is which operations fail in TestEveryFaultBuysOnce: 1 is each.
var every = flag.Int("every", 5, "in a run that buys, each so many-th operation fails once")

// Operations of files and ledger fail once in a run that buys, and what goes on ends
// in one label for each order.
func TestEveryFaultBuysOnce(t *testing.T) {
	input := someOrders(3)
	for i, kind := range []string{"files", "ledger", "files", "ledger"} {
		after := i > 1
		t.Run(fmt.Sprintf("%s after %v", kind, after), func(t *testing.T) {
			t.Parallel()
			for n := 1 + i%*every; ; n += *every {
				f := &faults{fail: n, after: after}
				faultyPurchases(t, input, kind, f)
				if !f.hit {
					t.Logf("%d operations", n-1)
					return
				}
			}
		})
	}
}

func faultyPurchases(t *testing.T, input []byte, kind string, f *faults) {
	t.Helper()
	b := newBench(t, input)
	m := &market{}
	o := b.buying(m)
	o.Workers = 1
	none := &faults{}
	onFiles, onLedger := none, f
	if kind == "files" {
		onFiles, onLedger = f, none
	}
	name := filepath.Join(b.dir, "ledger.db")
	var err error
	o.Disk = disk{onFiles}
	if o.Ledger, err = openFaulty(t.Context(), name, onLedger); err == nil {
		_, err = batch.Run(t.Context(), o)
		o.Ledger.Close()
	}
	if err != nil && !errors.Is(err, errFault) {
		t.Errorf("fault %d: %v", f.fail, err)
	}
	kept := m.times()
	o.Owner, o.Gone, o.Now = "next", func(owner string) bool { return owner == "me" }, hour(1)
	o.Disk = disk{none}
	if o.Ledger, err = openFaulty(t.Context(), name, none); err != nil {
		t.Fatalf("after fault %d: %v", f.fail, err)
	}
	defer o.Ledger.Close()
	s, err := batch.Run(t.Context(), o)
	if err != nil || s.Orders != 3 {
		t.Fatalf("after fault %d: %d bought, %v: %s", f.fail, s.Orders, err, files(t, o.Out)["errors.csv"])
	}
	if diff := cmp.Diff(map[string]int{"O-0": 1, "O-1": 1, "O-2": 1}, m.times()); diff != "" {
		t.Errorf("after fault %d, with %v sold before (-want +got):\n%s", f.fail, kept, diff)
	}
	for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
		if _, err := os.Stat(filepath.Join(o.Out, filepath.FromSlash(row["file"]))); err != nil || row["file"] == "" {
			t.Errorf("after fault %d: order %s: %v", f.fail, row["order"], err)
		}
	}
}

// A process that knows less of a purchase is paused, and wakes up when another has
// found out and is done: it writes nothing over what that one knows, and gives
// nothing back that is bought.
func TestPausedWhileOthersFindOut(t *testing.T) {
	for _, tt := range []struct {
		name   string
		market *market
	}{
		{"an answer that was lost", &market{lost: "O-1", silent: true}},
		{"a refusal that was for a while", &market{refuses: "O-1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := tt.market
			b := newBench(t, someOrders(3))
			o := b.buying(m)
			source := filepath.Join(b.dir, "ledger.db")
			o.Ledger = b.open(source)
			p := &pausing{disk: disk{&faults{}}, at: "0001", reached: make(chan struct{}), goOn: make(chan struct{})}
			o.Disk = p
			done := make(chan error)
			go func() { _, err := batch.Run(t.Context(), o); done <- err }()
			<-p.reached
			m.mu.Lock()
			m.silent, m.refuses = false, ""
			m.mu.Unlock()
			next := o
			next.Disk, next.Ledger, next.Owner, next.Now = nil, b.open(source), "next", hour(1)
			next.Gone = func(owner string) bool { return owner == "me" }
			s := b.run(next)
			want := files(t, o.Out)
			close(p.goOn)
			if err := <-done; err != nil {
				t.Error(err)
			}
			if names := differ(want, files(t, o.Out)); names != nil {
				t.Errorf("it wrote over %v", names)
			}
			if n := m.times()["O-1"]; n != s.Orders-2 || s.Orders+s.Failed != 3 {
				t.Errorf("%d bought, %d failed, and %d labels of O-1 are good", s.Orders, s.Failed, n)
			}
		})
	}
}
