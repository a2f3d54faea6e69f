package tariff_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// TestContractTerms holds contracts over the small card against its prices:
// ground costs 12.00 for 5 lb in zone 5, with 10 % fuel on 2026-06-01, and air
// 25.00 for 1 lb with 12.5 %.
func TestContractTerms(t *testing.T) {
	discounts := func(rows string) edit {
		return write("discounts.csv", "services,weight_over,weight_up_to,percent,from,to\n"+rows)
	}
	reductions := func(rows string) edit {
		return write("reductions.csv", "code,services,residential,percent,less,amount,from,to\n"+rows)
	}
	cube := func(s *carriers.Shipment) { s.Parcels[0] = parcel(t, "10x10x10in", "1lb") }
	weighs := func(pounds dw.Weight) func(*carriers.Shipment) {
		return func(s *carriers.Shipment) { s.Parcels[0] = box(pounds * dw.Pound) }
	}
	boxes := write("rates-ground.csv", "weight_up_to,packaging,fits,2,5,8\n70 lb,,,7.00,12.00,20.00\n20 lb,Small Box,4x3x3in,8.00,8.00,8.00\n20 lb,Large Box,12x12x12in,9.00,9.00,9.00\n")
	inBox := func(s *carriers.Shipment) { s.Parcels[0] = parcel(t, "4x3x3in", "3lb") }
	signed := func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{carriers.Signature} }
	on := func(date string) func(*carriers.Shipment) {
		return func(s *carriers.Shipment) { s.Ready = day(t, date) }
	}
	for _, tt := range []want{
		{"without files it is its base", nil, "ground", nil, "base 12.00, fuel 1.20"},
		// 1000 in3 are 7.19 lb by 139, 5 lb by 200.
		{"a cell of the terms", write("services.csv", "service,divisor\nground,200\n"), "ground", cube, "base 12.00, fuel 1.20"},
		{"terms cleared", write("services.csv", "service,divisor,divisor_unit\nground,none,none\n"), "ground", cube, "base 9.00, fuel 0.90"},
		{"terms after their days", write("services.csv", "service,divisor,effective_from,effective_to\nground,200,2026-03-01,2026-05-31\n"), "ground", cube, "base 15.00, fuel 1.50"},
		{"terms on their first day", write("services.csv", "service,divisor,effective_from\nground,200,2026-06-01\n"), "ground", cube, "base 12.00, fuel 1.20"},
		{"terms before their days", write("services.csv", "service,divisor,effective_from\nground,200,2026-06-02\n"), "ground", cube, "base 15.00, fuel 1.50"},
		{"the contract ends before its base", add("card.csv", "effective_to,2026-05-31\n"), "ground", nil, "no_price: ships 2026-06-01, after the card's last day 2026-05-31"},
		{"a price list", write("rates-ground.csv", "weight_up_to,2,5,8\n150 lb,7.00,7.77,8.00\n"), "ground", nil, "base 7.77, fuel 0.78"},
		{"weeks of fuel", write("fuel.csv", "from,services,percent\n2026-06-01,,5\n"), "ground", nil, "base 12.00, fuel 0.60"},
		{"lanes", write("zones.csv", "from,to,zone\n100,606,8\n"), "ground", nil, "base 15.00, fuel 1.50"},
		{"a new charge, and fuel on it", write("surcharges.csv", "code,name,amount,percent,of\nledger,Ledger fee,0.50,,\nfuel,Fuel,,20,base ledger\n"),
			"ground", nil, "base 12.00, ledger 0.50, fuel 2.50"},
		{"a new charge after all", write("surcharges.csv", "code,name,amount\nledger,Ledger fee,0.50\n"), "ground", nil, "base 12.00, fuel 1.20, ledger 0.50"},
		{"a charge of another amount keeps its place", write("surcharges.csv", "code,name,amount,residential\nresidential,Home,1.00,no\n"),
			"ground", nil, "base 12.00, residential 1.00, fuel 1.30"},

		// 33.335 % of 12.00 are 4.0002; 10 % of 8.00.
		{"fuel is on what is left", discounts(",,,33.335,,\n"), "ground", nil, "base 12.00, discount -4.00, fuel 0.80"},
		// 12.5 % of 9.00 are 1.125.
		{"half a cent is rounded up", discounts("ground,,1 lb,12.5,,\n"), "ground", weighs(1), "base 9.00, discount -1.13, fuel 0.79"},
		{"above the band", discounts("ground,,2 lb,50,,\n"), "ground", nil, "base 12.00, fuel 1.20"},
		{"on its last day", discounts("ground,,,50,,2026-06-01\n"), "ground", nil, "base 12.00, discount -6.00, fuel 0.60"},
		{"after its last day", discounts("ground,,,50,,2026-05-31\n"), "ground", nil, "base 12.00, fuel 1.20"},
		// 28 x 28 x 28 in by 139 are 158 lb, at 0.91 143.78; 10 % are 14.378, and 10 % of 129.40 are 12.94.
		{"a price per pound", discounts("ground,10 lb,200 lb,10,,\nground,200 lb,,20,,\n"), "ground",
			func(s *carriers.Shipment) { s.Parcels[0] = parcel(t, "28x28x28in", "10lb") }, "base 143.78, discount -14.38, fuel 12.94"},
		// 23 x 31 x 39 in by 139 are 201 lb: 182.91; 20 % are 36.582, and 10 % of 146.33 are 14.63.
		{"a price per pound in a heavier band", all(discounts("ground,10 lb,200 lb,10,,\nground,200 lb,,20,,\n"), write("services.csv", "service,max_length_girth\nground,none\n")), "ground",
			func(s *carriers.Shipment) { s.Parcels[0] = parcel(t, "23x31x39in", "10lb") }, "base 182.91, discount -36.58, fuel 14.63"},
		// 13 % would leave 125.09 of 143.78.
		{"a minimum of a price per pound", all(discounts("ground,150 lb,,13,,\n"), write("minimums.csv", "services,minimum,zones\nground,130.00,5\n"), write("rates-ground.csv", "weight_up_to,2,5,8\n150 lb,110.00,140.00,150.00\nper lb,0.80,0.91,1.00\n")), "ground",
			func(s *carriers.Shipment) { s.Parcels[0] = parcel(t, "28x28x28in", "10lb") }, "base 143.78, discount -13.78, fuel 13.00"},
		// The cheapest price of air is 20.00: less 25 % of it, 15.00.
		{"a minimum of the cheapest price less a percentage", all(discounts("air,,,60,,\n"), write("minimums.csv", "services,minimum,percent\nair,list,25\n")), "air", weighs(1),
			"base 25.00, discount -10.00, fuel 1.88"},

		// The box of 3 x 3 x 4 in costs 8.00, or 7.20 with 10 % off.
		{"a packaging", all(boxes, write("discounts.csv", "services,packaging,percent\nground,Small Box,10\n")), "ground", inBox, "base 8.00, discount -0.80, fuel 0.72"},
		// The large box costs 5.40 with 40 % off.
		{"the cheapest list after discounts", all(boxes, write("discounts.csv", "services,packaging,percent\nground,Large Box,40\n")), "ground", inBox, "base 9.00, discount -3.60, fuel 0.54"},
		{"every list", all(boxes, write("discounts.csv", "services,percent\nground,50\n")), "ground", inBox, "base 8.00, discount -4.00, fuel 0.40"},

		{"an amount less", reductions("residential,,,,2.50,,,\n"), "ground", home, "base 12.00, residential 3.50, fuel 1.55"},
		{"an amount less than nothing", reductions("residential,,,,9.00,,,\n"), "ground", home, "base 12.00, fuel 1.20"},
		{"a reduction for businesses", reductions("residential,,yes,100,,,,\n"), "ground", home, "base 12.00, fuel 1.20"},
		{"a reduction after its last day", reductions("residential,,,100,,,,2026-05-31\n"), "ground", home, "base 12.00, residential 6.00, fuel 1.80"},
		{"a reduction on its first day", reductions("residential,,,100,,,2026-06-01,\n"), "ground", home, "base 12.00, fuel 1.20"},
		{"a free accessorial is not refused", reductions("signature,,,100,,,,\n"), "ground", signed, "base 12.00, fuel 1.20"},
		// 5 hundreds of value at 1.70 less half.
		{"insurance by half", reductions("insurance,,,50,,,,\n"), "ground", func(s *carriers.Shipment) { s.Insured = usd(450_00) }, "base 12.00, insurance 4.25, fuel 1.20"},
		{"an amount for a cell to fill in", all(write("surcharges.csv", "code,name,amount,accessorial\nsignature,Signature,ask,signature\n"), reductions("signature,,,,,5.25,,\n")), "ground", signed,
			"base 12.00, signature 5.25, fuel 1.20"},
		{"less than a cell to fill in", all(write("surcharges.csv", "code,name,amount,accessorial\nsignature,Signature,ask,signature\n"), reductions("signature,,,50,,,,\n")), "ground", signed,
			"not_offered: the card has no amount for Signature: fill it in in surcharges.csv (code signature)"},
		{"a charge for the shipment", all(write("surcharges.csv", "code,name,amount,percent,of,per\npickup,Pickup,5.00,,,shipment\nfuel,Fuel,,10,base pickup,\n"), reductions("pickup,,,20,,,,\n")), "ground", nil,
			"base 12.00, fuel 1.20, pickup 4.00, fuel 0.40"},
		{"a percentage for the shipment is of what is left", all(write("surcharges.csv", "code,name,amount,percent,of,per\nfee,Fee,,10,base,shipment\n"), discounts(",,,25,,\n")), "ground", nil,
			"base 12.00, discount -3.00, fuel 0.90, fee 0.90"},
		{"no fuel", reductions("fuel,ground,,100,,,,\n"), "ground", nil, "base 12.00"},
		// 33 % off 10 % are 6.7 %: of 12.00, 0.804.
		{"fuel less a third", reductions("fuel,ground,,33,,,,\n"), "ground", nil, "base 12.00, fuel 0.80"},
		{"fuel of another service", reductions("fuel,air,,33,,,,\n"), "ground", nil, "base 12.00, fuel 1.20"},
		{"fuel before its days", reductions("fuel,,,33,,,2026-06-02,\n"), "ground", on("2026-06-01"), "base 12.00, fuel 1.20"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := toChicago()
			if tt.shipment != nil {
				tt.shipment(&s)
			}
			card := contract(t, "acme-2026")
			if tt.card != nil {
				tt.card(t, card)
			}
			if got := charges(t, tariff.New(loadContract(t, card, small(t))), tt.service, s); got != tt.charges {
				t.Errorf("got  %s\nwant %s", got, tt.charges)
			}
		})
	}
}

