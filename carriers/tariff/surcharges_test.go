package tariff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

func home(s *carriers.Shipment)        { s.To.Residential = true }
func nonstandard(s *carriers.Shipment) { s.Parcels[0].Nonstandard = true }

func asking(a ...carriers.Accessorial) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) { s.Accessorials = a }
}

func insured(minor int64) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) { s.Insured = usd(minor) }
}

func ready(t testing.TB, on string) func(*carriers.Shipment) {
	t.Helper()
	d := day(t, on)
	return func(s *carriers.Shipment) { s.Ready = d }
}

// The card of these tests has one surcharge, of 7.00, on one condition. Three
// pounds to zone 5 cost 12.00, and whatever the parcel, base is not the point.
func TestConditions(t *testing.T) {
	with := func(column, cell string) edit { return surcharges(row{"code": "x", "amount": "7.00", column: cell}) }
	checkCharges(t, []want{
		{"none", surcharges(row{"code": "x", "amount": "7.00"}), "", nil, "base 12.00, x 7.00"},
		{"weight at the limit", with("weight_over", "50 lb"), "", one(t, "4x4x4in", "50lb"), "base 40.00"},
		{"weight over it", with("weight_over", "50 lb"), "", one(t, "4x4x4in", "50.001lb"), "base 110.00, x 7.00"},
		{"the dimensional weight does not count as weight", with("weight_over", "50 lb"), "", one(t, "30x30x30in", "50lb"), "base 177.45"}, // 195 lb
		{"the longest side at the limit", with("longest_over", "48 in"), "", one(t, "4x48x4in", "3lb"), "base 15.00"},
		{"the longest side over it, as it is rounded up", with("longest_over", "48 in"), "", one(t, "4x48.01x4in", "3lb"), "base 15.00, x 7.00"},
		{"the second side at the limit", with("second_over", "30 in"), "", one(t, "30x2x31in", "3lb"), "base 40.00"},
		{"the second side over it", with("second_over", "30 in"), "", one(t, "31x2x31in", "3lb"), "base 40.00, x 7.00"},
		{"length plus girth at the limit", with("length_girth_over", "105 in"), "", one(t, "53x13x13in", "3lb"), "base 110.00"},
		{"length plus girth over it", with("length_girth_over", "105 in"), "", one(t, "54x13x13in", "3lb"), "base 110.00, x 7.00"},
		{"a limit in centimetres", with("length_girth_over", "266.7 cm"), "", one(t, "53x13x13in", "3lb"), "base 110.00"}, // 105 in
		{"volume at the limit", with("volume_over", "1728 in3"), "", one(t, "12x12x12in", "3lb"), "base 40.00"},
		{"volume over it", with("volume_over", "1728 in3"), "", one(t, "13x12x12in", "3lb"), "base 40.00, x 7.00"},
		{"volume over one in centimetres", with("volume_over", "28316 cm3"), "", one(t, "12x12x12in", "3lb"), "base 40.00, x 7.00"}, // 28316.8
		{"to a home", with("residential", "yes"), "", home, "base 12.00, x 7.00"},
		{"to a home, to a business", with("residential", "yes"), "", nil, "base 12.00"},
		{"to a business", with("residential", "no"), "", nil, "base 12.00, x 7.00"},
		{"to a business, to a home", with("residential", "no"), "", home, "base 12.00"},
		{"nonstandard", with("nonstandard", "yes"), "", nonstandard, "base 12.00, x 7.00"},
		{"nonstandard, of a box", with("nonstandard", "yes"), "", nil, "base 12.00"},
		{"a box", with("nonstandard", "no"), "", nil, "base 12.00, x 7.00"},
		{"an area", with("area", "standard"), "", to("60601"), "base 12.00, x 7.00"},
		{"an area, by ZIP+4", with("area", "standard"), "", to("60604-1234"), "base 12.00, x 7.00"},
		{"an area, in another", with("area", "standard"), "", to("60605"), "base 12.00"},
		{"an area, in none", with("area", "standard"), "", to("60606"), "base 12.00"},
		{"one of two areas", with("area", "standard extended"), "", to("60605"), "base 12.00, x 7.00"},
		{"its first day", with("from", "2026-06-01"), "", nil, "base 12.00, x 7.00"},
		{"the day before", with("from", "2026-06-02"), "", nil, "base 12.00"},
		{"its last day", with("to", "2026-06-01"), "", nil, "base 12.00, x 7.00"},
		{"the day after", with("to", "2026-05-31"), "", nil, "base 12.00"},
		{"the day it ships, not the day it is ready", with("to", "2026-05-31"), "", ready(t, "2026-05-30"), "base 12.00"}, // a Saturday
		{"its service", with("services", "air ground"), "", nil, "base 12.00, x 7.00"},
		{"another's", with("services", "air mail"), "", nil, "base 12.00"},
		{"its zone", with("zones", "2 5"), "", nil, "base 12.00, x 7.00"},
		{"another zone", with("zones", "2 8"), "", nil, "base 12.00"},
		{"billable weight at the limit", with("billable_over", "10 lb"), "", one(t, "4x4x4in", "10lb"), "base 15.00"},
		{"billable weight over it, by its size", with("billable_over", "10 lb"), "", one(t, "12x12x12in", "1lb"), "base 40.00, x 7.00"},
		{"billable weight up to the limit", with("billable_up_to", "10 lb"), "", one(t, "4x4x4in", "10lb"), "base 15.00, x 7.00"},
		{"billable weight up to, over it", with("billable_up_to", "10 lb"), "", one(t, "4x4x4in", "11lb"), "base 40.00"},
		{"insured up to, uninsured", with("insured_up_to", "499.99"), "", nil, "base 12.00, x 7.00"},
		{"insured over, uninsured", with("insured_over", "0.00"), "", nil, "base 12.00"},
		{"not insured at all", with("insured_up_to", "0.00"), "", nil, "base 12.00, x 7.00"},
	})
	checkCharges(t, []want{
		{"all of a row's conditions are needed: one holds", surcharges(row{"code": "x", "amount": "7.00", "residential": "yes", "weight_over": "2 lb"}), "", nil, "base 12.00"},
		{"the other holds", surcharges(row{"code": "x", "amount": "7.00", "residential": "yes", "weight_over": "3 lb"}), "", home, "base 12.00"},
		{"both hold", surcharges(row{"code": "x", "amount": "7.00", "residential": "yes", "weight_over": "2 lb"}), "", home, "base 12.00, x 7.00"},
	})
}

