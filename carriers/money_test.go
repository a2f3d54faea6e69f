package carriers_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
)

// Digits are those of ISO 4217, list one.
func TestDigits(t *testing.T) {
	tests := []struct {
		name string
		c    carriers.Currency
		want int
		ok   bool
	}{
		{"the US dollar has cents", "USD", 2, true},
		{"the euro has cents", "EUR", 2, true},
		{"the zloty has grosze", "PLN", 2, true},
		{"the yen has nothing smaller", "JPY", 0, true},
		{"the won has nothing smaller", "KRW", 0, true},
		{"the Kuwaiti dinar has a thousand fils", "KWD", 3, true},
		{"the Tunisian dinar has a thousand millimes", "TND", 3, true},
		{"the first of the list", "AED", 2, true},
		{"the last of the list", "ZWG", 2, true},
		{"the kuna left the list in 2023", "HRK", 2, false},
		{"small letters", "usd", 2, false},
		{"nothing", "", 2, false},
		{"across two codes of the list", "D A", 2, false},
		{"two codes", "USD EUR", 2, false},
	}
	for _, tt := range tests {
		if got, ok := tt.c.Digits(); got != tt.want || ok != tt.ok {
			t.Errorf("%s: %q has %d, %t; want %d, %t", tt.name, tt.c, got, ok, tt.want, tt.ok)
		}
	}
}

func TestMoneyFrom(t *testing.T) {
	of := decimal.RequireFromString
	tests := []struct {
		name   string
		amount decimal.Decimal
		c      carriers.Currency
		want   int64
		err    string
	}{
		{"dollars and cents", of("19.45"), "USD", 1945, ""},
		{"zeros after the digits of the currency", of("19.4500"), "USD", 1945, ""},
		{"whole yen", of("1980"), "JPY", 1980, ""},
		{"fils", of("1.005"), "KWD", 1005, ""},
		{"an exponent", of("1.2e3"), "USD", 120000, ""},
		{"a discount", of("-3.50"), "USD", -350, ""},
		{"nothing", of("0"), "USD", 0, ""},
		{"the most there is", of("10000000000"), "USD", carriers.MaxMinor, ""},
		{"a tenth of a cent", of("0.001"), "USD", 0, "more than the 2 decimals of USD"},
		{"half a yen", of("0.5"), "JPY", 0, "more than the 0 decimals of JPY"},
		{"a tenth of a fils", of("1.0005"), "KWD", 0, "more than the 3 decimals of KWD"},
		{"a cent over the most", of("10000000000.01"), "USD", 0, "over the 10000000000 limit"},
		{"as much below zero", of("-10000000000.01"), "USD", 0, "over the 10000000000 limit"},
		{"a huge exponent", decimal.New(1, 1_000_000), "USD", 0, "over 18 digits"},
		{"a huge exponent below zero", decimal.New(1, -1_000_000), "USD", 0, "over 18 digits"},
		{"the largest exponent", decimal.New(1, math.MaxInt32), "JPY", 0, "over 18 digits"},
		{"a long number", of(strings.Repeat("9", 5000)), "USD", 0, "over 18 digits"},
		{"an unknown currency", of("1"), "XXX", 0, `currency "XXX" is not an ISO 4217 code`},
		{"no currency", of("1"), "", 0, `currency "" is not an ISO 4217 code`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			begin := time.Now()
			got, err := carriers.MoneyFrom(tt.amount, tt.c)
			if took := time.Since(begin); took > time.Second {
				t.Errorf("took %v", took)
			}
			if tt.err != "" {
				wantError(t, err, tt.err)
				return
			}
			if want := (carriers.Money{Minor: tt.want, Currency: tt.c}); err != nil || got != want {
				t.Errorf("got %v, %v; want %v", got, err, want)
			}
			if !got.Decimal().Equal(tt.amount) {
				t.Errorf("comes back as %v", got.Decimal())
			}
		})
	}
	if got, err := carriers.MoneyFrom(decimal.Decimal{}, "USD"); err != nil || got.Minor != 0 {
		t.Errorf("the zero Decimal: got %v, %v", got, err)
	}
	if _, err := carriers.MoneyFrom(decimal.Zero, "XXX"); !errors.Is(err, carriers.ErrCurrency) {
		t.Errorf("an unknown currency: got %v, want ErrCurrency", err)
	}
}

