package tariff_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// packagings is the small card without surcharges, whose ground has these lists
// in zone 5 alone.
func packagings(rows ...string) edit {
	return all(plain, write("rates-ground.csv", "weight_up_to,packaging,fits,2,5,8\n"+strings.Join(rows, "\n")+"\n"))
}

func TestPackagings(t *testing.T) {
	lists := packagings(
		"2 lb,,,-,9.00,-", "50 lb,,,-,30.00,-",
		"70 lb,Small Box,8x5x2in,-,10.00,-", "70 lb,Flat Box,11.25x8.75x6in or 14x12x3.5in,-,15.00,-",
		"5 lb,Bag,100 in3,-,11.00,-", "20 lb,Bag,100 in3,-,29.00,-", "per lb,Bag,100 in3,-,2.00,-")
	locker := packagings("25 lb,Size A,sum 20 in,-,5.00,-", "25 lb,Size B,longest+shortest 20 in,-,7.00,-", "25 lb,Size C,16x15x25in,-,9.00,-")
	checkCharges(t, []want{
		{"the ordinary list, where it is the cheapest", lists, "", one(t, "8x5x2in", "2lb"), "base 9.00"},
		{"a box that it fits", lists, "", one(t, "8x5x2in", "3lb"), "base 10.00"},
		{"turned", lists, "", one(t, "2x8x5in", "3lb"), "base 10.00"},
		{"a hair over a side", lists, "", one(t, "8.001x5x1in", "3lb"), "base 11.00"},
		{"by its own sides, not the rounded", lists, "", one(t, "11.25x8.75x6in", "60lb"), "base 15.00"},
		{"the second of two boxes", lists, "", one(t, "14x12x3.5in", "3lb"), "base 15.00"},
		{"neither of two", lists, "", one(t, "14x8x6in", "3lb"), "base 30.00"},
		{"a volume", lists, "", one(t, "10x10x1in", "4lb"), "base 11.00"},
		{"a second break", lists, "", one(t, "20x5x1in", "6lb"), "base 29.00"},
		{"a price per pound", lists, "", one(t, "20x5x1in", "51lb"), "base 102.00"},
		{"the dimensional weight does not count in it", lists, "", one(t, "14x12x3.5in", "1lb"), "base 15.00"}, // 588 in³ is 5 lb
		{"in the ordinary list it does", lists, "", one(t, "14x12x3.6in", "1lb"), "base 30.00"},
		{"too heavy for all", lists, "", one(t, "10x9x7in", "51lb"), "no_price: a billable weight of 51 lb is over the 50 lb that the card prices"},
		{"too heavy for a box, and not for the bag", lists, "", one(t, "4x4x4in", "71lb"), "base 142.00"},
		{"not in the zone", lists, "", both(to(zone8), one(t, "14x12x3in", "3lb")), "no_price: the card has no price for 3 lb in zone 8 for Flat Box"},

		{"a sum of the sides", locker, "", one(t, "10x8x2in", "3lb"), "base 5.00"},
		{"one more than the sum", locker, "", one(t, "10x8x2.001in", "3lb"), "base 7.00"},
		{"the longest and the shortest side", locker, "", one(t, "10x10x10in", "3lb"), "base 7.00"},
		{"the largest size", locker, "", one(t, "25x15x16in", "3lb"), "base 9.00"},
		{"no size", locker, "", one(t, "26x15x16in", "3lb"), "too_big: 26x16x15 in does not fit Size C, 16x15x25in"},
		{"too heavy for a size", locker, "", one(t, "25x15x16in", "26lb"), "no_price: a billable weight of 26 lb is over the 25 lb that the card prices for Size C"},
		{"without a limit all fits", packagings("70 lb,Letter,,-,8.00,-"), "", one(t, "30x30x30in", "1lb"), "base 8.00"},
		{"of equal prices the first", packagings("50 lb,,,-,8.00,-", "70 lb,Letter,,-,8.00,-"), "", one(t, "1x1x1in", "1lb"), "base 8.00"},
	})
}

