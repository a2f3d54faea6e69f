// Package laposte quotes La Poste in metropolitan France: Colissimo, to the door.
//
// The card holds from 2026-01-01. Its prices are copies of La Poste's list of
// January 2026; three agree. A parcel over 150 cm of length, width and height
// together is bulky and costs 6.00 more, up to 200 cm.
//
// Not covered: abroad, the overseas departments, pick-up points, signatures,
// insurance and the day of arrival.
package laposte

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

// New returns La Poste at its public prices.
func New() *tariff.Carrier { return tariff.New(Card()) }

// Card returns the rate card, loaded at the first call.
func Card() *tariff.Card { return card() }

var card = sync.OnceValue(func() *tariff.Card { return tariff.MustLoad(Files()) })
