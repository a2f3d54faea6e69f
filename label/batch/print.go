package batch

import (
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// layOut lays out the labels of an order: of each parcel its copies.
func (r *run) layOut(it *item, numbers []string) ([]label.Label, error) {
	f := r.Format.Format
	f.Options.Copies = it.copies()
	if names := it.boxes(); names != nil {
		f.Options.Parcels = make([]label.ParcelOptions, len(names))
		for i, name := range names {
			f.Options.Parcels[i].Box = name
		}
	}
	return f.New(it.order.Shipment, *it.choice, numbers...)
}

// print writes the files of a chunk. When it returns they are on the disk.
func (r *run) print(w *work) error {
	files, err := r.printLabels(w)
	if err != nil {
		return err
	}
	if r.Buy != nil {
		bought, err := r.printBought(w)
		if err != nil {
			return err
		}
		files = append(files, bought...)
	}
	if r.Slips {
		name, err := r.printSlips(w)
		if err != nil {
			return err
		}
		if name != "" {
			files = append(files, name)
		}
	}
	p, err := r.part(w, files)
	if err != nil {
		return err
	}
	if p.Sizes, err = r.folder.sizes(files); err != nil {
		return err
	}
	// Where there is a part, the labels are there to stay.
	if err := r.folder.sync("."); err != nil {
		return err
	}
	if err := r.folder.write(partName(w.lease.Chunk), func(to io.Writer) error {
		err := p.write(to)
		if err == nil {
			err = r.stillOurs(w)
		}
		return err
	}); err != nil {
		return err
	}
	return r.folder.sync(partsFolder)
}

// fresh are the orders that have labels in this chunk.
func (w *work) fresh() []*item {
	return slices.DeleteFunc(slices.Clone(w.items), func(it *item) bool { return it.given.Verdict != ledger.New })
}

// printLabels writes the labels, and returns the names of the files.
func (r *run) printLabels(w *work) ([]string, error) {
	fresh := slices.DeleteFunc(w.fresh(), func(it *item) bool { return it.sale != nil })
	if len(fresh) == 0 {
		return nil, nil
	}
	if r.Format.OnePerLabel {
		return r.printEach(w, fresh)
	}
	name, _ := r.where(w.lease.Chunk, fresh[0], nil, 0)
	return []string{name}, r.folder.write(name, func(to io.Writer) error {
		add, end := r.Format.writer(to)
		for _, it := range fresh {
			labels, err := r.labels(it)
			if err == nil {
				err = add(labels)
			}
			if err != nil {
				return fmt.Errorf("order %s: %w", it.order.ID, err)
			}
		}
		return end()
	})
}

// printEach writes a file for each parcel, with its copies, in a folder for the
// chunk.
func (r *run) printEach(w *work, fresh []*item) (files []string, err error) {
	first, _ := r.where(w.lease.Chunk, fresh[0], fresh[0].given.Numbers, 0)
	dir := path.Dir(first)
	if err := r.Disk.MkdirAll(r.folder.name(dir)); err != nil {
		return nil, err
	}
	for _, it := range fresh {
		labels, err := r.labels(it)
		if err != nil {
			return nil, fmt.Errorf("order %s: %w", it.order.ID, err)
		}
		for i := range it.given.Numbers {
			name, _ := r.where(w.lease.Chunk, it, it.given.Numbers, i)
			files = append(files, name)
			err := r.folder.write(name, func(to io.Writer) error {
				add, end := r.Format.writer(to)
				if err := add(labels[i*it.copies() : (i+1)*it.copies()]); err != nil {
					return err
				}
				return end()
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return files, r.folder.sync(dir)
}

// writer returns what adds labels to a file, and what ends it.
func (f *Format) writer(w io.Writer) (add func([]label.Label) error, end func() error) {
	if f.ZPL {
		return func(labels []label.Label) error { return f.Thermal.ZPL(w, labels...) }, func() error { return nil }
	}
	p := f.Sheet.NewPDFWriter(w)
	return func(labels []label.Label) error { return p.Add(labels...) }, p.Close
}

// slipsName begins the names of files of packing slips.
const slipsName = "slips-"

// printSlips writes the packing slips, in the order of the labels, and returns
// the name of the file; empty when there are none.
func (r *run) printSlips(w *work) (string, error) {
	fresh := w.fresh()
	if len(fresh) == 0 {
		return "", nil
	}
	name := fmt.Sprintf(slipsName+"%04d.pdf", w.lease.Chunk+1)
	return name, r.folder.write(name, func(to io.Writer) error {
		p := label.NewPDFWriter(to)
		for _, it := range fresh {
			pages, err := it.slip()
			if err != nil {
				return fmt.Errorf("order %s: %w", it.order.ID, err)
			}
			if err := p.Add(pages...); err != nil {
				return err
			}
		}
		return p.Close()
	})
}

// part makes the part of a chunk. Its rows stand in the order of the file, whatever
// the order of the labels.
func (r *run) part(w *work, files []string) (*part, error) {
	p := &part{partHead: partHead{Run: r.head.Run, Chunk: w.lease.Chunk, Files: files}, partDetails: partDetails{Header: w.header}}
	counter := report.Counter{Rows: w.chunk.Rows()}
	slices.SortFunc(w.items, func(a, b *item) int { return a.order.Row - b.order.Row })
	for _, it := range w.items {
		if err := r.tell(p, &counter, it); err != nil {
			return nil, err
		}
	}
	p.tellRefused(&counter, w.chunk, w.refused)
	p.Tally = counter.Tally()
	p.Tally.Hear(w.heard...)
	return p, nil
}

// tell appends the rows of an order, and counts it.
func (r *run) tell(p *part, counter *report.Counter, it *item) (err error) {
	if it.given.Verdict == ledger.Earlier {
		counter.Earlier++
		p.shipments, err = r.appendEarlier(p.shipments, it)
		return err
	}
	done := it.done()
	counter.Add(&done)
	p.shipments = r.appendShipment(p.shipments, p.Chunk, it)
	if it.given.Numbers != nil && !it.void() {
		p.Handed = append(p.Handed, r.handed(it)...)
	}
	return nil
}

// tellRefused appends the rows of the orders that are refused, and counts them.
func (p *part) tellRefused(counter *report.Counter, c *orders.Chunk, refused []orders.RowError) {
	slices.SortFunc(refused, func(a, b orders.RowError) int { return a.Row - b.Row })
	for i := range refused {
		counter.Fail(codesOf(refused[i].Problems)...)
		p.errors = c.AppendRefused(p.errors, &refused[i])
	}
}

// done is what the report counts of an order.
func (it *item) done() report.Done {
	s := &it.order.Shipment
	return report.Done{
		Order: it.order.ID, Row: it.order.Row, Quote: it.choice, Rivals: it.rivals, Ready: carriers.DateOf(s.Ready), By: it.order.By, To: &s.To,
		Labels: it.pages(), Notes: it.order.Notes,
	}
}

func codesOf(problems []orders.Problem) []string {
	codes := make([]string, len(problems))
	for i := range problems {
		codes[i] = string(problems[i].Code)
	}
	return codes
}

// handed are the parcels of an order for the manifest.
func (r *run) handed(it *item) []handed {
	s := &it.order.Shipment
	list := make([]handed, len(s.Parcels))
	for i := range list {
		reference := s.Parcels[i].Reference
		if reference == "" {
			reference = s.Reference
		}
		list[i] = handed{
			Carrier: it.choice.Carrier, Service: it.choice.Name, Ships: it.choice.Ships, Number: it.given.Numbers[i], Reference: reference,
			To: s.To.Country + " " + s.To.PostalCode, Weight: s.Parcels[i].Weight, Bought: it.sale != nil,
		}
		if !sameSender(&s.From, &r.Orders.From) {
			list[i].From = s.From
		}
	}
	return list
}
