package ledger_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/shiprate/shiprate/label/batch/ledger"
)

// The connections to the database are cut two hundred times while chunks are
// numbered: what fails says so, and done again it is the same.
func TestADatabaseThatGoesAway(t *testing.T) {
	onEach(t, func(t *testing.T, source string, l *ledger.Ledger) {
		const chunks, each = 20, 10
		run := begin(t, l, "plan", chunks)
		ctx, cancel := context.WithCancel(t.Context())
		begun, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			cutConnections(ctx, source, sync.OnceFunc(func() { close(begun) }))
		}()
		<-begun
		failures := 0
		// again does something until it does not fail.
		again := func(do func() error) {
			for {
				err := do()
				var failed *ledger.Error
				if !errors.As(err, &failed) {
					if err != nil {
						t.Error(err)
					}
					return
				}
				failures++
			}
		}
		next := 1
		for chunk := range chunks {
			var leases []ledger.Lease
			again(func() (err error) {
				if err := l.Release(t.Context(), run.ID, "me"); err != nil {
					return err
				}
				leases, err = l.Take(t.Context(), ledger.Claim{Run: run.ID, Owner: "me", Limit: 1, Now: noon, Until: noon.Add(time.Hour)})
				return err
			})
			var asks []ledger.Ask
			for i := range each {
				asks = append(asks, ask(fmt.Sprintf("%d-%d", chunk, i), "", 1))
			}
			var given []ledger.Given
			again(func() (err error) { given, err = l.Number(t.Context(), numbering(leases[0], asks...)); return err })
			for i := range given {
				want, _ := ask("", "", 1).Number(uint64(next))
				if given[i].Numbers[0] != want {
					t.Fatalf("chunk %d: %s, want %s", chunk, given[i].Numbers[0], want)
				}
				next++
			}
			again(func() error {
				// Completed by a commit whose answer was lost, it is no longer ours.
				if err := l.Complete(t.Context(), leases[0]); !errors.Is(err, ledger.ErrFenced) {
					return err
				}
				return nil
			})
		}
		cancel()
		<-ended
		t.Logf("%d failures", failures)
		var s ledger.Status
		again(func() (err error) { s, err = l.Status(t.Context(), run.ID); return err })
		if !s.Finished() {
			t.Errorf("%+v", s)
		}
	})
}

// cutConnections ends all connections to a PostgreSQL but its own, two hundred
// times or until ctx ends. It waits longer each time, so that a slow machine
// comes to the end too, and tells of the first.
func cutConnections(ctx context.Context, source string, begun func()) {
	defer begun()
	db, err := sql.Open("pgx", source)
	if err != nil {
		return
	}
	defer db.Close()
	for i := 0; i < 200 && ctx.Err() == nil; i++ {
		_, err := db.ExecContext(ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`)
		if err != nil {
			return // SQLite has no connections
		}
		begun()
		time.Sleep(time.Duration(i) * 100 * time.Microsecond)
	}
}
