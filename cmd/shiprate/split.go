package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

// splitFlags say whether parcels may go apart.
func splitFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "split", Usage: fmt.Sprintf("send up to %d parcels apart where that costs less", rates.MaxSplit)},
	}
}

// split divides the parcels and chooses a service for each part.
func (o outcome) split(ctx context.Context, s carriers.Shipment, terms rates.SplitTerms, asked []carriers.Carrier) (outcome, error) {
	if o.plan.policy.Weigh != nil {
		return outcome{}, usage("--split finds the cheapest way, not the --policy %s", strings.ReplaceAll(o.plan.policy.Name, " ", "-"))
	}
	d, err := rates.Split(ctx, s, terms, asked...)
	o.shopped, o.rejections = d.Shopped, d.Rejections
	var none *rates.NoQuoteError
	switch {
	case errors.As(err, &none):
		o.rejections, o.err = none.Rejections, err
		return o, nil
	case err != nil:
		return outcome{}, err
	}
	if why := o.plan.overMost(d.Total()); why != "" {
		o.rejections = append(o.rejections, carriers.Rejection{Code: carriers.TooDear, Reason: why})
		o.err = fmt.Errorf("%w: %s", rates.ErrNoQuote, why)
		return o, nil
	}
	o.division = &d
	if d.Together != nil {
		o.choice = *d.Together
	}
	return o, nil
}

// apart reports whether the parcels go in several shipments.
func (o *outcome) apart() bool { return o.division != nil && len(o.division.Parts) > 1 }

// overMost says that the parts cost more than --max-price together.
func (p *plan) overMost(total carriers.Money) string {
	if p.most == nil {
		return ""
	}
	most := *p.most
	if total.Currency != most.Currency {
		var err, err2 error
		total, err = p.exchange.Convert(total)
		most, err2 = p.exchange.Convert(most)
		if err = errors.Join(err, err2); err != nil {
			return err.Error()
		}
	}
	if total.Minor > most.Minor {
		return fmt.Sprintf("the cheapest way costs %v, over the %v limit", total, *p.most)
	}
	return ""
}

// printSplit prints the parts and what they save.
func (o outcome) printSplit(w io.Writer) {
	d := o.division
	total := d.Total()
	fmt.Fprintf(w, "\nchosen: %d %s at %v%s: %s\n", len(d.Parts), plural(len(d.Parts), "shipment"), total, o.plan.beside(total), d.Reason)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i := range d.Parts {
		p := &d.Parts[i]
		parcels := strings.ReplaceAll(strings.Trim(fmt.Sprint(p.Parcels), "[]"), " ", ",")
		fmt.Fprintf(t, "  parcels[%s]\t%s\t%s\t%v%s\n", parcels, standingOf(&p.Quote), arrival(&p.Quote, o.by.Confidence), p.Total(), o.plan.exchanged(p.Total()))
	}
	t.Flush()
	if saves := d.Saves(); saves.Minor > 0 {
		fmt.Fprintf(w, "  splitting saves %v\n", saves)
	}
	for _, note := range d.Notes {
		fmt.Fprintf(w, "  %s\n", note)
	}
	o.printRefusals(w, "refused for all parcels together")
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

type (
	splitJSON struct {
		Total     string         `json:"total"`
		Currency  string         `json:"currency"`
		Saves     *string        `json:"saves"` // null when no service takes the parcels together
		Reason    string         `json:"reason"`
		Parts     []partJSON     `json:"parts"`
		Notes     []string       `json:"notes"`
		Converted *convertedJSON `json:"converted,omitempty"`
		Checkout  *checkoutJSON  `json:"checkout,omitempty"`
	}
	partJSON struct {
		Parcels []int     `json:"parcels"` // counted from 0
		Quote   quoteJSON `json:"quote"`
	}
)

// splitJSON is nil without --split.
func (o outcome) splitJSON() *splitJSON {
	d := o.division
	if d == nil {
		return nil
	}
	total := d.Total()
	out := &splitJSON{
		Total: total.Amount(), Currency: string(total.Currency), Reason: d.Reason, Notes: append([]string{}, d.Notes...),
		Converted: o.plan.converted(total), Checkout: o.plan.charged(total),
	}
	if saves := d.Saves(); saves != (carriers.Money{}) {
		text := saves.Amount()
		out.Saves = &text
	}
	for i := range d.Parts {
		p := &d.Parts[i]
		quote := toQuoteJSON(&p.Quote)
		quote.Converted = o.plan.converted(p.Total())
		out.Parts = append(out.Parts, partJSON{p.Parcels, quote})
	}
	return out
}
