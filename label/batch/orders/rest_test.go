package orders_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
)

func TestProblemsOfOtherColumns(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"a side that is missing", "order,zip,weight_lb,length_in,width_in,height_in\n1,94105,1,12,,7\n",
			[]string{`row 2: width_in: the side is missing: all three sides, or none`}},
		{"sides that are none", "order,zip,weight_lb,length,width_in,height_in\n1,94105,1,12,0,\"1,5\"\n",
			[]string{`row 2: length: "12": no unit: write in, cm or mm, as in 12in, or name the column length_in`,
				`row 2: width_in: "0": must be more than 0: write what was measured, such as 12x9x7in or 2.5lb`,
				`row 2: height_in: "1,5": a number with a comma: write digits and a point: 1500 for 1,500, or 1.5 for 1,5`}},
		{"no sides at all", "order,zip,weight_lb,length_in,width_in,height_in\n1,94105,1,,,\n",
			[]string{`row 2: length_in: no size: a size such as 12x9x7in, or --boxes FILE, or --dims for all`}},
		{"no pounds and no ounces", "order,zip,weight_lb,weight_oz,dims_in\n1,94105,0,0.0,1x1x1\n", []string{`row 2: weight_lb: "0": must be more than 0: write what was measured, such as 12x9x7in or 2.5lb`}},
		{"two sizes of one parcel", "order,zip,weight_lb,dims_in,parcel\n1,94105,1,1x1x1,A\n1,94105,1,2x1x1,A\n",
			[]string{`row 3: dims_in: "2x1x1": the same parcel has another size in row 2: write the same, or leave it blank`}},
		{"neither yes nor no", "order,zip,weight_lb,dims_in,residential,signature\n1,94105,1,1x1x1,maybe,ja\n",
			[]string{`row 2: residential: "maybe": neither yes nor no: write yes or no`, `row 2: signature: "ja": neither yes nor no: write yes or no`}},
		{"a place that is none", "order,zip,weight_lb,dims_in,place,contents\n1,94105,1,1x1x1,roof,live animals\n",
			[]string{`row 2: place: "roof": not a place of delivery: use one of [door pickup-point locker po-box]`, `row 2: contents: "live animals": not a kind of contents: use media, or leave it blank`}},
		{"a day of handover that is none", "order,zip,weight_lb,dims_in,ready\n1,94105,1,1x1x1,tomorrow\n",
			[]string{`row 2: ready: "tomorrow": not a day, or day and hour: write 2026-11-23, or 2026-11-23T14:00 for an hour`}},
		{"items that are none", "order,zip,weight_lb,dims_in,sku,qty,item_value,origin,item_weight_g\n1,94105,1,1x1x1,A,0,-1.00,Narnia,5e2\n",
			[]string{`row 2: qty: "0": must be more than 0: at least 1, or blank for 1`, `row 2: origin: "Narnia": not a country: a code of two letters such as US, or the English name`,
				`row 2: item_value: "-1.00": must be more than 0: write it without the minus, or correct it`, `row 2: item_weight_g: "5e2": a number with an exponent: write digits and a point, not 5e2`}},
		{"several items in a cell", "order,zip,weight_lb,dims_in,items\n1,94105,1,1x1x1,sku:A|quantity:0; total:5\n",
			[]string{`row 2: items: "sku:A|quantity:0; total:5": must be more than 0: at least 1, or blank for 1`, `row 2: items: "sku:A|quantity:0; total:5": "total:5" is no item: write name:Mug|sku:MUG-1|quantity:2`}},
		{"items heavier than their parcel", "order,zip,weight_lb,dims_in,sku,item_weight_lb\n1,94105,1,1x1x1,A,2\n",
			[]string{`row 2: parcels[0].items: weigh more than the parcel's 0.45 kg together`}},
		{"a quantity of nothing that is none", "order,zip,weight_lb,dims_in,sku,quantity\n1,94105,1,1x1x1,,0\n2,94105,1,1x1x1,,1.5\n3,94105,1,1x1x1,,５\n",
			[]string{`row 2: quantity: "0": must be more than 0: at least 1, or blank for 1`, `row 3: quantity: "1.5": not a whole number: write digits alone`,
				`row 4: quantity: "５": digits that are not ASCII: write digits and a point: 12, not １２`}},
		{"a quantity without a column of items", "order,zip,weight_lb,dims_in,quantity\n1,94105,1,1x1x1,-2\n",
			[]string{`row 2: quantity: "-2": must be more than 0: write it without the minus, or correct it`}},
		{"nothing to be shipped", "order,zip,weight_lb,dims_in,item,ships\n1,94105,,,E-book,no\n",
			[]string{`row 2: ships: "no": nothing of the order is to be shipped: leave it out of the export`}},
		{"papers for customs that cannot be", "order,zip,weight_lb,dims_in,customs_reason,incoterm\n1,94105,1,1x1x1,fun,ABC Paris\n",
			[]string{`row 2: customs.reason: "fun" is unknown: use one of [gift documents sale sample return other]`,
				`row 2: customs.incoterm: "ABC Paris" does not begin with a rule of Incoterms 2020: use one of [CFR CIF CIP CPT DAP DDP DPU EXW FAS FCA FOB] and a place`}},
		{"a text over the limit of a label", "order,zip,weight_lb,dims_in,city\n1,94105,1,1x1x1," + strings.Repeat("x", 1001) + "\n",
			[]string{`row 2: to.city: 1001 bytes are over the 1000 limit`}},
		{"no sender in the row", "order,zip,weight_lb,dims_in,from_zip,from_country\n1,94105,1,1x1x1,,US\n", []string{`row 2: from_zip: no postal code: each address in US has one`}},
		{"a row of its order that cannot be read, with its number behind the fault", "zip,weight_lb,dims_in,city,order\n94105,1,1x1x1,X,1001\n94105,1,1x1x1,\"X\"Y,1001\n",
			[]string{`row 3: city: a quote in the wrong place: write "" for a quote, and put the cell in quotes; or a quote above is not closed`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opts := options
			if strings.Contains(tt.text, "from_zip") {
				opts.From = carriers.Address{}
			}
			good, bad := readAll(t, tt.text, opts)
			if diff := cmp.Diff(tt.want, problems(bad)); diff != "" || len(good) > 0 {
				t.Errorf("(-want +got):\n%s\n%v", diff, tellAll(good))
			}
		})
	}
}

