package easypost_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	dw "github.com/shiprate/shiprate/dimweight"
)

// order is what the recorded answers are about: 10 × 8 × 4 in and 15.4 oz from San
// Francisco to Redondo Beach.
func order() carriers.Shipment {
	return carriers.Shipment{
		From: carriers.Address{Name: "Jack Sparrow", Street: []string{"388 Townsend St", "Apt 20"}, City: "San Francisco", State: "CA", PostalCode: "94107", Country: "US"},
		To:   carriers.Address{Name: "Elizabeth Swan", Street: []string{"179 N Harbor Dr"}, City: "Redondo Beach", State: "CA", PostalCode: "90277", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{{
			Dims: dw.Dims{Length: 10 * dw.Inch, Width: 8 * dw.Inch, Height: 4 * dw.Inch}, Weight: 154 * dw.Ounce / 10,
		}},
		Ready: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC),
	}
}

func open(config live.Config) (livetest.Carrier, error) {
	return easypost.New(easypost.Config{Key: livetest.Canary, Live: config})
}

// good answers as EasyPost does: with the recorded rates, or none for what is
// over 70 lb or not within the US.
func good(t testing.TB) http.Handler {
	answer := livetest.File(t, "shipment.json")
	none := []byte(`{"id":"shp_none","object":"Shipment","messages":[{"carrier":"USPS","message":"The shipment cannot be rated.","type":"rate_error"}],"rates":[]}`)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "POST" || r.URL.Path != "/v2/shipments" || r.URL.RawQuery != "" {
			t.Errorf("asked %s %s", r.Method, r.URL)
		}
		if key, password, ok := r.BasicAuth(); !ok || key != livetest.Canary || password != "" {
			t.Errorf("the key is not the user of basic authorization: %q", r.Header)
		}
		var asked struct {
			Shipment struct {
				From   map[string]any `json:"from_address"`
				To     map[string]any `json:"to_address"`
				Parcel struct{ Length, Width, Height, Weight float64 }
			}
		}
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Errorf("the request is not JSON: %v", err)
		}
		for _, end := range []map[string]any{asked.Shipment.From, asked.Shipment.To} {
			for _, private := range []string{"name", "company", "street1", "street2", "phone"} {
				if v, given := end[private]; given {
					t.Errorf("rating shows %s %v to a third party", private, v)
				}
			}
			if end["zip"] == "" || end["country"] == "" {
				t.Errorf("rating lacks a place: %v", end)
			}
		}
		p := asked.Shipment.Parcel
		if p.Weight <= 0 || p.Length < p.Width || p.Width < p.Height || p.Height <= 0 {
			t.Errorf("rating lacks a size or a weight: %+v", p)
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusCreated)
		if p.Weight > 1120 || p.Length > 108 || asked.Shipment.To["country"] != "US" || asked.Shipment.From["country"] != "US" {
			_, _ = w.Write(none)
			return
		}
		_, _ = w.Write(answer)
	})
}

func TestAdapter(t *testing.T) {
	answer := livetest.File(t, "shipment.json")
	livetest.Run(t, livetest.Adapter{
		Open: open, Good: good(t), Rating: "/v2/shipments", Shipment: order(), Answer: answer,
		Price: `"rate":"5.93"`, Replace: `"rate":"%s"`,
		Currency: `"currency":"USD","delivery_date":null`, ReplaceCurrency: `"currency":"%s","delivery_date":null`,
		Twice:   []byte(strings.Replace(string(answer), `"rates":[`, `"rates":[{"carrier":"USPS","service":"Priority","rate":"6.90","currency":"USD"},`, 1)),
		Strange: []byte(strings.Replace(string(answer), `"service":"Express"`, `"service":"Teleport"`, 1)),
		Inside:  livetest.File(t, "error.json"),
	})
}