func TestContractOfSomeServices(t *testing.T) {
	base := small(t)
	card := loadContract(t, contract(t, "acme-2026", add("card.csv", "services,mail air\n"),
		write("discounts.csv", "services,percent\nair,10\nground,20\n")), base)
	var services []string
	for _, s := range card.Services() {
		services = append(services, s.Service)
	}
	if diff := cmp.Diff([]string{"air", "mail"}, services); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	s := toChicago()
	want := charges(t, tariff.New(load(t, base)), "mail", s)
	if got := charges(t, tariff.New(card), "mail", s); got != want {
		t.Errorf("mail: got %s, want %s of its base", got, want)
	}
	s.From.PostalCode, s.To.PostalCode = "50001", "50301" // by distance
	want = charges(t, tariff.New(load(t, base)), "mail", s)
	if got := charges(t, tariff.New(card), "mail", s); got != want {
		t.Errorf("mail: got %s, want %s of its base", got, want)
	}
}

// TestDiscountsOfAnyCard holds that the files of a contract stand in any card.
func TestDiscountsOfAnyCard(t *testing.T) {
	card := load(t, small(t, write("discounts.csv", "services,percent\nground,10\n")))
	if got, want := charges(t, tariff.New(card), "ground", toChicago()), "base 12.00, discount -1.20, fuel 1.08"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err := tariff.Load(small(t, write("discounts.csv", "services,percent\nground,10\n"), add("surcharges.csv", "discount,Ours,ground,,,-5,base,,,,,,,,\n")))
	if err == nil || !strings.HasPrefix(err.Error(), "surcharges.csv:12:1: code discount: discounts.csv makes that charge") {
		t.Errorf("got %v", err)
	}
}

