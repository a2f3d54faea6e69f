package barcode

import (
	"fmt"
	"strings"
)

// maxGS1Chars is how much one GS1-128 symbol may hold: application identifiers, values
// and FNC1 separators, but not the first FNC1 (GS1 General Specifications, 5.4.1).
const maxGS1Chars = 48

// Element is one GS1 element string: an application identifier and its value, such as
// {AI: "420", Value: "38118"}. The value has no separators, spaces or parentheses of its
// own, and it includes its check digit where the AI has one.
type Element struct {
	AI, Value string
}

// GS1128 encodes elements in the order given as one GS1-128 symbol. It opens with FNC1
// and puts another FNC1 after every element whose length readers cannot know, unless it
// is the last. [Linear.Text] is the human readable form, "(420) 38118 (92) 6129...".
//
// Each element is checked against the GS1 syntax dictionary: the AI must be known, the
// value must have a length and characters the AI allows, and check digits (of 00, 01, 02,
// 402, 41x and so on) must be right. What a date or a country code means is not checked.
//
// The errors are [ErrEmpty], an [ElementError] and [ErrTooLong].
func GS1128(elements ...Element) (Linear, error) {
	if len(elements) == 0 {
		return Linear{}, ErrEmpty
	}
	items := append(make([]byte, 0, 64), fnc1)
	textLen := 0
	for i, e := range elements {
		if err := checkElement(e); err != nil {
			return Linear{}, err
		}
		items = append(items, e.AI...)
		items = append(items, e.Value...)
		if i < len(elements)-1 && !predefined(e.AI) {
			items = append(items, fnc1)
		}
		textLen += len(e.AI) + len(e.Value) + len("() ") + 1
	}
	if n := len(items) - 1; n > maxGS1Chars {
		return Linear{}, fmt.Errorf("GS1-128 symbol: %d characters is over the %d allowed: %w", n, maxGS1Chars, ErrTooLong)
	}
	return newLinear(encode(items), gs1Text(elements, textLen)), nil
}

func gs1Text(elements []Element, size int) string {
	var text strings.Builder
	text.Grow(size)
	for i, e := range elements {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteByte('(')
		text.WriteString(e.AI)
		text.WriteString(") ")
		text.WriteString(e.Value)
	}
	return text.String()
}

// predefined says that readers know the length from the first two digits of the AI, so
// no separator follows. The list is closed: new AIs never join it
// (GS1 General Specifications, section 7.8.5).
func predefined(ai string) bool {
	switch ai[:2] {
	case "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19",
		"20", "31", "32", "33", "34", "35", "36", "41":
		return true
	}
	return false
}

func checkElement(e Element) error {
	rule, ok := findRule(e.AI)
	if !ok {
		return &ElementError{e.AI, e.Value, "not an application identifier this package knows"}
	}
	reason := rule.problem(e.Value)
	if reason == "" {
		return nil
	}
	return &ElementError{e.AI, e.Value, reason}
}

// problem says what is wrong with value, or "".
func (r aiRule) problem(value string) string {
	for i, c := range value {
		if i < r.digits && (c < '0' || c > '9') {
			return fmt.Sprintf("character %d is %q, want a digit", i+1, c)
		}
		if !cset82(c) {
			return fmt.Sprintf("character %d is %q (%U), which GS1 does not allow", i+1, c, c)
		}
	}
	if len(value) < r.min || len(value) > r.max {
		if r.min == r.max {
			return fmt.Sprintf("%d characters, want %d", len(value), r.min)
		}
		return fmt.Sprintf("%d characters, want %d to %d", len(value), r.min, r.max)
	}
	if r.checked == 0 {
		return ""
	}
	if got, want := value[r.checked-1], gs1CheckDigit(value[:r.checked-1]); got != want {
		return fmt.Sprintf("check digit is %c, want %c", got, want)
	}
	return ""
}

// gs1CheckDigit weighs digits 3, 1, 3, ... from the right and completes the sum to a
// multiple of ten (GS1 General Specifications, 7.9.1).
func gs1CheckDigit(digits string) byte {
	sum := 0
	for i := range len(digits) {
		weight := 1
		if (len(digits)-i)%2 == 1 {
			weight = 3
		}
		sum += weight * int(digits[i]-'0')
	}
	return '0' + byte((10-sum%10)%10)
}

// cset82 is the GS1 character set 82 (GS1 General Specifications, section 7.11).
func cset82(c rune) bool {
	switch {
	case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
		return true
	}
	return c != 0 && strings.ContainsRune(`!"%&'()*+,-./:;<=>?_`, c)
}
