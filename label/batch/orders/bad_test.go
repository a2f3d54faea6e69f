package orders_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/label/batch/orders"
)

// A row that is good but for what a test puts into it.
const (
	header = "order,name,street,city,state,zip,country,weight,dims,copies,deliver_by,service,insured,accessorials\n"
	good   = "1001,Ann Lee,5 Market St,San Francisco,CA,94105,US,2.5lb,12x9x7in,1,2026-11-27,ups,100.00,signature\n"
)

// with is the good row with other values: column=value.
func with(changes ...string) string {
	names := strings.Split(strings.TrimSpace(header), ",")
	cells := strings.Split(strings.TrimSpace(good), ",")
	for _, c := range changes {
		name, value, _ := strings.Cut(c, "=")
		for i := range names {
			if names[i] == name {
				cells[i] = value
			}
		}
	}
	return strings.Join(cells, ",") + "\n"
}

type badRow struct {
	name, row, column string
	code              orders.Code
	hint              string
}

// badRows are rows with each thing that can be wrong in one.
func badRows() []badRow {
	long := strings.Repeat("x", orders.MaxField+1)
	return []badRow{
		{"a NUL is an error", with("name=Ann\x00"), "name", orders.BadText, "delete it"},
		{"a control character is an error", with("city=San\x07"), "city", orders.BadText, "delete it"},
		{"a tab within a text is an error", with("city=San\tJose"), "city", orders.BadText, "delete it"},
		{"a delete character is an error", with("city=San\x7f"), "city", orders.BadText, "delete it"},
		{"a C1 control is an error", with("city=San\u0085 Jose"), "city", orders.BadText, "delete it"},
		{"a bidirectional override is an error", with("name=Ann\u202eeeL"), "name", orders.BadText, "delete it: it cannot be seen"},
		{"a bidirectional isolate is an error", with("name=Ann\u2066eeL"), "name", orders.BadText, "delete it: it cannot be seen"},
		{"invalid UTF-8 is an error", with("name=Zo\xeb"), "name", orders.BadText, "save the file as CSV UTF-8"},
		{"a line break in a name is an error", with("name=\"Ann\nLee\""), "name", orders.BadText, "only an address line and a gift message may have one"},

		{"a ZIP that lost its zero", with("zip=2134"), "zip", orders.LostZero, "write 02134: 2134 lost its zero, as a spreadsheet takes it for a number"},
		{"a ZIP that lost two", with("zip=501"), "zip", orders.LostZero, "write 00501: 501 lost its zero, as a spreadsheet takes it for a number"},
		{"a ZIP+4 that lost its zero", with("zip=2134-1234"), "zip", orders.LostZero, "write 02134-1234: 2134-1234 lost its zero, as a spreadsheet takes it for a number"},
		{"a German code that lost its zero", with("zip=1067", "country=DE"), "zip", orders.LostZero, "write 01067: 1067 lost its zero, as a spreadsheet takes it for a number"},
		{"a ZIP that became a decimal", with("zip=94105.0"), "zip", orders.BadPostal, "a spreadsheet took it for a number: write 94105"},
		{"a Canadian code in the US", with("zip=K1A 0B1"), "zip", orders.BadPostal, "for Canada write CA as the country"},
		{"a ZIP whose last four were left blank", with("zip=94105-"), "zip", orders.BadPostal, "write 94105"},
		{"a ZIP+4 with a space", with("zip=94105 1804"), "zip", orders.BadPostal, "write 94105-1804"},
		{"a ZIP that a spreadsheet was to take for text", with(`zip="=""94105"""`), "zip", orders.BadPostal, "write 94105"},
		{"a ZIP in Canada", with("zip=94105", "country=CA", "state=ON"), "zip", orders.BadPostal, "for the US write US as the country"},
		{"a Canadian code with a hyphen", with("zip=k1a-0b1", "country=CA", "state=ON"), "zip", orders.BadPostal, "write K1A 0B1"},
		{"a ZIP in full-width digits", with("zip=９４１０５"), "zip", orders.BadPostal, "write it with the digits of the keyboard: 94105"},
		{"a negative weight that was kept from a spreadsheet", with("weight='-2lb"), "weight", orders.NotMore, "write it without the minus, or correct it"},
		{"no ZIP", with("zip="), "zip", orders.Missing, "each address in US has one"},
		{"a country that is none", with("country=Narnia"), "country", orders.BadCountry, "a code of two letters such as US, or the English name"},
		{"a code that no country has", with("country=XX"), "country", orders.BadCountry, "a code of two letters such as US, or the English name"},

		{"a city in the column of the state", with("state=San Francisco"), "state", orders.BadState, "write its code of two letters, such as NY; APO, FPO and DPO are in AA, AE or AP"},
		{"a state that is none", with("state=Nowhere"), "state", orders.BadState, "write its code of two letters, such as NY; APO, FPO and DPO are in AA, AE or AP"},
		{"a state of Canada in the US", with("state=ON"), "state", orders.BadState, "write its code of two letters, such as NY, or CA as the country"},
		{"a province that is none", with("state=Narnia", "zip=K1A 0B1", "country=CA"), "state", orders.BadState, "write its code of two letters, such as ON"},
		{"a state of the US in Canada", with("state=NY", "zip=K1A 0B1", "country=CA"), "state", orders.BadState, "write its code of two letters, such as ON, or US as the country"},

		{"an exponent", with("weight=5e2"), "weight", orders.BadNumber, "write digits and a point, not 5e2"},
		{"a thousands comma", with(`weight="1,500"`), "weight", orders.BadNumber, "write digits and a point: 1500 for 1,500, or 1.5 for 1,5"},
		{"a hexadecimal number", with("weight=0x1F4"), "weight", orders.BadNumber, "write digits and a point"},
		{"full-width digits", with("weight=２lb"), "weight", orders.BadNumber, "write digits and a point: 12, not １２"},
		{"Arabic digits", with("weight=٢lb"), "weight", orders.BadNumber, "write digits and a point: 12, not １２"},
		{"zero weight", with("weight=0lb"), "weight", orders.NotMore, "write what was measured, such as 12x9x7in or 2.5lb"},
		{"zero weight with decimals", with("weight=0.00 kg"), "weight", orders.NotMore, "write what was measured, such as 12x9x7in or 2.5lb"},
		{"negative weight", with("weight=-2lb"), "weight", orders.NotMore, "write it without the minus, or correct it"},
		{"NaN", with("weight=NaN"), "weight", orders.BadNumber, "write digits and a point"},
		{"infinity", with("weight=Inf lb"), "weight", orders.BadNumber, "write digits and a point"},
		{"overflow", with("weight=99999999999999999999lb"), "weight", orders.TooLarge, "at most 100 m a side and 1000000 kg"},
		{"over any carrier's limit", with("weight=2000000kg"), "weight", orders.TooLarge, "at most 100 m a side and 1000000 kg"},
		{"no unit", with("weight=2"), "weight", orders.NoUnit, "write lb, oz, kg or g, as in 2.5lb, or name the column weight_lb"},
		{"another unit", with("weight=2 stone"), "weight", orders.NoUnit, "write lb, oz, kg or g, as in 2.5lb, or name the column weight_lb"},
		{"words", with("weight=heavy"), "weight", orders.BadNumber, "such as 12x9x7in or 2.5lb"},
		{"no weight", with("weight="), "weight", orders.Missing, "a weight such as 2.5lb, or --weight for all"},

		{"two sides", with("dims=12x9in"), "dims", orders.BadNumber, "such as 12x9x7in or 2.5lb"},
		{"a size without a unit", with("dims=12x9x7"), "dims", orders.NoUnit, "write in, cm or mm, as in 12x9x7in, or name the column dims_in"},
		{"a side of zero", with("dims=12x0x7in"), "dims", orders.NotMore, "write what was measured, such as 12x9x7in or 2.5lb"},
		{"a negative side", with("dims=12x-9x7in"), "dims", orders.NotMore, "write what was measured, such as 12x9x7in or 2.5lb"},
		{"a side over 100 m", with("dims=12x9x99999in"), "dims", orders.TooLarge, "at most 100 m a side and 1000000 kg"},
		{"no size", with("dims="), "dims", orders.Missing, "a size such as 12x9x7in, or --boxes FILE, or --dims for all"},

		{"no order number", with("order="), "order", orders.Missing, "each order needs its number"},
		{"an id that is a path", with("order=../../etc/passwd"), "order", orders.BadID, `write it without / and \`},
		{"an id that is a path of Windows", with(`order=C:\orders`), "order", orders.BadID, `write it without / and \`},
		{"an id that is the folder itself", with("order=.."), "order", orders.BadID, `write it without / and \`},
		{"an id with a control character", with("order=10\x0101"), "order", orders.BadText, "delete it"},
		{"an id that a spreadsheet took for a number", with("order=1.23457E+14"), "order", orders.BadID, "give the column the format text, and export again"},
		{"an id over 100 bytes", with("order=" + strings.Repeat("9", 101)), "order", orders.TooLong, "write a shorter one"},

		{"copies of zero", with("copies=0"), "copies", orders.NotMore, "at least 1, or blank for 1"},
		{"copies over the limit", with("copies=101"), "copies", orders.TooLarge, "write 100 or less"},
		{"copies with an exponent", with("copies=1e1"), "copies", orders.BadNumber, "write digits and a point, not 1e1"},
		{"half a copy", with("copies=1.5"), "copies", orders.BadNumber, "write digits alone"},
		{"an American day", with("deliver_by=11/27/2026"), "deliver_by", orders.BadDate, "write 2026-11-27: year, month and day; or 2026-11-27T12:00 for an hour at the destination"},
		{"a day that is none", with("deliver_by=2026-02-30"), "deliver_by", orders.BadDate, "write 2026-11-27: year, month and day; or 2026-11-27T12:00 for an hour at the destination"},
		{"an hour that is none", with("deliver_by=2026-11-27T25:00"), "deliver_by", orders.BadDate, "write 2026-11-27: year, month and day; or 2026-11-27T12:00 for an hour at the destination"},
		{"an hour of a time zone", with("deliver_by=2026-11-27T12:00:00-08:00"), "deliver_by", orders.BadDate, "write 2026-11-27: year, month and day; or 2026-11-27T12:00 for an hour at the destination"},
		{"a service in words", with("service=UPS Ground"), "service", orders.BadChoice, "a carrier or one of its services, such as ups or ups/ground; several with commas between"},
		{"money with a comma", with(`insured="1,500.00"`), "insured", orders.BadNumber, "write digits and a point: 1500 for 1,500, or 1.5 for 1,5"},
		{"negative money", with("insured=-5.00"), "insured", orders.NotMore, "write it without the minus, or correct it"},
		{"a third of a cent", with("insured=5.001"), "insured", orders.BadNumber, "such as 100.00, or 100.00 USD"},
		{"money of a currency that is none", with("insured=5.00 XYZ"), "insured", orders.BadNumber, "an ISO 4217 code such as USD"},
		{"an accessorial that is none", with("accessorials=drone"), "accessorials", orders.BadChoice, "use adult-signature, indirect-signature, saturday, signature, sunday"},

		{"a field over 64 KiB", with("city=" + long), "city", orders.TooLong, "shorten it"},
		{"a row over 1 MiB", with("city=" + strings.Repeat("x", orders.MaxRow)), "", orders.TooLong, "is a quote not closed?"},
		{"a row of 1 MiB in quotes with line breaks", with("city=\"" + strings.Repeat("x\n", orders.MaxRow/2) + "\""), "", orders.TooLong, "is a quote not closed?"},
		{"257 columns", strings.TrimSpace(good) + strings.Repeat(",x", 243) + "\n", "", orders.TooLong, "a comma in a cell? put the cell in quotes"},
		{"a cell too many", strings.TrimSpace(good) + ",x\n", "", orders.BadCells, "a comma in a cell? put the cell in quotes"},
		{"a row cut short", "1001,Ann Lee,5 Mark\n", "", orders.BadCells, "the row is cut short"},
		{"a quote in a cell without quotes", with(`street=5" pipe`), "street", orders.BadQuote, `write "" for a quote, and put the cell in quotes; or a quote above is not closed`},
		{"text after a closing quote", with(`street="5" Market`), "street", orders.BadQuote, `write "" for a quote, and put the cell in quotes; or a quote above is not closed`},
	}
}

func TestBadRows(t *testing.T) {
	for _, tt := range badRows() {
		t.Run(tt.name, func(t *testing.T) {
			before, after := with("order=1000"), with("order=1002")
			got, bad := readAll(t, header+before+tt.row+after, options)
			if len(got) != 2 || got[0].ID != "1000" || got[1].ID != "1002" {
				t.Errorf("the rows around are %v, want 1000 and 1002", tellAll(got))
			}
			if len(bad) != 1 || len(bad[0].Problems) != 1 {
				t.Fatalf("problems %q, want one", problems(bad))
			}
			p := bad[0].Problems[0]
			if p.Row != 3 || p.Column != tt.column || p.Code != tt.code || p.Hint != tt.hint {
				t.Errorf("%+v; want row 3, column %q, code %q, hint %q", p, tt.column, tt.code, tt.hint)
			}
			if p.Reason == "" || len(p.Value) > 110 {
				t.Errorf("reason %q, value of %d bytes", p.Reason, len(p.Value))
			}
			if bad[0].Row != 3 || bad[0].Rows != 1 || bad[0].Line != 3 {
				t.Errorf("stands at %d rows %d line %d, want one row at 3", bad[0].Row, bad[0].Rows, bad[0].Line)
			}
			if want := tt.row; len(want) <= orders.MaxRow && bad[0].Raw != want {
				t.Errorf("the row is kept as %q, want %q", bad[0].Raw, want)
			}
		})
	}
}

func TestSeveralProblemsAreToldAtOnce(t *testing.T) {
	_, bad := readAll(t, header+with("zip=2134", "weight=0lb", "deliver_by=soon", "name=A\x01"), options)
	want := []string{
		`row 2: name: "A\x01": the control character U+0001 at byte 1: delete it`,
		`row 2: zip: "2134": not a postal code of US: write 02134: 2134 lost its zero, as a spreadsheet takes it for a number`,
		`row 2: deliver_by: "soon": not a day, or day and hour: write 2026-11-27: year, month and day; or 2026-11-27T12:00 for an hour at the destination`,
		`row 2: weight: "0lb": must be more than 0: write what was measured, such as 12x9x7in or 2.5lb`,
	}
	if diff := cmp.Diff(want, problems(bad)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBadFiles(t *testing.T) {
	utf16 := func(s string, first, second int) string {
		var b bytes.Buffer
		for _, c := range []byte(s) {
			pair := [2]byte{}
			pair[first] = c
			b.WriteByte(pair[0])
			b.WriteByte(pair[second])
		}
		return b.String()
	}
	many := make([]string, 257)
	for i := range many {
		many[i] = fmt.Sprintf("c%d", i)
	}
	tests := []struct{ name, text, want string }{
		{"empty", "", "the file is empty: it must have a header and a row for each order"},
		{"blank lines alone", "\n \n,,\n\n", "the file is empty: it must have a header and a row for each order"},
		{"a BOM alone", "\ufeff", "the file is empty: it must have a header and a row for each order"},
		{"UTF-16 with its mark", "\xff\xfe" + utf16(header, 0, 1), "the file is UTF-16: save it as CSV UTF-8"},
		{"UTF-16 of the other order", "\xfe\xff" + utf16(header, 1, 1), "the file is UTF-16: save it as CSV UTF-8"},
		{"UTF-16 without its mark", utf16(header, 0, 1), "the file is UTF-16: save it as CSV UTF-8"},
		{"gzip", "\x1f\x8b\x08\x00\x00\x00\x00\x00", "the file is compressed with gzip: unpack it first: gunzip"},
		{"xlsx", "PK\x03\x04\x14\x00\x06\x00", "the file is an Excel workbook or a ZIP archive: in the spreadsheet choose save as CSV UTF-8"},
		{"xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the file is an old Excel workbook: in the spreadsheet choose save as CSV UTF-8"},
		{"a web page", "<!doctype html>\n<html>", "the file is HTML or XML: export the orders as CSV; was it a page that asks to log in?"},
		{"JSON", `{"orders":[]}`, "the file is JSON: export the orders as CSV"},
		{"semicolons", strings.ReplaceAll(header, ",", ";"), "line 1: columns are parted by semicolons: save the file with commas; a spreadsheet in a country with decimal commas writes semicolons"},
		{"semicolons and a comma", "order;zip;name;weight, lb\n", "line 1: columns are parted by semicolons: save the file with commas; a spreadsheet in a country with decimal commas writes semicolons"},
		{"Latin-1 in the header", "order,stra\xdfe,zip,weight_lb,dims\n", "line 1: the header is not valid UTF-8: save the file as CSV UTF-8"},
		{"lines of an old Macintosh", strings.ReplaceAll(header+good, "\n", "\r"), "line 1: lines end with a carriage return alone: save the file with line ends of Windows or Unix"},
		{"a NUL in the header", "order,zip,we\x00ight\n", "line 1: the header has a NUL byte, so the file is no text: save it as CSV UTF-8"},
		{"a NUL in a header below a blank line", "\norder,zip,we\x00ight\n", "line 2: the header has a NUL byte, so the file is no text: save it as CSV UTF-8"},
		{"a column twice", "order,zip,weight,dims,Weight\n", "line 1: column weight stands twice: delete one"},
		{"two columns that tell the same", "order,zip,weight_lb,weight_kg,dims\n", "line 1: columns weight_lb and weight_kg tell the same: rename one, or say which with a map"},
		{"columns that are missing, all at once", "order,name\n",
			"line 1: the file has no column for postal_code; dims or length, width and height (or --boxes FILE, or --dims for all); " +
				"weight or item_weight (or --products FILE, or --weight for all): its columns are order, name"},
		{"two sides of three", "order,zip,weight_lb,length_in,width_in\n", "line 1: the file has no column for all three of length, width and height: its columns are order, zip, weight_lb, length_in, width_in"},
		{"257 columns", strings.Join(many, ",") + "\n", "line 1: 257 columns are over the 256 limit"},
		{"a quote that is not closed", header + with("street=\"5 Market") + good + good, "line 2: a quote in the record that begins here is never closed: close it, or write two quotes for one, within quotes"},
		{"a quote that is not closed for megabytes", header + with("street=\"5 Market") + strings.Repeat(good, 20000), "line 2: a quote in the record that begins here is never closed: close it, or write two quotes for one, within quotes"},
		{"a quote in the header that is not closed", `order,"zip,weight` + "\n" + good, "line 1: a quote in the record that begins here is never closed: close it, or write two quotes for one, within quotes"},
		{"a stray quote in the header", `order,zi"p,weight` + "\n" + good, "line 1: the header has a quote in the wrong place: write two quotes for one, within quotes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := lastError(strings.NewReader(tt.text), options)
			var refused *orders.FileError
			if !errors.As(err, &refused) || err.Error() != tt.want {
				t.Errorf("%v\nwant %s", err, tt.want)
			}
		})
	}
}

// lastError is what ends the reading of a file.
func lastError(in io.Reader, opts orders.Options) error {
	r, err := orders.NewReader(in, opts)
	if err != nil {
		return err
	}
	for _, err = range r.All() {
	}
	return err
}

// breaking is a reader that fails in the middle.
type breaking struct {
	io.Reader
	err error
}

func (b breaking) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = b.err
	}
	return n, err
}

