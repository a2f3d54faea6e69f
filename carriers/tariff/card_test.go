package tariff_test

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// An edit changes the files of a card.
type edit func(t testing.TB, card fstest.MapFS)

// small returns the files of testdata/cards/small.txtar, changed.
func small(t testing.TB, edits ...edit) fstest.MapFS {
	t.Helper()
	data, err := os.ReadFile("testdata/cards/small.txtar")
	if err != nil {
		t.Fatal(err)
	}
	card := unpack(data)
	for _, e := range edits {
		e(t, card)
	}
	return card
}

// unpack returns the files of a txtar archive.
func unpack(archive []byte) fstest.MapFS {
	card := fstest.MapFS{}
	for _, f := range txtar.Parse(archive).Files {
		if fs.ValidPath(f.Name) {
			card[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return card
}

// change replaces a piece of a file that stands there once.
func change(file, from, to string) edit {
	return func(t testing.TB, card fstest.MapFS) {
		t.Helper()
		text := string(card[file].Data)
		if n := strings.Count(text, from); n != 1 {
			t.Fatalf("%q stands %d times in %s", from, n, file)
		}
		card[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, from, to, 1))}
	}
}

// add appends to a file.
func add(file, text string) edit {
	return func(_ testing.TB, card fstest.MapFS) {
		card[file] = &fstest.MapFile{Data: append(slices.Clip(card[file].Data), text...)}
	}
}

// write makes a file, or makes it anew.
func write(file, text string) edit {
	return func(_ testing.TB, card fstest.MapFS) { card[file] = &fstest.MapFile{Data: []byte(text)} }
}

func remove(files ...string) edit {
	return func(_ testing.TB, card fstest.MapFS) {
		for _, file := range files {
			delete(card, file)
		}
	}
}

// all makes one edit of several.
func all(edits ...edit) edit {
	return func(t testing.TB, card fstest.MapFS) {
		t.Helper()
		for _, e := range edits {
			e(t, card)
		}
	}
}

// A row is a row of surcharges.csv by column. The name is the code if not given.
type row map[string]string

// surcharges makes surcharges.csv anew.
func surcharges(rows ...row) edit {
	columns := strings.Split("code,name,services,zones,from,to,amount,percent,of,residential,area,weight_over,longest_over,second_over,length_girth_over,"+
		"volume_over,nonstandard,accessorial,insured_over,insured_up_to,per_insured,minimum,billable_over,billable_up_to,with,waives,min_billable,note,per,third_over,sum_over,free_insured", ",")
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(columns)
	for _, r := range rows {
		cells := make([]string, len(columns))
		for i, column := range columns {
			cells[i] = r[column]
			if column == "name" && r[column] == "" {
				cells[i] = r["code"]
			}
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return write("surcharges.csv", b.String())
}

func load(t testing.TB, card fs.FS) *tariff.Card {
	t.Helper()
	c, err := tariff.Load(card)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t testing.TB, s string) time.Time {
	t.Helper()
	d, err := carriers.ParseReady(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func usd(minor int64) carriers.Money { return carriers.Money{Minor: minor, Currency: "USD"} }

// box is a parcel of 4x4x4 in, so small that its weight alone counts.
func box(weight dw.Weight) carriers.Parcel {
	return carriers.Parcel{Dims: dw.Dims{Length: 4 * dw.Inch, Width: 4 * dw.Inch, Height: 4 * dw.Inch}, Weight: weight}
}

func parcel(t testing.TB, dims, weight string) carriers.Parcel {
	t.Helper()
	d, err := dw.ParseDims(dims)
	if err != nil {
		t.Fatal(err)
	}
	w, err := dw.ParseWeight(weight)
	if err != nil {
		t.Fatal(err)
	}
	return carriers.Parcel{Dims: d, Weight: w}
}

// toChicago is a box of 3 lb to a business in zone 5, ready on a Monday.
func toChicago() carriers.Shipment {
	return carriers.Shipment{
		From: carriers.Address{PostalCode: "10001", Country: "US"}, To: carriers.Address{PostalCode: "60606", Country: "US"},
		Parcels: []carriers.Parcel{box(3 * dw.Pound)}, Ready: time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC),
	}
}

func quote(t testing.TB, c carriers.Carrier, s carriers.Shipment) carriers.Reply {
	t.Helper()
	reply, err := c.Quote(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for i := range reply.Quotes {
		if err := reply.Quotes[i].Check(len(s.Parcels)); err != nil {
			t.Error(err)
		}
	}
	checkBids(t, c, &s, &reply)
	return reply
}

// quoteOf returns the quote of one service; nil and the refusal when it has none.
func quoteOf(t testing.TB, c carriers.Carrier, service string, s carriers.Shipment) (*carriers.Quote, string) {
	t.Helper()
	reply := quote(t, c, s)
	for i := range reply.Quotes {
		if reply.Quotes[i].Service == service {
			return &reply.Quotes[i], ""
		}
	}
	for _, r := range reply.Rejections {
		if r.Service == service {
			return nil, string(r.Code) + ": " + r.Reason
		}
	}
	t.Fatalf("neither a quote nor a refusal of %s", service)
	return nil, ""
}

// charges prints what one service charges, "base 12.00, fuel 1.20", or why it refuses.
func charges(t testing.TB, c carriers.Carrier, service string, s carriers.Shipment) string {
	t.Helper()
	q, refused := quoteOf(t, c, service, s)
	if q == nil {
		return refused
	}
	lines := make([]string, len(q.Charges))
	for i, charge := range q.Charges {
		lines[i] = fmt.Sprintf("%s %s", charge.Code, q.Money(charge).Amount())
	}
	return strings.Join(lines, ", ")
}

// A want is a claim about what the small card, changed, charges at one service.
type want struct {
	name     string
	card     edit
	service  string // ground if empty
	shipment func(*carriers.Shipment)
	charges  string
}

func checkCharges(t *testing.T, wants []want) {
	t.Helper()
	for _, tt := range wants {
		t.Run(tt.name, func(t *testing.T) {
			card := small(t)
			if tt.card != nil {
				tt.card(t, card)
			}
			s := toChicago()
			if tt.shipment != nil {
				tt.shipment(&s)
			}
			service := tt.service
			if service == "" {
				service = "ground"
			}
			if got := charges(t, tariff.New(load(t, card)), service, s); got != tt.charges {
				t.Errorf("got  %s\nwant %s", got, tt.charges)
			}
		})
	}
}
