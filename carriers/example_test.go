package carriers_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A courier of one service, at a price for each parcel.
type courier struct {
	price carriers.Money
}

func (courier) Name() string { return "courier" }

func (c courier) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	if err := errors.Join(ctx.Err(), s.Validate()); err != nil {
		return carriers.Reply{}, err
	}
	q := carriers.Quote{Carrier: "courier", Service: "bicycle", Name: "By bicycle", Currency: c.price.Currency, Ships: carriers.DateOf(s.Ready), Delivers: carriers.DateOf(s.Ready), Transit: carriers.Transit{Known: true}}
	for i, p := range s.Parcels {
		if p.Weight > 20*dimweight.Kilogram {
			return carriers.Reply{Rejections: []carriers.Rejection{{
				Carrier: "courier", Service: "bicycle", Code: carriers.TooHeavy,
				Reason: fmt.Sprintf("%s is over the 20 kg limit", p.Weight.In(dimweight.Kilogram)),
			}}}, nil
		}
		q.Charges = append(q.Charges, carriers.Charge{Code: carriers.Base, Name: "Ride", Amount: c.price.Minor, Parcel: i})
		q.Parcels = append(q.Parcels, carriers.Rated{Actual: p.Weight, Billable: p.Weight, Unit: dimweight.Kilogram})
	}
	return carriers.Reply{Quotes: []carriers.Quote{q}}, nil
}

// A type with two methods is a carrier. It says no with a rejection, which is
// data; an error means that it could not answer.
func ExampleCarrier() {
	var c carriers.Carrier = courier{price: carriers.Money{Minor: 9_50, Currency: "EUR"}}
	s := carriers.Shipment{
		From:    carriers.Address{PostalCode: "75011", Country: "FR"},
		To:      carriers.Address{PostalCode: "75001", Country: "FR"},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 30 * dimweight.Centimetre, Width: 20 * dimweight.Centimetre, Height: 10 * dimweight.Centimetre}, Weight: 2 * dimweight.Kilogram}},
	}
	_, err := c.Quote(context.Background(), s)
	fmt.Println(errors.Is(err, carriers.ErrInvalid), err)

	s.Ready, _ = carriers.ParseReady("2026-11-23T14:00")
	reply, _ := c.Quote(context.Background(), s)
	fmt.Println(reply.Quotes[0].Name, reply.Quotes[0].Total(), reply.Quotes[0].Delivers)

	s.Parcels[0].Weight = 25 * dimweight.Kilogram
	reply, _ = c.Quote(context.Background(), s)
	fmt.Println(reply.Rejections[0])
	// Output:
	// true ready: must be set: the day on which the parcels can be handed over
	// By bicycle 9.50 EUR 2026-11-23
	// courier/bicycle: too_heavy: 25 kg is over the 20 kg limit
}

func ExampleReadShipment() {
	s, err := carriers.ReadShipment(strings.NewReader(`{
		"ready": "2026-11-23",
		"from": {"postal_code": "10001", "country": "US"},
		"to": {"postal_code": "94105", "country": "US", "residential": true},
		"parcels": [{"dims": "12x9x7in", "weight": "4lb"}]}`))
	fmt.Println(s.Parcels[0].Dims, s.Parcels[0].Weight, err)

	_, err = carriers.ReadShipment(strings.NewReader(`{"redy": "2026-11-23"}`))
	fmt.Println(err)
	// Output:
	// 12x9x7 in 4 lb <nil>
	// invalid shipment: line 1: unknown field "redy"
}

func ExampleShipment_Validate() {
	s := carriers.Shipment{
		From:    carriers.Address{PostalCode: "2134", Country: "US"},
		To:      carriers.Address{PostalCode: "M5V 2T6", Country: "US"},
		Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: dimweight.Inch, Width: dimweight.Inch, Height: dimweight.Inch}}},
	}
	s.Ready, _ = carriers.ParseReady("2026-11-23")
	fmt.Println(s.Validate())
	// Output:
	// from.postal_code: "2134" is not a postal code of US, which look like 99999 or 99999-9999: has it lost the zero in front?
	// to.postal_code: "M5V 2T6" is not a postal code of US, which look like 99999 or 99999-9999: for Canada write CA:M5V 2T6
	// parcels[0].weight: must be more than 0, it is 0 lb
}

func ExampleMoneyFrom() {
	price, err := carriers.MoneyFrom(decimal.RequireFromString("19.4"), "USD")
	fmt.Println(price, err)
	_, err = carriers.MoneyFrom(decimal.RequireFromString("19.455"), "USD")
	fmt.Println(err)
	// Output:
	// 19.40 USD <nil>
	// amount 19.455 has more than the 2 decimals of USD
}

func ExampleParseMoney() {
	insured, err := carriers.ParseMoney("100.00 USD", "")
	fmt.Println(insured, insured.Minor, err)
	_, err = carriers.ParseMoney("100.00", "")
	fmt.Println(err)
	// Output:
	// 100.00 USD 10000 <nil>
	// "100.00" has no currency: write 100.00 USD
}

func ExampleParsePostalCode() {
	fmt.Println(carriers.ParsePostalCode("CA", "m5v2t6"))
	fmt.Println(carriers.ParsePostalCode("PL", "00950"))
	// Output:
	// M5V 2T6 <nil>
	// 00-950 <nil>
}

func ExampleDate() {
	d, _ := carriers.ParseDate("2026-11-27")
	fmt.Println(d, d.Weekday(), d+1)
	// Output: 2026-11-27 Friday 2026-11-28
}

func ExampleQuote_Total() {
	q := carriers.Quote{Currency: "USD", Charges: []carriers.Charge{
		{Code: carriers.Base, Name: "Base rate", Amount: 17_10},
		{Code: carriers.Fuel, Name: "Fuel surcharge", Amount: 3_25},
	}}
	fmt.Println(q.Total())
	// Output: 20.35 USD
}
