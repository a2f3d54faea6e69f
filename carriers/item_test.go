package carriers_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

// withItems is a shipment with all that papers need.
func withItems() carriers.Shipment {
	s := onlyParcel()
	usd := func(minor int64) carriers.Money { return carriers.Money{Minor: minor, Currency: "USD"} }
	s.Parcels[0].Items = []carriers.Item{
		{SKU: "SHIRT-M", Name: "Shirt, blue, M", Quantity: 2, Bin: "A-2", Description: "men's cotton shirts", HSCode: "6109.10", Origin: "PT", Value: usd(12_50), Weight: 200 * dw.Gram},
		{Name: "Mug", Quantity: 1, Weight: 350 * dw.Gram},
	}
	s.GiftMessage = "Happy birthday!"
	s.From.Phone, s.From.TaxID = "+1 212 555 0100", "12-3456789"
	s.Customs = carriers.Customs{Reason: carriers.ReasonSale, Explanation: "web shop", Incoterm: "DAP San Francisco", Invoice: "INV-7", Freight: usd(5_00)}
	return s
}

func TestReadShipmentWithItems(t *testing.T) {
	in := strings.Replace(order, `"reference":"BOX 1"`, `"reference":"BOX 1","items":[
		{"sku":"SHIRT-M","name":"Shirt, blue, M","quantity":2,"bin":"A-2","description":"men's cotton shirts","hs_code":"6109.10","origin":"PT","value":"12.50 USD","weight":"200g"},
		{"name":"Mug","quantity":1,"weight":"350g"}]`, 1)
	in = strings.Replace(in, `"accessorials":["signature"]`, `"gift_message":"Happy birthday!",
		"customs":{"reason":"sale","explanation":"web shop","incoterm":"DAP San Francisco","invoice":"INV-7","freight":"5.00 USD"}`, 1)
	in = strings.Replace(in, `"name":"Shop"`, `"name":"Shop","phone":"+1 212 555 0100","tax_id":"12-3456789"`, 1)
	got, err := carriers.ReadShipment(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(withItems(), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
}

func TestReadShipmentRefusesItems(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a quantity of text", `{"quantity":"2"}`, "parcels.items.quantity: must be a whole number, it is string"},
		{"half a piece", `{"quantity":1.5}`, "parcels.items.quantity: must be a whole number, it is number 1.5"},
		{"a value without a currency", `{"quantity":1,"value":"5"}`, `parcels[0].items[0].value: "5" has no currency`},
		{"a weight without a unit", `{"quantity":1,"weight":"5"}`, `parcels[0].items[0].weight: weight "5": no unit`},
		{"a weight of nothing", `{"quantity":1,"weight":"0g"}`, `parcels[0].items[0].weight: weight "0g": must be more than 0`},
		{"an unknown field", `{"hscode":"610910"}`, `unknown field "hscode"`},
		{"a field twice", `{"name":"a","name":"b"}`, "parcels[0].items[0].name stands twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := carriers.ReadShipment(strings.NewReader(edit(`"reference":"BOX 1"`, `"items":[`+tt.in+`]`)))
			wantError(t, err, tt.want)
			if !errors.Is(err, carriers.ErrInvalid) {
				t.Errorf("%v is not an ErrInvalid", err)
			}
		})
	}
	_, err := carriers.ReadShipment(strings.NewReader(edit(`"insured":"100.00 USD"`, `"customs":{"freight":"5"}`)))
	wantError(t, err, `customs.freight: "5" has no currency`)
}

