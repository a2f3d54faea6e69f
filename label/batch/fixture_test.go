package batch_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

var shop = carriers.Address{
	Name: "Shipping", Company: "Bolt & Nut", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US",
}

// places are towns with a ZIP code in different zones.
var places = [][3]string{
	{"San Francisco", "CA", "94105"}, {"Chicago", "IL", "60601"}, {"Boston", "MA", "02108"}, {"Austin", "TX", "78701"}, {"Miami", "FL", "33101"},
}

// rows writes a file of n orders of one parcel, each 7th of two parcels, each
// 50th with a row that is bad, each 60th to nowhere.
func rows(n int) []byte {
	var b bytes.Buffer
	b.WriteString("order,name,street1,city,state,zip,country,dims,weight,sku,bin,item,quantity\n")
	for i := range n {
		place := places[i%len(places)]
		weight := fmt.Sprintf("%dlb", 1+i*7%45)
		zip := place[2]
		switch {
		case i%50 == 49:
			weight = "5e2"
		case i%60 == 59:
			zip = "00000"
		}
		row := fmt.Sprintf("O-%06d,Zoë Żak %d,%d Market St,%s,%s,%s,US,%dx%dx7in,%s,SKU-%d,A-%d,Cup,1\n",
			i, i, i, place[0], place[1], zip, 8+i%12, 4+i%4*5, weight, i%3, i%17)
		b.WriteString(row)
		if i%7 == 6 {
			b.WriteString(row)
		}
	}
	return b.Bytes()
}

// A bench is a folder to run in.
type bench struct {
	*testing.T
	dir string
}

func newBench(t *testing.T, input []byte) bench {
	t.Helper()
	b := bench{t, t.TempDir()}
	if err := os.WriteFile(filepath.Join(b.dir, "orders.csv"), input, 0o644); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b bench) open(source string) *ledger.Ledger {
	b.Helper()
	l, err := ledger.Open(b.Context(), source)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	return l
}

var published = []carriers.Carrier{fedex.New(), ups.New(), usps.New()}

// options are those of a usual run.
func (b bench) options() batch.Options {
	b.Helper()
	return optionsIn(b.dir)
}

func optionsIn(dir string) batch.Options {
	return batch.Options{
		Input: filepath.Join(dir, "orders.csv"), Out: filepath.Join(dir, "run"),
		Orders:   orders.Options{From: shop, Ready: noon},
		Carriers: published,
		Accounts: map[string]string{"fedex": "9612", "ups": "1Z999AA1", "usps": "901234567/612"},
		Owner:    "me", Now: clock,
	}
}

func (b bench) run(o batch.Options) report.Summary {
	b.Helper()
	return mustRun(b, o)
}

func mustRun(t testing.TB, o batch.Options) report.Summary {
	t.Helper()
	s, err := batch.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ledgerLine is that of run.json which says where the ledger is.
var ledgerLine = regexp.MustCompile(`(?m)^  "ledger": .*\n`)

// files are the contents of a folder by name, but for where the ledger is.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		if name == "run.json" {
			data = ledgerLine.ReplaceAll(data, nil)
		}
		all[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// differ names the files that two folders do not have alike.
func differ(want, got map[string]string) (list []string) {
	for name, data := range want {
		if other, ok := got[name]; !ok || other != data {
			list = append(list, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			list = append(list, name)
		}
	}
	sort.Strings(list)
	return list
}
