package barcode

import (
	"math"
	"unicode/utf8"
)

// code128Quiet is the quiet zone of Code 128 and GS1-128 on each side, in modules
// (ISO/IEC 15417; GS1 General Specifications, section 5.4).
const code128Quiet = 10

// Code128 encodes data as plain Code 128, with no FNC1. Every ASCII character from 0 to
// 127 has a code, and the symbol is as short as the three code sets allow.
//
// The errors are [ErrEmpty] and a [CharError] for the first character above 127. There
// is no limit on length: the writer knows what fits its label.
func Code128(data string) (Linear, error) {
	if data == "" {
		return Linear{}, ErrEmpty
	}
	if err := checkASCII(data); err != nil {
		return Linear{}, err
	}
	items := append(make([]byte, 0, 64), data...)
	return newLinear(encode(items), printable(data)), nil
}

func checkASCII(data string) error {
	for i := range len(data) {
		if data[i] >= utf8.RuneSelf {
			return charError(data, i, "Code 128 holds ASCII, 0 to 127")
		}
	}
	return nil
}

// printable replaces control characters by spaces, and returns data itself if it has none.
func printable(data string) string {
	control := func(c byte) bool { return c < ' ' || c == 127 }
	for i := range len(data) {
		if control(data[i]) {
			text := []byte(data)
			for j, c := range text {
				if control(c) {
					text[j] = ' '
				}
			}
			return string(text)
		}
	}
	return data
}

// newLinear draws codes, which run from the start character to the stop character.
func newLinear(codes []byte, text string) Linear {
	modules := make([]bool, 0, 11*len(codes)+2)
	for _, code := range codes {
		bar := true
		for _, width := range []byte(patterns[code]) {
			for range width - '0' {
				modules = append(modules, bar)
			}
			bar = !bar
		}
	}
	return Linear{Modules: modules, Codes: codes, Text: text, Quiet: code128Quiet}
}

// A set is one of the three code sets. Set A has control characters and capitals, B has
// capitals and small letters, C has pairs of digits.
type set int

const (
	setA set = iota
	setB
	setC
)

// Symbol characters with a meaning of their own (ISO/IEC 15417, table 1).
const (
	codeShift  = 98
	codeToC    = 99 // to B is 100 and to A is 101: codeToC + (setC - s)
	codeFNC1   = 102
	codeStartA = 103
	codeStop   = 106
)

// fnc1 stands for FNC1 among the items to encode; data itself is at most 127.
const fnc1 = 0x80

// preference orders the sets when two encodings are equally short: B before A, and C
// only when it saves something, as ISO/IEC 15417 advises.
var preference = [3]set{setB, setA, setC}

// encode returns the shortest run of symbol characters for items (ASCII and [fnc1]),
// with start, check and stop.
func encode(items []byte) []byte {
	var buffer [80][3]int // a label's data fits, and needs no allocation
	costs := buffer[:]
	if len(items) >= len(buffer) {
		costs = make([][3]int, len(items)+1)
	}
	plan(items, costs)
	s := cheapest(costs[0])
	codes := append(make([]byte, 0, costs[0][s]+3), codeStartA+byte(s))
	for i := 0; i < len(items); {
		n, spent := step(items[i:], s)
		if n == 0 || spent+costs[i+n][s] > costs[i][s] {
			s = cheapest(costs[i])
			codes = append(codes, codeToC+byte(setC-s))
			continue
		}
		codes = appendItem(codes, items[i:], s)
		i += n
	}
	return append(codes, checksum(codes), codeStop)
}

// plan works from the end: costs[i][s] becomes the least number of symbol characters
// that encode items[i:] when set s is in force. costs comes in as zeros.
func plan(items []byte, costs [][3]int) {
	for i := len(items) - 1; i >= 0; i-- {
		const never = math.MaxInt / 2
		best := never
		for s := range costs[i] {
			costs[i][s] = never
			if n, spent := step(items[i:], set(s)); n > 0 {
				costs[i][s] = spent + costs[i+n][s]
			}
			best = min(best, costs[i][s])
		}
		for s := range costs[i] {
			costs[i][s] = min(costs[i][s], best+1) // changing set costs one
		}
	}
}

func cheapest(costs [3]int) set {
	best := preference[0]
	for _, s := range preference[1:] {
		if costs[s] < costs[best] {
			best = s
		}
	}
	return best
}

// step says how many items set s takes in one go and how many symbol characters that
// costs; n is 0 when the set cannot. In A and B a shift reaches every other character.
func step(items []byte, s set) (n, spent int) {
	c := items[0]
	switch {
	case c == fnc1:
		return 1, 1
	case s == setC:
		if len(items) < 2 || !digit(c) || !digit(items[1]) {
			return 0, 0
		}
		return 2, 1
	case s == setA && c >= 96, s == setB && c < 32:
		return 1, 2
	}
	return 1, 1
}

// appendItem appends the symbol characters for what [step] takes.
func appendItem(codes, items []byte, s set) []byte {
	c := items[0]
	switch {
	case c == fnc1:
		return append(codes, codeFNC1)
	case s == setC:
		return append(codes, (c-'0')*10+items[1]-'0')
	case s == setA && c >= 96, s == setB && c < 32:
		codes = append(codes, codeShift)
	}
	if c < 32 {
		return append(codes, c+64)
	}
	return append(codes, c-32)
}

// checksum is the start character plus each later one times its place, modulo 103.
func checksum(codes []byte) byte {
	sum := int(codes[0])
	for place, code := range codes {
		sum += place * int(code)
	}
	return byte(sum % 103)
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// patterns are the widths of bar, space, bar, space, bar, space for symbol characters
// 0 to 105, and the stop character with its seventh element (ISO/IEC 15417, table 1).
var patterns = [107]string{
	"212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
	"221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
	"221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
	"212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
	"231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
	"231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
	"314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
	"112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
	"111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
	"214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
	"114131", "311141", "411131", "211412", "211214", "211232", "2331112",
}
