package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/strictjson"
	"github.com/shiprate/shiprate/rates"
)

func chooseCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "choose",
		Usage:     "choose among quotes made elsewhere: the JSON of quote --json, from several files",
		ArgsUsage: "FILE…",
		UsageText: `shiprate choose quotes.json --by 2026-11-27
shiprate quote --from 10001 --to 94105 --parcel 12x9x7in:4lb --json | shiprate choose - live.json --policy fastest --max-price 40.00`,
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "by", Usage: "latest `TIME` of arrival: 2026-11-27, or 2026-11-27T12:00 at the destination"},
			flagOf(promiseFlags(), "confidence"),
		}, withoutFlags(choiceFlags(), append(flagNames(promiseFlags()), "timeout")...), policyFlags(), []cli.Flag{allFlag()}),
		Action: func(c *cli.Context) error {
			o, err := chooseAmong(c, w)
			if err != nil {
				return err
			}
			o.brief = !c.Bool("all")
			return o.print(c)
		},
	}
}

func flagNames(flags []cli.Flag) (names []string) {
	for _, f := range flags {
		names = append(names, f.Names()[0])
	}
	return names
}

func flagOf(flags []cli.Flag, name string) cli.Flag {
	return flags[slices.Index(flagNames(flags), name)]
}

func withoutFlags(flags []cli.Flag, names ...string) []cli.Flag {
	return slices.DeleteFunc(flags, func(f cli.Flag) bool { return slices.Contains(names, f.Names()[0]) })
}

// chooseAmong reads the files and chooses as the flags say.
func chooseAmong(c *cli.Context, w world) (outcome, error) {
	if c.NArg() == 0 {
		return outcome{}, usage("choose takes the files of quotes: see shiprate choose --help")
	}
	by, err := dateDeadline(c)
	if err != nil {
		return outcome{}, err
	}
	p, err := readPlan(c, by, "USD")
	if err != nil {
		return outcome{}, err
	}
	var m merging
	for i, name := range c.Args().Slice() {
		if slices.Contains(c.Args().Slice()[:i], name) {
			return outcome{}, usage("%s stands twice", name)
		}
		data, err := readFile(w, name)
		if err != nil {
			return outcome{}, usage("%w", err)
		}
		m.file, m.twice = name, 0
		if err := m.read(data); err != nil {
			return outcome{}, usage("%s: %w", name, err)
		}
	}
	m.checkCurrencies(p.exchange)
	if m.bad != nil {
		return outcome{}, usage("%w", m.bad)
	}
	terms, err := constraints(c, by, m.services())
	if err != nil {
		return outcome{}, err
	}
	return outcome{plan: p, by: by, shopped: m.shopped()}.choose(terms)
}

// choose chooses among what was shopped.
func (o outcome) choose(terms []rates.Constraint) (outcome, error) {
	if o.plan.exchange.Currency != "" {
		o.shopped = o.shopped.In(o.plan.exchange)
	}
	o.choice, o.err = o.shopped.Choose(o.plan.policy, append(o.plan.limits(), terms...)...)
	o.rejections = o.choice.Rejections
	var none *rates.NoQuoteError
	if errors.As(o.err, &none) {
		o.rejections = none.Rejections
	} else if o.err != nil {
		return outcome{}, o.err
	}
	return o, nil
}

func sameQuote(a, b *carriers.Quote) bool {
	return a.Carrier == b.Carrier && a.Service == b.Service && a.Card == b.Card && a.Origin == b.Origin
}

// nameOf names a quote: "ups/ground", or "ups/ground from east".
func nameOf(q *carriers.Quote) string {
	if q.Origin != "" {
		return q.Carrier + "/" + q.Service + " from " + q.Origin
	}
	return q.Carrier + "/" + q.Service
}

// standingOf is nameOf that says what a card answers for: "ups-live/ground
// (fallback)".
func standingOf(q *carriers.Quote) string {
	if q.Fallback != "" {
		return nameOf(q) + " (fallback)"
	}
	return nameOf(q)
}

