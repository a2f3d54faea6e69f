package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// Patience is how long a run waits in all for a carrier that is asked too often, or
// rests after failures, and how many times in a row. Each answer earns a second more.
const (
	patience = 5 * time.Minute
	mostAsks = 20
	earned   = time.Second
)

// leastRest is how long a carrier is left alone at least that was waited for in vain.
const leastRest = time.Minute

// A patient waits for carriers, for all orders of a run together: when one is told to
// come later, all wait until then. A carrier that was waited for in vain is left
// alone: the orders are chosen for among the others.
type patient struct {
	now func() time.Time

	mu sync.Mutex
	of map[string]*standing
}

// A standing is how a run stands with a carrier.
type standing struct {
	round  int           // how often it was waited for
	until  time.Time     // of the last round: nobody asks before
	vain   int           // rounds without an answer since the last one
	waited time.Duration // in all rounds, without what the answers earned
	rests  time.Time     // it is left alone until then
	why    error         // what it said last
}

// A restError says that a carrier is left alone for a while.
type restError struct {
	until time.Time
	err   error // what it said
}

func (e *restError) Error() string {
	return fmt.Sprintf("%v; it is left alone until %s", e.err, e.until.Format("15:04:05"))
}

// Unwrap returns what the carrier said.
func (e *restError) Unwrap() error { return e.err }

func (p *patient) standing(carrier string) *standing {
	if p.of == nil {
		p.of = map[string]*standing{}
	}
	if p.of[carrier] == nil {
		p.of[carrier] = &standing{}
	}
	return p.of[carrier]
}

// before says how long to wait before a carrier is asked, for whoever has waited in a
// round already, or that it is left alone. The round is the one that is waited for.
func (p *patient) before(carrier string, waited int) (round int, wait time.Duration, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, now := p.standing(carrier), p.now()
	if now.Before(s.rests) {
		return s.round, 0, &restError{s.rests, s.why}
	}
	if s.round > waited {
		wait = s.until.Sub(now)
	}
	return s.round, wait, nil
}

// answered notes that a carrier gave an answer.
func (p *patient) answered(carrier string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.standing(carrier)
	s.vain, s.waited = 0, max(s.waited-earned, 0)
}

// later notes that a carrier, asked after a round, wants to be asked later. The error
// says that it is left alone.
func (p *patient) later(carrier string, round int, wait time.Duration, why error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, now := p.standing(carrier), p.now()
	if wait <= 0 {
		wait = time.Second
	}
	if now.Before(s.rests) {
		return &restError{s.rests, why}
	}
	if s.round != round { // another was told so at the same time
		if until := now.Add(wait); until.After(s.until) && wait <= patience {
			s.until = until
		}
		return nil
	}
	s.vain++
	if s.vain >= mostAsks || s.waited+wait > patience {
		s.rests, s.why = now.Add(max(wait, leastRest)), why
		return &restError{s.rests, why}
	}
	s.round++
	s.waited += wait
	s.until, s.why = now.Add(wait), why
	return nil
}

// ask does something again while the carrier says that it may be asked later. The
// error wraps a *restError when it is not asked, or not any more.
func (p *patient) ask(ctx context.Context, carrier string, do func() error) error {
	waited := 0
	var last error
	for {
		round, wait, err := p.before(carrier, waited)
		if err != nil {
			return err
		}
		if wait > 0 {
			if !sleep(ctx, wait) {
				return errors.Join(last, context.Cause(ctx))
			}
			waited = round
			continue
		}
		var limit interface{ Later() (time.Duration, bool) }
		if last = do(); last == nil {
			p.answered(carrier)
		}
		if !errors.As(last, &limit) {
			return last
		}
		after, later := limit.Later()
		if !later {
			return last
		}
		if err := p.later(carrier, round, after, last); err != nil {
			return err
		}
	}
}

// A waitedFor carrier is asked for the prices of one order, and again when it says
// that it may be asked later.
type waitedFor struct {
	carriers.Carrier
	patient *patient
	rests   atomic.Bool // it was left alone
}

// Budget is that of rates.Budgeter: an order waits at most as long as the run.
func (w *waitedFor) Budget() time.Duration { return 2 * patience }

func (w *waitedFor) Quote(ctx context.Context, s carriers.Shipment) (reply carriers.Reply, err error) {
	err = w.patient.ask(ctx, w.Name(), func() error { reply, err = w.Carrier.Quote(ctx, s); return err })
	if errors.As(err, new(*restError)) {
		w.rests.Store(true)
	}
	return reply, err
}

// patientOptions are the options with carriers that are patient, to choose for one
// order.
func (r *run) patientOptions() *Options {
	p := r.Options
	p.Carriers = slices.Clone(r.Carriers)
	for i, c := range p.Carriers {
		if _, isLocal := c.(carriers.Local); !isLocal {
			p.Carriers[i] = &waitedFor{Carrier: c, patient: &r.state.patient}
		}
	}
	return &p
}

// leave is for a purchase whose carrier is left alone: what is bought is there, what
// was not begun is not bought, and what is not known stays so.
func (r *run) leave(ctx context.Context, want purchase.Want, rest *restError) (purchase.Record, error) {
	record, err := r.Ledger.Load(ctx, want.ID)
	if err != nil {
		return record, err
	}
	switch record.State {
	case purchase.Bought:
		if !record.Lacks() {
			return r.Buy.machine(r.Ledger, r.Now).Buy(ctx, want) // which asks nobody
		}
	case "", purchase.Refused, purchase.Void:
		if record.State == "" {
			record.Carrier, record.Service = want.Carrier, want.Service
		}
		record.Reason = rest.Error()
		return record, &purchase.RefusedError{Record: record, Err: rest}
	}
	record.Reason = rest.Error()
	return record, &purchase.OpenError{Record: record}
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
