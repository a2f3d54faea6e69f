package live_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	dw "github.com/shiprate/shiprate/dimweight"
)

func TestShare(t *testing.T) {
	three := carriers.Shipment{Parcels: []carriers.Parcel{{Weight: 1 * dw.Pound}, {Weight: 1 * dw.Pound}, {Weight: 1 * dw.Pound}}}
	heavy := carriers.Shipment{Parcels: []carriers.Parcel{{Weight: dw.MaxWeight}, {Weight: 1}}}
	tests := []struct {
		name   string
		amount int64
		s      carriers.Shipment
		want   []int64
	}{
		{"the last parcel has the cents left over", 100, three, []int64{33, 33, 34}},
		{"nothing is lost to the heaviest", carriers.MaxMinor, heavy, []int64{carriers.MaxMinor - 1, 1}},
		{"one parcel has it all", 7, carriers.Shipment{Parcels: three.Parcels[:1]}, []int64{7}},
		{"what is not positive stays whole", -5, three, []int64{0, 0, -5}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []int64
			for i, c := range live.Share(carriers.Charge{Code: carriers.Base, Name: "Rate", Amount: tt.amount}, &tt.s) {
				if c.Parcel != i || c.Code != carriers.Base || c.Name != "Rate" {
					t.Errorf("share %d is %+v", i, c)
				}
				got = append(got, c.Amount)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
