// Package fedex quotes FedEx at its standard list rates: FedEx Ground, Home
// Delivery, Express Saver, 2Day, Standard Overnight and Priority Overnight,
// within the lower 48 states.
//
// The card holds from 2026-01-05 to 2027-01-17. Its prices and surcharges are
// those of the FedEx rate list and Service Guide of 2026; zones, delivery areas
// and fuel percentages are copies of FedEx lists that others made. Fuel is known
// by the week from 2026-03-09 to 2026-06-15. Ground transit is what FedEx shows
// from Phoenix and Columbus.
//
// Not covered: Alaska, Hawaii and abroad, envelopes, One Rate, First Overnight,
// 2Day A.M., Ground Economy, multiweight shipments, and the demand surcharges of
// the season 2026-27.
package fedex

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/shiprate/shiprate/carriers/tariff"
)

//go:embed card card-export
var files embed.FS

// Files returns the CSV files of the card for the US, to be read, copied, or
// overlaid with a shipper's own. AllFiles has those of every card.
func Files() fs.FS {
	sub, _ := fs.Sub(files, "card") // fails on a malformed path alone
	return sub
}

// AllFiles returns the CSV files of all the cards, a folder for each.
func AllFiles() fs.FS { return files }

// New returns FedEx at its published list rates.
func New() *tariff.Carrier { return tariff.New(Cards()...) }

// Card returns the card for the US.
func Card() *tariff.Card { return Cards()[0] }

// Cards returns the cards, loaded at the first call: that for the US, and that
// for exports from it.
func Cards() []*tariff.Card { return cards() }

var cards = sync.OnceValue(func() []*tariff.Card {
	list := make([]*tariff.Card, 2)
	var wait sync.WaitGroup
	for i, folder := range []string{"card", "card-export"} {
		sub, _ := fs.Sub(files, folder) // fails on a malformed path alone
		wait.Go(func() { list[i] = tariff.MustLoad(sub) })
	}
	wait.Wait()
	return list
})
