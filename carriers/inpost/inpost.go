// Package inpost quotes InPost in Poland, from locker to locker, by the size of
// the compartment that the parcel fits in: A, B or C, turned any way.
//
// The prices, with VAT, are of a copy of InPost's price page that has no date.
// Each quote says so, and the card's first day, 2026-01-01, is not InPost's.
//
// Not covered: the door, abroad, insurance and the day of arrival.
package inpost

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

// New returns InPost at its public prices.
func New() *tariff.Carrier { return tariff.New(Card()) }

// Card returns the rate card, loaded at the first call.
func Card() *tariff.Card { return card() }

var card = sync.OnceValue(func() *tariff.Card { return tariff.MustLoad(Files()) })
