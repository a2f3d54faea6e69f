package papers

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
)

// Invoice lays out the commercial invoice of a shipment: who sells to whom, the
// items of all parcels with their values, weights, tariff numbers and origins,
// the reason for export and the terms of delivery. It is dated by Ready, and its
// number is that of Customs or else the shipment's reference. Numbers are the
// tracking numbers, one for each parcel, or none. From is the seller and
// exporter, To the buyer, consignee and importer; an invoice to a third party is
// not made here, nor are taxes.
//
// The error is a carriers.Invalid with every problem: those of [Format.CN23],
// and no terms of delivery or no number.
func (f Format) Invoice(s carriers.Shipment, numbers ...string) ([]label.Label, error) {
	var bad problems
	if !f.ready(&bad, &s) {
		return nil, bad.list
	}
	g := bad.goods(&s, numbers)
	if s.Customs.Incoterm == "" {
		bad.add("customs.incoterm", "must be set for an invoice: one of %v and a place", carriers.Incoterms())
	} else if _, place, _ := strings.Cut(s.Customs.Incoterm, " "); blank(place) {
		bad.add("customs.incoterm", "%q names no place: write one such as %s Paris", s.Customs.Incoterm, s.Customs.Incoterm)
	}
	if blank(s.Customs.Invoice) && blank(s.Reference) {
		bad.add("customs.invoice", "must be set for an invoice, or the reference")
	}
	p := f.start(&bad, carriers.DateOf(s.Ready))
	p.invoice(&s, g)
	return together(&bad, []*paper{p})
}

func (p *paper) invoice(s *carriers.Shipment, g *goods) {
	number := field{"customs.invoice", s.Customs.Invoice}
	if blank(number.text) {
		number = field{"reference", s.Reference}
	}
	p.title = p.words(wCommercialInvoice)
	p.subject = field{number.path, p.words(wInvoiceNumber) + " " + number.text}
	p.newPage()
	first := []fact{{wInvoiceNumber, number}, {wDate, field{"ready", p.date.String()}}}
	if !blank(s.Reference) && number.path != "reference" {
		first = append(first, fact{wOrder, field{"reference", s.Reference}})
	}
	p.facts(append(first, fact{wCurrency, field{"words", string(g.currency)}})...)
	p.parties(party{wSeller, "from", s.From, wTaxID}, party{wConsignee, "to", s.To, wTaxID})
	reason := p.words(reasonWords[s.Customs.Reason])
	if !blank(s.Customs.Explanation) {
		reason += ": " + s.Customs.Explanation
	}
	p.facts(fact{wReason, field{"customs.reason", reason}}, fact{wIncoterm, field{"customs.incoterm", s.Customs.Incoterm}},
		fact{wParcels, field{"parcels", strconv.Itoa(len(s.Parcels))}})
	p.tracked(g)
	p.invoiceLines(g)
	p.invoiceTotals(s, g)
	p.paragraph(style{most: small, least: least, lines: 4}, field{"words", p.words(wStatement)})
	p.signatures(wNameAndSignature, wPlaceAndDate)
}

// tracked lists the parcels' numbers.
func (p *paper) tracked(g *goods) {
	if g.numbers == nil {
		return
	}
	p.y = p.under(p.left(), p.y, p.set(p.room(), style{most: caption, least: least}, field{"words", p.words(wTrackingNumbers)})) + tenths(8)
	const columns = 3
	for i := range g.numbers {
		if i%columns == 0 {
			p.need(mm(5))
		}
		b := p.set(p.room()/columns-mm(2), style{most: body, least: least}, field{fmt.Sprintf("numbers[%d]", i), g.numbers[i].Text()})
		p.put(p.left()+i%columns*(p.room()/columns), p.y+capitals(points(body)), b)
		if i%columns == columns-1 || i == len(g.numbers)-1 {
			p.y += mm(5)
		}
	}
	p.y += mm(3)
}

func (p *paper) invoiceLines(g *goods) {
	t := p.table(
		column{head: p.words(wGoods), share: 315, lines: 4},
		column{head: p.words(wHSCode), share: 125},
		column{head: p.words(wOriginShort), share: 80},
		column{head: p.words(wQuantity), share: 95, right: true},
		column{head: p.words(wNetWeight), share: 110, right: true},
		column{head: p.words(wUnitValue), share: 140, right: true},
		column{head: p.words(wLineValue), share: 135, right: true})
	pieces := 0
	for i := range g.parcels {
		for _, line := range g.parcels[i].lines {
			pieces += line.Quantity
			what := line.Described()
			if !blank(line.SKU) {
				what += " (" + line.SKU + ")"
			}
			t.row(field{line.path + ".description", what},
				field{line.path + ".hs_code", line.HSCode},
				field{line.path + ".origin", line.Origin},
				field{line.path + ".quantity", strconv.Itoa(line.Quantity)},
				field{line.path + ".weight", kilograms(line.grams)},
				field{line.path + ".value", line.Value.Amount()},
				field{line.path + ".value", line.Total().Amount()})
		}
	}
	t.total(field{"words", p.words(wTotal)}, field{}, field{}, field{"parcels", strconv.Itoa(pieces)},
		field{"parcels", kilograms(g.net)}, field{}, field{"parcels", g.total.Amount()})
	p.y += mm(5)
}

// invoiceTotals draws the sums, on one page with the signature.
func (p *paper) invoiceTotals(s *carriers.Shipment, g *goods) {
	p.need(mm(70))
	list := []fact{
		{wTotalNet, field{"parcels", kilograms(g.net)}},
		{wTotalGross, field{"parcels", kilograms(g.gross)}},
		{wGoodsTotal, field{"parcels", g.total.String()}},
	}
	if freight := s.Customs.Freight; freight != (carriers.Money{}) {
		whole := g.total
		whole.Minor += freight.Minor
		list = append(list, fact{wFreight, field{"customs.freight", freight.String()}}, fact{wInvoiceTotal, field{"parcels", whole.String()}})
	}
	for i, f := range list {
		last := i == len(list)-1
		p.sum(f, last)
	}
	p.y += mm(4)
}

// sum draws a caption and an amount at the right.
func (p *paper) sum(f fact, last bool) {
	x := p.left() + p.room()*45/100
	amount := p.set(p.room()*25/100, style{most: strong, least: least, bold: true}, f.field)
	name := p.set(p.room()*29/100, style{most: body, least: least, bold: last}, field{"words", p.words(f.caption)})
	p.y += mm(5)
	p.put(x, p.y, name)
	p.put(p.right()-padX()-amount.width(), p.y, amount)
	if last {
		p.y += tenths(18)
		p.draw(label.Line{X: x, Y: p.y, Width: p.right() - x, Height: thick})
		p.y += thick
	}
}
