package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/dimweight"
)

func showCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "print a card, or the prices and terms of one of its services",
		ArgsUsage: "DIR|NAME [SERVICE]",
		UsageText: "shiprate card show ups-daily-2026 ground\nshiprate card show our-contract ground --residential --on 2026-06-15 --json",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "on", Usage: "the prices of this ship `DATE`", DefaultText: "today, or the first day of the card"},
			&cli.BoolFlag{Name: "residential", Usage: "the prices to a residence"},
			&cli.BoolFlag{Name: "list", Usage: "the prices before discounts"},
			cardsFlag(),
			&cli.BoolFlag{Name: "json", Usage: "print JSON"},
		},
		Action: func(c *cli.Context) error { return showCard(c, carriers.DateOf(w.now())) },
	}
}

func showCard(c *cli.Context, today carriers.Date) error {
	if c.NArg() < 1 || c.NArg() > 2 {
		return usage("card show takes a card, and may be a service: %d given", c.NArg())
	}
	var on carriers.Date
	if v := c.String("on"); v != "" {
		var err error
		if on, err = carriers.ParseDate(v); err != nil {
			return usage("--on: %w", err)
		}
	}
	card, err := openCard(c, c.Args().First())
	if err != nil {
		return err
	}
	var grids []tariff.Grid
	for _, s := range card.Services() {
		if id := c.Args().Get(1); id != "" && id != s.Service {
			continue
		}
		g, err := card.Grid(s.Service, shownOn(on, today, s), c.Bool("residential"))
		if err != nil {
			return usage("%w", err)
		}
		grids = append(grids, g)
	}
	if len(grids) == 0 {
		_, err := card.Grid(c.Args().Get(1), on, false)
		return usage("%w", err)
	}
	switch {
	case c.Bool("json"):
		return printJSON(c.App.Writer, map[string]any{"services": gridsJSON(grids)})
	case c.NArg() == 1:
		printCard(c.App.Writer, grids)
		return nil
	}
	printGrid(c.App.Writer, &grids[0], c.Bool("list"))
	return nil
}

// shownOn returns the date that was asked for; else today, if the card holds it.
func shownOn(on, today carriers.Date, s carriers.Service) carriers.Date {
	if on == 0 && s.From <= today && (s.To == 0 || today <= s.To) {
		return today
	}
	return on
}

// printCard prints what a card has, a line for each service.
func printCard(w io.Writer, grids []tariff.Grid) {
	s := grids[0].Service
	fmt.Fprintf(w, "%s of %s, %s\n\n", s.Card, s.Carrier, dates(s.From, s.To))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "SERVICE\tNAME\tZONES\tROWS\tLIMIT")
	for i := range grids {
		g, rows := &grids[i], 0
		for _, l := range g.Lists {
			rows += len(l.Rows)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\n", g.Service.Service, g.Service.Name, strings.Join(g.Zones, " "), rows, term(g, "max_weight"))
	}
	t.Flush()
	printLines(w, "sources", strings.Split(s.Source, "\n"))
}

// term returns the value of a term; empty for none.
func term(g *tariff.Grid, name string) string {
	for _, t := range g.Terms {
		if t.Name == name {
			return t.Value
		}
	}
	return ""
}

// dates prints a period whose ends may be open.
func dates(from, to carriers.Date) string {
	switch {
	case from == 0 && to == 0:
		return ""
	case to == 0:
		return fmt.Sprintf("from %v", from)
	case from == 0:
		return fmt.Sprintf("until %v", to)
	}
	return fmt.Sprintf("%v to %v", from, to)
}

// printGrid prints a service: zones across, weights down.
func printGrid(w io.Writer, g *tariff.Grid, list bool) {
	s := g.Service
	fmt.Fprintf(w, "%s (%s/%s) of %s, %s\n", s.Name, s.Carrier, s.Service, s.Card, dates(s.From, s.To))
	to, which := "business", "after discounts"
	if g.Home {
		to = "residence"
	}
	if list || !discounted(g) {
		which = "of the price list"
	}
	fmt.Fprintf(w, "prices in %s %s, to a %s, shipped %v\n", g.Currency, which, to, g.On)
	for _, l := range g.Lists {
		if fmt.Fprintln(w); l.Packaging != "" {
			fmt.Fprintf(w, "%s: %s\n", l.Packaging, cmp.Or(l.Fits, "whatever fits in"))
		}
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(t, "zone\t%s\t\n", strings.Join(g.Zones, "\t"))
		for _, r := range l.Rows {
			prices := r.Net
			if list {
				prices = r.List
			}
			fmt.Fprintf(t, "%s\t", rowLabel(&r, g.Unit))
			for _, p := range prices {
				fmt.Fprintf(t, "%s\t", priceText(p, g.Currency))
			}
			fmt.Fprintln(t)
		}
		t.Flush()
	}
	printTransit(w, g)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nterms")
	for _, term := range g.Terms {
		fmt.Fprintf(t, "  %s\t%s\n", strings.ReplaceAll(term.Name, "_", " "), term.Value)
	}
	t.Flush()
	printChargeRows(w, g)
	printLines(w, "notes", g.Notes)
	printLines(w, "sources", strings.Split(s.Source, "\n"))
}

