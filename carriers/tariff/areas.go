package tariff

import (
	"fmt"
	"slices"
	"strings"
)

// areas tell the named area of a postal code, such as "extended". Zero is no
// area; others are an index into names, plus one.
type areas struct {
	names    []string
	of       []uint8         // by the first five digits of a code of the card's country
	prefixes [prefixes]uint8 // by the first three, for codes that have no more
	places   gazetteer       // countries, and codes that begin so
	placed   []uint8         // by the number of a place, less prefixes
	partly   bool            // some row could not be read
}

const maxAreas = 63

// loadAreas reads areas.csv: lists of postal codes, and the area that they are in. A code
// of five digits overrules three digits.
func (l *loader) loadAreas() {
	if !l.has("areas.csv") {
		return
	}
	a := &l.card.areas
	a.of = make([]uint8, 100*prefixes)
	a.places.country = l.card.country
	t := l.table("areas.csv", columns{required: []string{"postal_code", "area"}})
	var list []place
	for t.next() {
		t.required("postal_code")
		list = t.places("postal_code", list[:0], &a.places)
		name := t.required("area")
		if len(list) == 0 || name == "" {
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
			a.names = append(a.names, strings.Clone(name)) // else it would hold the file in memory
			id = len(a.names)
		}
		for _, p := range list {
			if twice := a.put(p, uint8(id)); twice != "" {
				t.fail(t.at("postal_code"), "%s stands twice", twice)
			}
		}
	}
	for prefix, area := range a.prefixes {
		if area == 0 {
			continue
		}
		for i, of := range a.of[100*prefix:][:100] {
			if of == 0 {
				a.of[100*prefix+i] = area
			}
		}
	}
	a.partly = !l.sound("areas.csv")
}

// put notes the area of a place. It stops at one that has an area, and returns it.
func (a *areas) put(p place, area uint8) (twice string) {
	for i := p.from; i <= p.to; i++ {
		var at *uint8
		switch {
		case p.codes:
			at, twice = &a.of[i], "%05d"
		case i < prefixes:
			at, twice = &a.prefixes[i], "%03d"
		default:
			for len(a.placed) < len(a.places.names) {
				a.placed = append(a.placed, 0)
			}
			at = &a.placed[i-prefixes]
		}
		if *at != 0 && twice == "" {
			return a.places.name(int(i))
		}
		if *at != 0 {
			return fmt.Sprintf(twice, i)
		}
		*at = area
	}
	return ""
}

// find returns the set of one area that an end is in, empty for none.
func (a *areas) find(e *end) uint64 {
	id := uint8(0)
	switch {
	case a.of == nil:
		return 0
	case e.five >= 0:
		id = a.of[e.five]
	case e.prefix >= 0:
		id = a.prefixes[e.prefix]
	}
	if id == 0 && a.placed != nil {
		var list shortlist
		a.places.find(e, &list)
		for _, i := range list.ids[:list.n] {
			if i >= prefixes && id == 0 {
				id = a.placed[i-prefixes]
			}
		}
	}
	if id == 0 {
		return 0
	}
	return 1 << (id - 1)
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

func isArea(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
