package main

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
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

// BenchmarkShop asks the three published carriers, thirteen services, with
// every charge itemised; BenchmarkChoose chooses as well, with all reasons.
// The goal is 10 µs a shipment on one core.
func BenchmarkShop(b *testing.B) {
	s := benchShipment()
	list := []carriers.Carrier{ups.New(), fedex.New(), usps.New()}
	b.ReportAllocs()
	for b.Loop() {
		if shopped := rates.Shop(context.Background(), s, list...); len(shopped.Quotes) != 12 {
			b.Fatal(shopped.Rejections)
		}
	}
}

func BenchmarkChoose(b *testing.B) {
	s := benchShipment()
	list := []carriers.Carrier{ups.New(), fedex.New(), usps.New()}
	by := rates.DeliverBy(carriers.NewDate(2026, time.November, 27))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rates.Shop(context.Background(), s, list...).Cheapest(by); err != nil {
			b.Fatal(err)
		}
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
