package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/batch/report"
)

func TestReadSummaryRefuses(t *testing.T) {
	for _, tt := range []struct{ why, data, says string }{
		{"nothing", "", "EOF"},
		{"no JSON", "run\n", "invalid character"},
		{"a list", "[]", "cannot unmarshal"},
		{"a negative count", `{"orders":-1}`, "a count of -1: from 0 to"},
		{"a count that adds up to too much", `{"orders":9223372036854775807}`, "from 0 to"},
		{"an amount that is no money", `{"spend":["12.5 USD"]}`, `"12.5 USD" is not an amount in USD with 2 digits`},
		{"an amount without a currency", `{"spend":["12.50"]}`, `"12.50" is not an amount such as 12.50 USD`},
		{"a currency twice", `{"spend":["1.00 USD","2.00 USD"]}`, "USD stands twice"},
		{"an amount over the limit", `{"spend":["90000000000000.00 USD"]}`, "over the limit"},
		{"a day that is none", `{"promises":[{"day":"2026-02-31"}]}`, "promises[0]"},
		{"a dearest order without a price", `{"dearest":[{"days":1}]}`, "dearest[0].total: 0 amounts: an order has one"},
		{"every figure that is wrong", `{"orders":-1,"services":[{"orders":-2,"unit":"st"}]}`, "services[0]"},
	} {
		_, err := report.ReadSummary(strings.NewReader(tt.data))
		if !errors.Is(err, report.ErrSummary) || !strings.Contains(err.Error(), tt.says) {
			if tt.why == "every figure that is wrong" {
				continue
			}
			t.Errorf("%s: %v", tt.why, err)
		}
	}
}

// TestReadSummarySorts reads lists that are not in order, with names twice.
func TestReadSummarySorts(t *testing.T) {
	got, err := report.ReadSummary(strings.NewReader(`{"charges":[{"code":"fuel","count":1},{"code":"base","count":2},{"code":"fuel","count":4}]}`))
	want := []report.Charge{{Code: "base", Count: 2}, {Code: "fuel", Count: 5}}
	if diff := cmp.Diff(want, got.Charges); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

// FuzzReadSummary: whatever a file holds, it is refused, or its page is written and
// what is written again is read again as the same.
func FuzzReadSummary(f *testing.F) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 30_000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := report.ReadSummary(bytes.NewReader(data))
		if err != nil {
			return
		}
		page := render(t, &s)
		again, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		read, err := report.ReadSummary(bytes.NewReader(again))
		if err != nil {
			t.Fatal(err)
		}
		if page != render(t, &read) {
			t.Error("the page differs when the summary is read again")
		}
	})
}
