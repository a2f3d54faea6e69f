package barcode

import (
	"fmt"
	"math/bits"
	"strings"
	"sync"
)

// Bar4 is a bar of a four-state code: it always has the middle part, and may reach up,
// down or both ways.
type Bar4 byte

// The four bars.
const (
	Tracker   Bar4 = iota // neither up nor down
	Ascender              // up
	Descender             // down
	Full                  // both
)

// Up reports whether the bar reaches above the middle part.
func (b Bar4) Up() bool { return b&Ascender != 0 }

// Down reports whether the bar reaches below the middle part.
func (b Bar4) Down() bool { return b&Descender != 0 }

// String is the letter that postal documents use: T, A, D or F.
func (b Bar4) String() string { return "TADF"[b&3 : b&3+1] }

// Bars4 is a symbol of four-state bars, left to right.
//
// For the Intelligent Mail barcode USPS-B-3200 wants 20 to 24 bars in an inch, each 0.015
// to 0.025 inch wide; the middle part 0.039 to 0.057 inch high, bars that reach one way
// 0.082 to 0.111 and full ones 0.125 to 0.165; 0.125 inch of white left and right and
// 0.028 inch above and below.
type Bars4 struct {
	Bars []Bar4
	// Data is the digits, for a printer that draws the symbol itself: tracking code,
	// then routing code.
	Data string
	// Text is the digits as people read them, in groups.
	Text string
}

// String is the letter of each bar in turn.
func (b Bars4) String() string {
	var s strings.Builder
	for _, bar := range b.Bars {
		s.WriteString(bar.String())
	}
	return s.String()
}

// IMb encodes a USPS Intelligent Mail barcode of 65 bars, as the specification
// USPS-B-3200 (revision H, 2015) says.
//
// The tracking code is 20 digits: barcode identifier (2, of which the second is 0 to 4),
// service type (3), mailer and serial number (15). The routing code is empty or the ZIP
// code of 5, 9 or 11 digits, without hyphen.
//
// The errors are [FieldError]s.
func IMb(tracking, routing string) (Bars4, error) {
	if err := checkDigits("tracking code", tracking, 20); err != nil {
		return Bars4{}, err
	}
	if tracking[1] > '4' {
		return Bars4{}, &FieldError{"tracking code", tracking, fmt.Sprintf("digit 2 is %c, want 0 to 4", tracking[1])}
	}
	if err := checkDigits("routing code", routing, 0, 5, 9, 11); err != nil {
		return Bars4{}, err
	}
	n := imbNumber(tracking, routing)
	crc := imbCRC(n)
	return Bars4{
		Bars: imbBars(imbCharacters(n, crc)),
		Data: tracking + routing,
		Text: imbText(tracking, routing),
	}, nil
}

// checkDigits says that a field must be digits, as many as one of lengths.
func checkDigits(field, value string, lengths ...int) error {
	for i := range len(value) {
		if !digit(value[i]) {
			return &FieldError{field, value, fmt.Sprintf("byte %d is not a digit", i)}
		}
	}
	for _, n := range lengths {
		if len(value) == n {
			return nil
		}
	}
	want := fmt.Sprint(lengths[0])
	for i, n := range lengths[1:] {
		if i == len(lengths)-2 {
			want += fmt.Sprint(" or ", n)
		} else {
			want += fmt.Sprint(", ", n)
		}
	}
	return &FieldError{field, value, fmt.Sprintf("%d digits, want %s", len(value), want)}
}

// imbText is the groups of USPS-B-3200, section 2.4: identifier, service type, mailer,
// serial number, ZIP, ZIP+4 and delivery point. A mailer's number has nine digits when
// it starts with 9, and else six.
func imbText(tracking, routing string) string {
	mailer := 6
	if tracking[5] == '9' {
		mailer = 9
	}
	text := []string{tracking[:2], tracking[2:5], tracking[5 : 5+mailer], tracking[5+mailer:]}
	for _, width := range []int{5, 4, 2} {
		if len(routing) >= width {
			text = append(text, routing[:width])
			routing = routing[width:]
		}
	}
	return strings.Join(text, " ")
}

// uint128 is the number the digits become, of 102 bits.
type uint128 struct{ hi, lo uint64 }

// times returns n×factor + add.
func (n uint128) times(factor, add uint64) uint128 {
	carry, lo := bits.Mul64(n.lo, factor)
	lo, over := bits.Add64(lo, add, 0)
	return uint128{n.hi*factor + carry + over, lo}
}

// split returns n/by and the rest.
func (n uint128) split(by uint64) (uint128, uint64) {
	hi, rest := n.hi/by, n.hi%by
	lo, rest := bits.Div64(rest, n.lo, by)
	return uint128{hi, lo}, rest
}

// imbNumber is step 1 of the specification. Routing codes of fewer digits come before
// those of more.
func imbNumber(tracking, routing string) uint128 {
	var n uint128
	for _, c := range routing {
		n = n.times(10, uint64(c-'0'))
	}
	start := map[int]uint64{0: 0, 5: 1, 9: 100_000 + 1, 11: 1_000_000_000 + 100_000 + 1}
	n = n.times(1, start[len(routing)])
	n = n.times(10, uint64(tracking[0]-'0'))
	n = n.times(5, uint64(tracking[1]-'0'))
	for _, c := range tracking[2:] {
		n = n.times(10, uint64(c-'0'))
	}
	return n
}