func quoteOf(t *testing.T, handler http.Handler, s carriers.Shipment) carriers.Reply {
	t.Helper()
	reply, err := livetest.Open(t, open, handler).Quote(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// TestRecordedRates holds the quotes against the recorded answer: 33.10, 6.90 and
// 5.93 with two, two and three days, lists of 33.10, 8.25 and 6.40, zone 4.
func TestRecordedRates(t *testing.T) {
	reply := quoteOf(t, good(t), order())
	type line struct {
		Service, Name, Total, List, Zone, Delivers string
		Days                                       int
		Guaranteed                                 bool
	}
	var got []line
	for _, q := range reply.Quotes {
		got = append(got, line{q.Service, q.Name, q.Total().String(), q.List.String(), q.Parcels[0].Zone, q.Delivers.String(), q.Transit.Days, q.Guaranteed})
	}
	want := []line{
		{"usps-ground-advantage", "USPS GroundAdvantage", "5.93 USD", "6.40 USD", "4", "2026-11-26", 3, false},
		{"usps-priority", "USPS Priority", "6.90 USD", "8.25 USD", "4", "2026-11-25", 2, false},
		{"usps-express", "USPS Express", "33.10 USD", "33.10 USD", "4", "2026-11-25", 2, false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(reply.Rejections) != 0 {
		t.Errorf("rejections: %v", reply.Rejections)
	}
}

// TestRequest holds the body against the documentation: ounces and inches to a
// tenth, rounded up, the place alone.
func TestRequest(t *testing.T) {
	s := order()
	s.Parcels[0].Weight++ // a hair over 15.4 oz
	s.Accessorials = []carriers.Accessorial{carriers.Saturday, carriers.Signature, carriers.AdultSignature}
	s.Ready = s.Ready.AddDate(0, 0, 2)
	var got map[string]any
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(livetest.File(t, "shipment.json"))
	})
	reply := quoteOf(t, handler, s)
	want := map[string]any{"shipment": map[string]any{
		"from_address": map[string]any{"city": "San Francisco", "state": "CA", "zip": "94107", "country": "US"},
		"to_address":   map[string]any{"city": "Redondo Beach", "state": "CA", "zip": "90277", "country": "US", "residential": true},
		"parcel":       map[string]any{"length": 10.0, "width": 8.0, "height": 4.0, "weight": 15.5},
		"options":      map[string]any{"date_advance": 2.0, "delivery_confirmation": "ADULT_SIGNATURE", "saturday_delivery": true},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if q := reply.Quotes[0]; q.Ships.String() != "2026-11-25" || q.Delivers.String() != "2026-11-30" {
		t.Errorf("it ships on %v and arrives on %v, want 2026-11-25 and three weekdays later", q.Ships, q.Delivers)
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*carriers.Shipment)
		want   string
	}{
		{"an insured value has no price", func(s *carriers.Shipment) { s.Insured = carriers.Money{Minor: 1, Currency: "USD"} }, "easypost/usps-ground-advantage: not_offered: the price of insurance is not in EasyPost's rates"},
		{"Sunday has no option", func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{carriers.Sunday} }, "easypost/usps-ground-advantage: not_offered: EasyPost has no option for Sunday delivery"},
		{"the week after next has no price", func(s *carriers.Shipment) { s.Ready = s.Ready.AddDate(0, 0, 8) }, "easypost/usps-ground-advantage: no_price: live prices reach 7 days ahead, to 2026-11-30; it is ready on 2026-12-01"},
		{"a parcel of 80 lb is the carrier's to refuse", func(s *carriers.Shipment) { s.Parcels[0].Weight = 80 * dw.Pound }, "easypost/usps-ground-advantage: not_offered: USPS says: The shipment cannot be rated"},
		{"one of two parcels is refused with the service", func(s *carriers.Shipment) {
			s.Parcels = append(s.Parcels, s.Parcels[0])
			s.Parcels[1].Weight = 80 * dw.Pound
		}, "easypost/usps-ground-advantage: not_offered: parcels[1]: USPS says: The shipment cannot be rated"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := order()
			tt.change(&s)
			reply := quoteOf(t, good(t), s)
			if len(reply.Quotes) != 0 || len(reply.Rejections) != 3 {
				t.Fatalf("%d quotes, %d rejections, want 0 and 3", len(reply.Quotes), len(reply.Rejections))
			}
			if got := reply.Rejections[0].String(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestEqualParcelsAreAskedOnce(t *testing.T) {
	asked := make(chan int, 10)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- 1
		good(t).ServeHTTP(w, r)
	})
	s := order()
	s.Parcels = append(s.Parcels, s.Parcels[0], s.Parcels[0])
	reply := quoteOf(t, handler, s)
	if got := reply.Quotes[0].Total().String(); got != "17.79 USD" || len(asked) != 1 {
		t.Errorf("three parcels of 5.93 are %s with %d requests, want 17.79 USD with 1", got, len(asked))
	}
}

func TestConfigErrors(t *testing.T) {
	config := live.Config{Clock: livetest.Clock, Chance: func() float64 { return 0 }}
	for _, tt := range []struct {
		name   string
		config easypost.Config
		want   string
	}{
		{"no key", easypost.Config{Live: config}, "easypost: the config is wrong: key: is missing, or shorter than six letters"},
		{"a service without its carrier", easypost.Config{Key: livetest.Canary, Services: []string{"Priority"}, Live: config}, `easypost: the config is wrong: services: "Priority" is not written as USPS/Priority`},
		{"no clock", easypost.Config{Key: livetest.Canary}, "easypost: the config is wrong: clock and chance: must be given, such as time.Now and rand.Float64"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := easypost.New(tt.config)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}
