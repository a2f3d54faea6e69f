package orders

import (
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// An Order is one shipment asked for by the rows of a file. Its shipment is
// valid: carriers.Shipment.Validate finds nothing wrong.
//
// An Order of a Chunk or a Reader is theirs: its slices are written over by the
// next Split, Parse or Next. Its strings are not, but each of them keeps the text
// of its whole chunk in memory. Clone one that is kept.
type Order struct {
	// ID is the order number, which no other order of the file has. It is also
	// the Reference of the shipment. It is never a path, and at most MaxID bytes.
	ID string

	Shipment carriers.Shipment

	// By is the last day of arrival; zero means that none was asked for. ByHour
	// is the last hour on it at the destination, "12:00"; empty means the end of
	// the day.
	By     carriers.Date
	ByHour string

	// Services are the carriers ("ups") and services ("ups/ground") that are
	// wished for, as rates.Only takes them. Empty means any.
	Services []string

	// Tags are the shop's own words for the order, as written.
	Tags []string

	// Copies is how many of each label are to be printed, at least 1.
	Copies int

	// Boxes has for each parcel the box that a Packer chose, and nil where the
	// row told the size. It is empty where no parcel has a box.
	Boxes []*Box

	// Notes say what is estimated, such as a box chosen by weight alone.
	Notes []string

	// OwnReady says that the row told the day of handover. Otherwise it is that
	// of the Options, and is not part of the Digest.
	OwnReady bool

	Source
}

// A Source is where rows stand in the file.
type Source struct {
	Row  int    // of the first row, as a spreadsheet counts: the header is 1
	Rows int    // how many, at least 1
	Line int    // the line of the first row, from 1; it differs from Row where cells have line breaks
	Raw  string // the rows as they stand in the file, with their line ends; one over MaxRow is a blank line
}

// Limits of a file. What is over one is an error of its row.
const (
	ChunkRows  = 500      // rows of a chunk, but for those of its last order
	MaxField   = 64 << 10 // bytes of a cell
	MaxRow     = 1 << 20  // bytes of a row
	MaxColumns = 256
	MaxID      = 100  // bytes of an order number
	MaxRows    = 1000 // rows of one order
	MaxCopies  = 100
)

// SKU is the article number of the first item that has one, for sorting.
func (o *Order) SKU() string { return o.firstOf(func(i *carriers.Item) string { return i.SKU }) }

// Bin is the place in the warehouse of the first item that has one, for sorting.
func (o *Order) Bin() string { return o.firstOf(func(i *carriers.Item) string { return i.Bin }) }

func (o *Order) firstOf(field func(*carriers.Item) string) string {
	for i := range o.Shipment.Parcels {
		items := o.Shipment.Parcels[i].Items
		for j := range items {
			if s := field(&items[j]); s != "" {
				return s
			}
		}
	}
	return ""
}

// Clone returns a copy that is the caller's own, strings and all, and keeps
// nothing else in memory. Its boxes are shared.
func (o *Order) Clone() Order {
	c := *o
	own := strings.Clone
	for _, s := range []*string{&c.ID, &c.Raw, &c.Shipment.Reference, &c.Shipment.GiftMessage} {
		*s = own(*s)
	}
	s := &c.Shipment
	for _, a := range []*carriers.Address{&s.From, &s.To} {
		for _, f := range []*string{&a.Name, &a.Company, &a.City, &a.State, &a.PostalCode, &a.Country, &a.Phone, &a.TaxID} {
			*f = own(*f)
		}
		a.Street = cloneAll(a.Street)
	}
	for _, f := range []*string{&s.Customs.Explanation, &s.Customs.Incoterm, &s.Customs.Invoice} {
		*f = own(*f)
	}
	s.Accessorials = slices.Clone(s.Accessorials)
	for i := range s.Accessorials {
		s.Accessorials[i] = carriers.Accessorial(own(string(s.Accessorials[i])))
	}
	s.Customs.Reason = carriers.Reason(own(string(s.Customs.Reason)))
	s.Parcels = slices.Clone(s.Parcels)
	for i := range s.Parcels {
		p := &s.Parcels[i]
		p.Reference = own(p.Reference)
		p.Items = slices.Clone(p.Items)
		for j := range p.Items {
			it := &p.Items[j]
			for _, f := range []*string{&it.SKU, &it.Name, &it.Bin, &it.Description, &it.HSCode, &it.Origin} {
				*f = own(*f)
			}
		}
	}
	c.Services, c.Tags, c.Notes = cloneAll(c.Services), cloneAll(c.Tags), cloneAll(c.Notes)
	c.Boxes = slices.Clone(c.Boxes)
	return c
}

func cloneAll(list []string) []string {
	out := slices.Clone(list)
	for i := range out {
		out[i] = strings.Clone(out[i])
	}
	return out
}
