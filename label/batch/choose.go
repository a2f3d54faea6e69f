package batch

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
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
	choice *carriers.Quote
	rivals []report.Offer
	heard  []report.Heard // what the live carriers said

	maker   tracking.Maker
	account string

	given ledger.Given
	at    int // which label of the file its first one is, from 0

	sale *sale  // of an order whose label is bought; else nil
	file string // of a label that is bought by itself; else empty
}

// void reports whether the order's label was voided after it was numbered: what was
// made with it is made again without it.
func (it *item) void() bool { return !it.given.Voided.IsZero() && len(it.given.Numbers) > 0 }

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

// choose finds the service for the order of an item. The error is a
// *rates.NoQuoteError, or the context's. Each is memory, in which the choice may stand.
func choose(ctx context.Context, o *Options, it *item, each *rates.Each) error {
	by := rates.Deadline{Day: it.order.By, Hour: it.order.ByHour, Confidence: o.Confidence}
	terms := o.terms
	if len(it.order.Services) > 0 {
		terms = append(slices.Clip(terms), rates.Only(it.order.Services...))
	}
	each.Carriers, each.By, each.Constraints = o.Carriers, by, terms
	if it.shortcut(each) {
		return ctx.Err()
	}
	terms = append(slices.Clip(terms), by.Constraint())
	shopped := rates.Shop(ctx, it.order.Shipment, o.Carriers...)
	if err := ctx.Err(); err != nil {
		return err
	}
	it.heard = heard(o.Carriers, &shopped)
	choice, err := shopped.Cheapest(terms...)
	if err != nil {
		return err
	}
	it.choice = &choice.Quote
	it.rivals = alone(o, shopped.Quotes, terms)
	return nil
}

// isAway reports whether a rejection says that a whole carrier gave no answer.
func isAway(r *carriers.Rejection) bool {
	return r.Service == "" && (r.Code == carriers.Failed || r.Code == carriers.Timeout)
}

// shortcut chooses as Shop and Cheapest do, in a tenth of the time: it asks each
// carrier for its best service alone. Where that is not enough it reports false,
// and Shop is asked, which also says why nothing can be chosen. The shipment is
// valid: the reader of orders sees to it.
func (it *item) shortcut(each *rates.Each) bool {
	if ok, err := each.Ask(&it.order.Shipment); !ok || err != nil || len(each.Best.Charges) == 0 {
		return false
	}
	if len(it.rivals) != len(each.Alone) { // else they are of another order, and the same
		it.rivals = make([]report.Offer, len(each.Alone))
		for i, c := range each.Carriers {
			it.rivals[i].Carrier = c.Name()
		}
	}
	for i, cost := range each.Alone {
		it.rivals[i].Cost = cost
	}
	it.choice = &each.Best
	return true
}

// keep makes the choice the item's own, so that it outlasts the memory of choose.
func (it *item) keep() {
	own := *it.choice
	own.Charges, own.Parcels, own.Arrivals = slices.Clone(own.Charges), slices.Clone(own.Parcels), slices.Clone(own.Arrivals)
	it.choice = &own
}

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
// Each is memory, as choose has it.
func (r *run) prepare(ctx context.Context, it *item, each *rates.Each) ([]orders.Problem, error) {
	if err := choose(ctx, &r.Options, it, each); err != nil {
		return noQuote(it.order, err), ctx.Err()
	}
	if len(r.Accounts) == 0 {
		return nil, nil
	}
	var err error
	if it.maker, it.account, err = r.maker(it.choice.Carrier, it.choice.Service); err != nil {
		return []orders.Problem{{Row: it.order.Row, Code: NoLabel, Reason: err.Error()}}, nil
	}
	return r.try(it), nil
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
	if s := &it.order.Shipment; carriers.CustomsArea(&s.From) != carriers.CustomsArea(&s.To) && s.Customs.Reason != carriers.ReasonDocuments {
		it.order.Notes = append(it.order.Notes, "it goes through customs: the papers are not made here, but by shiprate paper")
	}
	if r.Slips {
		if _, err := it.slip(); err != nil {
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
