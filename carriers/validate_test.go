package carriers_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	dw "github.com/shiprate/shiprate/dimweight"
)

func TestValidate(t *testing.T) {
	tests := []struct {
		name   string
		change func(*carriers.Shipment)
		want   string // empty: nothing is wrong
	}{
		{"complete", func(*carriers.Shipment) {}, ""},
		{"two postal codes, a parcel and a day are enough", func(s *carriers.Shipment) {
			*s = carriers.Shipment{From: carriers.Address{PostalCode: "10001", Country: "US"}, To: carriers.Address{PostalCode: "94105-1234", Country: "US"}, Parcels: s.Parcels, Ready: s.Ready}
		}, ""},
		{"every accessorial", func(s *carriers.Shipment) { s.Accessorials = carriers.Accessorials() }, ""},
		{"an emoji, Polish and Chinese are text", func(s *carriers.Shipment) { s.To.Name = "Żółć 李雷 📦" }, ""},
		{"a replacement character that was typed is text", func(s *carriers.Shipment) { s.To.Name = "a\uFFFDb" }, ""},
		{"1000 parcels", func(s *carriers.Shipment) { s.Parcels = slices.Repeat(s.Parcels, 1000) }, ""},
		{"1001 parcels", func(s *carriers.Shipment) { s.Parcels = slices.Repeat(s.Parcels, 1001) }, "parcels: 1001 parcels are over the 1000 limit"},
		{"no parcels", func(s *carriers.Shipment) { s.Parcels = nil }, "parcels: must have at least one"},
		{"no day", func(s *carriers.Shipment) { s.Ready = time.Time{} }, "ready: must be set: the day on which the parcels can be handed over"},
		{"a day before 1970", func(s *carriers.Shipment) { s.Ready = time.Unix(-1, 0).UTC() }, "ready: year 1969 is not between 1970 and 9999"},
		{"a year of five digits", func(s *carriers.Shipment) { s.Ready = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }, "ready: year 10000 is not between 1970 and 9999"},
		{"no country", func(s *carriers.Shipment) { s.To.Country = "" }, `to.country: "" is not a code of two capitals such as US`},
		{"a country in small letters", func(s *carriers.Shipment) { s.To.Country = "us" }, `to.country: "us" is not a code of two capitals such as US`},
		{"a country by its name", func(s *carriers.Shipment) { s.From.Country = "USA" }, `from.country: "USA" is not a code of two capitals such as US`},
		{"a ZIP of four digits", func(s *carriers.Shipment) { s.From.PostalCode = "2134" },
			`from.postal_code: "2134" is not a postal code of US, which look like 99999 or 99999-9999: has it lost the zero in front?`},
		{"a code not written as its country does", func(s *carriers.Shipment) { s.To.Country, s.To.State, s.To.PostalCode = "CA", "ON", "m5v2t6" }, `to.postal_code: "m5v2t6" must be written M5V 2T6`},
		{"a city as the state", func(s *carriers.Shipment) { s.To.State = "San Francisco" }, `to.state: "San Francisco" is not a state or province of US: write the code of two letters`},
		{"a state by its name", func(s *carriers.Shipment) { s.To.State = "California" }, ""},
		{"to a locker", func(s *carriers.Shipment) { s.To.Place = carriers.Locker }, ""},
		{"to a place that is none", func(s *carriers.Shipment) { s.To.Place = "shop" }, `to.place: "shop" is unknown: use one of [door pickup-point locker po-box]`},
		{"the door by its name", func(s *carriers.Shipment) { s.To.Place = "door" }, `to.place: "door" is the empty place, Door`},
		{"from a locker", func(s *carriers.Shipment) { s.From.Place = carriers.Locker }, "from.place: must be empty: only the destination has a place of delivery"},
		{"a zero weight", func(s *carriers.Shipment) { s.Parcels[0].Weight = 0 }, "parcels[0].weight: must be more than 0, it is 0 lb"},
		{"a negative weight", func(s *carriers.Shipment) { s.Parcels[0].Weight = -dw.Pound }, "parcels[0].weight: must be more than 0, it is -1 lb"},
		{"a huge weight", func(s *carriers.Shipment) { s.Parcels[0].Weight = 1 << 62 }, "parcels[0].weight: 2882303.76 kg is over the 1000000 kg limit"},
		{"a side of zero", func(s *carriers.Shipment) { s.Parcels[0].Dims.Width = 0 }, "parcels[0].dims: width: must be more than 0, it is 0 in"},
		{"an unknown accessorial", func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{carriers.Saturday, "gift"} },
			`accessorials[1]: "gift" is unknown: use one of [adult-signature indirect-signature saturday signature sunday]`},
		{"a declared value below zero", func(s *carriers.Shipment) { s.Insured.Minor = -1 }, "insured: must be more than 0, it is -0.01 USD"},
		{"a declared value of nothing", func(s *carriers.Shipment) { s.Insured.Minor = 0 }, "insured: must be more than 0, it is 0.00 USD"},
		{"a declared value of no currency", func(s *carriers.Shipment) { s.Insured.Currency = "" }, `insured: currency "" is not an ISO 4217 code such as USD`},
		{"a declared value over the most", func(s *carriers.Shipment) { s.Insured.Minor = carriers.MaxMinor + 1 }, "insured: 10000000000.01 USD is over the 10000000000.00 USD limit"},
		{"invalid UTF-8 in a name", func(s *carriers.Shipment) { s.To.Name = "Zo\xeb" }, `to.name: "Zo\xeb" is not valid UTF-8 at byte 2`},
		{"half a character at the end", func(s *carriers.Shipment) { s.From.City = "Łód\xc5" }, `from.city: "Łód\xc5" is not valid UTF-8 at byte 5`},
		{"a line break in a street", func(s *carriers.Shipment) { s.To.Street[1] = "Apt\n2" }, `to.street[1]: "Apt\n2" has the control character U+000A at byte 3`},
		{"a NUL in a company", func(s *carriers.Shipment) { s.From.Company = "\x00" }, `from.company: "\x00" has the control character U+0000 at byte 0`},
		{"an escape in a reference", func(s *carriers.Shipment) { s.Reference = "a\x1b[2J" }, `reference: "a\x1b[2J" has the control character U+001B at byte 1`},
		{"a control character above ASCII", func(s *carriers.Shipment) { s.To.State = "\u0085" }, `to.state: "\u0085" has the control character U+0085 at byte 0`},
		{"a parcel's reference", func(s *carriers.Shipment) { s.Parcels[0].Reference = "\t" }, `parcels[0].reference: "\t" has the control character U+0009 at byte 0`},
		{"a name of a megabyte", func(s *carriers.Shipment) { s.To.Name = strings.Repeat("Z", 1<<20) }, "to.name: 1048576 bytes are over the 1000 limit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := onlyParcel()
			tt.change(&s)
			err := s.Validate()
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.Is(err, carriers.ErrInvalid) || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestValidateReportsEveryProblemAtOnce(t *testing.T) {
	good := onlyParcel().Parcels[0]
	s := carriers.Shipment{
		From:         carriers.Address{PostalCode: "M5V 2T6", Country: "US"},
		To:           carriers.Address{Name: "\xff", Street: []string{"fine", "\a"}, PostalCode: "94105", Country: "us"},
		Parcels:      []carriers.Parcel{good, {Weight: good.Weight}, {Dims: good.Dims, Reference: "\xff"}},
		Accessorials: []carriers.Accessorial{"gift"},
		Insured:      carriers.Money{Minor: 5},
	}
	var got []string
	var invalid carriers.Invalid
	if err := s.Validate(); !errors.As(err, &invalid) {
		t.Fatalf("got %v, want an Invalid", err)
	}
	for _, p := range invalid {
		got = append(got, p.Path)
		if p.Message == "" || !strings.Contains(invalid.Error(), p.String()) {
			t.Errorf("%q is not in the error's text", p)
		}
	}
	want := []string{"from.postal_code", "to.country", "to.name", "to.street[1]", "ready", "parcels[1].dims", "parcels[2].weight", "parcels[2].reference", "accessorials[0]", "insured"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func TestAValidShipmentCostsNoAllocation(t *testing.T) {
	s := onlyParcel()
	if n := testing.AllocsPerRun(100, func() { _ = s.Validate() }); n != 0 {
		t.Errorf("Validate allocates %v times", n)
	}
}

func TestShipment(t *testing.T) {
	s := onlyParcel()
	s.Accessorials = []carriers.Accessorial{carriers.Saturday}
	if !s.Asks(carriers.Saturday) || s.Asks(carriers.Signature) {
		t.Error("Asks: Saturday alone was asked for")
	}
	for _, tt := range []struct {
		name        string
		minor, want int64
		parcels     int
	}{
		{"one parcel bears it all", 100_00, 100_00, 1},
		{"two bear half each", 100_00, 50_00, 2},
		{"a cent left over rounds up", 100_00, 33_34, 3},
		{"nothing is declared", 0, 0, 3},
		{"no parcel bears nothing", 100_00, 0, 0},
	} {
		s := carriers.Shipment{Parcels: make([]carriers.Parcel, tt.parcels), Insured: carriers.Money{Minor: tt.minor, Currency: "USD"}}
		if got := s.InsuredPerParcel(); got.Minor != tt.want {
			t.Errorf("%s: got %v, want %d", tt.name, got, tt.want)
		}
	}
}
