package label

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// font writes the embedded characters of a font and returns the number of its
// object. Codes are two bytes, the character's place in the embedded file, and
// a table tells readers which character each is, so that text can be found and
// copied.
func (f *pdfFile) font(s *subset) int {
	of := faceOf(s.bold)
	file := s.file()
	name := s.tag() + "+" + of.name
	embedded, descriptor, descendant, unicode, object := f.object(), f.object(), f.object(), f.object(), f.object()
	f.stream(embedded, fmt.Sprint("/Length1 ", len(file)), file)

	f.begin(descriptor)
	f.textf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>",
		name, thousandths(of.head[36:]), thousandths(of.head[38:]), thousandths(of.head[40:]), thousandths(of.head[42:]),
		thousandths(of.hhea[4:]), thousandths(of.hhea[6:]), 1409*1000/unitsPerEm, of.stem, embedded)
	f.end()

	f.begin(descendant)
	f.textf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/W[1[", name, descriptor)
	m := metricsOf(s.bold)
	for i, r := range s.runes {
		if i > 0 {
			f.text(" ")
		}
		f.buf = appendNumber(f.buf, float64(m[r])*1000/unitsPerEm, 2)
	}
	f.text("]]>>")
	f.end()

	f.stream(unicode, "", s.toUnicode())
	f.begin(object)
	f.textf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, unicode)
	f.end()
	return object
}

// thousandths returns a signed word of font units in thousandths of the height.
func thousandths(word []byte) int {
	return int(int16(binary.BigEndian.Uint16(word))) * 1000 / unitsPerEm
}

// tag is the six letters that tell one subset of a font from another.
func (s *subset) tag() string {
	sum := sha256.Sum256([]byte(string(s.runes)))
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag[:])
}

// toUnicode writes the table from codes to characters, in UTF-16. A section of
// it has at most 100 lines.
func (s *subset) toUnicode() []byte {
	b := []byte("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for from := 0; from < len(s.runes); from += 100 {
		part := s.runes[from:min(from+100, len(s.runes))]
		b = fmt.Appendf(b, "%d beginbfchar\n", len(part))
		for i, r := range part {
			b = fmt.Appendf(b, "<%04X><%04X>\n", from+i+1, r) // a label has no character above U+FFFF
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"...)
}
