package papers

import "github.com/shiprate/shiprate/label"

// A column is one of a table.
type column struct {
	head  string
	share int // of the table's width, in thousandths
	right bool
	bold  bool
	lines int // that a cell may have; zero means one
	tick  bool
	space bool // more of it at the right
}

// A table has rows that go on over pages, under a head that each page repeats.
type table struct {
	*paper
	columns []column
	heads   []block
	depth   int // of the head
}

// The white space in a cell: at both sides, over its text and under it.
func padX() int   { return tenths(12) }
func padTop() int { return tenths(17) }
func padEnd() int { return tenths(9) }

// end is where the text of a column ends.
func (t *table) end(i int) int {
	if t.columns[i].space {
		return t.edge(i+1) - 3*padX()
	}
	return t.edge(i+1) - padX()
}

// table starts a table where the page stands.
func (p *paper) table(columns ...column) *table {
	t := &table{paper: p, columns: columns}
	t.measureHeads()
	p.need(t.depth + 2*mm(6))
	t.head()
	return t
}

// measureHeads sets the head.
func (t *table) measureHeads() {
	for i, c := range t.columns {
		b := t.set(t.inner(i), style{most: small, least: least, lines: 3, bold: true}, field{"words", c.head})
		t.heads = append(t.heads, b)
		t.depth = max(t.depth, b.depth())
	}
	t.depth += padTop() + padEnd() + thick + thin
}

// edge is where a column starts; that of one past the last is where it ends.
func (t *table) edge(i int) int {
	share := 0
	for _, c := range t.columns[:i] {
		share += c.share
	}
	return t.left() + t.room()*share/1000
}

func (t *table) inner(i int) int { return t.end(i) - t.edge(i) - padX() }

func (t *table) head() {
	t.rule(t.y, thick)
	for i, b := range t.heads {
		t.cell(i, t.y+thick+padTop(), b)
	}
	t.y += t.depth - thin
	t.rule(t.y, thin)
	t.y += thin
}

// cell draws a block into a column; each of its lines keeps to its side.
func (t *table) cell(i, y int, b block) {
	if !t.columns[i].right {
		t.under(t.edge(i)+padX(), y, b)
		return
	}
	for n, l := range b.lines {
		l.X, l.Y = t.end(i)-l.Width, y+capitals(b.height)+n*b.pitch()
		t.draw(l)
	}
}

// row adds a row with a cell for each column.
func (t *table) row(cells ...field) {
	blocks := make([]block, len(cells))
	depth := 0
	for i, c := range cells {
		blocks[i] = t.set(t.inner(i), style{most: body, least: least, lines: t.columns[i].lines, bold: t.columns[i].bold}, c)
		depth = max(depth, blocks[i].depth())
	}
	depth = max(depth, tenths(35)) + padTop() + padEnd()
	if t.y+depth+hairline > t.bottom() {
		t.newPage()
		t.head()
	}
	for i, b := range blocks {
		if t.columns[i].tick {
			t.tick(t.edge(i)+padX(), t.y+padTop(), false)
			continue
		}
		t.cell(i, t.y+padTop(), b)
	}
	t.y += depth
	t.rule(t.y, hairline)
	t.y += hairline
}

// total adds a row between heavy rules, in bold. It stands on the page of the
// row before it, or with a head of its own.
func (t *table) total(cells ...field) {
	depth := padTop() + padEnd() + capitals(points(body)) + foot(points(body)) + thin
	if t.y+depth > t.bottom() {
		t.newPage()
		t.head()
	}
	for i, c := range cells {
		if c.text == "" {
			continue
		}
		room := t.inner(i)
		if !t.columns[i].right { // words may run into the empty columns beside them
			for next := i + 1; next < len(cells) && cells[next].text == ""; next++ {
				room = t.edge(next+1) - padX() - t.edge(i) - padX()
			}
		}
		t.cell(i, t.y+padTop(), t.set(room, style{most: body, least: least, bold: true}, c))
	}
	t.y += depth - thin
	t.rule(t.y, thin)
	t.y += thin
}

// tick draws a box to mark, or one that is marked.
func (p *paper) tick(x, y int, marked bool) {
	side := tenths(33)
	p.draw(label.Box{X: x, Y: y, Width: side, Height: side, Thick: thin})
	if marked {
		cross := measured(label.Text{Height: points(small), Bold: true}, "X")
		cross.X, cross.Y = x+(side-cross.Width)/2, y+(side+capitals(cross.Height))/2
		p.draw(cross)
	}
}
