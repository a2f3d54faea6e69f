package tariff_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	dw "github.com/shiprate/shiprate/dimweight"
)

// contract returns the files of a contract based on a card, changed.
func contract(t testing.TB, basedOn string, edits ...edit) fstest.MapFS {
	t.Helper()
	card := fstest.MapFS{"card.csv": {Data: []byte("key,value\nname,ours-2026\nbased_on," + basedOn + "\nsource,Contract 4711\n")}}
	for _, e := range edits {
		e(t, card)
	}
	return card
}

func loadContract(t testing.TB, card, base fs.FS) *tariff.Card {
	t.Helper()
	c, err := tariff.Load(card, base)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// upsContract is made up, in the manner of the agreements that shippers have
// filed: incentives by service, weight and address, a tier, minimums as the
// price of zone 2 at 1 lb less an amount, and accessorials reduced.
func upsContract(t testing.TB) *tariff.Card {
	t.Helper()
	return loadContract(t, contract(t, "ups-daily-2026",
		add("card.csv", "tier,3\n"),
		write("services.csv", "service,divisor\nground,166\n"),
		write("discounts.csv", `services,zones,residential,weight_over,weight_up_to,percent
ground,,no,,5 lb,20
ground,,no,5 lb,,38.5
ground,,yes,,,12
2nd-day-air,202 203 204,,,,50
2nd-day-air,205 206 207 208,,,,55.55
`),
		write("tiers.csv", `tier,weekly_spend_over,weekly_spend_up_to,services,percent
2,10000.00,20000.00,ground,3
3,20000.00,,ground,6
3,20000.00,,2nd-day-air next-day-air,8
`),
		write("minimums.csv", `services,minimum,of_zone,of_weight,less
ground,list,2,1 lb,1.50
2nd-day-air,16.00,,,
`),
		write("reductions.csv", `code,name,services,zones,residential,percent,less,amount,from,to
residential,,ground,,,50,,,,
delivery_area,Delivery Area Surcharge,,,yes,,,3.00,,
delivery_area,Delivery Area Surcharge - Extended,,,,,1.25,,,
additional_handling,Additional Handling - Packaging,,,,,,0.00,,
fuel,,ground,,,10,,,,
peak,,,,,100,,,2026-09-27,2026-11-21
`)), ups.Files())
}

// TestContractPrices holds a contract against sums done by hand from the UPS
// daily rates of 2025-12-22: Ground costs 13.76 in zone 2 and 20.51 in zone 8
// for 4 lb, 11.99 in zone 2 for 1 lb, 29.70 in zone 8 for 12 lb, and 1.21 a
// pound in zone 8 over 150 lb; 2nd Day Air 27.13 in zone 202 and 46.67 in zone
// 208 for 1 lb. The fuel of 2026-06-15 is 26.50 % for Ground, 27.50 % for air.
func TestContractPrices(t *testing.T) {
	c := tariff.New(upsContract(t))
	to := func(code string, pounds dw.Weight) func(*carriers.Shipment) {
		return func(s *carriers.Shipment) { s.To.PostalCode, s.Parcels[0] = code, box(pounds*dw.Pound) }
	}
	for _, tt := range []struct {
		name, service string
		shipment      func(*carriers.Shipment)
		charges       string
	}{
		// 20 % and the tier's 6 % of 20.51 are 5.3326. Fuel is 26.5 % less a tenth,
		// 23.85 %, of 20.51 - 5.33 = 15.18: 3.62043.
		{"the discount and that of the tier add up", "ground", to("90012", 4), "base 20.51, discount -5.33, fuel 3.62"},
		// 44.5 % of 29.70 are 13.2165. 23.85 % of 16.48 are 3.93048.
		{"a heavier band has its own percentage", "ground", to("90012", 12), "base 29.70, discount -13.22, fuel 3.93"},
		// 26 % off 11.99 leave 8.87, under the minimum of 11.99 - 1.50 = 10.49.
		// 23.85 % of that are 2.501865.
		{"the minimum is left", "ground", to("10128", 1), "base 11.99, discount -1.50, fuel 2.50"},
		// 18 % of 20.51 are 3.6918; the charge for a home, 6.50, is halved.
		// 23.85 % of 16.82 + 3.25 = 20.07 are 4.786695.
		{"a home has its own percentage", "ground", func(s *carriers.Shipment) { to("90012", 4)(s); s.To.Residential = true },
			"base 20.51, discount -3.69, residential 3.25, fuel 4.79"},
		// 63.55 % of 46.67 are 29.658785; 27.5 % of 17.01 are 4.67775.
		{"zones differ", "2nd-day-air", to("90012", 1), "base 46.67, discount -29.66, fuel 4.68"},
		// 58 % of 27.13 leave 11.39, under the 16.00: 11.13 are taken off. 27.5 % of 16.00 are 4.40.
		{"a minimum may be an amount", "2nd-day-air", to("10128", 1), "base 27.13, discount -11.13, fuel 4.40"},
		// No row of discounts.csv: 8 % of 115.30 are 9.224; 27.5 % of 106.08 are 29.172.
		{"the tier alone", "next-day-air", to("90012", 1), "base 115.30, discount -9.22, fuel 29.17"},
		// 3 Day Select costs 40.83 in zone 308 for 1 lb; 27.5 % of that are 11.22825.
		{"a service without discounts keeps the published price", "3-day-select", to("90012", 1), "base 40.83, fuel 11.23"},
		// 94105 is a delivery area: 6.55 for homes are 3.00 by the contract. 23.85 %
		// of 16.82 + 3.25 + 3.00 = 23.07 are 5.502195.
		{"an amount instead of another", "ground", func(s *carriers.Shipment) { to("94105", 4)(s); s.To.Residential = true },
			"base 20.51, discount -3.69, residential 3.25, delivery_area 3.00, fuel 5.50"},
		// To a business it stays 4.50. 23.85 % of 15.18 + 4.50 = 19.68 are 4.69368.
		{"for homes alone", "ground", to("94105", 4), "base 20.51, discount -5.33, delivery_area 4.50, fuel 4.69"},
		// 20 x 16 x 13 in are 4160 in3: 25.06 lb by 166, 29.93 by 139. 26 lb cost
		// 55.00 in zone 8; 44.5 % are 24.475, and 23.85 % of 30.52 are 7.27902.
		{"another divisor", "ground", func(s *carriers.Shipment) { to("90012", 4)(s); s.Parcels[0] = parcel(t, "20x16x13in", "4lb") },
			"base 55.00, discount -24.48, fuel 7.28"},
		{"a charge waived", "ground", func(s *carriers.Shipment) { to("90012", 4)(s); s.Parcels[0].Nonstandard = true },
			"base 20.51, discount -5.33, fuel 3.62"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := toChicago()
			s.Ready = day(t, "2026-06-15")
			tt.shipment(&s)
			if got := charges(t, c, tt.service, s); got != tt.charges {
				t.Errorf("got  %s\nwant %s", got, tt.charges)
			}
		})
	}
}

