package label

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// A subset is a TrueType font with a few glyphs of another, numbered anew, as
// documents embed it. Glyphs are drawn from their outlines: so the parts of a
// composite glyph need not come along, a variable font is at its weight, and
// the cubic curves of PostScript outlines become quadratic ones.

// subset returns the font file with an empty glyph 0 and then the glyphs, in
// their order from 1. It has the tables that documents ask for: head, hhea,
// hmtx, maxp, loca and glyf, without hints, and an empty cmap and post.
func (f *Font) subset(glyphs []uint16) ([]byte, error) {
	if len(glyphs) >= math.MaxUint16 {
		return nil, fmt.Errorf("%d glyphs are over the %d limit of a font", len(glyphs), math.MaxUint16-1)
	}
	s := subsetter{loca: []uint32{0, 0}, hmtx: make([]byte, 4), box: emptyBox()}
	for _, id := range glyphs {
		path, err := f.outline(id)
		if err != nil {
			return nil, err
		}
		s.glyph(contours(path, float64(f.unitsPerEm)/2000))
		s.metric(f.advance(id))
	}
	if s.tooBig {
		return nil, errors.New("font " + f.name + " has outlines too large to embed")
	}
	return s.file(f.unitsPerEm, len(glyphs)+1), nil
}

// subsetter gathers the tables.
type subsetter struct {
	glyf, hmtx []byte
	loca       []uint32
	box        box
	dots, most int // in a glyph, at most: points and contours
	widest     int
	tooBig     bool
}

// A box is where outlines reach, in font units.
type box struct{ left, bottom, right, top int }

func emptyBox() box { return box{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16} }

func (b *box) take(d outlineDot) {
	b.left, b.right = min(b.left, d.x), max(b.right, d.x)
	b.bottom, b.top = min(b.bottom, d.y), max(b.top, d.y)
}

// glyph appends a glyph of the table glyf.
func (s *subsetter) glyph(list [][]outlineDot) {
	start := len(s.glyf)
	reach := emptyBox()
	dots := 0
	for _, c := range list {
		dots += len(c)
		for _, d := range c {
			reach.take(d)
			s.box.take(d)
			s.tooBig = s.tooBig || abs(d.x) > 16000 || abs(d.y) > 16000
		}
	}
	s.tooBig = s.tooBig || dots > math.MaxInt16
	if dots > 0 && !s.tooBig {
		s.dots, s.most = max(s.dots, dots), max(s.most, len(list))
		s.int16s(len(list), reach.left, reach.bottom, reach.right, reach.top)
		last := -1
		for _, c := range list {
			last += len(c)
			s.int16s(last)
		}
		s.int16s(0) // no instructions
		s.outline(list)
		for len(s.glyf)%4 != 0 {
			s.glyf = append(s.glyf, 0)
		}
	}
	left := 0
	if len(s.glyf) > start {
		left = reach.left
	}
	s.loca = append(s.loca, uint32(len(s.glyf)))
	s.hmtx = append(s.hmtx, 0, 0, byte(left>>8), byte(left))
}

func (s *subsetter) int16s(list ...int) {
	for _, n := range list {
		s.glyf = binary.BigEndian.AppendUint16(s.glyf, uint16(int16(n)))
	}
}

// outline appends flags and coordinates. Each axis is a step from the dot
// before: none, a byte with a sign in the flag, or two bytes.
func (s *subsetter) outline(list [][]outlineDot) {
	var xs, ys []byte
	var at outlineDot
	for _, c := range list {
		for _, d := range c {
			flag := byte(0)
			if d.on {
				flag = 1
			}
			flag |= step(&xs, d.x-at.x) << 1
			flag |= step(&ys, d.y-at.y) << 2
			s.glyf = append(s.glyf, flag)
			at = d
		}
	}
	s.glyf = append(append(s.glyf, xs...), ys...)
}

// step appends a step and returns its flags as those of the axis x, from bit 1:
// 1 for a byte, 8 for a positive byte or none at all.
func step(to *[]byte, n int) byte {
	switch {
	case n == 0:
		return 8
	case n > 0 && n < 256:
		*to = append(*to, byte(n))
		return 1 | 8
	case n < 0 && n > -256:
		*to = append(*to, byte(-n))
		return 1
	}
	*to = append(*to, byte(n>>8), byte(n))
	return 0
}

