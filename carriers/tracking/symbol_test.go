package tracking_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/tracking"
)

func TestSymbol(t *testing.T) {
	const (
		pic22 = "9261290336128700000072"
		pic26 = "92001903060085300042901077"
	)
	text22, text26 := "9261 2903 3612 8700 0000 72", "9200 1903 0600 8530 0042 9010 77"
	gs1 := func(text string, elements ...tracking.Element) tracking.Symbol {
		return tracking.Symbol{Symbology: tracking.GS1128, Elements: elements, Text: text}
	}
	plain := func(data, text string) tracking.Symbol {
		return tracking.Symbol{Symbology: tracking.Code128, Data: data, Text: text}
	}
	own22, own26 := tracking.Element{"92", pic22[2:]}, tracking.Element{"92", pic26[2:]}
	tests := []struct {
		name, carrier, number, zip string
		want                       tracking.Symbol
	}{
		{"IMpb with ZIP5 prints without it", "usps", pic22, "38118", gs1(text22, tracking.Element{"420", "38118"}, own22)},
		{"IMpb with ZIP+4", "usps", pic22, "38118-1234", gs1(text22, tracking.Element{"420", "381181234"}, own22)},
		{"IMpb with no ZIP has no routing", "usps", pic22, "", gs1(text22, own22)},
		{"IMpb keeps the ZIP it was scanned with", "usps", "42038118" + pic22, "", gs1(text22, tracking.Element{"420", "38118"}, own22)},
		{"IMpb scanned with ZIP5 takes its ZIP+4", "usps", "42038118" + pic22, "381181234", gs1(text22, tracking.Element{"420", "381181234"}, own22)},
		{"26 digits leave room for ZIP5", "usps", pic26, "38118-1234", gs1(text26, tracking.Element{"420", "38118"}, own26)},
		{"UPS has no routing", "ups", "1Z999AA10123456784", "94105", plain("1Z999AA10123456784", "1Z 999 AA1 01 2345 6784")},
		{"UPS goes abroad", "ups", "1Z999AA10123456784", "SW1A 1AA", plain("1Z999AA10123456784", "1Z 999 AA1 01 2345 6784")},
		{"FedEx Express", "fedex", "986578788855", "94105", plain("986578788855", "9865 7878 8855")},
		{"FedEx 34 prints the tracking number", "fedex", "1001921334250001000300779017972697", "",
			plain("1001921334250001000300779017972697", "7790 1797 2697")},
		{"FedEx Ground 96 is GS1", "fedex", "9611020987654312345672", "",
			gs1("9611020987654312345672", tracking.Element{"96", "11020987654312345672"})},
		{"SSCC", "gs1", "123456789012345675", "", gs1("(00) 123456789012345675", tracking.Element{"00", "123456789012345675"})},
		{"SSCC with its AI", "gs1", "00123456789012345675", "", gs1("(00) 123456789012345675", tracking.Element{"00", "123456789012345675"})},
		{"DPD's barcode has a % and no check character", "dpd", "008182709980000020028101276B", "",
			plain("%008182709980000020028101276", "0081 827 0998 0000 0200 28 101 276 B")},
		{"S10", "upu", "RA123456785DE", "", plain("RA123456785DE", "RA 123 456 785 DE")},
		{"Identcode is interleaved", "deutsche-post", "563102430313", "",
			tracking.Symbol{Symbology: tracking.Interleaved2of5, Data: "563102430313", Text: "56.310 243.031 3"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := tracking.For(tt.carrier, tt.number)
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.Symbol(tt.zip)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("symbol (-want +got)\n%s", diff)
			}
		})
	}
}

// Online postage alone has thirty digits. No published one is at hand, so the check digit
// is worked out here: every other digit from the right counts three times.
func TestSymbolOf30DigitsHasNoRouting(t *testing.T) {
	const body = "94001903060085000000000000001"
	sum := 0
	for i := range len(body) {
		sum += int(body[len(body)-1-i]-'0') * (3 - 2*(i%2))
	}
	number := body + string(rune('0'+(10-sum%10)%10))
	m, err := tracking.For("usps", number)
	if err != nil {
		t.Fatal(err)
	}
	got, err := m.Symbol("38118")
	if want := []tracking.Element{{"94", number[2:]}}; err != nil || !cmp.Equal(want, got.Elements) {
		t.Errorf("elements %v, want %v, error %v", got.Elements, want, err)
	}
}

func TestSymbolRefuses(t *testing.T) {
	valid := func(number string) tracking.Match {
		m, err := tracking.For("", number)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	tests := []struct {
		name    string
		match   tracking.Match
		zip     string
		message string
	}{
		{"a ZIP of four digits", valid("9261290336128700000072"), "3811", `destination ZIP "3811": want five or nine digits`},
		{"a postcode of another country", valid("9261290336128700000072"), "K1A0B", `destination ZIP "K1A0B": want five or nine digits`},
		{"another ZIP than the scanned one", valid("420381189261290336128700000072"), "94105", `destination ZIP "94105": the number was read with 38118`},
		{"a match that is not valid", tracking.Recognise("1Z999AA10123456785")[0], "", `barcode of "1Z999AA10123456785": not a valid number of format "ups-1z"`},
		{"the zero match", tracking.Match{}, "", `barcode of "": not a valid number of format ""`},
		{"a match made by hand", tracking.Match{Format: "dpd-28", Number: "1", Valid: true}, "", `barcode of "1": not a valid number of format "dpd-28"`},
		{"a format whose barcode is not known", valid("642600027844200234823732"), "",
			`barcode of "642600027844200234823732": format inpost-24: no known barcode`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.match.Symbol(tt.zip)
			if err == nil || err.Error() != tt.message {
				t.Errorf("error %v, want %s", err, tt.message)
			}
			if diff := cmp.Diff(tracking.Symbol{}, got); diff != "" {
				t.Errorf("a refusal gave a symbol (-want +got)\n%s", diff)
			}
		})
	}
	if _, err := valid("642600027844200234823732").Symbol(""); !errors.Is(err, tracking.ErrNoSymbol) {
		t.Errorf("error %v, want %v", err, tracking.ErrNoSymbol)
	}
}

func TestGroup(t *testing.T) {
	tests := []struct{ name, number, want string }{
		{"UPS as its label prints it", "1Z999AA10123456784", "1Z 999 AA1 01 2345 6784"},
		{"IMpb by four", "9261290336128700000072", "9261 2903 3612 8700 0000 72"},
		{"IMpb without its routing", "420381189261290336128700000072", "9261 2903 3612 8700 0000 72"},
		{"FedEx by four", "986578788855", "9865 7878 8855"},
		{"SSCC with its AI", "003404346337514281 15", "(00) 340434633751428115"},
		{"SSCC of eighteen digits", "123456789012345675", "(00) 123456789012345675"},
		{"S10", "RB123456785GB", "RB 123 456 785 GB"},
		{"DPD", "0081827099800000200281 01276B", "0081 827 0998 0000 0200 28 101 276 B"},
		{"DHL Express", "3318810025", "33 1881 0025"},
		{"a wrong number only loses its spaces", "1z 999 aa1 01 2345 6785", "1Z999AA10123456785"},
		{"a format without groups", "C11031500001879", "C11031500001879"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tracking.Group(tt.number); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
