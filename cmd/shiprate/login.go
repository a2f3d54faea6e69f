package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
)

func loginCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "login",
		Usage:     "check the keys of the accounts: each carrier is asked for a price, which costs nothing",
		ArgsUsage: "[ACCOUNT…]",
		UsageText: "shiprate carriers login\nshiprate carriers login ups-live --config shiprate.json",
		Flags:     []cli.Flag{configFlag(), &cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		Action: func(c *cli.Context) error {
			return checkAccounts(c, w, func(t io.Writer, list []probeJSON) {
				for _, p := range list {
					fmt.Fprintf(t, "%s\t%s\t%s\n", p.Account, p.State, p.Reason)
				}
			})
		},
	}
}

func statusCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "status",
		Usage:     "say which carriers of the accounts answer, how fast, and how many requests they leave",
		ArgsUsage: "[ACCOUNT…]",
		UsageText: "shiprate carriers status\nshiprate carriers status --json",
		Flags:     []cli.Flag{configFlag(), &cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		Action: func(c *cli.Context) error {
			return checkAccounts(c, w, func(t io.Writer, list []probeJSON) {
				fmt.Fprintln(t, "ACCOUNT\tSTATE\tTOOK\tBUDGET\tREQUESTS LEFT\t")
				for _, p := range list {
					left := "unknown"
					if p.Left != nil {
						left = fmt.Sprint(*p.Left)
					}
					fmt.Fprintf(t, "%s\t%s\t%d ms\t%d ms\t%s\t%s\n", p.Account, p.State, p.Took, p.Budget, left, p.Reason)
				}
			})
		},
	}
}

// A probeJSON is what came of asking an account for the price of a sample.
type probeJSON struct {
	Account string `json:"account"`
	Kind    string `json:"kind"`
	State   string `json:"state"` // ok, or what is wrong: see stateOf
	Reason  string `json:"reason"`
	Hint    string `json:"hint"` // what to do; empty when it is ok
	Took    int64  `json:"took_ms"`
	Budget  int64  `json:"budget_ms"`
	Left    *int   `json:"requests_left"` // null when the carrier does not say
}

// checkAccounts asks every account that is named, or all, at once. The error says
// how many are not well.
func checkAccounts(c *cli.Context, w world, print func(io.Writer, []probeJSON)) error {
	accounts, err := namedAccounts(c, w)
	if err != nil {
		return err
	}
	defer closeAll(accounts)
	list := make([]probeJSON, len(accounts))
	var wait sync.WaitGroup
	for i, a := range accounts {
		wait.Go(func() { list[i] = a.probe(c.Context, w) })
	}
	wait.Wait()
	var bad []error
	for i := range list {
		if p := &list[i]; p.Hint != "" {
			bad = append(bad, fmt.Errorf("%s: %s", p.Account, p.Hint))
		}
	}
	if c.Bool("json") {
		err = printJSON(c.App.Writer, map[string]any{"accounts": list})
	} else {
		t := tabwriter.NewWriter(c.App.Writer, 0, 0, 2, ' ', 0)
		print(t, list)
		t.Flush()
	}
	if n := len(bad); err == nil && n > 0 {
		err = errors.Join(append(bad, fmt.Errorf("%d of %s cannot be asked", n, countOf(len(list), "account")))...)
	}
	return err
}

// namedAccounts are those of the arguments, or all.
func namedAccounts(c *cli.Context, w world) (list []*account, err error) {
	all, err := configReader{world: w}.open(c) // a kept answer proves nothing
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, noAccounts()
	}
	if c.NArg() == 0 {
		return all, nil
	}
	return pick(all, c.Args().Slice())
}

// pick takes the accounts of some names, in their order.
func pick(all []*account, names []string) (list []*account, err error) {
	for _, name := range names {
		a := accountNamed(all, name)
		if a == nil {
			var known []string
			for _, a := range all {
				known = append(known, a.name)
			}
			return nil, usage("%q is not an account: there are %s", name, strings.Join(known, ", "))
		}
		list = append(list, a)
	}
	return list, nil
}

// noAccounts is the error of what needs an account where there is none.
func noAccounts() error {
	return usage("no account is configured: write them into %s, or name a file with --config or %s", usualFolder(os.UserConfigDir, "config.json"), configVariable)
}

