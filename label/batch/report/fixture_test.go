package report_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/report"
)

// ready is the Monday on which everything here is handed over.
var ready = carriers.NewDate(2026, 11, 23)

type offered struct {
	carrier, service, name string
	base, fuel             int64
	days                   carriers.Date
	guaranteed             bool
}

var offers = []offered{
	{"fedex", "ground", "FedEx Ground", 1090, 190, 4, false},
	{"fedex", "2day", "FedEx 2Day", 2310, 410, 2, true},
	{"ups", "ground", "UPS Ground", 1070, 200, 4, true},
	{"ups", "3-day-select", "UPS 3 Day Select", 1750, 330, 3, true},
	{"usps", "ground-advantage", "USPS Ground Advantage", 790, 0, 5, false},
	{"usps", "priority-mail", "USPS Priority Mail", 1010, 0, 3, false},
}

// order makes an order of a day that never was. What it costs is made up; the same
// number makes the same order.
func order(i int) *report.Done {
	r := rand.New(rand.NewPCG(7, uint64(i)))
	weights := []int{18, 16, 30, 8, 24, 14}
	pick, at := r.IntN(110), 0
	for pick >= weights[at] && at < len(weights)-1 {
		pick -= weights[at]
		at++
	}
	o := &offers[at]
	zone := 2 + min(r.IntN(7), r.IntN(9))
	pounds := 1 + r.IntN(12)*r.IntN(4)
	base := o.base + int64(zone)*110 + int64(pounds)*65
	p := carriers.Rated{
		Zone: fmt.Sprint(zone), Unit: dimweight.Pound, Actual: dimweight.Weight(pounds)*dimweight.Pound - 3*dimweight.Ounce,
		Billable: dimweight.Weight(pounds) * dimweight.Pound,
	}
	if r.IntN(100) < 27 {
		p.Billable += dimweight.Weight(1+r.IntN(9)) * dimweight.Pound
		p.Dimensional = p.Billable - dimweight.Ounce
		base += int64(p.Billable/dimweight.Pound) * 30
	}
	q := &carriers.Quote{
		Carrier: o.carrier, Service: o.service, Name: o.name, Currency: "USD", Parcels: []carriers.Rated{p}, Guaranteed: o.guaranteed,
		Ships: ready, Delivers: ready + o.days + carriers.Date(zone/7), Charges: []carriers.Charge{{Code: carriers.Base, Amount: base}},
	}
	charge := func(code carriers.ChargeCode, percent int, amount int64) {
		if r.IntN(100) < percent && amount != 0 {
			q.Charges = append(q.Charges, carriers.Charge{Code: code, Amount: amount})
		}
	}
	charge(carriers.Fuel, 100, o.fuel+base*3/100*min(o.fuel, 1))
	charge(carriers.Residential, 55, 595)
	charge(carriers.DeliveryArea, 18, 430)
	charge(carriers.AdditionalHandling, 3, 2850)
	charge(carriers.Peak, 40, 110)
	charge(carriers.SignatureCharge, 5, 640)
	if r.IntN(100) < 12 && o.carrier != "usps" {
		q.Notes = []string{"the fuel surcharge of the next week is not known: that of this week is taken"}
	}
	total := q.Total().Minor
	d := &report.Done{
		Order: fmt.Sprintf("SO-%05d", 10000+i), Row: i + 2, Quote: q, Ready: ready, Labels: 1,
		To: &carriers.Address{Country: "US", PostalCode: fmt.Sprintf("%05d", 1000+r.IntN(98000))},
	}
	if r.IntN(100) < 70 {
		d.By = q.Delivers + carriers.Date(min(r.IntN(6), r.IntN(6)))
	}
	for _, name := range []string{"fedex", "ups", "usps"} {
		offer := report.Offer{Carrier: name}
		switch {
		case name == o.carrier:
			offer.Cost = carriers.Money{Minor: total, Currency: "USD"}
		case name != "usps" || r.IntN(100) < 80:
			offer.Cost = carriers.Money{Minor: total + int64(r.IntN(420)), Currency: "USD"}
		}
		d.Rivals = append(d.Rivals, offer)
	}
	return d
}

// typical is a day of a warehouse.
func typical() *report.Summary {
	var c report.Counter
	const orders = 4812
	for i := range orders {
		c.Add(order(i))
	}
	for i := range 188 {
		c.Fail([]string{"lost_zero", "lost_zero", "no_quote", "unit", "missing", "lost_zero", "postal_code", "duplicate", "held"}[i*i%9])
	}
	c.Rows = orders + 188
	return &report.Summary{
		Run: "4f1c0d9be2a37786", Input: "orders.csv", Ready: "2026-11-23T14:00", Complete: true,
		Carriers: []report.Card{
			{Carrier: "fedex", Card: "fedex-daily-2026", Source: "FedEx Service Guide, 2026-01-05"},
			{Carrier: "ups", Card: "ups-daily-2026", Source: "UPS Daily Rates, 2025-12-22"},
			{Carrier: "usps", Card: "usps-commercial-2026", Source: "USPS Notice 123, 2026-07-12"},
		},
		Files: []string{"shipments.csv", "errors.csv", "manifest-fedex.pdf", "manifest-ups.pdf", "manifest-usps.pdf", "summary.json", "report.html"},
		Tally: c.Tally(),
	}
}