func TestRowsOfOneCodeAreAlternatives(t *testing.T) {
	light, heavy := row{"code": "x", "name": "light", "amount": "4.00"}, row{"code": "x", "name": "heavy", "amount": "9.00", "weight_over": "2 lb"}
	checkCharges(t, []want{
		{"the dearest that applies, above", surcharges(heavy, light), "", nil, "base 12.00, x 9.00"},
		{"the dearest that applies, below", surcharges(light, heavy), "", nil, "base 12.00, x 9.00"},
		{"the only one that applies", surcharges(heavy, light), "", one(t, "4x4x4in", "2lb"), "base 9.75, x 4.00"},
		{"an amount or a percentage, whichever is more", surcharges(light, row{"code": "x", "percent": "50", "of": "base"}), "", nil, "base 12.00, x 6.00"},
		{"the least of the discounts", surcharges(row{"code": "discount", "percent": "-10", "of": "base"}, row{"code": "discount", "percent": "-20", "of": "base"}), "", nil,
			"base 12.00, discount -1.20"},
		{"the least weight of one that is not charged holds", surcharges(heavy, row{"code": "x", "amount": "1.00", "min_billable": "40 lb"}), "", nil, "base 40.00, x 9.00"},
	})
	q, _ := quoteOf(t, tariff.New(load(t, small(t, surcharges(light, row{"code": "x", "name": "also light", "amount": "4.00"})))), "ground", toChicago())
	if got, want := q.Charges[1].Name, "light"; got != want {
		t.Errorf("of two alike the first: got %s", got)
	}
}

