package dimweight

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"
)

// Dims are the outer sides of a parcel, in any order: the longest side counts
// as the length whatever its name here. Every side must be more than zero and
// at most MaxSide.
type Dims struct {
	Length, Width, Height Length
}

// separators are the signs that people write between sides.
var separators = strings.NewReplacer("X", "x", "×", "x", "*", "x")

// ParseDims reads a size such as "20x16x12in", "50 x 40 x 30 cm" or
// "500x400x300mm". One unit stands at the end, or each side has its own. The
// error is a *ParseError.
func ParseDims(s string) (Dims, error) {
	d, err := parseDims(s)
	if err != nil {
		return Dims{}, &ParseError{What: "size", Input: s, Err: err, Hint: "such as 20x16x12in, 50x40x30cm or 500x400x300mm, each side at most 100 m"}
	}
	return d, nil
}

func parseDims(s string) (Dims, error) {
	parts := strings.Split(separators.Replace(s), "x")
	if len(parts) != 3 {
		return Dims{}, ErrSides
	}
	_, unit := splitNumber(strings.TrimSpace(parts[2]))
	sides := [3]Length{}
	for i, p := range parts {
		p = strings.TrimSpace(p)
		if num, rest := splitNumber(p); num != "" && rest == "" {
			p = num + unit
		}
		l, err := ParseLength(p)
		if err != nil {
			return Dims{}, errors.Unwrap(err)
		}
		sides[i] = l
	}
	return Dims{sides[0], sides[1], sides[2]}, nil
}

// Validate reports a side that is not positive or is over MaxSide.
func (d Dims) Validate() error {
	for _, side := range [...]struct {
		name string
		l    Length
	}{{"length", d.Length}, {"width", d.Width}, {"height", d.Height}} {
		if side.l <= 0 {
			return fmt.Errorf("%s: %w, it is %v", side.name, ErrNotPositive, side.l)
		}
		if side.l > MaxSide {
			return fmt.Errorf("%s: %w: %s is over the %s limit", side.name, ErrTooLarge, side.l.In(Metre), MaxSide.In(Metre))
		}
	}
	return nil
}

// Sorted returns the same sides with the longest as Length and the shortest as Height.
func (d Dims) Sorted() Dims {
	a, b, c := d.Length, d.Width, d.Height
	a, b = max(a, b), min(a, b)
	a, c = max(a, c), min(a, c)
	b, c = max(b, c), min(b, c)
	return Dims{a, b, c}
}

// Longest returns the longest side, which carriers call the length.
func (d Dims) Longest() Length { return max(d.Length, d.Width, d.Height) }

// Girth returns the distance round the parcel, square to its length: twice the
// sum of the second and third side (UPS, FedEx and USPS alike).
func (d Dims) Girth() Length { return 2 * (d.Length + d.Width + d.Height - d.Longest()) }

// LengthPlusGirth returns the longest side plus the girth.
func (d Dims) LengthPlusGirth() Length { return d.Longest() + d.Girth() }

// Volume returns the product of the sides. Dims that Validate refuses have none: zero.
func (d Dims) Volume() Volume {
	if d.Length <= 0 || d.Width <= 0 || d.Height <= 0 || d.Longest() > MaxSide {
		return Volume{}
	}
	hi, lo := bits.Mul64(uint64(d.Length)*uint64(d.Width), uint64(d.Height))
	return Volume{hi, lo}
}

// String prints the sides as given, as "20x16x12 in", in the first unit of
// inch, millimetre and centimetre that all are exact in.
func (d Dims) String() string {
	unit := Inch
	for _, u := range []Length{Inch, Millimetre, Centimetre} {
		if d.Length%(u/1000) == 0 && d.Width%(u/1000) == 0 && d.Height%(u/1000) == 0 {
			unit = u
			break
		}
	}
	return d.In(unit)
}

// In prints the sides in a unit, as "20x16x12 in".
func (d Dims) In(unit Length) string { return d.join("x", unit) }

func (d Dims) join(by string, unit Length) string {
	symbol := " " + lengthUnits.symbol(int64(unit))
	number := func(l Length) string { return strings.TrimSuffix(l.In(unit), symbol) }
	return number(d.Length) + by + number(d.Width) + by + number(d.Height) + symbol
}

// A Volume is a product of three lengths, exact in 128 bits. Compare volumes
// with Over; the zero Volume is none.
type Volume struct {
	hi, lo uint64
}

// CubicInches makes a volume of n cubic inches. A negative n is none.
func CubicInches(n int64) Volume { return cubic(n, Inch) }

// CubicCentimetres makes a volume of n cubic centimetres. A negative n is none.
func CubicCentimetres(n int64) Volume { return cubic(n, Centimetre) }

func cubic(n int64, side Length) Volume {
	if n <= 0 {
		return Volume{}
	}
	hi, lo := bits.Mul64(uint64(n), uint64(side)*uint64(side)*uint64(side))
	return Volume{hi, lo}
}

// Over reports whether v is more than limit.
func (v Volume) Over(limit Volume) bool {
	return v.hi > limit.hi || v.hi == limit.hi && v.lo > limit.lo
}

// Under returns how much v is under a limit; zero when it is not.
func (v Volume) Under(limit Volume) Volume {
	if !limit.Over(v) {
		return Volume{}
	}
	lo, borrow := bits.Sub64(limit.lo, v.lo, 0)
	hi, _ := bits.Sub64(limit.hi, v.hi, borrow)
	return Volume{hi, lo}
}

// In prints the volume in cubic units of a length, as "3840 in³", rounded half
// up to two decimals. A unit over a foot prints as inches.
func (v Volume) In(unit Length) string {
	if unit <= 0 || unit > Foot { // a cubic unit must fit in 64 bits
		unit = Inch
	}
	cube := uint64(unit) * uint64(unit) * uint64(unit) / 100
	q, r := div128(v, cube)
	if r >= cube-r {
		q++
	}
	s := fmt.Sprintf("%d.%02d", q/100, q%100)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	return s + " " + lengthUnits.symbol(int64(unit)) + "³"
}

// div128 divides v by d; a quotient over 64 bits is the largest there is.
func div128(v Volume, d uint64) (q, r uint64) {
	if v.hi >= d {
		return 1<<64 - 1, 0
	}
	return bits.Div64(v.hi, v.lo, d)
}
