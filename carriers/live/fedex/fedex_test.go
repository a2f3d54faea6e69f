package fedex_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	dw "github.com/shiprate/shiprate/dimweight"
)

// order is as heavy as the recorded one, 1 lb, over the same lane.
func order() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{Name: "Jane Doe", Company: "Company", Street: []string{"10 Lovely Street"}, City: "Higbee", State: "MO", PostalCode: "65247", Country: "US", Phone: "+1 660-555-0100"},
		To:      carriers.Address{Name: "Jane Doe", Street: []string{"7 Market St"}, City: "Irving", State: "TX", PostalCode: "75063", Country: "US", Phone: "9725550100"},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 12 * dw.Inch, Width: 9 * dw.Inch, Height: 1 * dw.Inch}, Weight: dw.Pound}},
		Ready:   time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC),
	}
}

func open(config live.Config) (livetest.Carrier, error) { return connect(config) }

func connect(config live.Config) (*fedex.Carrier, error) {
	return fedex.New(fedex.Config{ClientID: "shop", Secret: livetest.Canary, Account: "123456789", Live: config})
}

const token = livetest.Canary + "-token"

// login answers as FedEx does, to whoever has the secret.
func login(t testing.TB, w http.ResponseWriter, r *http.Request, id, secret string) {
	if r.Method != "POST" || r.FormValue("client_id") != id || r.FormValue("client_secret") != secret || r.FormValue("grant_type") != "client_credentials" {
		t.Errorf("login with %s %v", r.Method, r.Form)
	}
	fmt.Fprintf(w, `{"access_token":%q,"token_type":"bearer","expires_in":3599,"scope":"CXS-TP"}`, token)
}

// asked is what of a request for rates the test looks at.
type asked struct {
	AccountNumber                struct{ Value string }
	RateRequestControlParameters struct{ ReturnTransitTimes bool }
	RequestedShipment            struct {
		Shipper, Recipient struct {
			Address struct{ PostalCode, CountryCode string }
		}
		ShipDateStamp, PickupType, PackagingType string
		RateRequestType                          []string
		RequestedPackageLineItems                []struct {
			Weight struct {
				Units string
				Value json.Number
			}
			Dimensions struct{ Length, Width, Height int }
		}
	}
}

// good answers as FedEx does: with the recorded rates, and a refusal for what is
// not within the US.
func good(t testing.TB) http.Handler {
	rates, refused := livetest.File(t, "rates.json"), livetest.File(t, "refused.json")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		if r.URL.Path == "/oauth/token" {
			login(t, w, r, "shop", livetest.Canary)
			return
		}
		if r.Method != "POST" || r.URL.Path != "/rate/v1/rates/quotes" || r.Header.Get("Authorization") != "Bearer "+token {
			t.Errorf("asked %s %s with %q", r.Method, r.URL, r.Header.Get("Authorization"))
		}
		b, _ := io.ReadAll(r.Body)
		for _, private := range []string{"streetLines", "personName", "companyName", "phone"} {
			if strings.Contains(string(b), private) {
				t.Errorf("rating shows %s to a third party", private)
			}
		}
		var q asked
		if err := json.Unmarshal(b, &q); err != nil {
			t.Errorf("the request is not as FedEx specifies: %v", err)
		}
		s := q.RequestedShipment
		if q.AccountNumber.Value != "123456789" || !q.RateRequestControlParameters.ReturnTransitTimes || s.ShipDateStamp == "" || s.PickupType != "USE_SCHEDULED_PICKUP" ||
			s.PackagingType != "YOUR_PACKAGING" || len(s.RateRequestType) != 2 || len(s.RequestedPackageLineItems) == 0 || s.Recipient.Address.PostalCode == "" {
			t.Errorf("the request lacks something: %s", b)
		}
		for _, p := range s.RequestedPackageLineItems {
			if p.Weight.Units != "LB" || p.Weight.Value == "" || p.Dimensions.Length < p.Dimensions.Width || p.Dimensions.Height < 1 {
				t.Errorf("a package lacks something: %s", b)
			}
		}
		if s.Recipient.Address.CountryCode != "US" || s.Shipper.Address.CountryCode != "US" {
			w.WriteHeader(400)
			_, _ = w.Write(refused)
			return
		}
		_, _ = w.Write(rates)
	})
}

