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

// Patience is how long a run waits for a carrier that is asked too often, or rests
// after failures, and how often it asks again.
const (
	patience = 5 * time.Minute
	mostAsks = 20
)

// A patient waits for carriers, for all orders of a run together. For one that was
// waited for in vain nobody waits again, until it answers: else each order would
// wait as long.
type patient struct {
	mu   sync.Mutex
	vain map[string]bool // by carrier
}

func (p *patient) waits(carrier string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.vain[carrier]
}

func (p *patient) learn(carrier string, vain bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.vain == nil {
		p.vain = map[string]bool{}
	}
	p.vain[carrier] = vain
}

// ask does something again while the carrier says that it may be asked later.
func (p *patient) ask(ctx context.Context, carrier string, do func() error) error {
	for i := 1; ; i++ {
		err := do()
		var limit interface{ Later() (time.Duration, bool) }
		if !errors.As(err, &limit) {
			p.learn(carrier, false)
			return err
		}
		wait, later := limit.Later()
		if !later || !p.waits(carrier) {
			return err
		}
		if wait <= 0 {
			wait = time.Second
		}
		deadline, bounded := ctx.Deadline()
		if wait = min(wait, time.Minute); i == mostAsks || bounded && time.Until(deadline) <= wait {
			p.learn(carrier, true)
			return err
		}
		if !sleep(ctx, wait) {
			return err
		}
	}
}

// A waitedFor carrier is asked again when it says that it may be asked later.
type waitedFor struct {
	carriers.Carrier
	patient *patient
}

// Budget is that of rates.Budgeter.
func (w waitedFor) Budget() time.Duration { return patience }

func (w waitedFor) Quote(ctx context.Context, s carriers.Shipment) (reply carriers.Reply, err error) {
	err = w.patient.ask(ctx, w.Name(), func() error { reply, err = w.Carrier.Quote(ctx, s); return err })
	return reply, err
}

// sleep reports whether the time has passed before ctx was over.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// patientOptions are the options with carriers that are patient, for choosing.
func (r *run) patientOptions() *Options {
	p := r.Options
	p.Carriers = slices.Clone(r.Carriers)
	for i, c := range p.Carriers {
		if _, isLocal := c.(carriers.Local); !isLocal {
			p.Carriers[i] = waitedFor{c, &r.state.patient}
		}
	}
	return &p
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
