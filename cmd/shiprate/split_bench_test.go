package main

import (
	"context"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// BenchmarkSplit divides 12 parcels among the published carriers from three
// warehouses, 39 services in all. The goal is 50 ms.
func BenchmarkSplit(b *testing.B) {
	s := benchShipment()
	for i := range 11 {
		p := s.Parcels[0]
		p.Weight = dimweight.Weight(3+7*i) * dimweight.Pound
		p.Dims.Length += dimweight.Length(3*i) * dimweight.Inch
		s.Parcels = append(s.Parcels, p)
	}
	list := []carriers.Carrier{ups.New(), fedex.New(), usps.New()}
	terms := rates.SplitTerms{Constraints: []rates.Constraint{rates.DeliverBy(carriers.NewDate(2026, 12, 2))}}
	for _, zip := range []string{"10001", "60601", "89101"} {
		terms.Origins = append(terms.Origins, rates.Origin{Name: zip, From: carriers.Address{PostalCode: zip, Country: "US"}})
	}
	b.ReportAllocs()
	for b.Loop() {
		if d, err := rates.Split(context.Background(), s, terms, list...); err != nil || len(d.Parts) < 2 {
			b.Fatal(d.Reason, err)
		}
	}
}
