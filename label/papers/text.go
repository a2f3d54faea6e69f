package papers

import (
	"strings"

	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

// A field is a text with the path to blame for it.
type field struct{ path, text string }

// A style says how a field is set.
type style struct {
	most  int // the size in half points
	least int // down to which it is made smaller to fit; zero means most
	lines int // at most; zero means one
	bold  bool
}

// A block is lines of one height, each with its width and text; they have no
// place yet.
type block struct {
	height int // of the text, in dots
	lines  []label.Text
}

// pitch is the distance of baselines.
func (b block) pitch() int { return b.height * 120 / 100 }

// depth is from the top of the first line's capitals to the foot of the last
// line's letters.
func (b block) depth() int {
	if len(b.lines) == 0 {
		return 0
	}
	return capitals(b.height) + (len(b.lines)-1)*b.pitch() + foot(b.height)
}

// capitals is how high capitals are, and foot how far letters reach below the
// line: 1409 and 434 units of 2048 in Liberation Sans.
func capitals(height int) int { return (height*1409 + 2047) / 2048 }
func foot(height int) int     { return (height*434 + 2047) / 2048 }

func (b block) width() int {
	width := 0
	for _, l := range b.lines {
		width = max(width, l.Width)
	}
	return width
}

// at places the lines, the first one's baseline at y.
func (b block) at(x, y int) []label.Element {
	elements := make([]label.Element, 0, len(b.lines))
	for i, l := range b.lines {
		l.X, l.Y = x, y+i*b.pitch()
		if l.Text != "" {
			elements = append(elements, l)
		}
	}
	return elements
}

// put draws a block whose first baseline is at y.
func (p *paper) put(x, y int, b block) { p.draw(b.at(x, y)...) }

// under draws a block whose capitals start at y, and returns where it ends.
func (p *paper) under(x, y int, b block) int {
	if len(b.lines) > 0 {
		p.put(x, y+capitals(b.height), b)
	}
	return y + b.depth()
}

// maxText is the longest text of a field, in bytes, as in a shipment.
const maxText = 1000

// set wraps a text into so many dots, at the greatest size at which it has no
// more lines than its style allows, and reports one that does not fit.
func (p *paper) set(room int, st style, f field) block {
	if st.least == 0 {
		st.least = st.most
	}
	if len(f.text) > maxText {
		p.bad.add(f.path, "%d bytes are over the %d limit", len(f.text), maxText)
		return block{height: points(st.most)}
	}
	whole, err := label.Text{Height: points(st.most), Bold: st.bold, Text: f.text}.Shape()
	if err != nil {
		p.bad.add(f.path, "%v", err)
		return block{height: points(st.most)}
	}
	if whole.Text == "" {
		return block{height: whole.Height}
	}
	if whole.Width <= room {
		return block{whole.Height, []label.Text{whole}}
	}
	var b block
	words := strings.Fields(whole.Text)
	for size := st.most; size >= st.least; size-- {
		b = wrap(room, words, label.Text{Height: points(size), Bold: st.bold})
		if b.width() <= room && len(b.lines) <= max(st.lines, 1) {
			return b
		}
	}
	if wide := b.width(); wide > room {
		p.bad.add(f.path, "has a word of %s at %d points, over the %s limit", inches(wide), st.least/2, inches(room))
	} else {
		p.bad.add(f.path, "needs %d lines at %d points, over the %d that fit", len(b.lines), st.least/2, max(st.lines, 1))
	}
	return block{height: b.height}
}

// wrap fills lines with words. A word that is wider than a line is broken after
// hyphens, slashes and underscores, as long order numbers have them; what is
// still wider has a line of its own.
func wrap(room int, words []string, like label.Text) block {
	b := block{height: like.Height}
	for _, w := range words {
		pieces := []string{w}
		if measured(like, w).Width > room {
			pieces = breakable(w)
		}
		for i, piece := range pieces {
			if n := len(b.lines); n > 0 {
				space := " "
				if i > 0 {
					space = ""
				}
				if longer := measured(like, b.lines[n-1].Text+space+piece); longer.Width <= room {
					b.lines[n-1] = longer
					continue
				}
			}
			b.lines = append(b.lines, measured(like, piece))
		}
	}
	return b
}

// breakable cuts a word where it may be broken.
func breakable(word string) []string {
	var pieces []string
	for {
		i := strings.IndexAny(word, "-/_")
		if i < 0 || i == len(word)-1 {
			return append(pieces, word)
		}
		pieces, word = append(pieces, word[:i+1]), word[i+1:]
	}
}

// measured is for text that is known to be drawable.
func measured(like label.Text, text string) label.Text {
	like.Text = text
	t, _ := like.Shape()
	return t
}

// inches prints a number of dots, for an error.
func inches(n int) string {
	return (dimweight.Length(n) * dimweight.Inch / dpi).In(dimweight.Inch)
}
