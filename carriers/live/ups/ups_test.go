package ups_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/ups"
	dw "github.com/shiprate/shiprate/dimweight"
)

// order is as heavy as the recorded one, 10.2 lb.
func order() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{Name: "Jane Doe", Company: "Company", Street: []string{"10 Lovely Street"}, City: "Raleigh", State: "NC", PostalCode: "27615", Country: "US"},
		To:      carriers.Address{Name: "Jane Doe", Street: []string{"7007 Sea World Dr"}, City: "Orlando", State: "FL", PostalCode: "32821", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 7 * dw.Inch}, Weight: 102 * dw.Pound / 10}},
		Ready:   time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC),
	}
}

func open(config live.Config) (livetest.Carrier, error) { return connect(config) }

func connect(config live.Config) (*ups.Carrier, error) {
	return ups.New(ups.Config{ClientID: "shop", Secret: livetest.Canary, Account: "A1B2C3", Live: config})
}

const token = livetest.Canary + "-token"

// good answers as UPS does: with the recorded rates of one parcel or two, and a
// recorded refusal for more of them and what is not within the US.
func good(t testing.TB) http.Handler {
	one, two, refused := livetest.File(t, "rates_transit.json"), livetest.File(t, "rates_two_parcels.json"), livetest.File(t, "refused.json")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		if r.URL.Path == "/security/v1/oauth/token" {
			id, secret, _ := r.BasicAuth()
			if r.Method != "POST" || id != "shop" || secret != livetest.Canary || r.FormValue("grant_type") != "client_credentials" {
				t.Errorf("login with %s %q %v", r.Method, id, r.Form)
			}
			fmt.Fprintf(w, `{"token_type":"Bearer","issued_at":"1712244289410","client_id":"shop","access_token":%q,"expires_in":"14399","status":"approved"}`, token)
			return
		}
		if r.Method != "POST" || r.URL.Path != "/api/rating/v2409/Shoptimeintransit" || r.Header.Get("Authorization") != "Bearer "+token {
			t.Errorf("asked %s %s with %q", r.Method, r.URL, r.Header.Get("Authorization"))
		}
		b, _ := io.ReadAll(r.Body)
		for _, private := range []string{"AddressLine", "AttentionName", "Phone", `"Name"`} {
			if strings.Contains(string(b), private) {
				t.Errorf("rating shows %s to a third party", private)
			}
		}
		var asked struct {
			RateRequest struct {
				Shipment struct {
					Shipper struct{ ShipperNumber string }
					ShipTo  struct {
						Address struct{ PostalCode, CountryCode string }
					}
					Package []struct {
						PackagingType struct{ Code string }
						Dimensions    struct{ Length, Width, Height string }
						PackageWeight struct{ Weight string }
					}
				}
			}
		}
		if err := json.Unmarshal(b, &asked); err != nil {
			t.Errorf("the request is not as UPS specifies: %v", err)
		}
		s := asked.RateRequest.Shipment
		if s.Shipper.ShipperNumber != "A1B2C3" || s.ShipTo.Address.PostalCode == "" || len(s.Package) == 0 {
			t.Errorf("the request lacks something: %s", b)
		}
		for _, p := range s.Package {
			if p.PackagingType.Code != "02" || p.PackageWeight.Weight == "" || p.Dimensions.Length == "" {
				t.Errorf("a package lacks something: %s", b)
			}
		}
		switch {
		case s.ShipTo.Address.CountryCode != "US" || len(s.Package) > 2:
			w.WriteHeader(400)
			_, _ = w.Write(refused)
		case len(s.Package) == 1:
			_, _ = w.Write(one)
		default:
			_, _ = w.Write(two)
		}
	})
}

func TestAdapter(t *testing.T) {
	answer := livetest.Compact(t, livetest.File(t, "rates_transit.json"))
	const ground = `"TotalCharge":{"CurrencyCode":"USD","MonetaryValue":"14.62"}}`
	if strings.Count(string(answer), ground) != 1 {
		t.Fatalf("the total of ground stands %d times", strings.Count(string(answer), ground))
	}
	livetest.Run(t, livetest.Adapter{
		Open: open, Good: good(t), Rating: "/api/rating", Shipment: order(), Answer: answer,
		Price: ground, Replace: `"TotalCharge":{"CurrencyCode":"USD","MonetaryValue":"%s"}}`,
		Currency: ground, ReplaceCurrency: `"TotalCharge":{"CurrencyCode":"%s","MonetaryValue":"14.62"}}`,
		Twice:   []byte(strings.Replace(string(answer), `"RatedShipment":[`, `"RatedShipment":[`+groundAgain+`,`, 1)),
		Strange: []byte(strings.Replace(string(answer), `"Service":{"Code":"03"`, `"Service":{"Code":"77"`, 1)),
		Inside:  []byte(`{"RateResponse":{"Response":{"ResponseStatus":{"Code":"0","Description":"Failure"}},"response":{"errors":[{"code":"10001","message":"no"}]}}}`),
	})
}

const groundAgain = `{"Service":{"Code":"03"},"TotalCharges":{"CurrencyCode":"USD","MonetaryValue":"14.62"},"RatedPackage":[{"BaseServiceCharge":{"CurrencyCode":"USD","MonetaryValue":"14.62"}}]}`

// answers is UPS that answers with a body.
func answers(t *testing.T, body []byte) *ups.Carrier {
	t.Helper()
	return livetest.Open(t, connect, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/security") {
			good(t).ServeHTTP(w, r)
			return
		}
		_, _ = w.Write(body)
	}))
}

