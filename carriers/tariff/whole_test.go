package tariff_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// boxes are parcels of these weights.
func boxes(weights ...dw.Weight) func(*carriers.Shipment) {
	return func(s *carriers.Shipment) {
		s.Parcels = nil
		for _, w := range weights {
			s.Parcels = append(s.Parcels, box(w))
		}
	}
}

// Three pounds cost 12.00, eleven 40.00 and sixty 110.00; fuel is 10 %.
func TestChargesOfTheWholeShipment(t *testing.T) {
	once := func(r row) row { r["per"] = "shipment"; return r }
	two, one3 := boxes(3*dw.Pound, 3*dw.Pound), boxes(3*dw.Pound)
	heavy := surcharges(once(row{"code": "a", "amount": "7.00", "weight_over": "10 lb"}), once(row{"code": "a", "amount": "9.00", "weight_over": "50 lb"}))
	both := surcharges(once(row{"code": "a", "amount": "7.00", "weight_over": "10 lb", "longest_over": "20 in"}))
	checkCharges(t, []want{
		{"once for two parcels", surcharges(once(row{"code": "a", "amount": "7.00"})), "", two, "base 12.00, base 12.00, a 7.00"},
		{"once for one", surcharges(once(row{"code": "a", "amount": "7.00"})), "", one3, "base 12.00, a 7.00"},
		{"for each parcel, in so many words", surcharges(row{"code": "a", "amount": "7.00", "per": "parcel"}), "", two, "base 12.00, a 7.00, base 12.00, a 7.00"},
		{"when none meets the condition", heavy, "", two, "base 12.00, base 12.00"},
		{"when the last meets it", heavy, "", boxes(3*dw.Pound, 11*dw.Pound), "base 12.00, base 40.00, a 7.00"},
		{"the dearest of what any meets", heavy, "", boxes(60*dw.Pound, 11*dw.Pound, 3*dw.Pound), "base 110.00, base 40.00, base 12.00, a 9.00"},
		{"two conditions, each met by another", both, "", func(s *carriers.Shipment) {
			s.Parcels = []carriers.Parcel{box(11 * dw.Pound), parcel(t, "21x1x1in", "3lb")}
		}, "base 40.00, base 12.00"},
		{"two conditions, met by one", both, "", one(t, "21x1x1in", "11lb"), "base 40.00, a 7.00"},
		{"with a charge of the same parcel", surcharges(row{"code": "b", "amount": "1.00", "weight_over": "10 lb"}, once(row{"code": "a", "amount": "7.00", "with": "b"})), "",
			boxes(3*dw.Pound, 11*dw.Pound), "base 12.00, base 40.00, b 1.00, a 7.00"},
		{"with a charge that none has", surcharges(row{"code": "b", "amount": "1.00", "weight_over": "10 lb"}, once(row{"code": "a", "amount": "7.00", "with": "b"})), "", two, "base 12.00, base 12.00"},
		{"waived for one of two", surcharges(row{"code": "b", "amount": "1.00", "weight_over": "10 lb", "waives": "a"}, once(row{"code": "a", "amount": "7.00"})), "",
			boxes(3*dw.Pound, 11*dw.Pound), "base 12.00, base 40.00, b 1.00, a 7.00"},
		{"waived for all", surcharges(row{"code": "b", "amount": "1.00", "waives": "a"}, once(row{"code": "a", "amount": "7.00"})), "", two, "base 12.00, b 1.00, base 12.00, b 1.00"},
		{"on another day", surcharges(once(row{"code": "a", "amount": "7.00", "from": "2026-06-02"})), "", two, "base 12.00, base 12.00"},
		{"it is the price of an accessorial", surcharges(once(row{"code": "signature", "amount": "7.00", "accessorial": "signature"})), "",
			func(s *carriers.Shipment) { two(s); asking(carriers.Signature)(s) }, "base 12.00, base 12.00, signature 7.00"},

		{"fuel of it is charged once, too", surcharges(once(row{"code": "a", "amount": "7.00"}), row{"code": "fuel", "percent": "fuel.csv", "of": "base a", "services": "ground"}), "", two,
			"base 12.00, fuel 1.20, base 12.00, fuel 1.20, a 7.00, fuel 0.70"},
		{"fuel of the rest alone", surcharges(once(row{"code": "a", "amount": "7.00"}), row{"code": "fuel", "percent": "fuel.csv", "of": "base", "services": "ground"}), "", two,
			"base 12.00, fuel 1.20, base 12.00, fuel 1.20, a 7.00"},
		{"fuel of a discount of it", surcharges(once(row{"code": "a", "amount": "7.00"}), row{"code": "discount", "percent": "-50", "of": "a base"}, row{"code": "fuel", "percent": "10", "of": "base a discount"}), "", one3,
			"base 12.00, discount -6.00, fuel 0.60, a 7.00, discount -3.50, fuel 0.35"},
		{"a percentage of the whole shipment is rounded once", surcharges(once(row{"code": "b", "amount": "0.05"}), once(row{"code": "a", "percent": "0.3", "of": "base b"})), "", two,
			"base 12.00, base 12.00, b 0.05, a 0.07"}, // 24.05 × 0.3 % = 0.07215
		{"of several percentages the dearest", surcharges(once(row{"code": "a", "percent": "1", "of": "base"}), once(row{"code": "a", "percent": "2", "of": "base"})), "", two, "base 12.00, base 12.00, a 0.48"},
		{"an amount to fill in", surcharges(once(row{"code": "a", "amount": "ask", "weight_over": "10 lb"})), "", boxes(3*dw.Pound, 11*dw.Pound),
			"not_offered: parcels[1]: the card has no amount for a: fill it in in surcharges.csv (code a)"},
		{"beyond all measure", surcharges(once(row{"code": "a", "amount": "999999999.00"}), once(row{"code": "b", "percent": "1000", "of": "a"}), once(row{"code": "c", "percent": "1000", "of": "b"})), "", two,
			"no_price: the charges are over the 10000000000.00 USD limit"},
	})
}

