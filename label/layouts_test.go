package label_test

import (
	"errors"
	"image"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// A kind is an order for one of the layouts, with all that it prints.
type kind struct {
	layout, carrier, service, name string
	number                         string
	to                             carriers.Address // zero means that of order
	options                        label.Options
	symbols                        []string // the data of its symbols of one row, from the top
}

// paris is where the parcels of Colissimo go.
var paris = carriers.Address{
	Name: "Mme Zoé Œuvre", Street: []string{"17 rue du Faubourg-Saint-Denis", "3e étage"}, City: "Paris", PostalCode: "75010", Country: "FR",
}

const fnc1 = "]C1"

// kinds have numbers of others' documents where there are such: Colissimo's check
// digits are of the sums in its specification, DHL's licence plate has none.
func kinds() []kind {
	return []kind{
		{layout: "plain", carrier: "acme", service: "road", name: "Acme Road", number: ssccNumber, symbols: []string{fnc1 + "00" + ssccNumber}},
		{
			layout: "usps", carrier: "usps", service: "ground-advantage", name: "USPS Ground Advantage", number: uspsNumber,
			options: label.Options{Billing: []string{"US POSTAGE PAID", "CORNER BOOKSHOP", "eVS"}, Routing: "C002"},
			symbols: []string{fnc1 + "42094105\x1d" + uspsNumber},
		},
		{
			layout: "ups", carrier: "ups", service: "ground", name: "UPS Ground", number: upsNumber,
			options: label.Options{Billing: []string{"P/P"}, Routing: "CA 941 9-03"},
			symbols: []string{fnc1 + "42094105", upsNumber},
		},
		{
			layout: "fedex", carrier: "fedex", service: "home-delivery", name: "FedEx Home Delivery", number: fedexNumber,
			options: label.Options{Billing: []string{"BILL SENDER"}, Routing: "XH NZJA", Class: "019", Account: "123456789", Data: []string{"10ZED001", "11ZFedEx", "31Z" + fedexNumber}},
			symbols: []string{fedexNumber},
		},
		{
			layout: "dhl", carrier: "dhl", service: "express-worldwide", name: "DHL Express Worldwide", number: "JD014600003889110045",
			options: label.Options{
				Routing: "US-SFO-GTW", Class: "WPX", Data: []string{"US94105+48000001"}, Parcels: []label.ParcelOptions{{Second: "3318810025"}},
			},
			symbols: []string{"3318810025", "2LUS94105+48000001", "JJD014600003889110045"},
		},
		{
			layout: "colissimo", carrier: "colissimo", service: "domicile", name: "Colissimo Domicile", number: "6A12345678905", to: paris,
			options: label.Options{Account: "123456"},
			// Over 123456 0182 00 0 0 0 the sum is 3×(2+1+5+3+1) + ... : see TestColissimoSecond.
			symbols: []string{"6A1750101234560182000004", "6A12345678905"},
		},
		{
			layout: "gs1", carrier: "gs1", service: "freight", name: "Acme Freight", number: ssccNumber,
			options: label.Options{GS1: []barcode.Element{{AI: "02", Value: "09521234543213"}, {AI: "37", Value: "24"}}},
			symbols: []string{fnc1 + "02095212345432133724", fnc1 + "42094105", fnc1 + "00" + ssccNumber},
		},
	}
}

var papers = []struct {
	name string
	label.Size
}{
	{"4x6", label.Size4x6}, {"4x8", label.Size4x8}, {"100x150", label.Size100x150}, {"A6", label.SizeA6},
}

// make lays the kind out.
func (k kind) make(f label.Format) ([]label.Label, error) {
	s := order()
	if k.to.Country != "" {
		s.To, s.From.Country, s.From.State, s.From.PostalCode, s.From.City = k.to, "FR", "", "69001", "Lyon"
	}
	q := quoted(s, k.carrier, k.name)
	q.Service, q.Delivers = k.service, q.Ships+4
	if f.Layout == "" {
		f.Layout = k.layout
	}
	f.Options = k.options
	return f.New(s, q, k.number)
}

// TestLayouts lays every layout out on every paper for both printers: nothing
// overlaps, quiet zones are free, modules are within the published widths, and no
// text is under its least height.
func TestLayouts(t *testing.T) {
	for _, k := range kinds() {
		for _, paper := range papers {
			for _, dpi := range []int{203, 300} {
				t.Run(k.layout+"/"+paper.name+"/"+strconv.Itoa(dpi), func(t *testing.T) {
					labels, err := k.make(label.Format{Size: paper.Size, DPI: dpi})
					if k.layout == "colissimo" && paper.name == "A6" {
						const want = "size: 105 mm by 148 mm is under the 100 mm by 150 mm that Colissimo asks for"
						if err == nil || err.Error() != want {
							t.Errorf("error is %v, want %s", err, want)
						}
						return
					}
					if err != nil {
						t.Fatal(err)
					}
					checkGeometry(t, labels[0])
					checkHeights(t, labels[0])
					checkModules(t, k, labels[0])
					document(t, labels...)
				})
			}
		}
	}
}

// checkHeights fails for a text that is under 6 points, or in an address of
// delivery under 8.
func checkHeights(t *testing.T, l label.Label) {
	t.Helper()
	address := []string{"5 Market St", "5 MARKET ST", paris.Street[0]}
	for _, e := range l.Elements {
		text, ok := e.(label.Text)
		if !ok {
			continue
		}
		least := 6
		if slices.Contains(address, text.Text) {
			least = 8
		}
		if text.Height*72 < least*l.DPI {
			t.Errorf("%q is %d dots high, under %d points", text.Text, text.Height, least)
		}
	}
}

// moduleRanges are in thousandths of a millimetre: those of the carriers' documents
// (label_facts, and rules in symbol.go), 10 to 17 mil for those that publish none. A
// dot at 203 dpi is 125.1, at 300 dpi 84.7.
var moduleRanges = map[string][2]int{
	"plain": {495, 940}, "gs1": {495, 940}, "usps": {330, 533}, "colissimo": {330, 376},
	"ups": {250, 432}, "fedex": {250, 432}, "dhl": {250, 432},
}

func checkModules(t *testing.T, k kind, l label.Label) {
	t.Helper()
	most := moduleRanges[k.layout]
	for _, e := range l.Elements {
		module := 0
		switch e := e.(type) {
		case label.Symbol:
			module = e.Module
		case label.Matrix:
			module = e.Module
		default:
			continue
		}
		if µm := module * 25400 / l.DPI; µm < most[0] || µm > most[1] {
			t.Errorf("a module of %d µm is not between %d and %d", µm, most[0], most[1])
		}
	}
}

// TestLayoutTrees compares each layout with the element trees in testdata.
func TestLayoutTrees(t *testing.T) {
	for _, k := range kinds() {
		for _, dpi := range []int{203, 300} {
			labels, err := k.make(label.Format{DPI: dpi})
			if err != nil {
				t.Fatal(err)
			}
			compareTree(t, k.layout+"-4x6-"+strconv.Itoa(dpi)+".json", labels)
		}
	}
}

// TestLayoutSymbols reads what each layout's symbols of one row hold.
func TestLayoutSymbols(t *testing.T) {
	for _, k := range kinds() {
		for _, dpi := range []int{203, 300} {
			labels, err := k.make(label.Format{DPI: dpi})
			if err != nil {
				t.Fatal(err)
			}
			list := symbols(labels[0])
			slices.SortFunc(list, func(a, b label.Symbol) int { return a.Y - b.Y })
			var got []string
			for i, s := range list {
				one := labels[0]
				one.Elements = []label.Element{s}
				data, err := scan(one, i < len(k.symbols) && strings.HasPrefix(k.symbols[i], fnc1))
				if err != nil {
					data = err.Error()
				}
				got = append(got, data)
			}
			if diff := cmp.Diff(k.symbols, got); diff != "" {
				t.Errorf("%s at %d dpi (-want +got):\n%s", k.layout, dpi, diff)
			}
		}
	}
}

// TestLayoutChosen is who gets which layout.
func TestLayoutChosen(t *testing.T) {
	const usps, maxi, plain = "USPS TRACKING #", "TRACKING #: 1Z 5R8 939 03 5756 7127", "SERVICE"
	tests := []struct {
		claim           string
		carrier, number string
		layout          string
		printed         string
	}{
		{"a carrier has its own", "ups", upsNumber, "", maxi},
		{"and the postal service", "usps", uspsNumber, "", usps},
		{"another carrier has the plain one", "acme", ssccNumber, "", plain},
		{"a carrier's number of another format has the plain one", "ups", ssccNumber, "", plain},
		{"the plain one when it is asked for", "ups", upsNumber, "plain", plain},
		{"GS1's for anybody's SSCC when it is asked for", "acme", ssccNumber, "gs1", "SHIP FROM"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			s := order()
			labels, err := label.Format{Layout: test.layout}.New(s, quoted(s, test.carrier, "Ground"), test.number)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := textWith(labels[0], test.printed); !ok {
				t.Errorf("%q is not on the label", test.printed)
			}
		})
	}
}

