package barcode_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/barcode"
)

// dots writes modules as a string of 1 and 0, left to right.
func dots(l barcode.Linear) string {
	var s strings.Builder
	for _, dark := range l.Modules {
		if dark {
			s.WriteByte('1')
		} else {
			s.WriteByte('0')
		}
	}
	return s.String()
}

// Module patterns published in the standards, as quoted by zint's tests
// (zint/zint@0004cfb backend/tests/test_code128.c).
func TestPublishedModules(t *testing.T) {
	tests := []struct {
		name     string
		data     string            // plain Code 128, or
		elements []barcode.Element // GS1-128
		want     string
	}{
		{name: "ISO/IEC 15417:2007 figure 1", data: "AIM",
			want: "11010010000101000110001100010001010111011000101110110001100011101011"},
		{name: "GS1 GenSpecs 20.0 figure 5.4.2-1, an SSCC", elements: []barcode.Element{{"00", "395123451234567895"}},
			want: "110100111001111010111011011001100110100010001101110100011101101110101110110001011001110010001011000111000101101100001010010111101000101111000101100011101011"},
		{name: "GS1 GenSpecs 20.0 figure 6.6.5-3 top, a ship-to postal code", elements: []barcode.Element{{"420", "45458"}},
			want: "110100111001111010111010110111000100100011001110101100011101100010111100100101100011101011"},
		{name: "GS1 GenSpecs 20.0 figure 6.6.5-4 top, separator only after the batch",
			elements: []barcode.Element{{"02", "00614141000418"}, {"15", "210228"}, {"10", "451214"}, {"37", "20"}},
			want:     "110100111001111010111011001100110110110011001100100001011000100010110001000101101100110010010001100110011100101011100110011011100100110011001101110011010011001000100101110110001011001110010011001110111101011101000110100011001001110100011110101100011101011"},
		{name: "GS1 GenSpecs 20.0 figure 7.8.5.1-2, fixed length needs no separator",
			elements: []barcode.Element{{"01", "95012345678903"}, {"3102", "000400"}},
			want:     "110100111001111010111011001101100101111010001100110110011101101110101110110001000010110011011011110100100110001101100011011001100110110110011001001000110011011001100100100110001100011101011"},
		{name: "GS1 GenSpecs 20.0 figure 7.8.5.2-2, 8005 is followed by a separator",
			elements: []barcode.Element{{"8005", "000365"}, {"10", "123456"}},
			want:     "110100111001111010111010100111100100010011001101100110010010011000100101100001111010111011001000100101100111001000101100011100010110101100001001100011101011"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := encodeEither(tt.data, tt.elements)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, dots(got)); diff != "" {
				t.Errorf("modules (-want +got)\n%s", diff)
			}
		})
	}
}

func encodeEither(data string, elements []barcode.Element) (barcode.Linear, error) {
	if elements != nil {
		return barcode.GS1128(elements...)
	}
	return barcode.Code128(data)
}

// Symbol characters from start to stop, the one before the last being the check character.
func TestCodes(t *testing.T) {
	tests := []struct {
		name, data string
		want       []byte
	}{
		{"ISO/IEC 15417 annex A.1 gives check character 87", "AIM1234", []byte{104, 33, 41, 45, 99, 12, 34, 87, 106}},
		{"barcoderesource.com gives 97 for small letters", "abcdef", []byte{104, 65, 66, 67, 68, 69, 70, 97, 106}},
		{"barcoderesource.com gives 73 for three pairs", "345678", []byte{105, 34, 56, 78, 73, 106}},
		{"three digits stay in set B", "123", []byte{104, 17, 18, 19, 8, 106}},
		{"a control character alone starts in set A", "\x1f", []byte{103, 95, 95, 106}},
		{"one control character among small letters is a shift", "a\x1fa", []byte{104, 65, 98, 95, 65, 86, 106}},
		{"one small letter among control characters is a shift", "\x1fAAa\x1f", []byte{103, 95, 33, 33, 98, 65, 95, 2, 106}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := barcode.Code128(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.Codes); diff != "" {
				t.Errorf("codes (-want +got)\n%s", diff)
			}
		})
	}
}

