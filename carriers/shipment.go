package carriers

import (
	"time"

	"github.com/shiprate/shiprate/dimweight"
)

// A Shipment is parcels that go together from one origin to one destination.
type Shipment struct {
	// Reference is the shipper's own name for it, such as an order number.
	// Optional; it is printed on labels and changes no price.
	Reference string

	From, To Address

	// Parcels has at least one and at most MaxParcels.
	Parcels []Parcel

	// Ready is when the parcels can be handed over: the calendar day and hour
	// on the clock at the origin, as written, whatever the time zone says; see
	// OnClockOf and Handover. The ship date, which picks prices and rules, is the
	// first day from it on which the carrier collects, and the next one when the
	// hour is after the cutoff of that day. It is required.
	Ready time.Time

	// Accessorials are extra services asked for. A service that cannot price
	// one of them refuses the shipment.
	Accessorials []Accessorial

	// Contents is what kind of thing the parcels hold; zero is any goods.
	Contents Contents

	// Insured is the value declared for the whole shipment; zero means none is
	// asked for. It is divided evenly among the parcels, as FedEx does with a
	// shipment's value, a cent left over rounded up.
	Insured Money

	// Return says that the parcels come back to the shipper: From is the
	// customer. Labels say so; it changes no price.
	Return bool

	// GiftMessage is printed for the recipient. It may have line breaks. Optional.
	GiftMessage string

	// Customs is for papers that cross a border with the parcels; the goods are
	// the items of the parcels.
	Customs Customs
}

// MaxParcels is the most parcels that one shipment may have.
const MaxParcels = 1000

// An Address is one end of a shipment. To quote, Country and PostalCode are
// enough; a label needs the rest.
type Address struct {
	Name       string   // the person
	Company    string   // optional
	Street     []string // one or more lines
	City       string
	State      string // or province, where the country has them: "CA"
	PostalCode string // "94105", "94105-1234", "75011"
	Country    string // ISO 3166-1 alpha-2 in capitals: "US"
	Phone      string // optional; customs and drivers ask for it
	// TaxID is the number that customs know the party by, such as an EORI or VAT
	// number. Optional.
	TaxID string

	// Residential says that it is a home. False means a business.
	Residential bool

	// Place is where the recipient takes the shipment; the zero value is the
	// door. An origin has none.
	Place DeliveryPlace
}

// A Parcel is one box with one label.
type Parcel struct {
	Dims   dimweight.Dims   // outer sides
	Weight dimweight.Weight // on the scale, with packing

	// Reference is the shipper's own name for the box. Optional.
	Reference string

	// Nonstandard says that the parcel is not a closed box of corrugated board:
	// a tube, a bag, wood, metal, a bundle. Carriers charge for handling it.
	Nonstandard bool

	// Items are what is in it, at most MaxItems lines. Optional; see Item.
	Items []Item
}

// An Accessorial is an extra service that a shipper asks for.
type Accessorial string

// The accessorials. Insurance is not among them: it is Shipment.Insured.
const (
	Signature         Accessorial = "signature"          // the recipient, or anyone at the address, signs
	AdultSignature    Accessorial = "adult-signature"    // an adult signs
	IndirectSignature Accessorial = "indirect-signature" // a neighbour may sign, or the recipient beforehand
	Saturday          Accessorial = "saturday"           // delivery on a Saturday
	Sunday            Accessorial = "sunday"             // delivery on a Sunday
)

// Accessorials are all the accessorials there are, in the order of their names.
func Accessorials() []Accessorial {
	return []Accessorial{AdultSignature, IndirectSignature, Saturday, Signature, Sunday}
}

// Asks reports whether the shipment asks for an accessorial.
func (s Shipment) Asks(a Accessorial) bool {
	for _, asked := range s.Accessorials {
		if asked == a {
			return true
		}
	}
	return false
}

// InsuredPerParcel returns one parcel's share of the insured value.
func (s Shipment) InsuredPerParcel() Money {
	n := int64(len(s.Parcels))
	if n == 0 {
		return Money{}
	}
	return Money{Minor: (s.Insured.Minor + n - 1) / n, Currency: s.Insured.Currency}
}
