package fedex_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

// mapped is what becomes of the answer with the discount, its texts replaced.
func mapped(t *testing.T, replace ...string) (carriers.Reply, error) {
	t.Helper()
	answer := string(livetest.Compact(t, livetest.File(t, "rates_discount.json")))
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(answer, replace[i]) {
			t.Fatalf("the answer has no %s", replace[i])
		}
		answer = strings.ReplaceAll(answer, replace[i], replace[i+1])
	}
	s := order()
	return fedex.MapAnswer([]byte(answer), &s, carriers.DateOf(livetest.Clock()))
}

// TestMeaning: FedEx's surcharge types, of its API reference guide.
func TestMeaning(t *testing.T) {
	for kind, want := range map[string]carriers.ChargeCode{
		"FUEL": carriers.Fuel, "RESIDENTIAL_DELIVERY": carriers.Residential, "DELIVERY_AREA": carriers.DeliveryArea, "OUT_OF_DELIVERY_AREA": carriers.DeliveryArea,
		"ADDITIONAL_HANDLING": carriers.AdditionalHandling, "OVERSIZE": carriers.Oversize, "NON_STANDARD_CONTAINER": carriers.NonstandardParcel, "SIGNATURE_OPTION": carriers.SignatureCharge,
		"SATURDAY_DELIVERY": carriers.SaturdayCharge, "INSURED_VALUE": carriers.Insurance, "DEMAND": carriers.Peak, "DEMAND_ADDITIONAL_HANDLING": carriers.Peak, "PEAK_RESIDENTIAL_DELIVERY": carriers.Peak,
		"SATURDAY_PICKUP": "saturday_pickup", "": "fedex_other", "!": "fedex_other",
	} {
		reply, err := mapped(t, `"type":"FUEL"`, `"type":"`+kind+`"`)
		if err != nil || len(reply.Quotes) != 1 {
			t.Fatal(reply, err)
		}
		if got := reply.Quotes[0].Charges[2].Code; got != want {
			t.Errorf("%q is %s, want %s", kind, got, want)
		}
	}
}

func TestOddPrices(t *testing.T) {
	const total = `"totalNetCharge":8.49,`
	tests := []struct {
		name    string
		replace []string
		want    []string
		note    string
	}{
		{"the list alone", []string{`"rateType":"ACCOUNT"`, `"rateType":"INCENTIVE"`}, []string{"0 base 12.38 Base rate", "0 fuel 1.76 Fuel Surcharge", "14.14 USD"}, "FedEx gives no price of the account: its list price is shown"},
		{"a total over the lines", []string{total, `"totalNetCharge":9.00,`}, []string{"0 base 12.38 Base rate", "0 discount -4.95 Discount", "0 fuel 1.06 Fuel Surcharge", "0 fedex_other 0.51 Not itemised by FedEx", "9.00 USD"}, ""},
		{"a total under the lines", []string{total, `"totalNetCharge":8.00,`}, []string{"0 base 8.00 Rate", "8.00 USD"}, "the lines of FedEx are not its total: the total is shown, shared by weight"},
		{"no lines of the parcel", []string{`"ratedPackages"`, `"x"`}, []string{"0 base 12.38 Base rate", "0 discount -4.95 Discount", "0 fuel 1.06 Fuel Surcharge", "8.49 USD"}, ""},
		{"no lines at all", []string{`"ratedPackages"`, `"x"`, `"totalBaseCharge"`, `"y"`}, []string{"0 base 8.49 Rate", "8.49 USD"}, "the lines of FedEx are not its total"},
		{"a surcharge below zero takes off", []string{`"amount":1.06`, `"amount":-1.06`, total, `"totalNetCharge":6.37,`}, []string{"0 base 12.38 Base rate", "0 discount -4.95 Discount", "0 discount -1.06 Fuel Surcharge", "6.37 USD"}, ""},
		{"a surcharge without words", []string{`"description":"Fuel Surcharge",`, ``}, []string{"0 base 12.38 Base rate", "0 discount -4.95 Discount", "0 fuel 1.06 FUEL", "8.49 USD"}, ""},
		{"a rebate", []string{`"totalRebates":0`, `"totalRebates":1.00`, total, `"totalNetCharge":7.49,`}, []string{"0 base 12.38 Base rate", "0 discount -4.95 Discount", "0 discount -1.00 Rebate", "0 fuel 1.06 Fuel Surcharge", "7.49 USD"}, ""},
		{"a warning, and words that are only a code", []string{`"rateReplyDetails"`, `"alerts":[{"code":"A","message":"Beware.","alertType":"WARNING"},{"code":"B","message":"no","alertType":"NOTE"}],"rateReplyDetails"`,
			`"serviceName"`, `"customerMessages":[{"code":"SC04","message":"SC04"},{"code":"D","message":"Dimensional weight was used."}],"serviceName"`},
			[]string{"0 base 12.38 Base rate", "0 discount -4.95 Discount", "0 fuel 1.06 Fuel Surcharge", "8.49 USD"}, "FedEx: Beware\nFedEx: Dimensional weight was used"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reply, err := mapped(t, tt.replace...)
			if err != nil || len(reply.Quotes) != 1 {
				t.Fatal(reply, err)
			}
			q := &reply.Quotes[0]
			if diff := cmp.Diff(tt.want, livetest.Lines(q)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if got := strings.Join(q.Notes, "\n"); !strings.Contains(got, tt.note) {
				t.Errorf("the notes %q do not say %q", got, tt.note)
			}
		})
	}
}

