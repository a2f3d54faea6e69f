package papers

import (
	"fmt"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

// dpi is what papers are laid out for: office printers have it or a multiple.
const dpi = 300

// dots returns a length in whole dots, to the nearest.
func dots(l dimweight.Length) int { return int((l*dpi + dimweight.Inch/2) / dimweight.Inch) }

func mm(n int) int { return dots(dimweight.Length(n) * dimweight.Millimetre) }

// tenths returns tenths of a millimetre in dots.
func tenths(n int) int { return dots(dimweight.Length(n) * dimweight.Millimetre / 10) }

// points returns halves of a point, of which an inch has 72, in whole dots, at
// least: a least height is kept.
func points(halves int) int { return (halves*dpi + 143) / 144 }

// Sizes of text, in half points. No text is set smaller than least.
const (
	least   = 12
	caption = 13
	small   = 15
	body    = 18
	strong  = 20
	large   = 34
)

// Strengths of rules, in dots.
const (
	hairline = 1
	thin     = 2
	thick    = 6
)

// A paper is filled from the top, page by page.
type paper struct {
	bad                   *problems
	say                   *words
	language              Language
	date                  carriers.Date
	width, height, margin int

	pages [][]label.Element
	y     int // where the next block starts

	// title and code head every page; subject, such as the order's number, is at
	// its foot.
	title, code string
	subject     field
}

func (p *paper) left() int   { return p.margin }
func (p *paper) right() int  { return p.width - p.margin }
func (p *paper) room() int   { return p.right() - p.left() }
func (p *paper) bottom() int { return p.height - p.margin - mm(6) }

// draw adds elements to the page in hand.
func (p *paper) draw(elements ...label.Element) {
	last := len(p.pages) - 1
	p.pages[last] = append(p.pages[last], elements...)
}

func (p *paper) rule(y, strength int) {
	p.draw(label.Line{X: p.left(), Y: y, Width: p.room(), Height: strength})
}

// newPage starts a page with the title, large on the first.
func (p *paper) newPage() {
	p.pages = append(p.pages, nil)
	size := large
	if len(p.pages) > 1 {
		size = strong
	}
	code := p.set(p.room()/2, style{most: size, least: least, bold: true}, field{"carrier", p.code})
	title := p.set(p.room()-code.width()-mm(4), style{most: size, least: least, bold: true}, field{"words", p.title})
	p.y = p.margin + capitals(points(size))
	p.put(p.left(), p.y, title)
	p.put(p.right()-code.width(), p.y, code)
	p.y += mm(3)
	p.rule(p.y, thick)
	p.y += thick + mm(4)
}

// need starts a page unless so many dots are left on the one in hand.
func (p *paper) need(height int) {
	if p.y+height > p.bottom() {
		p.newPage()
	}
}

// finish numbers the pages and returns them, or every problem.
func (p *paper) finish() []label.Label {
	labels := make([]label.Label, len(p.pages))
	y := p.height - p.margin
	for i := range p.pages {
		number := p.set(p.room()/3, style{most: small}, field{"words", p.words(wPage, i+1, len(p.pages))})
		subject := p.set(p.room()*3/5, style{most: small, least: least}, p.subject)
		foot := []label.Element{label.Line{X: p.left(), Y: y - mm(5), Width: p.room(), Height: hairline}}
		foot = append(foot, subject.at(p.left(), y)...)
		foot = append(foot, number.at(p.right()-number.width(), y)...)
		labels[i] = label.Label{Width: p.width, Height: p.height, DPI: dpi, Date: p.date, Elements: append(p.pages[i], foot...)}
	}
	return labels
}

// words returns a phrase in the paper's language.
func (p *paper) words(w word, args ...any) string {
	if len(args) == 0 {
		return p.say[w]
	}
	return fmt.Sprintf(p.say[w], args...)
}

// together returns the pages of several papers, or every problem of all.
func together(bad *problems, papers []*paper) ([]label.Label, error) {
	var pages []label.Label
	for _, p := range papers {
		pages = append(pages, p.finish()...)
	}
	if bad.list != nil {
		return nil, bad.list
	}
	return pages, nil
}
