package orders

import (
	"bytes"
	"strings"
)

// A mark says what is wrong with a record as CSV.
type mark uint8

const (
	hasQuotes  mark = 1 << iota // cells must be read with care
	strayQuote                  // a quote where none may stand: the record ends with its line
	oversize                    // over MaxRow; its text is not kept
	unclosed                    // a quoted cell that the text ends in
)

// firstLine returns where the first line of a record ends if that alone is the row,
// so that a stray quote does not cost the rows after it: the record has several lines,
// and a quote in the wrong place; or it has not the cells of the header, or is too
// long, and one of its later lines alone has them. Otherwise it returns 0.
func (f *format) firstLine(rec []byte, sep byte, m mark) int {
	end := bytes.IndexByte(rec, '\n') + 1
	switch {
	case end == 0 || end == len(rec):
		return 0
	case m&(strayQuote|unclosed) != 0:
		return end
	case f == nil || len(f.header) == 0:
		return 0
	}
	shaped := func(rec []byte) bool {
		cells, ok := splitCells(nil, withoutEnd(string(rec)), sep, true)
		return ok && len(cells) >= f.lead && f.shaped(cells[f.lead:])
	}
	want := f.lead + len(f.header)
	if m&oversize == 0 && (countCells(rec, sep) == want || shaped(rec)) {
		return 0
	}
	for line := range bytes.Lines(rec[end:]) {
		if bytes.Count(line, []byte{sep}) >= want-1 && shaped(line) {
			return end
		}
	}
	return 0
}

// countCells counts the cells of a record that has no stray quote.
func countCells(rec []byte, sep byte) int {
	n := 0
	for i := 0; ; i++ {
		for i < len(rec) && (rec[i] == ' ' || rec[i] == '\t') {
			i++
		}
		if i < len(rec) && rec[i] == '"' {
			i += 2 + closingQuote(rec[i+1:])
		}
		end, _ := plainEnd(rec[i:], sep)
		n++
		if i += end; i >= len(rec) || rec[i] != sep {
			return n
		}
	}
}

// recordEnd returns the length of the first record of b with its line end, or 0
// when b ends before the record does; then unclosed says that it ends within
// quotes. At the end of the file, whatever is left is a record.
func recordEnd(b []byte, sep byte, last bool) (int, mark) {
	n := bytes.IndexByte(b, '\n') + 1
	if n == 0 {
		n = len(b)
		if !last && (sep == '\t' || bytes.IndexByte(b, '"') < 0) {
			return 0, 0
		}
	}
	if bytes.IndexByte(b[:n], '"') < 0 {
		return n, 0
	}
	if sep == '\t' {
		return n, hasQuotes
	}
	return quotedEnd(b, sep, last)
}

// quotedEnd is recordEnd for a record with quotes, by the rules of RFC 4180:
// a quoted cell may have line ends in it.
func quotedEnd(b []byte, sep byte, last bool) (int, mark) {
	i := 0
	for {
		for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
			i++
		}
		if i == len(b) {
			return atEnd(i, last)
		}
		if b[i] != '"' {
			end, stray := plainEnd(b[i:], sep)
			if i += end; stray {
				return lineEnd(b, i, last)
			}
		} else {
			end := closingQuote(b[i+1:])
			if end < 0 && !last {
				return 0, unclosed
			} else if end < 0 {
				return len(b), hasQuotes | unclosed
			}
			for i += 2 + end; i < len(b) && (b[i] == ' ' || b[i] == '\t'); {
				i++
			}
			if i == len(b) && !last {
				return 0, 0 // the closing quote may turn out to be the first of two
			}
			if i < len(b) && b[i] == '\r' && (i+1 == len(b) || b[i+1] == '\n') {
				i++
			}
			if i < len(b) && b[i] != sep && b[i] != '\n' {
				return lineEnd(b, i, last)
			}
		}
		if i == len(b) {
			return atEnd(i, last)
		}
		if i++; b[i-1] == '\n' {
			return i, hasQuotes
		}
	}
}

// atEnd is the record that the text ends in.
func atEnd(i int, last bool) (int, mark) {
	if !last {
		return 0, 0
	}
	return i, hasQuotes
}

