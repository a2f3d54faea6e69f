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

//go:embed card
var files embed.FS

// Files returns the card's CSV files, to be read, copied, or overlaid with a
// shipper's own.
func Files() fs.FS {
	sub, _ := fs.Sub(files, "card") // fails on a malformed path alone
	return sub
}

// New returns UPS at its published daily rates.
func New() *tariff.Carrier { return tariff.New(Card()) }

// Card returns the rate card, loaded at the first call.
func Card() *tariff.Card { return card() }

var card = sync.OnceValue(func() *tariff.Card { return tariff.MustLoad(Files()) })
