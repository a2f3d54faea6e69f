package tariff_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	dw "github.com/shiprate/shiprate/dimweight"
)

// oneService is a card of one service with 150 weight breaks in 7 zones, 900
// lanes, 1000 areas, 30 weeks of fuel, 20 holidays and the surcharges of a
// parcel to a home; all of that so many times.
func oneService(times int) fstest.MapFS {
	var rates, zones, areas, charges, fuel, calendar strings.Builder
	rates.WriteString("weight_up_to,2,3,4,5,6,7,8\n")
	for i := 1; i <= 150*times; i++ {
		fmt.Fprintf(&rates, "%d.%03d lb%s\n", i/times, i%times*1000/times, strings.Repeat(fmt.Sprintf(",%d.50", 10+i), 7))
	}
	zones.WriteString("from,to,ground\n")
	for i := range 90 * times {
		for z := range 10 {
			fmt.Fprintf(&zones, "%03d,%03d-%03d,%d\n", 1+i, 100*z, 100*z+99, 2+z%7)
		}
	}
	areas.WriteString("postal_code,area\n")
	for i := range 1000 * times {
		fmt.Fprintf(&areas, "%05d,%s\n", 90000+i*(10/times), []string{"standard", "extended"}[i%2])
	}
	charges.WriteString("code,name,zones,from,to,amount,percent,of,residential,area,weight_over,longest_over\n")
	for i := range times {
		year := 2026 - i
		for z := 2; z <= 8; z++ {
			fmt.Fprintf(&charges, "residential,Residential,%d,%d-01-01,%d-12-31,6.50,,,yes,,,\n", z, year, year)
			fmt.Fprintf(&charges, "delivery_area,Delivery Area,%d,%d-01-01,%d-12-31,4.50,,,yes,standard,,\n", z, year, year)
			fmt.Fprintf(&charges, "additional_handling,Handling,%d,%d-01-01,%d-12-31,40.50,,,,,,24 in\n", z, year, year)
			fmt.Fprintf(&charges, "additional_handling,Handling,%d,%d-01-01,%d-12-31,58.75,,,,,50 lb,\n", z, year, year)
			fmt.Fprintf(&charges, "peak,Peak,%d,%d-06-01,%d-06-30,0.75,,,,,,\n", z, year, year)
		}
	}
	charges.WriteString("fuel,Fuel,,,,,fuel.csv,base residential delivery_area additional_handling,,,,\n")
	fuel.WriteString("from,services,percent\n")
	calendar.WriteString("date,what\n")
	for i := range 30 * times {
		fmt.Fprintf(&fuel, "%v,ground,%d.25\n", carriers.DateOf(toChicago().Ready)-carriers.Date(7*i), 20+i%7)
		fmt.Fprintf(&calendar, "%v,closed\n", carriers.DateOf(toChicago().Ready)+carriers.Date(11*i+9))
	}
	return fstest.MapFS{
		"card.csv":         {Data: []byte("key,value\ncarrier,acme\nname,acme-2026\ncurrency,USD\ncountry,US\nweight_unit,lb\neffective_from,2026-01-01\nsource,made up\n")},
		"services.csv":     {Data: []byte("service,name,divisor,divisor_unit,dim_rounding,weight_step,max_weight,max_length,max_length_girth\nground,Acme Ground,139,in3/lb,up,1 lb,150 lb,108 in,165 in\n")},
		"rates-ground.csv": {Data: []byte(rates.String())}, "zones.csv": {Data: []byte(zones.String())}, "areas.csv": {Data: []byte(areas.String())},
		"surcharges.csv": {Data: []byte(charges.String())}, "fuel.csv": {Data: []byte(fuel.String())}, "calendar.csv": {Data: []byte(calendar.String())},
		"transit.csv": {Data: []byte("services,zones,days\nground,,4\n")},
	}
}

// aHeavyBox is a parcel to a home in a delivery area, hard to handle.
func aHeavyBox() carriers.Shipment {
	s := toChicago()
	s.From.PostalCode, s.To.PostalCode, s.To.Residential = "01001", "90000", true
	s.Parcels = []carriers.Parcel{{Dims: dw.Dims{Length: 25 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 51 * dw.Pound}}
	return s
}

func benchmarkQuote(b *testing.B, c *tariff.Carrier, s carriers.Shipment) {
	b.Helper()
	ctx := b.Context()
	b.ReportAllocs()
	for b.Loop() {
		if reply, err := c.Quote(ctx, s); err != nil || len(reply.Quotes) == 0 {
			b.Fatal(reply, err)
		}
	}
}

// BenchmarkQuoteService is one service and one parcel, every charge itemised.
// It must not grow with the rows of the card.
func BenchmarkQuoteService(b *testing.B) {
	for _, times := range []int{1, 10} {
		c := tariff.New(load(b, oneService(times)))
		if got, want := len(quote(b, c, aHeavyBox()).Quotes[0].Charges), 6; got != want {
			b.Fatalf("%d charges, want %d", got, want)
		}
		b.Run(fmt.Sprintf("breaks=%d", 150*times), func(b *testing.B) { benchmarkQuote(b, c, aHeavyBox()) })
	}
}

// acrossTheCountry is a parcel from New York to a home in San Francisco.
func acrossTheCountry() carriers.Shipment {
	s := toChicago()
	s.Ready = s.Ready.AddDate(0, 5, 22)
	s.To.PostalCode, s.To.Residential = zone8, true
	s.Parcels = []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 4 * dw.Pound}}
	return s
}

func BenchmarkQuoteUPS(b *testing.B)   { benchmarkQuote(b, ups.New(), acrossTheCountry()) }
func BenchmarkQuoteFedEx(b *testing.B) { benchmarkQuote(b, fedex.New(), acrossTheCountry()) }
func BenchmarkQuoteUSPS(b *testing.B)  { benchmarkQuote(b, usps.New(), acrossTheCountry()) }

func BenchmarkLoad(b *testing.B) {
	for _, card := range []struct {
		name  string
		files fs.FS
	}{{"ups", ups.Files()}, {"fedex", fedex.Files()}, {"usps", usps.Files()}, {"small", small(b)}} {
		b.Run(card.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := tariff.Load(card.files); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkQuoteContract is BenchmarkQuoteUPS by a contract with discounts of
// every service, a tier, minimums and reductions.
func BenchmarkQuoteContract(b *testing.B) {
	benchmarkQuote(b, tariff.New(upsContract(b)), acrossTheCountry())
}

func BenchmarkLoadContract(b *testing.B) {
	files := contract(b, "ups-daily-2026", write("discounts.csv", "services,percent\n,20\n"), write("minimums.csv", "services,minimum\n,list\n"))
	for b.Loop() {
		if _, err := tariff.Load(files, ups.Files()); err != nil {
			b.Fatal(err)
		}
	}
}
