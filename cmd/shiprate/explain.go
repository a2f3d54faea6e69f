package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/rates"
)

// explainFlag is --explain, for the chosen service, or --explain CARRIER/SERVICE.
func explainFlag() cli.Flag {
	return &cli.GenericFlag{Name: "explain", Value: &optional{}, Usage: "tell how the price of `CARRIER/SERVICE` comes about; without one, that of the chosen one"}
}

// An optional is the value of a flag that may stand without one.
type optional struct {
	value string
	given bool
}

// optionalOf returns the value of a flag that may stand without one; nil of
// another flag.
func optionalOf(flag cli.Flag) *optional {
	if g, ok := flag.(*cli.GenericFlag); ok {
		o, _ := g.Value.(*optional)
		return o
	}
	return nil
}

func (o *optional) Set(v string) error {
	o.given = true
	if v != "true" { // which stands for none
		o.value = v
	}
	return nil
}

func (o *optional) String() string { return o.value }

// IsBoolFlag tells the flag package that the value may be left out.
func (o *optional) IsBoolFlag() bool { return true }

// takes reports whether an argument that stands behind the flag is its value:
// only a service is, which no other argument looks like.
func (o *optional) takes(arg string) bool {
	carrier, service, ok := strings.Cut(arg, "/")
	return ok && carrier != "" && service != "" && carrier[0] != '-'
}

// checkExplain reads --explain before anything is asked. It returns the service
// to explain, empty for the chosen one.
func checkExplain(c *cli.Context, asked []carriers.Carrier) (service string, wanted bool, err error) {
	o, _ := c.Generic("explain").(*optional)
	if o == nil || !o.given {
		return "", false, nil
	}
	switch {
	case c.Bool("split"):
		return "", false, usage("--explain tells of one service: leave out --split")
	case o.value != "" && !o.takes(o.value):
		return "", false, usage("--explain %q: write a carrier and a service, such as ups/ground", o.value)
	case o.value != "":
		err = checkServices("explain", []string{o.value}, servicesOf(asked))
	}
	return o.value, true, err
}

// explain finds the explanation that was asked for; nil for none, or when there
// is nothing chosen to explain.
func (o *outcome) explain() (*tariff.Explanation, error) {
	if !o.explaining || o.explained == "" && o.err != nil {
		return nil, nil
	}
	carrier, service, _ := strings.Cut(o.explained, "/")
	if o.explained == "" {
		carrier, service = o.choice.Carrier, o.choice.Service
	}
	s := o.leaving(carrier, service)
	for _, c := range o.asked {
		if c.Name() != carrier {
			continue
		}
		if a, ok := c.(*account); ok {
			if c = a.explains(o.quoteOf(carrier, service)); c == nil {
				return nil, o.ownPrice(carrier, service)
			}
		}
		explainer, ok := c.(interface {
			Explain(s carriers.Shipment, service string) (tariff.Explanation, error)
		})
		if !ok {
			return nil, usage("--explain: %s quotes by other means than a rate card", carrier)
		}
		e, err := explainer.Explain(s, service)
		var refused *tariff.RefusedError
		if errors.As(err, &refused) {
			return nil, fmt.Errorf("%w: --explain: %w", rates.ErrNoQuote, err)
		}
		return &e, err
	}
	return nil, usage("--explain: %s was not asked", carrier)
}

// leaving is the shipment as the service to explain is asked for it: from the
// chosen origin, or of another service from the cheapest.
func (o *outcome) leaving(carrier, service string) carriers.Shipment {
	if o.origins == nil {
		return o.shipment
	}
	origin := o.origins[0].Name
	quotes := o.shopped.Quotes // the cheapest first
	if o.explained == "" {
		quotes = []*carriers.Quote{&o.choice.Quote}
	}
	for _, q := range quotes {
		if q.Carrier == carrier && q.Service == service {
			origin = q.Origin
			break
		}
	}
	i := slices.IndexFunc(o.origins, func(known rates.Origin) bool { return known.Name == origin })
	return o.origins[max(i, 0)].Leaving(o.shipment)
}

// printExplained writes an explanation behind the table.
func (o *outcome) printExplained(w io.Writer, e *tariff.Explanation) {
	if o.own != "" {
		fmt.Fprintf(w, "\nexplained:\n  %s\n", o.own)
	}
	if e == nil {
		return
	}
	fmt.Fprintf(w, "\nexplained:\n%s", e)
	if total := o.choice.Total(); o.explained == "" && total != e.Quote.Total() {
		fmt.Fprintf(w, "  %-9s %v with the handling in %s\n", "in all", total, o.choice.Origin)
	}
}
