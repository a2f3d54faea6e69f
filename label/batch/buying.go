package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// Buying says how labels are bought from live carriers. What was chosen for an
// order is written down before, so that it stays the same whatever a carrier
// answers another time.
type Buying struct {
	// From are the carriers that labels are bought from. Each is a carriers.Labeler,
	// and has the name that its quotes have in Options.Carriers. An order for which
	// such a quote is chosen is bought: without an account of that carrier, or when
	// the quote is not a rate card's.
	From []carriers.Carrier

	// Tolerance is how much more than its quote a label may cost, as a share of it:
	// 200 is 2 %. Zero means nothing.
	Tolerance carriers.Share

	// AtOnce is how many orders are quoted or bought at a time, by all workers
	// together; zero means 8. What the carriers say of their limits is heeded
	// besides.
	AtOnce int

	// Call and Settle are those of purchase.Machine.
	Call, Settle time.Duration
}

// seller returns the carrier that sells labels under a name; nil when none does.
func (b *Buying) seller(name string) carriers.Carrier {
	if b == nil {
		return nil
	}
	for _, c := range b.From {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

// terms are what the carrier of a name sells, as far as it tells.
func (b *Buying) terms(name string) carriers.Sells {
	if s, ok := b.seller(name).(carriers.Seller); ok {
		return s.Sells()
	}
	return carriers.Sells{}
}

// check reports what is wrong with it.
func (b *Buying) check(o *Options, add func(string, ...any)) {
	if b.Tolerance < 0 || b.AtOnce < 0 || b.Call < 0 || b.Settle < 0 {
		add("Buy: nothing of it may be negative")
	}
	for i, c := range b.From {
		name := c.Name()
		if _, ok := c.(carriers.Labeler); !ok {
			add("Buy: %s sells no labels", name)
		}
		if b.seller(name) != b.From[i] {
			add("Buy: two carriers %s", name)
		}
		if !slices.ContainsFunc(o.Carriers, func(asked carriers.Carrier) bool { return asked.Name() == name }) {
			add("Buy: %s is not asked for its prices", name)
		}
	}
}

// sells reports whether the label of a quote is bought.
func (o *Options) sells(q *carriers.Quote) bool {
	return o.Buy.seller(q.Carrier) != nil && (q.Card == "" || q.Fallback != "" || o.Accounts[q.Carrier] == "")
}

// machine is what buys.
func (b *Buying) machine(store purchase.Store, now func() time.Time) *purchase.Machine {
	return &purchase.Machine{Store: store, Carrier: b.seller, Now: now, Call: b.Call, Settle: b.Settle}
}

// each does something for 0 to n-1, as many at once as Buying says for the whole
// process. The first error stops what has not begun.
func (r *run) each(ctx context.Context, n int, do func(i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wait sync.WaitGroup
	for i := range n {
		select {
		case r.state.gate <- struct{}{}:
		case <-ctx.Done():
			wait.Wait()
			return context.Cause(ctx)
		}
		wait.Go(func() {
			defer func() { <-r.state.gate }()
			if err := ctx.Err(); err != nil {
				return
			}
			if err := do(i); err != nil {
				cancel(err)
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

// most is the dearest that a price may be bought at.
func (b *Buying) most(price carriers.Money) carriers.Money {
	price.Minor += price.Minor * int64(b.Tolerance) / int64(carriers.Whole)
	return price
}

var errMemo = errors.New("what was chosen cannot be read")

func memoError(order string, err error) error {
	return fmt.Errorf("order %s: %w: %w", order, errMemo, err)
}
