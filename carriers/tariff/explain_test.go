package tariff_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tariff"
	dw "github.com/shiprate/shiprate/dimweight"
)

// checkExplained holds the explanation of every service against what the carrier
// quotes: the same quote, and steps that add up to its charges.
func checkExplained(t *testing.T, c *tariff.Carrier, s carriers.Shipment) {
	t.Helper()
	reply := quote(t, c, s)
	for _, q := range reply.Quotes {
		e, err := c.Explain(s, q.Service)
		if err != nil {
			t.Errorf("%s: %v", q.Service, err)
			continue
		}
		if !reflect.DeepEqual(q, e.Quote) {
			t.Errorf("%s (-quoted +explained)\n%s", q.Service, cmp.Diff(q, e.Quote))
		}
		var want, got []string
		for _, charge := range q.Charges {
			want = append(want, fmt.Sprintf("%d %s %s %d", charge.Parcel, charge.Code, charge.Name, charge.Amount))
		}
		charged := func(parcel int, steps []tariff.ChargeStep) {
			for _, step := range steps {
				if step.Fate == tariff.Charged && step.Amount != 0 {
					got = append(got, fmt.Sprintf("%d %s %s %d", parcel, step.Code, step.Name, step.Amount))
				}
				if (step.Fate == tariff.Beaten || step.Fate == tariff.Waived) && step.By == "" {
					t.Errorf("%s: %s is %s by nobody", q.Service, step.Name, step.Fate)
				}
			}
		}
		for i, p := range e.Parcels {
			charged(i, p.Charges)
			checkParcel(t, &q, i, &p)
		}
		charged(carriers.WholeShipment, e.Shipment)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-quoted +explained)\n%s", q.Service, diff)
		}
		if text := e.String(); strings.Contains(text, "%!") || !strings.Contains(text, q.Total().String()) {
			t.Errorf("%s: %s", q.Service, text)
		}
	}
	for _, r := range reply.Rejections {
		_, err := c.Explain(s, r.Service)
		var refused *tariff.RefusedError
		if !errors.As(err, &refused) || refused.Rejection != r {
			t.Errorf("%s: got %v, want %v", r.Service, err, r)
		}
	}
}

// checkParcel holds how a parcel was rated against what the quote says of it.
func checkParcel(t *testing.T, q *carriers.Quote, i int, p *tariff.ParcelStep) {
	t.Helper()
	if got := (carriers.Rated{Zone: q.Parcels[i].Zone, Actual: p.Actual, Dimensional: p.Dimensional, Billable: p.Billable, Unit: p.Unit, Packaging: q.Parcels[i].Packaging}); got != q.Parcels[i] {
		t.Errorf("%s: parcel %d (-quoted +explained)\n%s", q.Service, i, cmp.Diff(q.Parcels[i], got))
	}
	chosen := 0
	for _, l := range p.Lists {
		if !l.Chosen {
			continue
		}
		chosen++
		if l.Packaging != q.Parcels[i].Packaging || l.Billable != p.Billable || l.Price != p.Charges[0].Amount || !l.Takes {
			t.Errorf("%s: parcel %d was priced by %+v", q.Service, i, l)
		}
	}
	if chosen != 1 {
		t.Errorf("%s: parcel %d was priced by %d lists", q.Service, i, chosen)
	}
	for _, n := range p.Near {
		if n.Under == "" || n.Condition == "" || n.Actual == "" {
			t.Errorf("%s: near %+v", q.Service, n)
		}
	}
}

func TestAnExplanationAgreesWithTheQuote(t *testing.T) {
	each(t, 3, func(t *testing.T, _ random, c *tariff.Carrier, s carriers.Shipment) { checkExplained(t, c, s) })
}

func TestAnExplanationOfTheWideCardAgrees(t *testing.T) {
	eachWide(t, 3, func(_ random, c *tariff.Carrier, s carriers.Shipment) { checkExplained(t, c, s) })
}

