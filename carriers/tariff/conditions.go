package tariff

import (
	"math/bits"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A condition is one thing that a surcharge needs of a parcel. The rows of a
// card share few different ones, so each is a bit of a set: a parcel is held
// against every condition once, and then against a row by one comparison.
type condition struct {
	about  subject
	limit  int64
	set    uint64
	volume dimweight.Volume
}

// A subject is what a condition looks at.
type subject uint8

const (
	isStandard subject = iota
	toResidence
	toBusiness
	insuredUpTo // at most the limit
	inArea      // of the set
	asked       // an accessorial of the set
	insuredFrom // at least the limit
	isNonstandard
	weightOver  // the limit, as all that follow
	longestOver // side
	secondOver  // side
	girthOver   // length plus girth
	volumeOver
)

// maxConditions is how many different conditions a card may have.
const maxConditions = 64

// conditions are those of a card's surcharges.
type conditions struct{ list []condition }

// bit returns the set of one condition, adding it to the card's. One too many
// is the empty set; loadSurcharges reports it.
func (cs *conditions) bit(c condition) uint64 {
	for i := range cs.list {
		if cs.list[i] == c {
			return 1 << i
		}
	}
	cs.list = append(cs.list, c)
	if len(cs.list) > maxConditions {
		return 0
	}
	return 1 << (len(cs.list) - 1)
}

// rarest returns the condition of a set that the fewest parcels meet: subjects
// stand from the common to the rare.
func (cs *conditions) rarest(set uint64) int {
	found := bits.TrailingZeros64(set)
	for ; set != 0; set &= set - 1 {
		if i := bits.TrailingZeros64(set); i < len(cs.list) && cs.list[i].about > cs.list[found].about {
			found = i
		}
	}
	return found
}

// facts are what the conditions look at: a parcel as it is measured, where it
// goes and what is asked for.
type facts struct {
	home, nonstandard      bool
	area, asked            uint64 // sets
	weight                 dimweight.Weight
	longest, second, third dimweight.Length
	girth, sum             dimweight.Length // length plus girth; the three sides together
	volume                 dimweight.Volume
	insured                int64 // minor units
}

// holding returns the set of the conditions that hold.
func (cs *conditions) holding(f *facts) uint64 {
	var set uint64
	for i := range cs.list {
		if cs.list[i].holds(f) {
			set |= 1 << i
		}
	}
	return set
}

func (c *condition) holds(f *facts) bool {
	switch c.about {
	case toResidence:
		return f.home
	case toBusiness:
		return !f.home
	case isNonstandard:
		return f.nonstandard
	case isStandard:
		return !f.nonstandard
	case inArea:
		return c.set&f.area != 0
	case asked:
		return c.set&f.asked != 0
	case weightOver:
		return int64(f.weight) > c.limit
	case longestOver:
		return int64(f.longest) > c.limit
	case secondOver:
		return int64(f.second) > c.limit
	case girthOver:
		return int64(f.girth) > c.limit
	case volumeOver:
		return f.volume.Over(c.volume)
	case insuredFrom:
		return f.insured >= c.limit
	case insuredUpTo:
		return f.insured <= c.limit
	}
	return false
}

// conditions reads the columns of a row that look at the parcel, and returns
// the set of them.
func (t *table) conditions(card *Card) (needs uint64) {
	need := func(c condition) { needs |= card.conditions.bit(c) }
	over := func(column string, about subject, limit int64) {
		if t.cell(column) != "" {
			need(condition{about: about, limit: limit})
		}
	}
	either := func(column string, ifYes, ifNo subject) {
		switch t.yes(column) {
		case yes:
			need(condition{about: ifYes})
		case no:
			need(condition{about: ifNo})
		}
	}
	either("residential", toResidence, toBusiness)
	either("nonstandard", isNonstandard, isStandard)
	over("weight_over", weightOver, int64(t.weight("weight_over")))
	over("longest_over", longestOver, int64(t.length("longest_over")))
	over("second_over", secondOver, int64(t.length("second_over")))
	over("length_girth_over", girthOver, int64(t.length("length_girth_over")))
	if t.cell("volume_over") != "" {
		need(condition{about: volumeOver, volume: read(t, "volume_over", volume)})
	}
	if areas := read(t, "area", card.areas.set); areas != 0 {
		need(condition{about: inArea, set: areas})
	}
	if set := read(t, "accessorial", accessorial); set != 0 {
		need(condition{about: asked, set: set})
	}
	from, upTo := t.price("insured_over", card.digits), t.price("insured_up_to", card.digits)
	over("insured_over", insuredFrom, from+1)
	over("insured_up_to", insuredUpTo, upTo)
	something := t.cell("insured_over")+t.cell("per_insured") != "" || t.cell("code") == string(carriers.Insurance)
	if something {
		need(condition{about: insuredFrom, limit: 1})
	}
	if something && t.cell("insured_up_to") != "" && upTo <= from {
		t.fail(t.at("insured_up_to"), "insured_up_to: is not over insured_over")
	}
	return needs
}

// accessorialSet returns a bit for each accessorial of a list.
func accessorialSet(list []carriers.Accessorial) (set uint64) {
	for _, a := range list {
		set |= accessorialBit(a)
	}
	return set
}

func accessorialBit(a carriers.Accessorial) uint64 {
	switch a {
	case carriers.Signature:
		return 1
	case carriers.AdultSignature:
		return 2
	case carriers.Saturday:
		return 4
	}
	return 0
}
