package batch_test

import (
	"bytes"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/rates"
)

// BenchmarkRun is the whole way from a CSV of 10,000 orders to labels in PDF with
// a ledger of SQLite, three carriers asked; "floor" is the least that has to be
// done: to choose, lay out and write the same labels, without reading, ledger or
// disk; "ledger" is what the run asks of the ledger, alone, with every wait for the
// disk, and its share of the time that the run has on all processors. The goals are
// 4,000 labels a second on two cores, and 5 % for the ledger.
func BenchmarkRun(b *testing.B) {
	input := rows(10_000)
	var whole time.Duration // of one run
	b.Run("run", func(b *testing.B) {
		labels := 0
		for b.Loop() {
			dir := b.TempDir()
			o := optionsIn(dir)
			if err := os.WriteFile(o.Input, input, 0o644); err != nil {
				b.Fatal(err)
			}
			book, err := ledger.Open(b.Context(), filepath.Join(dir, "ledger.db"))
			if err != nil {
				b.Fatal(err)
			}
			o.Ledger = book
			labels += mustRun(b, o).Labels
			if err := book.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(labels)/b.Elapsed().Seconds(), "labels/s")
		whole = b.Elapsed() / time.Duration(b.N)
	})
	b.Run("ledger", func(b *testing.B) {
		asks := asksOf(readAll(b, input))
		for b.Loop() {
			askAll(b, asks)
		}
		if whole > 0 {
			share := b.Elapsed().Seconds() / float64(b.N) / whole.Seconds() / float64(runtime.GOMAXPROCS(0))
			b.ReportMetric(100*share, "%-of-run")
		}
	})
	b.Run("floor", func(b *testing.B) {
		list := readAll(b, input)
		labels := 0
		for b.Loop() {
			var wait sync.WaitGroup
			counts := make([]int, runtime.GOMAXPROCS(0))
			for i := range counts {
				wait.Go(func() { counts[i] = labelsOf(b, list, i, len(counts)) })
			}
			wait.Wait()
			for _, n := range counts {
				labels += n
			}
		}
		b.ReportMetric(float64(labels)/b.Elapsed().Seconds(), "labels/s")
	})
}

// readAll reads the good orders of a file.
func readAll(b *testing.B, input []byte) (list []orders.Order) {
	b.Helper()
	name := filepath.Join(b.TempDir(), "orders.csv")
	if err := os.WriteFile(name, input, 0o644); err != nil {
		b.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	r, err := orders.NewReader(f, orders.Options{From: shop, Ready: noon})
	if err != nil {
		b.Fatal(err)
	}
	for order, err := range r.All() {
		if err == nil {
			list = append(list, order.Clone())
		}
	}
	return list
}

// asksOf are what a run asks of the ledger for orders, all of them of one account.
func asksOf(list []orders.Order) []ledger.Ask {
	asks := make([]ledger.Ask, len(list))
	for i := range list {
		sum := list[i].Digest()
		asks[i] = ledger.Ask{
			ID: list[i].ID, Digest: hex.EncodeToString(sum[:16]), Carrier: "ups", Service: "ground", Account: "ups=999AA1", First: 1,
			Parcels: len(list[i].Shipment.Parcels), Number: tracking.UPS{Shipper: "1Z999AA1", Service: "03"}.Make,
		}
	}
	return asks
}

// askAll asks a new ledger as a run does: for the run, and for the leases, the
// numbers and the completion of each chunk.
func askAll(b *testing.B, asks []ledger.Ask) {
	b.Helper()
	check := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	dir := b.TempDir()
	book, err := ledger.Open(b.Context(), filepath.Join(dir, "ledger.db"))
	check(err)
	chunks := slices.Collect(slices.Chunk(asks, orders.ChunkRows))
	run, err := book.Begin(b.Context(), ledger.Run{Plan: "plan", Folder: dir, Started: noon, Chunks: len(chunks)})
	check(err)
	_, err = book.Status(b.Context(), run.ID)
	check(err)
	until := noon.Add(time.Minute)
	for {
		leases, err := book.Take(b.Context(), ledger.Claim{Run: run.ID, Owner: "me", Limit: runtime.GOMAXPROCS(0), Now: noon, Until: until})
		if check(err); leases == nil {
			break
		}
		for _, lease := range leases {
			n := ledger.Numbering{Lease: lease, Until: until, After: lease.Chunk - 1, Asks: chunks[lease.Chunk], Place: func([]ledger.Given) {}}
			_, err := book.Number(b.Context(), n)
			check(err)
			check(book.Complete(b.Context(), lease))
		}
	}
	check(book.Close())
}

// labelsOf writes the labels of every n-th order, in documents of 500.
func labelsOf(b *testing.B, list []orders.Order, i, n int) (count int) {
	accounts := map[string]string{"fedex": "9612", "ups": "1Z999AA1", "usps": "901234567/612"}
	numbered := rates.Constraint{Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
		if _, err := tracking.ForAccount(q.Carrier, q.Service, accounts[q.Carrier]); err != nil {
			return carriers.NotOffered, err.Error()
		}
		return "", ""
	}}
	p, pages := label.NewPDFWriter(io.Discard), 0
	for ; i < len(list); i += n {
		s := list[i].Shipment
		choice, err := rates.Shop(b.Context(), s, published...).Cheapest(numbered)
		if err != nil {
			continue
		}
		maker, err := tracking.ForAccount(choice.Carrier, choice.Service, accounts[choice.Carrier])
		if err != nil {
			b.Error(err)
			return count
		}
		numbers := make([]string, len(s.Parcels))
		for j := range numbers {
			numbers[j], _ = maker.Make(uint64(i*2 + j + 1))
		}
		labels, err := label.New(s, choice.Quote, numbers...)
		if err == nil {
			err = p.Add(labels...)
		}
		if err != nil {
			b.Error(err)
			return count
		}
		count += len(labels)
		if pages += len(labels); pages >= 500 {
			if err := p.Close(); err != nil {
				b.Error(err)
			}
			p, pages = label.NewPDFWriter(io.Discard), 0
		}
	}
	return count
}

