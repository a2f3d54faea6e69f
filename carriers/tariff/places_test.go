package tariff_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
)

// abroad sends the shipment to a country, "CA K1A 0B1".
func abroad(to string) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode, _ = strings.Cut(to, " ") }
}

func from(postalCode string) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) { s.From.PostalCode = postalCode }
}

func importing(from string) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) { s.From.Country, s.From.PostalCode, _ = strings.Cut(from, " ") }
}

// Of the small card, ground costs 10.00 in zone 2, 12.00 in zone 5 and 15.00 in
// zone 8.
func TestPlacesOfLanes(t *testing.T) {
	chart := func(rows ...string) edit {
		return all(plain, write("zones.csv", "from,to,zone\n"+strings.Join(rows, "\n")+"\n"))
	}
	alaska := chart("any,995-999,5", "any,99546-99551 99571,8", "100-102,99550-99560,2")
	canada := chart("any,CA,8", "any,CA:K CA:T,5", "100,CA:K1A,2", "any,any,2", "MX,any,8", "MX:01,606,5")
	checkCharges(t, []want{
		{"three digits", alaska, "", to("99545"), "base 12.00"},
		{"five digits come before three", alaska, "", both(from("20001"), to("99546")), "base 15.00"},
		{"up to the end of their range", alaska, "", both(from("20001"), to("99551")), "base 15.00"},
		{"and no further", alaska, "", both(from("20001"), to("99552")), "base 12.00"},
		{"a code of its own", alaska, "", to("99571-0001"), "base 15.00"},
		{"the narrower origin of two ranges that meet", alaska, "", to("99550"), "base 10.00"},
		{"another row's part of a range", alaska, "", to("99560"), "base 10.00"},
		{"after it three digits hold again", alaska, "", to("99561"), "base 12.00"},
		{"where there is no row", alaska, "", to("96813"), "no_lane: the card has no zone from 10001 to 96813 (Hawaii)"},
		{"five digits of an origin", chart("any,any,2", "99546-99551,any,8"), "", from("99547"), "base 15.00"},

		{"a country", canada, "", abroad("CA V5K 0A1"), "base 15.00"},
		{"codes of it that begin so", canada, "", abroad("CA T2P 1J9"), "base 12.00"},
		{"the longest begin", canada, "", abroad("CA K1A 0B1"), "base 10.00"},
		{"the longest that the origin has", canada, "", both(from("20001"), abroad("CA K1A 0B1")), "base 12.00"},
		{"any code of the card's country", canada, "", to("96813"), "base 10.00"},
		{"an origin abroad", canada, "", importing("MX 97000"), "base 15.00"},
		{"the narrower destination first, then the narrower origin", canada, "", importing("MX 01000"), "base 12.00"},
		{"a country that no row names", canada, "", abroad("FR 75011"), "no_lane: the card has no zone from 10001 to FR 75011"},
		{"from one to another that the card ships from alone", canada, "", both(importing("CA V5K 0A1"), abroad("MX 97000")), "no_lane: the card prices US to US, US to other countries, other countries to US, not CA to MX"},
		{"the card's own country by its name", chart("US,US:606,5", "any,any,2"), "", nil, "base 12.00"},
		{"five digits by its name", chart("US,US:60606,5", "any,606,2"), "", nil, "base 12.00"},
		{"one digit of a code", chart("any,US:6,5", "any,any,2"), "", nil, "base 12.00"},
		{"the digits of a code abroad are not the card's", chart("any,606,5", "any,MX,2"), "", abroad("MX 60606"), "base 10.00"},
	})
}

func TestPlacesOfAreas(t *testing.T) {
	card := func(rows ...string) edit {
		return all(surcharges(row{"code": "a", "amount": "1.00", "area": "standard"}, row{"code": "b", "amount": "2.00", "area": "extended"}),
			write("areas.csv", "postal_code,area\n"+strings.Join(rows, "\n")+"\n"),
			write("zones.csv", "from,to,zone\nany,any CA MX,5\n"))
	}
	alaska := card("99546-99551,extended", "995-999,standard", "CA,standard", "CA:K1A,extended")
	checkCharges(t, []want{
		{"three digits", alaska, "", to("99901"), "base 12.00, a 1.00"},
		{"five digits overrule them, wherever they stand", alaska, "", to("99546"), "base 12.00, b 2.00"},
		{"behind them three digits hold", alaska, "", to("99552"), "base 12.00, a 1.00"},
		{"neither", alaska, "", to("60606"), "base 12.00"},
		{"a country", alaska, "", abroad("CA V5K 0A1"), "base 12.00, a 1.00"},
		{"codes of it that begin so", alaska, "", abroad("CA K1A 0B1"), "base 12.00, b 2.00"},
		{"the same digits abroad are another place", alaska, "", abroad("MX 99546"), "base 12.00"},
		{"all of the card's country", card("any,standard", "606,extended"), "", to("10001"), "base 12.00, a 1.00"},
		{"but what is named", card("any,standard", "606,extended"), "", nil, "base 12.00, b 2.00"},
	})
}

// TestOverlappingRanges compares a chart of ranges that overlap, each from an
// origin of its own, with the rows looked at one by one.
func TestOverlappingRanges(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	prices := map[string]string{"2": "base 10.00", "5": "base 12.00", "8": "base 15.00"}
	for range 20 {
		chart := "from,to,zone\n"
		var rows [20]struct {
			from, to int
			zone     string
		}
		for i := range rows {
			row := &rows[i]
			row.from, row.zone = r.IntN(100), []string{"2", "5", "8"}[r.IntN(3)]
			row.to = min(row.from+r.IntN(40), 99)
			chart += fmt.Sprintf("%03d,606%02d-606%02d,%s\n", 100+i, row.from, row.to, row.zone)
		}
		c := tariff.New(load(t, small(t, plain, write("zones.csv", chart), remove("distance.csv", "centroids.csv"))))
		for i, row := range rows {
			for code := range 100 {
				s := toChicago()
				s.From.PostalCode, s.To.PostalCode = fmt.Sprintf("%03d01", 100+i), fmt.Sprintf("606%02d", code)
				want := fmt.Sprintf("no_lane: the card has no zone from %s to %s", s.From.PostalCode, s.To.PostalCode)
				if row.from <= code && code <= row.to {
					want = prices[row.zone]
				}
				if got := charges(t, c, "ground", s); got != want {
					t.Fatalf("%s to %s: got %s, want %s of\n%s", s.From.PostalCode, s.To.PostalCode, got, want, chart)
				}
			}
		}
	}
}
