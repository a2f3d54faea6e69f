package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/report"
)

func batchCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "batch",
		Usage:     "work through a CSV of orders: choose for each, number it, and write the labels and a report",
		ArgsUsage: "ORDERS.csv",
		UsageText: `shiprate batch orders.csv --out run/ --from-file shop.json --ready 2026-11-23 --account ups=1Z999AA1 --account usps=901234567/612 --account fedex=9612
shiprate batch orders.csv --out run/ --from 10001 --dry-run
shiprate batch orders.csv --out run/ --from-file shop.json --buy ups-live --tolerance 0.02
shiprate batch status run/
shiprate batch void ORDER-1001 --ledger ledger.db
shiprate batch manifest run/`,
		Flags:       slices.Concat(batchFlags(), carrierFlags(), buyFlags()),
		Subcommands: []*cli.Command{batchStatusCommand(), batchVoidCommand(w), batchManifestCommand(w), batchMergeCommand()},
		Action:      func(c *cli.Context) error { return runBatch(c, w) },
	}
}

// errSomeFailed says that orders are in errors.csv.
var errSomeFailed = errors.New("failed")

func runBatch(c *cli.Context, w world) error {
	if c.NArg() != 1 {
		return usage("batch takes one file of orders: %d given", c.NArg())
	}
	o, err := batchOptions(c, w)
	if err != nil {
		return err
	}
	info, err := os.Stat(o.Input)
	if err != nil {
		return usage("%w", err)
	} else if info.IsDir() {
		return usage("%s is a folder: give the file of orders", o.Input)
	}
	if info, err := os.Stat(o.Out); err == nil && !info.IsDir() {
		return usage("--out %s is a file: give a folder", o.Out)
	}
	if len(o.Accounts) == 0 && o.Buy == nil && !o.DryRun {
		return usage("labels need an account at each carrier that is asked, such as --account ups=1Z999AA1, or --buy; --dry-run prices without")
	}
	told := newProgress(c, w)
	if !o.DryRun && !hasLedger(c, o.Out) { // what is refused makes none
		if err := batch.Check(c.Context, o); err != nil {
			return batchError(err)
		}
	}
	if o.Ledger, err = ledgerOf(c, &o); err != nil {
		return err
	} else if o.Ledger != nil {
		defer func() { _ = o.Ledger.Close() }()
		o.Ledger.Held = told.held
	}
	if ids := splitList(c.String("reprint")); ids != nil {
		return reprint(c, o, ids)
	}
	tellReading(c, &o)
	if o.DryRun && info.Size() > 128<<20 {
		// Beside the large table of the orders seen there is little garbage: to collect it
		// early costs nearly no time, and saves half of the memory.
		defer debug.SetGCPercent(debug.SetGCPercent(25))
	}
	o.Progress = told.add
	s, err := batch.Run(c.Context, o)
	told.end(&s, err)
	if err != nil {
		return batchError(err)
	}
	if s.Complete && s.Rows == 0 {
		fmt.Fprintf(c.App.ErrWriter, "shiprate: %s has a header and no rows: there is nothing to do\n", o.Input)
	}
	if c.Bool("json") {
		err = printJSON(c.App.Writer, s)
	} else {
		tellSummary(c.App.Writer, o.Out, &s)
	}
	for i := range s.Live {
		fmt.Fprintf(w.stderr, "live: %s\n", &s.Live[i])
	}
	return errors.Join(err, someFailed(o.Out, &s))
}

// someFailed says where the orders are that failed.
func someFailed(out string, s *report.Summary) error {
	switch {
	case s.Failed == 0:
		return nil
	case !s.Complete:
		return fmt.Errorf("%s %w: shiprate batch merge writes errors.csv, which says why", orderCount(s.Failed), errSomeFailed)
	}
	return fmt.Errorf("%s %w: see %s", orderCount(s.Failed), errSomeFailed, filepath.Join(out, "errors.csv"))
}

// batchError gives an error its exit status. It is never that of a run of which
// some rows failed and the rest are done: what was stopped goes on when it is run
// again, and what else there is was refused.
func batchError(err error) error {
	if errors.As(err, new(*batch.StoppedError)) {
		return err
	}
	return usage("%w", err)
}

// reprint writes labels once more: those that were bought in files of their own, as
// their carrier made them.
func reprint(c *cli.Context, o batch.Options, ids []string) error {
	var made bytes.Buffer
	bought, err := batch.Reprint(c.Context, o, &made, ids...)
	if errors.Is(err, batch.ErrNotHere) {
		return usage("--reprint: %w", err)
	} else if err != nil {
		return batchError(err)
	}
	if err := os.MkdirAll(o.Out, 0o755); err != nil {
		return err
	}
	var files []string
	save := func(name string, data []byte) error {
		files = append(files, filepath.Join(o.Out, name))
		return writeFile(files[len(files)-1], func(to io.Writer) error { _, err := to.Write(data); return err })
	}
	if made.Len() > 0 {
		err = save("reprint."+c.String("format"), made.Bytes())
	}
	for i := 0; i < len(bought) && err == nil; i++ {
		err = save("reprint-"+batch.FileName(&bought[i]), bought[i].Data)
	}
	if err == nil {
		fmt.Fprintf(c.App.Writer, "%s: the labels of %s\n", strings.Join(files, ", "), strings.Join(ids, ", "))
	}
	return err
}

