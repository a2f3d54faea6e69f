package barcode

// A pdfEncoder writes codewords as its plan says.
type pdfEncoder struct {
	data   string
	values *[pdfSubmodes][256]int8
	costs  []pdfCosts
	at     int // the place in data

	words []uint16
	half  int    // the value of an open half codeword, or -1
	bytes []byte // of byte compaction, not yet written
}

// step takes the next bytes of the data, or latches to text, as the plan has it. It
// returns the state after that.
func (e *pdfEncoder) step(s pdfState) pdfState {
	next, here := &e.costs[e.at+1], &e.costs[e.at]
	open, group := int32(s%2), s-pdfBytes
	switch {
	case s < pdfBytes && here[s] == open+2+e.numericCost(e.at, e.run()):
		return e.takeDigits()
	case s < pdfBytes && here[s] == open+4+next[pdfBytes+1]:
		e.closeText()
		return e.takeByte(pdfBytes)
	case s < pdfBytes:
		return e.stepText(s)
	case s < pdfNumeric && here[s] == pdfByteCost(group)+next[pdfBytes+(group+1)%6]:
		return e.takeByte(s)
	case here[s] == 2+here[pdfUpper]:
		e.closeBytes()
		e.words = append(e.words, pdfToText)
		return pdfUpper
	case s == pdfNumeric:
		return e.takeByte(pdfBytes)
	}
	return e.takeDigits()
}

// run is the number of digits that come next.
func (e *pdfEncoder) run() int {
	n := 0
	for e.at+n < len(e.data) && digit(e.data[e.at+n]) {
		n++
	}
	return n
}

// stepText takes a character while text compaction is in force: in a submode, with a
// shift to one, or else as a byte.
func (e *pdfEncoder) stepText(s pdfState) pdfState {
	mode, odd := s/2, s%2
	next, cost, c := &e.costs[e.at+1], e.costs[e.at][s], e.data[e.at]
	e.at++
	for _, to := range [...]pdfState{mode, pdfUpper, pdfLower, pdfMixed, pdfPunct} {
		latch := pdfLatches[mode][to]
		after := 2*to + (odd+pdfState(len(latch))+1)%2
		if v := e.values[to][c]; v >= 0 && cost == int32(len(latch))+1+next[after] {
			for _, l := range latch {
				e.put(l)
			}
			e.put(byte(v))
			return after
		}
	}
	if cost == 2+next[s] {
		if v := e.values[pdfPunct][c]; v >= 0 && mode != pdfPunct {
			e.put(pdfShiftPunct)
			e.put(byte(v))
			return s
		}
		if v := e.values[pdfUpper][c]; v >= 0 && mode == pdfLower {
			e.put(pdfShiftUpper)
			e.put(byte(v))
			return s
		}
	}
	e.closeText()
	e.words = append(e.words, pdfShiftByte, uint16(c))
	return pdfAfterByte(s)
}

// put writes half a codeword.
func (e *pdfEncoder) put(value byte) {
	if e.half < 0 {
		e.half = int(value)
		return
	}
	e.words = append(e.words, uint16(30*e.half+int(value)))
	e.half = -1
}

// closeText fills an open codeword up.
func (e *pdfEncoder) closeText() {
	if e.half >= 0 {
		e.put(pdfShiftPunct)
	}
}

func (e *pdfEncoder) takeByte(s pdfState) pdfState {
	e.bytes = append(e.bytes, e.data[e.at])
	e.at++
	return pdfBytes + (s-pdfBytes+1)%6
}

// closeBytes writes byte compaction, now that the number of bytes is known.
func (e *pdfEncoder) closeBytes() {
	if len(e.bytes) == 0 {
		return
	}
	latch := uint16(pdfToBytes)
	if len(e.bytes)%6 == 0 {
		latch = pdfToSixBytes
	}
	e.words = append(e.words, latch)
	for ; len(e.bytes) >= 6; e.bytes = e.bytes[6:] {
		n := uint64(0)
		for _, c := range e.bytes[:6] {
			n = n<<8 | uint64(c)
		}
		var group [5]uint16
		for i := range group {
			group[4-i] = uint16(n % 900)
			n /= 900
		}
		e.words = append(e.words, group[:]...)
	}
	for _, c := range e.bytes {
		e.words = append(e.words, uint16(c))
	}
	e.bytes = nil
}

// takeDigits writes the rest of the run of digits in numeric compaction: a 1 in front,
// groups of 44 in base 900.
func (e *pdfEncoder) takeDigits() pdfState {
	e.closeText()
	e.closeBytes()
	e.words = append(e.words, pdfToNumeric)
	for e.at < len(e.data) && digit(e.data[e.at]) {
		group := [15]uint16{14: 1} // the lowest last
		n := 0
		for ; n < 44 && e.at < len(e.data) && digit(e.data[e.at]); n++ {
			carry := uint32(e.data[e.at] - '0')
			for i := 14; i >= 0; i-- {
				carry += uint32(group[i]) * 10
				group[i] = uint16(carry % 900)
				carry /= 900
			}
			e.at++
		}
		e.words = append(e.words, group[15-pdfNumericWords(n):]...)
	}
	return pdfNumeric
}
