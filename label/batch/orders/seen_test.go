package orders_test

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
)

func TestSeenIsExact(t *testing.T) {
	var s orders.Seen
	ids := func(i int) string {
		switch i % 4 {
		case 0:
			return fmt.Sprintf("#%d", i)
		case 1:
			return fmt.Sprintf("111-%07d-%07d", i, i*7)
		case 2:
			return strings.Repeat("x", i%90) + fmt.Sprint(i)
		}
		return fmt.Sprintf("%08d\x00", i)
	}
	const n = 300_000
	for i := range n {
		if s.Add(ids(i)) {
			t.Fatalf("%q was not there before", ids(i))
		}
	}
	for i := range n {
		if !s.Add(ids(i)) {
			t.Fatalf("%q was there before", ids(i))
		}
	}
	for _, pair := range [][2]string{{"", "\x00"}, {"a", "a\x00"}, {"12345678", "12345678\x00"}, {"O-27", "O-27\x00"}, {"1111111111", "11111111111"}} {
		var s orders.Seen
		if s.Add(pair[0]) || s.Add(pair[1]) {
			t.Errorf("%q and %q are taken for one", pair[0], pair[1])
		}
	}
}

// TestDigestKnowsEveryField changes each field of an order's shipment alone, so
// that one that is new is not forgotten.
func TestDigestKnowsEveryField(t *testing.T) {
	good, _ := readAll(t, "order,zip,weight_lb,dims_in,street,sku,accessorials\n1,94105,1,1x1x1,5 Market St,A,signature\n", options)
	o := &good[0]
	o.OwnReady = true
	before := o.Digest()
	changed := 0
	var change func(path string, v reflect.Value)
	change = func(path string, v reflect.Value) {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		switch v.Kind() {
		case reflect.Struct:
			if _, isTime := v.Interface().(time.Time); !isTime {
				for i := range v.NumField() {
					change(path+"."+v.Type().Field(i).Name, v.Field(i))
				}
				return
			}
			v.Set(reflect.ValueOf(v.Interface().(time.Time).Add(time.Hour)))
		case reflect.Slice:
			for i := range v.Len() {
				change(path, v.Index(i))
			}
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		case reflect.String:
			v.SetString(v.String() + "x")
		case reflect.Bool:
			v.SetBool(!v.Bool())
		default:
			v.SetInt(v.Int() + 1)
		}
		if changed++; o.Digest() == before {
			t.Errorf("%s does not change the digest", path)
		}
		v.Set(old)
	}
	change("Shipment", reflect.ValueOf(&o.Shipment).Elem())
	if changed < 40 || o.Digest() != before {
		t.Errorf("%d fields were changed", changed)
	}
}

// TestTenMillionNumbersTakeLittleMemory measures a tenth of them. When so many are
// expected, the memory is taken in the first tenth.
func TestTenMillionNumbersTakeLittleMemory(t *testing.T) {
	s := new(orders.Seen)
	const n = 1_000_000
	before, b := heap(), []byte("SO-00000000")
	add := func(n int) (taken float64) {
		for range n {
			for i := len(b) - 1; ; i-- {
				if b[i]++; b[i] <= '9' {
					break
				}
				b[i] = '0'
			}
			s.Add(string(b))
		}
		taken = heap() - before
		runtime.KeepAlive(s)
		return taken
	}
	s.Expect(n)
	tenth := add(n / 10)
	if all := add(n - n/10); all/n > 12 || all > 1.02*tenth {
		t.Errorf("%.0f bytes after a tenth and %.0f after all, want at most 12 for each number, and no more after the tenth", tenth, all)
	}
}

// heap is how many bytes are in use.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

func TestChunkUsedAgainAllocatesLittle(t *testing.T) {
	split, err := orders.NewSplitter(bytes.NewReader(day(30*orders.ChunkRows)), options)
	if err != nil {
		t.Fatal(err)
	}
	var c orders.Chunk
	next := func() {
		if err := split.Next(&c); err != nil {
			t.Fatal(err)
		}
		c.Parse()
		if len(c.Orders) != orders.ChunkRows {
			t.Fatalf("%d orders: %v", len(c.Orders), c.Errors)
		}
	}
	next()
	if n := testing.AllocsPerRun(20, next); n > 3 { // its text, and those of the rows where it ends
		t.Errorf("%.0f allocations for %d rows, want 3", n, orders.ChunkRows)
	}
}

func TestDigest(t *testing.T) {
	read := func(text string, opts orders.Options) [32]byte {
		t.Helper()
		good, bad := readAll(t, text, opts)
		if len(good) != 1 {
			t.Fatal(problems(bad))
		}
		return good[0].Digest()
	}
	later := options
	later.Ready = later.Ready.AddDate(0, 0, 1)
	moved := options
	moved.From = carriers.Address{PostalCode: "07102", Country: "US"}
	const head, row = "order,name,zip,weight_lb,dims_in,deliver_by,service,tags,copies", "1,Ann,94105,2.5,12x9x7,2026-11-27,ups,,"
	first := read(head+"\n"+row+"\n", options)
	tests := []struct {
		name, text string
		opts       orders.Options
		same       bool
	}{
		{"the same order", head + "\n" + row + "\n", options, true},
		{"on another day", head + "\n" + row + "\n", later, true},
		{"in other words", "dims,name,weight,zip,order,service,deliver_by\n12 x 9 x 7 in,Ann,40oz,94105,1,UPS,2026-11-27\n", options, true},
		{"further down", "\n" + head + "\n\n" + row + "\n", options, true},
		{"with tags and copies", head + "\n1,Ann,94105,2.5,12x9x7,2026-11-27,ups,vip,2\n", options, true},
		{"to another ZIP", head + "\n" + strings.Replace(row, "94105", "94107", 1) + "\n", options, false},
		{"heavier", head + "\n" + strings.Replace(row, "2.5", "2.6", 1) + "\n", options, false},
		{"turned", head + "\n" + strings.Replace(row, "12x9x7", "9x12x7", 1) + "\n", options, false},
		{"with another promise", head + "\n" + strings.Replace(row, "11-27", "11-28", 1) + "\n", options, false},
		{"with an hour", head + "\n" + strings.Replace(row, "11-27", "11-27T12:00", 1) + "\n", options, false},
		{"with another wish", head + "\n" + strings.Replace(row, "ups", "fedex", 1) + "\n", options, false},
		{"from another place", head + "\n" + row + "\n", moved, false},
		{"with a day of its own", head + ",ready\n" + row + ",2026-11-23\n", options, false},
	}
	for _, tt := range tests {
		if got := read(tt.text, tt.opts); (got == first) != tt.same {
			t.Errorf("%s: the digest is the same: %v, want %v", tt.name, got == first, tt.same)
		}
	}
}
