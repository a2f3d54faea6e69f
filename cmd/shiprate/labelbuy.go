package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/rates"
)

// buyLabel buys the label of a shipment from an account, with the ledger and in
// the way of batch: asked again, it writes the same label.
func buyLabel(c *cli.Context, w world) error {
	if err := checkBuyFlags(c); err != nil {
		return err
	}
	s, err := readShipment(c, w)
	if err != nil {
		return err
	}
	if err := checkOrder(c, s); err != nil {
		return err
	}
	accounts, buy, err := readBuying(c, w)
	if err == nil && buy == nil {
		err = usage("--buy: it is empty: name an account of the config")
	}
	if err != nil {
		return err
	}
	defer closeAll(accounts)
	if !c.IsSet("carrier") { // these alone
		if err := c.Set("carrier", strings.Join(splitList(c.String("buy")), ",")); err != nil {
			return err
		}
	}
	one := batch.Single{
		Order: orders.Order{ID: s.Reference, Shipment: s}, Buy: buy, Format: carriers.LabelFormat(c.String("format")), File: c.String("o"), Now: w.now,
		Progress: tellWaits(w.stderr),
	}
	if one.File == "-" {
		one.File = "standard output"
	}
	one.Choose = func(ctx context.Context) (carriers.Quote, error) {
		o, err := shopFor(c, s, nil, accounts)
		if err == nil && o.err != nil {
			err = o.noQuote()
		}
		if err == nil {
			err = checkSells(accounts, &o.choice.Quote, one.Format)
		}
		return o.choice.Quote, err
	}
	if one.Owner, one.Gone, err = processOwner(w); err != nil {
		return err
	}
	if one.Ledger, err = openLedger(c, "run"); err != nil {
		return err
	}
	defer func() { _ = one.Ledger.Close() }()
	sold, err := one.Sell(c.Context)
	if errors.Is(err, batch.ErrNotSold) {
		return usage("--buy: %w", err)
	} else if err != nil {
		return err
	}
	if err := checkSame(c, s.Reference, &sold); err != nil {
		return err
	}
	return reportBought(c, s.Reference, &sold)
}

// checkBuyFlags reports flags that do not go with --buy. What would be printed on
// the label has no place there: the carrier's file stays as it is.
func checkBuyFlags(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	for _, f := range labelFlags() {
		name := f.Names()[0]
		if !slices.Contains([]string{"cheapest", "format", "o"}, name) && c.IsSet(name) {
			return usage("--%s is for a label that is made here: one that is bought is the carrier's, as it is", name)
		}
	}
	switch format := c.String("format"); {
	case c.String("o") == "":
		return usage("-o is missing: the file to write, such as label.pdf")
	case c.String("o") == "-" && c.Bool("json"):
		return usage("-o - and --json both write to stdout: take one of them")
	case format != string(carriers.PDF) && format != string(carriers.ZPL):
		return usage("--format %q: a label that is bought is pdf or zpl", format)
	}
	return checkChoiceFlags(c)
}

// checkOrder reports what the shipment lacks to be bought once.
func checkOrder(c *cli.Context, s carriers.Shipment) error {
	switch id := s.Reference; {
	case id == "":
		return usage("--buy: the shipment has no reference: it names the order in the ledger, so that its label is bought once; write it into the file of --shipment")
	case len(id) > orders.MaxID:
		return usage("--buy: the reference of the shipment has %d bytes, over the %d limit of an order number", len(id), orders.MaxID)
	case strings.ContainsAny(id, `/\`):
		return usage(`--buy: the reference %q of the shipment is to be an order number: write it without / and \`, id)
	case c.String("o") == "-" && len(s.Parcels) > 1:
		return usage("-o -: there are %d labels, and each is a file", len(s.Parcels))
	}
	return nil
}

// checkSells refuses a format that the carrier of a quote does not sell.
func checkSells(accounts []*account, q *carriers.Quote, format carriers.LabelFormat) error {
	a := accountNamed(accounts, q.Carrier)
	if a == nil {
		return nil // which Single refuses
	}
	if formats := a.Sells().Formats; len(formats) > 0 && !slices.Contains(formats, format) {
		return usage("--format %s: %s sells its labels as %s", format, a.name, joined(formats))
	}
	return nil
}

func joined(formats []carriers.LabelFormat) string {
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(formats)), ", "), "[]")
}

// checkSame refuses to give what was bought before for what it is not.
func checkSame(c *cli.Context, order string, sold *batch.Sold) error {
	if names := splitList(c.String("service")); sold.Earlier && names != nil {
		if code, _ := rates.Only(names...).Refuse(&sold.Quote); code != "" {
			return fmt.Errorf("order %s has the label of %s already, not of %s: if it is not used: shiprate batch void %s",
				order, nameOf(&sold.Quote), strings.Join(names, ","), order)
		}
	}
	if format := sold.Labels[0].Format; string(format) != c.String("format") {
		return usage("--format %s: the label of order %s is bought as %s", c.String("format"), order, format)
	}
	return nil
}

type boughtJSON struct {
	Order   string    `json:"order"`
	Files   []string  `json:"files"`
	Numbers []string  `json:"numbers"`
	Quote   quoteJSON `json:"quote"`
	Earlier bool      `json:"earlier"` // it was bought before
	Notes   []string  `json:"notes"`
}

// reportBought writes the carrier's files, and says what was bought: to stdout, or
// to stderr when the label itself goes there.
func reportBought(c *cli.Context, order string, sold *batch.Sold) error {
	out := boughtJSON{Order: order, Quote: toQuoteJSON(&sold.Quote), Earlier: sold.Earlier, Notes: append([]string{}, sold.Notes...)}
	for i, l := range sold.Labels {
		name := nthFile(c.String("o"), i, len(sold.Labels))
		if err := output(c, name, func(w io.Writer) error { _, err := w.Write(l.Data); return err }); err != nil {
			return err
		}
		out.Files, out.Numbers = append(out.Files, name), append(out.Numbers, l.Number)
	}
	if c.Bool("json") {
		return printJSON(c.App.Writer, out)
	}
	to := c.App.Writer
	if c.String("o") == "-" {
		to = c.App.ErrWriter
	}
	what := "bought"
	if sold.Earlier {
		what = "bought before, and the same label"
	}
	fmt.Fprintf(to, "%s: %s at %v, %s\n", strings.Join(out.Files, " "), nameOf(&sold.Quote), sold.Quote.Total(), what)
	for _, number := range out.Numbers {
		fmt.Fprintf(to, "  %s\n", tracking.Group(number))
	}
	for _, note := range slices.Concat(sold.Notes, sold.Quote.Notes) {
		fmt.Fprintf(to, "  %s\n", note)
	}
	return nil
}
