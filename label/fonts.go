package label

import (
	"fmt"
	"strconv"
	"sync"
	"unicode"

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

// plainScripts are those drawn letter by letter from left to right, which is
// all that the writers can do.
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

// units returns the width of text in font units. Text that drawable refuses has
// no right width.
func units(text string, isBold bool) int {
	m := metricsOf(isBold)
	n := 0
	for _, r := range text {
		if r <= lastRune {
			n += int(m[r])
		}
	}
	return n
}

// dotsWide returns the width of text at a height, both in dots, rounded up.
func dotsWide(text string, isBold bool, height int) int {
	return (units(text, isBold)*height + unitsPerEm - 1) / unitsPerEm
}

// drawable says what is the first character that a label cannot draw, counted
// from 1, and why. The text is in NFC.
func drawable(text string) error {
	m := regular() // a test sees to it that the bold font has the same characters
	n := 0
	for i, r := range text {
		n++
		if r <= lastRune && m[r] != 0 {
			continue
		}
		if r == unicode.ReplacementChar && text[i] != 0xEF {
			return fmt.Errorf("%s at character %d is not valid UTF-8", strconv.Quote(text[i:i+1]), n)
		}
		return fmt.Errorf("%s (%U) at character %d %s", strconv.Quote(string(r)), r, n, whyNot(r))
	}
	return nil
}

func whyNot(r rune) string {
	switch {
	case unicode.Is(unicode.M, r):
		return "is a combining mark, which labels cannot place"
	case unicode.Is(unicode.C, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
		return "is not a printing character"
	case unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko):
		return "is written from right to left, which labels cannot do"
	}
	return "is not in the label's font"
}
