package purchase

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// resolve finds out what came of a purchase that is not known, or asks for the file
// of a label that is bought. It returns it as it is known to be, or an *OpenError.
func (m *Machine) resolve(ctx context.Context, r Record) (Record, error) {
	if r.State == Voiding {
		return m.giveBack(ctx, r)
	}
	seller := m.Carrier(r.Carrier)
	if seller == nil {
		r.Reason = r.Carrier + " is not asked here"
		return r, &OpenError{Record: r}
	}
	// The time before the question: what the carrier says is of then.
	settledAt := m.settledAt(&r)
	settled := !m.Now().Before(settledAt)
	finder, ok := seller.(carriers.Finder)
	if !ok {
		return m.unseen(ctx, r, settled)
	}
	within, cancel := m.within(ctx, m.call())
	b, err := finder.Find(within, r.Key)
	cancel()
	named := err == nil || errors.Is(err, carriers.ErrNoLabel)
	switch {
	case r.State == Bought:
		return m.fetched(ctx, r, b, err)
	case named && r.lacks(&b) == "":
		return m.bought(ctx, r, b, err)
	case errors.Is(err, carriers.ErrNotFound) && settled:
		r.State, r.Reason, r.Bought = Refused, line(err), carriers.Bought{}
		if r.Clash {
			r.nextKey()
		}
		return m.Store.Save(ctx, r)
	case named:
		r.Reason = r.lacks(&b)
	case errors.Is(err, carriers.ErrNotFound):
		// It may still be under way.
	default:
		r.Reason = line(err)
	}
	return r, m.open(r, settledAt, settled)
}

// fetched takes the files of labels that are bought from what Find says now. Those
// that the carrier never gives again are given back, when it is settled.
func (m *Machine) fetched(ctx context.Context, r Record, b carriers.Bought, err error) (Record, error) {
	settledAt := m.settledAt(&r)
	settled := !m.Now().Before(settledAt)
	switch lacks := r.lacks(&b); {
	case err != nil:
		r.Reason = noLabel(&r.Bought, err)
	case lacks != "":
		r.Reason = lacks
	case b.ID != r.Bought.ID || !slices.Equal((&Record{Bought: b}).Numbers(), r.Numbers()):
		r.Reason = "the carrier says now that it is " + b.ID
	case !missing(&b):
		return m.bought(ctx, r, b, nil)
	case settled:
		return m.giveBack(ctx, r)
	default:
		r.Reason = noLabel(&b, nil)
	}
	return r, m.open(r, settledAt, settled)
}

// unseen is for a carrier that cannot look up what it sold.
func (m *Machine) unseen(ctx context.Context, r Record, settled bool) (Record, error) {
	if _, ok := m.Carrier(r.Carrier).(carriers.Voider); ok && settled && r.Bought.ID != "" {
		return m.giveBack(ctx, r)
	}
	if r.Reason == "" {
		r.Reason = "the process ended while the carrier was asked"
	}
	if r.Bought.ID == "" {
		return r, m.open(r, time.Time{}, true)
	}
	return r, m.open(r, m.settledAt(&r), settled)
}

// open says that a purchase is not known yet. Before it is settled, time may tell.
func (m *Machine) open(r Record, at time.Time, settled bool) error {
	if settled {
		at = time.Time{}
	}
	return &OpenError{Record: r, At: at}
}

