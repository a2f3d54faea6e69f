package orders_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
)

const plainHeader = "order,name,street,city,state,zip,country,weight_lb,dims_in\n"

func TestHowFilesMayBeWritten(t *testing.T) {
	want := []string{"1001: Ann Lee, 5 Market St, San Francisco CA 94105 US; 12x9x7 in 2.5 lb"}
	row := "1001,Ann Lee,5 Market St,San Francisco,CA,94105,US,2.5,12x9x7\n"
	rest := "1001,Ann Lee,5 Market St,San Francisco,CA,94105,US,"
	head := "order,name,street,city,state,zip,country,"
	tests := []struct{ name, text string }{
		{"as it is", plainHeader + row},
		{"no line end at the end", strings.TrimSpace(plainHeader + row)},
		{"line ends of Windows", strings.ReplaceAll(plainHeader+row, "\n", "\r\n")},
		{"a byte order mark", "\ufeff" + plainHeader + row},
		{"blank lines, before, between and after", "\n\n" + plainHeader + "\r\n\n" + row + "\n  \n,,,,\n"},
		{"names in capitals and in another order", "DIMS_IN,Weight_LB,Country,ZIP,State,City,Street,Name,ORDER\n12x9x7,2.5,US,94105,CA,San Francisco,5 Market St,Ann Lee,1001\n"},
		{"columns that nobody knows", "order,name,street,city,state,zip,country,weight_lb,dims_in,note\n" + strings.TrimSpace(row) + ",\"\x00\n\xff\"\n"},
		{"columns without a name", strings.TrimSpace(plainHeader) + ",,\n" + strings.TrimSpace(row) + ",,\n"},
		{"blank cells too many", plainHeader + strings.TrimSpace(row) + ",,\n"},
		{"spaces around cells", "order , name,street,city,state, zip,country,weight_lb,dims_in\n 1001 ,\tAnn Lee\t, 5 Market St,San Francisco , CA, 94105 ,US, 2.5 , 12x9x7\u00a0\n"},
		{"everything in quotes", "\"order\",\"name\",\"street\",\"city\",\"state\",\"zip\",\"country\",\"weight_lb\",\"dims_in\"\n\"1001\",\"Ann Lee\",\"5 Market St\",\"San Francisco\",\"CA\",\"94105\",\"US\",\"2.5\",\"12x9x7\"\n"},
		{"spaces before and after quotes", plainHeader + `1001, "Ann Lee" ,"5 Market St",San Francisco,CA,94105,US,2.5,12x9x7` + "\n"},
		{"parted by tabs", strings.ReplaceAll(plainHeader+row, ",", "\t")},
		{"an apostrophe that marks text", plainHeader + "'1001,Ann Lee,5 Market St,San Francisco,CA,'94105,US,2.5,12x9x7\n"},
		{"other names", "Order Number,Ship To Name,Ship To Address 1,Ship To City,Ship To State,Ship To Zip,Ship To Country,Weight (lb),Size [in]\n" + row},
		{"a name beside a stronger one", "order,name,to_name,street,city,state,zip,country,weight_lb,dims_in\n" + strings.Replace(row, "Ann Lee", "The Shop,Ann Lee", 1)},
		{"a name beside one for the same that is blank", "order,name,street,city,state,postal_code,zip,country,weight_lb,dims_in\n" + strings.Replace(row, "94105", ",94105", 1)},
		{"first and last names", "order,first_name,last_name,street,city,state,zip,country,weight_lb,dims_in\n" + strings.Replace(row, "Ann Lee", "Ann,Lee", 1)},
		{"no country is that of the sender", "order,name,street,city,state,zip,weight_lb,dims_in\n" + strings.Replace(row, "US,", "", 1)},
		{"a blank country is that of the sender", plainHeader + strings.Replace(row, "US", "", 1)},
		{"a country in words", plainHeader + strings.Replace(row, "US", "United States", 1)},
		{"ounces", head + "weight_oz,dims\n" + rest + "40,12x9x7in\n"},
		{"a unit in the cell", head + "weight,dims\n" + rest + "2.5 lb,12 x 9 x 7 in\n"},
		{"a unit in the cell is stronger than the header's", head + "weight_kg,dims_cm\n" + rest + "40oz,12x9x7in\n"},
		{"pounds and ounces in the cell", head + "weight,dims\n" + rest + "2lb8oz,12in x 9in x 7in\n"},
		{"a unit in a column", head + "weight,weight_unit,length,width,height,dim_unit\n" + rest + "2.5,LB,12,9,7,in\n"},
		{"pounds and ounces in two columns", head + "weight_lb,weight_oz,dims_in\n" + rest + "2,8,12x9x7\n"},
		{"pounds and ounces as words", head + "Pounds,Ounces,dims_in\n" + rest + "0,40,12x9x7\n"},
		{"three sides", head + "weight_lb,length_in,width_in,height_in\n" + rest + "2.5,12,9.00,7\n"},
		{"sides in millimetres", head + "weight_lb,length_mm,width_mm,height_mm\n" + rest + "2.5,304.8,228.6,177.8\n"},
		{"a size in centimetres", head + "weight_lb,dims\n" + rest + "2.5,30.48x22.86x17.78cm\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			good, bad := readAll(t, tt.text, options)
			if diff := cmp.Diff(want, tellAll(good)); diff != "" || len(bad) > 0 {
				t.Errorf("(-want +got):\n%s\nproblems %q", diff, problems(bad))
			}
		})
	}
}

