package orders_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/batch/orders"
)

// pipeline reads a file by one goroutine that splits, workers that parse, and one
// that takes the chunks in the file's order.
func pipeline(in io.Reader, opts orders.Options, workers int, take func(*orders.Chunk)) error {
	split, err := orders.NewSplitter(in, opts)
	if err != nil {
		return err
	}
	type job struct {
		chunk *orders.Chunk
		done  chan struct{}
	}
	free := make(chan *orders.Chunk, 2*workers)
	for range 2 * workers {
		free <- new(orders.Chunk)
	}
	work, inOrder := make(chan job, 2*workers), make(chan job, 2*workers)
	var ended error
	go func() {
		defer close(work)
		defer close(inOrder)
		for c := range free {
			if ended = split.Next(c); ended != nil {
				return
			}
			j := job{c, make(chan struct{})}
			work <- j
			inOrder <- j
		}
	}()
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for j := range work {
				j.chunk.Parse()
				close(j.done)
			}
		})
	}
	var seen orders.Seen
	for j := range inOrder {
		<-j.done
		seen.Mark(j.chunk)
		take(j.chunk)
		free <- j.chunk
	}
	group.Wait()
	if errors.Is(ended, io.EOF) {
		return nil
	}
	return ended
}

func TestWorkersGiveTheSame(t *testing.T) {
	text := string(day(3000)) + "SO-00000007,X,1 St,,SF,CA,94105,US,yes,1,1x1x1in,,,\n"
	text = strings.Replace(text, "SO-00001234,", "SO-00000001,", 1)
	text = strings.Replace(text, ",94100,", ",4100,", 4)
	var first []string
	for workers := 1; workers <= 8; workers *= 2 {
		var got []string
		err := pipeline(strings.NewReader(text), options, workers, func(c *orders.Chunk) {
			for i := range c.Orders {
				got = append(got, fmt.Sprintf("%d %s %x", c.Index, told(&c.Orders[i]), c.Orders[i].Digest()))
			}
			got = append(got, problems(c.Errors)...)
		})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" || len(got) != 3001 {
			t.Errorf("%d workers, %d lines (-one worker +got):\n%s", workers, len(got), diff)
		}
	}
}

// BenchmarkPipeline reads a day's file on all cores.
func BenchmarkPipeline(b *testing.B) {
	const rows = 100_000
	data := day(rows)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := pipeline(bytes.NewReader(data), options, runtime.GOMAXPROCS(0), func(c *orders.Chunk) { n += len(c.Orders) })
		if err != nil || n != rows {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// endless is a file of so many orders that nobody keeps.
type endless struct {
	buf       []byte
	row, rows int
}

func (e *endless) Read(p []byte) (int, error) {
	for len(e.buf) < len(p) && e.row < e.rows {
		if e.row == 0 {
			e.buf = append(e.buf, "order_id,name,street1,city,state,postal_code,country,weight_lb,dims\n"...)
		}
		e.buf = fmt.Appendf(e.buf, "SO-%08d,Customer,1 Market Street,San Francisco,CA,94105,US,2.5,12x9x7in\n", e.row)
		e.row++
	}
	n := copy(p, e.buf)
	if e.buf = append(e.buf[:0], e.buf[n:]...); n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// BenchmarkMemory reads ten million orders and tells the most memory that the
// process had from the system for its heap.
func BenchmarkMemory(b *testing.B) {
	const rows = 10_000_000
	for b.Loop() {
		n, peak := 0, uint64(0)
		err := pipeline(&endless{rows: rows}, options, 2, func(c *orders.Chunk) {
			if n += len(c.Orders); c.Index%500 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapSys-m.HeapReleased)
			}
		})
		if err != nil || n != rows {
			b.Fatal(n, err)
		}
		b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
