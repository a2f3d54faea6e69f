package rates_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

func TestReadExchange(t *testing.T) {
	const head = "currency,rate,to,date\n"
	tests := []struct {
		name, file string
		want       []string // the lines of the error, or none
	}{
		{"a table", head + "CAD,0.7105,USD,2026-11-20\nEUR,1.0852,USD,2026-11-20\n", nil},
		{"columns in another order, with a mark and blanks", "\ufeffdate, to,currency,rate\r\n2026-11-20, USD , CAD,0.7105\r\n2026-11-20,USD,EUR,1.0852\r\n", nil},
		{"nothing", "", []string{"x.csv: the file is empty"}},
		{"a header alone", head, []string{"x.csv: no rates"}},
		{"other columns", "currency,rate,date\n", []string{`x.csv:1: the columns are "currency,rate,date": they must be currency,rate,to,date`}},
		{"semicolons", "currency;rate;to;date\n", []string{`x.csv:1: the columns are "currency;rate;to;date": they must be currency,rate,to,date`}},
		{"one column too many", "currency,rate,to,date,note\n", []string{`x.csv:1: the columns are "currency,rate,to,date,note": they must be currency,rate,to,date`}},
		{"all mistakes at once", head + "CAD,0.7105,USD,2026-11-20\nXXX,1,USD,2026-11-20\nEUR,-1,USD,2026-11-20\nJPY,0,USD,2026-11-20\nGBP,1.3,EUR,2026-11-20\nPLN,0.25,USD,2026-11-19\n" +
			"CAD,0.71,USD,2026-11-20\nUSD,1,USD,2026-11-20\nCHF,1e3,USD,20.11.2026\nSEK,0.1234567890123,USD,2026-11-20\nNOK\n",
			[]string{
				`x.csv:3:1: "XXX" is not an ISO 4217 code such as USD`,
				`x.csv:4:5: "-1" is not a rate such as 0.7105`,
				"x.csv:5:5: a rate must be more than 0, it is 0",
				"x.csv:6:9: EUR is another currency than USD: all rates are to one",
				"x.csv:7:14: 2026-11-19 is another day than 2026-11-20: all rates are of one day",
				"x.csv:8:1: CAD stands twice",
				"x.csv:9:1: a rate from USD to itself",
				`x.csv:10:5: "1e3" is not a rate such as 0.7105`,
				`x.csv:10:13: "20.11.2026" is not a date such as 2026-11-27`,
				`x.csv:11:5: "0.1234567890123" has over 12 digits before or after the point`,
				"x.csv:12: 1 cells where the header has 4",
			}},
		{"a quote that is not closed", head + "CAD,\"0.7,USD\n", []string{`x.csv:2:14: extraneous or missing " in quoted-field`}},
		{"not UTF-8", head + "CAD,\xff\n", []string{`x.csv: not UTF-8: save the file as "CSV UTF-8"`}},
		{"over the limit", head + strings.Repeat("x", 1<<20), []string{"x.csv: the file is over the 1048576 byte limit"}},
	}
	for _, tt := range tests {
		x, err := rates.ReadExchange("x.csv", strings.NewReader(tt.file))
		if tt.want == nil {
			if err != nil || len(x.Rates) != 2 || x.Currency != "USD" || x.Date != date("2026-11-20") || !x.Rates["EUR"].Equal(decimal.RequireFromString("1.0852")) {
				t.Errorf("%s: got %v, %v", tt.name, x, err)
			}
			continue
		}
		if got := fmt.Sprint(err); got != strings.Join(tt.want, "\n") {
			t.Errorf("%s: got\n%s", tt.name, got)
		}
	}
}

func FuzzReadExchange(f *testing.F) {
	f.Add("currency,rate,to,date\nCAD,0.7105,USD,2026-11-20\n")
	f.Add("currency,rate,to,date\nCAD,1e999999999,USD,2026-11-20\n\"\n")
	f.Add("date,to,currency,rate\n,,,\n")
	f.Fuzz(func(t *testing.T, file string) {
		x, err := rates.ReadExchange("x.csv", strings.NewReader(file))
		if err != nil {
			if len(x.Rates) > 0 {
				t.Error("rates beside an error")
			}
			return
		}
		for c := range x.Rates {
			got, err := x.Convert(carriers.Money{Minor: 1000, Currency: c})
			if err == nil && (got.Minor < 0 || got.Currency != x.Currency) {
				t.Errorf("10.00 %s are %v", c, got)
			}
			if !strings.HasSuffix(x.Note(c), " of "+x.Date.String()) {
				t.Errorf("note of %s: %q", c, x.Note(c))
			}
		}
	})
}

