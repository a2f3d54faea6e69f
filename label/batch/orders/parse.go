package orders

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// order makes an order of n rows from i on, or an error.
func (c *Chunk) order(i, n int) {
	f := c.format
	c.own = true
	for k := i; k < i+n; k++ {
		c.own = c.own && c.rows[k].end-c.rows[k].start <= 1000 // no text in it is over the limit of a shipment's
	}
	if f.preset != nil {
		c.unescape(c.rows[i : i+n])
	}
	if n > 1 {
		c.merge(i, n)
	}
	var o *Order
	c.Orders, o = more(c.Orders)
	*o = Order{}
	o.Copies = 1
	s := &o.Shipment
	at := func(x field) place { return place{i, i, x} }

	o.ID = c.id(at(fID))
	s.Reference = o.ID
	c.held(i, n)
	for _, h := range f.asks {
		if slices.ContainsFunc(c.first[:n], func(row int) bool { return h.says(c.cells[row+h.at]) }) {
			o.Notes = append(o.Notes, h.why)
		}
	}
	s.From = f.opts.From
	if f.from {
		c.address(&s.From, toFrom, f.opts.From.Country, i)
	}
	s.To.Residential = f.opts.Residential
	c.address(&s.To, 0, s.From.Country, i)
	carriers.AsUS(&s.From, &s.To)
	s.To.Place = carriers.PlaceOf(&s.To)
	if f.from {
		c.state(&s.From, at(fState+toFrom))
	}
	c.state(&s.To, at(fState))
	c.options(o, i)
	c.customs(&s.Customs, i)
	c.contents(o, i, n)
	if len(c.bad) == 0 && !c.own {
		c.validate(s, i)
	}
	if len(c.bad) > 0 {
		c.Orders = c.Orders[:len(c.Orders)-1]
		c.refuse(i, n)
		return
	}
	c.locate(&o.Source, i, n)
}

// merge takes what tells of the order from the first row of several that has
// it, and notes where another contradicts it.
func (c *Chunk) merge(i, n int) {
	for _, column := range c.format.order {
		told := c.cells[c.first[0]+column]
		for k := 1; k < n; k++ {
			switch other := c.cells[c.first[k]+column]; {
			case other == "" || other == told:
			case told == "":
				told = other
				c.cells[c.first[0]+column] = other
			default:
				c.bad = append(c.bad, Problem{Row: c.rows[i+k].row, Column: c.format.title(column), Value: show(other), Code: Conflict,
					Reason: "the rows above of this order have " + show(told), Hint: "write the same, or leave it blank, or give it another order number"})
			}
		}
	}
}

// id reads the order number.
func (c *Chunk) id(at place) string {
	id := c.number
	switch {
	case id == "":
		c.note(at, Missing, "each order needs its number", "no order number")
	case len(id) > MaxID:
		c.note(at, TooLong, "write a shorter one", "%d bytes are over the %d limit of an order number", len(id), MaxID)
	case isScientific(id):
		c.note(at, BadID, "give the column the format text, and export again", "a spreadsheet took the order number for a number and lost digits")
	case strings.IndexByte(id, '/') >= 0 || strings.IndexByte(id, '\\') >= 0 || id == "." || id == ".." || len(id) == 2 && id[1] == ':':
		c.note(at, BadID, "write it without / and \\", "an order number must not be a path")
	default:
		c.clean(id, at)
	}
	return id
}

// isScientific reports whether an id is what a spreadsheet makes of a long
// number, as 1.23457E+14.
func isScientific(id string) bool {
	if len(id) < 4 || id[1] != '.' && id[1] != 'E' { // nearly every id
		return false
	}
	digits, exponent, ok := strings.Cut(id, "E+")
	whole, fraction, _ := strings.Cut(digits, ".")
	return ok && len(whole) == 1 && isDigits(whole+fraction) && isDigits(exponent)
}

// held notes what the preset knows as a reason not to ship.
func (c *Chunk) held(i, n int) {
	for _, h := range c.format.hold {
		for k := range n {
			v := c.cells[c.first[k]+h.at]
			if !h.says(v) {
				continue
			}
			c.bad = append(c.bad, Problem{Row: c.rows[i+k].row, Column: c.format.title(h.at), Value: show(v), Code: Held,
				Reason: "the order must not be shipped: " + h.why, Hint: "leave it out of the export"})
			break
		}
	}
}

// options reads what else the order asks for.
func (c *Chunk) options(o *Order, i int) {
	f := c.format
	s := &o.Shipment
	at := func(x field) place { return place{i, i, x} }
	if s.Ready = f.opts.Ready; !f.more {
		return // nor is Ready zero then
	}
	if v := c.cell(0, fReady); v != "" {
		s.Ready, o.OwnReady = c.ready(v, at(fReady)), true
	} else if s.Ready.IsZero() {
		c.note(at(fReady), Missing, "a day such as 2026-11-23", "no day of handover")
	}
	if v := c.cell(0, fBy); v != "" {
		o.By, o.ByHour = c.deadline(v, at(fBy))
	}
	if v := c.cell(0, fService); v != "" {
		o.Services = c.services(v, at(fService))
	}
	c.accessorials(s, i)
	if v := c.cell(0, fTags); v != "" {
		o.Tags = c.list(c.clean(v, at(fTags)))
	}
	if v := c.cell(0, fCopies); v != "" {
		o.Copies = c.whole(v, MaxCopies, at(fCopies))
	}
	if v := c.cell(0, fInsured); v != "" {
		s.Insured = c.money(v, at(fInsured))
	}
	if v := c.cell(0, fPlace); v != "" {
		s.To.Place = c.placeOf(v, at(fPlace))
	}
	if v := c.cell(0, fContents); v != "" {
		if s.Contents = carriers.Contents(strings.ToLower(v)); s.Contents != carriers.Media {
			c.note(at(fContents), BadChoice, "use "+string(carriers.Media)+", or leave it blank", "not a kind of contents")
		}
	}
	s.GiftMessage = c.lineText(at(fGift))
}

