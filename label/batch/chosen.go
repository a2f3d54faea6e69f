package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
	"github.com/shiprate/shiprate/rates"
)

// A chosen is what was chosen for an order, as the ledger keeps it: live carriers
// may answer otherwise another time.
type chosen struct {
	Order    string           `json:"order"`
	Quote    *carriers.Quote  `json:"quote,omitempty"`
	Rivals   []report.Offer   `json:"rivals,omitempty"`
	Heard    []report.Heard   `json:"heard,omitempty"` // what the live carriers said
	Problems []orders.Problem `json:"problems,omitempty"`
}

// weighChosen is weigh for a run that buys: several orders are chosen for at once,
// and what was chosen before stays.
func (r *run) weighChosen(ctx context.Context, j *job) (*work, error) {
	w := &work{job: j, refused: slices.Clone(j.chunk.Errors)}
	list, err := r.chosen(ctx, j)
	if err != nil {
		return nil, err
	}
	if len(list) != len(j.chunk.Orders) {
		return nil, fmt.Errorf("%w: it has %d orders, not %d", errMemo, len(list), len(j.chunk.Orders))
	}
	for i := range list {
		c, order := &list[i], &j.chunk.Orders[i]
		if c.Order != order.ID {
			return nil, fmt.Errorf("%w: it has the order %s in the place of %s", errMemo, c.Order, order.ID)
		}
		it := &item{order: order}
		w.heard = append(w.heard, c.Heard...)
		if problems := r.settle(it, c); problems != nil {
			w.refused = append(w.refused, refusal(order, problems))
			continue
		}
		w.items = append(w.items, it)
	}
	if len(r.Sort) > 0 {
		slices.SortStableFunc(w.items, r.compare)
	}
	return w, nil
}

// settle gives an order what was chosen for it, or returns its problems.
func (r *run) settle(it *item, c *chosen) []orders.Problem {
	if c.Problems != nil {
		return c.Problems
	}
	it.choice, it.rivals = c.Quote, c.Rivals
	for _, n := range leftOut(c.Heard) {
		it.note(n)
	}
	return r.fit(it)
}

// chosen returns what is chosen for the orders of a chunk. A run that numbers
// nothing keeps it not.
func (r *run) chosen(ctx context.Context, j *job) (list []chosen, err error) {
	var words []byte
	if r.keeps() {
		if words, err = r.Ledger.Chosen(ctx, r.head.Run, j.chunk.Index); err != nil {
			return nil, err
		}
	}
	if words == nil {
		if list, err = r.chooseAll(ctx, j.chunk.Orders); err != nil || !r.keeps() {
			return list, err
		}
		if words, err = json.Marshal(list); err != nil {
			return nil, err
		}
		if words, err = r.Ledger.Choose(ctx, r.head.Run, j.chunk.Index, words); err != nil {
			return nil, err
		}
	}
	list = nil
	if err := json.Unmarshal(words, &list); err != nil {
		return nil, fmt.Errorf("%w: %w", errMemo, err)
	}
	return list, nil
}

// keeps reports whether the run writes down what it chooses: when it only looks at
// the prices, it does not.
func (r *run) keeps() bool { return !r.DryRun && !r.state.looking }

func (r *run) chooseAll(ctx context.Context, all []orders.Order) ([]chosen, error) {
	list := make([]chosen, len(all))
	r.underway(func(u *Underway) { u.Orders += len(all) })
	err := r.each(ctx, len(all), func(i int) error {
		defer r.underway(func(u *Underway) { u.Chosen++ })
		it := item{order: &all[i]}
		list[i].Order = it.order.ID
		o := r.patientOptions()
		if err := choose(ctx, o, &it, new(rates.Each)); err != nil {
			list[i].Problems, list[i].Heard = noQuote(it.order, err), it.heard
			return ctx.Err()
		}
		list[i].Quote, list[i].Rivals, list[i].Heard = it.choice, it.rivals, it.heard
		return nil
	})
	return list, err
}

// fit finds out how an order gets its label, and why it cannot have one.
func (r *run) fit(it *item) []orders.Problem {
	if r.sells(it.choice) {
		it.sale = &sale{}
		if r.Slips {
			if _, err := it.slip(); err != nil {
				return problemsOf(it.order, NoSlip, err)
			}
		}
		return nil
	}
	if len(r.Accounts) == 0 {
		return nil // of a dry run
	}
	var err error
	if it.maker, it.account, err = r.maker(it.choice.Carrier, it.choice.Service); err != nil {
		return []orders.Problem{{Row: it.order.Row, Code: NoLabel, Reason: err.Error()}}
	}
	return r.try(it)
}
