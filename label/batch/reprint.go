package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// ErrNotHere says of an order that its label is not one of this run.
var ErrNotHere = errors.New("no label of this run")

// Reprint writes the labels of orders once more, with the numbers that they have,
// in the order in which they are named. The options are those of the run that
// printed them. Orders that this run gave no label, and those that were voided,
// are errors that wrap ErrNotHere; then nothing is written.
func Reprint(ctx context.Context, o Options, w io.Writer, ids ...string) error {
	if err := o.check(); err != nil {
		return err
	}
	r := newRun(o)
	head, ok, err := readHead(&r.folder)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%s has no %s: it is not the folder of a run", o.Out, runFile)
	}
	input, err := r.digestInput()
	if err != nil {
		return err
	}
	if err := r.setReady(head, ok); err != nil {
		return err
	}
	if r.plan(input) != head.Plan {
		return fmt.Errorf("%s is the folder of %w, of %s: give the same orders and options", o.Out, ErrOtherRun, head.Input)
	}
	r.head = head
	known, err := r.Ledger.Find(ctx, ids...)
	if err != nil {
		return err
	}
	var bad []error
	for _, id := range ids {
		switch old, ok := known[id]; {
		case !ok || old.Run != head.Run:
			bad = append(bad, fmt.Errorf("order %s: %w", id, ErrNotHere))
		case !old.Voided.IsZero():
			bad = append(bad, fmt.Errorf("order %s: voided: %w", id, ErrNotHere))
		default:
			if err := r.notBought(ctx, &old); err != nil {
				bad = append(bad, err)
			}
		}
	}
	if bad != nil {
		return errors.Join(bad...)
	}
	return r.reprint(ctx, w, ids, known)
}

// notBought refuses an order whose label was bought: it is a file of its own.
func (r *run) notBought(ctx context.Context, old *ledger.Order) error {
	if r.Buy == nil {
		return nil
	}
	records, err := r.Ledger.Purchases(ctx, old.ID, old.Generation)
	if err == nil && len(records) > 0 {
		err = fmt.Errorf("order %s: %w: it was bought, print %s", old.ID, ErrNotHere, r.folder.name(old.File))
	}
	return err
}

func (r *run) reprint(ctx context.Context, w io.Writer, ids []string, known map[string]ledger.Order) error {
	items := map[string]*item{}
	in, err := r.openInput()
	if err != nil {
		return err
	}
	defer in.file.Close()
	for last := lastChunk(known); in.chunk <= last; {
		var c orders.Chunk
		if err := in.next(&c); err != nil {
			return err
		}
		for i := range c.Orders {
			if !slices.Contains(ids, c.Orders[i].ID) {
				continue
			}
			it, problems, err := r.prepareAgain(ctx, &c, i)
			if err != nil {
				return err
			}
			if problems != nil {
				return fmt.Errorf("order %s: %w", c.Orders[i].ID, &orders.RowError{Problems: problems})
			}
			it.given.Order = known[it.order.ID]
			items[it.order.ID] = it
		}
	}
	add, end := r.Format.writer(w)
	for _, id := range ids {
		it := items[id]
		if it == nil || digest(it.order) != it.given.Digest {
			return fmt.Errorf("order %s: %w: the file has changed", id, ErrNotHere)
		}
		labels, err := r.layOut(it, it.given.Numbers)
		if err == nil {
			err = add(labels)
		}
		if err != nil {
			return fmt.Errorf("order %s: %w", id, err)
		}
	}
	return end()
}

// prepareAgain is prepare for an order of a chunk that was numbered. In a run that
// buys, what was chosen then is in the ledger.
func (r *run) prepareAgain(ctx context.Context, c *orders.Chunk, i int) (*item, []orders.Problem, error) {
	it := &item{order: &c.Orders[i]}
	if r.Buy == nil {
		problems, err := r.prepare(ctx, it, make([]carriers.Quote, len(r.Carriers)))
		return it, problems, err
	}
	list, err := r.chosen(ctx, &job{chunk: c})
	if err != nil {
		return nil, nil, err
	}
	if len(list) != len(c.Orders) || list[i].Quote == nil {
		return nil, nil, memoError(c.Orders[i].ID, ErrNotHere)
	}
	it.choice, it.rivals = list[i].Quote, list[i].Rivals
	return it, r.fit(it), nil
}

func lastChunk(known map[string]ledger.Order) int {
	last := -1
	for _, o := range known {
		last = max(last, o.Chunk)
	}
	return last
}
