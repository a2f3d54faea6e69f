package purchase_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

var (
	seeds = flag.Int("seeds", 10_000, "how many courses of events the simulation tries; CI takes 100000")
	seed  = flag.Uint64("seed", 0, "the one course of events to tell of")
)

// Processes buy and void, are paused and killed, and the carrier drops, delays,
// doubles and answers late: nothing is bought twice, nothing is left unknown.
func TestSimulation(t *testing.T) {
	if *seed > 0 {
		w := simulate(*seed, plain, true)
		t.Log(w)
		if w.faults != nil {
			t.Fail()
		}
		return
	}
	bad, sums := simulateAll(*seeds, plain)
	for _, w := range bad[:min(len(bad), 3)] {
		t.Errorf("seed %d: %v", w.seed, w.faults)
	}
	t.Logf("%d courses of events: %d steps, %d sales, %d of them taken back, %d kills", *seeds, sums.steps.Load(), sums.sales.Load(), sums.voids.Load(), sums.kills.Load())
	if len(bad) > 0 {
		t.Errorf("%d of %d courses end badly: -seed N tells one", len(bad), *seeds)
	}
}

// A variant makes another machine of a process's machine.
type variant func(*process, *purchase.Machine) *purchase.Machine

func plain(_ *process, m *purchase.Machine) *purchase.Machine { return m }

// Machines with a bug are found out.
func TestBugsAreSeen(t *testing.T) {
	tests := []struct {
		name    string
		variant variant
	}{
		{"it buys again after an answer that was lost", func(p *process, m *purchase.Machine) *purchase.Machine {
			m.Store = forgetful{m.Store, purchase.Unknown}
			return m
		}},
		{"it buys again after a crash", func(p *process, m *purchase.Machine) *purchase.Machine {
			m.Store = forgetful{m.Store, purchase.Asking}
			return m
		}},
		{"it believes at once that there is nothing", func(p *process, m *purchase.Machine) *purchase.Machine {
			m.Settle = 1
			return m
		}},
		{"it does not write down that it asks", func(p *process, m *purchase.Machine) *purchase.Machine {
			m.Store = lazy{m.Store}
			return m
		}},
		{"it writes over what others have written", func(p *process, m *purchase.Machine) *purchase.Machine {
			m.Store = bold{m.Store, p}
			return m
		}},
		{"it buys again what has no file", func(p *process, m *purchase.Machine) *purchase.Machine {
			m.Store = careless{m.Store}
			return m
		}},
		{"it leaves what is unknown", func(p *process, m *purchase.Machine) *purchase.Machine {
			m.Carrier = func(string) carriers.Carrier { return counter{p.shop, p} }
			return m
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if bad, _ := simulateAll(600, tt.variant); len(bad) == 0 {
				t.Error("no course of events shows it")
			} else {
				t.Logf("%d courses show it, such as %d: %v", len(bad), bad[0].seed, bad[0].faults)
			}
		})
	}
}

// A forgetful store gives records in a state as if nothing had been bought.
type forgetful struct {
	purchase.Store
	state purchase.State
}

func (f forgetful) Load(ctx context.Context, id purchase.ID) (purchase.Record, error) {
	r, err := f.Store.Load(ctx, id)
	if r.State == f.state {
		r.State = purchase.Refused
	}
	return r, err
}

// A careless store gives what is bought without its file as if it were not.
type careless struct{ purchase.Store }

func (c careless) Load(ctx context.Context, id purchase.ID) (purchase.Record, error) {
	r, err := c.Store.Load(ctx, id)
	if r.Lacks() {
		r.State, r.Attempt = purchase.Refused, r.Attempt+1
	}
	return r, err
}

// A lazy store does not write down what is going to be asked.
type lazy struct{ purchase.Store }

func (l lazy) Save(ctx context.Context, r purchase.Record) (purchase.Record, error) {
	if r.State == purchase.Asking {
		return r, nil
	}
	return l.Store.Save(ctx, r)
}

// A bold store has no versions.
type bold struct {
	purchase.Store
	p *process
}

func (b bold) Save(ctx context.Context, r purchase.Record) (purchase.Record, error) {
	r.Version = b.p.store[r.ID].Version
	return b.Store.Save(ctx, r)
}

type sums struct{ steps, sales, voids, kills atomic.Int64 }

// A course is how one seed went.
type course struct {
	seed uint64
	*world
}

// simulateAll tries seeds from 1, on all processors.
func simulateAll(n int, v variant) (bad []course, total *sums) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	var next atomic.Uint64
	total = &sums{}
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for s := next.Add(1); s <= uint64(n); s = next.Add(1) {
				w := simulate(s, v, false)
				total.steps.Add(int64(w.count))
				total.kills.Add(int64(w.kills))
				total.sales.Add(int64(len(w.shop.sales)))
				for _, one := range w.shop.sales {
					if one.void {
						total.voids.Add(1)
					}
				}
				if w.faults != nil {
					mu.Lock()
					bad = append(bad, course{s, w})
					mu.Unlock()
				}
			}
		})
	}
	wait.Wait()
	return bad, total
}

