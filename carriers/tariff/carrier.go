package tariff

import (
	"context"
	"errors"
	"fmt"

	"github.com/shiprate/shiprate/carriers"
)

// A Carrier quotes from rate cards. Make one with New.
type Carrier struct{ cards []*Card }

var (
	_ carriers.Carrier = (*Carrier)(nil)
	_ carriers.Lister  = (*Carrier)(nil)
	_ carriers.Local   = (*Carrier)(nil)
)

// New returns the carrier of one card, or of several cards of the same carrier
// for different dates; the ship date picks the card, the first that has it.
func New(cards ...*Card) *Carrier { return &Carrier{cards} }

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

// Quote prices the shipment at every service of the card that has its ship
// date. The errors are that of ctx, and ErrInvalid for an invalid shipment.
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
	if len(c.cards) == 0 {
		return carriers.Reply{}, errors.New("tariff: a carrier without a card")
	}
	for _, other := range c.cards[1:] {
		if name := c.cards[0].carrier; other.carrier != name {
			return carriers.Reply{}, fmt.Errorf("tariff: cards of two carriers, %s and %s", name, other.carrier)
		}
	}
	ready, minute := carriers.Handover(s.Ready)
	return c.cardOn(ready, minute).quote(s, ready, minute), nil
}

// cardOn returns the first card that has the ship date; if none has, the one
// that comes nearest, whose dates are the reason of the refusal.
func (c *Carrier) cardOn(ready carriers.Date, minute int) *Card {
	card := c.cards[0]
	for _, other := range c.cards {
		ships, _ := other.collection(len(other.services), ready, minute)
		if other.from <= ships && ships <= other.to {
			return other
		}
		if ships > other.to && other.to > card.to || ships < other.from && other.from < card.from {
			card = other
		}
	}
	return card
}
