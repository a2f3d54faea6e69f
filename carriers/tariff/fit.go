package tariff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// fits say which parcels a packaging or a size class takes: those that meet one
// of them. Without any, it takes all.
type fits struct {
	text string // as the card writes it
	any  []fit
}

// A fit is one limit, of the kind that it is.
type fit struct {
	kind   fitKind
	box    dimweight.Dims // inside, the longest side first
	most   dimweight.Length
	volume dimweight.Volume
}

// A fitKind says what a fit limits.
type fitKind uint8

const (
	inBox      fitKind = iota
	sumUpTo            // of the three sides
	endsUpTo           // of the longest and the shortest
	volumeUpTo         // of what the sides enclose
)

// take reports whether a parcel fits, turned any way; its sides stand longest first.
func (f *fits) take(sides dimweight.Dims) bool {
	for i := range f.any {
		if f.any[i].takes(&sides) {
			return true
		}
	}
	return f.any == nil
}

func (f *fit) takes(s *dimweight.Dims) bool {
	switch f.kind {
	case inBox:
		return s.Length <= f.box.Length && s.Width <= f.box.Width && s.Height <= f.box.Height
	case sumUpTo:
		return s.Length+s.Width+s.Height <= f.most
	case endsUpTo:
		return s.Length+s.Height <= f.most
	}
	return !s.Volume().Over(f.volume)
}

// readFits reads limits parted by "or": "11.25x8.75x6in or 14x12x3.5in",
// "250 in3", "sum 150 cm", "longest+shortest 50 cm".
func readFits(s string) (fits, error) {
	f := fits{text: s}
	for one := range strings.SplitSeq(s, " or ") {
		limit, err := readFit(strings.TrimSpace(one))
		if err != nil {
			return fits{}, err
		}
		f.any = append(f.any, limit)
	}
	return f, nil
}

func readFit(s string) (f fit, err error) {
	if sum, ok := strings.CutPrefix(s, "sum "); ok {
		f.kind = sumUpTo
		f.most, err = dimweight.ParseLength(sum)
		return f, err
	}
	if ends, ok := strings.CutPrefix(s, "longest+shortest "); ok {
		f.kind = endsUpTo
		f.most, err = dimweight.ParseLength(ends)
		return f, err
	}
	if strings.HasSuffix(s, "3") { // of in3 and cm3
		if f.volume, err = volume(s); err == nil {
			f.kind = volumeUpTo
			return f, nil
		}
	}
	d, err := dimweight.ParseDims(s)
	if err != nil {
		return f, fmt.Errorf("%q: not a box such as 41x38x64cm, a volume such as 250 in3, nor sum 150 cm or longest+shortest 50 cm", s)
	}
	f.box = d.Sorted()
	return f, nil
}

// listOf returns the list that the row in hand is of, which it begins if need be.
func (t *table) listOf(s *sheet) *list {
	packaging := t.cell(packagingColumn)
	limits := read(t, fitsColumn, readFits)
	if packaging == "" {
		if limits.any != nil {
			t.fail(t.at(fitsColumn), "fits is only for a packaging")
		}
		return &s.list
	}
	for i := range s.packs {
		known := &s.packs[i]
		if known.packaging != packaging {
			continue
		}
		if i+1 < len(s.packs) {
			t.fail(t.at(packagingColumn), "the rows of %s do not stand together", packaging)
		}
		if t.cell(fitsColumn) != known.fits.text {
			t.fail(t.at(fitsColumn), "%q: in the row above %s has %q", t.cell(fitsColumn), packaging, known.fits.text)
		}
		return known
	}
	limits.text = t.cell(fitsColumn) // also when it could not be read: once is enough
	pack := list{packaging: packaging, fits: limits, zones: s.zones, base: baseRate}
	pack.base.name += ", " + packaging
	s.packs = append(s.packs, pack)
	return &s.packs[len(s.packs)-1]
}

// cheapestList prices the parcel in hand by the ordinary list at the weight w,
// and by its actual weight in each packaging that it fits, and keeps the
// cheapest; of equal ones the first. It returns false when none has a price.
func (r *rater) cheapestList(at *serviceAt, w dimweight.Weight) (price int64, ok bool) {
	p, s, step := &r.parcel, &at.service.sheet, at.terms.rule.Step
	if s.breaks != nil {
		p.billable, price, ok = s.price(w, step, r.card.unit, at.zone)
	}
	lowest := int64(0) // after the discount
	if ok {
		lowest = price - r.cut(at, p.list, p.billable, price).off
	}
	fitting := r.fit(p.measured)
	if fitting&s.fits == 0 {
		return price, ok
	}
	for i, fit := range s.packFits {
		if fitting&fit == 0 {
			continue
		}
		pack := &s.packs[i]
		billed, packPrice, packOK := r.priceAs(pack, at)
		net := int64(0)
		if packOK {
			net = packPrice - r.cut(at, pack, billed, packPrice).off
		}
		if better := packOK && (!ok || net < lowest); better || !ok {
			p.list, p.billable, price, lowest = pack, billed, packPrice, net
			ok = ok || packOK
		}
	}
	return price, ok
}

