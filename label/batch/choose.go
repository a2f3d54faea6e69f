package batch

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
	"github.com/shiprate/shiprate/label/papers"
	"github.com/shiprate/shiprate/rates"
)

// The codes of problems that are not of the file, beside those of package orders.
const (
	NoQuote      orders.Code = "no_quote"      // no service takes it and keeps the promise
	NoLabel      orders.Code = "label"         // a label of it cannot be printed
	NoSlip       orders.Code = "slip"          // a packing slip of it cannot be printed
	OtherContent orders.Code = "other_content" // the order has a label already, with another content
	Unfinished   orders.Code = "unfinished"    // another run gave the order numbers, and did not print it yet
)

// An item is an order on its way to a label.
type item struct {
	order  *orders.Order
	choice carriers.Quote
	rivals []report.Offer

	maker   tracking.Maker
	account string

	given ledger.Given
	at    int // which label of the file its first one is, from 0

	sale *sale // of an order whose label is bought; else nil
}

// copies is how many of each label there are.
func (it *item) copies() int { return max(it.order.Copies, 1) }

// pages is how many labels there are. One that is bought is a file, whatever the
// copies.
func (it *item) pages() int {
	if it.sale != nil {
		return len(it.order.Shipment.Parcels)
	}
	return len(it.order.Shipment.Parcels) * it.copies()
}

// choose finds the service for an order. The error is a *rates.NoQuoteError, or
// the context's.
func choose(ctx context.Context, o *Options, order *orders.Order) (carriers.Quote, []report.Offer, error) {
	by := rates.Deadline{Day: order.By, Hour: order.ByHour, Confidence: o.Confidence}
	terms := slices.Clip(o.terms)
	if len(order.Services) > 0 {
		terms = append(terms, rates.Only(order.Services...))
	}
	if choice, rivals, found := shortcut(o, order, by, terms); found {
		return choice, rivals, ctx.Err()
	}
	terms = append(terms, by.Constraint())
	shopped := rates.Shop(ctx, order.Shipment, o.Carriers...)
	if err := ctx.Err(); err != nil {
		return carriers.Quote{}, nil, err
	}
	choice, err := shopped.Cheapest(terms...)
	if err != nil {
		return carriers.Quote{}, nil, err
	}
	return choice.Quote, alone(o, shopped.Quotes, terms), nil
}

// shortcut chooses as Shop and Cheapest do, in a tenth of the time: it asks each
// carrier for its best service alone. Where that is not enough it finds nothing,
// and Shop is asked, which also says why nothing can be chosen. The shipment is
// valid: the reader of orders sees to it.
func shortcut(o *Options, order *orders.Order, by rates.Deadline, terms []rates.Constraint) (carriers.Quote, []report.Offer, bool) {
	memory := offers.Get().(*[]carriers.Quote)
	defer offers.Put(memory)
	best := slices.Grow((*memory)[:0], len(o.Carriers))[:len(o.Carriers)]
	*memory = best
	if ok, err := rates.BestOfEach(best, &order.Shipment, by, terms, o.Carriers); !ok || err != nil {
		return carriers.Quote{}, nil, false
	}
	rivals := make([]report.Offer, len(best))
	var choice *carriers.Quote
	for i := range best {
		rivals[i].Carrier = o.Carriers[i].Name()
		q := &best[i]
		if len(q.Charges) == 0 {
			continue
		}
		rivals[i].Cost = q.Total()
		if choice != nil && choice.Currency != q.Currency {
			return carriers.Quote{}, nil, false
		}
		if choice == nil || q.Compare(choice) < 0 {
			choice = q
		}
	}
	if choice == nil {
		return carriers.Quote{}, nil, false
	}
	own := *choice
	own.Charges, own.Parcels, own.Arrivals = slices.Clone(own.Charges), slices.Clone(own.Parcels), slices.Clone(own.Arrivals)
	return own, rivals, true
}

