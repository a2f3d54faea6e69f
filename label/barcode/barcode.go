// Package barcode turns data into symbols made of modules: the smallest bar or space a
// symbol knows. It draws nothing. A writer decides how many printer dots a module is and
// paints the dark ones.
//
//	symbol, err := barcode.Code128("1Z999AA10123456784")
//	for at, width := range symbol.Bars() {
//		draw(at*dots, width*dots)
//	}
//
// Of one row are [Code128], plain Code 128 (ISO/IEC 15417); [GS1128], the same symbol with
// the FNC1 characters that make it GS1-128 (GS1 General Specifications, section 5.4); and
// [Interleaved2of5]. Both of the first find the shortest encoding there is, so a symbol is
// never wider than it must be.
//
// Of many rows are [DataMatrix], [GS1DataMatrix], [QR] and [PDF417], which make a [Matrix];
// and [MaxiText], [MaxiRoute] and [UPSMaxi], which make a [MaxiCode]. [IMb] makes the
// four-state bars of the US mail, a [Bars4].
//
// Leave the quiet zone, [Linear.Quiet] or [Matrix.Quiet] modules of white, on every side. A
// symbol printed without it does not scan.
package barcode

import (
	"errors"
	"fmt"
	"iter"
	"unicode/utf8"
)

// Linear is a symbol of one row: bars and spaces from left to right.
type Linear struct {
	// Modules is true for a bar and false for a space. It starts and ends with a bar;
	// the quiet zone is not in it.
	Modules []bool
	// Codes are the symbol characters (0 to 106) from start to stop, check character
	// included. A writer that hands codes to a printer needs them; others do not. They
	// are nil for Interleaved 2 of 5.
	Codes []byte
	// Text is what to print for people under the bars when the format has no text of
	// its own. A control character stands as a space.
	Text string
	// Quiet is the least white space on each side, in modules.
	Quiet int
}

// Width is the number of modules between the quiet zones.
func (l Linear) Width() int { return len(l.Modules) }

// Bars gives the first module and the width of each bar, both in modules, left to right.
func (l Linear) Bars() iter.Seq2[int, int] {
	return func(yield func(at, width int) bool) {
		for at := 0; at < len(l.Modules); {
			end := at
			for end < len(l.Modules) && l.Modules[end] {
				end++
			}
			if end > at && !yield(at, end-at) {
				return
			}
			at = end + 1
		}
	}
}

// These are the errors that [CharError], [ElementError] and [FieldError] wrap, or that
// stand alone.
var (
	// ErrEmpty means there was nothing to encode.
	ErrEmpty = errors.New("nothing to encode")
	// ErrChar means a character the symbol cannot hold.
	ErrChar = errors.New("character not allowed")
	// ErrElement means a GS1 element that breaks the rules of its application identifier.
	ErrElement = errors.New("bad GS1 element")
	// ErrField means a field or an option that is not what its format allows.
	ErrField = errors.New("bad field")
	// ErrTooLong means more data than the standard allows in one symbol.
	ErrTooLong = errors.New("too long")
)

// CharError names a character that the symbol cannot hold. It wraps [ErrChar].
type CharError struct {
	Index int    // where the character starts, in bytes from 0
	Char  string // the character as it stood in the data
	Holds string // what the symbol holds, "Code 128 holds ASCII, 0 to 127"
}

func (e *CharError) Error() string {
	r, size := utf8.DecodeRuneInString(e.Char)
	if r == utf8.RuneError && size < 2 {
		return fmt.Sprintf("byte %d is 0x%X, which is not text: %s", e.Index, e.Char, e.Holds)
	}
	return fmt.Sprintf("byte %d is %q (%U): %s", e.Index, r, r, e.Holds)
}

func (e *CharError) Unwrap() error { return ErrChar }

// charError is about the character at byte i of data.
func charError(data string, i int, holds string) error {
	_, size := utf8.DecodeRuneInString(data[i:])
	return &CharError{Index: i, Char: data[i : i+size], Holds: holds}
}

// FieldError says what is wrong with one field or option. It wraps [ErrField].
type FieldError struct {
	Field, Value string
	Reason       string // lower case, with the limit and the actual value
}

func (e *FieldError) Error() string {
	return fmt.Sprintf("%s %q: %s", e.Field, e.Value, e.Reason)
}

func (e *FieldError) Unwrap() error { return ErrField }

// ElementError says what is wrong with one GS1 element. It wraps [ErrElement].
type ElementError struct {
	AI, Value string
	Reason    string // lower case, with the limit and the actual value
}

func (e *ElementError) Error() string {
	return fmt.Sprintf("element (%s) %q: %s", e.AI, e.Value, e.Reason)
}

func (e *ElementError) Unwrap() error { return ErrElement }
