package tariff

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// maxErrors bounds what is collected from one card that is wrong throughout.
const maxErrors = 1000

// A table reads one CSV file row by row. Every mistake is collected in errs, so
// that one reading tells them all; a cell that cannot be read is then zero.
type table struct {
	file   string
	errs   *Errors
	csv    *rows
	header []string
	cells  []string // of the row in hand
	ended  bool     // there is no row in hand any more
	broken bool     // some cell is not UTF-8

	// Of a contract: the table that goes on after this one, the rows that are
	// passed over, and the cells that count where the row has a blank.
	then  *table
	skip  func() bool
	below map[string]string
}

// newTable reads the header. Columns are found by name; a name in required must
// be there, and open says whether other names may be.
func newTable(file, text string, errs *Errors, columns columns) *table {
	t := &table{file: file, errs: errs, broken: !utf8.ValidString(text)}
	t.csv = newRows(strings.TrimPrefix(text, "\ufeff"))
	header, err := t.csv.Read()
	if err != nil {
		t.failCSV(err)
		return nil
	}
	if t.broken && t.failUTF8(header) {
		return nil
	}
	if len(header) == 1 && strings.Contains(header[0], ";") {
		t.fail(-1, "cells are parted by semicolons: save the file with commas")
		return nil
	}
	for i, name := range header {
		name = strings.TrimSpace(name)
		known := t.at(name) >= 0
		if t.header = append(t.header, name); name != "" && known {
			t.fail(i, "column %q stands twice", name)
		} else if name == "" {
			t.fail(i, "a column without a name")
		} else if !columns.has(name) {
			t.fail(i, "unknown column %q: there are %s", name, columns)
		}
	}
	for _, name := range columns.required {
		if t.at(name) < 0 {
			t.fail(-1, "column %q is missing", name)
			return nil
		}
	}
	return t
}

// columns are the names that a header may have.
type columns struct {
	required, optional []string
	open               bool // any other name may stand too
}

func (c columns) has(name string) bool {
	for _, list := range [][]string{c.required, c.optional} {
		for _, known := range list {
			if known == name {
				return true
			}
		}
	}
	return c.open
}

func (c columns) String() string {
	return strings.Join(append(append([]string{}, c.required...), c.optional...), ", ")
}

// next reads a row, and reports false at the end. Rows of another length than
// the header are mistakes and passed over.
func (t *table) next() bool {
	for t != nil && len(*t.errs) < maxErrors {
		cells, err := t.csv.Read()
		switch {
		case err == nil:
			t.cells = cells
		case errors.Is(err, io.EOF) && t.then != nil:
			*t = *t.then
			continue
		case errors.Is(err, csv.ErrFieldCount):
			t.fail(-1, "%d cells where the header has %d", len(cells), len(t.header))
			continue
		case !errors.Is(err, io.EOF):
			t.failCSV(err)
			fallthrough
		default:
			t.ended = true
			return false
		}
		if t.broken && t.failUTF8(cells) || t.skip != nil && t.skip() {
			continue
		}
		return true
	}
	if t != nil {
		t.ended = true
	}
	return false
}

// failCSV notes where the file is not CSV, and is not read on.
func (t *table) failCSV(err error) {
	e := &Error{File: t.file, Message: err.Error()}
	var at *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		e.Message = "the file is empty"
	case !errors.As(err, &at):
	case errors.Is(err, csv.ErrBareQuote):
		e.Line, e.Column, e.Message = at.Line, at.Column, `a quote inside a cell: put the whole cell in quotes, and write "" for each one inside`
	default: // a quote swallows what follows it, so only its row is certain
		e.Line, e.Message = at.StartLine, `a quote is not closed, or something follows it: write "" for a quote inside a cell`
	}
	*t.errs = append(*t.errs, e)
}

// failUTF8 notes the cells that are not UTF-8, and reports whether there are any.
func (t *table) failUTF8(cells []string) (failed bool) {
	for i, cell := range cells {
		if !utf8.ValidString(cell) {
			t.fail(i, `%q: not UTF-8: save the file as "CSV UTF-8"`, cell)
			failed = true
		}
	}
	return failed
}