func TestAReadErrorIsTold(t *testing.T) {
	disk := errors.New("the disk is gone")
	for _, text := range []string{"", header, header + good, header + good + good[:40], header + with(`name="An`), header + with("city="+strings.Repeat("x", 2*orders.MaxRow))} {
		if err := lastError(breaking{strings.NewReader(text), disk}, options); !errors.Is(err, disk) {
			t.Errorf("%.60q: %v, want %v", text, err, disk)
		}
	}
}

func TestOptionsThatAreWrongAreTold(t *testing.T) {
	opts := options
	opts.From.PostalCode, opts.Parcel.Weight = "2134", -5*weight("1lb")
	want := `what is told for all rows: from.postal_code: "2134" is not a postal code of US, which look like 99999 or 99999-9999: has it lost the zero in front?; ` +
		`parcels[0].weight: must be more than 0, it is -5 lb`
	if err := lastError(strings.NewReader(header+good), opts); err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	opts = options
	opts.Currency = "XYZ"
	want = "the currency XYZ for all rows is unknown: an ISO 4217 code such as USD"
	if err := lastError(strings.NewReader(header+good), opts); err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestOptionsThatLackAreTold(t *testing.T) {
	want := "line 1: the file has no column for from_postal_code (or --from-file FILE, or --from ZIP); ready (or --ready DAY): its columns are order, name, street, city, state, zip, country, weight, dims, copies, deliver_by, service, insured, accessorials"
	if err := lastError(strings.NewReader(header+good), orders.Options{}); err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}
