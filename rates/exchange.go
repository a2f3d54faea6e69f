package rates

import (
	"cmp"
	"fmt"
	"slices"
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
	worth, err := x.worth(m)
	if err != nil {
		return carriers.Money{}, err
	}
	digits, _ := x.Currency.Digits()
	return carriers.MoneyFrom(worth.Round(int32(digits)), x.Currency)
}

func (x Exchange) worth(m carriers.Money) (decimal.Decimal, error) {
	rate, has := x.Rates[m.Currency]
	switch _, known := x.Currency.Digits(); {
	case !known:
		return decimal.Decimal{}, fmt.Errorf("%w %q to compare in is not an ISO 4217 code such as USD", carriers.ErrCurrency, string(x.Currency))
	case m.Currency == x.Currency:
		return m.Decimal(), nil
	case !has:
		return decimal.Decimal{}, fmt.Errorf("%w: no rate of exchange from %s to %s", carriers.ErrCurrency, m.Currency, x.Currency)
	case rate.Sign() <= 0 || rate.Exponent() > 18 || rate.Exponent() < -18 || rate.NumDigits() > 36:
		// Bounded before it is multiplied or printed: an exponent can be huge.
		return decimal.Decimal{}, fmt.Errorf("%w: the rate of exchange from %s to %s is not positive, or out of range", carriers.ErrCurrency, m.Currency, x.Currency)
	}
	return m.Decimal().Mul(rate), nil
}

// Note says how an amount was converted: "0.7105 of 2026-11-20". It is empty for
// the currency of the Exchange itself, and for one without a rate.
func (x Exchange) Note(c carriers.Currency) string {
	rate, has := x.Rates[c]
	if !has || c == x.Currency {
		return ""
	}
	note := rate.String()
	if x.Date != 0 {
		note += " of " + x.Date.String()
	}
	return note
}

// shown prints an amount, and what it was converted to: "33.00 CAD (23.45 USD at
// 0.7105 of 2026-11-20)".
func (x Exchange) shown(m carriers.Money) string {
	converted, err := x.Convert(m)
	note := x.Note(m.Currency)
	if err != nil || note == "" {
		return m.String()
	}
	return m.String() + " (" + converted.String() + " at " + note + ")"
}

// fineWorth returns what an amount is worth, as offer does.
func (x Exchange) fineWorth(m carriers.Money) int64 {
	if x.Currency == "" {
		return m.Minor
	}
	worth, _ := x.worth(m)
	digits, _ := x.Currency.Digits()
	return worth.Shift(int32(digits) + fine).Round(0).IntPart()
}

// rounded is the amount of a worth in its millionths, half up.
func (x Exchange) rounded(worth int64) carriers.Money {
	const unit = 1_000_000 // 10 to the fine
	return carriers.Money{Minor: (worth + unit/2) / unit, Currency: x.Currency}
}

// An offer is a quote with what it is worth where it is compared.
type offer struct {
	quote *carriers.Quote

	// worth is in minor units of the group's currency, with an Exchange in
	// millionths of them: rounded to cents, what differs by less than a cent
	// would be equal.
	worth int64

	// group is the currency; empty for all that an Exchange knows. Worths are
	// compared within a group alone.
	group carriers.Currency
}

// fine is how many digits of a minor unit an Exchange compares by. MaxMinor
// bounds the amount, so that it fits.
const fine = 6

// offer makes the offer of a quote. Where the Exchange is none, and beside an
// error, it is in the quote's own currency.
func (x Exchange) offer(q *carriers.Quote) (offer, error) {
	total := q.Total()
	own := offer{q, total.Minor, total.Currency}
	if x.Currency == "" {
		return own, nil
	}
	if _, err := x.Convert(total); err != nil { // over the most, too
		return own, err
	}
	worth, err := x.worth(total)
	if err != nil {
		return own, err
	}
	digits, _ := x.Currency.Digits()
	return offer{q, worth.Shift(int32(digits) + fine).Round(0).IntPart(), ""}, nil
}

// sort puts quotes in order, the cheapest first. They are few, and mostly of one
// currency: inserted one by one they are in order before a general sort, which
// asks a function for each comparison, has begun.
func (x Exchange) sort(quotes []*carriers.Quote) {
	offers := make([]offer, 0, 32) // on the stack, while they are no more
	mixed := false
	for _, q := range quotes {
		o, _ := x.offer(q) // without a rate, in its own currency
		offers = append(offers, o)
		mixed = mixed || o.group != offers[0].group
	}
	if mixed || len(offers) > 64 {
		slices.SortFunc(offers, func(a, b offer) int { return a.compare(&b) })
	} else {
		for i, o := range offers {
			first, end := 0, i // where it may go
			for first < end {
				mid := int(uint(first+end) / 2)
				if p := &offers[mid]; o.worth < p.worth || o.worth == p.worth && o.quote.CompareOther(p.quote) < 0 {
					end = mid
				} else {
					first = mid + 1
				}
			}
			copy(offers[first+1:i+1], offers[first:i])
			offers[first] = o
		}
	}
	for i := range offers {
		quotes[i] = offers[i].quote
	}
}

// compare orders by price, arrival, carrier, service, card and origin, group by
// group.
func (o *offer) compare(p *offer) int {
	if o.group != p.group {
		return strings.Compare(string(o.group), string(p.group)) // the empty one first
	}
	if o.worth != p.worth {
		return cmp.Compare(o.worth, p.worth)
	}
	return o.quote.CompareOther(p.quote)
}
