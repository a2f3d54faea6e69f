package batch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// A Single is one order whose label is bought by itself, as a run of that order
// alone: in the same ledger, and once for ever.
type Single struct {
	// Order has an ID, which names it in the ledger. What its Digest covers is the
	// content: an order that has a label of another content is a conflict.
	Order orders.Order

	// Choose asks for prices. It is called when nothing was chosen for the order yet.
	// What it chose is written down before anything is bought, and stays.
	Choose func(context.Context) (carriers.Quote, error)

	Buy    *Buying
	Format carriers.LabelFormat // zero means PDF
	File   string               // where the label will be, for the ledger; empty is the name that a run gives it

	Ledger *ledger.Ledger
	// Owner, Gone and Lease are those of Options.
	Owner string
	Gone  func(owner string) bool
	Lease time.Duration
	Now   func() time.Time

	Progress func(Progress) // as that of Options, each second; nil is none
}

// A Sold is a label that was bought by itself.
type Sold struct {
	Quote   carriers.Quote         // as it was chosen; where the carrier tells what it charged, with that total
	Notes   []string               // such as that it was not charged as quoted
	Labels  []carriers.BoughtLabel // of each parcel, as the carrier made them
	Earlier bool                   // it was bought before, by this or by a run
}

// The errors of Single, beside those of what it uses.
var (
	ErrNotSold = errors.New("its label is not bought")             // of what was chosen
	ErrBusy    = errors.New("another process is buying its label") // or has just bought it: ask again
)

// An UnsoldError says why the label of a single order is not bought, or not known
// to be. It wraps what the purchase told: an error that matches
// carriers.ErrNotBought, ErrUnknown or ErrConflict.
type UnsoldError struct {
	Order   string
	Problem orders.Problem
	Err     error
}

func (e *UnsoldError) Error() string {
	s := "order " + e.Order + ": " + e.Problem.Reason
	if e.Problem.Hint != "" {
		s += ": " + e.Problem.Hint
	}
	return s
}

// Unwrap returns what the purchase told.
func (e *UnsoldError) Unwrap() error { return e.Err }

// Sell buys the label, or returns the one that was bought before. The error is an
// *UnsoldError, ErrNotSold, ErrBusy, that of Choose, or a *StoppedError: then the
// same may be asked again, and nothing is bought twice.
func (s Single) Sell(ctx context.Context) (Sold, error) {
	r := newRun(Options{
		Buy: s.Buy, Ledger: s.Ledger, Now: s.Now, Owner: s.Owner, Gone: s.Gone, Lease: cmp.Or(s.Lease, 30*time.Second), Of: 1,
		Format: Format{ZPL: s.Format == carriers.ZPL}, Progress: s.Progress,
	})
	one := &single{Single: s, run: r}
	sold, err := one.sell(ctx)
	switch {
	case err == nil, errors.As(err, new(*UnsoldError)), errors.Is(err, ErrNotSold), errors.Is(err, ErrBusy), one.unchosen:
		return sold, err
	case errors.Is(err, ledger.ErrFenced):
		return sold, fmt.Errorf("order %s: %w", s.Order.ID, ErrBusy)
	}
	return sold, r.stopped("order "+s.Order.ID, err)
}

// A single is a Single while it is bought.
type single struct {
	Single
	run      *run
	open     *ledger.Order     // the order if it was to be bought, and nobody knows whether it is
	begun    []purchase.Record // of its purchases
	unchosen bool              // Choose has failed
}

func (s *single) sell(ctx context.Context) (Sold, error) {
	if sold, done, err := s.before(ctx); done || err != nil {
		return sold, err
	}
	if err := s.begin(ctx); err != nil {
		return Sold{}, err
	}
	var it *item
	if err := s.run.holding(ctx, func(ctx context.Context) (err error) { it, err = s.purchase(ctx); return err }); err != nil {
		return Sold{}, err
	}
	if it.given.Verdict == ledger.Earlier {
		sold, done, err := s.before(ctx)
		if err == nil && !done {
			err = fmt.Errorf("order %s: %w", s.Order.ID, ErrBusy)
		}
		return sold, err
	}
	return soldOf(it, len(s.begun) > 0), nil
}

func soldOf(it *item, earlier bool) Sold {
	return Sold{Quote: *it.choice, Notes: it.order.Notes, Labels: it.sale.labels, Earlier: earlier}
}

