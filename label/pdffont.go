package label

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// An embedding is a font with few glyphs, as a document has it. Codes are two
// bytes, the glyph's place in the file.
type embedding struct {
	name    string // with the tag of a subset
	file    []byte // TrueType
	traits  string // the entries of its descriptor beside the name and the file
	widths  []byte // by code, from 1
	unicode []byte // what each code reads, so that text can be found and copied
}

// embed writes a font and returns the number of its object.
func (f *pdfFile) embed(e embedding) int {
	embedded, descriptor, descendant, unicode, object := f.object(), f.object(), f.object(), f.object(), f.object()
	f.stream(embedded, fmt.Sprint("/Length1 ", len(e.file)), e.file)

	f.begin(descriptor)
	f.textf("<</Type/FontDescriptor/FontName/%s/Flags 4%s/FontFile2 %d 0 R>>", e.name, e.traits, embedded)
	f.end()

	f.begin(descendant)
	f.textf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/W[1[%s]]>>", e.name, descriptor, e.widths)
	f.end()

	f.stream(unicode, "", e.unicode)
	f.begin(object)
	f.textf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", e.name, descendant, unicode)
	f.end()
	return object
}

// embedding is what a document needs to know of these characters.
func (s *subset) embedding() embedding {
	of := faceOf(s.bold)
	texts := make([]string, len(s.runes))
	e := embedding{
		name: s.tag() + "+" + of.name,
		file: s.file(),
		traits: fmt.Sprintf("/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d",
			thousandths(of.head[36:]), thousandths(of.head[38:]), thousandths(of.head[40:]), thousandths(of.head[42:]),
			thousandths(of.hhea[4:]), thousandths(of.hhea[6:]), 1409*1000/unitsPerEm, of.stem),
	}
	m := metricsOf(s.bold)
	for i, r := range s.runes {
		if i > 0 {
			e.widths = append(e.widths, ' ')
		}
		e.widths = appendNumber(e.widths, float64(m[r])*1000/unitsPerEm, 2)
		texts[i] = string(r)
	}
	e.unicode = toUnicode(texts)
	return e
}

// thousandths returns a signed word of font units in thousandths of the height.
func thousandths(word []byte) int {
	return int(int16(binary.BigEndian.Uint16(word))) * 1000 / unitsPerEm
}

// tag is the six letters that tell one subset of a font from another.
func (s *subset) tag() string { return tagOf(sha256.Sum256([]byte(string(s.runes)))) }

func tagOf(sum [sha256.Size]byte) string {
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag[:])
}

// longestUnicode is how many bytes a code may read, of which two are most often
// one letter: a string has at most 512 there.
const longestUnicode = 256

// toUnicode writes the table from codes, counted from 1, to what they read, in
// UTF-16. Those that read nothing are left out. A section of it has at most 100
// lines.
func toUnicode(texts []string) []byte {
	b := []byte("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for i := 0; i < len(texts); {
		var lines []byte
		n := 0
		for ; i < len(texts) && n < 100; i++ {
			if texts[i] != "" {
				lines = fmt.Appendf(lines, "<%04X><", i+1)
				lines = append(appendUTF16(lines, texts[i]), ">\n"...)
				n++
			}
		}
		if n > 0 {
			b = fmt.Appendf(b, "%d beginbfchar\n", n)
			b = append(append(b, lines...), "endbfchar\n"...)
		}
	}
	return append(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"...)
}
