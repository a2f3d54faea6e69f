package label

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// asciiLetters are the letters that are not a letter of ASCII with a mark.
var asciiLetters = map[rune]string{
	'Ł': "L", 'ł': "L", 'Ø': "O", 'ø': "O", 'Đ': "D", 'đ': "D", 'ß': "SS", 'ẞ': "SS", 'Æ': "AE", 'æ': "AE", 'Œ': "OE", 'œ': "OE",
	'Þ': "TH", 'þ': "TH", 'Ð': "D", 'ð': "D", 'ı': "I", '’': "'", '–': "-", '—': "-",
}

// ascii spells a text in ASCII capitals, for symbols that machines sort by. What has
// no spelling here is left out.
func ascii(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		if ' ' <= r && r <= '~' {
			b.WriteRune(unicode.ToUpper(r))
		} else {
			b.WriteString(asciiLetters[r])
		}
	}
	return strings.TrimSpace(b.String())
}

// cut returns at most n characters of ASCII text.
func cut(text string, n int) string {
	return strings.TrimSpace(text[:min(n, len(text))])
}