func TestAQuoteTellsThePackaging(t *testing.T) {
	c := tariff.New(load(t, small(t, packagings("50 lb,,,-,30.00,-", "70 lb,Flat Box,14x12x10in,-,15.00,-", "5 lb,Bag,20 in3,-,4.00,-", "10 lb,Bag,20 in3,-,5.00,-"))))
	s := toChicago()
	s.Parcels = []carriers.Parcel{parcel(t, "14x12x10in", "2.2lb"), parcel(t, "15x12x10in", "2lb"), parcel(t, "4x4x1in", "2lb")}
	q, refused := quoteOf(t, c, "ground", s)
	if q == nil {
		t.Fatal(refused)
	}
	dimensional := dw.Rule{Divisor: 139}.Dimensional(s.Parcels[1].Dims)
	want := []carriers.Rated{
		{Zone: "5", Actual: 11 * dw.Pound / 5, Billable: 11 * dw.Pound / 5, Unit: dw.Pound, Packaging: "Flat Box"},
		{Zone: "5", Actual: 2 * dw.Pound, Dimensional: dimensional, Billable: 13 * dw.Pound, Unit: dw.Pound},
		{Zone: "5", Actual: 2 * dw.Pound, Billable: 2 * dw.Pound, Unit: dw.Pound, Packaging: "Bag"},
	}
	if diff := cmp.Diff(want, q.Parcels); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var names []string
	for _, c := range q.Charges {
		names = append(names, c.Name)
	}
	if diff := cmp.Diff([]string{"Base rate, Flat Box", "Base rate", "Base rate, Bag"}, names); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestBandsOfPricesPerPound(t *testing.T) {
	bands := all(plain, change("services.csv", "150 lb,108 in,165 in,,,,no", "2000 lb,108 in,165 in,,,,no"),
		change("rates-ground.csv", "per lb,121.21/150,0.91,185.15/150", "per lb to 299 lb,1.00,0.91,1.20\nper lb to 499 lb,0.95,0.85,-\nper lb,0.90,121.21/150,1.00"))
	ended := all(bands, change("rates-ground.csv", "per lb,0.90,121.21/150,1.00", "per lb to 999 lb,0.90,0.80,1.00"))
	checkCharges(t, []want{
		{"the last break", bands, "", one(t, "4x4x4in", "150lb"), "base 110.00"},
		{"the first band", bands, "", one(t, "4x4x4in", "151lb"), "base 137.41"},
		{"up to its end", bands, "", one(t, "4x4x4in", "299lb"), "base 272.09"},
		{"the next", bands, "", one(t, "4x4x4in", "299.1lb"), "base 255.00"},
		{"the whole weight at its price", bands, "", one(t, "4x4x4in", "499lb"), "base 424.15"},
		{"the last, without an end", bands, "", one(t, "4x4x4in", "1500lb"), "base 1212.10"},
		{"not offered in one band", bands, "", both(to(zone8), one(t, "4x4x4in", "300lb")), "no_price: the card has no price for 300 lb in zone 8"},
		{"the end of the last band", ended, "", one(t, "4x4x4in", "999lb"), "base 799.20"},
		{"over it", ended, "", one(t, "4x4x4in", "999.5lb"), "no_price: a billable weight of 1000 lb is over the 999 lb that the card prices"},
	})
}

func TestLoadReportsPackagings(t *testing.T) {
	const noFit = "not a box such as 41x38x64cm, a volume such as 250 in3, nor sum 150 cm or longest+shortest 50 cm"
	checkMistakes(t, []mistake{
		{"a list in two places", packagings("1 lb,A,,1.00,1.00,1.00", "1 lb,B,,1.00,1.00,1.00", "2 lb,A,,1.00,1.00,1.00"), "rates-ground.csv:4:6: the rows of A do not stand together"},
		{"two limits of a list", packagings("1 lb,A,1x1x1in,1.00,1.00,1.00", "2 lb,A,1x1x2in,1.00,1.00,1.00"), `rates-ground.csv:3:8: "1x1x2in": in the row above A has "1x1x1in"`},
		{"a limit in the first row alone", packagings("1 lb,A,1x1x1in,1.00,1.00,1.00", "2 lb,A,,1.00,1.00,1.00"), `rates-ground.csv:3:8: "": in the row above A has "1x1x1in"`},
		{"a limit of no packaging", packagings("1 lb,,1x1x1in,1.00,1.00,1.00"), "rates-ground.csv:2:7: fits is only for a packaging"},
		{"a box without a unit", packagings("1 lb,A,1x1x1,1.00,1.00,1.00"), `rates-ground.csv:2:8: "1x1x1": ` + noFit},
		{"the second of two limits", packagings("1 lb,A,1x1x1in or 5 l,1.00,1.00,1.00"), `rates-ground.csv:2:8: "5 l": ` + noFit},
		{"a sum without a unit", packagings("1 lb,A,sum 150,1.00,1.00,1.00"), `rates-ground.csv:2:8: length "150": no unit: write one such as 12in, 30cm, 300mm or 4ft, at most 100 m`},
		{"weights that go down within a list", packagings("1 lb,,,1.00,1.00,1.00", "5 lb,A,,1.00,1.00,1.00", "4 lb,A,,1.00,1.00,1.00"), "rates-ground.csv:4:1: 4 lb does not follow 5 lb: weights go up, each once"},
		{"bands that go down", packagings("5 lb,,,1.00,1.00,1.00", "per lb to 5 lb,,,1.00,1.00,1.00"), "rates-ground.csv:3:1: 5 lb does not follow 5 lb: weights go up, each once"},
		{"a band without its end", packagings("5 lb,,,1.00,1.00,1.00", "per lb to heaven,,,1.00,1.00,1.00"), `rates-ground.csv:3:1: weight "heaven": not a number with a unit: write one such as 2lb, 2lb8oz, 40oz, 1.2kg or 900g, at most 1000000 kg`},
		{"a weight behind a band", packagings("5 lb,,,1.00,1.00,1.00", "per lb to 9 lb,,,1.00,1.00,1.00", "10 lb,,,1.00,1.00,1.00"), "rates-ground.csv:4:1: 10 lb follows a price per lb, which stand last"},
		{"a band behind the last", packagings("5 lb,,,1.00,1.00,1.00", "per lb,,,1.00,1.00,1.00", "per lb to 9 lb,,,1.00,1.00,1.00"), "rates-ground.csv:4: a row follows the last one, per lb"},
		{"a list of prices per pound alone", packagings("5 lb,,,1.00,1.00,1.00", "per lb,A,,1.00,1.00,1.00"), "rates-ground.csv: no prices up to a weight of A"},
	})
}