// customs reads what customs want to know of the order.
func (c *Chunk) customs(to *carriers.Customs, i int) {
	if !c.format.customs {
		return
	}
	at := func(x field) place { return place{i, i, x} }
	*to = carriers.Customs{
		Reason:      carriers.Reason(strings.ToLower(c.cell(0, fReason))),
		Explanation: c.textOf(at(fExplanation)),
		Incoterm:    c.textOf(at(fIncoterm)),
		Invoice:     c.textOf(at(fInvoice)),
	}
	if *to != (carriers.Customs{}) {
		c.own = false
	}
}

// accessorials reads a list of them and the columns that ask for one.
func (c *Chunk) accessorials(s *carriers.Shipment, i int) {
	from := len(c.extras)
	add := func(a carriers.Accessorial) {
		if !slices.Contains(c.extras[from:], a) {
			c.extras = append(c.extras, a)
		}
	}
	at := place{i, i, fAccessorials}
	if v := c.cell(0, fAccessorials); v != "" {
		for _, word := range c.list(v) {
			a := carriers.Accessorial(strings.ReplaceAll(strings.ToLower(word), " ", "-"))
			if !slices.Contains(carriers.Accessorials(), a) {
				c.note(at, BadChoice, "use "+accessorialNames(), "%s is unknown", show(word))
			}
			add(a)
		}
	}
	for _, one := range [...]struct {
		f field
		a carriers.Accessorial
	}{
		{fSignature, carriers.Signature}, {fAdultSignature, carriers.AdultSignature}, {fIndirectSignature, carriers.IndirectSignature},
		{fSaturday, carriers.Saturday}, {fSunday, carriers.Sunday},
	} {
		if c.yes(place{i, i, one.f}, false) {
			add(one.a)
		}
	}
	if len(c.extras) > from {
		s.Accessorials = c.extras[from:len(c.extras):len(c.extras)]
	}
}

func accessorialNames() string {
	var list []string
	for _, a := range carriers.Accessorials() {
		list = append(list, string(a))
	}
	return strings.Join(list, ", ")
}

// services reads the wish for carriers and services.
func (c *Chunk) services(v string, at place) []string {
	list := c.list(v)
	for i, word := range list {
		list[i] = strings.ToLower(word)
		carrier, service, both := strings.Cut(list[i], "/")
		if !isName(carrier) || both && !isName(service) {
			c.note(at, BadChoice, "a carrier or one of its services, such as ups or ups/ground; several with commas between", "%q is not a service", show(word))
		}
	}
	return list
}

// isName reports whether a word is written as carriers and services are.
func isName(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return s != ""
}

// list divides a cell at its commas, semicolons and bars.
func (c *Chunk) list(v string) []string {
	from := len(c.words)
	start := 0
	for i := 0; i <= len(v); i++ {
		if i < len(v) && v[i] != ',' && v[i] != ';' && v[i] != '|' {
			continue
		}
		if word := trim(v[start:i]); word != "" {
			c.words = append(c.words, word)
		}
		start = i + 1
	}
	if len(c.words) == from {
		return nil
	}
	return c.words[from:len(c.words):len(c.words)]
}

// placeOf reads where the recipient takes the parcels.
func (c *Chunk) placeOf(v string, at place) carriers.DeliveryPlace {
	p, err := carriers.ParseDeliveryPlace(strings.ReplaceAll(strings.ToLower(v), " ", "-"))
	if err != nil {
		c.note(at, BadChoice, fmt.Sprintf("use one of %v", carriers.DeliveryPlaces()), "not a place of delivery")
	}
	return p
}

// yes reads a cell that says yes or no; blank is what is told.
func (c *Chunk) yes(at place, blank bool) bool {
	if c.format.at[at.field] < 0 {
		return blank
	}
	return c.saysYes(at, blank)
}

func (c *Chunk) saysYes(at place, blank bool) bool {
	v := c.cell(at.row-at.first, at.field)
	if v == "" {
		return blank
	}
	switch strings.ToLower(v) {
	case "yes", "y", "true", "t", "1", "x", "residential", "home":
		return true
	case "no", "n", "false", "f", "0", "commercial", "business":
		return false
	}
	c.note(at, BadChoice, "write yes or no", "neither yes nor no")
	return false
}

// validate asks the shipment itself, for what is not checked cell by cell.
func (c *Chunk) validate(s *carriers.Shipment, i int) {
	var bad carriers.Invalid
	if err := s.Validate(); errors.As(err, &bad) {
		for _, p := range bad {
			c.bad = append(c.bad, Problem{Row: c.rows[i].row, Code: Invalid, Reason: p.String()})
		}
	} else if err != nil {
		c.bad = append(c.bad, Problem{Row: c.rows[i].row, Code: Invalid, Reason: err.Error()})
	}
}
