package purchase_test

import (
	"context"
	"fmt"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// A shop is a carrier's side of the world.
type shop struct {
	*world
	kind  kind
	sales []*sale
	price int64
}

// A kind is what a carrier can do.
type kind struct {
	idempotent bool // a key buys once
	finds      bool // it can be asked for a key
	blind      bool // what it does not find it does not tell from an error
	once       bool // it gives a label only once
	voids      bool
}

// kinds are as carriers are: EasyPost, UPS, one that only takes back, one that
// gives a label once, one that can nothing.
var kinds = []kind{
	{idempotent: true, finds: true, voids: true},
	{finds: true, blind: true, voids: true},
	{finds: true, voids: true},
	{voids: true},
	{idempotent: true, finds: true, once: true, voids: true},
	{finds: true, once: true, voids: true},
	{finds: true},
	{},
}

type sale struct {
	id, key, order string
	at             time.Duration
	void           bool
	gave           bool
	missing        time.Duration // its label's file is a page of HTML until then
}

func (s *sale) label() string { return "^XA" + s.id + "^XZ" }

// live are the sales for an order that are not void.
func (s *shop) live(order string) (list []*sale) {
	for _, one := range s.sales {
		if one.order == order && !one.void {
			list = append(list, one)
		}
	}
	return list
}

// sell is what the carrier does when a request arrives.
func (s *shop) sell(p *carriers.Purchase) (*sale, error) {
	for _, one := range s.sales {
		if s.kind.idempotent && one.key == p.Key {
			return one, nil
		}
	}
	if s.price > p.Most.Minor {
		return nil, fmt.Errorf("%w: %w", carriers.ErrNotBought, carriers.ErrDearer)
	}
	if s.chance(5) {
		return nil, fmt.Errorf("%w: the address is none", carriers.ErrNotBought)
	}
	order := p.Shipment.Reference
	one := &sale{id: fmt.Sprintf("S%d", len(s.sales)+1), key: p.Key, order: order, at: s.now}
	if s.chance(8) {
		one.missing = s.now + s.upTo(call+settle)
		if s.chance(30) {
			one.missing = 1 << 62 // for ever
		}
	}
	s.sales = append(s.sales, one)
	s.tell("the carrier sells %s for %s under %s", one.id, order, p.Key)
	if n := len(s.live(order)); n > 1 {
		s.fault("%s was sold %d times", order, n)
	}
	return one, nil
}

// A counter is the shop as a process reaches it, with what its kind can do.
type counter struct {
	*shop
	p *process
}

func (s *shop) at(p *process) carriers.Carrier {
	c := counter{s, p}
	switch k := s.kind; {
	case k.finds && k.voids:
		return struct {
			counter
			finder
			voider
		}{c, finder{c}, voider{c}}
	case k.finds:
		return struct {
			counter
			finder
		}{c, finder{c}}
	case k.voids:
		return struct {
			counter
			voider
		}{c, voider{c}}
	}
	return c
}

func (counter) Name() string { return "shop" }
func (counter) Quote(context.Context, carriers.Shipment) (carriers.Reply, error) {
	return carriers.Reply{}, nil
}

// exchange sends a request and waits for its answer. It reports whether the answer
// came, and whether the request was sent at all. What arrive does, it does when
// the request arrives, which may be after nobody waits any more, twice, or never.
func (c counter) exchange(ctx context.Context, twice bool, arrive func()) (sent, answered bool) {
	c.p.sleep(0)
	end := ctx.(deadline).end
	if c.now >= end {
		return false, false // as a context that is over
	}
	way, back := c.upTo(100*time.Millisecond), c.upTo(100*time.Millisecond)
	if c.chance(10) {
		way = c.upTo(late)
	}
	if c.chance(10) {
		back = c.upTo(3 * call)
	}
	lost := c.chance(6)
	if lost {
		back = call
	} else {
		c.after(way, arrive)
	}
	if twice && c.chance(10) {
		c.after(c.upTo(late), arrive)
	}
	silent := lost || c.chance(6)
	arrival := c.now + way + back
	// Some libraries answer after the time is over.
	if silent || arrival > end && !c.chance(30) {
		c.p.sleep(end - c.now)
		return true, false
	}
	c.p.sleep(arrival - c.now)
	return true, true
}

func (c counter) Buy(ctx context.Context, p carriers.Purchase) (carriers.Bought, error) {
	nothing := carriers.Bought{Key: p.Key}
	var first *sale
	var refused error
	arrived := false
	sent, answered := c.exchange(ctx, c.kind.idempotent, func() {
		if refused != nil {
			return // a refusal is for ever, as carriers.Labeler has it
		}
		one, err := c.sell(&p)
		if !arrived {
			first, refused, arrived = one, err, true
		}
	})
	switch {
	case !sent:
		return nothing, fmt.Errorf("%w: nothing was sent", carriers.ErrNotBought)
	case !answered || !arrived || c.chance(3):
		return nothing, fmt.Errorf("%w: no answer, or 500", carriers.ErrUnknown)
	case refused != nil:
		return nothing, refused
	case c.chance(4): // a page of HTML for a label
		nothing.ID = first.id
		return nothing, fmt.Errorf("%w: it is bought, and the label is missing", carriers.ErrUnknown)
	}
	return c.bought(first, p.Key)
}

// bought is what the carrier says of a sale.
func (c counter) bought(s *sale, key string) (carriers.Bought, error) {
	l := carriers.BoughtLabel{Number: "N" + s.id, Format: carriers.ZPL}
	var err error
	switch {
	case c.kind.once && s.gave:
	case c.now < s.missing:
		err = fmt.Errorf("%w: it is HTML", carriers.ErrNoLabel)
	default:
		l.Data = []byte(s.label())
	}
	s.gave = true
	return carriers.Bought{Key: key, ID: s.id, Price: carriers.Money{Minor: c.price, Currency: "USD"}, Labels: []carriers.BoughtLabel{l}}, err
}

type finder struct{ c counter }

func (f finder) Find(ctx context.Context, key string) (carriers.Bought, error) {
	c := f.c
	var found *sale
	seen := false
	_, answered := c.exchange(ctx, false, func() {
		seen = true
		for _, one := range c.sales {
			if one.key == key && !one.void && c.now >= one.at+c.upTo(lag) {
				found = one
			}
		}
	})
	switch {
	case !answered || !seen || c.chance(3) || found == nil && c.kind.blind:
		return carriers.Bought{Key: key}, fmt.Errorf("%w: no answer, or none of it", carriers.ErrUnknown)
	case found == nil:
		return carriers.Bought{Key: key}, carriers.ErrNotFound
	}
	return c.bought(found, key)
}

type voider struct{ c counter }

func (v voider) Void(ctx context.Context, b carriers.Bought) (carriers.Voided, error) {
	c := v.c
	done := false
	_, answered := c.exchange(ctx, true, func() {
		for _, one := range c.sales {
			if one.id == b.ID {
				one.void, done = true, true
				c.tell("the carrier takes back %s", one.id)
			}
		}
	})
	if !answered || !done {
		return "", fmt.Errorf("%w: no answer", carriers.ErrUnknown)
	}
	return carriers.VoidDone, nil
}
