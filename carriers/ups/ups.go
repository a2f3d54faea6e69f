// Package ups quotes UPS at its published daily rates, from the lower 48 states.
//
// Within the US: UPS Ground, 3 Day Select, 2nd Day Air, 2nd Day Air A.M., Next Day
// Air Saver, Next Day Air and Next Day Air Early; their letters, such as
// next-day-air-letter, for what a UPS Express Envelope takes; UPS Simple Rate by
// the size of the box, such as simple-rate-ground; and UPS Ground Saver to 20 lb.
// They go to the lower 48 states, and those that UPS has there to Alaska, Hawaii
// and Puerto Rico, whose postal codes are split into zones 44 and 46 as UPS does.
// Only mail is put into post office boxes (USPS DMM 508.4), so that none but Ground
// Saver, which the post may deliver, goes there.
//
// Abroad: Worldwide Express, Saver and Expedited, and Standard to Canada and
// Mexico. Their prices are on the export card and their zones are not, since no
// list of countries by UPS zone was found: until a chart is laid over the card,
// with WithZones or --zones ups=chart.csv, it refuses. A chart is headed
// "from,to" and the services of the card, and has rows such as "any,DE,…".
//
// The cards hold from 2025-12-22 to 2027-01-16. Prices are those of the UPS Daily
// Rates workbook, but for those of Ground Saver, which are a copy; zones,
// surcharges, delivery areas and fuel percentages are copies of UPS lists that
// others made. Fuel is known by the week from 2026-03-02 to 2026-06-15. Ground
// transit is estimated from what FedEx shows for FedEx Ground, transit to Alaska,
// Hawaii, Puerto Rico and abroad is unknown, and the holidays are the six national
// ones. What UPS charges in 2026 for signatures and on Saturday was not found:
// surcharges.csv has cells to fill, marked ask, and asking for one is refused.
//
// A parcel may have a declared value of up to 50,000 USD (a help page of Share A Refund,
// 2023-09-08, for UPS and FedEx). Parcels over the limits of UPS are refused, though it bills 1875.00 for one that
// it finds. UPS Simple Rate is taken to include the fuel, residential, area and
// demand surcharges, and quotes say so. Not covered: shipments from Alaska and
// Hawaii, the additional handling of exports and most demand surcharges of the
// season 2026-27, which quotes name; hours of delivery; hundredweight, freight and
// imports; several parcels abroad as one shipment.
package ups

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

// New returns UPS at its published daily rates.
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
