package label

import (
	"encoding/binary"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// A subset is the characters of a font that a document has. They are numbered
// from 1 as they come, so that the tables of the embedded font have a row for
// each of them and for nothing else.
type subset struct {
	bold  bool
	codes [lastRune + 1]uint16 // by character; 0 if it has none yet
	runes []rune               // by code, from 1
}

// code returns the number of a character in the document.
func (s *subset) code(r rune) uint16 {
	if s.codes[r] == 0 {
		s.runes = append(s.runes, r)
		s.codes[r] = uint16(len(s.runes))
	}
	return s.codes[r]
}

// Flags of a part of a composite glyph.
const (
	partWords        = 1 << 0 // its place is two words, not two bytes
	partScale        = 1 << 3
	partMore         = 1 << 5 // another one follows
	partScales       = 1 << 6
	partMatrix       = 1 << 7
	partInstructions = 1 << 8
)

// A trueType is a font file being made from glyphs of a face.
type trueType struct {
	face   *face
	olds   []uint16 // glyphs of the face, by their place in the new font
	glyf   []byte
	starts []int // of each glyph in glyf, and the end of the last
}

// file returns a TrueType font of the characters. It has no hints, which a
// printer's resolution does not need, and no tables but those that a PDF reads.
func (s *subset) file() []byte {
	t := trueType{face: faceOf(s.bold), olds: make([]uint16, 1, len(s.runes)+8), glyf: make([]byte, 0, 96*len(s.runes))}
	var buf sfnt.Buffer
	for _, r := range s.runes {
		t.olds = append(t.olds, t.face.glyph(&buf, r))
	}
	t.starts = append(t.starts, 0, 0) // glyph 0 stands for what the font lacks: a blank
	for i := 1; i < len(t.olds); i++ {
		t.add(t.face.outlineOf(t.olds[i])) // which may lengthen olds
	}
	return t.assemble()
}

// add copies a glyph without its instructions.
func (t *trueType) add(glyph []byte) {
	if len(glyph) >= 10 {
		contours := int(int16(binary.BigEndian.Uint16(glyph)))
		if contours < 0 {
			t.addComposite(glyph)
		} else {
			ends := 10 + 2*contours
			instructions := int(binary.BigEndian.Uint16(glyph[ends:]))
			t.glyf = append(t.glyf, glyph[:ends]...)
			t.glyf = append(t.glyf, 0, 0)
			t.glyf = append(t.glyf, glyph[ends+2+instructions:]...)
		}
	}
	for len(t.glyf)%4 != 0 {
		t.glyf = append(t.glyf, 0)
	}
	t.starts = append(t.starts, len(t.glyf))
}

// addComposite copies a glyph made of others, under their new numbers.
func (t *trueType) addComposite(glyph []byte) {
	t.glyf = append(t.glyf, glyph[:10]...)
	for part := glyph[10:]; ; {
		flags := binary.BigEndian.Uint16(part)
		length := 6
		if flags&partWords != 0 {
			length += 2
		}
		switch {
		case flags&partScale != 0:
			length += 2
		case flags&partScales != 0:
			length += 4
		case flags&partMatrix != 0:
			length += 8
		}
		t.glyf = binary.BigEndian.AppendUint16(t.glyf, flags&^partInstructions)
		t.glyf = binary.BigEndian.AppendUint16(t.glyf, t.renumber(binary.BigEndian.Uint16(part[2:])))
		t.glyf = append(t.glyf, part[4:length]...)
		part = part[length:]
		if flags&partMore == 0 {
			return
		}
	}
}

// renumber returns the place of a glyph of the face in the new font, the last
// if it is not there yet.
func (t *trueType) renumber(old uint16) uint16 {
	i := slices.Index(t.olds[1:], old)
	if i >= 0 {
		return uint16(i + 1)
	}
	t.olds = append(t.olds, old)
	return uint16(len(t.olds) - 1)
}

// assemble puts the tables into a file.
func (t *trueType) assemble() []byte {
	var zeros [12]byte
	glyphs := len(t.olds)
	head := slices.Clone(t.face.head[:54])
	copy(head[8:], zeros[:4]) // the sum of the whole file, which the end fills in
	long := len(t.glyf) > 2*0xFFFF
	loca := make([]byte, 0, 4*len(t.starts))
	for _, start := range t.starts {
		if long {
			loca = binary.BigEndian.AppendUint32(loca, uint32(start))
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(start/2))
		}
	}
	head[50], head[51] = 0, byte(bit(long))
	hhea := slices.Clone(t.face.hhea[:36])
	binary.BigEndian.PutUint16(hhea[34:], uint16(glyphs))
	maxp := slices.Clone(t.face.maxp[:32])
	binary.BigEndian.PutUint16(maxp[4:], uint16(glyphs))
	copy(maxp[16:], zeros[:12]) // nothing is left of the instructions and what they use
	hmtx := make([]byte, 0, 4*glyphs)
	for _, old := range t.olds {
		m := t.face.metricsOf(old)
		hmtx = append(hmtx, m[:]...)
	}
	return fontFile([]fontTable{{"glyf", t.glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// tableSum adds up a table's words, the last one filled up with zeros.
func tableSum(data []byte) uint32 {
	sum := uint32(0)
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}
