// Package label lays out shipping labels and writes them as documents.
//
// A [Label] is laid out once, in the dots of the printer that will print it, as
// a list of elements: texts, lines, boxes, pictures and bar code symbols. A
// writer turns that list into a document.
//
//	labels, err := label.New(shipment, quote, "1Z999AA10123456784")
//	err = label.PDF(w, labels...)
//
// # Writers
//
// [PDF] is for printers with a driver: bars are vectors on whole dots, and text
// can be copied and searched. [PDFWriter] writes a day's labels as they come, and
// [Sheet] puts several on a sheet of Letter or A4. [ZPL] is a program for label
// printers, which draw the symbols themselves; [Thermal] sets how dark and how
// fast. [PNG] is the dots, and [Preview] shows them in a terminal. The symbols of
// a label say the same in all of them, and bars have the same width in dots.
//
// # What a label from here is
//
// It is for shippers who hold the carrier's account numbers, make their own
// tracking numbers from them and tell the carrier of each parcel, by a manifest
// that they upload or in another way that the carrier has allowed them. The
// tracking number is checked, and its symbol is of the kind and size that the
// carrier publishes; where it publishes no size, of a usual one.
//
// It is not postage: nothing is bought, and no carrier learns of the parcel
// from the paper.
//
// # Layouts
//
// [Layouts] names the layouts. Each carrier's parcels have its own, where there
// is one, and else the plain one; [Format] can name another, or have one from a
// file, see [ReadLayout]. What the shipment does not say stands in [Options].
//
// A carrier's layout follows what the carrier publishes: the symbols and their
// sizes, the order of the fields, distances where they are told. No carrier has
// certified it, and most look at a test print before they take a shipper's own
// labels.
//
//   - ups: MaxiCode, postal code and tracking number. Not public and so not
//     certified: the geometry, the icons of the services, the routing code, which
//     [Options] has, and the class of service, which is that in the number.
//   - usps: service icon, banner, IMpb with its bars. Published in DMM 102, 155
//     and Publication 199; the letters of some icons are as seen on labels, and
//     the banner is under 20 points where the name is long.
//   - fedex: PDF417 and the number of 12, 34 or 96 digits. Not public: the
//     geometry and the fields of the PDF417, which [Options] has.
//   - dhl: waybill, routing code, licence plate. Not public: the geometry.
//   - colissimo: the two codes of 13 and 24 digits (Access F, V5). La Poste
//     approves the rest label by label.
//   - gs1: the logistic label of the General Specifications, SSCC lowest.
//
// # Text
//
// Text is drawn in Liberation Sans, and in ZPL, where it has the letters, in the
// printer's own font fitted to the same width. Liberation Sans has the Latin
// letters of Europe and Vietnam, Greek, Cyrillic and Hebrew; what it lacks is
// drawn in the first of the user's fonts that has it, see [Format] and
// [ReadFont]. Hebrew and Arabic are put in their order, and letters that change
// beside each other, as in Arabic and Thai, get their shapes. A character that no
// font has is refused with its place, or spelled in ASCII where that was asked
// for, see [Transliterate]; never replaced by a box or a question mark.
//
// A line that is too long is set smaller, down to the least height that its field
// allows; then a name or a street goes on in the next line; then it is refused
// with the limit. Nothing is cut off. An address stands in the order of its
// country, which is named in capitals on parcels that leave it. On labels of
// USPS addresses are in capitals, as it prefers.
//
// The same shipment, quote and numbers give the same bytes.
package label
