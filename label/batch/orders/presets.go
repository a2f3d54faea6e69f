package orders

import (
	"fmt"
	"slices"
	"strings"
)

// A preset is a file that some shop or program writes. Its columns that are not
// here are not read.
type preset struct {
	name string
	// needs are headers that no other preset has together.
	needs []string
	// columns are pairs of a column of ours and the file's header for it. Of two
	// for one of ours the first that the file has is read. One that ends in * is as
	// many as the file has: line_item_1, line_item_2.
	columns [][2]string
	// oneParcel says that size and weight are told of the order, again on each of
	// its item lines.
	oneParcel bool
	// footers are words of lines after the last order.
	footers []string
	holds   []hold // the order must not be shipped
	gone    []hold // the item line is not to be shipped any more, and the others are
	asks    []hold // the order has a note of it, for somebody to look
}

// A hold is a column that says something against shipping.
type hold struct {
	column string
	is     []string // these words say so; without any, whatever stands there does
	why    string
}

// says reports whether a cell is one of the words.
func (h *hold) says(v string) bool {
	return v != "" && v != "--" && (h.is == nil || slices.Contains(h.is, strings.TrimPrefix(strings.ToLower(v), "wc-")))
}

// Presets are the names of the presets, in order.
func Presets() []string {
	var list []string
	for i := range presets {
		if i == 0 || presets[i].name != presets[i-1].name {
			list = append(list, presets[i].name)
		}
	}
	return list
}