func TestChargesOfTheWholeShipmentStandLast(t *testing.T) {
	card := small(t, surcharges(row{"code": "a", "name": "Stop charge", "amount": "7.00", "per": "shipment", "note": "once a stop"}, row{"code": "z", "amount": "1.00"}))
	s := toChicago()
	boxes(3*dw.Pound, 3*dw.Pound)(&s)
	q, refused := quoteOf(t, tariff.New(load(t, card)), "ground", s)
	if q == nil {
		t.Fatal(refused)
	}
	var got []string
	for _, c := range q.Charges {
		got = append(got, fmt.Sprintf("%d %s", c.Parcel, c.Name))
	}
	if got, want := strings.Join(got, ", "), "0 Base rate, 0 z, 1 Base rate, 1 z, -1 Stop charge"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if q.Total() != usd(33_00) || q.ParcelTotal(carriers.WholeShipment) != usd(7_00) || !slices.Contains(q.Notes, "once a stop") {
		t.Errorf("%v in all, %v once, notes %q", q.Total(), q.ParcelTotal(carriers.WholeShipment), q.Notes)
	}
}

func TestAmountsToFillIn(t *testing.T) {
	ask := surcharges(row{"code": "signature", "name": "Acme signature", "amount": "ask", "accessorial": "signature"}, row{"code": "residential", "amount": "5.00", "residential": "yes"})
	late := surcharges(row{"code": "handling", "amount": "ask", "weight_over": "2 lb"}, row{"code": "handling", "amount": "9.00"}, row{"code": "oversize", "amount": "50.00", "weight_over": "10 lb", "waives": "handling"})
	checkCharges(t, []want{
		{"not asked for", ask, "", home, "base 12.00, residential 5.00"},
		{"asked for", ask, "", asking(carriers.Signature), "not_offered: the card has no amount for Acme signature: fill it in in surcharges.csv (code signature)"},
		{"it may be the dearest of its code", late, "", nil, "not_offered: the card has no amount for handling: fill it in in surcharges.csv (code handling)"},
		{"it does not apply", late, "", boxes(2 * dw.Pound), "base 9.75, handling 9.00"},
		{"it is waived", late, "", boxes(11 * dw.Pound), "base 40.00, oversize 50.00"},
		{"insurance", surcharges(row{"code": "insurance", "amount": "ask"}), "", insured(100_00), "not_offered: the card has no amount for insurance: fill it in in surcharges.csv (code insurance)"},
		{"by the billable weight", surcharges(row{"code": "peak", "amount": "ask", "billable_over": "2 lb"}), "", nil, "not_offered: the card has no amount for peak: fill it in in surcharges.csv (code peak)"},
	})
}

// What a contract takes off counts for what is charged once, and it may fill in
// a cell.
func TestContractsOfTheWholeShipment(t *testing.T) {
	once := surcharges(row{"code": "a", "percent": "10", "of": "base", "per": "shipment"}, row{"code": "signature", "amount": "ask", "accessorial": "signature"})
	contract := all(once, write("discounts.csv", "services,percent\nground,50\n"), write("reductions.csv", "code,amount\nsignature,4.00\n"))
	checkCharges(t, []want{
		{"before", once, "", nil, "base 12.00, a 1.20"},
		{"of what the discount leaves", contract, "", boxes(3*dw.Pound, 3*dw.Pound), "base 12.00, discount -6.00, base 12.00, discount -6.00, a 1.20"},
		{"an amount that the contract fills in", contract, "", asking(carriers.Signature), "base 12.00, discount -6.00, signature 4.00, a 0.60"},
		{"less than nothing known is not known", all(once, write("reductions.csv", "code,less\nsignature,4.00\n")), "", asking(carriers.Signature),
			"not_offered: the card has no amount for signature: fill it in in surcharges.csv (code signature)"},
	})
}

