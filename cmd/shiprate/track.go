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

func trackCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "track",
		Usage:     "tell whose tracking number it is and whether its check digit is right, or ask a carrier where the parcel is",
		ArgsUsage: "NUMBER…",
		UsageText: "shiprate track 1Z999AA10123456784\nshiprate track 9261290336128700000072 1Z999AA10123456785 --json\nshiprate track 9400100110368070000001 --account easypost",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "account", Usage: "ask the carrier of this `ACCOUNT` of the config where the parcel is", DefaultText: "nobody is asked"},
			configFlag(), &cli.BoolFlag{Name: "json", Usage: "print JSON"},
		},
		Action: func(c *cli.Context) error { return track(c, w) },
	}
}

// The shape of --json: a report as the tracking package makes it, and what its
// matches say of service and link.
type (
	trackJSON struct {
		Number  string      `json:"number"`
		Valid   bool        `json:"valid"`
		Matches []matchJSON `json:"matches"`
		Reason  string      `json:"reason"`
	}
	matchJSON struct {
		Carrier    string `json:"carrier"`
		Format     string `json:"format"`
		CheckDigit string `json:"check_digit"`
		Service    string `json:"service"`
		Link       string `json:"link"`
	}
)

func toTrackJSON(r tracking.Report) trackJSON {
	out := trackJSON{r.Number, r.Valid, []matchJSON{}, r.Reason}
	for _, m := range r.Matches {
		out.Matches = append(out.Matches, matchJSON{m.Carrier, m.Format, m.CheckDigit, m.Service(), m.Link()})
	}
	return out
}

func track(c *cli.Context, w world) error {
	if c.NArg() == 0 {
		return usage("track takes one number or more, such as 1Z999AA10123456784")
	}
	if c.IsSet("account") {
		return trackLive(c, w)
	} else if c.IsSet("config") {
		return usage("--config is for --account: without it nobody is asked")
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
		numbers := []trackJSON{}
		for _, r := range reports {
			numbers = append(numbers, toTrackJSON(r))
		}
		if err := printJSON(c.App.Writer, map[string]any{"numbers": numbers}); err != nil {
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
		says := []string{m.Carrier, m.Format}
		if s := m.Service(); s != "" {
			says = append(says, s)
		}
		if m.CheckDigit == "" {
			says = append(says, "the format has no check digit")
		} else {
			says = append(says, "check digit "+m.CheckDigit+" is right")
		}
		if n := len(r.Matches); n > 1 {
			says = append(says, fmt.Sprintf("one of %d formats that it fits", n))
		}
		fmt.Fprintf(c.App.Writer, "%s: %s\n", m.Text(), strings.Join(says, ", "))
		if link := m.Link(); link != "" {
			fmt.Fprintf(c.App.Writer, "  %s\n", link)
		}
	}
}