func TestAdapter(t *testing.T) {
	answer := livetest.Compact(t, livetest.File(t, "rates.json"))
	const ground, again = `"totalNetCharge":14.14,`, `{"serviceType":"FEDEX_GROUND","ratedShipmentDetails":[{"rateType":"ACCOUNT","currency":"USD","totalBaseCharge":5.00,"totalNetCharge":5.00}]},`
	livetest.Run(t, livetest.Adapter{
		Open: open, Good: good(t), Rating: "/rate", Shipment: order(), Answer: answer,
		Price: ground, Replace: `"totalNetCharge":"%s",`,
		Currency: `{"currency":"USD","rateType":"ACCOUNT"`, ReplaceCurrency: `{"currency":"%s","rateType":"ACCOUNT"`,
		Twice:   []byte(strings.Replace(string(answer), `"rateReplyDetails":[`, `"rateReplyDetails":[`+again, 1)),
		Strange: []byte(strings.Replace(string(answer), `"serviceType":"FEDEX_GROUND"`, `"serviceType":"FEDEX_TELEPORT"`, 1)),
		Inside:  []byte(`{"transactionId":"1","errors":[{"code":"SYSTEM.UNEXPECTED.ERROR","message":"no"}]}`),
	})
}

// answering gives one body to all but a login.
func answering(t testing.TB, status int, body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/oauth/token" {
			login(t, w, r, "shop", livetest.Canary)
			return
		}
		w.WriteHeader(status)
		_, _ = w.Write(body)
	})
}

// canada is as the recorded shipment of six parcels of 27 lb from Vancouver, on its
// day, with so many of them.
func canada(parcels int, to carriers.Address) (carriers.Shipment, func(live.Config) (*fedex.Carrier, error)) {
	s := order()
	s.From = carriers.Address{PostalCode: "V6M 2V9", City: "Vancouver", State: "BC", Country: "CA"}
	s.To = to
	s.Ready = time.Date(2024, time.July, 19, 9, 0, 0, 0, time.UTC)
	s.Parcels[0].Weight = 10 * dw.Pound
	if parcels == 1 {
		s.Parcels[0].Weight = 74 * dw.Pound / 10
	}
	s.Parcels[0].Items = []carriers.Item{{Name: "Coat", Quantity: 1, Value: carriers.Money{Minor: 100_00, Currency: "CAD"}}}
	for len(s.Parcels) < parcels {
		s.Parcels = append(s.Parcels, s.Parcels[0])
	}
	return s, func(config live.Config) (*fedex.Carrier, error) {
		config.Clock = func() time.Time { return s.Ready.Add(8 * time.Hour) }
		return connect(config)
	}
}

