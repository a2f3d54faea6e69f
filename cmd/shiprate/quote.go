package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// choiceFlags say what is chosen; quote and label share them.
func choiceFlags() []cli.Flag {
	return append(promiseFlags(), []cli.Flag{
		&cli.StringFlag{Name: "service", Usage: "choose among these only: `CARRIER/SERVICE,…`"},
		&cli.StringFlag{Name: "without", Usage: "leave out these: `CARRIER,CARRIER/SERVICE,…`"},
		&cli.BoolFlag{Name: "guaranteed", Usage: "choose only what gives money back when late"},
		&cli.DurationFlag{Name: "timeout", Usage: "wait no longer than `TIME` for the carriers", Value: rates.DefaultBudget},
		&cli.BoolFlag{Name: "json", Usage: "print JSON"},
	}...)
}

func quoteCommand(w world) *cli.Command {
	return &cli.Command{
		Name:  "quote",
		Usage: "price a shipment at every carrier and choose the cheapest that arrives in time",
		UsageText: `shiprate quote --from 10001 --to 94105 --parcel 12x9x7in:4lb --residential --by 2026-11-27
shiprate quote --from 10001 --to 94105 --parcel 12x9x7in:4lb --explain ups/ground
shiprate quote --shipment order.json --carrier ups,usps --json`,
		Flags: slices.Concat(shipmentFlags(), originFlags(), choiceFlags(), policyFlags(), splitFlags(), []cli.Flag{explainFlag(), allFlag()}, carrierFlags(), []cli.Flag{configFlag()}),
		Action: func(c *cli.Context) error {
			if err := noArguments(c); err != nil {
				return err
			}
			accounts, err := openAccounts(c, w)
			if err != nil {
				return err
			}
			defer closeAll(accounts)
			o, err := shop(c, w, accounts)
			if err != nil {
				return err
			}
			o.brief = !c.Bool("all")
			return o.print(c)
		},
	}
}

// An outcome is what came of asking the carriers and choosing.
type outcome struct {
	shopped    rates.Shopped
	plan       plan
	choice     rates.Choice
	division   *rates.Division // of --split; nil without it
	by         rates.Deadline
	rejections []carriers.Rejection
	err        error // rates.ErrNoQuote when nothing could be chosen
	brief      bool  // print no more than most people read

	// What --explain needs.
	explaining bool
	explained  string // the service; empty is the chosen one
	own        string // what is said of a price that is a carrier's own
	shipment   carriers.Shipment
	origins    []rates.Origin
	asked      []carriers.Carrier
}

// shop asks the carriers, accounts at live ones among them, and chooses as the
// flags say.
func shop(c *cli.Context, w world, accounts []*account) (outcome, error) {
	origins, err := readOrigins(c, w)
	if err != nil {
		return outcome{}, err
	}
	s, err := readShipment(c, w)
	if err != nil {
		return outcome{}, err
	}
	return shopFor(c, s, origins, accounts)
}

// shopFor is shop for a shipment that was read.
func shopFor(c *cli.Context, s carriers.Shipment, origins []rates.Origin, accounts []*account) (outcome, error) {
	asked, err := loadCarriers(c, accounts, countries(s, origins)...)
	if err != nil {
		return outcome{}, err
	}
	by, err := readDeadline(c, s)
	if err != nil {
		return outcome{}, err
	}
	p, err := readPlan(c, by, currencyOf(s.From.Country))
	if err != nil {
		return outcome{}, err
	}
	terms, err := constraints(c, by, servicesOf(asked))
	if err != nil {
		return outcome{}, err
	}
	for _, term := range losers(accounts) {
		term.That = "" // it goes without saying while the carriers answer
		terms = append(terms, term)
	}
	if c.Duration("timeout") <= 0 {
		return outcome{}, usage("--timeout: %v is not more than 0", c.Duration("timeout"))
	}
	ctx, cancel := context.WithTimeout(c.Context, c.Duration("timeout"))
	defer cancel()
	o := outcome{plan: p, by: by, shipment: s, origins: origins, asked: asked}
	if o.explained, o.explaining, err = checkExplain(c, asked); err != nil {
		return o, err
	}
	switch {
	case c.Bool("split"):
		return o.split(ctx, s, rates.SplitTerms{Origins: origins, Constraints: terms, Exchange: p.exchange}, asked)
	case origins != nil:
		o.shopped = rates.ShopFrom(ctx, s, origins, asked...)
	default:
		o.shopped = rates.Shop(ctx, s, asked...)
	}
	return o.choose(terms)
}

// constraints reads the flags that limit the choice, among the carriers and
// services known.
func constraints(c *cli.Context, by rates.Deadline, known []string) ([]rates.Constraint, error) {
	var terms []rates.Constraint
	if by.Day != 0 && c.String("policy") != "best-value" { // for which a day late has a price
		terms = append(terms, by.Constraint())
	}
	for _, f := range []struct {
		flag  string
		limit func(...string) rates.Constraint
	}{{"service", rates.Only}, {"without", rates.Without}} {
		if names := splitList(c.String(f.flag)); names != nil {
			if err := checkServices(f.flag, names, known); err != nil {
				return nil, err
			}
			terms = append(terms, f.limit(names...))
		}
	}
	if c.Bool("guaranteed") {
		terms = append(terms, rates.Guaranteed())
	}
	return terms, nil
}

