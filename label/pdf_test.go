package label_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

func document(tb testing.TB, labels ...label.Label) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := label.PDF(&b, labels...); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestPDF(t *testing.T) {
	got := document(t, trade(t)["usps-203"])
	for _, want := range []string{
		"/MediaBox[0 0 288 432]", "+LiberationSans/", "+LiberationSans-Bold/",
		"/CreationDate(D:20261123000000)", "/ModDate(D:20261123000000)",
		"/Producer(shiprate)", "/ViewerPreferences<</PrintScaling/None>>",
	} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("%q is not in the document", want)
		}
	}
	if n := bytes.Count(got, []byte("/FontFile2 ")); n != 2 {
		t.Errorf("%d font files are embedded, want 2", n)
	}
	if len(got) > 12_000 {
		t.Errorf("a document of one label has %d bytes, over 12000", len(got))
	}
}

// read draws a document's page back.
func read(t *testing.T, data []byte, page int, l label.Label) *canvas {
	t.Helper()
	d := readPDF(t, data)
	fonts := make(map[int]map[uint16]string)
	for i := range 2 {
		resources, _ := d.object(3)
		if strings.Contains(resources, fmt.Sprintf("/F%d ", i)) {
			fonts[i] = d.unicode(i)
		}
	}
	_, contents := d.pages()
	return interpret(t, contents[page], l, fonts)
}