// offers keeps the memory of what carriers offer, which is free when one of them
// is chosen.
var offers = sync.Pool{New: func() any { return &[]carriers.Quote{} }}

// alone finds what each carrier alone would cost: quotes stand cheapest first.
func alone(o *Options, quotes []*carriers.Quote, terms []rates.Constraint) []report.Offer {
	list := make([]report.Offer, len(o.Carriers))
	for i, c := range o.Carriers {
		list[i].Carrier = c.Name()
		for _, q := range quotes {
			if q.Carrier == list[i].Carrier && !slices.ContainsFunc(terms, func(t rates.Constraint) bool { return refuses(t, q) }) {
				list[i].Cost = q.Total()
				break
			}
		}
	}
	return list
}

func refuses(t rates.Constraint, q *carriers.Quote) bool {
	if t.Refuse == nil {
		return false
	}
	code, _ := t.Refuse(q)
	return code != ""
}

// prepare chooses for one order and tries its label, so that no number is taken
// for what cannot be printed. It returns the problems of a row that is refused.
func (r *run) prepare(ctx context.Context, order *orders.Order) (*item, []orders.Problem, error) {
	it := &item{order: order}
	var err error
	if it.choice, it.rivals, err = choose(ctx, &r.Options, order); err != nil {
		return nil, noQuote(order, err), ctx.Err()
	}
	if len(r.Accounts) == 0 {
		return it, nil, nil
	}
	if it.maker, it.account, err = r.maker(it.choice.Carrier, it.choice.Service); err != nil {
		return nil, []orders.Problem{{Row: order.Row, Code: NoLabel, Reason: err.Error()}}, nil
	}
	return it, r.try(it), nil
}

// try lays out the labels of an order with numbers that are not its own.
func (r *run) try(it *item) []orders.Problem {
	numbers := make([]string, len(it.order.Shipment.Parcels))
	for i := range numbers {
		var err error
		if numbers[i], err = it.maker.Make(uint64(i + 1)); err != nil {
			return []orders.Problem{{Row: it.order.Row, Code: NoLabel, Reason: err.Error()}}
		}
	}
	if _, err := r.layOut(it, numbers); err != nil {
		return problemsOf(it.order, NoLabel, err)
	}
	if r.Slips {
		if _, err := (papers.Format{}).PackingSlip(it.order.Shipment); err != nil {
			return problemsOf(it.order, NoSlip, err)
		}
	}
	return nil
}

// refusal is the row error of an order that was read well.
func refusal(order *orders.Order, problems []orders.Problem) orders.RowError {
	return orders.RowError{ID: order.ID, Problems: problems, Source: order.Source}
}

// taken is the problem of an order that has a label of another content, or one
// that another run is to print.
func (r *run) taken(it *item) []orders.Problem {
	old := &it.given.Order
	p := orders.Problem{Row: it.order.Row, Value: old.ID, Code: OtherContent}
	p.Reason = fmt.Sprintf("the order has the label %s already, of another content", strings.Join(old.Numbers, " "))
	p.Hint = "if the old label is not used: shiprate batch void " + old.ID
	if it.given.Verdict == ledger.Unfinished && len(old.Numbers) == 0 {
		p.Code = Unfinished
		p.Reason = fmt.Sprintf("run %s was to buy its label at %s, which may be done or not", old.Run, old.Carrier)
		p.Hint = "let that run end first, or: shiprate batch void " + old.ID
	} else if it.given.Verdict == ledger.Unfinished {
		p.Code = Unfinished
		p.Reason = fmt.Sprintf("run %s gave it the number %s, and did not print it yet", old.Run, strings.Join(old.Numbers, " "))
		p.Hint = "let that run end first, or: shiprate batch void " + old.ID
	}
	return []orders.Problem{p}
}

// digest is that of the content of an order, as the ledger keeps it.
func digest(order *orders.Order) string {
	sum := order.Digest()
	return hex.EncodeToString(sum[:16])
}
