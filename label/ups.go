package label

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/barcode"
)

// upsIcons are what stands in the service icon; a service that is not here, such as
// UPS Ground, has a black square.
var upsIcons = map[string]string{
	"next-day-air-early": "1+", "next-day-air": "1", "next-day-air-saver": "1P", "2nd-day-air-am": "2A", "2nd-day-air": "2", "3-day-select": "3",
	"worldwide-express-plus": "1+", "worldwide-express": "1", "worldwide-saver": "1P", "worldwide-expedited": "2", "standard": "ST",
}

// Of the layout, in thousandths of an inch.
const (
	upsHeader  = 830
	upsMeta    = 1250
	upsIndent  = 500
	upsService = 560
	upsHeavy   = 80
	upsClear   = 80
)

// ups is in the order of a UPS label, from the top: who sends, with weight, count
// and date; who gets it; the MaxiCode (ISO/IEC 16023, mode 2 or 3 with the fields
// that UPS publishes), the routing code and the postal code in a GS1-128 symbol;
// the service with its icon and the tracking number; the tracking number's symbol,
// an inch high, between heavy bars; billing, references, marks.
//
// Not certified: the geometry, which UPS gives to its partners; the icons; the
// class of service in the MaxiCode where Options.Class does not give it; the
// routing code without Options.Routing, which is then the state and the first
// three digits of the ZIP code only.
func (h *house) ups() {
	y := h.foot(h.bottom())
	y = h.upsBilling(y)
	y = h.ruleOver(y, upsHeavy) - h.mils(upsClear)
	y = h.bars(y) - h.mils(upsClear)
	y = h.ruleOver(y, hair)
	y = h.upsService(y)
	y = h.ruleOver(y, upsHeavy)
	y = h.upsRouting(y)
	y = h.ruleOver(y, hair)

	h.upsHeader()
	head := h.top() + h.mils(upsHeader)
	for i, word := range []string{"SHIP", "TO:"} {
		l := h.sized(line{text: word, bold: true}, 9)
		h.text(h.left(), head+capitals(l.height)+i*h.mils(noteRow), l)
	}
	h.end("to", space{h.left() + h.mils(upsIndent), head, h.between() - h.mils(upsIndent), y - h.mils(gap)/2 - head, addressLeast, 12})
}

func (h *house) upsHeader() {
	x := h.right() - h.mils(upsMeta)
	room := h.mils(upsHeader) - h.mils(gap)
	h.end("from", space{h.left(), h.top(), x - h.mils(gap) - h.left(), room, 6, 8})
	first := line{path: h.at("parcels") + ".weight", bold: true}
	first.text = fmt.Sprintf("%s   %d OF %d", strings.ToUpper(h.weight()), h.index+1, len(h.shipment.Parcels))
	first = h.fit(space{width: h.mils(upsMeta), least: 8, most: 11}, first)
	h.text(x, h.top()+capitals(first.height), first)
	in, parcel := dimweight.Inch, &h.shipment.Parcels[h.index]
	dims := fmt.Sprintf("DIMS: %s x %s x %s", bare(parcel.Dims.Length), bare(parcel.Dims.Width), strings.ToUpper(parcel.Dims.Height.In(in)))
	h.block(space{x, h.top() + first.height, h.mils(upsMeta), room - first.height, 6, 8}, []line{
		{path: "quote.ships", text: "DATE: " + strings.ToUpper(h.quote.Ships.Time().Format("02 Jan 2006"))},
		{path: h.at("parcels") + ".dims", text: dims},
	})
}

// bare is a length in inches without the unit.
func bare(l dimweight.Length) string {
	number, _, _ := strings.Cut(l.In(dimweight.Inch), " ")
	return number
}

// upsBilling has a row for each line on who pays, and returns its upper edge.
func (h *house) upsBilling(y int) int {
	lines := h.billing()
	if lines == nil {
		return y
	}
	y -= len(lines) * h.mils(noteRow)
	for i, l := range lines {
		caption := ""
		if i == 0 {
			caption = "BILLING:"
		}
		h.note(h.left(), y+i*h.mils(noteRow)+h.mils(noteRow*3/4), h.between(), note{caption, l})
	}
	return y - h.mils(gap)
}

// upsService has the service, the tracking number and the icon, over y.
func (h *house) upsService(y int) int {
	top, side := y-h.mils(upsService), h.mils(upsService-2*snug)
	icon := space{h.right() - side, top + h.mils(snug), side, side, 12, 28}
	if text, ok := upsIcons[h.quote.Service]; ok {
		h.within(icon, line{path: "quote.service", text: text, bold: true})
	} else {
		h.elements = append(h.elements, Line{icon.x, icon.y, side, side})
	}
	room := h.between() - side - h.mils(gap)
	name := h.fit(space{width: room, least: 9, most: 20}, line{path: "quote.name", text: strings.ToUpper(h.service()), bold: true})
	h.text(h.left(), top+h.mils(gap)+capitals(h.points(20)), name)
	l := h.fit(space{width: room, least: 8, most: 11}, line{path: h.at("numbers"), text: "TRACKING #: " + h.number.text})
	h.text(h.left(), y-h.mils(gap)-h.mils(snug), l)
	return top
}

