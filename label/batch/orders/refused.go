package orders

import (
	"slices"
	"strconv"
	"strings"
)

// errorColumns stand in errors.csv before the columns of the file whose rows were
// refused. A file that has them is read as such: see AppendRefused.
var errorColumns = []string{"error_row", "error_column", "error_value", "error_code", "error_reason", "error_hint"}

// The places of what is read again of them.
const errorValue, errorCode, errorReason = 2, 3, 4

// ErrorsHeader are the columns of errors.csv for a file with the columns given.
func ErrorsHeader(columns []string) []string { return slices.Concat(errorColumns, columns) }

// leadOf is how many columns of a header are those of errors.csv.
func leadOf(header []string) int {
	if len(header) > len(errorColumns) && slices.Equal(header[:len(errorColumns)], errorColumns) {
		return len(errorColumns)
	}
	return 0
}

// AppendRefused appends the rows of an order that is refused, as they stand in
// errors.csv: what is wrong with each, then its cells. The order is one of the
// chunk, or a RowError of it.
//
// What is appended is read as the row that it was: each row is refused for the same
// until it is corrected. A row that has not the cells of the header stands as the
// line that it was in the first of them, and is read as that line.
func (c *Chunk) AppendRefused(b []byte, e *RowError) []byte {
	f := c.format
	cells := c.cells // they are done with when orders are refused
	for text, row := e.Raw, e.Row; text != "" || row == e.Row; row++ {
		var rec string
		rec, text = f.cutRecord(text)
		if row > e.Row && isBlank([]byte(rec), f.sep) && !slices.ContainsFunc(e.Problems, func(p Problem) bool { return p.Row == row }) {
			continue // between two rows of the order
		}
		b = appendProblems(b, e, row)
		var line string
		var ok bool
		if cells, line, ok = f.cellsOf(cells[:0], withoutEnd(rec)); !ok || !f.shaped(cells) {
			cells = append(cells[:0], line)
		}
		if trim(rec) == "" { // over the limit
			cells = append(cells[:0], make([]string, f.at[fID])...)
			cells = append(cells, e.ID)
		}
		for i := range f.header {
			b = append(b, ',')
			if i < len(cells) {
				b = AppendCell(b, cells[i])
			}
		}
		b = append(b, '\n')
	}
	return b
}

// appendProblems appends the first cells of a row: what is wrong with it. What is
// wrong several times is told once, parted by line breaks.
func appendProblems(b []byte, e *RowError, row int) []byte {
	var told [5][]string
	for i := range e.Problems {
		p := &e.Problems[i]
		if p.Row != row && (row > e.Row || p.Row >= e.Row) {
			continue
		}
		for k, text := range []string{p.Column, p.Value, string(p.Code), p.Reason, p.Hint} {
			if text != "" && !slices.Contains(told[k], text) {
				told[k] = append(told[k], text)
			}
		}
	}
	if len(told[2]) == 0 {
		told[2], told[3], told[4] = []string{string(OtherRow)}, []string{"another row of this order is refused"}, []string{"correct that one"}
	}
	b = strconv.AppendInt(b, int64(row), 10)
	for k := range told {
		b = AppendCell(append(b, ','), strings.Join(told[k], "\n"))
	}
	return b
}

// cutRecord cuts the first record off rows that were read before.
func (f *format) cutRecord(text string) (rec, rest string) {
	n := strings.IndexByte(text, '\n') + 1
	if n == 0 {
		n = len(text)
	}
	if f.sep == '\t' || strings.IndexByte(text[:n], '"') < 0 {
		return text[:n], text[n:]
	}
	whole := []byte(text)
	n, m := recordEnd(whole, f.sep, true)
	if end := f.firstLine(whole[:n], f.sep, m); end > 0 {
		n = end
	}
	return text[:n], text[n:]
}

