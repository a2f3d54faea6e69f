package orders_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// dims and weight are for literals; the fuzz tests of dimweight check the parsers.
func dims(s string) dimweight.Dims {
	d, err := dimweight.ParseDims(s)
	if err != nil {
		panic(err)
	}
	return d
}

func weight(s string) dimweight.Weight {
	w, err := dimweight.ParseWeight(s)
	if err != nil {
		panic(err)
	}
	return w
}

func TestReadMap(t *testing.T) {
	m, err := orders.ReadMap(strings.NewReader("\ufeffours,theirs\norder,Beleg\npostal_code,PLZ\ncountry,Land\nweight_kg,Gewicht\ndims_cm,Maß\n"))
	if err != nil {
		t.Fatal(err)
	}
	opts := options
	opts.Map = m
	good, bad := readAll(t, "Name,Beleg,PLZ,Land,Gewicht,Maß\nnot read,7,10115,Germany,1.2,50x40x30\n", opts)
	if diff := cmp.Diff([]string{"7: ,   10115 DE; 500x400x300 mm 1.2 kg"}, tellAll(good)); diff != "" {
		t.Errorf("(-want +got):\n%s\n%q", diff, problems(bad))
	}
	want := `line 1: the map takes country from a column "Land" that the file does not have: its columns are Beleg, PLZ`
	if err := lastError(strings.NewReader("Beleg,PLZ\n"), opts); err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestAMapAddsToAPreset(t *testing.T) {
	opts := options
	opts.Preset, opts.Map = "shopify", orders.Map{"weight_oz": "Notes", "dims_in": "Note Attributes"}
	text := strings.Replace(file(t, "shopify.csv"), "US,'+1 415 555 0101,,", "US,'+1 415 555 0101,40,12x9x7", 1)
	text = strings.Replace(text, "US,,,,,Shopify", "US,,40,12x9x7,,Shopify", 2)
	good, _ := readAll(t, text, opts)
	if len(good) == 0 || !strings.HasPrefix(told(&good[len(good)-1]), "#1002: Ben Ode, 12 Elm St, Newark NJ 07102 US; 12x9x7 in 2.5 lb + 1 MUG-R") {
		t.Errorf("%v", tellAll(good))
	}
}

func TestAPresetThatIsNamed(t *testing.T) {
	opts := options
	opts.Preset = "magento"
	want := `line 1: there is no preset "magento": there are amazon, ebay, etsy, pirate-ship, shipstation, shopify, woocommerce`
	if err := lastError(strings.NewReader(header+good), opts); err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	opts.Preset = "etsy"
	if err := lastError(strings.NewReader(header+good), opts); err == nil || !strings.HasPrefix(err.Error(), "line 1: the file has no column for order (the order number); postal_code;") {
		t.Errorf("%v, want the columns that are missing", err)
	}
}

func TestBadTables(t *testing.T) {
	readMap := func(s string) error { _, err := orders.ReadMap(strings.NewReader(s)); return err }
	readBoxes := func(s string) error { _, err := orders.ReadBoxes(strings.NewReader(s)); return err }
	readProducts := func(s string) error { _, err := orders.ReadProducts(strings.NewReader(s)); return err }
	const boxHead = "name,inner,outer,tare,limit,price\n"
	tests := []struct {
		name string
		read func(string) error
		text string
		want string
	}{
		{"an empty map", readMap, "", "map: the file is empty: write a row for each column, such as postal_code,Zip"},
		{"a map to nowhere", readMap, "colour,Farbe\n", `map:1: "colour" is no column of ours; the README lists them`},
		{"a map twice", readMap, "order,A\norder,B\n", "map:2: order stands twice"},
		{"a map of three columns", readMap, "order,A,B\n", "map:1: 3 cells: each row has two, our column and the header of theirs"},
		{"a map without theirs", readMap, "order,\n", "map:1: order has no column of theirs"},
		{"no boxes", readBoxes, boxHead, "boxes: the file has no box"},
		{"an empty file of boxes", readBoxes, "", "boxes: the file is empty: its columns are name inner outer tare limit price"},
		{"an unknown column", readBoxes, "name,inside\n", `boxes: column "inside" is unknown: there are name inner outer tare limit price`},
		{"all that is wrong with boxes", readBoxes, boxHead + "a,8x6x4in,8x6x4,1oz,,\n,8x6x4in,8x6x4in,,,free\n",
			`boxes:2: outer: size "8x6x4": no unit: write one such as 20x16x12in, 50x40x30cm or 500x400x300mm, each side at most 100 m` + "\n" +
				"boxes:2: inner: 8x6x4 in is larger than the outer size 0x0x0 in\n" +
				`boxes:3: tare: must be filled` + "\n" + `boxes:3: price: "free" is not an amount such as 100.00 USD` + "\n" + "boxes:3: name: must be filled"},
		{"a box larger inside", readBoxes, boxHead + "a,9x6x4in,8x6x5in,1oz,,\n", "boxes:2: inner: 9x6x4 in is larger than the outer size 8x6x5 in"},
		{"a box twice", readBoxes, boxHead + "a,8x6x4in,8x6x4in,1oz,,\na,8x6x4in,8x6x4in,1oz,,\n", `boxes:3: name: "a" stands twice`},
		{"a product twice", readProducts, "sku,weight\nA,1oz\nA,2oz\n", `products:3: sku: "A" stands twice`},
		{"a product without a number", readProducts, "sku,weight\n,1oz\n", `products:2: sku: must be filled`},
		{"a product of no country", readProducts, "sku,origin\nA,Narnia\n", `products:2: origin: "Narnia" is not a country`},
	}
	for _, tt := range tests {
		if err := tt.read(tt.text); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v\nwant %s", tt.name, err, tt.want)
		}
	}
}

