package main

import (
	"bytes"
	"context"
	"testing"
	"testing/fstest"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// benchShipment is the one of the README.
func benchShipment() carriers.Shipment {
	const in = dimweight.Inch
	return carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in}, Weight: 4 * dimweight.Pound}},
		Ready:   time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
	}
}

// thirteen are the three US carriers with the services that most parcels take.
func thirteen(b *testing.B) []carriers.Carrier {
	b.Helper()
	var list []carriers.Carrier
	for _, c := range []struct{ base, services string }{
		{"ups-daily-2026", "ground 3-day-select 2nd-day-air next-day-air-saver next-day-air"},
		{"fedex-list-2026", "ground home-delivery express-saver 2day standard-overnight priority-overnight"},
		{"usps-commercial-2026", "ground-advantage priority-mail"},
	} {
		card, err := tariff.Load(fstest.MapFS{"card.csv": {Data: []byte("key,value\nname,ours\nsource,the published card\nbased_on," + c.base + "\nservices," + c.services + "\n")}}, shelf()...)
		if err != nil {
			b.Fatal(err)
		}
		list = append(list, tariff.New(card))
	}
	return list
}

// everyone are all carriers whose cards are part of the program.
func everyone() []carriers.Carrier {
	var list []carriers.Carrier
	for _, p := range published {
		list = append(list, tariff.New(p.cards()...))
	}
	return list
}

// BenchmarkShop asks carriers with every charge itemised; BenchmarkChoose chooses
// as well, with all reasons. The goals are 10 µs a shipment on one core for
// thirteen services, and 30 µs for all embedded cards, over sixty.
func BenchmarkShop(b *testing.B) {
	s := benchShipment()
	for _, kind := range []struct {
		name string
		list []carriers.Carrier
		want int
	}{
		{"13", thirteen(b), 12},
		{"us", []carriers.Carrier{ups.New(), fedex.New(), usps.New()}, 21},
		{"all", everyone(), 23},
	} {
		b.Run(kind.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if shopped := rates.Shop(context.Background(), s, kind.list...); len(shopped.Quotes) != kind.want {
					b.Fatal(len(shopped.Quotes), shopped.Rejections)
				}
			}
		})
	}
}

func BenchmarkChoose(b *testing.B) {
	s := benchShipment()
	by := rates.DeliverBy(carriers.NewDate(2026, time.November, 27))
	for _, kind := range []struct {
		name string
		list []carriers.Carrier
	}{{"13", thirteen(b)}, {"all", everyone()}} {
		b.Run(kind.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := rates.Shop(context.Background(), s, kind.list...).Cheapest(by); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkQuoteCommand runs the command in a process whose cards are loaded.
func BenchmarkQuoteCommand(b *testing.B) {
	args := []string{"shiprate", "quote", "--from", "10001", "--to", "94105", "--parcel", "12x9x7in:4lb", "--ready", "2026-11-23"}
	for b.Loop() {
		var stdout, stderr bytes.Buffer
		if status := run(context.Background(), args, world{nil, &stdout, &stderr, today}); status != done {
			b.Fatal(stderr.String())
		}
	}
}
