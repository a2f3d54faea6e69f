package carriers_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
)

func TestPlaceOf(t *testing.T) {
	tests := []struct {
		name    string
		country string
		street  []string
		want    carriers.DeliveryPlace
	}{
		{"a box as the mail writes it", "US", []string{"PO BOX 11890"}, carriers.POBox},
		{"with points", "US", []string{"P.O. Box 12"}, carriers.POBox},
		{"with points and spaces", "US", []string{"p. o. box #12"}, carriers.POBox},
		{"in one word", "US", []string{"POBox12"}, carriers.POBox},
		{"in full", "US", []string{"Post Office Box 12"}, carriers.POBox},
		{"with a letter", "US", []string{"PO Box A"}, carriers.POBox},
		{"with more of the same", "US", []string{"PO Box 12", "Attn: Ann"}, carriers.POBox},
		{"in Puerto Rico by its own code", "PR", []string{"PO Box 12"}, carriers.POBox},
		{"a house and a box are delivered to the house", "US", []string{"PO Box 12", "9 Oak Ave"}, carriers.Door},
		{"a house before a box", "US", []string{"9 Oak Ave", "PO Box 12"}, carriers.Door},
		{"a box and a house in one line", "US", []string{"PO Box 12, 9 Oak Ave"}, carriers.Door},
		{"a building before a box", "US", []string{"One Market Plaza", "PO Box 12"}, carriers.Door},
		{"a military box is no box at a post office", "US", []string{"PSC 10 Box 44"}, carriers.Door},
		{"a rural route", "US", []string{"RR 2 Box 152"}, carriers.Door},
		{"a box at a shop", "US", []string{"9 Oak Ave PMB 12"}, carriers.Door},
		{"a street that sounds so", "US", []string{"Poboxer St 5"}, carriers.Door},
		{"another that does", "US", []string{"Po Box Elder Rd 5"}, carriers.Door},
		{"a street in Hong Kong", "HK", []string{"PO Box 12"}, carriers.Door},
		{"no street", "US", nil, carriers.Door},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := carriers.Address{Country: tt.country, PostalCode: "00901", Street: tt.street}
			if got := carriers.PlaceOf(&a); got != tt.want {
				t.Errorf("PlaceOf(%q) = %q, want %q", tt.street, got, tt.want)
			}
		})
	}
}