func TestPostalCodesThatLostZeros(t *testing.T) {
	tests := []struct{ name, country, code, hint string }{
		{"nine digits that were eight", "US", "21341234", "write 02134-1234: 21341234 lost its zero, as a spreadsheet takes it for a number"},
		{"Puerto Rico as a country", "PR", "907", "write 00907: 907 lost its zero, as a spreadsheet takes it for a number"},
		{"six digits are none", "US", "941051", ""},
		{"two digits are none", "US", "12", ""},
		{"Poland has no such codes", "PL", "1234", ""},
		{"letters are none", "US", "ABCD", ""},
	}
	for _, tt := range tests {
		_, bad := readAll(t, header+with("country="+tt.country, "zip="+tt.code), options)
		if len(bad) != 1 || bad[0].Problems[0].Hint != tt.hint {
			t.Errorf("%s: %q, want the hint %q", tt.name, problems(bad), tt.hint)
		}
	}
}

func TestMoney(t *testing.T) {
	usd := func(minor int64) carriers.Money { return carriers.Money{Minor: minor, Currency: "USD"} }
	tests := []struct {
		name, cell, currency string
		opt                  carriers.Currency
		want                 carriers.Money
	}{
		{"dollars by default", "100", "", "", usd(100_00)},
		{"one decimal", "100.5", "", "", usd(100_50)},
		{"a sign", "$12.34", "", "", usd(12_34)},
		{"its own currency", "12.34 EUR", "USD", "", carriers.Money{Minor: 12_34, Currency: "EUR"}},
		{"the row's currency", "€12.34", "eur", "USD", carriers.Money{Minor: 12_34, Currency: "EUR"}},
		{"the currency of all", "12.34", "", "GBP", carriers.Money{Minor: 12_34, Currency: "GBP"}},
		{"a currency without decimals", "1234", "JPY", "", carriers.Money{Minor: 1234, Currency: "JPY"}},
		{"a currency with three", "1.234", "KWD", "", carriers.Money{Minor: 1234, Currency: "KWD"}},
		{"nothing", "0.00", "", "", carriers.Money{}},
		{"nothing of yen", "0", "JPY", "", carriers.Money{}},
	}
	for _, tt := range tests {
		opts := options
		opts.Currency = tt.opt
		good, bad := readAll(t, "order,zip,weight_lb,dims_in,insured,currency\n1,94105,1,1x1x1,"+tt.cell+","+tt.currency+"\n", opts)
		if len(good) != 1 || good[0].Shipment.Insured != tt.want {
			t.Errorf("%s: %v, problems %q; want %v", tt.name, tellAll(good), problems(bad), tt.want)
		}
	}
}

