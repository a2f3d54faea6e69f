package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A Reader reads one document for one mapping, and keeps the first thing that
// is not of the type it was read as. Look at Err once, at the end: a value that
// is absent, null or of another type reads as the zero of its type.
type Reader struct {
	doc *Document
	err error
}

// Read begins to read a document.
func (d *Document) Read() *Reader { return &Reader{doc: d} }

// Root returns the outermost value.
func (r *Reader) Root() Value { return Value{r, 0, true} }

// Err returns what was wrong first, with its path. It matches ErrAnswer.
func (r *Reader) Err() error { return r.err }

// A Value is a place in a document, or none. The zero Value is none.
type Value struct {
	r  *Reader
	at int
	ok bool
}

func (v Value) node() node    { return v.r.doc.nodes[v.at] }
func (v Value) bytes() []byte { return v.r.doc.bytes(v.at) }

func (v Value) kind() kind {
	if !v.ok {
		return absent
	}
	return v.node().kind()
}

// Given reports whether there is a value that is not null.
func (v Value) Given() bool { return v.kind() > null }

// wrong keeps that the value is not what it was read as. Null and absent values
// are no mistake: a mapping that needs one says so itself, with Fail.
func (v Value) wrong(want string) {
	if k := v.kind(); k > null {
		v.Fail("is %v, not %s", k, want)
	}
}

// Fail says that the value is not to be trusted, as the mapping finds.
func (v Value) Fail(format string, args ...any) {
	if v.r != nil && v.r.err == nil {
		v.r.err = &Error{Kind: ErrAnswer, Detail: v.Path() + " " + fmt.Sprintf(format, args...)}
	}
}

// Apart reads the same place with an error of its own, so that one service that
// makes no sense does not cost the others.
func (v Value) Apart() Value {
	if v.r != nil {
		v.r = v.r.doc.Read()
	}
	return v
}

// With reads the same place with the errors of another value.
func (v Value) With(other Value) Value {
	if v.r != nil {
		v.r = other.r
	}
	return v
}

// Err is what was wrong first with what was read in the same way, as that of its
// Reader.
func (v Value) Err() error {
	if v.r == nil {
		return nil
	}
	return v.r.err
}

// Get returns a member of an object.
func (v Value) Get(key string) Value {
	if v.kind() != object {
		v.wrong("an object")
		return Value{r: v.r}
	}
	doc := v.r.doc
	for i, end := v.at+1, v.node().end(); i < end; i = doc.after(i + 1) {
		if string(doc.bytes(i)) == key {
			return Value{v.r, i + 1, true}
		}
	}
	return Value{r: v.r}
}

// Each yields the elements of a list. One object that stands where a list may
// stand is a list of one: some carriers write it so.
func (v Value) Each() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		switch v.kind() {
		case object:
			yield(v)
		case list:
			for i, end := v.at+1, v.node().end(); i < end; i = v.r.doc.after(i) {
				if !yield(Value{v.r, i, true}) {
					return
				}
			}
		default:
			v.wrong("a list")
		}
	}
}

// Text returns a text, its escapes undone.
func (v Value) Text() string {
	if v.kind() != text {
		v.wrong("a text")
		return ""
	}
	n := v.node()
	if !n.escaped() {
		return string(v.bytes())
	}
	var s string
	if err := json.Unmarshal(v.r.doc.body[n.start()-1:n.end()+1], &s); err != nil {
		v.Fail("has a bad escape")
	}
	return s
}

// Is reports whether it is this text.
func (v Value) Is(s string) bool {
	if v.kind() != text {
		v.wrong("a text")
		return false
	}
	return !v.node().escaped() && string(v.bytes()) == s
}

// Line is Text for people: cleaned to one line of at most 300 letters without a
// full stop.
func (v Value) Line() string { return Line(v.Text()) }

