package dimweight

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// The kinds of error in a ParseError, for errors.Is.
var (
	ErrSyntax      = errors.New("not a number with a unit")
	ErrNoUnit      = errors.New("no unit")
	ErrUnknownUnit = errors.New("unknown unit")
	ErrDecimals    = errors.New("more than 9 decimals")
	ErrNotPositive = errors.New("must be more than 0")
	ErrTooLarge    = errors.New("too large")
	ErrSides       = errors.New("not three sides")
)

// A ParseError says why a length, a weight or dimensions could not be read.
type ParseError struct {
	What  string // "length", "weight" or "size"
	Input string
	Err   error  // one of the errors above
	Hint  string // what to write instead
}

func (e *ParseError) Error() string {
	in := e.Input
	if len(in) > 40 {
		in = in[:40] + "…"
	}
	return fmt.Sprintf("%s %q: %v: write one %s", e.What, in, e.Err, e.Hint)
}

// Unwrap returns the kind of the error.
func (e *ParseError) Unwrap() error { return e.Err }

// units are the spellings of one quantity's units, the canonical ones first.
type units []struct {
	symbol string
	size   int64
}

func (us units) size(symbol string) (int64, bool) {
	for _, u := range us {
		if strings.EqualFold(u.symbol, symbol) {
			return u.size, true
		}
	}
	return 0, false
}

func (us units) symbol(size int64) string {
	for _, u := range us {
		if u.size == size {
			return u.symbol
		}
	}
	return "units"
}

// append prints q in a unit: exactly in up to three decimals, else rounded half up to two.
func (us units) append(b []byte, q, unit int64) []byte {
	if unit <= 0 {
		return strconv.AppendInt(b, q, 10)
	}
	n := uint64(q)
	if q < 0 {
		b, n = append(b, '-'), -n
	}
	whole, rest := n/uint64(unit), n%uint64(unit)
	if rest == 0 { // most billable weights
		return append(append(strconv.AppendUint(b, whole, 10), ' '), us.symbol(unit)...)
	}
	hi, lo := bits.Mul64(rest, 1000)
	milli, r := bits.Div64(hi, lo, uint64(unit))
	if r != 0 {
		hi, lo = bits.Mul64(rest, 100)
		cent, r := bits.Div64(hi, lo, uint64(unit))
		if r >= uint64(unit)-r {
			cent++
		}
		whole, milli = whole+cent/100, cent%100*10
	}
	b = strconv.AppendUint(b, whole, 10)
	if milli > 0 {
		b = append(b, '.', '0'+byte(milli/100))
		for milli = milli % 100 * 10; milli > 0; milli = milli % 100 * 10 {
			b = append(b, '0'+byte(milli/100))
		}
	}
	return append(append(b, ' '), us.symbol(unit)...)
}

// format prints as append does.
func (us units) format(q, unit int64) string { return string(us.append(make([]byte, 0, 32), q, unit)) }

// formatExact prints q in the first unit that is exact to three decimals, else rounded in the first.
func (us units) formatExact(q int64, in ...int64) string {
	for _, unit := range in {
		if hi, lo := bits.Mul64(uint64(max(q, -q))%uint64(unit), 1000); bits.Rem64(hi, lo, uint64(unit)) == 0 {
			return us.format(q, unit)
		}
	}
	return us.format(q, in[0])
}

// parseQuantity reads one or more numbers each with a unit, as "2lb8oz", and adds them. Only the last may have decimals.
func parseQuantity(s string, us units) (int64, error) {
	rest := strings.TrimSpace(s)
	total, before := int64(0), int64(math.MaxInt64)
	for first := true; first || rest != ""; first = false {
		num, tail := splitNumber(rest)
		if num == "" {
			return 0, ErrSyntax
		}
		unit, tail := splitUnit(strings.TrimLeft(tail, " "))
		if unit == "" {
			if tail != "" {
				return 0, ErrSyntax
			}
			return 0, ErrNoUnit
		}
		size, ok := us.size(unit)
		if !ok {
			return 0, ErrUnknownUnit
		}
		rest = strings.TrimLeft(tail, " ")
		if rest != "" && strings.Contains(num, ".") || size >= before { // 4lb4lb is a slip, not 8 lb
			return 0, ErrSyntax
		}
		before = size
		q, err := scale(num, size)
		if err != nil {
			return 0, err
		}
		if total += q; total < 0 {
			return 0, ErrTooLarge
		}
	}
	if total <= 0 {
		return 0, ErrNotPositive
	}
	return total, nil
}

func splitNumber(s string) (num, rest string) {
	i := 0
	if i < len(s) && s[i] == '-' {
		i++
	}
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.') {
		i++
	}
	return s[:i], s[i:]
}

func splitUnit(s string) (unit, rest string) {
	i := 0
	for i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || s[i] == '"') {
		i++
	}
	return s[:i], s[i:]
}

// scale multiplies a decimal number by a unit, rounding what is finer than the quantity's own unit up.
func scale(num string, unit int64) (int64, error) {
	if strings.HasPrefix(num, "-") {
		return 0, ErrNotPositive
	}
	whole, frac, dot := strings.Cut(num, ".")
	if whole == "" && frac == "" || dot && frac == "" || strings.Contains(frac, ".") {
		return 0, ErrSyntax
	}
	if len(frac) > 9 {
		return 0, ErrDecimals
	}
	if len(strings.TrimLeft(whole, "0")) > 9 {
		return 0, ErrTooLarge
	}
	n, err := strconv.ParseUint(whole+frac, 10, 64)
	if whole+frac == "" || err != nil {
		return 0, ErrSyntax
	}
	pow := uint64(1)
	for range frac {
		pow *= 10
	}
	hi, lo := bits.Mul64(n, uint64(unit))
	if hi >= pow {
		return 0, ErrTooLarge
	}
	q, r := bits.Div64(hi, lo, pow)
	if r > 0 {
		q++
	}
	if q > 1<<62 {
		return 0, ErrTooLarge
	}
	return int64(q), nil
}
