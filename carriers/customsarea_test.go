package carriers_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
)

func TestCustomsArea(t *testing.T) {
	tests := []struct {
		name     string
		from, to carriers.Address
		papers   bool
	}{
		{"within a country", carriers.Address{Country: "US", PostalCode: "10001"}, carriers.Address{Country: "US", PostalCode: "99501"}, false},
		{"to Canada", carriers.Address{Country: "US", PostalCode: "10001"}, carriers.Address{Country: "CA", PostalCode: "M5V 2T6"}, true},
		{"within the European Union", carriers.Address{Country: "DE", PostalCode: "10115"}, carriers.Address{Country: "FR", PostalCode: "75011"}, false},
		{"out of it", carriers.Address{Country: "DE", PostalCode: "10115"}, carriers.Address{Country: "CH", PostalCode: "8001"}, true},
		{"to the Canary Islands", carriers.Address{Country: "ES", PostalCode: "28013"}, carriers.Address{Country: "ES", PostalCode: "35001"}, true},
		{"Liechtenstein and Switzerland", carriers.Address{Country: "LI", PostalCode: "9490"}, carriers.Address{Country: "CH", PostalCode: "8001"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := carriers.CustomsArea(&tt.from) != carriers.CustomsArea(&tt.to); got != tt.papers {
				t.Errorf("papers: %t, want %t", got, tt.papers)
			}
		})
	}
}