// upsRouting has the MaxiCode on the left; the routing code and the postal code on
// the right.
func (h *house) upsRouting(y int) int {
	code, err := h.upsMaxi()
	if err != nil {
		h.bad.add("to", "%v", err)
	}
	symbol := MaxiCode{X: h.left() + h.mils(gap), Code: code}
	width, height := symbol.Size(h.DPI)
	foot := y
	y -= height + 2*h.mils(gap)
	symbol.Y = y + h.mils(gap)
	h.elements = append(h.elements, symbol)
	x := symbol.X + width + h.mils(gap)
	h.post(x, y, foot)
	x += h.mils(hair)

	s := space{x + h.mils(gap), y + h.mils(gap), h.right() - x - h.mils(gap), h.mils(330), 10, 28}
	h.within(s, line{path: "options.routing", text: h.field("options.routing", h.upsRoute(), ""), bold: true})
	postal, err := h.postal(h.right() - x)
	if err != nil {
		h.bad.add("to.postal_code", "%v", err)
		return y
	}
	postal.X += x + (h.right()-x-postal.Width())/2
	postal.Y = foot - h.mils(gap) - postal.Height
	h.elements = append(h.elements, postal)
	return y
}

func (h *house) upsRoute() string {
	to := &h.shipment.To
	switch {
	case h.Options.Routing != "":
		return h.Options.Routing
	case to.Country == "US" && len(to.PostalCode) >= 5:
		return to.State + " " + to.PostalCode[:3]
	}
	return strings.TrimSpace(to.Country + " " + to.PostalCode)
}

// postal is the symbol of where the parcel goes, no wider than the room: 420 and
// the postal code in the United States, 421 with the country's number elsewhere.
func (h *house) postal(room int) (Symbol, error) {
	e, err := postalElement(&h.shipment.To)
	if err != nil {
		return Symbol{}, err
	}
	code, err := barcode.GS1128(e)
	if err != nil {
		return Symbol{}, err
	}
	return h.linear(code, postalRule, room)
}

// postalElement is the postal code in GS1's words.
func postalElement(a *carriers.Address) (barcode.Element, error) {
	plain := strings.NewReplacer(" ", "", "-", "").Replace(a.PostalCode)
	if a.Country == "US" || a.Country == "PR" {
		return barcode.Element{AI: "420", Value: plain}, nil
	}
	number, err := countryNumber(a.Country)
	return barcode.Element{AI: "421", Value: fmt.Sprintf("%03d", number) + plain}, err
}

// countryNumber is the number of a country in ISO 3166-1, which is that of UN M49.
func countryNumber(code string) (int, error) {
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() || region.M49() == 0 {
		return 0, fmt.Errorf("country %s has no number in ISO 3166", strconv.Quote(code))
	}
	return region.M49(), nil
}

// upsMaxi is what UPS sorts by. Letters that the symbol has no room for are left
// out: the address is of at most 35 characters, the city of 20, in ASCII capitals,
// and the address is shorter where the message would be too long.
func (h *house) upsMaxi() (barcode.MaxiCode, error) {
	to, number := &h.shipment.To, h.number.match.Number
	class := h.Options.Class
	if class == "" && len(number) > 10 {
		class = number[8:10]
	}
	n, err := strconv.Atoi(class)
	if err != nil {
		h.bad.add("options.class", "must be set: the service %q in the number is no class of service", class)
	}
	country, err := countryNumber(to.Country)
	if err != nil || len(number) != 18 || h.quote.Ships == 0 {
		return barcode.MaxiCode{}, err // the number and the date are blamed already
	}
	pounds := int((h.shipment.Parcels[h.index].Weight + dimweight.Pound - 1) / dimweight.Pound)
	if pounds > 999 {
		pounds = 0
	}
	state := ""
	if len(to.State) == 2 {
		state = to.State
	}
	u := barcode.UPSMaxi{
		PostalCode: strings.NewReplacer(" ", "", "-", "").Replace(to.PostalCode), Country: country, Class: n,
		Tracking: number, PickupDay: h.quote.Ships.Time().YearDay(),
		Package: h.index + 1, Packages: len(h.shipment.Parcels), Pounds: pounds,
		Address: cut(ascii(strings.Join(to.Street, " ")), 35), City: cmp.Or(cut(ascii(to.City), 20), "-"), State: cut(ascii(state), 2),
	}
	code, err := u.Encode()
	for errors.Is(err, barcode.ErrTooLong) && u.Address != "" {
		u.Address = cut(u.Address, len(u.Address)-1)
		code, err = u.Encode()
	}
	return code, err
}
