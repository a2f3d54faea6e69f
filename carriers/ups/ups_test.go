package ups_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/carriertest"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	dw "github.com/shiprate/shiprate/dimweight"
)

// from returns a shipment of one parcel from New York to a business, on a day of
// the last week whose fuel percentages are known: 26.50 by ground, 27.50 by air.
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
	carriertest.Run(t, ups.New(), home, insured, several,
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

// The prices are those of the UPS Daily Rates workbook and of the sheet of other
// charges, 2025-12-22; the zones of Alaska and Hawaii those of the UPS charts.
func TestLettersAndSimpleRate(t *testing.T) {
	check(t, ups.New(), []quoted{
		{"a letter of 8 oz", from(t, "97201", "12x9x0.5in", "8oz"), "next-day-air-letter", "base 71.47, fuel 19.65, UPS Express Envelope"},
		{"a letter to a home", with(from(t, "97201", "12x9x0.5in", "8oz"), home), "2nd-day-air-letter", "base 46.21, residential 7.00, fuel 14.63, UPS Express Envelope"},
		{"over 8 oz it is none", from(t, "97201", "12x9x0.5in", "8.1oz"), "next-day-air-letter", "too_heavy: 0.51 lb is over the 0.5 lb limit"},
		{"a thick letter is narrower", from(t, "97201", "11.5x8.5x1in", "8oz"), "next-day-air-letter", "base 71.47, fuel 19.65, UPS Express Envelope"},
		{"too thick for it", from(t, "97201", "11.6x8.5x1in", "8oz"), "next-day-air-letter",
			"too_big: 11.6x8.5x1 in does not fit UPS Express Envelope, 12.5x9.5x0.25in or 12x9x0.5in or 11.5x8.5x1in"},
		{"100 cubic inches", from(t, "97201", "5x5x4in", "50lb"), "simple-rate-ground", "base 12.20, Extra Small"},
		{"a little more", from(t, "97201", "5x5x4.01in", "1lb"), "simple-rate-ground", "base 15.80, Small"},
		{"1728 cubic inches to a home", with(from(t, "97201", "12x12x12in", "50lb"), home), "simple-rate-ground", "base 30.95, Extra Large"},
		{"no more than that", from(t, "97201", "12x12x12.1in", "1lb"), "simple-rate-ground", "too_big: 12.1x12x12 in does not fit Extra Large, 1728 in3"},
		{"nor over 50 lb", from(t, "97201", "12x12x12in", "50.1lb"), "simple-rate-ground", "too_heavy: 50.1 lb is over the 50 lb limit"},
		{"a long one is handled", from(t, "97201", "49x5x5in", "5lb"), "simple-rate-3-day-select", "base 61.95, additional_handling 40.50, Extra Large"},
		{"by air to Anchorage", from(t, "99501", "10x5x5in", "5lb"), "simple-rate-2nd-day-air", "base 52.15, Small"},
		{"by air to Hilo", from(t, "96720", "10x5x5in", "5lb"), "simple-rate-2nd-day-air", "base 97.30, Small"},
	})
}

func TestAlaskaHawaiiAndPuertoRico(t *testing.T) {
	over := with(from(t, "96720", "97x10x10in", "20lb"), home)
	check(t, ups.New(), []quoted{
		{"Anchorage", from(t, "99501", "4x4x4in", "1lb"), "ground", "base 43.25, fuel 11.46"},
		{"Honolulu", from(t, "96813", "4x4x4in", "1lb"), "ground", "base 43.25, fuel 11.46"},
		{"a village of Alaska, which is remote", from(t, "99704", "4x4x4in", "1lb"), "ground", "base 56.96, delivery_area 46.25, fuel 27.35"},
		{"Hilo, which is remote", from(t, "96720", "4x4x4in", "1lb"), "next-day-air", "base 127.45, delivery_area 16.50, fuel 39.59"},
		{"San Juan", from(t, "00901", "4x4x4in", "1lb"), "2nd-day-air", "base 61.97, fuel 17.04"},
		{"a large package to a home is of zone 7 and up", over, "ground", "base 408.98, residential 6.50, delivery_area 16.50, oversize 331.00, fuel 202.19"},
		{"no 3 Day Select", from(t, "99501", "4x4x4in", "1lb"), "3-day-select", "no_lane: the service does not go from 10001 to 99501 (Alaska)"},
		{"no Next Day Air Early to Hilo", from(t, "96720", "4x4x4in", "1lb"), "next-day-air-early", "no_lane: the service does not go from 10001 to 96720 (Hawaii)"},
		{"Next Day Air Early to Anchorage", from(t, "99501", "4x4x4in", "1lb"), "next-day-air-early", "base 157.35, fuel 43.27"},
	})
}

func TestGroundSaver(t *testing.T) {
	check(t, ups.New(), []quoted{
		{"a pound", from(t, "97201", "4x4x4in", "1lb"), "ground-saver", "base 16.26, fuel 4.31"},
		{"no residential charge", with(from(t, "97201", "4x4x4in", "20lb"), home), "ground-saver", "base 58.93, fuel 15.62"},
		{"over 20 lb", from(t, "97201", "4x4x4in", "20.1lb"), "ground-saver", "no_price: a billable weight of 21 lb is over the 20 lb that the card prices"},
		{"over 130 in", from(t, "97201", "60x18x18in", "5lb"), "ground-saver", "too_big: length plus girth of 132 in is over the 130 in limit"},
		{"the season", with(from(t, "97201", "4x4x4in", "1lb"), on(time.November, 23)), "ground-saver", "base 16.26, peak 0.75, fuel 4.51"},
		{"the week before", with(from(t, "97201", "4x4x4in", "1lb"), on(time.November, 20)), "ground-saver", "base 16.26, peak 0.50, fuel 4.44"},
	})
}

// What UPS charges for these in 2026 was not found: the card asks for it.
func TestWhatTheCardAsksFor(t *testing.T) {
	asking := func(a carriers.Accessorial) carriers.Shipment {
		return with(from(t, "97201", "4x4x4in", "1lb"), func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{a} })
	}
	check(t, ups.New(), []quoted{
		{"a signature", asking(carriers.Signature), "ground", "not_offered: the card has no amount for Signature Required: fill it in in surcharges.csv (code signature)"},
		{"an adult's", asking(carriers.AdultSignature), "next-day-air", "not_offered: the card has no amount for Adult Signature Required: fill it in in surcharges.csv (code signature)"},
		{"Saturday", asking(carriers.Saturday), "next-day-air", "not_offered: the card has no amount for Saturday Delivery: fill it in in surcharges.csv (code saturday)"},
		{"Saturday by ground", asking(carriers.Saturday), "ground", "not_offered: saturday was asked for, and the card has no price for it"},
	})
}