func TestParseMoney(t *testing.T) {
	usd := func(minor int64) carriers.Money { return carriers.Money{Minor: minor, Currency: "USD"} }
	tests := []struct {
		name, in string
		assume   carriers.Currency
		want     carriers.Money
		err      string
	}{
		{"an amount and its currency", "100.00 USD", "", usd(10000), ""},
		{"its own currency wins", "100.00 USD", "EUR", usd(10000), ""},
		{"a currency to assume", "100.5", "USD", usd(10050), ""},
		{"spaces round it", "  100.00   USD ", "", usd(10000), ""},
		{"yen", "500 JPY", "", carriers.Money{Minor: 500, Currency: "JPY"}, ""},
		{"below zero", "-0.05 USD", "", usd(-5), ""},
		{"no currency", "100.00", "", carriers.Money{}, "has no currency: write 100.00 USD"},
		{"nothing", "", "USD", carriers.Money{}, "is not an amount"},
		{"a letter for a digit", "1O.25 USD", "", carriers.Money{}, `"1O.25 USD" is not an amount`},
		{"not a number", "NaN USD", "", carriers.Money{}, "is not an amount"},
		{"infinite", "Inf USD", "", carriers.Money{}, "is not an amount"},
		{"an exponent", "1e1000000 USD", "", carriers.Money{}, "is not an amount"},
		{"a thousands separator", "1,000.00 USD", "", carriers.Money{}, "is not an amount"},
		{"a sign of currency", "$100", "USD", carriers.Money{}, "is not an amount"},
		{"two points", "1.2.3 USD", "", carriers.Money{}, "is not an amount"},
		{"a minus inside", "1-2 USD", "", carriers.Money{}, "is not an amount"},
		{"only a minus", "- USD", "", carriers.Money{}, "is not an amount"},
		{"only a point", ". USD", "", carriers.Money{}, "is not an amount"},
		{"full-width digits", "１００ USD", "", carriers.Money{}, "is not an amount"},
		{"twenty digits are too many", "12345678901234567890 USD", "", carriers.Money{}, "over the 10000000000 limit"},
		{"an amount of a megabyte", strings.Repeat("1", 1<<20) + " USD", "", carriers.Money{}, `1…" is not an amount`},
		{"small letters", "1 usd", "", carriers.Money{}, `currency "usd" is not an ISO 4217 code`},
		{"a tenth of a cent", "0.001 USD", "", carriers.Money{}, "amount 0.001 has more than the 2 decimals of USD"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := carriers.ParseMoney(tt.in, tt.assume)
			if tt.err != "" {
				wantError(t, err, tt.err)
			} else if err != nil || got != tt.want {
				t.Errorf("got %v, %v; want %v", got, err, tt.want)
			}
		})
	}
}

func TestMoneyPrints(t *testing.T) {
	tests := []struct {
		name string
		m    carriers.Money
		want string
	}{
		{"zeros at the end stay", carriers.Money{Minor: 1940, Currency: "USD"}, "19.40 USD"},
		{"cents alone", carriers.Money{Minor: 5, Currency: "USD"}, "0.05 USD"},
		{"cents below zero", carriers.Money{Minor: -5, Currency: "USD"}, "-0.05 USD"},
		{"yen have no point", carriers.Money{Minor: 1980, Currency: "JPY"}, "1980 JPY"},
		{"fils have three digits", carriers.Money{Minor: 1005, Currency: "KWD"}, "1.005 KWD"},
		{"no amount of no currency", carriers.Money{}, "0.00"},
		{"the least integer", carriers.Money{Minor: math.MinInt64, Currency: "USD"}, "-92233720368547758.08 USD"},
	}
	for _, tt := range tests {
		if got := tt.m.String(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if tt.m.Currency != "" && tt.m.Amount() != tt.m.Decimal().StringFixed(digits(tt.m.Currency)) {
			t.Errorf("%s: Amount is %q, Decimal %v", tt.name, tt.m.Amount(), tt.m.Decimal())
		}
	}
}

func digits(c carriers.Currency) int32 {
	n, _ := c.Digits()
	return int32(n)
}

func TestMoneyAdd(t *testing.T) {
	usd, eur := carriers.Money{Minor: 150, Currency: "USD"}, carriers.Money{Minor: 150, Currency: "EUR"}
	if got, err := usd.Add(usd); err != nil || got.Minor != 300 || got.Currency != "USD" {
		t.Errorf("1.50 and 1.50 USD: got %v, %v", got, err)
	}
	for _, pair := range [][2]carriers.Money{{usd, {}}, {{}, usd}} {
		if got, err := pair[0].Add(pair[1]); err != nil || got != usd {
			t.Errorf("the zero Money adds nothing: got %v, %v", got, err)
		}
	}
	if got, err := usd.Add(eur); !errors.Is(err, carriers.ErrCurrency) || got != (carriers.Money{}) {
		t.Errorf("dollars and euros: got %v, %v; want ErrCurrency", got, err)
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, seed := range []string{"100.00 USD", "500 JPY", "1.005 KWD", "-0.05 EUR", "100", "", "1e9 USD", "1O.25 USD", ".5 USD", "1. USD", "9999999999.99 USD"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := carriers.ParseMoney(s, "")
		if err != nil {
			if m != (carriers.Money{}) {
				t.Fatalf("%q: %v beside the error %v", s, m, err)
			}
			return
		}
		if m.Minor > carriers.MaxMinor || m.Minor < -carriers.MaxMinor {
			t.Fatalf("%q is read as %v", s, m)
		}
		if back, err := carriers.ParseMoney(m.String(), ""); err != nil || back != m {
			t.Fatalf("%q prints as %q, which reads as %v, %v", s, m, back, err)
		}
	})
}

// wantError fails unless err says what is wanted.
func wantError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got error %v, want one with %q", err, want)
	}
}
