package label_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

// shopLayout has an element of each kind and a symbol of each symbology.
func shopLayout(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/shop-layout.json")
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestReadLayout(t *testing.T) {
	custom, err := label.ReadLayout(bytes.NewReader(shopLayout(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, dpi := range []int{203, 300} {
		s := order()
		labels, err := label.Format{DPI: dpi, Custom: custom}.New(s, quoted(s, "usps", "USPS Ground Advantage"), uspsNumber)
		if err != nil {
			t.Fatal(err)
		}
		l := labels[0]
		checkGeometry(t, l)
		document(t, l)
		for _, text := range []string{
			"USPS Ground Advantage", "1 of 1 {4 lb}", "9261 2903 3612 8704 0624 41", "ZOË ŻAK", "5 MARKET ST", "ships 2026-11-23",
		} {
			if _, ok := textWith(l, text); !ok {
				t.Errorf("%q is not on the label", text)
			}
		}
		var got []string
		for _, e := range l.Elements {
			switch e := e.(type) {
			case label.Symbol:
				got = append(got, e.Code.Text)
			case label.Matrix:
				got = append(got, string(e.Code.Kind)+" "+e.Code.Data)
			case label.MaxiCode:
				got = append(got, "maxicode "+e.Code.Message)
			}
		}
		want := []string{
			"(420) 94105 (92) 61290336128704062441", "ORDER-1001", "(00) " + ssccNumber, "12345678901231",
			"qr ORDER-1001/94105", "datamatrix BOX 1", "datamatrix 00" + ssccNumber, "pdf417 ZOË Zoë Żak, 5 Market St, Apt 2", "maxicode ORDER-1001",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("symbols (-want +got):\n%s", diff)
		}
		if dpi == 203 {
			compareTree(t, "shop-4x8-203.json", labels)
		}
	}
}

// one wraps an element in a layout.
func one(element string) string { return `{"width":"4in","height":"6in","elements":[` + element + `]}` }

func TestReadLayoutRefused(t *testing.T) {
	const at = `"x":"5mm","y":"5mm","width":"50mm","height":"10mm"`
	tests := []struct{ claim, file, want string }{
		{"no JSON", `{`, "file: unexpected EOF\nwidth: "},
		{"two values", one(`{"kind":"logo",`+at+`}`) + "{}", "file: more than one value"},
		{"an unknown field", `{"width":"4in","height":"6in","colour":1,"elements":[]}`, `file: unknown field "colour"` + "\n"},
		{"a field of another type", `{"width":4,"height":"6in","elements":[]}`, "file.width: is a number, want a string\n"},
		{"no elements", `{"width":"4in","height":"6in"}`, "elements: must have at least one"},
		{"paper that is too narrow", `{"width":"2in","height":"6in","elements":[{"kind":"logo",` + at + `}]}`, "width: 2 in is not between 90 mm and 8.5 in"},
		{"an element of no kind", one(`{` + at + `}`), `elements[0].kind: "" is not one of address, barcode, box, line, logo, text`},
		{"an unknown field of an element", one(`{"kind":"logo","size":1,` + at + `}`), `elements[0]: unknown field "size"`},
		{"a type of an element", one(`{"kind":"text","text":"a","points":"9",` + at + `}`), "elements[0].points: is a string, want a int"},
		{"a field of another kind", one(`{"kind":"line","text":"a",` + at + `}`), "elements[0].text: is not a field of a line"},
		{"a length without a unit", one(`{"kind":"line","x":"5","y":"5mm","width":"50mm","height":"1mm"}`), `elements[0].x: length "5": `},
		{"a missing length", one(`{"kind":"line","x":"5mm","y":"5mm","width":"50mm"}`), `elements[0].height: length "": `},
		{"a place outside the paper", one(`{"kind":"line","x":"60mm","y":"5mm","width":"50mm","height":"1mm"}`),
			"elements[0]: reaches to 110 mm and 6 mm, the paper to 4 in and 6 in"},
		{"no height", one(`{"kind":"line","x":"60mm","y":"5mm","width":"5mm","height":"0mm"}`), `elements[0].height: length "0mm": must be more than 0`},
		{"an unknown placeholder", one(`{"kind":"text","text":"{to.phone}",` + at + `}`), `elements[0].text: "{to.phone}" is not a placeholder`},
		{"a brace alone", one(`{"kind":"text","text":"a } b",` + at + `}`), `elements[0].text: "}" stands alone: write it twice if it stands for itself`},
		{"a placeholder without end", one(`{"kind":"text","text":"{number",` + at + `}`), `elements[0].text: "{" stands alone: write it twice if it stands for itself`},
		{"no text", one(`{"kind":"text",` + at + `}`), "elements[0].text: must be set"},
		{"points", one(`{"kind":"text","text":"a","points":3,` + at + `}`), "elements[0].points: 3 is not between 4 and 200"},
		{"least over points", one(`{"kind":"text","text":"a","points":8,"least":9,` + at + `}`), "elements[0].least: 9 is not between 4 and the points, 8"},
		{"an alignment", one(`{"kind":"text","text":"a","align":"middle",` + at + `}`), `elements[0].align: "middle" is not one of left, centre, right`},
		{"an address of nobody", one(`{"kind":"address","text":"me",` + at + `}`), `elements[0].text: "me" is not to or from`},
		{"an unknown symbology", one(`{"kind":"barcode","symbol":"ean13","text":"1",` + at + `}`), `elements[0].symbol: "ean13" is not one of `},
		{"a tracking symbol with text", one(`{"kind":"barcode","symbol":"tracking","text":"1",` + at + `}`), "elements[0].text: must be empty: the symbol holds the tracking number"},
		{"a module of nothing", one(`{"kind":"barcode","symbol":"qr","text":"1","module":"0mm",` + at + `}`), `elements[0].module: length "0mm": must be more than 0`},
		{"a box of border only", one(`{"kind":"box","thick":"6mm",` + at + `}`), "elements[0].thick: 6 mm is not between 0 and half a side"},
		{"text in a quiet zone", one(`{"kind":"barcode","symbol":"tracking","x":"2mm","y":"10mm","width":"97mm","height":"30mm"},{"kind":"text","text":"a",` + at + `}`),
			"elements[1]: overlaps elements[0], a barcode"},
		{"a box through a symbol", one(`{"kind":"box","x":"1mm","y":"1mm","width":"50mm","height":"50mm"},{"kind":"barcode","symbol":"qr","text":"a","x":"40mm","y":"5mm","width":"30mm","height":"30mm"}`),
			"elements[0]: overlaps elements[1], a barcode"},
		{"a symbol on a logo", one(`{"kind":"logo",` + at + `},{"kind":"barcode","symbol":"qr","text":"a",` + at + `}`), "elements[1]: overlaps elements[0], a logo"},
		{"every problem at once", one(`{"kind":"logo"},{"kind":"text","text":"{a}",` + at + `}`), "elements[0].x: "},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			custom, err := label.ReadLayout(strings.NewReader(test.file))
			if !errors.Is(err, label.ErrLayout) || custom != nil || !strings.HasPrefix(err.Error(), "layout: "+test.want) {
				t.Errorf("error is\n%v\nwant\nlayout: %s", err, test.want)
			}
		})
	}
	if _, err := label.ReadLayout(strings.NewReader(strings.Repeat(" ", 1<<20+1))); !errors.Is(err, label.ErrLayout) {
		t.Errorf("a file over 1 MiB: %v", err)
	}
	frame := `{"kind":"box",` + at + `},{"kind":"barcode","symbol":"qr","text":"a","x":"6mm","y":"6mm","width":"8mm","height":"8mm"}`
	if _, err := label.ReadLayout(strings.NewReader(one(frame))); err != nil {
		t.Errorf("a box round a symbol: %v", err)
	}
}

// TestCustomRefused is for what only the shipment shows.
func TestCustomRefused(t *testing.T) {
	const at = `"x":"5mm","y":"5mm","width":"50mm","height":"10mm"`
	tests := []struct{ claim, element, want string }{
		{"a text that is too long", `{"kind":"text","text":"{to.name} {to.name}","least":10,"x":"5mm","y":"5mm","width":"5mm","height":"10mm"}`,
			"to.name: 1.09 in wide at 10 points, over the 0.2 in limit"},
		{"a text that is too high", `{"kind":"text","text":"{to.name}","least":10,"x":"5mm","y":"5mm","width":"50mm","height":"3mm"}`,
			"to.name: 0.17 in high at 10 points, over the 0.12 in limit of the layout"},
		{"an address of too many lines", `{"kind":"address","text":"to",` + at + `}`, "to.city: is line 4, over the 3 that fit at 6 points"},
		{"a symbol that is too wide", `{"kind":"barcode","symbol":"tracking","x":"5mm","y":"5mm","width":"50mm","height":"30mm"}`,
			"layout.elements[0]: the bar code is at least 3.58 in wide, over the 1.97 in there is"},
		{"bars that are too low", `{"kind":"barcode","symbol":"tracking","x":"2mm","y":"5mm","width":"97mm","height":"20mm"}`,
			"layout.elements[0]: the bars are 0.79 in high, under the 1 in that the carrier asks for"},
		{"a matrix that is too large", `{"kind":"barcode","symbol":"qr","text":"{number}","x":"5mm","y":"5mm","width":"5mm","height":"10mm"}`,
			"layout.elements[0]: the symbol is at least "},
		{"a MaxiCode that is too large", `{"kind":"barcode","symbol":"maxicode","text":"{number}",` + at + `}`, "layout.elements[0]: a MaxiCode is "},
		{"elements that are none", `{"kind":"barcode","symbol":"gs1-128","text":"{number}",` + at + `}`,
			`layout.elements[0]: "9261290336128704062441" is not application identifiers with values, such as (00)123456789012345675`},
		{"digits", `{"kind":"barcode","symbol":"itf","text":"{to.name}",` + at + `}`, "layout.elements[0]: "},
		{"nothing to encode", `{"kind":"barcode","symbol":"code128","text":"{message}",` + at + `}`, "layout.elements[0]: nothing to encode"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			custom, err := label.ReadLayout(strings.NewReader(one(test.element)))
			if err != nil {
				t.Fatal(err)
			}
			s := order()
			labels, err := label.Format{Custom: custom}.New(s, quoted(s, "usps", "USPS Ground Advantage"), uspsNumber)
			if err == nil || labels != nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("%d labels, error is\n%v\nwant\n%s", len(labels), err, test.want)
			}
		})
	}
	custom, err := label.ReadLayout(strings.NewReader(one(`{"kind":"logo",` + at + `}`)))
	if err != nil {
		t.Fatal(err)
	}
	s := order()
	_, err = label.Format{Custom: custom, Size: label.Size4x8}.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
	if want := "size: 4 in by 8 in is not the 4 in by 6 in of the layout"; err == nil || err.Error() != want {
		t.Errorf("another paper: %v, want %s", err, want)
	}
}