// BenchmarkQuoteOnly is the whole way from a CSV of 200,000 orders to one of
// prices, each the best of three carriers with every charge. The goal is 500,000
// rows a second on two cores. "run" is of rows, of which one in thirty is refused;
// "varied" of orders that all differ in place, size and weight. "floor" reads the
// rows of run by encoding/csv, on one core, and does nothing with them: it tells how
// fast the machine is just then.
func BenchmarkQuoteOnly(b *testing.B) {
	input := rows(200_000)
	price := func(name string, input []byte) {
		b.Run(name, func(b *testing.B) {
			o := optionsIn(b.TempDir())
			o.DryRun, o.Accounts = true, nil
			if err := os.WriteFile(o.Input, input, 0o644); err != nil {
				b.Fatal(err)
			}
			priced := 0
			b.ReportAllocs()
			for b.Loop() {
				o.Out = filepath.Join(b.TempDir(), "run")
				priced += mustRun(b, o).Rows
			}
			b.ReportMetric(float64(priced)/b.Elapsed().Seconds(), "rows/s")
		})
	}
	price("run", input)
	price("varied", variedRows(b, 200_000))
	b.Run("floor", func(b *testing.B) {
		read := 0
		for b.Loop() {
			r := csv.NewReader(bytes.NewReader(input))
			r.ReuseRecord = true
			for {
				if _, err := r.Read(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
				read++
			}
		}
		b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "rows/s")
	})
}

// variedRows writes a file of n orders of one parcel, each 7th of two, to all the
// ZIP codes of a sample that FedEx goes to, in any size to 30 x 24 x 20 in and
// weight to some 40 lb.
func variedRows(b *testing.B, n int) []byte {
	b.Helper()
	var zips []string
	s := carriers.Shipment{From: shop, Ready: noon, Parcels: []carriers.Parcel{{Dims: dimweight.Dims{Length: 8 * dimweight.Inch, Width: 6 * dimweight.Inch, Height: 4 * dimweight.Inch}, Weight: dimweight.Pound}}}
	for code := 501; code < 99_951; code += 61 {
		s.To = carriers.Address{PostalCode: fmt.Sprintf("%05d", code), Country: "US"}
		if _, err := rates.Shop(b.Context(), s, published[0]).Cheapest(); err == nil {
			zips = append(zips, s.To.PostalCode)
		}
	}
	r := rand.New(rand.NewPCG(5, 5))
	var out bytes.Buffer
	out.WriteString("order,name,street1,city,state,zip,country,dims,weight,sku,bin,item,quantity\n")
	for i := range n {
		weight := 2 + int(80*r.ExpFloat64()) // in tenths of a pound
		row := fmt.Sprintf("O-%06d,Zoë Żak %d,%d Market St,Town,,%s,US,%dx%dx%din,%d.%dlb,SKU-%d,A-%d,Cup,1\n",
			i, i, i, zips[r.IntN(len(zips))], 5+r.IntN(26), 4+r.IntN(21), 1+r.IntN(20), weight/10, weight%10, i%3, i%17)
		out.WriteString(row)
		if i%7 == 6 {
			out.WriteString(row)
		}
	}
	return out.Bytes()
}
