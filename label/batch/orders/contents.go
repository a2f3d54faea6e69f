package orders

import (
	"fmt"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// contents reads the parcels of an order of n rows from i on.
func (c *Chunk) contents(o *Order, i, n int) {
	f := c.format
	c.drafts, c.pieces = c.drafts[:0], c.pieces[:0]
	unshipped := 0
	for k := range n {
		at := place{i + k, i, fDims}
		m, measured := c.measures(k, at)
		key := c.textOf(place{i + k, i, fParcel})
		last := len(c.drafts) - 1
		same := last >= 0 && (key != "" && key == c.drafts[last].key || f.preset != nil && f.preset.oneParcel)
		switch {
		case same && measured:
			c.agree(&c.drafts[last], m, at)
		case measured || key != "" && (last < 0 || !same):
			d := c.addDraft(i + k)
			d.Measures, d.key, d.nonboard = m, key, c.yes(place{i + k, i, fNonstandard}, false)
		}
		from := len(c.items)
		none := c.itemLines(k, at)
		unshipped += none
		if last := len(c.drafts) - 1; last >= 0 {
			c.drafts[last].hi = len(c.items)
		} else if len(c.items) > from {
			c.addDraft(i + k).lo = from
		}
		if k > 0 && !measured && key == "" && len(c.items) == from && none == 0 && f.preset == nil {
			c.note(place{i + k, i, fID}, Duplicate, "delete the row, or give it a size and weight or an item", "the row above has the same order number, and this one adds nothing")
		}
	}
	if len(c.bad) > 0 {
		return
	}
	if len(c.drafts) == 0 && unshipped > 0 {
		c.note(place{i, i, fShips}, Invalid, "leave it out of the export", "nothing of the order is to be shipped")
		return
	}
	if len(c.drafts) == 0 {
		c.addDraft(i)
	}
	c.pack(o, i)
}

// addDraft appends the draft of a parcel that a row tells of, as yet without items.
func (c *Chunk) addDraft(row int) *draft {
	var d *draft
	c.drafts, d = more(c.drafts)
	*d = draft{}
	d.row, d.lo, d.hi = row, len(c.items), len(c.items)
	return d
}

// measures reads the size and the weight of a row's parcel, and reports whether
// it has any.
func (c *Chunk) measures(k int, at place) (m Measures, any bool) {
	f := c.format
	if v := c.cell(k, fDims); v != "" {
		m.Dims, any = c.size(v, c.unitOf(k, fDims, fDimUnit), at), true
	} else if f.at[fLength] >= 0 {
		m.Dims, any = c.sides(k, at)
	}
	if v := c.cell(k, fWeight); v != "" {
		at.field = fWeight
		if f.at[fWeight2] < 0 {
			m.Weight = c.weight(v, c.unitOf(k, fWeight, fWeightUnit), at)
		} else {
			m.Weight = c.summed(k, at)
		}
		any = true
	} else if f.at[fWeight2] >= 0 && c.cell(k, fWeight2) != "" {
		m.Weight, any = c.summed(k, at), true
	}
	return m, any
}

// sides reads three columns. All or none of them must be filled.
func (c *Chunk) sides(k int, at place) (d dimweight.Dims, any bool) {
	cells := [...]struct {
		f  field
		to *dimweight.Length
	}{{fLength, &d.Length}, {fWidth, &d.Width}, {fHeight, &d.Height}}
	blank := 0
	for _, s := range cells {
		if c.cell(k, s.f) == "" {
			blank++
		}
	}
	if blank == len(cells) {
		return d, false
	}
	for _, s := range cells {
		at.field = s.f
		if v := c.cell(k, s.f); v != "" {
			*s.to = c.length(v, c.unitOf(k, s.f, fDimUnit), at)
		} else {
			c.note(at, Missing, "all three sides, or none", "the side is missing")
		}
	}
	return d, true
}

// summed adds pounds and ounces, each of which may be 0 or blank.
func (c *Chunk) summed(k int, at place) dimweight.Weight {
	var sum dimweight.Weight
	zeros := true
	for _, x := range [...]field{fWeight, fWeight2} {
		v := c.cell(k, x)
		if v == "" || strings.Trim(v, "0.") == "" {
			continue
		}
		zeros = false
		at.field = x
		sum += c.weight(v, c.format.unit[x], at)
	}
	at.field = fWeight
	if zeros {
		c.note(at, NotMore, measured, mustBeMore)
	}
	return sum
}

// unitOf is the unit of a column, or that which the row tells in another one.
func (c *Chunk) unitOf(k int, f, told field) unit {
	if u := c.format.unit[f]; u != 0 || c.format.at[told] < 0 {
		return u
	}
	return c.unitIn(k, f, told)
}

func (c *Chunk) unitIn(k int, f, told field) unit {
	return unitsOf(f)[strings.TrimSuffix(strings.ToLower(c.cell(k, told)), ".")]
}

// agree notes a row that tells of its parcel another size or weight than a row
// above.
func (c *Chunk) agree(d *draft, m Measures, at place) {
	if m.Dims != (dimweight.Dims{}) && d.Dims != m.Dims {
		if d.Dims != (dimweight.Dims{}) {
			c.note(at, Conflict, "write the same, or leave it blank", "the same parcel has another size in row %d", c.rows[d.row].row)
		}
		d.Dims = m.Dims
	}
	if m.Weight != 0 && d.Weight != m.Weight {
		if d.Weight != 0 {
			at.field = fWeight
			c.note(at, Conflict, "write the same, or leave it blank", "the same parcel has another weight in row %d", c.rows[d.row].row)
		}
		d.Weight = m.Weight
	}
}

// pack makes the parcels of the drafts.
func (c *Chunk) pack(o *Order, i int) {
	from, boxed := len(c.parcels), false
	boxes := len(c.boxes)
	for k := range c.drafts {
		d := &c.drafts[k]
		if d.Dims == (dimweight.Dims{}) && c.format.opts.Boxes != nil && (d.hi > d.lo || d.Weight > 0) {
			if c.box(o, d, i) {
				boxed = true
				continue
			}
			return
		}
		if d.Dims == (dimweight.Dims{}) {
			d.Dims = c.format.opts.Parcel.Dims
		}
		if d.Weight == 0 {
			c.weigh(o, k)
		}
		if d.Dims == (dimweight.Dims{}) {
			c.note(place{d.row, i, c.sizeField()}, Missing, "a size such as 12x9x7in, or --boxes FILE, or --dims for all", "no size")
		}
		if d.Weight == 0 {
			c.noWeight(d, i)
		}
		var p *carriers.Parcel
		c.parcels, p = more(c.parcels)
		*p = carriers.Parcel{}
		p.Dims, p.Weight, p.Reference, p.Nonstandard = d.Dims, d.Weight, d.key, d.nonboard
		if d.hi > d.lo {
			p.Items = c.items[d.lo:d.hi:d.hi]
		}
		c.boxes = append(c.boxes, nil)
	}
	if len(c.parcels)-from > carriers.MaxParcels {
		c.note(place{i, i, fID}, TooLong, "divide it", "%d parcels are over the %d limit", len(c.parcels)-from, carriers.MaxParcels)
	}
	o.Shipment.Parcels = c.parcels[from:len(c.parcels):len(c.parcels)]
	if boxed {
		o.Boxes = c.boxes[boxes:len(c.boxes):len(c.boxes)]
	}
}

// weigh gives a draft the weight of its items, or that of the options.
func (c *Chunk) weigh(o *Order, k int) {
	d := &c.drafts[k]
	if net, known := netOf(c.linesOf(d)); known {
		d.Weight = net
		o.Notes = append(o.Notes, fmt.Sprintf("parcel %d: its weight is that of the items, without packing", k+1))
	} else {
		d.Weight = c.format.opts.Parcel.Weight
	}
}

func (c *Chunk) sizeField() field {
	if c.format.at[fDims] < 0 && c.format.at[fLength] >= 0 {
		return fLength
	}
	return fDims
}

// noWeight says which items have no weight, or that the parcel has none.
func (c *Chunk) noWeight(d *draft, i int) {
	for k := d.lo; k < d.hi; k++ {
		if item := &c.items[k]; item.Weight == 0 {
			c.note(place{d.row, i, fSKU}, Missing, "a weight for the row, or --products FILE that has the article, or --weight for all",
				"no weight, and none is known of the item %s", show(nameOf(item)))
			return
		}
	}
	c.note(place{d.row, i, fWeight}, Missing, "a weight such as 2.5lb, or --weight for all", "no weight")
}

func nameOf(item *carriers.Item) string {
	if item.SKU != "" {
		return item.SKU
	}
	return item.Name
}

// box asks the packer for the boxes of a draft.
func (c *Chunk) box(o *Order, d *draft, i int) bool {
	contents := Contents{Lines: c.linesOf(d), Weight: d.Weight}
	if _, known := netOf(contents.Lines); d.Weight == 0 && !known {
		if d.Weight = c.format.opts.Parcel.Weight; d.Weight == 0 {
			c.noWeight(d, i)
			return false
		}
		contents.Weight = d.Weight
	}
	packed, err := c.format.opts.Boxes.Pack(contents)
	if err != nil {
		c.note(place{d.row, i, c.sizeField()}, NoBox, "a size for the row, or another box", "%v", err)
		return false
	}
	c.own = false // what a packer says is checked
	for _, p := range packed {
		if p.Parcel.Reference == "" && len(packed) == 1 {
			p.Parcel.Reference = d.key
		}
		if p.Parcel.Nonstandard = p.Parcel.Nonstandard || d.nonboard; p.Note != "" {
			o.Notes = append(o.Notes, p.Note)
		}
		c.parcels = append(c.parcels, p.Parcel)
		c.boxes = append(c.boxes, p.Box)
	}
	return true
}

// netOf adds up what lines weigh. It reports false when that is not known of all.
func netOf(lines []Line) (dimweight.Weight, bool) {
	var sum dimweight.Weight
	for i := range lines {
		item := &lines[i].Item
		if item.Weight <= 0 || item.Weight > dimweight.MaxWeight/dimweight.Weight(max(1, item.Quantity)) {
			return 0, false
		}
		if sum += item.Net(); sum > dimweight.MaxWeight {
			return 0, false
		}
	}
	return sum, len(lines) > 0
}

// linesOf are the items of a draft with the sizes of their pieces.
func (c *Chunk) linesOf(d *draft) []Line {
	c.lines = c.lines[:0]
	sizes := len(c.items) - len(c.pieces) // of the first item of the order
	for k := d.lo; k < d.hi; k++ {
		c.lines = append(c.lines, Line{c.items[k], c.pieces[k-sizes]})
	}
	return c.lines
}
