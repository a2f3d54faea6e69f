package tariff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// An end is one end of a lane as cards look for it.
type end struct {
	country, code string
	prefix, five  int  // the first three and five digits of a code of the card's country; else -1
	home          bool // it is in the card's country
}

// read reads an address as a card of a country does.
func (e *end) read(a *carriers.Address, country string) {
	e.country, e.code, e.prefix, e.five, e.home = a.Country, a.PostalCode, -1, -1, a.Country == country
	if !e.home {
		return
	}
	if five := fiveDigits(a.PostalCode); five >= 0 && len(a.PostalCode) == 5 { // nearly every one
		e.prefix, e.five = int(five)/100, int(five)
	} else if n, digits := leadingDigits(a.PostalCode, 5); digits == 5 {
		e.prefix, e.five = n/100, n
	} else if n, ok := prefixOf(a.PostalCode); ok {
		e.prefix = n
	}
}

func endAt(a *carriers.Address, country string) (e end) {
	e.read(a, country)
	return e
}

// A place is what a cell names, one or many postal codes: the numbers that a
// gazetteer gives it, from one to another.
type place struct {
	from, to int32
	codes    bool // from and to are not numbers but postal codes of five digits
}

// maxBegin is how much of a postal code a card may name after a country.
const maxBegin = 8

// read appends a list of places to those known: "100-102 112", "99546-99551",
// "any", "CA", "CA:K1A". Charts are the bulk of a card and name three digits
// mostly, so it reads those byte by byte.
func (g *gazetteer) read(known []place, s string) (_ []place, err error) {
	for at := 0; at < len(s); {
		if s[at] == ' ' {
			at++
			continue
		}
		if at+8 <= len(s) { // eight bytes at once
			from := fourBytesOf(s[at : at+4])
			if from.sign() == ' ' && from.digits() {
				n := from.number()
				known, at = append(known, place{from: n, to: n}), at+4
				continue
			}
			if to := fourBytesOf(s[at+4 : at+8]); from.sign() == '-' && to.sign() == ' ' && from.digits() && to.digits() && to.number() >= from.number() {
				known, at = append(known, place{from: from.number(), to: to.number()}), at+8
				continue
			}
		}
		p, size := digitPlace(s[at:])
		if size == 0 {
			field, _, _ := strings.Cut(s[at:], " ")
			if p, err = g.readOne(field); err != nil {
				return nil, err
			}
			size = len(field)
		}
		known, at = append(known, p), at+size
	}
	return known, nil
}

// A fourBytes is three digits and a sign, the first digit lowest.
type fourBytes uint32

func fourBytesOf(s string) fourBytes {
	return fourBytes(s[0]) | fourBytes(s[1])<<8 | fourBytes(s[2])<<16 | fourBytes(s[3])<<24
}

// sign returns the last byte.
func (b fourBytes) sign() byte { return byte(b >> 24) }

// digits reports whether the first three are: less '0' each, none is under 0 or
// over 9.
func (b fourBytes) digits() bool {
	d := b&0xffffff - 0x303030
	return (d|(d+0x767676))&0x808080 == 0
}

// number returns the number that three digits are.
func (b fourBytes) number() int32 {
	return int32(b&0xf*100 + b>>8&0xf*10 + b>>16&0xf)
}

// placeKinds are the kinds of places in a list.
type placeKinds uint8

const (
	abroad    placeKinds = 1 << iota // of another country than the card's
	atHome                           // of the card's own
	withCodes                        // postal codes of five digits, which are of it
)

// kinds returns those of a list.
func (g *gazetteer) kinds(list []place) (kinds placeKinds) {
	for i := range list {
		switch p := &list[i]; {
		case p.codes:
			kinds |= atHome | withCodes
		case p.from < prefixes || strings.HasPrefix(g.names[p.from-prefixes], g.country):
			kinds |= atHome
		default:
			kinds |= abroad
		}
	}
	return kinds
}

// digitPlace reads "100", "100-102", "99546" or "99546-99551", with a blank or
// nothing behind it, and returns how long it is; zero when it is anything else.
func digitPlace(s string) (p place, size int) {
	from := threeDigits(s)
	if from < 0 {
		return place{}, 0
	}
	if len(s) == 3 || s[3] == ' ' {
		return place{from: from, to: from}, 3
	}
	if s[3] == '-' {
		to := threeDigits(s[4:])
		if to < from || len(s) > 7 && s[7] != ' ' {
			return place{}, 0
		}
		return place{from: from, to: to}, 7
	}
	from, size = fiveDigits(s), 5
	to := from
	if len(s) > 5 && s[5] == '-' {
		to, size = fiveDigits(s[6:]), 11
	}
	if from < 0 || to < from || len(s) > size && s[size] != ' ' {
		return place{}, 0
	}
	return place{from, to, true}, size
}

// threeDigits returns the number that a text begins with, -1 when it is none.
func threeDigits(s string) int32 {
	if len(s) < 3 {
		return -1
	}
	a, b, c := s[0]-'0', s[1]-'0', s[2]-'0'
	if a > 9 || b > 9 || c > 9 {
		return -1
	}
	return int32(a)*100 + int32(b)*10 + int32(c)
}

// fiveDigits is threeDigits of five.
func fiveDigits(s string) int32 {
	three := threeDigits(s)
	if three < 0 || len(s) < 5 || s[3]-'0' > 9 || s[4]-'0' > 9 {
		return -1
	}
	return three*100 + int32(s[3]-'0')*10 + int32(s[4]-'0')
}

// readOne reads a place that is not digits alone. Of the card's own country, "any"
// is the country, and "US:995" is 995.
func (g *gazetteer) readOne(field string) (place, error) {
	if field == "any" {
		field = g.country
	}
	of, begin, begins := strings.Cut(field, ":")
	const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if len(of) != 2 || strings.Trim(of, capitals) != "" || begins && begin == "" || len(begin) > maxBegin || strings.Trim(begin, capitals+"0123456789") != "" {
		return place{}, fmt.Errorf("%q: not three digits of a postal code such as 100 or 100-102, five such as 99546 or 99546-99551, any, or a country such as CA or CA:K1A", field)
	}
	if begins && !carriers.BeginsPostalCode(of, begin) {
		return place{}, fmt.Errorf("%q: no postal code of %s begins so", field, of)
	}
	if p, size := digitPlace(begin); size > 0 && of == g.country {
		return p, nil
	}
	id := int32(g.id(field))
	return place{id, id, false}, nil
}

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

// prefixOf returns the first three digits of a postal code, passing over spaces
// and hyphens.
func prefixOf(code string) (int, bool) {
	n, digits := leadingDigits(code, 3)
	return n, digits == 3
}

// leadingDigits returns the number that the first digits of a code make, and
// how many there are before anything but a space or hyphen.
func leadingDigits(code string, limit int) (n, digits int) {
	for i := 0; i < len(code) && digits < limit; i++ {
		switch c := code[i]; {
		case c >= '0' && c <= '9':
			n, digits = n*10+int(c-'0'), digits+1
		case c != ' ' && c != '-':
			return n, digits
		}
	}
	return n, digits
}
