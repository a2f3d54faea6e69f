package rates_test

import (
	"fmt"

	"github.com/shiprate/shiprate/carriers"
	upscard "github.com/shiprate/shiprate/carriers/ups"
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

// A day's orders ask every carrier, and what the choice saved against each of them.
func ExampleEach() {
	each := rates.Each{Carriers: []carriers.Carrier{upscard.New(), uspscard.New()}}
	s := oneParcel()
	if ok, err := each.Ask(&s); !ok || err != nil {
		fmt.Println("ask Shop:", err)
		return
	}
	fmt.Println(each.Best.Carrier, each.Best.Service, each.Best.Total())
	for i, c := range each.Carriers {
		fmt.Println(c.Name(), each.Alone[i])
	}
	// Output:
	// usps ground-advantage 19.06 USD
	// ups 24.85 USD
	// usps 19.06 USD
}
