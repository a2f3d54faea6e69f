package live

import (
	"encoding/binary"
	"math/bits"
	"strings"
)

// text reads a string from its first quote to its last, eight bytes at a time.
func (p *parser) text(i int) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	i++
	start, b, escaped := i, p.body, node(0)
	for {
		for i+8 <= len(b) {
			w := binary.LittleEndian.Uint64(b[i:])
			q, s := w^ones*2, w^ones*'\\' // a quote is 32 in q, which nothing else is, and below it stand the control characters
			found := ((q-ones*33)&^q | (s-ones)&^s) & tops
			if found != 0 {
				i += bits.TrailingZeros64(found) / 8
				break
			}
			i += 8
		}
		if i >= len(b) {
			return p.fail(len(b), "a text does not end")
		}
		switch c := b[i]; {
		case c == '"':
			p.nodes = append(p.nodes, newNode(text, start, i)|escaped)
			return i + 1
		case c == '\\':
			escaped = escapedText
			n := escapeLength(b[i:])
			if n == 0 {
				return p.fail(i, "a text has a bad escape")
			}
			i += n
		case c < ' ':
			return p.fail(i, "a text has the control character %U", c)
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

// number takes what JSON's grammar does: no plus, no leading zero, no NaN.
func (p *parser) number(start int) int {
	i := start
	if p.is(i, '-') {
		i++
	}
	from := i
	if i = p.digits(i); i == from {
		return p.fail(i, "a number has no digits")
	}
	if p.body[from] == '0' {
		i = from + 1
	}
	if p.is(i, '.') {
		from = i + 1
		if i = p.digits(from); i == from {
			return p.fail(i, "a number has no digits after its point")
		}
	}
	if p.is(i, 'e') || p.is(i, 'E') {
		if i++; p.is(i, '+') || p.is(i, '-') {
			i++
		}
		from = i
		if i = p.digits(from); i == from {
			return p.fail(i, "a number has no digits in its exponent")
		}
	}
	if i-start > 40 {
		return p.fail(i, "a number has %d characters, over 40", i-start)
	}
	p.add(number, start, i)
	return i
}

func (p *parser) digits(i int) int {
	for i < len(p.body) && p.body[i] >= '0' && p.body[i] <= '9' {
		i++
	}
	return i
}
