package rates

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
)

// A Checkout is what the customer is charged for shipping, beside what it costs.
// The zero Checkout charges what it costs.
type Checkout struct {
	Flat    carriers.Money  // this amount, whatever it costs; the zero Money is none
	Percent decimal.Decimal // so many percent on the cost: 10 charges 11.00 for 10.00. Below zero it is off; not with Flat
}

// ParseCheckout reads "flat:4.95", "flat:4.95 EUR" or "percent:+10". A flat
// amount without a currency is in the one to assume. Percentages have a sign, at
// most four decimals, and take off at most all.
func ParseCheckout(s string, assume carriers.Currency) (Checkout, error) {
	kind, value, _ := strings.Cut(s, ":")
	switch kind {
	case "flat":
		flat, err := carriers.ParseMoney(value, assume)
		if err == nil && flat.Minor < 0 {
			err = fmt.Errorf("%v is less than nothing", flat)
		}
		return Checkout{Flat: flat}, err
	case "percent":
		sign := strings.HasPrefix(value, "+") || strings.HasPrefix(value, "-")
		percent, err := decimal.NewFromString(strings.TrimPrefix(value, "+"))
		if !sign || err != nil || len(value) > 12 || strings.Trim(value[1:], "0123456789.") != "" || percent.Exponent() < -4 {
			return Checkout{}, fmt.Errorf("%.40q is not a percentage with its sign, such as +10 or -2.5", value)
		}
		if percent.LessThan(decimal.New(-100, 0)) || percent.GreaterThan(decimal.New(1000, 0)) {
			return Checkout{}, fmt.Errorf("%s %% is not between -100 %% and +1000 %%", value)
		}
		return Checkout{Percent: percent}, nil
	}
	return Checkout{}, fmt.Errorf("%.40q is not a charge such as flat:4.95 or percent:+10", s)
}

// Charge returns what the customer pays for shipping that costs so much, rounded
// once, half up, and the margin: how much more that is than the cost, negative
// when it is less. A flat amount in another currency than the cost is refused,
// unless the Exchange has rates for both: then both are in its currency. The
// error wraps carriers.ErrCurrency.
func (c Checkout) Charge(cost carriers.Money, x Exchange) (charged, margin carriers.Money, err error) {
	charged = c.Flat
	if charged == (carriers.Money{}) {
		digits, _ := cost.Currency.Digits()
		more := cost.Decimal().Mul(c.Percent).Shift(-2)
		if charged, err = carriers.MoneyFrom(cost.Decimal().Add(more).Round(int32(digits)), cost.Currency); err != nil {
			return carriers.Money{}, carriers.Money{}, err
		}
	}
	if charged.Currency != cost.Currency {
		if x.Currency == "" {
			return carriers.Money{}, carriers.Money{}, fmt.Errorf("%w: %v is charged, %v is the cost, and no rate of exchange is given", carriers.ErrCurrency, charged, cost)
		}
		if charged, cost, err = x.both(charged, cost); err != nil {
			return carriers.Money{}, carriers.Money{}, err
		}
	}
	return charged, carriers.Money{Minor: charged.Minor - cost.Minor, Currency: charged.Currency}, nil
}
