package rates_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

// inUSD has rates of round numbers, so that the sums can be checked by hand.
func inUSD() rates.Exchange {
	return rates.Exchange{
		Currency: "USD",
		Rates:    map[carriers.Currency]decimal.Decimal{"CAD": decimal.RequireFromString("0.7"), "JPY": decimal.RequireFromString("0.0065"), "KWD": decimal.RequireFromString("3.25")},
		Date:     carriers.NewDate(2026, time.November, 20),
	}
}

func TestConvert(t *testing.T) {
	tests := []struct {
		name, in, want string
		x              rates.Exchange
	}{
		{"Canadian dollars", "33.10 CAD", "23.17 USD", inUSD()},
		{"half a cent rounds up", "0.05 CAD", "0.04 USD", inUSD()}, // 0.035
		{"less rounds down", "0.02 CAD", "0.01 USD", inUSD()},      // 0.014
		{"yen have no digits", "1000 JPY", "6.50 USD", inUSD()},
		{"dinars have three", "1.001 KWD", "3.25 USD", inUSD()}, // 3.25325
		{"the same currency stays", "12.34 USD", "12.34 USD", inUSD()},
		{"into yen", "1.00 USD", "154 JPY", rates.Exchange{Currency: "JPY", Rates: map[carriers.Currency]decimal.Decimal{"USD": decimal.RequireFromString("153.5")}}},
	}
	for _, tt := range tests {
		m, err := carriers.ParseMoney(tt.in, "")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := tt.x.Convert(m); err != nil || got.String() != tt.want {
			t.Errorf("%s: got %v, %v; want %s", tt.name, got, err, tt.want)
		}
	}
}

func TestConvertRefuses(t *testing.T) {
	rate := func(d decimal.Decimal) rates.Exchange {
		return rates.Exchange{Currency: "USD", Rates: map[carriers.Currency]decimal.Decimal{"CAD": d}}
	}
	tests := []struct {
		name string
		x    rates.Exchange
		m    carriers.Money
		want string
	}{
		{"a currency without a rate", inUSD(), carriers.Money{Minor: 1, Currency: "EUR"}, "currency: no rate of exchange from EUR to USD"},
		{"no currency", inUSD(), carriers.Money{}, "currency: no rate of exchange from  to USD"},
		{"no Exchange", rates.Exchange{}, carriers.Money{Minor: 1, Currency: "USD"}, `currency "" to compare in is not an ISO 4217 code`},
		{"an unknown currency to compare in", rates.Exchange{Currency: "XXX"}, carriers.Money{Minor: 1, Currency: "USD"}, `currency "XXX" to compare in is not an ISO 4217 code`},
		{"a rate of zero", rate(decimal.Zero), carriers.Money{Minor: 1, Currency: "CAD"}, "from CAD to USD is not positive, or out of range"},
		{"a negative rate", rate(decimal.New(-7, -1)), carriers.Money{Minor: 1, Currency: "CAD"}, "from CAD to USD is not positive, or out of range"},
		{"a huge exponent", rate(decimal.New(1, 1_000_000_000)), carriers.Money{Minor: 1, Currency: "CAD"}, "from CAD to USD is not positive, or out of range"},
		{"a tiny exponent", rate(decimal.New(1, -1_000_000_000)), carriers.Money{Minor: 1, Currency: "CAD"}, "from CAD to USD is not positive, or out of range"},
		{"more than there is", rate(decimal.New(1, 9)), carriers.Money{Minor: carriers.MaxMinor, Currency: "CAD"}, "over the 10000000000 limit"},
	}
	for _, tt := range tests {
		if got, err := tt.x.Convert(tt.m); err == nil || got != (carriers.Money{}) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, %v; want %q", tt.name, got, err, tt.want)
		}
	}
	if _, err := inUSD().Convert(carriers.Money{Minor: 1, Currency: "EUR"}); !errors.Is(err, carriers.ErrCurrency) {
		t.Errorf("%v is not an ErrCurrency", err)
	}
}

func northAmerica() []carriers.Carrier {
	return []carriers.Carrier{
		giving("canada-post", "xpresspost 33.00 CAD 2026-11-26", "regular 20.00 CAD 2026-12-02"), // 23.10 and 14.00 USD
		giving("usps", "priority-mail 22.00 USD 2026-11-27", "ground-advantage 15.00 USD 2026-11-28"),
	}
}

