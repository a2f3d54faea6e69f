package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

func labelCommand(w world) *cli.Command {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "cheapest", Usage: "take the cheapest service that --by and the like allow"},
		&cli.StringSliceFlag{Name: "number", Usage: "tracking `NUMBER`; once for each parcel"},
		&cli.StringSliceFlag{Name: "account", Usage: "make numbers from an account: `CARRIER=ACCOUNT`, such as ups=1Z999AA1, usps=901234567/612, fedex=9612"},
		&cli.Uint64Flag{Name: "serial", Usage: "with --account, the `SERIAL` of the first parcel's number; the next parcels count on"},
		&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the file: pdf", Value: "pdf"},
		&cli.StringFlag{Name: "size", Usage: "`SIZE` of the paper: 4x6, 4x6in, 100x150mm", Value: "4x6"},
		&cli.StringSliceFlag{Name: "font", Usage: "font `FILE` (.ttf, .otf, .ttc) with letters that the label's own font lacks, such as Chinese or Arabic; may be repeated"},
		&cli.BoolFlag{Name: "ascii", Usage: "spell letters that no font has in ASCII, instead of refusing them"},
		&cli.IntFlag{Name: "dpi", Usage: "dots per inch of the printer: 203 or 300", Value: 203},
		&cli.StringFlag{Name: "o", Aliases: []string{"output"}, Usage: "write to `FILE`; - is stdout", Required: false},
	}
	return &cli.Command{
		Name:  "label",
		Usage: "write the label of a shipment",
		UsageText: `shiprate label --shipment order.json --cheapest --by 2026-11-27 --account usps=901234567/612 --account ups=1Z999AA1 --account fedex=9612 --serial 1 -o label.pdf
shiprate label --shipment order.json --service ups/ground --number 1Z999AA10123456784 -o label.pdf`,
		Flags:  slices.Concat(flags, shipmentFlags(), choiceFlags(), carrierFlags()),
		Action: func(c *cli.Context) error { return writeLabel(c, w) },
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
	o, err := shop(c, w)
	if err != nil {
		return err
	}
	if o.err != nil {
		return o.err
	}
	numbers, err := labelNumbers(c, o)
	if err != nil {
		return err
	}
	labels, err := format.New(o.shopped.Shipment, o.choice.Quote, numbers...)
	if err != nil {
		return err
	}
	file := c.String("o")
	if file == "-" {
		if err := label.PDF(c.App.Writer, labels...); err != nil {
			return err
		}
	} else if err := writeFile(file, func(to io.Writer) error { return label.PDF(to, labels...) }); err != nil {
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
	case c.String("o") == "":
		return usage("-o is missing: the file to write, such as label.pdf")
	case c.String("o") == "-" && c.Bool("json"):
		return usage("-o - and --json both write to stdout")
	case !c.Bool("cheapest") && c.String("service") == "":
		return usage("name a --service such as ups/ground, or take the --cheapest")
	case numbers && accounts:
		return usage("give --number or --account, not both")
	case !numbers && !accounts:
		return usage("a label needs a tracking number: give --number, or --account and --serial")
	case accounts && !c.IsSet("serial"):
		return usage("--account needs --serial: a number that was never used before")
	case !accounts && c.IsSet("serial"):
		return usage("--serial is only for --account")
	case c.String("format") != "pdf":
		return usage("--format %q: there is pdf", c.String("format"))
	}
	return nil
}

// labelFormat reads --size and --dpi.
func labelFormat(c *cli.Context) (label.Format, error) {
	f := label.Format{DPI: c.Int("dpi")}
	if f.DPI != 203 && f.DPI != 300 {
		return f, usage("--dpi: %d is not 203 or 300", f.DPI)
	}
	// A size of paper is a box without a height; "4x6" alone is in inches.
	size := c.String("size")
	if strings.Trim(size, "0123456789.x") == "" {
		size += "in"
	}
	width, height, ok := strings.Cut(size, "x")
	unit := strings.TrimLeft(height, "0123456789. ")
	if strings.Trim(width, "0123456789.") == "" {
		width += unit
	}
	w, err := dimweight.ParseLength(width)
	h, err2 := dimweight.ParseLength(height)
	if !ok || err != nil || err2 != nil {
		return f, usage("--size %q: not a width and height such as 4x6 or 100x150mm", c.String("size"))
	}
	f.Size = label.Size{Width: w, Height: h}
	f.ASCII = c.Bool("ascii")
	f.Fonts, err = labelFonts(c.StringSlice("font"))
	return f, err
}

// labelFonts reads the files of --font.
func labelFonts(files []string) ([]*label.Font, error) {
	var fonts []*label.Font
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return nil, usage("--font: %w", err)
		}
		font, err := label.ReadFont(file)
		file.Close()
		if err != nil {
			return nil, usage("--font %s: %w", name, err)
		}
		fonts = append(fonts, font)
	}
	return fonts, nil
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
			Choice: choiceJSON{o.choice.Carrier, o.choice.Service, o.choice.Reason},
		})
	}
	to := c.App.Writer
	if file == "-" {
		to = c.App.ErrWriter
	}
	fmt.Fprintf(to, "%s: %s/%s at %v, %s\n", file, o.choice.Carrier, o.choice.Service, o.choice.Total(), o.choice.Reason)
	for _, number := range numbers {
		fmt.Fprintf(to, "  %s\n", tracking.Group(number))
	}
	printNotes(to, []carriers.Quote{o.choice.Quote})
	return nil
}
