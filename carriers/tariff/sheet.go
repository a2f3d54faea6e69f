package tariff

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"

	"github.com/shiprate/shiprate/dimweight"
)

// A sheet is a service's prices: its ordinary list, and those for parcels that
// fit a packaging or a size.
type sheet struct {
	labels []string // of the zones
	list            // the ordinary one; without breaks there is none
	packs  []list

	packFits []uint64 // the fits of each, bits of those of the card
	fits     uint64   // those of all packs
}

// A list is prices by weight: a row per weight break, a column per zone.
type list struct {
	zones  int
	id     int32              // zero for the ordinary list, then those of packagings
	even   dimweight.Weight   // the distance of the breaks, from zero on; zero when they have several
	breaks []dimweight.Weight // ascending, each the last weight of its row
	prices []int64            // row by row; notOffered where there is none
	bands  []unitBand         // for weights over the last break, ascending
	offers []offer            // what is taken off the prices

	base      surcharge // what its price is called among the charges
	packaging string    // as the carrier writes it; empty for the ordinary list
	fits      fits
}

// notOffered is the price of a cell that the card fills with a hyphen.
const notOffered = -1

// A unitBand is prices for each unit of the whole weight.
type unitBand struct {
	upTo dimweight.Weight // the last one; endless for no end
	by   []perUnit        // zone
}

// endlessWeight is the end of a band that has none.
const endlessWeight dimweight.Weight = 1<<63 - 1

// A perUnit is a price for each unit of weight: minor/per.
type perUnit struct {
	minor int64 // notOffered where there is none
	per   int64
}

const (
	weightColumn    = "weight_up_to"
	packagingColumn = "packaging"
	fitsColumn      = "fits"
	maxZones        = 64 // so that zones make a set of bits
)

// loadSheet reads a service's rates-<service>.csv. It reports whether the zones
// are known: the other files speak of them.
func (l *loader) loadSheet(s *service) bool {
	t := l.table("rates-"+s.id+".csv", columns{required: []string{weightColumn}, open: true})
	if t == nil {
		return false
	}
	zones := make([]int, 0, len(t.header)) // their columns
	s.zones = make([]zone, 0, len(t.header))
	for i, label := range t.header {
		if label == weightColumn || label == packagingColumn || label == fitsColumn || label == "" {
			continue
		}
		if label == "-" || strings.ContainsAny(label, " \t") {
			t.fail(i, "%q: a zone is a label without spaces, and not -", label)
		}
		zones = append(zones, i)
		s.sheet.labels = append(s.sheet.labels, label)
		s.zones = append(s.zones, zone{label: label})
	}
	if n := len(s.sheet.labels); n == 0 || n > maxZones {
		t.fail(-1, "%d zones: a service has from 1 to %d", n, maxZones)
		return false
	}
	known := l.sound(t.file)
	s.sheet.zones, s.sheet.base = len(s.sheet.labels), baseRate
	if n := t.csv.left(); t.at(packagingColumn) < 0 {
		s.sheet.breaks, s.sheet.prices = make([]dimweight.Weight, 0, n), make([]int64, 0, n*len(zones))
	}
	for t.next() {
		into := t.listOf(&s.sheet)
		switch {
		case len(into.bands) > 0 && into.last() == endlessWeight:
			t.fail(-1, "a row follows the last one, per %s", unitName(l.card.unit))
		case strings.HasPrefix(t.cell(weightColumn), "per "):
			t.unitRow(into, zones, l.card)
		default:
			t.breakRow(into, zones, l.card)
		}
	}
	s.sheet.even = s.sheet.evenly()
	for i := range s.sheet.packs {
		if pack := &s.sheet.packs[i]; len(pack.breaks) == 0 && l.sound(t.file) {
			t.fail(-1, "no prices up to a weight of %s", pack.packaging)
		}
	}
	if len(s.sheet.breaks) == 0 && (s.sheet.packs == nil || len(s.sheet.bands) > 0) && l.sound(t.file) {
		t.fail(-1, "no prices")
	}
	return known
}

func (t *table) breakRow(l *list, zones []int, card *Card) {
	t.required(weightColumn)
	up := t.weight(weightColumn)
	if n := len(l.breaks); n > 0 && up > 0 && up <= l.last() {
		t.fail(t.at(weightColumn), "%v does not follow %v: weights go up, each once", up.In(card.unit), l.last().In(card.unit))
	}
	if len(l.bands) > 0 {
		t.fail(t.at(weightColumn), "%v follows a price per %s, which stand last", up.In(card.unit), unitName(card.unit))
	}
	l.breaks = append(l.breaks, up)
	for _, column := range zones {
		price := t.offered(column, func(cell string) (int64, error) { return parsePrice(cell, card.digits) })
		l.prices = append(l.prices, price)
	}
}

