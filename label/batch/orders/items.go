package orders

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// itemLines appends the items of a row, and returns how many it
// has that are not shipped, such as a download.
func (c *Chunk) itemLines(k int, at place) (unshipped int) {
	f := c.format
	if f.at[fSKU] < 0 && f.at[fItem] < 0 && len(f.items) == 0 {
		c.quantity(k, at)
		return 0
	}
	for _, column := range f.items {
		c.packedLines(c.clean(c.cells[c.first[k]+column], place{at.row, at.first, fItems}), at)
	}
	in := func(x field) place { return place{at.row, at.first, x} }
	sku, name := unmarked(c.textOf(in(fSKU))), c.textOf(in(fItem))
	if sku == "" && name == "" {
		c.quantity(k, at) // of nothing, but it is to be right
		return 0
	}
	if f.at[fShips] >= 0 && !c.yes(in(fShips), true) || c.gone(k) {
		return 1
	}
	quantity := c.quantity(k, at)
	item, dims := c.addItem()
	item.SKU, item.Name, item.Quantity = sku, name, quantity
	item.Bin, item.Description, item.HSCode = c.textOf(in(fBin)), c.textOf(in(fDescription)), c.textOf(in(fHSCode))
	if v := c.cell(k, fOrigin); v != "" {
		item.Origin = c.country(v, in(fOrigin))
	}
	if v := c.cell(k, fItemValue); v != "" {
		item.Value = c.money(v, in(fItemValue))
	}
	if v := c.cell(k, fItemWeight); v != "" {
		item.Weight = c.weight(v, c.unitOf(k, fItemWeight, fItemWeightUnit), in(fItemWeight))
	}
	if v := c.cell(k, fItemDims); v != "" {
		*dims = c.size(v, c.unitOf(k, fItemDims, fDimUnit), in(fItemDims))
	}
	if f.opts.Products != nil || item.HSCode != "" || item.Value.Minor != 0 || item.Weight != 0 || len(c.pieces) > carriers.MaxItems {
		c.own = false // what is left is text, checked as such, a country and a quantity
	}
	f.opts.Products.complete(item, dims)
	return 0
}

// gone reports whether the preset says of a row's item that it is not to be shipped
// any more, such as one that was sent before.
func (c *Chunk) gone(k int) bool {
	for _, h := range c.format.gone {
		if h.says(c.cells[c.first[k]+h.at]) {
			return true
		}
	}
	return false
}

// addItem appends an item and the size of its pieces.
func (c *Chunk) addItem() (item *carriers.Item, dims *dimweight.Dims) {
	c.items, item = more(c.items)
	c.pieces, dims = more(c.pieces)
	*item, *dims = carriers.Item{}, dimweight.Dims{}
	return item, dims
}

// quantity reads how many pieces there are; blank is 1.
func (c *Chunk) quantity(k int, at place) int {
	v := c.cell(k, fQuantity)
	if v == "" {
		return 1
	}
	at.field = fQuantity
	return c.whole(v, carriers.MaxQuantity, at)
}

// packedLines reads a cell with several items, as plug-ins of WooCommerce write
// it: "name:Mug|sku:MUG-1|quantity:2|total:20.00", a semicolon between two.
func (c *Chunk) packedLines(v string, at place) {
	for line := range strings.SplitSeq(v, ";") {
		if line = trim(line); line == "" {
			continue
		}
		c.own = false
		item, dims := c.addItem()
		item.Quantity = 1
		for pair := range strings.SplitSeq(line, "|") {
			key, value, _ := strings.Cut(pair, ":")
			switch value = trim(value); normal(key) {
			case "name":
				item.Name = value
			case "sku":
				item.SKU = value
			case "quantity", "qty":
				item.Quantity = c.whole(value, carriers.MaxQuantity, place{at.row, at.first, fItems})
			}
		}
		if item.Name == "" && item.SKU == "" {
			c.note(place{at.row, at.first, fItems}, BadChoice, "write name:Mug|sku:MUG-1|quantity:2", "%q is no item", show(line))
		}
		c.format.opts.Products.complete(item, dims)
	}
}

// complete fills in what a line does not tell of its article.
func (p Products) complete(item *carriers.Item, dims *dimweight.Dims) {
	if len(p) == 0 {
		return
	}
	known, ok := p[item.SKU]
	if !ok {
		return
	}
	fill(&item.Name, known.Item.Name)
	fill(&item.Bin, known.Item.Bin)
	fill(&item.Description, known.Item.Description)
	fill(&item.HSCode, known.Item.HSCode)
	fill(&item.Origin, known.Item.Origin)
	fill(&item.Value, known.Item.Value)
	fill(&item.Weight, known.Item.Weight)
	fill(dims, known.Dims)
}

// fill sets what is zero.
func fill[T comparable](to *T, known T) {
	var zero T
	if *to == zero {
		*to = known
	}
}
