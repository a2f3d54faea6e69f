package main

import (
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
)

// published are the carriers whose cards are part of the program. A card is
// loaded when it is asked for.
var published = []struct {
	name string
	card func() *tariff.Card
}{
	{"fedex", fedex.Card},
	{"ups", ups.Card},
	{"usps", usps.Card},
}

// carrierFlags say who is asked; every command that asks carriers has them.
func carrierFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "carrier", Usage: "ask only these `CARRIERS`: ups,usps"},
		&cli.StringSliceFlag{Name: "cards", Usage: "ask the rate card in `DIR` too; once for each card"},
		&cli.StringSliceFlag{Name: "zones", Usage: "lay an official zone chart over a carrier's card: `CARRIER=FILE.csv`"},
	}
}

// loadCarriers loads the carriers that the flags name, all at once.
func loadCarriers(c *cli.Context) ([]carriers.Carrier, error) {
	own, err := ownCards(c)
	if err != nil {
		return nil, err
	}
	wanted, err := wantedCarriers(c, own)
	if err != nil {
		return nil, err
	}
	cards := make([]*tariff.Card, len(published), len(published)+len(own))
	var wait sync.WaitGroup
	for i, p := range published {
		if wanted(p.name) {
			wait.Go(func() { cards[i] = p.card() })
		}
	}
	wait.Wait()
	cards = append(cards, own...)
	cards = slices.DeleteFunc(cards, func(card *tariff.Card) bool { return card == nil || !wanted(card.Carrier()) })
	if err := layZones(c, cards); err != nil {
		return nil, err
	}
	if err := layCutoffs(c, cards); err != nil {
		return nil, err
	}
	return group(cards), nil
}

// ownCards loads the folders of --cards.
func ownCards(c *cli.Context) ([]*tariff.Card, error) {
	var cards []*tariff.Card
	for _, dir := range c.StringSlice("cards") {
		card, err := tariff.Load(os.DirFS(dir))
		if err != nil {
			return nil, usage("--cards %s: %w", dir, err)
		}
		cards = append(cards, card)
	}
	return cards, nil
}

// wantedCarriers reads --carrier; without it, all are wanted.
func wantedCarriers(c *cli.Context, own []*tariff.Card) (func(name string) bool, error) {
	var names []string
	for _, p := range published {
		names = append(names, p.name)
	}
	for _, card := range own {
		names = append(names, card.Carrier())
	}
	list := splitList(c.String("carrier"))
	for _, name := range list {
		if !slices.Contains(names, name) {
			return nil, usage("--carrier: %q is not a carrier: there are %s", name, strings.Join(names, ", "))
		}
	}
	return func(name string) bool { return list == nil || slices.Contains(list, name) }, nil
}

// layZones lays the charts of --zones over the cards.
func layZones(c *cli.Context, cards []*tariff.Card) error {
	for _, v := range c.StringSlice("zones") {
		name, file, ok := strings.Cut(v, "=")
		i := slices.IndexFunc(cards, func(card *tariff.Card) bool { return card.Carrier() == name })
		if !ok || i < 0 {
			return usage("--zones %q: write a carrier that is asked and a file, such as usps=chart.csv", v)
		}
		f, err := os.Open(file)
		if err != nil {
			return usage("--zones: %w", err)
		}
		card, err := cards[i].WithZones(file, f)
		f.Close()
		if err != nil {
			return usage("--zones: %w", err)
		}
		cards[i] = card
	}
	return nil
}

// group makes a carrier of the cards of each name, a shipper's own before the
// published one, in the order of the names.
func group(cards []*tariff.Card) []carriers.Carrier {
	byName := map[string][]*tariff.Card{}
	for _, card := range cards {
		byName[card.Carrier()] = append([]*tariff.Card{card}, byName[card.Carrier()]...)
	}
	var names []string
	for name := range byName {
		names = append(names, name)
	}
	slices.Sort(names)
	var list []carriers.Carrier
	for _, name := range names {
		list = append(list, tariff.New(byName[name]...))
	}
	return list
}

// splitList reads a list parted by commas; of nothing, nil.
func splitList(s string) []string {
	var list []string
	for field := range strings.SplitSeq(s, ",") {
		if field = strings.TrimSpace(field); field != "" {
			list = append(list, field)
		}
	}
	return list
}

// servicesOf names the carriers asked and their services: "ups", "ups/ground".
func servicesOf(asked []carriers.Carrier) (known []string) {
	for _, carrier := range asked {
		known = append(known, carrier.Name())
		if lister, ok := carrier.(carriers.Lister); ok {
			for _, s := range lister.Services() {
				known = append(known, s.Carrier+"/"+s.Service)
			}
		}
	}
	return known
}

// checkServices refuses a name that is not known.
func checkServices(flag string, names, known []string) error {
	for _, name := range names {
		if !slices.Contains(known, name) {
			return usage("--%s: %q is not a carrier or service: there are %s", flag, name, strings.Join(known, ", "))
		}
	}
	return nil
}
