package tariff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// plain is a card without surcharges: what is charged is the base price.
var plain = surcharges()

func one(t testing.TB, dims, weight string) func(*carriers.Shipment) {
	t.Helper()
	p := parcel(t, dims, weight)
	return func(s *carriers.Shipment) { s.Parcels = []carriers.Parcel{p} }
}

func to(postalCode string) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) { s.To.PostalCode = postalCode }
}

func both(changes ...func(*carriers.Shipment)) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) {
		for _, change := range changes {
			change(s)
		}
	}
}

const (
	zone2 = "10001"
	zone8 = "94105"
)

func TestWeightBreaks(t *testing.T) {
	checkCharges(t, []want{
		{"the first break", plain, "", one(t, "4x4x4in", "1oz"), "base 9.00"},
		{"a break counts up to its weight", plain, "", one(t, "4x4x4in", "1lb"), "base 9.00"},
		{"and not a thousandth of an ounce further", plain, "", one(t, "4x4x4in", "16.001oz"), "base 9.75"},
		{"a weight between two breaks", plain, "", one(t, "4x4x4in", "3lb"), "base 12.00"},
		{"five pounds", plain, "", one(t, "4x4x4in", "5lb"), "base 12.00"},
		{"five pounds and a little are six", plain, "", one(t, "4x4x4in", "5.001lb"), "base 15.00"},
		{"the last break", plain, "", one(t, "4x4x4in", "150lb"), "base 110.00"},
		{"a weight in grams", plain, "", one(t, "4x4x4in", "453.592g"), "base 9.00"}, // a pound is 453.59237 g
		{"a weight in grams just over", plain, "", one(t, "4x4x4in", "453.593g"), "base 9.75"},

		{"without a step the next break is billed", plain, "mail", one(t, "4x4x4in", "8oz"), "base 5.00"},
		{"over eight ounces", plain, "mail", one(t, "4x4x4in", "8.001oz"), "base 6.00"},
		{"under a pound", plain, "mail", one(t, "4x4x4in", "15.999oz"), "base 6.00"},
		{"a pound less a hair", plain, "mail", one(t, "4x4x4in", "15.9999oz"), "base 7.00"},
		{"a pound", plain, "mail", one(t, "4x4x4in", "1lb"), "base 7.00"},
		{"a pound and a half", plain, "mail", one(t, "4x4x4in", "1.5lb"), "base 8.00"},
		{"no price between 2 lb and 70 lb", plain, "mail", one(t, "4x4x4in", "2.001lb"), "base 60.00"},

		{"where a break is not offered", plain, "air", both(to(zone8), one(t, "4x4x4in", "10.1lb")), "no_price: the card has no price for 11 lb in zone 8"},
		{"where it is", plain, "air", both(to(zone8), one(t, "4x4x4in", "10lb")), "base 60.00"},
	})
}

// The sums are done by hand: volume in cubic inches by 139, the next pound up.
func TestDimensionalWeight(t *testing.T) {
	checkCharges(t, []want{
		{"20x16x12 = 3840, by 139 = 27.63, is 28 lb", plain, "", one(t, "20x16x12in", "2lb"), "base 40.00"},
		{"sides go up before the product", plain, "", one(t, "19.1x15.1x11.1in", "2lb"), "base 40.00"},
		{"10x10x6.95 is 10x10x7 = 700, by 139 = 5.04, is 6 lb", plain, "", one(t, "10x10x6.95in", "2lb"), "base 15.00"},
		{"exact sides: 695, by 139, is 5 lb", all(plain, change("services.csv", "139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,", "139,in3/lb,,exact,1 lb,,150 lb,108 in,165 in,,")), "",
			one(t, "10x10x6.95in", "2lb"), "base 12.00"},
		{"to the nearest: 10x10x7", all(plain, change("services.csv", "139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,", "139,in3/lb,,nearest,1 lb,,150 lb,108 in,165 in,,")), "",
			one(t, "10.4x10.4x6.5in", "2lb"), "base 15.00"},
		{"the actual weight where it is more", plain, "", one(t, "20x16x12in", "51lb"), "base 110.00"},
		{"no divisor, no dimensional weight", all(plain, change("services.csv", "Acme Ground,,139,in3/lb", "Acme Ground,,,")), "", one(t, "20x16x12in", "2lb"), "base 9.75"},
		{"a foot each way is not over 1728", plain, "mail", one(t, "12x12x12in", "2lb"), "base 8.00"},
		{"an inch more is: 1872, by 139 = 13.47", plain, "mail", one(t, "13x12x12in", "2lb"), "base 60.00"},
		{"a hair more is, as it counts for an inch", plain, "mail", one(t, "12.001x12x12in", "2lb"), "base 60.00"},
		{"over the last price: 25x25x19 = 11875, by 139 = 85.4", plain, "mail", one(t, "25x25x19in", "2lb"), "no_price: a billable weight of 86 lb is over the 70 lb that the card prices"},
		{"a minimum of the service", all(plain, change("services.csv", "139,in3/lb,,up,1 lb,,150 lb,108 in,165 in,,", "139,in3/lb,,up,1 lb,5.5 lb,150 lb,108 in,165 in,,")), "", nil, "base 15.00"},
	})
}

