package tracking_test

import (
	"fmt"

	"github.com/shiprate/shiprate/carriers/tracking"
)

func Example() {
	number, err := tracking.UPS{Shipper: "999AA1", Service: "01"}.Make(2345678)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(number)
	fmt.Println(tracking.Group(number))
	fmt.Println(tracking.Check("1Z999AA10123456785"))
	// Output:
	// 1Z999AA10123456784
	// 1Z 999 AA1 01 2345 6784
	// tracking number "1Z999AA10123456785": ups-1z: check digit is 5, want 4
}

func ExampleRecognise() {
	for _, m := range tracking.Recognise("9865 7878 8855") {
		fmt.Printf("%s %s %t %q\n", m.Carrier, m.Format, m.Valid, m.Reason)
	}
	// Output:
	// fedex fedex-12 true ""
	// gls gls-12 false "check digit is 5, want 6"
	// deutsche-post identcode-12 false "check digit is 5, want 9"
}

func ExampleInspect() {
	r := tracking.Inspect("RB 123 456 786 GB")
	fmt.Println(r.Number, r.Valid, r.Reason)
	// Output:
	// RB123456786GB false upu-s10: check digit is 6, want 5
}

func ExampleFor() {
	// An SSCC stands on parcels of any carrier.
	m, err := tracking.For("dpd", "(00) 123456789012345675")
	fmt.Println(m.Carrier, m.Tracking, err)

	_, err = tracking.For("ups", "9865 7878 8855")
	fmt.Println(err)
	// Output:
	// gs1 123456789012345675 <nil>
	// tracking number "986578788855": not a number of carrier "ups"
}

func ExampleUSPS_Make() {
	usps := tracking.USPS{MID: "927007687", STC: "612"}
	fmt.Println(usps.Make(1194802))
	fmt.Println(usps.Make(10_000_000))
	// Output:
	// 9261292700768711948021 <nil>
	//  usps: serial 10000000 is over 9999999: serial does not fit
}

func ExampleMatch_Symbol() {
	m, err := tracking.For("usps", "9261290336128700000072")
	if err != nil {
		fmt.Println(err)
		return
	}
	symbol, err := m.Symbol("38118")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(symbol.Symbology, symbol.Elements)
	fmt.Println(symbol.Text)
	// Output:
	// gs1-128 [{420 38118} {92 61290336128700000072}]
	// 9261 2903 3612 8700 0000 72
}