// dateDeadline reads --by and --confidence where there is no shipment, and so no
// clock and no calendar of a destination.
func dateDeadline(c *cli.Context) (by rates.Deadline, err error) {
	if v := c.String("confidence"); c.IsSet("confidence") {
		if by.Confidence, err = carriers.ParseShare(v); err != nil {
			return by, usage("--confidence: %w", err)
		}
	}
	if !c.IsSet("by") {
		return by, nil
	}
	d, err := parseDue(c.String("by"))
	switch {
	case err != nil:
		return by, usage("--by: %w", err)
	case d.day == 0:
		return by, usage("--by %q: quotes from elsewhere have no destination to count by: give a date, or a date and hour there", c.String("by"))
	}
	by.Day, by.Hour = d.day, d.hour
	return by, nil
}

// A merging collects the quotes of several files, and all that is wrong.
type merging struct {
	file     string // in hand
	quotes   []*carriers.Quote
	at       []string // where each quote stands
	rejected []carriers.Rejection
	bad      carriers.Invalid
	twice    int // quotes of the file in hand that stand elsewhere
}

// read takes the quotes of a file. What was chosen, converted or charged there
// is not taken over, nor is a rejection of what was quoted: it was refused by the
// flags of that time.
func (m *merging) read(data []byte) error {
	var f shoppedJSON
	if err := strictjson.Decode(data, &f); err != nil {
		return err
	}
	if len(f.Quotes)+len(f.Rejections) == 0 {
		return fmt.Errorf("no quotes")
	}
	var quoted []*carriers.Quote
	for i := range f.Quotes {
		r := quoteReader{path: fmt.Sprintf("%s: quotes[%d]", m.file, i)}
		q := r.quote(&f.Quotes[i])
		m.bad = append(m.bad, r.bad...)
		if r.bad == nil {
			m.add(&q, r.path)
			quoted = append(quoted, &q)
		}
	}
	for _, r := range f.Rejections {
		if !slices.ContainsFunc(quoted, func(q *carriers.Quote) bool {
			return q.Carrier == r.Carrier && q.Service == r.Service && q.Origin == r.Origin
		}) {
			m.rejected = append(m.rejected, carriers.Rejection{Carrier: r.Carrier, Service: r.Service, Origin: r.Origin, Code: carriers.RejectionCode(r.Code), Reason: r.Reason})
		}
	}
	return nil
}

// add takes a quote that does not stand elsewhere, and is of as many parcels as
// the others.
func (m *merging) add(q *carriers.Quote, at string) {
	for i, other := range m.quotes {
		if sameQuote(q, other) {
			if m.twice++; m.twice == 1 { // the others of the file are so for the same reason
				m.bad = append(m.bad, carriers.Problem{Path: at, Message: fmt.Sprintf("%s of card %q stands in %s too: quotes of several warehouses need their names, which quote --origin NAME=POSTCODE gives them", nameOf(q), q.Card, m.at[i])})
			}
			return
		}
	}
	if len(m.quotes) > 0 && len(q.Parcels) != len(m.quotes[0].Parcels) {
		m.bad = append(m.bad, carriers.Problem{Path: at + ".parcels", Message: fmt.Sprintf("%d parcels, and %s has %d: it is another shipment", len(q.Parcels), m.at[0], len(m.quotes[0].Parcels))})
	}
	m.quotes, m.at = append(m.quotes, q), append(m.at, at)
}

// checkCurrencies refuses two currencies without rates to compare them by.
func (m *merging) checkCurrencies(x rates.Exchange) {
	for i, q := range m.quotes {
		if x.Currency == "" && q.Currency != m.quotes[0].Currency {
			m.bad = append(m.bad, carriers.Problem{Path: m.at[i] + ".currency", Message: fmt.Sprintf("%s, and %s is in %s: give --exchange to compare them", q.Currency, m.at[0], m.quotes[0].Currency)})
		}
		if _, err := x.Convert(q.Total()); x.Currency != "" && err != nil {
			m.bad = append(m.bad, carriers.Problem{Path: m.at[i] + ".currency", Message: strings.TrimPrefix(err.Error(), "currency: ")})
		}
	}
}

// services names the carriers and services that were quoted or refused.
func (m *merging) services() (known []string) {
	add := func(name string) {
		if !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	for _, q := range m.quotes {
		add(q.Carrier)
		add(q.Carrier + "/" + q.Service)
	}
	for _, r := range m.rejected {
		add(r.Carrier)
		add(strings.Trim(r.Carrier+"/"+r.Service, "/"))
	}
	slices.Sort(known)
	return known
}

// shopped has the quotes in their order.
func (m *merging) shopped() rates.Shopped {
	return rates.Shopped{Quotes: m.quotes, Rejections: m.rejected}.In(rates.Exchange{})
}
