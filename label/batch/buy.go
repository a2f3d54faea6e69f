package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// The codes of orders whose label was to be bought.
const (
	NotBought orders.Code = "not_bought" // the carrier refuses, or cannot be reached
	Dearer    orders.Code = "dearer"     // it costs more now than when it was quoted
	Unknown   orders.Code = "unknown"    // it may be bought
	NoFile    orders.Code = "no_file"    // it is bought, and the file of its label is not to be had
)

// A sale is what came of an order's purchases.
type sale struct {
	records []purchase.Record // of those that were begun, the last one with the error
	err     error             // a *purchase.RefusedError, a *purchase.OpenError or carriers.ErrConflict
	labels  []carriers.BoughtLabel
}

// buy buys what is to be bought of a chunk, each label once for ever. What is not
// known at once is asked for again when time can have told. Orders of which a
// label is not bought, or not known to be, go to the errors.
func (r *run) buy(ctx context.Context, w *work) error {
	if r.Buy == nil {
		return nil
	}
	var pending []*item
	for _, it := range w.items {
		if it.sale == nil || it.given.Verdict != ledger.New {
			continue
		}
		if it.void() {
			if err := r.boughtOnce(ctx, it); err != nil {
				return err
			}
			continue
		}
		pending = append(pending, it)
	}
	r.underway(func(u *Underway) { u.ToBuy += len(pending) })
	for round := 0; len(pending) > 0; round++ {
		if err := r.each(ctx, len(pending), func(i int) error {
			err := r.purchase(ctx, pending[i])
			if open, _ := unsettled(pending[i : i+1]); round > 0 || len(open) == 0 {
				r.underway(func(u *Underway) { u.Bought++ })
			}
			return err
		}); err != nil {
			return err
		}
		var at time.Time
		pending, at = unsettled(pending)
		if round > 0 || len(pending) == 0 {
			break
		}
		waited := len(pending)
		r.opened(waited, at)
		if wait := at.Sub(r.Now()); wait > 0 && !sleep(ctx, wait) {
			return context.Cause(ctx)
		}
		r.opened(-waited, time.Time{})
	}
	kept := w.items[:0]
	for _, it := range w.items {
		if it.sale != nil && it.given.Verdict == ledger.New {
			problems, err := r.conclude(ctx, w, it)
			if err != nil {
				return err
			}
			if problems != nil {
				w.refused = append(w.refused, refusal(it.order, problems))
				continue
			}
		}
		kept = append(kept, it)
	}
	w.items = kept
	return nil
}

// unsettled are the items of which time tells more, and when it does of all.
func unsettled(items []*item) (list []*item, at time.Time) {
	for _, it := range items {
		var open *purchase.OpenError
		if !errors.As(it.sale.err, &open) || open.At.IsZero() {
			continue
		}
		list = append(list, it)
		if open.At.After(at) {
			at = open.At
		}
	}
	return list, at
}

// purchase buys the labels of an order, or finds those that were bought. It
// returns what is no answer to the purchase, such as a ledger that is gone.
func (r *run) purchase(ctx context.Context, it *item) error {
	wants, err := r.wants(it)
	if err != nil {
		return err
	}
	m := r.Buy.machine(r.Ledger, r.Now)
	*it.sale = sale{}
	for _, want := range wants {
		var record purchase.Record
		err := r.state.patient.ask(ctx, want.Carrier, func() (err error) { record, err = m.Buy(ctx, want); return err })
		if rest := (*restError)(nil); errors.As(err, &rest) {
			record, err = r.leave(ctx, want, rest)
		}
		it.sale.records = append(it.sale.records, record)
		if err == nil {
			it.sale.labels = append(it.sale.labels, record.Bought.Labels...)
			continue
		}
		it.sale.err = err
		if errors.Is(err, carriers.ErrNotBought) || errors.Is(err, carriers.ErrUnknown) || errors.Is(err, carriers.ErrConflict) {
			return ctx.Err() // of what was not asked since nobody waits for it, nothing is told
		}
		return err
	}
	return nil
}

