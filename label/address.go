package label

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// address returns the lines of an end of the shipment, "from" or "to". The country
// is named, by its code, on parcels that leave it.
func (h *house) address(end string, s *carriers.Shipment) []line {
	a := &s.To
	if end == "from" {
		a = &s.From
	}
	lines := make([]line, 0, 8)
	add := func(path, text string, bold bool) {
		if h.capitals {
			text = strings.ToUpper(text)
		}
		if text != "" {
			lines = append(lines, line{path: path, text: text, bold: bold})
		}
	}
	add(end+".name", h.field(end+".name", a.Name, a.Country), true)
	add(end+".company", h.field(end+".company", a.Company, a.Country), len(lines) == 0)
	for i, street := range a.Street {
		at := fmt.Sprintf("%s.street[%d]", end, i)
		add(at, h.field(at, street, a.Country), false)
	}
	city, state := h.field(end+".city", a.City, a.Country), h.field(end+".state", a.State, a.Country)
	place := []string{city, state, a.PostalCode}
	if state == "" {
		place = []string{a.PostalCode, city}
	}
	add(end+".city", strings.TrimSpace(strings.Join(place, " ")), end == "to")
	if s.From.Country != s.To.Country {
		add(end+".country", a.Country, true)
	}
	return lines
}
