package papers

import (
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/dimweight"
)

// manifest draws the pages of parcels that stand by service.
func (p *paper) manifest(m *Manifest, list []handed) {
	p.title, p.code = p.words(wManifest), strings.ToUpper(m.Carrier)
	p.subject = field{"id", p.words(wManifestNumber) + " " + m.ID}
	p.newPage()
	facts := []fact{
		{wDate, field{"date", m.Date.String()}},
		{wParcels, field{"parcels", strconv.Itoa(len(list))}},
	}
	if !blank(m.Account) {
		facts = append(facts, fact{wAccount, field{"account", m.Account}})
	}
	p.facts(facts...)
	p.identity(m)
	unit := unitName(m.Unit)
	p.services(list, unit)
	p.parcels(list, unit)
	p.need(mm(52))
	p.signatures(wHandedBy, wDateAndTime)
	p.signatures(wReceivedBy, wCountedParcels)
}

// identity draws the shipper beside the bar code of the manifest.
func (p *paper) identity(m *Manifest) {
	top := p.y
	who := p.address(p.room()/2-mm(4), &party{wFrom, "from", m.From, wNone})
	who.draw(p, p.left(), top)
	end := top + who.depth()
	code, text, err := m.symbol()
	if err != nil {
		p.bad.add("id", "%v", err)
		return
	}
	sscc := strings.HasPrefix(text, "(00)")
	room := p.room() * 55 / 100
	if b := p.bars(p.room(), code, sscc, field{"id", text}); b.width() <= room {
		p.bar(p.right()-b.width(), top, b)
		end = max(end, top+b.depth())
	} else { // a long number has a row of its own
		p.bar(p.left()+(p.room()-b.width())/2, end+mm(3), b)
		end += mm(3) + b.depth()
	}
	p.y = end + mm(5)
}

// services draws a count and a weight for each service.
func (p *paper) services(list []handed, unit string) {
	t := p.table(
		column{head: p.words(wService), share: 600, lines: 2},
		column{head: p.words(wParcels), share: 180, right: true},
		column{head: p.words(wWeight, unit), share: 220, right: true})
	var all int64
	for i := 0; i < len(list); {
		name, count, weight := list[i], 0, int64(0)
		for ; i < len(list) && list[i].Service == name.Service; i++ {
			count++
			weight += list[i].weight
		}
		all += weight
		t.row(field{name.path + ".service", name.Service}, field{"parcels", strconv.Itoa(count)}, field{"parcels", thousandths(weight)})
	}
	t.total(field{"words", p.words(wTotal)}, field{"parcels", strconv.Itoa(len(list))}, field{"parcels", thousandths(all)})
	p.y += mm(6)
}

// parcels draws every parcel.
func (p *paper) parcels(list []handed, unit string) {
	t := p.table(
		column{head: p.words(wNumber), share: 75, right: true, space: true},
		column{head: p.words(wTrackingNumber), share: 295, bold: true},
		column{head: p.words(wService), share: 220, lines: 2},
		column{head: p.words(wReference), share: 160, lines: 2},
		column{head: p.words(wDestination), share: 130},
		column{head: p.words(wWeight, unit), share: 120, right: true})
	for i, h := range list {
		t.row(field{h.path, strconv.Itoa(i + 1)}, field{h.path + ".number", h.number}, field{h.path + ".service", h.Service},
			field{h.path + ".reference", h.Reference}, field{h.path + ".to", h.To}, field{h.path + ".weight", thousandths(h.weight)})
	}
}

// unitName is the symbol of a unit of weight.
func unitName(unit dimweight.Weight) string {
	_, name, _ := strings.Cut(unit.In(unit), " ")
	return name
}
