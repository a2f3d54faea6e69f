package tariff

import (
	"fmt"
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
	e.country, e.code, e.prefix, e.five, e.home = a.Country, a.PostalCode, -1, -1, sameCountry(a.Country, country)
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

// sameCountry reports whether two codes of two letters are the same.
func sameCountry(a, b string) bool {
	return len(a) == 2 && len(b) == 2 && a[0] == b[0] && a[1] == b[1]
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

// fiveDigits is threeDigits of five, four of them at once.
func fiveDigits(s string) int32 {
	if len(s) < 5 {
		return -1
	}
	four, last := fourBytesOf(s), s[4]-'0'
	if d := four - 0x30303030; (d|(d+0x76767676))&0x80808080 != 0 || last > 9 {
		return -1
	}
	return four.number()*100 + int32(four>>24&0xf)*10 + int32(last)
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
