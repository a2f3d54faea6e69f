package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

func carriersCommand() *cli.Command {
	return &cli.Command{
		Name:      "carriers",
		Usage:     "list the carriers, their services, and the dates and sources of their cards",
		UsageText: "shiprate carriers\nshiprate carriers --carrier usps --json",
		Flags:     append(carrierFlags(), &cli.BoolFlag{Name: "json", Usage: "print JSON"}),
		Action:    listCarriers,
	}
}

type serviceJSON struct {
	Carrier string   `json:"carrier"`
	Service string   `json:"service"`
	Name    string   `json:"name"`
	Card    string   `json:"card"`
	From    string   `json:"effective_from"`
	To      string   `json:"effective_to"`
	Sources []string `json:"sources"`
}

func listCarriers(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	list, err := loadCarriers(c, "")
	if err != nil {
		return err
	}
	services := []serviceJSON{}
	for _, carrier := range list {
		lister, ok := carrier.(carriers.Lister)
		if !ok {
			continue
		}
		for _, s := range lister.Services() {
			services = append(services, serviceJSON{s.Carrier, s.Service, s.Name, s.Card, s.From.String(), s.To.String(), strings.Split(s.Source, "\n")})
		}
	}
	if c.Bool("json") {
		return printJSON(c.App.Writer, map[string]any{"services": services})
	}
	t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "SERVICE\tNAME\tCARD\tFROM\tTO")
	for _, s := range services {
		fmt.Fprintf(t, "%s/%s\t%s\t%s\t%s\t%s\n", s.Carrier, s.Service, s.Name, s.Card, s.From, cmp.Or(s.To, "open"))
	}
	t.Flush()
	for _, s := range slices.CompactFunc(services, func(a, b serviceJSON) bool { return a.Card == b.Card }) {
		fmt.Fprintf(c.App.Writer, "\n%s\n  %s\n", s.Card, strings.Join(s.Sources, "\n  "))
	}
	return nil
}

func cardCommand() *cli.Command {
	return &cli.Command{
		Name:  "card",
		Usage: "work with a rate card of your own",
		Subcommands: []*cli.Command{{
			Name:      "check",
			Usage:     "say all that is wrong with the rate card in a folder, with file, line and column",
			ArgsUsage: "DIR",
			UsageText: "shiprate card check our-contract",
			Action:    checkCard,
		}},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return cli.ShowSubcommandHelp(c)
			}
			return usage("unknown command %q: there is card check", c.Args().First())
		},
	}
}

func checkCard(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage("card check takes a folder: %d given", c.NArg())
	}
	dir := c.Args().First()
	card, err := tariff.Load(os.DirFS(dir))
	if err != nil {
		return usage("%w", err)
	}
	fmt.Fprintf(c.App.Writer, "%s: card %s of %s is complete: %d services\n", dir, card.Name(), card.Carrier(), len(card.Services()))
	return nil
}