func TestWidths(t *testing.T) {
	const sscc, pic = "395123451234567895", "61290336128700000072"
	tests := []struct {
		name     string
		data     string
		elements []barcode.Element
		want     int
	}{
		{name: "IMpb with ZIP5 is 222 modules", elements: []barcode.Element{{"420", "38118"}, {"92", pic}}, want: 222},
		{name: "IMpb with ZIP9 is 244 modules", elements: []barcode.Element{{"420", "381181234"}, {"92", pic}}, want: 244},
		{name: "SSCC-18 is 156 modules", elements: []barcode.Element{{"00", sscc}}, want: 156},
		{name: "ten digits are 90 modules", data: "1234567890", want: 90},
		// The figure starts in C and changes set after the ninth digit. Taking the first
		// digit in B instead, START-B FNC1 4 CODE-C 03 40 26 21 FNC1 40 19 50 11 01 53
		// CODE-B B 0 CODE-C 10 01 CHECK, is 22 characters of 11 and a stop of 13.
		{name: "GS1 GenSpecs figure 6.6.5-2 top is 266 modules and can be 255",
			elements: []barcode.Element{{"403", "402621"}, {"401", "950110153B01001"}}, want: 255},
		{name: "zint needs 222 modules for this mix of A and B", data: "a\x1fAa\x1f\x1fa\x1faa\x1fa", want: 222},
		{name: "eighty characters are no limit", data: strings.Repeat("A", 200), want: 11*203 + 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := encodeEither(tt.data, tt.elements)
			if err != nil {
				t.Fatal(err)
			}
			if got.Width() != tt.want {
				t.Errorf("%d modules, want %d", got.Width(), tt.want)
			}
			if got.Quiet != 10 {
				t.Errorf("quiet zone %d modules, want 10", got.Quiet)
			}
		})
	}
}

func TestText(t *testing.T) {
	tests := []struct {
		name     string
		data     string
		elements []barcode.Element
		want     string
	}{
		{name: "plain data is its own text", data: "1Z999AA10123456784", want: "1Z999AA10123456784"},
		{name: "control characters print as spaces", data: "A\x1dB\x7f", want: "A B "},
		{name: "GS1 identifiers stand in parentheses",
			elements: []barcode.Element{{"420", "38118"}, {"92", "61290336128700000072"}},
			want:     "(420) 38118 (92) 61290336128700000072"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := encodeEither(tt.data, tt.elements)
			if err != nil {
				t.Fatal(err)
			}
			if got.Text != tt.want {
				t.Errorf("text %q, want %q", got.Text, tt.want)
			}
		})
	}
}

func TestBars(t *testing.T) {
	l, err := barcode.Code128("AIM")
	if err != nil {
		t.Fatal(err)
	}
	redrawn := make([]bool, l.Width())
	count := 0
	for at, width := range l.Bars() {
		count++
		for i := range width {
			redrawn[at+i] = true
		}
	}
	if diff := cmp.Diff(l.Modules, redrawn); diff != "" {
		t.Errorf("bars redraw another symbol (-want +got)\n%s", diff)
	}
	if want := 3*5 + 4; count != want {
		t.Errorf("%d bars, want %d: three for each of five characters and four for the stop", count, want)
	}
	for range l.Bars() {
		break // a writer may stop early
	}
	for range (barcode.Linear{}).Bars() {
		t.Error("the zero symbol has a bar")
	}
}

