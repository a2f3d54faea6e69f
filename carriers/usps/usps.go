// Package usps quotes the US Postal Service at its commercial prices: Ground
// Advantage and Priority Mail, within the lower 48 states.
//
// The card holds from 2026-07-12 to 2027-01-17. Its prices are copies of USPS
// Notice 123 that others made; several agree. Zones are estimated from the
// distance between the centres of the three-digit areas, and transit is the
// latest day of the published service standard.
//
// Not covered: Alaska, Hawaii, territories, military addresses and abroad, flat
// rate and cubic prices, parcels over 108 in of length and girth, adult
// signatures, insurance over 300 dollars, and holiday prices over 25 lb.
package usps

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

// New returns USPS at its commercial prices.
func New() *tariff.Carrier { return tariff.New(Card()) }

// Card returns the rate card, loaded at the first call.
func Card() *tariff.Card { return card() }

var card = sync.OnceValue(func() *tariff.Card { return tariff.MustLoad(Files()) })
