package label_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

var update = flag.Bool("update", false, "rewrite the layouts in testdata")

// TestLayout compares whole layouts with the element trees in testdata.
func TestLayout(t *testing.T) {
	two := order()
	two.Parcels = append(two.Parcels, two.Parcels[0])
	two.Parcels[1].Weight, two.Parcels[1].Reference = 9*dimweight.Pound/2, "BOX 2"

	signed := order()
	signed.Reference, signed.Parcels[0].Reference = "", ""
	signed.Accessorials = []carriers.Accessorial{carriers.Saturday, carriers.Signature}

	abroad := order()
	abroad.To = carriers.Address{
		Name: "M. Łukasz Brzęczyszczykiewicz-Ångström", Company: "Ελληνικά Βιβλία / Книжный магазин",
		Street: []string{"Bâtiment C, 3e étage", "17 rue du Faubourg-Saint-Denis"}, City: "Paris", PostalCode: "75010", Country: "FR",
	}

	plain := func(f label.Format) label.Format { f.Layout = "plain"; return f }
	tests := []struct {
		file          string
		format        label.Format
		shipment      carriers.Shipment
		carrier, name string
		numbers       []string
	}{
		{"plain-ups-203.json", plain(label.Format{}), two, "ups", "UPS Ground", []string{upsNumber, "1Z879E930346834440"}},
		{"plain-usps-300.json", plain(label.Format{DPI: 300}), order(), "usps", "USPS Ground Advantage", []string{uspsNumber}},
		{"plain-signature-203.json", plain(label.Format{}), signed, "fedex", "FedEx Home Delivery", []string{fedexNumber}},
		{"sscc-abroad-100x150-203.json", label.Format{Size: label.Size100x150}, abroad, "acme", "Road", []string{ssccNumber}},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			labels, err := test.format.New(test.shipment, quoted(test.shipment, test.carrier, test.name), test.numbers...)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range labels {
				checkGeometry(t, l)
			}
			compareTree(t, test.file, labels)
		})
	}
}

// compareTree holds labels against a file of testdata.
func compareTree(t *testing.T, name string, labels []label.Label) {
	t.Helper()
	got := tree(t, labels)
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("layout (-want +got):\n%s", diff)
	}
}

// tree prints labels as JSON with a line for each element.
func tree(t *testing.T, labels []label.Label) []byte {
	t.Helper()
	var b bytes.Buffer
	for i, l := range labels {
		fmt.Fprintf(&b, "%c{\"width\":%d,\"height\":%d,\"dpi\":%d,\"date\":%q,\"elements\":[", "[,"[min(i, 1)], l.Width, l.Height, l.DPI, l.Date)
		for j, e := range l.Elements {
			writeElement(t, &b, j, fmt.Sprintf("%T", e)[len("label."):], brief(e))
		}
		b.WriteString("\n]}")
	}
	b.WriteString("]\n")
	return b.Bytes()
}

// brief is an element as the files have it: symbols as bars or rows of signs,
// pictures as their check sum.
func brief(e label.Element) any {
	signs := func(columns int, dark func(column int) bool) string {
		row := bytes.Repeat([]byte{'.'}, columns)
		for i := range row {
			if dark(i) {
				row[i] = '#'
			}
		}
		return string(row)
	}
	switch e := e.(type) {
	case label.Symbol:
		var bars [][2]int
		for x, width := range e.Bars() {
			bars = append(bars, [2]int{x, width})
		}
		return map[string]any{"X": e.X, "Y": e.Y, "Height": e.Height, "Module": e.Module, "Bars": bars}
	case label.Matrix:
		rows := make([]string, e.Code.Rows)
		for y := range rows {
			rows[y] = signs(e.Code.Columns, func(x int) bool { return e.Code.Dark(x, y) })
		}
		return map[string]any{"X": e.X, "Y": e.Y, "Module": e.Module, "Aspect": e.Code.Aspect, "Rows": rows}
	case label.MaxiCode:
		rows := make([]string, len(e.Code.Dark))
		for y := range rows {
			rows[y] = signs(len(e.Code.Dark[y]), func(x int) bool { return e.Code.Dark[y][x] })
		}
		return map[string]any{"X": e.X, "Y": e.Y, "Rows": rows}
	case label.Image:
		return map[string]any{"X": e.X, "Y": e.Y, "Width": e.Width, "Height": e.Height, "CRC32": crc32.ChecksumIEEE(e.Bits)}
	}
	return e
}

func writeElement(t *testing.T, b *bytes.Buffer, i int, kind string, element any) {
	t.Helper()
	if i > 0 {
		b.WriteByte(',')
	}
	line, err := json.Marshal(map[string]any{kind: element})
	if err != nil {
		t.Fatal(err)
	}
	b.WriteByte('\n')
	b.Write(line)
}

