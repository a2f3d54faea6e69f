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
	r.state.looking = true
	defer func() { r.state.looking = false }()
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
	header := in.split.Columns()
	return r.folder.write(shipmentsFile, func(shipments io.Writer) error {
		return r.folder.write(errorsFile, func(errs io.Writer) error {
			if _, err := shipments.Write(csvRow(shipmentHeader())); err != nil {
				return err
			}
			if _, err := errs.Write(csvRow(errorsHeader(header))); err != nil {
				return err
			}
			return r.priceChunks(ctx, in, func(p *part) error {
				t.Merge(&p.Tally)
				if _, err := shipments.Write(p.shipments); err != nil {
					return err
				}
				_, err := errs.Write(p.errors)
				return err
			})
		})
	})
}

// priceChunks prices the chunks of a file, several at once, and calls do with
// each in their order.
func (r *run) priceChunks(ctx context.Context, in *reader, do func(*part) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type priced struct {
		part *part
		err  error
	}
	queue := make(chan chan priced, r.Workers)
	var wait sync.WaitGroup
	wait.Go(func() {
		defer close(queue)
		for ctx.Err() == nil {
			c := new(orders.Chunk)
			out := make(chan priced, 1)
			err := in.read(c)
			if errors.Is(err, io.EOF) {
				return
			}
			select {
			case queue <- out:
			case <-ctx.Done():
				return
			}
			if err != nil {
				out <- priced{nil, err}
				return
			}
			wait.Go(func() {
				p, err := r.priced(ctx, c, in.split.Columns())
				out <- priced{p, err}
			})
		}
	})
	var err error
	for out := range queue {
		if err != nil {
			continue
		}
		done := <-out
		if err = done.err; err == nil {
			err = do(done.part)
		}
		if err != nil {
			cancel(err)
		}
	}
	wait.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
}

// priced prices the orders of a chunk. With a ledger, orders that it would refuse
// are refused.
func (r *run) priced(ctx context.Context, c *orders.Chunk, header []string) (*part, error) {
	w, err := r.weigh(ctx, &job{lease: ledger.Lease{Chunk: c.Index}, chunk: c, header: header})
	if err != nil {
		return nil, err
	}
	if r.Ledger != nil {
		if err := r.foresee(ctx, w); err != nil {
			return nil, err
		}
	}
	return r.part(w, nil)
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
		case len(old.Numbers) == 0 && old.Digest == digest(it.order): // it may be bought, and will be found out
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
