package label

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A house is the plain layout of this package, in bands from the top: who sends
// it with date, weight and count; who gets it; the service; the tracking number
// and its symbol; the shipper's references. The bands at the top and at the
// bottom are as high as they need, and the address of delivery has the rest.
type house struct {
	Format
	bad           *problems
	capitals      bool // addresses are in capitals
	width, height int
	elements      []Element

	// Where the bands start, from the top; set by bands.
	to, service, symbol, references int
}

// Distances in thousandths of an inch.
const (
	margin     = 125
	gap        = 60
	thin       = 10
	thick      = 40  // USPS wants the bars over and under its symbol to be 31 to 63
	clear      = 125 // between a symbol and the text over or under it: USPS wants 125 to 250
	header     = 1180
	metaColumn = 900
	refRow     = 170
	refColumn  = 780
	serviceRow = 545
	markRow    = 280
)

// Text heights in points. Addresses of delivery are at least 8 points high, as
// USPS wants (DMM 202); its number under the symbol is 0.09 to 0.125 inch.
const (
	captionPoints = 6
	servicePoints = 22
	numberPoints  = 12
	bannerPoints  = 9
)

func (h *house) mils(n int) int { return h.dots(dimweight.Length(n) * dimweight.Inch / 1000) }

// capitals returns how high the capitals and digits of a text are: 1409 of 2048
// units in both fonts.
func capitals(height int) int { return (height*1409 + unitsPerEm - 1) / unitsPerEm }

func (h *house) left() int  { return h.mils(margin) }
func (h *house) right() int { return h.width - h.mils(margin) }

// shared lays out what all labels of the shipment have in common.
func (h *house) shared(s *carriers.Shipment, q *carriers.Quote, symbols []placed) []Element {
	h.bands(s, symbols)
	// "Capital letters are preferred on all lines of the address block", USPS
	// Publication 28, 2024, section 211.
	h.capitals = q.Carrier == "usps"
	h.sender(s, q.Ships)
	h.recipient(s)
	h.serviceBand(s, q)
	h.banner(q.Carrier)
	if !blank(s.Reference) {
		h.reference(0, "REFERENCE", line{path: "reference", text: s.Reference})
	}
	return h.elements
}

// bands divides the paper, from the bottom up.
func (h *house) bands(s *carriers.Shipment, symbols []placed) {
	bars := 0
	for _, symbol := range symbols {
		bars = max(bars, symbol.Height)
	}
	rows := 0
	if !blank(s.Reference) {
		rows++
	}
	if hasReferences(s.Parcels) {
		rows++
	}
	h.references = h.height - h.mils(margin)
	if rows > 0 {
		h.references -= h.mils(gap) + rows*h.mils(refRow)
	}
	texts := capitals(h.points(bannerPoints)) + capitals(h.points(numberPoints))
	h.symbol = h.references - bars - texts - 2*h.mils(thick) - 2*h.mils(clear) - 2*h.mils(gap)
	h.service = h.symbol - h.mils(serviceRow)
	if len(s.Accessorials) > 0 || s.Return {
		h.service -= h.mils(markRow)
	}
	h.to = h.mils(header)
}

func hasReferences(parcels []carriers.Parcel) bool {
	for i := range parcels {
		if !blank(parcels[i].Reference) {
			return true
		}
	}
	return false
}

// rule draws a line across the paper whose upper edge is at y.
func (h *house) rule(y, mils int) {
	h.elements = append(h.elements, Line{X: h.left(), Y: y, Width: h.right() - h.left(), Height: h.mils(mils)})
}

// caption names a field. Its capitals start at y; it returns where they end.
func (h *house) caption(x, y int, text string) int {
	l := line{text: text, bold: true, height: h.points(captionPoints)}
	y += capitals(l.height)
	h.text(x, y, l)
	return y
}

func (h *house) sender(s *carriers.Shipment, ships carriers.Date) {
	y := h.caption(h.left(), h.mils(margin), "FROM")
	y += h.mils(gap) / 2
	width := h.right() - h.mils(metaColumn) - h.mils(gap) - h.left()
	h.block(space{h.left(), y, width, h.to - h.mils(gap)/2 - y, 7, 10}, h.address("from", s))
	h.meta(0, "SHIP DATE", line{path: "quote.ships", text: ships.Time().Format("2 Jan 2006")})
}

// meta sets one of the fields in the upper right corner, the first being 0.
func (h *house) meta(row int, caption string, l line) {
	x := h.right() - h.mils(metaColumn)
	pitch := (h.to - h.mils(margin)) / 3
	y := h.caption(x, h.mils(margin)+row*pitch, caption)
	y += h.mils(gap) / 2
	l.bold = true
	h.block(space{x, y, h.mils(metaColumn), pitch, 7, 11}, []line{l})
}

func (h *house) recipient(s *carriers.Shipment) {
	h.rule(h.to, thin)
	y := h.caption(h.left(), h.to+h.mils(thin)+h.mils(gap), "SHIP TO")
	y += h.mils(gap)
	h.block(space{h.left(), y, h.right() - h.left(), h.service - h.mils(gap)/2 - y, 8, 18}, h.address("to", s))
}

