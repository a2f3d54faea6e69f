package label_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
)

func TestShapePlain(t *testing.T) {
	tests := []struct {
		claim    string
		in, text string
		height   int
		width    int
	}{
		// 1139 units of 2048, as in Helvetica, whose digits are 0.556 of the height.
		{"a digit is 0.556 of the height", "5", "5", 2048, 1139},
		{"the width is rounded up", "5", "5", 10, 6},
		{"blanks at the ends are not drawn", "  5 ", "5", 2048, 1139},
		{"an accent is composed with its letter", "e\u0301", "é", 2048, 1139},
		{"nothing has no width", " ", "", 2048, 0},
	}
	for _, test := range tests {
		got, err := label.Text{X: 1, Y: 2, Height: test.height, Text: test.in}.Shape()
		if want := (label.Text{X: 1, Y: 2, Height: test.height, Width: test.width, Text: test.text}); err != nil || !cmp.Equal(want, got) {
			t.Errorf("%s: got %+v, error %v, want %+v", test.claim, got, err, want)
		}
	}
	_, err := label.Text{Height: 10, Text: "A王"}.Shape()
	if want := `"王" (U+738B) at character 2 is not in the label's font`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestReturnIsMarked(t *testing.T) {
	s := order()
	s.Return = true
	s.Accessorials = []carriers.Accessorial{carriers.Signature}
	labels, err := label.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
	if err != nil {
		t.Fatal(err)
	}
	checkGeometry(t, labels[0])
	if _, ok := textWith(labels[0], "RETURN"); !ok {
		t.Error("the label does not say RETURN")
	}
}
