package tariff

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/shiprate/shiprate/carriers"
)

var _ carriers.Bidder = (*Carrier)(nil)

// raters keeps the memory of bids, which nobody holds on to.
var raters = sync.Pool{New: func() any { return &bidder{rater: rater{mute: true, own: new(serviceAt)}} }}

// A bidder is a rater that looks for one service alone.
type bidder struct {
	rater
	total carriers.Money // of the best so far; without a currency there is none
	alone carriers.Money // of the best of this carrier, which is looked for if each is set
	each  bool
	most  int64 // that a service may cost to be the best that is looked for

	class  int  // of the weight of the lightest parcel
	day    pick // which card prices what, where cards share services
	picked bool // day is known
}

// A door says what the cards of a country are for: a shipment that a card has no
// lanes for does not come in.
type door struct {
	country string
	cards   [4][]int // by the kind of lane, in its order among ways
}

// doorsOf returns the doors of cards.
func doorsOf(cards []*Card) (doors []door) {
	for k, card := range cards {
		i := slices.IndexFunc(doors, func(d door) bool { return d.country == card.country })
		if i < 0 {
			i = len(doors)
			doors = append(doors, door{country: card.country})
		}
		for set := card.lanes.ways(); set != 0; set &= set - 1 {
			way := bits.TrailingZeros8(uint8(set))
			doors[i].cards[way] = append(doors[i].cards[way], k)
		}
	}
	return doors
}

// of returns the cards for a shipment, by their index.
func (d *door) of(s *carriers.Shipment) []int {
	return d.cards[bits.TrailingZeros8(uint8(wayOf(sameCountry(s.From.Country, d.country), sameCountry(s.To.Country, d.country))))]
}

// Bid finds the best service as carriers.Bidder says. What arrives too late, or
// cannot cost less than the best so far, is not priced.
func (c *Carrier) Bid(a carriers.Ask, best *carriers.Quote, alone *carriers.Money) error {
	if err := c.check(); err != nil {
		return err
	}
	b, s := raters.Get().(*bidder), a.Shipment
	ready, minute := a.Handover()
	b.country, b.picked = "", false // these are of another shipment
	if b.total = (carriers.Money{}); len(best.Charges) > 0 {
		b.total = best.Total()
	}
	b.alone, b.each = carriers.Money{}, alone != nil
	var err error
	for d := range c.doors {
		for _, k := range c.doors[d].of(s) {
			if err != nil {
				break
			}
			b.begun(c.cards[k], s, ready, minute)
			if c.own[k] == nil && !b.picked {
				b.day, b.picked = *c.pick(ready, minute), true
			}
			err = b.bid(c, k, a.Meets, best)
		}
	}
	if b.each {
		*alone = b.alone
	}
	b.shipment = nil
	raters.Put(b)
	return err
}

// bid offers the services of a card that may be the best, the cheapest first.
func (b *bidder) bid(c *Carrier, k int, meets func(*carriers.Quote) bool, best *carriers.Quote) error {
	card, s := b.card, b.shipment
	if b.insured > 0 && s.Insured.Currency != card.currency || !b.findLane() {
		return nil
	}
	lightest := s.Parcels[0].Weight
	for i := range s.Parcels[1:] {
		lightest = min(lightest, s.Parcels[1+i].Weight)
	}
	rival := &b.total
	if b.each {
		rival = &b.alone
	}
	if b.most = rival.Minor; rival.Currency != card.currency {
		b.most = math.MaxInt64
	}
	b.class = card.classOf(lightest)
	shared, parcels := c.own[k] == nil, int64(len(s.Parcels))
	fitting := b.fit(&b.measures[0], &s.Parcels[0].Dims)
	list := card.orderOf(b.band, b.class, bound{b.home, s.Contents != ""})
	for n := range list {
		one := &list[n]
		if parcels*int64(one.least) > b.most {
			break
		}
		i := int(one.service)
		if one.packed != 0 && (one.packed&fitting == 0 || !b.fits(one)) || shared && !b.day.is(k, c.holders[k][i]) {
			continue
		}
		at, ok := b.at(i)
		if !ok {
			continue
		}
		if floor := b.floor(at, int64(one.least)); floor > b.most || floor == noFloor {
			continue
		}
		if at == b.own {
			at.tell()
		}
		if !b.arrivesAsAsked(&at.quote) || meets != nil && !meets(&at.quote) {
			continue
		}
		if err := b.offer(at, best); err != nil {
			return err
		}
	}
	return nil
}

