package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/rates"
)

// A heardJSON is what came of asking an account.
type heardJSON struct {
	Account string `json:"account"`
	State   string `json:"state"`  // answered, fallback, failed, timeout
	Priced  int    `json:"priced"` // how many services
	Refused int    `json:"refused"`
	LeftOut int    `json:"left_out"` // that the carrier offers, and that the account does not ask for
	Reason  string `json:"reason"`   // of all but answered
	Age     string `json:"age"`      // of an answer that was kept, in words; else empty
}

// heard tells of each account that was asked, in the order of their names.
func (o *outcome) heard() []heardJSON {
	var list []heardJSON
	for _, carrier := range o.asked {
		if a, ok := carrier.(*account); ok {
			list = append(list, o.heardOf(a))
		}
	}
	return list
}

func (o *outcome) heardOf(a *account) heardJSON {
	said := o.shopped.AnswerOf(a.name)
	h := heardJSON{Account: a.name, State: "answered", Priced: len(said.Quotes), Refused: said.Refused, LeftOut: said.LeftOut}
	for _, q := range said.Quotes {
		if age := live.AgeNote(q.Notes); age != "" {
			h.Age = age
		}
	}
	switch {
	case said.Whole != nil:
		h.State, h.Reason = string(said.Whole.Code), said.Whole.Reason
	case said.Fallback != "":
		h.State, h.Reason = "fallback", said.Fallback
	}
	return h
}

// printHeard prints a line for each account that was asked.
func (o *outcome) printHeard(w io.Writer) {
	list := o.heard()
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(w, "\nlive:")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, h := range list {
		fmt.Fprintf(t, "  %s\t%s\t", h.Account, h.State)
		switch {
		case h.State == "fallback":
			a := o.accountOf(h.Account)
			fmt.Fprintf(t, "the card of %s answers", a.fallback.Card)
			if !a.fallback.MayWin {
				fmt.Fprint(t, ", and must not win")
			}
			fmt.Fprintf(t, ": %s", h.Reason)
		case h.Reason != "":
			fmt.Fprint(t, h.Reason)
		default:
			fmt.Fprintf(t, "%s priced, %d refused", countOf(h.Priced, "service"), h.Refused)
		}
		if h.LeftOut > 0 {
			fmt.Fprintf(t, "; %d more offered that it does not ask for: --all tells them", h.LeftOut)
		}
		if h.Age != "" {
			fmt.Fprintf(t, "; %s", h.Age)
		}
		fmt.Fprintln(t)
	}
	t.Flush()
}

// unheard are the rejections without those that printHeard tells.
func (o *outcome) unheard() []carriers.Rejection {
	return slices.DeleteFunc(slices.Clone(o.rejections), func(r carriers.Rejection) bool {
		return r.Service == "" && o.accountOf(r.Carrier) != nil
	})
}

// accountOf is the account of a name, among those that were asked.
func (o *outcome) accountOf(name string) *account {
	for _, carrier := range o.asked {
		if a, ok := carrier.(*account); ok && a.name == name {
			return a
		}
	}
	return nil
}

// quoteOf is the quote of a service; nil when there is none.
func (o *outcome) quoteOf(carrier, service string) *carriers.Quote {
	for _, q := range o.shopped.Quotes {
		if q.Carrier == carrier && q.Service == service {
			return q
		}
	}
	return nil
}

// explains is the card that can explain a quote of the account: that of the
// fallback, if it answered. Nil is none.
func (a *account) explains(q *carriers.Quote) carriers.Carrier {
	if q == nil || q.Fallback == "" {
		return nil
	}
	return a.card
}

// ownPrice says that there is nothing to explain but the lines that the carrier
// tells; it is an error when there is no price at all.
func (o *outcome) ownPrice(carrier, service string) error {
	q := o.quoteOf(carrier, service)
	if q == nil {
		return fmt.Errorf("%w: --explain: %s/%s has no price", rates.ErrNoQuote, carrier, service)
	}
	o.own = fmt.Sprintf("%s/%s is priced by the carrier, which tells its charges and not their rules:", carrier, service)
	for i := range q.Charges {
		o.own += fmt.Sprintf("\n  %10s  %s", q.Money(q.Charges[i]).Amount(), q.Charges[i].Name)
	}
	return nil
}
