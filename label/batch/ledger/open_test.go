package ledger_test

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/shiprate/shiprate/label/batch/ledger"
)

// SQLite tells but a number when it cannot make its file.
func TestWhyALedgerCannotBeMadeIsTold(t *testing.T) {
	const name = "/proc/ledger.db" // a folder, where there is one, in which no file can be made
	l, err := ledger.Open(t.Context(), name)
	if err == nil {
		_ = l.Close()
	}
	if !errors.Is(err, ledger.ErrUnusable) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open(%q): %v, want ErrUnusable and that the file cannot be made", name, err)
	}
}
