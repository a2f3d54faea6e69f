package label

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
)

// A house is what layouts draw with: the order, the parcel at hand and the paper
// that it is drawn on. Layouts build from the bottom, where the symbols are, to
// the top: what is drawn above a line returns the next line, and the address of
// delivery has the room that is left.
type house struct {
	Format
	bad           *problems
	capitals      bool // addresses are in capitals
	width, height int

	shipment *carriers.Shipment // with the address of return as its sender, if there is one
	quote    *carriers.Quote
	index    int    // of the parcel
	number   placed // of the parcel; empty when it is wrong
	elements []Element
}

// Distances in thousandths of an inch.
const (
	margin = 125
	gap    = 60
	hair   = 14  // a rule of a point
	thin   = 10  // a rule between fields
	thick  = 40  // USPS wants the bars over and under its symbol to be 31 to 63
	snug   = 35  // and 31 to 40 from the text
	clear  = 128 // between a symbol and the text over or under it: USPS wants 125 to 250, also in whole dots
)

// Text heights in points. Addresses of delivery are at least 8 points high, as
// USPS wants (DMM 202); its number under the symbol is 0.09 to 0.125 inch.
const (
	captionPoints = 6
	addressLeast  = 8
	numberLeast   = 10
	numberPoints  = 12
	bannerPoints  = 9
)

func (h *house) mils(n int) int { return h.dots(dimweight.Length(n) * dimweight.Inch / 1000) }

// capitals returns how high the capitals and digits of a text are: 1409 of 2048
// units in both fonts.
func capitals(height int) int { return (height*1409 + unitsPerEm - 1) / unitsPerEm }

func (h *house) left() int   { return h.mils(margin) }
func (h *house) right() int  { return h.width - h.mils(margin) }
func (h *house) top() int    { return h.mils(margin) }
func (h *house) bottom() int { return h.height - h.mils(margin) }

// between is the room between the margins.
func (h *house) between() int { return h.right() - h.left() }

// rule draws a line across the paper whose upper edge is at y.
func (h *house) rule(y, mils int) {
	h.elements = append(h.elements, Line{X: h.left(), Y: y, Width: h.between(), Height: h.mils(mils)})
}

// ruleOver draws a line across the paper whose lower edge is at y, and returns
// its upper one.
func (h *house) ruleOver(y, mils int) int {
	y -= h.mils(mils)
	h.rule(y, mils)
	return y
}

// post draws a line down from y to end.
func (h *house) post(x, y, end int) {
	h.elements = append(h.elements, Line{X: x, Y: y, Width: h.mils(hair), Height: end - y})
}

// caption names a field. Its capitals start at y; it returns where they end.
func (h *house) caption(x, y int, text string) int {
	l := h.sized(line{text: text, bold: true}, captionPoints)
	y += capitals(l.height)
	h.text(x, y, l)
	return y
}

// titled sets a line under its caption.
func (h *house) titled(s space, caption string, l line) {
	foot := h.caption(s.x, s.y, caption) + h.mils(gap)/2
	l = h.fit(s, l)
	foot += capitals(l.height)
	h.text(s.x, foot, l)
}

// centred sets a line in the middle of the paper.
func (h *house) centred(y int, l line) { h.text((h.width-l.wide())/2, y, l) }

// flushRight sets a line that ends at x.
func (h *house) flushRight(x, y int, l line) { h.text(x-l.wide(), y, l) }

// within centres a line, at the greatest height that fits, in a space.
func (h *house) within(s space, l line) {
	l = h.fit(s, l)
	h.text(s.x+(s.width-l.wide())/2, s.y+(s.height+capitals(l.height))/2, l)
}

// full is the width of the paper for a line of these points.
func (h *house) full(least, most int) space {
	return space{x: h.left(), width: h.between(), least: least, most: most}
}

// bars draws the symbol of the number with its lower edge at y, and returns its
// upper edge.
func (h *house) bars(y int) int {
	h.number.Y = y - h.number.Height
	h.elements = append(h.elements, h.number.Symbol)
	return h.number.Y
}

// numberBand has the symbol of the number between heavy rules, with a banner over
// it and the number under it, as USPS has it: the texts so near to the rules. The lower
// rule ends at y; it returns the upper edge of the upper one.
func (h *house) numberBand(y int, banner string, near int) int {
	y = h.ruleOver(y, thick) - h.mils(near)
	l := line{path: h.at("numbers"), text: h.number.text, bold: true}
	l = h.fit(h.full(numberLeast, numberPoints), l)
	h.centred(y, l)
	y = h.bars(y-capitals(l.height)-h.mils(clear)) - h.mils(clear)
	l = line{path: "quote.carrier", text: h.field("quote.carrier", banner, ""), bold: true}
	l = h.fit(h.full(captionPoints, bannerPoints), l)
	h.centred(y, l)
	return h.ruleOver(y-capitals(l.height)-h.mils(near), thick)
}

// end is the block of an address, "from" or "to", between y and foot.
func (h *house) end(which string, s space) {
	h.block(s, h.address(which, h.shipment))
}

// service is the name of the service with the carrier in it, which most names
// begin with.
func (h *house) service() string {
	name, carrier := strings.TrimSpace(h.quote.Name), tracking.Numbering(h.quote.Carrier)
	if len(name) < len(carrier) || !strings.EqualFold(name[:len(carrier)], carrier) {
		name = strings.ToUpper(carrier) + " " + name
	}
	return h.field("quote.name", name, "")
}

// weight is the parcel's, in the unit of the rate card.
func (h *house) weight() string {
	w := h.shipment.Parcels[h.index].Weight
	if h.index < len(h.quote.Parcels) && h.quote.Parcels[h.index].Unit > 0 {
		return w.In(h.quote.Parcels[h.index].Unit)
	}
	return w.String()
}

// abroad reports whether the parcel leaves its country.
func (h *house) abroad() bool { return h.shipment.From.Country != h.shipment.To.Country }
