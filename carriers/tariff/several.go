package tariff

import (
	"math/bits"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// maxCards is how many cards a carrier may have, so that they make a set of bits.
const maxCards = 64

// A holder says which cards have a service of a card, that card among them, and
// which of them stand before it. Both are sets.
type holders struct{ all, before uint64 }

// holdersOf returns the holders of each service of each card.
func holdersOf(cards []*Card) [][]holders {
	of := map[string]uint64{}
	list := make([][]holders, len(cards))
	for _, fill := range []func(*holders, uint64){
		func(h *holders, cards uint64) { h.before = cards },
		func(h *holders, cards uint64) { h.all = cards },
	} {
		for k, card := range cards {
			if list[k] == nil {
				list[k] = make([]holders, len(card.services))
			}
			for i, s := range card.services {
				fill(&list[k][i], of[s.id])
				of[s.id] |= 1 << k
			}
		}
	}
	return list
}

// A pick says which of a carrier's cards prices which service on a day.
type pick struct {
	on  uint64                  // the cards that have the ship date
	far [maxCards]carriers.Date // how many days the others are from it
}

// pick holds the cards against a day.
func (c *Carrier) pick(ready carriers.Date, minute int) *pick {
	p := &pick{}
	for k, card := range c.cards {
		switch ships, _ := card.collection(len(card.services), ready, minute); {
		case ships < card.from:
			p.far[k] = card.from - ships
		case ships > card.to:
			p.far[k] = ships - card.to
		default:
			p.on |= 1 << k
		}
	}
	return p
}

// is reports whether a card prices the service that has these holders: the first
// of them that has the ship date, and if none has, the one that is nearest to it,
// whose dates are then the reason of the refusal.
func (p *pick) is(card int, h holders) bool {
	if h.all&p.on != 0 {
		return p.on>>card&1 == 1 && h.before&p.on == 0
	}
	nearest := card
	for set := h.all; set != 0; set &= set - 1 {
		if k := bits.TrailingZeros64(set); p.far[k] < p.far[nearest] || p.far[k] == p.far[nearest] && k < nearest {
			nearest = k
		}
	}
	return nearest == card
}

// ownServices returns all services of a card, by their index, if no other card
// has one of them; else nil.
func ownServices(of []holders) (list []int) {
	for i, h := range of {
		if bits.OnesCount64(h.all) > 1 {
			return nil
		}
		list = append(list, i)
	}
	return list
}

// A pricedOn is which services each card prices for what is ready at a minute of
// a day.
type pricedOn struct {
	ready  carriers.Date
	minute int
	of     [][]int // by their index
}

// priced returns the services that each card prices, by their index. Where no
// other card has any of its services, these are all of them, whatever the day.
func (c *Carrier) priced(ready carriers.Date, minute int) [][]int {
	if !slices.ContainsFunc(c.own, func(services []int) bool { return services == nil }) {
		return c.own
	}
	known := c.day.Load()
	if known == nil || known.ready != ready || known.minute != minute {
		known = &pricedOn{ready, minute, slices.Clone(c.own)}
		day := c.pick(ready, minute)
		for k := range known.of {
			if known.of[k] == nil {
				known.of[k] = c.servicesOf(k, day)
			}
		}
		c.day.Store(known)
	}
	return known.of
}

// servicesOf returns the services that a card prices, by their index.
func (c *Carrier) servicesOf(card int, p *pick) (list []int) {
	for i, h := range c.holders[card] {
		if p.is(card, h) {
			list = append(list, i)
		}
	}
	return list
}