func TestMoreConditions(t *testing.T) {
	with := func(column, cell string) edit { return surcharges(row{"code": "x", "amount": "7.00", column: cell}) }
	checkCharges(t, []want{
		{"the shortest side at the limit", with("third_over", "3 in"), "", one(t, "3x4x5in", "3lb"), "base 12.00"},
		{"the shortest side over it", with("third_over", "3 in"), "", one(t, "3.1x4x5in", "3lb"), "base 12.00, x 7.00"},
		{"the sum of the sides at the limit", with("sum_over", "12 in"), "", one(t, "3x4x5in", "3lb"), "base 12.00"},
		{"the sum over it, each side rounded up", with("sum_over", "12 in"), "", one(t, "3x4x4.1in", "3lb"), "base 12.00"},
		{"the sum over it", with("sum_over", "30.4 cm"), "", one(t, "3x4x5in", "3lb"), "base 12.00, x 7.00"}, // 30.48 cm
		{"an indirect signature", surcharges(row{"code": "signature", "amount": "4.00", "accessorial": "indirect-signature"}), "", asking(carriers.IndirectSignature), "base 12.00, signature 4.00"},
		{"a signature is not an indirect one", surcharges(row{"code": "signature", "amount": "4.00", "accessorial": "indirect-signature"}), "", asking(carriers.Signature),
			"not_offered: signature was asked for, and the card has no price for it"},
	})
}

// Air takes two days. It is delivered on a Saturday or a Sunday only if just that
// was asked for.
func TestDeliveryAtTheWeekend(t *testing.T) {
	card := all(surcharges(row{"code": "saturday", "amount": "16.00", "accessorial": "saturday"}, row{"code": "sunday", "amount": "26.00", "accessorial": "sunday"}),
		add("calendar.csv", "sunday,air,on_request\n"))
	tests := []struct {
		name, ready string
		asked       []carriers.Accessorial
		want        string
	}{
		{"neither is asked for", "2026-06-04", nil, "2026-06-08"},
		{"Saturday", "2026-06-04", []carriers.Accessorial{carriers.Saturday}, "2026-06-06"},
		{"Sunday", "2026-06-05", []carriers.Accessorial{carriers.Sunday}, "2026-06-08, asked for Sunday"}, // Saturday does not count
		{"Sunday, ready a day before", "2026-06-04", []carriers.Accessorial{carriers.Sunday}, "2026-06-07"},
		{"Sunday, and it would arrive on Saturday", "2026-06-04", []carriers.Accessorial{carriers.Saturday, carriers.Sunday}, "2026-06-06, asked for Sunday"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := toChicago()
			s.Ready, s.Accessorials = day(t, tt.ready), tt.asked
			q, got := quoteOf(t, tariff.New(load(t, small(t, card))), "air", s)
			if q != nil {
				got = q.Delivers.String()
			} else if i := strings.Index(got, "Sunday delivery was asked for, and it would arrive on "); i >= 0 {
				got = got[len(got)-len("2026-06-08"):] + ", asked for Sunday"
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestLoadReportsMoreColumns(t *testing.T) {
	checkMistakes(t, []mistake{
		{"a charge for each something", surcharges(row{"code": "a", "amount": "1.00", "per": "stop"}), `surcharges.csv:2:35: "stop": not parcel or shipment`},
		{"a code for parcels and for the shipment", surcharges(row{"code": "a", "amount": "1.00"}, row{"code": "a", "amount": "2.00", "per": "shipment"}),
			"surcharges.csv:2:35: per: a is charged for the whole shipment in another row"},
		{"a charge for the shipment that waives", surcharges(row{"code": "b", "amount": "1.00"}, row{"code": "a", "amount": "1.00", "per": "shipment", "waives": "b"}), "surcharges.csv:3:32: waives: cannot be for the whole shipment"},
		{"a minimum weight of the shipment", surcharges(row{"code": "a", "amount": "1.00", "per": "shipment", "min_billable": "40 lb"}), "surcharges.csv:2:33: min_billable: cannot be for the whole shipment"},
		{"an insured value of the shipment", surcharges(row{"code": "a", "amount": "1.00", "per": "shipment", "insured_over": "40.00"}), "surcharges.csv:2:40: per: the insured value is that of each parcel, and so is its price"},
		{"a charge for each parcel with one for the shipment", surcharges(row{"code": "a", "amount": "1.00", "per": "shipment"}, row{"code": "b", "amount": "1.00", "with": "a"}),
			"surcharges.csv:3:31: with: names a charge for the whole shipment, which is charged after the parcels"},
		{"a sum without a unit", surcharges(row{"code": "a", "amount": "1.00", "sum_over": "150"}), `surcharges.csv:2:37: length "150": no unit: write one such as 12in, 30cm, 300mm or 4ft, at most 100 m`},
		{"a Tuesday on request", add("calendar.csv", "tuesday,air,on_request\n"), "calendar.csv:7:13: on_request is for Saturdays and Sundays, which can be asked for, and not for a Tuesday"},
		{"a date on request that is a Thursday", add("calendar.csv", "2026-12-24,air,on_request\n"), "calendar.csv:7:16: on_request is for Saturdays and Sundays, which can be asked for, and not for a Thursday"},
	})
}
