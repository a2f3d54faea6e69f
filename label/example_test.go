package label_test

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"os"
	"strings"
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
	// Output: 1 label, %PDF-1.7
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

func ExampleLayouts() {
	fmt.Println(label.Layouts())
	// Output: [ups usps fedex dhl colissimo gs1 plain]
}

func ExampleOptions() {
	printer := label.Format{Options: label.Options{
		Routing: "CA 941 9-03", Billing: []string{"P/P"},
		References: []string{"PO 4711"}, Marks: []string{"FRAGILE"},
		Parcels: []label.ParcelOptions{{SKUs: []string{"2 × CUP-BLUE"}}},
	}}
	labels, err := printer.New(bookOrder, groundQuote, "1Z5R89390357567127")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	for _, e := range labels[0].Elements {
		switch e := e.(type) {
		case label.MaxiCode:
			fmt.Println("MaxiCode", e.Code.Primary)
		case label.Symbol:
			fmt.Println("bars", e.Code.Text)
		}
	}
	// Output:
	// bars 1Z5R89390357567127
	// MaxiCode 941050000840003
	// bars (420) 94105
}

func ExampleReadLayout() {
	file := strings.NewReader(`{"width": "4in", "height": "6in", "elements": [
		{"kind": "address", "x": "5mm", "y": "5mm", "width": "90mm", "height": "30mm", "text": "to", "points": 14},
		{"kind": "barcode", "x": "2mm", "y": "40mm", "width": "97mm", "height": "30mm", "symbol": "tracking"},
		{"kind": "text", "x": "5mm", "y": "65mm", "width": "90mm", "height": "8mm", "text": "No. {number.text}"}]}`)
	_, err := label.ReadLayout(file)
	fmt.Println(err)
	// Output: layout: elements[2]: overlaps elements[1], a barcode
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

func ExampleZPL() {
	labels, err := label.Format{Layout: "plain"}.New(bookOrder, groundQuote, "1Z5R89390357567127")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	var program strings.Builder // or a connection to port 9100 of the printer
	if err := label.ZPL(&program, labels...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	for line := range strings.Lines(program.String()) {
		if strings.HasPrefix(line, "^BY") {
			fmt.Print(line)
		}
	}
	// Output: ^BY3^FO155,878^BCN,203,N,N,N,N^FD>:1Z5R>589390357567127^FS
}

func ExampleThermal_ZPL() {
	labels, err := label.New(bookOrder, groundQuote, "1Z5R89390357567127")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	var program strings.Builder
	if err := (label.Thermal{Darker: 5, Speed: 4, Copies: 2}).ZPL(&program, labels...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Println(program.String()[:len("^XA^CI28^PW812^LL1218^LH0,0^MD5^PR4")])
	// Output: ^XA^CI28^PW812^LL1218^LH0,0^MD5^PR4
}

func ExamplePNG() {
	labels, err := label.New(bookOrder, groundQuote, "1Z5R89390357567127")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	var picture bytes.Buffer
	if err := label.PNG(&picture, labels[0]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	config, err := png.DecodeConfig(&picture)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Println(config.Width, "by", config.Height, "dots")
	// Output: 812 by 1218 dots
}

func ExamplePDFWriter() {
	document := label.NewPDFWriter(io.Discard) // or a file
	for range 3 {                              // shipments as they come
		labels, err := label.New(bookOrder, groundQuote, "1Z5R89390357567127")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return
		}
		document.Add(labels...) // its error stays until Close
	}
	fmt.Println(document.Close())
	// Output: <nil>
}

func ExampleSheet() {
	labels, err := label.New(bookOrder, groundQuote, "1Z5R89390357567127")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	halves := label.Sheet{Paper: label.SizeLetter, Labels: 2, Used: 1} // the upper half is gone
	fmt.Println(halves.PDF(io.Discard, labels...))
	quarters := label.Sheet{Paper: label.SizeLetter, Labels: 4}
	fmt.Println(quarters.PDF(io.Discard, labels...))
	// Output:
	// <nil>
	// labels[0]: 4 in by 6 in is over the place of 4.25 in by 5.5 in on the sheet
}

func ExamplePreview() {
	l := label.Label{Width: 203, Height: 101, DPI: 203, Date: groundQuote.Ships, Elements: []label.Element{
		label.Box{X: 5, Y: 5, Width: 190, Height: 90, Thick: 4},
		label.Text{X: 40, Y: 60, Height: 30, Text: "1 of 2"},
	}}
	if err := label.Preview(os.Stdout, l, 24); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	// Output:
	// ⢰⠖⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⢲
	// ⢸                     ⢸
	// ⢸                     ⢸
	// ⢸   1 of 2            ⢸
	// ⢸                     ⢸
	// ⠸⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠶⠾
}
