package carriertest

import (
	"slices"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A variant is a valid shipment that differs from the one given in one thing.
type variant struct {
	what     string
	shipment carriers.Shipment
}

// variants begins with the shipment itself. Each shares no memory with it.
func variants(s carriers.Shipment) []variant {
	all := []variant{{"the shipment", clone(s)}}
	add := func(what string, change func(*carriers.Shipment)) {
		v := clone(s)
		change(&v)
		if v.Validate() == nil {
			all = append(all, variant{what, clone(v)})
		}
	}
	add("with two of each parcel", func(v *carriers.Shipment) { v.Parcels = slices.Repeat(v.Parcels, 2) })
	add("with a parcel of 1000 t", func(v *carriers.Shipment) { v.Parcels[0].Weight = dimweight.MaxWeight })
	add("with a parcel of 100 m", func(v *carriers.Shipment) {
		v.Parcels[0].Dims = dimweight.Dims{Length: dimweight.MaxSide, Width: dimweight.MaxSide, Height: dimweight.MaxSide}
	})
	add("with a last parcel of 1000 t", func(v *carriers.Shipment) {
		v.Parcels = append(v.Parcels, v.Parcels[0])
		v.Parcels[len(v.Parcels)-1].Weight = dimweight.MaxWeight
	})
	add("with a parcel of a milligram", func(v *carriers.Shipment) { v.Parcels[0].Weight = dimweight.Gram / 1000 })
	add("to a home or a business", func(v *carriers.Shipment) { v.To.Residential = !v.To.Residential })
	add("to Antarctica", func(v *carriers.Shipment) { v.To.Country, v.To.PostalCode = "AQ", "BIQQ 1ZZ" })
	add("from Antarctica", func(v *carriers.Shipment) { v.From.Country, v.From.PostalCode = "AQ", "BIQQ 1ZZ" })
	add("to a ZIP that is none", func(v *carriers.Shipment) { v.To.Country, v.To.PostalCode = "US", "00000" })
	add("ready in 1990", func(v *carriers.Shipment) { v.Ready = time.Date(1990, time.February, 28, 23, 59, 0, 0, time.UTC) })
	add("ready in 9999", func(v *carriers.Shipment) { v.Ready = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC) })
	add("with every accessorial", func(v *carriers.Shipment) { v.Accessorials = carriers.Accessorials() })
	add("insured for all there is", func(v *carriers.Shipment) {
		v.Insured = carriers.Money{Minor: carriers.MaxMinor, Currency: "USD"}
	})
	add("insured in yen", func(v *carriers.Shipment) { v.Insured = carriers.Money{Minor: 1, Currency: "JPY"} })
	return all
}

// broken are shipments that Validate refuses.
func broken(s carriers.Shipment) []variant {
	all := []variant{{"the zero shipment", carriers.Shipment{}}}
	add := func(what string, change func(*carriers.Shipment)) {
		v := clone(s)
		change(&v)
		all = append(all, variant{what, v})
	}
	add("without parcels", func(v *carriers.Shipment) { v.Parcels = nil })
	add("with 1001 parcels", func(v *carriers.Shipment) { v.Parcels = make([]carriers.Parcel, carriers.MaxParcels+1) })
	add("with a weight of zero", func(v *carriers.Shipment) { v.Parcels[0].Weight = 0 })
	add("with a huge weight", func(v *carriers.Shipment) { v.Parcels[0].Weight = 1 << 62 })
	add("with a negative side", func(v *carriers.Shipment) { v.Parcels[0].Dims.Width = -1 })
	add("with a huge side", func(v *carriers.Shipment) { v.Parcels[0].Dims.Height = 1 << 62 })
	add("without a day", func(v *carriers.Shipment) { v.Ready = time.Time{} })
	add("without a postal code", func(v *carriers.Shipment) { v.From.PostalCode = "" })
	add("without a country", func(v *carriers.Shipment) { v.To.Country = "" })
	add("insured in no currency", func(v *carriers.Shipment) { v.Insured = carriers.Money{Minor: 1} })
	return all
}

// clone copies all that a shipment refers to. Each list has room for more, with
// something in it, so that an append by the carrier is seen.
func clone(s carriers.Shipment) carriers.Shipment {
	s.Parcels = roomy(s.Parcels, carriers.Parcel{Reference: "spare"})
	s.Accessorials = roomy(s.Accessorials, carriers.Saturday)
	s.From.Street = roomy(s.From.Street, "spare")
	s.To.Street = roomy(s.To.Street, "spare")
	return s
}

func roomy[T any](list []T, spare T) []T {
	return append(slices.Clone(list), spare)[:len(list)]
}
