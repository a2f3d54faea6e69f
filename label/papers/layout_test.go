package papers_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/papers"
)

var update = flag.Bool("update", false, "rewrite the layouts in testdata")

// TestLayout compares papers with the element trees in testdata, one of each
// kind, in all languages and on both sheets.
func TestLayout(t *testing.T) {
	for _, test := range []struct {
		kind   string
		format papers.Format
	}{
		{"slip", papers.Format{Size: label.SizeLetter}},
		{"cn22", papers.Format{Language: papers.French}},
		{"cn23", papers.Format{Language: papers.English}},
		{"invoice", papers.Format{Language: papers.Polish}},
		{"manifest", papers.Format{Size: label.SizeLetter, Language: papers.French}},
	} {
		t.Run(test.kind, func(t *testing.T) {
			got := tree(t, all(t, test.format)[test.kind])
			file := filepath.Join("testdata", test.kind+".json")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("layout (-want +got):\n%s", diff)
			}
		})
	}
}

// TestGeometry lays out every kind in every language and on both sheets: all is
// on the paper, nothing overlaps, and the writer takes it.
func TestGeometry(t *testing.T) {
	for _, format := range []papers.Format{{}, {Size: label.SizeLetter}, {Language: papers.French}, {Size: label.SizeLetter, Language: papers.Polish}} {
		for kind, pages := range all(t, format) {
			t.Run(fmt.Sprint(kind, "-", format.Language, "-", format.Size == label.SizeLetter), func(t *testing.T) {
				for _, l := range pages {
					checkGeometry(t, l)
				}
				document(t, pages...)
			})
		}
	}
}

func TestSizes(t *testing.T) {
	tests := []struct {
		claim, kind   string
		format        papers.Format
		width, height int
	}{
		// 210 and 297 mm, 8.5 and 11 in, 74 and 105 mm, at 300 dots an inch.
		{"A4 when nothing is said", "slip", papers.Format{}, 2480, 3508},
		{"Letter", "invoice", papers.Format{Size: label.SizeLetter}, 2550, 3300},
		{"a CN22 has its own", "cn22", papers.Format{Size: label.SizeLetter}, 874, 1240},
	}
	for _, test := range tests {
		l := all(t, test.format)[test.kind][0]
		if l.Width != test.width || l.Height != test.height || l.DPI != 300 {
			t.Errorf("%s: %d by %d dots at %d dpi, want %d by %d at 300", test.claim, l.Width, l.Height, l.DPI, test.width, test.height)
		}
	}
}

// TestAlwaysTheSame makes each paper twice.
func TestAlwaysTheSame(t *testing.T) {
	one, two := all(t, papers.Format{Language: papers.Polish}), all(t, papers.Format{Language: papers.Polish})
	for kind := range one {
		if !bytes.Equal(document(t, one[kind]...), document(t, two[kind]...)) {
			t.Errorf("%s has other bytes the second time", kind)
		}
	}
}

// TestCN22OnSheets puts CN22s on the quarters of a sheet.
func TestCN22OnSheets(t *testing.T) {
	form := all(t, papers.Format{})["cn22"][0]
	var b bytes.Buffer
	if err := (label.Sheet{Paper: label.SizeA4, Labels: 4}).PDF(&b, form, form, form); err != nil {
		t.Error(err)
	}
}

func document(tb testing.TB, pages ...label.Label) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := label.PDF(&b, pages...); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// tree prints pages as JSON with a line for each element.
func tree(t *testing.T, pages []label.Label) []byte {
	t.Helper()
	var b bytes.Buffer
	for i, l := range pages {
		fmt.Fprintf(&b, "%c{\"width\":%d,\"height\":%d,\"dpi\":%d,\"date\":%q,\"elements\":[", "[,"[min(i, 1)], l.Width, l.Height, l.DPI, l.Date)
		for j, e := range l.Elements {
			kind, value := strings.TrimPrefix(fmt.Sprintf("%T", e), "label."), any(e)
			if s, ok := e.(label.Symbol); ok {
				value = map[string]any{"X": s.X, "Y": s.Y, "Height": s.Height, "Module": s.Module, "Text": s.Code.Text, "Modules": s.Code.Width()}
			}
			line, err := json.Marshal(map[string]any{kind: value})
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(strings.Repeat(",", min(j, 1)) + "\n")
			b.Write(line)
		}
		b.WriteString("\n]}")
	}
	b.WriteString("]\n")
	return b.Bytes()
}

// checkGeometry fails unless every element is on the paper and no two overlap,
// quiet zones included.
func checkGeometry(t *testing.T, l label.Label) {
	t.Helper()
	sheet := image.Rect(0, 0, l.Width, l.Height)
	var taken []image.Rectangle
	take := func(e label.Element, r image.Rectangle) {
		t.Helper()
		if r.Empty() || !r.In(sheet) {
			t.Errorf("%+v is not on the paper %v", e, sheet)
		}
		for _, other := range taken {
			if r.Overlaps(other) {
				t.Errorf("%+v at %v overlaps %v", e, r, other)
			}
		}
		taken = append(taken, r)
	}
	for _, e := range l.Elements {
		switch e := e.(type) {
		case label.Text:
			// From the top of capitals to the foot of the letters below the line.
			take(e, image.Rect(e.X, e.Y-e.Height*70/100, e.X+e.Width, e.Y+e.Height*21/100))
			if least := 6 * 300 / 72; e.Height < least {
				t.Errorf("%+v is less than 6 points high", e)
			}
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
		default:
			t.Errorf("%T is not known here", e)
		}
	}
}

// texts are all texts of pages, in their order.
func texts(pages []label.Label) []string {
	var list []string
	for _, l := range pages {
		for _, e := range l.Elements {
			if s, ok := e.(label.Text); ok {
				list = append(list, s.Text)
			}
		}
	}
	return list
}
