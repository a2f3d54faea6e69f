package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/dhlpaket"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/hermes"
	"github.com/shiprate/shiprate/carriers/inpost"
	"github.com/shiprate/shiprate/carriers/laposte"
	"github.com/shiprate/shiprate/carriers/mondialrelay"
	"github.com/shiprate/shiprate/carriers/parcelforce"
	"github.com/shiprate/shiprate/carriers/royalmail"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/rates"
)

// published are the carriers whose cards are part of the program, with the
// country that they ship from. Cards are loaded when they are asked for: a
// quote, and a label, ask those of the shipment's origin, but for the carriers
// that have to be named.
var published = []publishedCards{
	{"dhlpaket", "DE", false, one(dhlpaket.Card)},
	{"fedex", "US", false, fedex.Cards},
	{"hermes", "DE", false, one(hermes.Card)},
	{"inpost", "PL", false, one(inpost.Card)},
	{"laposte", "FR", false, one(laposte.Card)},
	{"mondialrelay", "FR", false, one(mondialrelay.Card)},
	{"parcelforce", "GB", false, parcelforce.Cards},
	{"royalmail", "GB", false, royalmail.Cards},
	{"royalmail-postoffice", "GB", true, royalmail.PostOfficeCards},
	{"ups", "US", false, ups.Cards},
	{"usps", "US", false, usps.Cards},
	{"usps-retail", "US", true, usps.RetailCards},
}

type publishedCards struct {
	name, from string
	named      bool // asked only when --carrier names it
	cards      func() []*tariff.Card
}

// one makes a list of a carrier's only card.
func one(card func() *tariff.Card) func() []*tariff.Card {
	return func() []*tariff.Card { return []*tariff.Card{card()} }
}

// carrierFlags say who is asked; every command that asks carriers has them.
func carrierFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "carrier", Usage: "ask only these `CARRIERS`: ups,usps, or the accounts of the config; usps-retail and royalmail-postoffice are asked only when named here"},
		cardsFlag(),
		&cli.StringSliceFlag{Name: "zones", Usage: "lay an official zone chart over a carrier's card: `CARRIER=FILE.csv`"},
	}
}

// loadCarriers loads the carriers that the flags name, all at once; when they
// name none, those that ship from some countries, or without one those of all,
// and the accounts.
func loadCarriers(c *cli.Context, accounts []*account, from ...string) ([]carriers.Carrier, error) {
	own, err := ownCards(c)
	if err != nil {
		return nil, err
	}
	wanted, err := wantedCarriers(c, own, accounts)
	if err != nil {
		return nil, err
	}
	accounts = slices.DeleteFunc(slices.Clone(accounts), func(a *account) bool { return !wanted(a.name, !a.named) })
	standsIn := func(name string) bool {
		return slices.ContainsFunc(accounts, func(a *account) bool { return a.fallback.Card == name })
	}
	asks := map[string]bool{} // other cards are loaded to stand in alone
	loaded := make([][]*tariff.Card, len(published))
	var wait sync.WaitGroup
	for i, p := range published {
		asks[p.name] = wanted(p.name, len(from) == 0 || slices.Contains(from, p.from) && !p.named)
		if asks[p.name] || standsIn(p.name) {
			wait.Go(func() { loaded[i] = p.cards() })
		}
	}
	wait.Wait()
	for _, card := range own {
		asks[card.Carrier()] = wanted(card.Carrier(), true)
	}
	own = slices.DeleteFunc(own, func(card *tariff.Card) bool { return !asks[card.Carrier()] && !standsIn(card.Carrier()) })
	slices.Reverse(own) // of a shipper's own, the last one named comes first
	cards := slices.Concat(own, slices.Concat(loaded...))
	if len(cards)+len(accounts) == 0 {
		return nil, fmt.Errorf("%w: no card ships from %s: there are cards from %s", rates.ErrNoQuote, strings.Join(from, " or "), strings.Join(origins(), ", "))
	}
	if err := layZones(c, cards); err != nil {
		return nil, err
	}
	if err := layCutoffs(c, cards); err != nil {
		return nil, err
	}
	grouped := group(cards)
	asked := slices.DeleteFunc(slices.Clone(grouped), func(carrier carriers.Carrier) bool { return !asks[carrier.Name()] })
	for _, a := range accounts {
		if err := a.standIn(grouped); err != nil {
			return nil, err
		}
		asked = append(asked, a)
	}
	return asked, nil
}

