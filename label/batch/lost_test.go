package batch_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/report"
)

// lose takes something away from a folder.
func lose(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}

// Whatever is lost of a run that is done, the same call makes it again: the same
// bytes, the same numbers, the same summary.
func TestWhatIsLostIsMadeAgain(t *testing.T) {
	t.Parallel()
	b, o, first := ran(t, sparse(3))
	want := files(t, o.Out)
	again := func(t *testing.T) {
		t.Helper()
		if diff := cmp.Diff(first, b.run(o)); diff != "" {
			t.Errorf("another summary (-first +again):\n%s", diff)
		}
		if names := differ(want, files(t, o.Out)); names != nil {
			t.Errorf("other bytes in %v", names)
		}
	}
	for name := range want {
		t.Run(name+" is gone", func(t *testing.T) {
			lose(t, filepath.Join(o.Out, name))
			again(t)
		})
		if name == "run.json" {
			continue // it is read first
		}
		t.Run(name+" is cut short", func(t *testing.T) {
			if err := os.Truncate(filepath.Join(o.Out, name), int64(len(want[name])/2)); err != nil {
				t.Fatal(err)
			}
			again(t)
		})
	}
	t.Run("several are gone", func(t *testing.T) {
		for _, name := range []string{"summary.json", "parts/0002", "labels-0002.pdf"} {
			lose(t, filepath.Join(o.Out, name))
		}
		again(t)
	})
	t.Run("the folder is gone", func(t *testing.T) {
		lose(t, o.Out)
		again(t)
	})
	t.Run("the folder of one that is not the last of its plan is gone", func(t *testing.T) {
		other := o
		other.Out = filepath.Join(b.dir, "other")
		if s := b.run(other); s.Earlier != first.Orders || s.Run == first.Run {
			t.Fatalf("%d labels from before in run %s", s.Earlier, s.Run)
		}
		lose(t, o.Out)
		again(t)
	})
	t.Run("nothing is gone", func(t *testing.T) {
		before, err := os.Stat(filepath.Join(o.Out, "labels-0001.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		again(t)
		if after, err := os.Stat(filepath.Join(o.Out, "labels-0001.pdf")); err != nil || !os.SameFile(before, after) {
			t.Errorf("it was written again, %v", err)
		}
	})
}

// A run that makes lost files again, and is stopped at each operation in between,
// goes on as any other.
func TestMakingAgainIsStopped(t *testing.T) {
	t.Parallel()
	b, o, first := ran(t, sparse(1))
	want := files(t, o.Out)
	for n := 1; ; n++ {
		lose(t, filepath.Join(o.Out, "labels-0001.pdf"))
		lose(t, filepath.Join(o.Out, "report.html"))
		f := &faults{fail: n}
		faulty := o
		faulty.Disk = disk{f}
		if _, err := batch.Run(t.Context(), faulty); f.hit && err != nil && !errors.Is(err, errFault) {
			t.Errorf("fault %d: %v", n, err)
		}
		if diff := cmp.Diff(first, b.run(o)); diff != "" {
			t.Errorf("after fault %d another summary (-first +again):\n%s", n, diff)
		}
		if names := differ(want, files(t, o.Out)); names != nil {
			t.Fatalf("after fault %d other bytes in %v", n, names)
		}
		if !f.hit {
			return
		}
	}
}

// A shard tells the same when it is run again, and makes again what is lost.
func TestAShardIsRunAgain(t *testing.T) {
	b := newBench(t, sparse(5))
	book := b.open(filepath.Join(b.dir, "ledger.db"))
	shard := func(i int) batch.Options {
		o := b.options()
		o.Ledger, o.Shard, o.Of, o.Out = book, i, 2, filepath.Join(b.dir, []string{"run-0", "run-1"}[i])
		return o
	}
	var first [2]report.Summary
	var want [2]map[string]string
	for i := range 2 {
		first[i] = b.run(shard(i))
		want[i] = files(t, shard(i).Out)
	}
	if first[0].Orders == 0 || first[0].Failed == 0 || first[0].FirstFile != "labels-0001.pdf" || first[0].LastFile != "labels-0005.pdf" || first[0].LabelFiles != 3 {
		t.Errorf("shard 0: %d orders, %d failed, %d files from %s to %s", first[0].Orders, first[0].Failed, first[0].LabelFiles, first[0].FirstFile, first[0].LastFile)
	}
	for _, gone := range []string{"", "labels-0002.pdf", "parts/0004", "."} {
		if gone != "" {
			lose(t, filepath.Join(shard(1).Out, gone))
			_, err := batch.Merge(t.Context(), nil, filepath.Join(b.dir, "run"), shard(0).Out, shard(1).Out)
			if err == nil || gone != "." && !errors.Is(err, batch.ErrMissing) {
				t.Errorf("merged without %s: %v", gone, err)
			}
			lose(t, filepath.Join(b.dir, "run"))
		}
		for i := range 2 {
			if diff := cmp.Diff(first[i], b.run(shard(i))); diff != "" {
				t.Errorf("%q lost: shard %d tells another summary (-first +again):\n%s", gone, i, diff)
			}
			if names := differ(want[i], files(t, shard(i).Out)); names != nil {
				t.Errorf("%q lost: shard %d has other bytes in %v", gone, i, names)
			}
		}
	}
	s, err := batch.Merge(t.Context(), nil, filepath.Join(b.dir, "run"), shard(0).Out, shard(1).Out)
	if err != nil || s.Orders != first[0].Orders+first[1].Orders || s.Failed != first[0].Failed+first[1].Failed {
		t.Errorf("merged: %d orders, %d failed, %v", s.Orders, s.Failed, err)
	}
	whole := files(t, filepath.Join(b.dir, "run"))
	for _, name := range []string{"report.html", "labels-0002.pdf", "parts/0003", "summary.json"} {
		lose(t, filepath.Join(b.dir, "run", name))
		if _, err := batch.Merge(t.Context(), nil, filepath.Join(b.dir, "run"), shard(0).Out, shard(1).Out); err != nil {
			t.Error(err)
		}
		if names := differ(whole, files(t, filepath.Join(b.dir, "run"))); names != nil {
			t.Errorf("merged again without %s: other bytes in %v", name, names)
		}
	}
}

// The label of an order that was voided is not made again: there is a page in its
// place, so that the others stay where they were.
func TestAVoidLabelIsNotMadeAgain(t *testing.T) {
	for _, zpl := range []bool{false, true} {
		b := newBench(t, rows(5))
		o := b.options()
		o.Format.ZPL = zpl
		o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
		first := b.run(o)
		before := table(t, filepath.Join(o.Out, "shipments.csv"))
		if _, err := o.Ledger.Void(t.Context(), noon, "O-000001"); err != nil {
			t.Fatal(err)
		}
		if s := b.run(o); s.Void != 1 || s.Orders != first.Orders {
			t.Errorf("%d of %d are void, want 1", s.Void, s.Orders)
		}
		lose(t, o.Out)
		s := b.run(o)
		s.Void, s.Sizes, first.Sizes, s.Files, first.Files = 0, nil, nil, nil, nil
		if diff := cmp.Diff(first, s); diff != "" {
			t.Errorf("(-first +again):\n%s", diff)
		}
		after := table(t, filepath.Join(o.Out, "shipments.csv"))
		before[1]["status"] = "void"
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("shipments.csv (-first +again):\n%s", diff)
		}
		if zpl {
			labels := strings.SplitAfter(files(t, o.Out)["labels-0001.zpl"], "^XZ")
			if len(labels) != 6 || !strings.Contains(labels[1], "VOID") || strings.Contains(labels[1], before[1]["tracking_number"]) || !strings.Contains(labels[2], "O-000002") {
				t.Errorf("the labels are %q", labels)
			}
		}
	}
}

// What was bought and given back is not made again either, and not bought again.
func TestAVoidLabelThatWasBought(t *testing.T) {
	m := &market{}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	before := table(t, filepath.Join(o.Out, "shipments.csv"))
	want := files(t, o.Out)
	if _, err := (batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy}).Void(t.Context(), "O-1"); err != nil {
		t.Fatal(err)
	}
	sold := len(m.sold)
	lose(t, o.Out)
	if s := b.run(o); s.Void != 1 || s.Orders != 3 || len(m.sold) != sold {
		t.Errorf("%d orders, %d void, %d sold more", s.Orders, s.Void, len(m.sold)-sold)
	}
	got := files(t, o.Out)
	for _, row := range before {
		_, there := got[row["file"]]
		if there == (row["order"] == "O-1") {
			t.Errorf("%s of %s is there: %v", row["file"], row["order"], there)
		}
		if there && got[row["file"]] != want[row["file"]] {
			t.Errorf("%s has other bytes", row["file"])
		}
	}
}

