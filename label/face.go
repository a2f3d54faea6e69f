package label

import (
	"encoding/binary"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
)

// A face is a font file, read so that its glyphs can be copied and drawn.
type face struct {
	name string // as PDF names it
	stem int    // how thick upright strokes are, in thousandths of the height
	sfnt *sfnt.Font

	// Tables of the file.
	head, hhea, maxp, hmtx, loca, glyf []byte

	longLoca bool
	glyphs   int // in the file
	hmetrics int // glyphs that have a width of their own
}

// faces are the regular and the bold font. Reading both takes less than a
// millisecond.
var faces = sync.OnceValue(func() *[2]face {
	return &[2]face{
		readFace("LiberationSans", 84, liberationsansregular.TTF),
		readFace("LiberationSans-Bold", 138, liberationsansbold.TTF),
	}
})

func faceOf(bold bool) *face { return &faces()[weight(bold)] }

// weight is the place of a font among faces.
func weight(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

// readFace finds the tables of an embedded file, which a test reads too.
func readFace(name string, stem int, ttf []byte) face {
	f := face{name: name, stem: stem}
	f.sfnt, _ = sfnt.Parse(ttf)
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		entry := ttf[12+16*i:]
		from, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		table := ttf[from : from+length]
		switch string(entry[:4]) {
		case "head":
			f.head = table
		case "hhea":
			f.hhea = table
		case "maxp":
			f.maxp = table
		case "hmtx":
			f.hmtx = table
		case "loca":
			f.loca = table
		case "glyf":
			f.glyf = table
		}
	}
	f.longLoca = f.head[51] != 0
	f.glyphs = int(binary.BigEndian.Uint16(f.maxp[4:]))
	f.hmetrics = int(binary.BigEndian.Uint16(f.hhea[34:]))
	return f
}

// glyph returns the place of a character's glyph in the font, 0 if it has none.
func (f *face) glyph(buf *sfnt.Buffer, r rune) uint16 {
	g, err := f.sfnt.GlyphIndex(buf, r)
	if err != nil {
		return 0
	}
	return uint16(g)
}

// outlineOf returns the bytes that draw a glyph, none for a blank.
func (f *face) outlineOf(glyph uint16) []byte {
	if int(glyph) >= f.glyphs {
		return nil
	}
	if f.longLoca {
		return f.glyf[binary.BigEndian.Uint32(f.loca[4*int(glyph):]):binary.BigEndian.Uint32(f.loca[4*int(glyph)+4:])]
	}
	return f.glyf[2*int(binary.BigEndian.Uint16(f.loca[2*int(glyph):])) : 2*int(binary.BigEndian.Uint16(f.loca[2*int(glyph)+2:]))]
}

// metricsOf returns the width of a glyph and its distance from the left, four
// bytes as in the font.
func (f *face) metricsOf(glyph uint16) [4]byte {
	last := f.hmetrics - 1
	if int(glyph) <= last {
		return [4]byte(f.hmtx[4*int(glyph):])
	}
	bearing := f.hmtx[4*f.hmetrics+2*(int(glyph)-f.hmetrics):]
	return [4]byte{f.hmtx[4*last], f.hmtx[4*last+1], bearing[0], bearing[1]}
}
