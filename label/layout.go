package label

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers/tracking"
)

// A layout draws the label of one parcel, for the numbers that it is made for.
type layout struct {
	name    string
	carrier string   // whose own it is; empty for nobody's
	formats []string // of numbers, as package tracking names them; nil for all
	draw    func(*house)
}

// layouts are all there are, the one that takes everything last. The doc of each
// draw function says what of it is published and what is not.
func layouts() []layout {
	return []layout{
		{"ups", "ups", []string{"ups-1z"}, (*house).ups},
		{"usps", "usps", []string{"usps-impb", "usps-legacy-91"}, (*house).usps},
		{"fedex", "fedex", []string{"fedex-12", "fedex-34", "fedex-ground-34", "fedex-ground-96"}, (*house).fedex},
		{"dhl", "dhl", []string{"dhl-licence-plate", "dhl-express"}, (*house).dhl},
		{"colissimo", "colissimo", []string{"colissimo-13"}, (*house).colissimo},
		{"gs1", "gs1", []string{"sscc-18", "poczta-polska-20"}, (*house).gs1},
		{"plain", "", nil, (*house).plain},
	}
}

// Layouts returns the names that Format.Layout takes.
func Layouts() []string {
	var names []string
	for _, l := range layouts() {
		names = append(names, l.name)
	}
	return names
}

func layoutNamed(name string) (layout, bool) {
	for _, l := range layouts() {
		if l.name == name {
			return l, true
		}
	}
	return layout{}, false
}

func (l *layout) takes(format string) bool {
	return l.formats == nil || slices.Contains(l.formats, format)
}

// layout returns what draws the parcel at hand: what was asked for, or else the
// carrier's own, or else the plain one.
func (h *house) layout() func(*house) {
	if h.Custom != nil {
		return (*house).custom
	}
	format := h.number.match.Format
	if l, ok := layoutNamed(h.Layout); ok {
		if format != "" && !l.takes(format) {
			h.bad.add(h.at("numbers"), "is of format %s, the layout %s takes %s", format, l.name, strings.Join(l.formats, ", "))
		}
		if l.takes(format) {
			return l.draw
		}
	}
	carrier := tracking.Numbering(h.quote.Carrier)
	for _, l := range layouts() {
		if l.carrier == carrier && l.takes(format) {
			return l.draw
		}
	}
	return (*house).plain
}

// at is the path of the parcel at hand in a list.
func (h *house) at(list string) string { return fmt.Sprintf("%s[%d]", list, h.index) }
