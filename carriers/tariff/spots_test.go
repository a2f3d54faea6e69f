package tariff_test

import (
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/dhlpaket"
	"github.com/shiprate/shiprate/carriers/hermes"
	"github.com/shiprate/shiprate/carriers/inpost"
	"github.com/shiprate/shiprate/carriers/laposte"
	"github.com/shiprate/shiprate/carriers/mondialrelay"
	"github.com/shiprate/shiprate/carriers/parcelforce"
	"github.com/shiprate/shiprate/carriers/royalmail"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/usps"
)

// spotted are the carriers whose prices stand in testdata/card_prices.csv.
func spotted() []*tariff.Carrier {
	return []*tariff.Carrier{usps.New(), usps.Retail(), laposte.New(), mondialrelay.New(), inpost.New(), dhlpaket.New(), hermes.New(),
		royalmail.New(), royalmail.PostOffice(), parcelforce.New()}
}

// TestCardPrices holds the cards against testdata/card_prices.csv, totals taken
// from the documents that the cards name, not from the cards: every price of the
// small lists, and of each list of USPS the first and the last break and those
// around a change of unit or season in every zone, at the first and the last day
// of a list. Sizes of a class are tried at their limits and turned.
func TestCardPrices(t *testing.T) {
	by, cells := map[string]*tariff.Carrier{}, map[string]int{}
	for _, c := range spotted() {
		by[c.Name()] = c
	}
	for _, r := range readRows(t, "card_prices.csv") {
		q, refused := quoteOf(t, by[r["carrier"]], r["service"], spotShipment(t, r))
		got, zone, list := "-", r["zone"], r["packaging"]
		if q != nil {
			got, zone, list = q.Total().Amount(), q.Parcels[0].Zone, q.Parcels[0].Packaging
		} else if !strings.HasPrefix(refused, "no_price: the card has no price for ") {
			got = refused
		}
		if got != r["total"] || zone != r["zone"] || list != r["packaging"] {
			t.Errorf("%v: got %s in zone %s, %q", r, got, zone, list)
		}
		cells[r["carrier"]+" "+r["service"]]++
	}
	for _, c := range spotted() {
		for _, s := range c.Services() {
			if cells[s.Carrier+" "+s.Service] == 0 {
				t.Errorf("%s/%s: no price is checked", s.Carrier, s.Service)
			}
		}
	}
}

// spotShipment is the shipment of a row: places are postal codes of the US, or
// have their country in front.
func spotShipment(t *testing.T, r row) carriers.Shipment {
	t.Helper()
	s := carriers.Shipment{
		From: spotAddress(r["from"]), To: spotAddress(r["to"]), Contents: carriers.Contents(r["contents"]),
		Parcels: []carriers.Parcel{parcel(t, r["size"], r["weight"])}, Ready: day(t, r["ready"]),
	}
	s.To.Place = carriers.DeliveryPlace(r["place"])
	if r["insured"] != "" {
		var err error
		if s.Insured, err = carriers.ParseMoney(r["insured"], ""); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func spotAddress(place string) carriers.Address {
	country, code, ok := strings.Cut(place, ":")
	if !ok {
		country, code = "US", place
	}
	return carriers.Address{Country: country, PostalCode: code}
}