// ledgerOf opens the ledger of a run. A dry run of what would be numbered or bought
// looks which orders have labels, where there is a ledger; others get nil.
func ledgerOf(c *cli.Context, o *batch.Options) (*ledger.Ledger, error) {
	if !o.DryRun {
		if _, err := batch.RunOf(o.Out); err == nil {
			return openOldLedger(c, o.Out) // the run of the folder is in it
		}
		return openLedger(c, o.Out)
	}
	if c.String("ledger") == "" {
		if _, err := os.Stat(ledgerName(c, o.Out)); err != nil || len(o.Accounts) == 0 && o.Buy == nil {
			return nil, nil
		}
	}
	if c.Bool("quote-only") {
		return nil, nil
	}
	return openOldLedger(c, o.Out)
}

// openLedger opens the ledger of --ledger: without it, the file ledger.db beside
// the folder of the run, so that all runs there have one.
func openLedger(c *cli.Context, out string) (*ledger.Ledger, error) {
	l, err := ledger.Open(c.Context, ledgerName(c, out))
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, ledger.ErrUnusable) && c.String("ledger") == "" && strings.Contains(ledgerName(c, out), "://"):
		return nil, usage("--ledger: %w: the run of %s was made with it: give it, with its password", err, out)
	case errors.Is(err, ledger.ErrUnusable) || !strings.Contains(ledgerName(c, out), "://") && c.Err() == nil:
		return nil, usage("--ledger: %w", err)
	}
	return nil, &batch.StoppedError{Doing: "--ledger", Err: err} // a server may be back in a minute
}

func ledgerName(c *cli.Context, out string) string {
	if name := c.String("ledger"); name != "" {
		return name
	}
	if name, err := batch.LedgerOf(out); err == nil && name != "" {
		return name
	}
	return filepath.Join(filepath.Dir(filepath.Clean(out)), "ledger.db")
}

// openOldLedger opens a ledger that must be there.
func openOldLedger(c *cli.Context, out string) (*ledger.Ledger, error) {
	name := ledgerName(c, out)
	if _, err := os.Stat(name); err != nil && !strings.Contains(name, "://") {
		if c.Bool("dry-run") {
			return nil, usage("--ledger: %w: give the one that there is, or none before the first run", err)
		}
		return nil, usage("--ledger: %w: give the --ledger that the run was made with", err)
	}
	return openLedger(c, out)
}

// hasLedger reports whether the ledger is there; of a server nobody knows.
func hasLedger(c *cli.Context, out string) bool {
	name := ledgerName(c, out)
	_, err := os.Stat(name)
	return err == nil || strings.Contains(name, "://")
}

func batchStatusCommand() *cli.Command {
	return &cli.Command{
		Name:      "status",
		Usage:     "say how far the run of a folder is",
		ArgsUsage: "DIR",
		UsageText: "shiprate batch status run/",
		Flags:     []cli.Flag{ledgerFlag(), &cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usage("batch status takes the folder of a run: %d given", c.NArg())
			}
			id, err := batch.RunOf(c.Args().First())
			if err != nil {
				return usage("%w", err)
			}
			l, err := openOldLedger(c, c.Args().First())
			if err != nil {
				return err
			}
			defer func() { _ = l.Close() }()
			s, err := l.Status(c.Context, id)
			if err == nil {
				err = l.Count(c.Context, &s)
			}
			if errors.Is(err, ledger.ErrNoRun) {
				return usage("--ledger %s: %w: give the one that the run of %s was made with", l.Name(), err, c.Args().First())
			} else if err != nil {
				return err
			}
			if c.Bool("json") {
				return printJSON(c.App.Writer, s)
			}
			tellStatus(c.App.Writer, &s)
			return nil
		},
	}
}

func tellStatus(w io.Writer, s *ledger.Status) {
	what := "labels"
	if s.Numbered > 0 {
		what = "numbers" // of some the labels are to be printed yet
	}
	fmt.Fprintf(w, "run %s of %s, begun %s: %d of %d chunks done, %d with numbers and not printed, %d not begun; %s with %s",
		s.ID, s.Input, s.Started.Format("2006-01-02 15:04"), s.Done, s.Chunks, s.Numbered, s.Open, countOf(s.Orders, "order"), what)
	if s.Voided > 0 {
		fmt.Fprintf(w, ", %d of them void", s.Voided)
	}
	if s.ToBuy > 0 {
		fmt.Fprintf(w, ", %d are to be bought, and may be", s.ToBuy)
	}
	fmt.Fprintln(w)
	for _, h := range s.Holders {
		fmt.Fprintf(w, "%s has %d of them until %s\n", h.Owner, h.Chunks, h.Expires.Format("15:04:05"))
	}
}

func batchMergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		Usage:     "put the folders of a run's shards together, and write its files",
		ArgsUsage: "DIR…",
		UsageText: "shiprate batch merge run-0 run-1 run-2 --out run/",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "the `DIR` that gets everything", DefaultText: "the first one"},
			&cli.BoolFlag{Name: "json", Usage: "print JSON"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return usage("batch merge takes folders of a run: none given")
			}
			out := c.String("out")
			if out == "" {
				out = c.Args().First()
			}
			s, err := batch.Merge(c.Context, nil, out, c.Args().Slice()...)
			if err != nil {
				return batchError(err)
			}
			if c.Bool("json") {
				err = printJSON(c.App.Writer, s)
			} else {
				tellSummary(c.App.Writer, out, &s)
			}
			return errors.Join(err, someFailed(out, &s))
		},
	}
}

func ledgerFlag() cli.Flag {
	return &cli.StringFlag{Name: "ledger", Usage: "who has which number: a `FILE` of SQLite, or postgres://…", DefaultText: "ledger.db beside the run's folder"}
}