func TestWhatOrdersAreSortedBy(t *testing.T) {
	good, _ := readAll(t, "order,zip,weight_lb,dims_in,item,sku,bin,qty\n1,94105,9,9x9x9,Gift card,,,1\n1,,,,Mug,MUG-1,,2.00\n1,,,,Pot,POT-1,A-7,\n2,94105,1,1x1x1,,,,\n", options)
	if len(good) != 2 || good[0].SKU() != "MUG-1" || good[0].Bin() != "A-7" || good[1].SKU() != "" || good[1].Bin() != "" {
		t.Errorf("%v", tellAll(good))
	}
}

func TestPromisesAndDays(t *testing.T) {
	text := "order,zip,weight_lb,dims_in,by,ready\n" +
		"1,94105,1,1x1x1,2026-11-27,2026-11-24\n2,94105,1,1x1x1,2026-11-27,2026-11-24\n3,94105,1,1x1x1,2026-11-27 12:30:00,\n4,94105,1,1x1x1,2026-11-27T09:00,2026-11-24T14:00\n5,94105,1,1x1x1,,\n"
	good, bad := readAll(t, text, options)
	if len(good) != 5 {
		t.Fatal(problems(bad))
	}
	day, tuesday := carriers.NewDate(2026, 11, 27), time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	want := []struct {
		by    carriers.Date
		hour  string
		ready time.Time
		own   bool
	}{{day, "", tuesday, true}, {day, "", tuesday, true}, {day, "12:30", options.Ready, false}, {day, "09:00", tuesday.Add(14 * time.Hour), true}, {0, "", options.Ready, false}}
	for i, w := range want {
		if o := good[i]; o.By != w.by || o.ByHour != w.hour || !o.Shipment.Ready.Equal(w.ready) || o.OwnReady != w.own {
			t.Errorf("order %s: %v %q %v %v, want %+v", o.ID, o.By, o.ByHour, o.Shipment.Ready, o.OwnReady, w)
		}
	}
}

// TestAClonedOrderIsOnesOwn overwrites the chunk that it came from.
func TestAClonedOrderIsOnesOwn(t *testing.T) {
	text := file(t, "shipstation.csv")
	split, err := orders.NewSplitter(strings.NewReader(text), options)
	if err != nil {
		t.Fatal(err)
	}
	var c orders.Chunk
	if err := split.Next(&c); err != nil {
		t.Fatal(err)
	}
	c.Parse()
	want, got := told(&c.Orders[0]), c.Orders[0].Clone()
	other, err := orders.NewSplitter(strings.NewReader(strings.ReplaceAll(text, "M", "N")), options)
	if err != nil || other.Next(&c) != nil {
		t.Fatal(err)
	}
	c.Parse()
	if told(&got) != want || told(&c.Orders[0]) == want {
		t.Errorf("%s\nwant %s", told(&got), want)
	}
}

func TestAHeaderThatFitsTwoPresets(t *testing.T) {
	shop, _, _ := strings.Cut(file(t, "shopify.csv"), "\n")
	etsy, _, _ := strings.Cut(file(t, "etsy.csv"), "\r\n")
	want := "line 1: the header fits the presets etsy and shopify: say which"
	if err := lastError(strings.NewReader(shop+","+etsy+"\n"), warehouse(t)); err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestCellsPartedByTabs(t *testing.T) {
	text := "order\tname\tzip\tweight_lb\tdims_in\tcity\n" +
		"1\t\"Ann \"\"the\"\" Lee\"\t94105\t1\t1x1x1\t5\" X\n" +
		"2\t\"Sunrise\" Ltd\t94105\t1\t1x1x1\tX, Y\n"
	good, bad := readAll(t, text, options)
	if len(good) != 2 || good[0].Shipment.To.Name != `Ann "the" Lee` || good[0].Shipment.To.City != `5" X` || good[1].Shipment.To.Name != `"Sunrise" Ltd` {
		t.Errorf("%v %q", tellAll(good), problems(bad))
	}
}
