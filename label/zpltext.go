package label

import (
	"image"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// escaped appends data for ^FH: what the printer takes for the start of a
// command or of an escape, and control characters, as hexadecimal bytes.
func (z *zpl) escaped(s string) {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c == 0x7F || c == '^' || c == '~' || c == '\\' || c == '_':
			z.buf = append(z.buf, '_', digits[c>>4], digits[c&15])
		default:
			z.buf = append(z.buf, c)
		}
	}
}

// leastNative is the least height and width of the printer's font, in dots.
const leastNative = 10

// words has the printer set a text in its font 0, as wide as the layout has it.
// A text that it may not have the letters for is sent as a picture.
func (z *zpl) words(t Text) {
	if len(t.Runs) > 0 {
		z.shaped(t)
		return
	}
	if t.Text == "" {
		return
	}
	width := nativeWidth(&t)
	if width < leastNative || t.Height < leastNative {
		z.drawn(t)
		return
	}
	z.command("^FT", t.X, t.Y)
	z.command("^A0N,", t.Height, width)
	z.text("^FH^FD")
	z.escaped(t.Text)
	z.end()
}

// drawn sends a text as a picture, in the layout's font.
func (z *zpl) drawn(t Text) {
	p := z.paint()
	// Letters stay within this: no glyph of the font is farther from the
	// baseline or from where it starts.
	above, below, aside := t.Height*9/8, t.Height*3/8, t.Height/4
	p.reset(min(dotsWide(t.Text, t.Bold, t.Height), z.width)+2*aside, above+below)
	x, y := t.X-aside, t.Y-above
	p.text(Text{X: aside, Y: above, Height: t.Height, Bold: t.Bold, Text: t.Text})
	z.ink(x, y)
}

// shaped sends a text of glyphs as a picture, of what is on the paper.
func (z *zpl) shaped(t Text) {
	p := z.paint()
	area := p.reach(&t).Intersect(image.Rect(0, 0, z.width, z.height))
	p.reset(area.Dx(), area.Dy())
	t.X, t.Y = t.X-area.Min.X, t.Y-area.Min.Y
	p.runs(&t)
	z.ink(area.Min.X, area.Min.Y)
}

// paint returns the painter of letters, for which it waits until one is needed.
func (z *zpl) paint() *painter {
	if z.painter == nil {
		z.painter = painters.Get().(*painter)
	}
	return z.painter
}

// ink sends the black part of what was painted, whose top left corner is at x
// and y.
func (z *zpl) ink(x, y int) {
	p := z.painter
	left, top, right, bottom := p.ink()
	// A field cannot start off the paper.
	left, top = max(left, -x), max(top, -y)
	if left >= right || top >= bottom {
		return
	}
	cut := bitmap{}
	cut.reset(right-left, bottom-top)
	cut.stamp(-left, -top, &p.bitmap)
	z.picture(x+left, y+top, &cut)
}

// font0 is what is known of the printer's scalable font, CG Triumvirate Bold
// Condensed, which Agfa cut after Helvetica: the widths of Adobe's metrics for
// Helvetica Condensed Bold, in thousandths of the height. Zero is a character
// that a printer may lack.
var font0 = sync.OnceValue(func() *[nativeRunes]uint16 {
	ascii := [...]uint16{ // from the space
		250, 333, 333, 500, 500, 833, 667, 250, 333, 333, 500, 500, 333, 333, 333, 278,
		500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 500, 500, 500, 500,
		833, 556, 556, 556, 611, 500, 500, 611, 611, 278, 444, 556, 500, 778, 611, 611,
		556, 611, 611, 556, 500, 611, 556, 833, 556, 556, 500, 333, 250, 333, 500, 500,
		333, 500, 500, 444, 500, 500, 278, 500, 500, 278, 278, 444, 278, 778, 500, 500,
		500, 500, 333, 444, 278, 500, 444, 667, 444, 444, 389, 274, 250, 274, 500,
	}
	m := new([nativeRunes]uint16)
	copy(m[' ':], ascii[:])
	for r := rune(0xA0); r < nativeRunes; r++ {
		if r == 0xAD || r > 0xFF && !strings.ContainsRune(nativeLetters, r) {
			continue
		}
		m[r] = 611 // no letter of Latin-1 without a base is wider but Æ and Œ
		if base := norm.NFD.String(string(r))[0]; base < 0x7F {
			m[r] = m[base]
		}
	}
	for r, width := range map[rune]uint16{0xA0: 250, 'Æ': 778, 'Œ': 833, '©': 833, '®': 833, '½': 750, '¼': 750, '¾': 750} {
		m[r] = width
	}
	return m
})

// nativeLetters are those after Latin-1 that printers have: of Polish, Czech,
// Slovak and Hungarian, French and Turkish.
const nativeLetters = "ĄąĆćČčĎďĘęĚěıŁłŃńŇňŐőŒœŘřŚśŞşŠšŤťŮůŸŹźŻżŽž"

const nativeRunes = 0x180

// nativeWidth returns the width to ask the printer's font for, in dots, so that
// a text takes no more than the layout has. It is 0 for a text that the font may
// lack a character of.
func nativeWidth(t *Text) int {
	m := font0()
	thousandths := 0
	for _, r := range t.Text {
		if r >= nativeRunes || m[r] == 0 {
			return 0
		}
		thousandths += int(m[r])
	}
	width := min(t.Width, maxDots)
	if width <= 0 {
		width = dotsWide(t.Text, t.Bold, t.Height)
	}
	// A little less, as a printer's own font may be that much wider.
	return width * 960 / thousandths
}
