package rates_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/rates"
)

// Three carriers, here of a few fixed prices.
var (
	ups   = giving("ups", "ground 23.45 USD 2026-11-27", "2nd-day-air 45.10 USD 2026-11-25")
	fedex = giving("fedex", "home-delivery 24.10 USD 2026-11-27")
	usps  = giving("usps", "ground-advantage 12.00 USD 2026-12-02", "media-mail 8.20 USD -")
)

// Example finds the cheapest service that arrives by Friday, and says why.
func Example() {
	const in, lb = dimweight.Inch, dimweight.Pound
	monday := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	friday := carriers.NewDate(2026, time.November, 27)
	s := carriers.Shipment{
		From:    carriers.Address{PostalCode: "10001", Country: "US"},
		To:      carriers.Address{PostalCode: "94105", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in}, Weight: 4 * lb}},
		Ready:   monday,
	}
	shopped := rates.Shop(context.Background(), s, ups, fedex, usps)
	best, err := shopped.Cheapest(rates.DeliverBy(friday))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(best.Name, best.Total())
	fmt.Println(best.Reason)
	for _, r := range best.Rejections {
		fmt.Println(r)
	}
	// Output:
	// ups ground 23.45 USD
	// cheapest of 3 that arrive by 2026-11-27; next is fedex/home-delivery at 24.10 USD, 0.65 USD more
	// usps/media-mail: transit_unknown: the card has no transit time for it
	// usps/ground-advantage: too_late: arrives 2026-12-02 (estimated), 3 business days after 2026-11-27
}

func ExampleShop() {
	shopped := rates.Shop(context.Background(), oneParcel(), ups, fedex, usps)
	for _, q := range shopped.Quotes {
		fmt.Println(q.Total(), q.Carrier, q.Service)
	}
	// Output:
	// 8.20 USD usps media-mail
	// 12.00 USD usps ground-advantage
	// 23.45 USD ups ground
	// 24.10 USD fedex home-delivery
	// 45.10 USD ups 2nd-day-air
}

// A live carrier that hangs costs its own quotes, and no more time than its
// budget.
func ExampleWithin() {
	hung := fake{"dhl", func(ctx context.Context, _ carriers.Shipment) (carriers.Reply, error) {
		<-ctx.Done()
		return carriers.Reply{}, ctx.Err()
	}}
	shopped := rates.Shop(context.Background(), oneParcel(), fedex, rates.Within(10*time.Millisecond, hung))
	fmt.Println(shopped.Quotes[0].Service, shopped.Quotes[0].Total())
	fmt.Println(shopped.Rejections[0])
	// Output:
	// home-delivery 24.10 USD
	// dhl: timeout: no answer within its budget of 10ms
}

// A constraint of your own says what it lets through, and why not.
func ExampleConstraint() {
	morning := rates.Constraint{
		That: "arrive before noon",
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			if q.DeliverTime == "" || q.DeliverTime > "12:00" {
				return "not_before_noon", "it may come in the afternoon"
			}
			return "", ""
		},
	}
	express := giving("fedex", "2day 44.90 USD 2026-11-25 20:00", "priority-overnight 92.40 USD 2026-11-24 10:30", "first-overnight 120.00 USD 2026-11-24 08:00")
	best, err := rates.Shop(context.Background(), oneParcel(), express).Cheapest(morning)
	fmt.Println(best.Service, err)
	fmt.Println(best.Reason)
	fmt.Println(best.Rejections[0])
	// Output:
	// priority-overnight <nil>
	// cheapest of 2 that arrive before noon; next is fedex/first-overnight at 120.00 USD, 27.60 USD more
	// fedex/2day: not_before_noon: it may come in the afternoon
}

func ExampleShopped_Cheapest() {
	shopped := rates.Shop(context.Background(), oneParcel(), ups, fedex, usps)
	best, err := shopped.Cheapest(rates.Only("ups", "fedex"), rates.Without("ups/ground"))
	fmt.Println(best.Service, best.Total(), err)

	_, err = shopped.Cheapest(rates.Only("usps"), rates.DeliverBy(carriers.NewDate(2026, time.November, 27)))
	fmt.Println(errors.Is(err, rates.ErrNoQuote))
	fmt.Println(err)
	// Output:
	// home-delivery 24.10 USD <nil>
	// true
	// no quote meets what is asked for:
	// usps/media-mail: transit_unknown: the card has no transit time for it
	// usps/ground-advantage: too_late: arrives 2026-12-02 (estimated), 3 business days after 2026-11-27
	// ups/ground: excluded: only usps was asked for
	// fedex/home-delivery: excluded: only usps was asked for
	// ups/2nd-day-air: excluded: only usps was asked for
}

// Prices in two currencies are compared at the rates that you give, and at no
// others.
func ExampleShopped_In() {
	canada := giving("canada-post", "xpresspost 33.00 CAD 2026-11-26")
	shopped := rates.Shop(context.Background(), oneParcel(), ups, canada)
	_, err := shopped.Cheapest()
	fmt.Println(err)

	best, _ := shopped.In(rates.Exchange{
		Currency: "USD",
		Rates:    map[carriers.Currency]decimal.Decimal{"CAD": decimal.RequireFromString("0.7")},
		Date:     carriers.NewDate(2026, time.November, 20),
	}).Cheapest()
	fmt.Println(best.Carrier, best.Total())
	fmt.Println(best.Reason)
	// Output:
	// no quote meets what is asked for:
	// canada-post/xpresspost: currency: it is in CAD: quotes are in CAD and USD, and no rate of exchange is given
	// ups/ground: currency: it is in USD: quotes are in CAD and USD, and no rate of exchange is given
	// ups/2nd-day-air: currency: it is in USD: quotes are in CAD and USD, and no rate of exchange is given
	// canada-post 33.00 CAD
	// cheapest of 3; next is ups/ground at 23.45 USD, 0.35 USD more at the rates of 2026-11-20
}
