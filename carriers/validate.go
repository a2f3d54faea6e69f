package carriers

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shiprate/shiprate/dimweight"
)

// ErrInvalid is in every error about a shipment that cannot be quoted as it is
// written, whatever the carrier.
var ErrInvalid = errors.New("invalid shipment")

// Invalid has every problem of a shipment. It matches ErrInvalid.
type Invalid []Problem

// A Problem is one thing wrong, at a path such as "parcels[2].weight", counted
// from zero as in the JSON.
type Problem struct {
	Path    string
	Message string
}

func (p Problem) String() string { return p.Path + ": " + p.Message }

func (e Invalid) Error() string {
	lines := make([]string, len(e))
	for i, p := range e {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Is reports whether target is ErrInvalid.
func (e Invalid) Is(target error) bool { return target == ErrInvalid }

// Validate reports every problem at once, as an Invalid. What a single carrier
// does not take, such as a parcel over its limit, is not a problem here but a
// rejection there.
func (s Shipment) Validate() error {
	var bad Invalid
	add := func(path, format string, args ...any) {
		bad = append(bad, Problem{path, fmt.Sprintf(format, args...)})
	}
	s.From.validate("from", add)
	s.To.validate("to", add)
	text("reference", s.Reference, add)
	if s.Ready.IsZero() {
		add("ready", "must be set: the day on which the parcels can be handed over")
	} else if y := s.Ready.Year(); y < 1970 || y > 9999 {
		add("ready", "year %d is not between 1970 and 9999", y)
	}
	switch n := len(s.Parcels); {
	case n == 0:
		add("parcels", "must have at least one")
	case n > MaxParcels:
		add("parcels", "%d parcels are over the %d limit", n, MaxParcels)
	default:
		for i := range s.Parcels {
			s.Parcels[i].validate(i, add)
		}
	}
	for i, a := range s.Accessorials {
		if a != Signature && a != AdultSignature && a != Saturday {
			add(fmt.Sprintf("accessorials[%d]", i), "%s is unknown: use one of %v", quote(string(a)), Accessorials())
		}
	}
	s.validateInsured(add)
	if bad != nil {
		return bad
	}
	return nil
}

func (s Shipment) validateInsured(add func(path, format string, args ...any)) {
	if s.Insured == (Money{}) {
		return
	}
	if _, ok := s.Insured.Currency.Digits(); !ok {
		add("insured", "currency %s is not an ISO 4217 code such as USD", quote(string(s.Insured.Currency)))
		return
	}
	if s.Insured.Minor <= 0 {
		add("insured", "must be more than 0, it is %v", s.Insured)
	} else if s.Insured.Minor > MaxMinor {
		add("insured", "%v is over the %v limit", s.Insured, Money{MaxMinor, s.Insured.Currency})
	}
}

func (a *Address) validate(path string, add func(path, format string, args ...any)) {
	if len(a.Country) != 2 || a.Country[0] < 'A' || a.Country[0] > 'Z' || a.Country[1] < 'A' || a.Country[1] > 'Z' {
		add(path+".country", "%s is not a code of two capitals such as US", quote(a.Country))
	} else if canonical, err := ParsePostalCode(a.Country, a.PostalCode); err != nil {
		add(path+".postal_code", "%v", err)
	} else if canonical != a.PostalCode {
		add(path+".postal_code", "%s must be written %s", quote(a.PostalCode), canonical)
	}
	for _, field := range [...]struct{ name, value string }{{".name", a.Name}, {".company", a.Company}, {".city", a.City}, {".state", a.State}} {
		if field.value != "" {
			text(path+field.name, field.value, add)
		}
	}
	for i, line := range a.Street {
		text(fmt.Sprintf("%s.street[%d]", path, i), line, add)
	}
}

func (p *Parcel) validate(i int, add func(path, format string, args ...any)) {
	at := func(field string) string { return fmt.Sprintf("parcels[%d].%s", i, field) }
	if err := p.Dims.Validate(); err != nil {
		add(at("dims"), "%v", err)
	}
	switch {
	case p.Weight <= 0:
		add(at("weight"), "%v, it is %v", dimweight.ErrNotPositive, p.Weight)
	case p.Weight > dimweight.MaxWeight:
		add(at("weight"), "%s is over the %s limit", p.Weight.In(dimweight.Kilogram), dimweight.MaxWeight.In(dimweight.Kilogram))
	}
	if p.Reference != "" {
		text(at("reference"), p.Reference, add)
	}
}

// maxText is the longest text that a shipment may carry in one field, in bytes.
const maxText = 1000

// text refuses what no label could print: broken UTF-8 and control characters.
func text(path, s string, add func(path, format string, args ...any)) {
	if len(s) > maxText {
		add(path, "%d bytes are over the %d limit", len(s), maxText)
		return
	}
	for i, r := range s {
		if r == utf8.RuneError && strings.HasPrefix(s[i:], "\xef\xbf\xbd") == false {
			add(path, "%s is not valid UTF-8 at byte %d", quote(s), i)
			return
		}
		if unicode.IsControl(r) {
			add(path, "%s has the control character %U at byte %d", quote(s), r, i)
			return
		}
	}
}
