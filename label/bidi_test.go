package label_test

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/label"
)

// TestLevels compares with lines of Unicode's own test.
func TestLevels(t *testing.T) {
	file, err := os.Open("testdata/bidi.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Split(lines.Text(), ";")
		if len(fields) != 5 {
			continue // a comment
		}
		n++
		var text []rune
		for code := range strings.FieldsSeq(fields[0]) {
			r, err := strconv.ParseUint(code, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, rune(r))
		}
		base := label.BaseLevel(text)
		if fields[1] != "2" {
			base = fields[1][0] - '0'
		}
		levels := label.Levels(text, base)
		got := [3]string{strconv.Itoa(int(base)), join(levels), join(label.Reorder(levels))}
		if want := [3]string(fields[2:5]); got != want {
			t.Errorf("%s: line, levels and order are %q, want %q", fields[0], got, want)
		}
	}
	if n != 400 {
		t.Errorf("%d lines compared, want 400", n)
	}
}

func join[T any](list []T) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, " ")
}