// TestPDFTexts copies the texts of a page out, as a reader does.
func TestPDFTexts(t *testing.T) {
	labels := trade(t)
	for _, dpi := range []int{203, 300} {
		labels[fmt.Sprint("everything-", dpi)] = everything(t, dpi)
	}
	for name, l := range labels {
		t.Run(name, func(t *testing.T) {
			var want []label.Text
			for _, e := range l.Elements {
				if text, ok := e.(label.Text); ok {
					text.Width = 0
					want = append(want, text)
				}
			}
			if diff := cmp.Diff(want, read(t, document(t, l), 0, l).texts); diff != "" {
				t.Errorf("texts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPDFShapes draws the shapes of a page on a grid that blackens every dot
// that a rectangle touches, as renderers do. It is the PNG, dot for dot.
func TestPDFShapes(t *testing.T) {
	labels := trade(t)
	for _, dpi := range []int{203, 300} {
		labels[fmt.Sprint("everything-", dpi)] = everything(t, dpi)
	}
	exact := func(e label.Element) bool {
		switch e.(type) {
		case label.Text, label.MaxiCode, label.Image:
			return false
		}
		return true
	}
	for name, l := range labels {
		t.Run(name, func(t *testing.T) {
			l := without(l, exact)
			got, want := read(t, document(t, l), 0, l), dots(t, l)
			off := 0
			for y := range l.Height {
				for x := range l.Width {
					if (got.GrayAt(x, y).Y != 0) != black(want, x, y) {
						off++
					}
				}
			}
			if off > 0 {
				t.Errorf("%d dots are not those of the PNG", off)
			}
		})
	}
}

func TestPDFSameBytes(t *testing.T) {
	all := trade(t)
	labels := []label.Label{all["ups-203"], all["usps-203"], all["acme-300"]}
	want := document(t, labels...)
	if !bytes.Equal(want, document(t, labels...)) {
		t.Error("a second run gives other bytes")
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			var b bytes.Buffer
			if err := label.PDF(&b, labels...); err != nil || !bytes.Equal(want, b.Bytes()) {
				t.Errorf("at the same time it gives other bytes, error %v", err)
			}
		})
	}
	wait.Wait()
}

// TestRefuses has labels that New does not make, and every writer.
func TestRefuses(t *testing.T) {
	of := func(elements ...label.Element) []label.Label {
		return []label.Label{{Width: 812, Height: 1218, DPI: 203, Date: 1, Elements: elements}}
	}
	text := func(s string) label.Text { return label.Text{X: 10, Y: 50, Height: 20, Text: s} }
	huge := symbols(trade(t)["usps-203"])[0]
	huge.Module = 1 << 40
	maxi := label.MaxiCode{X: 603, Y: 1, Code: maxicode(t)}
	four := intelligentMail(t, func(n int) int { return n })
	four.X = 500
	tight := four
	tight.Pitch = tight.Bar
	tests := []struct {
		claim  string
		labels []label.Label
		want   string
	}{
		{"the zero label", []label.Label{{}}, ".dpi: 0 is not between 1 and 2400"},
		{"no size", []label.Label{{DPI: 203, Date: 1}}, ": 0 by 0 dots is not between 1 and 12000"},
		{"no date", []label.Label{{Width: 1, Height: 1, DPI: 203}}, ".date: must be set: documents are dated by it"},
		{"an emoji", of(text("ok"), text("😀")), `.elements[1]: "😀" (U+1F600) at character 1 is not in the label's font`},
		{"a letter that is not composed", of(text("Z\u0307")), `.elements[0]: "̇" (U+0307) at character 2 is a combining mark, which labels cannot place`},
		{"broken UTF-8", of(text("a\xe2\x82")), `.elements[0]: "\xe2" at character 2 is not valid UTF-8`},
		{"a line break", of(text("a\nb")), `.elements[0]: "\n" (U+000A) at character 2 is not a printing character`},
		{"text off the paper", of(label.Text{X: 900, Y: 10, Height: 20, Text: "a"}), ".elements[0]: 1 by 1 dots at 900, 10 are not within the paper of 812 by 1218 dots"},
		{"text without height", of(label.Text{X: 9, Y: 10, Text: "a"}), ".elements[0]: text is 0 dots high, not between 1 and 1218"},
		{"a line off the paper", of(label.Line{X: 800, Y: 10, Width: 13, Height: 1}), ".elements[0]: 13 by 1 dots at 800, 10 are not within the paper of 812 by 1218 dots"},
		{"a line of no width", of(label.Line{X: 800, Y: 10, Height: 1}), ".elements[0]: 0 by 1 dots at 800, 10 are not within the paper of 812 by 1218 dots"},
		{"a border thicker than its box", of(label.Box{X: 1, Y: 1, Width: 9, Height: 5, Thick: 6}), ".elements[0]: border of 6 dots is not between 1 and 5"},
		{"the zero symbol", of(label.Symbol{}), ".elements[0]: symbol of 0 modules of 0 dots cannot be drawn"},
		{"a symbol of huge modules", of(huge), ".elements[0]: symbol of 222 modules of 1099511627776 dots cannot be drawn"},
		{"the zero matrix", of(label.Matrix{}), ".elements[0]: symbol of 0 by 0 modules of 0 dots, 0 times as high, cannot be drawn"},
		{"a matrix that lacks modules", of(label.Matrix{Module: 1, Code: barcode.Matrix{Columns: 2, Rows: 2, Modules: make([]bool, 3)}}), ".elements[0]: symbol has 3 modules, want 2 by 2"},
		{"a matrix off the paper", of(label.Matrix{X: 810, Module: 2, Code: barcode.Matrix{Columns: 2, Rows: 2, Modules: make([]bool, 4)}}), ".elements[0]: 4 by 4 dots at 810, 0 are not within the paper of 812 by 1218 dots"},
		{"the zero MaxiCode", of(label.MaxiCode{}), ".elements[0]: MaxiCode of mode 0 is not of mode 2, 3 or 4"},
		{"a MaxiCode off the paper", of(maxi), ".elements[0]: 211 by 203 dots at 603, 1 are not within the paper of 812 by 1218 dots"},
		{"the zero four-state symbol", of(label.Bars4{}), ".elements[0]: 0 bars of 0 dots every 0, 0 high and 0 more each way, cannot be drawn"},
		{"bars that touch", of(tight), ".elements[0]: 65 bars of 4 dots every 4, 10 high and 9 more each way, cannot be drawn"},
		{"bars off the paper", of(four), ".elements[0]: 580 by 28 dots at 500, 800 are not within the paper of 812 by 1218 dots"},
		{"a picture that lacks bytes", of(label.Image{Width: 9, Height: 2, Bits: make([]byte, 3)}), ".elements[0]: picture has 3 bytes, want 4 for 9 by 2 dots"},
		{"a picture off the paper", of(label.Image{X: 805, Width: 8, Height: 1, Bits: []byte{1}}), ".elements[0]: 8 by 1 dots at 805, 0 are not within the paper of 812 by 1218 dots"},
		{"no element", of(nil), ".elements[0]: <nil> is not an element"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			var b bytes.Buffer
			for writer, err := range map[string]error{
				"labels[0]": label.PDF(&b, test.labels...), "labels[0] ": label.ZPL(&b, test.labels...),
				"label": label.PNG(&b, test.labels[0]), "label ": label.Preview(&b, test.labels[0], 80),
			} {
				if want := strings.TrimSpace(writer) + test.want; err == nil || err.Error() != want {
					t.Errorf("error is %v, want %s", err, want)
				}
			}
			if b.Len() != 0 {
				t.Errorf("%d bytes were written", b.Len())
			}
		})
	}
	for _, err := range []error{label.PDF(&count{}), label.ZPL(&count{})} {
		if err == nil || err.Error() != "no labels to write" {
			t.Errorf("no labels: %v", err)
		}
	}
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestPDFWriteError(t *testing.T) {
	if err := label.PDF(full{}, trade(t)["ups-203"]); !errors.Is(err, errFull) {
		t.Errorf("error is %v, want %v", err, errFull)
	}
}

// TestPDFPaper writes labels of two sizes in one document.
func TestPDFPaper(t *testing.T) {
	a := label.Label{Width: 812, Height: 1218, DPI: 203, Date: carriers.Date(20_000)}
	b := label.Label{Width: 1181, Height: 1772, DPI: 300, Date: carriers.Date(20_001)}
	pages, _ := readPDF(t, document(t, a, b)).pages()
	for i, want := range []string{"/MediaBox[0 0 288 432]", "/MediaBox[0 0 283.44 425.28]"} {
		if i >= len(pages) || !strings.Contains(pages[i], want) {
			t.Errorf("page %d of %q has not %s", i, pages, want)
		}
	}
}

// TestPDFID has the two parts of the trailer's ID the same, and others for
// another document.
func TestPDFID(t *testing.T) {
	all := trade(t)
	id := regexp.MustCompile(`/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]`)
	a, b := id.FindSubmatch(document(t, all["ups-203"])), id.FindSubmatch(document(t, all["usps-203"]))
	if a == nil || b == nil || string(a[1]) != string(a[2]) || string(a[1]) == string(b[1]) {
		t.Errorf("IDs are %q and %q", a, b)
	}
}

// TestPDFImages has a logo on every page that is in the document once.
func TestPDFImages(t *testing.T) {
	l := everything(t, 203)
	other := l
	other.Elements = []label.Element{label.Image{X: 1, Y: 1, Width: 8, Height: 1, Bits: []byte{0xAA}}}
	got := document(t, l, l, other, l)
	if n := bytes.Count(got, []byte("/Subtype/Image")); n != 2 {
		t.Errorf("%d pictures are in the document, want 2", n)
	}
	_, contents := readPDF(t, got).pages()
	for page, want := range []string{"/I0 Do", "/I0 Do", "/I1 Do", "/I0 Do"} {
		if !bytes.Contains(contents[page], []byte(want)) {
			t.Errorf("page %d has not %s", page, want)
		}
	}
}