// As FedEx has it: 40 lb at least when a dimension makes it hard to handle, 90
// lb when it is oversize, and never both charges.
func TestMinimumBillableAndWaived(t *testing.T) {
	card := surcharges(
		row{"code": "additional_handling", "amount": "46.00", "weight_over": "50 lb"},
		row{"code": "additional_handling", "amount": "29.50", "longest_over": "48 in", "min_billable": "40 lb"},
		row{"code": "oversize", "amount": "255.00", "longest_over": "96 in", "waives": "additional_handling", "min_billable": "90 lb"},
		row{"code": "oversize", "amount": "255.00", "weight_over": "110 lb", "waives": "additional_handling handling_fee peak_handling", "min_billable": "90 lb"},
		row{"code": "peak_handling", "amount": "8.25", "with": "additional_handling"},
		row{"code": "handling_fee", "percent": "10", "of": "base"},
	)
	checkCharges(t, []want{
		{"neither", card, "", nil, "base 12.00, handling_fee 1.20"},
		{"at least 40 lb", card, "", one(t, "49x4x4in", "3lb"), "base 40.00, additional_handling 29.50, peak_handling 8.25, handling_fee 4.00"},
		{"more than the least", card, "", one(t, "49x4x4in", "50lb"), "base 40.00, additional_handling 29.50, peak_handling 8.25, handling_fee 4.00"},
		{"for its weight there is no least", card, "", one(t, "4x4x4in", "51lb"), "base 110.00, additional_handling 46.00, peak_handling 8.25, handling_fee 11.00"},
		{"at least 90 lb", card, "", one(t, "97x4x4in", "3lb"), "base 110.00, oversize 255.00, handling_fee 11.00"},
		{"what is waived below is not charged either", card, "", one(t, "4x4x4in", "111lb"), "base 110.00, oversize 255.00"},
		{"a minimum that is waived does not count", surcharges(
			row{"code": "a", "amount": "5.00", "min_billable": "40 lb"}, row{"code": "b", "amount": "6.00", "waives": "a"}), "", nil, "base 12.00, b 6.00"},
		{"a waiver may stand above", surcharges(
			row{"code": "b", "amount": "6.00", "waives": "a c"}, row{"code": "a", "amount": "5.00"}, row{"code": "c", "amount": "5.00", "billable_over": "1 lb"}), "", nil, "base 12.00, b 6.00"},
	})
	q, _ := quoteOf(t, tariff.New(load(t, small(t, card))), "ground", func() carriers.Shipment {
		s := toChicago()
		s.Parcels[0] = parcel(t, "49x4x4in", "3lb")
		return s
	}())
	if got := q.Parcels[0].Billable; got != 40*dw.Pound {
		t.Errorf("billable: got %v, want 40 lb", got)
	}
}

func TestDependentCharges(t *testing.T) {
	checkCharges(t, []want{
		{"bands of the billable weight", surcharges(
			row{"code": "peak", "amount": "0.40", "billable_up_to": "3 lb"}, row{"code": "peak", "amount": "0.65", "billable_over": "3 lb", "billable_up_to": "10 lb"}), "",
			one(t, "4x4x4in", "3.001lb"), "base 12.00, peak 0.65"},
		{"the bottom band", surcharges(
			row{"code": "peak", "amount": "0.40", "billable_up_to": "3 lb"}, row{"code": "peak", "amount": "0.65", "billable_over": "3 lb", "billable_up_to": "10 lb"}), "",
			one(t, "4x4x4in", "3lb"), "base 12.00, peak 0.40"},
		{"with one that is charged", surcharges(row{"code": "a", "amount": "1.00"}, row{"code": "b", "amount": "2.00", "with": "a"}), "", nil, "base 12.00, a 1.00, b 2.00"},
		{"with one that is not", surcharges(row{"code": "a", "amount": "1.00", "residential": "yes"}, row{"code": "b", "amount": "2.00", "with": "a"}), "", nil, "base 12.00"},
		{"with one of two", surcharges(row{"code": "a", "amount": "1.00"}, row{"code": "b", "amount": "1.00", "residential": "yes"}, row{"code": "c", "amount": "2.00", "with": "a b"}), "", nil,
			"base 12.00, a 1.00, c 2.00"},
		{"with one that costs nothing", surcharges(row{"code": "a", "amount": "0.00"}, row{"code": "b", "amount": "2.00", "with": "a"}), "", nil, "base 12.00, b 2.00"},
		{"a chain", surcharges(row{"code": "a", "amount": "1.00"}, row{"code": "b", "amount": "2.00", "with": "a"}, row{"code": "c", "amount": "3.00", "with": "b"}), "", nil,
			"base 12.00, a 1.00, b 2.00, c 3.00"},
		{"a chain that breaks", surcharges(row{"code": "a", "amount": "1.00"}, row{"code": "b", "amount": "2.00", "with": "a", "billable_over": "9 lb"}, row{"code": "c", "amount": "3.00", "with": "b"}), "",
			nil, "base 12.00, a 1.00"},
		{"a percentage with one that is not charged", surcharges(row{"code": "a", "amount": "1.00", "residential": "yes"}, row{"code": "b", "percent": "10", "of": "base", "with": "a"}), "", nil, "base 12.00"},
	})
}

