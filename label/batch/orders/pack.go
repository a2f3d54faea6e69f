package orders

import (
	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// A Packer finds the boxes for what an order holds. It must be safe to call from
// several goroutines, and answer the same for the same contents.
type Packer interface {
	// Pack returns at least one parcel with every piece in it once. Its error is
	// told to the user as the reason why the order is refused.
	Pack(c Contents) ([]Packed, error)
}

// Contents are what must go into boxes.
type Contents struct {
	Lines []Line
	// Weight is what the scale showed for all of it with packing, where the row
	// tells it. Zero means that it was not weighed: the lines and the box tell.
	Weight dimweight.Weight
}

// A Line is a number of equal pieces; Item.Quantity says how many, and
// Item.Weight what each weighs, zero where that is unknown.
type Line struct {
	Item carriers.Item
	Dims dimweight.Dims // of one piece; zero where they are unknown
}

// Packed is a parcel and the box that it is in.
type Packed struct {
	Parcel carriers.Parcel
	Box    *Box
	Note   string // what is estimated; may be empty
}

// A Box is a kind of box that the warehouse has.
type Box struct {
	Name  string
	Inner dimweight.Dims
	Outer dimweight.Dims
	Tare  dimweight.Weight // of the empty box with filling
	Limit dimweight.Weight // of what may be put in; zero means none
	Price carriers.Money   // of one box; the zero Money means unknown
}

// A Product is what is known of an article, for items whose row does not say.
type Product struct {
	Item carriers.Item // SKU and Quantity are not used
	Dims dimweight.Dims
}

// Products are by article number.
type Products map[string]Product

// A Map gives for a column of ours the column of a file, by its header.
type Map map[string]string