// TestOptions has what each option prints, or why it is refused.
func TestOptions(t *testing.T) {
	returns := order().From
	returns.Name, returns.City = "Returns Dept", "Newark"
	returns.State, returns.PostalCode = "NJ", "07102"
	broken := returns
	broken.Country, broken.Street = "USA", nil
	tests := []struct {
		claim   string
		options label.Options
		printed []string
		err     string
	}{
		{"references", label.Options{References: []string{"PO 4711", "DEPT 7"}}, []string{"PO 4711", "DEPT 7"}, ""},
		{"the box", label.Options{Parcels: []label.ParcelOptions{{Box: "medium"}}}, []string{"medium", "BOX"}, ""},
		{"SKU lines", label.Options{Parcels: []label.ParcelOptions{{SKUs: []string{"2 × CUP-BLUE", "1 × SPOON"}}}}, []string{"2 × CUP-BLUE", "1 × SPOON", "SKU"}, ""},
		{"marks", label.Options{Marks: []string{"HAZMAT", "LIMITED QUANTITY"}}, []string{"HAZMAT", "LIMITED QUANTITY"}, ""},
		{"a message", label.Options{Message: "Thank you!"}, []string{"MESSAGE", "Thank you!"}, ""},
		{"an address of return", label.Options{ReturnTo: &returns}, []string{"Returns Dept", "Newark NJ 07102"}, ""},
		{"an address of return that is not one", label.Options{ReturnTo: &broken}, nil,
			"options.return_to.country: \"USA\" is not a code of two capitals such as US\noptions.return_to.street: must be set to print a label"},
		{"a letter that cannot be drawn is blamed on the address of return", label.Options{ReturnTo: &carriers.Address{
			Name: "王", Street: []string{"1 Main St"}, City: "Newark", State: "NJ", PostalCode: "07102", Country: "US",
		}}, nil, `options.return_to.name: "王" (U+738B) at character 1 is not in the label's font`},
		{"too many marks", label.Options{Marks: make([]string, 7)}, nil, "options.marks: 7 are over the 6 limit\noptions.marks[0]: 0 characters, want 1 to 200"},
		{"copies", label.Options{Copies: 21}, nil, "options.copies: 21 is not between 0 and 20"},
		{"parcels", label.Options{Parcels: make([]label.ParcelOptions, 2)}, nil, "options.parcels: 2, the shipment has 1"},
		{"a mark that is too wide", label.Options{Marks: []string{strings.Repeat("W", 60)}}, nil, "options.marks[0]: 5.58 in wide at 7 points, over the 3.64 in limit"},
		{"a word of a message that is too wide", label.Options{Message: strings.Repeat("W", 60)}, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			for _, f := range []label.Format{{}, {Layout: "plain"}} {
				s := order()
				f.Options = test.options
				labels, err := f.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
				if test.printed == nil {
					if err == nil || !strings.HasPrefix(err.Error(), test.err) {
						t.Fatalf("error is\n%v\nwant\n%s", err, test.err)
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				checkGeometry(t, labels[0])
				for _, text := range test.printed {
					if _, ok := textWith(labels[0], text); !ok {
						t.Errorf("%q is not on the label", text)
					}
				}
			}
		})
	}
}

func TestMessageIsCut(t *testing.T) {
	s := order()
	f := label.Format{Options: label.Options{Message: strings.Repeat("hope you like it ", 100)}}
	labels, err := f.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
	if err != nil {
		t.Fatal(err)
	}
	checkGeometry(t, labels[0])
	lines := 0
	for _, e := range labels[0].Elements {
		if text, ok := e.(label.Text); ok && strings.Contains(text.Text, "like") {
			if lines++; lines == 2 && !strings.HasSuffix(text.Text, "…") {
				t.Errorf("the second line is %q", text.Text)
			}
		}
	}
	if lines != 2 {
		t.Errorf("%d lines, want 2", lines)
	}
}

func TestCopies(t *testing.T) {
	s := order()
	s.Parcels = append(s.Parcels, s.Parcels[0])
	f := label.Format{Options: label.Options{Copies: 3}}
	labels, err := f.New(s, quoted(s, "ups", "UPS Ground"), upsNumber, "1Z879E930346834440")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range labels {
		for _, text := range []string{"4 LB   1 OF 2", "4 LB   2 OF 2"} {
			if _, ok := textWith(l, text); ok {
				got = append(got, text[7:8])
			}
		}
	}
	if diff := cmp.Diff("111222", strings.Join(got, "")); diff != "" {
		t.Errorf("parcels (-want +got):\n%s", diff)
	}
}

// TestEverythingOn is for the most that a label has: nothing overlaps, or it is
// refused.
func TestEverythingOn(t *testing.T) {
	logo, err := label.NewLogo(image.NewGray(image.Rect(0, 0, 300, 100)))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds() {
		k.options.Logo = logo
		k.options.References = []string{"PO 4711", "a reference that is so long that it has a row of its own"}
		k.options.Marks = []string{"HAZMAT", "LIMITED QUANTITY", "FRAGILE", "THIS SIDE UP"}
		k.options.Message = strings.Repeat("thank you ", 30)
		for _, dpi := range []int{203, 300} {
			labels, err := k.make(label.Format{Size: label.Size4x8, DPI: dpi})
			if err != nil {
				t.Errorf("%s: %v", k.layout, err)
				continue
			}
			checkGeometry(t, labels[0])
			checkHeights(t, labels[0])
		}
	}
}

// TestUSPSRules measures what Publication 199 and the DMM ask for.
func TestUSPSRules(t *testing.T) {
	for _, dpi := range []int{203, 300} {
		labels, err := kinds()[1].make(label.Format{DPI: dpi})
		if err != nil {
			t.Fatal(err)
		}
		l := labels[0]
		bars := symbols(l)[0]
		number, _ := textWith(l, "9261 2903 3612 8704 0624 41")
		banner, _ := textWith(l, "USPS TRACKING #")
		capital := func(t label.Text) int { return (t.Height*1409 + 2047) / 2048 }
		var over, under label.Line // the identification bars: the rules next to the texts
		for _, e := range l.Elements {
			if line, ok := e.(label.Line); ok && line.Y < banner.Y && line.Y > over.Y {
				over = line
			} else if ok && line.Y > number.Y && (under.Y == 0 || line.Y < under.Y) {
				under = line
			}
		}
		for _, m := range []struct {
			what        string
			dots        int
			least, most int // thousandths of an inch
		}{
			{"bars to number", number.Y - capital(number) - bars.Y - bars.Height, 125, 250},
			{"banner to bars", bars.Y - banner.Y, 125, 250},
			{"capitals of the number", capital(number), 90, 125},
			{"bar over", over.Height, 31, 63},
			{"bar under", under.Height, 31, 63},
			{"bar over to banner", banner.Y - capital(banner) - over.Y - over.Height, 31, 40},
			{"number to bar under", under.Y - number.Y, 31, 40},
		} {
			if mils := m.dots * 1000 / dpi; mils < m.least || m.dots*1000 > m.most*dpi {
				t.Errorf("%s at %d dpi: %d dots are not between %d and %d mil", m.what, dpi, m.dots, m.least, m.most)
			}
		}
		if banner.Width > bars.Width() {
			t.Errorf("the banner is %d dots wide, the bars %d", banner.Width, bars.Width())
		}
		if _, ok := textWith(l, "SAN FRANCISCO CA 94105"); !ok {
			t.Error("the address is not in capitals")
		}
	}
}

func TestUSPSIcon(t *testing.T) {
	tests := []struct{ claim, service, icon string }{
		{"Ground Advantage", "ground-advantage", "G"},
		{"Priority Mail", "priority-mail", "P"},
		{"Priority Mail Express is not Priority Mail", "priority-mail-express", "E"},
		{"First-Class Package", "first-class-package", "F"},
		{"an unknown service has an empty block", "parcel-select", ""},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			k := kinds()[1]
			k.service = test.service
			labels, err := k.make(label.Format{})
			if err != nil {
				t.Fatal(err)
			}
			for _, letter := range []string{"G", "P", "E", "F"} {
				if _, ok := textWith(labels[0], letter); ok != (letter == test.icon) {
					t.Errorf("icon %s is there: %t", letter, ok)
				}
			}
		})
	}
}

