package label

import (
	"bufio"
	"fmt"
	"io"
	"unicode/utf8"
)

// The columns that a preview can have.
const (
	minColumns = 20
	maxColumns = 400
)

// Preview writes a label as text for a terminal, so many columns wide: letters
// where they are, all else in Braille patterns of two by four dots. It is to
// look at; no scanner reads it. Text that is shaped or whose letters have no room
// is in dots too.
//
// Zero columns mean 80. The error names the columns that cannot be or an
// element that cannot be drawn, or is that of w.
func Preview(w io.Writer, l Label, columns int) error {
	if columns == 0 {
		columns = 80
	}
	if columns < minColumns || columns > maxColumns {
		return fmt.Errorf("preview: %d columns are not between %d and %d", columns, minColumns, maxColumns)
	}
	if err := l.check(); err != nil {
		return fmt.Errorf("label%w", err)
	}
	p := painters.Get().(*painter)
	defer painters.Put(p)
	p.paint(&l, false)
	s := newScreen(&l, columns)
	for _, e := range l.Elements {
		if t, ok := e.(Text); ok && (len(t.Runs) > 0 || !s.letters(&t)) {
			p.text(t)
		}
	}
	s.dots(&p.bitmap)
	return s.write(w)
}

// A screen is a label's cells in a terminal, each twice as high as wide.
type screen struct {
	columns, rows int
	width         int // of the label, in dots
	cells         []rune
}

func newScreen(l *Label, columns int) *screen {
	rows := (l.Height*columns + 2*l.Width - 1) / (2 * l.Width)
	return &screen{columns: columns, rows: rows, width: l.Width, cells: make([]rune, columns*rows)}
}

// letters sets a text, if there is room for it.
func (s *screen) letters(t *Text) bool {
	column := t.X * s.columns / s.width
	row := (2*t.Y*s.columns - s.width) / (4 * s.width) // half a column over the baseline, for texts of one line to share a row
	n := utf8.RuneCountInString(t.Text)
	// A column more than the text has is not missed.
	room := dotsWide(t.Text, t.Bold, t.Height)*s.columns/s.width + 2
	if n > room || column+n > s.columns || row < 0 || row >= s.rows {
		return false
	}
	for _, r := range t.Text {
		s.cells[row*s.columns+column] = r
		column++
	}
	return true
}

// braille has the bit of each dot of a pattern, by column and row.
var braille = [2][4]rune{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}

// dots fills the cells without letters. A dot is set where a third of its area
// is black, so that thin rules show.
func (s *screen) dots(b *bitmap) {
	edge := func(n int) int { return n * s.width / (2 * s.columns) } // of the nth dot
	for row := range 4 * s.rows {
		top, bottom := edge(row), min(edge(row+1), b.height)
		for column := range 2 * s.columns {
			cell := &s.cells[row/4*s.columns+column/2]
			if *cell != 0 && (*cell < 0x2800 || *cell > 0x28FF) {
				continue
			}
			left, right := edge(column), edge(column+1)
			black := 0
			for y := top; y < bottom; y++ {
				black += b.count(left, right, y)
			}
			if area := (right - left) * (edge(row+1) - top); area > 0 && 3*black >= area {
				*cell = (*cell | 0x2800) | braille[column%2][row%4]
			}
		}
	}
}

// write writes the rows without the white space at their ends.
func (s *screen) write(w io.Writer) error {
	out := bufio.NewWriter(w)
	for row := range s.rows {
		cells := s.cells[row*s.columns : (row+1)*s.columns]
		for len(cells) > 0 && (cells[len(cells)-1] == 0 || cells[len(cells)-1] == ' ') {
			cells = cells[:len(cells)-1]
		}
		for _, r := range cells {
			if r == 0 {
				r = ' '
			}
			_, _ = out.WriteRune(r) // an error stays until Flush
		}
		_ = out.WriteByte('\n')
	}
	return out.Flush()
}
