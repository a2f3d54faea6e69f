package orders

import (
	"strings"

	"github.com/shiprate/shiprate/dimweight"
)

// A field is what a column tells of an order.
type field uint8

// The fields. Those of an address stand together twice: where it goes to, and
// from where.
const (
	fID field = iota

	fName
	fFirst
	fLast
	fCompany
	fStreet1
	fStreet2
	fStreet3
	fCity
	fState
	fPostal
	fCountry
	fPhone
	fTaxID
	fResidential

	fFromName // and so on in the same order
	fFromEnd  = fFromName + (fResidential - fName)
)

const (
	fParcel field = fFromEnd + 1 + iota
	fDims
	fLength
	fWidth
	fHeight
	fDimUnit
	fWeight
	fWeight2 // ounces beside pounds
	fWeightUnit
	fNonstandard

	fSKU
	fItem
	fQuantity
	fItemWeight
	fItemWeightUnit
	fItemDims
	fItemValue
	fDescription
	fHSCode
	fOrigin
	fBin
	fShips

	fPlace
	fContents
	fReady
	fBy
	fService
	fAccessorials
	fSignature
	fAdultSignature
	fIndirectSignature
	fSaturday
	fSunday
	fInsured
	fCurrency
	fTags
	fCopies
	fGift
	fReason
	fExplanation
	fIncoterm
	fInvoice

	fItems // several lines in one cell; any number of columns
	numFields
)

// toFrom is how far the fields of the sender are from those of the recipient.
const toFrom = fFromName - fName

// orderLevel says whether a field tells of the order, not of a parcel or an item.
func orderLevel(f field) bool { return f < fParcel || f >= fPlace && f < fItems }

// columns are our names, each with the other names that it goes by. Names are
// compared without case and without what is not a letter or a digit.
var columns = []struct {
	f     field
	names string
}{
	{fID, "order order_id order_number order_no order_# id reference order_name order_reference"},
	{fParcel, "parcel parcel_number parcel_id box package box_number parcel_reference"},
	{fDims, "dims dim size dimensions parcel_dims parcel_size lxwxh"},
	{fLength, "length parcel_length package_length box_length"},
	{fWidth, "width parcel_width package_width box_width"},
	{fHeight, "height parcel_height package_height box_height depth"},
	{fDimUnit, "dim_unit dims_unit dimension_unit dimensions_unit length_unit size_unit"},
	{fWeight, "weight parcel_weight package_weight box_weight gross_weight actual_weight"},
	{fWeightUnit, "weight_unit parcel_weight_unit"},
	{fNonstandard, "nonstandard nonstandard_packaging"},
	{fSKU, "sku item_sku product_sku article article_number item_number lineitem_sku"},
	{fItem, "item item_name item_title product product_name lineitem_name"},
	{fQuantity, "quantity qty item_quantity item_qty pieces lineitem_quantity"},
	{fItemWeight, "item_weight unit_weight item_unit_weight product_weight"},
	{fItemWeightUnit, "item_weight_unit"},
	{fItemDims, "item_dims item_size product_dims product_size"},
	{fItemValue, "item_value item_price unit_price item_unit_price unit_value lineitem_price"},
	{fDescription, "description customs_description item_description"},
	{fHSCode, "hs_code hs hts_code hs_tariff tariff_number harmonized_code"},
	{fOrigin, "origin origin_country country_of_origin made_in"},
	{fBin, "bin item_bin location warehouse_location item_location"},
	{fShips, "ships requires_shipping item_ships"},
	{fPlace, "place delivery_place"},
	{fContents, "contents"},
	{fReady, "ready ready_date ship_date ship_on handover"},
	{fBy, "by deliver_by delivery_by deliver_before due due_date deliver_by_date promise"},
	{fService, "service services carrier carrier_service"},
	{fAccessorials, "accessorials accessorial extras extra_services"},
	{fSignature, "signature signature_required"},
	{fAdultSignature, "adult_signature adult_signature_required"},
	{fIndirectSignature, "indirect_signature indirect_signature_required"},
	{fSaturday, "saturday saturday_delivery"},
	{fSunday, "sunday sunday_delivery"},
	{fInsured, "insured insured_value declared_value insurance insurance_value"},
	{fCurrency, "currency currency_code"},
	{fTags, "tags tag labels"},
	{fCopies, "copies label_copies"},
	{fGift, "gift_message gift_note"},
	{fReason, "customs_reason reason_for_export contents_type"},
	{fExplanation, "customs_explanation contents_explanation"},
	{fIncoterm, "incoterm incoterms terms_of_trade"},
	{fInvoice, "invoice invoice_number"},
	{fItems, "items line_items"},
}