func TestPercentages(t *testing.T) {
	ten := func(rate string) edit { return surcharges(row{"code": "x", "percent": rate, "of": "base"}) }
	thirds := []row{{"code": "a", "amount": "0.33"}, {"code": "b", "amount": "0.33"}, {"code": "c", "amount": "0.33"}}
	checkCharges(t, []want{
		{"of the price", ten("10"), "", nil, "base 12.00, x 1.20"},
		{"a little over half a cent goes up", ten("10.0417"), "", nil, "base 12.00, x 1.21"},                    // 1.205004
		{"half a cent goes up: 12.5 % of 9.00", ten("12.5"), "", one(t, "4x4x4in", "1lb"), "base 9.00, x 1.13"}, // half
		{"less goes down: 12.49 % of 9.00", ten("12.49"), "", one(t, "4x4x4in", "1lb"), "base 9.00, x 1.12"},    // less
		{"half a cent of a discount makes it more", surcharges(row{"code": "discount", "percent": "-12.5", "of": "base"}), "", one(t, "4x4x4in", "1lb"), "base 9.00, discount -1.13"},
		{"of several charges, rounded once", surcharges(append(thirds[:3:3], row{"code": "x", "percent": "10", "of": "a b c"})...), "", nil, "base 12.00, a 0.33, b 0.33, c 0.33, x 0.10"}, // 0.099
		{"of those that are charged", surcharges(row{"code": "a", "amount": "1.00", "residential": "yes"}, row{"code": "x", "percent": "10", "of": "a base"}), "", nil, "base 12.00, x 1.20"},
		{"of a percentage", surcharges(row{"code": "a", "percent": "10", "of": "base"}, row{"code": "x", "percent": "10", "of": "a base"}), "", nil, "base 12.00, a 1.20, x 1.32"},
		{"of what a discount leaves", surcharges(row{"code": "discount", "percent": "-50", "of": "base"}, row{"code": "fuel", "percent": "10", "of": "base discount"}), "", nil,
			"base 12.00, discount -6.00, fuel 0.60"},
		{"to nothing prints no charge", surcharges(row{"code": "a", "amount": "0.02"}, row{"code": "x", "percent": "10", "of": "a"}), "", nil, "base 12.00, a 0.02"},
		{"a thousand", ten("1000"), "", nil, "base 12.00, x 120.00"},
		{"a discount of all is no price", surcharges(row{"code": "discount", "percent": "-100", "of": "base"}), "", nil, "no_price: the charges sum to 0.00 USD"},
		{"nor is one of more", surcharges(row{"code": "discount", "percent": "-150", "of": "base"}), "", nil, "no_price: the charges sum to -6.00 USD"},
		{"beyond all measure", surcharges(row{"code": "a", "amount": "999999999.00"}, row{"code": "b", "percent": "1000", "of": "a"}, row{"code": "c", "percent": "1000", "of": "b"}, row{"code": "d", "percent": "1000", "of": "c"}), "", nil,
			"no_price: the charges are over the 10000000000.00 USD limit"},
		{"a discount beyond all measure", surcharges(row{"code": "a", "amount": "999999999.00"}, row{"code": "b", "percent": "1000", "of": "a"}, row{"code": "discount", "percent": "-1000", "of": "b"}), "", nil,
			"no_price: the charges are over the 10000000000.00 USD limit"},
	})
}

func TestFuel(t *testing.T) {
	checkCharges(t, []want{
		{"by the day it ships, the day before a change", nil, "", ready(t, "2026-05-29"), "base 12.00, fuel 2.40"},
		{"ready on the Saturday before", nil, "", ready(t, "2026-05-30"), "base 12.00, fuel 1.20"},
		{"on the day", nil, "", ready(t, "2026-06-01"), "base 12.00, fuel 1.20"},
		{"of each service", nil, "air", ready(t, "2026-06-01"), "base 50.00, fuel 6.25"},
		{"the last known is used after", nil, "", ready(t, "2026-12-01"), "base 12.00, fuel 1.20"},
		{"before the first known there is no price", nil, "", ready(t, "2026-01-02"), "no_price: the fuel surcharge on 2026-01-02 is not known: the first known is of 2026-01-05"},
		{"a service without fuel does not need it", nil, "mail", ready(t, "2026-01-02"), "base 60.00"},
		{"of the charges that its row names, and no other", nil, "", both(home, to("60605"), one(t, "4x4x4in", "51lb")),
			"base 110.00, residential 6.00, delivery_area 5.50, additional_handling 40.00, fuel 15.60"}, // 10 % of 156.00
	})
}