func discounted(g *tariff.Grid) bool {
	for _, l := range g.Lists {
		for _, r := range l.Rows {
			for i := range r.List {
				if r.List[i] != r.Net[i] {
					return true
				}
			}
		}
	}
	return false
}

// rowLabel prints the weight of a row: "5 lb", "per lb to 299 lb".
func rowLabel(r *tariff.PriceRow, unit dimweight.Weight) string {
	if !r.PerUnit {
		return weightIn(r.UpTo, unit)
	}
	_, name, _ := strings.Cut(unit.In(unit), " ")
	if r.UpTo == 0 {
		return "per " + name
	}
	return "per " + name + " to " + weightIn(r.UpTo, unit)
}

// priceText prints a price, those per unit with up to four decimals.
func priceText(p tariff.Price, currency carriers.Currency) string {
	if p.Per == 0 {
		return "-"
	}
	if p.Minor%p.Per == 0 {
		return carriers.Money{Minor: p.Minor / p.Per, Currency: currency}.Amount()
	}
	digits, _ := currency.Digits()
	scale := int64(1)
	for range digits {
		scale *= 10
	}
	per := p.Per * scale
	whole, rest := p.Minor/per, p.Minor%per
	part := (rest*10_000 + per/2) / per
	return fmt.Sprintf("%d.%04d", whole+part/10_000, part%10_000)
}

func printTransit(w io.Writer, g *tariff.Grid) {
	var days []string
	for i, d := range g.Transit {
		if d > 0 {
			days = append(days, fmt.Sprintf("%s: %d", g.Zones[i], d))
		}
	}
	if days != nil {
		fmt.Fprintf(w, "\nbusiness days by zone\n  %s\n", strings.Join(days, ", "))
	}
}

// printChargeRows prints the surcharges in words: those of one name together,
// and the amounts of its zones beside each other.
func printChargeRows(w io.Writer, g *tariff.Grid) {
	if len(g.Charges) == 0 {
		return
	}
	fmt.Fprintln(w, "\nsurcharges")
	last := ""
	for i := 0; i < len(g.Charges); {
		r := &g.Charges[i]
		if r.Name != last {
			fmt.Fprintf(w, "  %s\n", r.Name)
			last = r.Name
		}
		amounts := r.Amount
		n := i + 1
		if len(r.Zones) > 0 {
			amounts += zonesOf(r)
			for ; n < len(g.Charges) && g.Charges[n].Name == r.Name && len(g.Charges[n].Zones) > 0 && when(&g.Charges[n]) == when(r); n++ {
				amounts += ", " + g.Charges[n].Amount + zonesOf(&g.Charges[n])
			}
		}
		fmt.Fprintf(w, "    %s\n", strings.TrimSuffix(amounts+"; "+when(r), "; "))
		i = n
	}
	if g.Fuel > 0 {
		fmt.Fprintf(w, "  fuel of that week: %v %%\n", g.Fuel)
	}
}

// zonesOf prints the zones of a row, if it is not for all.
func zonesOf(r *tariff.ChargeRow) string {
	switch len(r.Zones) {
	case 0:
		return ""
	case 1:
		return " in zone " + r.Zones[0]
	}
	return " in zones " + strings.Join(r.Zones, " ")
}

// when says on what conditions and dates a surcharge holds.
func when(r *tariff.ChargeRow) string {
	parts := append([]string{}, r.When...)
	if d := dates(r.From, r.To); d != "" {
		parts = append(parts, d)
	}
	return strings.Join(parts, ", ")
}

func printLines(w io.Writer, title string, lines []string) {
	if len(lines) > 0 {
		fmt.Fprintf(w, "\n%s\n  %s\n", title, strings.Join(lines, "\n  "))
	}
}
