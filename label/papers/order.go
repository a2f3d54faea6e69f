package papers

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// pickOrder returns the places of a parcel's items in the order in which they
// are picked: by bin, "A-2" before "A-10", items without a bin last. Those of
// one bin keep their order.
func pickOrder(items []carriers.Item) []int {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		one, two := strings.TrimSpace(items[a].Bin), strings.TrimSpace(items[b].Bin)
		if (one == "") != (two == "") {
			return cmp.Compare(len(two), len(one)) // the empty one last
		}
		return natural(one, two)
	})
	return order
}

// natural compares texts as people do: letters whatever their case, and runs of
// digits by the number that they are.
func natural(a, b string) int {
	tie := strings.Compare(a, b) // "1" and "01"
	a, b = strings.ToLower(a), strings.ToLower(b)
	for a != "" && b != "" {
		headA, headB := run(a), run(b)
		a, b = a[len(headA):], b[len(headB):]
		if c := compareRuns(headA, headB); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), tie)
}

// run is the digits or the other characters that a text begins with.
func run(s string) string {
	end := 1
	for end < len(s) && isDigit(s[end]) == isDigit(s[0]) {
		end++
	}
	return s[:end]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func compareRuns(a, b string) int {
	if !isDigit(a[0]) || !isDigit(b[0]) {
		return strings.Compare(a, b)
	}
	shortA, shortB := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(shortA), len(shortB)), strings.Compare(shortA, shortB))
}