// TestColissimoSecond has the second code by hand: product 6A, 1, postal code
// 75010, contract 123456, 4 lb which are 182 decagrams, 00, 0, 0, the twelfth
// character of the number, 0. Over 123456018200000, from the right with weights 3
// and 1: 3×(0+0+0+8+0+5+3+1) + (0+0+2+1+6+4+2) = 51 + 15 = 66, so the check digit
// is 4.
func TestColissimoSecond(t *testing.T) {
	given := func(second string) label.Options {
		return label.Options{Parcels: []label.ParcelOptions{{Second: second}}}
	}
	const path = "options.parcels[0].second: "
	tests := []struct {
		claim   string
		options label.Options
		err     string
	}{
		{"made of the contract", label.Options{Account: "123456"}, ""},
		{"given", given("6A1750101234560182000004"), ""},
		{"neither", label.Options{}, path + "must be set, or options.account, to make it of"},
		{"a contract of five digits", label.Options{Account: "12345"}, path + `options.account is "12345", want the six digits of the contract`},
		{"a wrong check digit", given("6A1750101234560182000005"), path + `tracking number "6A1750101234560182000005": colissimo-24: check digit is 5, want 4`},
		{"another product", given("8R1750101234560182000004"), path + "8R1750101234560182000004 is of product 8R, the parcel's number of 6A"},
		{"another town", given("6A1750111234560182000004"), path + "6A1750111234560182000004 goes to 75011, the parcel to 75010"},
		{"another parcel", given("6A1750101234560182000011"), path + "6A1750101234560182000011 has the link digit 1, the parcel's number has 0"},
		{"the parcel's number", given("6A12345678905"), path + "6A12345678905 is of format colissimo-13, want the 24 digits of colissimo-24"},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			k := kinds()[5]
			k.options = test.options
			labels, err := k.make(label.Format{})
			if test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Fatalf("error is\n%v\nwant\n%s", err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := textWith(labels[0], "N° PCH : 6A1750101234560182000004"); !ok {
				t.Error("the second code is not on the label")
			}
		})
	}
}

