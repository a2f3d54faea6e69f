package label_test

import (
	"fmt"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/label"
)

// TestServiceNames has the name of every service that the cards offer on its
// carrier's label.
func TestServiceNames(t *testing.T) {
	numbers := map[string]string{"fedex": fedexNumber, "ups": upsNumber, "usps": uspsNumber}
	abroad := order()
	abroad.To.State, abroad.To.PostalCode, abroad.To.City, abroad.To.Country = "", "10115", "Berlin", "DE"
	for _, c := range []carriers.Lister{fedex.New(), ups.New(), usps.New()} {
		for _, service := range c.Services() {
			for _, dpi := range []int{203, 300} {
				t.Run(fmt.Sprintf("%s %d", service.Name, dpi), func(t *testing.T) {
					for _, s := range []carriers.Shipment{order(), abroad} {
						q := quoted(s, service.Carrier, service.Name)
						q.Service = service.Service
						labels, err := label.Format{DPI: dpi}.New(s, q, numbers[service.Carrier])
						if err != nil {
							t.Fatal(err)
						}
						checkGeometry(t, labels[0])
					}
				})
			}
		}
	}
}
