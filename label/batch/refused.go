package batch

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/label/batch/orders"
)

// errorColumns stand in errors.csv behind the columns of the input. A file that
// was one already has them; then they are replaced.
var errorColumns = []string{"error_row", "error_column", "error_value", "error_code", "error_reason", "error_hint"}

// errorsHeader is that of errors.csv.
func errorsHeader(header []string) []string {
	return append(slices.Clone(header[:inputColumns(header)]), errorColumns...)
}

// inputColumns is how many columns of a header are not those of errors.csv.
func inputColumns(header []string) int {
	if at := len(header) - len(errorColumns); at >= 0 && slices.Equal(header[at:], errorColumns) {
		return at
	}
	return len(header)
}

// appendRefused appends the rows of an order that is refused, each whole and with
// what is wrong with it. What is wrong several times is told once, parted by
// line breaks.
func appendRefused(b []byte, header []string, e *orders.RowError) []byte {
	columns := inputColumns(header)
	w := rowWriter{b: b, start: len(b)}
	for i, cells := range splitRaw(e.Raw, header) {
		row := e.Row + i
		if len(cells) > columns && len(cells) != len(header) {
			// Cells too many would push ours aside: they stand in the last one.
			cells = append(cells[:columns-1:columns-1], strings.Join(cells[columns-1:], ","))
		}
		for c := range columns {
			if c < len(cells) {
				w.cell(cells[c])
			} else {
				w.cell("")
			}
		}
		var told [5][]string
		for j := range e.Problems {
			p := &e.Problems[j]
			if p.Row != row && (i > 0 || p.Row >= e.Row && p.Row < e.Row+e.Rows) {
				continue
			}
			for k, text := range []string{p.Column, p.Value, string(p.Code), p.Reason, p.Hint} {
				if text != "" && !slices.Contains(told[k], text) {
					told[k] = append(told[k], text)
				}
			}
		}
		if len(told[2]) == 0 {
			told[3] = []string{"another row of this order is refused"}
		}
		w.cell(strconv.Itoa(row))
		for k := range told {
			w.cell(strings.Join(told[k], "\n"))
		}
		w.end()
	}
	return w.b
}

// splitRaw splits the text of rows into rows of cells. What cannot be split, for
// a quote in the wrong place, is one row of one cell, so that nothing is lost.
func splitRaw(raw string, header []string) [][]string {
	if !strings.ContainsAny(raw, "\"\t") {
		var rows [][]string
		for line := range strings.Lines(raw) {
			if line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"); line != "" {
				rows = append(rows, strings.Split(line, ","))
			}
		}
		if rows != nil {
			return rows
		}
	}
	r := csv.NewReader(strings.NewReader(raw))
	r.FieldsPerRecord = -1
	if line, _, _ := strings.Cut(raw, "\n"); len(header) > 1 && strings.Contains(line, "\t") && !strings.Contains(line, ",") {
		r.Comma, r.LazyQuotes = '\t', true
	}
	var rows [][]string
	for {
		cells, err := r.Read()
		switch {
		case errors.Is(err, io.EOF) && len(rows) == 0:
			return [][]string{{}} // a row over 1 MiB is not kept, and is told of all the same
		case errors.Is(err, io.EOF):
			return rows
		case err != nil:
			return [][]string{{strings.TrimRight(raw, "\r\n")}}
		}
		rows = append(rows, cells)
	}
}
