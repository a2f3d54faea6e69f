package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch"
)

// A listing account is one whose carrier takes manifests, too.
type listing struct {
	voiding
	manifester carriers.Manifester
}

// ManifestOf is that of carriers.Manifester.
func (l listing) ManifestOf(b *carriers.Bought) string { return l.manifester.ManifestOf(b) }

// Manifest is that of carriers.Manifester.
func (l listing) Manifest(ctx context.Context, of carriers.Collection) (carriers.Manifest, error) {
	if l.barred != nil {
		return carriers.Manifest{}, fmt.Errorf("%w: %w", carriers.ErrNotBought, l.barred)
	}
	return l.manifester.Manifest(ctx, of)
}

// errNoManifest says that no carrier of a run takes a manifest.
var errNoManifest = errors.New("there is no manifest to hand over")

func batchManifestCommand(w world) *cli.Command {
	return &cli.Command{
		Name:      "manifest",
		Usage:     "ask the carriers for the manifests of a run's bought labels, such as SCAN forms, at the end of the day",
		ArgsUsage: "DIR",
		UsageText: "shiprate batch manifest run/\nshiprate batch manifest run/ --until 2026-11-24",
		Description: "There is one for each account, day of collection and sender, as a PDF in the folder. Each is asked for once: run\n" +
			"again, the same are written, and labels bought since then get another. A label on a manifest is not taken back\n" +
			"any more. The manifests of labels that are made here, and not bought, are written by batch itself.",
		Flags: []cli.Flag{ledgerFlag(), configFlag(),
			&cli.StringFlag{Name: "until", Usage: "the last `DATE` of collection that manifests are made for", DefaultText: "today at the sender's"},
			&cli.BoolFlag{Name: "json", Usage: "print JSON"}},
		Action: func(c *cli.Context) error { return makeManifests(c, w) },
	}
}

func makeManifests(c *cli.Context, w world) error {
	if c.NArg() != 1 {
		return usage("batch manifest takes the folder of a run: %d given", c.NArg())
	}
	dir := c.Args().First()
	m := batch.Manifesting{Now: w.now}
	var err error
	if v := c.String("until"); v != "" {
		if m.Until, err = carriers.ParseDate(v); err != nil {
			return usage("--until: %w", err)
		}
	}
	if m.Owner, _, err = processOwner(w); err != nil {
		return err
	}
	if _, err := batch.RunOf(dir); err != nil {
		return usage("%w", err)
	}
	accounts, err := openAccounts(c, w)
	if err != nil {
		return err
	}
	defer closeAll(accounts)
	if m.Ledger, err = openOldLedger(c, dir); err != nil {
		return err
	}
	defer func() { _ = m.Ledger.Close() }()
	m.Buy = &batch.Buying{}
	for _, a := range accounts {
		if a.barred == nil { // else it is not called, so that nothing is left open
			m.Buy.From = append(m.Buy.From, a.seller())
		}
	}
	list, err := m.Make(c.Context, dir)
	switch {
	case errors.Is(err, batch.ErrNothingBought):
		return usage("%w: the manifests of labels that are made here are in the folder since then, such as manifest-ups.pdf", err)
	case errors.Is(err, batch.ErrMissing):
		return usage("%w", err)
	}
	for i := range list {
		list[i].Reason = whyNoManifest(&list[i], accounts)
	}
	if c.Bool("json") {
		err = errors.Join(printJSON(c.App.Writer, map[string]any{"manifests": append([]batch.Manifested{}, list...)}), err)
	} else {
		for i := range list {
			tellManifest(c.App.Writer, dir, &list[i])
		}
	}
	return errors.Join(err, manifestProblems(list))
}

// whyNoManifest adds what only the accounts tell to the reason that there is no
// manifest.
func whyNoManifest(m *batch.Manifested, accounts []*account) string {
	a := accountNamed(accounts, m.Carrier)
	switch {
	case a == nil && m.State == batch.ManifestRefused:
		return m.Carrier + " is not an account of the config"
	case a != nil && a.barred != nil && m.State == batch.ManifestRefused:
		return wordsOf(a.barred)
	case a != nil && m.State == batch.ManifestNone && a.kind.noManifest != "":
		return a.kind.noManifest
	}
	return m.Reason
}

// manifestOf names a manifest by what is on it.
func manifestOf(m *batch.Manifested) string {
	name := m.Carrier
	if m.List != "" && m.List != m.Carrier {
		name += " (" + m.List + ")"
	}
	return fmt.Sprintf("%s, %s of %v from %s", name, countOf(len(m.Numbers), "parcel"), m.Ships, strings.TrimSpace(m.From.City+" "+m.From.PostalCode))
}

// tellManifest says of one that is made where it is, and of one that need not be why.
func tellManifest(to io.Writer, dir string, m *batch.Manifested) {
	switch m.State {
	case batch.ManifestMade:
		what := "hand it to the driver"
		if m.Earlier {
			what = "made before, and the same"
		}
		fmt.Fprintf(to, "%s: %s: %s, %s\n", filepath.Join(dir, m.File), manifestOf(m), m.ID, what)
	case batch.ManifestNone:
		fmt.Fprintf(to, "%s: hand them over without a manifest: %s\n", manifestOf(m), m.Reason)
	case batch.ManifestLater:
		fmt.Fprintf(to, "%s: their manifest is made on that day; now by --until %v, after which no label on it is taken back\n", manifestOf(m), m.Ships)
	}
}

// manifestProblems is the error of manifests that are not made, and should be.
func manifestProblems(list []batch.Manifested) error {
	var bad []error
	none := len(list) > 0
	for i := range list {
		m := &list[i]
		none = none && m.State == batch.ManifestNone
		switch m.State {
		case batch.ManifestRefused:
			bad = append(bad, fmt.Errorf("%s: no manifest is made: %s", manifestOf(m), m.Reason))
		case batch.ManifestUnknown:
			bad = append(bad, fmt.Errorf("%s: it is not known whether a manifest is made: %s: run the same again in two minutes: no parcel goes on two", manifestOf(m), m.Reason))
		}
	}
	if none {
		return errNoManifest
	}
	return errors.Join(bad...)
}
