package tracking

import (
	"fmt"
	"strings"
	"unicode"
)

// format is one row of the table: what a kind of number looks like and how it is checked.
type format struct {
	name, carrier string
	// shapes are the forms it comes in: # is a digit, @ a capital letter, * either, and
	// anything else stands for itself.
	shapes []string
	// notFirst are first characters that another format owns.
	notFirst string
	// shared says that any carrier may use it.
	shared bool
	// routed says that its barcode may begin with 420 and the destination ZIP.
	routed bool
	// check gives the check character a number has and the one it should have. Nil means
	// the format has none. It is called only with numbers that fit a shape.
	check func(number string) (got, want string)
	// rule says what else is wrong with a number, or "". Nil means nothing can be.
	rule func(number string) string
	// issuer gives a carrier closer than the one above, when the number tells. Nil is never.
	issuer func(number string) string
	// tracked cuts out the part the carrier is asked about. Nil means all of it.
	tracked func(number string) string
	// print writes the number for people. Nil means as it is.
	print func(number string) string
	// symbol is the barcode's data, given a ZIP of five or nine digits, or "". Nil means
	// this package does not know.
	symbol func(m Match, zip string) Symbol
}

// reading is a number with the routing that may have stood before it.
type reading struct{ number, zip string }

// readings splits off 420 and a ZIP in every way that leaves a number: a ZIP of five or
// nine digits cannot be told apart until the rest is looked at.
func readings(number string) []reading {
	all := []reading{{number: number}}
	// Publication 199: the whole barcode has at most 34 digits.
	if !strings.HasPrefix(number, "420") || len(number) > 34 {
		return all
	}
	for _, end := range []int{len("420") + 5, len("420") + 9} {
		if len(number) > end && digits(number[3:end]) {
			all = append(all, reading{number: number[end:], zip: number[3:end]})
		}
	}
	return all
}

func (f *format) match(r reading) (Match, bool) {
	if r.zip != "" && !f.routed || !f.fits(r.number) {
		return Match{}, false
	}
	m := Match{Carrier: f.carrier, Format: f.name, Number: r.number, Tracking: r.number, ZIP: r.zip}
	if f.issuer != nil {
		m.Carrier = f.issuer(r.number)
	}
	if f.tracked != nil {
		m.Tracking = f.tracked(r.number)
	}
	var wrong []string
	if f.check != nil {
		m.CheckDigit, m.Expected = f.check(r.number)
		if m.CheckDigit != m.Expected {
			wrong = append(wrong, fmt.Sprintf("check digit is %s, want %s", m.CheckDigit, m.Expected))
		}
	}
	if f.rule != nil {
		if problem := f.rule(r.number); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	m.Valid, m.Reason = len(wrong) == 0, strings.Join(wrong, ", ")
	return m, true
}

func (f *format) fits(number string) bool {
	if number == "" || strings.IndexByte(f.notFirst, number[0]) >= 0 {
		return false
	}
	for _, shape := range f.shapes {
		if fits(number, shape) {
			return true
		}
	}
	return false
}

func fits(number, shape string) bool {
	if len(number) != len(shape) {
		return false
	}
	for i := range len(shape) {
		c, ok := number[i], false
		switch shape[i] {
		case '#':
			ok = isDigit(c)
		case '@':
			ok = isLetter(c)
		case '*':
			ok = isDigit(c) || isLetter(c)
		default:
			ok = c == shape[i]
		}
		if !ok {
			return false
		}
	}
	return true
}

// clean makes capitals and drops what people and scanners put between the characters:
// spaces, dashes, dots, parentheses, the symbology identifier and group separators. All
// else stays, so that a number with a stray character fits nothing.
func clean(number string) string {
	number = strings.TrimSpace(number)
	if len(number) >= 3 && number[0] == ']' && (number[1] == 'C' || number[1] == 'c') && isDigit(number[2]) {
		number = number[3:]
	}
	return strings.Map(func(r rune) rune {
		const groupSeparator = 0x1d
		switch {
		case r == '.', r == '(', r == ')', r == groupSeparator, unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
			return -1
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, number)
}

func digits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' }

func formatNamed(name string) format {
	for _, f := range formats {
		if f.name == name {
			return f
		}
	}
	return format{}
}
