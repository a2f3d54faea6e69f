package dhlexpress_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	dw "github.com/shiprate/shiprate/dimweight"
)

// order is as the recorded one: 4 kg, and 3.6 by its volume.
func order() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{Name: "Erika Muster", Company: "Laden", Street: []string{"Musterweg 1"}, City: "Berlin", PostalCode: "10115", Country: "DE", Phone: "+49 30 1234567"},
		To:      carriers.Address{Name: "Max Muster", Street: []string{"Beispielallee 2", "Hof"}, City: "Hamburg", PostalCode: "20095", Country: "DE", Phone: "+49 40 1234567", Residential: true},
		Parcels: []carriers.Parcel{{Dims: dw.Dims{Length: 30 * dw.Centimetre, Width: 30 * dw.Centimetre, Height: 20 * dw.Centimetre}, Weight: 4 * dw.Kilogram}},
		Ready:   time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC),
	}
}

// export is as DHL's example: 1 kg from Singapore to Paris, 1.2 by its volume.
func export() carriers.Shipment {
	s := order()
	s.From.City, s.From.PostalCode, s.From.Country = "Singapore", "048582", "SG"
	s.To.City, s.To.PostalCode, s.To.Country, s.To.Residential = "Paris", "75001", "FR", false
	s.Parcels[0] = carriers.Parcel{Dims: dw.Dims{Length: 10 * dw.Centimetre, Width: 20 * dw.Centimetre, Height: 30 * dw.Centimetre}, Weight: dw.Kilogram,
		Items: []carriers.Item{
			{Name: "Shirt", Description: "men's cotton shirts", Quantity: 2, HSCode: "6109.10", Origin: "PT", Value: carriers.Money{Minor: 40_00, Currency: "SGD"}, Weight: 200 * dw.Gram},
			{Name: "Cap", Quantity: 1, Origin: "CN", Value: carriers.Money{Minor: 20_00, Currency: "SGD"}, Weight: 100 * dw.Gram},
		}}
	s.Customs = carriers.Customs{Reason: carriers.ReasonSale, Incoterm: "DAP Paris", Invoice: "INV-7"}
	return s
}

func open(config live.Config) (livetest.Carrier, error) { return connect(config) }

func connect(config live.Config) (*dhlexpress.Carrier, error) {
	return dhlexpress.New(dhlexpress.Config{Username: "shop", Password: livetest.Canary, Account: "123456789", Live: config})
}

// today moves the days of an answer to those of the tests. In Singapore it is
// Tuesday already.
func today(b []byte) []byte {
	return []byte(strings.NewReplacer("2021-01-18", "2026-11-23", "2021-01-19", "2026-11-24", "2022-11-21", "2026-11-24", "2022-11-24", "2026-11-27").Replace(string(b)))
}

func rates(t testing.TB) []byte { return today(livetest.File(t, "rates.json")) }

const (
	notAvailable = `{"instance":"/expressapi/rates","detail":"7008: The requested Special Service Code is not available between this origin and destination. Please validate the products and services combination (via the /rates or /products service) or contact our customer service.","title":"Bad request","message":"Bad request","status":"400"}`
	noAccount    = `{"instance":"/expressapi/rates","detail":"The account number is not found or invalid. Please check the account number and retry.","title":"Bad request","message":"Bad request","status":"400"}`
	processError = `{"instance":"/expressapi/shipments","detail":"999: Process failure occurred. Process ID associated for that transaction (1234567890)","title":"Internal Server Error","message":"Internal Server Error","code":"500"}`
)

// login checks what is in every request.
func login(t testing.TB, r *http.Request) {
	if user, password, _ := r.BasicAuth(); user != "shop" || password != livetest.Canary || r.Header.Get("x-version") != "3.3.1" {
		t.Errorf("asked as %q with version %q", user, r.Header.Get("x-version"))
	}
}

// good answers as DHL does: with the recorded rates within Germany, with those of
// its example from Singapore, and with a refusal else.
func good(t testing.TB) http.Handler {
	domestic, abroad := rates(t), today(livetest.File(t, "rates_export.json"))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		login(t, r)
		if r.Method != "POST" || r.URL.Path != "/rates" {
			t.Errorf("asked %s %s", r.Method, r.URL)
		}
		b, _ := io.ReadAll(r.Body)
		for _, private := range []string{"addressLine", "Muster", "companyName", "phone"} {
			if strings.Contains(string(b), private) {
				t.Errorf("rating shows %s to a third party", private)
			}
		}
		type place struct{ PostalCode, CityName, CountryCode string }
		var asked struct {
			CustomerDetails            struct{ ShipperDetails, ReceiverDetails *place }
			Accounts                   []struct{ TypeCode, Number string }
			PlannedShippingDateAndTime string
			UnitOfMeasurement          string
			IsCustomsDeclarable        *bool
			NextBusinessDay            bool
			EstimatedDeliveryDate      struct {
				TypeCode    string
				IsRequested bool
			}
			Packages []struct {
				Weight     float64
				Dimensions struct{ Length, Width, Height float64 }
			}
			MonetaryAmount []struct {
				TypeCode, Currency string
				Value              float64
			}
			ValueAddedServices []struct {
				ServiceCode, Currency string
				Value                 float64
			}
		}
		d := json.NewDecoder(strings.NewReader(string(b)))
		d.DisallowUnknownFields()
		if err := d.Decode(&asked); err != nil {
			t.Errorf("the request is not as DHL specifies: %v\n%s", err, b)
		}
		from, to := asked.CustomerDetails.ShipperDetails, asked.CustomerDetails.ReceiverDetails
		if from == nil || to == nil || from.CityName == "" || to.CityName == "" || len(from.CountryCode) != 2 || asked.IsCustomsDeclarable == nil ||
			asked.UnitOfMeasurement != "metric" || asked.EstimatedDeliveryDate.TypeCode != "QDDC" || len(asked.Accounts) != 1 || asked.Accounts[0].Number != "123456789" {
			t.Errorf("the request lacks something: %s", b)
			return
		}
		if _, err := time.Parse("2006-01-02T15:04:05GMT-07:00", asked.PlannedShippingDateAndTime); err != nil {
			t.Error(err)
		}
		for _, p := range asked.Packages {
			if p.Weight < 0.001 || p.Dimensions.Length < p.Dimensions.Height {
				t.Errorf("a package lacks something: %s", b)
			}
		}
		switch {
		case from.CountryCode == "DE" && to.CountryCode == "DE":
			_, _ = w.Write(domestic)
		case from.CountryCode == "SG":
			_, _ = w.Write(abroad)
		default:
			w.WriteHeader(400)
			_, _ = io.WriteString(w, notAvailable)
		}
	})
}

