package orders_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// errorsOf reads a file of orders, and returns how many are good, and errors.csv of
// those that are not. The file is read to the first error of the file.
func errorsOf(t testing.TB, text string, opts orders.Options) (good []string, errors string) {
	t.Helper()
	split, err := orders.NewSplitter(strings.NewReader(text), opts)
	if err != nil {
		t.Fatalf("%v: %.300q", err, text)
	}
	var b []byte
	for i, column := range orders.ErrorsHeader(split.Columns()) {
		if i > 0 {
			b = append(b, ',')
		}
		b = orders.AppendCell(b, column)
	}
	b = append(b, '\n')
	var c orders.Chunk
	var seen orders.Seen
	for split.Next(&c) == nil {
		c.Parse()
		seen.Mark(&c)
		for i := range c.Orders {
			good = append(good, c.Orders[i].ID)
		}
		for i := range c.Errors {
			b = c.AppendRefused(b, &c.Errors[i])
		}
	}
	return good, string(b)
}

// cellsOf are the cells of errors.csv but for those that tell of rows by their number:
// the value, the code and the row itself.
func cellsOf(t testing.TB, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("errors.csv is no CSV of equal rows: %v: %.2000q", err, text)
	}
	for i := range rows {
		rows[i] = append(rows[i][1:4:4], rows[i][6:]...)
	}
	return rows
}

// refusedAgain reads errors.csv of a file, which must be refused row by row for the
// same, and that of errors.csv, which must be the same file.
func refusedAgain(t testing.TB, text string, opts orders.Options) (first string) {
	t.Helper()
	_, first = errorsOf(t, text, opts)
	good, second := errorsOf(t, first, opts)
	if len(good) > 0 {
		t.Errorf("%q are not refused any more in %.2000q", good, first)
	}
	if diff := cmp.Diff(cellsOf(t, first), cellsOf(t, second)); diff != "" {
		t.Errorf("errors.csv is refused for other reasons (-the file +errors.csv):\n%.3000s", diff)
	}
	if _, third := errorsOf(t, second, opts); third != second {
		t.Errorf("errors.csv of errors.csv is another (-want +got):\n%.3000s", cmp.Diff(second, third))
	}
	return first
}

// The rows of errors.csv are refused for the same as before, whatever was wrong, and
// whatever the form of the file was.
func TestErrorsFileIsRefusedTheSame(t *testing.T) {
	rows := badRows()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			refusedAgain(t, header+with("order=1000")+tt.row+with("order=1002"), options)
		})
	}
	t.Run("all of them", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(header)
		for i := range rows {
			b.WriteString(rows[i].row + with(fmt.Sprintf("order=%d", i)))
		}
		if n := strings.Count(refusedAgain(t, b.String(), options), "\n"); n < len(rows) {
			t.Errorf("%d lines of %d rows", n, len(rows))
		}
	})
	const several = "order,name,zip,weight_lb,dims_in,parcel,sku,item,qty,note\n"
	for name, text := range map[string]string{
		"a row cut short":                        header + "1001,Ann Lee,5 Mark\n",
		"a row of one cell":                      header + "1001\n",
		"a row of one cell with a comma":         header + "\"1001,Ann\"\n",
		"cells too many":                         header + strings.TrimSpace(good) + ",Apt 2\n",
		"312 cells":                              header + strings.TrimSpace(good) + strings.Repeat(",x", 298) + "\n",
		"cells too many on two lines":            header + "1001,Ann Lee,\"5 Market St\nApt 2\",San Francisco,CA,94105,US,2.5lb,12x9x7in,1,2026-11-27,ups,100.00,signature,x\n",
		"windows line ends":                      strings.ReplaceAll(header+with("zip=2134")+with("street=5\" pipe")+"1001,x\n"+with("street=\"5 Market\nApt 2\"", "copies=0"), "\n", "\r\n"),
		"parted by tabs":                         strings.ReplaceAll(header+with("zip=2134")+"1001,Ann \"the boss\" Lee,5\" pipe\n\"x\"\n"+with("zip=1,2")+good+"1003,=1,2,3,4,5,6\n", ",", "\t"),
		"a formula":                              header + with("name==1+1", "street=-x", "city='=2", "zip=2134", "state=@x"),
		"a formula for an order number":          header + with("order==1", "zip=2134") + with("order='=2", "zip=2134") + with("order=-3", "zip=2134"),
		"blanks round cells":                     header + with("name= Ann ", "city=\tX", "zip=2134") + with("order= \"7\" ", "zip=2134"),
		"one order number three times":           header + with("zip=2134") + with("order=2") + with("city=") + with("order=3") + with("order=1001"),
		"a number again behind a good one":       header + with() + with("order=2") + with(),
		"two orders with one number and a wrong": several + "1,Ann,,2,12x9x7,,,,,\n2,Ben,10001,1,8x6x4,,,,,\n1,Ann,94105,2,12x9x7,,,,,\n",
		"an order of three rows":                 several + "1,Ann,94105,0,12x9x7,,,,,\n1,,,1,8x6x4,,,,,\n,,,1,8x6x4,,,,,x\n2,Ben,10001,1,8x6x4,,,,,\n",
		"an order of three rows with a blank":    several + "1,Ann,94105,0,12x9x7,,,,,\n\n1,,,1,8x6x4,,,,,\n,,,,,,,,,\n,,,0,8x6x4,,,,,x\n",
		"a row cut short below blank lines":      several + "1,\"A\"nn,94105\n\n\n\n1,Ann,94\n",
		"an order with a row cut short":          several + "1,Ann,94105,1,12x9x7,,,,,\n1,,\n1,,,1,8x6x4,,,,,\n2,Ben,10001,0,8x6x4,,,,,\n",
		"an order with a row of one cell":        several + "1,Ann,94105,1,12x9x7,,,,,\n1,,,,,,,,,\n2,Ben,10001,0,8x6x4,,,,,\n",
		"a row that another order has a word of": several + "2,Ben,94105,0,12x9x7,,,,,\n3,Cy,10001,1,8x6x4,,,,,\n\"4\"x,Di,10001,2,8x6x4,,,,,\n",
		"a quote that swallowed":                 several + "1,\"Ann,94105,2,12x9x7,,,,,\n2,Ben,10001,1,8x6x4,,,,,\n3,\"Cy\",10001,1,8x6x4,,,,,\n",
		"two quotes that fit each other":         several + "6,\"Ann,94105,2\n7,Ben,10001,1,8x6x4,,,,,\n8,Cy\",94105,2\n",
		"a row over 1 MiB in an order":           several + "1,Ann,94105,1,12x9x7,,,,,\n1,,,1,8x6x4,,,,," + strings.Repeat("x", orders.MaxRow) + "\n1,,,1,8x6x4,,,,,\n",
		"a row nearly over 1 MiB":                several + "1,Ann,94105,0,12x9x7,,,,,\"" + strings.Repeat(`""`, 30000) + "\"," + strings.Repeat("y", orders.MaxRow-61000) + "\n",
		"an order of too many rows":              several + strings.Repeat("1,Ann,94105,1,12x9x7,,,,,\n", 2200),
		"names of columns that are formulas":     "=x,order,zip,weight_lb,dims_in,-x,\"a,b\"\n1,2,2134,1,1x1x1,x,y\n",
		"256 columns":                            strings.TrimSpace(several) + strings.Repeat(",x", 246) + "\n1,Ann,2134,1,1x1x1,,,,," + strings.Repeat(",y", 246) + "\n",
	} {
		t.Run(name, func(t *testing.T) { refusedAgain(t, text, options) })
	}
}