func TestAnExplanationInWords(t *testing.T) {
	card := small(t, change("surcharges.csv", "signature,Signature,ground air,", "signature,Signature,ground mail,"),
		add("calendar.csv", "monday,,cutoff 17:00\n"))
	s := toChicago()
	s.Ready = day(t, "2026-06-01T18:00")
	s.To.PostalCode, s.To.Residential = "60601", true
	s.Parcels = []carriers.Parcel{parcel(t, "20x15.2x12in", "49lb"), box(51 * dw.Pound)}
	s.Insured = usd(400_00)
	e, err := tariff.New(load(t, card)).Explain(s, "ground")
	if err != nil {
		t.Fatal(err)
	}
	// 20 × 16 × 12 = 3840, by 139 = 27.63; 10 % of 40.00 + 6.00 and of 110.00 + 6.00
	// + 40.00; two parts of 1.70 are less than 5.00.
	want := `acme/ground, Acme Ground: 240.20 USD
  card      acme-2026, ship dates 2026-01-01 to 2027-06-30
            Acme Parcel price list, 2026-01-01
  ships     ready on Mon 2026-06-01 18:00, after the cutoff of 17:00: collected on Tue 2026-06-02
  lane      from 10001 to 60601 is zone 5: the row of zones.csv from 100 to 606
            60601 is in area standard
  parcel 1  20x15.2x12 in, 49 lb
  sides     20x16x12 in, each rounded up
  limits    weight: 49 lb of at most 150 lb
            a side: 20 in of at most 108 in
            length plus girth: 76 in of at most 165 in
  weight    actual 49 lb; dimensional 20×16×12 = 3840 in³ ÷ 139 = 27.63 lb
            billed as 49 lb, the next 1 lb
  price     40.00: the row up to 50 lb
  charges   40.00  Base rate
             6.00  Residential: to homes
             4.00  Delivery Area: in area standard
             5.00  Insurance: insured over 100.00, insured up to 500.00, it is 200.00
             4.60  Fuel: 10 % of 46.00, base 40.00 + residential 6.00, the week of 2026-06-01
  near      1 lb under Additional Handling, 40.00: over 50 lb, it is 49 lb
  parcel 2  4x4x4 in, 51 lb
  sides     4x4x4 in, each rounded up
  limits    weight: 51 lb of at most 150 lb
            a side: 4 in of at most 108 in
            length plus girth: 20 in of at most 165 in
  weight    actual 51 lb; dimensional 4×4×4 = 64 in³ ÷ 139 = 0.46 lb
            billed as 51 lb, the next 1 lb
  price     110.00: the row up to 150 lb
  charges   110.00  Base rate
              6.00  Residential: to homes
              4.00  Delivery Area: in area standard
             40.00  Additional Handling: over 50 lb, it is 51 lb
              5.00  Insurance: insured over 100.00, insured up to 500.00, it is 200.00
             15.60  Fuel: 10 % of 156.00, base 110.00 + residential 6.00 + additional_handling 40.00, the week of 2026-06-01
  total     240.20 USD
  arrives   3 business days of the zone: Fri 2026-06-05
`
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(e.String(), "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestStepsInWords(t *testing.T) {
	ofSmall, ofWide := tariff.New(load(t, small(t))), tariff.New(load(t, wide(t)))
	tests := []struct {
		name     string
		c        *tariff.Carrier
		service  string
		shipment func(*carriers.Shipment)
		lines    []string
	}{
		{"charges of the whole shipment", ofWide, "ground", func(s *carriers.Shipment) {
			s.To.PostalCode, s.To.Residential, s.Accessorials = "60602", true, []carriers.Accessorial{carriers.Signature}
			s.Parcels = []carriers.Parcel{parcel(t, "30x20.5x10in", "120lb"), parcel(t, "20x20x10in", "320lb")}
		}, []string{ // 185.15 + 400.00 + 15.00 = 600.15, 1.5 % of which is 9.00
			"  lane      from 10001 to 60602 is zone far: the row of zones.csv from any to 60600-60610",
			"  price     400.00: the row per lb to 499 lb, 1.25 × 320 lb",
			"  shipment  15.00  Pickup of what is heavy: over 100 lb",
			"             4.00  Signature: asked for signature",
			"             9.00  Paperwork: 1.5 % of 600.15, base 585.15 + pickup 15.00",
			"             1.50  Fuel: 10 % of pickup 15.00",
			"  not        5.00  Pickup; Pickup of what is heavy is charged",
		}},
		{"packagings", ofWide, "flat-rate", both(to("60602"), one(t, "8x5x1in", "2lb")), []string{
			"  weight    actual 2 lb; in a packaging the dimensional weight does not count",
			"            billed as 20 lb, the next weight of the list",
			"  price     10.00: the row up to 20 lb of Bag, which takes 250 in3",
			"            not 12.00: the row up to 70 lb of Small Box, which takes 8.6x5.3x1.6in",
		}},
		{"a packaging that it does not fit", ofWide, "flat-rate", both(to("60602"), one(t, "13x11x3in", "60lb")), []string{
			"            billed as 60 lb, as it is", "            does not fit Small Box, 8.6x5.3x1.6in", "            does not fit Bag, 250 in3"}},
		{"codes that begin so", ofWide, "ground", abroad("CA K1A 0B1"), []string{"  lane      from 10001 to CA K1A 0B1 is zone near: the row of zones.csv from any to CA:K1A"}},
		{"miles", ofSmall, "mail", both(from("50001"), to("50301")), []string{"  lane      from 50001 to 50301 is zone 5: estimated from 1000 miles, in the band up to 1000"}},
		{"miles without an end", ofSmall, "mail", both(from("50001"), to("50401")), []string{"  lane      from 50001 to 50401 is zone 8: estimated from 1001 miles, in the band that has no end"}},
		{"no dimensional weight", ofSmall, "mail", nil, []string{"  weight    actual 3 lb; 4×4×4 = 64 in³ is not over 1728, so there is no dimensional weight", "  arrives   unknown: the card does not tell how long it takes"}},
		{"nearly one", ofSmall, "mail", one(t, "12x12x12in", "2lb"), []string{"  near      just at the limit of a dimensional weight: volume over 1728 in³, it is 1728 in³"}},
		{"ounces", ofSmall, "mail", one(t, "4x4x4in", "13oz"), []string{"            billed as 15.999 oz, the next weight of the list", "  price     6.00: the row up to 15.999 oz"}},
		{"a price per pound", ofSmall, "ground", both(to(zone8), one(t, "45x30x30in", "15lb")), []string{"  price     360.43: the row per lb, 185.15/150 × 292 lb"}},
		{"days that pass", ofSmall, "ground", ready(t, "2026-11-21"), []string{
			"  ships     ready on Sat 2026-11-21; no collection on Sat 2026-11-21, Sun 2026-11-22: collected on Mon 2026-11-23",
			"  arrives   3 business days of the zone, without Thu 2026-11-26, Fri 2026-11-27, Sat 2026-11-28, Sun 2026-11-29: Mon 2026-11-30"}},
		{"an hour, and a guarantee", ofSmall, "air", nil, []string{"  arrives   2 business days of the service: Wed 2026-06-03 10:30, guaranteed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := toChicago()
			if tt.shipment != nil {
				tt.shipment(&s)
			}
			e, err := tt.c.Explain(s, tt.service)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range tt.lines {
				if !strings.Contains(e.String(), "\n"+line+"\n") {
					t.Errorf("no line\n%s\nin\n%s", line, e)
				}
			}
		})
	}
}

// What is near, and what became of rows that apply, of the small card with these
// surcharges. A tenth below a limit is near it.
func TestNearnessAndFates(t *testing.T) {
	handling := all(change("services.csv", "150 lb,108 in,165 in,,,,no,,\nair", "150 lb,108 in,165 in,,,,no,,\nair"), surcharges(
		row{"code": "handling", "name": "Long", "amount": "20.00", "longest_over": "48 in"}, row{"code": "handling", "name": "Heavy", "amount": "30.00", "weight_over": "50 lb"},
		row{"code": "handling", "name": "Bulky", "amount": "20.00", "volume_over": "10000 in3"},
		row{"code": "oversize", "name": "Large", "amount": "90.00", "longest_over": "96 in", "waives": "handling", "min_billable": "90 lb"},
		row{"code": "home", "name": "Home", "amount": "5.00", "residential": "yes", "weight_over": "40 lb"},
		row{"code": "peak", "name": "Peak", "amount": "2.00", "billable_over": "30 lb", "from": "2026-05-01", "to": "2026-06-30"},
		row{"code": "peak", "name": "Late peak", "amount": "9.00", "weight_over": "10 lb", "from": "2026-07-01"}))
	tests := []struct {
		name         string
		parcel       func(*carriers.Shipment)
		charged, not string
		near         string
	}{
		{"nothing", one(t, "4x4x4in", "3lb"), "base 1200", "", ""},
		{"an inch under", one(t, "47x4x4in", "3lb"), "base 1500", "", "Long 1 in under longest side over 48 in"},
		{"just at a limit", one(t, "48x4x4in", "3lb"), "base 1500", "", "Long 0 in under longest side over 48 in"},
		{"more than a tenth under", one(t, "43x4x4in", "3lb"), "base 1200", "", ""},
		{"a dearer row of the code", one(t, "49x4x4in", "46lb"), "base 4000, handling Long 2000, peak Peak 200", "", "Heavy 4 lb under over 50 lb"},
		{"no row that is not dearer", one(t, "47x4x4in", "51lb"), "base 11000, handling Heavy 3000, peak Peak 200", "", ""},
		{"beaten", one(t, "49x4x4in", "51lb"), "base 11000, handling Heavy 3000, peak Peak 200", "Long beaten by Heavy", ""},
		{"beaten by an equal one above", one(t, "49x15x14in", "3lb"), "base 11000, handling Long 2000, peak Peak 200", "Bulky beaten by Long", ""},
		{"waived, and a minimum weight", one(t, "97x4x4in", "51lb"), "base 11000, oversize Large 9000, peak Peak 200", "Long waived by Large, Heavy waived by Large", ""},
		{"a condition beside that does not hold", one(t, "4x4x4in", "39lb"), "base 4000, peak Peak 200", "", ""},
		{"a condition beside that holds", both(home, one(t, "4x4x4in", "39lb")), "base 4000, peak Peak 200", "", "Home 1 lb under over 40 lb"},
		{"by the billable weight", one(t, "4x4x4in", "29.5lb"), "base 4000", "", "Peak 0 lb under billed over 30 lb"},
		{"a volume", one(t, "26x20x19in", "3lb"), "base 11000, peak Peak 200", "", "Bulky 120 in³ under volume over 10000 in³"},
		{"a limit of the service", one(t, "100x5x5in", "140lb"), "base 11000, oversize Large 9000, peak Peak 200", "Long waived by Large, Heavy waived by Large",
			"limit 10 lb under weight over 150 lb, limit 8 in under a side over 108 in"},
	}
	c := tariff.New(load(t, small(t, handling)))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := toChicago()
			tt.parcel(&s)
			e, err := c.Explain(s, "ground")
			if err != nil {
				t.Fatal(err)
			}
			var charged, not, near []string
			for _, step := range e.Parcels[0].Charges {
				if step.Fate == tariff.Charged {
					charged = append(charged, strings.ReplaceAll(fmt.Sprintf("%s %s %d", step.Code, step.Name, step.Amount), " Base rate", ""))
				} else {
					not = append(not, fmt.Sprintf("%s %s by %s", step.Name, step.Fate, step.By))
				}
			}
			for _, n := range e.Parcels[0].Near {
				name := n.Name
				if name == "" {
					name = string(n.Kind)
				}
				near = append(near, fmt.Sprintf("%s %s under %s", name, n.Under, n.Condition))
			}
			got := []string{strings.Join(charged, ", "), strings.Join(not, ", "), strings.Join(near, ", ")}
			if diff := cmp.Diff([]string{tt.charged, tt.not, tt.near}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestExplainErrors(t *testing.T) {
	c := tariff.New(load(t, small(t)))
	if _, err := c.Explain(toChicago(), "rail"); !errors.Is(err, tariff.ErrNoService) || err.Error() != "no such service: acme/rail" {
		t.Errorf("got %v", err)
	}
	if _, err := c.Explain(carriers.Shipment{}, "ground"); !errors.Is(err, carriers.ErrInvalid) {
		t.Errorf("got %v", err)
	}
	if _, err := tariff.New().Explain(toChicago(), "ground"); err == nil {
		t.Error("a carrier without cards explains")
	}
}
