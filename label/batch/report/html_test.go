package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/report"
)

var update = flag.Bool("update", false, "write the summaries in testdata anew")

// TestSummaries holds the summaries in testdata, which a browser is shown, against
// what the counter makes.
func TestSummaries(t *testing.T) {
	for name, make := range pages {
		want, err := json.MarshalIndent(make(), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, '\n')
		file := "testdata/" + name + ".json"
		if *update {
			if err := os.WriteFile(file, want, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the counter makes: go test -update", file)
		}
		if _, err := report.ReadSummary(bytes.NewReader(got)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func render(t testing.TB, s *report.Summary) string {
	t.Helper()
	var b strings.Builder
	if err := report.HTML(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPagesAreWhole reads every page: it is small, asks for nothing, runs nothing,
// and is the same when written again, from the summary or from its JSON.
func TestPagesAreWhole(t *testing.T) {
	outside := regexp.MustCompile(`(?i)(src|srcset|action|poster)\s*=|<(script|iframe|object|embed|form|a|base)\b|url\(|@import|\bon[a-z]+\s*=\s*["']`)
	words := regexp.MustCompile(`(aria-label|data-head|title)="[^"]*"`)
	for name, make := range pages {
		s := make()
		page := render(t, s)
		if len(page) > 400_000 {
			t.Errorf("%s: the page has %d bytes", name, len(page))
		}
		_, body, _ := strings.Cut(page, "<body>")
		for _, tag := range regexp.MustCompile(`<[^>]*>`).FindAllString(body, -1) {
			if found := outside.FindString(words.ReplaceAllString(tag, "")); found != "" {
				t.Errorf("%s: %s in %s", name, found, tag)
			}
		}
		if strings.Count(page, "<script") > 0 || strings.Count(page, "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'") != 1 {
			t.Errorf("%s: a script, or no policy against it", name)
		}
		if strings.ContainsAny(body, "\u202e\x00\x07") || !utf8.ValidString(page) {
			t.Errorf("%s: characters that turn texts around", name)
		}
		var data bytes.Buffer
		if err := json.NewEncoder(&data).Encode(s); err != nil {
			t.Fatal(err)
		}
		read, err := report.ReadSummary(&data)
		if err != nil {
			t.Fatal(err)
		}
		// JSON has a replacement character where a text was no UTF-8; so has the page.
		if page != render(t, s) || name != "hostile" && page != render(t, &read) {
			t.Errorf("%s: the page differs when it is written again", name)
		}
	}
}

// TestWords holds what the pages say.
func TestWords(t *testing.T) {
	for _, tt := range []struct{ page, says string }{
		{"typical", "4,812 of 5,000 orders have labels: 4,812 parcels for $"},
		{"typical", "Choosing for each order saved $"},
		{"typical", "<h1>Parcels of Monday, 23 November 2026</h1>"},
		{"typical", "the most frequent cause: a ZIP code that lost its zero."},
		{"typical", "<bdi>USPS Ground Advantage</bdi>"},
		{"currencies", "All 900 orders are priced, and nothing is numbered: 900 parcels for CHF\u00a0"},
		{"currencies", "Spend by carrier · in EUR"},
		{"currencies", "No order failed."},
		{"empty", "There was no order to ship."},
		{"failed", "Of 1 order none could be done. Failed: 1 order, in errors.csv with what to do; the most frequent cause: no service takes it and keeps the promise."},
		{"one", "1 order has its label: 1 parcel for $"},
		{"hostile", "&lt;script&gt;alert(1)&lt;/script&gt;"},
		{"large", "the first 12 of 270 services"},
		{"large", "<bdi>Others</bdi>"},
	} {
		if !strings.Contains(render(t, pages[tt.page]()), tt.says) {
			t.Errorf("%s does not say %q", tt.page, tt.says)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	s := typical()
	for b.Loop() {
		if err := report.HTML(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}

// TestColors holds that a carrier has one color in every chart of a page, whether it
// was paid, in whatever currency, or only asked; and that it is that of nothing else.
func TestColors(t *testing.T) {
	var c report.Counter
	paid := func(carrier string, currency carriers.Currency, amount int64) {
		money := func(amount int64) carriers.Money { return carriers.Money{Minor: amount, Currency: currency} }
		q := &carriers.Quote{
			Carrier: carrier, Service: "ground", Name: carrier, Currency: currency, Ships: ready, Delivers: ready + 2,
			Charges: []carriers.Charge{{Code: carriers.Base, Amount: amount}, {Code: carriers.Fuel, Amount: amount}},
			Parcels: []carriers.Rated{{Zone: "2", Unit: dimweight.Pound, Actual: dimweight.Pound, Billable: 2 * dimweight.Pound, Dimensional: 2 * dimweight.Pound}},
		}
		rivals := []report.Offer{{Carrier: "dhl", Cost: money(9 * amount)}, {Carrier: "fedex", Cost: money(3 * amount)}, {Carrier: "ups", Cost: money(4 * amount)}}
		c.Add(&report.Done{Order: "1", Row: 2, Quote: q, Rivals: rivals, Ready: ready, By: ready + 3, To: &carriers.Address{PostalCode: "10001", Country: "US"}, Labels: 1})
	}
	paid("fedex", "EUR", 500)
	paid("ups", "USD", 900)
	paid("fedex", "USD", 100)
	page := render(t, &report.Summary{Input: "orders.csv", Ready: "2026-11-23", Tally: c.Tally()})
	got := map[string][]string{}
	for _, m := range regexp.MustCompile(`<bdi>([^<]+)</bdi></th><td class="(c\d[^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !slices.Contains(got[m[1]], m[2]) {
			got[m[1]] = append(got[m[1]], m[2])
		}
	}
	seen := map[string]string{}
	for _, name := range []string{"FedEx", "UPS", "DHL"} {
		if len(got[name]) != 1 || got[name][0] == "c0" || seen[got[name][0]] != "" {
			t.Errorf("%s has %v; all are %v", name, got[name], got)
			continue
		}
		seen[got[name][0]] = name
	}
	for what, colors := range got {
		for _, color := range colors {
			if strings.HasPrefix(what, "Fuel") && color != "c0" {
				t.Errorf("%s is %s", what, color)
			}
		}
	}
}