// wants are the purchases of an order: one, or one for each parcel where the
// carrier sells them singly.
func (r *run) wants(it *item) ([]purchase.Want, error) {
	memo, err := json.Marshal(chosen{Order: it.order.ID, Quote: it.choice, Rivals: it.rivals})
	if err != nil {
		return nil, err
	}
	terms := r.Buy.terms(it.choice.Carrier)
	format := carriers.PDF
	if r.Format.ZPL {
		format = carriers.ZPL
	}
	if len(terms.Formats) > 0 && !slices.Contains(terms.Formats, format) {
		format = terms.Formats[0]
	}
	whole := purchase.Want{
		ID: purchase.ID{Order: it.order.ID, Generation: it.given.Generation}, Digest: it.given.Digest, Shipment: it.order.Shipment,
		Carrier: it.choice.Carrier, Service: it.choice.Service, Most: r.Buy.most(it.choice.Total()), Format: format, Memo: memo,
	}
	if !terms.Singly || len(whole.Shipment.Parcels) == 1 {
		return []purchase.Want{whole}, nil
	}
	list := make([]purchase.Want, len(whole.Shipment.Parcels))
	for i := range list {
		list[i] = whole
		list[i].Parcel = i + 1
		list[i].Shipment.Parcels = whole.Shipment.Parcels[i : i+1]
		price := it.choice.ParcelTotal(i)
		if i == 0 {
			price.Minor += it.choice.ParcelTotal(carriers.WholeShipment).Minor
		}
		list[i].Most = r.Buy.most(price)
		list[i].Shipment.Insured = whole.Shipment.InsuredPerParcel()
	}
	return list, nil
}

// conclude writes down what came of an order, and tells the problems of one whose
// labels are not all bought.
func (r *run) conclude(ctx context.Context, w *work, it *item) ([]orders.Problem, error) {
	if it.sale.err == nil {
		if err := r.sold(w.lease.Chunk, it); err != nil {
			return nil, err
		}
		return nil, r.Ledger.Sold(ctx, w.lease, it.given.Order)
	}
	if errors.Is(it.sale.err, carriers.ErrNotBought) && len(it.sale.labels) == 0 {
		// It may be asked for anew with another content, by whoever corrects the row:
		// under this one it is never bought.
		id := purchase.ID{Order: it.order.ID, Generation: it.given.Generation, Parcel: it.sale.records[0].Parcel}
		record, err := r.Buy.machine(r.Ledger, r.Now).Close(ctx, id)
		switch {
		case err != nil:
			return nil, err
		case record.Version > 0 && record.State != purchase.Void:
			return nil, fmt.Errorf("order %s: %w", it.order.ID, purchase.ErrRaced) // by a process that had the chunk, or has it now
		}
		if err := r.Ledger.Free(ctx, w.lease, r.Now(), it.given.Order); err != nil {
			return nil, err
		}
	}
	return []orders.Problem{r.unsold(it)}, nil
}

// unsold tells what is wrong with an order that is not bought, and what to do.
func (r *run) unsold(it *item) orders.Problem {
	var record purchase.Record
	if n := len(it.sale.records); n > 0 {
		record = it.sale.records[n-1]
	}
	p := orders.Problem{Row: it.order.Row, Code: NotBought, Reason: it.sale.err.Error()}
	var open *purchase.OpenError
	var rest *restError
	switch {
	case errors.As(it.sale.err, &open) && record.Lacks():
		p.Code, p.Value = NoFile, strings.Join(record.Numbers(), " ")
		p.Hint = "run the same again, which asks for it; to give it back: shiprate batch void " + it.order.ID +
			"; or print it from the account at " + record.Carrier + ", and say so: shiprate batch void " + it.order.ID + " --word"
	case errors.As(it.sale.err, &open) && open.At.IsZero():
		p.Code, p.Value = Unknown, record.Key
		p.Hint = "run the same again; if it stays unknown, look for " + record.Key + " in the account at " + record.Carrier +
			", and when nothing is bought there that is to be used: shiprate batch void " + it.order.ID + " --word"
	case errors.As(it.sale.err, &open):
		p.Code, p.Value = Unknown, record.Key
		p.Hint = "run the same again in some minutes: it is looked up, and not bought twice"
	case errors.Is(it.sale.err, carriers.ErrConflict):
		p.Code = OtherContent
		p.Hint = "if the old label is not used: shiprate batch void " + it.order.ID
	case errors.Is(it.sale.err, carriers.ErrDearer):
		p.Code = Dearer
		p.Hint = "run errors.csv alone, which asks for prices anew, or tolerate more"
	case errors.As(it.sale.err, &rest):
		p.Hint = "run errors.csv alone after " + rest.until.Format("15:04:05")
	default:
		p.Hint = "correct it, or wait until the carrier is back, and run errors.csv alone"
	}
	if n := len(it.sale.labels); n > 0 {
		var numbers []string
		for i := range it.sale.labels {
			numbers = append(numbers, it.sale.labels[i].Number)
		}
		p.Reason = fmt.Sprintf("%d of %d parcels are bought, %s; the next: %s", n, len(it.order.Shipment.Parcels), strings.Join(numbers, " "), p.Reason)
		p.Hint = "run the same again to buy the rest, or: shiprate batch void " + it.order.ID
	}
	return p
}
