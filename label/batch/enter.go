package batch

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/shiprate/shiprate/label/batch/ledger"
)

// enter writes a run into the ledger, or finds it there, and marks the folder.
func (r *run) enter(ctx context.Context, plan string) error {
	abs, err := filepath.Abs(r.Out)
	if err != nil {
		return err
	}
	last, known, err := r.last(ctx, plan, abs)
	if err != nil {
		return err
	}
	fresh := ledger.Run{Plan: plan, Input: filepath.Base(r.Input), Folder: abs, Started: r.Now()}
	switch {
	case known && last.Finished() && r.Of == 1 && last.Folder != abs:
		known, fresh.Round = false, last.Round+1
		fresh.Chunks, fresh.Rows = last.Chunks, last.Rows
	case !known:
		if fresh.Chunks, fresh.Rows, err = r.count(ctx); err != nil {
			return err
		}
	}
	if !known {
		last = ledger.Status{} // nothing of it is numbered
	}
	if err := r.strict(ctx, last); err != nil {
		return err
	}
	// Not before, so that a file which is refused leaves no folder.
	if err := r.folder.make(); err != nil {
		return err
	}
	begun := last.Run
	if !known {
		if begun, err = r.Ledger.Begin(ctx, fresh); err != nil {
			return err
		}
	}
	if begun.Folder != abs && r.Of == 1 {
		if begun, err = r.Ledger.Move(ctx, begun.ID, abs); err != nil {
			return err
		}
	}
	if begun.Folder != abs && r.Of == 1 {
		return fmt.Errorf("%s is being worked through by %w, in %s: give that folder to go on with it", r.Input, ErrOtherRun, begun.Folder)
	}
	r.head = r.describe()
	r.head.Run, r.head.Plan, r.head.Input, r.head.Chunks, r.head.Rows = begun.ID, plan, begun.Input, begun.Chunks, begun.Rows
	r.head.setLedger(r.Out, r.Ledger.Name())
	return r.folder.mark(&r.head)
}

// last is the last run of a plan, and whether there is one: of those that are not of
// shards, the one in this folder first.
func (r *run) last(ctx context.Context, plan, abs string) (last ledger.Status, known bool, err error) {
	err = ledger.ErrNoRun
	if r.Of == 1 {
		last, err = r.Ledger.LastIn(ctx, plan, abs)
	}
	if errors.Is(err, ledger.ErrNoRun) {
		last, err = r.Ledger.Last(ctx, plan)
	}
	if errors.Is(err, ledger.ErrNoRun) {
		return last, false, nil
	}
	return last, err == nil, err
}

// unused reports whether nothing of a run is numbered and nobody works on it.
func (r *run) unused(ctx context.Context, id string) (bool, error) {
	if err := r.forget(ctx, id); err != nil {
		return false, err
	}
	status, err := r.Ledger.Status(ctx, id)
	if errors.Is(err, ledger.ErrNoRun) {
		return false, nil
	}
	return status.Open == status.Chunks && len(status.Holders) == 0, err
}
