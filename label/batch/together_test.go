package batch_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/ledger/ledgertest"
)

// Several processes, here goroutines with a ledger each, work on one run in one
// folder: all end well, in the bytes of one alone.
func TestSeveralAtOnce(t *testing.T) {
	_, alone, _ := ran(t, rows(2000))
	want := files(t, alone.Out)
	for name, source := range ledgertest.Sources(t) {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, rows(2000))
			var wait sync.WaitGroup
			for i := range 3 {
				o := b.options()
				o.Owner, o.Ledger, o.Workers = fmt.Sprint("process", i), b.open(source), 1+i
				wait.Go(func() {
					if s, err := batch.Run(t.Context(), o); err != nil || !s.Complete {
						t.Errorf("process %d: %+v, %v", i, s.Complete, err)
					}
				})
			}
			wait.Wait()
			if names := differ(want, files(t, filepath.Join(b.dir, "run"))); names != nil {
				t.Errorf("other bytes in %v", names)
			}
		})
	}
}

// Shards have folders of their own and one ledger: no number is in two of them,
// and merged they are the whole run.
func TestShards(t *testing.T) {
	for name, source := range ledgertest.Sources(t) {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, rows(2000))
			var folders []string
			for _, i := range []int{2, 0, 1} {
				o := b.options()
				o.Ledger, o.Owner, o.Shard, o.Of, o.Out = b.open(source), fmt.Sprint("shard", i), i, 3, filepath.Join(b.dir, fmt.Sprint("run-", i))
				if s := b.run(o); s.Complete || s.Orders == 0 {
					t.Errorf("shard %d: complete %v, %d orders", i, s.Complete, s.Orders)
				}
				folders = append(folders, o.Out)
			}
			out := filepath.Join(b.dir, "run")
			if _, err := batch.Merge(t.Context(), nil, out, folders[:2]...); !errors.Is(err, batch.ErrMissing) || !strings.Contains(err.Error(), "the first is 1") {
				t.Errorf("two of three: %v", err)
			}
			s, err := batch.Merge(t.Context(), nil, out, folders...)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, number := range pick(table(t, filepath.Join(out, "shipments.csv")), "tracking_number") {
				seen[number] = true
			}
			if len(seen) != s.Labels || s.Orders+s.Failed != 2000 || !s.Complete {
				t.Errorf("%d numbers, %d labels, %d orders, %d failed", len(seen), s.Labels, s.Orders, s.Failed)
			}
			if _, err := os.Stat(filepath.Join(out, s.LastFile)); err != nil {
				t.Error(err)
			}
		})
	}
}

// Two ledgers that do not know of each other give the same numbers: merging sees
// it.
func TestNumbersOfTwoLedgersAreFound(t *testing.T) {
	b := newBench(t, rows(1000))
	var folders []string
	for i := range 2 {
		o := b.options()
		o.Shard, o.Of, o.Out = i, 2, filepath.Join(b.dir, fmt.Sprint("run-", i))
		o.Ledger = b.open(filepath.Join(b.dir, fmt.Sprint(i, ".db")))
		b.run(o)
		folders = append(folders, o.Out)
	}
	if _, err := batch.Merge(t.Context(), nil, filepath.Join(b.dir, "run"), folders...); !errors.Is(err, batch.ErrTwice) {
		t.Errorf("got %v", err)
	}
}

// A process that stands still while it writes, until another has taken its chunk
// and ended the run, changes nothing when it goes on, and ends well.
func TestAPausedProcess(t *testing.T) {
	_, alone, _ := ran(t, rows(1200))
	want := files(t, alone.Out)
	for _, at := range []string{"labels-0001", "0001", "manifest"} {
		for name, source := range ledgertest.Sources(t) {
			t.Run(name+" at "+at, func(t *testing.T) {
				b := newBench(t, rows(1200))
				paused := b.options()
				stop := &pausing{disk: disk{&faults{}}, at: at, reached: make(chan struct{}), goOn: make(chan struct{})}
				paused.Owner, paused.Ledger, paused.Disk, paused.Lease = "paused", b.open(source), stop, time.Hour
				ended := make(chan error, 1)
				go func() {
					_, err := batch.Run(t.Context(), paused)
					ended <- err
				}()
				select {
				case <-stop.reached:
				case err := <-ended:
					t.Fatalf("it ended before: %v", err)
				}
				other := b.options()
				other.Owner, other.Ledger = "other", b.open(source)
				other.Now = func() time.Time { return noon.Add(2 * time.Hour) }
				b.run(other)
				close(stop.goOn)
				if err := <-ended; err != nil {
					t.Errorf("the paused process: %v", err)
				}
				if names := differ(want, files(t, other.Out)); names != nil {
					t.Errorf("other bytes in %v", names)
				}
			})
		}
	}
}

// pausing is a disk that stands still before it creates a file.
type pausing struct {
	disk
	at      string
	once    sync.Once
	reached chan struct{}
	goOn    chan struct{}
}

func (p *pausing) Create(name string) (batch.File, error) {
	if strings.HasPrefix(strings.TrimPrefix(filepath.Base(name), "parts-"), p.at) {
		p.once.Do(func() {
			close(p.reached)
			<-p.goOn
		})
	}
	return disk{&faults{}}.Create(name)
}

// A process that waits for the chunk of another, which then dies, goes back to
// that chunk, and gives back those that it had taken ahead: nobody else would do
// them.
func TestGoesBackForTheChunkOfTheDead(t *testing.T) {
	b := newBench(t, rows(5000))
	o := b.options()
	o.Ledger, o.Workers, o.Now = b.open(filepath.Join(b.dir, "ledger.db")), 2, time.Now
	b.afterAnother(&o, 500*time.Millisecond)
	o.Lease = 3 * time.Second
	b.again(o, 5000)
}

// A process takes the first chunks that are free. Those may be of one that has just
// died, before the chunks that its workers have begun: it goes back to them, too,
// whenever the lease runs out. The clock goes on by being read.
func TestGoesBackForAChunkTakenLate(t *testing.T) {
	for reads := 1; reads <= 6; reads++ {
		b := newBench(t, rows(2500))
		o := b.options()
		var read atomic.Int64
		o.Now = func() time.Time { return noon.Add(time.Duration(read.Add(1)) * time.Millisecond) }
		o.Ledger, o.Workers = b.open(filepath.Join(b.dir, "ledger.db")), 1
		b.afterAnother(&o, time.Duration(reads)*time.Millisecond)
		o.Workers = 2
		b.again(o, 2500)
	}
}

// afterAnother stops a run after a chunk, and has another take the next for a time.
func (b bench) afterAnother(o *batch.Options, lease time.Duration) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	o.Progress = func(batch.Progress) { cancel() }
	if _, err := batch.Run(ctx, *o); !errors.As(err, new(*batch.StoppedError)) {
		b.Fatal(err)
	}
	id, err := batch.RunOf(o.Out)
	if err != nil {
		b.Fatal(err)
	}
	now := o.Now()
	leases, err := o.Ledger.Take(b.Context(), ledger.Claim{Run: id, Owner: "other", Limit: 1, Now: now, Until: now.Add(lease)})
	if err != nil || len(leases) != 1 {
		b.Fatal(leases, err)
	}
	o.Owner, o.Progress = "again", nil
}

// again ends a run that would hang if it waited for itself.
func (b bench) again(o batch.Options, orders int) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), 5*time.Minute)
	defer cancel()
	if s, err := batch.Run(ctx, o); err != nil || s.Orders+s.Failed != orders {
		b.Errorf("%d orders and %d failed: %v", s.Orders, s.Failed, err)
	}
}
