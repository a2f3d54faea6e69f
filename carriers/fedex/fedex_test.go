package fedex_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/fedex"
	dw "github.com/shiprate/shiprate/dimweight"
)

// from returns a shipment of one parcel from New York to a business, on a day of
// the last week whose fuel percentages are known: 26 by ground, 27 by air.
func from(t *testing.T, to, dims, weight string) carriers.Shipment {
	t.Helper()
	d, err := dw.ParseDims(dims)
	if err != nil {
		t.Fatal(err)
	}
	w, err := dw.ParseWeight(weight)
	if err != nil {
		t.Fatal(err)
	}
	country, code, abroad := strings.Cut(to, ":")
	if !abroad {
		country, code = "US", to
	}
	return carriers.Shipment{
		From: carriers.Address{PostalCode: "10001", Country: "US"}, To: carriers.Address{PostalCode: code, Country: country},
		Parcels: []carriers.Parcel{{Dims: d, Weight: w}}, Ready: time.Date(2026, time.June, 16, 0, 0, 0, 0, time.UTC),
	}
}

func TestContract(t *testing.T) {
	home := from(t, "97201", "12x9x7in", "4lb")
	home.To.Residential = true
	insured := home
	insured.To.Residential, insured.Insured = false, carriers.Money{Minor: 150_00, Currency: "USD"}
	several := home
	several.Parcels = []carriers.Parcel{home.Parcels[0], home.Parcels[0]}
	several.Parcels[1].Dims.Length, several.Parcels[1].Nonstandard = 50*dw.Inch, true
	carriertest.Run(t, fedex.New(), home, insured, several,
		from(t, "97201", "12x9x0.5in", "8oz"), from(t, "96720", "12x12x12in", "50lb"), from(t, "DE:10115", "12x9x7in", "4lb"))
}

// A quoted is a shipment and what a service says to it: its charges, with the
// packaging of the price list, or its refusal.
type quoted struct {
	name    string
	s       carriers.Shipment
	service string
	want    string
}

func check(t *testing.T, c carriers.Carrier, tests []quoted) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reply, err := c.Quote(t.Context(), tt.s)
			if err != nil {
				t.Fatal(err)
			}
			got := "not in the reply"
			for i := range reply.Quotes {
				if q := &reply.Quotes[i]; q.Service == tt.service {
					got = say(q)
				}
			}
			for _, r := range reply.Rejections {
				if r.Service == tt.service {
					got = fmt.Sprintf("%s: %s", r.Code, r.Reason)
				}
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// say prints the charges of a quote, which one Service Guide or price list has.
func say(q *carriers.Quote) string {
	var words []string
	for _, c := range q.Charges {
		words = append(words, fmt.Sprintf("%s %s", c.Code, q.Money(c).Amount()))
	}
	if p := q.Parcels[0].Packaging; p != "" {
		words = append(words, p)
	}
	return strings.Join(words, ", ")
}

// with changes a shipment.
func with(s carriers.Shipment, change func(*carriers.Shipment)) carriers.Shipment {
	s.Parcels = slices.Clone(s.Parcels)
	change(&s)
	return s
}

func home(s *carriers.Shipment) { s.To.Residential = true }

func on(month time.Month, day int) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) { s.Ready = time.Date(2026, month, day, 0, 0, 0, 0, time.UTC) }
}

