package main

import (
	"fmt"
	"image"
	"image/color"
	"os"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

func main() {
	const in = dimweight.Inch
	us := carriers.Shipment{Reference: "ORDER-1001",
		From:    carriers.Address{Name: "Corner Bookshop", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US"},
		To:      carriers.Address{Name: "Zoë Żak", Street: []string{"5 Market St", "Apt 2"}, City: "San Francisco", State: "CA", PostalCode: "94105-1234", Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in}, Weight: 4 * dimweight.Pound, Reference: "BOX 1"}},
		Ready:   time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)}
	fr := us
	fr.From = carriers.Address{Name: "Librairie du Coin", Street: []string{"1 rue de la Paix"}, City: "Lyon", PostalCode: "69001", Country: "FR"}
	fr.To = carriers.Address{Name: "Mme Œuvre Noël", Street: []string{"17 rue du Faubourg-Saint-Denis", "3e étage"}, City: "Paris", PostalCode: "75010", Country: "FR"}
	img := image.NewGray(image.Rect(0, 0, 300, 120))
	for y := range 120 {
		for x := range 300 {
			img.SetGray(x, y, color.Gray{uint8(x * 255 / 300)})
			if dx, dy := x-60, y-60; dx*dx+dy*dy < 2500 {
				img.SetGray(x, y, color.Gray{0})
			}
			if dx, dy := x-60, y-60; dx*dx+dy*dy < 900 {
				img.SetGray(x, y, color.Gray{255})
			}
		}
	}
	logo, _ := label.NewLogo(img)
	rich := label.Options{Logo: logo, References: []string{"PO 4711"}, Message: "Thank you for your order, we hope that you enjoy the books and that you will come back soon to our little corner shop in New York.", Marks: []string{"FRAGILE", "LIMITED QUANTITY"}}
	if len(os.Args) > 1 {
		rich = label.Options{}
	}
	kinds := []struct {
		layout, carrier, service, name, number string
		s                                      carriers.Shipment
		o                                      func(*label.Options)
	}{
		{"plain", "acme", "road", "Acme Road", "123456789012345675", us, nil},
		{"usps", "usps", "ground-advantage", "USPS Ground Advantage", "9261290336128704062441", us, func(o *label.Options) { o.Billing = []string{"US POSTAGE PAID", "CORNER BOOKSHOP", "eVS"}; o.Routing = "C002" }},
		{"ups", "ups", "ground", "UPS Ground", "1Z5R89390357567127", us, func(o *label.Options) { o.Billing = []string{"P/P"}; o.Routing = "CA 941 9-03" }},
		{"fedex", "fedex", "home-delivery", "FedEx Home Delivery", "986578788855", us, func(o *label.Options) { o.Billing = []string{"BILL SENDER"}; o.Routing = "XH NZJA" }},
		{"dhl", "dhl", "express-worldwide", "DHL Express Worldwide", "JD014600003889110045", us, func(o *label.Options) {
			o.Class = "WPX"; o.Routing = "US-SFO-GTW"; o.Data = []string{"US94105+48000001"}
			o.Parcels = []label.ParcelOptions{{Second: "3318810025"}}
		}},
		{"colissimo", "colissimo", "domicile", "Colissimo Domicile", "6A12345678905", fr, func(o *label.Options) { o.Account = "123456" }},
		{"gs1", "gs1", "freight", "Acme Freight", "123456789012345675", us, func(o *label.Options) {
			o.GS1 = []barcode.Element{{AI: "02", Value: "09521234543213"}, {AI: "37", Value: "24"}}
		}},
	}
	for _, k := range kinds {
		for name, size := range map[string]label.Size{"4x6": label.Size4x6, "4x8": label.Size4x8, "100x150": label.Size100x150, "a6": label.SizeA6, "quarter": label.SizeLetterQuarter} {
			for _, dpi := range []int{203, 300} {
				f := label.Format{Size: size, DPI: dpi, Layout: k.layout, Options: rich}
				if k.o != nil {
					k.o(&f.Options)
				}
				q := carriers.Quote{Carrier: k.carrier, Service: k.service, Name: k.name, Ships: carriers.NewDate(2026, 11, 23), Delivers: carriers.NewDate(2026, 11, 27), Parcels: []carriers.Rated{{Unit: dimweight.Pound}}}
				labels, err := f.New(k.s, q, k.number)
				if err != nil {
					fmt.Println(k.layout, name, dpi, err)
					continue
				}
				w, _ := os.Create(fmt.Sprintf("/tmp/lay/%s-%s-%d.pdf", k.layout, name, dpi))
				if err := label.PDF(w, labels...); err != nil {
					fmt.Println(k.layout, name, dpi, "PDF", err)
				}
				w.Close()
			}
		}
	}
}
