package live

import (
	"encoding/binary"
	"math/bits"
	"strings"
)

// text reads a string from its first quote to its last, eight bytes at a time.
func (p *parser) text() bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	start := p.i + 1
	i, b, escaped := start, p.body, false
	for {
		for i+8 <= len(b) {
			w := binary.LittleEndian.Uint64(b[i:])
			q, s := w^(ones*'"'), w^(ones*'\\')
			found := ((q-ones)&^q | (s-ones)&^s | (w-ones*' ')&^w) & tops // a quote, a backslash, a control character
			if found != 0 {
				i += bits.TrailingZeros64(found) / 8
				break
			}
			i += 8
		}
		if i >= len(b) {
			p.i = len(b)
			return p.fail("a text does not end")
		}
		switch c := b[i]; {
		case c == '"':
			p.nodes = append(p.nodes, node{uint32(start), uint32(i), uint32(len(p.nodes) + 1), text, escaped})
			p.i = i + 1
			return true
		case c == '\\':
			escaped = true
			n := escapeLength(b[i:])
			if n == 0 {
				p.i = i
				return p.fail("a text has a bad escape")
			}
			i += n
		case c < ' ':
			p.i = i
			return p.fail("a text has the control character %U", c)
		default:
			i++
		}
	}
}

// escapeLength is 2 or 6, and 0 for what is no escape.
func escapeLength(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(b) < 6 {
			return 0
		}
		for _, c := range b[2:6] {
			if !strings.ContainsRune("0123456789abcdefABCDEF", rune(c)) {
				return 0
			}
		}
		return 6
	}
	return 0
}
