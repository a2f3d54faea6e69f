package label

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label/barcode"
)

// Of the layout, in thousandths of an inch.
const (
	dhlFrom  = 560
	dhlRoute = 360
	dhlClass = 700
)

// dhl is in the segments of a DHL Express transport label, from the top: the product
// with its content code (Options.Class); who sends; who gets it; the service areas
// and the facility to sort to (Options.Routing); count, weight and date; the
// waybill number's symbol; that of the routing code (Options.Data[0], with the data
// identifier 2L); and, lowest, the licence plate of ISO/IEC 15459, with the data
// identifier J. A shipment without licence plates, or without a waybill number in
// ParcelOptions.Second, has the one that it has.
//
// Not certified: the geometry, the sizes of the symbols, of which DHL publishes
// none here, and the features that its system adds.
func (h *house) dhl() {
	y := h.bottom()
	y = h.dhlBars(y, h.number)
	if list := h.Options.Data; len(list) > 0 {
		y = h.dhlRouting(y, list[0])
	}
	if second := h.options().Second; second != "" {
		y = h.dhlWaybill(y, second)
	}
	y = h.ruleOver(y, hair)
	y = h.foot(y - h.mils(snug))
	y = h.dhlFacts(y)
	y = h.ruleOver(y, hair)

	if route := h.field("options.routing", h.Options.Routing, ""); route != "" {
		y -= h.mils(dhlRoute)
		h.within(space{h.left(), y, h.between(), h.mils(dhlRoute), 12, 22}, line{path: "options.routing", text: route, bold: true})
		y = h.ruleOver(y, hair)
	}
	h.dhlAddresses(h.dhlTitle(), y)
}

// dhlTitle has the product and its code, and returns where the addresses start.
func (h *house) dhlTitle() int {
	room := h.between()
	height := h.mils(300)
	if class := h.field("options.class", h.Options.Class, ""); class != "" {
		room -= h.mils(dhlClass + gap)
		box := Box{h.right() - h.mils(dhlClass), h.top(), h.mils(dhlClass), height, h.mils(hair)}
		h.elements = append(h.elements, box)
		h.within(space{box.X + h.mils(gap), box.Y, box.Width - 2*h.mils(gap), height, 9, 16}, line{path: "options.class", text: class, bold: true})
	}
	name := h.fit(space{width: room, least: 9, most: 18}, line{path: "quote.name", text: strings.ToUpper(h.service()), bold: true})
	h.text(h.left(), h.top()+(height+capitals(name.height))/2, name)
	h.rule(h.top()+height+h.mils(gap), hair)
	return h.top() + height + h.mils(gap+hair+snug)
}

func (h *house) dhlAddresses(head, y int) {
	const indent = 400
	h.caption(h.left(), head, "FROM")
	room := min(h.mils(dhlFrom), (y-head)*2/5)
	width := h.between() - h.mils(indent)
	h.end("from", space{h.left() + h.mils(indent), head, width, room, 6, 8})
	head += room + h.mils(snug)
	h.rule(head, thin)
	head += h.mils(thin + snug)
	h.caption(h.left(), head, "TO")
	h.end("to", space{h.left() + h.mils(indent), head, width, y - h.mils(snug) - head, addressLeast, 14})
}

// dhlFacts are count, weight and date in a row over y.
func (h *house) dhlFacts(y int) int {
	y -= h.mils(gs1Row + snug)
	third := h.between() / 3
	s := space{x: h.left(), y: y, width: third - h.mils(gap), least: 7, most: 10}
	for _, n := range []note{
		{"SHIP DATE", line{path: "quote.ships", text: h.quote.Ships.Time().Format("2006-01-02")}},
		{"PIECE WEIGHT", line{path: h.at("parcels") + ".weight", text: h.weight()}},
		{"PIECE", line{path: h.at("parcels"), text: fmt.Sprintf("%d/%d", h.index+1, len(h.shipment.Parcels))}},
	} {
		n.bold = true
		h.titled(s, n.caption, n.line)
		s.x += third
	}
	return y - h.mils(snug)
}

// dhlBars draws the number's symbol with its text under it, over y.
func (h *house) dhlBars(y int, p placed) int {
	text := "WAYBILL " + p.text
	if p.match.Format == "dhl-licence-plate" {
		text = p.text
		if number, ok := strings.CutPrefix(text, "JJ"); ok {
			text = "J" + number // the identifier stands in parentheses, once
		}
		text = "(J) " + text
	}
	return h.under(y, p.Symbol, line{path: h.at("numbers"), text: text})
}

// under draws a symbol in the middle of the paper, with a line under it that ends
// at y.
func (h *house) under(y int, symbol Symbol, l line) int {
	l = h.fit(h.full(7, 10), l)
	y -= h.mils(snug)
	h.centred(y, l)
	symbol.X = (h.width - symbol.Width()) / 2
	symbol.Y = y - capitals(l.height) - h.mils(gap) - symbol.Height
	h.elements = append(h.elements, symbol)
	return symbol.Y - h.mils(snug)
}

// dhlRouting draws the routing code, half an inch high.
func (h *house) dhlRouting(y int, text string) int {
	code, err := barcode.Code128("2L" + text)
	if err != nil {
		h.bad.add("options.data[0]", "%v", err)
		return y
	}
	symbol, err := h.linear(code, postalRule, h.width)
	if err != nil {
		h.bad.add("options.data[0]", "%v", err)
		return y
	}
	return h.under(y, symbol, line{path: "options.data[0]", text: h.field("options.data[0]", "(2L) "+text, "")})
}

// dhlWaybill draws the number of the shipment, half an inch high.
func (h *house) dhlWaybill(y int, number string) int {
	path := h.at("options.parcels") + ".second"
	m, err := tracking.For("dhl", number)
	if err == nil && m.Format == h.number.match.Format {
		err = fmt.Errorf("%s is a number of the same kind, %s, as the first", m.Number, m.Format)
	}
	var p placed
	if err == nil {
		p, err = h.place(m)
	}
	if err != nil {
		h.bad.add(path, "%v", err)
		return y
	}
	p.Height = h.roundUp(postalRule.height)
	return h.dhlBars(y, p)
}
