package tracking

import (
	"errors"
	"fmt"
)

// Symbology is the kind of barcode a carrier prints a number in.
type Symbology string

// The symbologies that [Match.Symbol] answers with.
const (
	// Code128 is plain Code 128 without FNC1, and has Data.
	Code128 Symbology = "code128"
	// GS1128 is GS1-128, Code 128 with FNC1, and has Elements.
	GS1128 Symbology = "gs1-128"
	// Interleaved2of5 is for Deutsche Post's codes, and has Data.
	Interleaved2of5 Symbology = "interleaved-2-of-5"
)

// Symbol is what a number's barcode holds and what stands under it.
type Symbol struct {
	Symbology Symbology
	// Data is what to encode; empty for GS1128.
	Data string
	// Elements are the GS1 element strings in order; nil for the others. The encoder puts
	// FNC1 in front and after each element of variable length, such as the 420 with the ZIP.
	Elements []Element
	// Text is what people read under the bars. USPS wants the number there and never the
	// ZIP, so it differs from the text an encoder makes of Elements.
	Text string
}

// Element is a GS1 application identifier and its value, such as "420" and "38118".
type Element struct {
	AI, Value string
}

// ErrNoSymbol means this package does not know the barcode of a number's format.
var ErrNoSymbol = errors.New("no known barcode")

// Symbol gives the barcode for the number on a parcel to destinationZIP: "38118",
// "38118-1234" or the same without the dash. Only USPS numbers carry the ZIP. An empty one
// means the ZIP the number was read with, or a barcode without routing; formats without
// routing take any destination and leave it out.
//
// A 26-digit USPS number has room for five digits of the ZIP, and a 30-digit one for none:
// the barcode ends at 34 digits (USPS Publication 199).
//
// It refuses a match that is not Valid, a ZIP that is not five or nine digits, and one
// whose first five digits are not those of the ZIP the number was read with. A format without a known barcode is
// [ErrNoSymbol].
func (m Match) Symbol(destinationZIP string) (Symbol, error) {
	f := formatNamed(m.Format)
	if !m.Valid || !f.fits(m.Number) {
		return Symbol{}, fmt.Errorf("barcode of %q: not a valid number of format %q", m.Number, m.Format)
	}
	if f.symbol == nil {
		return Symbol{}, fmt.Errorf("barcode of %q: format %s: %w", m.Number, m.Format, ErrNoSymbol)
	}
	zip := ""
	if f.routed {
		var err error
		if zip, err = m.routing(destinationZIP); err != nil {
			return Symbol{}, err
		}
	}
	s := f.symbol(m, zip)
	s.Text = m.Text()
	return s, nil
}

// routing is the ZIP to encode: the one asked for, or the one the number came with.
func (m Match) routing(destination string) (string, error) {
	zip := clean(destination)
	if zip != "" && (len(zip) != 5 && len(zip) != 9 || !digits(zip)) {
		return "", fmt.Errorf("destination ZIP %q: want five or nine digits", destination)
	}
	switch {
	case zip == "":
		return m.ZIP, nil
	case m.ZIP != "" && zip[:5] != m.ZIP[:5]:
		return "", fmt.Errorf("destination ZIP %q: the number was read with %s", destination, m.ZIP)
	}
	return zip, nil
}

func plain(m Match, _ string) Symbol { return Symbol{Symbology: Code128, Data: m.Number} }

func interleaved(m Match, _ string) Symbol {
	return Symbol{Symbology: Interleaved2of5, Data: m.Number}
}

// dpdSymbol puts a % before the number and leaves out the check character, which DPD only
// prints (DPD Parcel Label Specification 2.4.1).
func dpdSymbol(m Match, _ string) Symbol {
	return Symbol{Symbology: Code128, Data: "%" + m.Number[:len(m.Number)-1]}
}

// plateSymbol puts the data identifier J of ISO/IEC 15459 before a licence plate that
// stands without it.
func plateSymbol(m Match, _ string) Symbol {
	number := m.Number
	if number[:2] == "JD" {
		number = "J" + number
	}
	return Symbol{Symbology: Code128, Data: number}
}

func ssccSymbol(m Match, _ string) Symbol {
	return Symbol{Symbology: GS1128, Elements: []Element{{"00", m.Number[len(m.Number)-18:]}}}
}

// carrierAI is for numbers that begin with an application identifier of two digits.
func carrierAI(m Match, _ string) Symbol {
	return Symbol{Symbology: GS1128, Elements: []Element{{m.Number[:2], m.Number[2:]}}}
}

func impbSymbol(m Match, zip string) Symbol {
	s := carrierAI(m, "")
	room := 34 - len("420") - len(m.Number)
	switch {
	case len(zip) > room && room >= 5:
		zip = zip[:5]
	case len(zip) > room:
		zip = ""
	}
	if zip != "" {
		s.Elements = []Element{{"420", zip}, s.Elements[0]}
	}
	return s
}
