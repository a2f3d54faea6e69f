package live

import (
	"math/bits"

	"github.com/shiprate/shiprate/carriers"
)

// Share divides a charge among the parcels by their weights, to the last minor
// unit, for a carrier that prices a shipment as a whole. What is not positive
// stays whole, with the last parcel: it is refused later.
func Share(c carriers.Charge, s *carriers.Shipment) []carriers.Charge {
	weight, left := uint64(0), c.Amount
	for i := range s.Parcels {
		weight += uint64(s.Parcels[i].Weight)
	}
	var list []carriers.Charge
	for i := range s.Parcels {
		share := left
		if i < len(s.Parcels)-1 {
			share = 0
			if c.Amount > 0 {
				hi, lo := bits.Mul64(uint64(c.Amount), uint64(s.Parcels[i].Weight))
				quotient, _ := bits.Div64(hi, lo, weight)
				share = int64(quotient)
			}
		}
		left -= share
		one := c
		one.Parcel, one.Amount = i, share
		list = append(list, one)
	}
	return list
}
