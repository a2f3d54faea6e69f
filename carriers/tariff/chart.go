package tariff

// A chart is the lanes of one zones.csv: by the number of the origin, and then by
// that of the destination, the index of a band, plus one; zero is no lane. So it
// is a square of small numbers, however many services there are, and of the rows
// and columns that it has alone.
type chart struct {
	file     string
	cells    [][]uint8
	from, to gazetteer
	bands    []*band
	ways     ways
}

const maxBands = 255

// find returns the band of the row that names the lane: of several rows, that of
// the narrowest destination, and then of the narrowest origin.
func (c *chart) find(from, to *end) *band {
	if c.from.simple(from) && c.to.simple(to) {
		return c.between(from.prefix, to.prefix)
	}
	if c.ways&wayOf(from.country == c.from.country, to.country == c.to.country) == 0 {
		return nil
	}
	i, j := c.narrowest(from, to)
	return c.at(i, j)
}

// between finds the band from one prefix to another, each of which may stand for
// the whole country.
func (c *chart) between(from, to int) *band {
	b := c.at(from, to)
	if b == nil && c.from.homeID > 0 {
		b = c.at(c.from.homeID, to)
	}
	if b == nil && c.to.homeID > 0 {
		if b = c.at(from, c.to.homeID); b == nil && c.from.homeID > 0 {
			b = c.at(c.from.homeID, c.to.homeID)
		}
	}
	return b
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

func (c *chart) at(from, to int) *band {
	if from >= len(c.cells) {
		return nil
	}
	row := c.cells[from]
	if to >= len(row) || row[to] == 0 {
		return nil
	}
	return c.bands[row[to]-1]
}
