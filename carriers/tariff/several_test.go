package tariff_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// cardOf is a card without surcharges of services that cost one price from
// anywhere to a country.
func cardOf(t *testing.T, name, dates, to, price string, services ...string) *tariff.Card {
	t.Helper()
	from, until, _ := strings.Cut(dates, " ")
	files := small(t, plain, remove("rates-ground.csv", "rates-air.csv", "rates-mail.csv", "distance.csv", "centroids.csv", "transit.csv", "fuel.csv", "calendar.csv"),
		write("card.csv", fmt.Sprintf("key,value\ncarrier,acme\nname,%s\ncurrency,USD\ncountry,US\nweight_unit,lb\neffective_from,%s\neffective_to,%s\nsource,made up\n", name, from, until)),
		write("zones.csv", "from,to,zone\nany,"+to+",a\n"))
	list := "service,name,max_weight\n"
	for _, s := range services {
		list += s + ",Acme " + s + ",70 lb\n"
		write("rates-"+s+".csv", "weight_up_to,a\n70 lb,"+price+"\n")(t, files)
	}
	write("services.csv", list)(t, files)
	return load(t, files)
}

// answers prints what a reply says of each service, sorted.
func answers(reply carriers.Reply) []string {
	var list []string
	for _, q := range reply.Quotes {
		list = append(list, fmt.Sprintf("%s %v by %s", q.Service, q.Total(), q.Card))
	}
	for _, r := range reply.Rejections {
		list = append(list, fmt.Sprintf("%s %s: %s", r.Service, r.Code, r.Reason))
	}
	slices.Sort(list)
	return list
}

func TestServicesOfSeveralCards(t *testing.T) {
	const y26, y27 = "2026-01-01 2026-12-31", "2027-01-01 2027-12-31"
	domestic26, domestic27 := cardOf(t, "domestic-2026", y26, "any", "10.00", "ground", "air"), cardOf(t, "domestic-2027", y27, "any", "11.00", "ground", "rail")
	export := cardOf(t, "export", y26, "CA", "30.00", "canada", "worldwide")
	own := cardOf(t, "own", "2026-06-01 2026-06-30", "any", "8.00", "ground")
	toCanada := func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "CA", "K1A 0B1" }
	const toUS, toCA = "no_lane: the card prices US to other countries, not US to US", "no_lane: the card prices US to US, not US to CA"
	tests := []struct {
		name     string
		cards    []*tariff.Card
		ready    string
		shipment func(*carriers.Shipment)
		want     []string
	}{
		{"a service of one card, and those of the other", []*tariff.Card{domestic26, export}, "2026-07-01", nil,
			[]string{"air 10.00 USD by domestic-2026", "canada " + toUS, "ground 10.00 USD by domestic-2026", "worldwide " + toUS}},
		{"abroad", []*tariff.Card{domestic26, export}, "2026-07-01", toCanada,
			[]string{"air " + toCA, "canada 30.00 USD by export", "ground " + toCA, "worldwide 30.00 USD by export"}},
		{"the first card that has the service and the date", []*tariff.Card{own, domestic26, domestic27}, "2026-06-15", nil,
			[]string{"air 10.00 USD by domestic-2026", "ground 8.00 USD by own", "rail no_price: ships 2026-06-15, before the card's first day 2027-01-01"}},
		{"the next one when the first has not the date", []*tariff.Card{own, domestic26, domestic27}, "2026-07-01", nil,
			[]string{"air 10.00 USD by domestic-2026", "ground 10.00 USD by domestic-2026", "rail no_price: ships 2026-07-01, before the card's first day 2027-01-01"}},
		{"a service that has ended", []*tariff.Card{domestic27, domestic26}, "2027-07-01", nil,
			[]string{"air no_price: ships 2027-07-01, after the card's last day 2026-12-31", "ground 11.00 USD by domestic-2027", "rail 11.00 USD by domestic-2027"}},
		{"of two that have not the date, the nearest says so", []*tariff.Card{own, domestic26, domestic27}, "2025-07-01", nil,
			[]string{"air no_price: ships 2025-07-01, before the card's first day 2026-01-01", "ground no_price: ships 2025-07-01, before the card's first day 2026-01-01",
				"rail no_price: ships 2025-07-01, before the card's first day 2027-01-01"}},
		{"of two that are as near, the first", []*tariff.Card{cardOf(t, "one", y26, "any", "1.00", "ground"), cardOf(t, "two", y26, "any", "2.00", "ground")}, "2025-07-01", nil,
			[]string{"ground no_price: ships 2025-07-01, before the card's first day 2026-01-01"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := toChicago()
			s.Ready = day(t, tt.ready)
			if tt.shipment != nil {
				tt.shipment(&s)
			}
			if diff := cmp.Diff(tt.want, answers(quote(t, tariff.New(tt.cards...), s))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestTooManyCards(t *testing.T) {
	card := cardOf(t, "one", "2026-01-01 2026-12-31", "any", "1.00", "ground")
	if got := len(quote(t, tariff.New(slices.Repeat([]*tariff.Card{card}, 64)...), toChicago()).Quotes); got != 1 {
		t.Errorf("64 cards: %d quotes", got)
	}
	_, err := tariff.New(slices.Repeat([]*tariff.Card{card}, 65)...).Quote(t.Context(), toChicago())
	if want := "tariff: 65 cards of acme are over the 64 limit"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// BenchmarkRefuseLane is a lane that none of 60 services goes: it is put in
// words once.
func BenchmarkRefuseLane(b *testing.B) {
	services := "service,name,max_weight\n"
	card := small(b, plain, remove("rates-ground.csv", "rates-air.csv", "rates-mail.csv", "distance.csv", "centroids.csv", "transit.csv", "fuel.csv", "calendar.csv"),
		write("zones.csv", "from,to,zone\nany,any,a\n"))
	for i := range 60 {
		services += fmt.Sprintf("s%d,Acme %d,70 lb\n", i, i)
		write(fmt.Sprintf("rates-s%d.csv", i), "weight_up_to,a\n70 lb,1.00\n")(b, card)
	}
	write("services.csv", services)(b, card)
	c, s := tariff.New(load(b, card)), toChicago()
	s.To.Country, s.To.PostalCode = "CA", "K1A 0B1"
	for _, at := range []struct{ name, ready string }{{"lane", "2026-06-01"}, {"date", "2030-06-03"}} {
		if s.Ready = day(b, at.ready); at.name == "date" {
			s.To = toChicago().To
		}
		b.Run(at.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if reply, err := c.Quote(b.Context(), s); err != nil || len(reply.Rejections) != 60 {
					b.Fatal(reply, err)
				}
			}
		})
	}
}
