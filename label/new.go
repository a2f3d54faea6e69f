package label

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
)

// New lays out a label for each parcel of a shipment, in their order, for the
// service of a quote, on 4×6 inches at 203 dots per inch. See [Format.New].
func New(s carriers.Shipment, q carriers.Quote, numbers ...string) ([]Label, error) {
	return Format{}.New(s, q, numbers...)
}

// New lays out a label for each parcel of a shipment, in their order. There is
// a tracking number for each parcel, as package tracking makes them, spaces and
// dashes allowed.
//
// The error is a carriers.Invalid with every problem: what a label needs and
// the shipment lacks, a number with a wrong check digit or of another carrier, a
// character that cannot be drawn, a text that is too long at its least height,
// a symbol that is too wide for the paper. It comes with no labels.
func (f Format) New(s carriers.Shipment, q carriers.Quote, numbers ...string) ([]Label, error) {
	var bad problems
	f = f.check(bad.add)
	if bad.list != nil {
		return nil, bad.list
	}
	var invalid carriers.Invalid
	if err := s.Validate(); errors.As(err, &invalid) {
		for _, p := range invalid {
			bad.add(p.Path, "%s", p.Message)
		}
	}
	if len(s.Parcels) > carriers.MaxParcels {
		return nil, bad.list
	}
	complete("from", &s.From, bad.add)
	complete("to", &s.To, bad.add)
	chosen(&q, len(s.Parcels), bad.add)
	f.Options.check(len(s.Parcels), bad.add)
	if f.Options.ReturnTo != nil {
		s.From, bad.sender = *f.Options.ReturnTo, "options.return_to"
	}
	h := house{Format: f, bad: &bad, shipment: &s, quote: &q, width: f.dots(f.Size.Width), height: f.dots(f.Size.Height)}
	// "Capital letters are preferred on all lines of the address block", USPS
	// Publication 28, 2024, section 211.
	h.capitals = tracking.Numbering(q.Carrier) == "usps"
	labels := h.labels(h.symbols(q.Carrier, numbers))
	if bad.list != nil {
		return nil, bad.list
	}
	return labels, nil
}

// labels draws a label for each parcel, and its copies.
func (h *house) labels(symbols []placed) []Label {
	copies := max(h.Options.Copies, 1)
	labels := make([]Label, 0, len(symbols)*min(copies, maxCopies))
	for i := range symbols {
		h.index, h.number = i, symbols[i]
		h.elements = make([]Element, 0, 32)
		h.layout()(h)
		for range min(copies, maxCopies) {
			labels = append(labels, Label{Width: h.width, Height: h.height, DPI: h.DPI, Date: h.quote.Ships, Elements: h.elements})
		}
	}
	return labels
}

type addFunc func(path, format string, args ...any)

// problems has at most one problem for a path, the first.
type problems struct {
	list   carriers.Invalid
	seen   map[string]bool
	sender string // what stands in place of the shipment's from; empty if nothing does
}

func (p *problems) add(path, format string, args ...any) {
	if field, ok := strings.CutPrefix(path, "from."); ok && p.sender != "" {
		path = p.sender + "." + field
	}
	if p.seen[path] {
		return
	}
	if p.seen == nil {
		p.seen = make(map[string]bool)
	}
	p.seen[path] = true
	p.list = append(p.list, carriers.Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

// field returns a text of the shipment as it is drawn, or "" when it cannot be.
// The country, where one is known, tells whose letters they are.
func (h *house) field(path, text, country string) string {
	text = norm.NFC.String(strings.TrimSpace(text))
	letters := lettering{h.Fonts}
	err := letters.check(text)
	if err != nil && h.ASCII {
		var spelled string
		if spelled, err = letters.spell(text, country); err == nil {
			text = spelled
		}
	}
	if err != nil {
		h.bad.add(path, "%v", err)
		return ""
	}
	return text
}

// complete says what an address lacks that a label needs.
func complete(path string, a *carriers.Address, add addFunc) {
	const missing = "must be set to print a label"
	if blank(a.Name) && blank(a.Company) {
		add(path+".name", missing+", or the company")
	}
	if blank(a.Street...) {
		add(path+".street", missing)
	}
	if blank(a.City) {
		add(path+".city", missing)
	}
	if blank(a.State) && (a.Country == "US" || a.Country == "CA" || a.Country == "AU") {
		add(path+".state", missing)
	}
	if of, stray := carriers.StrayState(a); stray {
		add(path+".state", "%s is a ZIP code of %s, and the state is %s", a.PostalCode, of, strings.TrimSpace(a.State))
	}
}

func blank(texts ...string) bool {
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			return false
		}
	}
	return true
}

// chosen says what a quote lacks that a label needs.
func chosen(q *carriers.Quote, parcels int, add addFunc) {
	if q.Carrier == "" {
		add("quote.carrier", "must be set: it says whose numbers these are")
	}
	if blank(q.Name) {
		add("quote.name", "must be set: it is the service on the label")
	}
	if q.Ships == 0 {
		add("quote.ships", "must be set: it is the date on the label")
	}
	if len(q.Parcels) != parcels {
		add("quote.parcels", "%d are rated, the shipment has %d", len(q.Parcels), parcels)
	}
}

// symbols makes the symbol of each parcel's number, or empty ones when their
// count is wrong.
func (h *house) symbols(carrier string, numbers []string) []placed {
	parcels := len(h.shipment.Parcels)
	list := make([]placed, parcels)
	if len(numbers) != parcels {
		h.bad.add("numbers", "%d for %d parcels: each parcel needs its own", len(numbers), parcels)
		return list
	}
	seen := make(map[string]int, len(numbers))
	for i, number := range numbers {
		path := fmt.Sprintf("numbers[%d]", i)
		match, err := tracking.For(carrier, number)
		if err != nil {
			h.bad.add(path, "%v", err)
			continue
		}
		if first, twice := seen[match.Number]; twice {
			h.bad.add(path, "%s is the number of parcel %d too", match.Number, first+1)
			continue
		}
		seen[match.Number] = i
		list[i], err = h.place(match)
		if err != nil {
			h.bad.add(path, "%v", err)
		}
	}
	return list
}
