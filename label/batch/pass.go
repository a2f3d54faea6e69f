package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
	"time"

	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// A job is a chunk that a worker does.
type job struct {
	lease  ledger.Lease
	chunk  *orders.Chunk
	header []string

	// before is closed when the job before has its numbers, and numbered when
	// this one has.
	before   <-chan struct{}
	numbered chan struct{}
}

// A reader reads the chunks of a file in their order.
type reader struct {
	file  fs.File
	split *orders.Splitter
	seen  orders.Seen
	chunk int // the one that comes next

	size, read, orders float64 // the bytes of the file, those that were read, and the orders in them
}

func (r *run) openInput() (*reader, error) {
	file, err := r.Disk.Open(r.Input)
	if err != nil {
		return nil, err
	}
	split, err := orders.NewSplitter(file, r.Orders)
	if err != nil {
		file.Close()
		return nil, err
	}
	in := &reader{file: file, split: split}
	if info, err := file.Stat(); err == nil {
		in.size = float64(info.Size())
	}
	return in, nil
}

// next reads the next chunk into c.
func (in *reader) next(c *orders.Chunk) error {
	if err := in.split.Next(c); err != nil {
		return err
	}
	c.Parse()
	in.mark(c)
	return nil
}

// mark finds the orders of a chunk that was parsed whose number stood before. It is
// called for each in their order.
func (in *reader) mark(c *orders.Chunk) {
	in.read += float64(c.Size())
	in.orders += float64(len(c.Orders) + len(c.Errors))
	in.seen.Expect(int(in.orders * max(1, in.size/in.read)))
	in.seen.Mark(c)
	in.chunk++
}

// pass goes through the file once, and does the chunks that it gets leases on.
// It returns nil when all are done, and errBack when another pass is needed.
func (r *run) pass(ctx context.Context) error {
	in, err := r.openInput()
	if err != nil {
		return err
	}
	defer in.file.Close()
	whole := ctx
	ctx, cancel := context.WithCancelCause(whole)
	defer cancel(nil)
	jobs := make(chan *job)
	var wait sync.WaitGroup
	for range r.Workers {
		wait.Go(func() {
			for j := range jobs {
				if err := r.do(ctx, j); err != nil {
					cancel(err)
				}
			}
		})
	}
	if err = r.dispatch(ctx, in, jobs); err != nil {
		cancel(err) // a worker may be waiting for a chunk that nobody hands out any more
	}
	close(jobs)
	wait.Wait()
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if errors.Is(err, errBack) {
		// What was not begun is given back, or it would be kept from everybody for
		// ever. The worker that goes back has cancelled the pass, not the run.
		r.state.held = nil
		if err := r.Ledger.Release(whole, r.head.Run, r.Owner); err != nil {
			return err
		}
	}
	return err
}

// dispatch hands the chunks of the leases to the workers.
func (r *run) dispatch(ctx context.Context, in *reader, jobs chan<- *job) error {
	before := make(chan struct{})
	close(before)
	for {
		lease, err := r.lease(ctx)
		if err != nil {
			return err
		}
		if lease == nil {
			return nil
		}
		if lease.Chunk < in.chunk {
			return errBack
		}
		c := new(orders.Chunk)
		for in.chunk <= lease.Chunk {
			if err := in.next(c); errors.Is(err, io.EOF) {
				return fmt.Errorf("%s has %d chunks, and had %d: it was changed while it was read", r.Input, in.chunk, r.head.Chunks)
			} else if err != nil {
				return err
			}
		}
		j := &job{lease: *lease, chunk: c, header: in.split.Columns(), before: before, numbered: make(chan struct{})}
		before = j.numbered
		select {
		case jobs <- j:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// poll is how long a process waits before it looks again at what another does.
const poll = 20 * time.Millisecond

// lease returns the next chunk to do, or nil when all are done. While others have
// the rest, it waits.
func (r *run) lease(ctx context.Context) (*ledger.Lease, error) {
	for {
		if len(r.state.held) > 0 {
			lease := r.state.held[0]
			r.state.held = r.state.held[1:]
			return &lease, nil
		}
		var err error
		claim := ledger.Claim{Run: r.head.Run, Owner: r.Owner, Limit: r.Workers, Shard: r.Shard, Of: r.Of, Now: r.Now(), Until: r.until()}
		if r.state.held, err = r.Ledger.Take(ctx, claim); err != nil {
			return nil, err
		}
		if len(r.state.held) > 0 {
			continue
		}
		left, err := r.Ledger.Left(ctx, claim)
		if err != nil || left == 0 {
			return nil, err
		}
		if err := r.pause(ctx); err != nil {
			return nil, err
		}
	}
}

// pause waits a moment, and then looks whether somebody died.
func (r *run) pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(poll):
		return r.forget(ctx, r.head.Run)
	}
}
