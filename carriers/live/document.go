package live

import (
	"fmt"
	"unicode/utf8"
)

// Limits of a document. Carriers' answers are far below: the deepest that was
// found has 14 levels, the longest some thousand values.
const (
	maxDepth  = 32
	maxValues = 200_000
	maxKeys   = 500
)

// A Document is JSON that was read strictly: valid UTF-8, no key twice in an
// object, at most 32 levels, no number of over 40 characters and nothing behind
// the end. It is read once into a list of its values, so that what an adapter
// does not look at costs no memory. It never changes, and may be shared.
type Document struct {
	body  []byte
	nodes []node
}

// A node is a value or a key. Those of an object follow it, each key before its
// value; the elements of a list likewise.
type node struct {
	start, end uint32 // the text between the quotes, the number, the literal
	next       uint32 // the node behind it and all it holds
	kind       kind
	escaped    bool // a text with a backslash in it
}

type kind uint8

const (
	absent kind = iota
	null
	boolean
	number
	text
	list
	object
)

func (k kind) String() string {
	return [...]string{"absent", "null", "a boolean", "a number", "a text", "a list", "an object"}[k]
}

// ParseDocument reads JSON. The body must not change afterwards. The error
// matches ErrAnswer.
func ParseDocument(body []byte) (*Document, error) {
	if !utf8.Valid(body) {
		return nil, &Error{Kind: ErrAnswer, Detail: "it is not valid UTF-8"}
	}
	p := parser{body: body, nodes: make([]node, 0, len(body)/10+8)} // recorded answers have one for every 10 to 14 bytes
	p.space()
	if p.i >= len(p.body) {
		p.fail("it is empty")
	} else if p.value(0); p.fault == "" {
		if p.space(); p.i < len(p.body) {
			p.fail("something follows its end")
		}
	}
	if p.fault != "" {
		return nil, &Error{Kind: ErrAnswer, Detail: fmt.Sprintf("not JSON that can be trusted: at byte %d %s", p.i, p.fault)}
	}
	return &Document{body, p.nodes}, nil
}

type parser struct {
	body  []byte
	i     int
	nodes []node
	fault string // the first
}

func (p *parser) fail(format string, args ...any) bool {
	if p.fault == "" {
		p.fault = fmt.Sprintf(format, args...)
	}
	return false
}

func (p *parser) space() {
	for p.i < len(p.body) {
		switch p.body[p.i] {
		case ' ', '\n', '\t', '\r':
			p.i++
		default:
			return
		}
	}
}

// value reads what begins here, which is not space.
func (p *parser) value(depth int) bool {
	if len(p.nodes) >= maxValues {
		return p.fail("there are over %d values", maxValues)
	}
	if p.i >= len(p.body) {
		return p.fail("it ends too early")
	}
	switch c := p.body[p.i]; {
	case c == '"':
		return p.text()
	case c == '{' || c == '[':
		if depth >= maxDepth {
			return p.fail("it is over %d levels deep", maxDepth)
		}
		if c == '{' {
			return p.object(depth + 1)
		}
		return p.list(depth + 1)
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	}
	for _, literal := range [...]struct {
		text string
		kind kind
	}{{"null", null}, {"false", boolean}, {"true", boolean}} {
		if end := p.i + len(literal.text); end <= len(p.body) && string(p.body[p.i:end]) == literal.text {
			p.add(literal.kind, p.i, end)
			p.i = end
			return true
		}
	}
	return p.fail("%q begins no value", p.body[p.i])
}

func (p *parser) add(k kind, start, end int) {
	p.nodes = append(p.nodes, node{uint32(start), uint32(end), uint32(len(p.nodes) + 1), k, false})
}

// object reads the keys and values, and finds a key that stands twice by length
// and a few letters before it compares.
func (p *parser) object(depth int) bool {
	self := len(p.nodes)
	p.add(object, p.i, p.i)
	p.i++
	var room [40]uint32 // the keys' nodes
	keys := room[:0]
	for first := true; ; first = false {
		p.space()
		if p.i < len(p.body) && p.body[p.i] == '}' && first {
			break
		}
		if p.i >= len(p.body) || p.body[p.i] != '"' {
			return p.fail("a key is missing")
		}
		key := uint32(len(p.nodes))
		if !p.text() {
			return false
		}
		if p.nodes[key].escaped {
			return p.fail("a key has an escape in it")
		}
		if keys = append(keys, key); len(keys) > maxKeys {
			return p.fail("an object has over %d keys", maxKeys)
		}
		if p.space(); p.i >= len(p.body) || p.body[p.i] != ':' {
			return p.fail("a colon is missing")
		}
		p.i++
		if p.space(); !p.value(depth) {
			return false
		}
		if p.space(); p.i < len(p.body) && p.body[p.i] == ',' {
			p.i++
			continue
		}
		if p.i < len(p.body) && p.body[p.i] == '}' {
			break
		}
		return p.fail("a comma or a brace is missing")
	}
	p.i++
	p.nodes[self].next = uint32(len(p.nodes))
	return p.unique(keys)
}

func (p *parser) unique(keys []uint32) bool {
	var room [40]uint32 // of each key its length and its first, middle and last letter
	marks := room[:0]
	for i, k := range keys {
		a := p.body[p.nodes[k].start:p.nodes[k].end]
		m := uint32(0)
		if n := len(a); n > 0 {
			m = uint32(n)<<24 | uint32(a[0])<<16 | uint32(a[n/2])<<8 | uint32(a[n-1])
		}
		for j, other := range marks {
			if other != m {
				continue
			}
			if n := &p.nodes[keys[j]]; string(p.body[n.start:n.end]) == string(a) {
				return p.fail("the key %.40q stands twice", p.body[p.nodes[keys[i]].start:p.nodes[keys[i]].end])
			}
		}
		marks = append(marks, m)
	}
	return true
}

func (p *parser) list(depth int) bool {
	self := len(p.nodes)
	p.add(list, p.i, p.i)
	p.i++
	for first := true; ; first = false {
		p.space()
		if p.i < len(p.body) && p.body[p.i] == ']' && first {
			break
		}
		if !p.value(depth) {
			return false
		}
		if p.space(); p.i < len(p.body) && p.body[p.i] == ',' {
			p.i++
			continue
		}
		if p.i < len(p.body) && p.body[p.i] == ']' {
			break
		}
		return p.fail("a comma or a bracket is missing")
	}
	p.i++
	p.nodes[self].next = uint32(len(p.nodes))
	return true
}

// number takes what JSON's grammar does: no plus, no leading zero, no NaN.
func (p *parser) number() bool {
	start := p.i
	digits := func() bool {
		from := p.i
		for p.i < len(p.body) && p.body[p.i] >= '0' && p.body[p.i] <= '9' {
			p.i++
		}
		return p.i > from
	}
	is := func(set string) bool {
		for j := 0; p.i < len(p.body) && j < len(set); j++ {
			if p.body[p.i] == set[j] {
				p.i++
				return true
			}
		}
		return false
	}
	is("-")
	if zero := is("0"); !zero && !digits() {
		return p.fail("a number has no digits")
	}
	if is(".") && !digits() {
		return p.fail("a number has no digits after its point")
	}
	if is("eE") {
		is("+-")
		if !digits() {
			return p.fail("a number has no digits in its exponent")
		}
	}
	if p.i-start > 40 {
		return p.fail("a number has %d characters, over 40", p.i-start)
	}
	p.add(number, start, p.i)
	return true
}
