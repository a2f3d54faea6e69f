package orders

import (
	"math"
	"math/bits"
	"slices"
)

// Seen knows the order numbers of a file so far, to find those that stand twice.
// The zero Seen is empty. Ten million numbers take some 100 MB, which Expect takes
// early.
//
// It keeps a hash of 64 bits of each, in the one of 4096 tables that another 12
// bits say. Two different numbers are taken for one when all 76 bits are the
// same: among ten million numbers that is to be expected in one file of a
// billion. Then the second order is refused as a duplicate, which does no harm.
type Seen struct {
	tables [seenTables]seenTable
	room   int // what a table is made for when it grows

	fetched uint64 // nothing, but what is looked at must be of use
}

type seenTable struct {
	keys  []uint64 // 0 is none
	count int
}

const seenTables = 1 << 12

// Expect says how many numbers there will be in all, as well as that is known by
// now. Tables that must grow are made for so many at once: then a long file takes
// its memory at the beginning, and no more after.
func (s *Seen) Expect(n int) {
	each := float64(max(n, 0)) / seenTables
	s.room = int(each + 3*math.Sqrt(each)) // by chance some have more than others
}

// A trace is what is kept of an order number: two hashes of it, of which key is
// never 0. They are the same in every run.
type trace struct{ where, key uint64 }

// Add notes an order number, and reports whether it was there before.
func (s *Seen) Add(id string) bool { return s.add(traceOf(id)) }

func (s *Seen) add(n trace) bool {
	t := &s.tables[n.where>>52]
	if t.count*8 >= len(t.keys)*7 {
		t.keys = grow(t.keys, s.room)
	}
	if !insert(t.keys, n.key) {
		return true
	}
	t.count++
	return false
}

// insert puts a key where it belongs, and reports false when it is there.
func insert(table []uint64, key uint64) bool {
	at := home(key, len(table))
	for table[at] != 0 {
		if table[at] == key {
			return false
		}
		if at++; at == uint64(len(table)) {
			at = 0
		}
	}
	table[at] = key
	return true
}

// home is the place of a key in a table of a size, where that is free.
func home(key uint64, size int) uint64 {
	at, _ := bits.Mul64(key, uint64(size))
	return at
}

// grow makes a table a quarter larger, so that little memory is empty, or large
// enough for so many keys: but not the first time, when few rows tell how many.
func grow(old []uint64, keys int) []uint64 {
	if len(old) == 0 {
		return make([]uint64, 16)
	}
	table := make([]uint64, max(len(old)+len(old)/4+16, keys*8/7+1))
	for _, key := range old {
		if key != 0 {
			insert(table, key)
		}
	}
	return table
}

// traceOf hashes an order number. Of a long one the last eight bytes are looked at
// whole, though some of them were before.
func traceOf(id string) trace {
	const a, b, m, n = 0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb, 0xd6e8feb86659fd93
	x, y := a^uint64(len(id)), b+uint64(len(id))
	mix := func(w uint64) { x, y = fold(x^w, m), fold(y+w, n)^bits.RotateLeft64(w, 32) }
	rest := id
	for ; len(rest) > 8; rest = rest[8:] {
		mix(word(rest))
	}
	if len(id) >= 8 {
		mix(word(id[len(id)-8:]))
	} else {
		var w uint64
		for i := range len(id) {
			w = w<<8 | uint64(id[i])
		}
		mix(w)
	}
	return trace{fold(x^y, a), max(1, fold(y, m)^fold(x, b))}
}

// fold multiplies to 128 bits and adds the halves without carry.
func fold(x, y uint64) uint64 {
	hi, lo := bits.Mul64(x, y)
	return hi ^ lo ^ x
}

// Mark refuses the orders of a chunk whose number stood in the file before: they
// move from its Orders to its Errors. Chunks come in the order of the file, after
// Parse. An order that was refused counts as well: of two with one number nobody
// can know which is right.
func (s *Seen) Mark(c *Chunk) {
	s.fetch(c.numbers)
	for i := range c.numbers {
		if n := &c.numbers[i]; s.add(n.trace) {
			c.comesAgain(n.row)
		}
	}
	if len(c.again) == 0 {
		return
	}
	for i := range c.Errors {
		c.mark(&c.Errors[i])
	}
	kept := c.Orders[:0]
	for i := range c.Orders {
		if o := &c.Orders[i]; c.again[o.Row] {
			c.Errors = append(c.Errors, RowError{ID: o.ID, Source: o.Source, Problems: []Problem{c.twice(o.ID, o.Row)}})
		} else if len(kept) == i {
			kept = c.Orders[:i+1]
		} else {
			kept = append(kept, *o)
		}
	}
	if len(kept) < len(c.Orders) {
		c.Orders = kept
		slices.SortStableFunc(c.Errors, func(a, b RowError) int { return a.Row - b.Row })
	}
}

// fetch looks at where each number of a chunk belongs. The tables are far larger than
// what a processor keeps at hand: to add one number after the other would wait for
// memory each time, while of looks alone it has many under way at once.
func (s *Seen) fetch(numbers []numbered) {
	var sum uint64
	for i := range numbers {
		n := &numbers[i]
		if keys := s.tables[n.where>>52].keys; len(keys) > 0 {
			sum += keys[home(n.key, len(keys))]
		}
	}
	s.fetched = sum
}

// mark notes that the number of an order that is refused anyway stood before, but for
// the rest of an order of too many rows.
func (c *Chunk) mark(e *RowError) {
	if c.again[e.Row] && e.ID != "" && (e.ID != c.cut || e.Row != c.rows[0].row) {
		e.Problems = append(e.Problems, c.twice(e.ID, e.Row))
	}
}

const stoodBefore = "the order number stood before"

// twice is the problem of an order number that stood before.
func (c *Chunk) twice(id string, row int) Problem {
	return Problem{Row: row, Column: c.format.title(c.format.at[fID]), Value: show(id), Code: Duplicate,
		Reason: stoodBefore, Hint: "rows of one order must follow each other: sort the file by it, or give this one another number"}
}