// currencies is a day of two warehouses that pay in euro, pounds and Swiss francs.
func currencies() *report.Summary {
	s := typical()
	var c report.Counter
	for i := range 900 {
		d := order(i)
		d.Quote.Currency = []carriers.Currency{"EUR", "GBP", "EUR", "EUR", "CHF"}[i%5]
		d.Quote.Carrier = []string{"dhl", "gls", "dpd", "colissimo"}[i%4]
		d.Quote.Service, d.Quote.Name = "parcel", ""
		d.Quote.Parcels[0].Unit = dimweight.Kilogram
		d.Quote.Parcels[0].Zone = []string{"DE", "FR", "ES", "IT", "PL", "GB", "CH", "NL", "BE", "AT", "PT", "SE", "DK", "FI", "CZ", "GR"}[i%16]
		for j := range d.Rivals {
			d.Rivals[j].Carrier = []string{"dhl", "gls", "dpd"}[j]
			if d.Rivals[j].Cost.Currency != "" {
				d.Rivals[j].Cost.Currency = d.Quote.Currency
			}
			if i%50 == 0 {
				d.Rivals[j].Cost.Currency = "SEK"
			}
		}
		c.Add(d)
	}
	s.Tally, s.DryRun, s.Carriers = c.Tally(), true, nil
	return s
}

// hostile is what a stranger would like to write into the page.
func hostile() *report.Summary {
	bad := []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(2)>`, `</style><script>alert(3)</script>`, "a\u202egnp.exe", "nul\x00 bell\x07 \xff\xfe",
		`{{.Title}} ${x} %s`, `javascript:alert(4)`, `--><script>alert(5)</script><!--`, `=cmd|' /C calc'!A0`, `"; background: url(https://example.com/x)`,
	}
	var c report.Counter
	for i := range 40 {
		d := order(i)
		b := func(n int) string { return bad[(i+n)%len(bad)] }
		d.Order = b(0)
		if i == 7 {
			for range 12 {
				d.Order += d.Order
			}
		}
		d.Quote.Carrier, d.Quote.Service, d.Quote.Name = b(1), b(2), b(3)
		d.Quote.Parcels[0].Zone = b(4)
		d.Quote.Charges[0].Code = carriers.ChargeCode(b(5))
		d.Quote.Notes, d.Notes = []string{b(6)}, []string{b(7)}
		d.To = &carriers.Address{Country: b(8), PostalCode: b(9)}
		for j := range d.Rivals {
			d.Rivals[j].Carrier = b(j)
		}
		c.Add(d)
		c.Fail(b(0), b(1))
	}
	return &report.Summary{
		Run: bad[0], Input: bad[2], Ready: bad[1], Carriers: []report.Card{{bad[0], bad[7], bad[9]}}, Files: bad, Complete: true, Tally: c.Tally(),
	}
}

// large has more of everything than the page shows, and figures of ten million
// orders.
func large() *report.Summary {
	var c report.Counter
	for i := range 3000 {
		d := order(i)
		d.Quote.Service = fmt.Sprintf("service-of-a-long-name-%d", i%90)
		d.Quote.Name = fmt.Sprintf("A service whose name is as long as names get, number %d", i%90)
		d.Quote.Parcels[0].Zone = fmt.Sprint(i % 110)
		d.Quote.Delivers += carriers.Date(i % 800)
		d.By = d.Quote.Delivers + carriers.Date(i%60)
		for j := range d.Quote.Charges {
			d.Quote.Charges[j].Amount *= 200_000
			d.Quote.Charges[j].Code += carriers.ChargeCode(fmt.Sprintf("_%d", i%9))
		}
		for j := range d.Rivals {
			d.Rivals[j].Cost.Minor *= 200_000
		}
		d.Notes = []string{fmt.Sprintf("a note of the order %d, which is a whole sentence that says what is left out of the price, and why", i)}
		c.Add(d)
		c.Fail(fmt.Sprintf("code_%d", i))
	}
	s := typical()
	s.Tally = c.Tally()
	return s
}

// pages are the summaries that the page is tested with, by their file in testdata.
var pages = map[string]func() *report.Summary{
	"typical":    typical,
	"currencies": currencies,
	"hostile":    hostile,
	"large":      large,
	"empty":      func() *report.Summary { return &report.Summary{} },
	"failed": func() *report.Summary {
		var c report.Counter
		c.Fail("no_quote")
		return &report.Summary{Input: "orders.csv", Ready: "2026-11-23", Tally: c.Tally()}
	},
	"one": func() *report.Summary {
		var c report.Counter
		c.Add(order(2))
		return &report.Summary{Input: "orders.csv", Ready: "2026-11-23", Complete: true, Tally: c.Tally()}
	},
}