func TestCheckout(t *testing.T) {
	tests := []struct{ name, in, cost, charged, margin string }{
		{"a flat amount", "flat:4.95", "23.45 USD", "4.95 USD", "-18.50 USD"},
		{"free for the customer", "flat:0", "23.45 USD", "0.00 USD", "-23.45 USD"},
		{"percent on it", "percent:+10", "23.45 USD", "25.80 USD", "2.35 USD"}, // 25.795
		{"percent off it", "percent:-12.5", "23.45 USD", "20.52 USD", "-2.93 USD"},
		{"half a cent rounds up", "percent:+10", "0.05 USD", "0.06 USD", "0.01 USD"},
		{"yen have no digits", "percent:+10", "1005 JPY", "1106 JPY", "101 JPY"},
		{"all off", "percent:-100", "1.00 USD", "0.00 USD", "-1.00 USD"},
		{"a flat amount beside another currency", "flat:4.95", "10.00 CAD", "4.95 USD", "-2.05 USD"},
		{"a flat amount of another currency", "flat:10 CAD", "6.00 USD", "7.00 USD", "1.00 USD"},
	}
	for _, tt := range tests {
		c, err := rates.ParseCheckout(tt.in, "USD")
		cost, _ := carriers.ParseMoney(tt.cost, "")
		charged, margin, err2 := c.Charge(cost, inUSD())
		if err != nil || err2 != nil || charged.String() != tt.charged || margin.String() != tt.margin {
			t.Errorf("%s: got %v, %v, %v, %v", tt.name, charged, margin, err, err2)
		}
	}
	if charged, margin, err := (rates.Checkout{}).Charge(usd(500), rates.Exchange{}); err != nil || charged != usd(500) || margin != usd(0) {
		t.Errorf("the zero Checkout charges %v, %v, %v", charged, margin, err)
	}
	flat, _ := rates.ParseCheckout("flat:4.95", "USD")
	for cost, want := range map[carriers.Money]string{{Minor: 1, Currency: "EUR"}: "no rate of exchange from EUR to USD"} {
		if _, _, err := flat.Charge(cost, inUSD()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v", err)
		}
		if _, _, err := flat.Charge(cost, rates.Exchange{}); err == nil || !strings.Contains(err.Error(), "4.95 USD is charged, 0.01 EUR is the cost, and no rate of exchange is given") {
			t.Errorf("got %v", err)
		}
	}
	for _, bad := range []string{"", "flat", "flat:", "flat:-1", "flat:1.001", "flat:1 XXX", "percent", "percent:10", "percent:+", "percent:+1e9", "percent:+1001", "percent:-100.01", "percent:+0.00001", "percent:+1.2.3", "both:1"} {
		if c, err := rates.ParseCheckout(bad, "USD"); err == nil {
			t.Errorf("%q: got %v", bad, c)
		}
	}
}

func ExampleReadExchange() {
	x, err := rates.ReadExchange("rates.csv", strings.NewReader("currency,rate,to,date\nCAD,0.7105,USD,2026-11-20\n"))
	converted, _ := x.Convert(carriers.Money{Minor: 3300, Currency: "CAD"})
	fmt.Println(converted, x.Note("CAD"), err)

	_, err = rates.ReadExchange("rates.csv", strings.NewReader("currency,rate,to,date\nCAD,0.71O5,USD,2026-11-20\n"))
	fmt.Println(err)
	// Output:
	// 23.45 USD 0.7105 of 2026-11-20 <nil>
	// rates.csv:2:5: "0.71O5" is not a rate such as 0.7105
}

func ExampleCheckout_Charge() {
	checkout, _ := rates.ParseCheckout("flat:4.95", "USD")
	charged, margin, err := checkout.Charge(carriers.Money{Minor: 830, Currency: "USD"}, rates.Exchange{})
	fmt.Println(charged, margin, err)
	// Output:
	// 4.95 USD -3.35 USD <nil>
}
