package carriers_test

import (
	"errors"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

func usd(minor int64) carriers.Money { return carriers.Money{Minor: minor, Currency: "USD"} }

// twoParcels is a quote that Check finds nothing wrong with.
func twoParcels() carriers.Quote {
	return carriers.Quote{
		Carrier: "ups", Service: "ground", Name: "UPS Ground", Currency: "USD",
		Charges: []carriers.Charge{
			{Code: carriers.Base, Amount: 17_10, Parcel: 0},
			{Code: carriers.Fuel, Amount: 3_25, Parcel: 0},
			{Code: carriers.Base, Amount: 12_00, Parcel: 1},
			{Code: carriers.Discount, Amount: -2_00, Parcel: carriers.WholeShipment},
		},
		Parcels: make([]carriers.Rated, 2),
		Ships:   carriers.NewDate(2024, time.October, 4), Delivers: carriers.NewDate(2024, time.October, 8), DeliverTime: "10:30", Transit: carriers.Transit{Days: 4, Known: true},
	}
}

func TestTotalIsTheSumOfItsCharges(t *testing.T) {
	q := twoParcels()
	tests := []struct {
		name string
		got  carriers.Money
		want carriers.Money
	}{
		{"of the shipment", q.Total(), usd(30_35)},
		{"of the first parcel", q.ParcelTotal(0), usd(20_35)},
		{"of the second", q.ParcelTotal(1), usd(12_00)},
		{"of no single parcel", q.ParcelTotal(carriers.WholeShipment), usd(-2_00)},
		{"of a parcel that is not there", q.ParcelTotal(2), usd(0)},
		{"without charges", (&carriers.Quote{}).Total(), carriers.Money{}},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

func TestQuoteCheck(t *testing.T) {
	tests := []struct {
		name   string
		change func(*carriers.Quote)
		want   string // empty: nothing is wrong
	}{
		{"well formed", func(*carriers.Quote) {}, ""},
		{"an unknown arrival", func(q *carriers.Quote) { q.Delivers, q.DeliverTime, q.Transit = 0, "", carriers.Transit{} }, ""},
		{"arrives on the day it ships", func(q *carriers.Quote) { q.Delivers = q.Ships }, ""},
		{"no carrier", func(q *carriers.Quote) { q.Carrier = "" }, "/ground: the quote names no carrier or no service"},
		{"no service", func(q *carriers.Quote) { q.Service = "" }, "ups/: the quote names no carrier or no service"},
		{"no charges", func(q *carriers.Quote) { q.Charges = nil }, "ups/ground: no charges"},
		{"a parcel that is not rated", func(q *carriers.Quote) { q.Parcels = q.Parcels[:1] }, "ups/ground: 1 of 2 parcels are rated"},
		{"an unknown currency", func(q *carriers.Quote) { q.Currency = "XXX" }, `ups/ground: currency "XXX" is unknown`},
		{"no currency", func(q *carriers.Quote) { q.Currency = "" }, `ups/ground: currency "" is unknown`},
		{"a negative charge", func(q *carriers.Quote) { q.Charges[1].Amount = -1 }, "ups/ground: charge fuel is negative: -0.01 USD"},
		{"a charge out of range", func(q *carriers.Quote) { q.Charges[1].Amount = carriers.MaxMinor + 1 }, "ups/ground: charge fuel is out of range: 10000000000.01 USD"},
		{"a discount out of range", func(q *carriers.Quote) { q.Charges[3].Amount = -carriers.MaxMinor - 1 }, "ups/ground: charge discount is out of range: -10000000000.01 USD"},
		{"a charge for a parcel that is not there", func(q *carriers.Quote) { q.Charges[3].Parcel = 2 }, "ups/ground: charge discount is for parcel 2 of 2"},
		{"a parcel without a charge", func(q *carriers.Quote) { q.Charges[2].Parcel = 0 }, "ups/ground: parcel 1 has no charge"},
		{"free", func(q *carriers.Quote) { q.Charges[3].Amount = -32_35 }, "ups/ground: total is 0.00 USD"},
		{"money back", func(q *carriers.Quote) { q.Charges[3].Amount = -40_00 }, "ups/ground: total is -7.65 USD"},
		{"negative transit", func(q *carriers.Quote) { q.Transit.Days = -1 }, "ups/ground: -1 transit days"},
		{"arrives before it ships", func(q *carriers.Quote) { q.Delivers = q.Ships - 1 }, "ups/ground: delivers 2024-10-03, before it ships on 2024-10-04"},
		{"an hour of one digit", func(q *carriers.Quote) { q.DeliverTime = "9:30" }, `ups/ground: deliver time "9:30" is not an hour such as 10:30`},
		{"an hour after midnight", func(q *carriers.Quote) { q.DeliverTime = "24:00" }, `ups/ground: deliver time "24:00" is not an hour such as 10:30`},
		{"half past ten in the morning", func(q *carriers.Quote) { q.DeliverTime = "10:30 AM" }, `ups/ground: deliver time "10:30 AM" is not an hour such as 10:30`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := twoParcels()
			tt.change(&q)
			err := q.Check(2)
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
			} else if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
	q := twoParcels()
	q.Currency = "XXX"
	if err := q.Check(2); !errors.Is(err, carriers.ErrCurrency) {
		t.Errorf("an unknown currency: %v is not an ErrCurrency", err)
	}
}

func TestRejectionPrints(t *testing.T) {
	r := carriers.Rejection{Carrier: "ups", Service: "ground", Code: carriers.TooHeavy, Reason: "151 lb is over the 150 lb limit"}
	if got, want := r.String(), "ups/ground: too_heavy: 151 lb is over the 150 lb limit"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	r.Service = ""
	if got, want := r.String(), "ups: too_heavy: 151 lb is over the 150 lb limit"; got != want {
		t.Errorf("of the whole carrier: got %q, want %q", got, want)
	}
}