func TestRefusals(t *testing.T) {
	one := func(ai, value string) []barcode.Element { return []barcode.Element{{ai, value}} }
	tests := []struct {
		name     string
		data     string
		elements []barcode.Element
		kind     error
		message  string
	}{
		{name: "nothing", data: "", kind: barcode.ErrEmpty, message: "nothing to encode"},
		{name: "no element", elements: []barcode.Element{}, kind: barcode.ErrEmpty, message: "nothing to encode"},
		{name: "a letter with an accent is named", data: "caf\u00e9", kind: barcode.ErrChar,
			message: "byte 3 is 'é' (U+00E9): Code 128 holds ASCII, 0 to 127"},
		{name: "the first of two is named", data: "\u017b\u00f3", kind: barcode.ErrChar,
			message: "byte 0 is 'Ż' (U+017B): Code 128 holds ASCII, 0 to 127"},
		{name: "a byte that is no text is named", data: "AB\xe9C", kind: barcode.ErrChar,
			message: "byte 2 is 0xE9, which is not text: Code 128 holds ASCII, 0 to 127"},
		{name: "boombuler's mark for FNC1 is no FNC1 here", data: "\u00f100", kind: barcode.ErrChar,
			message: "byte 0 is 'ñ' (U+00F1): Code 128 holds ASCII, 0 to 127"},
		{name: "an SSCC with a wrong check digit", elements: one("00", "395123451234567890"), kind: barcode.ErrElement,
			message: `element (00) "395123451234567890": check digit is 0, want 5`},
		{name: "an SSCC one digit short", elements: one("00", "39512345123456789"), kind: barcode.ErrElement,
			message: `element (00) "39512345123456789": 17 characters, want 18`},
		{name: "a letter in an SSCC", elements: one("00", "39512345123456789A"), kind: barcode.ErrElement,
			message: `element (00) "39512345123456789A": character 18 is 'A', want a digit`},
		{name: "a space in a value", elements: one("420", "38118 1234"), kind: barcode.ErrElement,
			message: `element (420) "38118 1234": character 6 is ' ' (U+0020), which GS1 does not allow`},
		{name: "a separator in a value", elements: one("10", "A\x1d99X"), kind: barcode.ErrElement,
			message: `element (10) "A\x1d99X": character 2 is '\x1d' (U+001D), which GS1 does not allow`},
		{name: "an accent in a value", elements: one("10", "\u00e9"), kind: barcode.ErrElement,
			message: `element (10) "é": character 1 is 'é' (U+00E9), which GS1 does not allow`},
		{name: "an empty value", elements: one("420", ""), kind: barcode.ErrElement,
			message: `element (420) "": 0 characters, want 1 to 20`},
		{name: "an identifier nobody assigned", elements: one("05", "1"), kind: barcode.ErrElement,
			message: `element (05) "1": not an application identifier this package knows`},
		{name: "an identifier cut short", elements: one("4", "1"), kind: barcode.ErrElement,
			message: `element (4) "1": not an application identifier this package knows`},
		{name: "a decimal place GS1 does not have", elements: one("3106", "000400"), kind: barcode.ErrElement,
			message: `element (3106) "000400": not an application identifier this package knows`},
		{name: "the second of two is checked", elements: []barcode.Element{{"420", "38118"}, {"402", "00000000000000000"}, {"402", "00000000000000001"}},
			kind: barcode.ErrElement, message: `element (402) "00000000000000001": check digit is 1, want 0`},
		{name: "more than 48 characters", elements: []barcode.Element{{"420", "38118"}, {"92", strings.Repeat("1", 38)}},
			kind: barcode.ErrTooLong, message: "GS1-128 symbol: 49 characters is over the 48 allowed: too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := encodeEither(tt.data, tt.elements)
			if !errors.Is(err, tt.kind) {
				t.Fatalf("error %v, want kind %v", err, tt.kind)
			}
			if err.Error() != tt.message {
				t.Errorf("message %q, want %q", err, tt.message)
			}
			if diff := cmp.Diff(barcode.Linear{}, got); diff != "" {
				t.Errorf("a refusal gave a symbol (-want +got)\n%s", diff)
			}
		})
	}
}

// Check digits of published numbers, so that the rows of the table are tried.
func TestElementsAccepted(t *testing.T) {
	tests := []struct {
		name    string
		element barcode.Element
	}{
		{"GTIN, GenSpecs 20.0 figure 5.1-3", barcode.Element{"01", "09501101530003"}},
		{"GLN, GenSpecs 20.0 figure 2.6.6-1", barcode.Element{"415", "5412345678908"}},
		{"GDTI with serial, GenSpecs 20.0 figure 2.6.9-1", barcode.Element{"253", "950110153005812345678901"}},
		{"GSRN, GenSpecs 20.0 figure 2.5.2-1", barcode.Element{"8018", "950110153123456781"}},
		{"amount, GenSpecs 20.0 figure 2.6.6-1", barcode.Element{"3911", "710125"}},
		{"routing code with a plus sign, DHL", barcode.Element{"403", "27653113+99000900090010"}},
		{"FedEx Ground 96", barcode.Element{"96", "11020987654312345672"}},
		{"UPS postal barcode abroad", barcode.Element{"421", "124V5K2B3"}},
		{"forty-six characters of a carrier's own", barcode.Element{"92", strings.Repeat("A", 46)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := barcode.GS1128(tt.element); err != nil {
				t.Error(err)
			}
		})
	}
}
