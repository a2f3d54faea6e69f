package report_test

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/report"
)

func ExampleHTML() {
	q := carriers.Quote{
		Carrier: "ups", Service: "ground", Name: "UPS Ground", Currency: "USD", Charges: []carriers.Charge{{Code: carriers.Base, Amount: 1250}},
		Parcels: []carriers.Rated{{Zone: "8"}}, Ships: carriers.NewDate(2026, 11, 23), Delivers: carriers.NewDate(2026, 11, 27),
	}
	var c report.Counter
	c.Add(&report.Done{
		Order: "1001", Row: 2, Quote: &q, Ready: q.Ships, Labels: 1,
		Rivals: []report.Offer{{Carrier: "ups", Cost: q.Total()}, {Carrier: "fedex", Cost: carriers.Money{Minor: 1400, Currency: "USD"}}},
	})
	c.Fail("lost_zero")

	var page strings.Builder
	if err := report.HTML(&page, &report.Summary{Input: "orders.csv", Ready: "2026-11-23", Tally: c.Tally()}); err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(page.String()) {
		if strings.HasPrefix(line, "<h2>") {
			fmt.Print(line)
		}
	}
	// Output:
	// <h2>Everything goes with UPS</h2>
	// <h2>Most is spent on UPS Ground: $12.50 for 1 order</h2>
	// <h2>UPS zone 8 takes the most: $12.50 for 1 parcel</h2>
	// <h2>UPS alone would have cost as much</h2>
	// <h2>100% of the orders arrive on Friday, 27 November 2026</h2>
	// <h2>The slowest order takes 4 days from handover to arrival</h2>
	// <h2>The dearest order cost $12.50</h2>
	// <h2>1 order failed, most often for: a ZIP code that lost its zero</h2>
}
