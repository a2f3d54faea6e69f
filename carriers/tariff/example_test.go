package tariff_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing/fstest"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/dimweight"
)

// acme is a card in memory; os.DirFS("acme") is one on disk.
var acme = fstest.MapFS{
	"card.csv":         {Data: []byte("key,value\ncarrier,acme\nname,acme-2026\ncurrency,USD\ncountry,US\nweight_unit,lb\neffective_from,2026-01-01\nsource,price list of 2026\n")},
	"services.csv":     {Data: []byte("service,name,divisor,divisor_unit,dim_rounding,weight_step,max_weight,delivery_days\nground,Acme Ground,139,in3/lb,up,1 lb,70 lb,3\n")},
	"rates-ground.csv": {Data: []byte("weight_up_to,near,far\n1 lb,8.00,10.00\n5 lb,10.00,15.00\n70 lb,30.00,50.00\n")},
	"zones.csv":        {Data: []byte("from,to,ground\n100-104,100-119,near\n100-104,600-606 940-941,far\n")},
	"surcharges.csv":   {Data: []byte("code,name,amount,percent,of,residential\nresidential,Home delivery,5.00,,,yes\nfuel,Fuel,,12.5,base residential,\n")},
}

var parcelToAHome = carriers.Shipment{
	From:    carriers.Address{PostalCode: "10001", Country: "US"},
	To:      carriers.Address{PostalCode: "94105", Country: "US", Residential: true},
	Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * dimweight.Inch, Width: 9 * dimweight.Inch, Height: 5 * dimweight.Inch}, Weight: 3 * dimweight.Pound}},
	Ready:   time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC),
}

// A folder of CSV files is a carrier.
func Example() {
	card, err := tariff.Load(acme)
	if err != nil {
		fmt.Println(err)
		return
	}
	reply, err := tariff.New(card).Quote(context.Background(), parcelToAHome)
	if err != nil {
		fmt.Println(err)
		return
	}
	q := reply.Quotes[0]
	for _, c := range q.Charges {
		fmt.Println(c.Name, q.Money(c))
	}
	fmt.Println(q.Name, q.Total(), "for", q.Parcels[0].Billable, "in zone", q.Parcels[0].Zone, "arrives", q.Delivers)
	// Output:
	// Base rate 15.00 USD
	// Home delivery 5.00 USD
	// Fuel 2.50 USD
	// Acme Ground 22.50 USD for 4 lb in zone far arrives 2026-11-25
}

// Every mistake is told at once, each with its file, line and column.
func ExampleLoad() {
	broken := maps.Clone(acme)
	broken["rates-ground.csv"] = &fstest.MapFile{Data: []byte("weight_up_to,near,far\n1 lb,8.00,1O.25\n5 lb,10.00,\n")}
	_, err := tariff.Load(broken)
	fmt.Println(err)
	// Output:
	// rates-ground.csv:2:11: "1O.25": not a price
	// rates-ground.csv:3:12: no price: write - where the service is not offered
}

// A refusal is data, not an error.
func ExampleCarrier_Quote() {
	s := parcelToAHome
	s.Parcels = []carriers.Parcel{{Dims: s.Parcels[0].Dims, Weight: 71 * dimweight.Pound}}
	reply, err := tariff.New(tariff.MustLoad(acme)).Quote(context.Background(), s)
	fmt.Println(len(reply.Quotes), err)
	fmt.Println(reply.Rejections[0])
	// Output:
	// 0 <nil>
	// acme/ground: too_heavy: 71 lb is over the 70 lb limit
}

// An official zone chart takes the place of zones that the card estimates.
func ExampleCard_WithZones() {
	card := tariff.MustLoad(usps.Files())
	chart := "from,to,zone\n104,941,8\n" // a file, in earnest
	official, err := card.WithZones("chart.csv", strings.NewReader(chart))
	if err != nil {
		fmt.Println(err)
		return
	}
	s := parcelToAHome
	s.From.PostalCode = "10401"
	for _, c := range []*tariff.Card{card, official} {
		reply, _ := tariff.New(c).Quote(context.Background(), s)
		q := reply.Quotes[0]
		fmt.Printf("%s, zone %s: %s\n", q.Name, q.Parcels[0].Zone, strings.Join(q.Notes, "; "))
	}
	// Output:
	// USPS Ground Advantage, zone 8: zone estimated from the distance between the centres of the two postal prefixes; latest day of the published 2-5 days
	// USPS Ground Advantage, zone 8: latest day of the published 2-5 days
}

// The cards of two years are one carrier: the ship date picks the card.
func ExampleNew() {
	next := maps.Clone(acme)
	next["card.csv"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("acme-2026", "acme-2027", "2026-01-01", "2027-01-01").Replace(string(acme["card.csv"].Data)))}
	this := maps.Clone(acme)
	this["card.csv"] = &fstest.MapFile{Data: append([]byte(string(acme["card.csv"].Data)), "effective_to,2026-12-31\n"...)}
	c := tariff.New(tariff.MustLoad(this), tariff.MustLoad(next))
	s := parcelToAHome
	for _, day := range []int{31, 32} {
		s.Ready = time.Date(2026, time.December, day, 0, 0, 0, 0, time.UTC)
		reply, _ := c.Quote(context.Background(), s)
		fmt.Println(reply.Quotes[0].Ships, reply.Quotes[0].Card)
	}
	// Output:
	// 2026-12-31 acme-2026
	// 2027-01-01 acme-2027
}
