package ledger_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/ledger/ledgertest"
)

var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

// onEach runs a test on each kind of database.
func onEach(t *testing.T, test func(t *testing.T, source string, l *ledger.Ledger)) {
	t.Helper()
	for name, source := range ledgertest.Sources(t) {
		t.Run(name, func(t *testing.T) { test(t, source, open(t, source)) })
	}
}

func open(t *testing.T, source string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func begin(t *testing.T, l *ledger.Ledger, plan string, chunks int) ledger.Run {
	t.Helper()
	r, err := l.Begin(t.Context(), ledger.Run{Plan: plan, Input: "orders.csv", Folder: "/run", Started: noon, Chunks: chunks, Rows: chunks * 2})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func take(t *testing.T, l *ledger.Ledger, run, owner string, now time.Time, limit int) []ledger.Lease {
	t.Helper()
	leases, err := l.Take(t.Context(), ledger.Claim{Run: run, Owner: owner, Limit: limit, Now: now, Until: now.Add(time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	return leases
}

// ask asks for a number of UPS.
func ask(id, content string, parcels int) ledger.Ask {
	maker := tracking.UPS{Shipper: "999AA1", Service: "03"}
	return ledger.Ask{ID: id, Digest: content, Carrier: "ups", Service: "ground", Account: "ups=999AA1", First: 1, Parcels: parcels, Number: maker.Make}
}

func numbering(lease ledger.Lease, asks ...ledger.Ask) ledger.Numbering {
	return ledger.Numbering{Lease: lease, Until: noon.Add(time.Hour), After: lease.Chunk - 1, Asks: asks, Place: func(given []ledger.Given) {
		page := 1
		for i := range given {
			if given[i].Verdict == ledger.New {
				given[i].File, given[i].Page = fmt.Sprintf("labels-%04d.pdf", lease.Chunk+1), page
				page += len(given[i].Numbers)
			}
		}
	}}
}

func number(t *testing.T, l *ledger.Ledger, n ledger.Numbering) []ledger.Given {
	t.Helper()
	given, err := l.Number(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return given
}

func complete(t *testing.T, l *ledger.Ledger, leases ...ledger.Lease) {
	t.Helper()
	for _, lease := range leases {
		if err := l.Complete(t.Context(), lease); err != nil {
			t.Fatal(err)
		}
	}
}

// serials are the numbers as serials, with the verdicts: "n1 n2,3 e1".
func serials(given []ledger.Given) string {
	s := ""
	for _, g := range given {
		s += " " + string(g.Verdict)
		for _, number := range g.Numbers {
			s += number[len(number)-3 : len(number)-1]
		}
	}
	return s[1:]
}

func TestARunFromBeginToEnd(t *testing.T) {
	onEach(t, func(t *testing.T, source string, l *ledger.Ledger) {
		run := begin(t, l, "plan", 3)
		leases := take(t, l, run.ID, "me", noon, 2)
		first := number(t, l, numbering(leases[0], ask("A", "a", 1), ask("B", "b", 2)))
		second := number(t, l, numbering(leases[1], ask("C", "c", 1)))
		if diff := cmp.Diff([]string{"n01 n0203", "n04"}, []string{serials(first), serials(second)}); diff != "" {
			t.Errorf("serials (-want +got):\n%s", diff)
		}
		complete(t, l, leases...)
		leases = take(t, l, run.ID, "me", noon, 2)
		if len(leases) != 1 || leases[0].Chunk != 2 {
			t.Fatalf("leases %v, want chunk 2 alone", leases)
		}
		number(t, l, numbering(leases[0]))
		complete(t, l, leases...)
		// All of it is there for another process.
		s, err := open(t, source).Last(t.Context(), "plan")
		if err != nil || !s.Finished() {
			t.Errorf("%+v, %v", s, err)
		}
		found, err := l.Find(t.Context(), "B", "nobody's")
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]ledger.Order{"B": {
			ID: "B", Digest: "b", Run: "plan", Carrier: "ups", Service: "ground", Numbers: []string{"1Z999AA10300000028", "1Z999AA10300000037"},
			File: "labels-0001.pdf", Page: 2,
		}}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestALeaseThatRanOut(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		run := begin(t, l, "plan", 2)
		paused := take(t, l, run.ID, "paused", noon, 1)[0]
		early, late := noon.Add(59*time.Second), noon.Add(3*time.Hour)
		if got := take(t, l, run.ID, "other", early, 9); len(got) != 1 || got[0].Chunk != 1 {
			t.Errorf("while the lease runs: %v, want chunk 1 alone", got)
		}
		given := number(t, l, numbering(paused, ask("A", "a", 2)))
		taken := take(t, l, run.ID, "other", late, 1)[0]
		if taken.Chunk != 0 || taken.Fence != paused.Fence+1 {
			t.Fatalf("taken %+v after %+v", taken, paused)
		}
		again := number(t, l, numbering(taken, ask("A", "a", 2)))
		if diff := cmp.Diff(given, again); diff != "" {
			t.Errorf("the same numbers again (-want +got):\n%s", diff)
		}
		if err := l.Complete(t.Context(), paused); !errors.Is(err, ledger.ErrFenced) {
			t.Errorf("the paused process completes: %v", err)
		}
		if _, err := l.Number(t.Context(), numbering(paused, ask("A", "a", 2))); !errors.Is(err, ledger.ErrFenced) {
			t.Errorf("the paused process numbers: %v", err)
		}
		complete(t, l, taken)
		if err := l.Complete(t.Context(), taken); !errors.Is(err, ledger.ErrFenced) {
			t.Errorf("completed twice: %v", err)
		}
	})
}

func TestRenewAndRelease(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		run := begin(t, l, "plan", 1)
		take(t, l, run.ID, "me", noon, 1)
		later := noon.Add(2 * time.Minute)
		if err := l.Renew(t.Context(), run.ID, "me", later.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		if got := take(t, l, run.ID, "other", later, 1); got != nil {
			t.Errorf("a renewed lease is taken: %v", got)
		}
		s, err := l.Status(t.Context(), run.ID)
		if diff := cmp.Diff([]ledger.Holder{{Owner: "me", Chunks: 1, Expires: later.Add(time.Minute)}}, s.Holders); diff != "" || err != nil {
			t.Errorf("holders (-want +got):\n%s%v", diff, err)
		}
		if err := l.Release(t.Context(), run.ID, "me"); err != nil {
			t.Fatal(err)
		}
		if got := take(t, l, run.ID, "other", later, 1); len(got) != 1 {
			t.Errorf("a released lease is not taken: %v", got)
		}
	})
}

func TestOneLabelForEver(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		run := begin(t, l, "monday", 1)
		lease := take(t, l, run.ID, "me", noon, 1)[0]
		number(t, l, numbering(lease, ask("A", "a", 1), ask("B", "b", 1)))

		early := begin(t, l, "early", 1)
		given := number(t, l, numbering(take(t, l, early.ID, "me", noon, 1)[0], ask("A", "a", 1), ask("B", "other", 1), ask("N", "n", 1)))
		if got := serials(given); got != "u01 c02 n03" {
			t.Errorf("before monday is done: %s", got)
		}
		complete(t, l, lease)

		tuesday := begin(t, l, "tuesday", 1)
		lease = take(t, l, tuesday.ID, "me", noon, 1)[0]
		asks := []ledger.Ask{ask("A", "a", 1), ask("B", "other", 1), ask("C", "c", 1)}
		given = number(t, l, numbering(lease, asks...))
		if got := serials(given); got != "e01 c02 n04" {
			t.Errorf("after monday: %s", got)
		}
		voided, err := l.Void(t.Context(), noon, "A", "B")
		if err != nil || len(voided) != 2 || voided[0].Numbers[0] != given[0].Numbers[0] {
			t.Errorf("voided %v, %v", voided, err)
		}
		if got := serials(number(t, l, numbering(lease, asks...))); got != "e01 c02 n04" {
			t.Errorf("tuesday again, whatever was voided: %s", got)
		}
		complete(t, l, lease)

		lease = take(t, l, begin(t, l, "wednesday", 1).ID, "me", noon, 1)[0]
		if got := serials(number(t, l, numbering(lease, asks...))); got != "n05 n06 e04" {
			t.Errorf("wednesday, after void: %s", got)
		}
	})
}

func TestVoidIsAllOrNothing(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		run := begin(t, l, "plan", 1)
		lease := take(t, l, run.ID, "me", noon, 1)[0]
		number(t, l, numbering(lease, ask("A", "a", 1), ask("B", "b", 1)))
		if _, err := l.Void(t.Context(), noon, "B"); err != nil {
			t.Fatal(err)
		}
		_, err := l.Void(t.Context(), noon, "A", "B", "C")
		want := "order B: voided on 2026-11-22: no label of this order in this ledger\norder C: no label of this order in this ledger"
		if !errors.Is(err, ledger.ErrNoOrder) || err.Error() != want {
			t.Errorf("got %v", err)
		}
		if found, err := l.Find(t.Context(), "A"); err != nil || !found["A"].Voided.IsZero() {
			t.Errorf("%v, %v", found, err)
		}
	})
}

func TestRefusedNumberings(t *testing.T) {
	onEach(t, func(t *testing.T, source string, l *ledger.Ledger) {
		run := begin(t, l, "plan", 2)
		leases := take(t, l, run.ID, "me", noon, 2)
		if _, err := l.Number(t.Context(), numbering(leases[1], ask("B", "b", 1))); !errors.Is(err, ledger.ErrNotYet) {
			t.Errorf("before its time: %v", err)
		}
		full := ask("A", "a", 1)
		full.Account, full.First = "ups=999AA2", 9_999_999
		if _, err := l.Number(t.Context(), numbering(leases[0], full, full)); !errors.Is(err, tracking.ErrSerial) {
			t.Errorf("an account that is used up: %v", err)
		}
		full.ID = "A"
		if got := number(t, l, numbering(leases[0], full))[0].Numbers[0]; got[10:17] != "9999999" {
			t.Errorf("the last serial is given when nothing was: %s", got)
		}
		if _, err := l.Number(t.Context(), numbering(leases[0], ask("A", "other", 1))); !errors.Is(err, ledger.ErrChanged) {
			t.Errorf("again with other content: %v", err)
		}
		if _, err := l.Number(t.Context(), numbering(leases[0])); !errors.Is(err, ledger.ErrChanged) {
			t.Errorf("again with fewer orders: %v", err)
		}
		if _, err := l.Status(t.Context(), "nobody's"); !errors.Is(err, ledger.ErrNoRun) {
			t.Errorf("an unknown run: %v", err)
		}
	})
}

func TestShards(t *testing.T) {
	onEach(t, func(t *testing.T, _ string, l *ledger.Ledger) {
		run := begin(t, l, "plan", 7)
		leases, err := l.Take(t.Context(), ledger.Claim{Run: run.ID, Owner: "me", Limit: 9, Shard: 1, Of: 3, Now: noon, Until: noon.Add(time.Minute)})
		if err != nil || len(leases) != 2 || leases[0].Chunk != 1 || leases[1].Chunk != 4 {
			t.Errorf("%v, %v", leases, err)
		}
	})
}

// Many workers of several ledgers, some of which begin the same run: each chunk
// is done once, and no serial is given twice or left out.
func TestManyAtOnce(t *testing.T) {
	const chunks, each, processes = 30, 20, 4
	onEach(t, func(t *testing.T, source string, _ *ledger.Ledger) {
		var mu sync.Mutex
		seen := map[string]int{}
		var wait sync.WaitGroup
		for p := range processes {
			l := open(t, source)
			wait.Go(func() {
				run, err := l.Begin(t.Context(), ledger.Run{Plan: fmt.Sprint("plan", p%2), Started: noon, Chunks: chunks})
				if err != nil {
					t.Error(err)
					return
				}
				for {
					leases, err := l.Take(t.Context(), ledger.Claim{Run: run.ID, Owner: fmt.Sprint(p), Limit: 2, Now: noon, Until: noon.Add(time.Hour)})
					if err != nil || len(leases) == 0 {
						if err != nil {
							t.Error(err)
						}
						return
					}
					for _, lease := range leases {
						var asks []ledger.Ask
						for i := range each {
							asks = append(asks, ask(fmt.Sprintf("%s-%d-%d", run.ID, lease.Chunk, i), "", 1))
						}
						var given []ledger.Given
						err := ledger.ErrNotYet
						for errors.Is(err, ledger.ErrNotYet) {
							given, err = l.Number(t.Context(), numbering(lease, asks...))
						}
						if err == nil {
							err = l.Complete(t.Context(), lease)
						}
						if err != nil {
							t.Error(err)
							return
						}
						mu.Lock()
						for _, g := range given {
							seen[g.Numbers[0]]++
						}
						mu.Unlock()
					}
				}
			})
		}
		wait.Wait()
		maker := tracking.UPS{Shipper: "999AA1", Service: "03"}
		if len(seen) != 2*chunks*each {
			t.Errorf("%d numbers, want %d", len(seen), 2*chunks*each)
		}
		for i := range 2 * chunks * each {
			number, _ := maker.Make(uint64(i + 1))
			if seen[number] != 1 {
				t.Errorf("%s was given %d times", number, seen[number])
			}
		}
	})
}
