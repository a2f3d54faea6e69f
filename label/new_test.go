package label_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

func TestNewRefuses(t *testing.T) {
	tests := []struct {
		claim   string
		change  func(*carriers.Shipment, *carriers.Quote, *label.Format)
		numbers []string
		want    string
	}{
		{
			"all that is missing is named at once",
			func(s *carriers.Shipment, q *carriers.Quote, _ *label.Format) {
				s.From = carriers.Address{PostalCode: "10001", Country: "US"}
				s.To = carriers.Address{Street: []string{" "}, PostalCode: "94105", Country: "US"}
				q.Ships, q.Name = 0, ""
			},
			[]string{upsNumber},
			`from.name: must be set to print a label, or the company
from.street: must be set to print a label
from.city: must be set to print a label
from.state: must be set to print a label
to.name: must be set to print a label, or the company
to.street: must be set to print a label
to.city: must be set to print a label
to.state: must be set to print a label
quote.name: must be set: it is the service on the label
quote.ships: must be set: it is the date on the label`,
		},
		{"too few numbers", nil, nil, `numbers: 0 for 1 parcels: each parcel needs its own`},
		{"too many numbers", nil, []string{upsNumber, upsNumber}, `numbers: 2 for 1 parcels: each parcel needs its own`},
		{"a wrong check digit", nil, []string{"1Z5R89390357567128"}, `numbers[0]: tracking number "1Z5R89390357567128": ups-1z: check digit is 8, want 7`},
		{"another carrier's number", nil, []string{fedexNumber}, `numbers[0]: tracking number "986578788855": not a number of carrier "ups"`},
		{
			"one number for two parcels",
			func(s *carriers.Shipment, q *carriers.Quote, _ *label.Format) {
				s.Parcels = append(s.Parcels, s.Parcels[0])
				q.Parcels = append(q.Parcels, q.Parcels[0])
			},
			[]string{upsNumber, "1Z 5R8 939 03 5756 7127"}, `numbers[1]: 1Z5R89390357567127 is the number of parcel 1 too`,
		},
		{
			"a quote for another shipment",
			func(_ *carriers.Shipment, q *carriers.Quote, _ *label.Format) { q.Parcels = nil },
			[]string{upsNumber}, `quote.parcels: 0 are rated, the shipment has 1`,
		},
		{
			"a quote of no carrier",
			func(_ *carriers.Shipment, q *carriers.Quote, _ *label.Format) { q.Carrier = "" },
			[]string{upsNumber}, `quote.carrier: must be set: it says whose numbers these are`,
		},
		{
			"a shipment that no carrier could quote",
			func(s *carriers.Shipment, _ *carriers.Quote, _ *label.Format) {
				s.To.PostalCode, s.Parcels[0].Weight = "9410", 0
			},
			[]string{upsNumber},
			`to.postal_code: "9410" is not a postal code of US, which look like 99999 or 99999-9999: has it lost the zero in front?
parcels[0].weight: must be more than 0, it is 0 lb`,
		},
		{
			"a printer and a paper that are not known",
			func(_ *carriers.Shipment, _ *carriers.Quote, f *label.Format) {
				*f = label.Format{DPI: 250, Size: label.Size{Width: 2 * dimweight.Inch, Height: 60 * dimweight.Inch}}
			},
			[]string{upsNumber},
			`dpi: 250 is not a printer's resolution known here: use 203 or 300
size.width: 2 in is not between 90 mm and 8.5 in
size.height: 60 in is not between 5 in and 14 in`,
		},
		{
			"a symbol that is wider than the paper",
			func(s *carriers.Shipment, q *carriers.Quote, f *label.Format) {
				*f = label.Format{Size: label.Size{Width: 90 * dimweight.Millimetre, Height: 6 * dimweight.Inch}}
				q.Carrier, s.To.PostalCode = "usps", "94105-1234"
			},
			[]string{uspsNumber}, `numbers[0]: the bar code is at least 3.9 in wide, over the 3.54 in there is`,
		},
		{
			"a format whose symbol is not known",
			func(_ *carriers.Shipment, q *carriers.Quote, _ *label.Format) { q.Carrier = "fedex" },
			[]string{"041441760228964"}, `numbers[0]: barcode of "041441760228964": format fedex-ground-15: no known barcode`,
		},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			var f label.Format
			s := order()
			q := quoted(s, "ups", "UPS Ground")
			if test.change != nil {
				test.change(&s, &q, &f)
			}
			labels, err := f.New(s, q, test.numbers...)
			if !errors.Is(err, carriers.ErrInvalid) || labels != nil {
				t.Fatalf("got %d labels and error %v", len(labels), err)
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNewAccepts has what a stricter check would refuse.
func TestNewAccepts(t *testing.T) {
	tests := []struct {
		claim   string
		change  func(*carriers.Shipment, *carriers.Quote)
		number  string
		printed []string
	}{
		{"spaces and small letters in a number", nil, "1z 5r8 939 03 5756 7127", []string{"1Z 5R8 939 03 5756 7127"}},
		{"a company without a person", func(s *carriers.Shipment, _ *carriers.Quote) { s.To.Name, s.To.Company = "", "Acme Inc" }, upsNumber, []string{"Acme Inc"}},
		{"an SSCC for any carrier", nil, ssccNumber, []string{"(00) " + ssccNumber, "UPS TRACKING #"}},
		{"a service without the carrier's name gets it", func(_ *carriers.Shipment, q *carriers.Quote) { q.Name = "Ground" }, upsNumber, []string{"UPS Ground"}},
		{"no references", func(s *carriers.Shipment, _ *carriers.Quote) { s.Reference, s.Parcels[0].Reference = "", "" }, upsNumber, []string{"1 of 1"}},
		{"a blank street line is left out", func(s *carriers.Shipment, _ *carriers.Quote) { s.To.Street = []string{"", "5 Market St"} }, upsNumber, []string{"5 Market St"}},
		{"a card in kilograms", func(s *carriers.Shipment, q *carriers.Quote) {
			s.Parcels[0].Weight, q.Parcels[0].Unit = 1200*dimweight.Gram, dimweight.Kilogram
		}, upsNumber, []string{"1.2 kg", "23 Nov 2026"}},
		{"abroad the country is named", func(s *carriers.Shipment, _ *carriers.Quote) {
			s.To.City, s.To.State, s.To.PostalCode, s.To.Country = "Kraków", "", "31-001", "PL"
		}, upsNumber, []string{"31-001 Kraków", "POLAND", "UNITED STATES", "PL 31-001"}},
		{"both signatures are the adult's", func(s *carriers.Shipment, _ *carriers.Quote) {
			s.Accessorials = []carriers.Accessorial{carriers.Signature, carriers.AdultSignature}
		}, upsNumber, []string{"ADULT SIGNATURE REQUIRED"}},
	}
	for _, test := range tests {
		t.Run(test.claim, func(t *testing.T) {
			s := order()
			q := quoted(s, "ups", "UPS Ground")
			if test.change != nil {
				test.change(&s, &q)
			}
			labels, err := plain.New(s, q, test.number)
			if err != nil {
				t.Fatal(err)
			}
			checkGeometry(t, labels[0])
			for _, text := range test.printed {
				if _, ok := textWith(labels[0], text); !ok {
					t.Errorf("%q is not on the label", text)
				}
			}
		})
	}
}

func TestNewManyParcels(t *testing.T) {
	s := order()
	s.Parcels = make([]carriers.Parcel, carriers.MaxParcels+1)
	_, err := plain.New(s, quoted(s, "ups", "UPS Ground"))
	if err == nil || !strings.Contains(err.Error(), "parcels: 1001 parcels are over the 1000 limit") {
		t.Errorf("1001 parcels: %v", err)
	}
}
