package tariff_test

import (
	"fmt"

	"github.com/shiprate/shiprate/carriers/tariff"
)

// An explanation is how a quote comes about, to be checked against an invoice.
func ExampleCarrier_Explain() {
	card, err := tariff.Load(acme)
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := tariff.New(card).Explain(parcelToAHome, "ground")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range e.Parcels[0].Charges {
		fmt.Println(c.Fate, c.Code, c.Amount)
	}
	fmt.Print(e)
	// Output:
	// charged base 1500
	// charged residential 500
	// charged fuel 250
	// acme/ground, Acme Ground: 22.50 USD
	//   card      acme-2026, ship dates from 2026-01-01
	//             price list of 2026
	//   ships     ready on Fri 2026-11-20, collected that day
	//   lane      from 10001 to 94105 is zone far: the row of zones.csv from 100 to 941
	//   parcel    12x9x5 in, 3 lb
	//   sides     12x9x5 in, each rounded up
	//   limits    weight: 3 lb of at most 70 lb
	//   weight    actual 3 lb; dimensional 12×9×5 = 540 in³ ÷ 139 = 3.88 lb
	//             billed as 4 lb, the next 1 lb
	//   price     15.00: the row up to 5 lb
	//   charges   15.00  Base rate
	//              5.00  Home delivery: to homes
	//              2.50  Fuel: 12.5 % of 20.00, base 15.00 + residential 5.00
	//   total     22.50 USD
	//   arrives   3 business days of the service, without Sat 2026-11-21, Sun 2026-11-22: Wed 2026-11-25
}
