package label_test

import (
	"bytes"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

var matrixOperator = regexp.MustCompile(`(?m)^(?:Q\n)?q (\S+) (\S+) (\S+) (\S+) (\S+) (\S+) cm$`)

// A spot is where a label's lower left corner is on a sheet, in tenths of a
// point, and whether it is turned.
type spot struct {
	Page, X, Y int
	Turned     bool
}

func spots(t *testing.T, data []byte) []spot {
	t.Helper()
	var list []spot
	_, contents := readPDF(t, data).pages()
	for page, content := range contents {
		for _, m := range matrixOperator.FindAllSubmatch(content, -1) {
			x, errX := strconv.ParseFloat(string(m[5]), 64)
			y, errY := strconv.ParseFloat(string(m[6]), 64)
			if errX != nil || errY != nil || string(m[2]) == string(m[1]) {
				t.Fatalf("matrix %q", m[0])
			}
			list = append(list, spot{page, int(x*10 + 0.5), int(y*10 + 0.5), string(m[1]) == "0"})
		}
	}
	return list
}

// TestSheet has labels of 4 by 6 inches, which are 2880 by 4320 tenths of a
// point, on Letter (6120 by 7920) and others of a quarter.
func TestSheet(t *testing.T) {
	of := func(size label.Size, n int) []label.Label {
		f := label.Format{Size: size, DPI: 300}
		made, err := f.New(order(), quoted(order(), "ups", "UPS Ground"), upsNumber)
		if err != nil {
			t.Fatal(err)
		}
		list := make([]label.Label, n)
		for i := range list {
			list[i] = made[0]
			list[i].Elements = nil
		}
		return list
	}
	tests := []struct {
		claim  string
		sheet  label.Sheet
		labels []label.Label
		want   []spot
	}{
		{"one stands in the middle", label.Sheet{Paper: label.SizeLetter}, of(label.Size4x6, 2), []spot{{0, 1620, 1800, false}, {1, 1620, 1800, false}}},
		// A half is 6120 by 3960; on its side the label is 4320 by 2880. The corner is the upper left one then.
		{"halves turn it", label.Sheet{Paper: label.SizeLetter, Labels: 2}, of(label.Size4x6, 3), []spot{{0, 900, 7380, true}, {0, 900, 3420, true}, {1, 900, 7380, true}}},
		{"the first place is used", label.Sheet{Paper: label.SizeLetter, Labels: 2, Used: 1}, of(label.Size4x6, 2), []spot{{0, 900, 3420, true}, {1, 900, 7380, true}}},
		{"four quarters of Letter, one used", label.Sheet{Paper: label.SizeLetter, Labels: 4, Used: 1}, of(label.SizeLetterQuarter, 4),
			[]spot{{0, 3060, 3960, false}, {0, 0, 0, false}, {0, 3060, 0, false}, {1, 0, 3960, false}}},
		{"halves of paper on its side stand", label.Sheet{Paper: label.Size{Width: 11 * dimweight.Inch, Height: 17 * dimweight.Inch / 2}, Labels: 2}, of(label.Size4x6, 2),
			[]spot{{0, 540, 900, false}, {0, 4500, 900, false}}},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			var b bytes.Buffer
			if err := test.sheet.PDF(&b, test.labels...); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, spots(t, b.Bytes())); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
			var streamed bytes.Buffer
			p := test.sheet.NewPDFWriter(&streamed)
			p.Add(test.labels...)
			if err := p.Close(); err != nil || !bytes.Equal(b.Bytes(), streamed.Bytes()) {
				t.Errorf("streamed, the bytes are others, error %v", err)
			}
		})
	}
}

func TestSheetA6(t *testing.T) {
	made, err := label.Format{Size: label.SizeA6}.New(order(), quoted(order(), "ups", "UPS Ground"), upsNumber)
	if err != nil {
		t.Fatal(err)
	}
	made[0].Elements = nil
	var b bytes.Buffer
	if err := (label.Sheet{Paper: label.SizeA4, Labels: 4}).PDF(&b, made[0], made[0], made[0], made[0]); err != nil {
		t.Fatal(err)
	}
	if got := spots(t, b.Bytes()); len(got) != 4 || got[3].Page != 0 {
		t.Errorf("places are %v", got)
	}
}

func TestSheetRefuses(t *testing.T) {
	l := trade(t)["ups-203"]
	tests := []struct {
		claim string
		sheet label.Sheet
		want  string
	}{
		{"no paper", label.Sheet{Labels: 2}, "sheet.paper: must be set for 2 labels on a sheet, 0 of them used"},
		{"three on a sheet", label.Sheet{Paper: label.SizeA4, Labels: 3}, "sheet.labels: 3 on a sheet are not 1, 2 or 4"},
		{"all used", label.Sheet{Paper: label.SizeA4, Labels: 2, Used: 2}, "sheet.used: 2 is not between 0 and 1"},
		{"a huge paper", label.Sheet{Paper: label.Size{Width: dimweight.Metre, Height: dimweight.Metre}}, "sheet.paper: 1000 mm by 1000 mm is not between 1 in and 594 mm"},
		{"a label that is too large", label.Sheet{Paper: label.SizeLetter, Labels: 4}, "labels[0]: 4 in by 6 in is over the place of 4.25 in by 5.5 in on the sheet"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			var b bytes.Buffer
			if err := test.sheet.PDF(&b, l); err == nil || err.Error() != test.want || b.Len() > 0 {
				t.Errorf("%d bytes and error %v, want %s", b.Len(), err, test.want)
			}
			p := test.sheet.NewPDFWriter(&b)
			if err := p.Add(l); err == nil || err.Error() != test.want {
				t.Errorf("streamed: error %v, want %s", err, test.want)
			}
		})
	}
}
