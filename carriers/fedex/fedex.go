// Package fedex quotes FedEx at its standard list rates.
//
// Within the US: FedEx Ground, Home Delivery, Express Saver, 2Day, 2Day A.M.,
// Standard, Priority and First Overnight; their envelopes, such as 2day-envelope,
// for what a FedEx Envelope takes; and FedEx One Rate, such as one-rate-2day, from
// 2026-04-20. They go from and to the lower 48 states, and from and to Alaska and
// Hawaii where FedEx publishes the zones, which it splits by five digits. None goes
// to a post office box, into which only mail is put (USPS DMM 508.4).
//
// Abroad: International First, Priority Express, Priority, Economy and Connect
// Plus to the countries that FedEx serves with each, their envelopes, paks, and
// boxes of 10 and 25 kg; and International Ground to Canada, by postal code.
//
// The cards hold from 2026-01-05 to 2027-01-17. Their prices, surcharges, hours and
// the zones abroad are those of the FedEx rate list and Service Guide of 2026; the
// zones within the US, delivery areas, sizes of FedEx packaging and fuel
// percentages are copies of FedEx lists that others made. Fuel is known by the week
// from 2026-03-09 to 2026-06-15; abroad it is estimated as that within the US.
// Ground transit is what FedEx shows from Phoenix and Columbus, or its latest
// published day; to parts of Alaska and Hawaii it is the latest day of all, and
// abroad it is unknown.
//
// A parcel may have a declared value of up to 50,000 USD (a help page of Share A Refund,
// 2023-09-08, for UPS and FedEx); that FedEx has lower limits for some packaging and
// goods is not on the card. Parcels over the limits of FedEx are refused, though it bills 1875.00 or 700.00
// for one that it finds. Not covered: Puerto Rico, shipments within Hawaii, the
// One Rate Extra Small Box, Ground Economy, multiweight and freight; several
// parcels abroad as one shipment, surcharges for out-of-delivery areas, clearance,
// and the demand surcharges of the season 2026-27, which quotes name.
package fedex

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/shiprate/shiprate/carriers/tariff"
)

//go:embed card card-export
var files embed.FS

// Files returns the CSV files of the card for the US, to be read, copied, or
// overlaid with a shipper's own. AllFiles has those of every card.
func Files() fs.FS {
	sub, _ := fs.Sub(files, "card") // fails on a malformed path alone
	return sub
}

// AllFiles returns the CSV files of all the cards, a folder for each.
func AllFiles() fs.FS { return files }

// New returns FedEx at its published list rates.
func New() *tariff.Carrier { return tariff.New(Cards()...) }

// Card returns the card for the US.
func Card() *tariff.Card { return Cards()[0] }

// Cards returns the cards, loaded at the first call: that for the US, and that
// for exports from it.
func Cards() []*tariff.Card { return cards() }

var cards = sync.OnceValue(func() []*tariff.Card {
	list := make([]*tariff.Card, 2)
	var wait sync.WaitGroup
	for i, folder := range []string{"card", "card-export"} {
		sub, _ := fs.Sub(files, folder) // fails on a malformed path alone
		wait.Go(func() { list[i] = tariff.MustLoad(sub) })
	}
	wait.Wait()
	return list
})
