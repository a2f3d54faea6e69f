package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/rates"
)

// ErrNotHere says of an order that it has no label that can be printed again.
var ErrNotHere = errors.New("no label to print again")

// Reprint writes the labels of orders once more, in the order in which they are
// named, with the numbers that the ledger has: whatever run gave them, and whether
// its folder is still there or not. The file of the options has the orders, with the
// content that they had. Labels that were bought are returned, each as its carrier
// made it, and not written.
//
// Orders that have no label in the ledger, those that were voided and those of
// another content are errors that wrap ErrNotHere; then nothing is written.
func Reprint(ctx context.Context, o Options, w io.Writer, ids ...string) ([]carriers.BoughtLabel, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	r := newRun(o)
	head, ok, err := readHead(&r.folder)
	if err != nil {
		return nil, err
	}
	if err := r.setReady(head, ok); err != nil {
		return nil, err
	}
	known, err := r.Ledger.Find(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var bad []error
	for _, id := range ids {
		switch old, ok := known[id]; {
		case !ok || len(old.Numbers) == 0:
			bad = append(bad, fmt.Errorf("order %s: %w", id, ErrNotHere))
		case !old.Voided.IsZero():
			bad = append(bad, fmt.Errorf("order %s: voided: %w", id, ErrNotHere))
		}
	}
	if bad != nil {
		return nil, errors.Join(bad...)
	}
	p := reprint{run: r, known: known, items: map[string]*item{}}
	if err := p.find(ctx); err != nil {
		return nil, err
	}
	return p.bought, p.write(w, ids)
}

// A reprint is some labels while they are printed again.
type reprint struct {
	*run
	known  map[string]ledger.Order
	items  map[string]*item // those that were found; of one that was bought nil
	bought []carriers.BoughtLabel
}

// find looks for the orders in the file, until it has all.
func (p *reprint) find(ctx context.Context) error {
	in, err := p.openInput()
	if err != nil {
		return err
	}
	defer in.file.Close()
	for len(p.items) < len(p.known) && ctx.Err() == nil {
		c := new(orders.Chunk) // its orders are kept
		if err := in.next(c); errors.Is(err, io.EOF) {
			return p.notFound()
		} else if err != nil {
			return err
		}
		for i := range c.Orders {
			order := &c.Orders[i]
			if _, asked := p.known[order.ID]; !asked {
				continue
			}
			if err := p.prepareAgain(ctx, order); err != nil {
				return fmt.Errorf("order %s: %w", order.ID, err)
			}
		}
	}
	return ctx.Err()
}

// notFound names the orders that are not in the file.
func (p *reprint) notFound() error {
	var bad []error
	for id := range p.known {
		if _, ok := p.items[id]; !ok {
			bad = append(bad, fmt.Errorf("order %s: it is not in %s, or not as it was: %w", id, p.Input, ErrNotHere))
		}
	}
	slices.SortFunc(bad, func(a, b error) int { return natural(a.Error(), b.Error()) })
	return errors.Join(bad...)
}

// prepareAgain gets an order its label as it was: bought, or laid out for the service
// that it has, whatever would be chosen now.
func (p *reprint) prepareAgain(ctx context.Context, order *orders.Order) error {
	old := p.known[order.ID]
	if digest(order) != old.Digest {
		return fmt.Errorf("it has another content now: %w", ErrNotHere)
	}
	it := &item{order: order, given: ledger.Given{Verdict: ledger.New, Order: old}}
	records, err := p.Ledger.Purchases(ctx, old.ID, old.Generation)
	if err != nil {
		return err
	}
	for i := range records {
		p.bought = append(p.bought, records[i].Bought.Labels...)
	}
	if len(records) > 0 {
		p.items[order.ID] = nil
		return nil
	}
	if it.choice, err = p.choiceOf(ctx, &old); err != nil {
		return err
	}
	if it.choice == nil {
		again := *order
		again.Services, again.By, again.ByHour = []string{old.Carrier + "/" + old.Service}, 0, ""
		it.order = &again
		if err := choose(ctx, &p.Options, it, new(rates.Each)); err != nil {
			return err
		}
		it.keep()
	}
	p.items[order.ID] = it
	return nil
}

// choiceOf is what was chosen for an order in a run that buys; nil where that was not
// written down.
func (p *reprint) choiceOf(ctx context.Context, old *ledger.Order) (*carriers.Quote, error) {
	words, err := p.Ledger.Chosen(ctx, old.Run, old.Chunk)
	if err != nil || words == nil {
		return nil, err
	}
	var list []chosen
	if err := json.Unmarshal(words, &list); err != nil {
		return nil, memoError(old.ID, err)
	}
	for i := range list {
		if list[i].Order == old.ID {
			return list[i].Quote, nil
		}
	}
	return nil, nil
}

func (p *reprint) write(w io.Writer, ids []string) error {
	if len(p.bought) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return p.items[id] != nil }) {
		return nil
	}
	add, end := p.Format.writer(w)
	for _, id := range ids {
		it := p.items[id]
		if it == nil {
			continue // it was bought
		}
		labels, err := p.layOut(it, it.given.Numbers)
		if err == nil {
			err = add(labels)
		}
		if err != nil {
			return fmt.Errorf("order %s: %w", id, err)
		}
	}
	return end()
}
