package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
)

// buyFlags say whose labels a batch buys.
func buyFlags() []cli.Flag {
	return []cli.Flag{
		configFlag(),
		&cli.StringFlag{Name: "buy", Usage: "ask these accounts of the config too, and buy their labels: `ACCOUNT,…`"},
		&cli.StringFlag{Name: "tolerance", Usage: "with --buy, how much more than its quote a label may cost: a `SHARE` such as 0.02", DefaultText: "nothing"},
	}
}

// readBuying opens the accounts of --buy; none without it.
func readBuying(c *cli.Context, w world) ([]*account, *batch.Buying, error) {
	names := splitList(c.String("buy"))
	if names == nil {
		if c.IsSet("tolerance") || c.IsSet("config") {
			return nil, nil, usage("--tolerance and --config are for --buy: without it no account is asked")
		}
		return nil, nil, nil
	}
	all, err := openAccounts(c, w)
	if err != nil {
		return nil, nil, err
	}
	if len(all) == 0 {
		return nil, nil, noAccounts()
	}
	accounts, err := pick(all, names)
	if err != nil {
		return nil, nil, err
	}
	b := &batch.Buying{}
	if v := c.String("tolerance"); v != "" {
		if b.Tolerance, err = carriers.ParseShare(v); err != nil {
			return nil, nil, usage("--tolerance: %w", err)
		}
	}
	for _, a := range accounts {
		if a.barred != nil {
			return nil, nil, usage("--buy: %s: %w", a.name, a.barred)
		}
		b.From = append(b.From, a.seller())
	}
	return accounts, b, nil
}

// seller is the account as one that sells labels, takes them back where the carrier
// does, and then makes manifests where it does.
func (a *account) seller() carriers.Carrier {
	v, ok := a.carrier.(carriers.Voider)
	if !ok {
		return a
	}
	if m, ok := a.carrier.(carriers.Manifester); ok {
		return listing{voiding{a, v}, m}
	}
	return voiding{a, v}
}

// A voiding account is one whose carrier takes labels back.
type voiding struct {
	*account
	voider carriers.Voider
}

// Void is that of carriers.Voider.
func (v voiding) Void(ctx context.Context, b carriers.Bought) (carriers.Voided, error) {
	if v.barred != nil {
		return "", v.barred
	}
	return v.voider.Void(ctx, b)
}

// Buy is that of carriers.Labeler.
func (a *account) Buy(ctx context.Context, p carriers.Purchase) (carriers.Bought, error) {
	if a.barred != nil {
		return carriers.Bought{}, fmt.Errorf("%w: %w", carriers.ErrNotBought, a.barred)
	}
	return a.carrier.Buy(ctx, p)
}

// Find is that of carriers.Finder.
func (a *account) Find(ctx context.Context, key string) (carriers.Bought, error) {
	if a.barred != nil {
		return carriers.Bought{}, a.barred
	}
	return a.carrier.Find(ctx, key)
}

// Sells is that of carriers.Seller.
func (a *account) Sells() carriers.Sells {
	if s, ok := a.carrier.(carriers.Seller); ok {
		return s.Sells()
	}
	return carriers.Sells{}
}

func batchVoidCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "void",
		Usage:     "take the labels of orders out of use, so that they may be asked for anew; what was bought is given back",
		ArgsUsage: "ORDER…",
		UsageText: "shiprate batch void ORDER-1001 ORDER-1002 --ledger ledger.db",
		Flags: []cli.Flag{ledgerFlag(), configFlag(),
			&cli.BoolFlag{Name: "word", Usage: "you have looked at the carrier's account: nothing is bought for the orders that is to be used. The carrier is not asked"},
			&cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		Action: func(c *cli.Context) error { return voidOrders(c, w) },
	}
}

func voidOrders(c *cli.Context, w world) error {
	if c.NArg() == 0 {
		return usage("batch void takes order numbers: none given")
	}
	accounts, err := openAccounts(c, w)
	if err != nil {
		return err
	}
	defer closeAll(accounts)
	l, err := openOldLedger(c, "run")
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	buy := &batch.Buying{}
	for _, a := range accounts {
		buy.From = append(buy.From, a.seller())
	}
	voided, err := batch.Voiding{Ledger: l, Now: w.now, Buy: buy, Barred: barredOf(accounts), Word: c.Bool("word")}.Void(c.Context, c.Args().Slice()...)
	if errors.Is(err, ledger.ErrNoOrder) && c.NArg() > 1 {
		return usage("%w; no order that was named was voided: leave those out", err)
	} else if errors.Is(err, ledger.ErrNoOrder) {
		return usage("%w", err)
	}
	if err != nil && len(voided) == 0 {
		return err
	}
	if c.Bool("json") {
		return errors.Join(printJSON(c.App.Writer, map[string]any{"voided": voided}), err)
	}
	for _, o := range voided {
		what := "is void: tell the carrier, and do not ship"
		if len(o.Said) > 0 {
			what = fmt.Sprintf("is given back, which the carrier calls %s: do not ship", strings.Trim(fmt.Sprint(o.Said), "[]"))
		}
		fmt.Fprintf(c.App.Writer, "%s: %s/%s %s %s", o.ID, o.Carrier, o.Service, strings.Join(o.Numbers, " "), what)
		if o.File != "" { // else it was never printed
			fmt.Fprint(c.App.Writer, " ", whereOf(c, l, &o.Order))
		}
		fmt.Fprintln(c.App.Writer)
	}
	fmt.Fprintf(c.App.Writer, "For a new label run a file with the order into another folder, with this ledger: orders that have a label keep it.\n")
	return err
}

// errNoAccount says of an account that the config has none of that name.
var errNoAccount = errors.New("the config has no account of this name")

// barredOf says why a seller of labels cannot be asked: its secrets are not there, or
// it is not in the config.
func barredOf(accounts []*account) func(name string) error {
	return func(name string) error {
		if a := accountNamed(accounts, name); a != nil {
			return a.barred
		}
		return errNoAccount
	}
}

// whereOf tells where the labels of an order stand: the file in the folder of its run,
// and its first page. How many pages they have the ledger does not know, for copies.
func whereOf(c *cli.Context, l *ledger.Ledger, o *ledger.Order) string {
	file := o.File
	if run, err := l.Status(c.Context, o.Run); err == nil && run.Folder != "" {
		file = filepath.Join(run.Folder, filepath.FromSlash(file))
	}
	if len(o.Numbers) > 1 {
		return fmt.Sprintf("%s from page %d on, %d parcels", file, o.Page, len(o.Numbers))
	}
	return fmt.Sprintf("%s page %d", file, o.Page)
}
