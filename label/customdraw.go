package label

import (
	"errors"
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/label/barcode"
)

// custom draws a layout of the shipper's.
func (h *house) custom() {
	for i := range h.Custom.elements {
		e := &h.Custom.elements[i]
		s := h.inDots(e)
		switch e.Kind {
		case "text":
			h.customText(e, s)
		case "address":
			h.end(e.Text, s)
		case "line":
			h.elements = append(h.elements, Line{s.x, s.y, s.width, s.height})
		case "box":
			h.elements = append(h.elements, Box{s.x, s.y, s.width, s.height, max(1, h.dots(e.thick))})
		case "logo":
			if h.Options.Logo != nil {
				h.elements = append(h.elements, h.Options.Logo.fit(s))
			}
		case "barcode":
			if err := h.customBarcode(e, s); err != nil {
				h.bad.add(fmt.Sprintf("layout.elements[%d]", i), "%v", err)
			}
		}
	}
}

// inDots is the place of an element in dots. Places that do not overlap do not in
// dots.
func (h *house) inDots(e *customElement) space {
	a := e.at
	s := space{x: h.dots(a.x), y: h.dots(a.y), least: e.Least, most: e.Points}
	s.width = min(max(1, h.dots(a.x+a.width)-s.x), h.width-s.x)
	s.height = min(max(1, h.dots(a.y+a.height)-s.y), h.height-s.y)
	return s
}

// bound is the text of an element for the parcel at hand, and the field to blame
// for it.
func (h *house) bound(e *customElement) (path, text string) {
	var b strings.Builder
	for _, p := range e.parts {
		if p.name == "" {
			b.WriteString(p.words)
			continue
		}
		from, words := placeholders[p.name](h)
		if path == "" {
			path = from
		}
		b.WriteString(words)
	}
	if path == "" {
		path = "layout"
	}
	return path, b.String()
}

func (h *house) customText(e *customElement, s space) {
	path, text := h.bound(e)
	l := h.fit(s, line{path: path, text: h.field(path, text, ""), bold: e.Bold})
	if n := h.tallest(s, 1); l.height > n {
		if l.height = n; n < h.points(s.least) {
			h.bad.add(path, "%s high at %d points, over the %s limit of the layout", h.inches(h.points(s.least)*leading/100), s.least, h.inches(s.height))
			return
		}
	}
	base := s.y + (s.height-l.height*leading/100)/2 + l.height*ascent/100
	switch e.Align {
	case "centre":
		h.text(s.x+(s.width-l.wide())/2, base, l)
	case "right":
		h.flushRight(s.x+s.width, base, l)
	default:
		h.text(s.x, base, l)
	}
}

// customBarcode draws a symbol in the middle of its place.
func (h *house) customBarcode(e *customElement, s space) error {
	_, text := h.bound(e)
	switch e.Symbol {
	case "datamatrix", "gs1-datamatrix", "qr", "pdf417":
		return h.customMatrix(e, s, text)
	case "maxicode":
		code, err := barcode.MaxiText(text)
		if err != nil {
			return err
		}
		m := MaxiCode{Code: code}
		width, height := m.Size(h.DPI)
		quiet := h.mils(gap)
		if width+2*quiet > s.width || height+2*quiet > s.height {
			return fmt.Errorf("a MaxiCode is %s by %s with its white space, over %s by %s", h.inches(width+2*quiet), h.inches(height+2*quiet), h.inches(s.width), h.inches(s.height))
		}
		m.X, m.Y = s.x+(s.width-width)/2, s.y+(s.height-height)/2
		h.elements = append(h.elements, m)
		return nil
	}
	code, rule, err := h.customLinear(e, text)
	if err != nil {
		return err
	}
	if least := h.roundUp(rule.height); s.height < least {
		return fmt.Errorf("the bars are %s high, under the %s that the carrier asks for", h.inches(s.height), h.inches(least))
	}
	symbol, err := h.linear(code, rule, s.width)
	if err != nil {
		return err
	}
	symbol.X, symbol.Y, symbol.Height = s.x+(s.width-symbol.Width())/2, s.y, s.height
	h.elements = append(h.elements, symbol)
	return nil
}

// customLinear is the code of one row, and what bounds its module.
func (h *house) customLinear(e *customElement, text string) (barcode.Linear, printRule, error) {
	rule := printRule{least: e.module, most: max(e.module, plainRule.most) * 2}
	var code barcode.Linear
	var err error
	switch e.Symbol {
	case "tracking":
		code = h.number.Code
		if code.Width() == 0 {
			return code, rule, errors.New("there is no tracking number for it")
		}
		if of, ok := rules[h.number.match.Format]; ok {
			return code, of, nil
		}
		return code, plainRule, nil
	case "gs1-128":
		var elements []barcode.Element
		if elements, err = gs1Elements(text); err == nil {
			code, err = barcode.GS1128(elements...)
		}
	case "itf":
		code, err = barcode.Interleaved2of5(text)
	default:
		code, err = barcode.Code128(text)
	}
	return code, rule, err
}

func (h *house) customMatrix(e *customElement, s space, text string) error {
	var code barcode.Matrix
	var err error
	switch e.Symbol {
	case "datamatrix":
		code, err = barcode.DataMatrix(text)
	case "gs1-datamatrix":
		var elements []barcode.Element
		if elements, err = gs1Elements(text); err == nil {
			code, err = barcode.GS1DataMatrix(elements...)
		}
	case "qr":
		code, err = barcode.QR(text, "M")
	default:
		code, err = barcode.PDF417{}.Encode(text)
	}
	if err != nil {
		return err
	}
	wide, high := code.Columns+2*code.Quiet, code.Rows*max(code.Aspect, 1)+2*code.Quiet
	module, least := min(s.width/wide, s.height/high), h.roundUp(e.module)
	if module < least {
		return fmt.Errorf("the symbol is at least %s by %s, over %s by %s", h.inches(wide*least), h.inches(high*least), h.inches(s.width), h.inches(s.height))
	}
	m := Matrix{Module: module, Code: code}
	m.X, m.Y = s.x+(s.width-m.Width())/2, s.y+(s.height-m.Height())/2
	h.elements = append(h.elements, m)
	return nil
}

// gs1Elements reads "(00)123456789012345675(10)A1".
func gs1Elements(text string) ([]barcode.Element, error) {
	var elements []barcode.Element
	for text != "" {
		rest, ok := strings.CutPrefix(text, "(")
		ai, value, closed := strings.Cut(rest, ")")
		if !ok || !closed {
			return nil, fmt.Errorf("%q is not application identifiers with values, such as (00)123456789012345675", text)
		}
		end := strings.IndexByte(value, '(')
		if end < 0 {
			end = len(value)
		}
		elements = append(elements, barcode.Element{AI: ai, Value: strings.TrimSpace(value[:end])})
		text = value[end:]
	}
	return elements, nil
}
