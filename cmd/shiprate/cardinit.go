package main

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers/tariff"
)

// starter is the card of the README of rate cards, step by step.
//
//go:embed starter
var starter embed.FS

func initCommand() *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "write a small complete card into a new folder, or a contract to fill in",
		ArgsUsage: "DIR",
		UsageText: "shiprate card init our-courier\nshiprate card init --based-on ups-daily-2026 our-contract",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "based-on", Usage: "write a contract that is based on the card `NAME`"},
			cardsFlag(),
		},
		Action: initCard,
	}
}

// A file is one to be written.
type file struct{ name, text string }

func initCard(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage("card init takes a folder: %d given", c.NArg())
	}
	dir := c.Args().First()
	var files []file
	if base := c.String("based-on"); base != "" {
		card, err := openBase(c, base)
		if err != nil {
			return err
		}
		if files, err = contractFiles(card, cardName(dir)); err != nil {
			return err
		}
	} else {
		entries, err := starter.ReadDir("starter")
		if err != nil {
			return err
		}
		for _, e := range entries {
			data, err := starter.ReadFile("starter/" + e.Name())
			if err != nil {
				return err
			}
			files = append(files, file{e.Name(), string(data)})
		}
	}
	if err := writeFolder(dir, files); err != nil {
		return err
	}
	fmt.Fprintf(c.App.Writer, "%s:", dir)
	for _, f := range files {
		fmt.Fprintf(c.App.Writer, " %s", f.name)
	}
	fmt.Fprintf(c.App.Writer, "\nfill them in, then: shiprate card check %s\n", dir)
	return nil
}

// openBase loads the card of a name, of the program or of --cards.
func openBase(c *cli.Context, name string) (*tariff.Card, error) {
	var names []string
	for _, f := range tariff.Folders(bases(c)...) {
		if f.Name != name {
			names = append(names, f.Name)
			continue
		}
		card, err := tariff.Load(f.Files)
		if err != nil {
			return nil, usage("--based-on %s: %w", name, err)
		}
		return card, nil
	}
	return nil, usage("--based-on: there is no card %q: there are %s", name, strings.Join(names, ", "))
}

// cardName makes the name of a card of that of its folder.
func cardName(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(filepath.Base(dir)))
	if name = strings.Trim(name, "-"); name == "" {
		return "contract"
	}
	return name
}

// contractFiles are a contract that equals its base, with a row for all that may
// be filled in.
func contractFiles(card *tariff.Card, name string) ([]file, error) {
	discounts := [][]string{{"services", "zones", "residential", "weight_over", "weight_up_to", "percent", "from", "to"}}
	minimums := [][]string{{"services", "minimum", "of_zone", "of_weight", "less"}}
	reductions := [][]string{{"code", "name", "services", "zones", "residential", "percent", "less", "amount", "from", "to"}}
	services := [][]string{{"service", "divisor"}}
	known := map[string]bool{}
	for _, s := range card.Services() {
		g, err := card.Grid(s.Service, 0, false)
		if err != nil {
			return nil, err
		}
		discounts = append(discounts, []string{s.Service, "", "", "", "", "0", "", ""})
		minimums = append(minimums, []string{s.Service, "list", "", "", "0.00"})
		services = append(services, []string{s.Service, ""})
		for _, r := range g.Charges {
			if key := string(r.Code) + "\n" + r.Name; !known[key] && string(r.Code) != "discount" {
				known[key] = true
				reductions = append(reductions, []string{string(r.Code), r.Name, "", "", "", "0", "", "", "", ""})
			}
		}
	}
	return []file{
		{"card.csv", csvText([][]string{{"key", "value"}, {"name", name}, {"based_on", card.Name()}, {"source", "our agreement: number and date"}})},
		{"services.csv", csvText(services)},
		{"discounts.csv", csvText(discounts)},
		{"tiers.csv", csvText([][]string{{"tier", "weekly_spend_over", "weekly_spend_up_to", "services", "zones", "weight_over", "weight_up_to", "percent"}})},
		{"minimums.csv", csvText(minimums)},
		{"reductions.csv", csvText(reductions)},
	}, nil
}

func csvText(rows [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows) // to memory
	return b.String()
}

// writeFolder writes a folder whole or not at all. It refuses one that is not
// empty.
func writeFolder(dir string, files []file) (err error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return usage("%w", err)
	case len(entries) > 0:
		return usage("%s is not empty: name a new folder", dir)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if here, err := os.Getwd(); err == nil && here == dir {
		return usage("%s is the folder you are in: name a new one", dir)
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+"-*")
	if errors.Is(err, fs.ErrNotExist) {
		return usage("%w", err)
	}
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(temp) // err says what is wrong
		}
	}()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(temp, f.name), []byte(f.text), 0o644); err != nil {
			return err
		}
	}
	if err := os.Chmod(temp, 0o755); err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(temp, dir)
}
