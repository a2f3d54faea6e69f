package papers_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

// Numbers whose check digits others have published: jkeen/tracking_number_data,
// the UPU's S10 standard and, for the SSCC, the tests of zint.
const (
	upsNumber  = "1Z5R89390357567127"
	s10Number  = "RB123456785GB"
	ssccNumber = "(00)123456789012345675"
)

func usd(minor int64) carriers.Money { return carriers.Money{Minor: minor, Currency: "USD"} }

// order is a shipment of one parcel abroad, with all that papers show.
func order() carriers.Shipment {
	return carriers.Shipment{
		Reference: "ORDER-1001",
		From: carriers.Address{
			Name: "Corner Bookshop", Company: "Corner Trading LLC", Street: []string{"1 Main St"}, City: "New York", State: "NY",
			PostalCode: "10001", Country: "US", Phone: "+1 212 555 0100", TaxID: "EIN 12-3456789",
		},
		To: carriers.Address{
			Name: "Zoë Żak", Street: []string{"Bâtiment C, 3e étage", "17 rue du Faubourg-Saint-Denis"}, City: "Paris",
			PostalCode: "75010", Country: "FR", Phone: "+33 1 70 18 99 00", Residential: true,
		},
		Parcels: []carriers.Parcel{{
			Dims:   dimweight.Dims{Length: 30 * dimweight.Centimetre, Width: 20 * dimweight.Centimetre, Height: 10 * dimweight.Centimetre},
			Weight: 1900 * dimweight.Gram, Reference: "BOX 1",
			Items: []carriers.Item{
				{SKU: "MUG-BLUE", Name: "Mug “Lisboa”, hand painted", Quantity: 1, Bin: "A-10", Description: "ceramic mug", HSCode: "6912.00", Origin: "PT", Value: usd(18_00), Weight: 350 * dimweight.Gram},
				{SKU: "SHIRT-M", Name: "T-shirt, navy, M", Quantity: 3, Bin: "A-2", Description: "men's knitted cotton T-shirts", HSCode: "6109.10.0010", Origin: "BD", Value: usd(12_50), Weight: 200 * dimweight.Gram},
				{SKU: "BOOK-0042", Name: "The Dictionary of Lost Words", Quantity: 2, Bin: "B-1-07", Description: "printed books, paperback", HSCode: "4901.99", Origin: "US", Value: usd(9_99), Weight: 310 * dimweight.Gram},
			},
		}},
		Ready:       time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC),
		GiftMessage: "Chère Zoë,\n\nhappy birthday, and all the best from the three of us!\nAnn, Ben and Łucja",
		Customs:     carriers.Customs{Reason: carriers.ReasonSale, Incoterm: "DAP Paris", Invoice: "INV-2026-0417", Freight: usd(24_90)},
	}
}

// many is order with so many items.
func many(items int) carriers.Shipment {
	s := order()
	s.Parcels[0].Weight = 30 * dimweight.Kilogram
	s.Parcels[0].Items = nil
	for i := range items {
		s.Parcels[0].Items = append(s.Parcels[0].Items, carriers.Item{
			SKU: fmt.Sprintf("SKU-%04d", i), Name: fmt.Sprintf("Enamel badge number %d with a name that is long enough to need a second line", i), Quantity: 1 + i%7,
			Bin: fmt.Sprintf("C-%d", 97-i), HSCode: "7117.19", Origin: "CZ", Value: usd(int64(199 + i)), Weight: 21 * dimweight.Gram,
		})
	}
	return s
}

// manifest is a day of a carrier, with numbers made for it.
func manifest(tb testing.TB, parcels int) papers.Manifest {
	tb.Helper()
	m := papers.Manifest{ID: "MAN-20261123-UPS-01", Carrier: "ups", Account: "5R8939", Date: carriers.NewDate(2026, time.November, 23), From: order().From, Unit: dimweight.Pound}
	services := []string{"UPS Ground", "UPS Next Day Air Saver", "UPS 2nd Day Air"}
	for i := range parcels {
		number, err := tracking.UPS{Shipper: "5R8939", Service: "03"}.Make(uint64(i + 1))
		if err != nil {
			tb.Fatal(err)
		}
		m.Parcels = append(m.Parcels, papers.Handed{Number: number, Service: services[i*i%3], Reference: fmt.Sprintf("ORDER-%d", 1001+i),
			To: "US 94105", Weight: dimweight.Weight(i%9+1) * dimweight.Pound / 2})
	}
	return m
}

// all has pages of every kind.
func all(tb testing.TB, f papers.Format) map[string][]label.Label {
	tb.Helper()
	pages := make(map[string][]label.Label)
	keep := func(name string) func([]label.Label, error) {
		return func(list []label.Label, err error) {
			tb.Helper()
			if err != nil {
				tb.Fatalf("%s: %v", name, err)
			}
			pages[name] = list
		}
	}
	keep("slip")(f.PackingSlip(order()))
	keep("slip-long")(f.PackingSlip(many(60)))
	keep("cn22")(f.CN22(order(), usd(400_00)))
	keep("cn23")(f.CN23(order(), s10Number))
	keep("cn23-long")(f.CN23(many(40)))
	keep("invoice")(f.Invoice(order(), upsNumber))
	keep("invoice-long")(f.Invoice(many(50)))
	keep("manifest")(f.Manifest(manifest(tb, 12)))
	long := manifest(tb, 120)
	long.ID, long.Unit = ssccNumber, 0
	keep("manifest-long")(f.Manifest(long))
	return pages
}
