package ledger_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/label/batch/ledger"
)

// hold keeps the file of a ledger from every other writer until it is let go.
func hold(t *testing.T, name string) (letGo func()) {
	t.Helper()
	db, err := sql.Open("sqlite", ledger.FileSource(name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(t.Context(), `DELETE FROM serials`); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := tx.Rollback(); err != nil {
			t.Error(err)
		}
	}
}

// A file that another process holds is waited for, which is told once; and who
// waits can be stopped.
func TestAFileThatIsHeld(t *testing.T) {
	name := filepath.Join(t.TempDir(), "ledger.db")
	l := open(t, name)
	told := make(chan bool, 10)
	l.Held = func() { told <- true }
	letGo := hold(t, name)

	stopped, stop := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, stop)
	if _, err := l.Begin(stopped, ledger.Run{Plan: "stopped", Chunks: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped while it waits: %v, want context.Canceled", err)
	}
	if len(told) > 0 {
		t.Error("a short wait was told of")
	}
	ended := make(chan error, 1)
	go func() {
		_, err := l.Begin(t.Context(), ledger.Run{Plan: "patient", Chunks: 1})
		ended <- err
	}()
	<-told
	select {
	case err := <-ended:
		t.Errorf("it ended while the file was held: %v", err)
	default:
	}
	letGo()
	if err := <-ended; err != nil || len(told) > 0 {
		t.Errorf("after the wait: %v, told %d times more", err, len(told))
	}
}

func TestNamesThatAreNoLedger(t *testing.T) {
	dir := t.TempDir()
	tests := []struct{ name, source, says string }{
		{"another database", "mysql://x", "a ledger is a file of SQLite or postgres://…, and not mysql"},
		{"a folder that is not there", filepath.Join(dir, "nowhere", "ledger.db"), "there is no folder for it"},
		{"a folder", dir, "it is a folder"},
		{"a port that is none", "postgres://ship@localhost:port/ship", "invalid"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ledger.Open(t.Context(), tt.source)
			if !errors.Is(err, ledger.ErrUnusable) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A name may be shown and written down: it has no password.
func TestNameHasNoPassword(t *testing.T) {
	name := filepath.Join(t.TempDir(), "ledger.db")
	if got := open(t, name).Name(); got != name {
		t.Errorf("%s, want %s", got, name)
	}
	_, err := ledger.Open(t.Context(), "postgres://ship:canary@127.0.0.1:1/ship?password=canary&connect_timeout=1")
	if err == nil || strings.Contains(err.Error(), "canary") || errors.Is(err, ledger.ErrUnusable) {
		t.Errorf("got %v", err)
	}
}
