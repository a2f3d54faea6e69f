// Package parcelforce quotes Parcelforce within the United Kingdom at the prices
// of the Post Office: express9, express10, expressAM, express24, express48 and
// express48large.
//
// The cards hold from 2024-07-01, 2025-10-06 and 2026-04-07, the last without an
// end. Prices have 20 % VAT in them, and are copies of Parcelforce's; express9
// has none after 2025-10-05. Compensation up to the amount of the price list
// costs nothing more.
//
// Not covered: abroad, more compensation, Saturdays and the day of arrival.
package parcelforce

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/shiprate/shiprate/carriers/tariff"
)

//go:embed card-*
var files embed.FS

// Files returns the CSV files, a folder for each card, to be read, copied, or
// overlaid with a shipper's own.
func Files() fs.FS { return files }

// New returns Parcelforce at the prices of the Post Office.
func New() *tariff.Carrier { return tariff.New(Cards()...) }

// Cards returns the rate cards, the newest first, loaded at the first call.
func Cards() []*tariff.Card { return cards() }

var cards = sync.OnceValue(func() []*tariff.Card { return load("card-2026-04", "card-2025-10", "card-2024-07") })

// load loads cards that are folders of this package, all at once.
func load(folders ...string) []*tariff.Card {
	cards := make([]*tariff.Card, len(folders))
	var wait sync.WaitGroup
	for i, folder := range folders {
		sub, _ := fs.Sub(files, folder) // fails on a malformed path alone
		wait.Go(func() { cards[i] = tariff.MustLoad(sub) })
	}
	wait.Wait()
	return cards
}