func TestValidateItems(t *testing.T) {
	item := func(s *carriers.Shipment) *carriers.Item { return &s.Parcels[0].Items[0] }
	tests := []struct {
		name   string
		change func(*carriers.Shipment)
		want   string
	}{
		{"all that papers need", func(*carriers.Shipment) {}, ""},
		{"items as heavy as the parcel", func(s *carriers.Shipment) { s.Parcels[0].Weight = 750 * dw.Gram }, ""},
		{"items heavier than the parcel", func(s *carriers.Shipment) { s.Parcels[0].Weight = 750*dw.Gram - 1 },
			"parcels[0].items: weigh more than the parcel's 0.75 kg together"},
		{"no piece", func(s *carriers.Shipment) { item(s).Quantity = 0 }, "parcels[0].items[0].quantity: 0 is not between 1 and 1000000"},
		{"too many pieces", func(s *carriers.Shipment) { item(s).Quantity = 1_000_001 }, "parcels[0].items[0].quantity: 1000001 is not between 1 and 1000000"},
		{"ten digits with points", func(s *carriers.Shipment) { item(s).HSCode = "6109.10.0010" }, ""},
		{"twelve digits", func(s *carriers.Shipment) { item(s).HSCode = "610910001000" }, ""},
		{"a chapter alone", func(s *carriers.Shipment) { item(s).HSCode = "6109" }, `parcels[0].items[0].hs_code: "6109" is not 6 to 12 digits such as 6109.10`},
		{"a point too many", func(s *carriers.Shipment) { item(s).HSCode = "6109..10" }, `parcels[0].items[0].hs_code: "6109..10" is not 6 to 12 digits such as 6109.10`},
		{"a point at the end", func(s *carriers.Shipment) { item(s).HSCode = "610910." }, `parcels[0].items[0].hs_code: "610910." is not 6 to 12 digits such as 6109.10`},
		{"a letter O", func(s *carriers.Shipment) { item(s).HSCode = "61O910" }, `parcels[0].items[0].hs_code: "61O910" is not 6 to 12 digits such as 6109.10`},
		{"a country by its name", func(s *carriers.Shipment) { item(s).Origin = "Portugal" }, `parcels[0].items[0].origin: "Portugal" is not a code of two capitals such as US`},
		{"a value of nothing", func(s *carriers.Shipment) { item(s).Value.Minor = 0 }, "parcels[0].items[0].value: must be more than 0, it is 0.00 USD"},
		{"an unknown currency", func(s *carriers.Shipment) { item(s).Value.Currency = "XXX" }, `parcels[0].items[0].value: currency "XXX" is not an ISO 4217 code such as USD`},
		{"a value that is too much twice", func(s *carriers.Shipment) { item(s).Value.Minor = carriers.MaxMinor/2 + 1 },
			"parcels[0].items[0].value: 2 of 5000000000.01 USD are over the 10000000000.00 USD limit"},
		{"a weight below zero", func(s *carriers.Shipment) { item(s).Weight = -dw.Gram }, "parcels[0].items[0].weight: must be more than 0, it is -0.001 kg"},
		{"a weight that would overflow", func(s *carriers.Shipment) { item(s).Weight = 1 << 62 },
			"parcels[0].items[0].weight: 2 of 2882303.76 kg are over the 1000000 kg limit"},
		{"a control character in a bin", func(s *carriers.Shipment) { item(s).Bin = "A\t1" }, `parcels[0].items[0].bin: "A\t1" has the control character U+0009 at byte 1`},
		{"too many lines", func(s *carriers.Shipment) { s.Parcels[0].Items = make([]carriers.Item, 1001) }, "parcels[0].items: 1001 lines are over the 1000 limit"},
		{"many lines at the limit, which must not overflow", func(s *carriers.Shipment) {
			line := carriers.Item{Quantity: 1, Weight: dw.MaxWeight}
			s.Parcels[0].Items = []carriers.Item{line, line, line, line, line, line, line, line, line, line, line, line}
		}, "parcels[0].items: weigh more than the parcel's 1.81 kg together"},
		{"an unknown reason", func(s *carriers.Shipment) { s.Customs.Reason = "fun" },
			`customs.reason: "fun" is unknown: use one of [gift documents sale sample return other]`},
		{"another reason that is not told", func(s *carriers.Shipment) { s.Customs.Reason, s.Customs.Explanation = carriers.ReasonOther, " " },
			`customs.explanation: must be set for the reason "other"`},
		{"a rule of Incoterms 2010", func(s *carriers.Shipment) { s.Customs.Incoterm = "DAT Paris" },
			`customs.incoterm: "DAT Paris" does not begin with a rule of Incoterms 2020: use one of [CFR CIF CIP CPT DAP DDP DPU EXW FAS FCA FOB] and a place`},
		{"freight below zero", func(s *carriers.Shipment) { s.Customs.Freight.Minor = -1 }, "customs.freight: must be more than 0, it is -0.01 USD"},
		{"a gift message of three lines", func(s *carriers.Shipment) { s.GiftMessage = "Dear Ann,\r\nall the best\nBob" }, ""},
		{"a tab in a gift message", func(s *carriers.Shipment) { s.GiftMessage = "a\tb" }, `gift_message: "a\tb" has the control character U+0009 at byte 1`},
		{"a line break in a telephone number", func(s *carriers.Shipment) { s.To.Phone = "1\n2" }, `to.phone: "1\n2" has the control character U+000A at byte 1`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := withItems()
			tt.change(&s)
			err := s.Validate()
			if got := errorText(err); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestItem(t *testing.T) {
	i := withItems().Parcels[0].Items[0]
	if got, want := i.Total(), (carriers.Money{Minor: 25_00, Currency: "USD"}); got != want {
		t.Errorf("two of 12.50 USD are %v", got)
	}
	if got := i.Net(); got != 400*dw.Gram {
		t.Errorf("two of 200 g weigh %v", got)
	}
	if got := i.Described(); got != "men's cotton shirts" {
		t.Errorf("described as %q", got)
	}
	i.Description = " "
	if got := i.Described(); got != "Shirt, blue, M" {
		t.Errorf("without a description it is %q", got)
	}
}