func TestLayoutRefused(t *testing.T) {
	kinds := kinds()
	tests := []struct {
		claim  string
		kind   int
		change func(*kind, *label.Format)
		want   string
	}{
		{"an unknown layout", 0, func(_ *kind, f *label.Format) { f.Layout = "amazon" },
			`layout: "amazon" is not one of ups, usps, fedex, dhl, colissimo, gs1, plain`},
		{"a number of another carrier's layout", 0, func(_ *kind, f *label.Format) { f.Layout = "ups" },
			"numbers[0]: is of format sscc-18, the layout ups takes ups-1z"},
		{"letters for the class of service", 2, func(k *kind, _ *label.Format) { k.number = "1Z5R8939YW57567129" },
			`options.class: must be set: the service "YW" in the number is no class of service`},
		{"a country without a number", 2, func(k *kind, _ *label.Format) {
			k.to = paris
			k.to.Country = "QQ"
		}, `to: country "QQ" has no number in ISO 3166`},
		{"a routing code that Code 128 lacks", 4, func(k *kind, _ *label.Format) { k.options.Data = []string{"ü"} }, "options.data[0]: "},
		{"a waybill that is none", 4, func(k *kind, _ *label.Format) { k.options.Parcels[0].Second = "3318810026" },
			`options.parcels[0].second: tracking number "3318810026": dhl-express: check digit is 6, want 5`},
		{"an unknown identifier", 6, func(k *kind, _ *label.Format) { k.options.GS1[0].AI = "05" }, "options.gs1: "},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			k, f := kinds[test.kind], label.Format{}
			test.change(&k, &f)
			labels, err := k.make(f)
			if err == nil || labels != nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%d labels, error is\n%v\nwant\n%s", len(labels), err, test.want)
			}
		})
	}
}