func TestSmallestBox(t *testing.T) {
	boxes := []orders.Box{
		{Name: "large", Inner: dims("20x16x12in"), Outer: dims("21x17x13in"), Tare: weight("1lb"), Limit: weight("60lb")},
		{Name: "dear", Inner: dims("8x6x4in"), Outer: dims("9x7x5in"), Tare: weight("4oz"), Limit: weight("10lb"), Price: carriers.Money{Minor: 50, Currency: "USD"}},
		{Name: "small", Inner: dims("8x6x4in"), Outer: dims("9x7x5in"), Tare: weight("4oz"), Limit: weight("10lb"), Price: carriers.Money{Minor: 40, Currency: "USD"}},
		{Name: "long", Inner: dims("40x4x4in"), Outer: dims("41x5x5in"), Tare: weight("8oz")},
	}
	line := func(n int, size, each string) orders.Line {
		l := orders.Line{Item: carriers.Item{SKU: "A", Quantity: n}}
		if size != "" {
			l.Dims = dims(size)
		}
		if each != "" {
			l.Item.Weight = weight(each)
		}
		return l
	}
	tests := []struct {
		name   string
		lines  []orders.Line
		scale  string
		box    string
		weight string
		note   string
		err    string
	}{
		{name: "the smallest that holds it, and the cheaper of two", lines: []orders.Line{line(1, "8x6x4in", "1lb")}, box: "small", weight: "20oz"},
		{name: "a piece is turned", lines: []orders.Line{line(1, "4x8x6in", "1lb")}, box: "small", weight: "20oz"},
		{name: "eight halves fill it", lines: []orders.Line{line(8, "4x3x2in", "2oz")}, box: "small", weight: "20oz"},
		{name: "nine do not", lines: []orders.Line{line(9, "4x3x2in", "2oz")}, box: "long", weight: "26oz"},
		{name: "volume alone is not enough", lines: []orders.Line{line(2, "5x5x4in", "1lb")}, box: "large", weight: "3lb"},
		{name: "a long piece takes the long box", lines: []orders.Line{line(1, "30x2x2in", "1lb")}, box: "long", weight: "24oz"},
		{name: "too heavy for the small one", lines: []orders.Line{line(1, "2x2x2in", "11lb")}, box: "long", weight: "11.5lb"},
		{name: "the scale is believed", lines: []orders.Line{line(1, "2x2x2in", "")}, scale: "3lb", box: "small", weight: "3lb"},
		{name: "without a size the weight decides, and it is noted", lines: []orders.Line{line(1, "", "1lb")}, box: "small", weight: "20oz",
			note: "box small is chosen by weight alone: the size of an item is unknown"},
		{name: "too large for all", lines: []orders.Line{line(1, "50x2x2in", "1lb")}, err: "no box holds the items: they do not fit into large with 20x16x12 in inside"},
		{name: "too heavy for all", lines: []orders.Line{line(1, "10x10x10in", "61lb")}, err: "no box carries the items: 61 lb is over the 60 lb limit of large"},
		{name: "weight unknown", lines: []orders.Line{line(1, "1x1x1in", "")}, err: "the weight of the items is unknown"},
		{name: "too many to place", lines: []orders.Line{line(501, "1x1x1in", "1oz")}, err: "501 pieces are over the 500 limit of one box"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := orders.Contents{Lines: tt.lines}
			if tt.scale != "" {
				c.Weight = weight(tt.scale)
			}
			got, err := orders.NewSmallest(boxes).Pack(c)
			if tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Errorf("%v, want %s", err, tt.err)
				}
				return
			}
			if err != nil || len(got) != 1 {
				t.Fatal(got, err)
			}
			p := got[0]
			if p.Box.Name != tt.box || p.Parcel.Weight != weight(tt.weight) || p.Parcel.Dims != p.Box.Outer || p.Note != tt.note || len(p.Parcel.Items) != len(tt.lines) {
				t.Errorf("%s of %v, %q; want %s of %s, %q", p.Box.Name, p.Parcel.Weight, p.Note, tt.box, tt.weight, tt.note)
			}
		})
	}
}