func TestMixedCurrenciesAreRefused(t *testing.T) {
	shopped := rates.Shop(t.Context(), oneParcel(), northAmerica()...)
	want := []string{"canada-post/regular 20.00 CAD", "canada-post/xpresspost 33.00 CAD", "usps/ground-advantage 15.00 USD", "usps/priority-mail 22.00 USD"}
	if diff := cmp.Diff(want, prices(shopped.Quotes)); diff != "" {
		t.Errorf("quotes stand currency by currency (-want +got):\n%s", diff)
	}
	var none *rates.NoQuoteError
	if _, err := shopped.Cheapest(); !errors.As(err, &none) {
		t.Fatalf("got %v, want a NoQuoteError", err)
	}
	want = []string{
		"canada-post/regular: currency: it is in CAD: quotes are in CAD and USD, and no rate of exchange is given",
		"canada-post/xpresspost: currency: it is in CAD: quotes are in CAD and USD, and no rate of exchange is given",
		"usps/ground-advantage: currency: it is in USD: quotes are in CAD and USD, and no rate of exchange is given",
		"usps/priority-mail: currency: it is in USD: quotes are in CAD and USD, and no rate of exchange is given",
	}
	if diff := cmp.Diff(want, texts(none.Rejections)); diff != "" {
		t.Errorf("rejections (-want +got):\n%s", diff)
	}
	best, err := shopped.Cheapest(rates.Only("usps"))
	if err != nil || best.Service != "ground-advantage" {
		t.Errorf("those left are in one currency: got %s, %v", best.Service, err)
	}
}

func TestExchangeComparesCurrencies(t *testing.T) {
	shopped := rates.Shop(t.Context(), oneParcel(), append(northAmerica(), giving("dhl", "express 1.00 EUR 2026-11-24"))...).In(inUSD())
	want := []string{"canada-post/regular 20.00 CAD", "usps/ground-advantage 15.00 USD", "usps/priority-mail 22.00 USD", "canada-post/xpresspost 33.00 CAD", "dhl/express 1.00 EUR"}
	if diff := cmp.Diff(want, prices(shopped.Quotes)); diff != "" {
		t.Errorf("quotes stand in one order, the unknown last (-want +got):\n%s", diff)
	}
	tests := []struct {
		name         string
		by           carriers.Date
		want, reason string
	}{
		{"cheapest in Canadian dollars", 0, "canada-post/regular", "cheapest of 4; next is usps/ground-advantage at 15.00 USD, 1.00 USD more at the rates of 2026-11-20"},
		{"cheapest in US dollars", friday, "usps/priority-mail", "cheapest of 2 that arrive by 2026-11-27; next is canada-post/xpresspost at 33.00 CAD, 1.10 USD more at the rates of 2026-11-20"},
	}
	for _, tt := range tests {
		best, err := shopped.Cheapest(rates.DeliverBy(tt.by))
		if err != nil || best.Carrier+"/"+best.Service != tt.want || best.Reason != tt.reason {
			t.Errorf("%s: got %s/%s, %q, %v\nwant %s, %q", tt.name, best.Carrier, best.Service, best.Reason, err, tt.want, tt.reason)
		}
		const refused = "dhl/express: currency: no rate of exchange from EUR to USD"
		if got := strings.Join(texts(best.Rejections), "\n"); !strings.Contains(got, refused) {
			t.Errorf("%s: %q is not in\n%s", tt.name, refused, got)
		}
	}
}

func TestExchangeComparesMoreExactlyThanItRounds(t *testing.T) {
	x := rates.Exchange{Currency: "JPY", Rates: map[carriers.Currency]decimal.Decimal{"USD": decimal.RequireFromString("150")}}
	best, err := rates.Shop(t.Context(), oneParcel(), giving("a", "ground 1500 JPY 2026-11-24"), giving("b", "ground 9.99 USD -")).In(x).Cheapest()
	if err != nil || best.Carrier != "b" || best.Reason != "cheapest of 2; next is a/ground at 1500 JPY, 1 JPY more" { // 1498.5 rounds to 1499
		t.Errorf("got %s, %q, %v", best.Carrier, best.Reason, err)
	}
	x.Rates["USD"] = decimal.RequireFromString("150.1") // 9.99 USD is 1499.499 JPY
	best, err = rates.Shop(t.Context(), oneParcel(), giving("a", "ground 1499 JPY -"), giving("b", "ground 9.99 USD 2026-11-24")).In(x).Cheapest()
	if err != nil || best.Carrier != "a" || best.Reason != "cheapest of 2; next is b/ground at 9.99 USD, less than 1 JPY more" {
		t.Errorf("got %s, %q, %v", best.Carrier, best.Reason, err)
	}
}
