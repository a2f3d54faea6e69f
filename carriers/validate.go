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

// add notes a problem. Callers build the path only once there is one: most
// shipments have none, and Validate then allocates nothing.
func (e *Invalid) add(path, format string, args ...any) {
	*e = append(*e, Problem{path, fmt.Sprintf(format, args...)})
}

// text notes what is wrong with the text of a field, which may be empty.
func (e *Invalid) text(path, field, value string) {
	if value == "" {
		return
	}
	if msg := textProblem(value); msg != "" {
		e.add(path+field, "%s", msg)
	}
}

// Validate reports every problem at once, as an Invalid. What a single carrier
// does not take, such as a parcel over its limit, is not a problem here but a
// rejection there.
func (s Shipment) Validate() error {
	var bad Invalid
	s.From.validate("from", &bad)
	s.To.validate("to", &bad)
	if s.From.Place != Door {
		bad.add("from.place", "must be empty: only the destination has a place of delivery")
	}
	if p, err := ParseDeliveryPlace(string(s.To.Place)); err != nil {
		bad.add("to.place", "%v", err)
	} else if p != s.To.Place {
		bad.add("to.place", "%q is the empty place, Door", s.To.Place)
	}
	if msg := textProblem(s.Reference); msg != "" {
		bad.add("reference", "%s", msg)
	}
	if s.Ready.IsZero() {
		bad.add("ready", "must be set: the day on which the parcels can be handed over")
	} else if y := s.Ready.Year(); y < 1970 || y > 9999 {
		bad.add("ready", "year %d is not between 1970 and 9999", y)
	}
	switch n := len(s.Parcels); {
	case n == 0:
		bad.add("parcels", "must have at least one")
	case n > MaxParcels:
		bad.add("parcels", "%d parcels are over the %d limit", n, MaxParcels)
	default:
		for i := range s.Parcels {
			s.Parcels[i].validate(i, &bad)
		}
	}
	for i, a := range s.Accessorials {
		if a != Signature && a != AdultSignature && a != IndirectSignature && a != Saturday && a != Sunday {
			bad.add(fmt.Sprintf("accessorials[%d]", i), "%s is unknown: use one of %v", quote(string(a)), Accessorials())
		}
	}
	if msg := contentsProblem(s.Contents); msg != "" {
		bad.add("contents", "%s", msg)
	}
	if msg := amountProblem(s.Insured, 1); msg != "" {
		bad.add("insured", "%s", msg)
	}
	if msg := textProblem(withoutBreaks(s.GiftMessage)); msg != "" {
		bad.add("gift_message", "%s", msg)
	}
	s.Customs.validate(&bad)
	if bad != nil {
		return bad
	}
	return nil
}

func (a *Address) validate(path string, bad *Invalid) {
	if !isCountry(a.Country) {
		bad.add(path+".country", "%s is not a code of two capitals such as US", quote(a.Country))
	} else if !isPostalCode(a.Country, a.PostalCode) {
		if canonical, err := ParsePostalCode(a.Country, a.PostalCode); err != nil {
			bad.add(path+".postal_code", "%v", err)
		} else if canonical != a.PostalCode {
			bad.add(path+".postal_code", "%s must be written %s", quote(a.PostalCode), canonical)
		}
	}
	bad.text(path, ".name", a.Name)
	bad.text(path, ".company", a.Company)
	bad.text(path, ".city", a.City)
	if bad.text(path, ".state", a.State); !isState(a) {
		bad.add(path+".state", "%s is not a state or province of %s: write the code of two letters", quote(a.State), a.Country)
	}
	bad.text(path, ".phone", a.Phone)
	bad.text(path, ".tax_id", a.TaxID)
	for i, line := range a.Street {
		if msg := textProblem(line); msg != "" {
			bad.add(fmt.Sprintf("%s.street[%d]", path, i), "%s", msg)
		}
	}
}

// isState is fit for a text; what is no text is told apart.
func isState(a *Address) bool {
	_, ok := StateCode(a.Country, a.State)
	return ok || textProblem(a.State) != ""
}

func (p *Parcel) validate(i int, bad *Invalid) {
	if err := p.Dims.Validate(); err != nil {
		bad.add(fmt.Sprintf("parcels[%d].dims", i), "%v", err)
	}
	switch {
	case p.Weight <= 0:
		bad.add(fmt.Sprintf("parcels[%d].weight", i), "%v, it is %v", dimweight.ErrNotPositive, p.Weight)
	case p.Weight > dimweight.MaxWeight:
		bad.add(fmt.Sprintf("parcels[%d].weight", i), "%s is over the %s limit", p.Weight.In(dimweight.Kilogram), dimweight.MaxWeight.In(dimweight.Kilogram))
	}
	if msg := textProblem(p.Reference); msg != "" {
		bad.add(fmt.Sprintf("parcels[%d].reference", i), "%s", msg)
	}
	p.validateItems(i, bad)
}

// withoutBreaks makes blanks of line breaks, for a text that may have them.
func withoutBreaks(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", " "), "\n", " ")
}

// maxText is the longest text that a shipment may carry in one field, in bytes.
const maxText = 1000

// textProblem says what no label could print, broken UTF-8 and control
// characters; it is empty for text that is fine.
func textProblem(s string) string {
	if len(s) > maxText {
		return fmt.Sprintf("%d bytes are over the %d limit", len(s), maxText)
	}
	plain := 0
	for plain < len(s) && ' ' <= s[plain] && s[plain] <= '~' { // nearly every one
		plain++
	}
	for i, r := range s[plain:] {
		i += plain
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)) {
			return fmt.Sprintf("%s is not valid UTF-8 at byte %d", quote(s), i)
		}
		if (r < ' ' || r > '~') && unicode.IsControl(r) {
			return fmt.Sprintf("%s has the control character %U at byte %d", quote(s), r, i)
		}
	}
	return ""
}
