package orders_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/orders"
)

func seeds(f *testing.F) {
	names, err := filepath.Glob("testdata/*.*")
	if err != nil || len(names) < 8 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{header + good, plainHeader, header + with(`street=5" pipe`) + good, header + with(`street="5" x`) + good, header + with(`order="10`) + with("order=\"1002\""), "a,\"b\"\"c\",\r\n\"d\ne\",f", "a, \"b\" ,c\n", "\"\"\n\"\"", "a\"b,c\n", "\"a\"b,c\nd\n", "\r\n\r,\n", "\"a\r\nb\"\r", "\"a"} {
		f.Add([]byte(s))
	}
}

// FuzzReader reads CSV by our reader and by that of the standard library: what
// both take they read alike, and what encoding/csv takes ours does too.
func FuzzReader(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		r := csv.NewReader(bytes.NewReader(data))
		r.FieldsPerRecord = -1
		var theirs [][]string
		var failed error
		for {
			rec, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				failed = err
				break
			}
			if strings.Trim(strings.Join(rec, ""), " \t\r\n") != "" {
				theirs = append(theirs, rec)
			}
		}
		ours, whole := orders.Records(data)
		for i := range ours {
			for j := range ours[i] {
				ours[i][j] = strings.ReplaceAll(ours[i][j], "\r\n", "\n") // as encoding/csv does within quotes
			}
		}
		if failed != nil {
			// Ours allows blanks round quotes: then it goes on where theirs fails.
			if len(ours) < len(theirs) {
				t.Fatalf("%d records where encoding/csv has %d before %v", len(ours), len(theirs), failed)
			}
			ours, whole = ours[:len(theirs)], true
		}
		if diff := cmp.Diff(theirs, ours, cmpopts.EquateEmpty()); diff != "" || !whole {
			t.Fatalf("whole %v (-encoding/csv +ours):\n%s", whole, diff)
		}
	})
}

// FuzzOrder reads any file to its end: nothing panics, every order is valid, and
// every row that is not blank is of one order or of one error. Read again in
// other pieces, it gives the same.
func FuzzOrder(f *testing.F) {
	seeds(f)
	opts := warehouse(f)
	opts.Parcel.Weight = dimweight.Pound
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, first := readRows(t, bytes.NewReader(data), opts)
		again, second := readRows(t, threeBytes{bytes.NewReader(data)}, opts)
		if first != second || rows != again {
			t.Fatalf("in other pieces:\n%s\n%s", first, second)
		}
	})
}

// threeBytes gives three bytes at a time.
type threeBytes struct{ io.Reader }

func (r threeBytes) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(len(p), 3)]) }

func readRows(t *testing.T, in io.Reader, opts orders.Options) (rows int, all string) {
	split, err := orders.NewSplitter(in, opts)
	if err != nil {
		return 0, err.Error()
	}
	var c orders.Chunk
	var seen orders.Seen
	var told strings.Builder
	for err = split.Next(&c); err == nil; err = split.Next(&c) {
		c.Parse()
		seen.Mark(&c)
		for i := range c.Orders {
			o := &c.Orders[i]
			if err := o.Shipment.Validate(); err != nil {
				t.Fatalf("order %q: %v", o.ID, err)
			}
			if o.ID == "" || o.Copies < 1 || o.Rows < 1 || o.Boxes != nil && len(o.Boxes) != len(o.Shipment.Parcels) {
				t.Fatalf("%+v", o)
			}
			sum := o.Digest()
			told.WriteString(o.ID)
			told.Write(sum[:])
			rows += o.Rows
		}
		for i := range c.Errors {
			if len(c.Errors[i].Problems) == 0 {
				t.Fatalf("an error without a problem: %+v", c.Errors[i])
			}
			told.WriteString(c.Errors[i].Error())
			rows += c.Errors[i].Rows
		}
		if rows > c.Rows()*(c.Index+1)+c.Index*2000 {
			t.Fatalf("%d rows of %d in chunk %d", rows, c.Rows(), c.Index)
		}
	}
	return rows, told.String() + err.Error()
}

// FuzzQuantity reads weights and sizes as dimweight does, but for the quick way
// there. Besides, blanks before the unit may be of any kind, and an apostrophe may stand
// in front.
func FuzzQuantity(f *testing.F) {
	for _, s := range []string{"2lb", "2.5 LB", "0.001g", "2lb8oz", "1.2kg", "999999999kg", "0oz", "-1lb", "1e3lb", "12x9x7in", "12.5X9x7 cm", "12 x 9 x 7in", "12inx9inx7in", "0x1x1in", "3.0000001lb", "1\rLB", "1\u00a0kg", "1x2x3\tcm", "'2lb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, v string) {
		v = strings.TrimSpace(v)
		usual := strings.Join(strings.Fields(strings.TrimPrefix(v, "'")), " ")
		w, err := dimweight.ParseWeight(v)
		got, ok := orders.Weight(v)
		if ok && err != nil {
			w, err = dimweight.ParseWeight(usual)
		}
		if ok != (err == nil) || got != w {
			t.Errorf("weight %q: %d, %v; dimweight has %d, %v", v, got, ok, w, err)
		}
		d, err := dimweight.ParseDims(v)
		size, ok := orders.Size(v)
		if ok && err != nil {
			d, err = dimweight.ParseDims(usual)
		}
		if ok != (err == nil) || size != d {
			t.Errorf("size %q: %v, %v; dimweight has %v, %v", v, size, ok, d, err)
		}
	})
}

// FuzzCells looks at eight bytes at once as at one after the other.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"", ",", "a,b", "12345678", "1234567,", ",,,,,,,,,", "Zoë Żak,5 Market St,-", "a,-b,+\x01,\x7f\x80", "\xff\x7e\x20\x1f,,\xac\x00", "000\x1f0000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, v string) {
		cells := strings.Split(v, ",")
		ends, odd, ok := orders.Ends(v, len(cells))
		at := -1
		for i, cell := range cells {
			if at += 1 + len(cell); !ok || ends[i] != at {
				t.Fatalf("%v: the cells of %q end at %v", ok, v, ends)
			}
		}
		for _, n := range []int{len(cells) - 1, len(cells) + 1} {
			if _, _, ok := orders.Ends(v, n); ok {
				t.Errorf("%q has %d cells", v, n)
			}
		}
		isOdd := func(r rune) bool { return r < ' ' || r > '~' }
		if first := strings.IndexFunc(v, isOdd); first >= 0 {
			rest := strings.TrimRightFunc(v[first:], func(r rune) bool { return !isOdd(r) })
			if !strings.Contains(odd, rest) || len(odd) > len(rest)+14 {
				t.Errorf("%q is odd in %q", odd, v)
			}
		} else if odd != "" {
			t.Errorf("%q is odd in %q", odd, v)
		}
	})
}