// Where the headers are from, read on 2026-11-22 in public code that reads or
// writes the files, since the makers publish no full list but where it is named:
//
//   - amazon: Amazon's help page 200350680, "Unshipped Orders Report", and tests
//     of importers with the report's first line in full.
//   - ebay: the orders report of Seller Hub as importers' tests have it, with its
//     empty first line, a row that sums up an order of several items before
//     theirs, and two lines at the end that are no orders.
//   - etsy: EtsySoldOrderItems.csv of "Download data", as importers' tests have it.
//   - pirate-ship: the sample and templates for "Upload a spreadsheet"; it takes
//     any header, so these are the names that programs write for it.
//   - shipstation: the fields of its import by ODBC and CSV in its help pages; it
//     takes any header too.
//   - shopify: the orders export, whose columns Shopify's help lists.
//   - woocommerce: the shop itself exports no orders as CSV. Two plug-ins that
//     do: Order Export & Order Import (WebToffee; also the one of SkyVerge) and
//     Advanced Order Export (AlgolPlus).
var presets = []preset{
	{
		name:  "amazon",
		needs: []string{"order-id", "order-item-id", "quantity-to-ship", "ship-postal-code", "recipient-name"},
		columns: [][2]string{
			{"order", "order-id"}, {"name", "recipient-name"}, {"street1", "ship-address-1"}, {"street2", "ship-address-2"}, {"street3", "ship-address-3"},
			{"city", "ship-city"}, {"state", "ship-state"}, {"postal_code", "ship-postal-code"}, {"country", "ship-country"},
			{"phone", "ship-phone-number"}, {"phone", "buyer-phone-number"},
			{"sku", "sku"}, {"item", "product-name"}, {"quantity", "quantity-to-ship"},
		},
		gone: []hold{{"quantity-to-ship", []string{"0"}, ""}},
	},
	{
		name:  "ebay",
		needs: []string{"Order Number", "Ship To Name", "Ship To Address 1", "Ship To Zip", "Item Title"},
		columns: [][2]string{
			{"order", "Order Number"}, {"name", "Ship To Name"}, {"phone", "Ship To Phone"}, {"street1", "Ship To Address 1"}, {"street2", "Ship To Address 2"},
			{"city", "Ship To City"}, {"state", "Ship To State"}, {"postal_code", "Ship To Zip"}, {"country", "Ship To Country"},
			{"sku", "Custom Label"}, {"sku", "Custom Label (SKU)"}, {"item", "Item Title"}, {"quantity", "Quantity"},
		},
		footers: []string{"record(s) downloaded", "Seller ID"},
		holds:   []hold{{"Shipped On Date", nil, "it was shipped"}},
	},
	{
		name:  "etsy",
		needs: []string{"Transaction ID", "Listing ID", "Ship Name", "Ship Zipcode", "Order ID", "Item Name"},
		columns: [][2]string{
			{"order", "Order ID"}, {"name", "Ship Name"}, {"street1", "Ship Address1"}, {"street2", "Ship Address2"}, {"city", "Ship City"},
			{"state", "Ship State"}, {"postal_code", "Ship Zipcode"}, {"country", "Ship Country"},
			{"sku", "SKU"}, {"item", "Item Name"}, {"quantity", "Quantity"}, {"item_value", "Price"}, {"currency", "Currency"},
		},
		holds: []hold{{"Date Shipped", nil, "it was shipped"}},
	},
	{
		name:  "pirate-ship",
		needs: []string{"Order ID", "Name", "City", "State", "Zipcode", "Country", "Rubber Stamp 1"},
		columns: append([][2]string{
			{"order", "Order ID"}, {"name", "Name"}, {"company", "Company"}, {"street1", "Address"}, {"street1", "Address Line 1"}, {"street1", "Address 1"},
			{"street2", "Address Line 2"}, {"street2", "Address 2"}, {"city", "City"}, {"state", "State"}, {"postal_code", "Zipcode"}, {"country", "Country"}, {"phone", "Phone"},
		}, pirateShipMeasures...),
	},
	{
		name:  "pirate-ship",
		needs: []string{"Order ID", "Name", "City", "State", "Zipcode", "Country", "Pounds"},
		columns: append([][2]string{
			{"order", "Order ID"}, {"name", "Name"}, {"company", "Company"}, {"street1", "Address"}, {"street2", "Address Line 2"},
			{"city", "City"}, {"state", "State"}, {"postal_code", "Zipcode"}, {"country", "Country"}, {"phone", "Phone"},
		}, pirateShipMeasures...),
	},
	{
		name:  "shipstation",
		needs: []string{"Order #", "Recipient Full Name", "Address Line 1", "Postal Code"},
		columns: [][2]string{
			{"order", "Order #"}, {"name", "Recipient Full Name"}, {"first_name", "Recipient First Name"}, {"last_name", "Recipient Last Name"},
			{"company", "Recipient Company"}, {"phone", "Recipient Phone"}, {"street1", "Address Line 1"}, {"street2", "Address Line 2"}, {"street3", "Address Line 3"},
			{"city", "City"}, {"state", "State"}, {"postal_code", "Postal Code"}, {"country", "Country Code"},
			{"length_in", "Length(in)"}, {"width_in", "Width(in)"}, {"height_in", "Height(in)"}, {"weight_oz", "Weight(oz)"},
			{"sku", "Item SKU"}, {"item", "Item Name"}, {"quantity", "Item Quantity"}, {"item_weight_oz", "Item Weight (oz)"}, {"item_value", "Item Unit Price"},
			{"bin", "Item Warehouse Location"}, {"gift_message", "Gift Message"},
		},
		oneParcel: true,
	},
	{
		name:  "shopify",
		needs: []string{"Name", "Lineitem quantity", "Lineitem name", "Shipping Name", "Shipping Zip"},
		columns: [][2]string{
			{"order", "Name"}, {"name", "Shipping Name"}, {"company", "Shipping Company"}, {"street1", "Shipping Address1"}, {"street1", "Shipping Street"},
			{"street2", "Shipping Address2"}, {"city", "Shipping City"}, {"state", "Shipping Province"}, {"postal_code", "Shipping Zip"},
			{"country", "Shipping Country"}, {"phone", "Shipping Phone"}, {"currency", "Currency"}, {"tags", "Tags"},
			{"sku", "Lineitem sku"}, {"item", "Lineitem name"}, {"quantity", "Lineitem quantity"}, {"item_value", "Lineitem price"}, {"ships", "Lineitem requires shipping"},
		},
		holds: []hold{
			{"Cancelled at", nil, "it was cancelled"}, {"Canceled at", nil, "it was cancelled"},
			{"Fulfillment Status", []string{"fulfilled"}, "it was shipped"}, {"Fulfillment Status", []string{"restocked"}, "its goods were put back into stock"},
			{"Financial Status", []string{"refunded", "voided"}, "it is not paid"},
		},
		gone: []hold{{"Lineitem fulfillment status", []string{"fulfilled", "restocked"}, ""}},
		asks: []hold{
			{"Financial Status", []string{"partially_refunded"}, "part of it was paid back: look whether an item was taken off"},
			{"Lineitem fulfillment status", []string{"partial"}, "part of an item was shipped before: look how many are left"},
			{"Financial Status", []string{"pending", "partially_paid"}, "it was not paid in full when it was exported"},
		},
	},
	{
		name:  "woocommerce",
		needs: []string{"order_number", "shipping_first_name", "shipping_last_name", "shipping_postcode"},
		columns: [][2]string{
			{"order", "order_number"}, {"first_name", "shipping_first_name"}, {"last_name", "shipping_last_name"}, {"company", "shipping_company"},
			{"street1", "shipping_address_1"}, {"street2", "shipping_address_2"}, {"city", "shipping_city"}, {"state", "shipping_state"},
			{"postal_code", "shipping_postcode"}, {"country", "shipping_country"}, {"phone", "shipping_phone"}, {"phone", "billing_phone"},
			{"currency", "order_currency"}, {"items", "line_items"}, {"sku", "item_sku"}, {"item", "item_name"}, {"quantity", "item_quantity"},
			{"items", "line_item_*"},
		},
		holds: []hold{{"status", wooDone, "its status says so"}},
	},
	{
		name:  "woocommerce",
		needs: []string{"Order Number", "First Name (Shipping)", "Postcode (Shipping)"},
		columns: [][2]string{
			{"order", "Order Number"}, {"first_name", "First Name (Shipping)"}, {"last_name", "Last Name (Shipping)"}, {"company", "Company (Shipping)"},
			{"street1", "Address 1&2 (Shipping)"}, {"city", "City (Shipping)"}, {"state", "State Code (Shipping)"}, {"postal_code", "Postcode (Shipping)"},
			{"country", "Country Code (Shipping)"}, {"phone", "Phone (Shipping)"}, {"phone", "Phone (Billing)"},
			{"sku", "SKU"}, {"item", "Item Name"}, {"item", "Name"}, {"quantity", "Quantity (- Refund)"}, {"quantity", "Quantity"}, {"item_value", "Item Cost"},
		},
		holds: []hold{{"Order Status", wooDone, "its status says so"}},
		gone:  []hold{{"Quantity (- Refund)", []string{"0"}, ""}},
	},
}

