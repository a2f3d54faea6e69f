package batch_test

import (
	"path/filepath"
	"testing"

	"github.com/shiprate/shiprate/label/batch"
)

func TestRun(t *testing.T) {
	b := newBench(t, rows(1200))
	o := b.options()
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	s := b.run(o)
	t.Logf("%+v", s)
	all := files(t, o.Out)
	for name, data := range all {
		t.Log(name, len(data))
	}
	t.Log(all["shipments.csv"][:1500])
	t.Log(all["errors.csv"][:1500])
	t.Log(all["summary.json"])
}

func TestWorkersMakeTheSameBytes(t *testing.T) {
	var want map[string]string
	for _, workers := range []int{1, 2, 8} {
		b := newBench(t, rows(3000))
		o := b.options()
		o.Workers = workers
		o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
		b.run(o)
		got := files(t, o.Out)
		if want == nil {
			want = got
		} else if names := differ(want, got); names != nil {
			t.Errorf("%d workers make other bytes in %v", workers, names)
		}
	}
}

var _ batch.Options