// True reports whether it is the boolean true.
func (v Value) True() bool {
	if v.kind() != boolean {
		v.wrong("a boolean")
		return false
	}
	return string(v.bytes()) == "true"
}

// Digits returns a number as it is written, be it as a number or as a text.
func (v Value) Digits() string { return string(v.digits()) }

func (v Value) digits() []byte {
	if k := v.kind(); k != number && k != text {
		v.wrong("a number")
		return nil
	}
	return v.bytes()
}

// Int returns a whole number from 0 to most.
func (v Value) Int(most int) int {
	s := v.Digits()
	if s == "" {
		return 0
	}
	i, err := strconv.Atoi(s)
	if err != nil || i < 0 || i > most {
		v.Fail("is %.40q, not a whole number from 0 to %d", s, most)
		return 0
	}
	return i
}

// Minor returns an amount in minor units of a currency: "5.9300" of USD is 593.
// It fails on what has more digits than the currency, on exponents, and on
// amounts over carriers.MaxMinor.
func (v Value) Minor(c carriers.Currency) int64 {
	if !v.Given() {
		return 0
	}
	digits, known := c.Digits()
	if !known {
		v.Fail("is in the currency %.10q, which is none", string(c))
		return 0
	}
	minor, ok := fixed(v.digits(), digits)
	if !ok || minor > carriers.MaxMinor || minor < -carriers.MaxMinor {
		v.Fail("is %.40q, not an amount of %s", v.Digits(), c)
		return 0
	}
	return minor
}

// Weight returns a weight in so many of a unit, to its millionth.
func (v Value) Weight(unit dimweight.Weight) dimweight.Weight {
	if !v.Given() {
		return 0
	}
	millionths, ok := fixed(v.digits(), 6)
	if !ok || millionths < 0 || millionths > 1e6*int64(dimweight.MaxWeight/unit) {
		v.Fail("is %.40q, not a weight", v.Digits())
		return 0
	}
	whole, part := millionths/1e6, millionths%1e6
	return dimweight.Weight(whole)*unit + (dimweight.Weight(part)*unit+1e6-1)/1e6
}

// fixed reads a decimal number as so many units of its last place. Zeros behind
// them are dropped; other digits are not.
func fixed(s []byte, places int) (n int64, ok bool) {
	digits, negative := bytes.CutPrefix(s, []byte("-"))
	whole, part, pointed := bytes.Cut(digits, []byte("."))
	if len(part) > places {
		if len(bytes.Trim(part[places:], "0")) > 0 {
			return 0, false
		}
		part = part[:places]
	}
	if len(whole) == 0 || pointed && len(part) == 0 && places > 0 || len(whole)+places > 18 {
		return 0, false
	}
	for _, run := range [...][]byte{whole, part} {
		for _, c := range run {
			if c < '0' || c > '9' {
				return 0, false
			}
			n = n*10 + int64(c-'0')
		}
	}
	for range places - len(part) {
		n *= 10
	}
	if negative {
		n = -n
	}
	return n, true
}

// Path says where the value is: "rates[2].rate".
func (v Value) Path() string {
	if !v.ok {
		return "a missing value"
	}
	var path strings.Builder
	doc := v.r.doc
	for at := 0; at != v.at; {
		child, keyed := at+1, doc.nodes[at].kind() == object
		for i := 0; ; i++ {
			held := child
			if keyed {
				held++
			}
			if v.at < doc.after(held) {
				if keyed {
					fmt.Fprintf(&path, ".%.40s", doc.bytes(child))
				} else {
					fmt.Fprintf(&path, "[%d]", i)
				}
				at = held
				break
			}
			child = doc.after(held)
		}
	}
	if path.Len() == 0 {
		return "the answer"
	}
	return strings.TrimPrefix(path.String(), ".")
}

// IsList and IsObject tell apart what some carriers write in either way.
func (v Value) IsList() bool { return v.kind() == list }

// IsObject reports whether the value is an object.
func (v Value) IsObject() bool { return v.kind() == object }
