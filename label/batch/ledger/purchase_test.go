package ledger_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// record is a purchase with all that there is of one.
func record(order string) purchase.Record {
	return purchase.Record{
		ID: purchase.ID{Order: order, Generation: 1, Parcel: 2}, State: purchase.Bought, Until: noon, Digest: "d", Key: "KEY-" + order, Attempt: 1,
		Carrier: "ups", Service: "ground", Parcels: 2, Most: carriers.Money{Minor: 1000, Currency: "USD"}, Format: carriers.ZPL, Memo: []byte(`{"a":1}`),
		Reason: "a reason", Dearer: true, Voided: carriers.VoidPending, Final: true,
		Bought: carriers.Bought{
			Key: "KEY-" + order, Carrier: "ups", Service: "ground", ID: "ID-" + order, Price: carriers.Money{Minor: 999, Currency: "USD"},
			Labels: []carriers.BoughtLabel{
				{Number: "1Z-" + order, Format: carriers.ZPL, Data: []byte("^XA\x00\xff^XZ")}, {Number: "1Y-" + order, Format: carriers.ZPL, Data: []byte("^XA2^XZ")},
			},
		},
	}
}

func save(t *testing.T, l *ledger.Ledger, r purchase.Record) purchase.Record {
	t.Helper()
	r, err := l.Save(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func load(t *testing.T, l *ledger.Ledger, id purchase.ID) purchase.Record {
	t.Helper()
	r, err := l.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPurchasesAreKept(t *testing.T) {
	onEach(t, func(t *testing.T, source string, l *ledger.Ledger) {
		if r := load(t, l, purchase.ID{Order: "A"}); r.Version != 0 || r.State != "" || r.Order != "A" {
			t.Errorf("of nothing it has %+v", r)
		}
		asking := record("A")
		asking.State, asking.Bought = purchase.Asking, carriers.Bought{}
		first := save(t, l, asking)
		if diff := cmp.Diff(first, load(t, l, first.ID)); diff != "" {
			t.Errorf("asking (-want +got):\n%s", diff)
		}
		bought := record("A")
		bought.Version = first.Version
		second := save(t, l, bought)
		// All of it is there for another process.
		if diff := cmp.Diff(second, load(t, open(t, source), first.ID)); diff != "" {
			t.Errorf("bought (-want +got):\n%s", diff)
		}
		if _, err := l.Save(t.Context(), asking); !errors.Is(err, purchase.ErrRaced) {
			t.Errorf("begun twice: %v, want ErrRaced", err)
		}
		if _, err := l.Save(t.Context(), bought); !errors.Is(err, purchase.ErrRaced) {
			t.Errorf("over a version that is not the last: %v, want ErrRaced", err)
		}
		list, err := l.Purchases(t.Context(), "A", 1)
		if diff := cmp.Diff([]purchase.Record{second}, list); diff != "" || err != nil {
			t.Errorf("of the order (-want +got):\n%s%v", diff, err)
		}
	})
}

// The file of a label may come after its number, once; and the label of what was
// given back is none of what is bought in its place.
func TestLabelsWithoutTheirFiles(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		r := record("A")
		r.Bought.Labels[0].Data = nil
		r = save(t, l, r)
		if diff := cmp.Diff(r, load(t, l, r.ID)); diff != "" || !r.Lacks() {
			t.Errorf("without a file (-want +got):\n%s", diff)
		}
		for _, text := range []string{"^XA1^XZ", "^XA9^XZ"} {
			r.Bought.Labels[0].Data = []byte(text)
			r = save(t, l, r)
		}
		if got := load(t, l, r.ID); string(got.Bought.Labels[0].Data) != "^XA1^XZ" || got.Lacks() {
			t.Errorf("with its file it has %+v", got.Bought.Labels)
		}
		r.State, r.Bought = purchase.Refused, carriers.Bought{}
		r = save(t, l, r)
		r.State, r.Bought = purchase.Bought, record("B").Bought
		r = save(t, l, r)
		if diff := cmp.Diff(r, load(t, l, r.ID)); diff != "" {
			t.Errorf("bought in its place (-want +got):\n%s", diff)
		}
		if _, err := l.Save(t.Context(), record("A")); !errors.Is(err, purchase.ErrRaced) {
			t.Errorf("got %v, want ErrRaced", err)
		}
		if of, err := l.PurchaseOf(t.Context(), "ups", "1Z-A"); err != nil || of.Version != 0 {
			t.Errorf("the number that was given back is that of %+v, %v", of, err)
		}
	})
}

func TestANumberIsOneLabels(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		save(t, l, record("A"))
		other := record("B")
		other.Bought.Labels[1].Number = "1Y-A"
		_, err := l.Save(t.Context(), other)
		if want := "the number 1Y-A of order B is on the label of order A: the tracking number is that of another purchase"; !errors.Is(err, purchase.ErrTaken) || err.Error() != want {
			t.Errorf("got %v\nwant %s", err, want)
		}
		if r := load(t, l, other.ID); r.Version != 0 {
			t.Errorf("it is written all the same: %+v", r)
		}
	})
}

