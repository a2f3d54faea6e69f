package report

import (
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// Done is an order that was chosen for.
type Done struct {
	Order  string            // its number
	Row    int               // of the file
	Quote  *carriers.Quote   // the choice
	Rivals []Offer           // what each carrier alone offers, under the same constraints
	Ready  carriers.Date     // the day of handover
	By     carriers.Date     // the deadline; zero means none
	To     *carriers.Address // where it goes
	Labels int               // pages: parcels with their copies
	Notes  []string          // what is estimated of the order, beside the notes of the quote
}

// An Offer is the cheapest that one carrier alone offers; no money where it offers
// nothing.
type Offer struct {
	Carrier string
	Cost    carriers.Money
}

// A Counter counts orders. Its zero value has counted none. Nothing of an order is
// kept but the texts of those that stand out.
type Counter struct {
	Rows    int // of the file: the caller counts them
	Earlier int // orders that had labels before: the caller counts them

	t        Tally // what was folded, and all that is not counted below
	services []served
	days     []day // in their order
	slack    [2*MaxSlack + 1]int
	purses   []purse
	notes    []counted
	slowest  floor
}

// A purse is what is compared within one currency.
type purse struct {
	currency carriers.Currency
	dearest  floor
	rivals   []rival
}

// served is a service in one currency. Its lists are short, and searched from the
// start: texts of one card are the same memory, so comparing them is quick.
type served struct {
	sum     Service
	spend   int64
	airBase int64
	zones   []counted
	charges []counted
}

type counted struct {
	name  string
	count int
	spend int64
}

type day struct {
	date                         carriers.Date
	orders, guaranteed, deadline int
}

type rival struct {
	carrier                          string
	orders, cannot, cheaper, foreign int
	cost, chosen                     int64
}

// floor is what an order must be over to stand out.
type floor struct {
	full  bool
	value int64
	row   int
}

func (b *floor) under(value int64, row int) bool {
	return !b.full || value > b.value || value == b.value && row < b.row
}

// Add counts an order that is done. It allocates nothing but for a service, a
// zone, a day or another name that it meets first, and for orders that stand out.
func (c *Counter) Add(d *Done) {
	q := d.Quote
	c.t.Orders++
	c.t.Parcels += len(q.Parcels)
	c.t.Labels += d.Labels
	s := c.service(q)
	total := s.add(q)
	c.addPromise(d)
	p := c.purse(q.Currency)
	for i := range d.Rivals {
		p.addRival(i, &d.Rivals[i], total)
	}
	c.addNotes(q.Notes)
	c.addNotes(d.Notes)
	days := d.days()
	if days >= 0 && c.slowest.under(int64(days), d.Row) {
		c.keepSlow(d, days, total)
	}
	if p.dearest.under(total, d.Row) {
		c.keepDear(p, d, days, total)
	}
	if len(c.days) > 2*MaxDays || len(c.notes) > 2*MaxNotes {
		c.fold()
	}
}

// Fail counts an order that is refused, with the code of each of its problems.
func (c *Counter) Fail(codes ...string) {
	c.t.Failed++
	for _, code := range codes {
		addCount(&c.t.Errors, Count{code, 1}, MaxErrors, OtherErrors)
	}
}

// Tally returns what was counted so far.
func (c *Counter) Tally() Tally {
	c.fold()
	var t Tally
	t.Merge(&c.t)
	t.Rows, t.Earlier = c.Rows, c.Earlier
	return t
}

func (c *Counter) service(q *carriers.Quote) *served {
	for i := range c.services {
		if s := &c.services[i]; s.sum.Service == q.Service && s.sum.Carrier == q.Carrier && s.sum.Currency == q.Currency {
			return s
		}
	}
	s := served{sum: Service{Carrier: q.Carrier, Service: q.Service, Currency: q.Currency, Name: q.Name}}
	if len(q.Parcels) > 0 {
		s.sum.Unit = unitName(q.Parcels[0].Unit)
	}
	c.services = append(c.services, s)
	return &c.services[len(c.services)-1]
}

func unitName(unit dimweight.Weight) string {
	if unit == dimweight.Pound || unit == dimweight.Ounce {
		return "lb"
	}
	return "kg"
}

// purse returns that of a currency.
func (c *Counter) purse(of carriers.Currency) *purse {
	for i := range c.purses {
		if c.purses[i].currency == of {
			return &c.purses[i]
		}
	}
	c.purses = append(c.purses, purse{currency: of})
	return &c.purses[len(c.purses)-1]
}

// add counts a quote of the service, and returns its total.
func (s *served) add(q *carriers.Quote) (total int64) {
	s.sum.Orders++
	s.sum.Parcels += len(q.Parcels)
	zone, parcel, at := 0, 0, -1
	for i := range q.Parcels {
		p := &q.Parcels[i]
		s.addParcel(p)
		z := find(&s.zones, p.Zone, 0)
		s.zones[z].count++
		if i == 0 {
			zone = z
		}
	}
	for i := range q.Charges {
		charge := &q.Charges[i]
		total += charge.Amount
		at = find(&s.charges, string(charge.Code), at+1)
		s.charges[at].count++
		s.charges[at].spend += charge.Amount
		if charge.Parcel < 0 || charge.Parcel >= len(q.Parcels) {
			continue
		}
		p := &q.Parcels[charge.Parcel]
		if charge.Parcel != parcel {
			zone, parcel = find(&s.zones, p.Zone, 0), charge.Parcel
		}
		s.zones[zone].spend += charge.Amount
		if p.Dimensional > p.Actual && charge.Code == carriers.Base {
			s.airBase += charge.Amount
		}
	}
	s.spend += total
	return total
}

func (s *served) addParcel(p *carriers.Rated) {
	actual, billable := grams(p.Actual), grams(p.Billable)
	s.sum.Actual += actual
	s.sum.Billable += billable
	if p.Dimensional > p.Actual {
		s.sum.Air++
		s.sum.AirActual += actual
		s.sum.AirBillable += billable
	}
}

// find finds a name in a list, or puts it at its end. It looks from an index on
// first: charges and notes mostly stand in one order.
func find(list *[]counted, name string, from int) int {
	l := *list
	for i := from; i < len(l); i++ {
		if l[i].name == name {
			return i
		}
	}
	for i := range min(from, len(l)) {
		if l[i].name == name {
			return i
		}
	}
	*list = append(*list, counted{name: name})
	return len(l)
}

func (c *Counter) addPromise(d *Done) {
	q := d.Quote
	at := len(c.days)
	for at > 0 && c.days[at-1].date > q.Delivers {
		at--
	}
	if at == 0 || c.days[at-1].date != q.Delivers {
		c.days = slices.Insert(c.days, at, day{date: q.Delivers})
		at++
	}
	to := &c.days[at-1]
	to.orders++
	if q.Guaranteed {
		to.guaranteed++
	}
	if d.By == 0 {
		return
	}
	to.deadline++
	if q.Delivers != 0 {
		c.slack[MaxSlack+min(max(int(d.By-q.Delivers), -MaxSlack), MaxSlack)]++
	}
}

func (p *purse) addRival(at int, o *Offer, chosen int64) {
	if at >= len(p.rivals) || p.rivals[at].carrier != o.Carrier {
		at = slices.IndexFunc(p.rivals, func(r rival) bool { return r.carrier == o.Carrier })
		if at < 0 {
			at = len(p.rivals)
			p.rivals = append(p.rivals, rival{carrier: o.Carrier})
		}
	}
	r := &p.rivals[at]
	switch o.Cost.Currency {
	case p.currency:
		r.orders++
		r.cost += o.Cost.Minor
		r.chosen += chosen
		if chosen < o.Cost.Minor {
			r.cheaper++
		}
	case "":
		r.cannot++
	default:
		r.foreign++
	}
}

func (c *Counter) addNotes(notes []string) {
	at := -1
	for _, note := range notes {
		at = find(&c.notes, note, at+1)
		c.notes[at].count++
	}
}