// giveBack asks the carrier to take back what was bought.
func (m *Machine) giveBack(ctx context.Context, r Record) (Record, error) {
	voider, ok := m.Carrier(r.Carrier).(carriers.Voider)
	if !ok {
		r.Reason = "it is bought as " + r.Bought.ID + ", its label is not to be had here, and " + r.Carrier + " takes nothing back here"
		return r, &OpenError{Record: r}
	}
	var err error
	if r.State != Voiding {
		r.State = Voiding
		if r, err = m.Store.Save(ctx, r); err != nil {
			return r, err
		}
	}
	within, cancel := m.within(ctx, m.call())
	voided, err := voider.Void(within, r.Bought)
	cancel()
	if err != nil {
		r.Reason = line(err)
		return r, &OpenError{Record: r, At: m.Now()}
	}
	r.Voided = voided
	final := r.Final
	switch {
	case voided == carriers.VoidRefused && len(r.Bought.Labels) > 0:
		r.State, r.Final = Bought, false
		if r.Reason = ""; r.Lacks() {
			r.Reason = "the carrier gives it no more, and takes it not back: print it from the carrier's account"
		}
	case voided == carriers.VoidRefused:
		r.State, r.Final, r.Reason = Unknown, false, "it is bought as "+r.Bought.ID+", the carrier gives its label no more and takes it not back"
	case r.Final:
		r.State, r.Reason = Void, "it was bought as "+r.Bought.ID+", and given back"
	default:
		// Its key is used up: the carrier may give what is void for it.
		r.State, r.Reason, r.Bought = Refused, "it was bought without a label, and given back", carriers.Bought{}
		r.nextKey()
	}
	if r, err = m.Store.Save(ctx, r); err == nil && (r.State == Unknown || r.Lacks() && !final) {
		err = &OpenError{Record: r}
	}
	return r, err
}

// nextKey is for another purchase in the place of one that is no more.
func (r *Record) nextKey() {
	r.Attempt, r.Clash = r.Attempt+1, false
	r.Key = Key(r.ID, r.Digest, r.Attempt)
}

// ErrKept says that a carrier does not take a label back: it is still to be paid.
var ErrKept = errors.New("the carrier does not take it back")

// Void gives back what was bought, if anything was, and sees to it that nothing
// ever is under this ID. It may be called again. The record's Voided is what the
// carrier said.
//
// The error is an *OpenError when it is not known whether anything is bought or
// taken back, one that matches ErrKept when the label stays bought, or one of the
// Store.
func (m *Machine) Void(ctx context.Context, id ID) (Record, error) {
	return m.again(ctx, id, func(r Record) (Record, bool, error) {
		switch r.State {
		case Void:
			return r, true, nil
		case "", Refused:
			if r.State == "" {
				r.Reason = "it was voided before it was asked for"
			}
			r.State = Void
			r, err := m.Store.Save(ctx, r)
			return r, true, err
		case Bought:
			r.Final = true
			return kept(m.giveBack(ctx, r))
		case Voiding:
			if r.Final {
				return kept(m.giveBack(ctx, r))
			}
			r.Final = true
			r, err := m.Store.Save(ctx, r)
			return r, err != nil, err
		}
		r, err := m.resolve(ctx, r)
		return r, err != nil && r.State != Bought, err // what is bought is given back, with or without its label
	})
}

// Close sees to it that nothing is ever bought under the ID of a purchase that was
// refused. What is bought by now stays so: the record tells.
func (m *Machine) Close(ctx context.Context, id ID) (Record, error) {
	return m.again(ctx, id, func(r Record) (Record, bool, error) {
		if r.State != Refused {
			return r, true, nil
		}
		r.State = Void
		r, err := m.Store.Save(ctx, r)
		return r, true, err
	})
}

// kept ends a Void whose label stays bought.
func kept(r Record, err error) (Record, bool, error) {
	if err == nil && r.State == Bought {
		err = ErrKept
	}
	return r, true, err
}

// Release takes a person's word that nothing is bought that is to be used, and sees
// to it that nothing ever is under this ID. The person has looked at the carrier's
// account for the Key, or keeps a label that no carrier takes back. It is refused
// with an *OpenError while a call may be under way.
func (m *Machine) Release(ctx context.Context, id ID) (Record, error) {
	return m.again(ctx, id, func(r Record) (Record, bool, error) {
		switch r.State {
		case Void:
			return r, true, nil
		case Asking, Unknown, Voiding:
			if at := m.settledAt(&r); m.Now().Before(at) {
				return r, true, &OpenError{Record: r, At: at}
			}
		}
		r.State, r.Reason = Void, "somebody has said that nothing that is bought is used"
		r, err := m.Store.Save(ctx, r)
		return r, true, err
	})
}
