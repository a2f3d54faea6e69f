package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// dry prices everything and numbers nothing: it writes shipments.csv, errors.csv,
// report.html and summary.json.
func (r *run) dry(ctx context.Context) (report.Summary, error) {
	if err := r.Disk.MkdirAll(r.folder.name(tmpFolder)); err != nil {
		return report.Summary{}, err
	}
	head, ok, err := readHead(&r.folder)
	switch {
	case err != nil:
		return report.Summary{}, err
	case ok:
		return report.Summary{}, fmt.Errorf("%s is the folder of %w, of %s: give another for a dry run", r.Out, ErrOtherRun, head.Input)
	}
	if err := r.setReady(head, false); err != nil {
		return report.Summary{}, err
	}
	r.head = r.describe()
	r.head.Run = "dry-run"
	s := r.head.summary()
	s.DryRun = true
	if err := r.price(ctx, &s.Tally); err != nil {
		return s, r.stopped("price "+r.Input, err)
	}
	s.Files, s.Complete = []string{reportFile, shipmentsFile, errorsFile, summaryFile}, true
	if err := r.folder.write(reportFile, func(w io.Writer) error { return report.HTML(w, &s) }); err != nil {
		return s, err
	}
	if err := r.folder.write(summaryFile, func(w io.Writer) error { return writeJSON(w, &s) }); err != nil {
		return s, err
	}
	return s, r.Disk.RemoveAll(r.folder.name(tmpFolder))
}

// strict prices everything before anything is numbered, and stops when a row is
// bad. A run that has numbered something was found good before.
func (r *run) strict(ctx context.Context) error {
	if !r.Strict {
		return nil
	}
	status, err := r.Ledger.Status(ctx, r.head.Run)
	if err != nil || status.Numbered+status.Done > 0 {
		return err
	}
	var t report.Tally
	if err := r.price(ctx, &t); err != nil {
		return err
	}
	if t.Failed > 0 {
		return fmt.Errorf("%d orders are bad, see %s: %w", t.Failed, r.folder.name(errorsFile), ErrStrict)
	}
	return nil
}

// price prices every order and writes shipments.csv and errors.csv as they come.
func (r *run) price(ctx context.Context, t *report.Tally) error {
	in, err := r.openInput()
	if err != nil {
		return err
	}
	defer in.file.Close()
	trays := make([]tray, r.Workers+2) // one that is read into, and one that is written from
	err = r.folder.write(shipmentsFile, func(shipments io.Writer) error {
		return r.folder.write(errorsFile, func(errs io.Writer) error {
			if _, err := shipments.Write(csvRow(shipmentHeader())); err != nil {
				return err
			}
			if _, err := errs.Write(csvRow(errorsHeader(in.split.Columns()))); err != nil {
				return err
			}
			return r.priceChunks(ctx, in, trays, func(p *part) error {
				if _, err := shipments.Write(p.shipments); err != nil {
					return err
				}
				_, err := errs.Write(p.errors)
				return err
			})
		})
	})
	for i := range trays {
		counted := trays[i].counter.Tally()
		t.Merge(&counted)
	}
	return err
}

// A tray is the memory in which one chunk after the other is priced.
type tray struct {
	chunk   orders.Chunk
	work    work
	part    part
	counter report.Counter // of all chunks that were in it
	priced  chan error
}

// priceChunks prices the chunks of a file, several at once, each in a tray, and
// calls do with each in their order.
func (r *run) priceChunks(ctx context.Context, in *reader, trays []tray, do func(*part) error) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	free, queue := make(chan *tray, len(trays)), make(chan *tray, len(trays))
	for i := range trays {
		trays[i].priced = make(chan error, 1)
		free <- &trays[i]
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		defer close(queue)
		for ctx.Err() == nil {
			t := <-free
			err := in.next(&t.chunk)
			if errors.Is(err, io.EOF) {
				return
			}
			queue <- t
			if err != nil {
				t.priced <- err
				return
			}
			wait.Go(func() { t.priced <- r.priced(ctx, t, in.split.Columns()) })
		}
	})
	for t := range queue {
		switch priced := <-t.priced; {
		case err != nil: // there was one before
		case priced != nil:
			err = priced
		default:
			err = do(&t.part)
		}
		if err != nil {
			cancel(err)
		}
		free <- t
	}
	wait.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
}

// priced prices the orders of a chunk. With a ledger, orders that it would refuse
// are refused.
func (r *run) priced(ctx context.Context, t *tray, header []string) error {
	w, p := &t.work, &t.part
	w.job = &job{lease: ledger.Lease{Chunk: t.chunk.Index}, chunk: &t.chunk, header: header}
	if err := r.weigh(ctx, w); err != nil {
		return err
	}
	if r.Ledger != nil {
		if err := r.foresee(ctx, w); err != nil {
			return err
		}
	}
	p.shipments, p.errors = p.shipments[:0], p.errors[:0]
	return r.rows(w, p, &t.counter)
}

// foresee finds the orders that the ledger would not give a label.
func (r *run) foresee(ctx context.Context, w *work) error {
	ids := make([]string, len(w.items))
	for i, it := range w.items {
		ids[i] = it.order.ID
	}
	known, err := r.Ledger.Find(ctx, ids...)
	if err != nil {
		return err
	}
	kept := w.items[:0]
	for _, it := range w.items {
		old, ok := known[it.order.ID]
		it.given.Verdict = ledger.New
		switch {
		case !ok || !old.Voided.IsZero():
		case old.Digest != digest(it.order):
			it.given = ledger.Given{Verdict: ledger.Conflict, Order: old}
			w.refused = append(w.refused, refusal(it.order, r.taken(it)))
			continue
		default:
			it.given = ledger.Given{Verdict: ledger.Earlier, Order: old}
		}
		kept = append(kept, it)
	}
	w.items = kept
	return nil
}