// simulate is one course of events: trouble, then a day on which all is well, and
// on which a person looks at the account where the carrier cannot be asked.
func simulate(seed uint64, v variant, tells bool) *world {
	w := &world{
		Rand: rand.New(rand.NewPCG(seed, 6)), trouble: true, tells: tells,
		store: map[purchase.ID]purchase.Record{}, owner: map[string]purchase.ID{},
	}
	w.shop = &shop{world: w, kind: kinds[w.IntN(len(kinds))], price: 900}
	c := &customers{world: w, variant: v, orders: 1 + w.IntN(2), generation: map[string]int{}, held: map[string]string{}}
	for name := range 1 + w.IntN(3) {
		w.start(name, c.process)
	}
	if w.IntN(3) == 0 {
		w.after(w.upTo(call), func() { w.shop.price = 1100 }) // over what may be paid
		w.after(settle+w.upTo(call), func() { w.shop.price = 950 })
	}
	w.run()
	w.trouble = false
	w.tell("all is well")
	w.now += 2 * (call + settle)
	w.start(9, c.tidy)
	w.run()
	w.check()
	return w
}

// customers are the processes that buy, and what they were told.
type customers struct {
	*world
	variant
	orders     int
	generation map[string]int    // the ledger's
	held       map[string]string // the label that somebody was given, by ID
}

func (c *customers) want(order string) purchase.Want {
	w := purchase.Want{
		ID: purchase.ID{Order: order, Generation: c.generation[order]}, Digest: "content of " + order, Carrier: "shop", Service: "ground",
		Most: carriers.Money{Minor: 1000, Currency: "USD"}, Format: carriers.ZPL,
	}
	w.Shipment.Reference = order
	w.Shipment.Parcels = make([]carriers.Parcel, 1)
	return w
}

// process buys every order, and now and then has other content or takes it back.
func (c *customers) process(p *process) {
	m := c.variant(p, p.machine())
	first := c.IntN(c.orders)
	for i := range c.orders {
		order := fmt.Sprint("ORDER-", (first+i)%c.orders)
		for range 3 {
			w := c.want(order)
			if c.chance(3) {
				w.Digest = "other content"
			}
			r, err := m.Buy(context.Background(), w)
			c.heed(&w, r, err)
			if errors.Is(err, carriers.ErrNotBought) && c.chance(50) { // as a batch does with a row that is refused
				if r, err := m.Close(context.Background(), w.ID); err == nil && r.State == purchase.Void {
					c.void(w.ID, r)
				}
			}
			if err == nil || errors.Is(err, carriers.ErrConflict) {
				break
			}
			var open *purchase.OpenError
			if errors.As(err, &open) && open.At.After(p.clock()) {
				p.sleep(open.At.Sub(p.clock()))
			} else {
				p.sleep(p.upTo(call))
			}
		}
		if c.chance(10) {
			w := c.want(order)
			r, err := m.Void(context.Background(), w.ID)
			if err == nil {
				c.void(w.ID, r)
			}
		}
	}
}

// heed checks an answer: one ID has one label for ever.
func (c *customers) heed(w *purchase.Want, r purchase.Record, err error) {
	c.tell("%v is answered %s %s, %v", w.ID, r.State, r.Bought.ID, err)
	if err != nil {
		return
	}
	if r.State != purchase.Bought || r.Lacks() || len(r.Bought.Labels) != 1 || r.Digest != w.Digest {
		c.fault("%v was answered %s for %s", w.ID, r.State, r.Digest)
		return
	}
	label := string(r.Bought.Labels[0].Data)
	id := fmt.Sprint(w.ID)
	if had, ok := c.held[id]; ok && had != label {
		c.fault("%v has the label %s and had %s", w.ID, label, had)
	}
	c.held[id] = label
}

// void is what the ledger does when a purchase is void.
func (c *customers) void(id purchase.ID, r purchase.Record) {
	if r.State != purchase.Void {
		c.fault("%v is void and %s", id, r.State)
	}
	c.generation[id.Order] = max(c.generation[id.Order], id.Generation+1)
}

// tidy runs everything again when all is well.
func (c *customers) tidy(p *process) {
	m := c.variant(p, p.machine())
	for i := range c.orders {
		order := fmt.Sprint("ORDER-", i)
		for g := range c.generation[order] + 1 {
			w := c.want(order)
			w.Generation = g
			c.settle(p, m, w)
		}
	}
}

// settle asks until it is told. Where the carrier cannot tell, a person looks.
func (c *customers) settle(p *process, m *purchase.Machine, w purchase.Want) {
	for range 5 {
		r, err := m.Buy(context.Background(), w)
		c.heed(&w, r, err)
		var open *purchase.OpenError
		if errors.Is(err, carriers.ErrConflict) && r.Lacks() { // nobody asks for it any more
			c.look(m, r)
			return
		}
		if !errors.As(err, &open) {
			if err != nil && !errors.Is(err, carriers.ErrNotBought) && !errors.Is(err, carriers.ErrConflict) {
				c.fault("%v: %v", w.ID, err)
			}
			return
		}
		if open.At.After(p.clock()) {
			p.sleep(open.At.Sub(p.clock()))
		} else {
			c.look(m, r)
		}
	}
}

// look is a person's, who gives back what has no label, and takes back by telephone
// what the account has.
func (c *customers) look(m *purchase.Machine, r purchase.Record) {
	if r.Lacks() && c.shop.kind.voids {
		r, err := m.Void(context.Background(), r.ID)
		if err != nil {
			c.fault("%v has no label and is not given back: %v", r.ID, err)
		}
		c.void(r.ID, r)
		return
	}
	if k := c.shop.kind; k.finds && !k.blind && (k.voids || !k.once) && !r.Lacks() {
		return
	}
	for _, one := range c.shop.sales {
		if one.key == r.Key {
			one.void = true
		}
	}
	if got, err := m.Release(context.Background(), r.ID); err != nil {
		c.fault("%v is not released: %s, %v", r.ID, got.State, err)
	}
}
