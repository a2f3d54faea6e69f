package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
	"github.com/shiprate/shiprate/rates"
)

// work is a chunk while it is done.
type work struct {
	*job
	items   []*item // in the order of their labels
	refused []orders.RowError
	heard   []report.Heard // of all its orders
}

// do does a chunk: it chooses, takes numbers when the chunk before has its own,
// writes the files, and completes it.
func (r *run) do(ctx context.Context, j *job) error {
	numbered := sync.OnceFunc(func() { close(j.numbered) })
	defer numbered()
	w, err := r.weigh(ctx, j)
	if err != nil {
		return err
	}
	select {
	case <-j.before:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	given, err := r.number(ctx, w)
	numbered()
	if err == nil {
		w.take(r, given)
		if err = r.buy(ctx, w); err == nil {
			err = r.print(w)
		}
		if err != nil {
			err = r.unlessLost(ctx, w, err)
		}
	}
	if err == nil {
		err = r.Ledger.Complete(ctx, j.lease)
	}
	if errors.Is(err, ledger.ErrFenced) {
		return nil // another has taken the chunk, and does the same
	}
	if err != nil {
		return fmt.Errorf("chunk %d: %w", j.lease.Chunk, err)
	}
	r.report(w)
	return nil
}

// unlessLost turns an error of writing into ErrFenced when the lease was lost: then
// the other process may have ended the run and cleaned up.
func (r *run) unlessLost(ctx context.Context, w *work, err error) error {
	if holds, asked := r.Ledger.Holds(ctx, w.lease); asked == nil && !holds {
		return ledger.ErrFenced
	}
	return err
}

// weigh chooses for every order of a chunk, and sorts them.
func (r *run) weigh(ctx context.Context, j *job) (*work, error) {
	if r.Buy != nil {
		return r.weighChosen(ctx, j)
	}
	w := &work{job: j, refused: slices.Clone(j.chunk.Errors)}
	var each rates.Each
	for i := range j.chunk.Orders {
		it := &item{order: &j.chunk.Orders[i]}
		problems, err := r.prepare(ctx, it, &each)
		switch {
		case err != nil:
			return nil, err
		case problems != nil:
			w.refused = append(w.refused, refusal(it.order, problems))
		default:
			it.keep()
			w.items = append(w.items, it)
		}
	}
	if len(r.Sort) > 0 {
		slices.SortStableFunc(w.items, r.compare)
	}
	return w, nil
}

// compare orders labels by the sort keys.
func (r *run) compare(a, b *item) int {
	for _, key := range r.Sort {
		order := 0
		switch key {
		case ByBin:
			order = natural(a.order.Bin(), b.order.Bin())
		case BySKU:
			order = natural(a.order.SKU(), b.order.SKU())
		case ByCarrier:
			order = cmp.Or(strings.Compare(a.choice.Carrier, b.choice.Carrier), strings.Compare(a.choice.Service, b.choice.Service))
		case ByZone:
			order = natural(a.choice.Parcels[0].Zone, b.choice.Parcels[0].Zone)
		}
		if order != 0 {
			return order
		}
	}
	return 0
}

// natural compares texts with their numbers as numbers: "A-2" is before "A-10".
func natural(a, b string) int {
	for a != "" && b != "" {
		x, restX := run1(a)
		y, restY := run1(b)
		if isDigit(x[0]) && isDigit(y[0]) {
			x0, y0 := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			if c := cmp.Or(cmp.Compare(len(x0), len(y0)), strings.Compare(x0, y0), cmp.Compare(len(x), len(y))); c != 0 {
				return c
			}
		} else if c := strings.Compare(x, y); c != 0 {
			return c
		}
		a, b = restX, restY
	}
	return cmp.Compare(len(a), len(b))
}

// run1 cuts off the digits, or the rest up to a digit, that a text begins with.
func run1(s string) (first, rest string) {
	i := 1
	for i < len(s) && isDigit(s[i]) == isDigit(s[0]) {
		i++
	}
	return s[:i], s[i:]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// number takes the numbers of a chunk. When the chunk before has none yet, it
// waits for whoever has that one; when that is nobody, it goes back to it.
func (r *run) number(ctx context.Context, w *work) ([]ledger.Given, error) {
	asks := r.asks(w)
	before := w.lease.Chunk - r.Of
	for {
		given, err := r.Ledger.Number(ctx, ledger.Numbering{
			Lease: w.lease, Until: r.until(), After: max(before, -1), Asks: asks, Place: func(given []ledger.Given) { r.place(w, given) },
		})
		if !errors.Is(err, ledger.ErrNotYet) {
			return given, err
		}
		waiting, err := r.Ledger.Waiting(ctx, r.head.Run, before, r.Now())
		if err != nil {
			return nil, err
		}
		if waiting {
			return nil, errBack
		}
		if err := r.pause(ctx); err != nil {
			return nil, err
		}
	}
}

// asks are what a chunk asks of the ledger.
func (r *run) asks(w *work) []ledger.Ask {
	asks := make([]ledger.Ask, len(w.items))
	for i, it := range w.items {
		asks[i] = ledger.Ask{
			ID: it.order.ID, Digest: digest(it.order), Carrier: it.choice.Carrier, Service: it.choice.Service, Account: it.account,
			First: max(r.FirstSerials[it.choice.Carrier], 1), Parcels: len(it.order.Shipment.Parcels),
		}
		if it.sale == nil {
			asks[i].Number = it.maker.Make
		}
	}
	return asks
}

// place gives every label its place: which label of the file it is, and in the
// ledger the file and the page.
func (r *run) place(w *work, given []ledger.Given) {
	at := 0
	for i, it := range w.items {
		if given[i].Verdict != ledger.New || it.sale != nil {
			continue
		}
		it.at = at
		given[i].File, given[i].Page = r.where(w.lease.Chunk, it, given[i].Numbers, 0)
		at += it.pages()
	}
}

// where is the file and the page of the first copy of a parcel's label.
func (r *run) where(chunk int, it *item, numbers []string, parcel int) (file string, page int) {
	if it.sale != nil {
		return cmp.Or(it.file, boughtName(chunk, &it.sale.labels[parcel])), 1
	}
	ending := ".pdf"
	if r.Format.ZPL {
		ending = ".zpl"
	}
	name := fmt.Sprintf("labels-%04d", chunk+1)
	if r.Format.OnePerLabel {
		return path.Join(name, numbers[parcel]+ending), 1
	}
	places := max(r.Format.Sheet.Labels, 1)
	return name + ending, (r.Format.Sheet.Used+it.at+parcel*it.copies())/places + 1
}

// take sorts the orders by what the ledger says of them: those that it refuses go
// to the errors.
func (w *work) take(r *run, given []ledger.Given) {
	r.place(w, given)
	kept := w.items[:0]
	for i, it := range w.items {
		it.given = given[i]
		if it.sale != nil {
			it.takenOver(r.head.Run)
		}
		if v := it.given.Verdict; v == ledger.New || v == ledger.Earlier {
			kept = append(kept, it)
		} else {
			w.refused = append(w.refused, refusal(it.order, r.taken(it)))
		}
	}
	w.items = kept
}

// takenOver is for an order whose label was to be bought, and which another run has
// taken since.
func (it *item) takenOver(run string) {
	if g := &it.given; g.Verdict == ledger.New && g.Run != run {
		g.Verdict = ledger.Earlier
		if len(g.Numbers) == 0 {
			g.Verdict = ledger.Unfinished
		}
	}
}

// report tells the caller how far the run is.
func (r *run) report(w *work) {
	r.state.mu.Lock()
	defer r.state.mu.Unlock()
	p := &r.state.did
	p.Done++
	p.Failed += len(w.refused)
	for _, it := range w.items {
		if it.given.Verdict == ledger.New {
			p.Orders++
			p.Labels += it.pages()
			p.Spend.Add(it.choice.Total())
		}
	}
	r.tellProgress()
}
