package papers

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
)

// A fact is a field with a caption.
type fact struct {
	caption word
	field
}

// facts draws a row of captions over what they are for, side by side.
func (p *paper) facts(list ...fact) {
	gap := mm(4)
	width := (p.room() - gap*(len(list)-1)) / len(list)
	y, end := p.y, p.y
	for i, f := range list {
		x := p.left() + i*(width+gap)
		below := p.under(x, y, p.set(width, style{most: caption, least: least, lines: 2}, field{"words", p.words(f.caption)}))
		below = p.under(x, below+tenths(8), p.set(width, style{most: strong, least: least, lines: 2, bold: true}, f.field))
		end = max(end, below)
	}
	p.y = end + mm(4)
}

// A party is one end of the shipment.
type party struct {
	caption word
	path    string
	carriers.Address
	// taxID is the caption of the party's number; without it, or without a
	// number, none is drawn.
	taxID word
}

// parties draws two boxes with addresses, side by side.
func (p *paper) parties(one, two party) {
	gap := mm(4)
	width := (p.room() - gap) / 2
	first, second := p.address(width, &one), p.address(width, &two)
	depth := max(first.depth(), second.depth()) + 2*mm(3)
	p.need(depth)
	for i, col := range []stack{first, second} {
		x := p.left() + i*(width+gap)
		p.draw(label.Box{X: x, Y: p.y, Width: width, Height: depth, Thick: thin})
		col.draw(p, x+mm(3), p.y+mm(3))
	}
	p.y += depth + mm(5)
}

// A stack is blocks under each other.
type stack []block

func (c stack) depth() int {
	depth := 0
	for i, b := range c {
		depth += b.depth() + lineGap(i)
	}
	return depth
}

func (c stack) draw(p *paper, x, y int) {
	for i, b := range c {
		y = p.under(x, y, b) + lineGap(i)
	}
}

// lineGap is the space under a block of a column, more of it under the caption.
func lineGap(i int) int {
	if i == 0 {
		return tenths(18)
	}
	return tenths(7)
}

// address sets a party's lines for a box.
func (p *paper) address(width int, a *party) stack {
	room := width - 2*mm(3)
	list := stack{p.set(room, style{most: caption, least: least, bold: true}, field{"words", p.words(a.caption)})}
	add := func(path, text string, bold bool) {
		if !blank(text) {
			list = append(list, p.set(room, style{most: strong, least: least, lines: 2, bold: bold}, field{a.path + path, text}))
		}
	}
	add(".name", a.Name, true)
	add(".company", a.Company, blank(a.Name))
	for i, line := range a.Street {
		add(fmt.Sprintf(".street[%d]", i), line, false)
	}
	place := []string{a.City, a.State, a.PostalCode}
	if blank(a.State) {
		place = []string{a.PostalCode, a.City}
	}
	add(".city", strings.Join(place, " "), false)
	add(".country", p.country(a.Country), true)
	if !blank(a.Phone) {
		add(".phone", p.words(wPhone)+" "+a.Phone, false)
	}
	if !blank(a.TaxID) && a.taxID != wNone {
		add(".tax_id", p.words(a.taxID)+" "+a.TaxID, false)
	}
	if tall := list.depth(); tall > mm(80) {
		p.bad.add(a.path+".street", "makes the address %s high, over the %s limit", inches(tall), inches(mm(80)))
	}
	return list
}

// country names a country in the paper's language and in capitals, with its
// code.
func (p *paper) country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	names := map[Language]*display.Dictionary{English: display.English, French: display.French, Polish: display.Polish}[p.language]
	if names == nil {
		return code
	}
	name := names.Regions().Name(region)
	if name == "" {
		return code
	}
	return strings.ToUpper(name) + " (" + code + ")"
}

// paragraph draws a text over the whole width.
func (p *paper) paragraph(st style, f field) {
	b := p.set(p.room(), st, f)
	p.need(b.depth())
	p.y = p.under(p.left(), p.y, b) + mm(3)
}

// signatures draws lines to sign on, side by side, with what is under each.
func (p *paper) signatures(captions ...word) {
	gap := mm(8)
	width := (p.room() - gap*(len(captions)-1)) / len(captions)
	p.need(mm(22))
	p.y += mm(14)
	end := p.y
	for i, c := range captions {
		x := p.left() + i*(width+gap)
		p.draw(label.Line{X: x, Y: p.y, Width: width, Height: thin})
		b := p.set(width, style{most: small, least: least, lines: 2}, field{"words", p.words(c)})
		end = max(end, p.under(x, p.y+mm(1), b))
	}
	p.y = end + mm(3)
}