// origins are the countries that the published cards ship from.
func origins() []string {
	var list []string
	for _, p := range published {
		list = append(list, p.from)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func publishedNames() (names []string) {
	for i := range published {
		names = append(names, published[i].name)
	}
	return names
}

// wantedCarriers reads --carrier, and the carriers of --service; without either,
// those are wanted that would be anyway.
func wantedCarriers(c *cli.Context, own []*tariff.Card, accounts []*account) (func(name string, anyway bool) bool, error) {
	names := publishedNames()
	for _, card := range own {
		names = append(names, card.Carrier())
	}
	for _, a := range accounts {
		if slices.Contains(names, a.name) {
			return nil, usage("%s is an account and the carrier of a card: call one of them something else", a.name)
		}
		names = append(names, a.name)
	}
	list := splitList(c.String("carrier"))
	for _, name := range list {
		if !slices.Contains(names, name) {
			return nil, usage("--carrier: %q is not a carrier: there are %s", name, strings.Join(names, ", "))
		}
	}
	var of []string
	for _, service := range splitList(c.String("service")) {
		name, _, _ := strings.Cut(service, "/")
		of = append(of, name)
	}
	return func(name string, anyway bool) bool {
		if list != nil {
			return slices.Contains(list, name)
		}
		return anyway || slices.Contains(of, name)
	}, nil
}

// layZones lays the charts of --zones over the cards.
func layZones(c *cli.Context, cards []*tariff.Card) error {
	for _, v := range c.StringSlice("zones") {
		name, file, ok := strings.Cut(v, "=")
		if !ok || !slices.ContainsFunc(cards, func(card *tariff.Card) bool { return card.Carrier() == name }) {
			return usage("--zones %q: write a carrier that is asked and a file, such as usps=chart.csv", v)
		}
		chart, err := os.ReadFile(file)
		if err == nil {
			err = layChart(cards, name, file, chart)
		}
		if err != nil {
			return usage("--zones: %w", err)
		}
	}
	return nil
}

// layChart lays a chart over those cards of a carrier that it is for: a contract
// and the card that it is based on, but not the carrier's card for abroad. The
// error is for a chart that fits none of them.
func layChart(cards []*tariff.Card, carrier, file string, chart []byte) error {
	of := func(card *tariff.Card) bool { return card.Carrier() == carrier && heads(chart, card) }
	if !slices.ContainsFunc(cards, of) { // a service that no card has: let each say so
		of = func(card *tariff.Card) bool { return card.Carrier() == carrier }
	}
	var first error
	laid := false
	for i, card := range cards {
		if !of(card) {
			continue
		}
		with, err := card.WithZones(file, bytes.NewReader(chart))
		if err == nil {
			cards[i], laid = with, true
		} else if first == nil {
			first = err
		}
	}
	if laid {
		return nil
	}
	return first
}

// heads reports whether a chart is headed by a service of the card, or is for all.
func heads(chart []byte, card *tariff.Card) bool {
	header, _, _ := bytes.Cut(chart, []byte("\n"))
	words := strings.FieldsFunc(string(header), func(c rune) bool { return strings.ContainsRune(", \"\r", c) })
	return slices.Contains(words, "zone") || slices.ContainsFunc(card.Services(), func(s carriers.Service) bool { return slices.Contains(words, s.Service) })
}

// group makes a carrier of the cards of each name, in the order of the names.
func group(cards []*tariff.Card) []carriers.Carrier {
	byName := map[string][]*tariff.Card{}
	for _, card := range cards {
		byName[card.Carrier()] = append(byName[card.Carrier()], card)
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
				if name := s.Carrier + "/" + s.Service; !slices.Contains(known, name) { // a card for each date names it
					known = append(known, name)
				}
			}
		}
	}
	return known
}

// checkServices refuses a name that is not known, with the services of the
// carrier that it names, or the carriers.
func checkServices(flag string, names, known []string) error {
	for _, name := range names {
		if !slices.Contains(known, name) {
			carrier, _, _ := strings.Cut(name, "/")
			near := slices.DeleteFunc(slices.Clone(known), func(k string) bool {
				if slices.Contains(known, carrier) {
					return !strings.HasPrefix(k, carrier+"/")
				}
				return strings.Contains(k, "/")
			})
			return usage("--%s: %q is not a carrier or service: there are %s", flag, name, strings.Join(near, ", "))
		}
	}
	return nil
}