// fit holds a parcel against the fits of the card. Services mostly have the same
// packagings, so it is done once for all.
func (r *rater) fit(m *measured) (fitting uint64) {
	if !m.fitted {
		m.fitted, m.fitting = true, r.card.fits.taking(m.parcel.Dims.Sorted())
	}
	return m.fitting
}

// cardFits are the different fits of the packagings of a card, each a bit of a set.
type cardFits struct {
	always  uint64      // those without a limit
	boxes   []boxBit    // the longest first
	volumes []volumeBit // the largest first
	others  []fitBit
}

// A boxBit is one box of a fit; several may have the same bit.
type boxBit struct {
	box dimweight.Dims // the longest side first
	bit uint64
}

// A volumeBit is a volume that a fit takes at most.
type volumeBit struct {
	volume dimweight.Volume
	bit    uint64
}

// A fitBit is another limit of a fit.
type fitBit struct {
	fit
	bit uint64
}

// taking returns the set of the fits that take a parcel; its sides stand longest
// first.
func (c *cardFits) taking(sides dimweight.Dims) uint64 {
	set := c.always
	for i := range c.boxes {
		b := &c.boxes[i]
		if sides.Length > b.box.Length {
			break
		}
		if sides.Width <= b.box.Width && sides.Height <= b.box.Height {
			set |= b.bit
		}
	}
	if len(c.volumes) > 0 {
		volume := sides.Volume()
		for i := 0; i < len(c.volumes) && !volume.Over(c.volumes[i].volume); i++ {
			set |= c.volumes[i].bit
		}
	}
	for i := range c.others {
		if c.others[i].takes(&sides) {
			set |= c.others[i].bit
		}
	}
	return set
}

// maxFits is how many different fits a card may have, so that they make a set.
const maxFits = 64

func (c *cardFits) add(f *fits, bit uint64) {
	if f.any == nil {
		c.always |= bit
	}
	for _, one := range f.any {
		switch one.kind {
		case inBox:
			c.boxes = append(c.boxes, boxBit{one.box, bit})
		case volumeUpTo:
			c.volumes = append(c.volumes, volumeBit{one.volume, bit})
		default:
			c.others = append(c.others, fitBit{one, bit})
		}
	}
}

// sort sorts the limits, so that a parcel is held against none after one that it is
// over.
func (c *cardFits) sort() {
	slices.SortStableFunc(c.boxes, func(a, b boxBit) int { return cmp.Compare(b.box.Length, a.box.Length) })
	slices.SortStableFunc(c.volumes, func(a, b volumeBit) int {
		if a.volume == b.volume {
			return 0
		}
		return one(b.volume.Over(a.volume))*2 - 1
	})
}

// shareFits lists the different fits of the packagings.
func (l *loader) shareFits() {
	c := l.card
	known := map[string]int{}
	for _, s := range c.services {
		for i := range s.sheet.packs {
			f := &s.sheet.packs[i].fits
			if _, again := known[f.text]; !again {
				known[f.text] = len(known)
				c.fits.add(f, 1<<known[f.text])
			}
			fit := uint64(1) << known[f.text]
			s.sheet.packFits = append(s.sheet.packFits, fit)
			s.sheet.fits |= fit
		}
		if s.sheet.breaks == nil {
			s.packed = s.sheet.fits
		}
	}
	c.fits.sort()
	if n := len(known); n > maxFits {
		l.fail("services.csv", "%d different fits of packagings are over the %d limit", n, maxFits)
	}
}

// priceAs prices the parcel in hand by the list of a packaging, by its actual
// weight. A list of one row does not ask for the weight, and bills it as it is.
func (r *rater) priceAs(pack *list, at *serviceAt) (billed dimweight.Weight, price int64, ok bool) {
	actual := r.parcel.facts.weight
	billed, price, ok = pack.price(actual, at.terms.rule.Step, r.card.unit, at.zone)
	if len(pack.breaks) == 1 && len(pack.bands) == 0 {
		billed = actual
	}
	return billed, price, ok
}

// refuseList says why no list has a price for the parcel in hand, whose list is
// the last that took it.
func (r *rater) refuseList(at *serviceAt) bool {
	if r.mute {
		return false
	}
	p, s, unit := &r.parcel, &at.service.sheet, r.card.unit
	of := ""
	if p.list.packaging != "" {
		of = " for " + p.list.packaging
	}
	if len(p.list.breaks) == 0 { // no list took it
		last := &s.packs[len(s.packs)-1]
		return r.refuseAlike(carriers.TooBig, refusal{kind: noFit, fits: last.fits.text}, func() string {
			return p.parcel.Dims.Sorted().In(sideUnit(unit)) + " does not fit " + last.packaging + ", " + last.fits.text
		})
	}
	if last := p.list.last(); p.billable > last {
		return r.refusef(carriers.NoPrice, "a billable weight of %s is over the %s that the card prices%s", p.billable.In(unit), last.In(unit), of)
	}
	return r.refusef(carriers.NoPrice, "the card has no price for %s in zone %s%s", p.billable.In(unit), s.labels[at.zone], of)
}

// sideUnit is the unit of lengths on a card.
func sideUnit(unit dimweight.Weight) dimweight.Length {
	if unit == dimweight.Kilogram {
		return dimweight.Centimetre
	}
	return dimweight.Inch
}
