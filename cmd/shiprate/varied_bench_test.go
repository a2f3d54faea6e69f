package main

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// variedShipments are as different as the rows of a batch may be: any prefix to
// any other, from some ounces to 70 lb, ready on any day of two months, and due
// in three days to ten. All of them can be sent.
func variedShipments(b *testing.B, n int) (list []carriers.Shipment, due []rates.Deadline) {
	b.Helper()
	r := rand.New(rand.NewPCG(3, 5))
	side := func() dimweight.Length { return dimweight.Length(4+r.IntN(17)) * dimweight.Inch }
	var best carriers.Quote
	for len(list) < n {
		s := benchShipment()
		s.From.PostalCode, s.To.PostalCode = fmt.Sprintf("%05d", r.IntN(100_000)), fmt.Sprintf("%05d", r.IntN(100_000))
		s.To.Residential = r.IntN(2) == 0
		s.Ready = time.Date(2026, time.September, 1+r.IntN(60), r.IntN(24), 0, 0, 0, time.UTC)
		s.Parcels = []carriers.Parcel{{
			Dims:   dimweight.Dims{Length: side(), Width: side(), Height: side()},
			Weight: dimweight.Weight(4+r.IntN(34)*r.IntN(34)) * dimweight.Pound / 16,
		}}
		by := rates.Deadline{Day: carriers.DateOf(s.Ready) + 3 + carriers.Date(r.IntN(8))}
		if rates.Best(&best, &s, by, usps.New(), ups.New(), fedex.New()) == nil {
			list, due = append(list, s), append(due, by)
		}
	}
	return list, due
}

// BenchmarkBestVaried is BenchmarkBest of shipments that are all different, so
// that what a look into the tables costs is counted: of all three carriers, of
// each of them alone, and the best of each at once, as a batch asks for it.
func BenchmarkBestVaried(b *testing.B) {
	list, due := variedShipments(b, 4096)
	all := []carriers.Bidder{usps.New(), ups.New(), fedex.New()}
	bench := func(name string, one func(i int) error) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if err := one(i % len(list)); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
	var best carriers.Quote
	bench("all", func(i int) error { return rates.Best(&best, &list[i], due[i], all...) })
	each := func(name string, cs ...carriers.Carrier) {
		ask := rates.Each{Carriers: cs}
		bench(name, func(i int) error {
			ask.By = due[i]
			_, err := ask.Ask(&list[i])
			return err
		})
	}
	each("each", usps.New(), ups.New(), fedex.New())
	for _, c := range all {
		each(c.Name(), c)
	}
}