// unitRow reads "per lb", or "per lb to 299 lb" of several bands.
func (t *table) unitRow(l *list, zones []int, card *Card) {
	band := unitBand{upTo: endlessWeight}
	cell := t.cell(weightColumn)
	per, end, ends := strings.Cut(cell, " to ")
	if want := "per " + unitName(card.unit); per != want {
		t.fail(t.at(weightColumn), "%q: the card's unit makes it %q, or %q and a weight", cell, want, want+" to")
	} else if ends {
		var err error
		if band.upTo, err = dimweight.ParseWeight(end); err != nil {
			t.fail(t.at(weightColumn), "%v", err)
		} else if len(l.breaks) > 0 && band.upTo <= l.last() {
			t.fail(t.at(weightColumn), "%v does not follow %v: weights go up, each once", band.upTo.In(card.unit), l.last().In(card.unit))
		}
	}
	for _, column := range zones {
		p := perUnit{per: 1}
		p.minor = t.offered(column, func(cell string) (int64, error) {
			price, per, fraction := strings.Cut(cell, "/")
			if fraction {
				n, err := positive(per)
				if err != nil || n > 1_000_000 {
					return 0, fmt.Errorf("%q: not a price or a fraction of one, such as 121.21/150", cell)
				}
				p.per = n
			}
			return parsePrice(price, card.digits)
		})
		band.by = append(band.by, p)
	}
	l.bands = append(l.bands, band)
}

// offered reads a price, or the hyphen that stands where a service is not
// offered. A blank cell is a mistake: it could mean either, or nothing.
func (t *table) offered(column int, parse func(string) (int64, error)) int64 {
	cell := t.cellAt(column)
	switch cell {
	case "-":
		return notOffered
	case "":
		t.fail(column, "no price: write - where the service is not offered")
		return 0
	}
	price, err := parse(cell)
	if err == nil && price == 0 {
		err = errors.New("a price of 0: write - where the service is not offered")
	}
	if err != nil {
		t.fail(column, "%v", err)
		return 0
	}
	return price
}

// evenly returns the distance of the breaks if it is the same for all, from
// nothing to the first and on; else zero.
func (l *list) evenly() dimweight.Weight {
	for i, up := range l.breaks {
		if up != l.breaks[0]*dimweight.Weight(i+1) {
			return 0
		}
	}
	if len(l.breaks) == 0 {
		return 0
	}
	return l.breaks[0]
}

// row returns the row of the first break that is at least w; one after the last
// when none is.
func (l *list) row(w dimweight.Weight) int {
	lo, hi := 0, len(l.breaks)
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); l.breaks[mid] < w {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// price returns what the list asks for a weight in a zone, and the weight that
// it is billed as: rounded up to the step, or without one to the row. It returns
// false where the list has no price.
func (l *list) price(w, step, unit dimweight.Weight, zone int) (billed dimweight.Weight, price int64, ok bool) {
	row := 0
	if l.even == step && step > 0 { // the number of steps is the row
		row = int((w + step - 1) / step)
		w = dimweight.Weight(row) * step
		row = min(row-1, len(l.breaks))
	} else {
		w = w.RoundUp(step)
		row = l.row(w)
	}
	if row < len(l.breaks) {
		if step == 0 {
			w = l.breaks[row]
		}
		price = l.prices[row*l.zones+zone]
		return w, price, price != notOffered
	}
	if step == 0 {
		w = w.RoundUp(unit)
	}
	for i := range l.bands {
		if band := &l.bands[i]; w <= band.upTo {
			price, ok = band.by[zone].of(w, unit)
			break
		}
	}
	return w, price, ok
}

// of returns the price of a weight, rounded half up, and false where there is none.
func (p perUnit) of(w, unit dimweight.Weight) (int64, bool) {
	if p.minor == notOffered {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(p.minor), uint64(w))
	per := uint64(unit) * uint64(p.per)
	if hi >= per {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, per)
	if r >= per-r {
		q++
	}
	return int64(q), true
}

// last returns the heaviest weight that the list prices, or endlessWeight.
func (l *list) last() dimweight.Weight {
	if n := len(l.bands); n > 0 {
		return l.bands[n-1].upTo
	}
	return l.breaks[len(l.breaks)-1]
}

func unitName(unit dimweight.Weight) string {
	if unit == dimweight.Kilogram {
		return "kg"
	}
	return "lb"
}
