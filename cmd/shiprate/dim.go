package main

import (
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

func dimCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "dim",
		Usage:     "print the billable weight of a parcel under each carrier's rule, with the sum",
		ArgsUsage: "SIZE WEIGHT",
		UsageText: "shiprate dim 20x16x12in 2lb\nshiprate dim 50x40x30cm 2.5kg --ready 2025-06-02 --carrier ups,dhl-express --json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "ready", Usage: "ship `DATE`, which picks the rules", DefaultText: "today"},
			&cli.StringFlag{Name: "carrier", Usage: "only these `CARRIERS`: ups,usps"},
			&cli.BoolFlag{Name: "json", Usage: "print JSON"},
		},
		Action: func(c *cli.Context) error { return dim(c, w) },
	}
}

type ruleJSON struct {
	Carrier     string `json:"carrier"`
	Service     string `json:"service"`
	Actual      string `json:"actual_weight"`
	Dimensional string `json:"dimensional_weight"`
	Billable    string `json:"billable_weight"`
	Working     string `json:"working"`
}

func dim(c *cli.Context, w world) error {
	if c.NArg() != 2 {
		return usage("dim takes a size and a weight, such as 20x16x12in 2lb: %d given", c.NArg())
	}
	size, err := dimweight.ParseDims(c.Args().Get(0))
	if err != nil {
		return usage("%w", err)
	}
	weight, err := dimweight.ParseWeight(c.Args().Get(1))
	if err != nil {
		return usage("%w", err)
	}
	ship := w.now()
	if v := c.String("ready"); v != "" {
		if ship, err = carriers.ParseReady(v); err != nil {
			return usage("--ready: %w", err)
		}
	}
	rules, err := billables(ship, splitList(c.String("carrier")), carriers.Parcel{Dims: size, Weight: weight})
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return printJSON(c.App.Writer, map[string]any{"rules": rules})
	}
	t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
	for _, r := range rules {
		fmt.Fprintf(t, "%s\t%s\t%s\n", r.Carrier, r.Service, r.Working)
	}
	return t.Flush()
}

// billables works out a parcel under the rules of a ship date.
func billables(ship time.Time, wanted []string, p carriers.Parcel) ([]ruleJSON, error) {
	rules := []ruleJSON{}
	found := map[string]bool{}
	for _, published := range dimweight.PublishedRules(ship) {
		if wanted != nil && !slices.Contains(wanted, published.Carrier) {
			continue
		}
		found[published.Carrier] = true
		rule := published.Rule
		working, err := rule.Working(p.Dims, p.Weight)
		if err != nil {
			return nil, usage("%w", err)
		}
		billable, err := rule.Billable(p.Dims, p.Weight)
		if err != nil {
			return nil, usage("%w", err)
		}
		unit := rule.Unit.Weight()
		rules = append(rules, ruleJSON{
			Carrier: published.Carrier, Service: published.Scope, Actual: p.Weight.In(unit),
			Dimensional: weightOrNone(rule.Dimensional(p.Dims), unit), Billable: billable.In(unit), Working: working,
		})
	}
	for _, name := range wanted {
		if !found[name] {
			return nil, usage("--carrier: no rule of %q is known on %v", name, carriers.DateOf(ship))
		}
	}
	return rules, nil
}
