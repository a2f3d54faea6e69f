package papers

import (
	"fmt"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

// SizeCN22 is that of a CN22 as most posts print it. Print it on a label, or on sheets through
// label.Sheet, of which four places take one each.
var SizeCN22 = label.Size{Width: 74 * dimweight.Millimetre, Height: 105 * dimweight.Millimetre}

// heaviestCN22 is the most that a small packet of the letter post weighs; what
// is heavier goes as a parcel, with a CN23.
const heaviestCN22 = 2 * dimweight.Kilogram

// CN22 lays out the small postal customs declaration for each parcel, in their
// order, with the contents of the UPU's form CN22; see the package for what it
// is not. It is of SizeCN22, whatever the Format's size.
//
// A CN22 is for contents worth up to 300 special drawing rights (SDR). Limit is
// these 300 SDR in the currency of the items, at the rate of the day: the
// library knows no exchange rates.
//
// The error is a carriers.Invalid with every problem: those of [Format.CN23],
// and a parcel that is worth more than the limit, weighs more than 2 kg or has
// more items than the form has room for, each of which needs a CN23.
func (f Format) CN22(s carriers.Shipment, limit carriers.Money) ([]label.Label, error) {
	var bad problems
	if !f.ready(&bad, &s) {
		return nil, bad.list
	}
	g := bad.goods(&s, nil)
	if _, ok := limit.Currency.Digits(); !ok || limit.Minor <= 0 {
		bad.add("limit", "%v is not an amount: give 300 SDR in the currency of the items", limit)
	} else if g.currency != "" && limit.Currency != g.currency {
		bad.add("limit", "%v is in another currency than the items, which are in %s", limit, g.currency)
	}
	forms := make([]label.Label, len(g.parcels))
	for i := range g.parcels {
		l := &g.parcels[i]
		if l.total.Currency == limit.Currency && l.total.Minor > limit.Minor {
			bad.add(l.path+".items", "are worth %v, over the %v limit of a CN22: use a CN23", l.total, limit)
		}
		if l.weight > heaviestCN22 {
			bad.add(l.path+".weight", "%s is over the %s limit of a CN22: use a CN23", l.weight.In(dimweight.Kilogram), heaviestCN22.In(dimweight.Kilogram))
		}
		p := f.start(&bad, carriers.DateOf(s.Ready))
		p.width, p.height, p.margin = dots(SizeCN22.Width), dots(SizeCN22.Height), mm(3)
		p.pages = [][]label.Element{nil}
		p.cn22(&s, l)
		forms[i] = label.Label{Width: p.width, Height: p.height, DPI: dpi, Date: p.date, Elements: p.pages[0]}
	}
	if bad.list != nil {
		return nil, bad.list
	}
	return forms, nil
}

// cn22 draws the form from the top, what is signed at the bottom, and the items
// between.
func (p *paper) cn22(s *carriers.Shipment, l *load) {
	p.draw(label.Box{X: tenths(10), Y: tenths(10), Width: p.width - tenths(20), Height: p.height - tenths(20), Thick: thin})
	code := p.set(mm(16), style{most: 26, bold: true}, field{"words", "CN22"})
	p.under(p.right()-code.width(), p.margin, code)
	p.y = p.under(p.left(), p.margin, p.set(p.room()-mm(18), style{most: 20, least: least, bold: true}, field{"words", p.words(wCustomsDeclaration)}))
	p.y = p.under(p.left(), p.y+tenths(5), p.set(p.room()-mm(18), style{most: small, least: least}, field{"words", p.words(wMayBeOpened)})) + tenths(12)
	p.rule(p.y, thin)
	p.y += tenths(15)
	width := p.room() / 2
	for i, reason := range carriers.Reasons() {
		p.category(p.left()+i%2*width, p.y+i/2*tenths(45), width, mark{reason, reason == s.Customs.Reason, small})
	}
	p.y += 3 * tenths(45)
	if !blank(s.Customs.Explanation) {
		p.y = p.under(p.left(), p.y, p.set(p.room(), style{most: small, least: least, lines: 2}, field{"customs.explanation", s.Customs.Explanation})) + tenths(12)
	}
	signed := p.height - p.margin - mm(29)
	p.contents(l, signed)
	p.y = signed
	p.rule(p.y, thin)
	t := p.columns22(l)
	t.y += thin
	t.total(field{"words", p.words(wTotal22)}, field{l.path + ".weight", kilograms(l.gross)}, field{l.path + ".items", l.total.Amount()})
	p.y += mm(1)
	p.y = p.under(p.left(), p.y, p.set(p.room(), style{most: least, lines: 6}, field{"words", p.words(wCertify22)})) + tenths(10)
	sign := p.set(p.room(), style{most: least}, field{"words", p.words(wSenderSignature) + " · " + p.date.String()})
	p.under(p.left(), p.height-p.margin-sign.depth(), sign)
}

// columns22 is the table of a CN22, without its head.
func (p *paper) columns22(l *load) *table {
	return &table{paper: p, columns: []column{
		{head: p.words(wQuantityContents), share: 560, lines: 3},
		{head: p.words(wNetWeight), share: 190, right: true},
		{head: p.words(wValueIn, l.total.Currency), share: 250, right: true},
	}}
}

// contents draws the items, over the total that starts at the given height.
func (p *paper) contents(l *load, end int) {
	t := p.columns22(l)
	t.measureHeads()
	t.head()
	for i, line := range l.lines {
		before := p.y
		room := t.inner(0)
		what := p.set(room, style{most: small, least: least, lines: 3}, field{line.path + ".description", fmt.Sprintf("%d × %s", line.Quantity, line.Described())})
		code := p.set(room, style{most: least, lines: 2}, field{line.path + ".hs_code", "HS " + line.HSCode + " · " + line.Origin})
		p.y = p.under(t.edge(0)+padX(), p.under(t.edge(0)+padX(), before+tenths(7), what)+tenths(4), code) + tenths(7)
		for c, f := range []field{{line.path + ".weight", kilograms(line.grams)}, {line.path + ".value", line.Total().Amount()}} {
			t.cell(c+1, before+tenths(7), p.set(t.inner(c+1), style{most: small, least: least}, f))
		}
		if p.y > end {
			p.bad.add(l.path+".items", "%d lines are over the %d that fit on a CN22: use a CN23", len(l.lines), i)
			return
		}
	}
}
