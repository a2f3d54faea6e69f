package tariff

import (
	"errors"
	"fmt"
	"strings"
)

// ErrCard is in every error about a card that does not load.
var ErrCard = errors.New("invalid rate card")

// An Error is one mistake in a card, at a place in one of its files.
type Error struct {
	File    string // "rates-ground.csv"
	Line    int    // from 1; zero when the mistake is the whole file's
	Column  int    // in bytes, from 1; zero when it is the whole line's
	Message string // `"1O.25": not a price`
}

// Error prints as compilers do: "rates-ground.csv:12:3: "1O.25": not a price".
func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	case e.Column == 0:
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Errors are all the mistakes of a card, in the order of its files. It matches
// ErrCard.
type Errors []*Error

func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Is reports whether target is ErrCard.
func (e Errors) Is(target error) bool { return target == ErrCard }
