package tariff_test

import (
	"context"
	"fmt"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	dw "github.com/shiprate/shiprate/dimweight"
)

// UPS comes at 17:00: what is ready later goes on the next day of collection.
func ExampleCard_WithCutoff() {
	card, err := ups.Card().WithCutoff("17:00", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	s := carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 4 * dw.Pound}},
	}
	for _, hour := range []int{16, 18} {
		s.Ready = time.Date(2026, time.November, 20, hour, 0, 0, 0, time.UTC) // a Friday
		reply, err := tariff.New(card).Quote(context.Background(), s)
		if err != nil || len(reply.Quotes) == 0 {
			fmt.Println(err, reply.Rejections)
			return
		}
		q := reply.Quotes[0]
		fmt.Printf("ready at %d:00, %s ships %v\n", hour, q.Name, q.Ships)
	}
	// Output:
	// ready at 16:00, UPS Ground ships 2026-11-20
	// ready at 18:00, UPS Ground ships 2026-11-23
}