// Zones abroad were not found: a chart of UPS is laid over the card.
func TestExportNeedsAChart(t *testing.T) {
	s := from(t, "DE:10115", "12x9x7in", "4lb")
	check(t, ups.New(), []quoted{{"without one", s, "worldwide-saver",
		"no_lane: the card has prices and no zones: lay a zone chart of the carrier over it (--zones ups=chart.csv)"}})
	chart := "from,to,worldwide-express worldwide-express-letter worldwide-express-pak worldwide-express-10kg-box worldwide-express-25kg-box," +
		"worldwide-saver worldwide-saver-letter worldwide-saver-pak worldwide-saver-10kg-box worldwide-saver-25kg-box,worldwide-expedited,standard\n" +
		"any,DE,903,403,603,-\nany,CA:M,81,481,71,51\n"
	export, err := ups.Cards()[1].WithZones("chart.csv", strings.NewReader(chart))
	if err != nil {
		t.Fatal(err)
	}
	check(t, tariff.New(ups.Card(), export), []quoted{
		{"dimensional weight of 6 lb", s, "worldwide-saver", "base 290.34, fuel 108.88"},
		{"an odd weight over 50 lb is the next", from(t, "CA:M5V 2T6", "12x9x7in", "51lb"), "standard", "base 114.15, fuel 31.96"},
		{"a box of 25 kg", from(t, "DE:10115", "48x43x35cm", "55lb"), "worldwide-express-25kg-box", "base 549.69, fuel 206.13, UPS 25 KG Box"},
	})
}