// FuzzReadLayout reads any file: it is refused, or a label is laid out as it says,
// on the paper, or refused.
func FuzzReadLayout(f *testing.F) {
	f.Add(shopLayout(f))
	f.Add([]byte(one(`{"kind":"text","text":"{{{to.name}}}","points":200,"x":"1mm","y":"1mm","width":"90mm","height":"100mm"}`)))
	f.Add([]byte(one(`{"kind":"box","thick":"0.1mm","x":"0mm","y":"0mm","width":"4in","height":"6in"}`)))
	f.Add([]byte(one(`{"kind":"barcode","symbol":"gs1-datamatrix","text":"(00){number}","module":"5mm","x":"0mm","y":"0mm","width":"0.1mm","height":"0.1mm"}`)))
	f.Add([]byte(`{"elements":[null,1,{}],"width":"1e9in","height":"-1mm"}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		custom, err := label.ReadLayout(bytes.NewReader(file))
		if err != nil {
			if !errors.Is(err, label.ErrLayout) || custom != nil {
				t.Fatalf("error %v", err)
			}
			return
		}
		if custom.Size.Width < 90*dimweight.Millimetre {
			t.Fatalf("paper of %v", custom.Size.Width)
		}
		s := order()
		labels, err := label.Format{Custom: custom}.New(s, quoted(s, "usps", "USPS Ground Advantage"), uspsNumber)
		if err != nil {
			return
		}
		document(t, labels...)
	})
}

// TestCustomPromise: an arrival tells whether it is guaranteed.
func TestCustomPromise(t *testing.T) {
	custom, err := label.ReadLayout(strings.NewReader(one(`{"kind":"text","text":"{delivers} {promise}","x":"5mm","y":"5mm","width":"90mm","height":"10mm"}`)))
	if err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*carriers.Quote){
		"2026-11-27 estimated":  func(q *carriers.Quote) { q.Delivers = q.Ships + 4 },
		"2026-11-27 guaranteed": func(q *carriers.Quote) { q.Delivers, q.Guaranteed = q.Ships+4, true },
	} {
		s := order()
		q := quoted(s, "usps", "USPS Ground Advantage")
		change(&q)
		labels, err := label.Format{Custom: custom}.New(s, q, uspsNumber)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := textWith(labels[0], want); !ok {
			t.Errorf("%q is not on the label: %v", want, labels[0].Elements)
		}
	}
}
