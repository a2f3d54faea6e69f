package barcode

import (
	"math"
	"sync"
	"unicode/utf8"
)

// pdfMost is the most bytes a symbol can hold: 2710, which are digits.
const pdfMost = 2710

// Codewords with a meaning of their own (ISO/IEC 15438, table 4).
const (
	pdfToText     = 900
	pdfToBytes    = 901 // whose number is not a multiple of six
	pdfToNumeric  = 902
	pdfShiftByte  = 913
	pdfToSixBytes = 924
	pdfECI        = 927
	pdfUTF8       = 26 // the ECI
)

// The submodes of text compaction. Each value of a character is half a codeword.
const (
	pdfUpper = iota
	pdfLower
	pdfMixed
	pdfPunct
	pdfSubmodes
)

// A pdfState is what the codewords so far leave in force: text in one of the submodes,
// with half a codeword open if odd (0 to 7); bytes, of which so many stand in the group
// of six (8 to 13); or the end of numeric compaction (14).
type pdfState int

const (
	pdfBytes   pdfState = 2 * pdfSubmodes
	pdfNumeric pdfState = pdfBytes + 6
	pdfStates           = pdfNumeric + 1
)

// pdfCosts are halves of codewords from a place in the data to its end, in each state.
type pdfCosts [pdfStates]int32

// Values of text compaction that shift or latch.
const (
	pdfShiftUpper = 27 // in lower
	pdfShiftPunct = 29 // in upper, lower and mixed; also the pad
)

// pdfLatches are the values that latch from one submode to another, in order.
var pdfLatches = [pdfSubmodes][pdfSubmodes][]byte{
	pdfUpper: {pdfLower: {27}, pdfMixed: {28}, pdfPunct: {28, 25}},
	pdfLower: {pdfUpper: {28, 28}, pdfMixed: {28}, pdfPunct: {28, 25}},
	pdfMixed: {pdfUpper: {28}, pdfLower: {27}, pdfPunct: {25}},
	pdfPunct: {pdfUpper: {29}, pdfLower: {29, 27}, pdfMixed: {29, 28}},
}

// pdfLatchCosts are the lengths of pdfLatches.
var pdfLatchCosts = [pdfSubmodes][pdfSubmodes]int32{{0, 1, 1, 2}, {2, 0, 1, 2}, {1, 1, 0, 1}, {1, 2, 2, 0}}

// pdfCharacters are the values of the submodes from 0 (ISO/IEC 15438, table 5). A tilde
// in mixed stands where there is a latch.
var pdfCharacters = [pdfSubmodes]string{
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ ",
	"abcdefghijklmnopqrstuvwxyz ",
	"0123456789&\r\t,:#-.$/+%*=^~ ",
	";<>@[\\]_`~!\r\t,:\n-.$/\"|*()?{}'",
}

// pdfValues gives the value of each byte in each submode, or -1.
var pdfValues = sync.OnceValue(func() *[pdfSubmodes][256]int8 {
	values := new([pdfSubmodes][256]int8)
	for m, characters := range pdfCharacters {
		for c := range values[m] {
			values[m][c] = -1
		}
		for v, c := range characters {
			values[m][c] = int8(v)
		}
	}
	values[pdfMixed]['~'] = -1
	return values
})

// pdfCompact returns the codewords of data after a place for their number.
func pdfCompact(data string) []uint16 {
	e := pdfEncoder{data: data, values: pdfValues(), costs: make([]pdfCosts, len(data)+1), half: -1}
	e.words = append(make([]uint16, 0, pdfMaxWords), 0)
	if !ascii(data) && utf8.ValidString(data) {
		e.words = append(e.words, pdfECI, pdfUTF8)
	}
	e.plan()
	for s := pdfState(0); e.at < len(data); {
		s = e.step(s)
	}
	e.closeBytes()
	e.closeText()
	return e.words
}

func ascii(data string) bool {
	for i := range len(data) {
		if data[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plan works from the end: costs[i][s] becomes the least that data[i:] costs in state s.
// Numeric compaction always goes on to the last digit of a run.
func (e *pdfEncoder) plan() {
	last := len(e.data)
	for s := range pdfBytes {
		e.costs[last][s] = int32(s % 2)
	}
	run := 0
	for i := last - 1; i >= 0; i-- {
		if run++; !digit(e.data[i]) {
			run = 0
		}
		next, here := &e.costs[i+1], &e.costs[i]
		numeric := e.numericCost(i, run)
		latch := 2 + min(2+next[pdfBytes+1], numeric) // to bytes or digits
		for s := range pdfBytes {
			here[s] = int32(s%2) + min(latch, 4+next[pdfAfterByte(s)])
		}
		e.planText(e.data[i], here, next)
		for k := range pdfState(6) {
			here[pdfBytes+k] = min(pdfByteCost(k)+next[pdfBytes+(k+1)%6], 2+here[pdfUpper], 2+numeric)
		}
		here[pdfNumeric] = min(2+here[pdfUpper], latch)
	}
}

// numericCost is the least for data[i:] when a run of digits starts it and is taken in
// numeric compaction, the latch left out. Without a run it is out of reach.
func (e *pdfEncoder) numericCost(i, run int) int32 {
	if run == 0 {
		return math.MaxInt32 / 2
	}
	return 2*int32(pdfNumericWords(run)) + e.costs[i+run][pdfNumeric]
}

// planText lowers the costs where text compaction is cheaper for a byte: as it stands,
// after a latch to another submode, or with a shift.
func (e *pdfEncoder) planText(c byte, here, next *pdfCosts) {
	for to := range pdfState(pdfSubmodes) {
		if e.values[to][c] < 0 {
			continue
		}
		after := [2]int32{1 + next[2*to+1], 1 + next[2*to]} // by halves open before
		for from := range pdfState(pdfSubmodes) {
			n := pdfLatchCosts[from][to]
			here[2*from] = min(here[2*from], n+after[n%2])
			here[2*from+1] = min(here[2*from+1], n+after[1-n%2])
		}
	}
	if e.values[pdfPunct][c] >= 0 {
		for s := range pdfState(2 * pdfPunct) {
			here[s] = min(here[s], 2+next[s])
		}
	}
	if e.values[pdfUpper][c] >= 0 {
		for s := pdfState(2 * pdfLower); s <= 2*pdfLower+1; s++ {
			here[s] = min(here[s], 2+next[s])
		}
	}
}

// pdfAfterByte is the state after a byte by shift. The pad that closes an open half
// latches to upper if the submode is punctuation.
func pdfAfterByte(s pdfState) pdfState {
	if s == 2*pdfPunct+1 {
		return 2 * pdfUpper
	}
	return s - s%2
}

// pdfByteCost is what one more byte costs after k of a group: six bytes take five words.
func pdfByteCost(k pdfState) int32 {
	if k == 5 {
		return 0
	}
	return 2
}

// pdfNumericWords is the codewords of n digits: groups of 44 take 15.
func pdfNumericWords(n int) int {
	words := n / 44 * 15
	if rest := n % 44; rest > 0 {
		words += rest/3 + 1
	}
	return words
}
