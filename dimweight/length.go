package dimweight

// A Length is a distance in units of 200 nanometres, the largest unit in which
// a thousandth of an inch and a thousandth of a millimetre are both whole. The
// zero Length is no length: a parcel's side must be more.
type Length int64

// Units of length. Multiply to make one: 12 * Inch, or 5 * Inch / 2.
const (
	Millimetre Length = 5_000
	Centimetre        = 10 * Millimetre
	Metre             = 1_000 * Millimetre
	Inch       Length = 127_000 // 25.4 mm, exactly
	Foot              = 12 * Inch
)

// MaxSide is the longest side that a Dims may have, far over any carrier's
// limit and small enough that no volume overflows.
const MaxSide = 100 * Metre

var lengthUnits = units{
	{"in", int64(Inch)}, {"cm", int64(Centimetre)}, {"mm", int64(Millimetre)}, {"ft", int64(Foot)}, {"m", int64(Metre)},
	{"inch", int64(Inch)}, {"inches", int64(Inch)}, {`"`, int64(Inch)}, {"feet", int64(Foot)},
}

// ParseLength reads a length such as "12in", "12.5 in", "300mm", "30cm" or
// "4ft". The unit is required. The error is a *ParseError.
func ParseLength(s string) (Length, error) {
	q, err := parseQuantity(s, lengthUnits)
	if err == nil && q > int64(MaxSide) {
		err = ErrTooLarge
	}
	if err != nil {
		return 0, &ParseError{What: "length", Input: s, Err: err, Hint: "such as 12in, 30cm, 300mm or 4ft, at most 100 m"}
	}
	return Length(q), nil
}

// In prints the length in a unit, as "12.5 in": exactly where three decimals
// are enough, else rounded half up to two.
func (l Length) In(unit Length) string { return lengthUnits.format(int64(l), int64(unit)) }

// String prints the length in inches where they are exact to three decimals,
// else in millimetres or centimetres where those are, else rounded in inches.
func (l Length) String() string {
	return lengthUnits.formatExact(int64(l), int64(Inch), int64(Millimetre), int64(Centimetre))
}
