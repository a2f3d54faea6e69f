package carriers

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// A Currency is an ISO 4217 code in capitals: "USD". The empty Currency is none.
type Currency string

// Money is an amount of one currency in its minor units: 1945 of USD is 19.45.
// The zero Money is no amount of no currency; it can be added to any.
type Money struct {
	Minor    int64
	Currency Currency
}

// MaxMinor bounds every amount that is read, so that no sum of a shipment's
// charges overflows.
const MaxMinor = 1_000_000_000_000

// ErrCurrency is in the errors about a currency that is unknown or another one.
var ErrCurrency = errors.New("currency")

// currencies are the codes in force (ISO 4217) that do not have two digits; all
// others in isoCurrencies do.
const (
	noDigits      = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "
	threeDigits   = " BHD IQD JOD KWD LYD OMR TND "
	isoCurrencies = " AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG "
)

// Digits returns how many digits the currency has after the point, and false
// for a code that ISO 4217 does not list as money in use.
func (c Currency) Digits() (int, bool) {
	in := func(list string) bool { return len(c) == 3 && strings.Contains(list, " "+string(c)+" ") }
	switch {
	case c == "USD" || c == "EUR": // the common ones, without a search
		return 2, true
	case in(noDigits):
		return 0, true
	case in(threeDigits):
		return 3, true
	}
	return 2, in(isoCurrencies)
}

// MoneyFrom makes Money of a decimal amount. It refuses an unknown currency,
// digits that the currency lacks (0.001 USD) and amounts over MaxMinor.
func MoneyFrom(d decimal.Decimal, c Currency) (Money, error) {
	digits, ok := c.Digits()
	if !ok {
		return Money{}, fmt.Errorf("%w %s is not an ISO 4217 code such as USD", ErrCurrency, quote(string(c)))
	}
	// A huge exponent would make Shift work for hours.
	if d.Exponent() > 18 || d.Exponent() < -18 || d.NumDigits() > 36 {
		return Money{}, errors.New("amount has over 18 digits before or after the point")
	}
	minor := d.Shift(int32(digits))
	if !minor.IsInteger() {
		return Money{}, fmt.Errorf("amount %v has more than the %d decimals of %s", d, digits, c)
	}
	if minor.Abs().GreaterThan(decimal.New(MaxMinor, 0)) {
		return Money{}, fmt.Errorf("amount %v %s is over the %v limit", d, c, decimal.New(MaxMinor, -int32(digits)))
	}
	return Money{minor.IntPart(), c}, nil
}

// ParseMoney reads an amount and its currency, as "100.00 USD". An amount
// without a currency is refused unless one is given to assume.
func ParseMoney(s string, assume Currency) (Money, error) {
	amount, code, found := strings.Cut(strings.TrimSpace(s), " ")
	c := Currency(strings.TrimSpace(code))
	if !found {
		c = assume
	}
	if c == "" {
		return Money{}, fmt.Errorf("%s has no currency: write 100.00 USD", quote(s))
	}
	if strings.Trim(amount, "0123456789.-") != "" || len(amount) > 20 {
		return Money{}, fmt.Errorf("%s is not an amount such as 100.00 USD", quote(s))
	}
	d, err := decimal.NewFromString(amount)
	if err != nil {
		return Money{}, fmt.Errorf("%s is not an amount such as 100.00 USD", quote(s))
	}
	return MoneyFrom(d, c)
}

// Decimal returns the amount in major units, 19.45. Print it with Amount: a
// Decimal drops zeros at the end.
func (m Money) Decimal() decimal.Decimal {
	digits, _ := m.Currency.Digits()
	return decimal.New(m.Minor, -int32(digits))
}

// Amount prints the number alone with all digits of its currency: "19.40".
func (m Money) Amount() string { return string(m.AppendAmount(make([]byte, 0, 32))) }

// String prints the amount and the currency: "19.40 USD".
func (m Money) String() string {
	b := m.AppendAmount(make([]byte, 0, 32))
	if m.Currency != "" {
		b = append(append(b, ' '), m.Currency...)
	}
	return string(b)
}

// AppendAmount appends what Amount prints.
func (m Money) AppendAmount(b []byte) []byte {
	minor := uint64(m.Minor)
	if m.Minor < 0 {
		b = append(b, '-')
		minor = -minor // right for the least int64 too, which has no opposite
	}
	switch digits, _ := m.Currency.Digits(); digits {
	case 0:
		return strconv.AppendUint(b, minor, 10)
	case 3:
		return append(strconv.AppendUint(b, minor/1000, 10), '.', '0'+byte(minor/100%10), '0'+byte(minor/10%10), '0'+byte(minor%10))
	}
	return append(strconv.AppendUint(b, minor/100, 10), '.', '0'+byte(minor/10%10), '0'+byte(minor%10))
}

// Add returns the sum. Amounts of two currencies have none: the error wraps
// ErrCurrency.
func (m Money) Add(o Money) (Money, error) {
	switch {
	case m == Money{}:
		return o, nil
	case o == Money{}:
		return m, nil
	case m.Currency != o.Currency:
		return Money{}, fmt.Errorf("%w: %v and %v cannot be added", ErrCurrency, m, o)
	}
	return Money{m.Minor + o.Minor, m.Currency}, nil
}