func TestContractNamesItsDiscounts(t *testing.T) {
	c := tariff.New(upsContract(t))
	s := toChicago()
	s.Ready, s.To.PostalCode = day(t, "2026-06-15"), "94105"
	q, _ := quoteOf(t, c, "ground", s)
	if q.Charges[1].Name != "Discount of 20 % + 6 %" || q.Card != "ours-2026" ||
		!strings.Contains(strings.Join(q.Notes, "\n"), "discount of tier 3, earned by a weekly spend over 20000.00 USD") {
		t.Errorf("got %+v", q)
	}
	s.To.PostalCode, s.Parcels[0] = "10001", box(dw.Pound)
	if q, _ = quoteOf(t, c, "ground", s); q.Charges[1].Name != "Discount to the minimum of 10.49" {
		t.Errorf("got %+v", q)
	}
}

// TestDiscountWithoutMinimum holds that a quote says when nobody has said what is
// left at least.
func TestDiscountWithoutMinimum(t *testing.T) {
	discounts := write("discounts.csv", "services,percent\nground,10\n")
	note := "the discount has no minimum charge: state it in minimums.csv, or none"
	for name, tt := range map[string]struct {
		card edit
		says bool
	}{
		"not stated": {discounts, true},
		"none":       {all(discounts, write("minimums.csv", "services,minimum\nground,none\n")), false},
		"some":       {all(discounts, write("minimums.csv", "services,minimum\n,list\n")), false},
	} {
		c := tariff.New(loadContract(t, contract(t, "acme-2026", tt.card), small(t)))
		q, refused := quoteOf(t, c, "ground", toChicago())
		if q == nil || slices.Contains(q.Notes, note) != tt.says {
			t.Errorf("%s: got %+v %s", name, q, refused)
		}
		if air, _ := quoteOf(t, c, "air", toChicago()); slices.Contains(air.Notes, note) {
			t.Errorf("%s: a service without a discount has the note", name)
		}
	}
}

