package batch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
	"github.com/shiprate/shiprate/rates"
)

// dry prices everything and numbers nothing: it writes shipments.csv, errors.csv,
// report.html and summary.json.
func (r *run) dry(ctx context.Context) (report.Summary, error) {
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
	in, err := r.openInput() // a file that is refused leaves no folder
	if err != nil {
		return report.Summary{}, r.stopped("price "+r.Input, err)
	}
	in.file.Close()
	if err := r.Disk.MkdirAll(r.folder.name(tmpFolder)); err != nil {
		return report.Summary{}, err
	}
	r.head = r.describe()
	r.head.Run = "dry-run"
	s := r.head.summary()
	s.DryRun, s.Files = true, []string{reportFile, shipmentsFile, errorsFile, summaryFile}
	var page bytes.Buffer
	var undrawn error
	var drawing sync.WaitGroup // while the prices are brought to the disk
	err = r.price(ctx, func(t report.Tally) {
		s.Tally = t
		drawing.Go(func() { undrawn = report.HTML(&page, &s) })
	})
	if drawing.Wait(); err == nil {
		err = undrawn
	}
	if err != nil {
		return s, r.stopped("price "+r.Input, err)
	}
	s.Complete = true
	if err := r.folder.write(reportFile, func(w io.Writer) error { _, err := page.WriteTo(w); return err }); err != nil {
		return s, err
	}
	if err := r.folder.write(summaryFile, func(w io.Writer) error { return writeJSON(w, &s) }); err != nil {
		return s, err
	}
	return s, r.Disk.RemoveAll(r.folder.name(tmpFolder))
}

// strict prices everything before anything is numbered, and stops when a row is
// bad; then errors.csv is all that is left. A run that has numbered something was
// found good before.
func (r *run) strict(ctx context.Context, status ledger.Status) error {
	if !r.Strict || status.Numbered+status.Done > 0 {
		return nil
	}
	if err := r.Disk.MkdirAll(r.folder.name(tmpFolder)); err != nil {
		return err
	}
	var t report.Tally
	r.state.looking = true
	defer func() { r.state.looking = false }()
	if err := r.price(ctx, func(all report.Tally) { t = all }); err != nil || t.Failed == 0 {
		return err
	}
	if err := r.Disk.RemoveAll(r.folder.name(tmpFolder)); err != nil {
		return err
	}
	bad := "1 order is"
	if t.Failed > 1 {
		bad = fmt.Sprintf("%d orders are", t.Failed)
	}
	return fmt.Errorf("%s bad, see %s: %w", bad, r.folder.name(errorsFile), ErrStrict)
}

// writeShipments writes shipments.csv, but not of a run that only looks whether it
// may begin.
func (r *run) writeShipments(write func(io.Writer) error) error {
	if r.state.looking {
		return write(io.Discard)
	}
	return r.folder.write(shipmentsFile, write)
}

// price prices every order and writes shipments.csv and errors.csv as they come. When
// all are priced, and before the files are whole, it tells then what they come to.
func (r *run) price(ctx context.Context, then func(report.Tally)) error {
	in, err := r.openInput()
	if err != nil {
		return err
	}
	defer in.file.Close()
	trays := make([]tray, r.Workers+2) // one that is read into, and one that is written from
	return r.writeShipments(func(shipments io.Writer) error {
		return r.folder.write(errorsFile, func(errs io.Writer) error {
			if _, err := shipments.Write(csvRow(shipmentHeader())); err != nil {
				return err
			}
			if _, err := errs.Write(csvRow(orders.ErrorsHeader(in.split.Columns()))); err != nil {
				return err
			}
			p := pricing{run: r, in: in, do: func(p *part) error {
				if _, err := shipments.Write(p.shipments); err != nil {
					return err
				}
				_, err := errs.Write(p.errors)
				return err
			}}
			if err := p.all(ctx, trays); err != nil {
				return err
			}
			var t report.Tally
			for i := range trays {
				counted := trays[i].counter.Tally()
				t.Merge(&counted)
			}
			then(t)
			return nil
		})
	})
}

// priced prices the orders of a chunk. With a ledger, orders that it would refuse
// are refused.
func (r *run) priced(ctx context.Context, t *tray) error {
	known, err := r.known(ctx, &t.chunk)
	if err != nil {
		return err
	}
	t.counter.Rows += t.chunk.Rows()
	t.part.shipments, t.part.errors = t.part.shipments[:0], t.part.errors[:0]
	t.refused = append(t.refused[:0], t.chunk.Errors...)
	err = r.eachPriced(ctx, t, func(it *item, problems []orders.Problem) error {
		if problems == nil && r.Ledger != nil {
			problems = r.foresee(it, known)
		}
		if problems != nil {
			t.refused = append(t.refused, refusal(it.order, problems))
			return nil
		}
		return r.tell(&t.part, &t.counter, it)
	})
	t.part.tellRefused(&t.counter, &t.chunk, t.refused)
	return err
}

// turns is how many orders are chosen for before they are told. To choose and to tell
// take so much code each that a processor, which holds little, fetches it anew when
// it turns from one to the other.
const turns = 64

// A priced is an order on its way to what is told, with the memory in which it is chosen for.
type priced struct {
	item
	each     rates.Each // what carriers offer for it
	problems []orders.Problem
}

// eachPriced calls do with each order of a chunk, in the order of the file: some are
// chosen for and then told, and the next ones in the same memory. Live carriers are
// asked for all of the chunk at once.
func (r *run) eachPriced(ctx context.Context, t *tray, do func(*item, []orders.Problem) error) error {
	var live []chosen
	if r.Buy != nil {
		var err error
		if live, err = r.chosen(ctx, &job{chunk: &t.chunk}); err != nil {
			return err
		}
	}
	for from := 0; from < len(t.chunk.Orders); from += turns {
		some := t.some[:min(turns, len(t.chunk.Orders)-from)]
		for i := range some {
			p, order := &some[i], &t.chunk.Orders[from+i]
			p.item = item{order: order, rivals: p.rivals}
			if live != nil {
				p.problems = r.settle(&p.item, &live[from+i])
				continue
			}
			var err error
			if p.problems, err = r.prepare(ctx, &p.item, &p.each); err != nil {
				return err
			}
		}
		for i := range some {
			if err := do(&some[i].item, some[i].problems); err != nil {
				return err
			}
		}
	}
	return nil
}

// known is what the ledger, if there is one, has of the orders of a chunk.
func (r *run) known(ctx context.Context, c *orders.Chunk) (map[string]ledger.Order, error) {
	if r.Ledger == nil {
		return nil, nil
	}
	ids := make([]string, len(c.Orders))
	for i := range c.Orders {
		ids[i] = c.Orders[i].ID
	}
	return r.Ledger.Find(ctx, ids...)
}

// foresee finds what the ledger would say of an order, and the problems when it
// would give it no label.
func (r *run) foresee(it *item, known map[string]ledger.Order) []orders.Problem {
	it.given.Verdict = ledger.New
	old, ok := known[it.order.ID]
	switch {
	case !ok || !old.Voided.IsZero():
		return nil
	case old.Digest != digest(it.order):
		it.given = ledger.Given{Verdict: ledger.Conflict, Order: old}
		return r.taken(it)
	case len(old.Numbers) > 0: // else it may be bought, and will be found out
		it.given = ledger.Given{Verdict: ledger.Earlier, Order: old}
	}
	return nil
}
