package label

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrap sets lines, and parts those that are too wide at the least height and may
// go on in the next.
func (h *house) wrap(s space, lines []line) []line {
	height := h.points(s.least)
	for i := 0; i < len(lines); i++ {
		h.set(&lines[i])
		if l := &lines[i]; l.wraps && l.units*height > s.width*unitsPerEm {
			pieces := h.pieces(*l, s.width*unitsPerEm/height)
			lines = slices.Replace(lines, i, i+1, pieces...)
			i += len(pieces) - 1
		}
	}
	return lines
}

// pieces parts a line so that each part has at most so many units, as far as
// there are places to part it.
func (h *house) pieces(l line, most int) []line {
	var list []line
	piece := func(from, to int) line {
		p := line{path: l.path, text: strings.TrimSpace(l.text[from:to]), bold: l.bold, language: l.language}
		h.set(&p)
		return p
	}
	start := 0
	ends := append(breaks(l.text), len(l.text))
	for i, end := range ends {
		if i+1 < len(ends) && piece(start, ends[i+1]).units <= most {
			continue
		}
		list = append(list, piece(start, end))
		start = end
	}
	return list
}

// breaks returns where, in bytes, a new line may start: after a space, and
// between Chinese and Japanese characters but for those that must stay with
// their neighbour.
func breaks(text string) []int {
	var list []int
	before := rune(-1)
	for i, r := range text {
		switch {
		case before == ' ' && r != ' ':
			list = append(list, i)
		case i > 0 && (ideograph(before) || ideograph(r)) && wide(before) && wide(r) && !strings.ContainsRune(notFirst, r) && !strings.ContainsRune(notLast, before):
			list = append(list, i)
		}
		before = r
	}
	return list
}

// What a line of Chinese or Japanese must not start or end with: JIS X 4051.
const (
	notFirst = "、。，．・：；？！）」』】〕〉》］｝ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
	notLast  = "（「『【〔〈《［｛〒"
)

func ideograph(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// wide says whether a character belongs to Chinese or Japanese text: neither
// Latin nor a space stands in it.
func wide(r rune) bool {
	return r != utf8.RuneError && (ideograph(r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == 'ー')
}
