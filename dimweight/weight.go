package dimweight

// A Weight is a mass in units of 0.625 nanograms, the largest unit in which a
// thousandth of an ounce and a thousandth of a gram are both whole. The zero
// Weight is no weight: a parcel must weigh more.
type Weight int64

// Units of weight. Multiply to make one: 4 * Pound, or 5 * Pound / 2.
const (
	Gram     Weight = 1_600_000_000
	Kilogram        = 1_000 * Gram
	Ounce    Weight = 45_359_237_000 // 28.349523125 g, exactly
	Pound           = 16 * Ounce
)

// MaxWeight is the heaviest weight that is read or billed, far over any
// carrier's limit.
const MaxWeight = 1_000_000 * Kilogram

var weightUnits = units{
	{"lb", int64(Pound)}, {"oz", int64(Ounce)}, {"kg", int64(Kilogram)}, {"g", int64(Gram)},
	{"lbs", int64(Pound)}, {"pound", int64(Pound)}, {"pounds", int64(Pound)}, {"ounce", int64(Ounce)}, {"ounces", int64(Ounce)},
	{"kgs", int64(Kilogram)}, {"grams", int64(Gram)}, {"gram", int64(Gram)},
}

// ParseWeight reads a weight such as "2lb", "2.5 lb", "2lb8oz", "40oz", "1.2kg"
// or "900g". The unit is required. The error is a *ParseError.
func ParseWeight(s string) (Weight, error) {
	q, err := parseQuantity(s, weightUnits)
	if err == nil && q > int64(MaxWeight) {
		err = ErrTooLarge
	}
	if err != nil {
		return 0, &ParseError{What: "weight", Input: s, Err: err, Hint: "such as 2lb, 2lb8oz, 40oz, 1.2kg or 900g, at most 1000000 kg"}
	}
	return Weight(q), nil
}

// In prints the weight in a unit, as "27.63 lb": exactly where three decimals
// are enough, else rounded half up to two.
func (w Weight) In(unit Weight) string { return weightUnits.format(int64(w), int64(unit)) }

// AppendIn appends what In prints.
func (w Weight) AppendIn(b []byte, unit Weight) []byte {
	return weightUnits.append(b, int64(w), int64(unit))
}

// String prints the weight in pounds where they are exact to three decimals,
// else in kilograms, ounces or grams where those are, else rounded in pounds.
func (w Weight) String() string {
	return weightUnits.formatExact(int64(w), int64(Pound), int64(Kilogram), int64(Ounce), int64(Gram))
}

// RoundUp returns the least multiple of step that is at least w. A step of zero
// rounds nothing.
func (w Weight) RoundUp(step Weight) Weight {
	if step <= 0 {
		return w
	}
	if r := w % step; r > 0 {
		return w - r + step
	}
	return w
}
