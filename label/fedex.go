package label

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/barcode"
)

// Of the layout, in thousandths of an inch.
const (
	fedexHeader = 820
	fedexMeta   = 1350
	fedexNumber = 620
	fedexIndent = 350
)

// pdf417Rule is the module of a PDF417: 10 to 17 thousandths of an inch, where two
// dots at 203 dpi, 9.85, stand for 10.
var pdf417Rule = printRule{least: 250 * micron, most: 17 * dimweight.Inch / 1000}

// fedex is in the order of a FedEx label, from the top: who sends, with date,
// weight and billing; who gets it; references; a PDF417 with the address, the
// number and the service beside the carrier's name; the tracking number with the
// day of delivery, the service, the routing code and the postal code; and, lowest,
// the symbol of the number, of 12 or 34 digits in Code 128 or 96 in GS1-128.
//
// The PDF417 is an envelope of ISO/IEC 15434 with the fields of format 01 from the
// shipment and those of format 06 from Options.Data, in 12 columns at level 5.
//
// Not certified: the geometry; and the fields of the PDF417, which FedEx tells its
// partners only (its 2D Barcode Content Reference Guide is confidential): whoever
// has them gives them in Options.Class, Account and Data.
func (h *house) fedex() {
	y := h.bottom()
	y = h.bars(y) - h.mils(clear)
	y = h.fedexNumber(y)
	y = h.ruleOver(y, hair)
	y = h.fedexMatrix(y)
	y = h.ruleOver(y, hair)
	y = h.foot(y - h.mils(snug))

	h.fedexHeader()
	head := h.top() + h.mils(fedexHeader)
	h.rule(head, hair)
	head += h.mils(hair + gap)
	h.caption(h.left(), head, "TO")
	h.end("to", space{h.left() + h.mils(fedexIndent), head, h.between() - h.mils(fedexIndent), y - h.mils(gap)/2 - head, addressLeast, 15})
}

func (h *house) fedexHeader() {
	x := h.right() - h.mils(fedexMeta)
	h.post(x-h.mils(gap), h.top(), h.top()+h.mils(fedexHeader))
	room := h.mils(fedexHeader) - h.mils(gap)
	h.end("from", space{h.left(), h.top(), x - h.mils(2*gap) - h.left(), room, 6, 8})
	in, parcel := dimweight.Inch, &h.shipment.Parcels[h.index]
	lines := []line{
		{path: "quote.ships", text: "SHIP DATE: " + strings.ToUpper(h.quote.Ships.Time().Format("02Jan06"))},
		{path: h.at("parcels") + ".weight", text: "ACTWGT: " + strings.ToUpper(h.weight())},
		{path: h.at("parcels") + ".dims", text: fmt.Sprintf("DIMS: %sx%sx%s", bare(parcel.Dims.Length), bare(parcel.Dims.Width), strings.ToUpper(parcel.Dims.Height.In(in)))},
		{path: h.at("parcels"), text: fmt.Sprintf("PIECE: %d OF %d", h.index+1, len(h.shipment.Parcels))},
	}
	h.block(space{x, h.top(), h.mils(fedexMeta), room, 6, 8}, append(lines, h.billing()...))
}

// fedexMatrix has the PDF417, and the carrier's name beside it.
func (h *house) fedexMatrix(y int) int {
	code, err := barcode.PDF417{Columns: 12, Level: 5, Aspect: 4}.Encode(h.fedexData())
	if err != nil {
		h.bad.add("options.data", "%v", err)
		return y
	}
	symbol, err := h.matrix(code, pdf417Rule, space{x: h.left(), width: h.between()})
	if err != nil {
		h.bad.add("options.data", "%v", err)
		return y
	}
	foot := y
	quiet := max(symbol.Code.Quiet*symbol.Module, h.mils(gap))
	y -= symbol.Height() + 2*quiet
	symbol.Y = y + quiet
	h.elements = append(h.elements, symbol)
	x := symbol.X + symbol.Width() + quiet
	s := space{x + h.mils(gap), y, h.right() - x - h.mils(gap), foot - y, 8, 22}
	h.fedexService(s)
	return y
}

// fedexService is the carrier's name and, in the lower half of the space, that of
// the service. It has up to three lines where one is too long, as that of Standard
// Overnight is for the inch beside a PDF417; then the carrier has one such line.
func (h *house) fedexService(s space) {
	half := space{s.x, s.y, s.width, s.height / 2, 8, 13}
	lines := h.wrap(half, []line{{path: "quote.name", text: fedexService(h.service()), bold: true, wraps: true}})
	s.height /= max(len(lines), 1) + 1
	if len(lines) > 1 {
		for s.most = 13; s.most > s.least && h.points(s.most) > h.tallest(s, 1); {
			s.most--
		}
		half.most = s.most
	}
	h.within(s, line{path: "quote.carrier", text: "FedEx", bold: true})
	s.most = half.most
	for _, l := range lines {
		s.y += s.height
		h.within(s, l)
	}
}

