// Package papers lays out what goes with a parcel beside its label: the packing
// slip, the customs declarations CN22 and CN23, the commercial invoice and the
// carrier's end-of-day manifest.
//
// A paper is pages, and a page is a [label.Label] on A4 or Letter, so that the
// writers of package label write it:
//
//	pages, err := papers.Format{Language: papers.French}.Invoice(shipment, numbers...)
//	err = label.PDF(w, pages...)
//
// A return label is a label too: [Return] turns a shipment round, a service is
// chosen for it as for any other, and label.New prints it with its own number.
//
// # What these papers are not
//
// Nothing here is lodged with anybody: no customs office, post or carrier learns
// of the goods from the paper, and many want the same data electronically in
// advance. CN22 and CN23 have the contents that the Universal Postal Union gives
// these forms, in their order, but in a plain layout of this package that no post
// has approved: some take only their own print, and USPS only forms that it has
// certified. The words in Polish are ours, not those of Poczta Polska's form. The
// manifest is a list to sign and to scan, not a USPS SCAN form or another
// carrier's electronic manifest. The statements above the signatures bind who
// signs; have them read by somebody who knows.
//
// # Text and numbers
//
// Text is drawn as package label draws it, and what cannot be drawn is refused
// with its place. A text that is too long for its field wraps, is then set
// smaller, down to 6 points, and then refused. Amounts and dates are written the
// same way in all languages, as "12.50" and "2026-11-23", with the currency's
// code.
//
// A number on a customs paper is what the shipment says, or its sum. Weights of
// lines are rounded to the gram, and a total weight is the sum of the rounded
// ones above it. Every problem of a shipment is reported at once, as a
// carriers.Invalid, and then there are no pages.
//
// The same input gives the same bytes.
package papers