// cellsOf splits a record into cells, of errors.csv those behind the errors. The
// line is what stands in errors.csv for a record that has not the cells of the
// header. It reports false for a stray quote.
func (f *format) cellsOf(cells []string, rec string) (list []string, line string, ok bool) {
	cells, ok = splitCells(cells, rec, f.sep, strings.IndexByte(rec, '"') >= 0)
	if f.lead > 0 {
		cells, line, ok = f.behindErrors(cells, 0, rec, ok)
		return cells[f.lead:], line, ok
	}
	if f.sep == '\t' {
		rec = lineOf(cells)
	}
	return cells, rec, ok
}

// behindErrors makes of the cells of a row of errors.csv, which begin at from, those
// that its row had, behind the errors. The line is the one of its row that was kept in
// a cell, what stands behind the errors where a stray quote is, or that of the cells.
func (f *format) behindErrors(cells []string, from int, rec string, ok bool) (list []string, line string, whole bool) {
	at := from + f.lead
	if len(cells) < at {
		return append(cells, make([]string, at-len(cells))...), rec, ok
	}
	for i := at; i < len(cells); i++ {
		cells[i] = fromCell(cells[i])
	}
	if !ok {
		for range f.lead {
			_, rec, _ = nextCell(rec, f.sep)
		}
		return cells, rec, false
	}
	if !keptLine(cells[from:], f.lead) {
		return cells, lineOf(cells[at:]), true
	}
	line = cells[at]
	cells, ok = splitCells(cells[:at], line, ',', strings.IndexByte(line, '"') >= 0)
	return cells, line, ok
}

// lineOf is a row of cells as CSV.
func lineOf(cells []string) string {
	var b []byte
	for i, cell := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendQuoted(b, cell)
	}
	return string(b)
}

// keptLine reports whether a row of errors.csv has the line of its row in one cell:
// its errors say that the line had not the cells of the header, and there is no
// other.
func keptLine(cells []string, lead int) bool {
	code := cells[errorCode]
	if !has(code, string(BadCells)) && !has(code, string(BadQuote)) && !has(code, string(TooLong)) {
		return false
	}
	return len(cells) > lead && strings.TrimSpace(strings.Join(cells[lead+1:], "")) == ""
}

// has reports whether a cell of errors.csv, which may have several lines, has one.
func has(cell, line string) bool {
	return slices.Contains(strings.Split(cell, "\n"), line)
}

// told is what the errors say of row n of the order in hand; empty for another file.
func (c *Chunk) told(n, what int) string {
	if c.format.lead == 0 {
		return ""
	}
	return c.cells[c.first[n]-c.format.lead+what]
}

// saysTwice reports whether row n of the order in hand stands in errors.csv as its
// order number stood before in the file that it was in, and has that number still.
func (c *Chunk) saysTwice(n int) bool {
	if c.format.lead == 0 {
		return false
	}
	id := c.idAt(n)
	return id != "" && has(c.told(n, errorReason), stoodBefore) && has(trimID(c.told(n, errorValue)), show(id))
}

// saysOther reports whether row n of the order in hand may be refused for another row
// of its order. In errors.csv rows stand together that did not.
func (c *Chunk) saysOther(n int) bool {
	return c.format.lead == 0 || has(c.told(n, errorCode), string(OtherRow))
}

// notKept reports whether a row of errors.csv, whose cells begin at from, was over the
// limit: then nothing stands there but the order number.
func (c *Chunk) notKept(from int) bool {
	f := c.format
	if f.lead == 0 || !has(c.cells[from-f.lead+errorCode], string(TooLong)) {
		return false
	}
	for i, cell := range c.cells[from:] {
		if i != f.at[fID] && trim(cell) != "" {
			return false
		}
	}
	return true
}

// shaped reports whether a row has the cells of the header. Blank ones at the end are
// nothing.
func (f *format) shaped(cells []string) bool {
	want := len(f.header)
	return len(cells) == want ||
		len(cells) > want && len(cells) <= MaxColumns && strings.TrimSpace(strings.Join(cells[want:], "")) == ""
}
