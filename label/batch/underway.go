package batch

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Underway is what a run that buys is doing, in the chunks that this process has begun.
type Underway struct {
	Orders int // that prices are asked for
	Chosen int // of these that are chosen for, or have no price
	ToBuy  int // labels of orders that are bought
	Bought int // of these that are bought, or refused

	// Open are orders whose purchase is not known, or lacks its file: the carriers are
	// asked again at Until.
	Open  int
	Until time.Time

	Waits []Wait // for carriers, by their names
}

// A Wait is for a carrier that is to be asked later.
type Wait struct {
	Carrier string
	Until   time.Time
	Alone   bool   // it is left alone until then, and nobody waits
	Reason  string // what it said
}

// underway counts what is done.
func (r *run) underway(count func(u *Underway)) {
	r.state.mu.Lock()
	defer r.state.mu.Unlock()
	count(&r.state.doing)
}

// opened notes that so many purchases more are waited for, and fewer when they are not.
func (r *run) opened(n int, until time.Time) {
	r.underway(func(u *Underway) {
		u.Open += n
		if until.After(u.Until) {
			u.Until = until
		}
	})
}

// tick tells of a run that buys each second, until ctx is over.
func (r *run) tick(ctx context.Context) {
	if r.Buy == nil || r.Progress == nil {
		return
	}
	each := time.NewTicker(time.Second)
	defer each.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-each.C:
			r.state.mu.Lock()
			r.tellProgress()
			r.state.mu.Unlock()
		}
	}
}

// tellProgress calls Progress. Whoever calls it has the lock.
func (r *run) tellProgress() {
	if r.Progress == nil {
		return
	}
	told := r.state.did
	told.Spend = slices.Clone(told.Spend)
	if r.Buy != nil {
		doing := r.state.doing
		doing.Waits = r.state.patient.waits()
		told.Live = &doing
	}
	r.Progress(told)
}

// waits are the carriers that are to be asked later.
func (p *patient) waits() (list []Wait) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	for name, s := range p.of {
		w := Wait{Carrier: name, Until: s.until}
		if now.Before(s.rests) {
			w.Until, w.Alone = s.rests, true
		}
		if now.Before(w.Until) {
			w.Reason = s.why.Error()
			list = append(list, w)
		}
	}
	slices.SortFunc(list, func(a, b Wait) int { return strings.Compare(a.Carrier, b.Carrier) })
	return list
}
