package orders

import (
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"unicode"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A decimal is a number as people write it: digits, a point, digits.
type decimal struct {
	digits uint64 // without the point
	pow    uint64 // of ten that digits are to be divided by
}

var pows = [...]uint64{1, 10, 100, 1000}

// cutDecimal reads the number that stands at a place of s, of at most 9 digits
// before the point and 3 behind: what nearly every cell has. The end is where it ends,
// or 0 for any other, which is not to say that it is wrong.
func cutDecimal(s string, at int) (d decimal, end int) {
	i := at
	for ; i < len(s) && s[i]-'0' <= 9; i++ {
		d.digits = d.digits*10 + uint64(s[i]-'0')
	}
	if i == at || i-at > 9 {
		return d, 0
	}
	d.pow = 1
	if i == len(s) || s[i] != '.' {
		return d, i
	}
	point := i
	for i++; i < len(s) && s[i]-'0' <= 9; i++ {
		d.digits = d.digits*10 + uint64(s[i]-'0')
	}
	decimals := i - point - 1
	if decimals == 0 || decimals >= len(pows) {
		return d, 0
	}
	d.pow = pows[decimals]
	return d, i
}

// times multiplies by a unit and rounds up, as dimweight does. It returns -1 for too much.
func (d decimal) times(u unit) int64 {
	hi, lo := bits.Mul64(d.digits, uint64(u))
	switch {
	case hi != 0 || lo > 1<<62:
		return -1
	case d.pow == 10: // to divide by what is known is quick
		lo = (lo + 9) / 10
	case d.pow == 100:
		lo = (lo + 99) / 100
	case d.pow == 1000:
		lo = (lo + 999) / 1000
	}
	return int64(lo)
}

// weight reads a weight, in the unit that the cell has or else in u.
func (c *Chunk) weight(v string, u unit, at place) dimweight.Weight {
	if d, end := cutDecimal(v, 0); end > 0 {
		if end < len(v) {
			u = weightUnit(v[end:])
		}
		if u != 0 {
			if w := dimweight.Weight(d.times(u)); w > 0 && w <= dimweight.MaxWeight {
				return w
			}
		}
	}
	w, err := dimweight.ParseWeight(withUnit(trimID(v), u, weightSymbols))
	if err != nil {
		c.badQuantity(v, err, at, "lb, oz, kg or g, as in 2.5lb, or name the column weight_lb")
		return 0
	}
	return w
}

// length reads the length of a side.
func (c *Chunk) length(v string, u unit, at place) dimweight.Length {
	if d, end := cutDecimal(v, 0); end > 0 {
		if end < len(v) {
			u = lengthUnit(v[end:])
		}
		if u != 0 {
			if l := dimweight.Length(d.times(u)); l > 0 && l <= dimweight.MaxSide {
				return l
			}
		}
	}
	l, err := dimweight.ParseLength(withUnit(trimID(v), u, lengthSymbols))
	if err != nil {
		c.badQuantity(v, err, at, "in, cm or mm, as in 12in, or name the column length_in")
		return 0
	}
	return l
}

// weightUnit and lengthUnit are the unit that a cell has after its number; 0 for
// another word. The usual ones come without a search.
func weightUnit(s string) unit {
	switch s {
	case "lb", " lb":
		return unit(dimweight.Pound)
	case "kg", " kg":
		return unit(dimweight.Kilogram)
	}
	return weights[strings.ToLower(trim(s))]
}

func lengthUnit(s string) unit {
	switch s {
	case "in", " in":
		return unit(dimweight.Inch)
	case "cm", " cm":
		return unit(dimweight.Centimetre)
	}
	return lengths[strings.ToLower(trim(s))]
}

// size reads three sides, as 12x9x7in.
func (c *Chunk) size(v string, u unit, at place) dimweight.Dims {
	if d, ok := quickSize(v, u); ok {
		return d
	}
	v = trimID(v)
	full := v
	if n := len(v); n > 0 && v[n-1] >= '0' && v[n-1] <= '9' {
		full = v + lengthSymbols[u]
	}
	d, err := dimweight.ParseDims(full)
	if err != nil {
		c.badQuantity(v, err, at, "in, cm or mm, as in 12x9x7in, or name the column dims_in")
		return dimweight.Dims{}
	}
	return d
}

// quickSize reads 12x9x7in, with one unit at the end or none.
func quickSize(v string, u unit) (dimweight.Dims, bool) {
	var sides [3]decimal
	at := 0
	for i := range sides {
		if i > 0 {
			if at == len(v) || v[at]|0x20 != 'x' {
				return dimweight.Dims{}, false
			}
			at++
		}
		if sides[i], at = cutDecimal(v, at); at == 0 {
			return dimweight.Dims{}, false
		}
	}
	if at < len(v) {
		u = lengthUnit(v[at:])
	}
	d := dimweight.Dims{
		Length: dimweight.Length(sides[0].times(u)), Width: dimweight.Length(sides[1].times(u)), Height: dimweight.Length(sides[2].times(u)),
	}
	return d, u != 0 && min(d.Length, d.Width, d.Height) > 0 && d.Longest() <= dimweight.MaxSide
}

var (
	weightSymbols = map[unit]string{weights["lb"]: "lb", weights["oz"]: "oz", weights["kg"]: "kg", weights["g"]: "g"}
	lengthSymbols = map[unit]string{lengths["in"]: "in", lengths["cm"]: "cm", lengths["mm"]: "mm", lengths["m"]: "m", lengths["ft"]: "ft"}
)

// withUnit adds the unit of the column to a number that has none.
func withUnit(v string, u unit, symbols map[unit]string) string {
	if strings.Trim(v, "-0123456789.") == "" && v != "" {
		return v + symbols[u]
	}
	return v
}

const (
	mustBeMore = "must be more than 0"
	measured   = "write what was measured, such as 12x9x7in or 2.5lb"
)

// badQuantity notes why a quantity cannot be read.
func (c *Chunk) badQuantity(v string, err error, at place, unitHint string) {
	code, reason, hint := badNumber(trimID(v))
	switch {
	case code != "":
	case errors.Is(err, dimweight.ErrNoUnit):
		code, reason, hint = NoUnit, "no unit", "write "+unitHint
	case errors.Is(err, dimweight.ErrUnknownUnit):
		code, reason, hint = NoUnit, "unknown unit", "write "+unitHint
	case errors.Is(err, dimweight.ErrNotPositive):
		code, reason, hint = NotMore, mustBeMore, measured
	case errors.Is(err, dimweight.ErrTooLarge):
		code, reason, hint = TooLarge, "too large", "at most 100 m a side and 1000000 kg"
	default:
		code, reason, hint = BadNumber, errors.Unwrap(err).Error(), "such as 12x9x7in or 2.5lb"
	}
	c.note(at, code, hint, "%s", reason)
}

// badNumber names the usual ways in which a number is none, by the number that
// the cell begins with. The code is empty when it is none of them.
func badNumber(v string) (code Code, reason, hint string) {
	const plain = "write digits and a point"
	lower := strings.ToLower(v)
	for _, r := range v {
		if r > unicode.MaxASCII && unicode.IsDigit(r) {
			return BadNumber, "digits that are not ASCII", plain + ": 12, not １２"
		}
	}
	digits := strings.TrimLeft(lower, "-+")
	head := strings.TrimLeft(digits, "0123456789.")
	switch {
	case strings.HasPrefix(digits, "nan") || strings.HasPrefix(digits, "inf"):
		return BadNumber, "not a number", plain
	case strings.HasPrefix(digits, "0x") && len(digits) > 2 && strings.IndexByte("0123456789abcdef", digits[2]) >= 0 && !strings.ContainsAny(digits[2:], "x"):
		return BadNumber, "a hexadecimal number", plain
	case strings.HasPrefix(head, "e") && len(head) > 1 && (isDigits(head[1:2]) || head[1] == '+' || head[1] == '-'):
		return BadNumber, "a number with an exponent", plain + ", not " + show(v)
	case strings.HasPrefix(head, ",") && len(head) > 1 && isDigits(head[1:2]):
		return BadNumber, "a number with a comma", plain + ": 1500 for 1,500, or 1.5 for 1,5"
	case strings.HasPrefix(v, "-") && isDigits(digits[:min(1, len(digits))]):
		return NotMore, mustBeMore, "write it without the minus, or correct it"
	}
	return "", "", ""
}

// whole reads a whole number from 1 to a limit.
func (c *Chunk) whole(v string, limit int, at place) int {
	v = unmarked(v)
	n, ok := 0, v != "" && len(v) <= 9
	for i := 0; ok && i < len(v); i++ {
		ok = v[i]-'0' <= 9
		n = n*10 + int(v[i]-'0')
	}
	if !ok {
		if whole, zeros, found := strings.Cut(v, "."); found && isDigits(whole) && len(whole) <= 9 && strings.Trim(zeros, "0") == "" {
			n, _ = strconv.Atoi(whole) // 2.00 pieces
			ok = zeros != ""
		}
	}
	switch {
	case ok && n == 0:
		c.note(at, NotMore, "at least 1, or blank for 1", mustBeMore)
	case ok && n > limit, !ok && isDigits(v):
		c.note(at, TooLarge, fmt.Sprintf("write %d or less", limit), "over the %d limit", limit)
	case !ok:
		code, reason, hint := badNumber(v)
		if code == "" {
			code, reason, hint = BadNumber, "not a whole number", "write digits alone"
		}
		c.note(at, code, hint, "%s", reason)
	default:
		return n
	}
	return 1
}

// money reads an amount, in the currency that the cell has, or that of the row,
// or of the options. None at all, 0.00, is the zero Money.
func (c *Chunk) money(v string, at place) carriers.Money {
	currency := carriers.Currency(strings.ToUpper(c.cell(0, fCurrency)))
	if currency == "" {
		currency = c.format.opts.Currency
	}
	if currency == "" {
		currency = "USD"
	}
	amount := unmarked(v)
	for _, sign := range [...]struct{ sign, of string }{{"$", "USD CAD AUD NZD MXN SGD HKD"}, {"€", "EUR"}, {"£", "GBP"}} {
		if strings.Contains(sign.of, string(currency)) {
			amount = strings.TrimPrefix(amount, sign.sign)
		}
	}
	digits, known := currency.Digits()
	if d, end := cutDecimal(amount, 0); end > 0 && end == len(amount) && known && digits == 2 && d.pow <= 100 {
		if minor := int64(d.digits * (100 / d.pow)); minor == 0 {
			return carriers.Money{}
		} else if minor <= carriers.MaxMinor {
			return carriers.Money{Minor: minor, Currency: currency}
		}
	}
	m, err := carriers.ParseMoney(amount, currency)
	switch code, reason, hint := badNumber(amount); {
	case code != "":
		c.note(at, code, hint, "%s", reason)
	case errors.Is(err, carriers.ErrCurrency):
		c.note(at, BadNumber, "an ISO 4217 code such as USD", "the currency is unknown")
	case err != nil:
		c.note(at, BadNumber, "such as 100.00, or 100.00 USD", "not an amount of money")
	case m.Minor == 0:
		return carriers.Money{}
	case m.Minor < 0:
		c.note(at, NotMore, "an amount such as 100.00, or blank for none", mustBeMore)
	default:
		return m
	}
	return carriers.Money{}
}
