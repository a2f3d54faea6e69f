package label_test

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/rates"
)

// The whole way from an order to its label; the README shows it.
func Example_shop() {
	const in, lb = dimweight.Inch, dimweight.Pound
	s := carriers.Shipment{
		From: carriers.Address{Name: "Shop", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US"},
		To: carriers.Address{Name: "Zoë Żak", Street: []string{"5 Market St"}, City: "San Francisco", State: "CA", PostalCode: "94105", Country: "US",
			Residential: true},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in}, Weight: 4 * lb}},
		Ready:   time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC),
	}
	shopped := rates.Shop(context.Background(), s, ups.New(), fedex.New(), usps.New())
	best, err := shopped.Cheapest(rates.DeliverBy(carriers.NewDate(2026, time.November, 27)))
	if err != nil {
		fmt.Println(err) // each service, and why it was refused
		return
	}
	fmt.Printf("%s, %v, arrives %v\n", best.Name, best.Total(), best.Delivers)
	fmt.Println(best.Reason)

	labels, err := label.New(s, best.Quote, "9261290123456700000012")
	if err != nil {
		fmt.Println(err)
		return
	}
	var document bytes.Buffer // or a file
	err = label.PDF(&document, labels...)
	fmt.Println(len(labels), "label,", err)
	// Output:
	// Priority Mail, 28.57 USD, arrives 2026-11-27
	// cheapest of 16 that arrive by 2026-11-27; next is ups/simple-rate-3-day-select at 49.20 USD, 20.63 USD more
	// 1 label, <nil>
}