// lineEnd ends a record that cannot be read with the line of the fault, so that
// the next ones can.
func lineEnd(b []byte, i int, last bool) (int, mark) {
	if n := bytes.IndexByte(b[i:], '\n'); n >= 0 {
		return i + n + 1, hasQuotes | strayQuote
	}
	if !last {
		return 0, 0
	}
	return len(b), hasQuotes | strayQuote
}

// plainEnd returns where a cell without quotes ends, at its separator or line
// end, or at a quote that must not be there.
func plainEnd(b []byte, sep byte) (int, bool) {
	for i, c := range b {
		switch c {
		case sep, '\n':
			return i, false
		case '"':
			return i, true
		}
	}
	return len(b), false
}

// closingQuote returns where the quote stands that closes a cell; -1 for none.
// Two together are one in the cell.
func closingQuote(b []byte) int {
	for i := 0; ; i += 2 {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return -1
		}
		if i += n; i+1 == len(b) || b[i+1] != '"' {
			return i
		}
	}
}

// splitCells appends the cells of a record, as they stand but without quotes
// around them. The record has no line end. It reports false for a stray quote;
// the cells before it are appended.
func splitCells(cells []string, rec string, sep byte, quotes bool) ([]string, bool) {
	if !quotes {
		return splitPlain(cells, rec, sep), true
	}
	if sep == '\t' {
		from := len(cells)
		cells = splitPlain(cells, rec, sep)
		for i := range cells[from:] {
			cells[from+i] = tabCell(cells[from+i])
		}
		return cells, true
	}
	for {
		cell, rest, state := nextCell(rec, sep)
		if state == cellStray {
			return cells, false
		}
		if cells = append(cells, cell); state == cellLast {
			return cells, true
		}
		rec = rest
	}
}

// tabCell takes the quotes off a cell of a tab-separated file that is wholly in
// quotes. Others stand for themselves: such files are mostly written without any.
func tabCell(cell string) string {
	if len(cell) < 2 || cell[0] != '"' || cell[len(cell)-1] != '"' {
		return cell
	}
	return strings.ReplaceAll(cell[1:len(cell)-1], `""`, `"`)
}

type cellState uint8

const (
	cellMore cellState = iota
	cellLast
	cellStray
)

func nextCell(rec string, sep byte) (cell, rest string, state cellState) {
	i := 0
	for i < len(rec) && (rec[i] == ' ' || rec[i] == '\t') {
		i++
	}
	if i == len(rec) || rec[i] != '"' {
		for ; i < len(rec); i++ {
			switch rec[i] {
			case sep:
				return rec[:i], rec[i+1:], cellMore
			case '"':
				return "", "", cellStray
			}
		}
		return rec, "", cellLast
	}
	from, doubled := i+1, false
	for i = from; ; i += 2 {
		n := strings.IndexByte(rec[i:], '"')
		if n < 0 {
			return "", "", cellStray
		}
		if i += n; i+1 == len(rec) || rec[i+1] != '"' {
			break
		}
		doubled = true
	}
	cell = rec[from:i]
	if doubled {
		cell = strings.ReplaceAll(cell, `""`, `"`)
	}
	for i++; i < len(rec) && (rec[i] == ' ' || rec[i] == '\t'); {
		i++
	}
	switch {
	case i == len(rec):
		return cell, "", cellLast
	case rec[i] == sep:
		return cell, rec[i+1:], cellMore
	}
	return "", "", cellStray
}

// withoutEnd cuts the line end off a record.
func withoutEnd(rec string) string {
	if n := len(rec); n > 0 && rec[n-1] == '\n' {
		rec = rec[:n-1]
	}
	if n := len(rec); n > 0 && rec[n-1] == '\r' {
		rec = rec[:n-1]
	}
	return rec
}

// isBlank reports whether a record has nothing but blank cells.
func isBlank(b []byte, sep byte) bool {
	quotes := false
	for _, c := range b {
		switch {
		case c == '"':
			quotes = true
		case c != sep && !isSpace(c):
			return false
		}
	}
	if !quotes {
		return true
	}
	cells, ok := splitCells(nil, withoutEnd(string(b)), sep, true)
	for _, cell := range cells {
		ok = ok && trim(cell) == ""
	}
	return ok
}
