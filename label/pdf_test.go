package label_test

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
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
	got := document(t, trade(t)["ups-203"])
	for _, want := range []string{
		"/MediaBox [0 0 288.00 432.00]",
		"/BaseFont /utf8liberationsans\n", "/BaseFont /utf8liberationsansB\n",
		"/CreationDate (D:20261123000000)", "/ModDate (D:20261123000000)",
		"/Producer (shiprate)",
		"\x00Z\x00o\x00\xEB\x00 \x01\x7B\x00a\x00k", // Zoë Żak in UTF-16
	} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("%q is not in the document", want)
		}
	}
	if n := bytes.Count(got, []byte("/FontFile2 ")); n != 2 {
		t.Errorf("%d font files are embedded, want 2", n)
	}
}

// TestPDFBars reads the rectangles of the page back: each bar is that of the
// layout, 0.08 dot smaller on each side.
func TestPDFBars(t *testing.T) {
	for name, l := range trade(t) {
		t.Run(name, func(t *testing.T) {
			var want, got []string
			for x, width := range symbols(l)[0].Bars() {
				want = append(want, fmt.Sprintf("%.2f %.2f", float64(x)+0.08, float64(width)-0.16))
			}
			for line := range strings.Lines(string(document(t, l))) {
				f := strings.Fields(line)
				if len(f) != 5 || f[1] != "0" || f[3] != "1" || f[4] != "re" {
					continue
				}
				x, errX := strconv.ParseFloat(f[0], 64)
				width, errWidth := strconv.ParseFloat(f[2], 64)
				if err := errors.Join(errX, errWidth); err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprintf("%.2f %.2f", x, width))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("bars (-want +got):\n%s", diff)
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

// TestPDFRefuses has labels that New does not make.
func TestPDFRefuses(t *testing.T) {
	of := func(elements ...label.Element) []label.Label {
		return []label.Label{{Width: 812, Height: 1218, DPI: 203, Date: 1, Elements: elements}}
	}
	text := func(s string) label.Text { return label.Text{X: 10, Y: 50, Height: 20, Text: s} }
	huge := symbols(trade(t)["usps-203"])[0]
	huge.Module = 1 << 40
	tests := []struct {
		claim  string
		labels []label.Label
		want   string
	}{
		{"nothing", nil, "no labels to write"},
		{"the zero label", []label.Label{{}}, "labels[0].dpi: 0 is not between 1 and 2400"},
		{"no size", []label.Label{{DPI: 203, Date: 1}}, "labels[0]: 0 by 0 dots is not between 1 and 12000"},
		{"no date", []label.Label{{Width: 1, Height: 1, DPI: 203}}, "labels[0].date: must be set: documents are dated by it"},
		{"an emoji", of(text("ok"), text("😀")), `labels[0].elements[1]: "😀" (U+1F600) at character 1 is not in the label's font`},
		{"a letter that is not composed", of(text("Z\u0307")), `labels[0].elements[0]: "̇" (U+0307) at character 2 is a combining mark, which labels cannot place`},
		{"broken UTF-8", of(text("a\xe2\x82")), `labels[0].elements[0]: "\xe2" at character 2 is not valid UTF-8`},
		{"a line break", of(text("a\nb")), `labels[0].elements[0]: "\n" (U+000A) at character 2 is not a printing character`},
		{"text off the paper", of(label.Text{X: 900, Y: 10, Height: 20, Text: "a"}), "labels[0].elements[0]: 1 by 1 dots at 900, 10 are not within the paper of 812 by 1218 dots"},
		{"text without height", of(label.Text{X: 9, Y: 10, Text: "a"}), "labels[0].elements[0]: text is 0 dots high, not between 1 and 1218"},
		{"a line off the paper", of(label.Line{X: 800, Y: 10, Width: 13, Height: 1}), "labels[0].elements[0]: 13 by 1 dots at 800, 10 are not within the paper of 812 by 1218 dots"},
		{"a line of no width", of(label.Line{X: 800, Y: 10, Height: 1}), "labels[0].elements[0]: 0 by 1 dots at 800, 10 are not within the paper of 812 by 1218 dots"},
		{"a border thicker than its box", of(label.Box{X: 1, Y: 1, Width: 9, Height: 5, Thick: 6}), "labels[0].elements[0]: border of 6 dots is not between 1 and 5"},
		{"the zero symbol", of(label.Symbol{}), "labels[0].elements[0]: symbol of 0 modules of 0 dots cannot be drawn"},
		{"a symbol of huge modules", of(huge), "labels[0].elements[0]: symbol of 222 modules of 1099511627776 dots cannot be drawn"},
		{"no element", of(nil), "labels[0].elements[0]: <nil> is not an element"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			var b bytes.Buffer
			if err := label.PDF(&b, test.labels...); err == nil || err.Error() != test.want {
				t.Errorf("error is %v, want %s", err, test.want)
			}
			if b.Len() != 0 {
				t.Errorf("%d bytes were written", b.Len())
			}
		})
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
	got := document(t, a, b)
	for _, want := range []string{"/MediaBox [0 0 288.00 432.00]", "/MediaBox [0 0 283.44 425.28]", "/Count 2"} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("%q is not in the document", want)
		}
	}
}