func TestContractOfAFaultyBase(t *testing.T) {
	_, err := tariff.Load(contract(t, "acme-2026", write("discounts.csv", "services,percent\nsea,10\n")), small(t, change("rates-air.csv", "1 lb,20.00", "1 lb,2O.00")))
	want := `acme-2026/rates-air.csv:2:6: "2O.00": not a price`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestContractOfAnOldList(t *testing.T) {
	s := toChicago()
	s.Ready = day(t, "2027-02-01")
	card := loadContract(t, contract(t, "acme-2026", add("card.csv", "effective_from,2026-06-01\n")), small(t))
	q, refused := quoteOf(t, tariff.New(card), "ground", s)
	want := "prices are those of 2026-01-01, more than a year before: look for a newer list"
	if q == nil || !slices.Contains(q.Notes, want) {
		t.Errorf("got %+v %s", q, refused)
	}
}

// TestContractBesideItsBase holds that the services that the contract does not
// cover keep the published price, and those that it covers have its own.
func TestContractBesideItsBase(t *testing.T) {
	base := small(t)
	ours := loadContract(t, contract(t, "acme-2026", add("card.csv", "services,ground\n"), write("discounts.csv", "services,percent\n,50\n")), base)
	reply := quote(t, tariff.New(ours, load(t, base)), toChicago())
	got := map[string]string{}
	for _, q := range reply.Quotes {
		got[q.Service] = q.Card + " " + q.Total().Amount()
	}
	// Ground costs 12.00, half of it 6.00, and 10 % fuel; air 50.00 and 12.5 %.
	want := map[string]string{"ground": "ours-2026 6.60", "air": "acme-2026 56.25", "mail": "acme-2026 60.00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestContractSourcesAndNotes(t *testing.T) {
	base := small(t, add("card.csv", "note,of the base\n"))
	card := loadContract(t, contract(t, "acme-2026", add("card.csv", "note,of ours\n")), base)
	if got, want := card.Services()[0].Source, "Acme Parcel price list, 2026-01-01\nContract 4711"; got != want {
		t.Errorf("sources: got %q, want %q", got, want)
	}
	q, _ := quoteOf(t, tariff.New(card), "ground", toChicago())
	if q == nil || !slices.Equal(q.Notes, []string{"of the base", "of ours"}) {
		t.Errorf("got %+v", q)
	}
}

func TestBaseInAFolderOfFolders(t *testing.T) {
	shelf := fstest.MapFS{"readme.txt": {Data: []byte("no card")}}
	for name, f := range small(t) {
		shelf["acme/"+name] = f
	}
	card := loadContract(t, contract(t, "acme-2026"), shelf)
	if got, want := charges(t, tariff.New(card), "ground", toChicago()), "base 12.00, fuel 1.20"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err := tariff.Load(contract(t, "acme-2026"))
	if want := "card.csv:3:10: based_on acme-2026: no card is given that it could be based on"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