// fedexService is the name without the carrier, which stands over it.
func fedexService(name string) string {
	if rest := strings.TrimSpace(name[min(len("fedex"), len(name)):]); rest != "" {
		return rest
	}
	return name
}

// matrix makes a symbol of rows as wide as the rule and the space allow, at the
// left of the space.
func (h *house) matrix(code barcode.Matrix, rule printRule, s space) (Matrix, error) {
	least := h.roundUp(rule.least)
	wide := code.Columns + 2*code.Quiet
	module := min(max(least, 2), s.width/wide)
	if module < least {
		return Matrix{}, fmt.Errorf("the symbol is at least %s wide, over the %s there is", h.inches(wide*least), h.inches(s.width))
	}
	return Matrix{X: s.x + code.Quiet*module, Y: s.y, Module: module, Code: code}, nil
}

// fedexData is the envelope.
func (h *house) fedexData() string {
	const gs, rs, eot = "\x1d", "\x1e", "\x04"
	to := &h.shipment.To
	country := to.Country
	if n, err := countryNumber(country); err == nil {
		country = fmt.Sprintf("%03d", n)
	}
	fields := []string{
		strings.ReplaceAll(to.PostalCode, "-", ""), country, h.Options.Class, h.number.match.Tracking, "FDE", h.Options.Account,
		fmt.Sprintf("%03d", h.quote.Ships.Time().YearDay()), "", fmt.Sprintf("%d/%d", h.index+1, len(h.shipment.Parcels)),
		bareWeight(h.shipment.Parcels[h.index].Weight) + "LB", "N",
		cut(ascii(strings.Join(to.Street, " ")), 35), cut(ascii(to.City), 20), cut(ascii(to.State), 2), cut(ascii(to.Name+" "+to.Company), 35),
	}
	message := "[)>" + rs + "01" + gs + "96" + strings.Join(fields, gs) + rs
	if len(h.Options.Data) > 0 {
		message += "06" + gs + strings.Join(h.Options.Data, gs) + rs
	}
	return message + eot
}

// bareWeight is a weight in pounds without the unit.
func bareWeight(w dimweight.Weight) string {
	number, _, _ := strings.Cut(w.In(dimweight.Pound), " ")
	return number
}

// fedexNumber has what people read: the number and the day on top, the routing and
// the postal code under them.
func (h *house) fedexNumber(y int) int {
	base := y
	code := line{path: "to.postal_code", text: h.shipment.To.PostalCode, bold: true}
	code = h.fit(space{width: h.between() / 2, least: 10, most: 22}, code)
	country := h.sized(line{path: "to.country", text: strings.TrimSpace(h.shipment.To.State + " " + h.shipment.To.Country)}, 9)
	if h.shipment.To.State == "" || len(h.shipment.To.State) > 3 {
		country.text = h.shipment.To.Country
	}
	country = h.fit(space{width: h.between() / 4, least: 7, most: 9}, line{path: "to.state", text: h.field("to.state", country.text, "")})
	h.flushRight(h.right(), base, country)
	h.flushRight(h.right()-country.wide()-h.mils(gap), base, code)
	room := h.between() - code.wide() - country.wide() - 3*h.mils(gap)
	if route := h.field("options.routing", h.Options.Routing, ""); route != "" {
		h.text(h.left(), base, h.fit(space{width: room, least: 10, most: 22}, line{path: "options.routing", text: route, bold: true}))
	}

	base -= capitals(h.points(22)) + h.mils(2*gap)
	day := h.fit(space{width: h.between() / 3, least: 7, most: 10}, line{path: "quote.delivers", text: h.arrival(), bold: true})
	h.flushRight(h.right(), base, day)
	h.text(h.left(), base, h.sized(line{text: "TRK#", bold: true}, captionPoints))
	x := h.mils(300)
	number := line{path: h.at("numbers"), text: h.number.text, bold: true}
	h.text(h.left()+x, base, h.fit(space{width: h.between() - x - day.wide() - h.mils(gap), least: numberLeast, most: 15}, number))
	return base - capitals(h.points(15)) - h.mils(gap)
}

// arrival is the day on which the parcel is to arrive and the hour, if they are
// known. One that the carrier does not guarantee says that it is estimated.
func (h *house) arrival() string {
	if h.quote.Delivers == 0 {
		return ""
	}
	day := strings.ToUpper(strings.TrimSpace(h.quote.Delivers.Time().Format("Mon 2 Jan") + " " + h.quote.DeliverTime))
	if !h.quote.Guaranteed {
		day = "EST " + day
	}
	return day
}