func TestWhatIsNotToldOfParcels(t *testing.T) {
	const head = "order,zip,sku,qty,weight,dims\n"
	standard := options
	standard.Parcel = orders.Measures{Dims: dims("12x9x4in"), Weight: weight("1lb")}
	tests := []struct {
		name, row string
		opts      orders.Options
		want, bad string
		note      string
	}{
		{name: "the size and the weight for all", row: "1,94105,,,,\n", opts: standard, want: "1: ,   94105 US; 12x9x4 in 1 lb"},
		{name: "a row's own are stronger", row: "1,94105,,,2lb,\n", opts: standard, want: "1: ,   94105 US; 12x9x4 in 2 lb"},
		{name: "a box for what was weighed", row: "1,94105,MUG-B,2,3lb,\n", opts: warehouse(t), want: "1: ,   94105 US; 8.5x6.5x4.5 in 3 lb in small + 2 MUG-B"},
		{name: "items in a box whose size the row tells weigh what they do", row: "1,94105,MUG-B,2,,9x9x9in\n", opts: warehouse(t), want: "1: ,   94105 US; 9x9x9 in 1.75 lb + 2 MUG-B",
			note: "parcel 1: its weight is that of the items, without packing"},
		{name: "an item that nobody knows", row: "1,94105,HAT,2,,\n", opts: warehouse(t),
			bad: `row 2: sku: "HAT": no weight, and none is known of the item HAT: a weight for the row, or --products FILE that has the article, or --weight for all`},
		{name: "items that no box holds", row: "1,94105,MUG-B,90,,\n", opts: warehouse(t), bad: `row 2: dims: no box carries the items: 78.75 lb is over the 65 lb limit of large: a size for the row, or another box`},
		{name: "nothing", row: "1,94105,,,,\n", opts: warehouse(t), bad: `row 2: dims: no size: a size such as 12x9x7in, or --boxes FILE, or --dims for all` + "\n" +
			`row 2: weight: no weight: a weight such as 2.5lb, or --weight for all`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			good, bad := readAll(t, head+tt.row, tt.opts)
			if got := strings.Join(tellAll(good), "\n"); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
			if got := strings.Join(problems(bad), "\n"); got != tt.bad {
				t.Errorf("%s\nwant %s", got, tt.bad)
			}
			if len(good) == 1 && strings.Join(good[0].Notes, "\n") != tt.note {
				t.Errorf("notes %q, want %q", good[0].Notes, tt.note)
			}
		})
	}
}
