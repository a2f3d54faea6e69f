package label_test

import (
	"errors"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// FuzzNew puts any text into any field: a label is laid out without overlap and
// written, or the shipment is refused.
func FuzzNew(f *testing.F) {
	f.Add("Zoë Żak", "5 Market St", "San Francisco", "ORDER-1001", "UPS Ground", upsNumber)
	f.Add("王伟", "😀", "\xff\xfe", "A\x00B", "שלום", "1Z")
	f.Add("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "e\u0301\u0301", " ", "", "\u200b", "(00)"+ssccNumber)
	f.Add("a(b)c\\d\r", "čĊ ī", "\u00a0", "\U0010FFFF", "U", "]C142094105\x1d"+uspsNumber)
	f.Fuzz(func(t *testing.T, name, street, city, reference, service, number string) {
		s := order()
		s.To.Name, s.To.Street, s.To.City, s.Reference = name, []string{street, name}, city, reference
		s.From.Company, s.Parcels[0].Reference = street, reference
		labels, err := plain.New(s, quoted(s, "ups", service), number)
		if err != nil {
			if !errors.Is(err, carriers.ErrInvalid) || labels != nil {
				t.Fatalf("%d labels and error %v", len(labels), err)
			}
			return
		}
		checkGeometry(t, labels[0])
		document(t, labels...)
	})
}

// FuzzElements draws elements that no layout has, with every writer.
func FuzzElements(f *testing.F) {
	f.Add("Ann", 10, 20, 30, 40, 2)
	f.Add("😀", -1, 1<<62, 1<<62, 1<<40, 0)
	f.Add("Ж", 800, 1200, 8, 2000, 1)
	f.Add("\xa5\x5a", 790, 0, 16, 1, 3)
	f.Fuzz(func(t *testing.T, text string, x, y, width, height, thick int) {
		modules := make([]bool, len(text))
		bars := make([]barcode.Bar4, len(text))
		for i := range len(text) {
			modules[i] = text[i]%2 == 0
			bars[i] = barcode.Bar4(text[i] % 4)
		}
		code := barcode.Matrix{Columns: width, Rows: height, Aspect: thick, Modules: modules, Kind: barcode.QRKind, Data: text, Level: "M"}
		l := label.Label{Width: 812, Height: 1218, DPI: 203, Date: 1, Elements: []label.Element{
			label.Text{X: x, Y: y, Height: height, Width: width, Text: text},
			label.Line{X: x, Y: y, Width: width, Height: height},
			label.Box{X: x, Y: y, Width: width, Height: height, Thick: thick},
			label.Symbol{X: x, Y: y, Height: height, Module: thick, Code: barcode.Linear{Modules: modules, Codes: []byte(text), Text: text}},
			label.Matrix{X: x, Y: y, Module: thick, Code: code},
			label.Bars4{X: x, Y: y, Bar: thick, Pitch: width, Middle: height, Reach: thick, Code: barcode.Bars4{Bars: bars}},
			label.MaxiCode{X: x, Y: y, Code: barcode.MaxiCode{Mode: thick, Primary: text, Message: text}},
			label.Image{X: x, Y: y, Width: width, Height: height, Bits: []byte(text)},
		}}
		for _, e := range l.Elements {
			one := l
			one.Elements = []label.Element{e}
			errs := [4]error{label.PDF(&count{}, one), label.ZPL(&count{}, one), label.PNG(&count{}, one), label.Preview(&count{}, one, 80)}
			for _, err := range errs {
				if (err == nil) != (errs[0] == nil) || err != nil && err.Error() == "" {
					t.Errorf("%T: errors %v", e, errs)
				}
			}
		}
	})
}

// count counts what is written to it.
type count struct{ bytes int }

func (c *count) Write(p []byte) (int, error) {
	c.bytes += len(p)
	return len(p), nil
}
