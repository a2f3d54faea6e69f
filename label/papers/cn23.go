package papers

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
)

// CN23 lays out a postal customs declaration for each parcel, in their order,
// with the contents of the UPU's form CN23; see the package for what it is not.
// Numbers are the tracking numbers, one for each parcel, or none; those whose
// symbol is known are drawn as a bar code. What the shipment does not have,
// comments, licences and charges, is left to be written by hand.
//
// The error is a carriers.Invalid with every problem: what the shipment or an
// item lacks for customs, amounts in two currencies, an insured value over that
// of the items, a wrong number, a text that cannot be drawn or does not fit.
func (f Format) CN23(s carriers.Shipment, numbers ...string) ([]label.Label, error) {
	var bad problems
	if !f.ready(&bad, &s) {
		return nil, bad.list
	}
	g := bad.goods(&s, numbers)
	forms := make([]*paper, len(g.parcels))
	for i := range g.parcels {
		forms[i] = f.start(&bad, carriers.DateOf(s.Ready))
		forms[i].cn23(&s, &g.parcels[i], i)
	}
	return together(&bad, forms)
}

func (p *paper) cn23(s *carriers.Shipment, l *load, i int) {
	p.title, p.code = p.words(wCustomsDeclaration), "CN23"
	p.subject = field{"reference", s.Reference}
	if l.number.Number != "" {
		p.subject = field{fmt.Sprintf("numbers[%d]", i), l.number.Text()}
	}
	p.newPage()
	p.itemNumber(l, i, len(s.Parcels))
	p.parties(party{wFrom, "from", s.From, wSenderReference}, party{wTo, "to", s.To, wImporterReference})
	t := p.table(
		column{head: p.words(wContents), share: 370, lines: 4},
		column{head: p.words(wQuantity), share: 110, right: true},
		column{head: p.words(wNetWeight), share: 110, right: true},
		column{head: p.words(wValueIn, l.total.Currency), share: 130, right: true, space: true},
		column{head: p.words(wHSCode), share: 140},
		column{head: p.words(wOrigin), share: 140})
	for _, line := range l.lines {
		t.row(field{line.path + ".description", line.Described()},
			field{line.path + ".quantity", strconv.Itoa(line.Quantity)},
			field{line.path + ".weight", kilograms(line.grams)},
			field{line.path + ".value", line.Total().Amount()},
			field{line.path + ".hs_code", line.HSCode},
			field{line.path + ".origin", line.Origin})
	}
	items := l.path + ".items"
	t.total(field{"words", p.words(wTotal)}, field{}, field{items, kilograms(l.net)}, field{items, l.total.Amount()}, field{}, field{})
	p.y += mm(4)
	p.need(mm(112)) // what is signed stands on one page
	p.facts(fact{wTotalGross, field{l.path + ".weight", kilograms(l.gross)}},
		fact{wTotalValue, field{items, l.total.String()}},
		fact{caption: wPostalCharges})
	p.categories(s.Customs)
	p.blanks(s.Customs)
	p.paragraph(style{most: small, least: least, lines: 4}, field{"words", p.words(wCertify23)})
	p.signatures(wOffice, wSenderSignature)
}

// itemNumber draws the bar code beside that customs may open the parcel.
func (p *paper) itemNumber(l *load, i, parcels int) {
	top := p.y
	p.facts(fact{wDate, field{"ready", p.date.String()}}, fact{wParcel, field{l.path, p.words(wOf, i+1, parcels)}}, fact{}, fact{})
	end := p.under(p.left(), p.y, p.set(p.room()/2-mm(4), style{most: strong, least: least, bold: true}, field{"words", p.words(wMayBeOpened)}))
	x := p.left() + p.room()/2
	if code, ok := linear(l.number); ok {
		b := p.bars(p.room()/2, code, l.number.Format == "sscc-18", field{fmt.Sprintf("numbers[%d]", i), l.number.Text()})
		p.bar(p.right()-b.width(), top, b)
		end = max(end, top+b.depth())
	} else if l.number.Number != "" {
		y := p.under(x, top, p.set(p.room()/2, style{most: caption, least: least}, field{"words", p.words(wItemNumber)}))
		p.under(x, y+tenths(8), p.set(p.room()/2, style{most: strong, least: least, bold: true}, field{"numbers", l.number.Text()}))
	}
	p.y = end + mm(5)
}

var reasonWords = map[carriers.Reason]word{
	carriers.ReasonGift: wGift, carriers.ReasonDocuments: wDocuments, carriers.ReasonSale: wSale,
	carriers.ReasonSample: wSample, carriers.ReasonReturn: wReturned, carriers.ReasonOther: wOther,
}

// categories draws the kinds of item, with the right one marked.
func (p *paper) categories(c carriers.Customs) {
	p.y = p.under(p.left(), p.y, p.set(p.room(), style{most: caption, least: least}, field{"words", p.words(wCategory)})) + mm(2)
	width := p.room() / 3
	for i, reason := range carriers.Reasons() {
		p.category(p.left()+i%3*width, p.y+i/3*mm(6), width, mark{reason, reason == c.Reason, body})
	}
	p.y += mm(13)
	if !blank(c.Explanation) {
		p.facts(fact{wExplanation, field{"customs.explanation", c.Explanation}})
	}
}

// A mark is a category with whether it is the right one, and the size of its
// word.
type mark struct {
	reason carriers.Reason
	right  bool
	size   int
}

// category draws one box to mark and its word.
func (p *paper) category(x, y, width int, m mark) {
	p.tick(x, y, m.right)
	b := p.set(width-mm(6), style{most: m.size, least: least}, field{"words", p.words(reasonWords[m.reason])})
	p.under(x+tenths(50), y+(tenths(33)-capitals(b.height))/2, b)
}

// blanks draws what is filled in by hand, and the invoice's number if there is
// one.
func (p *paper) blanks(c carriers.Customs) {
	p.y = p.under(p.left(), p.y, p.set(p.room(), style{most: caption, least: least, lines: 2}, field{"words", p.words(wComments)})) + mm(8)
	p.rule(p.y, hairline)
	p.y += mm(3)
	list := []fact{{caption: wLicence}, {caption: wCertificate}, {wInvoice, field{"customs.invoice", c.Invoice}}}
	if !slices.ContainsFunc(list, func(f fact) bool { return f.text != "" }) {
		p.facts(list...)
		p.y += mm(5)
		return
	}
	p.facts(list...)
}
