package tariff

import (
	"fmt"
	"math"
	"strconv"
)

// distance estimates zones by the great-circle distance between the centres of
// two prefixes, for a card whose official chart is not at hand.
type distance struct {
	centres [prefixes]point
	bands   []distanceBand
}

// A point is a unit vector from the centre of the earth; the zero point is no
// place.
type point struct{ x, y, z float64 }

// A distanceBand holds up to a distance, kept as its cosine: two unit vectors'
// product is at least that much when they are at most that far apart.
type distanceBand struct {
	cos   float64
	zones *band
}

// earthRadius in miles, the mean.
const earthRadius = 3958.8

// endless is the distance of the row "more".
const endless = math.MaxFloat64

func (d *distance) band(from, to int) *band {
	a, b := d.centres[from], d.centres[to]
	if a == (point{}) || b == (point{}) {
		return nil
	}
	cos := a.x*b.x + a.y*b.y + a.z*b.z
	for i := range d.bands {
		if cos >= d.bands[i].cos {
			return d.bands[i].zones
		}
	}
	return nil
}

// loadDistance reads distance.csv, zones by miles, and centroids.csv, the
// centres of the prefixes.
func (l *loader) loadDistance() {
	d := &distance{}
	l.card.lanes.distance = d
	t := l.table("distance.csv", columns{required: []string{"miles_up_to", "zone"}})
	last := 0.0
	for t.next() {
		if last == endless {
			t.fail(-1, "a row follows the last one, more")
			break
		}
		up := endless
		if t.required("miles_up_to") != "more" {
			up = read(t, "miles_up_to", number)
		}
		if up != 0 && up != endless && (up <= last || up > 12_000) {
			t.fail(t.at("miles_up_to"), "%v miles do not follow %v: they go up, to 12000 at most", up, last)
		}
		last = up
		b := distanceBand{cos: -1, zones: &band{zones: make([]int8, len(l.card.services))}}
		if up != endless {
			b.cos = math.Cos(up / earthRadius)
		}
		label := t.required("zone")
		for i, s := range l.card.services {
			b.zones.zones[i] = t.zoneOf("zone", label, s)
		}
		d.bands = append(d.bands, b)
	}
	l.loadCentroids(d)
}

func (l *loader) loadCentroids(d *distance) {
	t := l.table("centroids.csv", columns{required: []string{"prefix", "lat", "lon"}})
	for t.next() {
		prefix := t.required("prefix")
		at := threeDigits(prefix)
		if at < 0 || len(prefix) != 3 {
			if prefix != "" {
				t.fail(t.at("prefix"), "%q: not a prefix of three digits", prefix)
			}
			continue
		}
		lat, lon := t.degrees("lat"), t.degrees("lon")
		if math.Abs(lat) > 90 || math.Abs(lon) > 180 {
			t.fail(t.at("lat"), "%v, %v: not a latitude and longitude in degrees", lat, lon)
		}
		centre := &d.centres[at]
		if *centre != (point{}) {
			t.fail(t.at("prefix"), "prefix %s stands twice", t.cell("prefix"))
		}
		sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
		sinLon, cosLon := math.Sincos(lon * math.Pi / 180)
		*centre = point{cosLat * cosLon, cosLat * sinLon, sinLat}
	}
}

// degrees reads a number that must not be blank.
func (t *table) degrees(name string) float64 {
	s := t.required(name)
	if s == "" {
		return 0
	}
	f, err := number(s)
	if err != nil {
		t.fail(t.at(name), "%v", err)
	}
	return f
}

func number(s string) (float64, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, fmt.Errorf("%q: not a number", s)
	}
	return f, nil
}

// miles returns how far two prefixes lie apart, and the end of the band that they
// are in, zero for no end. A mile that is begun counts, as it does for the bands.
func (d *distance) miles(from, to int) (miles, upTo int) {
	a, b := d.centres[from], d.centres[to]
	cos := min(1, max(-1, a.x*b.x+a.y*b.y+a.z*b.z))
	miles = int(math.Ceil(math.Acos(cos) * earthRadius))
	for i := range d.bands {
		if cos >= d.bands[i].cos {
			if d.bands[i].cos > -1 {
				upTo = int(math.Round(math.Acos(d.bands[i].cos) * earthRadius))
			}
			break
		}
	}
	return miles, upTo
}
