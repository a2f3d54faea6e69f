package label

import (
	"image"
	"image/draw"
	"sync"

	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// A painter turns labels into dots. It remembers the glyphs that it drew.
type painter struct {
	bitmap
	glyphs map[glyphKey]*glyph
	shapes map[shapeKey]*glyph
	bytes  int // of all glyphs and shapes
	raster vector.Rasterizer
	alpha  image.Alpha
	buf    sfnt.Buffer
	pack   *packer
}

type glyphKey struct {
	char   rune
	height int32
	bold   bool
}

// A glyph is the dots of a character, from the point on the baseline where it
// starts.
type glyph struct {
	bitmap
	x, y int
}

// maxGlyphs is how many bytes of glyphs a painter remembers. A label has some
// 20 kB.
const maxGlyphs = 4 << 20

// Drawing the glyphs of a label takes longer than all the rest, so painters are
// used again; which one it is shows in no dot.
var painters = sync.Pool{New: func() any {
	return &painter{glyphs: make(map[glyphKey]*glyph), shapes: make(map[shapeKey]*glyph)}
}}

// paint draws a label that is checked.
func (p *painter) paint(l *Label, withText bool) {
	p.reset(l.Width, l.Height)
	for _, e := range l.Elements {
		switch e := e.(type) {
		case Text:
			if withText {
				p.text(e)
			}
		case Line:
			p.fill(e.X, e.Y, e.Width, e.Height)
		case Box:
			p.fill(e.X, e.Y, e.Width, e.Thick)
			p.fill(e.X, e.Y+e.Height-e.Thick, e.Width, e.Thick)
			p.fill(e.X, e.Y, e.Thick, e.Height)
			p.fill(e.X+e.Width-e.Thick, e.Y, e.Thick, e.Height)
		case Symbol:
			for x, width := range e.Bars() {
				p.fill(x, e.Y, width, e.Height)
			}
		case Matrix:
			p.matrix(e)
		case Bars4:
			for bar := range e.Lines() {
				p.fill(bar.X, bar.Y, bar.Width, bar.Height)
			}
		case MaxiCode:
			p.maxicode(e, l.DPI)
		case Image:
			p.stamp(e.X, e.Y, &bitmap{e.Width, e.Height, e.Stride(), e.Bits})
		}
	}
}

func (p *painter) matrix(m Matrix) {
	height := m.Module * max(m.Code.Aspect, 1)
	for row := range m.Code.Rows {
		for from, end := range darkRuns(&m.Code, row) {
			p.fill(m.X+from*m.Module, m.Y+row*height, (end-from)*m.Module, height)
		}
	}
}

// maxicode blackens the dots whose middle is in a hexagon or a ring.
func (p *painter) maxicode(m MaxiCode, dpi int) {
	// In quarters of a thousandth of a millimetre, of which a dot has 101600/dpi.
	middle := func(dot int) int { return (2*dot + 1) * 50_800 / dpi }
	dots := func(quarters int) int { return quarters * dpi / 101_600 }
	const wide, high = 4 * (hexWidth/2 - hexGap), 4 * (hexHeight/2 - hexGap)
	for x, y := range m.hexagons() {
		x, y := 4*x, 4*y
		for row := dots(y - high); row <= dots(y+high); row++ {
			// A hexagon is narrower over and under its upright sides.
			half := min(wide, (high-distance(middle(row), y))*2*wide/high)
			for column := dots(x - wide); column <= dots(x+wide); column++ {
				if distance(middle(column), x) < half {
					p.set(m.X+column, m.Y+row)
				}
			}
		}
	}
	reach := 4 * bullRings[len(bullRings)-1]
	for row := dots(4*bullY - reach); row <= dots(4*bullY+reach); row++ {
		for column := dots(4*bullX - reach); column <= dots(4*bullX+reach); column++ {
			across, down := middle(column)-4*bullX, middle(row)-4*bullY
			rings := 0
			for _, radius := range bullRings {
				rings += bit(across*across+down*down >= 16*radius*radius)
			}
			if rings%2 == 1 {
				p.set(m.X+column, m.Y+row)
			}
		}
	}
}

func distance(a, b int) int { return max(a-b, b-a) }

// text draws a text. Each character starts at the dot that is nearest to where
// it would.
func (p *painter) text(t Text) {
	if len(t.Runs) > 0 {
		p.runs(&t)
		return
	}
	m := metricsOf(t.Bold)
	pen := 0 // in font units
	for _, r := range t.Text {
		x := t.X + (pen*t.Height+unitsPerEm/2)/unitsPerEm
		if x > p.width+t.Height {
			return // the rest is off the paper
		}
		g := p.glyph(glyphKey{r, int32(t.Height), t.Bold})
		p.stamp(x+g.x, t.Y+g.y, &g.bitmap)
		pen += int(m[r])
	}
}

func (p *painter) glyph(key glyphKey) *glyph {
	g := p.glyphs[key]
	if g == nil {
		g = p.drawGlyph(key)
		p.room(len(g.bits))
		p.glyphs[key] = g
	}
	return g
}

// room forgets all glyphs when they are too many for one more of so many bytes.
func (p *painter) room(size int) {
	if p.bytes > maxGlyphs {
		p.glyphs, p.shapes, p.bytes = make(map[glyphKey]*glyph), make(map[shapeKey]*glyph), 0
	}
	p.bytes += size + 100 // for the entry itself
}

// drawGlyph blackens the dots of which a character covers half or more.
func (p *painter) drawGlyph(key glyphKey) *glyph {
	f := faceOf(key.bold)
	segments, err := f.sfnt.LoadGlyph(&p.buf, sfnt.GlyphIndex(f.glyph(&p.buf, key.char)), fixed.I(int(key.height)), nil)
	if err != nil || len(segments) == 0 {
		return new(glyph) // a space
	}
	bounds := segments.Bounds()
	left, top := bounds.Min.X.Floor(), bounds.Min.Y.Floor()
	width, height := bounds.Max.X.Ceil()-left, bounds.Max.Y.Ceil()-top
	p.raster.Reset(width, height)
	p.trace(pathOf(segments), 1, image.Pt(-left, -top))
	return p.threshold(left, top, width, height)
}

// pathOf returns what sfnt draws, in dots and down, as the path that trace takes,
// whose y is up. Both packages count their operations alike.
func pathOf(segments sfnt.Segments) []opentype.Segment {
	path := make([]opentype.Segment, len(segments))
	for i, s := range segments {
		path[i].Op = opentype.SegmentOp(s.Op)
		for k, q := range s.Args {
			path[i].Args[k] = opentype.SegmentPoint{X: float32(q.X) / 64, Y: -float32(q.Y) / 64}
		}
	}
	return path
}

// threshold reads the rasterizer out.
func (p *painter) threshold(left, top, width, height int) *glyph {
	area := image.Rect(0, 0, width, height)
	if cap(p.alpha.Pix) < width*height {
		p.alpha.Pix = make([]byte, width*height)
	}
	p.alpha = image.Alpha{Pix: p.alpha.Pix[:width*height], Stride: width, Rect: area}
	p.raster.DrawOp = draw.Src
	p.raster.Draw(&p.alpha, area, image.Opaque, image.Point{})
	g := &glyph{x: left, y: top}
	g.reset(width, height)
	for i, coverage := range p.alpha.Pix {
		if coverage >= 0x80 {
			g.set(i%width, i/width)
		}
	}
	return g
}
