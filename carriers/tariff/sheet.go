package tariff

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"

	"github.com/shiprate/shiprate/dimweight"
)

// A sheet is a service's prices: a row per weight break, a column per zone.
type sheet struct {
	labels []string           // of the zones
	breaks []dimweight.Weight // ascending, each the last weight of its row
	prices []int64            // row by row; notOffered where there is none
	beyond []perUnit          // by zone, for weights over the last break; none if nil
	offers []offer            // what is taken off them
}

// notOffered is the price of a cell that the card fills with a hyphen.
const notOffered = -1

// A perUnit is a price for each unit of the whole weight: minor/per a unit.
type perUnit struct {
	minor int64 // notOffered where there is none
	per   int64
}

const (
	weightColumn = "weight_up_to"
	maxZones     = 64 // so that zones make a set of bits
)

// loadSheet reads a service's rates-<service>.csv. It reports whether the zones
// are known: the other files speak of them.
func (l *loader) loadSheet(s *service) bool {
	t := l.table("rates-"+s.id+".csv", columns{required: []string{weightColumn}, open: true})
	if t == nil {
		return false
	}
	for i, label := range t.header {
		if i == t.at(weightColumn) || label == "" {
			continue
		}
		if label == "-" || strings.ContainsAny(label, " \t") {
			t.fail(i, "%q: a zone is a label without spaces, and not -", label)
		}
		s.sheet.labels = append(s.sheet.labels, label)
		s.zones = append(s.zones, zone{label: label})
	}
	if n := len(s.sheet.labels); n == 0 || n > maxZones {
		t.fail(-1, "%d zones: a service has from 1 to %d", n, maxZones)
		return false
	}
	known := l.sound(t.file)
	for t.next() {
		switch {
		case s.sheet.beyond != nil:
			t.fail(-1, "a row follows the last one, per %s", unitName(l.card.unit))
		case strings.HasPrefix(t.cell(weightColumn), "per "):
			t.perUnitRow(&s.sheet, l.card)
		default:
			t.breakRow(&s.sheet, l.card)
		}
	}
	if len(s.sheet.breaks) == 0 && l.sound(t.file) {
		t.fail(-1, "no prices")
	}
	return known
}

func (t *table) breakRow(s *sheet, card *Card) {
	t.required(weightColumn)
	up := t.weight(weightColumn)
	if n := len(s.breaks); n > 0 && up > 0 && up <= s.breaks[n-1] {
		t.fail(t.at(weightColumn), "%v does not follow %v: weights go up, each once", up.In(card.unit), s.breaks[n-1].In(card.unit))
	}
	s.breaks = append(s.breaks, up)
	for _, label := range s.labels {
		price := t.offered(label, func(cell string) (int64, error) { return parsePrice(cell, card.digits) })
		s.prices = append(s.prices, price)
	}
}

func (t *table) perUnitRow(s *sheet, card *Card) {
	if got, want := t.cell(weightColumn), "per "+unitName(card.unit); got != want {
		t.fail(t.at(weightColumn), "%q: the card's unit makes it %q", got, want)
	}
	s.beyond = []perUnit{}
	for _, label := range s.labels {
		p := perUnit{per: 1}
		p.minor = t.offered(label, func(cell string) (int64, error) {
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
		s.beyond = append(s.beyond, p)
	}
}

// offered reads a price, or the hyphen that stands where a service is not
// offered. A blank cell is a mistake: it could mean either, or nothing.
func (t *table) offered(label string, parse func(string) (int64, error)) int64 {
	if t.cell(label) == "" {
		t.fail(t.at(label), "no price: write - where the service is not offered")
	}
	return read(t, label, func(cell string) (int64, error) {
		if cell == "-" {
			return notOffered, nil
		}
		price, err := parse(cell)
		if err == nil && price == 0 {
			err = errors.New("a price of 0: write - where the service is not offered")
		}
		return price, err
	})
}

// row returns the row of the first break that is at least w; one after the last
// when none is.
func (s *sheet) row(w dimweight.Weight) int {
	lo, hi := 0, len(s.breaks)
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); s.breaks[mid] < w {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// listed returns the price of a row in a zone, and false where there is none.
func (s *sheet) listed(row, zone int) (int64, bool) {
	if row >= len(s.breaks) {
		return 0, false
	}
	price := s.prices[row*len(s.labels)+zone]
	return price, price != notOffered
}

// perWeight returns the price of a weight over the last break in a zone, and
// false where the card has none.
func (s *sheet) perWeight(w dimweight.Weight, zone int, unit dimweight.Weight) (int64, bool) {
	if s.beyond == nil || s.beyond[zone].minor == notOffered {
		return 0, false
	}
	p := s.beyond[zone]
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

// last returns the heaviest weight that the sheet prices; zero means no end.
func (s *sheet) last() dimweight.Weight {
	if s.beyond != nil {
		return 0
	}
	return s.breaks[len(s.breaks)-1]
}

func unitName(unit dimweight.Weight) string {
	if unit == dimweight.Kilogram {
		return "kg"
	}
	return "lb"
}
