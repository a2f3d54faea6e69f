package tariff_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	dw "github.com/shiprate/shiprate/dimweight"
)

// published are the carriers of the cards that are part of the project.
func published() map[string]*tariff.Carrier {
	return map[string]*tariff.Carrier{"ups": ups.New(), "fedex": fedex.New(), "usps": usps.New(), "usps-retail": usps.Retail()}
}

// readRows reads a CSV file of ../../testdata as rows by column.
func readRows(t testing.TB, file string) []row {
	t.Helper()
	f, err := os.Open("../../testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]row, len(lines)-1)
	for i, line := range lines[1:] {
		rows[i] = row{}
		for k, column := range lines[0] {
			rows[i][column] = line[k]
		}
	}
	return rows
}

// A lane is two postal codes that are in a zone of a service.
type lane struct{ from, to string }

// lanes finds a lane of each zone of each service, "ground 5", from New York to
// every prefix, to a business and to a home.
var lanes = sync.OnceValue(func() map[string]lane {
	found := map[string]lane{}
	for name, c := range published() {
		s := toChicago()
		s.Ready = s.Ready.AddDate(0, 2, 0) // a day that is on every card
		s.Contents = carriers.Media        // so that Media Mail has a lane too
		for prefix := range 1000 {
			s.To.PostalCode, s.To.Residential = fmt.Sprintf("%03d01", prefix), prefix%2 == 1
			reply, _ := c.Quote(context.Background(), s)
			for _, q := range reply.Quotes {
				found[name+" "+q.Service+" "+q.Parcels[0].Zone] = lane{s.From.PostalCode, s.To.PostalCode}
			}
		}
	}
	return found
})

// inZone sets a lane of the zone, and returns the carrier that has it.
func inZone(t testing.TB, carrier, service, zone string, s *carriers.Shipment) carriers.Carrier {
	t.Helper()
	l, ok := lanes()[carrier+" "+service+" "+zone]
	if !ok {
		t.Fatalf("no lane of %s %s is in zone %s", carrier, service, zone)
	}
	s.From.PostalCode, s.To.PostalCode = l.from, l.to
	return published()[carrier]
}

// TestVectors holds the cards against figures that others worked out or that
// carriers printed: testdata/tariff_vectors.csv. Left out are vectors of
// services that are on none of the cards (V031 DHL, V035 Australia Post, V101 and
// V103 UPS Small Business) and of V025 its half with the divisor 166, which is
// in dimweight. The source of V071 to V109 charges fuel on the base price alone,
// which UPS and FedEx do not, so each line is compared and not their sum.
func TestVectors(t *testing.T) {
	for _, r := range readRows(t, "tariff_vectors.csv") {
		for _, carrier := range strings.Fields(r["carrier"]) {
			t.Run(r["id"]+" "+carrier, func(t *testing.T) { checkVector(t, carrier, r) })
		}
	}
}

func checkVector(t *testing.T, carrier string, r row) {
	t.Helper()
	s := carriers.Shipment{
		From: carriers.Address{PostalCode: r["from"], Country: "US"}, To: carriers.Address{PostalCode: r["to"], Country: "US", Residential: r["residential"] == "yes"},
		Parcels: []carriers.Parcel{parcel(t, r["dims"], r["weight"])}, Ready: day(t, r["ready"]),
	}
	s.Parcels[0].Nonstandard = r["nonstandard"] == "yes"
	if r["insured"] != "" {
		var err error
		if s.Insured, err = carriers.ParseMoney(r["insured"], ""); err != nil {
			t.Fatal(err)
		}
	}
	var c carriers.Carrier = published()[carrier]
	if r["from"] == "" {
		c = inZone(t, carrier, r["service"], r["zone"], &s)
	}
	if r["service"] == "media-mail" {
		s.Contents = carriers.Media
	}
	checked := 0
	for _, q := range quote(t, c, s).Quotes {
		if r["service"] == q.Service || r["service"] == "*" && q.Parcels[0].Packaging == "" {
			checkLines(t, &q, r)
			checked++
		}
	}
	if checked == 0 {
		t.Error("no service quotes it")
	}
}

// checkLines compares a quote with a vector. Charges without an amount are the
// class of the parcel, which excludes the other one.
func checkLines(t *testing.T, q *carriers.Quote, r row) {
	t.Helper()
	if got := q.Parcels[0].Zone; r["zone"] != "" && got != r["zone"] {
		t.Errorf("%s: zone: got %s, want %s", q.Service, got, r["zone"])
	}
	if want, _ := dw.ParseWeight(r["billable"]); q.Parcels[0].Billable != want {
		t.Errorf("%s: billable: got %v, want %v", q.Service, q.Parcels[0].Billable, want)
	}
	amounts, ofFuel := map[string]string{}, int64(0)
	for _, c := range q.Charges {
		amounts[string(c.Code)] = q.Money(c).Amount()
		if slices.Contains([]carriers.ChargeCode{"base", "residential", "delivery_area", "additional_handling", "oversize"}, c.Code) {
			ofFuel += c.Amount
		}
	}
	class := map[string]string{"additional_handling": "oversize", "oversize": "additional_handling"}
	if other, ok := class[r["charges"]]; ok {
		if amounts[r["charges"]] == "" || amounts[other] != "" {
			t.Errorf("%s: class: got %v, want %s", q.Service, amounts, r["charges"])
		}
		return
	}
	if percent := r["fuel_percent"]; percent != "" {
		want := decimal.RequireFromString(percent).Mul(decimal.New(ofFuel, -2)).Div(decimal.New(100, 0)).StringFixed(2)
		if amounts["fuel"] != want {
			t.Errorf("%s: fuel: got %s, want %s", q.Service, amounts["fuel"], want)
		}
		delete(amounts, "fuel")
	}
	fields := strings.Fields(r["charges"])
	for i := 0; i+1 < len(fields); i += 2 {
		if got := amounts[fields[i]]; got != fields[i+1] {
			t.Errorf("%s: %s: got %q, want %s", q.Service, fields[i], got, fields[i+1])
		}
		delete(amounts, fields[i])
	}
	if r["from"] != "" && r["charges"] != "" && len(amounts) > 0 {
		t.Errorf("%s: charges beside those of the vector: %v", q.Service, amounts)
	}
}

// TestPublishedPrices holds USPS against testdata/tariff_prices.csv, as
// TestUSListPrices does UPS and FedEx: cells typed from the documents that the
// cards name, the first and the last break in every zone, and two zones of some
// breaks between. A hyphen is a price that the list does not have.
func TestPublishedPrices(t *testing.T) {
	cells := map[string]int{}
	for _, r := range readRows(t, "tariff_prices.csv") {
		s := toChicago()
		s.Ready = day(t, "2026-07-13")
		c := inZone(t, r["carrier"], r["service"], r["zone"], &s)
		s.Parcels[0] = parcel(t, "4x4x4in", r["weight"])
		got := "-"
		if q, refused := quoteOf(t, c, r["service"], s); q != nil {
			got = q.Money(q.Charges[0]).Amount()
		} else if !strings.HasPrefix(refused, "no_price: the card has no price for ") {
			got = refused
		}
		if got != r["base"] {
			t.Errorf("%s %s zone %s, %s: got %s, want %s", r["carrier"], r["service"], r["zone"], r["weight"], got, r["base"])
		}
		cells[r["carrier"]+" "+r["service"]]++
	}
	elsewhere := map[string]bool{}
	for _, r := range append(readRows(t, "card_prices.csv"), readRows(t, "us_list_prices.csv")...) {
		elsewhere[r["carrier"]+" "+r["service"]] = true
	}
	for name, c := range published() {
		for _, s := range c.Services() {
			if n := cells[name+" "+s.Service]; n < 20 && !elsewhere[name+" "+s.Service] {
				t.Errorf("%s %s: %d cells are checked, want 20 at least", name, s.Service, n)
			}
		}
	}
}
