package papers

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
)

// PackingSlip lays out the slip of each parcel, in their order: what is in it,
// in the order in which it is picked, that is by bin, "A-2" before "A-10". It
// has no prices. An item without a name is told by its SKU. A slip has one page or more, which are counted for each slip.
// The gift message stands on the slip of the first parcel. The slips are dated
// by Ready. Boxes name the box that each parcel goes into, "medium"; none, or a blank
// one, says nothing of it.
//
// The error is a carriers.Invalid with every problem: what the shipment lacks,
// a parcel without items or an item without name and SKU, a text that cannot be
// drawn or does not fit.
func (f Format) PackingSlip(s carriers.Shipment, boxes ...string) ([]label.Label, error) {
	var bad problems
	if !f.ready(&bad, &s) {
		return nil, bad.list
	}
	if boxes == nil {
		boxes = make([]string, len(s.Parcels))
	} else if len(boxes) != len(s.Parcels) {
		bad.add("boxes", "%d for %d parcels", len(boxes), len(s.Parcels))
		return nil, bad.list
	}
	slips := make([]*paper, len(s.Parcels))
	for i := range s.Parcels {
		slips[i] = f.start(&bad, carriers.DateOf(s.Ready))
		slips[i].slip(&s, i, boxes[i])
	}
	return together(&bad, slips)
}

func (p *paper) slip(s *carriers.Shipment, i int, box string) {
	parcel := &s.Parcels[i]
	path := fmt.Sprintf("parcels[%d]", i)
	pieces := 0
	for _, item := range parcel.Items {
		pieces += item.Quantity
	}
	p.title = p.words(wPackingSlip)
	p.subject = field{"reference", s.Reference}
	p.newPage()
	facts := []fact{
		{wDate, field{"ready", p.date.String()}},
		{wParcel, field{path, p.words(wOf, i+1, len(s.Parcels))}},
		{wPieces, field{path + ".items", strconv.Itoa(pieces)}},
	}
	if !blank(box) {
		facts = append(facts, fact{wBox, field{fmt.Sprintf("boxes[%d]", i), box}})
	}
	if !blank(parcel.Reference) {
		facts = append([]fact{{wParcelReference, field{path + ".reference", parcel.Reference}}}, facts...)
	}
	if !blank(s.Reference) {
		facts = append([]fact{{wOrder, field{"reference", s.Reference}}}, facts...)
	}
	p.facts(facts...)
	p.parties(party{wShipTo, "to", s.To, wNone}, party{wFrom, "from", s.From, wNone})
	p.picking(path, parcel.Items)
	if i == 0 && !blank(s.GiftMessage) {
		p.gift(s.GiftMessage)
	}
}

// picking draws the table of items.
func (p *paper) picking(path string, items []carriers.Item) {
	if len(items) == 0 {
		p.bad.add(path+".items", "must have at least one to print a packing slip")
	}
	t := p.table(
		column{head: p.words(wBin), share: 130, bold: true, lines: 2},
		column{head: p.words(wSKU), share: 200, lines: 2},
		column{head: p.words(wItem), share: 440, lines: 4},
		column{head: p.words(wQuantity), share: 140, bold: true, right: true, space: true},
		column{head: p.words(wPacked), share: 90, tick: true})
	pieces := 0
	for _, i := range pickOrder(items) {
		item := &items[i]
		at := fmt.Sprintf("%s.items[%d]", path, i)
		name := field{at + ".name", item.Name}
		if blank(item.Name) {
			name = field{at + ".sku", item.SKU}
		}
		if blank(item.Name + item.SKU) {
			p.bad.add(at+".name", "must be set to print a packing slip, or the sku")
		}
		pieces += item.Quantity
		t.row(field{at + ".bin", item.Bin}, field{at + ".sku", item.SKU}, name,
			field{at + ".quantity", strconv.Itoa(item.Quantity)}, field{})
	}
	t.total(field{"words", p.words(wTotal)}, field{}, field{}, field{path + ".items", strconv.Itoa(pieces)}, field{})
	p.y += mm(6)
}

// gift draws the message in a frame, line by line as it is written.
func (p *paper) gift(message string) {
	inner := p.room() - 2*mm(5)
	list := stack{p.set(inner, style{most: caption, bold: true}, field{"words", p.words(wGiftMessage)})}
	for line := range strings.Lines(strings.ReplaceAll(message, "\r\n", "\n")) {
		b := p.set(inner, style{most: 24, least: body, lines: 20}, field{"gift_message", line})
		if len(b.lines) == 0 { // a blank line
			b.lines = []label.Text{{Height: b.height}}
		}
		list = append(list, b)
	}
	depth := list.depth() + 2*mm(4)
	if depth > p.bottom()-p.margin-mm(20) {
		p.bad.add("gift_message", "%d lines do not fit on a page", len(list)-1)
		return
	}
	p.need(depth)
	p.draw(label.Box{X: p.left(), Y: p.y, Width: p.room(), Height: depth, Thick: thin})
	list.draw(p, p.left()+mm(5), p.y+mm(4))
	p.y += depth + mm(4)
}
