package tariff

import (
	"context"
	"errors"
	"fmt"

	"github.com/shiprate/shiprate/carriers"
)

// A Carrier quotes from rate cards. Make one with New.
type Carrier struct {
	cards   []*Card
	holders [][]holders // of each service of each card
	own     [][]int     // all services of the cards that share none; else nil
	wrong   error       // why the cards make no carrier
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
	c := &Carrier{cards: cards, holders: holdersOf(cards), own: make([][]int, len(cards))}
	for k := range c.holders {
		if services := ownServices(c.holders[k]); services != nil {
			c.own[k] = services
		}
	}
	c.wrong = c.mismatch()
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
	ready, minute := carriers.Handover(s.Ready)
	var reply carriers.Reply
	var day *pick
	for k, card := range c.cards {
		if services := c.prices(k, ready, minute, &day); len(services) > 0 {
			card.quote(s, ready, minute, services, &reply)
		}
	}
	return reply, nil
}

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

// prices returns the services that a card prices on a day, by their index. Where
// no other card has any of its services, these are all of them, whatever the day;
// so the day, which is picked when it is needed, may be nil at first.
func (c *Carrier) prices(k int, ready carriers.Date, minute int, day **pick) []int {
	if c.own[k] != nil {
		return c.own[k]
	}
	if *day == nil {
		*day = c.pick(ready, minute)
	}
	return c.servicesOf(k, *day)
}
