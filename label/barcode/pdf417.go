package barcode

import (
	"fmt"
	"strconv"
	"sync"
)

// The limits of PDF417 (ISO/IEC 15438, section 5.2).
const (
	pdfMinRows, pdfMaxRows = 3, 90
	pdfMaxColumns          = 30
	pdfMaxLevel            = 8
	pdfMaxWords            = 928 // length, data, pads and checks
	pdfPrime               = 929
	pdfQuiet               = 2
	pdfPad                 = 900
)

// The start pattern is 17 modules and the stop pattern 18; every codeword is 17. Two more
// codewords in each row say which row it is.
const (
	pdfStart    = 0x1FEA8
	pdfStop     = 0x3FA29
	pdfWord     = 17
	pdfOverhead = pdfWord + 2*pdfWord + 18
)

// PDF417 is how a PDF417 symbol is laid out. Its zero value lets the data decide.
type PDF417 struct {
	// Columns of data codewords, 1 to 30. 0 is as many as Rows need; if that is 0 too,
	// the fewest that make the symbol twice as wide as high.
	Columns int
	// Rows, 3 to 90; pads fill them up. 0 is as many as the data needs.
	Rows int
	// Level of error correction, 1 to 8: 2 to the power of Level+1 check codewords. 0 is
	// what ISO/IEC 15438 annex E advises for the data, 2 to 5, or the most that the
	// largest symbol has room for, if that is less.
	Level int
	// Aspect is the height of a row in modules, at least 1. 0 is 3, the least that the
	// standard advises.
	Aspect int
}

// Encode makes a symbol of data, in the text, byte and numeric compaction that take
// the fewest codewords. If data is not ASCII but is UTF-8, the symbol says so (ECI 26);
// other bytes stand as they are.
//
// [Matrix.Rows] is the rows of codewords, each [Matrix.Aspect] modules high.
//
// The errors are [ErrEmpty], a [FieldError] for an option out of range and [ErrTooLong]
// for data that the rows and columns do not hold.
func (p PDF417) Encode(data string) (Matrix, error) {
	if data == "" {
		return Matrix{}, ErrEmpty
	}
	if err := p.check(); err != nil {
		return Matrix{}, fmt.Errorf("PDF417: %w", err)
	}
	if len(data) > pdfMost {
		return Matrix{}, fmt.Errorf("PDF417: %d bytes is over the %d of the largest symbol: %w", len(data), pdfMost, ErrTooLong)
	}
	words := pdfCompact(data)
	p, err := p.fit(len(words))
	if err != nil {
		return Matrix{}, fmt.Errorf("PDF417: %w", err)
	}
	dataWords := p.Columns*p.Rows - p.checks()
	for len(words) < dataWords {
		words = append(words, pdfPad)
	}
	words[0] = uint16(dataWords)
	words = append(words, p.correction(words)...)
	return Matrix{
		Columns: pdfWord*p.Columns + pdfOverhead, Rows: p.Rows, Modules: p.draw(words),
		Aspect: p.Aspect, Quiet: pdfQuiet,
		Kind: PDF417Kind, Data: data, Level: strconv.Itoa(p.Level),
	}, nil
}

// check tries the options alone.
func (p PDF417) check() error {
	if p.Columns != 0 {
		if err := checkNumber("columns", p.Columns, 1, pdfMaxColumns); err != nil {
			return err
		}
	}
	if p.Rows != 0 {
		if err := checkNumber("rows", p.Rows, pdfMinRows, pdfMaxRows); err != nil {
			return err
		}
	}
	if err := checkNumber("level", p.Level, 0, pdfMaxLevel); err != nil {
		return err
	}
	return checkNumber("aspect", p.Aspect, 0, 100)
}

// fit gives every option a value, for words of length and data.
func (p PDF417) fit(words int) (PDF417, error) {
	if p.Aspect == 0 {
		p.Aspect = 3
	}
	if p.Level == 0 {
		p.Level = pdfAdvised(words)
		for p.Level > 1 && words+p.checks() > pdfMaxWords {
			p.Level--
		}
	}
	need := words + p.checks()
	if need > pdfMaxWords {
		return p, fmt.Errorf("%d codewords and %d of level %d are over the %d of a symbol: %w", words, p.checks(), p.Level, pdfMaxWords, ErrTooLong)
	}
	switch {
	case p.Columns == 0 && p.Rows == 0:
		p.Columns, p.Rows = p.shape(need)
	case p.Columns == 0:
		p.Columns = (need + p.Rows - 1) / p.Rows
	case p.Rows == 0:
		p.Rows = max(pdfMinRows, (need+p.Columns-1)/p.Columns)
	}
	switch held := p.Columns * p.Rows; {
	case p.Columns > pdfMaxColumns:
		return p, fmt.Errorf("%d codewords in %d rows want %d columns, over the %d allowed: %w", need, p.Rows, p.Columns, pdfMaxColumns, ErrTooLong)
	case p.Rows > pdfMaxRows:
		return p, fmt.Errorf("%d codewords in %d columns want %d rows, over the %d allowed: %w", need, p.Columns, p.Rows, pdfMaxRows, ErrTooLong)
	case held < need:
		return p, fmt.Errorf("%d codewords are over the %d of %d rows and %d columns: %w", need, held, p.Rows, p.Columns, ErrTooLong)
	case held > pdfMaxWords:
		return p, &FieldError{"rows and columns", fmt.Sprintf("%dx%d", p.Rows, p.Columns), fmt.Sprintf("%d codewords, over the %d of a symbol", held, pdfMaxWords)}
	}
	return p, nil
}

