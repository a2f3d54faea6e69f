// Package hermes quotes Hermes within Germany, to a PaketShop or to the door, by
// size: the longest and the shortest side together.
//
// The card holds from 2026-03-02. The copy that its prices are from does not
// say for each whether it is to a shop or to the door, and each quote says so.
//
// Not covered: sizes M and L to the door, abroad, insurance and the day of
// arrival.
package hermes

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

// New returns Hermes at its public prices.
func New() *tariff.Carrier { return tariff.New(Card()) }

// Card returns the rate card, loaded at the first call.
func Card() *tariff.Card { return card() }

var card = sync.OnceValue(func() *tariff.Card { return tariff.MustLoad(Files()) })