// Labels are printed again whatever folder their run had.
func TestReprintWithoutTheFolder(t *testing.T) {
	b, o, _ := ran(t, rows(20))
	var want, got bytes.Buffer
	if _, err := batch.Reprint(t.Context(), o, &want, "O-000003"); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(*batch.Options)
	}{
		{"in the folder of another run of the file", func(o *batch.Options) {
			o.Out = filepath.Join(b.dir, "other")
			b.run(*o)
		}},
		{"in no folder", func(o *batch.Options) { o.Out = filepath.Join(b.dir, "nowhere") }},
		{"the file has more orders now", func(o *batch.Options) {
			o.Input = filepath.Join(b.dir, "more.csv")
			if err := os.WriteFile(o.Input, rows(25), 0o644); err != nil {
				t.Fatal(err)
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := o
			tt.change(&o)
			got.Reset()
			if _, err := batch.Reprint(t.Context(), o, &got, "O-000003"); err != nil || !bytes.Equal(want.Bytes(), got.Bytes()) {
				t.Errorf("%v, the same bytes: %v", err, bytes.Equal(want.Bytes(), got.Bytes()))
			}
		})
	}
	other := bytes.Replace(rows(20), []byte(",3 Market St,"), []byte(",3 Mission St,"), 1)
	if err := os.WriteFile(o.Input, other, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := batch.Reprint(t.Context(), o, &got, "O-000003"); !errors.Is(err, batch.ErrNotHere) || !strings.Contains(err.Error(), "another content") {
		t.Errorf("another content: %v", err)
	}
	if err := os.WriteFile(o.Input, rows(2), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := batch.Reprint(t.Context(), o, &got, "O-000003"); !errors.Is(err, batch.ErrNotHere) || !strings.Contains(err.Error(), "it is not in ") {
		t.Errorf("an order that is not in the file: %v", err)
	}
}

// A folder in which nothing was numbered is taken over by another file, and its own
// run may go elsewhere.
func TestAFolderWithoutNumbersIsTakenOver(t *testing.T) {
	b := newBench(t, rows(120))
	o := b.options()
	o.Ledger, o.Strict = b.open(filepath.Join(b.dir, "ledger.db")), true
	if _, err := batch.Run(t.Context(), o); !errors.Is(err, batch.ErrStrict) {
		t.Fatal(err)
	}
	if got := files(t, o.Out); len(got) != 1 || got["errors.csv"] == "" {
		t.Errorf("it leaves %d files", len(got))
	}
	if _, err := os.Stat(filepath.Join(o.Out, "tmp")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("tmp: %v", err)
	}
	bad, err := os.ReadFile(o.Input)
	if err != nil {
		t.Fatal(err)
	}
	// Stopped when it is begun, and nothing is numbered.
	ctx, cancel := context.WithCancel(t.Context())
	stops := &pausing{disk: disk{&faults{}}, at: "0001", reached: make(chan struct{}), goOn: make(chan struct{})}
	o.Strict, o.Disk = false, onOpen{stops.disk, cancel}
	if _, err := batch.Run(ctx, o); err == nil {
		t.Fatal("it was not stopped")
	}
	begun, err := batch.RunOf(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	o.Disk = nil
	if err := os.WriteFile(o.Input, rows(30), 0o644); err != nil {
		t.Fatal(err)
	}
	if s := b.run(o); s.Orders != 30 || s.Run == begun {
		t.Errorf("%d orders in run %s", s.Orders, s.Run)
	}
	if err := os.WriteFile(o.Input, bad, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := batch.Run(t.Context(), o); !errors.Is(err, batch.ErrOtherRun) {
		t.Errorf("in a folder with labels: %v", err)
	}
	o.Out = filepath.Join(b.dir, "elsewhere")
	if s := b.run(o); s.Run != begun || s.Earlier != 30 {
		t.Errorf("run %s, %d from before", s.Run, s.Earlier)
	}
}

// onOpen is a disk that cancels a context when run.json is there.
type onOpen struct {
	disk
	cancel context.CancelFunc
}

func (d onOpen) Rename(from, to string) error {
	err := d.disk.Rename(from, to)
	if filepath.Base(to) == "run.json" {
		d.cancel()
	}
	return err
}

// A ledger file that is not the run's is refused, even if it knows the same run; one
// that was moved is taken.
func TestTheLedgerOfTheFolder(t *testing.T) {
	b, o, _ := ran(t, rows(5))
	ours := filepath.Join(b.dir, "ledger.db")
	if got, err := batch.LedgerOf(o.Out); err != nil || got != ours {
		t.Errorf("the ledger is %s, %v", got, err)
	}
	other := o
	other.Out, other.Ledger = filepath.Join(b.dir, "other"), b.open(filepath.Join(b.dir, "other.db"))
	b.run(other)
	o.Ledger = other.Ledger
	if _, err := batch.Run(t.Context(), o); !errors.Is(err, batch.ErrOtherLedger) || !strings.Contains(err.Error(), ours) {
		t.Errorf("got %v", err)
	}
}

// What is not allowed is no reason to run the same again.
func TestWhatIsDenied(t *testing.T) {
	b := newBench(t, rows(5))
	o := b.options()
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	if err := os.WriteFile(o.Out, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var denied *batch.DeniedError
	if _, err := batch.Run(t.Context(), o); !errors.As(err, &denied) {
		t.Errorf("a folder that is a file: %v", err)
	}
}
