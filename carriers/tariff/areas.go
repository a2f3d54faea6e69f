package tariff

import (
	"fmt"
	"slices"
	"strings"
)

// areas tell the named area of a postal code, such as "extended", by the first
// five digits of the code. Zero is no area; others are an index into names,
// plus one.
type areas struct {
	names  []string
	of     []uint8
	partly bool // some row could not be read
}

const maxAreas = 63

// loadAreas reads areas.csv: a postal code, or a range of them, and its area.
func (l *loader) loadAreas() {
	if !l.has("areas.csv") {
		return
	}
	a := &l.card.areas
	a.of = make([]uint8, 100_000)
	t := l.table("areas.csv", columns{required: []string{"postal_code", "area"}})
	for t.next() {
		code, name := t.required("postal_code"), t.required("area")
		from, to, ok := zipRange(code)
		if !ok && code != "" {
			t.fail(t.at("postal_code"), "%q: not a postal code of five digits or a range of them", code)
		}
		if !ok || name == "" {
			continue
		}
		id := slices.Index(a.names, name) + 1
		if id == 0 {
			if !isArea(name) {
				t.fail(t.at("area"), "%q: an area is lower case letters, digits and underscores", name)
				continue
			}
			if len(a.names) == maxAreas {
				t.fail(t.at("area"), "%q is one more area than the %d limit", name, maxAreas)
				break
			}
			a.names = append(a.names, name)
			id = len(a.names)
		}
		for code := from; code <= to; code++ {
			if a.of[code] != 0 {
				t.fail(t.at("postal_code"), "%05d stands twice", code)
				break
			}
			a.of[code] = uint8(id)
		}
	}
	a.partly = !l.sound("areas.csv")
}

// find returns the set of one area that a postal code is in, empty for none.
func (a *areas) find(code string) uint64 {
	n, digits := leadingDigits(code, 5)
	if digits < 5 || a.of == nil || a.of[n] == 0 {
		return 0
	}
	return 1 << (a.of[n] - 1)
}

// set reads a list of areas.
func (a *areas) set(list string) (uint64, error) {
	var set uint64
	for name := range strings.FieldsSeq(list) {
		i := slices.Index(a.names, name)
		if i < 0 && !a.partly {
			return 0, fmt.Errorf("area %q is not in areas.csv", name)
		}
		set |= 1 << max(i, 0)
	}
	return set, nil
}

func zipRange(s string) (from, to int, ok bool) {
	first, last, isRange := strings.Cut(s, "-")
	if !isRange {
		last = first
	}
	if len(first) != 5 || len(last) != 5 {
		return 0, 0, false
	}
	from, n := leadingDigits(first, 5)
	to, m := leadingDigits(last, 5)
	return from, to, n == 5 && m == 5 && from <= to
}

func isArea(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
