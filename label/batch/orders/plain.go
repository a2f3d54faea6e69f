package orders

import (
	"encoding/binary"
	"math/bits"
)

// splitPlain divides a record at each separator.
func splitPlain(cells []string, rec string, sep byte) []string {
	for {
		cell, rest, more := cutByte(rec, sep)
		cells = append(cells, cell)
		if rec = rest; !more {
			return cells
		}
	}
}

// cellEnds finds where each cell of a record without quotes ends. It returns false when
// there are more or fewer of them than ends. All of the record but odd is printable
// ASCII. Cells are short, so that eight bytes at once are quicker than a search for
// each.
func cellEnds(ends []int, rec string, sep byte) (odd string, ok bool) {
	every, n, oddFrom, oddTo := uint64(sep)*eachByte, 0, len(rec), 0
	i := 0
	for ; i+8 <= len(rec); i += 8 {
		w := word(rec[i : i+8])
		if !printable(w) {
			oddFrom, oddTo = min(oddFrom, i), i+8
		}
		w ^= every
		const rest = 0x7f * eachByte
		for found := ^(w&rest + rest | w | rest); found != 0; found &= found - 1 { // a high bit for each byte that is the separator
			if n == len(ends) {
				return "", false
			}
			ends[n] = i + bits.TrailingZeros64(found)/8
			n++
		}
	}
	for ; i < len(rec); i++ {
		switch b := rec[i]; {
		case b == sep && n == len(ends):
			return "", false
		case b == sep:
			ends[n] = i
			n++
		case b < ' ' || b > '~':
			oddFrom, oddTo = min(oddFrom, i), i+1
		}
	}
	if n != len(ends)-1 {
		return "", false
	}
	ends[n] = len(rec)
	return rec[min(oddFrom, oddTo):oddTo], true
}

// eachByte times a byte is a word of it.
const eachByte = 0x0101010101010101

// word is the first eight bytes of a text, of which the first is the lowest.
func word(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s)) }

// printable reports whether eight bytes are all printable ASCII.
func printable(w uint64) bool {
	// A byte under 0x20 borrows, one of 0x7f carries, one over it is high as it is.
	return ((w-' '*eachByte)&^w|(w+eachByte)|w)&(0x80*eachByte) == 0
}
