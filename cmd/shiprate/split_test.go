package main

import (
	"math/rand/v2"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// With the published cards, splitting finds what trying every division finds,
// and costs never more than one shipment does.
func TestSplitOfPublishedCardsIsExact(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	list := []carriers.Carrier{ups.New(), fedex.New(), usps.New()}
	by := rates.DeliverBy(carriers.NewDate(2026, 12, 1))
	split := 0
	for range 40 {
		s := benchShipment()
		s.To.Residential = random.IntN(2) == 0
		s.Parcels = nil
		for range 1 + random.IntN(5) {
			side := func(most int) dimweight.Length { return dimweight.Length(1+random.IntN(most)) * dimweight.Inch }
			s.Parcels = append(s.Parcels, carriers.Parcel{Dims: dimweight.Dims{Length: side(40), Width: side(25), Height: side(20)}, Weight: dimweight.Weight(1+random.IntN(1600)) * dimweight.Ounce})
		}
		d, err := rates.Split(t.Context(), s, rates.SplitTerms{Constraints: []rates.Constraint{by}}, list...)
		want := cheapestDivision(t, s, by, list)
		if err != nil && want > 0 || err == nil && d.Total().Minor != want {
			t.Errorf("%d parcels: got %v, %v; want %d", len(s.Parcels), d.Total(), err, want)
		}
		if err == nil && d.Together != nil && d.Saves().Minor < 0 {
			t.Errorf("parts cost %v more", d.Saves())
		}
		if len(d.Parts) > 1 {
			split++
		}
	}
	if split < 10 {
		t.Errorf("only %d of 40 were worth splitting", split)
	}
}

// cheapestDivision quotes every subset and tries every way to combine them; 0
// when there is none.
func cheapestDivision(t *testing.T, s carriers.Shipment, by rates.Constraint, list []carriers.Carrier) int64 {
	t.Helper()
	all := 1<<len(s.Parcels) - 1
	best := make([]int64, all+1)
	for set := 1; set <= all; set++ {
		part := s
		part.Parcels = nil
		for i := range s.Parcels {
			if set>>i&1 == 1 {
				part.Parcels = append(part.Parcels, s.Parcels[i])
			}
		}
		if c, err := rates.Shop(t.Context(), part, list...).Cheapest(by); err == nil {
			best[set] = c.Total().Minor
		}
		for sub := (set - 1) & set; sub != 0; sub = (sub - 1) & set {
			if a, b := best[sub], best[set^sub]; a > 0 && b > 0 && (best[set] == 0 || a+b < best[set]) {
				best[set] = a + b
			}
		}
	}
	return best[all]
}
