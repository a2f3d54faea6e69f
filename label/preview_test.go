package label_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shiprate/shiprate/label"
)

func TestPreview(t *testing.T) {
	l := trade(t)["usps-203"]
	var b bytes.Buffer
	if err := label.Preview(&b, l, 0); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "usps-203.preview.txt", b.String())
	for _, columns := range []int{20, 33, 400} {
		b.Reset()
		if err := label.Preview(&b, l, columns); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := utf8.RuneCountInString(line) - 1; n > columns {
				t.Errorf("a line of %d columns, over %d", n, columns)
			}
		}
	}
}

func TestPreviewErrors(t *testing.T) {
	l := trade(t)["ups-203"]
	for columns, want := range map[int]string{
		19:  "preview: 19 columns are not between 20 and 400",
		401: "preview: 401 columns are not between 20 and 400",
		-1:  "preview: -1 columns are not between 20 and 400",
	} {
		if err := label.Preview(&count{}, l, columns); err == nil || err.Error() != want {
			t.Errorf("error is %v, want %s", err, want)
		}
	}
	if err := label.Preview(full{}, l, 80); !errors.Is(err, errFull) {
		t.Errorf("error is %v, want %v", err, errFull)
	}
	if err := label.Preview(&count{}, label.Label{}, 80); err == nil || err.Error() != "label.dpi: 0 is not between 1 and 2400" {
		t.Errorf("the zero label: %v", err)
	}
}
