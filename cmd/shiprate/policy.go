package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

// policyFlags say how the choice is made; quote, label and choose share them.
func policyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "policy", Usage: "choose the cheapest, the fastest or the `best-value`", Value: "cheapest"},
		&cli.StringFlag{Name: "max-price", Usage: "choose only what costs at most `AMOUNT`, 40.00 or 40.00 USD"},
		&cli.StringFlag{Name: "late-cost", Usage: "with --policy best-value, what each day after --by costs you: `AMOUNT`"},
		&cli.StringFlag{Name: "exchange", Usage: "compare currencies at the rates of a CSV `FILE`: currency,rate,to,date"},
		&cli.StringFlag{Name: "charge", Usage: "what the customer pays for shipping, to print beside the cost: `flat:4.95`, percent:+10"},
	}
}

// A plan is how the flags want the choice made.
type plan struct {
	policy   rates.Policy
	most     *carriers.Money // --max-price; nil without it
	exchange rates.Exchange
	checkout *rates.Checkout // --charge; nil without it
}

// readPlan reads the flags; late is what best-value counts the days from, and
// assumed the currency of amounts without one. With --exchange that is the one
// of its comparisons.
func readPlan(c *cli.Context, late rates.Deadline, assumed carriers.Currency) (plan, error) {
	p := plan{}
	var err error
	if name := c.String("exchange"); name != "" {
		if p.exchange, err = readExchange(name); err != nil {
			return p, err
		}
	}
	if p.exchange.Currency != "" {
		assumed = p.exchange.Currency
	}
	if v := c.String("max-price"); v != "" {
		most, err := positiveMoney(v, assumed)
		if err != nil {
			return p, usage("--max-price: %w", err)
		}
		p.most = &most
	}
	if v := c.String("charge"); v != "" {
		checkout, err := rates.ParseCheckout(v, assumed)
		if err != nil {
			return p, usage("--charge: %w", err)
		}
		p.checkout = &checkout
	}
	p.policy, err = readPolicy(c, late, assumed)
	return p, err
}

// readPolicy reads --policy and --late-cost.
func readPolicy(c *cli.Context, late rates.Deadline, assumed carriers.Currency) (rates.Policy, error) {
	policy, cost := c.String("policy"), c.String("late-cost")
	if cost != "" && policy != "best-value" {
		return rates.Policy{}, usage("--late-cost is for --policy best-value, not for %s", policy)
	}
	switch policy {
	case "cheapest":
		return rates.Policy{}, nil
	case "fastest":
		return rates.Fastest(), nil
	case "best-value":
		if late.Confidence != 0 {
			return rates.Policy{}, usage("--confidence is not for --policy best-value, which counts every share")
		}
		if cost == "" || late.Day == 0 {
			return rates.Policy{}, usage("--policy best-value needs --by, and --late-cost for each day after it")
		}
		day, err := positiveMoney(cost, assumed)
		if err != nil {
			return rates.Policy{}, usage("--late-cost: %w", err)
		}
		return rates.BestValue(day, late), nil
	}
	return rates.Policy{}, usage("--policy %q: there are cheapest, fastest and best-value", policy)
}

func positiveMoney(s string, assume carriers.Currency) (carriers.Money, error) {
	m, err := carriers.ParseMoney(s, assume)
	if err == nil && m.Minor <= 0 {
		err = fmt.Errorf("%v is not more than 0", m)
	}
	return m, err
}

func readExchange(name string) (rates.Exchange, error) {
	f, err := os.Open(name)
	if err != nil {
		return rates.Exchange{}, usage("--exchange: %w", err)
	}
	defer f.Close()
	x, err := rates.ReadExchange(name, f)
	if err != nil {
		return x, usage("%w", err)
	}
	return x, nil
}

// limits are the constraints of the plan.
func (p *plan) limits() []rates.Constraint {
	if p.most == nil {
		return nil
	}
	return []rates.Constraint{rates.AtMost(*p.most, p.exchange)}
}

// A column is one more of the table of quotes.
type column struct {
	head string
	cell func(q *carriers.Quote) string
}