// offer prices a service, and makes it the best one if it is.
func (b *bidder) offer(at *serviceAt, best *carriers.Quote) error {
	b.charges, b.parcels = b.charges[:0], b.parcels[:0]
	total, notes, ok := b.price(at)
	if !ok || total > b.most {
		return nil
	}
	q := &at.quote
	if b.total.Currency != "" && b.total.Currency != q.Currency {
		return fmt.Errorf("%w: %s/%s is in %s, and %s/%s in %s", carriers.ErrCurrency, q.Carrier, q.Service, q.Currency, best.Carrier, best.Service, best.Currency)
	}
	b.most, b.alone = total, carriers.Money{Minor: total, Currency: q.Currency}
	if b.total.Currency == "" || total < b.total.Minor || total == b.total.Minor && q.CompareOther(best) < 0 {
		b.total = b.alone
		b.lead(at, best)
		best.Notes = b.card.texts.of(b.noted(at, notes), &b.card.notes)
	}
	return nil
}

// fits reports whether the parcels fit some packaging of a service that has prices
// for those alone, and may cost no more in it than the best so far.
func (b *bidder) fits(c *candidate) bool {
	sum := int64(0)
	for n := range b.measures {
		fitting := b.fit(&b.measures[n], &b.shipment.Parcels[n].Dims)
		if c.packed&fitting == 0 {
			return false
		}
		s := b.card.services[c.service]
		f, zone := b.card.floorsOf(s), int(b.band.zones[c.service])
		least := f.leastPack(s, zone, fitting)
		if least == noBase {
			return false
		}
		sum += f.slopes[zone][one(b.home)].of(int64(least))
	}
	return sum <= b.most
}

// floor returns the least that the parcels may cost by their dimensions; noFloor
// where a service does not take one of them. That of the class in hand is known.
func (b *bidder) floor(at *serviceAt, known int64) (sum int64) {
	for n := range b.shipment.Parcels {
		b.measure(n, at.terms.rule)
		if !b.withinLimits(at.terms) {
			return noFloor
		}
		w := b.parcel.facts.weight
		if at.service.sheet.packs == nil { // which take a parcel by its actual weight
			w = max(w, b.parcel.dimensional)
		}
		least := known
		if class := b.card.classOf(w); class != b.class {
			least = b.card.floorsOf(at.service).least(at.zone, class, at.home)
		}
		if least == noFloor {
			return noFloor
		}
		sum += least
	}
	return sum
}

// lead makes the quote in hand the best one.
func (b *bidder) lead(at *serviceAt, best *carriers.Quote) {
	charges, parcels := best.Charges, best.Parcels
	*best = at.quote
	best.Charges, best.Parcels = room(charges, len(b.charges)), room(parcels, len(b.parcels))
	at.itemise(best.Charges, b.charges)
	at.tellParcels(best.Parcels, b.parcels)
	if at == b.own {
		best.Arrivals = slices.Clone(best.Arrivals) // which others may hold on to
	}
}

// room makes a list of n in memory that is no longer used, if there is enough.
func room[T any](memory []T, n int) []T { return slices.Grow(memory[:0], n)[:n] }

// begun makes a rater ready for a shipment. Its memory may be that of another.
func (r *rater) begun(c *Card, s *carriers.Shipment, ready carriers.Date, minute int) {
	r.card, r.shipment, r.ready, r.minute = c, s, ready, minute
	if r.asked, r.insured = accessorialSet(s.Accessorials), 0; s.Insured.Minor != 0 {
		r.insured = s.InsuredPerParcel().Minor
	}
	r.place, r.want, r.home = placesOf(s.To.Place), r.wantedDays(), s.To.Home()
	r.knows, r.kinds, r.times = false, 0, nil
	if t := (timing{ready, c.hour(minute), r.want, r.home}); r.own == nil || c.times.asked(t) {
		r.times = c.timetable(t)
	}
	r.measures = slices.Grow(r.measures[:0], len(s.Parcels))[:len(s.Parcels)]
	for n := range r.measures {
		r.measures[n].rule, r.measures[n].fitted = nil, false
	}
}
