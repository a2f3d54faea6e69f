// Package royalmail quotes Royal Mail within the United Kingdom: 1st and 2nd
// Class, also signed for, Tracked 24 and 48, and Special Delivery, by letter,
// small, medium and tube size. Prices bought online and those of the Post Office
// are two carriers.
//
// The cards hold from 2024-07-01, 2025-04-07, 2025-10-06 and 2026-04-07, the
// last without an end. Prices and sizes are copies of Royal Mail's. Special
// Delivery by 9am, at the Post Office alone, has 20 % VAT in its price.
//
// Not covered: abroad, compensation but with Special Delivery, Saturdays and the
// day of arrival.
package royalmail

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

// New returns Royal Mail at the prices of postage bought online.
func New() *tariff.Carrier { return tariff.New(Cards()...) }

// PostOffice returns Royal Mail at the prices of the Post Office, as the carrier
// "royalmail-postoffice".
func PostOffice() *tariff.Carrier { return tariff.New(PostOfficeCards()...) }

// Cards returns the rate cards of postage bought online, the newest first,
// loaded at the first call.
func Cards() []*tariff.Card { return online() }

// PostOfficeCards returns the rate cards of the Post Office, the newest first,
// loaded at the first call.
func PostOfficeCards() []*tariff.Card { return postOffice() }

var online = sync.OnceValue(func() []*tariff.Card { return load("card-2026-04", "card-2025-10", "card-2025-04", "card-2024-07") })

var postOffice = sync.OnceValue(func() []*tariff.Card {
	return load("card-postoffice-2026-04", "card-postoffice-2025-10", "card-postoffice-2025-04", "card-postoffice-2024-07")
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