func TestAdapter(t *testing.T) {
	answer := livetest.Compact(t, rates(t))
	const noon = `{"currencyType":"BILLC","price":16.64,"priceCurrency":"EUR"}`
	if strings.Count(string(answer), noon) != 1 {
		t.Fatalf("the total of 12:00 stands %d times", strings.Count(string(answer), noon))
	}
	const again = `{"productCode":"1","totalPrice":[{"currencyType":"BILLC","price":16.64,"priceCurrency":"EUR"}]}`
	livetest.Run(t, livetest.Adapter{
		Open: open, Good: good(t), Rating: "/rates", Shipment: order(), Answer: answer,
		Price: noon, Replace: `{"currencyType":"BILLC","price":"%s","priceCurrency":"EUR"}`,
		Currency: noon, ReplaceCurrency: `{"currencyType":"BILLC","price":16.64,"priceCurrency":"%s"}`,
		Twice:   []byte(strings.Replace(string(answer), `"products":[`, `"products":[`+again+`,`, 1)),
		Strange: []byte(strings.Replace(string(answer), `"productCode":"1"`, `"productCode":"Z"`, 1)),
		Inside:  []byte(notAvailable),
	})
}

// answering is an adapter whose carrier answers with a body.
func answering(t *testing.T, status int, body []byte) *dhlexpress.Carrier {
	t.Helper()
	return livetest.Open(t, connect, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
}

func quoteOf(t *testing.T, body []byte, s carriers.Shipment) carriers.Reply {
	t.Helper()
	reply, err := answering(t, 200, body).Quote(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*carriers.Shipment)
		want   string
	}{
		{"yesterday but one", func(s *carriers.Shipment) { s.Ready = s.Ready.AddDate(0, 0, -2) }, "dhlexpress/domestic: no_price: live prices are for today, 2026-11-23, and later; it is ready on 2026-11-21"},
		{"11 days ahead", func(s *carriers.Shipment) { s.Ready = s.Ready.AddDate(0, 0, 11) }, "dhlexpress/domestic: no_price: live prices reach 10 days ahead, to 2026-12-03; it is ready on 2026-12-04"},
		{"no city", func(s *carriers.Shipment) { s.To.City = "" }, "dhlexpress/domestic: not_offered: DHL rates by the city: to.city is empty"},
		{"1000 parcels", func(s *carriers.Shipment) {
			for len(s.Parcels) < 1000 {
				s.Parcels = append(s.Parcels, s.Parcels[0])
			}
		}, "dhlexpress/domestic: not_offered: 1000 parcels are over the 999 limit of a shipment"},
		{"to a locker", func(s *carriers.Shipment) { s.To.Place = carriers.Locker }, "dhlexpress/domestic: not_offered: it is rated to the door, not to a locker"},
		{"on a Sunday", func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{carriers.Sunday} }, "dhlexpress/domestic: not_offered: delivery on a Sunday is not asked of DHL here"},
		{"a refusal of DHL", func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "FR", "75001" }, "dhlexpress/domestic: not_offered: DHL refuses the request: 7008: The requested Special Service Code is not available between this origin and destination. Please validate the products and services combination (via the /rates or /products service) or contact our customer service"},
		{"a product that DHL prices at 0 without a currency", func(*carriers.Shipment) {}, "dhlexpress/easy-documents: no_price: DHL offers it without a price"},
		{"a product for those who agreed", func(*carriers.Shipment) {}, "dhlexpress/domestic-medical: not_offered: DHL sells it by prior agreement alone"},
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

// TestWrongAccount: a wrong account is not the shipment's fault, and no refusal.
func TestWrongAccount(t *testing.T) {
	_, err := answering(t, 400, []byte(noAccount)).Quote(t.Context(), order())
	if !errors.Is(err, live.ErrRefused) || !strings.Contains(err.Error(), "The account number is not found or invalid") {
		t.Errorf("got error %v, want live.ErrRefused", err)
	}
}

func TestConfigErrors(t *testing.T) {
	for name, config := range map[string]dhlexpress.Config{
		"username and password: one is missing":                       {Account: "123456789"},
		"username: must have no colon":                                {Username: "a:b", Password: livetest.Canary, Account: "123456789"},
		"account: must be the account's number, of at most 12 digits": {Username: "shop", Password: livetest.Canary, Account: "1234-5"},
	} {
		_, err := dhlexpress.New(config)
		if want := "dhlexpress: the config is wrong: " + name; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
