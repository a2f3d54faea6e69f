package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

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
