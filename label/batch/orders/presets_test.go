package orders_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// What exports say of items that were shipped, refunded or not paid.
func TestWhatIsLeftToShipOfAnOrder(t *testing.T) {
	const (
		shopify = "Name,Financial Status,Fulfillment Status,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem fulfillment status,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Province,Shipping Country\n"
		to      = ",Ann Lee,5 Market St,San Francisco,'94105,CA,US\n"
		amazon  = "order-id\torder-item-id\tquantity-to-ship\tsku\tproduct-name\trecipient-name\tship-address-1\tship-city\tship-state\tship-postal-code\tship-country\n"
		there   = "\tAnn Lee\t5 Market St\tSan Francisco\tCA\t94105\tUS\n"
		woo     = "Order Number,Order Status,First Name (Shipping),Last Name (Shipping),Address 1&2 (Shipping),City (Shipping),State Code (Shipping),Postcode (Shipping),Country Code (Shipping),SKU,Item Name,Quantity (- Refund)\n"
	)
	tests := []struct {
		name, file string
		want       []string // SKU and quantity of each item, and the notes; or the error
	}{
		{"an item that was shipped is not shipped again", shopify +
			"#1,paid,partial,2,Mug,MUG,fulfilled" + to + "#1,,,1,Pot,POT,pending,,,,,,\n", []string{"1 POT"}},
		{"of an order that was shipped nothing is", shopify +
			"#1,paid,partial,2,Mug,MUG,fulfilled" + to, []string{"nothing of the order is to be shipped"}},
		{"an order that was put back", shopify +
			"#1,paid,restocked,2,Mug,MUG,restocked" + to, []string{"the order must not be shipped: its goods were put back into stock"}},
		{"an item of which some were shipped is to be looked at", shopify +
			"#1,paid,partial,2,Mug,MUG,pending" + to + "#1,,,3,Pot,POT,partial,,,,,,\n",
			[]string{"2 MUG", "3 POT", "part of an item was shipped before: look how many are left"}},
		{"money that was paid back may be for an item", shopify +
			"#1,partially_refunded,unfulfilled,2,Mug,MUG,pending" + to, []string{"2 MUG", "part of it was paid back: look whether an item was taken off"}},
		{"money that did not come", shopify +
			"#1,pending,unfulfilled,2,Mug,MUG,pending" + to, []string{"2 MUG", "it was not paid in full when it was exported"}},
		{"an order that is paid has no note", shopify + "#1,paid,unfulfilled,2,Mug,MUG,pending" + to, []string{"2 MUG"}},
		{"an item with none left to ship", amazon + "A-1\t1\t0\tMUG\tMug" + there + "A-1\t2\t1\tPOT\tPot" + there, []string{"1 POT"}},
		{"an item of which all were refunded", woo + "5,Processing,Ann,Lee,5 Market St,San Francisco,CA,94105,US,MUG,Mug,0\n,,,,,,,,,POT,Pot,1\n", []string{"1 POT"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opts := options
			opts.Parcel = orders.Measures{Dims: dimweight.Dims{Length: 10 * dimweight.Inch, Width: 8 * dimweight.Inch, Height: 4 * dimweight.Inch}, Weight: dimweight.Pound}
			good, bad := readAll(t, tt.file, opts)
			var got []string
			for i := range good {
				for _, item := range good[i].Shipment.Parcels[0].Items {
					got = append(got, fmt.Sprintf("%d %s", item.Quantity, item.SKU))
				}
				got = append(got, good[i].Notes...)
			}
			for i := range bad {
				for _, p := range bad[i].Problems {
					got = append(got, p.Reason)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A plug-in writes as many columns of items as its largest order has, and Etsy and
// others have entities of HTML in their texts.
func TestWhatExportsDoToTexts(t *testing.T) {
	header, row := "order_number,shipping_first_name,shipping_last_name,shipping_address_1,shipping_city,shipping_state,shipping_postcode,shipping_country", "7,Liam,O&#39;Neil,1 Elm &amp; Oak St,Boston,MA,02134,US"
	want := "7: Liam O'Neil, 1 Elm & Oak St, Boston MA 02134 US; 10x8x4 in 1 lb"
	for i := 1; i <= 12; i++ {
		header += fmt.Sprintf(",line_item_%d", i)
		row += fmt.Sprintf(",name:Mug &quot;%d&quot;|sku:M-%d|quantity:2|total:1.00", i, i)
		want += fmt.Sprintf(" + 2 M-%d", i)
	}
	opts := options
	opts.Parcel = orders.Measures{Dims: dimweight.Dims{Length: 10 * dimweight.Inch, Width: 8 * dimweight.Inch, Height: 4 * dimweight.Inch}, Weight: dimweight.Pound}
	good, bad := readAll(t, header+"\n"+row+"\n", opts)
	if diff := cmp.Diff([]string{want}, tellAll(good)); diff != "" || bad != nil {
		t.Fatalf("(-want +got):\n%s%v", diff, bad)
	}
	if got := good[0].Shipment.Parcels[0].Items[11].Name; got != `Mug "12"` {
		t.Errorf("the last item is %s", got)
	}
	// What an entity stands for is looked at like any text.
	if _, bad := readAll(t, header+"\n"+strings.Replace(row, "Liam", "Liam&#7;", 1)+"\n", opts); len(bad) != 1 || bad[0].Problems[0].Code != orders.BadText {
		t.Errorf("a bell: %v", bad)
	}
}
