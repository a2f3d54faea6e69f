package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
)

func carriersCommand(w world) *cli.Command {
	return &cli.Command{
		Name:        "carriers",
		Usage:       "list the carriers, their services, and the dates and sources of their cards",
		UsageText:   "shiprate carriers\nshiprate carriers --carrier usps --json\nshiprate carriers login",
		Flags:       append(carrierFlags(), configFlag(), &cli.BoolFlag{Name: "json", Usage: "print JSON"}),
		Subcommands: []*cli.Command{loginCommand(w), statusCommand(w)},
		Action:      func(c *cli.Context) error { return listCarriers(c, w) },
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

func listCarriers(c *cli.Context, w world) error {
	if err := noArguments(c); err != nil {
		return err
	}
	accounts, err := openAccounts(c, w)
	if err != nil {
		return err
	}
	list, err := loadCarriers(c, accounts)
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
		fmt.Fprintf(t, "%s/%s\t%s\t%s\t%s\t%s\n", s.Carrier, s.Service, s.Name, cmp.Or(s.Card, "live"), cmp.Or(s.From, "-"), cmp.Or(s.To, "open"))
	}
	t.Flush()
	for _, s := range slices.CompactFunc(services, func(a, b serviceJSON) bool { return a.Card == b.Card && (a.Card != "" || a.Carrier == b.Carrier) }) {
		fmt.Fprintf(c.App.Writer, "\n%s\n  %s\n", cmp.Or(s.Card, s.Carrier), strings.Join(s.Sources, "\n  "))
	}
	return nil
}
