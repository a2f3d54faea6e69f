package label

import (
	"image"
	"math"

	"github.com/go-text/typesetting/font/opentype"
)

// A shapeKey is a glyph of a font at a height.
type shapeKey struct {
	font   *Font
	height int32
	id     uint16
}

// maxShape is how many dots the rectangle of a glyph may have that is drawn as a
// whole and remembered: 1000 by 1000 and some. A larger one has no bits, and is
// drawn in bands.
const maxShape = 1 << 20

// A spot is a glyph and where on the label its origin is.
type spot struct {
	*glyph
	key  shapeKey
	x, y int
}

// eachGlyph gives the glyphs of a text's runs with their places, each at the dot that is
// nearest to where it would be. It leaves out what is far off any paper.
func (p *painter) eachGlyph(t *Text, draw func(spot)) {
	const far = 1 << 20 // dots: no paper and no glyph is as large
	pen := 0.0          // dots from where the text starts
	for i := range t.Runs {
		r := &t.Runs[i]
		scale := float64(t.Height) / float64(r.Font.unitsPerEm)
		for k := range r.Glyphs {
			g := &r.Glyphs[k]
			x, y := math.Floor(pen+float64(g.X)*scale+0.5), math.Floor(0.5-float64(g.Y)*scale)
			if math.Abs(x) > far || math.Abs(y) > far {
				continue
			}
			key := shapeKey{r.Font, int32(t.Height), g.ID}
			draw(spot{p.shape(key), key, t.X + int(x), t.Y + int(y)})
		}
		pen += float64(r.Advance) * scale
	}
}

// runs draws a text of glyphs.
func (p *painter) runs(t *Text) {
	p.eachGlyph(t, func(g spot) {
		if g.bits == nil && g.width > 0 {
			p.bands(&g)
			return
		}
		p.stamp(g.x+g.glyph.x, g.y+g.glyph.y, &g.bitmap)
	})
}

// reach returns the rectangle that a text of glyphs is within.
func (p *painter) reach(t *Text) image.Rectangle {
	var all image.Rectangle
	p.eachGlyph(t, func(g spot) { all = all.Union(g.area()) })
	return all
}

// area is the rectangle of a glyph on the label.
func (g *spot) area() image.Rectangle {
	x, y := g.x+g.glyph.x, g.y+g.glyph.y
	return image.Rect(x, y, x+g.width, y+g.height)
}

func (p *painter) shape(key shapeKey) *glyph {
	g := p.shapes[key]
	if g == nil {
		g = p.drawShape(key)
		p.room(len(g.bits))
		p.shapes[key] = g
	}
	return g
}

// drawShape blackens the dots of which a glyph covers half or more.
func (p *painter) drawShape(key shapeKey) *glyph {
	path, err := key.font.outline(key.id)
	if err != nil || len(path) == 0 {
		return new(glyph) // a space: a damaged one was refused
	}
	scale := key.scale()
	low, high := path[0].Args[0], path[0].Args[0]
	for _, s := range path {
		for _, a := range s.ArgsSlice() {
			low.X, low.Y = min(low.X, a.X), min(low.Y, a.Y)
			high.X, high.Y = max(high.X, a.X), max(high.Y, a.Y)
		}
	}
	floor := func(v float32) int { return int(math.Floor(float64(v * scale))) }
	left, top := floor(low.X), floor(-high.Y)
	width, height := -floor(-high.X)-left, -floor(low.Y)-top
	if width*height > maxShape {
		return &glyph{bitmap: bitmap{width: width, height: height}, x: left, y: top}
	}
	p.raster.Reset(width, height)
	p.trace(path, scale, image.Pt(-left, -top))
	return p.threshold(left, top, width, height)
}

// scale is how many dots a font unit is.
func (k shapeKey) scale() float32 { return float32(k.height) / float32(k.font.unitsPerEm) }

// trace gives the rasterizer a path whose origin is at a dot.
func (p *painter) trace(path []opentype.Segment, scale float32, origin image.Point) {
	x, y := float32(origin.X), float32(origin.Y)
	at := func(a opentype.SegmentPoint) (float32, float32) { return x + a.X*scale, y - a.Y*scale }
	for _, s := range path {
		x0, y0 := at(s.Args[0])
		x1, y1 := at(s.Args[1])
		x2, y2 := at(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			p.raster.ClosePath()
			p.raster.MoveTo(x0, y0)
		case opentype.SegmentOpLineTo:
			p.raster.LineTo(x0, y0)
		case opentype.SegmentOpQuadTo:
			p.raster.QuadTo(x0, y0, x1, y1)
		case opentype.SegmentOpCubeTo:
			p.raster.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	p.raster.ClosePath()
}

// bands draws what of a large glyph is on the paper, some rows at a time: the
// rasterizer takes four bytes for a dot.
func (p *painter) bands(g *spot) {
	const (
		rows = 64
		// The rasterizer reckons narrower pictures in fixed point, which large
		// outlines overflow.
		narrowest = 513
	)
	on := g.area().Intersect(image.Rect(0, 0, p.width, p.height))
	path, err := g.key.font.outline(g.key.id)
	if err != nil {
		return
	}
	for y := on.Min.Y; y < on.Max.Y; y += rows {
		width, height := max(on.Dx(), narrowest), min(rows, on.Max.Y-y)
		p.raster.Reset(width, height)
		p.trace(path, g.key.scale(), image.Pt(g.x-on.Min.X, g.y-y))
		band := p.threshold(0, 0, width, height)
		for row := range height {
			for column := range on.Dx() {
				if band.black(column, row) {
					p.set(on.Min.X+column, y+row)
				}
			}
		}
	}
}
