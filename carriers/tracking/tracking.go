// Package tracking knows the numbers carriers put on parcels: which carrier and format a
// number is, whether its check digit is right, how to make a new one and what its
// barcode holds.
//
//	for _, m := range tracking.Recognise("1Z 999 AA1 01 2345 6784") {
//		fmt.Println(m.Carrier, m.Format, m.Valid)
//	}
//
// Shapes overlap: twelve digits may be FedEx, Purolator, GLS or Deutsche Post. So
// [Recognise] gives every format that fits, the valid ones first, and [For] picks the one
// of a carrier. A wrong check digit is never valid.
//
// [UPS], [USPS], [FedEx] and [SSCC] make numbers from an account's prefix and a serial.
// [Match.Symbol] gives the data of the barcode, ready for label/barcode.
//
// What people type is accepted: small letters, spaces, dashes, dots and parentheses, and
// the "]C1" and group separators that scanners send. Numbers come back in capitals
// without any of them.
package tracking

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Match is one format that a number fits.
type Match struct {
	// Carrier is the carrier's name in this project: "ups", "usps", "fedex", "dhl". It is
	// "gs1" or "upu" when the format belongs to a standard that many carriers use.
	Carrier string `json:"carrier"`
	// Format names the format; no two carriers share a name.
	Format string `json:"format"`
	// CheckDigit is the check character the number has, or both of them for Mondial
	// Relay. It is empty when the format has none; Valid then speaks of the shape alone.
	CheckDigit string `json:"check_digit"`
	// Expected is what CheckDigit ought to be.
	Expected string `json:"-"`
	// Number is the whole number, without the 420 and ZIP of a scanned barcode.
	Number string `json:"-"`
	// Tracking is the part of Number that the carrier is asked about. It is the whole
	// number but for barcodes with more in them, such as FedEx's 34 digits.
	Tracking string `json:"-"`
	// ZIP is the destination that stood before the number, five or nine digits, or "".
	ZIP string `json:"-"`
	// Valid says that the check digit and the structure are right.
	Valid bool `json:"-"`
	// Reason says what is wrong, and is empty when Valid.
	Reason string `json:"-"`
}

// Recognise gives every known format that number fits, valid ones first and otherwise in
// order of how common they are. It gives none when number fits no format.
func Recognise(number string) []Match {
	var matches []Match
	candidates := readings(clean(number))
	for i := range formats {
		for _, c := range candidates {
			if m, ok := formats[i].match(c); ok {
				matches = append(matches, m)
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b Match) int {
		return cmp.Compare(rank(a), rank(b))
	})
	return matches
}

func rank(m Match) int {
	if m.Valid {
		return 0
	}
	return 1
}

// For gives the valid match that a parcel of carrier would carry: a format of its own
// before one that any carrier may use, such as an SSCC. Its own are those of its
// [Numbering]. An empty carrier means any.
//
// The errors are those of [Check]; a number that is valid for other carriers only is
// [ErrUnknown].
func For(carrier, number string) (Match, error) {
	matches := Recognise(number)
	if err := judge(number, matches); err != nil {
		return Match{}, err
	}
	var shared *Match
	for i, m := range matches {
		switch {
		case !m.Valid:
		case carrier == "" || m.Carrier == Numbering(carrier):
			return m, nil
		case shared == nil && formatNamed(m.Format).shared:
			shared = &matches[i]
		}
	}
	if shared != nil {
		return *shared, nil
	}
	return Match{}, &NumberError{clean(number), fmt.Sprintf("not a number of carrier %q", carrier), ErrUnknown}
}

// Check returns nil when number is valid in at least one known format. Otherwise it
// returns a [NumberError] that wraps [ErrUnknown], [ErrCheckDigit] or [ErrStructure].
func Check(number string) error { return judge(number, Recognise(number)) }

// These are the kinds of error that [NumberError] wraps.
var (
	// ErrUnknown means no known format has this shape.
	ErrUnknown = errors.New("no known format")
	// ErrCheckDigit means the shape is known and the check digit is wrong.
	ErrCheckDigit = errors.New("wrong check digit")
	// ErrStructure means the check digit is right and something else in the number is not.
	ErrStructure = errors.New("wrong structure")
)

// NumberError says why a number is not valid.
type NumberError struct {
	Number string // without spaces and dashes
	Reason string
	Err    error // the kind: ErrUnknown, ErrCheckDigit or ErrStructure
}

func (e *NumberError) Error() string {
	return fmt.Sprintf("tracking number %q: %s", e.Number, e.Reason)
}

func (e *NumberError) Unwrap() error { return e.Err }

// judge wants the matches that Recognise gives for number.
func judge(number string, matches []Match) error {
	number = clean(number)
	if len(matches) == 0 {
		return &NumberError{number, fmt.Sprintf("no known format has these %d characters", len([]rune(number))), ErrUnknown}
	}
	if matches[0].Valid {
		return nil
	}
	kind := ErrCheckDigit
	var reasons []string
	for _, m := range matches {
		if m.CheckDigit == m.Expected {
			kind = ErrStructure
		}
		reasons = append(reasons, m.Format+": "+m.Reason)
	}
	return &NumberError{number, strings.Join(reasons, "; "), kind}
}

// Report is what `shiprate track --json` prints for one number.
type Report struct {
	Number string `json:"number"` // in capitals, without spaces and dashes
	Valid  bool   `json:"valid"`
	// Matches are the valid matches, or all of them when none is valid. It is never nil.
	Matches []Match `json:"matches"`
	Reason  string  `json:"reason"` // why the number is not valid; empty when it is
}

// Inspect recognises number and reports on it.
func Inspect(number string) Report {
	r := Report{Number: clean(number), Valid: true, Matches: []Match{}}
	matches := Recognise(number)
	var bad *NumberError
	if errors.As(judge(number, matches), &bad) {
		r.Valid, r.Reason = false, bad.Reason
	}
	for _, m := range matches {
		if m.Valid || !r.Valid {
			r.Matches = append(r.Matches, m)
		}
	}
	return r
}