// 45x30x30 in is 40500 in³, by 139 = 291.4: 292 lb, as in vector V015.
func TestPricePerPound(t *testing.T) {
	per := func(cell string) edit {
		return all(plain, change("rates-ground.csv", "0.91", cell), change("services.csv", "150 lb,108 in,165 in,,", "500 lb,108 in,165 in,,"))
	}
	checkCharges(t, []want{
		{"185.15 by 150 by 292 lb is 360.4253", plain, "", both(to(zone8), one(t, "45x30x30in", "15lb")), "base 360.43"},
		{"121.21 by 150 by 292 lb is 235.9555", plain, "", both(to(zone2), one(t, "45x30x30in", "15lb")), "base 235.96"},
		{"0.91 by 292 lb", plain, "", one(t, "45x30x30in", "15lb"), "base 265.72"},
		{"the whole weight, not the excess", per("1.00"), "", one(t, "4x4x4in", "151lb"), "base 151.00"},
		{"half a cent goes up", per("1.01/2"), "", one(t, "4x4x4in", "151lb"), "base 76.26"},             // 76.255
		{"and not at every step", per("1.01/4"), "", one(t, "4x4x4in", "154lb"), "base 38.89"},           // 38.885
		{"less than half a cent goes down", per("1.01/3"), "", one(t, "4x4x4in", "152lb"), "base 51.17"}, // 51.1733
		{"more goes up", per("1.01/3"), "", one(t, "4x4x4in", "151lb"), "base 50.84"},                    // 50.8367
		{"a price that rounds to nothing", per("0.01/999999"), "", one(t, "4x4x4in", "500lb"), "no_price: the charges sum to 0.00 USD"},
		{"not offered in the zone", per("-"), "", one(t, "4x4x4in", "151lb"), "no_price: the card has no price for 151 lb in zone 5"},
		{"beyond all measure", per("999999999.00"), "", one(t, "4x4x4in", "200lb"), "no_price: the charges are over the 10000000000.00 USD limit"},
	})
}

func TestLimits(t *testing.T) {
	checkCharges(t, []want{
		{"150 lb", plain, "", one(t, "4x4x4in", "150lb"), "base 110.00"},
		{"151 lb", plain, "", one(t, "4x4x4in", "151lb"), "too_heavy: 151 lb is over the 150 lb limit"},
		{"a hair over 150 lb", plain, "", one(t, "4x4x4in", "150.001lb"), "too_heavy: 150.001 lb is over the 150 lb limit"},
		{"68.039 kg is under 150 lb", plain, "", one(t, "4x4x4in", "68.038kg"), "base 110.00"},
		{"68.039 kg prints as 150 lb and is over", plain, "", one(t, "4x4x4in", "68.039kg"), "too_heavy: a little more than 150 lb is over the 150 lb limit"},
		{"a heavy parcel and a limit on the actual weight", plain, "mail", one(t, "4x4x4in", "71lb"), "too_heavy: 71 lb is over the 70 lb limit"},
		{"108 in", plain, "", one(t, "108x4x4in", "1lb"), "base 40.00"}, // 1728, by 139 = 12.4
		{"a hair over counts for an inch", plain, "", one(t, "4x108.001x4in", "1lb"), "too_big: a side of 109 in is over the 108 in limit"},
		{"no limit on a side", plain, "mail", one(t, "109x1x1in", "1lb"), "base 7.00"},
		{"length plus girth of 165 in", plain, "", one(t, "30x45x30in", "1lb"), "base 265.72"},
		{"of 167 in", plain, "", one(t, "30x45x31in", "1lb"), "too_big: length plus girth of 167 in is over the 165 in limit"},
		{"of 130 in by mail", plain, "mail", one(t, "66x16x16in", "1lb"), "no_price: a billable weight of 122 lb is over the 70 lb that the card prices"},
		{"of 131 in by mail", plain, "mail", one(t, "67x16x16in", "1lb"), "too_big: length plus girth of 131 in is over the 130 in limit"},
		{"100 m", plain, "", one(t, "100x100x100m", "1lb"), "too_big: a side of 3938 in is over the 108 in limit"},
	})
}

