package carriers

import (
	"fmt"
	"strings"
)

// Shapes of postal codes: 9 is a digit, A a letter, - and space stand for
// themselves and may be left out when reading. Countries not here have codes of
// up to ten letters, digits, spaces and hyphens.
var postalShapes = map[string][]string{
	"US": {"99999", "99999-9999"},
	"PR": {"99999", "99999-9999"},
	"CA": {"A9A 9A9"},
	"GB": {"A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"},
	"NL": {"9999 AA"},
	"PL": {"99-999"},
	"PT": {"9999-999"},
	"SE": {"999 99"}, "CZ": {"999 99"}, "SK": {"999 99"}, "GR": {"999 99"},
	"JP": {"999-9999"},
	"BR": {"99999-999"},
	"FR": {"99999"}, "DE": {"99999"}, "ES": {"99999"}, "IT": {"99999"}, "FI": {"99999"}, "MX": {"99999"},
	"AT": {"9999"}, "BE": {"9999"}, "CH": {"9999"}, "DK": {"9999"}, "NO": {"9999"}, "LU": {"9999"}, "AU": {"9999"}, "HU": {"9999"},
}

// withoutCodes are countries that have no postal codes, by the addressing sheets
// of the Universal Postal Union; some of them write one that stands for none.
const withoutCodes = "AE AG AO BF BI BJ BO BS BW BZ CD CF CG CI CM DJ DM ER FJ GA GD GM GQ GY HK KI KM ML MO MR MW NR QA RW SB SC SL SR ST SY TD TG TK TL TO TV UG VU YE ZW"

// ParsePostalCode reads a country's postal code and returns it as that country
// writes it: capitals, with its space or hyphen. A ZIP+4 keeps its last four
// digits. A country without postal codes may have none. The error says which shape the country's codes have.
func ParsePostalCode(country, code string) (string, error) {
	trimmed := strings.ToUpper(strings.TrimSpace(code))
	shapes, known := postalShapes[country]
	if !known {
		if trimmed == "" && len(country) == 2 && strings.Contains(withoutCodes, country) {
			return "", nil
		}
		if strings.Trim(trimmed, " -") == "" || len(trimmed) > 10 || strings.Trim(trimmed, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -") != "" {
			return "", fmt.Errorf("%s is not a postal code of up to 10 letters and digits", quote(code))
		}
		return trimmed, nil
	}
	for _, shape := range shapes {
		if canonical, ok := fit(trimmed, shape); ok {
			return canonical, nil
		}
	}
	msg := fmt.Sprintf("%s is not a postal code of %s, which look like %s", quote(code), country, strings.Join(shapes, " or "))
	if hint := postalHint(country, trimmed); hint != "" {
		msg += ": " + hint
	}
	return "", fmt.Errorf("%s", msg)
}

// territories are those of the US whose addresses have ZIP codes and a country code
// of their own: American Samoa, Guam, the Northern Marianas, Puerto Rico and the
// Virgin Islands, by ISO 3166-1 and USPS Publication 28, appendix B.
const territories = "AS GU MP PR VI"

func isTerritory(a *Address) bool {
	return len(a.Country) == 2 && strings.Contains(territories, a.Country) && isPostalCode("US", a.PostalCode)
}

// AsUS writes both ends of a shipment between the US and its territories, or within
// them, as addresses of the US, with the territory as the state if there is none: as
// the mail and the cards of US carriers do. From elsewhere a territory is a country
// of its own, and nothing changes.
func AsUS(from, to *Address) {
	if from.Country == "US" && to.Country == "US" {
		return
	}
	for _, a := range [...]*Address{from, to} {
		if a.Country != "US" && !isTerritory(a) {
			return
		}
	}
	for _, a := range [...]*Address{from, to} {
		if a.Country != "US" && a.State == "" {
			a.State = a.Country
		}
		a.Country = "US"
	}
}

// isPostalCode reports whether a code is one of a country, written as that
// country writes it. False may also mean that only ParsePostalCode can tell.
func isPostalCode(country, code string) bool {
	for _, shape := range postalShapes[country] {
		if len(code) == len(shape) && hasShape(code, shape) {
			return true
		}
	}
	return false
}

// hasShape is fit for a code of the shape's length, separators included.
func hasShape(code, shape string) bool {
	for i := range len(shape) {
		switch c := code[i]; shape[i] {
		case '9':
			if c < '0' || c > '9' {
				return false
			}
		case 'A':
			if c < 'A' || c > 'Z' {
				return false
			}
		default:
			if c != shape[i] {
				return false
			}
		}
	}
	return true
}

// BeginsPostalCode reports whether postal codes of a country may begin with some
// capitals and digits, without spaces and hyphens. Of a country whose codes have
// no known shape all may.
func BeginsPostalCode(country, begin string) bool {
	shapes, known := postalShapes[country]
	for _, shape := range shapes {
		if strings.ContainsAny(shape, " -") {
			shape = strings.ReplaceAll(strings.ReplaceAll(shape, " ", ""), "-", "")
		}
		if len(begin) > len(shape) {
			continue
		}
		if _, ok := fit(begin, shape[:len(begin)]); ok {
			return true
		}
	}
	return !known
}

// postalHint names the usual slips.
func postalHint(country, code string) string {
	if country != "US" {
		return ""
	}
	if _, ok := fit(code, "A9A 9A9"); ok {
		return "for Canada write CA:" + code
	}
	if _, ok := fit(code, "9999"); ok {
		return "has it lost the zero in front?"
	}
	return ""
}

// fit matches code with shape; the separators of the shape may be missing in the code.
func fit(code, shape string) (string, bool) {
	same := len(code) == len(shape)
	i := 0
	out := make([]byte, 0, 12)
	for j := range len(shape) {
		want := shape[j]
		if want == ' ' || want == '-' {
			if i < len(code) && code[i] == want {
				i++
			} else {
				same = false
			}
			out = append(out, want)
			continue
		}
		if i == len(code) || (want == '9') != (code[i] >= '0' && code[i] <= '9') || want == 'A' && (code[i] < 'A' || code[i] > 'Z') {
			return "", false
		}
		out = append(out, code[i])
		i++
	}
	if i < len(code) {
		return "", false
	}
	if same {
		return code, true // without a copy
	}
	return string(out), true
}

// quote prints a value from outside, at most 40 bytes of it.
func quote(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return fmt.Sprintf("%q", s)
}

// Place names an address for a reason: "94105", or "96701 (Hawaii)" where the
// prefix is one of the parts of the US that many services leave out.
func Place(a *Address) string {
	code := a.PostalCode
	if a.Country != "US" {
		return strings.TrimSpace(a.Country + " " + code)
	}
	if len(code) < 3 {
		return code
	}
	for _, r := range outlying {
		if prefix := code[:3]; r.from <= prefix && prefix <= r.to {
			return code + " (" + r.name + ")"
		}
	}
	return code
}

// outlying are the ZIP prefixes outside the lower 48 states.
var outlying = []struct{ from, to, name string }{
	{"006", "007", "Puerto Rico"}, {"008", "008", "US Virgin Islands"}, {"009", "009", "Puerto Rico"},
	{"090", "098", "military, Europe"}, {"340", "340", "military, Americas"}, {"962", "966", "military, Pacific"},
	{"967", "968", "Hawaii"}, {"969", "969", "Guam and the Pacific islands"}, {"995", "999", "Alaska"},
}
