package rates_test

import (
	"fmt"

	"github.com/shiprate/shiprate/carriers"
	uspscard "github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/rates"
)

// For many shipments, one quote is written over again and again.
func ExampleBest() {
	var best carriers.Quote
	for _, to := range []string{"02134", "60601", "94105"} {
		s := oneParcel()
		s.To.PostalCode = to
		if err := rates.Best(&best, &s, rates.Deadline{}, uspscard.New()); err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(to, best.Service, best.Total())
	}
	// Output:
	// 02134 ground-advantage 10.35 USD
	// 60601 ground-advantage 13.89 USD
	// 94105 ground-advantage 19.06 USD
}
