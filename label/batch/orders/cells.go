package orders

import (
	"fmt"
	"slices"
	"strings"
)

// split appends the cells of a row, and reports whether it can be read. A line
// that is no order adds none.
func (c *Chunk) split(i int) bool {
	r, f := &c.rows[i], c.format
	rec := withoutEnd(c.text[r.start:r.end])
	from := len(c.cells)
	ok := r.mark == 0 && f.lead == 0 && len(rec) <= MaxField && c.splitUsual(rec)
	if ok {
		c.broken = ""
	} else if from, ok = c.splitAny(r, rec); from < 0 { // no order
		return true
	}
	for _, i := range f.instead {
		if c.cells[from+i.of] == "" {
			c.cells[from+i.of] = c.cells[from+i.column]
		}
	}
	c.first = append(c.first, from)
	return ok
}

// splitUsual appends the cells of a row as nearly all are: without quotes, and with
// the cells of the header. It reports false for any other, of which it appends none.
func (c *Chunk) splitUsual(rec string) bool {
	n, have := len(c.format.header), len(c.cells)
	odd, ok := cellEnds(c.ends, rec, c.format.sep)
	if !ok {
		return false
	}
	c.sound = c.sound && unsound(odd) < 0
	c.cells = slices.Grow(c.cells, n)[:have+n]
	cells, from := c.cells[have:], 0
	for i, end := range c.ends {
		cell := rec[from:end]
		if !bare(cell) {
			cell = trimBlanks(cell)
		}
		cells[i] = cell
		from = end + 1
	}
	return true
}

// splitAny appends the cells of any row. It returns where those of the header begin, or
// -1 for a line that is no order, and whether the row can be read.
func (c *Chunk) splitAny(r *record, rec string) (from int, ok bool) {
	f := c.format
	from = len(c.cells)
	c.sound = c.sound && unsound(rec) < 0
	c.cells, ok = splitCells(c.cells, rec, f.sep, r.mark&hasQuotes != 0)
	if f.lead > 0 {
		c.cells, rec, ok = f.behindErrors(c.cells, from, rec, ok)
		from += f.lead
	}
	have := len(c.cells) - from
	switch {
	case r.mark&oversize != 0:
		ok = c.tooLong(r, "%d bytes are over the %d limit of a row", "is a quote not closed?")
	case ok && c.notKept(from):
		rec = lost
		ok = c.tooLong(r, "the row was over the %[2]d byte limit, and does not stand here", "take it from the file that it was in")
	case !ok:
		c.badQuote(r, from, rec)
	case have != len(f.header):
		if f.preset != nil && have < len(f.header) && f.preset.isFooter(rec) {
			c.cells = c.cells[:from-f.lead]
			return -1, true
		}
		ok = c.checkCells(r, c.cells[from:])
	}
	if r.end-r.start > MaxField {
		ok = c.checkLong(r, c.cells[from:]) && ok
	}
	if c.broken = ""; !ok {
		c.broken = rec
	}
	for i, cell := range c.cells[from:] {
		if !bare(cell) {
			c.cells[from+i] = trimBlanks(cell)
		}
	}
	for ; have < len(f.header); have++ {
		c.cells = append(c.cells, "")
	}
	return from, ok
}

// tooLong notes a row over the limit.
func (c *Chunk) tooLong(r *record, reason, hint string) bool {
	c.bad = append(c.bad, Problem{Row: r.row, Code: TooLong, Reason: fmt.Sprintf(reason, r.size, MaxRow), Hint: hint})
	return false
}

// badQuote notes a stray quote in a row, whose cells before it begin at from.
func (c *Chunk) badQuote(r *record, from int, rec string) {
	p := Problem{Row: r.row, Column: c.format.title(len(c.cells) - from), Code: BadQuote, Reason: "a quote in the wrong place",
		Hint: `write "" for a quote, and put the cell in quotes; or a quote above is not closed`}
	for range len(c.cells) - from {
		_, rec, _ = nextCell(rec, ',')
	}
	if rec = strings.TrimLeft(rec, " \t"); rec != "" && rec[0] == '"' && closingQuote([]byte(rec[1:])) < 0 {
		p.Reason, p.Hint = "the quote is not closed in its line", `close it, or write "" for a quote within quotes`
	}
	c.bad = append(c.bad, p)
}

// checkCells notes a wrong number of cells. Blank ones at the end are nothing.
func (c *Chunk) checkCells(r *record, cells []string) bool {
	want := len(c.format.header)
	if len(cells) > want && strings.TrimSpace(strings.Join(cells[want:], "")) == "" && len(cells) <= MaxColumns {
		return true
	}
	p := Problem{Row: r.row, Code: BadCells, Reason: fmt.Sprintf("%d cells where the header has %d", len(cells), want), Hint: "a comma in a cell? put the cell in quotes"}
	if len(cells) < want {
		p.Hint = "the row is cut short"
	}
	if len(cells) > MaxColumns {
		p.Code, p.Reason = TooLong, fmt.Sprintf("%d cells are over the %d limit", len(cells), MaxColumns)
	}
	c.bad = append(c.bad, p)
	return false
}

// checkLong notes cells over the limit.
func (c *Chunk) checkLong(r *record, cells []string) bool {
	ok := true
	for i, cell := range cells {
		if len(cell) > MaxField {
			c.bad = append(c.bad, Problem{Row: r.row, Column: c.format.title(i), Value: show(cell), Code: TooLong,
				Reason: fmt.Sprintf("%d bytes are over the %d limit of a cell", len(cell), MaxField), Hint: "shorten it"})
			ok = false
		}
	}
	return ok
}

func (p *preset) isFooter(text string) bool {
	return slices.ContainsFunc(p.footers, func(f string) bool { return strings.Contains(text, f) })
}

// cell is what a row tells of a field; empty where the file has no column for it.
func (c *Chunk) cell(row int, f field) string {
	at := c.format.at[f]
	if at < 0 {
		return ""
	}
	return c.cells[c.first[row]+at]
}

func (c *Chunk) idAt(row int) string { return unmarked(c.cells[c.first[row]+c.format.at[fID]]) }
