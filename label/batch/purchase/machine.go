package purchase

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// The defaults of a Machine.
const (
	DefaultCall   = 45 * time.Second
	DefaultSettle = time.Minute
)

// A Machine buys. Several goroutines may use it.
type Machine struct {
	Store Store

	// Carrier returns the carrier of a name, which is a carriers.Labeler; nil when
	// there is none.
	Carrier func(name string) carriers.Carrier

	Now func() time.Time

	// Call is how long a call to a carrier may take; zero means DefaultCall.
	Call time.Duration
	// Settle is how long after a call nothing that was asked in it can be bought
	// any more; zero means DefaultSettle.
	Settle time.Duration

	timeout func(context.Context, time.Duration) (context.Context, context.CancelFunc) // nil is context's
}

// Buy buys what is wanted, or returns what was bought before: the same labels. It
// asks a carrier only when certainly nothing is bought.
//
// The error is a *RefusedError: nothing is bought; an *OpenError: it is not known;
// one that matches carriers.ErrConflict: another content was bought, and the record
// is of that; or one of the Store, after which it is as good as unknown:
// Buy again tells.
func (m *Machine) Buy(ctx context.Context, w Want) (Record, error) {
	return m.again(ctx, w.ID, func(r Record) (Record, bool, error) {
		switch r.State {
		case Bought:
			if r.Digest != w.Digest {
				return r, true, fmt.Errorf("order %s is bought with another content: %w", w.Order, carriers.ErrConflict)
			}
			if !r.Lacks() {
				return r, true, nil
			}
			r, err := m.resolve(ctx, r)
			return r, err != nil, err
		case Void:
			return r, true, &RefusedError{Record: r}
		case Asking, Unknown, Voiding:
			r, err := m.resolve(ctx, r) // Bought, or nothing: what now?
			return r, err != nil, err
		}
		// An answer that was lost may have been found to be nothing by then.
		r, err := m.ask(ctx, r, &w)
		return r, err != nil || r.State == Bought && !r.Lacks(), err
	})
}

// again does a step with the record as it is now, until it is the last one. A step
// that lost a race is done with what the winner wrote.
func (m *Machine) again(ctx context.Context, id ID, step func(Record) (r Record, last bool, err error)) (Record, error) {
	const most = 10
	for i := 1; ; i++ {
		r, err := m.Store.Load(ctx, id)
		if err != nil {
			return r, err
		}
		r.ID = id
		r, last, err := step(r)
		raced := errors.Is(err, ErrRaced)
		if last && !raced || i == most {
			if err == nil && !last {
				err = &OpenError{Record: r, At: m.Now()}
			}
			return r, err
		}
	}
}

// ask writes down what is going to be bought, and buys it.
func (m *Machine) ask(ctx context.Context, r Record, w *Want) (Record, error) {
	seller, ok := m.Carrier(w.Carrier).(carriers.Labeler)
	if !ok {
		r.Reason = w.Carrier + " sells no labels here"
		return r, &RefusedError{Record: r}
	}
	r = Record{
		ID: w.ID, Version: r.Version, State: Asking, Until: m.Now().Add(m.call()), Digest: w.Digest, Attempt: r.Attempt,
		Key: Key(w.ID, w.Digest, r.Attempt), Carrier: w.Carrier, Service: w.Service, Parcels: len(w.Shipment.Parcels),
		Most: w.Most, Format: w.Format, Memo: w.Memo,
	}
	r, err := m.Store.Save(ctx, r)
	if err != nil {
		return r, err
	}
	var b carriers.Bought
	err = fmt.Errorf("%w: writing it down took too long", carriers.ErrNotBought)
	if left := r.Until.Sub(m.Now()); left > 0 {
		within, cancel := m.within(ctx, left)
		b, err = seller.Buy(within, carriers.Purchase{Key: r.Key, Shipment: w.Shipment, Service: w.Service, Most: w.Most, Format: w.Format})
		cancel()
	}
	if now := m.Now(); now.Before(r.Until) {
		r.Until = now
	}
	return m.outcome(ctx, r, b, err)
}

// save writes down what came of a call, even if nobody waits for it any more, and
// again if it failed: what the carrier said it may not say again.
func (m *Machine) save(ctx context.Context, r Record) (saved Record, err error) {
	ctx, cancel := m.within(context.WithoutCancel(ctx), m.call())
	defer cancel()
	for range 3 {
		saved, err = m.Store.Save(ctx, r)
		if err == nil || errors.Is(err, ErrRaced) || errors.Is(err, ErrTaken) {
			return saved, err
		}
	}
	return saved, err
}

