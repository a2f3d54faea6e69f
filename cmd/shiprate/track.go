package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers/tracking"
)

// errNotValid makes the status 1 when a number is not valid.
var errNotValid = errors.New("not a valid tracking number")

func trackCommand() *cli.Command {
	return &cli.Command{
		Name:      "track",
		Usage:     "tell whose tracking number it is and whether its check digit is right",
		ArgsUsage: "NUMBER…",
		UsageText: "shiprate track 1Z999AA10123456784\nshiprate track 9261290336128700000072 1Z999AA10123456785 --json",
		Flags:     []cli.Flag{&cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		Action:    track,
	}
}

func track(c *cli.Context) error {
	if c.NArg() == 0 {
		return usage("track takes one number or more, such as 1Z999AA10123456784")
	}
	var reports []tracking.Report
	var wrong []string
	for _, number := range c.Args().Slice() {
		r := tracking.Inspect(number)
		if reports = append(reports, r); !r.Valid {
			wrong = append(wrong, r.Number)
		}
	}
	if c.Bool("json") {
		if err := printJSON(c.App.Writer, map[string]any{"numbers": reports}); err != nil {
			return err
		}
	} else {
		for _, r := range reports {
			printReport(c, r)
		}
	}
	if wrong != nil {
		return fmt.Errorf("%w: %s", errNotValid, strings.Join(wrong, ", "))
	}
	return nil
}

func printReport(c *cli.Context, r tracking.Report) {
	if !r.Valid {
		fmt.Fprintf(c.App.Writer, "%s: not valid: %s\n", r.Number, r.Reason)
		return
	}
	for _, m := range r.Matches {
		check := "it has no check digit"
		if m.CheckDigit != "" {
			check = "check digit " + m.CheckDigit + " is right"
		}
		sure := ""
		if len(r.Matches) > 1 {
			sure = fmt.Sprintf(", one of %d formats that it fits", len(r.Matches))
		}
		fmt.Fprintf(c.App.Writer, "%s: %s, %s, %s%s\n", m.Text(), m.Carrier, m.Format, check, sure)
	}
}
