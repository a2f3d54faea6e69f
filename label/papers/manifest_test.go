package papers_test

import (
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

// TestManifestAddsUp counts by hand: every third of twelve parcels is on the
// ground, and they weigh 0.5 lb more each up to 4.5 lb.
func TestManifestAddsUp(t *testing.T) {
	pages := all(t, papers.Format{})["manifest"]
	wantTexts(t, pages, "End-of-day manifest", "UPS", "UPS Ground", "4", "6.500", "UPS Next Day Air Saver", "8", "19.000", "Total", "12", "25.500",
		"MAN-20261123-UPS-01", "Manifest no. MAN-20261123-UPS-01", "1Z 5R8 939 03 0000 0013", "ORDER-1012", "US 94105", "Weight (lb)", "Page 1 of 1",
		"Handed over by: name and signature", "Received by the driver: name and signature")
	pages = all(t, papers.Format{Language: papers.French})["manifest-long"]
	wantTexts(t, pages, "Page 1 sur 4", "Page 4 sur 4", "(00) 123456789012345675", "Poids (kg)")
	listed := 0
	for _, text := range texts(pages) {
		if strings.HasPrefix(text, "1Z ") {
			listed++
		}
	}
	if listed != 120 {
		t.Errorf("%d of 120 parcels are listed", listed)
	}
}

func TestManifestAdd(t *testing.T) {
	m := papers.Manifest{Carrier: "ups"}
	s := order()
	s.Parcels = append(s.Parcels, carriers.Parcel{Weight: dimweight.Pound})
	q := carriers.Quote{Carrier: "ups", Name: "UPS Ground"}
	if err := m.Add(s, q, upsNumber); err == nil || err.Error() != "numbers: 1 for 2 parcels: each parcel needs its own" {
		t.Errorf("one number for two parcels: error %v", err)
	}
	if err := m.Add(s, carriers.Quote{Carrier: "fedex"}, "1", "2"); err == nil || err.Error() != `quote.carrier: "fedex" is not the manifest's "ups"` {
		t.Errorf("another carrier: error %v", err)
	}
	if err := m.Add(s, q, upsNumber, "1Z879E930346834440"); err != nil {
		t.Fatal(err)
	}
	want := []papers.Handed{
		{Number: upsNumber, Service: "UPS Ground", Reference: "BOX 1", To: "FR 75010", Weight: 1900 * dimweight.Gram},
		{Number: "1Z879E930346834440", Service: "UPS Ground", Reference: "ORDER-1001", To: "FR 75010", Weight: dimweight.Pound},
	}
	if diff := cmp.Diff(want, m.Parcels); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestManifestRefuses(t *testing.T) {
	tests := []struct {
		claim  string
		change func(*papers.Manifest)
		want   []string
	}{
		{"everything that is missing, at once", func(m *papers.Manifest) {
			*m = papers.Manifest{Parcels: []papers.Handed{{Number: upsNumber, Service: " "}}}
		}, []string{"carrier: must be set: it says whose parcels these are", "date: must be set: the day of the handover",
			"from.name: must be set to print papers, or the company", "from.street: must be set to print papers", "from.city: must be set to print papers",
			"parcels[0].service: must be set", "parcels[0].weight: 0 kg is not between 0 and 1000000 kg", "id: nothing to encode"}},
		{"no parcels", func(m *papers.Manifest) { m.Parcels = nil }, []string{"parcels: 0 are not between 1 and 10000"}},
		{"a parcel twice", func(m *papers.Manifest) { m.Parcels[2].Number = m.Parcels[0].Number },
			[]string{"parcels[2].number: 1Z5R89390300000013 is that of parcels[0] too"}},
		{"a number of another carrier", func(m *papers.Manifest) { m.Parcels[1].Number = "986578788855" },
			[]string{`parcels[1].number: tracking number "986578788855": not a number of carrier "ups"`}},
		{"an SSCC with a wrong check digit", func(m *papers.Manifest) { m.ID = "(00)123456789012345674" },
			[]string{`id: element (00) "123456789012345674": check digit is 4, want 5`}},
		{"a number that is not ASCII", func(m *papers.Manifest) { m.ID = "MAŃ" }, []string{`id: "MAŃ" is not printable ASCII`}},
		{"a number that is too long for the paper", func(m *papers.Manifest) { m.ID = strings.Repeat("MAN-", 20) },
			[]string{"id: the bar code is 12.47 in wide, over the 7.09 in limit"}},
		{"a unit that is none", func(m *papers.Manifest) { m.Unit = 3 }, []string{"unit: must be kg, g, lb or oz"}},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			m := manifest(t, 3)
			test.change(&m)
			pages, err := papers.Format{}.Manifest(m)
			wantRefused(t, pages, err, test.want...)
		})
	}
}

// TestDecode reads the bar codes with a decoder that is not ours.
func TestDecode(t *testing.T) {
	pages := all(t, papers.Format{})
	tests := []struct{ kind, want string }{
		{"cn23", s10Number}, {"manifest", "MAN-20261123-UPS-01"}, {"manifest-long", "]C100123456789012345675"},
	}
	for _, test := range tests {
		got, err := scan(pages[test.kind][0], strings.HasPrefix(test.want, "]C1"))
		if err != nil || got != test.want {
			t.Errorf("%s reads as %q, error %v, want %q", test.kind, got, err, test.want)
		}
	}
}

// scan draws the bars of a page, dot for dot, and reads them.
func scan(l label.Label, gs1 bool) (string, error) {
	img := image.NewGray(image.Rect(0, 0, l.Width, l.Height))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for _, e := range l.Elements {
		if s, ok := e.(label.Symbol); ok {
			for x, width := range s.Bars() {
				draw.Draw(img, image.Rect(x, s.Y, x+width, s.Y+s.Height), image.NewUniform(color.Black), image.Point{}, draw.Src)
			}
		}
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return "", err
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	if gs1 {
		hints[gozxing.DecodeHintType_ASSUME_GS1] = true
	}
	result, err := oned.NewCode128Reader().Decode(bitmap, hints)
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}
