package tariff

// A chart is the lanes of one zones.csv: by the number of the origin, and then by
// that of the destination, the index of a band, plus one; zero is no lane. So it
// is a square of small numbers, however many services there are, and of the rows
// and columns that it has alone.
type chart struct {
	file     string
	cells    [][]uint8
	from, to gazetteer
	bands    []band
	ways     ways
}

const maxBands = 255

// find returns the band of the row that names the lane: of several rows, that of
// the narrowest destination, and then of the narrowest origin.
func (c *chart) find(from, to *end) band {
	if c.from.plain() && c.to.plain() {
		if from.prefix < 0 || to.prefix < 0 {
			return nil
		}
		return c.at(from.prefix, to.prefix)
	}
	i, j := c.narrowest(from, to)
	return c.at(i, j)
}

// narrowest returns the numbers of the narrowest places of a lane that a row
// names; of none, numbers that no row has.
func (c *chart) narrowest(from, to *end) (origin, destination int) {
	var origins, destinations shortlist
	c.from.find(from, &origins)
	c.to.find(to, &destinations)
	for _, j := range destinations.ids[:destinations.n] {
		for _, i := range origins.ids[:origins.n] {
			if c.at(int(i), int(j)) != nil {
				return int(i), int(j)
			}
		}
	}
	return len(c.cells), 0
}

func (c *chart) at(from, to int) band {
	if from >= len(c.cells) {
		return nil
	}
	row := c.cells[from]
	if to >= len(row) || row[to] == 0 {
		return nil
	}
	return c.bands[row[to]-1]
}

// fillAll sets the lanes of rows that name codes of five digits.
func (c *chart) fillAll(t *table, rows []lane) {
	var from, to [][2]int32
	for _, row := range rows {
		from, to = appendCodes(from, row.from), appendCodes(to, row.to)
	}
	c.from.cut(from)
	c.to.cut(to)
	for _, row := range rows {
		c.from.number(row.from)
		c.to.number(row.to)
		if !c.fill(t, row) {
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

// fill sets the lanes of a row. It stops at one that was set before, and says
// which. It returns false when the chart has more places than it may.
func (c *chart) fill(t *table, row lane) bool {
	if n := max(len(c.from.names), len(c.to.names)); n > maxPlaces {
		t.failAt(row.line, "more than %d places beside prefixes of three digits", maxPlaces)
		return false
	}
	for _, from := range row.from {
		for i := int(from.from); i <= int(from.to); i++ {
			if twice := c.set(i, row.to, row.band); twice >= 0 {
				t.failAt(row.line, "the lane from %s to %s stands twice", c.from.name(i), c.to.name(twice))
				return true
			}
		}
	}
	return true
}

// set sets the lanes from an origin to some destinations. It stops at one that is
// set, and returns it; else it returns -1.
func (c *chart) set(from int, destinations []place, band uint8) (twice int) {
	if more := from + 1 - len(c.cells); more > 0 {
		c.cells = append(c.cells, make([][]uint8, more)...)
	}
	cells := c.cells[from]
	if more := prefixes + len(c.to.names) - len(cells); more > 0 {
		cells = append(cells, make([]uint8, more)...)
		c.cells[from] = cells
	}
	for _, to := range destinations {
		run := cells[to.from : to.to+1]
		for i, before := range run {
			if before != 0 {
				return int(to.from) + i
			}
			run[i] = band
		}
	}
	return -1
}
