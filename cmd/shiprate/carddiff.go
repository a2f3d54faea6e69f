package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/dimweight"
)

func diffCommand() *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "tell what changes from one card to another, and by how many percent",
		ArgsUsage: "OLD NEW",
		UsageText: "shiprate card diff ups-daily-2026 our-contract\nshiprate card diff acme-2026 acme-2027 --json",
		Description: "Each card is a folder, or the name of one that is part of the program. Prices are those after discounts on the first day of each card;\n" +
			"where the rows of a band change differently, the least, the middle and the greatest change stand beside each other.",
		Flags:  []cli.Flag{cardsFlag(), &cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		Action: diffCards,
	}
}

func diffCards(c *cli.Context) error {
	if c.NArg() != 2 {
		return usage("card diff takes two cards: %d given", c.NArg())
	}
	old, err := openCard(c, c.Args().Get(0))
	if err != nil {
		return err
	}
	now, err := openCard(c, c.Args().Get(1))
	if err != nil {
		return err
	}
	d, err := tariff.Compare(old, now)
	if err != nil {
		return usage("%w", err)
	}
	if c.Bool("json") {
		return printJSON(c.App.Writer, toDiffJSON(&d))
	}
	printDiff(c.App.Writer, &d)
	return nil
}

func printDiff(w io.Writer, d *tariff.Diff) {
	fmt.Fprintf(w, "from %s to %s\n", d.Old, d.New)
	if len(d.Added)+len(d.Removed)+len(d.Services)+len(d.Charges) == 0 {
		fmt.Fprintln(w, "nothing changes")
	}
	printLines(w, "new services", d.Added)
	printLines(w, "services no more", d.Removed)
	for i := range d.Services {
		printServiceDiff(w, &d.Services[i], d.Unit)
	}
	if len(d.Charges) == 0 {
		return
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nsurcharges")
	for i := range d.Charges {
		ch := &d.Charges[i]
		change := ""
		if ch.Known {
			change = percentText(ch.Change)
		}
		r := ch.Row
		r.From, r.To = 0, 0 // they stand by the amounts
		where := strings.TrimPrefix(strings.Join(r.Services, " ")+zonesOf(&r)+"; "+when(&r), "; ")
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\n", fromTo(ch.Old, ch.New), change, r.Name, strings.TrimSuffix(where, "; "))
	}
	t.Flush()
}

// fromTo prints what changes to what.
func fromTo(old, now string) string {
	switch {
	case old == "":
		return "new: " + now
	case now == "":
		return "no more: " + old
	}
	return old + " → " + now
}

func printServiceDiff(w io.Writer, d *tariff.ServiceDiff, unit dimweight.Weight) {
	fmt.Fprintf(w, "\n%s\n", d.Service)
	if len(d.ZonesAdded) > 0 {
		fmt.Fprintf(w, "  new zones: %s\n", strings.Join(d.ZonesAdded, " "))
	}
	if len(d.ZonesRemoved) > 0 {
		fmt.Fprintf(w, "  zones no more: %s\n", strings.Join(d.ZonesRemoved, " "))
	}
	for _, t := range d.Terms {
		fmt.Fprintf(w, "  %s: %s\n", strings.ReplaceAll(t.Name, "_", " "), fromTo(t.Old, t.New))
	}
	printPriceDiffs(w, d.Prices, unit)
}

// printPriceDiffs prints a table for each packaging: zones across, bands down.
func printPriceDiffs(w io.Writer, prices []tariff.PriceDiff, unit dimweight.Weight) {
	if !slices.ContainsFunc(prices, func(p tariff.PriceDiff) bool { return p.Min != 0 || p.Max != 0 || p.OldOnly+p.NewOnly > 0 }) {
		return
	}
	var zones []string
	for _, p := range prices {
		if !slices.Contains(zones, p.Zone) {
			zones = append(zones, p.Zone)
		}
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "  percent\t%s\t\n", strings.Join(zones, "\t"))
	for len(prices) > 0 {
		first := prices[0]
		n := 0
		cells := make([]string, len(zones))
		for n < len(prices) && prices[n].Over == first.Over && prices[n].Packaging == first.Packaging {
			cells[slices.Index(zones, prices[n].Zone)] = priceChange(&prices[n])
			n++
		}
		label := band(&first, unit)
		if first.Packaging != "" {
			label = first.Packaging + ", " + label
		}
		fmt.Fprintf(t, "  %s\t%s\t\n", label, strings.Join(cells, "\t"))
		prices = prices[n:]
	}
	t.Flush()
}

func band(p *tariff.PriceDiff, unit dimweight.Weight) string {
	switch {
	case p.UpTo == 0:
		return "over " + weightIn(p.Over, unit)
	case p.Over == 0:
		return "to " + weightIn(p.UpTo, unit)
	}
	from, _, _ := strings.Cut(weightIn(p.Over, unit), " ")
	return from + " to " + weightIn(p.UpTo, unit)
}

// priceChange prints the changes of a band: "+5.9", or "+4.9 +5.9 +6.2"; with
// what only one of the cards prices.
func priceChange(p *tariff.PriceDiff) string {
	var parts []string
	if p.Rows > 0 {
		least, most := percentText(p.Min), percentText(p.Max)
		if parts = append(parts, least); least != most {
			parts[0] = least + " " + percentText(p.Median) + " " + most
		}
	}
	if p.NewOnly > 0 {
		parts = append(parts, fmt.Sprintf("%d new", p.NewOnly))
	}
	if p.OldOnly > 0 {
		parts = append(parts, fmt.Sprintf("%d gone", p.OldOnly))
	}
	return strings.Join(parts, ", ")
}

// percentText prints a change with a sign and at most one decimal.
func percentText(p tariff.Percent) string {
	half := tariff.Percent(500)
	if p < 0 {
		half = -half
	}
	p = (p + half) / 1000 * 1000
	if p > 0 {
		return "+" + p.String()
	}
	return p.String()
}

func toDiffJSON(d *tariff.Diff) diffJSON {
	out := diffJSON{Old: d.Old, New: d.New, Added: some(d.Added), Removed: some(d.Removed), Services: []serviceDiffJSON{}, Surcharges: []chargeChangeJSON{}}
	for _, s := range d.Services {
		sd := serviceDiffJSON{Service: s.Service, ZonesAdded: some(s.ZonesAdded), ZonesRemoved: some(s.ZonesRemoved), Prices: []priceDiffJSON{}, Terms: []termChangeJSON{}}
		for _, p := range s.Prices {
			upTo := ""
			if p.UpTo > 0 {
				upTo = weightIn(p.UpTo, d.Unit)
			}
			pd := priceDiffJSON{Packaging: p.Packaging, Zone: p.Zone, Over: weightIn(p.Over, d.Unit), UpTo: upTo, Rows: p.Rows, OldOnly: p.OldOnly, NewOnly: p.NewOnly}
			if p.Rows > 0 {
				pd.Min, pd.Median, pd.Max = p.Min.String(), p.Median.String(), p.Max.String()
			}
			sd.Prices = append(sd.Prices, pd)
		}
		for _, t := range s.Terms {
			sd.Terms = append(sd.Terms, termChangeJSON(t))
		}
		out.Services = append(out.Services, sd)
	}
	for i := range d.Charges {
		ch := &d.Charges[i]
		change := chargeChangeJSON{surchargeJSON: chargeRowJSON(&ch.Row), Old: ch.Old, New: ch.New}
		if ch.Known {
			change.Percent = ch.Change.String()
		}
		out.Surcharges = append(out.Surcharges, change)
	}
	return out
}
