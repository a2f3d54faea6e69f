package tariff

import (
	"fmt"
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
	fitting := r.fit(p.measured, &p.dims)
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
			return p.dims.Sorted().In(sideUnit(unit)) + " does not fit " + last.packaging + ", " + last.fits.text
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