// addressColumns are the names within an address; a prefix says whose.
var addressColumns = []struct {
	f     field
	names string
}{
	{fName, "name full_name contact contact_name attention person"},
	{fFirst, "first_name firstname given_name"},
	{fLast, "last_name lastname surname family_name"},
	{fCompany, "company company_name business organisation organization"},
	{fStreet1, "street street1 street_1 address address1 address_1 address_line1 address_line_1 line1 street_address street_address_1"},
	{fStreet2, "street2 street_2 address2 address_2 address_line2 address_line_2 line2 apt suite"},
	{fStreet3, "street3 street_3 address3 address_3 address_line3 address_line_3 line3"},
	{fCity, "city town locality"},
	{fState, "state province state_code province_code region state_province county"},
	{fPostal, "postal_code postcode post_code postal zip zip_code zipcode"},
	{fCountry, "country country_code"},
	{fPhone, "phone phone_number telephone mobile"},
	{fTaxID, "tax_id vat vat_number eori"},
	{fResidential, "residential is_residential address_type home"},
}

// The words before the name of an address's column. Without any it is the recipient's.
const (
	toPrefixes   = "to ship_to ship shipping recipient recipients delivery deliver_to receiver consignee destination dest"
	fromPrefixes = "from ship_from sender shipper origin return_address"
)

// A known is what a normal name means. Of two columns for one field that with
// the lower rank is read: an earlier name in the lists, a prefix before none.
type known struct {
	f     field
	rank  int
	whose int // which prefix the name of an address's column has; 0 is none
}

// names are all normal names of columns.
var names = makeNames()

func makeNames() map[string]known {
	m := make(map[string]known, 1024)
	for _, a := range addressColumns {
		for rank, name := range strings.Fields(a.names) {
			m[normal(name)] = known{a.f, 100 + rank, 0}
			for i, prefix := range strings.Fields(toPrefixes) {
				m[normal(prefix+name)] = known{a.f, rank, 1 + i}
			}
			for i, prefix := range strings.Fields(fromPrefixes) {
				m[normal(prefix+name)] = known{a.f + toFrom, rank, 1 + i}
			}
		}
	}
	for _, c := range columns { // last: "origin" and "ship_date" are no address
		for rank, name := range strings.Fields(c.names) {
			m[normal(name)] = known{c.f, rank, 0}
		}
	}
	return m
}

// normal is a header without what people write differently.
func normal(header string) string {
	b := make([]byte, 0, len(header))
	for i := range len(header) {
		switch c := header[i]; {
		case c >= 'A' && c <= 'Z':
			b = append(b, c|0x20)
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 || c == '#':
			b = append(b, c)
		}
	}
	return string(b)
}

// A unit is a length or a weight, as its field tells, in the unit of the type;
// zero is none.
type unit int64

var lengths = map[string]unit{
	"in": unit(dimweight.Inch), "inch": unit(dimweight.Inch), "inches": unit(dimweight.Inch), "cm": unit(dimweight.Centimetre),
	"mm": unit(dimweight.Millimetre), "m": unit(dimweight.Metre), "ft": unit(dimweight.Foot), `"`: unit(dimweight.Inch), "feet": unit(dimweight.Foot),
}

var weights = map[string]unit{
	"lb": unit(dimweight.Pound), "lbs": unit(dimweight.Pound), "pound": unit(dimweight.Pound), "pounds": unit(dimweight.Pound),
	"oz": unit(dimweight.Ounce), "ounce": unit(dimweight.Ounce), "ounces": unit(dimweight.Ounce),
	"g": unit(dimweight.Gram), "gram": unit(dimweight.Gram), "grams": unit(dimweight.Gram), "kg": unit(dimweight.Kilogram), "kgs": unit(dimweight.Kilogram),
}

// unitsOf are the units that a field may have; nil for one without.
func unitsOf(f field) map[string]unit {
	switch f {
	case fDims, fLength, fWidth, fHeight, fDimUnit, fItemDims:
		return lengths
	case fWeight, fWeight2, fWeightUnit, fItemWeight, fItemWeightUnit:
		return weights
	}
	return nil
}

// lookUp finds what a header means: "weight_lb", "Weight (lb)" and "Weight [lb]"
// are a weight in pounds. "Pounds" and "Ounces" alone are weights too.
func lookUp(header string) (known, unit, bool) {
	if k, ok := names[normal(header)]; ok {
		return k, 0, true
	}
	trimmed := strings.TrimRight(strings.ToLower(strings.TrimSpace(header)), ")] ")
	if u, ok := weights[trimmed]; ok && len(trimmed) > 2 {
		return known{f: fWeight}, u, true
	}
	at := strings.LastIndexAny(trimmed, " _-([.")
	if at < 0 {
		return known{}, 0, false
	}
	k, ok := names[normal(trimmed[:at])]
	if !ok {
		return known{}, 0, false
	}
	u, ok := unitsOf(k.f)[trimmed[at+1:]]
	return k, u, ok
}
