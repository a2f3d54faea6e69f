package tariff_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// TestFedExContractPrices holds a contract in the manner of FedEx, an earned
// discount and one of the service with a minimum a quarter under the list, and a
// One Rate box, against sums done by hand from the list rates of 2026-01-05:
// 2Day costs 64.38 in zone 8 for 3 lb and 26.46 in zone 2 for 1 lb, the Medium
// Box of One Rate 2Day 24.35. The fuel of 2026-06-15 is 27 % for express.
func TestFedExContractPrices(t *testing.T) {
	c := tariff.New(loadContract(t, contract(t, fedex.Card().Name(),
		add("card.csv", "tier,c\n"),
		write("discounts.csv", "services,packaging,percent\n2day,,30\none-rate-2day,FedEx Medium Box,10\n"),
		write("tiers.csv", "tier,services,percent\na,2day,4\nc,2day,12\n"),
		write("minimums.csv", "services,minimum,of_zone,of_weight,percent\n2day,list,2,1 lb,25\none-rate-2day,none,,,\n"),
	), fedex.Files()))
	for _, tt := range []struct {
		name, service, to string
		parcel            carriers.Parcel
		charges           string
	}{
		// 42 % of 64.38 are 27.0396; 27 % of 37.34 are 10.0818.
		{"the earned discount is added", "2day", "90012", box(3 * dw.Pound), "base 64.38, discount -27.04, fuel 10.08"},
		// 42 % off 26.46 leave 15.35, under 26.46 less 6.62, 19.84. 27 % of that are 5.3568.
		{"the minimum is left", "2day", "10128", box(dw.Pound), "base 26.46, discount -6.62, fuel 5.36"},
		// 10 % of 24.35 are 2.435.
		{"a box of One Rate", "one-rate-2day", "90012", parcel(t, "11x8x4in", "5lb"), "base 24.35, discount -2.44"},
		{"another box of One Rate", "one-rate-2day", "90012", parcel(t, "11x8x7in", "5lb"), "base 32.05"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := toChicago()
			s.Ready, s.To.PostalCode, s.Parcels[0] = day(t, "2026-06-15"), tt.to, tt.parcel
			if got := charges(t, c, tt.service, s); got != tt.charges {
				t.Errorf("got  %s\nwant %s", got, tt.charges)
			}
		})
	}
}