// A mistake is what a contract over the small card is refused for.
func TestContractMistakes(t *testing.T) {
	discounts := func(rows string) edit {
		return write("discounts.csv", "services,zones,residential,weight_over,weight_up_to,percent,from,to\n"+rows)
	}
	minimums := func(rows string) edit {
		return write("minimums.csv", "services,minimum,of_zone,of_weight,less,percent\n"+rows)
	}
	reductions := func(rows string) edit {
		return write("reductions.csv", "code,name,services,residential,percent,less,amount,from,to\n"+rows)
	}
	for _, tt := range []struct {
		name string
		card edit
		err  string
	}{
		{"a base that is not given", change("card.csv", "acme-2026", "acme-2025"),
			"card.csv:3:10: based_on acme-2025: not a card that is given: there are acme-2026, ours-2026"},
		{"a base that is a contract", change("card.csv", "based_on,acme-2026", "based_on,ours-2026"), "card.csv:3:10: based_on ours-2026: is a contract itself, based on acme-2026"},
		{"another carrier", add("card.csv", "carrier,ups\n"), "card.csv:5:9: carrier ups: the contract is based on acme-2026, whose carrier is acme"},
		{"no name of its own", change("card.csv", "name,ours-2026\n", ""), "card.csv: name is missing"},
		{"no day in common", add("card.csv", "effective_from,2028-01-01\n"),
			"card.csv: 2028-01-01 to 2027-06-30 leaves no day of acme-2026, 2026-01-01 to 2027-06-30"},
		{"a service that the base lacks", add("card.csv", "services,ground sea\n"), "card.csv: services: sea is not a service of acme-2026"},
		{"a tier without tiers", add("card.csv", "tier,3\n"), "card.csv: tier 3: there is no tiers.csv"},
		{"a tier that is not there", all(add("card.csv", "tier,3\n"), write("tiers.csv", "tier,services,percent\n1,,5\n2,,7\n")),
			"card.csv: tier 3 is not in tiers.csv: there are 1, 2"},
		{"a blank percent", discounts("ground,,,,,,,\n"), "discounts.csv:2:12: percent is blank"},
		{"a percent over 100", discounts("ground,,,,,101,,\n"), `discounts.csv:2:12: "101": not from 0 to 100`},
		{"a percent below 0", discounts("ground,,,,,-5,,\n"), `discounts.csv:2:12: "-5": not from 0 to 100`},
		{"all of the price", discounts("air,,,,,100,,\n"), "discounts.csv:2: air: nothing is left of the price after 100 %"},
		{"two rows for one cell", discounts("ground,2,,,,10,,\nground,2 5,,,5 lb,10,,\n"), "discounts.csv:3: ground, zone 2: line 2 has it already"},
		{"a weight inside a row", discounts("ground,,,,6 lb,10,,\n"), "discounts.csv:2: 6 lb is inside the row of 10 lb of ground: a row has one discount"},
		{"a zone of no such service", discounts("ground,9,,,,10,,\n"), `discounts.csv:2:8: zone "9" is not one of the row's services`},
		{"dates in the wrong order", discounts("ground,,,,,10,2026-02-01,2026-01-01\n"), "discounts.csv:2:26: to: is before from"},
		{"a minimum over the price", minimums("ground,8.01,,,,\n"), "minimums.csv:2: ground, zone 2: the minimum of 8.01 is over the price of 8.00 in the list"},
		{"a minimum of a zone that the list lacks", minimums("air,list,8,150 lb,,\n"), `minimums.csv:2: the list of air has no price for of_zone "8", of_weight "150 lb"`},
		{"less than an amount", minimums("ground,5.00,,,1.00,\n"), "minimums.csv:2:8: of_zone, of_weight, less and percent are for the minimum: list"},
		{"a reduction of nothing", reductions("residential,,air,,50,,,,\n"), "reductions.csv:2: no charge residential of these services, zones, addresses and dates"},
		{"a reduction twice", reductions("signature,,,,50,,,,\nsignature,,air,,,,5.00,,\n"), "reductions.csv:3: signature: a row above reduces the same charge"},
		{"a reduction by nothing", reductions("signature,,,,,,,,\n"), "reductions.csv:2: 0 of percent, less and amount: a row has one of them"},
		{"an amount for fuel", reductions("fuel,,,,,,1.00,,\n"), "reductions.csv:2: fuel is a percentage, and only a percent reduces it"},
		{"terms of a service that the base lacks", write("services.csv", "service,divisor\nsea,166\n"),
			`services.csv:2:1: "sea" is not a service of acme-2026: there are ground, air, mail`},
		{"terms twice", write("services.csv", "service,divisor\nground,166\nground,200\n"), "services.csv:3:1: ground: a row above amends the same days"},
		{"a price list with other zones", write("rates-air.csv", "weight_up_to,2,5\n150 lb,20.00,30.00\n"),
			`acme-2026/distance.csv:4:6: zone "8" has no column in rates-air.csv` + "\n" +
				`acme-2026/zones.csv:4:19: zone "8" has no column in rates-air.csv`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tariff.Load(contract(t, "acme-2026", tt.card), small(t), contract(t, "acme-2026"))
			if err == nil {
				t.Fatal("it loads")
			}
			if diff := cmp.Diff(tt.err, err.Error()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
