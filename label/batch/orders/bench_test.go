package orders_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// day is a file of orders as a shop's own program writes it: an address each, a
// size and a weight, and what the order wants.
func day(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("order_id,name,street1,street2,city,state,postal_code,country,residential,weight_lb,dims,deliver_by,service,tags\n")
	for i := range rows {
		fmt.Fprintf(&b, "SO-%08d,Customer %d,%d Market Street,,San Francisco,CA,94%03d,US,yes,%d.%d,%dx9x%din,2026-11-27,,vip\n",
			i, i%977, i%9000+1, i%200, i%40+1, i%10, 10+i%9, 2+i%7)
	}
	return b.Bytes()
}

var options = orders.Options{
	From:  carriers.Address{Name: "Shop", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US"},
	Ready: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
}

// BenchmarkRead reads a day's file to orders, on one core: splitting, parsing and
// finding numbers that stand twice.
func BenchmarkRead(b *testing.B) {
	const rows = 100_000
	data := day(rows)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		split, err := orders.NewSplitter(bytes.NewReader(data), options)
		if err != nil {
			b.Fatal(err)
		}
		var chunk orders.Chunk
		var seen orders.Seen
		n := 0
		for err = split.Next(&chunk); err == nil; err = split.Next(&chunk) {
			chunk.Parse()
			seen.Mark(&chunk)
			n += len(chunk.Orders)
		}
		if !errors.Is(err, io.EOF) || n != rows {
			b.Fatal(n, err, chunk.Errors)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkReadQuoted is BenchmarkRead for a file with every cell in quotes, as
// some programs write it, and one address in ten with an accent.
func BenchmarkReadQuoted(b *testing.B) {
	const rows = 100_000
	data := bytes.ReplaceAll(day(rows), []byte(","), []byte(`","`))
	data = bytes.ReplaceAll(data, []byte("\n"), []byte("\"\n\""))
	data = append([]byte(`"`), bytes.TrimSuffix(data, []byte(`"`))...)
	data = bytes.ReplaceAll(data, []byte("7 Market"), []byte("7 Märket"))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := pipeline(bytes.NewReader(data), options, 1, func(c *orders.Chunk) { n += len(c.Orders) })
		if err != nil || n != rows {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkSplit is the part of BenchmarkRead that one goroutine does for all.
func BenchmarkSplit(b *testing.B) {
	const rows = 100_000
	data := day(rows)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		split, err := orders.NewSplitter(bytes.NewReader(data), options)
		if err != nil {
			b.Fatal(err)
		}
		var chunk orders.Chunk
		for err = split.Next(&chunk); err == nil; err = split.Next(&chunk) {
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkEncodingCSV is the floor: the standard library divides the same file
// into cells, and nothing more.
func BenchmarkEncodingCSV(b *testing.B) {
	const rows = 100_000
	data := day(rows)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(data))
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); err != nil {
				break
			}
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
