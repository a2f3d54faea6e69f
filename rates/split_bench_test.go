package rates_test

import (
	"fmt"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

// BenchmarkSplit divides 12 parcels among 30 services of three carriers, whose
// prices are sums; the goal is 50 ms. BenchmarkSplitNoSums asks one of them for
// all 4095 subsets.
func BenchmarkSplit(b *testing.B)       { benchmarkSplit(b, false) }
func BenchmarkSplitNoSums(b *testing.B) { benchmarkSplit(b, true) }

func benchmarkSplit(b *testing.B, noSums bool) {
	s := parcelsOf(2, 50, 1, 7, 9, 33, 4, 68, 12, 5, 18, 3)
	var cs []carriers.Carrier
	for i := range int64(3) {
		c := pricers{name: fmt.Sprintf("c%d", i), delivers: friday}
		for j := range int64(10) {
			c.services = append(c.services, perParcel(100*(j+1)+i, 70-7*j, 20+10*j, 5*j))
		}
		if noSums && i == 0 {
			plain := c.services[0]
			c.services[0] = func(s carriers.Shipment) ([]int64, int64, bool) {
				list, shared, ok := plain(s)
				return list, shared + int64(len(s.Parcels)), ok
			}
		}
		cs = append(cs, c)
	}
	b.ReportAllocs()
	for b.Loop() {
		d, err := rates.Split(b.Context(), s, rates.SplitTerms{Constraints: []rates.Constraint{rates.DeliverBy(friday)}}, cs...)
		if err != nil || len(d.Parts) < 2 {
			b.Fatal(parts(&d), err)
		}
	}
}
