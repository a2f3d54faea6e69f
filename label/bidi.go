package label

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// This is the Unicode Bidirectional Algorithm (UAX #9) for one line without
// marks of direction, which labels refuse. The classes of characters are those
// of golang.org/x/text. Its own ordering is not used: it knows directions only,
// not levels, and so it cannot tell where a number within Hebrew ends and Latin
// text begins (golang.org/issue/69819); the one of go-text v0.3.5 joins runs of
// different levels too.

// levels returns the embedding level of each character: even is from left to
// right, odd from right to left.
func levels(text []rune, base uint8) []uint8 {
	b := bidiLine{text: text, class: make([]bidi.Class, len(text)), dir: bidi.L}
	if base == 1 {
		b.dir = bidi.R
	}
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		b.class[i] = p.Class()
	}
	original := slices.Clone(b.class)
	b.weak()
	b.brackets(original)
	b.neutral()
	list := make([]uint8, len(text))
	for i, c := range b.class {
		switch {
		case c == bidi.R:
			list[i] = 1
		case base == 1 || c != bidi.L:
			list[i] = 2
		}
	}
	// Space at the end stands on the line's own side (L1).
	for i := len(text) - 1; i >= 0 && original[i] == bidi.WS; i-- {
		list[i] = base
	}
	return list
}

// baseLevel is that of the whole line, by its first letter (P2 and P3): 0 or 1.
func baseLevel(text []rune) uint8 {
	for _, r := range text {
		switch p, _ := bidi.LookupRune(r); p.Class() {
		case bidi.L:
			return 0
		case bidi.R, bidi.AL:
			return 1
		}
	}
	return 0
}

type bidiLine struct {
	text  []rune
	class []bidi.Class
	dir   bidi.Class // of the line: L or R
}

// weak settles numbers and what stands beside them: rules W1 to W7.
func (b *bidiLine) weak() {
	c := b.class
	last, strong := b.dir, b.dir // the class before, and the letter before
	for i := range c {
		switch c[i] {
		case bidi.NSM:
			c[i] = last
		case bidi.EN:
			if strong == bidi.AL {
				c[i] = bidi.AN
			}
		case bidi.L, bidi.R, bidi.AL:
			strong = c[i]
		}
		last = c[i]
	}
	for i := range c {
		if c[i] == bidi.AL {
			c[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(c); i++ {
		before, after := c[i-1], c[i+1]
		if before == after && (c[i] == bidi.CS && (before == bidi.EN || before == bidi.AN) || c[i] == bidi.ES && before == bidi.EN) {
			c[i] = before
		}
	}
	for i := 0; i < len(c); {
		end := b.stretch(i, func(k bidi.Class) bool { return k == bidi.ET })
		if end > i && (i > 0 && c[i-1] == bidi.EN || end < len(c) && c[end] == bidi.EN) {
			b.fill(i, end, bidi.EN)
		}
		i = max(end, i+1)
	}
	strong = b.dir
	for i := range c {
		switch c[i] {
		case bidi.ET, bidi.ES, bidi.CS:
			c[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.L {
				c[i] = bidi.L
			}
		}
	}
}

// stretch returns where a row of characters of a kind ends.
func (b *bidiLine) stretch(i int, kind func(bidi.Class) bool) int {
	for i < len(b.class) && kind(b.class[i]) {
		i++
	}
	return i
}

func (b *bidiLine) fill(from, to int, c bidi.Class) {
	for i := from; i < to; i++ {
		b.class[i] = c
	}
}

// side is the direction that a class counts as among neutral characters;
// numbers are as if from right to left.
func side(c bidi.Class) (bidi.Class, bool) {
	switch c {
	case bidi.L:
		return bidi.L, true
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R, true
	}
	return bidi.ON, false
}

// closing has the bracket that closes each opening one, of those that fonts for
// addresses have.
var closing = map[rune]rune{
	'(': ')', '[': ']', '{': '}', '⁅': '⁆', '⁽': '⁾', '₍': '₎', '⟨': '⟩', '⟦': '⟧', '〈': '〉', '《': '》', '「': '」', '『': '』',
	'【': '】', '〔': '〕', '〖': '〗', '〘': '〙', '〚': '〛', '（': '）', '［': '］', '｛': '｝', '｟': '｠', '｢': '｣',
}

// brackets gives both of a pair the same direction: rule N0.
func (b *bidiLine) brackets(original []bidi.Class) {
	for _, pair := range b.pairs() {
		inside, opposite := false, false
		for i := pair[0] + 1; i < pair[1]; i++ {
			if s, ok := side(b.class[i]); ok {
				inside = inside || s == b.dir
				opposite = opposite || s != b.dir
			}
		}
		dir := b.dir
		if !inside {
			if !opposite {
				continue
			}
			for i := pair[0] - 1; i >= 0; i-- {
				if s, ok := side(b.class[i]); ok {
					dir = s
					break
				}
			}
		}
		for _, i := range pair {
			b.class[i] = dir
			for k := i + 1; k < len(original) && original[k] == bidi.NSM; k++ {
				b.class[k] = dir
			}
		}
	}
}

// maxOpen is how many brackets may stand open, by rule BD16.
const maxOpen = 63

// pairs returns the places of brackets that belong together, by the opening one.
func (b *bidiLine) pairs() [][2]int {
	var open []int
	var pairs [][2]int
	for i, r := range b.text {
		if b.class[i] != bidi.ON {
			continue
		}
		if _, ok := closing[r]; ok {
			if len(open) == maxOpen {
				return nil
			}
			open = append(open, i)
			continue
		}
		for k := len(open) - 1; k >= 0; k-- {
			if closing[b.text[open[k]]] == r {
				pairs = append(pairs, [2]int{open[k], i})
				open = open[:k]
				break
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	return pairs
}

// neutral gives what has no direction that of both its neighbours, or else the
// line's: rules N1 and N2.
func (b *bidiLine) neutral() {
	isNeutral := func(c bidi.Class) bool { _, ok := side(c); return !ok }
	for i := 0; i < len(b.class); {
		end := b.stretch(i, isNeutral)
		if end == i {
			i++
			continue
		}
		before, after := b.dir, b.dir
		if i > 0 {
			before, _ = side(b.class[i-1])
		}
		if end < len(b.class) {
			after, _ = side(b.class[end])
		}
		dir := b.dir
		if before == after {
			dir = before
		}
		b.fill(i, end, dir)
		i = end
	}
}

// reorder puts items of a line, each of one level, in the order in which they
// are seen from left to right: rule L2.
func reorder[T any](items []T, level func(T) uint8) {
	highest := uint8(0)
	for _, item := range items {
		highest = max(highest, level(item))
	}
	for l := highest; l > 0; l-- {
		for i := 0; i < len(items); i++ {
			end := i
			for end < len(items) && level(items[end]) >= l {
				end++
			}
			slices.Reverse(items[i:end])
			i = max(i, end-1)
		}
	}
}
