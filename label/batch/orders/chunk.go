package orders

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A Chunk is some rows of a file, whole orders, and what they are read as. The
// zero Chunk is ready for Splitter.Next; used again and again, it allocates
// hardly more than the text of the rows.
type Chunk struct {
	Index int // of the chunk in the file, from 0

	// Orders and Errors are what Parse made, each in the order of the file.
	Orders []Order
	Errors []RowError

	format *format
	text   string
	rows   []record
	cut    string // the order that begins the chunk but is the rest of one too long
	number string // of the order in hand, as its first row has it

	// numbers are the order numbers of Orders and Errors, in the order of the file,
	// and again the rows whose number stood before: in the file, as Seen.Mark finds, or
	// in that of which this errors.csv was made.
	numbers []numbered
	again   map[int]bool

	cells  []string // of the rows of one order, without blanks around them
	first  []int    // where each row's cells begin in cells
	ends   []int    // where each cell of the last row ends in its text
	broken string   // the last row as it stands, if it cannot be read
	bad    []Problem
	sound  bool // nothing is wrong with the rows as text, so their cells need no look
	own    bool // what the order holds was checked piece by piece

	// What the slices of the orders are cut from.
	streets []string
	words   []string
	extras  []carriers.Accessorial
	parcels []carriers.Parcel
	items   []carriers.Item
	boxes   []*Box

	// Of the order in hand.
	drafts []draft
	pieces []dimweight.Dims // of one piece of each item; zero where they are unknown
	lines  []Line

	lastBy, lastReady dayCache
}

// reset empties the chunk, whose memory serves again.
func (c *Chunk) reset(f *format, index int) {
	clear(c.boxes)
	*c = Chunk{
		Index: index, Orders: c.Orders[:0], Errors: nil, format: f, rows: c.rows[:0], cells: c.cells[:0], first: c.first[:0], ends: c.ends,
		streets: c.streets[:0], words: c.words[:0], extras: c.extras[:0], parcels: c.parcels[:0], items: c.items[:0],
		boxes: c.boxes[:0], drafts: c.drafts[:0], pieces: c.pieces[:0], lines: c.lines[:0], numbers: c.numbers[:0],
	}
}

// Rows is how many rows the chunk has.
func (c *Chunk) Rows() int { return len(c.rows) }

// Size is how many bytes the rows have in the file.
func (c *Chunk) Size() int { return len(c.text) }

// Parse reads the orders of the chunk that Splitter.Next filled. Chunks may be
// parsed at the same time.
func (c *Chunk) Parse() {
	c.Orders, c.Errors, c.numbers, c.again = c.Orders[:0], nil, c.numbers[:0], nil
	columns := len(c.format.header)
	c.ends = slices.Grow(c.ends[:0], columns)[:columns]
	for i := 0; i < len(c.rows); {
		n, ok := c.gather(i)
		if n == 0 { // a line that is no order
			i++
			continue
		}
		if c.number != "" {
			c.numbers = append(c.numbers, numbered{traceOf(c.number), c.rows[i].row})
		}
		if ok {
			c.order(i, n)
		} else {
			c.refuse(i, n)
		}
		i += n
	}
}

// gather splits the rows from i on into cells, as long as they are of one
// order, and returns how many there are. It reports false when one of them
// cannot be read: then all of them are refused.
func (c *Chunk) gather(i int) (n int, ok bool) {
	c.cells, c.first, c.bad, c.sound = c.cells[:0], c.first[:0], c.bad[:0], true
	ok = c.split(i)
	if ok && len(c.first) == 0 {
		return 0, true
	}
	c.number = c.idAt(0)
	if c.saysTwice(0) {
		c.comesAgain(c.rows[i].row)
	}
	id := c.number
	for n = 1; i+n < len(c.rows) && !c.begins(i+n, id); n++ {
		before, cells := len(c.bad), len(c.cells)
		above := c.broken
		good := c.split(i + n)
		if good && len(c.first) == n { // a footer
			break
		}
		other := c.idAt(n)
		switch {
		case c.saysTwice(n):
		case c.beganIn(i+n-1, n, other, above):
			id, ok = other, false
			continue
		case id != "" && (other == id || other == "" && c.carriesOn(n, id, above, good)):
			ok = ok && good
			continue
		}
		c.cells, c.first, c.bad = c.cells[:cells], c.first[:n], c.bad[:before]
		break
	}
	if id != "" && id == c.cut && i == 0 || n > MaxRows {
		c.bad = append(c.bad, Problem{Row: c.rows[i].row, Value: show(id), Code: TooLong, Reason: fmt.Sprintf("an order of over %d rows", MaxRows), Hint: "divide it"})
		return n, false
	}
	return n, ok
}

