package fedex_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	dw "github.com/shiprate/shiprate/dimweight"
)

func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*carriers.Shipment)
		want   string
	}{
		{"151 lb", func(s *carriers.Shipment) { s.Parcels[0].Weight = 151 * dw.Pound }, "fedex/ground: too_heavy: 151 lb is over the 150 lb limit"},
		{"120 in", func(s *carriers.Shipment) { s.Parcels[0].Dims.Length = 120 * dw.Inch }, "fedex/ground: too_big: length 120 in is over the 119 in limit"},
		{"166 in with the girth", func(s *carriers.Shipment) {
			s.Parcels[0].Dims = dw.Dims{Length: 66 * dw.Inch, Width: 25 * dw.Inch, Height: 25 * dw.Inch}
		}, "fedex/ground: too_big: length and girth of 166 in are over the 165 in limit"},
		{"from abroad", func(s *carriers.Shipment) { s.From.Country, s.From.PostalCode = "DE", "10115" }, "fedex/ground: no_lane: services are known from the US and Canada alone, not from DE"},
		{"ready in 11 days", func(s *carriers.Shipment) { s.Ready = s.Ready.AddDate(0, 0, 11) }, "fedex/ground: no_price: live prices reach 10 days ahead, to 2026-12-03; it is collected on 2026-12-04"},
		{"on a Sunday", func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{carriers.Sunday} }, "fedex/ground: not_offered: FedEx delivers on Sundays where it does, and takes no order for it"},
		{"declared in yen", func(s *carriers.Shipment) { s.Insured = carriers.Money{Minor: 1, Currency: "JPY"} }, "fedex/ground: not_offered: the declared value is in JPY, not in USD"},
		{"goods of unknown value across a border", func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "DE", "10115" }, "fedex/ground: not_offered: FedEx wants the value of goods that cross a border: each parcel's items with theirs"},
		{"FedEx refuses", func(s *carriers.Shipment) {
			s.To.Country, s.To.PostalCode = "DE", "10115"
			s.Parcels[0].Items = []carriers.Item{{Name: "Coat", Quantity: 1, Value: carriers.Money{Minor: 100_00, Currency: "USD"}}}
		}, "fedex/ground: not_offered: FedEx refuses the request: RATE.LOCATION.NOSERVICE: FedEx does not currently offer service between these locations"},
		{"100 parcels", func(s *carriers.Shipment) {
			for len(s.Parcels) < 100 {
				s.Parcels = append(s.Parcels, s.Parcels[0])
			}
		}, "fedex/ground: not_offered: 100 parcels are over the 99 limit of a shipment"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := order()
			tt.change(&s)
			reply, err := livetest.Open(t, connect, good(t)).Quote(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if got := reply.Rejections[0].String(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestRequest holds the body against the specification: pounds to a tenth and whole
// inches, both rounded up, and the Monday after a Saturday.
func TestRequest(t *testing.T) {
	s := order()
	s.To.Residential = true
	s.Parcels[0].Weight++ // a hair over 1 lb
	s.Parcels[0].Dims.Height++
	s.Parcels[0].Nonstandard = true
	s.Insured = carriers.Money{Minor: 250_00, Currency: "USD"}
	s.Accessorials = []carriers.Accessorial{carriers.Saturday, carriers.Signature, carriers.AdultSignature}
	s.Ready = s.Ready.AddDate(0, 0, 5)
	var got any
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/oauth/token" {
			if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
				t.Error(err)
			}
		}
		answering(t, 200, livetest.File(t, "rates.json")).ServeHTTP(w, r)
	})
	open := func(config live.Config) (*fedex.Carrier, error) {
		return fedex.New(fedex.Config{ClientID: "shop", Secret: livetest.Canary, Account: "123456789", DropOff: true, Live: config})
	}
	if _, err := livetest.Open(t, open, handler).Quote(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	type o = map[string]any
	want := o{
		"accountNumber":                o{"value": "123456789"},
		"rateRequestControlParameters": o{"returnTransitTimes": true},
		"requestedShipment": o{
			"shipper":                 o{"address": o{"city": "Higbee", "stateOrProvinceCode": "MO", "postalCode": "65247", "countryCode": "US", "residential": false}},
			"recipient":               o{"address": o{"city": "Irving", "stateOrProvinceCode": "TX", "postalCode": "75063", "countryCode": "US", "residential": true}},
			"shipDateStamp":           "2026-11-30",
			"pickupType":              "DROPOFF_AT_FEDEX_LOCATION",
			"packagingType":           "YOUR_PACKAGING",
			"rateRequestType":         []any{"ACCOUNT", "LIST"},
			"totalPackageCount":       1.0,
			"shipmentSpecialServices": o{"specialServiceTypes": []any{"SATURDAY_DELIVERY"}},
			"requestedPackageLineItems": []any{o{
				"groupPackageCount":      1.0,
				"weight":                 o{"units": "LB", "value": 1.1},
				"dimensions":             o{"units": "IN", "length": 12.0, "width": 9.0, "height": 2.0},
				"declaredValue":          o{"amount": 250.0, "currency": "USD"},
				"packageSpecialServices": o{"specialServiceTypes": []any{"NON_STANDARD_CONTAINER", "SIGNATURE_OPTION"}, "signatureOptionType": "ADULT"},
			}},
		},
	}
	if diff := cmp.Diff(any(want), got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestConfigErrors(t *testing.T) {
	for want, config := range map[string]fedex.Config{
		"client_id and secret: one is missing":                               {Account: "123456789"},
		"track_id and track_secret: one is missing":                          {ClientID: "shop", Secret: livetest.Canary, TrackID: "x", Account: "123456789"},
		"account: must be the account number, nine digits":                   {ClientID: "shop", Secret: livetest.Canary, Account: "12345678x"},
		"clock and chance: must be given, such as time.Now and rand.Float64": {ClientID: "shop", Secret: livetest.Canary, Account: "123456789"},
	} {
		_, err := fedex.New(config)
		if want := "fedex: the config is wrong: " + want; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