// Prices: FedEx Standard List Rates 2026. Surcharges, hours, and One Rate: FedEx
// Service Guide, updated 2026-05-19.
func TestAlaskaAndHawaii(t *testing.T) {
	heavy := from(t, "99701", "20x16x12in", "55lb")
	heavy.From.PostalCode = "99501"
	// 99704 has the delivery area surcharge of Alaska.
	over70 := with(from(t, "99704", "12x12x12in", "71lb"), home)
	check(t, fedex.New(), []quoted{
		{"Anchorage by ground", from(t, "99501", "4x4x4in", "1lb"), "ground", "base 43.41, fuel 11.29"},
		{"Honolulu overnight", from(t, "96813", "4x4x4in", "1lb"), "priority-overnight", "base 130.21, fuel 35.16"},
		{"Hilo has the surcharge of Hawaii", from(t, "96720", "4x4x4in", "1lb"), "2day", "base 86.96, delivery_area 16.25, fuel 27.87"},
		{"Alaska over 70 lb by ground is 3.5 times the surcharge", over70, "home-delivery", "base 336.66, residential 6.45, delivery_area 161.00, additional_handling 58.75, fuel 146.34"},
		{"and once by air", over70, "2day", "base 624.32, residential 6.95, delivery_area 46.00, additional_handling 58.75, fuel 198.73"},
		{"handling within Alaska is that of zone 3", heavy, "ground", "base 32.67, additional_handling 50.25, fuel 21.56"},
		{"but not of the zone of Anchorage by air", heavy, "2day", "base 198.78, additional_handling 58.75, fuel 69.53"},
		{"no Express Saver", from(t, "96813", "4x4x4in", "1lb"), "express-saver", "no_lane: the service does not go from 10001 to 96813 (Hawaii)"},
		{"no 2Day A.M. to Hawaii", from(t, "96813", "4x4x4in", "1lb"), "2day-am", "no_lane: the service does not go from 10001 to 96813 (Hawaii)"},
		{"no Standard Overnight to Fairbanks", from(t, "99701", "4x4x4in", "1lb"), "standard-overnight", "no_lane: the service does not go from 10001 to 99701 (Alaska)"},
	})
}

func TestHoursByZone(t *testing.T) {
	for to, want := range map[string]string{
		"60601": "Wed 11:00", "96813": "Wed 17:00", "99501": "Wed 17:00",
		"99701": "Wed 17:00", // a week later: 5 days more than published
	} {
		reply, _ := fedex.New().Quote(t.Context(), from(t, to, "4x4x4in", "1lb"))
		for _, q := range reply.Quotes {
			got := fmt.Sprintf("%.3s %s", q.Delivers.Weekday(), q.DeliverTime)
			if q.Service == "priority-overnight" && got != want {
				t.Errorf("%s: got %s (%v), want %s", to, got, q.Delivers, want)
			}
		}
	}
}

func TestEnvelopesAndOneRate(t *testing.T) {
	house := with(from(t, "97201", "12x9x0.5in", "8oz"), home)
	insured := with(from(t, "97201", "11.25x8.75x7.75in", "20lb"), func(s *carriers.Shipment) {
		s.Accessorials, s.Insured = []carriers.Accessorial{carriers.AdultSignature}, carriers.Money{Minor: 300_00, Currency: "USD"}
	})
	check(t, fedex.New(), []quoted{
		{"an envelope of 8 oz to a home", house, "priority-overnight-envelope", "base 70.96, residential 6.95, fuel 21.04, FedEx Envelope"},
		{"over 8 oz it is a package", from(t, "97201", "12x9x0.5in", "8.1oz"), "priority-overnight-envelope", "too_heavy: 0.51 lb is over the 0.5 lb limit"},
		{"One Rate has no residential charge and no fuel", house, "one-rate-priority-overnight", "base 81.95, FedEx Envelope"},
		{"an envelope of 10 lb", from(t, "97201", "12x9x0.5in", "10lb"), "one-rate-2day", "base 12.75, FedEx Envelope"},
		{"over 10 lb it is a Pak", from(t, "97201", "12x9x0.5in", "10.1lb"), "one-rate-2day", "base 16.30, FedEx Pak"},
		{"a Small Box, turned", from(t, "97201", "1.5x12.3x10.8in", "50lb"), "one-rate-express-saver", "base 19.55, FedEx Small Box"},
		{"it is charged what is asked for", insured, "one-rate-2day", "base 32.05, signature 10.00, insurance 4.95, FedEx Large Box"},
		{"a box that is in none", from(t, "97201", "12x12x12in", "5lb"), "one-rate-2day", "too_big: 12x12x12 in does not fit FedEx Extra Large Box, 11.875x11x10.75in or 15.75x14.125x6in"},
		{"local", from(t, "10013", "12x9x0.5in", "8oz"), "one-rate-first-overnight", "base 103.50, FedEx Envelope"},
		{"before 20 April", with(house, on(time.April, 17)), "one-rate-2day", "no_price: the card has no terms of the service on 2026-04-17"},
	})
}

