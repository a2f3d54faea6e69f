package orders

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// trim cuts blanks off both ends. Most texts have none, as the first look tells.
func trim(s string) string {
	if bare(s) {
		return s
	}
	return trimBlanks(s)
}

// bare reports whether a text has no blanks around it for sure.
func bare(s string) bool {
	n := len(s)
	return n == 0 || s[0]-'!' <= '~'-'!' && s[n-1]-'!' <= '~'-'!'
}

func trimBlanks(s string) string {
	for len(s) > 0 && s[0] <= ' ' && isSpace(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && s[len(s)-1] <= ' ' && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if len(s) > 0 && (s[0] >= utf8.RuneSelf || s[len(s)-1] >= utf8.RuneSelf) {
		return strings.TrimSpace(s) // a no-break space
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// trimID is trim, and cuts off the apostrophe by which spreadsheets and some
// exports mark digits as text.
func trimID(s string) string {
	s = trim(s)
	if len(s) > 1 && s[0] == '\'' {
		return trim(s[1:])
	}
	return s
}

// unmarked is trimID for a cell of a chunk, which has no blanks around it.
func unmarked(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' {
		return trim(cell[1:])
	}
	return cell
}

// show is a value for a message, cut where it is long.
func show(s string) string {
	s = trim(s)
	if len(s) <= 100 {
		return s
	}
	end := 97
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// cutByte is strings.Cut at one byte.
func cutByte(s string, sep byte) (before, after string, found bool) {
	if i := strings.IndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// textOf is what a row tells of a field, checked as text.
func (c *Chunk) textOf(at place) string {
	if c.format.at[at.field] < 0 {
		return ""
	}
	return c.textIn(at)
}

func (c *Chunk) textIn(at place) string { return c.clean(c.cell(at.row-at.first, at.field), at) }

// clean notes what no label can print, and returns the text.
func (c *Chunk) clean(v string, at place) string {
	if !c.sound {
		c.text1(v, at)
	}
	return v
}

// text1 notes what is wrong with a text on one line.
func (c *Chunk) text1(v string, at place) {
	if reason, hint := textProblem(v); reason != "" {
		c.note(at, BadText, hint, "%s", reason)
	}
}

// lineText is textOf for a text that may have several lines.
func (c *Chunk) lineText(at place) string {
	v := c.cell(at.row-at.first, at.field)
	if v == "" || c.sound {
		return v
	}
	v = strings.ReplaceAll(v, "\r\n", "\n")
	c.text1(strings.ReplaceAll(v, "\n", " "), at)
	return v
}

// textProblem says what is wrong with a text; it is empty for one that is fine.
func textProblem(s string) (reason, hint string) {
	at := unsound(s)
	if at < 0 {
		return "", ""
	}
	r, size := utf8.DecodeRuneInString(s[at:])
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("not valid UTF-8 at byte %d", at), "save the file as CSV UTF-8"
	case r == '\n' || r == '\r':
		return fmt.Sprintf("a line break at byte %d", at), "only an address line and a gift message may have one"
	case unicode.IsControl(r):
		return fmt.Sprintf("the control character %U at byte %d", r, at), "delete it"
	}
	return fmt.Sprintf("the character %U at byte %d turns the direction of text", r, at), "delete it: it cannot be seen"
}

// unsound returns where the first character of a text is that is not valid UTF-8, a
// control character or one that turns the direction of text; -1 for none.
func unsound(s string) int {
	for i := 0; i < len(s); {
		if i+8 <= len(s) && printable(word(s[i:i+8])) {
			i += 8
			continue
		}
		for end := min(i+8, len(s)); i < end; {
			if s[i]-' ' <= '~'-' ' {
				i++
				continue
			}
			size := soundRune(s[i:])
			if size == 0 {
				return i
			}
			i += size
		}
	}
	return -1
}

// soundRune is the size of the character that a text begins with; 0 for what is unsound.
func soundRune(s string) int {
	if len(s) > 1 && s[0] >= 0xC3 && s[0] <= 0xDF && s[1]&0xC0 == 0x80 {
		return 2 // U+00C0 to U+07FF: nearly every letter of Europe
	}
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 || unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
		return 0
	}
	return size
}

// hasWord reports whether a text has a word with no letter or digit on either
// side of it.
func hasWord(s, word string) bool {
	for {
		at := strings.Index(s, word)
		if at < 0 {
			return false
		}
		end := at + len(word)
		if (at == 0 || !isAlnum(s[at-1])) && (end == len(s) || !isAlnum(s[end])) {
			return true
		}
		s = s[at+1:]
	}
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf
}
