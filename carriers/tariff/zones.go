package tariff

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// lanes tell the zones from one postal prefix to another. A prefix is the first
// three digits of a code, as US carriers cut their charts.
type lanes struct {
	charts   []*chart // the first that has the lane tells its zones
	distance *distance
}

// A chart is the lanes of one zones.csv: by origin, and then by destination the
// index of a band, plus one; zero is no lane. So it is a square of small numbers,
// however many services there are, and of the rows that it has alone.
type chart struct {
	cells [prefixes]*[prefixes]uint8
	bands []band
}

const (
	prefixes = 1000
	maxBands = 255
)

// A band is the zone of each service on a lane, an index into the service's
// zones, in the order of the card's services.
type band []int8

// noZone is the zone of a service that does not go there.
const noZone = -1

// find returns the band from one prefix to another, nil where there is no lane,
// and whether it is estimated from the distance.
func (l *lanes) find(from, to int) (b band, estimated bool) {
	for _, c := range l.charts {
		if row := c.cells[from]; row == nil {
			continue
		} else if i := row[to]; i > 0 {
			return c.bands[i-1], false
		}
	}
	if l.distance == nil {
		return nil, false
	}
	return l.distance.band(from, to), true
}

// loadLanes reads zones.csv, distance.csv or both.
func (l *loader) loadLanes() {
	if l.has("zones.csv") {
		if c := readChart(l.table("zones.csv", chartColumns), l.card.services); c != nil {
			l.card.lanes.charts = append(l.card.lanes.charts, c)
		}
	}
	if l.has("distance.csv") {
		l.loadDistance()
	} else if !l.has("zones.csv") {
		l.fail("zones.csv", "the file is missing, and so is distance.csv: a card needs one of them")
	}
}

var chartColumns = columns{required: []string{"from", "to"}, open: true}

// WithZones returns the card with a zone chart laid over its own: a file like
// zones.csv, whose lanes come first. It is how a shipper gives an official chart
// where the card's own zones are estimated. The name is for errors, which are
// Errors; every mistake is reported at once.
func (c *Card) WithZones(name string, r io.Reader) (*Card, error) {
	data, err := readFile(r)
	if err != nil {
		return nil, Errors{{File: name, Message: err.Error()}}
	}
	var errs Errors
	over := readChart(newTable(name, data, &errs, chartColumns), c.services)
	if errs != nil {
		return nil, errs.sorted()
	}
	with := *c
	with.lanes.charts = append([]*chart{over}, c.lanes.charts...)
	return &with, nil
}

// readChart reads rows of origin prefixes, destination prefixes and the zone of
// each group of services. A group is services parted by spaces, or "zone" for all.
func readChart(t *table, services []*service) *chart {
	if t == nil {
		return nil
	}
	groups := t.serviceColumns(services)
	c := &chart{}
	for t.next() {
		b := t.band(groups, services)
		i := slices.IndexFunc(c.bands, func(known band) bool { return slices.Equal(known, b) })
		if i < 0 {
			i = len(c.bands)
			c.bands = append(c.bands, b)
		}
		if i == maxBands {
			t.fail(-1, "more than %d different rows of zones", maxBands)
			break
		}
		t.required("from")
		t.required("to")
		from, to := read(t, "from", prefixRanges), read(t, "to", prefixRanges)
		if lane, twice := c.fill(from, to, uint8(i+1)); twice {
			t.fail(-1, "the lane from %03d to %03d stands twice", lane[0], lane[1])
		}
	}
	return c
}

// serviceColumns returns the services that each column of zones is for, by their index.
func (t *table) serviceColumns(services []*service) map[string][]int {
	groups := map[string][]int{}
	headed := make([]bool, len(services))
	for i, head := range t.header {
		if head == "from" || head == "to" || head == "" {
			continue
		}
		groups[head] = []int{}
		for _, id := range strings.Fields(head) {
			found := false
			for k, s := range services {
				if id != s.id && id != "zone" {
					continue
				}
				if headed[k] {
					t.fail(i, "service %q has two columns", s.id)
				}
				found, headed[k] = true, true
				groups[head] = append(groups[head], k)
			}
			if !found {
				t.fail(i, "service %q is not in services.csv", id)
			}
		}
	}
	if k := slices.Index(headed, false); k >= 0 {
		t.fail(-1, "service %q has no column of zones", services[k].id)
	}
	return groups
}

// band reads the zones of a row.
func (t *table) band(groups map[string][]int, services []*service) band {
	b := make(band, len(services))
	for head, group := range groups {
		label := t.cell(head)
		if label == "" {
			t.fail(t.at(head), "no zone: write - where the service does not go")
		}
		for _, k := range group {
			b[k] = t.zoneOf(head, label, services[k])
		}
	}
	return b
}

// zoneOf finds a zone by its label.
func (t *table) zoneOf(column, label string, s *service) int8 {
	if label == "-" || label == "" {
		return noZone
	}
	i := slices.Index(s.sheet.labels, label)
	if i < 0 {
		t.fail(t.at(column), "zone %q has no column in rates-%s.csv", label, s.id)
	}
	return int8(i)
}

// fill sets the lanes between two lists of prefixes. It stops at a lane that was
// set before, and returns it.
func (c *chart) fill(from, to [][2]int16, id uint8) (lane [2]int16, twice bool) {
	for _, f := range from {
		for i := f[0]; i <= f[1]; i++ {
			row := c.cells[i]
			if row == nil {
				row = new([prefixes]uint8)
				c.cells[i] = row
			}
			for _, r := range to {
				for j := r[0]; j <= r[1]; j++ {
					if row[j] != 0 {
						return [2]int16{i, j}, true
					}
					row[j] = id
				}
			}
		}
	}
	return lane, false
}

// prefixRanges reads "100-102 112": the first and last prefix of each range.
// Charts are the bulk of a card, so it reads byte by byte.
func prefixRanges(s string) ([][2]int16, error) {
	ranges := make([][2]int16, 0, len(s)/4+1)
	for rest := s; rest != ""; {
		from, ok := threeDigits(rest)
		to, size := from, 3
		if ok && len(rest) > 3 && rest[3] == '-' {
			to, ok = threeDigits(rest[4:])
			size = 7
		}
		if !ok || from > to || len(rest) > size && rest[size] != ' ' {
			field, _, _ := strings.Cut(rest, " ")
			return nil, fmt.Errorf("%q: not a prefix of three digits or a range of them, such as 100-102", field)
		}
		ranges = append(ranges, [2]int16{from, to})
		rest = strings.TrimLeft(rest[size:], " ")
	}
	return ranges, nil
}

func threeDigits(s string) (int16, bool) {
	if len(s) < 3 {
		return 0, false
	}
	a, b, c := s[0]-'0', s[1]-'0', s[2]-'0'
	return int16(a)*100 + int16(b)*10 + int16(c), a <= 9 && b <= 9 && c <= 9
}

// prefixOf returns the first three digits of a postal code, passing over spaces
// and hyphens.
func prefixOf(code string) (int, bool) {
	n, digits := leadingDigits(code, 3)
	return n, digits == 3
}

// leadingDigits returns the number that the first digits of a code make, and
// how many there are before anything but a space or hyphen.
func leadingDigits(code string, limit int) (n, digits int) {
	for i := 0; i < len(code) && digits < limit; i++ {
		switch c := code[i]; {
		case c >= '0' && c <= '9':
			n, digits = n*10+int(c-'0'), digits+1
		case c != ' ' && c != '-':
			return n, digits
		}
	}
	return n, digits
}
