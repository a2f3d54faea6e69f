package label_test

import (
	"errors"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
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

// FuzzPDF draws elements that no layout has.
func FuzzPDF(f *testing.F) {
	f.Add("Ann", 10, 20, 30, 40, 2)
	f.Add("😀", -1, 1<<62, 1<<62, 1<<40, 0)
	f.Fuzz(func(t *testing.T, text string, x, y, width, height, thick int) {
		l := label.Label{Width: 812, Height: 1218, DPI: 203, Date: 1, Elements: []label.Element{
			label.Text{X: x, Y: y, Height: height, Text: text},
			label.Line{X: x, Y: y, Width: width, Height: height},
			label.Box{X: x, Y: y, Width: width, Height: height, Thick: thick},
		}}
		for _, e := range l.Elements {
			one := l
			one.Elements = []label.Element{e}
			if err := label.PDF(&count{}, one); err != nil && err.Error() == "" {
				t.Error("an error without words")
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
