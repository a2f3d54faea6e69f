package live

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
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
// does not look at costs no memory. It never changes, and may be shared, until
// [Answer.Done].
type Document struct {
	body  []byte
	nodes []node
}

// A node is a value or a key, in eight bytes, since an answer has thousands. Those
// of an object follow it, each key before its value; the elements of a list
// likewise. From the lowest bit: the kind (3 bits), whether a text has a backslash
// in it (1), where the text between the quotes, the number or the literal begins
// (28) and where it ends (32). An object and a list have, instead of the end, the
// node behind all that they hold.
type node uint64

const (
	escapedText node = 1 << 3
	maxDocument      = 1<<28 - 1 // what 28 bits can say
)

func newNode(k kind, start, end int) node { return node(end)<<32 | node(start)<<4 | node(k) }

func (n node) kind() kind    { return kind(n & 7) }
func (n node) escaped() bool { return n&escapedText != 0 }
func (n node) start() int    { return int(uint32(n) >> 4) }
func (n node) end() int      { return int(n >> 32) }

// bytes are what stands in the answer for a node that holds no others.
func (d *Document) bytes(at int) []byte {
	n := d.nodes[at]
	return d.body[n.start():n.end()]
}

// after is the node behind one and all that it holds.
func (d *Document) after(at int) int {
	if n := d.nodes[at]; n.kind() >= list {
		return n.end()
	}
	return at + 1
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
	d, err := parse(body)
	if err != nil {
		return nil, err
	}
	room := d.nodes
	d.nodes = slices.Clone(room)
	nodeLists.put(room)
	return d, nil
}

// parse makes a document whose nodes are in memory that is used again.
func parse(body []byte) (*Document, error) {
	if !utf8.Valid(body) {
		return nil, &Error{Kind: ErrAnswer, Detail: "it is not valid UTF-8"}
	}
	if len(body) > maxDocument {
		return nil, &Error{Kind: ErrAnswer, Detail: fmt.Sprintf("it has %d bytes, over %d", len(body), maxDocument)}
	}
	room := slices.Grow(nodeLists.get(), min(len(body)/12+8, maxValues/50)) // recorded answers have one for every 10 to 14 bytes
	p := parser{Document: Document{body, room}}
	p.document()
	if p.fault != "" {
		nodeLists.put(p.nodes)
		return nil, &Error{Kind: ErrAnswer, Detail: fmt.Sprintf("not JSON that can be trusted: at byte %d %s", p.at, p.fault)}
	}
	return &Document{body, p.nodes}, nil
}

// A parser's methods take where something begins, and return where it ends, or
// failed.
type parser struct {
	Document
	fault string
	at    int // where the fault is
}

const failed = -1

func (p *parser) fail(at int, format string, args ...any) int {
	p.fault, p.at = fmt.Sprintf(format, args...), at
	return failed
}

func (p *parser) document() {
	i := p.space(0)
	if i >= len(p.body) {
		p.fail(i, "it is empty")
	} else if i = p.value(i, 0); i != failed {
		if i = p.space(i); i < len(p.body) {
			p.fail(i, "something follows its end")
		}
	}
}

func (p *parser) space(i int) int {
	for i < len(p.body) && (p.body[i] == ' ' || p.body[i] == '\n' || p.body[i] == '\t' || p.body[i] == '\r') {
		i++
	}
	return i
}

// is reports whether a letter stands at a place.
func (p *parser) is(i int, c byte) bool { return i < len(p.body) && p.body[i] == c }

func (p *parser) add(k kind, start, end int) {
	p.nodes = append(p.nodes, newNode(k, start, end))
}

// value reads what begins here, which is not space.
func (p *parser) value(i, depth int) int {
	if len(p.nodes) >= maxValues {
		return p.fail(i, "there are over %d values", maxValues)
	}
	if i >= len(p.body) {
		return p.fail(i, "it ends too early")
	}
	switch c := p.body[i]; c {
	case '"':
		return p.text(i)
	case '{', '[':
		if depth >= maxDepth {
			return p.fail(i, "it is over %d levels deep", maxDepth)
		}
		if c == '{' {
			return p.object(i, depth+1)
		}
		return p.list(i, depth+1)
	case 'n':
		return p.literal(i, "null", null)
	case 't':
		return p.literal(i, "true", boolean)
	case 'f':
		return p.literal(i, "false", boolean)
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return p.number(i)
	}
	return p.fail(i, "%q begins no value", p.body[i])
}

func (p *parser) literal(i int, word string, k kind) int {
	end := i + len(word)
	if end > len(p.body) || string(p.body[i:end]) != word {
		return p.fail(i, "%q begins no value", p.body[i])
	}
	p.add(k, i, end)
	return end
}

func (p *parser) object(i, depth int) int {
	self := len(p.nodes)
	p.add(object, i, 0)
	var seen keySet
	for count := 1; ; count++ {
		if i = p.space(i + 1); count == 1 && p.is(i, '}') {
			break
		}
		if !p.is(i, '"') {
			return p.fail(i, "a key is missing")
		}
		key := len(p.nodes)
		if i = p.text(i); i == failed {
			return failed
		}
		if p.nodes[key].escaped() {
			return p.fail(i, "a key has an escape in it")
		}
		if count > maxKeys {
			return p.fail(i, "an object has over %d keys", maxKeys)
		}
		if seen.add(p.bytes(key)) && p.twice(self, key) {
			return p.fail(i, "the key %.40q stands twice", p.bytes(key))
		}
		if i = p.space(i); !p.is(i, ':') {
			return p.fail(i, "a colon is missing")
		}
		if i = p.value(p.space(i+1), depth); i == failed {
			return failed
		}
		if i = p.space(i); p.is(i, '}') {
			break
		} else if !p.is(i, ',') {
			return p.fail(i, "a comma or a brace is missing")
		}
	}
	p.nodes[self] = newNode(object, 0, len(p.nodes))
	return i + 1
}

// A keySet knows which keys an object cannot have yet.
type keySet [16]uint64

// add reports whether a key may be there already, by its first and last eight letters.
func (s *keySet) add(key []byte) bool {
	mark := uint64(len(key))
	if n := len(key); n >= 8 {
		mark += binary.LittleEndian.Uint64(key) ^ bits.RotateLeft64(binary.LittleEndian.Uint64(key[n-8:]), 1)
	} else {
		for _, c := range key {
			mark = mark<<8 | uint64(c)
		}
	}
	mark = mark * 0x9e3779b97f4a7c15 >> 54 // the golden ratio spreads it over 1,024 bits
	word, bit := &s[mark/64], uint64(1)<<(mark%64)
	there := *word&bit != 0
	*word |= bit
	return there
}

// twice reports whether an object that is being read has a key before.
func (p *parser) twice(object, key int) bool {
	for i := object + 1; i < key; i = p.after(i + 1) {
		if string(p.bytes(i)) == string(p.bytes(key)) {
			return true
		}
	}
	return false
}

func (p *parser) list(i, depth int) int {
	self := len(p.nodes)
	p.add(list, i, 0)
	for first := true; ; first = false {
		if i = p.space(i + 1); first && p.is(i, ']') {
			break
		}
		if i = p.value(i, depth); i == failed {
			return failed
		}
		if i = p.space(i); p.is(i, ']') {
			break
		} else if !p.is(i, ',') {
			return p.fail(i, "a comma or a bracket is missing")
		}
	}
	p.nodes[self] = newNode(list, 0, len(p.nodes))
	return i + 1
}
