package papers_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

// mugs is a shipment as a file has it.
const mugs = `{"reference":"ORDER-1001","ready":"2026-11-23","gift_message":"Happy birthday!",
 "from":{"name":"Corner Shop","street":["1 Main St"],"city":"New York","state":"NY","postal_code":"10001","country":"US","phone":"+1 212 555 0100"},
 "to":{"name":"Zoë Żak","street":["17 rue du Faubourg-Saint-Denis"],"city":"Paris","postal_code":"75010","country":"FR"},
 "customs":{"reason":"sale","incoterm":"DAP Paris","invoice":"INV-7"},
 "parcels":[{"dims":"30x20x10cm","weight":"1.2kg","items":[
  {"sku":"MUG","name":"Mug, blue","quantity":2,"bin":"A-10","description":"ceramic mugs","hs_code":"6912.00","origin":"PT","value":"18.00 USD","weight":"350g"},
  {"sku":"TEA","name":"Green tea","quantity":1,"bin":"A-2","description":"green tea, 100 g","hs_code":"0902.10","origin":"JP","value":"9.50 USD","weight":"110g"}]}]}`

func read() carriers.Shipment {
	s, err := carriers.ReadShipment(strings.NewReader(mugs))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return s
}

func Example() {
	pages, err := papers.Format{Language: papers.French}.PackingSlip(read())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	var document bytes.Buffer // or a file
	if err := label.PDF(&document, pages...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Printf("%d page, %s\n", len(pages), document.Bytes()[:5])
	// Output: 1 page, %PDF-
}

func ExampleFormat_CN22() {
	threeHundredSDR := carriers.Money{Minor: 43_00, Currency: "USD"} // at the rate of the day; a low one, to show
	_, err := papers.Format{}.CN22(read(), threeHundredSDR)
	fmt.Println(err)
	// Output: parcels[0].items: are worth 45.50 USD, over the 43.00 USD limit of a CN22: use a CN23
}

func ExampleFormat_CN23() {
	s := read()
	s.Parcels[0].Items[1].Origin, s.Parcels[0].Items[1].Value.Currency = "", "JPY"
	_, err := papers.Format{}.CN23(s, "RB123456785GB")
	fmt.Println(err)
	// Output:
	// parcels[0].items[1].origin: must be set for customs papers
	// parcels[0].items[1].value: 950 JPY is in another currency than the USD of parcels[0].items[0].value
}

func ExampleFormat_Invoice() {
	pages, err := papers.Format{Size: label.SizeLetter}.Invoice(read())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	for _, e := range pages[0].Elements {
		if t, ok := e.(label.Text); ok && strings.HasSuffix(t.Text, " USD") {
			fmt.Println(t.Text)
		}
	}
	// Output: 45.50 USD
}

func ExampleFormat_Manifest() {
	day := papers.Manifest{
		ID: "20261123-1", Carrier: "ups", Date: carriers.NewDate(2026, time.November, 23), Unit: dimweight.Pound,
		From: read().From,
	}
	quote := carriers.Quote{Carrier: "ups", Name: "UPS Worldwide Saver"}
	if err := day.Add(read(), quote, "1Z5R89390357567127"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	pages, err := papers.Format{}.Manifest(day)
	fmt.Println(len(pages), err)
	// Output: 1 <nil>
}
