package orders_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
)

func ExampleReader() {
	const csv = `order,name,street,city,state,zip,weight,dims
1001,Zoë Żak,"5 Market St
Apt 2",San Francisco,CA,94105,2lb8oz,12x9x7in
1002,Ann Lee,1 Elm St,Boston,MA,2134,"1,500g",8x6x4in
`
	r, err := orders.NewReader(strings.NewReader(csv), orders.Options{
		From:  carriers.Address{Name: "Shop", PostalCode: "10001", Country: "US"},
		Ready: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for o, err := range r.All() {
		var bad *orders.RowError
		switch {
		case errors.As(err, &bad):
			fmt.Println(bad)
		case err != nil:
			fmt.Println("the file is refused:", err)
		default:
			fmt.Println(o.ID, o.Shipment.To.Name, o.Shipment.To.Street, o.Shipment.Parcels[0].Weight)
		}
	}
	// Output:
	// 1001 Zoë Żak [5 Market St Apt 2] 2.5 lb
	// row 3: zip: "2134": not a postal code of US: write 02134: 2134 lost its zero, as a spreadsheet takes it for a number
	// row 3: weight: "1,500g": a number with a comma: write digits and a point: 1500 for 1,500, or 1.5 for 1,5
}

func ExampleSplitter() {
	csv := strings.NewReader("order,zip,weight_lb,dims_in\n1,94105,2,12x9x7\n2,60601,3,8x6x4\n1,94105,2,12x9x7\n")
	split, err := orders.NewSplitter(csv, orders.Options{
		From:  carriers.Address{PostalCode: "10001", Country: "US"},
		Ready: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var seen orders.Seen
	var chunk orders.Chunk
	for split.Next(&chunk) == nil { // for chunks of their own, Parse may be called by many at once
		chunk.Parse()
		seen.Mark(&chunk)
		fmt.Println(len(chunk.Orders), "orders;", chunk.Errors[0].Error())
	}
	// Output:
	// 2 orders; row 4: order: "1": the order number stood before: rows of one order must follow each other: sort the file by it, or give this one another number
}
