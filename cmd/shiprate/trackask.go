package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

// The shape of track --account --json.
type (
	trackingJSON struct {
		Number    string      `json:"number"`
		Account   string      `json:"account"`
		Carrier   string      `json:"carrier"`
		Status    string      `json:"status"`
		Estimated string      `json:"estimated"` // the day of arrival; empty when unknown
		Events    []eventJSON `json:"events"`    // the oldest first
	}
	eventJSON struct {
		At     string `json:"at"`
		Status string `json:"status"`
		Words  string `json:"words"` // the carrier's own
		Place  string `json:"place"`
	}
)

// trackLive asks the carrier of an account where parcels are. Of those that it
// cannot tell the error says why.
func trackLive(c *cli.Context, w world) error {
	all, err := configReader{world: w}.open(c)
	if err != nil {
		return err
	}
	defer closeAll(all)
	if len(all) == 0 {
		return noAccounts()
	}
	picked, err := pick(all, []string{c.String("account")})
	if err != nil {
		return err
	}
	a := picked[0]
	tracker, ok := a.carrier.(carriers.Tracker)
	switch {
	case !ok:
		return usage("--account: %s cannot be asked where a parcel is: its kind is %s", a.name, a.kind.name)
	case a.barred != nil:
		return usage("--account: %s: %w", a.name, a.barred)
	}
	list, bad := []trackingJSON{}, []error(nil)
	for _, number := range c.Args().Slice() {
		t, err := askWhere(c.Context, a, tracker, number)
		if errors.Is(err, carriers.ErrNotFound) {
			err = errors.New("the carrier does not know this number, or does not follow it for this account")
		}
		if err != nil {
			bad = append(bad, fmt.Errorf("%s: %s: %s", live.Line(number), a.name, wordsOf(err)))
			continue
		}
		list = append(list, toTrackingJSON(a.name, &t))
	}
	if c.Bool("json") {
		bad = append(bad, printJSON(c.App.Writer, map[string]any{"tracked": list}))
		return errors.Join(bad...)
	}
	for i := range list {
		list[i].print(c.App.Writer)
	}
	return errors.Join(bad...)
}

func askWhere(ctx context.Context, a *account, tracker carriers.Tracker, number string) (carriers.Tracking, error) {
	ctx, cancel := context.WithTimeout(ctx, a.carrier.Budget())
	defer cancel()
	return tracker.Track(ctx, number)
}

func toTrackingJSON(account string, t *carriers.Tracking) trackingJSON {
	out := trackingJSON{Number: t.Number, Account: account, Carrier: live.Line(t.Carrier), Status: string(t.Status), Events: []eventJSON{}}
	if t.Estimated != 0 {
		out.Estimated = t.Estimated.String()
	}
	for _, e := range t.Events {
		out.Events = append(out.Events, eventJSON{e.At.Format(time.RFC3339), string(e.Status), live.Line(e.Words), live.Line(e.Place)})
	}
	return out
}

func (t *trackingJSON) print(w io.Writer) {
	expected := ""
	if t.Estimated != "" && t.Status != string(carriers.Delivered) {
		expected = ", expected on " + t.Estimated
	}
	fmt.Fprintf(w, "%s: %s%s, says %s by %s\n", t.Number, t.Status, expected, t.Carrier, t.Account)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, e := range t.Events {
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", e.At, e.Status, e.Words, e.Place)
	}
	table.Flush()
}