func TestAllThatAnOrderMayTell(t *testing.T) {
	text := "order,name,company,street1,street2,street3,city,state,zip,country,phone,tax_id,residential,weight_kg,dims_cm,nonstandard,parcel,ready,deliver_by,service," +
		"accessorials,saturday,sunday,contents,place,insured,currency,tags,copies,gift_message,customs_reason,incoterm,invoice,from_name,from_street1,from_city,from_state,from_zip,from_country\n" +
		"A-7,Zoë Żak,Żak & Co,\"5 Market St\nFloor 2\",Suite 9,,Kraków,,31-042,PL,+48 12 555 01 07,PL123,yes,1.2,50x40x30,yes,BOX 1,2026-11-24T14:00,2026-11-30T18:00,\"UPS, fedex/international-economy\"," +
		"\"Adult Signature\",x,no,Media,Pickup point,250,EUR,\"vip; fragile\",2,\"Dear Zoë,\nall the best\",sale,DAP Kraków,INV-7,Werk,Gartenweg 4,Berlin,,10115,Germany\n"
	opts := options
	opts.From.Phone = "+1 212 555 0100"
	good, bad := readAll(t, text, opts)
	if len(good) != 1 {
		t.Fatalf("problems %q", problems(bad))
	}
	o := good[0]
	want := carriers.Shipment{
		Reference: "A-7",
		From:      carriers.Address{Name: "Werk", Street: []string{"Gartenweg 4"}, City: "Berlin", State: "NY", PostalCode: "10115", Country: "DE", Phone: "+1 212 555 0100"},
		To: carriers.Address{Name: "Zoë Żak", Company: "Żak & Co", Street: []string{"5 Market St", "Floor 2", "Suite 9"}, City: "Kraków", PostalCode: "31-042", Country: "PL",
			Phone: "+48 12 555 01 07", TaxID: "PL123", Residential: true, Place: carriers.PickupPoint},
		Parcels:      []carriers.Parcel{{Dims: dims("50x40x30cm"), Weight: weight("1.2kg"), Reference: "BOX 1", Nonstandard: true}},
		Ready:        time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC),
		Accessorials: []carriers.Accessorial{carriers.AdultSignature, carriers.Saturday},
		Insured:      carriers.Money{Minor: 25000, Currency: "EUR"},
		Contents:     carriers.Media,
		GiftMessage:  "Dear Zoë,\nall the best",
		Customs:      carriers.Customs{Reason: carriers.ReasonSale, Incoterm: "DAP Kraków", Invoice: "INV-7"},
	}
	if diff := cmp.Diff(want, o.Shipment); diff != "" {
		t.Errorf("shipment (-want +got):\n%s", diff)
	}
	wantOrder := orders.Order{
		ID: "A-7", By: carriers.NewDate(2026, 11, 30), ByHour: "18:00", Services: []string{"ups", "fedex/international-economy"}, Tags: []string{"vip", "fragile"}, Copies: 2, OwnReady: true,
		Source: orders.Source{Row: 2, Rows: 1, Line: 2},
	}
	o.Shipment, o.Raw = carriers.Shipment{}, ""
	if diff := cmp.Diff(wantOrder, o); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestRowsOfOneOrder(t *testing.T) {
	const head = "order,name,zip,weight_lb,dims_in,parcel,sku,item,qty,item_weight_oz,bin,tags\n"
	tests := []struct {
		name, rows string
		want, bad  []string
	}{
		{"each with a size is a parcel", "1,Ann,94105,2,12x9x7,,,,,,,\n1,,,3,8x6x4,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n",
			[]string{"1: Ann,   94105 US; 12x9x7 in 2 lb; 8x6x4 in 3 lb", "2: Ben,   10001 US; 8x6x4 in 1 lb"}, nil},
		{"one without is an item of the parcel before", "1,Ann,94105,2,12x9x7,,MUG,Mug,2,14,A-1,\n1,,,,,,POT,Pot,,,,\n1,,,3,8x6x4,,CUP,Cup,1,,,\n",
			[]string{"1: Ann,   94105 US; 12x9x7 in 2 lb + 2 MUG + 1 POT; 8x6x4 in 3 lb + 1 CUP"}, nil},
		{"the parcel column names a parcel again", "1,Ann,94105,2,12x9x7,A,MUG,,1,,,\n1,Ann,94105,2,12x9x7,A,POT,,1,,,\n1,Ann,94105,2,12x9x7,B,CUP,,1,,,\n",
			[]string{"1: Ann,   94105 US; 12x9x7 in 2 lb + 1 MUG + 1 POT; 12x9x7 in 2 lb + 1 CUP"}, nil},
		{"a blank number and address carry on", "1,Ann,94105,2,12x9x7,,MUG,,1,,,\n,,,,,,POT,,1,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n",
			[]string{"1: Ann,   94105 US; 12x9x7 in 2 lb + 1 MUG + 1 POT", "2: Ben,   10001 US; 8x6x4 in 1 lb"}, nil},
		{"what the first row lacks is taken from the next", "1,,,2,12x9x7,,,,,,,\n1,Ann,94105,2,12x9x7,,,,,,,\n",
			[]string{"1: Ann,   94105 US; 12x9x7 in 2 lb; 12x9x7 in 2 lb"}, nil},
		{"two addresses are a conflict", "1,Ann,94105,2,12x9x7,,,,,,,\n1,Ann,94107,2,12x9x7,,,,,,,\n", nil,
			[]string{`row 3: zip: "94107": the rows above of this order have 94105: write the same, or leave it blank, or give it another order number`}},
		{"two weights of one parcel are a conflict", "1,Ann,94105,2,12x9x7,A,,,,,,\n1,Ann,94105,3,12x9x7,A,,,,,,\n", nil,
			[]string{`row 3: weight_lb: "3": the same parcel has another weight in row 2: write the same, or leave it blank`}},
		{"a row that adds nothing is a duplicate", "1,Ann,94105,2,12x9x7,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n2,Ben,10001,,,,,,,,,\n",
			[]string{"1: Ann,   94105 US; 12x9x7 in 2 lb"},
			[]string{`row 4: order: "2": the row above has the same order number, and this one adds nothing: delete the row, or give it a size and weight or an item`}},
		{"a bad row refuses all of its order", "1,Ann,94105,2,12x9x7,,,,,,,\n1,,,0,8x6x4,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n",
			[]string{"2: Ben,   10001 US; 8x6x4 in 1 lb"}, []string{`row 3: weight_lb: "0": must be more than 0: write what was measured, such as 12x9x7in or 2.5lb`}},
		{"a row that cannot be read refuses all of its order", "1,Ann,94105,2,12x9x7,,,,,,,\n1,\"A\"nn,,3,8x6x4,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n",
			[]string{"2: Ben,   10001 US; 8x6x4 in 1 lb"}, []string{`row 3: name: a quote in the wrong place: write "" for a quote, and put the cell in quotes; or a quote above is not closed`}},
		{"a quote that is not closed costs its line alone", "1,\"Ann,94105,2,12x9x7,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n3,\"Cy\",10001,1,8x6x4,,,,,,,\n4,Di,10001,1,8x6x4,,,,,,,\n",
			[]string{"2: Ben,   10001 US; 8x6x4 in 1 lb", "3: Cy,   10001 US; 8x6x4 in 1 lb", "4: Di,   10001 US; 8x6x4 in 1 lb"},
			[]string{`row 2: name: the quote is not closed in its line: close it, or write "" for a quote within quotes`}},
		{"and the other rows of its order", "77,\"Ann,94105,2,12x9x7,,,,,,,\n77,\"Cy\",10001,1,8x6x4,,,,,,,\n,,,1,8x6x4,,,,,,,\n4,Di,10001,1,8x6x4,,,,,,,\n",
			[]string{"4: Di,   10001 US; 8x6x4 in 1 lb"},
			[]string{`row 2: name: the quote is not closed in its line: close it, or write "" for a quote within quotes`}},
		{"a quote before the order number refuses the order below that has it", "\"77,Ann,94105,2,12x9x7,,,,,,,\n77,\"Cy\",10001,1,8x6x4,,,,,,,\n4,Di,10001,1,8x6x4,,,,,,,\n",
			[]string{"4: Di,   10001 US; 8x6x4 in 1 lb"},
			[]string{`row 2: order: the quote is not closed in its line: close it, or write "" for a quote within quotes`}},
		{"a quote that a later row closes costs its line alone where the cells tell", "1,\"Ann,94105,2,12x9x7,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n3,Cy\",10001,1\n4,Di,10001,1,8x6x4,,,,,,,\n",
			[]string{"2: Ben,   10001 US; 8x6x4 in 1 lb", "4: Di,   10001 US; 8x6x4 in 1 lb"},
			[]string{`row 2: name: the quote is not closed in its line: close it, or write "" for a quote within quotes`,
				`row 4: name: a quote in the wrong place: write "" for a quote, and put the cell in quotes; or a quote above is not closed`}},
		{"a row of two lines with a quote in the second costs both", "1,\"Ann\nLee\",\"9\"4105,2,12x9x7,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n",
			[]string{"2: Ben,   10001 US; 8x6x4 in 1 lb"},
			[]string{`row 2: name: the quote is not closed in its line: close it, or write "" for a quote within quotes`,
				`row 3: order: a quote in the wrong place: write "" for a quote, and put the cell in quotes; or a quote above is not closed`}},
		{"a row with a cell too many refuses the rows after it too", "1,Ann,94105,2,12x9x7,,,,,,,,x\n1,,,3,8x6x4,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n",
			[]string{"2: Ben,   10001 US; 8x6x4 in 1 lb"}, []string{`row 2: 13 cells where the header has 12: a comma in a cell? put the cell in quotes`}},
		{"the same id later is an error of the second", "1,Ann,94105,2,12x9x7,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n1,Ann,94105,3,8x6x4,,,,,,,\n",
			[]string{"1: Ann,   94105 US; 12x9x7 in 2 lb", "2: Ben,   10001 US; 8x6x4 in 1 lb"},
			[]string{`row 4: order: "1": the order number stood before: rows of one order must follow each other: sort the file by it, or give this one another number`}},
		{"the same id after a bad one is an error too", "1,Ann,2134,2,12x9x7,,,,,,,\n2,Ben,10001,1,8x6x4,,,,,,,\n1,Ann,02134,2,12x9x7,,,,,,,\n",
			[]string{"2: Ben,   10001 US; 8x6x4 in 1 lb"},
			[]string{`row 2: zip: "2134": not a postal code of US: write 02134: 2134 lost its zero, as a spreadsheet takes it for a number`,
				`row 4: order: "1": the order number stood before: rows of one order must follow each other: sort the file by it, or give this one another number`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			good, bad := readAll(t, head+tt.rows, options)
			if diff := cmp.Diff(tt.want, tellAll(good)); diff != "" {
				t.Errorf("orders (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.bad, problems(bad)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestChunksKeepOrdersWhole reads orders of 3 rows, whose chunks cannot end after
// 500 rows, by readers that give a byte, half of what is asked, or all at once.
func TestChunksKeepOrdersWhole(t *testing.T) {
	var b strings.Builder
	b.WriteString("order,zip,weight_lb,dims_in,city\n")
	const n = 900
	for i := range n {
		for p := range 3 {
			fmt.Fprintf(&b, "%d,94105,%d,12x9x7,\"San\"\"\nFrancisco\"\n", i, p+1)
		}
	}
	text := strings.ReplaceAll(b.String(), "\"San\"\"\nFrancisco\"", "San Francisco")
	var first string
	for _, in := range []string{"whole", "half", "byte"} {
		r := map[string]func() *orders.Splitter{
			"whole": func() *orders.Splitter { s, _ := orders.NewSplitter(strings.NewReader(text), options); return s },
			"half": func() *orders.Splitter {
				s, _ := orders.NewSplitter(iotest.HalfReader(strings.NewReader(text)), options)
				return s
			},
			"byte": func() *orders.Splitter {
				s, _ := orders.NewSplitter(iotest.OneByteReader(strings.NewReader(text)), options)
				return s
			},
		}[in]()
		var c orders.Chunk
		var shape strings.Builder
		for r.Next(&c) == nil {
			c.Parse()
			if c.Rows()%3 != 0 || c.Rows() > orders.ChunkRows+2 || len(c.Errors) > 0 {
				t.Errorf("%s: chunk %d has %d rows and the problems %q", in, c.Index, c.Rows(), problems(c.Errors))
			}
			for i := range c.Orders {
				o := &c.Orders[i]
				fmt.Fprintf(&shape, "%d %s %d %d %d\n", c.Index, o.ID, o.Row, o.Line, len(o.Shipment.Parcels))
			}
		}
		if first == "" {
			first = shape.String()
		}
		if got := shape.String(); got != first || strings.Count(got, "\n") != n || !strings.HasSuffix(got, "5 899 2699 2699 3\n") {
			t.Errorf("%s: %d orders, the last of them %.40q", in, strings.Count(got, "\n"), got[max(0, len(got)-40):])
		}
	}
}

func TestAnOrderOfTooManyRows(t *testing.T) {
	row := "7,94105,1,12x9x7\n"
	text := "order,zip,weight_lb,dims_in\n6,94105,1,12x9x7\n" + strings.Repeat(row, 2500) + "8,94105,1,12x9x7\n"
	good, bad := readAll(t, text, options)
	if diff := cmp.Diff([]string{"6: ,   94105 US; 12x9x7 in 1 lb", "8: ,   94105 US; 12x9x7 in 1 lb"}, tellAll(good)); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
	rows := 0
	for _, e := range bad {
		rows += e.Rows
		if e.ID != "7" || e.Problems[0].Code != orders.TooLong {
			t.Errorf("%+v, want order 7 as too long", e.Problems)
		}
	}
	if rows != 2500 {
		t.Errorf("%d rows are refused, want 2500", rows)
	}
}

func TestLinesAndRowsAreToldAsPeopleCountThem(t *testing.T) {
	text := "\n" + plainHeader + "\n1,A,\"5 Main St\nApt 2\",X,CA,94105,US,1,1x1x1\n2,B,6 Main St,X,CA,94105,US,0,1x1x1\n"
	_, bad := readAll(t, text, options)
	if len(bad) != 1 || bad[0].Row != 5 || bad[0].Line != 6 || bad[0].Problems[0].Row != 5 {
		t.Errorf("%+v, want row 5 on line 6", bad)
	}
}

// TestTheRestOfALongRowIsPassed puts good rows after rows of all lengths round
// the limit, of which the buffer holds some and not others.
func TestTheRestOfALongRowIsPassed(t *testing.T) {
	for _, size := range []int{orders.MaxRow - 200, orders.MaxRow - 40, orders.MaxRow, orders.MaxRow + 1, 3 * orders.MaxRow} {
		for _, fill := range []string{"x", "x,", "\"\"", "\n"} {
			cell := strings.Repeat(fill, size/len(fill))
			row := "2,B,\"" + cell + "\",X,CA,94105,US,1,1x1x1\n"
			text := plainHeader + "1,A,5 Main St,X,CA,94105,US,1,1x1x1\n" + row + "3,C,5 Main St,X,CA,94105,US,1,1x1x1\n"
			for _, in := range []string{text, strings.TrimSpace(text)} {
				good, bad := readAll(t, in, options)
				if len(good) != 2 || good[1].ID != "3" || len(bad) != 1 || bad[0].ID != "2" || bad[0].Problems[0].Code != orders.TooLong {
					t.Errorf("%d bytes of %q: %v, problems %.200q", size, fill, tellAll(good), problems(bad))
				}
				_, whole := readRows(t, strings.NewReader(in), options)
				if _, halves := readRows(t, iotest.HalfReader(strings.NewReader(in)), options); whole != halves {
					t.Errorf("%d bytes of %q: in other pieces %.200q, want %.200q", size, fill, halves, whole)
				}
				if len(row) > orders.MaxRow && bad[0].Raw != "\n" {
					t.Errorf("%d bytes of %q: %d bytes are kept", size, fill, len(bad[0].Raw))
				}
			}
		}
	}
}

// TestEveryAccessorialHasAColumn is so that a new one is not forgotten.
func TestEveryAccessorialHasAColumn(t *testing.T) {
	for _, a := range carriers.Accessorials() {
		for _, text := range []string{
			"order,zip,weight_lb,dims_in," + strings.ReplaceAll(string(a), "-", "_") + "\n1,94105,1,1x1x1,yes\n",
			"order,zip,weight_lb,dims_in,accessorials\n1,94105,1,1x1x1," + strings.ReplaceAll(string(a), "-", " ") + "\n",
		} {
			good, bad := readAll(t, text, options)
			if len(good) != 1 || cmp.Diff([]carriers.Accessorial{a}, good[0].Shipment.Accessorials) != "" {
				t.Errorf("%q: %+v, problems %q", text, good, problems(bad))
			}
		}
	}
}

// A territory of the US is the US to a shop there, as to the cards, and a country of
// its own to others.
func TestTerritories(t *testing.T) {
	row := "1002,Bob,1 Calle Sol,San Juan,,00901,PR,2.5,12x9x7\n"
	abroad := options
	abroad.From = carriers.Address{PostalCode: "10115", Country: "DE"}
	for want, opts := range map[string]orders.Options{
		"1002: Bob, 1 Calle Sol, San Juan PR 00901 US; 12x9x7 in 2.5 lb": options,
		"1002: Bob, 1 Calle Sol, San Juan  00901 PR; 12x9x7 in 2.5 lb":   abroad,
	} {
		good, bad := readAll(t, plainHeader+row, opts)
		if diff := cmp.Diff([]string{want}, tellAll(good)); diff != "" || len(bad) > 0 {
			t.Errorf("(-want +got):\n%s\nproblems %q", diff, problems(bad))
		}
	}
}
