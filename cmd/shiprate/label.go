package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label"
)

// labelFlags say what is on a label, and where it goes.
func labelFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "cheapest", Usage: "take the cheapest service that --by and the like allow"},
		&cli.StringSliceFlag{Name: "number", Usage: "tracking `NUMBER`; once for each parcel"},
		&cli.StringSliceFlag{Name: "account", Usage: "make numbers from an account: `CARRIER=ACCOUNT`, such as ups=1Z999AA1, usps=901234567/612, fedex=9612"},
		&cli.Uint64Flag{Name: "serial", Usage: "with --account, the `SERIAL` of the first parcel's number; the next parcels count on"},
		&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the file: pdf, zpl or png", Value: "pdf"},
		&cli.StringFlag{Name: "size", Usage: "`SIZE` of the paper: 4x6, 4x8in, 100x150mm, 105x148mm", Value: "4x6"},
		&cli.StringFlag{Name: "sheet", Usage: "several labels on a `SHEET` of PDF: letter:2, a4:4"},
		&cli.IntFlag{Name: "used", Usage: "with --sheet, how many `PLACES` of the first sheet have no label left"},
		&cli.IntFlag{Name: "darkness", Usage: "with zpl, the burn of the head, 1 to `30`"},
		&cli.IntFlag{Name: "speed", Usage: "with zpl, `INCHES` a second, 1 to 14"},
		&cli.BoolFlag{Name: "preview", Usage: "show the label in the terminal; -o may be left out"},
		&cli.StringFlag{Name: "layout", Usage: "`LAYOUT`: " + strings.Join(label.Layouts(), ", ") + ", or the JSON file of one of your own", DefaultText: "the carrier's"},
		&cli.StringFlag{Name: "logo", Usage: "your logo, a PNG `FILE`"},
		&cli.StringSliceFlag{Name: "mark", Usage: "framed `WORDS` for who handles the parcel, such as FRAGILE; may be repeated"},
		&cli.StringSliceFlag{Name: "ref", Usage: "one more `REFERENCE`, such as 'PO 4711'; may be repeated"},
		&cli.StringFlag{Name: "message", Usage: "a `MESSAGE` to the customer"},
		&cli.StringFlag{Name: "routing", Usage: "the carrier's routing `CODE`"},
		&cli.StringFlag{Name: "customer-number", Usage: "your `NUMBER` with the carrier, in errors options.account: FedEx's account, the six digits of a Colissimo contract"},
		&cli.StringSliceFlag{Name: "billing", Usage: "a `LINE` about who pays, such as P/P; may be repeated"},
		&cli.IntFlag{Name: "copies", Usage: "how many `COPIES` of each label", Value: 1},
		&cli.StringSliceFlag{Name: "font", Usage: "font `FILE` (.ttf, .otf, .ttc) with letters that the label's own font lacks, such as Chinese or Arabic; may be repeated"},
		&cli.BoolFlag{Name: "ascii", Usage: "spell letters that no font has in ASCII, instead of refusing them"},
		&cli.IntFlag{Name: "dpi", Usage: "dots per inch of the printer: 203 or 300", Value: 203},
		&cli.StringFlag{Name: "o", Aliases: []string{"output"}, Usage: "write to `FILE`; - is stdout"},
	}
}

func labelCommand(w world) *cli.Command {
	return &cli.Command{
		Name:  "label",
		Usage: "write the label of a shipment, or buy it",
		UsageText: `shiprate label --shipment order.json --cheapest --by 2026-11-27 --account usps=901234567/612 --account ups=1Z999AA1 --account fedex=9612 --serial 1 -o label.pdf
shiprate label --shipment order.json --service ups/ground --number 1Z999AA10123456784 -o label.pdf
shiprate label --buy ups-live --shipment order.json --cheapest --tolerance 0.02 -o label.pdf`,
		Flags: slices.Concat(labelFlags(), shipmentFlags(), choiceFlags(), policyFlags(), carrierFlags(), buyFlags(), []cli.Flag{
			&cli.StringFlag{Name: "ledger", Usage: "with --buy, what was bought for which order: a `FILE` of SQLite, or postgres://…", DefaultText: "ledger.db in this folder"},
		}),
		Action: func(c *cli.Context) error {
			if c.IsSet("buy") {
				return buyLabel(c, w)
			}
			return writeLabel(c, w)
		},
	}
}

