package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// RunOf returns the ID of the run whose folder it is.
func RunOf(dir string) (string, error) {
	head, err := headOf(dir)
	return head.Run, err
}

// LedgerOf returns where the ledger of the run is whose folder it is, without a
// password. It is empty when the folder does not tell.
func LedgerOf(dir string) (string, error) {
	head, err := headOf(dir)
	return head.ledgerIn(dir), err
}

func headOf(dir string) (runHead, error) { return runIn(&folder{disk: machine{}, path: dir}) }

// runIn is the run of a folder. That there is none is an error.
func runIn(f *folder) (runHead, error) {
	head, ok, err := readHead(f)
	if err == nil && !ok {
		err = fmt.Errorf("%s has no %s: it is not the folder of a run", f.path, runFile)
	}
	return head, err
}

// setLedger writes down where the ledger is: a file from the folder on, so that both
// may be moved together.
func (h *runHead) setLedger(dir, name string) {
	h.Ledger = name
	abs, err := filepath.Abs(dir)
	if err != nil || !filepath.IsAbs(name) {
		return
	}
	if from, err := filepath.Rel(abs, name); err == nil {
		h.Ledger = filepath.ToSlash(from)
	}
}

// ledgerIn is where the ledger of a run is that has this folder.
func (h *runHead) ledgerIn(dir string) string {
	name := filepath.FromSlash(h.Ledger)
	if h.Ledger == "" || strings.Contains(h.Ledger, "://") || filepath.IsAbs(name) {
		return h.Ledger
	}
	return filepath.Join(dir, name)
}

// moved writes down where the ledger is from another folder on.
func (h *runHead) moved(from, to string) {
	name := h.ledgerIn(from)
	if name != "" && !strings.Contains(name, "://") {
		if abs, err := filepath.Abs(name); err == nil {
			name = abs
		}
	}
	h.setLedger(to, name)
}

// sameLedger refuses a file that is another ledger than the one that the run of the
// folder was begun with, if that is still there: it may know the same run, with
// other numbers.
func (r *run) sameLedger(head *runHead) error {
	begun := head.ledgerIn(r.Out)
	now := r.Ledger.Name()
	if begun == "" || now == "" || strings.Contains(begun, "://") && strings.Contains(now, "://") {
		return nil // a database has many names
	}
	if !strings.Contains(begun, "://") {
		old, err := os.Stat(begun)
		if err != nil {
			return nil // it was moved
		}
		if is, err := os.Stat(now); err == nil && os.SameFile(old, is) {
			return nil
		}
	}
	return fmt.Errorf("%s was begun with %w, %s: give that one", r.Out, ErrOtherLedger, begun)
}

// A DeniedError says what a run was not let do: to write where it may not, or into a
// folder that is none. Nothing is lost, but to run the same again does not help until
// that is put right.
type DeniedError struct {
	Doing string
	Err   error
}

func (e *DeniedError) Error() string {
	return e.Doing + ": " + e.Err.Error() + ": put that right first; nothing is lost"
}

// Unwrap returns the cause.
func (e *DeniedError) Unwrap() error { return e.Err }

// denied reports whether an error is one that running the same again ends in again.
func denied(err error) bool {
	for _, kind := range []error{fs.ErrPermission, syscall.EROFS, syscall.ENOTDIR, syscall.EISDIR} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}
