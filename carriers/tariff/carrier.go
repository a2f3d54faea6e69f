package tariff

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/shiprate/shiprate/carriers"
)

// A Carrier quotes from rate cards. Make one with New.
type Carrier struct {
	cards   []*Card
	holders [][]holders // of each service of each card
	own     [][]int     // all services of the cards that share none; else nil
	wrong   error       // why the cards make no carrier
	names   []string    // of all services, in their order
	ranks   [][]int     // of each service of each card, an index into names

	doors []door

	day  atomic.Pointer[pricedOn] // the last one that was asked for
	ways []lastWay                // of each card
}

var (
	_ carriers.Carrier = (*Carrier)(nil)
	_ carriers.Lister  = (*Carrier)(nil)
	_ carriers.Local   = (*Carrier)(nil)
)

// New returns the carrier of one card, or of several cards of the same carrier:
// of different dates, or of different services. A service is priced by the first
// card that has it and the ship date.
func New(cards ...*Card) *Carrier {
	c := &Carrier{cards: cards, holders: holdersOf(cards), own: make([][]int, len(cards)), ways: make([]lastWay, len(cards))}
	for k := range c.holders {
		if services := ownServices(c.holders[k]); services != nil {
			c.own[k] = services
		}
	}
	c.wrong, c.doors = c.mismatch(), doorsOf(cards)
	for _, card := range cards {
		for _, s := range card.services {
			c.names = append(c.names, s.id)
		}
	}
	slices.Sort(c.names)
	c.names = slices.Compact(c.names)
	for _, card := range cards {
		ranks := make([]int, len(card.services))
		for i, s := range card.services {
			ranks[i], _ = slices.BinarySearch(c.names, s.id)
		}
		c.ranks = append(c.ranks, ranks)
	}
	return c
}

// Name returns the carrier's name: "ups". A Carrier without cards has none.
func (c *Carrier) Name() string {
	if len(c.cards) == 0 {
		return ""
	}
	return c.cards[0].carrier
}

// Services lists the services of all the cards.
func (c *Carrier) Services() []carriers.Service {
	var list []carriers.Service
	for _, card := range c.cards {
		list = append(list, card.Services()...)
	}
	return list
}

// Quote prices the shipment at every service. The errors are that of ctx, and
// ErrInvalid for an invalid shipment.
func (c *Carrier) Quote(ctx context.Context, s carriers.Shipment) (carriers.Reply, error) {
	if err := ctx.Err(); err != nil {
		return carriers.Reply{}, err
	}
	if err := s.Validate(); err != nil {
		return carriers.Reply{}, err
	}
	return c.QuoteLocal(&s)
}

// QuoteLocal is Quote for a valid shipment, see carriers.Local.
func (c *Carrier) QuoteLocal(s *carriers.Shipment) (carriers.Reply, error) {
	if err := c.check(); err != nil {
		return carriers.Reply{}, err
	}
	r := quoters.Get().(*rater)
	defer quoters.Put(r)
	r.ask(c)
	ready, minute := carriers.Handover(s.Ready)
	for k, services := range c.priced(ready, minute) {
		if len(services) > 0 {
			r.begun(c.cards[k], s, ready, minute)
			r.way = &c.ways[k]
			r.answer(services, c.ranks[k])
		}
	}
	reply := r.reply(c)
	r.shipment = nil
	return reply, nil
}

// quoters keeps raters, of whose memory no reply holds on to any.
var quoters = sync.Pool{New: func() any { return new(rater) }}

// check says why the cards make no carrier.
func (c *Carrier) check() error {
	if len(c.cards) == 0 { // New was not called
		return errors.New("tariff: a carrier without a card")
	}
	return c.wrong
}

// mismatch says why some cards cannot be one carrier's.
func (c *Carrier) mismatch() error {
	if len(c.cards) == 0 {
		return nil
	}
	for _, other := range c.cards[1:] {
		if name := c.cards[0].carrier; other.carrier != name {
			return fmt.Errorf("tariff: cards of two carriers, %s and %s", name, other.carrier)
		}
	}
	if n := len(c.cards); n > maxCards {
		return fmt.Errorf("tariff: %d cards of %s are over the %d limit", n, c.cards[0].carrier, maxCards)
	}
	return nil
}
