package tariff

import (
	"io"
	"slices"
	"strings"
	"sync/atomic"
)

// lanes tell the zones from one place to another.
type lanes struct {
	charts   []*chart // the first that has the lane tells its zones
	distance *distance
}

// A band is the zone of each service on a lane, an index into the service's
// zones, in the order of the card's services.
type band struct {
	zones  []int8
	orders [4][weightClasses]atomic.Pointer[order] // see orderOf
}

// noZone is the zone of a service that does not go there.
const noZone = -1

// find returns the band from one end to the other, nil where there is no lane,
// and whether it is estimated from the distance.
func (l *lanes) find(from, to *end) (b *band, estimated bool) {
	for _, c := range l.charts {
		if b := c.find(from, to); b != nil {
			return b, false
		}
	}
	if l.distance == nil || from.prefix < 0 || to.prefix < 0 {
		return nil, false
	}
	return l.distance.band(from.prefix, to.prefix), true
}

// ways are the kinds of lanes that a card has: bit 0 is within its country, bit 1
// to others, bit 2 from others, bit 3 from one of them to another.
type ways uint8

// wayOf is the kind of a lane; false stands for another country than the card's.
func wayOf(from, to bool) ways {
	w := ways(1)
	if !to {
		w <<= 1
	}
	if !from {
		w <<= 2
	}
	return w
}

// addWays notes which kinds of lanes a row has.
func (c *chart) addWays(from, to placeKinds) {
	for _, a := range [...]placeKinds{abroad, atHome} {
		for _, b := range [...]placeKinds{abroad, atHome} {
			if from&a != 0 && to&b != 0 {
				c.ways |= wayOf(a == atHome, b == atHome)
			}
		}
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (l *lanes) ways() (w ways) {
	if l.distance != nil {
		w = wayOf(true, true)
	}
	for _, c := range l.charts {
		w |= c.ways
	}
	return w
}

// in prints the kinds of lanes of a card: "US to US".
func (w ways) in(country string) (words string) {
	const others = "other countries"
	for i, ends := range [...][2]string{{country, country}, {country, others}, {others, country}, {others, "others"}} {
		if w>>i&1 == 1 {
			if words != "" {
				words += ", "
			}
			words += ends[0] + " to " + ends[1]
		}
	}
	return words
}

// none reports whether there is no lane at all: the card has prices, and waits for
// a chart of its zones.
func (l *lanes) none() bool {
	for _, c := range l.charts {
		if len(c.bands) > 0 {
			return false
		}
	}
	return l.distance == nil
}

// loadLanes reads zones.csv, distance.csv or both. A chart may be as large as all
// the other files together, so it is read beside those that follow; what it
// returns waits for it.
func (l *loader) loadLanes() (wait func()) {
	if l.has("distance.csv") {
		l.loadDistance()
	} else if !l.has("zones.csv") {
		l.fail("zones.csv", "the file is missing, and so is distance.csv: a card needs one of them")
	}
	if !l.has("zones.csv") {
		return func() {}
	}
	t := l.table("zones.csv", chartColumns)
	if t == nil {
		return func() {}
	}
	var errs Errors
	t.errs = &errs
	read := make(chan *chart, 1)
	go func() { read <- readChart(t, l.card) }()
	return func() {
		l.card.lanes.charts = append(l.card.lanes.charts, <-read)
		l.errs = append(l.errs, errs...)
	}
}

var chartColumns = columns{required: []string{"from", "to"}, open: true}

// WithZones returns the card with a zone chart laid over its own: a file like
// zones.csv, whose lanes come first. It is how a shipper gives an official chart
// where the card's own zones are estimated. The name is for errors, which are
// Errors; every mistake is reported at once.
func (c *Card) WithZones(name string, r io.Reader) (*Card, error) {
	text, err := readFile(r)
	if err != nil {
		return nil, Errors{{File: name, Message: err.Error()}}
	}
	var errs Errors
	t := newTable(name, text, &errs, chartColumns)
	if t == nil {
		return nil, errs.sorted()
	}
	over := readChart(t, c)
	if errs != nil {
		return nil, errs.sorted()
	}
	with := *c
	with.lanes.charts = append([]*chart{over}, c.lanes.charts...)
	return &with, nil
}

// readChart reads rows of origins, destinations and the zone of each group of
// services. A group is services parted by spaces, or "zone" for all.
func readChart(t *table, card *Card) *chart {
	groups := t.serviceColumns(card.services)
	c := &chart{file: t.file, from: gazetteer{country: card.country}, to: gazetteer{country: card.country}}
	f := &filler{chart: c, table: t}
	var row lane
	var waiting []lane          // rows with codes of five digits, until all of them are known
	known := map[string]uint8{} // the bands of rows without a mistake, by their zones as they are written
	var written []byte
	for t.next() {
		written = t.zonesWritten(written[:0])
		i, again := known[string(written)]
		if !again {
			mistakes := len(*t.errs)
			if i, again = c.bandOf(t.band(groups, card.services)); !again {
				t.fail(-1, "more than %d different rows of zones", maxBands)
				break
			}
			if len(*t.errs) == mistakes {
				known[string(written)] = i
			}
		}
		t.required("from")
		t.required("to")
		row.from, row.to = t.places("from", row.from[:0], &c.from), t.places("to", row.to[:0], &c.to)
		from, to := c.from.kinds(row.from), c.to.kinds(row.to)
		c.addWays(from, to)
		row.band = i + 1
		row.line, _ = t.csv.FieldPos(0)
		if (from|to)&withCodes != 0 {
			waiting = append(waiting, row)
			row.from, row.to = nil, nil
		} else if !f.fill(row) {
			return c
		}
	}
	f.fillAll(waiting)
	return c
}

// zonesWritten appends the cells of a row but its lane.
func (t *table) zonesWritten(text []byte) []byte {
	from, to := t.at("from"), t.at("to")
	for i, cell := range t.cells {
		if i != from && i != to {
			text = append(append(text, cell...), ',')
		}
	}
	return text
}

// bandOf returns the index of a band, which it adds if need be; false when that
// is one too many.
func (c *chart) bandOf(zones []int8) (i uint8, ok bool) {
	at := slices.IndexFunc(c.bands, func(known *band) bool { return slices.Equal(known.zones, zones) })
	if at >= 0 {
		return uint8(at), true
	}
	c.bands = append(c.bands, &band{zones: zones})
	return uint8(len(c.bands) - 1), len(c.bands) <= maxBands
}

// places reads a list of places into the memory of known.
func (t *table) places(column string, known []place, g *gazetteer) []place {
	return read(t, column, func(s string) ([]place, error) { return g.read(known, s) })
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
func (t *table) band(groups map[string][]int, services []*service) []int8 {
	b := make([]int8, len(services))
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