// probe asks for the price of the sample, without a fallback, and logs in to all
// that the account has keys for.
func (a *account) probe(ctx context.Context, w world) probeJSON {
	p := probeJSON{Account: a.name, Kind: a.kind.name, Reason: strings.Join(a.variables(), ", "), Budget: a.carrier.Budget().Milliseconds()}
	begun := w.now()
	err := a.price(ctx, w)
	p.Took = w.now().Sub(begun).Milliseconds()
	if l, ok := a.carrier.(interface{ Login(context.Context) error }); ok && err == nil {
		err = l.Login(ctx)
	}
	p.State = stateOf(err)
	p.Hint = a.hint(p.State, err)
	switch {
	case p.State == "refused":
		p.Reason += ": " + wordsOf(err)
	case err != nil:
		p.Reason = wordsOf(err)
	}
	if left, known := a.carrier.Remaining(); known {
		p.Left = &left
	}
	return p
}

// errNoPrice says that a carrier was not asked for the sample, or prices nothing of it.
var errNoPrice = errors.New("no price from")

// price asks for the price of the sample.
func (a *account) price(ctx context.Context, w world) error {
	s := a.kind.sample()
	if a.from.Country != "" {
		s.From = a.from
		carriers.AsUS(&s.From, &s.To)
	}
	if err := atOrigin(&s, w); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, a.carrier.Budget())
	defer cancel()
	reply, err := direct{a}.Quote(ctx, s)
	if err == nil && len(reply.Quotes) == 0 {
		err = fmt.Errorf("%w %s to %s, as the sample is", errNoPrice, carriers.Place(&s.From), carriers.Place(&s.To))
		if len(reply.Rejections) > 0 {
			err = fmt.Errorf("%w: %s", err, reply.Rejections[0].Reason)
		}
	}
	return err
}

// hint says what to do about a state.
func (a *account) hint(state string, err error) string {
	var e *live.Error
	if !errors.As(err, &e) {
		e = &live.Error{}
	}
	switch state {
	case "ok":
		return ""
	case "unset":
		return "set what is missing where shiprate runs"
	case "refused":
		switch {
		case !errors.Is(err, live.ErrLogin):
			return "the key is right: look at account_numbers and options in the config"
		case e.Status == 403:
			return "the carrier knows the key, and does not let it ask this: give it the right at the carrier's site"
		}
		return "the key is mistyped, expired or taken back: put the one of the carrier's site into " + strings.Join(a.variables(), ", ")
	case "throttled":
		return "the key was not refused: wait, it answers again by itself; batch waits for it"
	case "no-price":
		return "write where the account ships from into the config, as from"
	case "not-trusted":
		return "this may be no answer of the carrier's: look at the url in the config, and for a proxy or a login page of the network in between"
	case "no-answer":
		switch {
		case errors.Is(err, live.ErrTimeout):
			return "is this machine on the network? If the carrier is slow, a larger budget in the config waits longer"
		case e.Status >= 500:
			return "the carrier has a fault: try again in some minutes"
		}
		return "is this machine on the network, and does it let shiprate reach the carrier? Then try again in some minutes"
	}
	return "see the reason, and the config"
}

// stateOf is ok without an error; else what is wrong in a word.
func stateOf(err error) string {
	for _, known := range []struct {
		kind error
		word string
	}{
		{errUnset, "unset"},                // a variable has no value
		{live.ErrLogin, "refused"},         // the key
		{live.ErrRefused, "refused"},       // the account number, as a rule
		{live.ErrThrottled, "throttled"},   // too many requests
		{live.ErrTimeout, "no-answer"},     // in the time of its budget
		{live.ErrUnavailable, "no-answer"}, // no connection, or a status of 5xx
		{live.ErrResting, "no-answer"},     // after failures
		{live.ErrAnswer, "not-trusted"},    // the answer
		{live.ErrConfig, "wrong-config"},   // a private address, for instance
		{errNoPrice, "no-price"},           // of the sample
		{context.Canceled, "no-answer"},    // it was stopped
	} {
		if errors.Is(err, known.kind) {
			return known.word
		}
	}
	if err != nil {
		return "failed"
	}
	return "ok"
}