// metric sets the width of the last glyph.
func (s *subsetter) metric(advance int) {
	s.tooBig = s.tooBig || advance < 0 || advance > math.MaxUint16
	binary.BigEndian.PutUint16(s.hmtx[len(s.hmtx)-4:], uint16(advance))
	s.widest = max(s.widest, advance)
}

// file puts the tables together.
func (s *subsetter) file(unitsPerEm, count int) []byte {
	if s.box.left > s.box.right {
		s.box = box{}
	}
	be := binary.BigEndian
	head := make([]byte, 54)
	be.PutUint32(head, 0x10000)
	be.PutUint32(head[12:], 0x5F0F3CF5) // the magic number of the format
	be.PutUint16(head[18:], uint16(unitsPerEm))
	hhea := make([]byte, 36)
	be.PutUint32(hhea, 0x10000)
	be.PutUint16(hhea[4:], uint16(int16(s.box.top)))
	be.PutUint16(hhea[6:], uint16(int16(s.box.bottom)))
	be.PutUint16(hhea[10:], uint16(s.widest))
	be.PutUint16(hhea[18:], 1) // an upright caret
	be.PutUint16(hhea[34:], uint16(count))
	maxp := make([]byte, 32)
	be.PutUint32(maxp, 0x10000)
	be.PutUint16(maxp[4:], uint16(count))
	be.PutUint16(maxp[6:], uint16(s.dots))
	be.PutUint16(maxp[8:], uint16(s.most))
	be.PutUint16(maxp[14:], 1) // zone
	for i, n := range []int{s.box.left, s.box.bottom, s.box.right, s.box.top} {
		be.PutUint16(head[36+2*i:], uint16(int16(n)))
	}
	be.PutUint16(head[46:], 3) // the smallest readable size, in pixels
	be.PutUint16(head[48:], 2) // direction: left to right
	be.PutUint16(head[50:], 1) // long offsets in loca
	var loca []byte
	for _, at := range s.loca {
		loca = be.AppendUint32(loca, at)
	}
	// Documents need no map from characters, nor names, but some readers want to find both.
	cmap := make([]byte, 28)
	be.PutUint16(cmap[2:], 1)  // one map
	be.PutUint16(cmap[4:], 3)  // of Windows
	be.PutUint16(cmap[6:], 10) // of all Unicode
	be.PutUint32(cmap[8:], 12) // here
	be.PutUint16(cmap[12:], 12)
	be.PutUint32(cmap[16:], 16) // its length: no groups
	post := make([]byte, 32)
	be.PutUint32(post, 0x30000) // no names
	return fontFile([]fontTable{{"cmap", cmap}, {"glyf", s.glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", s.hmtx}, {"loca", loca}, {"maxp", maxp}, {"post", post}})
}

type fontTable struct {
	tag  string
	data []byte
}

// fontFile writes tables, in the order of their tags, as a font file.
func fontFile(tables []fontTable) []byte {
	be := binary.BigEndian
	n := len(tables)
	power := bits.Len(uint(n)) - 1
	file := be.AppendUint32(nil, 0x10000)
	for _, v := range []int{n, 16 << power, power, 16*n - 16<<power} {
		file = be.AppendUint16(file, uint16(v))
	}
	offset := 12 + 16*n
	head := 0
	for _, t := range tables {
		if t.tag == "head" {
			head = offset
		}
		file = append(file, t.tag...)
		file = be.AppendUint32(file, tableSum(t.data))
		file = be.AppendUint32(file, uint32(offset))
		file = be.AppendUint32(file, uint32(len(t.data)))
		offset += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		file = append(file, t.data...)
		for len(file)%4 != 0 {
			file = append(file, 0)
		}
	}
	be.PutUint32(file[head+8:], 0xB1B0AFBA-tableSum(file))
	return file
}

// fileTable returns a table of a font file, none if it has none.
func fileTable(file []byte, tag string) []byte {
	be := binary.BigEndian
	for i := range int(be.Uint16(file[4:])) {
		entry := file[12+16*i:]
		if string(entry[:4]) == tag {
			return file[be.Uint32(entry[8:]):][:be.Uint32(entry[12:])]
		}
	}
	return nil
}
