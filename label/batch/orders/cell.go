package orders

import (
	"html"
	"strings"
)

// The kinds of bytes in a cell that must be looked at.
const (
	quoting    = 1 << iota // the cell must be in quotes
	formula                // at the start of a cell, a spreadsheet runs it
	apostrophe             // at the start of a cell, it may stand before a formula
)

var cellBytes = [256]byte{
	',': quoting, '"': quoting, '\n': quoting, '\r': quoting | formula,
	'=': formula, '+': formula, '-': formula, '@': formula, '\t': formula, '\'': apostrophe,
}

// AppendCell appends a cell of CSV, in quotes where it needs them. What a
// spreadsheet would run as a formula gets an apostrophe in front, which
// spreadsheets take for "this is text"; in errors.csv the reader takes it away.
func AppendCell(b []byte, s string) []byte {
	if s == "" {
		return b
	}
	if cellBytes[s[0]]&(formula|apostrophe) != 0 && isFormula(s) && !isNumber(s) {
		s = "'" + s
	}
	return appendQuoted(b, s)
}

// appendQuoted is AppendCell without apostrophes.
func appendQuoted(b []byte, s string) []byte {
	if s == "" {
		return b
	}
	var kinds byte
	for i := range len(s) {
		kinds |= cellBytes[s[i]]
	}
	if kinds&quoting == 0 && s[0] != ' ' && s[len(s)-1] != ' ' {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

// isFormula reports whether a spreadsheet would run a cell, or would without the
// apostrophes in front.
func isFormula(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && cellBytes[s[0]]&formula != 0
}

// fromCell is the text of which AppendCell made a cell.
func fromCell(s string) string {
	if s != "" && s[0] == '\'' && isFormula(s) {
		return s[1:]
	}
	return s
}

// isNumber reports whether a cell is a plain number, such as -1.20.
func isNumber(s string) bool {
	s = strings.TrimLeft(s, "+-")
	whole, fraction, point := strings.Cut(s, ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!point || digits(fraction))
}

// unescape writes the characters for which some shops have the entities of HTML in
// their exports: O&#39;Neil, Mug &amp; Pot.
func (c *Chunk) unescape(rows []record) {
	for k := range rows {
		if strings.IndexByte(c.text[rows[k].start:rows[k].end], '&') < 0 {
			continue
		}
		c.sound, c.own = false, false // an entity may be any character
		cells := c.cells[c.first[k]:]
		for i := range min(len(cells), len(c.format.header)) {
			cells[i] = trim(html.UnescapeString(cells[i]))
		}
	}
}
