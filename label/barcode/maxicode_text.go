package barcode

import (
	"fmt"
	"math"
	"sync"
	"unicode/utf8"
)

// The five code sets of MaxiCode.
const (
	maxiA = iota
	maxiB
	maxiC
	maxiD
	maxiE
	maxiSets
)

// Codewords with a meaning of their own. Those of shifts and latches depend on the set.
const (
	maxiNumeric = 31 // nine digits follow, in five codewords
	maxiPad     = 33 // in A and B
	maxiPadE    = 28
	maxiTwoA    = 56 // in B: two characters of A follow
	maxiThreeA  = 57
	maxiToA     = 58 // in C, D and E
	maxiLatch   = 63 // to B, and in B to A
)

// maxiMost is more characters than any message can have: 93 codewords hold 138 digits.
const maxiMost = 138

// maxiWords encodes message in the fewest codewords and pads them to room.
func maxiWords(message string, room int) ([]byte, error) {
	text, err := latin1(message, maxiHolds)
	if err != nil {
		return nil, err
	}
	if len(text) > maxiMost {
		return nil, fmt.Errorf("MaxiCode message: %d characters is over the %d codewords of the symbol: %w", len(text), room, ErrTooLong)
	}
	var costs [maxiMost + 1][maxiSets]int16
	maxiPlan(text, &costs)
	if need := int(costs[0][maxiA]); need > room {
		return nil, fmt.Errorf("MaxiCode message: %d codewords is over the %d of the symbol: %w", need, room, ErrTooLong)
	}
	words := make([]byte, 0, room+1)
	set := maxiA
	for i := 0; i < len(text); {
		words, set, i = maxiStep(words, text, &costs, set, i)
	}
	pad := byte(maxiPad)
	switch {
	case set == maxiE:
		pad = maxiPadE
	case set != maxiA && set != maxiB && len(words) < room: // they have no pad
		words = append(words, maxiToA)
	}
	for len(words) < room {
		words = append(words, pad)
	}
	return words, nil
}

// latin1 is text with one byte for each character. It refuses a character that is not
// Latin-1 with holds.
func latin1(text, holds string) ([]byte, error) {
	bytes := make([]byte, 0, len(text))
	for i, r := range text {
		if r > 0xFF || r == utf8.RuneError {
			return nil, charError(text, i, holds)
		}
		bytes = append(bytes, byte(r))
	}
	return bytes, nil
}

// A maxiMove is a way to take some characters of the text when a set is in force.
type maxiMove struct {
	takes int
	words int16 // that it costs
	set   int   // that the characters are of; the set in force stays
}

// maxiMoves are the ways from a set: as it stands, nine digits, and shifts. From C, D
// and E there is none to A and B.
var maxiMoves = [maxiSets][]maxiMove{
	maxiA: {{9, 6, maxiNumeric}, {1, 1, maxiA}, {1, 2, maxiB}, {1, 2, maxiC}, {1, 2, maxiD}, {1, 2, maxiE}},
	maxiB: {{9, 6, maxiNumeric}, {1, 1, maxiB}, {1, 2, maxiA}, {1, 2, maxiC}, {1, 2, maxiD}, {1, 2, maxiE}, {2, 3, maxiA}, {3, 4, maxiA}},
	maxiC: {{9, 6, maxiNumeric}, {1, 1, maxiC}, {1, 2, maxiD}, {1, 2, maxiE}},
	maxiD: {{9, 6, maxiNumeric}, {1, 1, maxiD}, {1, 2, maxiC}, {1, 2, maxiE}},
	maxiE: {{9, 6, maxiNumeric}, {1, 1, maxiE}, {1, 2, maxiC}, {1, 2, maxiD}},
}

// can says whether the move can take the characters at the start of text.
func (m maxiMove) can(text []byte, codes *[maxiSets][256]int8) bool {
	if len(text) < m.takes {
		return false
	}
	for _, c := range text[:m.takes] {
		if m.set == maxiNumeric && !digit(c) || m.set != maxiNumeric && codes[m.set][c] < 0 {
			return false
		}
	}
	return true
}

// maxiPlan works from the end: costs[i][s] becomes the least number of codewords that
// encode text[i:] when set s is in force.
func maxiPlan(text []byte, costs *[maxiMost + 1][maxiSets]int16) {
	codes := maxiCodes()
	for i := len(text) - 1; i >= 0; i-- {
		var direct [maxiSets]int16 // without a latch first
		for s, moves := range maxiMoves {
			direct[s] = math.MaxInt16 / 2
			for _, m := range moves {
				if m.can(text[i:], codes) {
					direct[s] = min(direct[s], m.words+costs[i+m.takes][s])
				}
			}
		}
		for s := range costs[i] {
			best := direct[s]
			for to, cost := range direct {
				if to != s {
					best = min(best, cost+maxiLatchCost(to))
				}
			}
			costs[i][s] = best
		}
	}
}

