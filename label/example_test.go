package label_test

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

// bookOrder stands for a shipment that was quoted, and groundQuote for the
// service that was chosen; see packages carriers and rates.
var bookOrder = carriers.Shipment{
	Reference: "ORDER-1001",
	From: carriers.Address{
		Name: "Corner Bookshop", Street: []string{"1 Main St"},
		City: "New York", State: "NY", PostalCode: "10001", Country: "US",
	},
	To: carriers.Address{
		Name: "Zoë Żak", Street: []string{"5 Market St", "Apt 2"},
		City: "San Francisco", State: "CA", PostalCode: "94105", Country: "US",
	},
	Parcels: []carriers.Parcel{{
		Dims:   dimweight.Dims{Length: 12 * dimweight.Inch, Width: 9 * dimweight.Inch, Height: 7 * dimweight.Inch},
		Weight: 4 * dimweight.Pound,
	}},
	Ready: time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC),
}

var groundQuote = carriers.Quote{
	Carrier: "ups", Service: "ground", Name: "UPS Ground",
	Ships:   carriers.NewDate(2026, time.November, 23),
	Parcels: []carriers.Rated{{Unit: dimweight.Pound}},
}

func Example() {
	labels, err := label.New(bookOrder, groundQuote, "1Z5R89390357567127")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	var document bytes.Buffer // or a file
	if err := label.PDF(&document, labels...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Printf("%d label, %s\n", len(labels), document.Bytes()[:8])
	// Output: 1 label, %PDF-1.3
}

func ExampleNew_refused() {
	s := bookOrder
	s.To.Name, s.To.City = "王伟", ""
	_, err := label.New(s, groundQuote, "1Z5R89390357567128")
	fmt.Println(err)
	// Output:
	// to.city: must be set to print a label
	// numbers[0]: tracking number "1Z5R89390357567128": ups-1z: check digit is 8, want 7
	// to.name: "王" (U+738B) at character 1 is not in the label's font
}

func ExampleFormat_New() {
	printer := label.Format{DPI: 300}
	labels, err := printer.New(bookOrder, groundQuote, "1Z5R89390357567127")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Println(labels[0].Width, "by", labels[0].Height, "dots")
	// Output: 1200 by 1800 dots
}

func ExampleSymbol_Bars() {
	labels, err := label.Format{Layout: "plain"}.New(bookOrder, groundQuote, "1Z5R89390357567127")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	for _, e := range labels[0].Elements {
		symbol, ok := e.(label.Symbol)
		if !ok {
			continue
		}
		n := 0
		for range symbol.Bars() {
			n++
		}
		fmt.Printf("%d bars, modules of %d dots, %d dots wide\n", n, symbol.Module, symbol.Width())
	}
	// Output: 46 bars, modules of 3 dots, 501 dots wide
}
