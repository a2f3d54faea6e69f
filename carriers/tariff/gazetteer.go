package tariff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A gazetteer numbers the places that a column of a card names. Prefixes of three
// digits are their own numbers, all others follow.
type gazetteer struct {
	country string // of the card, whose codes are named by their digits
	named   map[string]int
	ranges  []codeRange // of five digits, none within another, ascending
	begin   int         // the longest begin of a code among the named

	homeID     int      // the number of the card's own country; zero when it is not named
	homeBegins bool     // some begin of a code in it is
	names      []string // of the numbers from prefixes on

	split [prefixes/64 + 1]uint64 // the prefixes that some range lies in
}

// A codeRange is postal codes of five digits from one to another.
type codeRange struct {
	from, to int32
	id       int
}

// String prints "99546", or "99546-99551".
func (r codeRange) String() string {
	if r.from == r.to {
		return fmt.Sprintf("%05d", r.from)
	}
	return fmt.Sprintf("%05d-%05d", r.from, r.to)
}

// prefixes are the numbers of three digits.
const prefixes = 1000

// maxPlaces is how many places a column may name beside prefixes.
const maxPlaces = 4000

// id returns the number of a named place, which it gives it if need be.
func (g *gazetteer) id(name string) int {
	id, known := g.named[name]
	if !known {
		if g.named == nil {
			g.named = map[string]int{}
		}
		id = g.add(name)
		g.named[g.names[id-prefixes]] = id // which does not hold on to the file
		g.begin = max(g.begin, len(name)-len("CA:"))
		if name == g.country {
			g.homeID = id
		}
		g.homeBegins = g.homeBegins || len(name) > len(g.country) && strings.HasPrefix(name, g.country)
	}
	return id
}

func (g *gazetteer) add(name string) int {
	g.names = append(g.names, strings.Clone(name)) // else it would hold the file in memory
	return prefixes + len(g.names) - 1
}

// cut makes ranges of codes that do not overlap of those given, so that each
// given one is one or several of them.
func (g *gazetteer) cut(given [][2]int32) {
	var cuts []int32
	for _, r := range given {
		cuts = append(cuts, r[0], r[1]+1)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	slices.SortFunc(given, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	next, reach := 0, int32(0) // how far those that began at or before a cut reach
	for i := 0; i+1 < len(cuts); i++ {
		for ; next < len(given) && given[next][0] <= cuts[i]; next++ {
			reach = max(reach, given[next][1])
		}
		if reach >= cuts[i] {
			r := codeRange{from: cuts[i], to: cuts[i+1] - 1}
			r.id = g.add(r.String())
			g.ranges = append(g.ranges, r)
			for prefix := r.from / 100; prefix <= r.to/100; prefix++ {
				g.split[prefix/64] |= 1 << (prefix % 64)
			}
		}
	}
}

// number replaces codes by the numbers of their ranges. Those are numbered in
// their order, so those of one place follow on one another.
func (g *gazetteer) number(places []place) {
	for i, p := range places {
		if p.codes {
			first, _ := g.rangeOf(p.from)
			last, _ := g.rangeOf(p.to)
			places[i] = place{from: int32(g.ranges[first].id), to: int32(g.ranges[last].id)}
		}
	}
}

// rangeOf finds the range of a code, or the first after it.
func (g *gazetteer) rangeOf(code int32) (i int, found bool) {
	lo, hi := 0, len(g.ranges)
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); g.ranges[mid].to < code {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(g.ranges) && g.ranges[lo].from <= code
}

// simple reports that an end is in its prefix and the card's country, and in no
// other place: nearly every one is.
func (g *gazetteer) simple(e *end) bool {
	return e.home && e.prefix >= 0 && !g.homeBegins && g.split[e.prefix/64]>>(e.prefix%64)&1 == 0
}

// A shortlist is the numbers of one end, the narrowest place first.
type shortlist struct {
	ids [maxBegin + 3]int16
	n   int
}

func (l *shortlist) add(id int) {
	l.ids[l.n] = int16(id)
	l.n++
}

// find lists the places that an end is in.
func (g *gazetteer) find(e *end, list *shortlist) {
	var key [len("CA:") + 2*maxBegin]byte
	begun := 0 // of the code in the key
	home := e.country == g.country
	if g.begin > 0 && (!home || g.homeBegins) {
		copy(key[:], e.country)
		key[2] = ':'
		for i := 0; i < len(e.code) && begun < maxBegin; i++ {
			if c := e.code[i]; c != ' ' && c != '-' {
				key[3+begun] = c
				begun++
			}
		}
	}
	for n := max(g.begin, 5); n > 0; n-- {
		if n <= g.begin && n <= begun {
			if id, ok := g.named[string(key[:3+n])]; ok {
				list.add(id)
			}
		}
		if n == 5 && e.five >= 0 && len(g.ranges) > 0 {
			if i, ok := g.rangeOf(int32(e.five)); ok {
				list.add(g.ranges[i].id)
			}
		}
		if n == 3 && e.prefix >= 0 {
			list.add(e.prefix)
		}
	}
	if home {
		if g.homeID > 0 {
			list.add(g.homeID)
		}
	} else if id, ok := g.named[e.country]; ok {
		list.add(id)
	}
}

// name returns a number's place for an error.
func (g *gazetteer) name(id int) string {
	if id < prefixes {
		return fmt.Sprintf("%03d", id)
	}
	if name := g.names[id-prefixes]; name != g.country {
		return name
	}
	return "any"
}
