package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

func paperCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "paper",
		Usage:     "write what goes with a parcel: a packing slip, CN22, CN23 or commercial invoice",
		ArgsUsage: "slip|cn22|cn23|invoice",
		UsageText: `shiprate paper slip --shipment order.json -o slip.pdf
shiprate paper cn22 --shipment order.json --limit '410.00 USD' -o cn22.pdf
shiprate paper invoice --shipment order.json --number 1Z999AA10123456784 --paper letter --lang fr -o invoice.pdf`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "shipment", Usage: "read the shipment, with its items, from a JSON `FILE`; - is stdin"},
			&cli.StringFlag{Name: "ready", Usage: "`DATE` of handover, which dates the paper", DefaultText: "now"},
			&cli.StringSliceFlag{Name: "number", Usage: "tracking `NUMBER`; once for each parcel, or not at all"},
			&cli.StringFlag{Name: "limit", Usage: "with cn22, what 300 SDR are worth: `AMOUNT` such as 410.00 USD"},
			&cli.StringFlag{Name: "paper", Usage: "`PAPER`: a4 or letter", Value: "a4"},
			&cli.StringFlag{Name: "lang", Usage: "`LANGUAGE` of the words: en, fr or pl", Value: "en"},
			&cli.StringFlag{Name: "o", Aliases: []string{"output"}, Usage: "write to `FILE`; - is stdout"},
		},
		Action: func(c *cli.Context) error { return writePaper(c, w) },
	}
}

func writePaper(c *cli.Context, w world) error {
	if c.NArg() != 1 {
		return usage("paper takes one kind, slip, cn22, cn23 or invoice: %d given", c.NArg())
	}
	if c.String("o") == "" {
		return usage("-o is missing: the file to write, such as slip.pdf")
	}
	if c.String("shipment") == "" {
		return usage("--shipment is missing: the file with the shipment and its items")
	}
	f, err := paperFormat(c)
	if err != nil {
		return err
	}
	s, err := readShipment(c, w)
	if err != nil {
		return err
	}
	pages, err := paperPages(c, f, s)
	if err != nil {
		return err
	}
	if err := output(c, c.String("o"), func(to io.Writer) error { return label.PDF(to, pages...) }); err != nil {
		return err
	}
	if file := c.String("o"); file != "-" {
		plural := "s"
		if len(pages) == 1 {
			plural = ""
		}
		fmt.Fprintf(c.App.Writer, "%s: %d page%s\n", file, len(pages), plural)
	}
	return nil
}

// paperPages lays out the kind of paper that the argument names.
func paperPages(c *cli.Context, f papers.Format, s carriers.Shipment) ([]label.Label, error) {
	kind, numbers := c.Args().First(), c.StringSlice("number")
	if kind != "cn22" && c.IsSet("limit") {
		return nil, usage("--limit is only for cn22")
	}
	if len(numbers) > 0 && kind != "cn23" && kind != "invoice" {
		return nil, usage("--number is only for cn23 and invoice")
	}
	switch kind {
	case "slip":
		return f.PackingSlip(s)
	case "cn22":
		limit, err := carriers.ParseMoney(c.String("limit"), "")
		if err != nil {
			return nil, usage("--limit: what 300 SDR are worth today: %w", err)
		}
		return f.CN22(s, limit)
	case "cn23":
		return f.CN23(s, numbers...)
	case "invoice":
		return f.Invoice(s, numbers...)
	}
	return nil, usage("paper %q: there are slip, cn22, cn23 and invoice", kind)
}

// paperFormat reads --paper and --lang.
func paperFormat(c *cli.Context) (papers.Format, error) {
	sizes := map[string]label.Size{"a4": label.SizeA4, "letter": label.SizeLetter}
	size, ok := sizes[strings.ToLower(c.String("paper"))]
	if !ok {
		return papers.Format{}, usage("--paper %q: there are a4 and letter", c.String("paper"))
	}
	language := papers.Language(c.String("lang"))
	if !slices.Contains(papers.Languages(), language) {
		return papers.Format{}, usage("--lang %q: there are %v", c.String("lang"), papers.Languages())
	}
	return papers.Format{Size: size, Language: language}, nil
}
