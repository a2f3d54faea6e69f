package papers

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label"
)

// TestWords holds every language complete: each word is there, can be drawn and
// has the same numbers in it as the English one.
func TestWords(t *testing.T) {
	numbers := regexp.MustCompile(`%.`)
	for _, l := range Languages() {
		table := tables[l]
		if table == nil {
			t.Fatalf("language %s has no words", l)
		}
		for w := wNone + 1; w < wordCount; w++ {
			if table[w] == "" {
				t.Errorf("%s lacks the word for %q", l, english[w])
			}
			if got, err := (label.Text{Height: 10, Text: table[w]}).Shape(); err != nil || got.Text != table[w] {
				t.Errorf("%s: %q cannot be drawn: %v", l, table[w], err)
			}
			if diff := cmp.Diff(numbers.FindAllString(english[w], -1), numbers.FindAllString(table[w], -1)); diff != "" {
				t.Errorf("%s: %q has not the numbers of %q (-want +got):\n%s", l, table[w], english[w], diff)
			}
		}
	}
	if len(tables) != len(Languages()) {
		t.Errorf("%d languages have tables, %d are named", len(tables), len(Languages()))
	}
}

func TestNatural(t *testing.T) {
	sorted := []string{"", "1", "2", "10", "A", "A10", "A-1", "A-02", "a-2", "A-10", "A-10-B", "B-1-07", "B-1-7a", "B-1-10", "Ż-1"}
	for i := range sorted {
		for j := range sorted {
			got := natural(sorted[i], sorted[j])
			if (got < 0) != (i < j) && sorted[i] != sorted[j] || (got == 0) != (i == j) {
				t.Errorf("%q and %q compare as %d", sorted[i], sorted[j], got)
			}
		}
	}
}

func TestReasonsHaveWords(t *testing.T) {
	if len(reasonWords) != 6 {
		t.Errorf("%d reasons have words", len(reasonWords))
	}
}
