package tariff

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/shiprate/shiprate/dimweight"
)

// Bids pass over most services without pricing them: each has a floor, which no
// parcel in a zone costs less than. It counts the base price by class of weight,
// and what every parcel to such an address is charged on every day of the card.
// Floors are found at the first bid.

// weightClasses is how many classes of weight there are: steps of a quarter of
// the card's unit to four units, and then of an eighth of the weight or less, to
// 256 units. What is heavier is in the last one.
const weightClasses = 64

// classOf returns the class of a weight, which is over nothing.
func (c *Card) classOf(w dimweight.Weight) int {
	quarters := uint64(w-1) / uint64(dimweight.Pound/4)
	if c.unit == dimweight.Kilogram { // to divide by a constant is faster
		quarters = uint64(w-1) / uint64(dimweight.Kilogram/4)
	}
	shift := max(bits.Len64(quarters)-4, 0)
	return min(shift<<3+int(quarters>>shift), weightClasses-1)
}

// classFrom returns the weight over which a class begins.
func (c *Card) classFrom(class int) dimweight.Weight {
	shift := max(class>>3-1, 0)
	return dimweight.Weight(class-shift<<3) << shift * (c.unit / 4)
}

// A candidate is a service that goes to a band's lanes, and the least that it
// charges for a parcel.
type candidate struct {
	least   int32 // at most; of what costs more, just that
	service int32
	packed  uint64 // as of the service
}

// An order is the candidates of a band for a class of weight and a kind of
// shipment, the least first.
type order []candidate

// A bound is where a shipment goes and what it is: what a service is for at any time
// or at none.
type bound struct{ home, told bool } // to a residence; what its contents are is said

// place returns the place of a bound among so many.
func (b bound) place() int { return one(b.home) | one(b.told)<<1 }

// takes reports whether a period of a service may be for what is bound so.
func (p *period) takes(b bound) bool {
	return (p.scope == either || (p.scope == yes) == b.home) && (p.contents == "" || b.told)
}

// orderOf returns the candidates of a band.
func (c *Card) orderOf(b *band, class int, to bound) order {
	at := &b.orders[to.place()][class]
	if known := at.Load(); known != nil {
		return *known
	}
	list := order{}
	for i, zone := range b.zones {
		s := c.services[i]
		if zone == noZone || s.heaviest(to) <= c.classFrom(class) {
			continue
		}
		if least := c.floorsOf(s).least(int(zone), class, to.home); least != noFloor {
			list = append(list, candidate{int32(min(least, math.MaxInt32)), int32(i), s.packed})
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(a.least, b.least) })
	at.Store(&list) // others may have found the same
	return list
}

// floors are those of a service.
type floors struct {
	base   []int32    // the net base price from a class of weight on, class by class, by zone
	packs  []int32    // the net price of each packaging, by zone
	slopes [][2]slope // by zone, to a business and to a residence
}

// noFloor stands where a service has no price for a class or anything heavier.
const noFloor = math.MaxInt64

// noBase is noFloor among base prices. One that is as high stands as one less.
const noBase = math.MaxInt32

// floorOf returns a price as a floor.
func floorOf(price int64) int32 {
	if price == noFloor {
		return noBase
	}
	return int32(min(price, noBase-1))
}

// least returns the least that a parcel of a class of weight or heavier costs, or
// noFloor.
func (f *floors) least(zone, class int, home bool) int64 {
	base := f.base[class*len(f.slopes)+zone]
	if base == noBase {
		return noFloor
	}
	return f.slopes[zone][one(home)].of(int64(base))
}

// leastPack returns the least net price of the packagings that take a parcel, or
// noBase.
func (f *floors) leastPack(s *service, zone int, fitting uint64) int32 {
	least := int32(noBase)
	for i, fit := range s.sheet.packFits {
		if fit&fitting != 0 {
			least = min(least, f.packs[i*len(f.slopes)+zone])
		}
	}
	return least
}

// floorsOf returns the floors of a service.
func (c *Card) floorsOf(s *service) *floors {
	if known := s.floors.Load(); known != nil {
		return known
	}
	n := len(s.zones)
	f := &floors{base: make([]int32, weightClasses*n), packs: make([]int32, len(s.sheet.packs)*n), slopes: make([][2]slope, n)}
	for zone := range s.zones {
		rules := s.zones[zone].charges
		if c.falls(rules) {
			continue // zero is under everything
		}
		if zone > 0 && rules == s.zones[zone-1].charges {
			f.slopes[zone] = f.slopes[zone-1]
		} else {
			f.slopes[zone] = [2]slope{c.slope(s, rules, false), c.slope(s, rules, true)}
		}
		all := noFloors
		if s.sheet.breaks != nil {
			all.lower(c, &s.sheet.list, zone)
		}
		for i := range s.sheet.packs {
			pack := noFloors
			pack.lower(c, &s.sheet.packs[i], zone)
			f.packs[i*n+zone] = floorOf(pack[0])
			for class, price := range pack {
				all[class] = min(all[class], price)
			}
		}
		for class, price := range all {
			f.base[class*n+zone] = floorOf(price)
		}
	}
	s.floors.Store(f) // others may have found the same
	return f
}

// leasts are the least price of each class of weight and what is heavier.
type leasts [weightClasses]int64

// noFloors are those of no list.
var noFloors = func() (l leasts) {
	for i := range l {
		l[i] = noFloor
	}
	return l
}()

// lower takes the prices of a list in a zone, less what offers take off them.
func (f *leasts) lower(c *Card, l *list, zone int) {
	at := func(w dimweight.Weight, price int64) {
		off := int64(0)
		for i := range l.offers {
			off = max(off, l.offers[i].at(l, w, zone, price).off)
		}
		class := c.classOf(w)
		f[class] = min(f[class], price-off)
	}
	for row, up := range l.breaks {
		if price := l.prices[row*l.zones+zone]; price != notOffered {
			at(up, price)
		}
	}
	if len(l.bands) > 0 {
		for _, over := range c.beyond(l) {
			if _, price, ok := l.price(over+1, 1, c.unit, zone); ok {
				at(over+1, price)
			}
		}
	}
	for class := weightClasses - 2; class >= 0; class-- {
		f[class] = min(f[class], f[class+1])
	}
}

// beyond returns the weights over which the prices per unit of a list rise until
// the next one, or until the class of the weight ends.
func (c *Card) beyond(l *list) []dimweight.Weight {
	last := l.breaks[len(l.breaks)-1]
	over := []dimweight.Weight{last}
	add := func(w dimweight.Weight) {
		if w > last && w < endlessWeight {
			over = append(over, w)
		}
	}
	for class := range weightClasses {
		add(c.classFrom(class))
	}
	for i := range l.bands {
		add(l.bands[i].upTo)
	}
	for i := range l.offers {
		for _, b := range l.offers[i].beyond {
			add(b.upTo)
		}
	}
	return over
}

// heaviest returns the heaviest parcel that a service ever takes of what is bound so.
func (s *service) heaviest(to bound) (w dimweight.Weight) {
	for i := range s.periods {
		if p := &s.periods[i]; p.takes(to) {
			w = max(w, p.limits.weight)
		}
	}
	return w
}
