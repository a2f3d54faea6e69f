package rates

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/shiprate/shiprate/carriers"
)

// A RowError is a mistake in a CSV file. Column is that of the text, in bytes
// from 1; zero is the whole row, and a Line of zero the whole file.
type RowError struct {
	File         string
	Line, Column int
	Message      string
}

func (e *RowError) Error() string {
	at := e.File
	if e.Line > 0 {
		at += fmt.Sprintf(":%d", e.Line)
	}
	if e.Column > 0 {
		at += fmt.Sprintf(":%d", e.Column)
	}
	return at + ": " + e.Message
}

// maxExchange is the largest file of rates that is read.
const maxExchange = 1 << 20

// exchangeColumns are the header of a file of rates.
var exchangeColumns = []string{"currency", "rate", "to", "date"}

// ReadExchange reads rates of exchange from CSV:
//
//	currency,rate,to,date
//	CAD,0.7105,USD,2026-11-20
//
// A row says what one unit of a currency is worth in another, and on which day.
// All rows are to the same currency and of the same day. The name is for errors,
// which are *RowErrors joined by errors.Join: every mistake is reported at once.
func ReadExchange(name string, r io.Reader) (Exchange, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxExchange+1))
	if err != nil {
		return Exchange{}, fmt.Errorf("%s: %w", name, err)
	}
	f := exchangeFile{name: name, x: Exchange{Rates: map[carriers.Currency]decimal.Decimal{}}}
	switch {
	case len(data) > maxExchange:
		f.fail(-1, "the file is over the %d byte limit", maxExchange)
	case !utf8.Valid(data):
		f.fail(-1, `not UTF-8: save the file as "CSV UTF-8"`)
	default:
		f.read(bytes.TrimPrefix(data, []byte("\ufeff")))
	}
	if f.errs != nil {
		return Exchange{}, errors.Join(f.errs...)
	}
	return f.x, nil
}

// An exchangeFile is the file that is read.
type exchangeFile struct {
	name  string
	csv   *csv.Reader // nil before the first row
	index []int       // the place of each of exchangeColumns
	cells []string
	x     Exchange
	errs  []error
}

// fail notes a mistake in one of exchangeColumns; -1 is the whole row.
func (f *exchangeFile) fail(column int, format string, args ...any) {
	e := &RowError{File: f.name, Message: fmt.Sprintf(format, args...)}
	if f.csv != nil && f.cells != nil {
		e.Line, _ = f.csv.FieldPos(0)
		if column >= 0 {
			e.Line, e.Column = f.csv.FieldPos(f.index[column])
		}
	}
	f.errs = append(f.errs, e)
}

func (f *exchangeFile) read(data []byte) {
	f.csv = csv.NewReader(bytes.NewReader(data))
	header, err := f.csv.Read()
	if err != nil {
		f.failCSV(err)
		return
	}
	f.cells = header
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	for _, name := range exchangeColumns {
		f.index = append(f.index, slices.Index(header, name))
	}
	if len(header) != len(exchangeColumns) || slices.Contains(f.index, -1) {
		f.fail(-1, "the columns are %q: they must be %s", strings.Join(header, ","), strings.Join(exchangeColumns, ","))
		return
	}
	for len(f.errs) < maxMistakes {
		f.cells, err = f.csv.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if errors.Is(err, csv.ErrFieldCount) {
			f.fail(-1, "%d cells where the header has %d", len(f.cells), len(header))
			continue
		}
		if err != nil {
			f.failCSV(err)
			return
		}
		f.row()
	}
	if f.cells = nil; len(f.x.Rates) == 0 && f.errs == nil {
		f.fail(-1, "no rates")
	}
}

// maxMistakes bounds what is collected from a file that is wrong throughout.
const maxMistakes = 1000

// failCSV notes where the file is not CSV, and is not read on.
func (f *exchangeFile) failCSV(err error) {
	e := &RowError{File: f.name, Message: "the file is empty"}
	var at *csv.ParseError
	if errors.As(err, &at) {
		e.Line, e.Column, e.Message = at.Line, at.Column, at.Err.Error()
	}
	f.errs = append(f.errs, e)
}

func (f *exchangeFile) row() {
	cell := func(column int) string { return strings.TrimSpace(f.cells[f.index[column]]) }
	from, to := f.currency(0, cell(0)), f.currency(2, cell(2))
	rate := f.rate(cell(1))
	date, err := carriers.ParseDate(cell(3))
	switch {
	case err != nil:
		f.fail(3, "%v", err)
	case f.x.Date != 0 && date != f.x.Date:
		f.fail(3, "%v is another day than %v: all rates are of one day", date, f.x.Date)
	default:
		f.x.Date = date
	}
	if to != "" && f.x.Currency != "" && to != f.x.Currency {
		f.fail(2, "%s is another currency than %s: all rates are to one", to, f.x.Currency)
	} else if to != "" {
		f.x.Currency = to
	}
	switch _, twice := f.x.Rates[from]; {
	case from == "" || rate.IsZero():
	case from == to:
		f.fail(0, "a rate from %s to itself", from)
	case twice:
		f.fail(0, "%s stands twice", from)
	default:
		f.x.Rates[from] = rate
	}
}

// currency reads a code; empty when it is none.
func (f *exchangeFile) currency(column int, cell string) carriers.Currency {
	if _, known := carriers.Currency(cell).Digits(); !known {
		f.fail(column, "%.40q is not an ISO 4217 code such as USD", cell)
		return ""
	}
	return carriers.Currency(cell)
}

// rate reads a number over 0 of at most 12 digits before the point and 12 after
// it; zero when it is none.
func (f *exchangeFile) rate(cell string) decimal.Decimal {
	whole, fraction, point := strings.Cut(cell, ".")
	switch {
	case whole == "" || point && fraction == "" || strings.Trim(whole+fraction, "0123456789") != "":
		f.fail(1, "%.40q is not a rate such as 0.7105", cell)
		return decimal.Decimal{}
	case len(whole) > 12 || len(fraction) > 12:
		f.fail(1, "%.40q has over 12 digits before or after the point", cell)
		return decimal.Decimal{}
	}
	rate, err := decimal.NewFromString(cell)
	if err != nil || rate.IsZero() {
		f.fail(1, "a rate must be more than 0, it is %s", cell)
		return decimal.Decimal{}
	}
	return rate
}
