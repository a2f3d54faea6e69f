package batch

import (
	"context"
	"errors"
	"io"
	"sync"

	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// A tray is the memory in which one chunk after the other is priced.
type tray struct {
	chunk   orders.Chunk
	some    [turns]priced // the orders in hand
	refused []orders.RowError
	part    part
	counter report.Counter // of all chunks that were in the tray
}

// A pricing prices the chunks of a file, several at once.
type pricing struct {
	*run
	in   *reader
	do   func(*part) error // is called with what each chunk comes to, in the order of the file
	stop context.CancelCauseFunc

	split sync.Mutex
	over  bool // no chunk is left

	marks, writes turnstile
}

// all prices all chunks, each in a tray. It returns what stopped the first that was
// stopped.
func (p *pricing) all(ctx context.Context, trays []tray) error {
	ctx, p.stop = context.WithCancelCause(ctx)
	defer p.stop(nil)
	var wait sync.WaitGroup
	for i := range trays {
		wait.Go(func() {
			for ctx.Err() == nil && p.chunk(ctx, &trays[i]) {
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

// chunk prices the next one, and reports whether there was one.
func (p *pricing) chunk(ctx context.Context, t *tray) bool {
	err := p.next(&t.chunk)
	if errors.Is(err, io.EOF) {
		return false
	}
	if err == nil {
		t.chunk.Parse()
	}
	p.marks.pass(t.chunk.Index, func() {
		if err == nil {
			p.in.mark(&t.chunk)
		}
	})
	if err == nil {
		err = p.priced(ctx, t)
	}
	p.writes.pass(t.chunk.Index, func() {
		if err == nil {
			err = ctx.Err() // of one before
		}
		if err == nil {
			err = p.do(&t.part)
		}
		if err != nil {
			p.stop(err)
		}
	})
	return err == nil
}

// next reads the next chunk. After an error, there is none.
func (p *pricing) next(c *orders.Chunk) error {
	p.split.Lock()
	defer p.split.Unlock()
	if p.over {
		return io.EOF
	}
	err := p.in.split.Next(c)
	p.over = err != nil
	return err
}

// A turnstile lets chunks through one after the other, in the order of the file.
// Every chunk must pass, whatever became of it: those behind it wait.
type turnstile struct {
	mu   sync.Mutex
	wait sync.Cond // on mu
	next int       // the chunk whose turn it is
}

// pass does something when it is a chunk's turn.
func (t *turnstile) pass(chunk int, do func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wait.L = &t.mu
	for t.next != chunk {
		t.wait.Wait()
	}
	do()
	t.next++
	t.wait.Broadcast()
}
