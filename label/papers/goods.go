package papers

import (
	"fmt"
	"strconv"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
)

// goods are the items of a shipment as customs read them.
type goods struct {
	parcels  []load
	currency carriers.Currency
	total    carriers.Money // of all items, without freight
	net      int64          // grams, the sum of the lines
	gross    int64          // grams, the sum of the parcels
	numbers  []tracking.Match
}

// A load is what one parcel holds.
type load struct {
	path   string
	lines  []goodsLine
	total  carriers.Money
	net    int64 // grams, the sum of the lines
	gross  int64 // grams, rounded up
	weight dimweight.Weight
	number tracking.Match // the zero Match without numbers
}

// A goodsLine is one item.
type goodsLine struct {
	path string
	*carriers.Item
	grams int64 // of all pieces, to the nearest gram, at least one
}

// goods checks all that customs papers need of a shipment that Validate finds
// right, and adds it up.
func (p *problems) goods(s *carriers.Shipment, numbers []string) *goods {
	if s.Customs.Reason == "" {
		p.add("customs.reason", "must be set for customs papers: use one of %v", carriers.Reasons())
	}
	g := &goods{parcels: make([]load, len(s.Parcels)), numbers: p.numbers(len(s.Parcels), numbers)}
	first := "" // the path of the value that sets the currency
	for i := range s.Parcels {
		parcel := &s.Parcels[i]
		l := &g.parcels[i]
		*l = load{path: fmt.Sprintf("parcels[%d]", i), weight: parcel.Weight, gross: wholeGrams(parcel.Weight)}
		if g.numbers != nil {
			l.number = g.numbers[i]
		}
		if len(parcel.Items) == 0 {
			p.add(l.path+".items", "must have at least one for customs papers")
		}
		for j := range parcel.Items {
			line := goodsLine{fmt.Sprintf("%s.items[%d]", l.path, j), &parcel.Items[j], nearestGram(parcel.Items[j].Net())}
			p.declared(&line)
			if first == "" && line.Value != (carriers.Money{}) {
				first, g.currency = line.path+".value", line.Value.Currency
			}
			if line.Value != (carriers.Money{}) && line.Value.Currency != g.currency {
				p.add(line.path+".value", "%v is in another currency than the %s of %s", line.Value, g.currency, first)
			}
			l.lines = append(l.lines, line)
			l.net += line.grams
			l.total.Minor += line.Total().Minor
		}
		if l.net > l.gross {
			p.add(l.path+".items", "weigh %s kg together in whole grams, over the parcel's %s kg", kilograms(l.net), kilograms(l.gross))
		}
		l.total.Currency = g.currency
		g.total.Minor += l.total.Minor
		g.net += l.net
		g.gross += l.gross
	}
	g.total.Currency = g.currency
	p.amounts(s, g)
	return g
}

// declared notes what a line lacks for customs.
func (p *problems) declared(l *goodsLine) {
	const missing = "must be set for customs papers"
	if blank(l.Described()) {
		p.add(l.path+".description", missing+", or the name")
	}
	if l.HSCode == "" {
		p.add(l.path+".hs_code", missing)
	}
	if l.Origin == "" {
		p.add(l.path+".origin", missing)
	}
	if l.Value == (carriers.Money{}) {
		p.add(l.path+".value", missing+": goods without a price have one too")
	}
	if l.Weight == 0 {
		p.add(l.path+".weight", missing)
	}
}

// amounts compares what is said of the whole shipment with the sum of its
// items: carriers take no value declared for carriage over that for customs.
func (p *problems) amounts(s *carriers.Shipment, g *goods) {
	for _, m := range []struct {
		path string
		carriers.Money
	}{{"insured", s.Insured}, {"customs.freight", s.Customs.Freight}} {
		if m.Money != (carriers.Money{}) && g.currency != "" && m.Currency != g.currency {
			p.add(m.path, "%v is in another currency than the items, which are in %s", m.Money, g.currency)
		}
	}
	if s.Insured.Currency == g.currency && s.Insured.Minor > g.total.Minor {
		p.add("insured", "%v is over the %v that the items are worth", s.Insured, g.total)
	}
}

// numbers reads the tracking numbers, of which there are none or one for each
// parcel.
func (p *problems) numbers(parcels int, numbers []string) []tracking.Match {
	if len(numbers) == 0 {
		return nil
	}
	if len(numbers) != parcels {
		p.add("numbers", "%d for %d parcels: give none or one for each", len(numbers), parcels)
		return nil
	}
	matches := make([]tracking.Match, len(numbers))
	seen := make(map[string]int, len(numbers))
	for i, number := range numbers {
		path := fmt.Sprintf("numbers[%d]", i)
		m, err := tracking.For("", number)
		if err != nil {
			p.add(path, "%v", err)
			continue
		}
		if first, twice := seen[m.Number]; twice {
			p.add(path, "%s is the number of parcel %d too", m.Number, first+1)
		}
		seen[m.Number] = i
		matches[i] = m
	}
	return matches
}

// nearestGram rounds a weight half up to whole grams; what weighs anything is a
// gram.
func nearestGram(w dimweight.Weight) int64 {
	if w <= 0 {
		return 0
	}
	return max(int64((w+dimweight.Gram/2)/dimweight.Gram), 1)
}

// wholeGrams rounds a weight up to whole grams.
func wholeGrams(w dimweight.Weight) int64 { return int64(w.RoundUp(dimweight.Gram) / dimweight.Gram) }

// kilograms prints grams as kilograms: "0.400".
func kilograms(grams int64) string { return thousandths(grams) }

// thousandths prints a number of thousandths with all three decimals.
func thousandths(n int64) string {
	return strconv.FormatInt(n/1000, 10) + "." + fmt.Sprintf("%03d", n%1000)
}
