package label

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
)

// address returns the lines of an end of the shipment, "from" or "to", in the
// order that its country is used to. The country itself is named, last, on
// parcels that leave it.
func (h *house) address(end string, s *carriers.Shipment) []line {
	a := &s.To
	if end == "from" {
		a = &s.From
	}
	p := h.parts(end, a)
	lines := make([]line, 0, 8)
	custom := customOf(a.Country, p.local)
	if !strings.Contains(custom, "S") && p.state != "" {
		p.city = strings.TrimPrefix(p.city+", "+p.state, ", ") // not usual, but not lost
	}
	for rest, more := custom, true; more; {
		var pattern string
		if pattern, rest, more = strings.Cut(rest, "|"); pattern == "A" {
			lines = append(lines, p.street...)
			continue
		}
		if l := p.line(pattern); l.text != "" {
			l.language = ideographs(a.Country)
			lines = append(lines, l)
		}
	}
	if s.From.Country != s.To.Country {
		lines = append(lines, line{path: end + ".country", text: countryName(a.Country, s.From.Country), bold: true, wraps: true})
	}
	return lines
}

// parts are the fields of an address, as they are drawn.
type parts struct {
	end                              string
	name, company, city, state, code string
	street                           []line
	local                            bool // in Chinese, Japanese or Korean letters
}

func (h *house) parts(end string, a *carriers.Address) parts {
	draw := func(path, text string) string {
		drawn := h.field(path, text, a.Country)
		if h.capitals {
			drawn = inCapitals(drawn, a.Country)
		}
		return drawn
	}
	p := parts{end: end, name: draw(end+".name", a.Name), company: draw(end+".company", a.Company), code: a.PostalCode}
	p.street = make([]line, 0, len(a.Street))
	for i, street := range a.Street {
		path := end + ".street[" + strconv.Itoa(i) + "]"
		if text := draw(path, street); text != "" {
			p.street = append(p.street, line{path: path, text: text, wraps: true, language: ideographs(a.Country)})
			p.local = p.local || eastAsian(text)
		}
	}
	p.city, p.state = draw(end+".city", a.City), draw(end+".state", a.State)
	// The place alone counts: who gets it may have any name.
	p.local = p.local || eastAsian(p.city) || eastAsian(p.state)
	return p
}

// eastAsian says whether a text has Chinese, Japanese or Korean letters.
func eastAsian(text string) bool {
	for _, r := range text {
		if r > lastRune && (ideograph(r) || unicode.Is(unicode.Hangul, r)) {
			return true
		}
	}
	return false
}

// field returns the field of a letter of a pattern; false when it is none.
func (p *parts) field(letter rune) (string, bool) {
	switch letter {
	case 'N':
		return p.name, true
	case 'O':
		return p.company, true
	case 'C':
		return p.city, true
	case 'S':
		return p.state, true
	case 'Z':
		return p.code, true
	}
	return "", false
}

// line fills in a pattern. What stands between two fields is left out when one
// of them is empty.
func (p *parts) line(pattern string) line {
	switch pattern { // most are no more than a field
	case "N":
		return line{path: p.end + ".name", text: p.name, bold: true, wraps: true}
	case "O":
		return line{path: p.end + ".company", text: p.company, bold: p.name == "", wraps: true}
	}
	var text []byte
	between := 0 // where in the pattern it begins
	for i, r := range pattern {
		field, ok := p.field(r)
		if !ok {
			continue
		}
		if field != "" {
			if len(text) > 0 || pattern[between:i] == postMark {
				text = append(text, pattern[between:i]...)
			}
			text = append(text, field...)
		}
		between = i + 1
	}
	return line{path: p.end + ".city", text: string(text), bold: p.end == "to"}
}

// inCapitals returns text in capital letters. A letter without one that the label
// can draw stays as it is.
func inCapitals(text, country string) string {
	turkish := country == "TR" || country == "AZ"
	if isASCII(text) && !turkish {
		return strings.ToUpper(text)
	}
	upper := unicode.ToUpper
	if turkish {
		upper = unicode.TurkishCase.ToUpper
	}
	var b strings.Builder
	for _, r := range text {
		switch u := upper(r); {
		case r == 'ß':
			b.WriteString("SS")
		case u != r && own(r) && own(u):
			b.WriteRune(u)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
