package orders

import (
	"errors"
	"io"
	"iter"
)

// A Reader reads the orders of a file one after the other.
type Reader struct {
	split  *Splitter
	chunk  Chunk
	seen   Seen
	order  int // the next of the chunk
	refuse int
}

// NewReader reads the header of a file. Its error is a *FileError, or that of
// the reader.
func NewReader(in io.Reader, opts Options) (*Reader, error) {
	split, err := NewSplitter(in, opts)
	if err != nil {
		return nil, err
	}
	return &Reader{split: split}, nil
}

// Splitter is what the Reader reads from; it knows the header.
func (r *Reader) Splitter() *Splitter { return r.split }

// Next returns the next order, which is good until the call after. A *RowError
// is about that order alone, and the next one may be read. After any other error
// there are no more: io.EOF at the end, a *FileError, or that of the reader.
func (r *Reader) Next() (*Order, error) {
	c := &r.chunk
	for r.order == len(c.Orders) && r.refuse == len(c.Errors) {
		if err := r.split.Next(c); err != nil {
			return nil, err
		}
		c.Parse()
		r.seen.Mark(c)
		r.order, r.refuse = 0, 0
	}
	if r.refuse < len(c.Errors) && (r.order == len(c.Orders) || c.Errors[r.refuse].Row < c.Orders[r.order].Row) {
		r.refuse++
		return nil, &c.Errors[r.refuse-1]
	}
	r.order++
	return &c.Orders[r.order-1], nil
}

// All are the orders to the end of the file, or to an error that is no
// *RowError, which is the last.
func (r *Reader) All() iter.Seq2[*Order, error] {
	return func(yield func(*Order, error) bool) {
		for {
			o, err := r.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			var row *RowError
			if !yield(o, err) || err != nil && !errors.As(err, &row) {
				return
			}
		}
	}
}