// maxiLatchCost is the codewords that latch a set from any other.
func maxiLatchCost(to int) int16 {
	if to == maxiA || to == maxiB {
		return 1
	}
	return 2
}

// maxiStep appends what the plan says for text[i:] when set is in force. It returns the
// set in force then, and the place.
func maxiStep(words, text []byte, costs *[maxiMost + 1][maxiSets]int16, set, i int) ([]byte, int, int) {
	codes := maxiCodes()
	for _, m := range maxiMoves[set] {
		if m.can(text[i:], codes) && m.words+costs[i+m.takes][set] == costs[i][set] {
			return m.appendTo(words, text[i:], set), set, i + m.takes
		}
	}
	best := -1
	for to := range maxiSets {
		if to == set || costs[i][to]+maxiLatchCost(to) != costs[i][set] {
			continue
		}
		best = to
		break
	}
	switch {
	case best == maxiA && set != maxiB:
		words = append(words, maxiToA)
	case best == maxiA, best == maxiB:
		words = append(words, maxiLatch)
	default: // a shift, and in the set the same again
		words = append(words, maxiShift(best), maxiShift(best))
	}
	return words, best, i
}

// maxiShift is the codeword that shifts to set; between A and B it is the same.
func maxiShift(set int) byte {
	if set == maxiA || set == maxiB {
		return 59
	}
	return byte(58 + set)
}

// appendTo appends the codewords of the move from set.
func (m maxiMove) appendTo(words, text []byte, set int) []byte {
	if m.set == maxiNumeric {
		n := 0
		for _, c := range text[:9] {
			n = n*10 + int(c-'0')
		}
		return append(words, maxiNumeric, byte(n>>24), byte(n>>18&0x3F), byte(n>>12&0x3F), byte(n>>6&0x3F), byte(n&0x3F))
	}
	switch {
	case m.takes == 2:
		words = append(words, maxiTwoA)
	case m.takes == 3:
		words = append(words, maxiThreeA)
	case m.set != set:
		words = append(words, maxiShift(m.set))
	}
	for _, c := range text[:m.takes] {
		words = append(words, byte(maxiCodes()[m.set][c]))
	}
	return words
}

// maxiCodes gives the codeword of each Latin-1 character in each set, or -1.
var maxiCodes = sync.OnceValue(func() *[maxiSets][256]int8 {
	codes := new([maxiSets][256]int8)
	for s, characters := range maxiCharacters {
		for c := range codes[s] {
			codes[s][c] = -1
		}
		code := int8(0)
		for _, c := range characters {
			if c <= 0xFF {
				codes[s][c] = code
			}
			code++
		}
	}
	return codes
})

// maxiNone stands where a codeword is no character.
const maxiNone = "\u0100"

// maxiCharacters are the characters of codewords 0 to 58 or 59 in each set (ISO/IEC
// 16023, annex A).
var maxiCharacters = [maxiSets]string{
	maxiA: "\rABCDEFGHIJKLMNOPQRSTUVWXYZ" + maxiNone + "\x1c\x1d\x1e" + maxiNone + " " + maxiNone + "\"#$%&'()*+,-./0123456789:",
	maxiB: "`abcdefghijklmnopqrstuvwxyz" + maxiNone + "\x1c\x1d\x1e" + maxiNone + "{" + maxiNone + "}~\x7f;<=>?[\\]^_ ,./:@!|",
	maxiC: "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚ" + maxiNone + "\x1c\x1d\x1e" + maxiNone + "ÛÜÝÞßª¬±²³µ¹º¼½¾" +
		"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089" + maxiNone + " ",
	maxiD: "àáâãäåæçèéêëìíîïðñòóôõö÷øùú" + maxiNone + "\x1c\x1d\x1e" + maxiNone + "ûüýþÿ¡¨«¯°´·¸»¿" +
		"\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094" + maxiNone + " ",
	maxiE: "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a" +
		maxiNone + maxiNone + maxiNone + "\x1b" + maxiNone + "\x1c\x1d\x1e\x1f\u009f\u00a0¢£¤¥¦§©\u00ad®¶" +
		"\u0095\u0096\u0097\u0098\u0099\u009a\u009b\u009c\u009d\u009e" + maxiNone + " ",
}
