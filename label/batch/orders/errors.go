package orders

import (
	"fmt"
	"strings"
)

// A Code is the kind of a problem, for people who sort errors.csv and for programs.
type Code string

// The codes of a Problem.
const (
	Missing    Code = "missing"      // a cell that must be filled is blank
	Duplicate  Code = "duplicate"    // the order number stood before, in rows that do not adjoin
	Conflict   Code = "conflict"     // rows of one order contradict each other
	BadCells   Code = "cells"        // more or fewer cells than the header has
	BadQuote   Code = "quote"        // a quote in the wrong place
	TooLong    Code = "too_long"     // a cell, a row, an order or a number of cells over its limit
	BadText    Code = "text"         // control characters, bidirectional overrides, invalid UTF-8
	BadID      Code = "id"           // an order number that is a path
	BadNumber  Code = "number"       // not a plain number
	NoUnit     Code = "unit"         // a quantity without a unit, or with one that is unknown
	NotMore    Code = "not_positive" // zero or negative
	TooLarge   Code = "too_large"    // a number over its limit
	BadPostal  Code = "postal_code"  // not a postal code of its country
	LostZero   Code = "lost_zero"    // a ZIP that a spreadsheet took for a number
	BadCountry Code = "country"      // no country that is known
	BadState   Code = "state"        // no state or province of its country
	BadDate    Code = "date"
	BadChoice  Code = "choice"  // not one of the words there are
	Held       Code = "held"    // the export says that it must not be shipped
	NoBox      Code = "box"     // no box takes the items
	OtherRow   Code = "order"   // in errors.csv alone: another row of the order is wrong
	Invalid    Code = "invalid" // anything else that a shipment cannot have
)

// A Problem is one thing wrong with an order, at a cell.
type Problem struct {
	Row    int    // as a spreadsheet counts: the header is 1
	Column string // as the header of the file names it; of several cells the first; empty for the row as a whole
	Value  string // what stands there, at most 100 bytes of it
	Code   Code
	Reason string // "no unit", with the limit and the actual where there is one
	Hint   string // what to write instead; may be empty
}

func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "row %d: ", p.Row)
	if p.Column != "" {
		fmt.Fprintf(&b, "%s: ", p.Column)
	}
	if p.Value != "" {
		fmt.Fprintf(&b, "%q: ", p.Value)
	}
	b.WriteString(p.Reason)
	if p.Hint != "" {
		fmt.Fprintf(&b, ": %s", p.Hint)
	}
	return b.String()
}

// A RowError is an order that is refused, with all that is wrong with it. The
// other orders of the file are not touched by it. It is the caller's to keep, but
// its strings keep the text of their whole chunk in memory.
type RowError struct {
	ID       string // the order number; empty where it cannot be read
	Problems []Problem
	Source
}

func (e *RowError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// A FileError says why a file is refused as a whole. Orders that were read
// before it are good.
type FileError struct {
	Line   int // where it shows, from 1; 0 for the file as a whole
	Reason string
	Hint   string // what to do; may be empty
}

func (e *FileError) Error() string {
	s := e.Reason
	if e.Line > 0 {
		s = fmt.Sprintf("line %d: %s", e.Line, s)
	}
	if e.Hint != "" {
		s += ": " + e.Hint
	}
	return s
}
