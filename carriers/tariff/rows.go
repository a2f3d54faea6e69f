package tariff

import (
	"encoding/csv"
	"io"
	"strings"
)

// rows reads a CSV file as csv.Reader does, of which it has the two methods. The
// charts of a card are megabytes, and hardly a file has a quote in it: one that
// has none is cut at its commas, without a copy of its cells.
type rows struct {
	quoted *csv.Reader // of a file with quotes; else nil

	rest    string   // not read yet
	cells   []string // of the row in hand, which the next one overwrites
	columns int      // of the header
	line    int      // of the row in hand
}

func newRows(text string) *rows {
	r := &rows{rest: text}
	if strings.IndexByte(text, '"') >= 0 {
		r.quoted = csv.NewReader(strings.NewReader(text))
		r.quoted.ReuseRecord = true
	}
	return r
}

// Read reads a row, which is valid until the next. The error is io.EOF after the
// last, and csv.ErrFieldCount with a row of another length than the header.
func (r *rows) Read() ([]string, error) {
	if r.quoted != nil {
		return r.quoted.Read()
	}
	for r.rest != "" {
		row := r.next()
		if row == "" {
			continue
		}
		r.cells = r.cells[:0]
		for {
			i := strings.IndexByte(row, ',')
			if i < 0 {
				break
			}
			r.cells = append(r.cells, row[:i])
			row = row[i+1:]
		}
		r.cells = append(r.cells, row)
		if r.columns == 0 {
			r.columns = len(r.cells)
		}
		if len(r.cells) != r.columns {
			return r.cells, csv.ErrFieldCount
		}
		return r.cells, nil
	}
	return nil, io.EOF
}

// left returns how many rows are left at most; of a file with quotes, how many it
// has.
func (r *rows) left() int { return strings.Count(r.rest, "\n") + 1 }

// next takes the next line, without its end.
func (r *rows) next() string {
	line, end := r.rest, strings.IndexByte(r.rest, '\n')
	if end >= 0 {
		line, r.rest = r.rest[:end], r.rest[end+1:]
	} else {
		r.rest = ""
	}
	r.line++
	return strings.TrimSuffix(line, "\r")
}

// FieldPos returns where a cell of the row in hand begins, line and column from 1.
func (r *rows) FieldPos(cell int) (line, column int) {
	if r.quoted != nil {
		return r.quoted.FieldPos(cell)
	}
	column = 1
	for _, before := range r.cells[:cell] {
		column += len(before) + 1
	}
	return r.line, column
}