// Every sample of an export has its errors.csv when nothing is known of its articles,
// and no order of it is refused any more once they are.
func TestErrorsFileOfExportsRunsWhenItIsFixed(t *testing.T) {
	names, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	known := warehouse(t)
	unknown := known
	unknown.Products, unknown.Boxes = nil, nil
	unknown.Parcel.Dims = dimweight.Dims{Length: dimweight.Inch, Width: dimweight.Inch, Height: dimweight.Inch}
	unknown.Products = orders.Products{"none": {}}
	for _, name := range names {
		if base := filepath.Base(name); base == "boxes.csv" || base == "products.csv" || !strings.HasSuffix(base, ".csv") && !strings.HasSuffix(base, ".txt") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			refusedAgain(t, string(data), known)
			all := refusedAgain(t, string(data), unknown)
			want, wantBad := errorsOf(t, string(data), known)
			before, _ := errorsOf(t, string(data), unknown)
			got, bad := errorsOf(t, all, known)
			if diff := cmp.Diff(want, append(before, got...)); diff != "" {
				t.Errorf("orders (-the export +its errors.csv, when the articles are known):\n%s", diff)
			}
			if diff := cmp.Diff(cellsOf(t, wantBad), cellsOf(t, bad)); diff != "" {
				t.Errorf("refused (-the export +its errors.csv):\n%s", diff)
			}
		})
	}
}

// A line that was refused is corrected in the cell that it stands in, or in cells of
// its own.
func TestErrorsFileIsFixed(t *testing.T) {
	const head = "order,zip,weight_lb,dims_in,name,street\n"
	tests := []struct{ name, row, line, fixed string }{
		{"a comma in a cell, in quotes", "1,94105,2,1x1x1,Ann,5 Market St, Apt 2", `"1,94105,2,1x1x1,Ann,5 Market St, Apt 2",,,,,`, `"1,94105,2,1x1x1,Ann,""5 Market St, Apt 2""",,,,,`},
		{"a comma in a cell, in cells", "1,94105,2,1x1x1,Ann,5 Market St, Apt 2", `"1,94105,2,1x1x1,Ann,5 Market St, Apt 2",,,,,`, `1,94105,2,1x1x1,Ann,"5 Market St, Apt 2"`},
		{"a quote that is not closed", `1,94105,2,1x1x1,Ann,"5 Market St`, `"1,94105,2,1x1x1,Ann,""5 Market St",,,,,`, `"1,94105,2,1x1x1,Ann,5 Market St",,,,,`},
		{"a row cut short", `1,94105,2,1x1x1,Ann`, `"1,94105,2,1x1x1,Ann",,,,,`, `"1,94105,2,1x1x1,Ann,5 Market St",,,,,`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first := refusedAgain(t, head+tt.row+"\n2,94105,2,1x1x1,\"Ben\",x\n", options)
			if !strings.HasSuffix(first, tt.line+"\n") {
				t.Fatalf("the row stands as %q, want %q", first, tt.line)
			}
			good, bad := errorsOf(t, strings.TrimSuffix(first, tt.line+"\n")+tt.fixed+"\n", options)
			if diff := cmp.Diff([]string{"1"}, good); diff != "" {
				t.Errorf("orders (-want +got):\n%s%s", diff, bad)
			}
		})
	}
}

// FuzzErrorsFile reads any file, and its errors.csv.
func FuzzErrorsFile(f *testing.F) {
	seeds(f)
	for _, tt := range badRows() {
		if len(tt.row) < 1000 {
			f.Add([]byte(header + tt.row + good))
		}
	}
	opts := warehouse(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := orders.NewSplitter(io.Reader(bytes.NewReader(data)), opts); err != nil {
			return
		}
		refusedAgain(t, string(data), opts)
	})
}
