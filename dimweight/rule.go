package dimweight

import (
	"fmt"
	"math/bits"
	"strings"
)

// A Rule turns a parcel's size and weight into the weight that is billed. It
// belongs to a service of a rate card for a period; the zero Rule bills the
// actual weight as it is.
type Rule struct {
	// Divisor is the volume that weighs one pound or kilogram, in the Unit. At
	// most 4,000 in³/lb or 70,000 cm³/kg; zero means no dimensional weight.
	Divisor int64
	Unit    DivisorUnit

	// Threshold exempts small parcels: only a volume over it, in the Unit's
	// cubic inches or centimetres, has a dimensional weight. Zero means none
	// is exempt.
	Threshold int64

	// Sides says how each side is rounded to the whole inch or centimetre of
	// the Unit before anything is computed.
	Sides Rounding

	// Step is what the billable weight is rounded up to. Zero rounds nothing.
	Step Weight

	// Minimum is the least billable weight. Zero means none.
	Minimum Weight
}

// A Rounding says how a side is rounded to a whole unit.
type Rounding uint8

// Ways to round a side. The zero Rounding leaves it as measured.
const (
	Exact   Rounding = iota
	Up               // every fraction counts as a whole unit
	Nearest          // half up; a side under half a unit counts as one
)

// A DivisorUnit is the pair of units that a Divisor is stated in.
type DivisorUnit uint8

// Units of a divisor.
const (
	CubicInchesPerPound DivisorUnit = iota
	CubicCentimetresPerKilogram
)

// Length returns the side that the unit measures in: Inch or Centimetre.
func (u DivisorUnit) Length() Length {
	if u == CubicCentimetresPerKilogram {
		return Centimetre
	}
	return Inch
}

// Weight returns the weight that the unit yields: Pound or Kilogram.
func (u DivisorUnit) Weight() Weight {
	if u == CubicCentimetresPerKilogram {
		return Kilogram
	}
	return Pound
}

// maxDivisor keeps divisor × cubic unit within 63 bits.
func (u DivisorUnit) maxDivisor() int64 {
	if u == CubicCentimetresPerKilogram {
		return 70_000
	}
	return 4_000
}

func (u DivisorUnit) String() string {
	if u == CubicCentimetresPerKilogram {
		return "cm3/kg"
	}
	return "in3/lb"
}

// Validate reports a field that is out of its range.
func (r Rule) Validate() error {
	switch limit := r.Unit.maxDivisor(); {
	case r.Unit > CubicCentimetresPerKilogram:
		return fmt.Errorf("divisor unit: %d is unknown", r.Unit)
	case r.Divisor < 0 || r.Divisor > limit:
		return fmt.Errorf("divisor: %d is not between 0 and %d %v", r.Divisor, limit, r.Unit)
	case r.Threshold < 0:
		return fmt.Errorf("threshold: %d is negative", r.Threshold)
	case r.Sides > Nearest:
		return fmt.Errorf("sides: rounding %d is unknown", r.Sides)
	case r.Step < 0 || r.Step > MaxWeight:
		return fmt.Errorf("step: %v is not between 0 and %v", r.Step, MaxWeight)
	case r.Minimum < 0 || r.Minimum > MaxWeight:
		return fmt.Errorf("minimum: %v is not between 0 and %v", r.Minimum, MaxWeight)
	}
	return nil
}

// Measured returns the sides as the rule counts them, each rounded as Sides
// says. Carriers measure their size limits on these too.
func (r Rule) Measured(d Dims) Dims {
	if r.Sides == Exact {
		return d
	}
	if r.Unit == CubicCentimetresPerKilogram {
		return Dims{r.Sides.toCentimetre(d.Length), r.Sides.toCentimetre(d.Width), r.Sides.toCentimetre(d.Height)}
	}
	return Dims{r.Sides.toInch(d.Length), r.Sides.toInch(d.Width), r.Sides.toInch(d.Height)}
}

// toInch rounds to an inch. To divide by a constant is faster, so each unit has
// its own.
func (r Rounding) toInch(l Length) Length { return r.to(Inch, l, l/Inch*Inch, (l+Inch/2)/Inch*Inch) }