// imbCRC is step 2: 11 bits of check over the 102 of the number, generator 0xF35, all
// ones at the start.
func imbCRC(n uint128) uint16 {
	crc := uint16(0x7FF)
	for i := 101; i >= 0; i-- {
		bit := n.lo >> i
		if i >= 64 {
			bit = n.hi >> (i - 64)
		}
		top := crc >> 10 & 1
		crc = crc << 1 & 0x7FF
		if top^uint16(bit&1) == 1 {
			crc ^= 0xF35 & 0x7FF
		}
	}
	return crc
}

// imbCharacters are steps 3 to 5: ten codewords, and for each a character of 13 bits.
func imbCharacters(n uint128, crc uint16) [10]uint16 {
	var words [10]uint64
	n, words[9] = n.split(636)
	for i := 8; i > 0; i-- {
		n, words[i] = n.split(1365)
	}
	words[0] = n.lo
	words[9] *= 2
	if crc&0x400 != 0 {
		words[0] += 659
	}
	table := imbTables()
	var characters [10]uint16
	for i, w := range words {
		characters[i] = table[w]
		if crc>>i&1 == 1 {
			characters[i] ^= 0x1FFF
		}
	}
	return characters
}

// imbTables are the 1287 characters of five ones and the 78 of two.
var imbTables = sync.OnceValue(func() []uint16 { return append(imbTable(5), imbTable(2)...) })

// imbTable lists the numbers of 13 bits that have n ones: first those that differ from
// their mirror image, each followed by it, then, from the end of the table backwards,
// the symmetric ones (USPS-B-3200, appendix C).
func imbTable(n int) []uint16 {
	var pairs, symmetric []uint16
	for v := range uint16(1 << 13) {
		if bits.OnesCount16(v) != n {
			continue
		}
		switch mirror := bits.Reverse16(v) >> 3; {
		case mirror > v:
			pairs = append(pairs, v, mirror)
		case mirror == v:
			symmetric = append([]uint16{v}, symmetric...)
		}
	}
	return append(pairs, symmetric...)
}

// imbBars is step 6.
func imbBars(characters [10]uint16) []Bar4 {
	bars := make([]Bar4, len(imbPlaces))
	for i, p := range imbPlaces {
		bars[i] = Bar4(characters[p[0]]>>p[1]&1)*Descender | Bar4(characters[p[2]]>>p[3]&1)*Ascender
	}
	return bars
}

// imbPlaces are, for each bar, the character (A is 0) and bit that make it descend, and
// those that make it ascend (USPS-B-3200, appendix D).
var imbPlaces = [65][4]byte{
	{7, 2, 4, 3}, {1, 10, 0, 0}, {9, 12, 2, 8}, {5, 5, 6, 11}, {8, 9, 3, 1},
	{0, 1, 5, 12}, {2, 5, 1, 8}, {4, 4, 9, 11}, {6, 3, 8, 10}, {3, 9, 7, 6},
	{5, 11, 1, 4}, {8, 5, 2, 12}, {9, 10, 0, 2}, {7, 1, 6, 7}, {3, 6, 4, 9},
	{0, 3, 8, 6}, {6, 4, 2, 7}, {1, 1, 9, 9}, {7, 10, 5, 2}, {4, 0, 3, 8},
	{6, 2, 0, 4}, {8, 11, 1, 0}, {9, 8, 3, 12}, {2, 6, 7, 7}, {5, 1, 4, 10},
	{1, 12, 6, 9}, {7, 3, 8, 0}, {5, 8, 9, 7}, {4, 6, 2, 10}, {3, 4, 0, 5},
	{8, 4, 5, 7}, {7, 11, 1, 9}, {6, 0, 9, 6}, {0, 6, 4, 8}, {2, 1, 3, 2},
	{5, 9, 8, 12}, {4, 11, 6, 1}, {9, 5, 7, 4}, {3, 3, 1, 2}, {0, 7, 2, 0},
	{1, 3, 4, 1}, {6, 10, 3, 5}, {8, 7, 9, 4}, {2, 11, 5, 6}, {0, 8, 7, 12},
	{4, 2, 8, 1}, {5, 10, 3, 0}, {9, 3, 0, 9}, {6, 5, 2, 4}, {7, 8, 1, 7},
	{5, 0, 4, 5}, {2, 3, 0, 10}, {6, 12, 9, 2}, {3, 11, 1, 6}, {8, 8, 7, 9},
	{5, 4, 0, 11}, {1, 5, 2, 2}, {9, 1, 4, 12}, {8, 3, 6, 6}, {7, 0, 3, 7},
	{4, 7, 7, 5}, {0, 12, 1, 11}, {2, 9, 9, 0}, {6, 8, 5, 3}, {3, 10, 8, 2},
}
