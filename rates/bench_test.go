package rates_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

// thirteen are three carriers with the 13 services of UPS, FedEx and USPS, each
// quote with five charges. They answer at once, so that what is measured is the
// shopping.
func thirteen() []carriers.Carrier {
	var cs []carriers.Carrier
	for i, services := range [][]string{
		{"ground", "3-day-select", "2nd-day-air", "next-day-air-saver", "next-day-air"},
		{"ground", "home-delivery", "express-saver", "2day", "standard-overnight", "priority-overnight"},
		{"ground-advantage", "priority-mail"},
	} {
		var reply carriers.Reply
		for j, service := range services {
			q := quote([]string{"ups", "fedex", "usps"}[i], fmt.Sprintf("%s %d.45 USD %v", service, 20+(j*7+i*5)%31, friday-1+carriers.Date((j+i)%4)))
			for _, code := range []carriers.ChargeCode{carriers.Fuel, carriers.Residential, carriers.DeliveryArea, carriers.Peak} {
				q.Charges = append(q.Charges, carriers.Charge{Code: code, Name: "Surcharge", Amount: 325})
			}
			reply.Quotes = append(reply.Quotes, q)
		}
		cs = append(cs, local{answering(reply.Quotes[0].Carrier, reply)})
	}
	return cs
}

func BenchmarkShop(b *testing.B) { benchmarkShop(b, thirteen()) }

// BenchmarkShopRemote is the same with a goroutine for each carrier.
func BenchmarkShopRemote(b *testing.B) {
	cs := thirteen()
	for i := range cs {
		cs[i] = cs[i].(local).fake
	}
	benchmarkShop(b, cs)
}

func benchmarkShop(b *testing.B, cs []carriers.Carrier) {
	s := oneParcel()
	b.ReportAllocs()
	for b.Loop() {
		if shopped := rates.Shop(context.Background(), s, cs...); len(shopped.Quotes) != 13 {
			b.Fatal(shopped)
		}
	}
}

func BenchmarkCheapest(b *testing.B) {
	shopped := rates.Shop(context.Background(), oneParcel(), thirteen()...)
	b.ReportAllocs()
	for b.Loop() {
		best, err := shopped.Cheapest(rates.DeliverBy(friday))
		if err != nil || best.Of != 6 || len(best.Rejections) != 7 {
			b.Fatal(best.Of, len(best.Rejections), err)
		}
	}
}

func BenchmarkShopAndCheapest(b *testing.B) {
	s, cs := oneParcel(), thirteen()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rates.Shop(context.Background(), s, cs...).Cheapest(rates.DeliverBy(friday)); err != nil {
			b.Fatal(err)
		}
	}
}
