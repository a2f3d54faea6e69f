package label

import (
	"math"

	"github.com/go-text/typesetting/font/opentype"
)

// A dot of an outline, on the curve or off it.
type outlineDot struct {
	x, y int
	on   bool
}

// contours turns a path into quadratic outlines on whole units. A dot midway
// between two off the curve goes without saying, and is left out.
func contours(path []opentype.Segment, tolerance float64) [][]outlineDot {
	var list [][]outlineDot
	var c []outlineDot
	var at opentype.SegmentPoint
	add := func(p opentype.SegmentPoint, on bool) {
		c = append(c, outlineDot{int(math.Round(float64(p.X))), int(math.Round(float64(p.Y))), on})
	}
	end := func() {
		if n := len(c); n > 1 && c[0] == c[n-1] {
			c = c[:n-1]
		}
		if c = withoutMiddles(c); len(c) > 1 {
			list = append(list, c)
		}
		c = nil
	}
	for _, s := range path {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			end()
			add(s.Args[0], true)
			at = s.Args[0]
		case opentype.SegmentOpLineTo:
			add(s.Args[0], true)
			at = s.Args[0]
		case opentype.SegmentOpQuadTo:
			add(s.Args[0], false)
			add(s.Args[1], true)
			at = s.Args[1]
		case opentype.SegmentOpCubeTo:
			quadratic(at, s.Args, tolerance, add)
			at = s.Args[2]
		}
	}
	end()
	return list
}

func withoutMiddles(c []outlineDot) []outlineDot {
	n := len(c)
	kept := make([]outlineDot, 0, n)
	for i, d := range c {
		before, after := c[(i+n-1)%n], c[(i+1)%n]
		middle := d.on && !before.on && !after.on && abs(before.x+after.x-2*d.x) <= 1 && abs(before.y+after.y-2*d.y) <= 1
		if !middle || i == 0 {
			kept = append(kept, d)
		}
	}
	return kept
}

func abs(n int) int { return max(n, -n) }

// maxParts bounds into how many quadratic curves a cubic one is parted.
const maxParts = 16

// quadratic approximates a cubic curve. A part of it, 1/n long, is off by at
// most √3/36 × |d3 − 3 d2 + 3 d1 − d0| ÷ n³.
func quadratic(d0 opentype.SegmentPoint, to [3]opentype.SegmentPoint, tolerance float64, add func(opentype.SegmentPoint, bool)) {
	x := [4]float64{float64(d0.X), float64(to[0].X), float64(to[1].X), float64(to[2].X)}
	y := [4]float64{float64(d0.Y), float64(to[0].Y), float64(to[1].Y), float64(to[2].Y)}
	off := math.Hypot(x[3]-3*x[2]+3*x[1]-x[0], y[3]-3*y[2]+3*y[1]-y[0]) * math.Sqrt(3) / 36
	n := min(int(math.Ceil(math.Cbrt(off/tolerance))), maxParts)
	n = max(n, 1)
	for i := range n {
		a, b := float64(i)/float64(n), float64(i+1)/float64(n)
		cx, ex := part(x, a, b)
		cy, ey := part(y, a, b)
		add(opentype.SegmentPoint{X: float32(cx), Y: float32(cy)}, false)
		add(opentype.SegmentPoint{X: float32(ex), Y: float32(ey)}, true)
	}
}

// part returns, on one axis, the control point of the quadratic curve for the
// part of a cubic one from a to b, and where it ends.
func part(p [4]float64, a, b float64) (control, end float64) {
	value := func(t float64) float64 {
		u := 1 - t
		return u*u*u*p[0] + 3*u*u*t*p[1] + 3*u*t*t*p[2] + t*t*t*p[3]
	}
	slope := func(t float64) float64 {
		u := 1 - t
		return 3*u*u*(p[1]-p[0]) + 6*u*t*(p[2]-p[1]) + 3*t*t*(p[3]-p[2])
	}
	d := b - a
	start, end := value(a), value(b)
	first, second := start+slope(a)*d/3, end-slope(b)*d/3 // the part's own control points
	return (3*(first+second) - start - end) / 4, end
}
