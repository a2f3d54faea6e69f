// Package usps quotes the US Postal Service: Ground Advantage, Priority Mail, its
// flat rates and Media Mail, between the fifty states, Puerto Rico and the
// Virgin Islands, and to Guam, Samoa, the Northern Marianas and military
// addresses. Commercial and retail prices are two carriers.
//
// The commercial cards hold from 2026-07-12 to 2027-01-17; their prices are
// copies of USPS Notice 123 that others made, of which several agree. The retail
// cards hold from 2025-10-05 to 2027-01-17, those of Priority Mail with a gap
// from 2026-01-18 to 2026-04-25, and are USPS's own figures from 2026-04-26 on.
//
// Zones are those of the official charts from the prefixes 100, 431 and 850, and
// else estimated from the distance between the centres of the three-digit areas.
// Zones to military addresses have an M: M5 is priced as 5. Transit is the latest
// day of the published service standard, unknown to military addresses and in
// zone 9.
//
// Not covered: abroad, cubic prices, commercial parcels over 108 in of length and
// girth, adult signatures, insurance over 300 dollars, and the holiday prices that
// were not found, which quotes name.
package usps

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/shiprate/shiprate/carriers/tariff"
)

//go:embed card card-*
var files embed.FS

// Files returns the CSV files of the commercial card that has zones, to be read,
// copied, or overlaid with a shipper's own. AllFiles has those of every card.
func Files() fs.FS {
	sub, _ := fs.Sub(files, "card") // fails on a malformed path alone
	return sub
}

// AllFiles returns the CSV files of all the cards, a folder for each.
func AllFiles() fs.FS { return files }

// New returns USPS at its commercial prices.
func New() *tariff.Carrier { return tariff.New(Cards()...) }

// Retail returns USPS at the prices of a post office, as the carrier
// "usps-retail".
func Retail() *tariff.Carrier { return tariff.New(RetailCards()...) }

// Card returns the commercial card that has zones: Ground Advantage and Priority
// Mail.
func Card() *tariff.Card { return Cards()[0] }

// Cards returns the commercial cards, loaded at the first call: that of zones,
// and that of flat rates and Media Mail.
func Cards() []*tariff.Card { return commercial() }

// RetailCards returns the retail cards, the newest first, loaded at the first
// call.
func RetailCards() []*tariff.Card { return retail() }

var commercial = sync.OnceValue(func() []*tariff.Card { return load("card", "card-flat") })

var retail = sync.OnceValue(func() []*tariff.Card {
	return load("card-retail-2026-07", "card-retail-2026-04", "card-retail-2026-01", "card-retail-2025-10", "card-retail-flat")
})

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
