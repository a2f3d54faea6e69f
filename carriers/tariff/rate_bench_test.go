package tariff

import (
	"os"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// BenchmarkRate prices one parcel at one service of the UPS card, every charge
// itemised: what a quote costs beside validating the shipment and finding its
// lane, which all services share. The goal is 300 ns and two allocations. Into
// memory that is used again, as bids have it, most of the time is the pricing; into
// new memory most is the garbage collector, which has no rest in a process that
// holds nothing but one card.
func BenchmarkRate(b *testing.B) {
	card, err := Load(os.DirFS("../ups/card"))
	if err != nil {
		b.Fatal(err)
	}
	const in = dimweight.Inch
	s := carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in}, Weight: 4 * dimweight.Pound}},
	}
	var r rater
	r.begun(card, &s, carriers.NewDate(2026, time.November, 23), 0)
	if !r.findLane() {
		b.Fatal(r.refused)
	}
	type memory struct {
		quote   carriers.Quote
		parcels [1]carriers.Rated
		charges [5]carriers.Charge
	}
	rate := func(b *testing.B, to *memory) {
		q := &to.quote
		*q = carriers.Quote{}
		r.offers, r.charges, r.parcels = r.offers[:0], r.charges[:0], r.parcels[:0]
		r.measures[0].rule = nil // as for a parcel not seen before
		if at, ok := r.at(0); !ok || !r.offer(at) || len(r.charges) != len(to.charges) {
			b.Fatal(r.refused)
		}
		at := r.offers[0].at
		at.begin(q)
		q.Charges, q.Parcels, q.Notes = to.charges[:], to.parcels[:], at.texts.of(r.offers[0].notes, &card.notes).texts
		at.itemise(q.Charges, r.charges)
		at.tellParcels(q.Parcels, r.parcels)
	}
	b.Run("again", func(b *testing.B) {
		again := new(memory)
		b.ReportAllocs()
		for b.Loop() {
			rate(b, again)
		}
	})
	b.Run("new", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			rate(b, new(memory))
		}
	})
}
