// Package ups quotes UPS at its published daily rates: UPS Ground, 3 Day
// Select, 2nd Day Air, Next Day Air Saver and Next Day Air, within the lower 48
// states.
//
// The card holds from 2025-12-22 to 2027-01-16. Its prices are those of the UPS
// Daily Rates workbook; zones, surcharges, delivery areas and fuel percentages
// are copies of UPS lists that others made. Fuel is known by the week from
// 2026-03-02 to 2026-06-15. Ground transit is estimated from what FedEx shows
// for FedEx Ground, and the holidays are the six national ones.
//
// Not covered: Alaska, Hawaii and abroad, letters, signatures, Saturday
// delivery, times of delivery, and most demand surcharges of the season 2026-27.
package ups

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

// New returns UPS at its published daily rates.
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