func TestSignatures(t *testing.T) {
	asking := func(s carriers.Shipment, a carriers.Accessorial) carriers.Shipment {
		return with(s, func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{a} })
	}
	office := from(t, "97201", "4x4x4in", "1lb")
	house := with(office, home)
	check(t, fedex.New(), []quoted{
		{"direct", asking(office, carriers.Signature), "2day", "base 46.97, signature 7.60, fuel 14.73"},
		{"free from 500.00 declared", with(asking(office, carriers.Signature), func(s *carriers.Shipment) { s.Insured = carriers.Money{Minor: 500_00, Currency: "USD"} }), "2day",
			"base 46.97, insurance 8.25, fuel 12.68"},
		{"indirect at a home", asking(house, carriers.IndirectSignature), "2day", "base 46.97, residential 6.95, signature 7.60, fuel 16.61"},
		{"indirect at a business", asking(office, carriers.IndirectSignature), "2day", "not_offered: indirect-signature was asked for, and the card has no price for it"},
	})
}

func TestExport(t *testing.T) {
	insured := with(from(t, "DE:10115", "4x4x4in", "1lb"), func(s *carriers.Shipment) { s.Insured = carriers.Money{Minor: 250_00, Currency: "USD"} })
	anchorage := from(t, "CA:M5V 2T6", "4x4x4in", "1lb")
	anchorage.From.PostalCode = "99501"
	two := from(t, "CA:M5V 2T6", "4x4x4in", "1lb")
	two.Parcels = append(two.Parcels, two.Parcels[0])
	check(t, fedex.New(), []quoted{
		{"Berlin, 6 lb of dimensional weight", from(t, "DE:10115", "12x9x7in", "4lb"), "international-priority", "base 280.97, fuel 75.86"},
		{"a home in Toronto", with(from(t, "CA:M5V 2T6", "4x4x4in", "1lb"), home), "international-priority", "base 126.18, fuel 34.07, residential 6.95, fuel 1.88"},
		{"Connect Plus has no residential charge", with(from(t, "CA:M5V 2T6", "4x4x4in", "1lb"), home), "international-connect-plus", "base 108.12, fuel 29.19"},
		{"by ground to a home", with(from(t, "CA:M5V 2T6", "4x4x4in", "1lb"), home), "international-ground", "base 28.54, ground_residential 6.45, fuel 9.10"},
		{"by ground to the Yukon", from(t, "CA:Y1A 1A1", "4x4x4in", "1lb"), "international-ground", "base 45.36, northern_canada 110.00, fuel 40.39"},
		{"not by ground from Alaska", anchorage, "international-ground", "no_lane: the service does not go from 99501 (Alaska) to CA M5V 2T6"},
		{"two postal codes of one district", from(t, "CA:J3H 1A1", "4x4x4in", "1lb"), "international-priority", "base 139.28, fuel 37.61"},
		{"International First to London", from(t, "GB:SW1A 1AA", "4x4x4in", "1lb"), "international-first", "base 205.77, fuel 55.56"},
		{"not to Glasgow", from(t, "GB:G2 1DU", "4x4x4in", "1lb"), "international-first", "no_lane: the service does not go from 10001 to GB G2 1DU"},
		{"nor anywhere it does not serve", from(t, "KE:00100", "4x4x4in", "1lb"), "international-first", "no_lane: the service does not go from 10001 to KE 00100"},
		{"a country that is not served", from(t, "CU:10400", "4x4x4in", "1lb"), "international-priority", "no_lane: the card has no zone from 10001 to CU 10400"},
		{"value above 100.00, for each 100.00", insured, "international-economy", "base 139.10, insurance 3.30, fuel 37.56"},
		{"two parcels to a home in Toronto are one residential delivery", with(two, home), "international-priority", "base 126.18, fuel 34.07, base 126.18, fuel 34.07, residential 6.95, fuel 1.88"},
		{"of each parcel by ground", with(two, home), "international-ground", "base 28.54, ground_residential 6.45, fuel 9.10, base 28.54, ground_residential 6.45, fuel 9.10"},
		{"the box of 10 kg, a pound over its 22", from(t, "DE:10115", "15x12x10in", "23lb"), "international-priority-10kg-box", "base 332.82, fuel 89.86, FedEx 10kg Box"},
		{"long abroad is the same everywhere", from(t, "DE:10115", "50x5x5in", "5lb"), "international-priority", "base 910.96, additional_handling 29.50, fuel 253.92"},
		{"oversize abroad has no least weight", from(t, "DE:10115", "97x10x8in", "20lb"), "international-priority", "base 1186.04, oversize 208.00, fuel 376.39"},
	})
}