func TestAccessorials(t *testing.T) {
	checkCharges(t, []want{
		{"a signature", nil, "", asking(carriers.Signature), "base 12.00, signature 7.60, fuel 1.20"},
		{"asked for twice is charged once", nil, "", asking(carriers.Signature, carriers.Signature), "base 12.00, signature 7.60, fuel 1.20"},
		{"one that the card does not have", nil, "", asking(carriers.AdultSignature), "not_offered: adult-signature was asked for, and the card has no price for it"},
		{"one that the service does not have", nil, "mail", asking(carriers.Signature), "not_offered: signature was asked for, and the card has no price for it"},
		{"one of two", nil, "", asking(carriers.Signature, carriers.AdultSignature), "not_offered: adult-signature was asked for, and the card has no price for it"},
		{"that is free", surcharges(row{"code": "signature", "amount": "0.00", "accessorial": "signature"}), "", asking(carriers.Signature), "base 12.00"},
		{"free, in other zones", surcharges(row{"code": "signature", "amount": "0.00", "accessorial": "signature", "zones": "2"}), "", asking(carriers.Signature),
			"not_offered: signature was asked for, and the card has no price for it"},
		{"of an unknown price", surcharges(row{"code": "signature", "amount": "unknown", "accessorial": "signature", "note": "not found"}), "", asking(carriers.Signature),
			"not_offered: signature was asked for, and the card has no price for it"},
		{"that another waives is part of the price", surcharges(
			row{"code": "signature", "amount": "7.60", "accessorial": "signature"}, row{"code": "adult_signature", "amount": "10.00", "accessorial": "adult-signature", "waives": "signature"}), "",
			asking(carriers.Signature, carriers.AdultSignature), "base 12.00, adult_signature 10.00"},
		{"not asked for", nil, "", nil, "base 12.00, fuel 1.20"},
	})
}

func TestInsurance(t *testing.T) {
	upTo := surcharges(row{"code": "insurance", "amount": "4.50", "insured_up_to": "200.00"}, row{"code": "insurance", "amount": "6.00", "insured_over": "200.00", "insured_up_to": "300.00"})
	free := surcharges(row{"code": "insurance", "amount": "1.65", "per_insured": "100.00", "free_insured": "100.00", "minimum": "2.00"})
	checkCharges(t, []want{
		{"a part is free", free, "", insured(300_01), "base 12.00, insurance 4.95"},
		{"all of it is", free, "", insured(100_00), "base 12.00, insurance 2.00"}, // the minimum
		{"the first hundred is free", nil, "", insured(100_00), "base 12.00, fuel 1.20"},
		{"a cent more costs the minimum", nil, "", insured(100_01), "base 12.00, insurance 5.00, fuel 1.20"},
		{"two hundreds cost less than the minimum", nil, "", insured(200_00), "base 12.00, insurance 5.00, fuel 1.20"},
		{"three cost more", nil, "", insured(300_00), "base 12.00, insurance 5.10, fuel 1.20"},
		{"a fourth is begun", nil, "", insured(300_01), "base 12.00, insurance 6.80, fuel 1.20"},
		{"the last step", nil, "", insured(500_00), "base 12.00, insurance 8.50, fuel 1.20"},
		{"above it", nil, "", insured(500_01), "not_offered: the card has no price to insure a parcel for 500.01 USD"},
		{"each of two parcels has its half", nil, "", both(insured(300_01), func(s *carriers.Shipment) { s.Parcels = append(s.Parcels, s.Parcels[0]) }),
			"base 12.00, insurance 5.00, fuel 1.20, base 12.00, insurance 5.00, fuel 1.20"}, // 150.01
		{"where none is offered", nil, "mail", insured(1), "not_offered: the card has no price to insure a parcel for 0.01 USD"},
		{"in another currency", nil, "", func(s *carriers.Shipment) { s.Insured = carriers.Money{Minor: 100_00, Currency: "EUR"} }, "not_offered: insured in EUR, and the card is in USD"},
		{"in steps", upTo, "", insured(200_00), "base 12.00, insurance 4.50"},
		{"in steps, the second", upTo, "", insured(200_01), "base 12.00, insurance 6.00"},
		{"in steps, above", upTo, "", insured(300_01), "not_offered: the card has no price to insure a parcel for 300.01 USD"},
		{"nothing insured costs nothing", upTo, "", nil, "base 12.00"},
		{"a condition on the value is no price of insurance", surcharges(row{"code": "signature", "amount": "0.00", "accessorial": "signature", "insured_over": "50.00"}), "",
			both(insured(100_00), asking(carriers.Signature)), "not_offered: the card has no price to insure a parcel for 100.00 USD"},
		{"beyond all measure", surcharges(row{"code": "insurance", "amount": "999999999.00", "per_insured": "0.01"}), "", insured(carriers.MaxMinor),
			"no_price: the charges are over the 10000000000.00 USD limit"},
	})
}