// checkGeometry fails unless every element is on the paper, no two overlap, the
// quiet zones are empty and bars are whole modules.
func checkGeometry(t *testing.T, l label.Label) {
	t.Helper()
	paper := image.Rect(0, 0, l.Width, l.Height)
	var taken []image.Rectangle
	take := func(e label.Element, r image.Rectangle) {
		t.Helper()
		if r.Empty() || !r.In(paper) {
			t.Errorf("%T %+v is not on the paper %v", e, brief(e), paper)
		}
		for _, other := range taken {
			if r.Overlaps(other) {
				t.Errorf("%T %+v at %v overlaps %v", e, brief(e), r, other)
			}
		}
		taken = append(taken, r)
	}
	for _, e := range l.Elements {
		switch e := e.(type) {
		case label.Text:
			// From the top of capitals to the foot of the letters below the line.
			take(e, image.Rect(e.X, e.Y-e.Height*70/100, e.X+e.Width, e.Y+e.Height*21/100))
		case label.Line:
			take(e, image.Rect(e.X, e.Y, e.X+e.Width, e.Y+e.Height))
		case label.Box:
			take(e, image.Rect(e.X, e.Y, e.X+e.Width, e.Y+e.Thick))
			take(e, image.Rect(e.X, e.Y+e.Height-e.Thick, e.X+e.Width, e.Y+e.Height))
			take(e, image.Rect(e.X, e.Y+e.Thick, e.X+e.Thick, e.Y+e.Height-e.Thick))
			take(e, image.Rect(e.X+e.Width-e.Thick, e.Y+e.Thick, e.X+e.Width, e.Y+e.Height-e.Thick))
		case label.Symbol:
			quiet := e.Code.Quiet * e.Module
			take(e, image.Rect(e.X-quiet, e.Y, e.X+e.Width()+quiet, e.Y+e.Height))
			checkBars(t, e)
		case label.Matrix:
			quiet := e.Code.Quiet * e.Module
			take(e, image.Rect(e.X, e.Y, e.X+e.Width(), e.Y+e.Height()).Inset(-quiet))
		case label.MaxiCode:
			width, height := e.Size(l.DPI)
			take(e, image.Rect(e.X, e.Y, e.X+width, e.Y+height).Inset(-l.DPI*88/2540))
		case label.Image:
			take(e, image.Rect(e.X, e.Y, e.X+e.Width, e.Y+e.Height))
		}
	}
}

func checkBars(t *testing.T, s label.Symbol) {
	t.Helper()
	end := 0
	for x, width := range s.Bars() {
		if width < s.Module || width%s.Module != 0 || (x-s.X)%s.Module != 0 {
			t.Errorf("bar at %d is %d dots wide, with modules of %d from %d", x, width, s.Module, s.X)
		}
		end = x + width
	}
	if end != s.X+s.Width() {
		t.Errorf("the last bar ends at %d, the symbol at %d", end, s.X+s.Width())
	}
}

func TestSymbol(t *testing.T) {
	zip4 := order()
	zip4.To.PostalCode = "94105-1234"
	narrow := label.Size{Width: 90 * dimweight.Millimetre, Height: 6 * dimweight.Inch}
	tests := []struct {
		claim                         string
		format                        label.Format
		shipment                      carriers.Shipment
		carrier, number               string
		modules, module, height, left int
	}{
		// Modules by the data: each pair of digits is 11, start, check and stop 35, FNC1 11.
		{"420 and a ZIP make an IMpb of 222 modules, three dots at 203", label.Format{}, order(), "usps", uspsNumber, 222, 3, 203, 73},
		{"and four at 300, since five leave no quiet zones", label.Format{DPI: 300}, order(), "usps", uspsNumber, 222, 4, 300, 156},
		{"a ZIP+4 just fits 4 inches", label.Format{}, zip4, "usps", uspsNumber, 244, 3, 203, 40},
		{"an SSCC is 156 modules, four dots at 203 and 1.25 inch high", label.Format{}, order(), "acme", ssccNumber, 156, 4, 254, 94},
		{"six at 300", label.Format{DPI: 300}, order(), "acme", ssccNumber, 156, 6, 375, 132},
		{"an SSCC takes 90 mm", label.Format{Size: narrow}, order(), "acme", ssccNumber, 156, 4, 254, 47},
		{"a FedEx number is six pairs of digits", label.Format{}, order(), "fedex", fedexNumber, 101, 3, 203, 254},
		{"at 300 five dots are the most under 17 thousandths", label.Format{DPI: 300}, order(), "fedex", fedexNumber, 101, 5, 300, 347},
		{"wide paper makes no wider bars than the carrier allows", label.Format{Size: label.Size{Width: 8 * dimweight.Inch, Height: 6 * dimweight.Inch}},
			order(), "usps", uspsNumber, 222, 4, 203, 368},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			labels, err := test.format.New(test.shipment, quoted(test.shipment, test.carrier, "Ground"), test.number)
			if err != nil {
				t.Fatal(err)
			}
			checkGeometry(t, labels[0])
			s := symbols(labels[0])[0]
			got := [4]int{s.Code.Width(), s.Module, s.Height, s.X}
			if want := [4]int{test.modules, test.module, test.height, test.left}; got != want {
				t.Errorf("modules, dots a module, height and left edge are %v, want %v", got, want)
			}
		})
	}
}