// print writes the outcome to stdout, and returns its error.
func (o outcome) print(c *cli.Context) error {
	explanation, err := o.explain()
	if err != nil {
		return err
	}
	if c.Bool("json") {
		var choice *rates.Choice
		if o.choice.Carrier != "" {
			choice = &o.choice
		}
		out := toJSON(o.shopped, o.rejections, choice)
		o.plan.toJSON(&out, o.shopped.Quotes)
		out.Split = o.splitJSON()
		out.Live = o.heard()
		out.Explanation = toExplanationJSON(explanation)
		if err := printJSON(c.App.Writer, out); err != nil {
			return err
		}
		if o.err != nil {
			return fmt.Errorf("%w: the JSON says why", rates.ErrNoQuote)
		}
		return nil
	}
	if len(o.shopped.Quotes) == 0 && o.division == nil {
		return o.noQuote()
	}
	shown, left := o.shown()
	notes := o.legend(shown)
	if len(shown) > 0 {
		o.printTable(c.App.Writer, shown, &notes)
	}
	if n := len(left); n == 1 {
		fmt.Fprintf(c.App.Writer, "  1 more, %v: --all prints it\n", left[0].Total())
	} else if n > 1 {
		fmt.Fprintf(c.App.Writer, "  %d more, %v to %v: --all prints them\n", n, left[0].Total(), left[n-1].Total())
	}
	o.printHeard(c.App.Writer)
	o.printChoice(c.App.Writer)
	notes.print(c.App.Writer, o.brief)
	o.printExplained(c.App.Writer, explanation)
	return o.noQuote()
}

// printTable prints a line for each of some quotes.
func (o outcome) printTable(w io.Writer, quotes []*carriers.Quote, notes *legend) {
	width := len("TOTAL")
	for _, q := range quotes {
		width = max(width, len(q.Total().String()))
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	columns := o.plan.columns(quotes)
	if len(notes.number) > 0 {
		columns = append(columns, column{"NOTES", notes.of})
	}
	fmt.Fprintf(t, "  SERVICE\tBILLED\tZONE\t%s\t%*s", arrivesHeader(o.by.Confidence), width, "TOTAL")
	for _, col := range columns {
		fmt.Fprintf(t, "\t%s", col.head)
	}
	fmt.Fprintln(t)
	for _, q := range quotes {
		mark := " "
		if o.isChosen(q) {
			mark = "*"
		}
		fmt.Fprintf(t, "%s %s\t%s\t%s\t%s\t%*v", mark, standingOf(q), billed(q), q.Parcels[0].Zone, arrival(q, o.by.Confidence), width, q.Total())
		for _, col := range columns {
			fmt.Fprintf(t, "\t%s", col.cell(q))
		}
		fmt.Fprintln(t)
	}
	t.Flush()
}

// printChoice prints what was chosen and refused.
func (o outcome) printChoice(w io.Writer) {
	switch {
	case o.division != nil:
		o.printSplit(w)
	case o.err == nil:
		fmt.Fprintf(w, "\nchosen: %s at %v%s: %s\n", standingOf(&o.choice.Quote), o.choice.Total(), o.plan.beside(o.choice.Total()), o.choice.Reason)
		printPromise(w, &o.choice.Quote)
		printCharges(w, &o.choice.Quote)
		o.printRefusals(w, "refused")
	}
}

// billed prints the billable weight; of several parcels, their sum and number.
func billed(q *carriers.Quote) string {
	sum := dimweight.Weight(0)
	for _, p := range q.Parcels {
		sum += p.Billable
	}
	text := weightIn(sum, q.Parcels[0].Unit)
	if n := len(q.Parcels); n > 1 {
		text += fmt.Sprintf(" in %d", n)
	}
	return text
}

// arrival prints when a share of a quote's parcels arrives, or with none the
// published day: "Fri 2026-11-27 17:00, guaranteed".
func arrival(q *carriers.Quote, confidence carriers.Share) string {
	day := q.Arrives(confidence)
	if day == 0 {
		return "unknown"
	}
	text := day.Time().Format("Mon " + time.DateOnly)
	if q.DeliverTime != "" {
		text += " " + q.DeliverTime
	}
	return text + ", " + q.Promise()
}

// printCharges itemises a quote; the same charge of several parcels is summed.
func printCharges(w io.Writer, q *carriers.Quote) {
	type line struct {
		name   string
		amount carriers.Money
	}
	var lines []line
	for _, c := range q.Charges {
		i := slices.IndexFunc(lines, func(l line) bool { return l.name == c.Name })
		if i < 0 {
			lines = append(lines, line{c.Name, q.Money(c)})
			continue
		}
		lines[i].amount, _ = lines[i].amount.Add(q.Money(c)) // of one currency
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, l := range lines {
		fmt.Fprintf(t, "  %v\t  %s\n", l.amount, l.name)
	}
	t.Flush()
}

func printRejections(w io.Writer, list []refusedBy) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range list {
		fmt.Fprintf(t, "  %s\t%s\t%s\n", r.who, r.Code, r.Reason)
	}
	t.Flush()
}
