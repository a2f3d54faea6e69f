package orders

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// order makes an order of n rows from i on, or an error.
func (c *Chunk) order(i, n int) {
	f := c.format
	rows := c.rows[i : i+n]
	c.plain, c.own = true, true
	for k := range rows {
		text := withoutEnd(c.text[rows[k].start:rows[k].end])
		c.plain = c.plain && isPlain(text)
		c.own = c.own && len(text) <= 1000 // no text in it is over the limit of a shipment's
	}
	if n > 1 {
		c.merge(i, n)
	}
	if len(c.Orders) < cap(c.Orders) {
		c.Orders = c.Orders[:len(c.Orders)+1]
	} else {
		c.Orders = append(c.Orders, Order{})
	}
	o := &c.Orders[len(c.Orders)-1]
	*o = Order{Copies: 1}
	s := &o.Shipment
	at := func(x field) place { return place{i, i, x} }

	o.ID = c.id(at(fID))
	s.Reference = o.ID
	c.held(i, n)
	s.From = f.opts.From
	if f.from {
		c.address(&s.From, at(fFromName), f.opts.From.Country)
	}
	s.To.Residential = f.opts.Residential
	c.address(&s.To, at(fName), s.From.Country)
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
	o.Source = c.source(i, n)
}

// merge takes what tells of the order from the first row of several that has
// it, and notes where another contradicts it.
func (c *Chunk) merge(i, n int) {
	for _, column := range c.format.order {
		told := trim(c.cells[c.first[0]+column])
		for k := 1; k < n; k++ {
			switch other := trim(c.cells[c.first[k]+column]); {
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
	id := c.idAt(0)
	switch {
	case id == "":
		c.note(at, Missing, "each order needs its number", "no order number")
	case len(id) > MaxID:
		c.note(at, TooLong, "", "%d bytes are over the %d limit of an order number", len(id), MaxID)
	case strings.ContainsAny(id, `/\`) || id == "." || id == ".." || len(id) == 2 && id[1] == ':':
		c.note(at, BadID, "write it without / and \\", "an order number must not be a path")
	default:
		c.text1(id, at)
	}
	return id
}

// held notes what the preset knows as a reason not to ship.
func (c *Chunk) held(i, n int) {
	for _, h := range c.format.hold {
		for k := range n {
			v := trim(c.cells[c.first[k]+h.at])
			if v == "" || h.is != nil && !slices.Contains(h.is, strings.TrimPrefix(strings.ToLower(v), "wc-")) {
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
	s.Ready = f.opts.Ready
	if v := c.cell(0, fReady); v != "" {
		s.Ready, o.OwnReady = c.ready(v, at(fReady)), true
	} else if s.Ready.IsZero() {
		c.note(at(fReady), Missing, "a day such as 2026-11-23", "no day of handover")
	}
	if v := c.cell(0, fBy); v != "" {
		o.By = c.date(v, at(fBy))
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
	s.GiftMessage = c.lineText(at(fGift))
	s.Return = c.yes(at(fReturn), false)
}

// customs reads what customs want to know of the order.
func (c *Chunk) customs(to *carriers.Customs, i int) {
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
	}{{fSignature, carriers.Signature}, {fAdultSignature, carriers.AdultSignature}, {fSaturday, carriers.Saturday}} {
		if c.format.at[one.f] >= 0 && c.yes(place{i, i, one.f}, false) {
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
	for v != "" {
		word := v
		if n := strings.IndexAny(v, ",;|"); n >= 0 {
			word, v = v[:n], v[n+1:]
		} else {
			v = ""
		}
		if word = trim(word); word != "" {
			c.words = append(c.words, word)
		}
	}
	if len(c.words) == from {
		return nil
	}
	return c.words[from:len(c.words):len(c.words)]
}

// yes reads a cell that says yes or no; blank is what is told.
func (c *Chunk) yes(at place, blank bool) bool {
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

// A dayCache remembers the last day that was read: most rows have the same.
type dayCache struct {
	text  string
	date  carriers.Date
	ready time.Time
}

// date reads a day. What follows it, as the hour in 2026-11-27T18:00, is not
// part of it.
func (c *Chunk) date(v string, at place) carriers.Date {
	if v == c.lastDay.text {
		return c.lastDay.date
	}
	day := v
	if len(v) > 10 && (v[10] == 'T' || v[10] == ' ') {
		day = v[:10]
	}
	d, err := carriers.ParseDate(day)
	if err != nil {
		c.note(at, BadDate, "write 2026-11-27: year, month and day", "not a day")
		return 0
	}
	c.lastDay = dayCache{text: v, date: d}
	return d
}

func (c *Chunk) ready(v string, at place) time.Time {
	if v == c.lastDay2.text {
		return c.lastDay2.ready
	}
	t, err := carriers.ParseReady(v)
	if err != nil {
		c.note(at, BadDate, "write 2026-11-23, or 2026-11-23T14:00 for an hour", "not a day, or day and hour")
		return time.Time{}
	}
	c.lastDay2 = dayCache{text: v, ready: t}
	return t
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
