package batch_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Which worker counts an order is chance, and nothing of it shows.
func TestWorkersPriceTheSameBytes(t *testing.T) {
	b := newBench(t, rows(6000))
	var want map[string]string
	for _, workers := range []int{1, 2, 8} {
		o := b.options()
		o.DryRun, o.Accounts, o.Workers, o.Out = true, nil, workers, t.TempDir()
		b.run(o)
		got := files(t, o.Out)
		if want == nil {
			want = got
		}
		if list := differ(want, got); list != nil {
			t.Errorf("%d workers make others of %v", workers, list)
		}
	}
}

// A row that is refused stands in errors.csv as it stood in the file.
func TestRefusedRowsAreWhole(t *testing.T) {
	const head = "order,name,street1,city,state,zip,dims,weight,note"
	tests := []struct{ name, row, note string }{
		{"plain", "O-1,Ann,1 Main St,Boston,MA,02108,6x4x2in,0lb,gift", "gift"},
		{"an empty cell at the end", "O-1,Ann,1 Main St,Boston,MA,02108,6x4x2in,0lb,", ""},
		{"quotes", `O-1,Ann,1 Main St,Boston,MA,02108,6x4x2in,0lb,"a ""gift"", red"`, `a "gift", red`},
		{"a tab in a cell", "O-1,Ann,1 Main St,Boston,MA,02108,6x4x2in,0lb,a\tgift", "a\tgift"},
	}
	for _, tt := range tests {
		for _, end := range []string{"\n", "\r\n", ""} {
			b := newBench(t, []byte(head+"\n"+tt.row+end))
			o := b.options()
			o.DryRun, o.Accounts = true, nil
			b.run(o)
			row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
			if row["error_code"] != "not_positive" || row["error_row"] != "2" {
				t.Errorf("%s: %v", tt.name, row)
			}
			got := []string{row["order"], row["weight"], row["note"]}
			if diff := cmp.Diff([]string{"O-1", "0lb", tt.note}, got); diff != "" {
				t.Errorf("%s, line end %q (-want +got):\n%s", tt.name, end, diff)
			}
		}
	}
}
