package label

import (
	"iter"

	"github.com/shiprate/shiprate/label/barcode"
)

// A corner is one of an outline's: where it is, in modules, and which way is
// from there into the dark, -1 or 1 for each axis.
type corner struct {
	column, row int
	right, down int
	first       bool // of its ring
}

// The ways that an outline goes, with the dark on its right hand.
const (
	goRight = iota
	goDown
	goLeft
	goUp
)

// outline gives the corners of the rings round the dark modules: outer borders
// clockwise, borders of holes the other way. Two dark modules that touch at a
// corner alone are apart.
//
// A shape is drawn smaller than its dots on every side; rings, unlike a
// rectangle for each run of modules, do so without white hairlines inside it.
func outline(m *barcode.Matrix) iter.Seq[corner] {
	return func(yield func(corner) bool) {
		t := tracer{m: m, seen: make([]bool, len(m.Modules))}
		for i, dark := range m.Modules {
			column, row := i%m.Columns, i/m.Columns
			if dark && !t.seen[i] && !t.dark(column, row-1) && !t.ring(column, row, yield) {
				return
			}
		}
	}
}

type tracer struct {
	m    *barcode.Matrix
	seen []bool // by module: its upper side is in a ring
}

func (t *tracer) dark(column, row int) bool {
	return column >= 0 && column < t.m.Columns && row >= 0 && row < t.m.Rows && t.m.Modules[row*t.m.Columns+column]
}

// ring follows a border from the upper left corner of a module, which is where
// its upper side starts.
func (t *tracer) ring(startColumn, startRow int, yield func(corner) bool) bool {
	column, row, way := startColumn, startRow, goRight
	for first := true; ; {
		switch way {
		case goRight:
			t.seen[row*t.m.Columns+column] = true
			column++
		case goDown:
			row++
		case goLeft:
			column--
		case goUp:
			row--
		}
		next := t.turn(column, row, way)
		if next != way {
			c := corner{column: column, row: row, first: first}
			c.right, c.down = inward(way, next)
			if !yield(c) {
				return false
			}
			first = false
		}
		way = next
		if way == goRight && column == startColumn && row == startRow {
			return true
		}
	}
}

// turn says which way a border goes on from a corner of modules.
func (t *tracer) turn(column, row, way int) int {
	// The modules ahead, on the right hand and on the left.
	var right, left bool
	switch way {
	case goRight:
		right, left = t.dark(column, row), t.dark(column, row-1)
	case goDown:
		right, left = t.dark(column-1, row), t.dark(column, row)
	case goLeft:
		right, left = t.dark(column-1, row-1), t.dark(column-1, row)
	case goUp:
		right, left = t.dark(column, row-1), t.dark(column-1, row-1)
	}
	switch {
	case !right:
		return (way + 1) % 4
	case left:
		return (way + 3) % 4
	}
	return way
}

// inward says on which sides of a corner the dark is: under a border that goes
// right, left of one that goes down, and so on.
func inward(from, to int) (right, down int) {
	for _, way := range [2]int{from, to} {
		switch way {
		case goRight:
			down = 1
		case goDown:
			right = -1
		case goLeft:
			down = -1
		case goUp:
			right = 1
		}
	}
	return right, down
}