func (r Rounding) toCentimetre(l Length) Length {
	return r.to(Centimetre, l, l/Centimetre*Centimetre, (l+Centimetre/2)/Centimetre*Centimetre)
}

// to chooses between the whole units under a length and those nearest to it.
func (r Rounding) to(unit, l, under, nearest Length) Length {
	switch {
	case r == Nearest:
		return max(unit, nearest)
	case under < l:
		return under + unit
	}
	return l
}

// Dimensional returns the weight deemed from the volume of valid dims, not yet
// rounded to the step; a fraction of 0.625 nanograms is rounded up. Zero means
// that the rule deems none: it has no divisor, or the parcel is not over the
// threshold.
func (r Rule) Dimensional(d Dims) Weight { return r.DimensionalOf(r.Measured(d)) }

// DimensionalOf is Dimensional for dims that are Measured already.
func (r Rule) DimensionalOf(measured Dims) Weight {
	if r.Divisor <= 0 || r.Divisor > r.Unit.maxDivisor() {
		return 0
	}
	volume := measured.Volume()
	side := uint64(r.Unit.Length())
	cube := side * side * side
	if r.Threshold > 0 {
		hi, lo := bits.Mul64(uint64(r.Threshold), cube)
		if !volume.Over(Volume{hi, lo}) {
			return 0
		}
	}
	per := cube * uint64(r.Divisor) // the volume of one whole unit of weight
	whole, rest := div128(volume, per)
	unit := uint64(r.Unit.Weight())
	if whole > uint64(MaxWeight)/unit {
		return MaxWeight
	}
	hi, lo := bits.Mul64(rest, unit)
	part, left := bits.Div64(hi, lo, per)
	if left > 0 {
		part++
	}
	return min(Weight(whole*unit+part), MaxWeight)
}

// Billable returns the weight that is billed: the greater of the actual and the
// dimensional weight, at least the minimum, rounded up to the step. It refuses
// sides and weights that are not positive or too large.
func (r Rule) Billable(d Dims, actual Weight) (Weight, error) {
	if min(d.Length, d.Width, d.Height) <= 0 || d.Longest() > MaxSide {
		return 0, d.Validate()
	}
	if actual <= 0 {
		return 0, fmt.Errorf("weight: %w, it is %v", ErrNotPositive, actual)
	}
	if actual > MaxWeight {
		return 0, fmt.Errorf("weight: %w: %s is over the %s limit", ErrTooLarge, actual.In(Kilogram), MaxWeight.In(Kilogram))
	}
	return max(actual, r.Dimensional(d), r.Minimum).RoundUp(r.Step), nil
}

// Working writes out the sum behind Billable, for a person to check:
//
//	20×16×12 = 3840 in³ ÷ 139 = 27.63 → 28 lb, actual 2 lb
//
// The errors are those of Billable.
func (r Rule) Working(d Dims, actual Weight) (string, error) {
	billable, err := r.Billable(d, actual)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	length, weight := r.Unit.Length(), r.Unit.Weight()
	sides := func(d Dims) string { s, _, _ := strings.Cut(d.join("×", length), " "); return s }
	measured := r.Measured(d)
	if measured != d {
		fmt.Fprintf(&b, "%s → ", sides(d))
	}
	dimensional := r.Dimensional(d)
	switch {
	case r.Divisor <= 0:
		b.WriteString("no dimensional weight")
	case dimensional == 0:
		fmt.Fprintf(&b, "%s = %s, not over %d: no dimensional weight", sides(measured), measured.Volume().In(length), r.Threshold)
	default:
		number, _, _ := strings.Cut(dimensional.In(weight), " ")
		fmt.Fprintf(&b, "%s = %s ÷ %d = %s", sides(measured), measured.Volume().In(length), r.Divisor, number)
	}
	if r.Minimum > max(actual, dimensional) {
		fmt.Fprintf(&b, ", at least %s", r.Minimum.In(weight))
	}
	fmt.Fprintf(&b, " → %s, actual %s", billable.In(weight), actual.In(weight))
	return b.String(), nil
}
