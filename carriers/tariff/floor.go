package tariff

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/shiprate/shiprate/carriers"
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
	quarters := uint64(w-1) / uint64(c.unit/4)
	shift := max(bits.Len64(quarters)-4, 0)
	return min(shift<<3+int(quarters>>shift), weightClasses-1)
}

// classFrom returns the weight over which a class begins.
func (c *Card) classFrom(class int) dimweight.Weight {
	shift := max(class>>3-1, 0)
	return dimweight.Weight(class-shift<<3) << shift * (c.unit / 4)
}

// A slope bounds what is charged for a parcel by its net base price.
type slope struct {
	fixed int64 // on top of the base price
	rate  int64 // of the base price, see percent
}

func (l slope) of(base int64) int64 { return base + share(base, l.rate) + l.fixed }

// A candidate is a service that goes to a band's lanes, and the least that it
// charges for a parcel.
type candidate struct {
	least   int32 // at most; of what costs more, just that
	service int32
	packs   bool // it has prices for packagings alone
}

// An order is the candidates of a band for a class of weight and a kind of
// address, the least first.
type order []candidate

// orderOf returns the candidates of a band.
func (c *Card) orderOf(b *band, class int, home bool) order {
	at := &b.orders[one(home)][class]
	if known := at.Load(); known != nil {
		return *known
	}
	list := order{}
	for i, zone := range b.zones {
		s := c.services[i]
		if zone == noZone || s.heaviest() <= c.classFrom(class) {
			continue
		}
		if least := c.floorsOf(s).least(int(zone), class, home); least != noFloor {
			list = append(list, candidate{int32(min(least, math.MaxInt32)), int32(i), s.sheet.breaks == nil})
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
	if s.sheet.fits&fitting != 0 {
		for i := range s.sheet.packs {
			if s.sheet.packs[i].fit&fitting != 0 {
				least = min(least, f.packs[i*len(f.slopes)+zone])
			}
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

// falls reports whether something may be taken off a price that the price list
// does not know of: then there is no floor.
func (c *Card) falls(rules *ruleset) bool {
	const net = 1 | 1<<discountCode
	return c.discounts || slices.ContainsFunc(rules.shares, func(r rule) bool {
		return r.charge.rate < 0 || c.codes.net && r.charge.of&net == 1<<discountCode
	})
}

// slope finds what all parcels to a kind of address are charged in a zone,
// whatever the day.
func (c *Card) slope(s *service, rules *ruleset, home bool) slope {
	sure := c.conditions.of[toBusiness]
	if home {
		sure = c.conditions.of[toResidence]
	}
	var waived uint64
	var starts []carriers.Date // of the days between which nothing changes
	for i := range s.periods {
		starts = append(starts, s.periods[i].from)
	}
	for r := range rules.all {
		waived |= r.charge.waives
		if r.needs&^sure == 0 {
			starts = append(starts, r.from, min(r.to, openEnd-1)+1)
		}
	}
	slices.Sort(starts)
	least := slope{math.MaxInt64, math.MaxInt64}
	for _, day := range slices.Compact(starts) {
		if s.on(day) == nil {
			continue
		}
		on := slopeOn(s, rules, func(r *rule) bool { return r.applies(sure, day) && waived>>r.charge.code&1 == 0 })
		least.fixed, least.rate = min(least.fixed, on.fixed), min(least.rate, on.rate)
	}
	return least
}

// slopeOn sums up the rules that count. One is taken off for each rounding.
func slopeOn(s *service, rules *ruleset, counts func(*rule) bool) (sum slope) {
	var by [maxCodes]slope
	by[0].rate = hundred // of the base price less what is taken off it
	for _, list := range append([][]rule{rules.always}, rules.when...) {
		for i := range list {
			if row := list[i].charge; row.kind == fixed && row.perInsured == 0 && counts(&list[i]) {
				by[row.code].fixed = max(by[row.code].fixed, row.amount)
			}
		}
	}
	for i := range rules.shares {
		row := rules.shares[i].charge
		if row.with != 0 || row.billableOver != 0 || row.billableTo != 0 || !counts(&rules.shares[i]) {
			continue
		}
		var of slope
		for set := row.of; set != 0; set &= set - 1 {
			code := bits.TrailingZeros64(set)
			of.fixed, of.rate = of.fixed+by[code].fixed, of.rate+by[code].rate
		}
		rate := s.leastRate(row)
		if part := (slope{share(of.fixed, rate) - 1, min(of.rate, maxRate) * rate / hundred}); part.rate > by[row.code].rate {
			by[row.code] = part
		}
	}
	for _, l := range by[1:] {
		sum.fixed, sum.rate = sum.fixed+l.fixed, sum.rate+l.rate
	}
	return slope{sum.fixed - 1, min(sum.rate, maxRate)}
}

// maxRate is the most that a slope's rate may be, so that it can be multiplied.
const maxRate = 10 * hundred

// leastRate returns the least percentage that a row ever is.
func (s *service) leastRate(row *surcharge) int64 {
	rate := row.rate
	if row.kind == weeklyShare && len(s.fuel) > 0 {
		rate = slices.MinFunc(s.fuel, func(a, b fuelRate) int { return cmp.Compare(a.rate, b.rate) }).rate
		rate -= share(rate, row.off)
	}
	return rate
}

// heaviest returns the heaviest parcel that a service ever takes.
func (s *service) heaviest() (w dimweight.Weight) {
	for i := range s.periods {
		w = max(w, s.periods[i].limits.weight)
	}
	return w
}
