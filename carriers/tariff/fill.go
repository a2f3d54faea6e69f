package tariff

// A lane is a row of a chart.
type lane struct {
	from, to []place
	band     uint8
	line     int
}

// A filler sets the cells of a chart. Origins that have had the same rows so far
// are alike and share their cells: a row for a thousand origins costs little more
// than one for a single origin, in time and in memory.
type filler struct {
	*chart
	table   *table
	origins []origin // by number
	likes   []like   // the first is of the origins without a cell
	touched []int    // the likes of the row in hand
	lanes   int32    // how many were set
}

// An origin is one of those of a like.
type origin struct {
	like int32
	lane int32 // the last one that it was in
}

// A like is a row of cells that several origins share.
type like struct {
	cells   []uint8
	origins int // how many share it
	among   int // how many of them are in the row in hand
	becomes int // what those are after it; zero is not known yet
}

// fill sets the lanes of a row. It stops at one that was set before, and says
// which. It returns false when the chart has more places than it may.
func (f *filler) fill(row lane) bool {
	if n := max(len(f.from.names), len(f.to.names)); n > maxPlaces {
		f.table.failAt(row.line, "more than %d places beside prefixes of three digits", maxPlaces)
		return false
	}
	f.lanes++
	f.touched = f.touched[:0]
	from, to := f.take(row)
	for _, k := range f.touched {
		f.likes[k].among, f.likes[k].becomes = 0, 0
	}
	if to >= 0 {
		f.table.failAt(row.line, "the lane from %s to %s stands twice", f.from.name(from), f.to.name(to))
	}
	return true
}

// take sets the lanes of a row, or returns the first one that stands twice; its
// to is -1 when there is none.
func (f *filler) take(row lane) (from, to int) {
	if len(row.to) == 0 {
		return 0, -1
	}
	for _, p := range row.from {
		f.grow(int(p.to))
		for i := p.from; i <= p.to; i++ {
			o := &f.origins[i]
			if o.lane == f.lanes {
				return int(i), int(row.to[0].from)
			}
			o.lane = f.lanes
			if f.likes[o.like].among++; f.likes[o.like].among == 1 {
				f.touched = append(f.touched, int(o.like))
			}
		}
	}
	to = -1
	for _, p := range row.from {
		for i := p.from; i <= p.to; i++ {
			o := &f.origins[i]
			if f.likes[o.like].becomes == 0 {
				if twice := f.set(int(o.like), row); to < 0 && twice >= 0 {
					from, to = int(i), twice
				}
			}
			o.like = int32(f.likes[o.like].becomes)
			f.cells[i] = f.likes[o.like].cells
		}
	}
	return from, to
}

// grow makes room for an origin.
func (f *filler) grow(last int) {
	if f.likes == nil {
		f.likes = []like{{}}
		f.origins, f.cells = make([]origin, 0, prefixes+1), make([][]uint8, 0, prefixes+1)
	}
	if more := last + 1 - len(f.origins); more > 0 {
		f.origins = append(f.origins, make([]origin, more)...)
		f.cells = append(f.cells, make([][]uint8, more)...)
		f.likes[0].origins += more
	}
}

// sparePlaces is how many named places the cells have room for at once: the codes
// of five digits in Alaska and Hawaii are named last.
const sparePlaces = 128

// set sets the lanes of those of a like that are in the row. It stops at one that
// is set, and returns it; else it returns -1.
func (f *filler) set(k int, row lane) (twice int) {
	l := &f.likes[k]
	if l.becomes = k; k == 0 || l.among < l.origins {
		l.becomes = len(f.likes)
		l.origins -= l.among
		f.likes = append(f.likes, like{cells: append(make([]uint8, 0, prefixes+sparePlaces), l.cells...), origins: l.among})
		l = &f.likes[len(f.likes)-1]
	}
	if more := prefixes + len(f.to.names) - len(l.cells); more > 0 {
		l.cells = append(l.cells, make([]uint8, more)...)
	}
	for i := range row.to {
		p := &row.to[i]
		cells := l.cells[p.from : p.to+1]
		for j := range cells {
			if cells[j] != 0 {
				return int(p.from) + j
			}
			cells[j] = row.band
		}
	}
	return -1
}

// fillAll sets the lanes of rows that name codes of five digits.
func (f *filler) fillAll(rows []lane) {
	var from, to [][2]int32
	for _, row := range rows {
		from, to = appendCodes(from, row.from), appendCodes(to, row.to)
	}
	f.from.cut(from)
	f.to.cut(to)
	for _, row := range rows {
		f.from.number(row.from)
		f.to.number(row.to)
		if !f.fill(row) {
			return
		}
	}
}

func appendCodes(codes [][2]int32, places []place) [][2]int32 {
	for _, p := range places {
		if p.codes {
			codes = append(codes, [2]int32{p.from, p.to})
		}
	}
	return codes
}
