package label

import "github.com/shiprate/shiprate/dimweight"

// A line is one line to set, with the path of the field to blame for it.
type line struct {
	path, text string
	bold       bool
	wraps      bool   // it may go on in the next line
	language   string // of ideographs, whose shapes differ: "ja"; optional
	height     int    // in dots, once it is known

	// What lettering.set finds out.
	units int // how wide it is, in 2048ths of the height
	runs  []Run
	rtl   bool
}

// A space is where lines are set: its top left corner and its sides in dots,
// and between which sizes, in points.
type space struct {
	x, y, width, height int
	least, most         int
}

// leading is the distance of baselines, as a percentage of the height.
const leading = 118

// ascent is what stands over the baseline of a line, as a percentage of the
// height: capitals with an accent.
const ascent = 92

// block sets lines under each other at the greatest height at which all fit.
// Lines that are read from the right end
// where the widest line does.
func (h *house) block(s space, lines []line) {
	lines = h.wrap(s, lines)
	height := min(h.points(s.most), h.tallest(s, len(lines)))
	least := h.points(s.least)
	if height < least && len(lines) > 0 {
		fits := len(lines)
		for h.tallest(s, fits) < least && fits > 0 {
			fits--
		}
		h.bad.add(lines[fits].path, "is line %d, over the %d that fit at %d points", fits+1, fits, s.least)
	}
	for _, l := range lines {
		height = min(height, h.fit(s, l).height)
	}
	widest := 0
	for i := range lines {
		lines[i].height = height
		widest = max(widest, lines[i].wide())
	}
	y := s.y + height*ascent/100
	for i := range lines {
		if i > 0 {
			y += height * leading / 100
		}
		x := s.x
		if lines[i].rtl {
			x += widest - lines[i].wide()
		}
		h.text(x, y, lines[i])
	}
}

// tallest returns the greatest height at which n lines fit under each other.
func (h *house) tallest(s space, n int) int {
	return s.height * 100 / (leading * max(n, 1))
}

// fit returns the line at the greatest height at which it is no wider than its
// space, and reports one that is wider at the least.
func (h *house) fit(s space, l line) line {
	h.set(&l)
	least := h.points(s.least)
	l.height = h.points(s.most)
	n := l.units
	if n*l.height <= s.width*unitsPerEm || n == 0 {
		return l
	}
	l.height = s.width * unitsPerEm / n
	if l.height < least {
		l.height = least
		h.bad.add(l.path, "%s wide at %d points, over the %s limit", h.inches(l.wide()), s.least, h.inches(s.width))
	}
	return l
}

// sized returns the line at a height in points.
func (h *house) sized(l line, points int) line {
	h.set(&l)
	l.height = h.points(points)
	return l
}

// inches prints a number of dots, for an error.
func (h *house) inches(dots int) string {
	return (dimweight.Length(dots) * dimweight.Inch / dimweight.Length(h.DPI)).In(dimweight.Inch)
}

// set finds out how wide a line is, once.
func (h *house) set(l *line) {
	if l.units > 0 || l.text == "" {
		return
	}
	if err := (lettering{h.Fonts}).set(l); err != nil {
		h.bad.add(l.path, "%v", err)
	}
}

// wide returns how wide a line is that is set and whose height is known, in
// dots, rounded up.
func (l line) wide() int { return (l.units*l.height + unitsPerEm - 1) / unitsPerEm }

// text adds a line whose baseline starts at x and y.
func (h *house) text(x, y int, l line) {
	if l.text != "" {
		h.set(&l)
		h.elements = append(h.elements, Text{X: x, Y: y, Height: l.height, Width: l.wide(), Bold: l.bold, Text: l.text, Runs: l.runs})
	}
}

// points returns so many points, of which an inch has 72, in whole dots, at
// least: a least height in points is kept in dots.
func (f Format) points(n int) int { return (n*f.DPI + 71) / 72 }
