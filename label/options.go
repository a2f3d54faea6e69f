package label

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/barcode"
)

// Options add to a label what the shipment and the quote do not say. The zero
// Options add nothing. Texts that a layout has no place for are left out of it:
// each field says who prints it.
type Options struct {
	// Logo stands beside the references, in every layout.
	Logo *Logo
	// ReturnTo is where a parcel goes that cannot be delivered. It is printed in
	// place of the sender's address.
	ReturnTo *carriers.Address
	// References, at most 8, are more of them: "PO 4711".
	References []string
	// Message is the shipper's to the customer. It alone may be cut: it ends in
	// "…" where two lines are not enough.
	Message string
	// Marks, at most 6, are framed words for who handles the parcel: "HAZMAT",
	// "LIMITED QUANTITY", "FRAGILE". They do not take the place of the mark on the
	// parcel that the law may ask for: that of a limited quantity is a diamond of
	// 100 mm a side, or of 50 mm on a small parcel (49 CFR 172.315).
	Marks []string
	// Copies of each label, at most 20, one after the other; zero means one.
	Copies int

	// Routing is how the carrier sorts, from its routing file: "CA 941 9-03" for
	// UPS, the URSA code for FedEx, "US-SFO-GTW" for DHL, the carrier route for
	// USPS. Without it UPS gets the state and the first three digits of the ZIP
	// code, the others nothing.
	Routing string
	// Class is the carrier's code of the service: three digits in the MaxiCode of
	// UPS, where without it the two digits in the tracking number stand, and in the
	// PDF417 of FedEx; the product content code, such as "WPX", for DHL.
	Class string
	// Account is the shipper's number with the carrier: FedEx has it in the PDF417,
	// Colissimo, of six digits, in the second code. UPS takes it from the tracking
	// number.
	Account string
	// Billing, at most 4 lines, says who pays: "P/P" for UPS, "BILL SENDER" for
	// FedEx, the lines of the permit imprint for USPS.
	Billing []string
	// Data is what else stands in a carrier's symbol: for FedEx the trading data,
	// format 06 of ISO/IEC 15434, a data identifier and its value each; for DHL the
	// routing code, such as "US94105+48000001", alone.
	Data []string
	// GS1 is what the GS1 label says beside the SSCC and the postal code. Elements
	// whose identifier begins with 4 are on transport, the others on content.
	GS1 []barcode.Element

	// Parcels has what differs from parcel to parcel, in their order; nil means
	// nothing does.
	Parcels []ParcelOptions
}

// ParcelOptions are the options of one parcel.
type ParcelOptions struct {
	// SKUs, at most 12, are what is in the box: "2 × CUP-BLUE".
	SKUs []string
	// Box is the box that the parcel goes into, by the name that the warehouse has for
	// it: "medium". It stands with the references.
	Box string
	// Second is the parcel's other number: the 24-digit second code of Colissimo,
	// where Options.Account does not make it; the waybill number of DHL, whose
	// first number is the piece's licence plate.
	Second string
}

// What fits a label, roughly: the layouts say exactly.
const (
	maxReferences = 8
	maxSKUs       = 12
	maxMarks      = 6
	maxBilling    = 4
	maxCopies     = 20
	maxOptionText = 200  // characters
	maxMessage    = 2000 // characters
	maxData       = 20
)

// check says what no layout takes.
func (o *Options) check(parcels int, add addFunc) {
	texts := func(path string, list []string, most int) {
		if len(list) > most {
			add(path, "%d are over the %d limit", len(list), most)
		}
		for i, text := range list {
			if n := utf8.RuneCountInString(text); n > maxOptionText || blank(text) {
				add(fmt.Sprintf("%s[%d]", path, i), "%d characters, want 1 to %d", len(strings.TrimSpace(text)), maxOptionText)
			}
		}
	}
	texts("options.references", o.References, maxReferences)
	texts("options.marks", o.Marks, maxMarks)
	texts("options.billing", o.Billing, maxBilling)
	texts("options.data", o.Data, maxData)
	for _, field := range []struct {
		path, text string
		most       int
	}{
		{"options.message", o.Message, maxMessage}, {"options.routing", o.Routing, maxOptionText},
		{"options.class", o.Class, maxOptionText}, {"options.account", o.Account, maxOptionText},
	} {
		if n := utf8.RuneCountInString(field.text); n > field.most {
			add(field.path, "%d characters are over the %d limit", n, field.most)
		}
	}
	if o.Copies < 0 || o.Copies > maxCopies {
		add("options.copies", "%d is not between 0 and %d", o.Copies, maxCopies)
	}
	if o.Parcels != nil && len(o.Parcels) != parcels {
		add("options.parcels", "%d, the shipment has %d", len(o.Parcels), parcels)
	}
	for i := range o.Parcels {
		texts(fmt.Sprintf("options.parcels[%d].skus", i), o.Parcels[i].SKUs, maxSKUs)
		if n := utf8.RuneCountInString(o.Parcels[i].Box); n > maxOptionText {
			add(fmt.Sprintf("options.parcels[%d].box", i), "%d characters are over the %d limit", n, maxOptionText)
		}
	}
	o.checkReturn(add)
}

// checkReturn holds the return address against the rules of a shipment's.
func (o *Options) checkReturn(add addFunc) {
	if o.ReturnTo == nil {
		return
	}
	const path = "options.return_to"
	var bad carriers.Invalid
	errors.As(carriers.Shipment{From: *o.ReturnTo}.Validate(), &bad)
	for _, p := range bad {
		if field, ok := strings.CutPrefix(p.Path, "from."); ok {
			add(path+"."+field, "%s", p.Message)
		}
	}
	complete(path, o.ReturnTo, add)
}

// options are those of the parcel at hand.
func (h *house) options() ParcelOptions {
	if h.index < len(h.Options.Parcels) {
		return h.Options.Parcels[h.index]
	}
	return ParcelOptions{}
}
