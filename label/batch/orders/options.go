package orders

import (
	"cmp"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// Options say how a file is read. The zero Options read our own column names;
// a shipment must come by a sender and a day of handover from somewhere.
type Options struct {
	// Preset names the export that the file is: one of Presets. Empty, it is
	// recognised by the header when that fits exactly one.
	Preset string

	// Map gives columns of the file for columns of ours: it is added to a Preset
	// that is named, and otherwise stands alone. See ReadMap.
	Map Map

	// From is the sender, for rows without a column for it.
	From carriers.Address

	// Labels says that labels are made, which print the sender and the recipient: a
	// file of which neither From nor a column tells name, street and city is refused.
	// Slips says that packing slips are made too, which list items.
	Labels, Slips bool

	// Ready is when parcels can be handed over, for rows that do not say.
	Ready time.Time

	// Residential says that addresses are homes, for rows that do not say.
	Residential bool

	// Currency is that of amounts without one. Empty means USD.
	Currency carriers.Currency

	// Parcel is the size and the weight of orders that do not tell theirs, each
	// used alone; zero means that there is none, and such an order is refused.
	Parcel Measures

	// Products know the weight, size and more of items by article number. Nil is none.
	Products Products

	// Boxes choose boxes for parcels without a size. Nil is none.
	Boxes Packer
}

// Measures are a size and a weight. Zero is unknown.
type Measures struct {
	Dims   dimweight.Dims
	Weight dimweight.Weight
}

// check asks a shipment whether what all rows have from the options is right.
func (o *Options) check() *FileError {
	const side, some = dimweight.Inch, dimweight.Pound
	s := carriers.Shipment{From: o.From, Ready: o.Ready, To: carriers.Address{PostalCode: "10001", Country: "US"}, Parcels: []carriers.Parcel{{
		Dims:   cmp.Or(o.Parcel.Dims, dimweight.Dims{Length: side, Width: side, Height: side}),
		Weight: cmp.Or(o.Parcel.Weight, some),
	}}}
	if o.From.PostalCode == "" { // columns tell it
		s.From = s.To
	}
	if o.Ready.IsZero() {
		s.Ready = time.Unix(0, 0)
	}
	if _, ok := o.Currency.Digits(); o.Currency != "" && !ok {
		return &FileError{Reason: "the currency " + show(string(o.Currency)) + " for all rows is unknown", Hint: "an ISO 4217 code such as USD"}
	}
	if err := s.Validate(); err != nil {
		return &FileError{Reason: "what is told for all rows: " + strings.ReplaceAll(err.Error(), "\n", "; ")}
	}
	return nil
}
