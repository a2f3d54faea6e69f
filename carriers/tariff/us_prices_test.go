package tariff_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
)

// TestUSListPrices holds UPS and FedEx against testdata/us_list_prices.csv,
// cells that a script took from the documents that the cards name: of each price
// list the first and the last weight in every zone, weights between in two or
// three, and what is over the last, rounded half up; lists of a few cells whole.
// The lanes are those of the zone charts, so the zones are held too. Weights of
// 292 lb are a light box of that dimensional weight.
func TestUSListPrices(t *testing.T) {
	cells := map[string]int{}
	rows := readRows(t, "us_list_prices.csv")
	by := map[string]*tariff.Carrier{"fedex": fedex.New(), "ups": tariff.New(ups.Cards()[0], chartedExport(t, rows))}
	for _, r := range rows {
		q, refused := quoteOf(t, by[r["carrier"]], r["service"], listShipment(t, r))
		if q == nil {
			t.Errorf("%s: %s", rowName(r), refused)
			continue
		}
		if got := q.Money(q.Charges[0]).Amount(); got != r["base"] || q.Parcels[0].Zone != r["zone"] || q.Parcels[0].Packaging != r["packaging"] {
			t.Errorf("%s: got %s in zone %s, %q", rowName(r), got, q.Parcels[0].Zone, q.Parcels[0].Packaging)
		}
		cells[r["carrier"]+" "+r["service"]]++
	}
	for name, c := range by {
		for _, s := range c.Services() {
			if n := cells[name+" "+s.Service]; n < 7 {
				t.Errorf("%s %s: %d cells are checked", name, s.Service, n)
			}
		}
	}
}

func rowName(r row) string {
	return fmt.Sprintf("%s %s %s to %s, %s %s, %s in zone %s", r["carrier"], r["service"], r["from"], r["to"], r["dims"], r["weight"], r["base"], r["zone"])
}

// listShipment is the shipment of a row. Home Delivery goes to homes.
func listShipment(t *testing.T, r row) carriers.Shipment {
	t.Helper()
	s := toChicago()
	s.Ready = day(t, "2026-06-16")
	s.From.PostalCode, s.To = r["from"], carriers.Address{PostalCode: r["to"], Country: "US", Residential: r["service"] == "home-delivery"}
	if country, code, ok := strings.Cut(r["to"], ":"); ok {
		s.To = carriers.Address{PostalCode: code, Country: country}
	}
	s.Parcels[0] = parcel(t, r["dims"], r["weight"])
	return s
}

// chartedExport is the export card of UPS, which has no zones, with a chart that
// gives each zone of its lists a place of its own: 00081 of Germany, A1A of Canada.
func chartedExport(t *testing.T, rows []row) *tariff.Card {
	t.Helper()
	export := ups.Cards()[1]
	var services []string
	for _, s := range export.Services() {
		services = append(services, s.Service)
	}
	zones := map[string][]string{}
	for _, r := range rows {
		if i := slices.Index(services, r["service"]); i >= 0 && strings.Contains(r["to"], ":") && r["carrier"] == "ups" {
			if zones[r["to"]] == nil {
				zones[r["to"]] = slices.Repeat([]string{"-"}, len(services))
			}
			zones[r["to"]][i] = r["zone"]
		}
	}
	chart := "from,to," + strings.Join(services, ",") + "\n"
	for to, z := range zones {
		begin, _, _ := strings.Cut(to, " ")
		chart += "any," + begin + "," + strings.Join(z, ",") + "\n"
	}
	card, err := export.WithZones("chart.csv", strings.NewReader(chart))
	if err != nil {
		t.Fatal(err)
	}
	return card
}