func TestAKilogramCard(t *testing.T) {
	metric := small(t,
		change("card.csv", "weight_unit,lb", "weight_unit,kg"), plain, remove("rates-air.csv", "rates-mail.csv", "fuel.csv", "transit.csv", "calendar.csv", "distance.csv", "centroids.csv"),
		write("services.csv", "service,name,divisor,divisor_unit,dim_rounding,weight_step,max_weight,max_length\nground,Acme Ground,5000,cm3/kg,up,0.5 kg,30 kg,120 cm\n"),
		write("rates-ground.csv", "weight_up_to,5\n0.5 kg,6.00\n1 kg,7.00\n5 kg,9.00\nper kg,2.50\n"),
		write("zones.csv", "from,to,ground\n100,606,5\n"))
	c := tariff.New(load(t, metric))
	for _, tt := range []struct{ name, dims, weight, want string }{
		{"half a kilogram", "10x10x10cm", "500g", "base 6.00"},
		{"a gram more is a kilogram", "10x10x10cm", "501g", "base 7.00"},
		{"40x30x20 = 24000, by 5000 = 4.8, is 5 kg", "40x30x20cm", "1kg", "base 9.00"},
		{"50x30x20 = 30000, by 5000, is 6 kg at 2.50", "50x30x20cm", "1kg", "base 15.00"},
		{"a limit in kilograms", "10x10x10cm", "31kg", "too_heavy: 31 kg is over the 30 kg limit"},
		{"a limit in centimetres", "121x10x10cm", "1kg", "too_big: a side of 121 cm is over the 120 cm limit"},
	} {
		s := toChicago()
		s.Parcels[0] = parcel(t, tt.dims, tt.weight)
		if got := charges(t, c, "ground", s); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestAQuoteTellsHowItWasRated(t *testing.T) {
	c := tariff.New(load(t, small(t, plain)))
	s := toChicago()
	s.Parcels = []carriers.Parcel{parcel(t, "20x16x12in", "2lb"), parcel(t, "4x4x4in", "13oz")}
	dimensional := dw.Rule{Divisor: 139}.Dimensional(s.Parcels[0].Dims)
	light := dw.Rule{Divisor: 139}.Dimensional(s.Parcels[1].Dims)
	want := map[string][]carriers.Rated{
		"ground": {
			{Zone: "5", Actual: 2 * dw.Pound, Dimensional: dimensional, Billable: 28 * dw.Pound, Unit: dw.Pound},
			{Zone: "5", Actual: 13 * dw.Ounce, Dimensional: light, Billable: dw.Pound, Unit: dw.Pound},
		},
		"mail": {
			{Zone: "5", Actual: 2 * dw.Pound, Dimensional: dimensional, Billable: 70 * dw.Pound, Unit: dw.Pound},
			{Zone: "5", Actual: 13 * dw.Ounce, Billable: 15_999 * dw.Ounce / 1000, Unit: dw.Pound},
		},
	}
	for service, rated := range want {
		q, refused := quoteOf(t, c, service, s)
		if q == nil {
			t.Fatal(refused)
		}
		if diff := cmp.Diff(rated, q.Parcels); diff != "" {
			t.Errorf("%s (-want +got)\n%s", service, diff)
		}
	}
}