func TestNotesOfCharges(t *testing.T) {
	const note = "the peak surcharge was not found and is not in the price"
	tests := []struct {
		name     string
		card     edit
		shipment func(*carriers.Shipment)
		charges  string
		notes    []string
	}{
		{"an unknown amount", surcharges(row{"code": "peak", "amount": "unknown", "note": note}), nil, "base 12.00", []string{note}},
		{"an unknown amount that does not apply", surcharges(row{"code": "peak", "amount": "unknown", "residential": "yes", "note": note}), nil, "base 12.00", nil},
		{"an unknown amount with another charge", surcharges(row{"code": "a", "amount": "1.00", "residential": "yes"}, row{"code": "peak", "amount": "unknown", "with": "a", "note": note}), home,
			"base 12.00, a 1.00", []string{note}},
		{"an unknown amount without it", surcharges(row{"code": "a", "amount": "1.00", "residential": "yes"}, row{"code": "peak", "amount": "unknown", "with": "a", "note": note}), nil, "base 12.00", nil},
		{"a charge", surcharges(row{"code": "a", "amount": "1.00", "note": "as at retail"}), nil, "base 12.00, a 1.00", []string{"as at retail"}},
		{"only of the alternative that is charged", surcharges(row{"code": "a", "amount": "1.00", "note": "one"}, row{"code": "a", "amount": "2.00", "note": "two"}), nil, "base 12.00, a 2.00", []string{"two"}},
		{"once for two parcels", surcharges(row{"code": "a", "amount": "1.00", "note": "as at retail"}), func(s *carriers.Shipment) { s.Parcels = append(s.Parcels, s.Parcels[0]) },
			"base 12.00, a 1.00, base 12.00, a 1.00", []string{"as at retail"}},
		{"of the card", all(plain, add("card.csv", "note,prices of a contract\n")), nil, "base 12.00", []string{"prices of a contract"}},
		{"of a week of fuel that is long gone", nil, ready(t, "2026-06-08"), "base 12.00, fuel 1.20", []string{"fuel surcharge of 10 % is that of the week of 2026-06-01, the last one known"}},
		{"of a week of fuel on its last day", add("calendar.csv", "sunday,,pickup\n"), ready(t, "2026-06-07"), "base 12.00, fuel 1.20", nil},
		{"of transit", plain, to(zone8), "base 15.00", []string{"ground transit to zone 8 is estimated"}},
		{"a year after the card begins", plain, ready(t, "2027-01-01"), "base 12.00", nil},
		{"more than a year after", all(plain, add("calendar.csv", "saturday,,pickup\n")), ready(t, "2027-01-02"), "base 12.00", []string{"prices are those of 2026-01-01, more than a year before: look for a newer list"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			card := small(t)
			if tt.card != nil {
				tt.card(t, card)
			}
			s := toChicago()
			if tt.shipment != nil {
				tt.shipment(&s)
			}
			c := tariff.New(load(t, card))
			if got := charges(t, c, "ground", s); got != tt.charges {
				t.Errorf("got %s, want %s", got, tt.charges)
			}
			if q, refused := quoteOf(t, c, "ground", s); q == nil {
				t.Error(refused)
			} else if diff := cmp.Diff(tt.notes, append([]string(nil), q.Notes...)); diff != "" {
				t.Errorf("notes (-want +got)\n%s", diff)
			}
		})
	}
}
