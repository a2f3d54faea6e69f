package papers

import (
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// linear makes the bar code of a tracking number. It is false for a number
// whose symbol is not known or is not Code 128, which then stands as text alone.
func linear(m tracking.Match) (barcode.Linear, bool) {
	data, err := m.Symbol("")
	if err != nil {
		return barcode.Linear{}, false
	}
	var code barcode.Linear
	switch data.Symbology {
	case tracking.Code128:
		code, err = barcode.Code128(data.Data)
	case tracking.GS1128:
		elements := make([]barcode.Element, len(data.Elements))
		for i, e := range data.Elements {
			elements[i] = barcode.Element(e)
		}
		code, err = barcode.GS1128(elements...)
	default:
		return barcode.Linear{}, false
	}
	return code, err == nil
}

// A bars is a symbol with its text, to be placed.
type bars struct {
	code           barcode.Linear
	module, height int // dots
	text           block
}

// bars sizes a symbol: 4 dots a module, 0.339 mm, or 6, 0.508 mm, as GS1 wants
// for an SSCC. It is 12.5 mm high, as the UPU advises for S10, or the 31.75 mm
// of an SSCC. A symbol that is too wide is reported.
func (p *paper) bars(room int, code barcode.Linear, sscc bool, text field) bars {
	b := bars{code: code, module: 4, height: roundUp(12_500)}
	if sscc {
		b.module, b.height = 6, roundUp(31_750)
	}
	if wide := (code.Width() + 2*code.Quiet) * b.module; wide > room {
		p.bad.add(text.path, "the bar code is %s wide, over the %s limit", inches(wide), inches(room))
	}
	b.text = p.set(room, style{most: strong, least: least, bold: true}, text)
	return b
}

// roundUp returns thousandths of a millimetre in whole dots, at least.
func roundUp(micron int) int {
	return int((dimweight.Length(micron)*dimweight.Millimetre/1000*dpi + dimweight.Inch - 1) / dimweight.Inch)
}

func (b bars) depth() int { return b.height + tenths(15) + b.text.depth() }

func (b bars) width() int { return (b.code.Width() + 2*b.code.Quiet) * b.module }

// bar draws a symbol whose quiet zone starts at x, with its text under it.
func (p *paper) bar(x, y int, b bars) {
	p.draw(label.Symbol{X: x + b.code.Quiet*b.module, Y: y, Height: b.height, Module: b.module, Code: b.code})
	p.under(x+(b.width()-b.text.width())/2, y+b.height+tenths(15), b.text)
}
