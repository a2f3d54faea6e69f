// Package mondialrelay quotes Mondial Relay in metropolitan France, to a Point
// Relais or a locker.
//
// The card holds from 2025-01-01, without an end: its prices, with VAT, are a
// copy of those of 2025, and newer ones were not found. Each quote says so.
//
// Not covered: the door, abroad, insurance and the day of arrival.
package mondialrelay

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

// New returns Mondial Relay at its public prices.
func New() *tariff.Carrier { return tariff.New(Card()) }

// Card returns the rate card, loaded at the first call.
func Card() *tariff.Card { return card() }

var card = sync.OnceValue(func() *tariff.Card { return tariff.MustLoad(Files()) })