// fail notes a mistake in a cell of the row in hand; -1 is the whole row, or
// after the last one the whole file.
func (t *table) fail(cell int, format string, args ...any) {
	line, column := 0, 0
	if !t.ended {
		line, column = t.csv.FieldPos(max(cell, 0))
	}
	if cell < 0 {
		column = 0
	}
	*t.errs = append(*t.errs, &Error{File: t.file, Line: line, Column: column, Message: fmt.Sprintf(format, args...)})
}

// failAt notes a mistake in a row that was read before.
func (t *table) failAt(line int, format string, args ...any) {
	*t.errs = append(*t.errs, &Error{File: t.file, Line: line, Message: fmt.Sprintf(format, args...)})
}

// at returns the index of a column, or -1 where the file has none. A header is
// short, so that a search is faster than a map.
func (t *table) at(name string) int { return slices.Index(t.header, name) }

// cell returns the text of a column, trimmed; without that column, "".
func (t *table) cell(name string) string {
	cell := t.cellAt(t.at(name))
	if t.below != nil {
		return amendedCell(cell, t.below[name])
	}
	return cell
}

// cellAt returns the text of the row in hand in a column, trimmed; of -1, "".
func (t *table) cellAt(column int) string {
	if column < 0 {
		return ""
	}
	cell := t.cells[column]
	if n := len(cell); n > 0 && (notPlain(cell[0]) || notPlain(cell[n-1])) {
		return strings.TrimSpace(cell)
	}
	return cell
}

// notPlain reports a byte that may be a space, or a part of one.
func notPlain(b byte) bool { return b <= ' ' || b >= utf8.RuneSelf }

// required returns the text of a column that must not be blank.
func (t *table) required(name string) string {
	s := t.cell(name)
	if s == "" {
		t.fail(t.at(name), "%s is blank", name)
	}
	return s
}

// read parses a cell; a blank one is the zero value.
func read[T any](t *table, name string, parse func(string) (T, error)) T {
	var zero T
	s := t.cell(name)
	if s == "" {
		return zero
	}
	v, err := parse(s)
	if err != nil {
		t.fail(t.at(name), "%v", err)
		return zero
	}
	return v
}

func (t *table) weight(name string) dimweight.Weight { return read(t, name, dimweight.ParseWeight) }
func (t *table) length(name string) dimweight.Length { return read(t, name, dimweight.ParseLength) }
func (t *table) date(name string) carriers.Date      { return read(t, name, carriers.ParseDate) }
func (t *table) list(name string) []string           { return strings.Fields(t.cell(name)) }

// yes reads "yes" or "no"; a blank is neither.
func (t *table) yes(name string) tri {
	return read(t, name, func(s string) (tri, error) {
		switch s {
		case "yes":
			return yes, nil
		case "no":
			return no, nil
		}
		return either, fmt.Errorf("%q: not yes or no", s)
	})
}

// tri is a condition on something that is so or not.
type tri uint8

const (
	either tri = iota
	yes
	no
)

// price reads a price in minor units.
func (t *table) price(name string, digits int) int64 {
	return read(t, name, func(s string) (int64, error) { return parsePrice(s, digits) })
}

// priceOver0 reads a price that a zero would make meaningless.
func (t *table) priceOver0(name string, digits int) int64 {
	return read(t, name, func(s string) (int64, error) {
		n, err := parsePrice(s, digits)
		if err == nil && n == 0 {
			err = fmt.Errorf("%q: must be more than 0", s)
		}
		return n, err
	})
}

// parsePrice reads digits with at most so many decimals, four of them or fewer:
// "19.45" is 1945. Price lists are tables of them, so it looks at each byte once.
func parsePrice(s string, digits int) (int64, error) {
	n, whole := int64(0), len(s) // n runs over in a price that is too long
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			n = n*10 + int64(c-'0')
		case c == '.' && whole == len(s) && 0 < i && i < len(s)-1:
			whole = i
		default:
			return 0, fmt.Errorf("%q: not a price", s)
		}
	}
	frac := max(len(s)-whole-1, 0)
	switch {
	case s == "":
		return 0, fmt.Errorf("%q: not a price", s)
	case frac > digits:
		return 0, fmt.Errorf("%q: more than %d decimals", s, digits)
	case whole > 9:
		return 0, fmt.Errorf("%q: a price over 999999999", s)
	}
	for ; frac < digits; frac++ {
		n *= 10
	}
	return n, nil
}
