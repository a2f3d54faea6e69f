package tariff_test

import (
	"fmt"
	"testing/fstest"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// ours is a contract based on the card of the other examples.
var ours = fstest.MapFS{
	"card.csv":       {Data: []byte("key,value\nname,ours-2026\nbased_on,acme-2026\nsource,contract 4711\n")},
	"discounts.csv":  {Data: []byte("services,zones,weight_up_to,percent\nground,far,5 lb,22\n")},
	"reductions.csv": {Data: []byte("code,percent\nresidential,50\n")},
}

// A contract is a folder with what differs from a published card.
func ExampleLoad_contract() {
	card, err := tariff.Load(ours, acme)
	if err != nil {
		fmt.Println(err)
		return
	}
	reply, err := tariff.New(card).QuoteLocal(&parcelToAHome)
	if err != nil {
		fmt.Println(err)
		return
	}
	q := reply.Quotes[0]
	for _, c := range q.Charges {
		fmt.Println(c.Name, q.Money(c))
	}
	// Output:
	// Base rate 15.00 USD
	// Discount of 22 % -3.30 USD
	// Home delivery 2.50 USD
	// Fuel 1.78 USD
}

// A grid is a service as a person reads it.
func ExampleCard_Grid() {
	grid, err := tariff.MustLoad(ours, acme).Grid("ground", 0, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range grid.Lists[0].Rows {
		fmt.Print(row.UpTo.In(grid.Unit))
		for zone, net := range row.Net {
			fmt.Printf("  %s %v", grid.Zones[zone], carriers.Money{Minor: net.Minor, Currency: grid.Currency})
		}
		fmt.Println()
	}
	// Output:
	// 1 lb  near 8.00 USD  far 7.80 USD
	// 5 lb  near 10.00 USD  far 11.70 USD
	// 70 lb  near 30.00 USD  far 50.00 USD
}

// What changes from one card to another, in percent.
func ExampleCompare() {
	diff, err := tariff.Compare(tariff.MustLoad(acme), tariff.MustLoad(ours, acme))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range diff.Services[0].Prices {
		fmt.Printf("zone %s, %v to %v: %v %%\n", p.Zone, p.Over, p.UpTo, p.Median)
	}
	for _, c := range diff.Charges {
		fmt.Printf("%s: %s, now %s: %v %%\n", c.Row.Name, c.Old, c.New, c.Change)
	}
	// Output:
	// zone near, 0 lb to 1 lb: 0 %
	// zone far, 0 lb to 1 lb: -22 %
	// zone near, 1 lb to 5 lb: 0 %
	// zone far, 1 lb to 5 lb: -22 %
	// zone near, 50 lb to 70 lb: 0 %
	// zone far, 50 lb to 70 lb: 0 %
	// Home delivery: 5.00, now 2.50: -50 %
}