func writeLabel(c *cli.Context, w world) error {
	if err := checkLabelFlags(c); err != nil {
		return err
	}
	format, err := labelFormat(c)
	if err != nil {
		return err
	}
	o, err := shop(c, w, nil)
	if err != nil {
		return err
	}
	if o.err != nil {
		return o.noQuote()
	}
	numbers, err := labelNumbers(c, o)
	if err != nil {
		return err
	}
	labels, err := format.New(o.shopped.Shipment, o.choice.Quote, numbers...)
	if err != nil {
		return err
	}
	if c.Bool("preview") {
		for _, l := range labels {
			if err := label.Preview(c.App.Writer, l, 0); err != nil {
				return err
			}
		}
	}
	if err := printLabels(c, labels); err != nil {
		return err
	}
	return reportLabel(c, o, numbers)
}

// checkLabelFlags reports flags that do not go together.
func checkLabelFlags(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	numbers, accounts := len(c.StringSlice("number")) > 0, len(c.StringSlice("account")) > 0
	switch {
	case c.String("o") == "" && !c.Bool("preview"):
		return usage("-o is missing: the file to write, such as label.pdf")
	case c.String("o") == "-" && (c.Bool("json") || c.Bool("preview")) || c.Bool("json") && c.Bool("preview"):
		return usage("-o -, --json and --preview all write to stdout: take one of them")
	}
	if err := checkChoiceFlags(c); err != nil {
		return err
	}
	switch {
	case c.IsSet("tolerance") || c.IsSet("config") || c.IsSet("ledger"):
		return usage("--tolerance, --config and --ledger are for --buy: without it no account is asked")
	case numbers && accounts:
		return usage("give --number or --account, not both")
	case !numbers && !accounts:
		return usage("a label needs a tracking number: give --number, or --account and --serial")
	case accounts && !c.IsSet("serial"):
		return usage("--account needs --serial: a number that was never used before")
	case !accounts && c.IsSet("serial"):
		return usage("--serial is only for --account")
	}
	return checkFormatFlags(c)
}

// checkChoiceFlags reports that nothing says which service it is to be.
func checkChoiceFlags(c *cli.Context) error {
	switch {
	case !c.Bool("cheapest") && c.String("service") == "" && !c.IsSet("policy"):
		return usage("name a --service such as ups/ground, or take the --cheapest, or another --policy")
	case c.Bool("cheapest") && c.String("policy") != "cheapest":
		return usage("give --cheapest or --policy %s, not both", c.String("policy"))
	}
	return nil
}

// labelNumbers returns the tracking number of each parcel.
func labelNumbers(c *cli.Context, o outcome) ([]string, error) {
	parcels := len(o.shopped.Shipment.Parcels)
	if numbers := c.StringSlice("number"); numbers != nil {
		if len(numbers) != parcels {
			return nil, usage("--number: %d given for %d parcels", len(numbers), parcels)
		}
		return numbers, nil
	}
	account := ""
	for _, v := range c.StringSlice("account") {
		carrier, of, ok := strings.Cut(v, "=")
		if !ok {
			return nil, usage("--account %q: write CARRIER=ACCOUNT, such as ups=1Z999AA1", v)
		}
		if carrier == o.choice.Carrier {
			account = of
		}
	}
	if account == "" {
		return nil, usage("--account: none for %s, which was chosen", o.choice.Carrier)
	}
	maker, err := tracking.ForAccount(o.choice.Carrier, o.choice.Service, account)
	if err != nil {
		return nil, usage("--account: %w", err)
	}
	var numbers []string
	for i := range parcels {
		number, err := maker.Make(c.Uint64("serial") + uint64(i))
		if err != nil {
			return nil, usage("--account: %w", err)
		}
		numbers = append(numbers, number)
	}
	return numbers, nil
}

type labelJSON struct {
	File    string     `json:"file"`
	Numbers []string   `json:"numbers"`
	Quote   quoteJSON  `json:"quote"`
	Choice  choiceJSON `json:"choice"`
}

// reportLabel says what was written: to stdout, or to stderr when the label
// itself went there.
func reportLabel(c *cli.Context, o outcome, numbers []string) error {
	file := c.String("o")
	if c.Bool("json") {
		return printJSON(c.App.Writer, labelJSON{
			File: file, Numbers: numbers, Quote: toQuoteJSON(&o.choice.Quote),
			Choice: choiceJSON{o.choice.Carrier, o.choice.Service, o.choice.Origin, o.choice.Reason},
		})
	}
	to := c.App.Writer
	if file == "" {
		return nil
	}
	if file == "-" {
		to = c.App.ErrWriter
	}
	fmt.Fprintf(to, "%s: %s/%s at %v, %s\n", file, o.choice.Carrier, o.choice.Service, o.choice.Total(), o.choice.Reason)
	for _, number := range numbers {
		fmt.Fprintf(to, "  %s\n", tracking.Group(number))
	}
	notes := o.legend(nil)
	notes.print(to, false)
	return nil
}