// outcome writes down what came of a call. An answer that does not tell is looked
// up at once, which may.
func (m *Machine) outcome(ctx context.Context, r Record, b carriers.Bought, err error) (Record, error) {
	// A carrier that knows the key as that of something else may have sold this in a
	// call that ended late: that is to be found.
	if errors.Is(err, carriers.ErrNotBought) && !errors.Is(err, carriers.ErrUnknown) && !errors.Is(err, carriers.ErrConflict) {
		r.State, r.Reason, r.Dearer = Refused, line(err), errors.Is(err, carriers.ErrDearer)
		saved, failed := m.save(ctx, r)
		if failed != nil {
			return r, failed
		}
		return saved, &RefusedError{saved, err}
	}
	if err == nil || errors.Is(err, carriers.ErrNoLabel) {
		lacks := r.lacks(&b)
		if lacks == "" {
			return m.bought(ctx, r, b, err)
		}
		err = errors.New(lacks)
	}
	r.State, r.Reason, r.Clash = Unknown, line(err), errors.Is(err, carriers.ErrConflict)
	r.Bought = known(b)
	if r, err = m.save(ctx, r); err != nil {
		return r, err
	}
	return m.resolve(ctx, r)
}

// known is what is known of what may be bought: no label, which is bought with all
// else or not at all.
func known(b carriers.Bought) carriers.Bought {
	b.Labels = nil
	return b
}

// bought writes down what was bought, with its labels or why they are not there.
func (m *Machine) bought(ctx context.Context, r Record, b carriers.Bought, why error) (Record, error) {
	b.Key, b.Carrier, b.Service = r.Key, r.Carrier, cmp.Or(b.Service, r.Service)
	if b.Price == (carriers.Money{}) {
		b.Price = r.Bought.Price
	}
	r.State, r.Service, r.Bought, r.Reason, r.Dearer = Bought, b.Service, b, noLabel(&b, why), false
	saved, err := m.save(ctx, r)
	switch {
	case errors.Is(err, ErrRaced):
		return m.late(ctx, r, b, why)
	case errors.Is(err, ErrTaken):
		// It is not ours to void: a person must look.
		r.State, r.Reason, r.Bought = Unknown, line(err), carriers.Bought{}
		if saved, err = m.save(ctx, r); err == nil {
			err = &OpenError{Record: saved}
		}
	}
	if err == nil && saved.Lacks() {
		settledAt := m.settledAt(&saved)
		err = m.open(saved, settledAt, !m.Now().Before(settledAt))
	}
	return saved, err
}

// noLabel says why the file of a label is not there; "" when it is.
func noLabel(b *carriers.Bought, why error) string {
	switch {
	case !missing(b):
		return ""
	case why == nil:
		return "the carrier gives it no more"
	}
	return strings.TrimPrefix(line(why), carriers.ErrNoLabel.Error()+": ")
}

// late is for what was bought, or found, after another had written something else.
func (m *Machine) late(ctx context.Context, r Record, b carriers.Bought, why error) (Record, error) {
	other, err := m.Store.Load(ctx, r.ID)
	if err != nil {
		return r, err
	}
	switch {
	case other.State == Bought && other.Bought.ID == b.ID:
		if other.Lacks() && !missing(&b) {
			r.Version = other.Version
			return m.bought(ctx, r, b, why)
		}
		return other, nil
	case other.State == Voiding || other.State == Void:
		if other.Bought.ID == b.ID {
			return other, ErrRaced // it is being given back, or was
		}
	case other.State != Bought && other.Key == r.Key:
		r.Version = other.Version
		return m.bought(ctx, r, b, why)
	}
	// A second one: it is given back at once.
	other.Reason = "another was bought as well, " + b.ID
	if voider, ok := m.Carrier(r.Carrier).(carriers.Voider); ok {
		within, cancel := m.within(context.WithoutCancel(ctx), m.call())
		v, err := voider.Void(within, b)
		cancel()
		if err == nil && v != carriers.VoidRefused {
			return other, ErrRaced
		}
	}
	return other, &OpenError{Record: other}
}

func (m *Machine) call() time.Duration { return cmp.Or(m.Call, DefaultCall) }

func (m *Machine) within(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	if m.timeout != nil {
		return m.timeout(ctx, d)
	}
	return context.WithTimeout(ctx, d)
}

// settledAt is when nothing that was asked for can be bought any more.
func (m *Machine) settledAt(r *Record) time.Time { return r.Until.Add(cmp.Or(m.Settle, DefaultSettle)) }
