package tariff

import (
	"cmp"
	"math/bits"
	"slices"

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
	thirdOver   // side
	sumOver     // of the three sides
	girthOver   // length plus girth
	volumeOver

	subjects = iota
)

// maxConditions is how many different conditions a card may have.
const maxConditions = 64

// conditions are those of a card's surcharges. They are sorted by what they look
// at, so that a parcel that is near no limit is soon done.
type conditions struct {
	list []condition

	of     [subjects]uint64  // those that look at a subject
	limits [subjects][]limit // those that have a limit
}

// A limit is of one condition. Those of one subject go up.
type limit struct {
	over int64
	bit  uint64
}

// sort sorts the conditions when the list is complete.
func (cs *conditions) sort() {
	for i := range cs.list {
		c := &cs.list[i]
		cs.of[c.about] |= 1 << i
		if c.about >= weightOver {
			cs.limits[c.about] = append(cs.limits[c.about], limit{c.limit, 1 << i})
		}
	}
	for _, list := range cs.limits {
		slices.SortFunc(list, func(a, b limit) int { return cmp.Compare(a.over, b.over) })
	}
}

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
	shipment               uint64 // the conditions that hold for the shipment
	nonstandard            bool
	weight                 dimweight.Weight
	longest, second, third dimweight.Length
	girth, sum             dimweight.Length // length plus girth; the three sides together
	volume                 dimweight.Volume
}

// holding returns the set of the conditions that hold for a parcel.
func (cs *conditions) holding(f *facts) uint64 {
	set := f.shipment
	if f.nonstandard {
		set |= cs.of[isNonstandard]
	} else {
		set |= cs.of[isStandard]
	}
	over := func(about subject, value int64) {
		for _, l := range cs.limits[about] {
			if value <= l.over {
				break
			}
			set |= l.bit
		}
	}
	over(weightOver, int64(f.weight))
	over(longestOver, int64(f.longest))
	over(secondOver, int64(f.second))
	over(thirdOver, int64(f.third))
	over(sumOver, int64(f.sum))
	over(girthOver, int64(f.girth))
	for _, l := range cs.limits[volumeOver] { // by the condition's own limit, which is no int64
		if f.volume.Over(cs.list[bits.TrailingZeros64(l.bit)].volume) {
			set |= l.bit
		}
	}
	return set
}

// given returns the set of the conditions that hold for a shipment, whatever the
// parcel.
func (cs *conditions) given(home bool, area, accessorials uint64, insured int64) (set uint64) {
	if home {
		set = cs.of[toResidence]
	} else {
		set = cs.of[toBusiness]
	}
	if area != 0 {
		set |= cs.which(inArea, func(c *condition) bool { return c.set&area != 0 })
	}
	if accessorials != 0 {
		set |= cs.which(asked, func(c *condition) bool { return c.set&accessorials != 0 })
	}
	if insured == 0 {
		return set | cs.of[insuredUpTo]
	}
	return set | cs.which(insuredFrom, func(c *condition) bool { return insured >= c.limit }) |
		cs.which(insuredUpTo, func(c *condition) bool { return insured <= c.limit })
}

// which returns the conditions about a subject that hold.
func (cs *conditions) which(about subject, holds func(*condition) bool) (set uint64) {
	for rest := cs.of[about]; rest != 0; rest &= rest - 1 {
		if i := bits.TrailingZeros64(rest); holds(&cs.list[i]) {
			set |= 1 << i
		}
	}
	return set
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
	over("third_over", thirdOver, int64(t.length("third_over")))
	over("sum_over", sumOver, int64(t.length("sum_over")))
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
	case carriers.IndirectSignature:
		return 8
	case carriers.Sunday:
		return 16
	}
	return 0
}
