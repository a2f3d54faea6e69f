package orders

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// addressTexts are the fields of an address that are texts, in the order in which they
// are read.
var addressTexts = [...]field{fName, fFirst, fLast, fCompany, fCity, fState, fTaxID, fPhone, fStreet1, fStreet2, fStreet3}

// address reads the columns of an address: the recipient's, or for base toFrom the
// sender's. What has no column or is blank stays as it is. The order begins at row i.
func (c *Chunk) address(a *carriers.Address, base field, country string, i int) {
	f := c.format
	before, streets := a.PostalCode, len(c.streets)
	var name, first, last string
	for _, x := range f.texts[base/toFrom] {
		v, at := c.cell(0, base+x), place{i, i, base + x}
		if v == "" {
			continue
		}
		if x >= fStreet1 && x <= fStreet3 {
			c.street(v, at)
			continue
		}
		switch v = c.clean(v, at); x {
		case fName:
			name = v
		case fFirst:
			first = v
		case fLast:
			last = v
		case fCompany:
			a.Company = v
		case fCity:
			a.City = v
		case fState:
			a.State = v
		case fTaxID:
			a.TaxID = v
		case fPhone:
			a.Phone = unmarked(v)
		}
	}
	switch {
	case name != "":
		a.Name = name
	case first != "" || last != "":
		a.Name = trim(first + " " + last)
	}
	if len(c.streets) > streets {
		a.Street = c.streets[streets:len(c.streets):len(c.streets)]
	}
	if v := c.cell(0, base+fCountry); v != "" {
		a.Country = c.country(v, place{i, i, base + fCountry})
	} else if country != "" {
		a.Country = country
	}
	a.Residential = c.yes(place{i, i, base + fResidential}, a.Residential)
	if f.at[base+fPostal] >= 0 {
		if v := unmarked(c.cell(0, base+fPostal)); v != "" || before == "" {
			a.PostalCode = c.postal(a.Country, v, place{i, i, base + fPostal})
		}
	}
}

// street reads a cell of the street, which may have several lines.
func (c *Chunk) street(v string, at place) {
	if strings.IndexByte(v, '\n') < 0 {
		c.streets = append(c.streets, c.clean(v, at))
		return
	}
	for line := range strings.SplitSeq(v, "\n") {
		if line = trim(line); line != "" {
			c.streets = append(c.streets, c.clean(line, at))
		}
	}
}

// country reads a code or a name.
func (c *Chunk) country(v string, at place) string {
	if v == "US" {
		return v
	}
	if code := countryCode(v); code != "" {
		return code
	}
	c.note(at, BadCountry, "a code of two letters such as US, or the English name", "not a country")
	return ""
}

// state checks a state of the US or a province of Canada, as far as there is one.
func (c *Chunk) state(a *carriers.Address, at place) {
	if _, ok := carriers.StateCode(a.Country, a.State); ok {
		return
	}
	if reason, _ := textProblem(a.State); reason != "" {
		return // that was told
	}
	country, other, code, hint := "the US", "CA", "NY", "; APO, FPO and DPO are in AA, AE or AP"
	if a.Country == "CA" {
		country, other, code, hint = "Canada", "US", "ON", ""
	}
	if _, ok := carriers.StateCode(other, a.State); ok {
		hint = ", or " + other + " as the country"
	}
	c.note(at, BadState, "write its code of two letters, such as "+code+hint, "not a state of %s", country)
}

// needsCode reports whether the addresses of a country have a postal code.
func needsCode(country string) bool {
	_, err := carriers.ParsePostalCode(country, "")
	return err != nil
}

// postal reads a postal code of a country; an unknown one was told before.
func (c *Chunk) postal(country, v string, at place) string {
	switch {
	case country == "":
		if c.format.at[at.field-fPostal+fCountry] < 0 || c.cell(0, at.field-fPostal+fCountry) == "" {
			c.note(at, BadCountry, "say which by a column country, or by the sender", "the country is unknown")
		}
		return v
	case country == "US" && isZIP(v):
		return v
	case v == "" && needsCode(country):
		c.note(at, Missing, "each address in "+country+" has one", "no postal code")
		return v
	}
	code, err := carriers.ParsePostalCode(country, v)
	if err == nil {
		return code
	}
	if zeroed := withZero(country, v); zeroed != "" {
		c.note(at, LostZero, "write "+zeroed+": "+show(v)+" lost its zero, as a spreadsheet takes it for a number", "not a postal code of %s", country)
		return v
	}
	if ascii := asciiDigits(v); ascii != v {
		c.note(at, BadPostal, "write it with the digits of the keyboard: "+ascii, "digits that are not ASCII")
		return v
	}
	c.note(at, BadPostal, postalHint(country, v), "%s", withoutValue(err.Error(), v))
	return v
}

// postalHint says what may be meant by what is no postal code of a country.
func postalHint(country, v string) string {
	if strings.HasSuffix(v, ".0") {
		return "a spreadsheet took it for a number: write " + strings.TrimSuffix(v, ".0")
	}
	bare := strings.Map(func(r rune) rune {
		if strings.ContainsRune("=\"'- .", r) {
			return -1
		}
		return r
	}, v)
	if code, err := carriers.ParsePostalCode(country, bare); err == nil {
		return "write " + code
	}
	for _, other := range [][2]string{{"CA", "Canada"}, {"US", "the US"}} {
		if country != "US" && country != "CA" || country == other[0] {
			continue
		}
		if _, err := carriers.ParsePostalCode(other[0], bare); err == nil {
			return "for " + other[1] + " write " + other[0] + " as the country"
		}
	}
	return ""
}

// asciiDigits writes full-width digits and their hyphen as ASCII.
func asciiDigits(v string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' || r == '－' {
			return r - '０' + '0'
		}
		return r
	}, v)
}

// withoutValue cuts the value off the front of a message, which names it apart.
func withoutValue(message, v string) string {
	_, rest, ok := strings.Cut(message, " is ")
	if !ok || strings.Contains(v, " is ") {
		return message
	}
	return rest
}

func isZIP(v string) bool {
	return len(v) == 5 && isDigits(v)
}

func isDigits(v string) bool {
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return v != ""
}

// withZero is the code with the zeros in front that it lost; empty when that
// makes no code of the country.
func withZero(country, v string) string {
	switch country {
	case "US", "PR", "DE", "FR", "ES", "IT", "FI", "MX":
	default:
		return ""
	}
	head, tail, plus4 := strings.Cut(v, "-")
	if !isDigits(head) || len(head) < 3 || plus4 && (country != "US" || len(tail) != 4 || !isDigits(tail)) {
		return ""
	}
	switch {
	case len(head) < 5:
		head = "00000"[len(head):] + head
	case !plus4 && country == "US" && (len(head) == 8 || len(head) == 7):
		head = "000000000"[len(head):] + head
		head, tail, plus4 = head[:5], head[5:], true
	default:
		return ""
	}
	if plus4 {
		head += "-" + tail
	}
	if code, err := carriers.ParsePostalCode(country, head); err == nil {
		return code
	}
	return ""
}