// TestRecordedCharges holds the lines against the recorded answers, by hand.
func TestRecordedCharges(t *testing.T) {
	home := order()
	home.To.Residential = true
	home.Parcels[0].Weight = 10 * dw.Pound
	abroad, then := canada(6, carriers.Address{PostalCode: "89109", Country: "US", Residential: true})
	within, _ := canada(1, carriers.Address{PostalCode: "E1C 4Z8", Country: "CA"})
	tests := []struct {
		name, file, service  string
		s                    carriers.Shipment
		open                 func(live.Config) (*fedex.Carrier, error)
		want                 []string
		list, billed, noting string
	}{
		{"base and fuel of one parcel", "rates.json", "ground", order(), connect,
			[]string{"0 base 12.38 Base rate", "0 fuel 1.76 Fuel Surcharge", "14.14 USD"}, "14.14 USD", "1 lb", ""},
		{"a surcharge that is none of ours keeps FedEx's name, and the sandbox is told", "rates_home.json", "home-delivery", home, connect,
			[]string{"0 base 15.88 Base rate", "0 fuel 6.30 Fuel Surcharge", "0 residential 5.15 Residential surcharge", "0 home_delivery_appointment 21.00 FedEx Appointment Home Delivery", "48.33 USD"}, "48.33 USD", "10 lb",
			"FedEx's sandbox answers with an example: it is not the price of this shipment"},
		{"the account's discount, and the list beside it", "rates_discount.json", "ground", order(), connect,
			[]string{"0 base 12.38 Base rate", "0 discount -4.95 Discount", "0 fuel 1.06 Fuel Surcharge", "8.49 USD"}, "14.14 USD", "1 lb", ""},
		{"each of six parcels by Ground", "rates_abroad.json", "international-ground", abroad, then,
			append(six("base 78.55 Base rate", "fuel 6.23 Fuel Surcharge", "residential 4.50 Residential delivery surcharge"), "535.68 CAD"), "535.68 CAD", "12.25 kg", ""},
		{"Express as a whole: 887.88 in six, the last cent with the last", "rates_abroad.json", "international-economy", abroad, then,
			append(six("base 147.98 Base rate"), "-1 fuel 45.44 Fuel Surcharge", "-1 peak 14.70 Demand Surcharge", "-1 residential 6.15 Residential delivery surcharge", "954.17 USD"), "954.17 USD", "10 lb",
			"FedEx prices the shipment as a whole: each parcel's share of the base is by its weight"},
		{"a tax", "rates_canada.json", "express-saver", within, then,
			[]string{"0 base 29.20 Base rate", "0 fuel 4.31 Fuel Surcharge", "0 tax 5.03 Canada HST", "38.54 USD"}, "0.00", "3.4 kg", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := livetest.Open(t, tt.open, answering(t, 200, livetest.File(t, tt.file)))
			reply, err := c.Quote(t.Context(), tt.s)
			if err != nil {
				t.Fatal(err)
			}
			q := livetest.Find(t, reply, tt.service)
			if diff := cmp.Diff(tt.want, livetest.Lines(q)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if got := q.List.String(); got != tt.list {
				t.Errorf("list %s, want %s", got, tt.list)
			}
			if got := q.Parcels[0].Billable; got.In(q.Parcels[0].Unit) != tt.billed {
				t.Errorf("billed %s, want %s", got.In(q.Parcels[0].Unit), tt.billed)
			}
			if got := strings.Join(q.Notes, "\n"); !strings.Contains(got, tt.noting) {
				t.Errorf("the notes %q do not say %q", got, tt.noting)
			}
		})
	}
}

func six(lines ...string) (all []string) {
	for i := range 6 {
		for _, line := range lines {
			all = append(all, fmt.Sprintf("%d %s", i, line))
		}
	}
	return all
}

func TestPromise(t *testing.T) {
	type line struct {
		Ships, Delivers, Time string
		Days                  int
		Guaranteed            bool
	}
	quote := func(open func(live.Config) (*fedex.Carrier, error), s carriers.Shipment, body string) map[string]line {
		reply, err := livetest.Open(t, open, answering(t, 200, []byte(body))).Quote(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]line{}
		for _, q := range reply.Quotes {
			got[q.Service] = line{q.Ships.String(), q.Delivers.String(), q.DeliverTime, q.Transit.Days, q.Guaranteed}
		}
		return got
	}
	rates := string(livetest.Compact(t, livetest.File(t, "rates.json")))
	want := map[string]line{
		"ground":             {"2026-11-23", "2026-11-30", "", 4, false},
		"express-saver":      {"2026-11-23", "2026-11-27", "17:00", 0, true},
		"priority-overnight": {"2026-11-23", "2026-11-24", "10:30", 0, true},
		"first-overnight":    {"2026-11-23", "2026-11-24", "08:30", 0, true},
	}
	if diff := cmp.Diff(want, quote(connect, order(), rates)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// The guarantee is off for all, and what stands under the name of the examples
	// is read too.
	changed := strings.Replace(strings.Replace(rates, "ORIGIN.STATEORPROVINCECODE.CHANGED", "MONEYBACKGUARANTEE.NOT.ELIGIBLE", 1), `"dayFormat":"2026-11-24T08:30:00"`, `"dayCxsFormat":"2026-11-25T09:00:00"`, 1)
	if got, want := quote(connect, order(), changed)["first-overnight"], (line{"2026-11-23", "2026-11-25", "09:00", 0, false}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	abroad, then := canada(6, carriers.Address{PostalCode: "89109", Country: "US"})
	want = map[string]line{
		"international-ground":  {"2024-07-19", "2024-07-25", "", 4, false},
		"international-economy": {"2024-07-19", "", "", 0, false},
	}
	if diff := cmp.Diff(want, quote(then, abroad, string(livetest.File(t, "rates_abroad.json")))); diff != "" {
		t.Errorf("recorded (-want +got)\n%s", diff)
	}
}