// TestUPSMaxi reads the fields of the message, which are those of ISO/IEC 16023,
// figure B2.
func TestUPSMaxi(t *testing.T) {
	labels, err := kinds()[2].make(label.Format{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range labels[0].Elements {
		if m, ok := e.(label.MaxiCode); ok {
			// 23 November is day 327; mode 2 has the ZIP code with 0000, 840 and the class.
			want := []string{"[)>\x1e01", "961Z57567127", "UPSN", "5R8939", "327", "", "1/1", "4", "N", "5 MARKET ST APT 2", "SAN FRANCISCO", "CA\x1e\x04"}
			if diff := cmp.Diff(want, strings.Split(m.Code.Message, "\x1d")); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
			if m.Code.Mode != 2 || m.Code.Primary != "941050000840003" {
				t.Errorf("mode %d with %q, want 2 with 941050000840003", m.Code.Mode, m.Code.Primary)
			}
			return
		}
	}
	t.Error("no MaxiCode on the label")
}

// TestFedExData reads the envelope of ISO/IEC 15434.
func TestFedExData(t *testing.T) {
	labels, err := kinds()[3].make(label.Format{})
	if err != nil {
		t.Fatal(err)
	}
	want := "[)>|01_9694105_840_019_986578788855_FDE_123456789_327__1/1_4LB_N_5 MARKET ST APT 2_SAN FRANCISCO_CA_ZOE ZAK|" +
		"06_10ZED001_11ZFedEx_31Z986578788855|!"
	for _, e := range labels[0].Elements {
		if m, ok := e.(label.Matrix); ok {
			got := strings.NewReplacer("\x1d", "_", "\x1e", "|", "\x04", "!").Replace(m.Code.Data)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("data (-want +got):\n%s", diff)
			}
			return
		}
	}
	t.Error("no PDF417 on the label")
}

// FuzzLayouts puts any text into any field: a label is laid out without overlap, or
// the order is refused.
func FuzzLayouts(f *testing.F) {
	f.Add(uint8(0), "Zoë Żak", "5 Market St", "San Francisco", "94105", "US", "CA 941 9-03", "019", "thank you")
	f.Add(uint8(2), "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "ÀÉÎÕÜ àéîõü ßØÆ 12345 ab cd", "Łódź", "90-001", "PL", "", "", "a\x1db")
	f.Add(uint8(3), "Ann", "1 Main St", "Town", "SW1A 1AA", "GB", "É", "\x1d", "\xff")
	f.Add(uint8(4), "王", "\u200b", " ", "", "HK", "<>", "WPX", "{}")
	f.Add(uint8(5), "Ann", "1 rue", "Paris", "75010", "FR", "x", "y", "123456")
	f.Fuzz(func(t *testing.T, which uint8, name, street, city, code, country, routing, class, words string) {
		all := kinds()
		k := all[int(which)%len(all)]
		k.to = carriers.Address{Name: name, Street: []string{street, words}, City: city, State: city, PostalCode: code, Country: country}
		k.options.Routing, k.options.Class, k.options.Message = routing, class, words
		k.options.Billing, k.options.Marks, k.options.References = []string{name}, []string{words}, []string{street}
		k.options.Data, k.options.Account = []string{words}, words
		labels, err := k.make(label.Format{Size: papers[int(which/8)%len(papers)].Size})
		if err != nil {
			if !errors.Is(err, carriers.ErrInvalid) || labels != nil {
				t.Fatalf("%d labels and error %v", len(labels), err)
			}
			return
		}
		checkGeometry(t, labels[0])
		checkHeights(t, labels[0])
		document(t, labels...)
	})
}

func TestLogo(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range grey.Pix {
		grey.Pix[i] = 64 // a quarter of the light: three quarters of the dots are black
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	half := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for i := range half.Pix {
		half.Pix[i] = 128 * uint8(i%4/3) // black, half of it seen
	}
	wide := image.NewGray(image.Rect(0, 0, 4096, 1))
	tests := []struct {
		claim   string
		picture image.Image
		percent int
	}{
		{"a dark grey is three quarters black", grey, 75},
		{"what is transparent is white", clear, 0},
		{"what is half transparent is grey", half, 50},
		{"a line of the greatest width", wide, 100},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			logo, err := label.NewLogo(test.picture)
			if err != nil {
				t.Fatal(err)
			}
			s := order()
			labels, err := label.Format{Options: label.Options{Logo: logo}}.New(s, quoted(s, "ups", "UPS Ground"), upsNumber)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range labels[0].Elements {
				if i, ok := e.(label.Image); ok {
					black := 0
					for y := range i.Height {
						for x := range i.Width {
							black += int(i.Bits[y*i.Stride()+x/8] >> (7 - x%8) & 1)
						}
					}
					if got := (100*black + i.Width*i.Height/2) / (i.Width * i.Height); got < test.percent-2 || got > test.percent+2 {
						t.Errorf("%d percent of the dots are black, want %d", got, test.percent)
					}
					return
				}
			}
			t.Error("no picture on the label")
		})
	}
	for claim, picture := range map[string]image.Image{
		"no picture": nil, "an empty one": image.NewGray(image.Rectangle{}), "too wide": image.NewUniform(color.Black),
	} {
		if _, err := label.NewLogo(picture); err == nil {
			t.Errorf("%s is taken", claim)
		}
	}
}
