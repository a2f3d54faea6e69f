// Package dhlpaket quotes DHL Paket within Germany, to the door, at the prices
// of a label bought online: Paket by weight and Päckchen S.
//
// The card holds from 2026-01-01. Its prices are a copy of 2026-09-24; the size
// of a Päckchen S is that of 2023, which its quotes say.
//
// Not covered: abroad, bulky goods, insurance and the day of arrival.
package dhlpaket

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

// New returns DHL Paket at its public prices.
func New() *tariff.Carrier { return tariff.New(Card()) }

// Card returns the rate card, loaded at the first call.
func Card() *tariff.Card { return card() }

var card = sync.OnceValue(func() *tariff.Card { return tariff.MustLoad(Files()) })
