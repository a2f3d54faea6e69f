package barcode

import "fmt"

// itfQuiet is the quiet zone of Interleaved 2 of 5 on each side, in modules
// (ISO/IEC 16390, section 4.4).
const itfQuiet = 10

// Interleaved2of5 encodes digits as Interleaved 2 of 5 (ISO/IEC 16390): the symbol of
// Leitcode and Identcode. A narrow bar or space is one module and a wide one three. The
// digits stand in pairs, so their number must be even; a leading zero makes it so, and
// the caller decides whether his number may have one. A check digit is part of the
// digits: none is added or tried.
//
// [Linear.Codes] is nil; a printer that draws the symbol itself takes [Linear.Text].
//
// The errors are [ErrEmpty], a [CharError] for the first character that is no digit and
// a [FieldError] for an odd number of digits.
func Interleaved2of5(digits string) (Linear, error) {
	if digits == "" {
		return Linear{}, ErrEmpty
	}
	for i := range len(digits) {
		if !digit(digits[i]) {
			return Linear{}, charError(digits, i, "Interleaved 2 of 5 holds digits")
		}
	}
	if len(digits)%2 == 1 {
		return Linear{}, &FieldError{"digits", digits, fmt.Sprintf("%d digits, want an even number", len(digits))}
	}
	const pair, startStop = 18, 4 + 5
	modules := append(make([]bool, 0, pair*len(digits)/2+startStop), true, false, true, false)
	for i := 0; i < len(digits); i += 2 {
		bars, spaces := itfPatterns[digits[i]-'0'], itfPatterns[digits[i+1]-'0']
		for j := range 5 {
			modules = appendRun(modules, true, int(bars[j]-'0'))
			modules = appendRun(modules, false, int(spaces[j]-'0'))
		}
	}
	modules = append(modules, true, true, true, false, true)
	return Linear{Modules: modules, Text: digits, Quiet: itfQuiet}, nil
}

// appendRun appends n modules of one colour.
func appendRun(modules []bool, dark bool, n int) []bool {
	for range n {
		modules = append(modules, dark)
	}
	return modules
}

// itfPatterns are the widths of the five bars, or spaces, of each digit (ISO/IEC 16390,
// table 1).
var itfPatterns = [10]string{
	"11331", "31113", "13113", "33111", "11313", "31311", "13311", "11133", "31131", "13131",
}
