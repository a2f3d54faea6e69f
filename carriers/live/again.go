package live

import (
	"bytes"
	"slices"
	"sync"
)

// Memory that one answer after another is read into. What is larger than any usual
// answer takes is not kept.
var (
	bodies    = again[byte]{most: 256 << 10}
	nodeLists = again[node]{most: 16 << 10}
)

// An again has lists that are used again.
type again[T any] struct {
	pool sync.Pool
	most int // elements
}

func (a *again[T]) get() []T {
	if s, ok := a.pool.Get().(*[]T); ok {
		return (*s)[:0]
	}
	return nil
}

func (a *again[T]) put(s []T) {
	if cap(s) > 0 && cap(s) <= a.most {
		a.pool.Put(&s)
	}
}

// Done says that nothing will be read of an answer any more, so that its memory can
// serve the next. It need not be said. Afterwards the answer has no values: to read
// one panics. What others have too, or what is kept, stays as it is.
func (a Answer) Done() {
	if a.alone {
		a.JSON.release()
	}
}

func (d *Document) release() {
	bodies.put(d.body)
	nodeLists.put(d.nodes)
	*d = Document{}
}

// own gives a document memory of its own, of the size it needs.
func (d *Document) own() {
	shared := *d
	d.body, d.nodes = bytes.Clone(d.body), slices.Clone(d.nodes)
	shared.release()
}
