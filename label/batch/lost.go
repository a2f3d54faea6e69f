package batch

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"slices"

	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// sizes are those of files, in bytes: -1 where there is none.
func (f *folder) sizes(names []string) ([]int64, error) {
	list := make([]int64, len(names))
	for i, name := range names {
		size, err := f.size(name)
		if err != nil {
			return nil, err
		}
		list[i] = size
	}
	return list, nil
}

func (f *folder) size(name string) (int64, error) {
	file, err := f.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return -1, nil
	} else if err != nil {
		return 0, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// whole reports whether the part of a chunk is there, with all files that it tells
// of, each as long as it was written.
func (a *assembly) whole(chunk int, buffered *bufio.Reader) (bool, error) {
	file, err := a.folder.open(partName(chunk))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return false, err
	}
	buffered.Reset(file)
	p, length, err := readPart(buffered)
	if err != nil || p.Run != a.head.Run || p.Chunk != chunk || int64(length+p.Shipments+p.Errors+p.Details) != info.Size() {
		return false, nil // whatever it is, it is made again
	}
	sizes, err := a.folder.sizes(p.Files)
	return slices.Equal(sizes, p.Sizes), err
}

// all are the chunks of the run.
func (a *assembly) all() []int {
	list := make([]int, a.head.Chunks)
	for i := range list {
		list[i] = i
	}
	return list
}

// lost are those of some chunks that are not whole.
func (a *assembly) lost(ctx context.Context, chunks []int) (list []int, err error) {
	buffered := bufio.NewReader(nil)
	for _, chunk := range chunks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if whole, err := a.whole(chunk, buffered); err != nil {
			return nil, err
		} else if !whole {
			list = append(list, chunk)
		}
	}
	return list, nil
}

// reopen makes chunks of the shard undone that were done, so that they are done
// again: those whose files are not all in the folder, and when all are done those in
// which a purchase is not known. They have the numbers that they had.
func (r *run) reopen(ctx context.Context) error {
	claim := ledger.Claim{Run: r.head.Run, Shard: r.Shard, Of: r.Of}
	done, err := r.Ledger.Done(ctx, claim)
	if err != nil || len(done) == 0 {
		return err
	}
	a := assembly{folder: r.folder, head: r.head}
	chunks, err := a.lost(ctx, done)
	if err != nil {
		return err
	}
	if r.Buy != nil && len(done) == r.chunks() {
		unknown, err := r.Ledger.Open(ctx, claim)
		if err != nil {
			return err
		}
		chunks = slices.Compact(slices.Sorted(slices.Values(append(chunks, unknown...))))
	}
	if len(chunks) == 0 {
		return nil
	}
	// Before, since a summary says that all is done.
	if err := r.Disk.RemoveAll(r.folder.name(summaryFile)); err != nil {
		return err
	}
	if err := r.folder.sync("."); err != nil {
		return err
	}
	return r.Ledger.Reopen(ctx, r.head.Run, chunks)
}

// chunks is how many the shard has.
func (r *run) chunks() int { return (r.head.Chunks - r.Shard + r.Of - 1) / r.Of }

// labels are those of an order that has its numbers. One that was voided since is
// not made again: where it was there is a page that says so, and the others stay
// where they are.
func (r *run) labels(it *item) ([]label.Label, error) {
	labels, err := r.layOut(it, it.given.Numbers)
	if err != nil || !it.void() {
		return labels, err
	}
	for i := range labels {
		l := &labels[i]
		size := l.Width / 8
		l.Elements = []label.Element{label.Text{X: l.Width / 4, Y: l.Height / 2, Height: size, Width: l.Width / 2, Bold: true, Text: "VOID"}}
	}
	return labels, nil
}

// boughtOnce finds the labels of an order that were bought, and given back since.
func (r *run) boughtOnce(ctx context.Context, it *item) (err error) {
	*it.sale = sale{}
	it.sale.records, err = r.Ledger.Purchases(ctx, it.given.ID, it.given.Generation)
	if err == nil && len(it.sale.records) == 0 {
		err = memoError(it.given.ID, purchase.ErrRaced)
	}
	for i := range it.sale.records {
		it.sale.labels = append(it.sale.labels, it.sale.records[i].Bought.Labels...)
	}
	return err
}
