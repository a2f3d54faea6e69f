package orders

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/shiprate/shiprate/dimweight"
)

// Records reads a file as CSV alone: the cells of each record that is not blank,
// until the first that is no CSV or too long. It reports whether it came to the
// end.
func Records(data []byte) (records [][]string, whole bool) {
	s := &Splitter{in: bytes.NewReader(data), format: &format{sep: ','}, line: 1, row: 1}
	var rec record
	for {
		end, err := s.record(&rec, 0, ',')
		if errors.Is(err, io.EOF) {
			return records, true
		}
		if err != nil || rec.mark&^hasQuotes != 0 {
			return records, false
		}
		text := string(s.buf[s.pos : s.pos+end])
		s.pos += end
		if isBlank([]byte(text), ',') {
			continue
		}
		cells, ok := splitCells(nil, withoutEnd(text), ',', rec.mark&hasQuotes != 0)
		if !ok {
			return records, false
		}
		records = append(records, cells)
	}
}

// parsing is a chunk to try the parser of a cell on.
func parsing(v string) *Chunk {
	f := &format{header: []string{"cell"}}
	for i := range f.at {
		f.at[i] = -1
	}
	return &Chunk{format: f, rows: []record{{}}, first: []int{0}, cells: []string{v}}
}

// Weight and Size read a cell of a column without a unit; false is a problem.
func Weight(v string) (dimweight.Weight, bool) {
	c := parsing(v)
	w := c.weight(v, 0, place{})
	return w, len(c.bad) == 0
}

func Size(v string) (dimweight.Dims, bool) {
	c := parsing(v)
	d := c.size(v, 0, place{})
	return d, len(c.bad) == 0
}

// Ends is what cellEnds finds in a text, cut into so many cells.
func Ends(s string, cells int) (ends []int, odd string, ok bool) {
	ends = make([]int, cells)
	odd, ok = cellEnds(ends, s, ',')
	return ends, odd, ok
}

// ColumnNames are the first names of all columns.
func ColumnNames() []string {
	var list []string
	for _, a := range addressColumns {
		list = append(list, firstWord(a.names))
	}
	for _, c := range columns {
		list = append(list, firstWord(c.names))
	}
	return list
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}
