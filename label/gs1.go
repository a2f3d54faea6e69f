package label

import (
	"fmt"

	"github.com/shiprate/shiprate/label/barcode"
)

// gs1Titles are the data titles of GS1 (General Specifications, section 3.2), of
// what a logistic label usually says.
var gs1Titles = map[string]string{
	"00": "SSCC", "01": "GTIN", "02": "CONTENT", "10": "BATCH/LOT", "11": "PROD DATE", "13": "PACK DATE", "15": "BEST BEFORE", "17": "USE BY",
	"21": "SERIAL", "30": "VAR. COUNT", "37": "COUNT", "400": "ORDER NUMBER", "401": "GINC", "402": "GSIN", "403": "ROUTE",
	"410": "SHIP TO LOC", "413": "SHIP FOR LOC", "420": "SHIP TO POST", "421": "SHIP TO POST",
}

// Of the layout, in thousandths of an inch.
const (
	gs1Row  = 230
	gs1Free = 1400 // least height of the free format for which there is a text block
)

// gs1 is the logistic label of the GS1 General Specifications, section 6.6: free
// format on top, with the addresses, the service, references; text with data titles
// in the middle; at the bottom GS1-128 symbols with their human readable
// interpretation under them: content, transport and, lowest, the SSCC. Content and
// transport are Options.GS1; transport begins with the postal code. Symbols are
// 31.75 mm high with modules of 0.495 to 0.94 mm, quiet zones of ten modules.
//
// Data content is set smaller than the 7 mm that section 6.6.4.2 recommends, and
// the text in the middle left out where three symbols leave no room for it, as on
// 4 by 6 inches: the interpretation under the symbols says the same.
func (h *house) gs1() {
	sscc := h.number.match.Number
	if len(sscc) > 18 {
		sscc = sscc[len(sscc)-18:]
	}
	content, transport := h.gs1Elements()
	y := h.bottom()
	y = h.gs1Bars(h.at("numbers"), y, barcode.Element{AI: "00", Value: sscc})
	y = h.gs1Bars("options.gs1", y, transport...)
	y = h.gs1Bars("options.gs1", y, content...)
	y = h.gs1Text(y, append([]barcode.Element{{AI: "00", Value: sscc}}, append(content, transport...)...))
	y = h.ruleOver(y, hair)
	y = h.foot(y - h.mils(thin))

	half := h.between() / 2
	name := h.fit(h.full(8, 11), line{path: "quote.name", text: h.field("quote.name", h.quote.Name, ""), bold: true})
	base := h.top() + capitals(name.height)
	h.text(h.left(), base, name)
	head := base + h.mils(gap)*3/4
	h.rule(head, thin)
	head += h.mils(thin)
	x := h.left() + half*4/5
	h.post(x, head, y-h.mils(snug))
	head += h.mils(gap) / 2
	foot := h.caption(h.left(), head, "SHIP FROM") + h.mils(snug)
	h.end("from", space{h.left(), foot, x - h.mils(gap) - h.left(), y - h.mils(snug) - foot, 6, 10})
	x += h.mils(hair + gap)
	h.caption(x, head, "SHIP TO")
	h.end("to", space{x, foot, h.right() - x, y - h.mils(snug) - foot, addressLeast, 14})
}

// gs1Elements parts what the shipper adds, the postal code first on transport.
func (h *house) gs1Elements() (content, transport []barcode.Element) {
	postal, err := postalElement(&h.shipment.To)
	switch {
	case err != nil:
		h.bad.add("to.country", "%v", err)
	case h.shipment.To.PostalCode != "":
		transport = append(transport, postal)
	}
	for _, e := range h.Options.GS1 {
		if len(e.AI) > 0 && e.AI[0] == '4' {
			transport = append(transport, e)
		} else {
			content = append(content, e)
		}
	}
	return content, transport
}

// gs1Bars draws a symbol with its interpretation under it, which ends at y, and
// returns what is over it. Without elements it draws nothing.
func (h *house) gs1Bars(path string, y int, elements ...barcode.Element) int {
	if len(elements) == 0 || elements[0].Value == "" {
		return y
	}
	code, err := barcode.GS1128(elements...)
	if err != nil {
		h.bad.add(path, "%v", err)
		return y
	}
	symbol, err := h.linear(code, rules["sscc-18"], h.width)
	if err != nil {
		h.bad.add(path, "%v", err)
		return y
	}
	l := h.fit(h.full(7, 10), line{path: path, text: code.Text})
	y -= h.mils(snug)
	h.centred(y, l)
	y -= capitals(l.height) + h.mils(gap)
	symbol.X += (h.width - symbol.Width()) / 2
	symbol.Y = y - symbol.Height
	h.elements = append(h.elements, symbol)
	return symbol.Y - h.mils(snug)
}

// gs1Text sets elements with their titles, two in a row, if there is room.
func (h *house) gs1Text(y int, elements []barcode.Element) int {
	half := h.between() / 2
	rows := (len(elements) + 1) / 2
	if y-h.top()-rows*h.mils(gs1Row) < h.mils(gs1Free) {
		return y
	}
	y = h.ruleOver(y, hair) - rows*h.mils(gs1Row)
	for i, e := range elements {
		title, ok := gs1Titles[e.AI]
		if !ok {
			title = fmt.Sprintf("(%s)", e.AI)
		}
		s := space{x: h.left() + i%2*half, y: y + i/2*h.mils(gs1Row), width: half - h.mils(gap), least: 7, most: 9}
		h.titled(s, title, line{path: "options.gs1", text: h.field("options.gs1", e.Value, ""), bold: true})
	}
	return y - h.mils(snug)
}