var wooDone = []string{"completed", "cancelled", "refunded", "failed"}

var pirateShipMeasures = [][2]string{
	{"weight_lb", "Pounds"}, {"weight_oz", "Ounces"}, {"weight_oz", "Weight (oz)"}, {"weight_lb", "Weight (lb)"},
	{"length_in", "Length"}, {"width_in", "Width"}, {"height_in", "Height"},
	{"length_in", "Length (in)"}, {"width_in", "Width (in)"}, {"height_in", "Height (in)"},
}

// choosePreset finds the preset that is named, or without a name and a map the
// one that the header fits. None is nil.
func choosePreset(name string, m Map, byName map[string][]int) (*preset, *FileError) {
	if name == "" && m != nil {
		return nil, nil
	}
	var named, fits *preset
	for i := range presets {
		p := &presets[i]
		if name != "" && p.name != name {
			continue
		}
		named = p
		switch {
		case !p.fits(byName):
		case fits != nil && fits.name != p.name:
			return nil, &FileError{Reason: fmt.Sprintf("the header fits the presets %s and %s", fits.name, p.name), Hint: "say which"}
		case fits == nil:
			fits = p
		}
	}
	switch {
	case name != "" && named == nil:
		return nil, &FileError{Reason: fmt.Sprintf("there is no preset %q", name), Hint: "there are " + strings.Join(Presets(), ", ")}
	case fits != nil:
		return fits, nil
	}
	return named.orNil(name), nil
}

// orNil is the preset when it was asked for by name.
func (p *preset) orNil(name string) *preset {
	if name == "" {
		return nil
	}
	return p
}

func (p *preset) fits(byName map[string][]int) bool {
	for _, need := range p.needs {
		if len(byName[normal(need)]) == 0 {
			return false
		}
	}
	return true
}
