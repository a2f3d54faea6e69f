package batch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// Voiding says how labels are taken out of use.
type Voiding struct {
	Ledger *ledger.Ledger
	Now    func() time.Time

	// Buy has the carriers that bought labels are given back to. It may be nil where
	// none was bought.
	Buy *Buying
	// Barred says why a carrier that has sold labels cannot be asked; nil when it can.
	// A nil Barred knows of none.
	Barred func(carrier string) error

	// Word is a person's, who has looked at the carriers' accounts: nothing is bought
	// for the orders that is to be used, or it stays paid for. The carriers are not
	// asked then.
	Word bool
}

// A Voided is an order whose label is out of use.
type Voided struct {
	ledger.Order
	// Said is what the carrier said of each purchase; empty where a label was not
	// bought, or where a person gave their word.
	Said []carriers.Voided `json:"said,omitempty"`
}

// A VoidError says why the label of an order is not out of use, and what to do. It
// wraps the cause.
type VoidError struct {
	Order ledger.Order
	Err   error
}

func (e *VoidError) Error() string {
	s := "order " + e.Order.ID + ": " + e.Err.Error()
	free := ": shiprate batch void " + e.Order.ID + " --word"
	var open *purchase.OpenError
	switch {
	case errors.Is(e.Err, purchase.ErrKept):
		return s + ": " + strings.Join(e.Order.Numbers, " ") + " was scanned, is on a manifest or is too old: it stays in use and paid for; to free the order all the same" + free
	case errors.As(e.Err, &open) && open.Record.Lacks() && open.At.IsZero():
		return s + ": print it from the account at " + open.Record.Carrier + ", or give it back there; to free the order" + free
	case errors.As(e.Err, &open) && open.At.IsZero():
		return s + ": look for " + open.Record.Key + " in the account at " + open.Record.Carrier + ", and when nothing is bought there that is to be used" + free
	case errors.As(e.Err, &open):
		return s + ": run the same again in some minutes: nothing is lost"
	}
	return s
}

// Unwrap returns the cause.
func (e *VoidError) Unwrap() error { return e.Err }

// Void takes the labels of orders out of use, so that they may be asked for anew.
// What was bought is given back to its carrier first. Unless every order has a
// label that is in use, nothing is done, and the error wraps ledger.ErrNoOrder.
// Otherwise it returns those that are void, and a *VoidError for each that is not: it
// wraps ErrBarred when the carrier cannot be asked and nothing was changed,
// purchase.ErrKept when the carrier does not take it back, and a
// *purchase.OpenError when that is not known yet; then it may be called again.
func (v Voiding) Void(ctx context.Context, ids ...string) ([]Voided, error) {
	known, err := v.Ledger.Usable(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var list []Voided
	var problems []error
	for _, o := range known {
		said, numbers, err := v.giveBack(ctx, o)
		if err == nil {
			var done []ledger.Order
			if done, err = v.Ledger.Void(ctx, v.Now(), o.ID); err == nil {
				if len(done[0].Numbers) == 0 { // of a label that never had its file
					done[0].Numbers = numbers
				}
				list = append(list, Voided{done[0], said})
			}
		}
		if err != nil {
			problems = append(problems, &VoidError{o, err})
		}
	}
	return list, errors.Join(problems...)
}

// ErrBarred says that a carrier cannot be asked.
var ErrBarred = errors.New("cannot be asked")

// barred reports the first carrier of purchases that would be asked and cannot be.
func (v Voiding) barred(records []purchase.Record) error {
	if v.Word || v.Barred == nil {
		return nil
	}
	for i := range records {
		switch r := &records[i]; r.State {
		case purchase.Asking, purchase.Unknown, purchase.Bought, purchase.Voiding:
			if err := v.Barred(r.Carrier); err != nil {
				return fmt.Errorf("%s %w: %w; nothing was changed", r.Carrier, ErrBarred, err)
			}
		}
	}
	return nil
}

// giveBack gives back what was bought for an order, and returns the numbers of it.
func (v Voiding) giveBack(ctx context.Context, o ledger.Order) (said []carriers.Voided, numbers []string, err error) {
	records, err := v.Ledger.Purchases(ctx, o.ID, o.Generation)
	if err != nil || len(records) == 0 && len(o.Numbers) > 0 {
		return nil, nil, err
	}
	if err := v.barred(records); err != nil {
		return nil, nil, err
	}
	if len(records) == 0 { // nothing was asked yet: nothing ever is
		records = []purchase.Record{{ID: purchase.ID{Order: o.ID, Generation: o.Generation}}}
	}
	buy := v.Buy
	if buy == nil {
		buy = &Buying{}
	}
	m := buy.machine(v.Ledger, v.Now)
	for i := range records {
		r, err := records[i], error(nil)
		if v.Word {
			r, err = m.Release(ctx, r.ID)
		} else {
			r, err = m.Void(ctx, r.ID)
		}
		if err != nil {
			return said, numbers, err
		}
		numbers = append(numbers, r.Numbers()...)
		if r.Voided != "" {
			said = append(said, r.Voided)
		}
	}
	return said, numbers, nil
}