// Many write at once: of each version there is one.
func TestOneWriterWins(t *testing.T) {
	onEach(t, func(t *testing.T, source string, _ *ledger.Ledger) {
		id := record("A").ID
		var mu sync.Mutex
		var wait sync.WaitGroup
		won := map[int64]int{}
		for range 4 {
			l := open(t, source)
			wait.Go(func() {
				for range 20 {
					r, err := l.Load(t.Context(), id)
					if err == nil {
						r.State = purchase.Asking
						r, err = l.Save(t.Context(), r)
					}
					if err == nil {
						mu.Lock()
						won[r.Version]++
						mu.Unlock()
					} else if !errors.Is(err, purchase.ErrRaced) {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
		for version := range int64(len(won)) {
			if won[version+1] != 1 {
				t.Errorf("version %d was written %d times", version+1, won[version+1])
			}
		}
	})
}

func TestChoicesStay(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		if words, err := l.Chosen(t.Context(), "run", 1); words != nil || err != nil {
			t.Errorf("of nothing: %q, %v", words, err)
		}
		for _, now := range []string{"first", "second"} {
			if words, err := l.Choose(t.Context(), "run", 1, []byte(now)); string(words) != "first" || err != nil {
				t.Errorf("chosen %s: got %q, %v, want what was chosen first", now, words, err)
			}
		}
	})
}

// bought asks for an order whose label is bought.
func buy(id, content string) ledger.Ask {
	a := ask(id, content, 1)
	a.Number, a.Account = nil, ""
	return a
}

func TestOrdersThatAreBought(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		run := begin(t, l, "monday", 1)
		lease := take(t, l, run.ID, "me", noon, 1)[0]
		asks := []ledger.Ask{buy("A", "a"), buy("B", "b"), buy("C", "c"), ask("D", "d", 1)}
		given := number(t, l, numbering(lease, asks...))
		if got := serials(given); got != "n n n n01" {
			t.Fatalf("given %s: what is bought takes no serial", got)
		}
		sold := given[0].Order
		sold.Carrier, sold.Service, sold.Numbers, sold.File, sold.Page = "live", "fast", []string{"N0011", "N0022"}, "labels-0001/N0011.zpl", 1
		for range 2 {
			if err := l.Sold(t.Context(), lease, sold); err != nil {
				t.Fatal(err)
			}
			sold.Numbers = []string{"other"} // changes nothing any more
		}
		if err := l.Free(t.Context(), lease, noon, given[1].Order); err != nil {
			t.Fatal(err)
		}
		if err := l.Free(t.Context(), lease, noon, given[0].Order); err != nil {
			t.Fatal(err)
		}
		old := lease
		old.Fence--
		if err := l.Sold(t.Context(), old, given[2].Order); !errors.Is(err, ledger.ErrFenced) {
			t.Errorf("sold under an old lease: %v, want ErrFenced", err)
		}
		if err := l.Free(t.Context(), old, noon, given[2].Order); !errors.Is(err, ledger.ErrFenced) {
			t.Errorf("freed under an old lease: %v, want ErrFenced", err)
		}
		complete(t, l, lease)
		if done, err := l.Done(t.Context(), ledger.Claim{Run: run.ID}); err != nil || cmp.Diff([]int{0}, done) != "" {
			t.Errorf("done are %v, %v", done, err)
		}
		if err := l.Reopen(t.Context(), run.ID, []int{0}); err != nil {
			t.Fatal(err)
		}
		lease = take(t, l, run.ID, "you", noon, 1)[0]
		again := number(t, l, numbering(lease, asks...))
		complete(t, l, lease)
		if again[0].File != sold.File || len(again[0].Numbers) != 2 || !again[0].Voided.IsZero() || again[1].Voided.IsZero() {
			t.Errorf("done again it is %+v", again)
		}

		s, err := l.Status(t.Context(), run.ID)
		if err == nil {
			err = l.Count(t.Context(), &s)
		}
		if err != nil || s.Orders != 2 || s.ToBuy != 1 || s.Voided != 0 {
			t.Errorf("%d orders have labels, %d may be bought, %d void, %v; want 2, 1 and 0", s.Orders, s.ToBuy, s.Voided, err)
		}
		if chunks, err := l.Open(t.Context(), ledger.Claim{Run: run.ID}); err != nil || cmp.Diff([]int{0}, chunks) != "" {
			t.Errorf("open chunks %v, %v", chunks, err)
		}
		tuesday := begin(t, l, "tuesday", 1)
		lease = take(t, l, tuesday.ID, "me", noon, 1)[0]
		given = number(t, l, numbering(lease, buy("A", "a"), buy("B", "other"), buy("C", "other"), ask("C", "c", 1), buy("D", "d")))
		if got := serials(given); got != "e0102 n c u e01" || given[1].Generation != 1 {
			t.Errorf("tuesday: %s", got)
		}
		complete(t, l, lease)

		wednesday := begin(t, l, "wednesday", 1)
		lease = take(t, l, wednesday.ID, "me", noon, 1)[0]
		given = number(t, l, numbering(lease, buy("C", "c")))
		if g := given[0]; g.Verdict != ledger.New || g.Generation != 0 || g.Run != wednesday.ID {
			t.Errorf("what is not known is not taken over: %+v", g)
		}
		complete(t, l, lease)
		if chunks, err := l.Open(t.Context(), ledger.Claim{Run: run.ID}); err != nil || len(chunks) != 0 {
			t.Errorf("monday has %v, %v", chunks, err)
		}
		if err := l.Reopen(t.Context(), wednesday.ID, []int{0}); err != nil {
			t.Fatal(err)
		}
		if got := take(t, l, wednesday.ID, "me", noon, 1); len(got) != 1 {
			t.Errorf("it is not open again: %v", got)
		}
	})
}

// A ledger of version 1 gets the tables that it lacks, and keeps what it has.
func TestAnOldLedger(t *testing.T) {
	name := filepath.Join(t.TempDir(), "ledger.db")
	l := open(t, name)
	run := begin(t, l, "plan", 1)
	lease := take(t, l, run.ID, "me", noon, 1)[0]
	number(t, l, numbering(lease, ask("A", "a", 1)))
	db, err := sql.Open("sqlite", ledger.FileSource(name))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{"DROP TABLE purchases", "DROP TABLE labels", "DROP TABLE choices", "UPDATE ledger SET version = 1"} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	l = open(t, name)
	if found, err := l.Find(t.Context(), "A"); err != nil || len(found["A"].Numbers) != 1 {
		t.Errorf("found %v, %v", found, err)
	}
	save(t, l, record("B"))
	var version int
	if err := db.QueryRowContext(t.Context(), "SELECT version FROM ledger").Scan(&version); err != nil || version != 2 {
		t.Errorf("version %d, %v", version, err)
	}
}

// BenchmarkPurchase is all that the ledger does for a label that is bought, on
// SQLite: it looks, and writes down the question and the answer.
func BenchmarkPurchase(b *testing.B) {
	l, err := ledger.Open(context.Background(), filepath.Join(b.TempDir(), "ledger.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	label := make([]byte, 20<<10)
	for n := 0; b.Loop(); n++ {
		r := record(fmt.Sprint(n))
		whole := r.Bought
		whole.Labels[0].Data, whole.Labels[1].Data = label, label
		if _, err := l.Load(b.Context(), r.ID); err != nil {
			b.Fatal(err)
		}
		r.Bought = carriers.Bought{}
		if r, err = l.Save(b.Context(), r); err != nil {
			b.Fatal(err)
		}
		r.Bought = whole
		if _, err = l.Save(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
}