// pdfAdvised is the level for words of length and data (ISO/IEC 15438, annex E).
func pdfAdvised(words int) int {
	switch {
	case words <= 40:
		return 2
	case words <= 160:
		return 3
	case words <= 320:
		return 4
	}
	return 5
}

// shape is the fewest columns that make the symbol at least twice as wide as high, or
// else the most columns that hold the codewords.
func (p PDF417) shape(need int) (columns, rows int) {
	for c := 1; c <= pdfMaxColumns; c++ {
		r := max(pdfMinRows, (need+c-1)/c)
		if r > pdfMaxRows || c*r > pdfMaxWords {
			continue
		}
		columns, rows = c, r
		if pdfWord*c+pdfOverhead >= 2*r*p.Aspect {
			break
		}
	}
	return columns, rows
}

// checks is the number of check codewords.
func (p PDF417) checks() int { return 2 << p.Level }

// correction is Reed and Solomon's code over the numbers modulo 929.
func (p PDF417) correction(words []uint16) []uint16 {
	generator := pdfGenerators()[p.Level]
	rest := make([]uint32, len(generator)+1)
	for _, w := range words {
		factor := (uint32(w) + rest[0]) % pdfPrime
		shifted := rest[1:][:len(generator)]
		for j, g := range generator {
			rest[j] = (shifted[j] + factor*g) % pdfPrime
		}
	}
	out := make([]uint16, len(generator))
	for i := range out {
		out[i] = uint16((pdfPrime - rest[i]) % pdfPrime)
	}
	return out
}

// pdfGenerators are, for each level, the negative coefficients of the polynomial whose
// roots are 3, 9, 27 and on; the highest, 1, is left out.
var pdfGenerators = sync.OnceValue(func() *[pdfMaxLevel + 1][]uint32 {
	generators := new([pdfMaxLevel + 1][]uint32)
	poly, root, level := []uint32{1}, uint32(1), 0
	for level <= pdfMaxLevel {
		root = root * 3 % pdfPrime
		poly = append(poly, 0)
		for i := len(poly) - 1; i > 0; i-- {
			poly[i] = (poly[i] + (pdfPrime-root)*poly[i-1]) % pdfPrime
		}
		if len(poly)-1 == 2<<level {
			for _, c := range poly[1:] {
				generators[level] = append(generators[level], (pdfPrime-c)%pdfPrime)
			}
			level++
		}
	}
	return generators
})

// draw sets the modules of every row. Three clusters of patterns take turns, so that a
// reader that slips into the next row knows.
func (p PDF417) draw(words []uint16) []bool {
	modules := make([]bool, 0, (pdfWord*p.Columns+pdfOverhead)*p.Rows)
	for row := range p.Rows {
		cluster := row % 3
		left, right := p.indicators(row)
		modules = appendBits(modules, pdfStart, 17)
		modules = appendBits(modules, pdfPattern(cluster, left), pdfWord)
		for _, w := range words[row*p.Columns : (row+1)*p.Columns] {
			modules = appendBits(modules, pdfPattern(cluster, int(w)), pdfWord)
		}
		modules = appendBits(modules, pdfPattern(cluster, right), pdfWord)
		modules = appendBits(modules, pdfStop, 18)
	}
	return modules
}

// indicators are the first and the last codeword of a row. Between them, three rows tell
// the rows, columns and level of the symbol (ISO/IEC 15438, section 5.11.3).
func (p PDF417) indicators(row int) (left, right int) {
	says := [3]int{(p.Rows - 1) / 3, p.Level*3 + (p.Rows-1)%3, p.Columns - 1}
	base := 30 * (row / 3)
	return base + says[row%3], base + says[(row+2)%3]
}

func appendBits(modules []bool, pattern, n int) []bool {
	for i := n - 1; i >= 0; i-- {
		modules = append(modules, pattern>>i&1 == 1)
	}
	return modules
}
