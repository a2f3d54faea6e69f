package label

import (
	"fmt"

	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/barcode"
)

// A printRule says how large a carrier wants its symbol.
type printRule struct {
	// least and most bound the module.
	least, most dimweight.Length
	height      dimweight.Length // of the bars, at least
}

// micron is the unit that module widths are given in.
const micron = dimweight.Millimetre / 1000

// rules are by the tracking number's format.
var rules = map[string]printRule{
	// USPS: 13 to 21 thousandths of an inch, up to 1 inch high (DMM 503, Postal Bulletin 22272).
	"usps-impb": {330 * micron, 533 * micron, dimweight.Inch},
	// GS1 General Specifications 5.4.4.3, logistic units.
	"sscc-18": {495 * micron, 940 * micron, 31_750 * micron},
	// UPU standard S10: 0.25 to 0.51 mm, 12.5 mm advised.
	"upu-s10": {250 * micron, 510 * micron, 12_500 * micron},
	// DPD Parcel Label Specification 2.4.1.
	"dpd-28": {375 * micron, 500 * micron, 25_400 * micron},
	// La Poste, Colissimo Access F V5, 5.2: to 0.375 mm, which three dots at 203 dpi, 0.3754 mm, stand for.
	"colissimo-13": {330 * micron, 376 * micron, 27 * dimweight.Millimetre},
	"colissimo-24": {330 * micron, 376 * micron, 27 * dimweight.Millimetre},
	// Deutsche Post's codes, of Interleaved 2 of 5, are usually 25 mm high.
	"identcode-12": {250 * micron, 500 * micron, 25 * dimweight.Millimetre},
	"leitcode-14":  {250 * micron, 500 * micron, 25 * dimweight.Millimetre},
	// Poczta Polska: at least 0.25 mm.
	"poczta-polska-20": {250 * micron, 510 * micron, 25 * dimweight.Millimetre},
}

// plainRule is for the rest: UPS and FedEx publish no width, so it is 10 to 17
// thousandths of an inch, which common scanners read, and an inch high.
var plainRule = printRule{dimweight.Inch / 100, 17 * dimweight.Inch / 1000, dimweight.Inch}

// postalRule is for the symbol of the postal code on a carrier's label, in which
// there is less room: 10 to 17 thousandths of an inch, half an inch high.
var postalRule = printRule{250 * micron, 17 * dimweight.Inch / 1000, dimweight.Inch / 2}

// placed is a symbol of a number with what people read under it.
type placed struct {
	Symbol
	text  string
	match tracking.Match
}

// place makes the symbol of a number as wide as the paper and its rule allow, in
// the middle of the paper.
func (h *house) place(m tracking.Match) (placed, error) {
	p := placed{match: m}
	zip, to := "", &h.shipment.To
	if to.Country == "US" || to.Country == "PR" {
		zip = to.PostalCode
	}
	data, err := m.Symbol(zip)
	if err != nil {
		return p, err
	}
	p.text = data.Text
	code, err := encode(data)
	if err != nil {
		return p, err
	}
	rule, ok := rules[m.Format]
	if !ok {
		rule = plainRule
	}
	p.Symbol, err = h.linear(code, rule, h.width)
	p.X += (h.width - p.Width()) / 2
	return p, err
}

// linear makes a symbol as wide as the rule and the room for it and its quiet
// zones allow.
func (h *house) linear(code barcode.Linear, rule printRule, room int) (Symbol, error) {
	module, err := h.module(code, rule, room)
	if err != nil {
		return Symbol{}, err
	}
	return Symbol{Height: h.roundUp(rule.height), Module: module, Code: code}, nil
}

func encode(data tracking.Symbol) (barcode.Linear, error) {
	switch data.Symbology {
	case tracking.Code128:
		return barcode.Code128(data.Data)
	case tracking.Interleaved2of5:
		return barcode.Interleaved2of5(data.Data)
	case tracking.GS1128:
		elements := make([]barcode.Element, len(data.Elements))
		for i, e := range data.Elements {
			elements[i] = barcode.Element(e)
		}
		return barcode.GS1128(elements...)
	}
	return barcode.Linear{}, fmt.Errorf("symbology %s cannot be drawn", data.Symbology)
}

// module returns the widest module, in dots, that the rule and the room allow.
func (h *house) module(code barcode.Linear, rule printRule, room int) (int, error) {
	dpi := dimweight.Length(h.DPI)
	least := h.roundUp(rule.least)
	most := int(rule.most * dpi / dimweight.Inch)
	if most < least {
		return 0, fmt.Errorf("no whole dots at %d dpi make a module of %v to %v", h.DPI, rule.least, rule.most)
	}
	wide := code.Width() + 2*code.Quiet
	module := min(most, room/wide)
	if module < least {
		return 0, fmt.Errorf("the bar code is at least %s wide, over the %s there is", h.inches(wide*least), h.inches(room))
	}
	return module, nil
}

// roundUp returns a length in whole dots, at least.
func (f Format) roundUp(l dimweight.Length) int {
	return int((l*dimweight.Length(f.DPI) + dimweight.Inch - 1) / dimweight.Inch)
}
