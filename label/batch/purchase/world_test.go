package purchase_test

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// The bounds of the world. A request is at most late on its way, and a sale is
// seen after lag; clocks are wrong by skew. Settle is over all of them together.
const (
	call   = 30 * time.Second
	late   = 20 * time.Second
	lag    = 10 * time.Second
	skew   = 3 * time.Second
	settle = late + lag + 2*skew + time.Second
)

// A world is a clock, what happens in it in the order of its times, and chance.
// One goroutine runs at a time, so a seed is one course of events.
type world struct {
	*rand.Rand
	now     time.Duration
	events  events
	count   int
	kills   int
	trouble bool // things are lost, late, paused and killed

	store   map[purchase.ID]purchase.Record
	owner   map[string]purchase.ID // of tracking numbers
	shop    *shop
	faults  []string // what must not be
	history []string // if it is told
	tells   bool
}

var epoch = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

type event struct {
	at  time.Duration
	seq int
	do  func()
}

type events []event

func (e events) Len() int { return len(e) }
func (e events) Less(i, j int) bool {
	return e[i].at < e[j].at || e[i].at == e[j].at && e[i].seq < e[j].seq
}
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)   { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

func (w *world) after(d time.Duration, do func()) {
	w.count++
	heap.Push(&w.events, event{w.now + d, w.count, do})
}

// run lets happen what happens.
func (w *world) run() {
	for len(w.events) > 0 {
		e := heap.Pop(&w.events).(event)
		w.now = e.at
		e.do()
		if w.count > 20_000 {
			w.fault("it never ends")
			return
		}
	}
}

func (w *world) chance(percent int) bool { return w.trouble && w.IntN(100) < percent }

func (w *world) upTo(d time.Duration) time.Duration { return time.Duration(w.Int64N(int64(d) + 1)) }

func (w *world) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

func (w *world) tell(format string, args ...any) {
	if w.tells {
		w.history = append(w.history, fmt.Sprintf("%8.3f ", w.now.Seconds())+fmt.Sprintf(format, args...))
	}
}

// A process is one that may be paused or killed at any step.
type process struct {
	*world
	name  int
	skew  time.Duration
	yield func(time.Duration) bool
}

// errKilled unwinds a process that is killed.
var errKilled = errors.New("killed")

// start runs a process. Killed, it is started again after a while.
func (w *world) start(name int, body func(*process)) {
	p := &process{world: w, name: name, skew: w.upTo(2*skew) - skew}
	next, stop := iter.Pull(func(yield func(time.Duration) bool) {
		p.yield = yield
		defer func() {
			if v := recover(); v != nil && v != any(errKilled) {
				panic(v)
			}
		}()
		body(p)
	})
	var wake func()
	wake = func() {
		if w.chance(2) {
			w.kills++
			w.tell("%d is killed", name)
			stop()
			w.after(w.upTo(3*settle), func() { w.start(name, body) })
			return
		}
		if d, ok := next(); ok {
			w.after(d, wake)
		}
	}
	w.after(w.upTo(time.Second), wake)
}

// sleep is a step: what others do may come between.
func (p *process) sleep(d time.Duration) {
	if p.chance(3) {
		d += p.upTo(4 * settle) // paused
	}
	if !p.yield(d) {
		panic(errKilled)
	}
}

func (p *process) clock() time.Time { return epoch.Add(p.now + p.skew) }

// A deadline is a context that ends by the world's clock.
type deadline struct {
	context.Context
	end time.Duration
}

func (p *process) timeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return deadline{ctx, p.now + d}, func() {}
}

func (p *process) machine() *purchase.Machine {
	m := &purchase.Machine{
		Store: &storage{p}, Now: p.clock, Call: call, Settle: settle,
		Carrier: func(string) carriers.Carrier { return p.shop.at(p) },
	}
	m.SetTimeout(p.timeout)
	return m
}

// A storage is the store as a process reaches it.
type storage struct{ p *process }

var errStorage = errors.New("the store does not answer")

func (s *storage) Load(_ context.Context, id purchase.ID) (purchase.Record, error) {
	s.p.sleep(s.p.upTo(time.Millisecond))
	if s.p.chance(1) {
		return purchase.Record{}, errStorage
	}
	return s.p.store[id], nil
}

// Save fails before it has saved or after.
func (s *storage) Save(_ context.Context, r purchase.Record) (purchase.Record, error) {
	s.p.sleep(s.p.upTo(time.Millisecond))
	if s.p.chance(2) {
		return r, errStorage
	}
	if s.p.store[r.ID].Version != r.Version {
		return r, purchase.ErrRaced
	}
	for _, l := range r.Bought.Labels {
		if owner, ok := s.p.owner[l.Number]; ok && owner != r.ID {
			return r, purchase.ErrTaken
		}
		s.p.owner[l.Number] = r.ID
	}
	r.Version++
	s.p.store[r.ID] = r
	s.p.tell("%d writes %v %s %s %s", s.p.name, r.ID, r.State, r.Key, r.Bought.ID)
	s.p.sleep(s.p.upTo(time.Millisecond))
	if s.p.chance(2) {
		return r, errStorage
	}
	return r, nil
}

// check looks for what must not be, when all is quiet.
func (w *world) check() {
	for id, r := range w.store {
		live := w.shop.live(id.Order)
		switch r.State {
		case purchase.Asking, purchase.Unknown, purchase.Voiding:
			w.fault("%v is left %s: %s", id, r.State, r.Reason)
		case purchase.Bought:
			if len(live) != 1 || live[0].id != r.Bought.ID || string(r.Bought.Labels[0].Data) != live[0].label() {
				w.fault("%v is bought as %s, the carrier has %d", id, r.Bought.ID, len(live))
			}
		}
	}
	for _, s := range w.shop.sales {
		if !s.void && !w.isRecorded(s) {
			w.fault("%s was sold for %s, and nobody knows", s.id, s.order)
		}
	}
}

func (w *world) isRecorded(s *sale) bool {
	for id, r := range w.store {
		if id.Order == s.order && r.State == purchase.Bought && r.Bought.ID == s.id {
			return true
		}
	}
	return false
}

func (w *world) String() string { return strings.Join(append(w.history, w.faults...), "\n") }