func TestOddPromises(t *testing.T) {
	const date, days, operation = `"dateDetail":{"dayFormat":"2026-11-30T23:59:00","dayOfWeek":"Mon"}`, `"minimumTransitTime":"FOUR_DAYS"`, `"deliveryDate":"2026-11-30T23:59:00"`
	noDate := []string{date, `"dateDetail":{}`, operation, `"deliveryDate":""`, `"commitDate":"2026-11-30T23:59:00"`, `"commitDate":""`}
	tests := []struct {
		name     string
		replace  []string
		days     int
		delivers string
		note     string
	}{
		{"no date: days are counted over weekdays", noDate, 4, "2026-11-27", "the arrival is counted from transit days over weekdays, holidays not known"},
		{"of a range of days the last", append([]string{days, days + `,"maximumTransitTime":"SEVEN_DAYS"`}, noDate...), 7, "2026-12-02", "counted"},
		{"days that nobody knows", []string{"FOUR_DAYS", "SMARTPOST_TRANSIT_DAYS"}, 0, "2026-11-30", ""},
		{"a day without an hour", []string{`"dayFormat":"2026-11-30T23:59:00"`, `"dayFormat":"2026-12-01"`}, 4, "2026-12-01", ""},
		{"the day of the operation", []string{date, `"dateDetail":{}`}, 4, "2026-11-30", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reply, err := mapped(t, tt.replace...)
			if err != nil || len(reply.Quotes) != 1 {
				t.Fatal(reply, err)
			}
			q := &reply.Quotes[0]
			if q.Transit.Days != tt.days || q.Delivers.String() != tt.delivers || !strings.Contains(strings.Join(q.Notes, "\n"), tt.note) {
				t.Errorf("%d days, %v, notes %q, want %d, %s, %q", q.Transit.Days, q.Delivers, q.Notes, tt.days, tt.delivers, tt.note)
			}
		})
	}
}

func TestOddAnswersAreRefused(t *testing.T) {
	tests := []struct {
		name    string
		replace []string
		want    string
	}{
		{"two prices of the account", []string{`"rateType":"LIST"`, `"rateType":"ACCOUNT"`}, "output.rateReplyDetails[0].ratedShipmentDetails[1] is a second price of the type ACCOUNT"},
		{"no price that we know", []string{`"rateType":"LIST"`, `"rateType":"X"`, `"rateType":"ACCOUNT"`, `"rateType":"Y"`}, "output.rateReplyDetails[0].ratedShipmentDetails has no price"},
		{"no total", []string{`"totalNetCharge"`, `"x"`}, "output.rateReplyDetails[0].ratedShipmentDetails[0] has no totalNetCharge"},
		{"a parcel in another currency", []string{`"currency":"USD","freightDiscounts"`, `"currency":"CAD","freightDiscounts"`}, `is "CAD", the total is in USD`},
		{"a box of FedEx", []string{"YOUR_PACKAGING", "FEDEX_BOX"}, `packagingType is "FEDEX_BOX", not YOUR_PACKAGING`},
		{"a weight in stones", []string{`"units":"LB"`, `"units":"ST"`}, `units is "ST", not LB or KG`},
		{"a day that is none", []string{`"dayFormat":"2026-11-30T23:59:00"`, `"dayFormat":"2026-11-31T23:59:00"`}, `dayFormat is "2026-11-31T23:59:00", not a time such as 2024-07-25T10:30:00`},
		{"an hour that is none", []string{`"dayFormat":"2026-11-30T23:59:00"`, `"dayFormat":"2026-11-30T24:59:00"`}, "not a time such as"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reply, err := mapped(t, tt.replace...)
			if err != nil || len(reply.Rejections) != 1 {
				t.Fatal(reply, err)
			}
			if r := reply.Rejections[0]; r.Code != carriers.Failed || !strings.Contains(r.Reason, tt.want) {
				t.Errorf("got  %s\nwant %s", r, tt.want)
			}
		})
	}
	if _, err := mapped(t, `"serviceType":"FEDEX_GROUND",`, ``); err == nil || !strings.Contains(err.Error(), "has no serviceType") {
		t.Errorf("a service without a name: got %v", err)
	}
}