// serviceBand has the service on the left and the postal code on the right,
// large, to sort by.
func (h *house) serviceBand(s *carriers.Shipment, q *carriers.Quote) {
	h.rule(h.service, thin)
	y := h.caption(h.left(), h.service+h.mils(thin)+h.mils(gap), "SERVICE")
	y += h.mils(gap*5/4) + capitals(h.points(servicePoints))

	code := line{path: "to.postal_code", text: s.To.PostalCode, bold: true}
	if s.From.Country != s.To.Country {
		code.text = s.To.Country + " " + code.text
	}
	room := h.right() - h.left()
	code = h.fit(space{width: room / 2, least: 12, most: servicePoints}, code)
	h.text(h.right()-code.wide(), y, code)

	name := line{path: "quote.name", text: h.field("quote.name", serviceName(q), ""), bold: true}
	room -= code.wide() + 3*h.mils(gap)
	h.text(h.left(), y, h.fit(space{width: room, least: 9, most: servicePoints}, name))
	h.marks(s, y)
}

// serviceName has the carrier in it, which most names begin with.
func serviceName(q *carriers.Quote) string {
	name, carrier := strings.TrimSpace(q.Name), q.Carrier
	if len(name) >= len(carrier) && strings.EqualFold(name[:len(carrier)], carrier) {
		return name
	}
	return strings.ToUpper(carrier) + " " + name
}

// marks frames that it is a return and what the driver must do, under the
// service's baseline.
func (h *house) marks(s *carriers.Shipment, baseline int) {
	var marks []string
	if s.Return {
		marks = append(marks, "RETURN")
	}
	switch {
	case s.Asks(carriers.AdultSignature):
		marks = append(marks, "ADULT SIGNATURE REQUIRED")
	case s.Asks(carriers.Signature):
		marks = append(marks, "SIGNATURE REQUIRED")
	}
	if s.Asks(carriers.Saturday) {
		marks = append(marks, "SATURDAY DELIVERY")
	}
	if marks == nil {
		return
	}
	pad := h.mils(gap)
	l := line{path: "accessorials", text: strings.Join(marks, "  ·  "), bold: true}
	l = h.fit(space{width: h.right() - h.left() - 2*pad, least: 7, most: 10}, l)
	box := Box{X: h.left(), Y: baseline + h.mils(110), Width: l.wide() + 2*pad, Height: capitals(l.height) + 2*pad, Thick: h.mils(thin)}
	h.elements = append(h.elements, box)
	h.text(box.X+pad, box.Y+pad+capitals(l.height), l)
}

// banner stands over the symbol, between the heavy rules.
func (h *house) banner(carrier string) {
	h.rule(h.symbol, thick)
	h.rule(h.references-h.mils(thick), thick)
	l := line{path: "quote.carrier", text: h.field("quote.carrier", strings.ToUpper(carrier), "") + " TRACKING #", bold: true}
	h.centred(h.bannerLine(), h.fit(space{width: h.right() - h.left(), least: captionPoints, most: bannerPoints}, l))
}

// bannerLine is the baseline of the banner.
func (h *house) bannerLine() int {
	return h.symbol + h.mils(thick) + h.mils(gap) + capitals(h.points(bannerPoints))
}

func (h *house) centred(y int, l line) { h.text((h.width-l.wide())/2, y, l) }

// tracking draws a symbol and its number.
func (h *house) tracking(symbol placed) {
	symbol.Y = h.bannerLine() + h.mils(clear)
	h.elements = append(h.elements, symbol.Symbol)
	l := line{path: "numbers", text: symbol.text, bold: true}
	l = h.fit(space{width: h.right() - h.left(), least: bannerPoints, most: numberPoints}, l)
	h.centred(symbol.Y+symbol.Height+h.mils(clear)+capitals(l.height), l)
}

// parcel lays out what only this parcel's label has.
func (h *house) parcel(s *carriers.Shipment, q *carriers.Quote, i int) {
	p := &s.Parcels[i]
	weight := p.Weight.String()
	if i < len(q.Parcels) && q.Parcels[i].Unit > 0 {
		weight = p.Weight.In(q.Parcels[i].Unit)
	}
	path := fmt.Sprintf("parcels[%d]", i)
	h.meta(1, "WEIGHT", line{path: path + ".weight", text: weight})
	h.meta(2, "PARCEL", line{path: path, text: fmt.Sprintf("%d of %d", i+1, len(s.Parcels))})
	row := 0
	if !blank(s.Reference) {
		row = 1
	}
	if !blank(p.Reference) {
		h.reference(row, "PARCEL REF", line{path: path + ".reference", text: p.Reference})
	}
}

// reference sets one of the rows at the bottom.
func (h *house) reference(row int, caption string, l line) {
	top := h.references + h.mils(gap) + row*h.mils(refRow)
	baseline := top + h.mils(refRow*3/4)
	h.text(h.left(), baseline, line{text: caption, bold: true, height: h.points(captionPoints)})
	l.text = h.field(l.path, l.text, "")
	width := h.right() - h.left() - h.mils(refColumn)
	h.text(h.left()+h.mils(refColumn), baseline, h.fit(space{width: width, least: 6, most: 10}, l))
}