// before finds the label that the order has.
func (s *single) before(ctx context.Context) (sold Sold, done bool, err error) {
	known, err := s.Ledger.Find(ctx, s.Order.ID)
	old, ok := known[s.Order.ID]
	if err != nil || !ok || !old.Voided.IsZero() {
		return sold, false, err
	}
	order := s.Order
	it := &item{order: &order, given: ledger.Given{Verdict: ledger.Earlier, Order: old}, sale: &sale{}, file: s.File}
	if old.Digest != digest(&order) {
		it.given.Verdict = ledger.Conflict
		return sold, false, s.unsold(s.run.taken(it)[0], nil)
	}
	records, err := s.Ledger.Purchases(ctx, old.ID, old.Generation)
	if err != nil {
		return sold, false, err
	}
	if len(old.Numbers) == 0 {
		s.open, s.begun = &old, records
		return sold, false, nil
	}
	if len(records) == 0 {
		return sold, false, fmt.Errorf("order %s has the label %s already, which was not bought: %w", old.ID, old.Numbers[0], ErrNotSold)
	}
	for i := range records {
		if records[i].State != purchase.Bought {
			return sold, false, fmt.Errorf("order %s: its label is being given back, or was: shiprate batch void %s ends that: %w", old.ID, old.ID, ErrNotSold)
		}
		it.sale.labels = append(it.sale.labels, records[i].Bought.Labels...)
	}
	it.sale.records = records
	if err := s.run.sold(0, it); err != nil {
		return sold, false, err
	}
	return soldOf(it, true), true, nil
}

// begin goes on with the run of the order that was not ended, or begins one.
func (s *single) begin(ctx context.Context) error {
	sum := sha256.Sum256(fmt.Appendf(nil, "shiprate single 1\n%q %q", s.Order.ID, digest(&s.Order)))
	fresh := ledger.Run{Plan: hex.EncodeToString(sum[:16]), Input: "order " + s.Order.ID, Started: s.Now(), Chunks: 1, Rows: 1}
	last, err := s.Ledger.Last(ctx, fresh.Plan)
	begun := last.Run
	switch {
	case err != nil && !errors.Is(err, ledger.ErrNoRun):
		return err
	case err == nil && !last.Finished():
	case err == nil && s.open != nil && s.open.Run == last.ID:
		err = s.Ledger.Reopen(ctx, last.ID, []int{0})
	default:
		if err == nil {
			fresh.Round = last.Round + 1
		}
		begun, err = s.Ledger.Begin(ctx, fresh)
	}
	s.run.head.Run, s.run.head.Chunks = begun.ID, 1
	return err
}

// purchase does the only chunk of the run.
func (s *single) purchase(ctx context.Context) (*item, error) {
	r := s.run
	if err := r.forget(ctx, r.head.Run); err != nil {
		return nil, err
	}
	leases, err := r.Ledger.Take(ctx, ledger.Claim{Run: r.head.Run, Owner: r.Owner, Limit: 1, Of: 1, Now: r.Now(), Until: r.until()})
	if err != nil {
		return nil, err
	}
	if len(leases) == 0 {
		return nil, fmt.Errorf("order %s: %w", s.Order.ID, ErrBusy)
	}
	if err := s.choose(ctx); err != nil {
		return nil, err
	}
	w, err := r.weighChosen(ctx, &job{lease: leases[0], chunk: &orders.Chunk{Orders: []orders.Order{s.Order}}})
	if err != nil {
		return nil, err
	}
	it := w.items[0]
	if it.file = s.File; it.sale == nil {
		return nil, s.notSold(it.choice)
	}
	given, err := r.number(ctx, w)
	if err != nil {
		return nil, err
	}
	w.take(r, given)
	if err := r.buy(ctx, w); err != nil {
		return nil, r.unlessLost(ctx, w, err)
	}
	if err := r.Ledger.Complete(ctx, w.lease); err != nil {
		return nil, err
	}
	if len(w.refused) > 0 {
		return nil, s.unsold(w.refused[0].Problems[0], it.sale)
	}
	return it, nil
}

// choose writes down what is chosen: what was before, of a purchase that was begun
// what it was begun with, or what Choose says now.
func (s *single) choose(ctx context.Context) error {
	words, err := s.Ledger.Chosen(ctx, s.run.head.Run, 0)
	if words != nil || err != nil {
		return err
	}
	var memo chosen
	if len(s.begun) > 0 {
		if err := json.Unmarshal(s.begun[0].Memo, &memo); err != nil || memo.Quote == nil {
			return memoError(s.Order.ID, err)
		}
	} else {
		quote, err := s.Choose(ctx)
		if err != nil {
			s.unchosen = true
			return err
		}
		memo = chosen{Order: s.Order.ID, Quote: &quote}
	}
	if !s.run.sells(memo.Quote) {
		return s.notSold(memo.Quote)
	}
	if words, err = json.Marshal([]chosen{memo}); err == nil {
		_, err = s.Ledger.Choose(ctx, s.run.head.Run, 0, words)
	}
	return err
}

func (s *single) notSold(q *carriers.Quote) error {
	return fmt.Errorf("%s/%s was chosen: %w", q.Carrier, q.Service, ErrNotSold)
}

// unsold makes an error of the problem of an order that is asked for by itself.
func (s *single) unsold(p orders.Problem, of *sale) error {
	e := &UnsoldError{Order: s.Order.ID, Problem: p}
	if of != nil {
		e.Err = of.err
	}
	switch {
	case p.Code == OtherContent:
		e.Err = cmp.Or(e.Err, carriers.ErrConflict)
	case of == nil || len(of.labels) > 0: // the hint is not about a file
	case p.Code == Dearer:
		e.Problem.Hint = "ask again, for the price of then, or tolerate more"
	case p.Code == NotBought:
		e.Problem.Hint = "correct it, or wait until the carrier is back, and ask again"
	}
	return e
}
