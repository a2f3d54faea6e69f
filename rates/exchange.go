package rates

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
)

// An Exchange says what money of several currencies is worth in one, so that
// their quotes can be compared. A quote keeps its own currency. The zero
// Exchange says nothing.
type Exchange struct {
	// Currency is the one to compare in: "USD".
	Currency carriers.Currency

	// Rates are what one unit of each other currency is worth in it, more than
	// zero: 0.7105 for "CAD" when a Canadian dollar is 0.7105 USD.
	Rates map[carriers.Currency]decimal.Decimal

	// Date is the day of the rates; optional. The reason of a choice states it.
	Date carriers.Date
}

// Convert returns what an amount is worth in the currency of the Exchange,
// rounded once, half up, to its digits. Without a rate for it the error wraps
// carriers.ErrCurrency.
func (x Exchange) Convert(m carriers.Money) (carriers.Money, error) {
	_, rounded, err := x.worth(m)
	return rounded, err
}

// worth returns the exact value too, by which quotes are compared: rounding to
// yen would make equal what differs in cents.
func (x Exchange) worth(m carriers.Money) (decimal.Decimal, carriers.Money, error) {
	digits, known := x.Currency.Digits()
	rate, has := x.Rates[m.Currency]
	switch {
	case !known:
		return decimal.Decimal{}, carriers.Money{}, fmt.Errorf("%w %q to compare in is not an ISO 4217 code such as USD", carriers.ErrCurrency, string(x.Currency))
	case m.Currency == x.Currency:
		return m.Decimal(), m, nil
	case !has:
		return decimal.Decimal{}, carriers.Money{}, fmt.Errorf("%w: no rate of exchange from %s to %s", carriers.ErrCurrency, m.Currency, x.Currency)
	case rate.Sign() <= 0 || rate.Exponent() > 18 || rate.Exponent() < -18 || rate.NumDigits() > 36:
		// Bounded before it is multiplied or printed: an exponent can be huge.
		return decimal.Decimal{}, carriers.Money{}, fmt.Errorf("%w: the rate of exchange from %s to %s is not positive, or out of range", carriers.ErrCurrency, m.Currency, x.Currency)
	}
	exact := m.Decimal().Mul(rate)
	rounded, err := carriers.MoneyFrom(exact.Round(int32(digits)), x.Currency)
	return exact, rounded, err
}

// An offer is a quote with what it costs where it is compared.
type offer struct {
	quote *carriers.Quote
	cost  carriers.Money

	// Offers are compared by price within a group alone: that of one currency,
	// or the empty one of all that an Exchange knows, with their exact worth.
	group carriers.Currency
	exact decimal.Decimal
}

// plain is the offer of a quote without an Exchange.
func plain(q *carriers.Quote) offer {
	cost := q.Total()
	return offer{quote: q, cost: cost, group: cost.Currency}
}

// offer is the plain one where the Exchange is none, and beside an error.
func (x Exchange) offer(q *carriers.Quote) (offer, error) {
	o := plain(q)
	if x.Currency == "" {
		return o, nil
	}
	exact, rounded, err := x.worth(o.cost)
	if err != nil {
		return o, err
	}
	return offer{quote: q, cost: rounded, exact: exact}, nil
}

// compare orders by price, arrival, carrier, service and card. It compares
// prices only within a group, and groups by name.
func (o *offer) compare(p *offer) int {
	if c := o.comparePrice(p); c != 0 {
		return c
	}
	if c := compareArrival(o.quote, p.quote); c != 0 {
		return c
	}
	if c := strings.Compare(o.quote.Carrier, p.quote.Carrier); c != 0 {
		return c
	}
	if c := strings.Compare(o.quote.Service, p.quote.Service); c != 0 {
		return c
	}
	return strings.Compare(o.quote.Card, p.quote.Card)
}

func (o *offer) comparePrice(p *offer) int {
	if o.group != p.group {
		return strings.Compare(string(o.group), string(p.group)) // the empty group first
	}
	if c := cmp.Compare(o.cost.Minor, p.cost.Minor); c != 0 || o.group != "" {
		return c
	}
	return o.exact.Cmp(p.exact)
}

// compareArrival puts the unknown last: an unknown day after all days, an
// unknown hour at the end of its day.
func compareArrival(a, b *carriers.Quote) int {
	if a.Delivers != b.Delivers {
		if a.Delivers == 0 || b.Delivers == 0 {
			return cmp.Compare(b.Delivers, a.Delivers)
		}
		return cmp.Compare(a.Delivers, b.Delivers)
	}
	if a.DeliverTime == "" || b.DeliverTime == "" {
		return strings.Compare(b.DeliverTime, a.DeliverTime)
	}
	return strings.Compare(a.DeliverTime, b.DeliverTime)
}
