package label

import (
	"fmt"
	"strconv"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

const (
	// unitsPerEm is the grid that both fonts are drawn on.
	unitsPerEm = 2048

	// lastRune bounds the metrics: beyond it are only mathematics, arrows,
	// drawings and ligatures.
	lastRune = 0x21FF
)

// metrics has the width of each character that labels may hold, in font units.
// Zero means that it has none.
type metrics [lastRune + 1]uint16

// Reading both fonts takes about a millisecond, so only who draws text pays.
var (
	regular = sync.OnceValue(func() *metrics { return readMetrics(liberationsansregular.TTF) })
	bold    = sync.OnceValue(func() *metrics { return readMetrics(liberationsansbold.TTF) })
)

// plainScripts are those drawn letter by letter from left to right. The rest is
// shaped.
var plainScripts = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Common}

func readMetrics(ttf []byte) *metrics {
	m := new(metrics)
	f, err := sfnt.Parse(ttf)
	if err != nil || f.UnitsPerEm() != unitsPerEm {
		return m // an embedded file, which a test reads: then every character is refused
	}
	var buf sfnt.Buffer
	for r := rune(' '); r <= lastRune; r++ {
		glyph, err := f.GlyphIndex(&buf, r)
		if err != nil || glyph == 0 || !unicode.IsPrint(r) && r != '\u00A0' || !unicode.In(r, plainScripts...) {
			continue
		}
		if advance, err := f.GlyphAdvance(&buf, glyph, fixed.I(unitsPerEm), font.HintingNone); err == nil {
			m[r] = uint16(advance.Round())
		}
	}
	return m
}

func metricsOf(isBold bool) *metrics {
	if isBold {
		return bold()
	}
	return regular()
}

// units returns the width of text in font units, and whether it is plain: drawn
// letter by letter, from left to right, in Liberation Sans. Only then is the
// width right.
func units(text string, isBold bool) (int, bool) {
	m := metricsOf(isBold)
	n := 0
	for _, r := range text {
		if r > lastRune || m[r] == 0 {
			return 0, false
		}
		n += int(m[r])
	}
	return n, true
}

// dotsWide returns the width of plain text at a height, both in dots, rounded up.
func dotsWide(text string, isBold bool, height int) int {
	n, _ := units(text, isBold)
	return (n*height + unitsPerEm - 1) / unitsPerEm
}

// drawable says what is the first character that a text without Runs cannot
// have, counted from 1, and why. The text is in NFC.
func drawable(text string) error {
	m := regular() // a test sees to it that the bold font has the same characters
	n := 0
	for i, r := range text {
		if r > lastRune || m[r] == 0 {
			if own(r) {
				return fmt.Errorf("%q (%U) at character %d is written from right to left: a Text with it needs its Runs", string(r), r, n+1)
			}
			return refusedIn(text, i, n)
		}
		n++
	}
	return nil
}

// check says what is the first character that cannot be drawn, counted from 1,
// and why. The text is in NFC.
func (t lettering) check(text string) error {
	if _, plain := units(text, false); plain {
		return nil
	}
	runes := []rune(text)
	_, n := t.assign(runes, false)
	if n < 0 {
		return nil
	}
	return refusedIn(text, byteOf(text, n), n)
}

// byteOf returns where the n-th character is.
func byteOf(text string, n int) int {
	for i := range text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}

// refusedIn is the error for the character at byte i, the n-th from 0.
func refusedIn(text string, i, n int) error {
	r, size := utf8.DecodeRuneInString(text[i:])
	if r == utf8.RuneError && size == 1 {
		return fmt.Errorf("%s at character %d is not valid UTF-8", strconv.Quote(text[i:i+1]), n+1)
	}
	return refused(r, n)
}

// refused is the error for the n-th character from 0.
func refused(r rune, n int) error {
	return fmt.Errorf("%s (%U) at character %d %s", strconv.Quote(string(r)), r, n+1, whyNot(r))
}

func whyNot(r rune) string {
	switch {
	case unicode.Is(unicode.M, r):
		return "is a combining mark, which labels cannot place"
	case unicode.Is(unicode.C, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
		return "is not a printing character"
	}
	return "is not in the label's font"
}