// columns are those that the plan adds: what a price is in the currency of
// comparison, with the rate and its day, and what the customer pays.
func (p *plan) columns(quotes []*carriers.Quote) []column {
	var list []column
	converts := slices.ContainsFunc(quotes, func(q *carriers.Quote) bool { return q.Currency != p.exchange.Currency })
	if p.exchange.Currency != "" && converts {
		list = append(list, column{"IN " + string(p.exchange.Currency), func(q *carriers.Quote) string {
			m, err := p.exchange.Convert(q.Total())
			if err != nil {
				return "no rate"
			}
			if note := p.exchange.Note(q.Currency); note != "" {
				return m.Amount() + " at " + note
			}
			return m.Amount()
		}})
	}
	if p.checkout != nil {
		amount := func(pick func(charged, margin carriers.Money) string) func(*carriers.Quote) string {
			return func(q *carriers.Quote) string {
				charged, margin, err := p.checkout.Charge(q.Total(), p.exchange)
				if err != nil {
					return "no rate"
				}
				return pick(charged, margin)
			}
		}
		list = append(list, column{"CHARGED", amount(func(charged, _ carriers.Money) string { return p.paid(charged) })},
			column{"MARGIN", amount(func(_, margin carriers.Money) string { return margin.String() })})
	}
	return list
}

// paid prints what the customer pays; of a flat amount that was converted, with
// the amount itself.
func (p *plan) paid(charged carriers.Money) string {
	if flat := p.checkout.Flat; flat.Currency != "" && flat.Currency != charged.Currency {
		return fmt.Sprintf("%v (%v at %s)", charged, flat, p.exchange.Note(flat.Currency))
	}
	return charged.String()
}

// beside says in words what stands beside a cost: "; the customer pays 4.95 USD,
// 18.50 USD less". It is empty when nothing does.
func (p *plan) beside(cost carriers.Money) string {
	text := p.exchanged(cost)
	if p.checkout == nil {
		return text
	}
	charged, margin, err := p.checkout.Charge(cost, p.exchange)
	switch {
	case err != nil:
		return text + "; the margin is unknown: " + strings.TrimPrefix(err.Error(), "currency: ")
	case margin.Minor < 0:
		margin.Minor = -margin.Minor
		return text + fmt.Sprintf("; the customer pays %s, %v less", p.paid(charged), margin)
	}
	return text + fmt.Sprintf("; the customer pays %s, %v more", p.paid(charged), margin)
}

// exchanged says what a cost is in the currency of comparison: " (23.10 USD at
// 0.7 of 2026-11-20)". It is empty for a cost that is in it.
func (p *plan) exchanged(cost carriers.Money) string {
	note := p.exchange.Note(cost.Currency)
	m, err := p.exchange.Convert(cost)
	if note == "" || err != nil {
		return ""
	}
	return fmt.Sprintf(" (%v at %s)", m, note)
}

// What the plan adds to the JSON of a price.
type (
	convertedJSON struct {
		Total    string `json:"total"`
		Currency string `json:"currency"`
		Rate     string `json:"rate"`
		Date     string `json:"date"`
	}
	checkoutJSON struct {
		Charged  string `json:"charged"`
		Margin   string `json:"margin"`
		Currency string `json:"currency"`

		Flat string `json:"flat,omitempty"` // the amount that was converted into charged
		Rate string `json:"rate,omitempty"`
		Date string `json:"date,omitempty"`
	}
)

// converted is nil for a price that is not converted: it has no rate, or needs
// none.
func (p *plan) converted(cost carriers.Money) *convertedJSON {
	m, err := p.exchange.Convert(cost)
	if err != nil || p.exchange.Note(cost.Currency) == "" {
		return nil
	}
	return &convertedJSON{m.Amount(), string(m.Currency), p.exchange.Rates[cost.Currency].String(), p.exchange.Date.String()}
}

// charged is nil without --charge, and for a cost in a currency without a rate.
func (p *plan) charged(cost carriers.Money) *checkoutJSON {
	if p.checkout == nil {
		return nil
	}
	charged, margin, err := p.checkout.Charge(cost, p.exchange)
	if err != nil {
		return nil
	}
	out := &checkoutJSON{Charged: charged.Amount(), Margin: margin.Amount(), Currency: string(charged.Currency)}
	if flat := p.checkout.Flat; flat.Currency != "" && flat.Currency != charged.Currency {
		out.Flat, out.Rate, out.Date = flat.String(), p.exchange.Rates[flat.Currency].String(), p.exchange.Date.String()
	}
	return out
}

// toJSON adds to each quote what stands beside its price.
func (p *plan) toJSON(out *shoppedJSON, quotes []*carriers.Quote) {
	for i, q := range quotes {
		out.Quotes[i].Converted, out.Quotes[i].Checkout = p.converted(q.Total()), p.charged(q.Total())
	}
}