// quoteOf is what UPS quotes if it answers with a body.
func quoteOf(t *testing.T, body []byte, s carriers.Shipment) carriers.Reply {
	t.Helper()
	reply, err := answers(t, body).Quote(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// TestRecordedCharges holds the lines against the recorded answers, by hand.
func TestRecordedCharges(t *testing.T) {
	two := order()
	two.Parcels = append(two.Parcels, two.Parcels[0])
	abroad := order()
	abroad.To = carriers.Address{PostalCode: "V6M 2V9", Country: "CA"}
	tests := []struct {
		name, file, service string
		s                   carriers.Shipment
		want                []string
		list, billed        string
	}{
		{"negotiated lines, with the published price as the list", "rates.json", "ground", order(),
			[]string{"0 base 9.20 Base service charge", "0 delivery_area 3.43 Delivery area, Rural Extended", "0 fuel 1.99 Fuel surcharge", "14.62 USD"}, "23.78 USD", "11 lb"},
		{"published lines of two parcels, the address the shipment's", "rates_two_parcels.json", "next-day-air", two,
			[]string{"0 base 106.34 Base service charge", "0 fuel 18.01 Fuel surcharge", "1 base 106.34 Base service charge", "1 fuel 18.01 Fuel surcharge", "-1 residential 12.40 Residential address", "261.10 USD"}, "0.00", "10.2 lb"},
		{"a modifier that takes off is a discount", "rates_modifiers.json", "ground", two,
			[]string{"0 base 13.95 Base service charge", "0 delivery_area 5.70 Delivery area, Rural", "0 fuel 3.92 Fuel surcharge", "0 discount -0.60 Destination Modifier",
				"1 base 13.95 Base service charge", "1 delivery_area 5.70 Delivery area, Rural", "1 fuel 3.92 Fuel surcharge", "1 discount -0.60 Destination Modifier", "-1 residential 11.30 Residential address", "57.24 USD"}, "0.00", "10.2 lb"},
		{"abroad the lines are the shipment's, which is the one parcel", "rates_canada.json", "standard", abroad,
			[]string{"0 base 25.47 Base service charge", "0 fuel 4.26 Fuel surcharge", "0 peak 0.30 Peak season, Commercial_Seasonal_Surcharge", "30.03 USD"}, "50.10 USD", "11 lb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := livetest.Find(t, quoteOf(t, livetest.File(t, tt.file), tt.s), tt.service)
			if diff := cmp.Diff(tt.want, livetest.Lines(q)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if got := q.List.String(); got != tt.list {
				t.Errorf("list %s, want %s", got, tt.list)
			}
			if got := q.Parcels[0].Billable.String(); got != tt.billed {
				t.Errorf("billed %s, want %s", got, tt.billed)
			}
		})
	}
}

func TestPromise(t *testing.T) {
	reply := quoteOf(t, livetest.File(t, "rates_transit.json"), order())
	type line struct {
		Ships, Delivers, Time string
		Days                  int
		Guaranteed            bool
	}
	got := map[string]line{}
	for _, q := range reply.Quotes {
		got[q.Service] = line{q.Ships.String(), q.Delivers.String(), q.DeliverTime, q.Transit.Days, q.Guaranteed}
	}
	want := map[string]line{
		"ground":             {"2026-11-23", "2026-11-27", "", 3, false},
		"3-day-select":       {"2026-11-23", "2026-11-27", "", 3, true},
		"2nd-day-air":        {"2026-11-23", "2026-11-25", "", 2, true},
		"next-day-air":       {"2026-11-23", "2026-11-24", "10:30", 1, true},
		"next-day-air-early": {"2026-11-23", "2026-11-24", "08:30", 1, true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*carriers.Shipment)
		want   string
	}{
		{"151 lb", func(s *carriers.Shipment) { s.Parcels[0].Weight = 151 * dw.Pound }, "ups/ground: too_heavy: 151 lb is over the 150 lb limit"},
		{"109 in", func(s *carriers.Shipment) { s.Parcels[0].Dims.Length = 109 * dw.Inch }, "ups/ground: too_big: length 109 in is over the 108 in limit"},
		{"166 in with the girth", func(s *carriers.Shipment) {
			s.Parcels[0].Dims = dw.Dims{Length: 66 * dw.Inch, Width: 25 * dw.Inch, Height: 25 * dw.Inch}
		}, "ups/ground: too_big: length and girth of 166 in are over the 165 in limit"},
		{"from abroad", func(s *carriers.Shipment) { s.From.Country, s.From.PostalCode = "DE", "10115" }, "ups/ground: no_lane: services are known from the US alone, not from DE"},
		{"a recorded refusal", func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "DE", "10115" }, "ups/ground: not_offered: UPS refuses the request: 111285: The postal code 78756 is invalid for VA United States"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := order()
			tt.change(&s)
			reply, err := livetest.Open(t, connect, good(t)).Quote(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			livetest.Refuses(t, reply, tt.want)
		})
	}
}

func TestPricesOfHalfTheParcelsAreNoAnswer(t *testing.T) {
	s := order()
	s.Parcels = append(s.Parcels, s.Parcels[0], s.Parcels[0], s.Parcels[0])
	_, err := answers(t, livetest.File(t, "rates_two_parcels.json")).Quote(t.Context(), s)
	if want := "no service has a price that can be trusted; next-day-air: RateResponse.RatedShipment[0] prices 2 of 4 parcels"; !errors.Is(err, live.ErrAnswer) || !strings.Contains(err.Error(), want) {
		t.Errorf("got error %v, want %s", err, want)
	}
}

func TestConfigErrors(t *testing.T) {
	for name, config := range map[string]ups.Config{
		"client_id and secret: one is missing":                         {Account: "A1B2C3"},
		"account: must be the shipper number, six capitals and digits": {ClientID: "shop", Secret: livetest.Canary, Account: "a1b2c3"},
	} {
		_, err := ups.New(config)
		if want := "ups: the config is wrong: " + name; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
