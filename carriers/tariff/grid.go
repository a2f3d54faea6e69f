package tariff

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A Grid is a service of a card as a person reads it, on one ship date and to
// one kind of address.
type Grid struct {
	Service  carriers.Service
	On       carriers.Date
	Home     bool // the prices are those to a residence
	Currency carriers.Currency
	Unit     dimweight.Weight // of the weights, and of prices per unit

	Zones   []string // as the card labels them
	Transit []int    // business days by zone; zero is unknown
	Lists   []PriceList
	Terms   []Term
	Charges []ChargeRow // not over by then
	Fuel    Percent     // of the week, before any reduction; zero is none, or unknown
	Notes   []string    // that every quote carries
}

// A PriceList is the prices of a service for one packaging.
type PriceList struct {
	Packaging string // empty for the shipper's own
	Fits      string // what it takes, as the card writes it
	Rows      []PriceRow
}

// A PriceRow is the prices up to and including a weight, by zone.
type PriceRow struct {
	UpTo    dimweight.Weight // zero for no end
	PerUnit bool             // prices are for each unit of the whole weight
	List    []Price
	Net     []Price // after the discounts of the card; List itself where there are none
}

// A Price is Minor/Per minor units of the currency. Per is one, but for prices
// per unit. The zero Price is a service not offered.
type Price struct{ Minor, Per int64 }

// A Term is a cell of services.csv: a limit, a rule or a promise.
type Term struct{ Name, Value string }

// A ChargeRow is a row of surcharges.csv.
type ChargeRow struct {
	Code     carriers.ChargeCode
	Name     string
	Services []string // in the order of the card
	Zones    []string // of those services; none for all
	Amount   string   // "6.50", "10 % of base", "unknown"
	Minor    int64    // the amount in minor units; zero for a percentage and an unknown one
	Percent  Percent  // of other charges; zero for an amount, and for that of the week
	When     []string // "to homes", "over 50 lb": all of them hold
	From, To carriers.Date
	Note     string
}

// A Percent is in ten-thousandths of one per cent: 5.9 % is 59000.
type Percent int64

// String prints the number: "5.9".
func (p Percent) String() string {
	if p < 0 {
		return "-" + formatPercent(int64(-p))
	}
	return formatPercent(int64(p))
}

// ErrNoService is in the error about a service that a card does not have.
var ErrNoService = errors.New("no such service")

// Grid returns a service as a person reads it. A date of zero is the first day
// of the service. The errors are ErrNoService, and one for a date on which the card
// has no terms of the service.
func (c *Card) Grid(id string, on carriers.Date, home bool) (Grid, error) {
	i := slices.IndexFunc(c.services, func(s *service) bool { return s.id == id })
	if i < 0 {
		return Grid{}, fmt.Errorf("%w: %q: there are %s", ErrNoService, id, serviceNames(c.services))
	}
	s := c.services[i]
	if on == 0 && len(s.periods) > 0 {
		on = s.periods[0].from
	}
	terms := s.on(on)
	if terms == nil {
		return Grid{}, fmt.Errorf("%s holds %s, and has no terms of %s on %v", c.name, span(c.from, c.to), id, on)
	}
	g := Grid{Service: c.Services()[i], On: on, Home: home, Currency: c.currency, Unit: c.unit, Zones: slices.Clone(s.sheet.labels), Terms: c.terms(terms)}
	for i := range s.zones {
		g.Transit = append(g.Transit, cmp.Or(terms.days, s.zones[i].transit))
	}
	for _, l := range s.lists() {
		g.Lists = append(g.Lists, l.read(occasion{on, on, homeTri(home)}))
	}
	for _, row := range c.charges() {
		if row.To >= on && slices.Contains(row.Services, id) {
			row.Services = []string{id}
			row.Zones = s.among(row.Zones)
			g.Charges = append(g.Charges, row.closed())
		}
	}
	if rate, _, ok := s.fuelOn(on); ok {
		g.Fuel = Percent(rate)
	}
	g.Notes = c.notes.of(c.standing | terms.note)
	return g, nil
}

// lists are the price lists of a service, the ordinary one first.
func (s *service) lists() []*list {
	var lists []*list
	if s.sheet.breaks != nil {
		lists = append(lists, &s.sheet.list)
	}
	for i := range s.sheet.packs {
		lists = append(lists, &s.sheet.packs[i])
	}
	return lists
}

// read returns a price list on an occasion.
func (l *list) read(at occasion) PriceList {
	p := PriceList{Packaging: l.packaging, Fits: l.fits.text}
	i := slices.IndexFunc(l.offers, func(o offer) bool {
		return o.from <= at.from && at.to <= o.to && (o.home == either || o.home == at.home)
	})
	for row, w := range l.breaks {
		r := PriceRow{UpTo: w}
		for zone, minor := range l.prices[row*l.zones:][:l.zones] {
			list, net := Price{}, Price{}
			if minor != notOffered {
				list, net = Price{minor, 1}, Price{minor, 1}
				if i >= 0 {
					net.Minor -= l.offers[i].cuts[row*l.zones+zone].off
				}
			}
			r.List, r.Net = append(r.List, list), append(r.Net, net)
		}
		p.Rows = append(p.Rows, r)
	}
	for _, band := range l.bands {
		if i < 0 {
			p.Rows = append(p.Rows, band.read(band.upTo, nil))
			continue
		}
		over := l.breaks[len(l.breaks)-1]
		for _, cut := range l.offers[i].beyond {
			if cut.upTo > over && cut.upTo <= band.upTo {
				p.Rows = append(p.Rows, band.read(cut.upTo, cut.zones))
			}
		}
	}
	return p
}

// read returns the prices per unit up to a weight, less what is cut off them. A
// minimum of the cut is left aside.
func (b *unitBand) read(upTo dimweight.Weight, cuts []rateCut) PriceRow {
	r := PriceRow{UpTo: upTo, PerUnit: true}
	if upTo == endlessWeight {
		r.UpTo = 0
	}
	for zone, p := range b.by {
		list, net := Price{}, Price{}
		if p.minor != notOffered {
			list, net = Price{p.minor, p.per}, Price{p.minor, p.per}
			if cuts != nil && cuts[zone].rate > 0 {
				net = p.less(cuts[zone].rate)
			}
		}
		r.List, r.Net = append(r.List, list), append(r.Net, net)
	}
	return r
}

// less returns the price less a percentage: a fraction, since no amount that is
// charged is rounded before the weight is known.
func (p perUnit) less(rate int64) Price {
	if p.minor > math.MaxInt64/hundred {
		return Price{p.minor - share(p.minor, rate), p.per}
	}
	return Price{p.minor * (hundred - rate), p.per * hundred}
}

// among returns which of some zones a service has; none when it has no others.
func (s *service) among(zones []string) []string {
	var own []string
	for _, label := range s.sheet.labels {
		if slices.Contains(zones, label) {
			own = append(own, label)
		}
	}
	if len(own) == len(s.sheet.labels) {
		return nil
	}
	return own
}

func homeTri(home bool) tri {
	if home {
		return yes
	}
	return no
}