// begins reports whether a row begins another order for sure, which the quick look
// at its number tells of a row without quotes behind one that can be read.
func (c *Chunk) begins(i int, id string) bool {
	r := &c.rows[i]
	if r.mark != 0 || c.rows[i-1].mark&strayQuote != 0 || c.format.lead > 0 {
		return false
	}
	text := c.text[r.start:r.end]
	if b := text[0]; c.format.at[fID] == 0 && b-'#' <= '~'-'#' && b != '\'' && b != c.format.sep && !strings.HasPrefix(text, id) {
		return true // its number stands first, and as it is
	}
	other, _ := c.format.idOf(text)
	return other != "" && other != id
}

// carriesOn reports whether row n of the order in hand, which tells no order number,
// belongs to it: it has no address either, or it cannot be read and has the number
// somewhere. What could not be read of the row above is told.
func (c *Chunk) carriesOn(n int, id, above string, good bool) bool {
	if good {
		return c.cell(n, fPostal) == ""
	}
	return hasWord(c.broken, id) && (c.saysOther(n-1) || above != "")
}

// beganIn reports whether an order may have begun in the row above its first, which
// cannot be read for its quotes: then the rest of it must not be shipped alone. The
// row is the i-th of the chunk, and row n-1 of the order in hand.
func (c *Chunk) beganIn(i, n int, id, above string) bool {
	if c.rows[i].mark&oversize != 0 {
		return c.rows[i].mark&strayQuote != 0
	}
	return above != "" && id != "" && c.idAt(n-1) == "" && (above == lost || c.hasID(above, id)) && (c.saysOther(n) || c.broken != "")
}

// hasID reports whether a row that cannot be read up to its order number may have this
// one: in its column, or behind it, where a comma in quotes would have moved it.
func (c *Chunk) hasID(broken, id string) bool {
	at := c.format.at[fID]
	for i, cell := range strings.Split(broken, ",") {
		if i >= at && trimID(strings.Trim(cell, ` "`)) == id {
			return true
		}
		if at == 0 {
			break
		}
	}
	return false
}

// lost stands for a row that is not in errors.csv.
const lost = "\x00"

// locate says where n rows from i on stand.
func (c *Chunk) locate(s *Source, i, n int) {
	first, last := &c.rows[i], &c.rows[i+n-1]
	s.Row, s.Rows, s.Line, s.Raw = first.row, n, first.line, c.text[first.start:last.end]
	for k := i; k < i+n; k++ {
		if c.rows[k].mark&oversize != 0 {
			s.Raw = c.rawOf(c.rows[i : i+n])
			return
		}
	}
}

// rawOf is the text of rows of which some are over the limit.
func (c *Chunk) rawOf(rows []record) string {
	var raw strings.Builder
	at := rows[0].start
	for _, r := range rows {
		raw.WriteString(c.text[at:r.start]) // blank lines
		if at = r.end; r.mark&oversize != 0 {
			raw.WriteByte('\n')
		} else {
			raw.WriteString(c.text[r.start:r.end])
		}
	}
	return raw.String()
}

// refuse makes an error of n rows from i on, with the problems noted.
func (c *Chunk) refuse(i, n int) {
	e := RowError{ID: c.number, Problems: slices.Clone(c.bad)}
	c.locate(&e.Source, i, n)
	c.Errors = append(c.Errors, e)
}

// note adds a problem at a cell of a row of the order that begins at row i.
func (c *Chunk) note(at place, code Code, hint, reason string, args ...any) {
	p := Problem{Row: c.rows[at.row].row, Code: code, Reason: fmt.Sprintf(reason, args...), Hint: hint}
	if column := c.format.at[at.field]; column >= 0 {
		p.Column = c.format.title(column)
		p.Value = show(c.cells[c.first[at.row-at.first]+column])
	}
	c.bad = append(c.bad, p)
}

// A place is a cell: the row in the chunk, the row in which the order begins,
// and the field.
type place struct {
	row, first int
	field      field
}

// more is a list with one more at its end, which is to be set: a literal would be made
// apart and copied.
func more[T any](list []T) ([]T, *T) {
	list = slices.Grow(list, 1)[:len(list)+1]
	return list, &list[len(list)-1]
}

// A numbered row is the first of those of an order number.
type numbered struct {
	trace
	row int
}

// comesAgain notes that the number of the order that begins with a row stood before.
func (c *Chunk) comesAgain(row int) {
	if c.again == nil {
		c.again = map[int]bool{}
	}
	c.again[row] = true
}

// A draft is a parcel as rows tell it.
type draft struct {
	Measures
	row      int
	key      string // of the parcel column
	lo, hi   int    // its items
	nonboard bool
}
