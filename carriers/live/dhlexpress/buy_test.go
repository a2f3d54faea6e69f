package dhlexpress_test

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/dhlexpress"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

const (
	key     = "ORDER-1001"
	waybill = "5374534616"
)

// A store plays DHL's side of a purchase of three parcels, with the answers of
// DHL's examples.
type store struct {
	t       testing.TB
	sold    int
	asked   string              // the request that bought
	lost    bool                // the answer is lost, after the sale
	refuses bool                // as in DHL's example
	fails   bool                // with a process error
	change  func(string) string // of the answer to a sale
	shown   string              // the answer to tracking by reference; empty means a 404
	looked  string              // the query of that
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	login(s.t, r)
	switch path := r.Method + " " + r.URL.Path; path {
	case "POST /shipments":
		body, _ := io.ReadAll(r.Body)
		s.asked = string(body)
		if r.Header.Get("Message-Reference") != key {
			s.t.Errorf("bought with the reference %q", r.Header.Get("Message-Reference"))
		}
		switch {
		case s.refuses:
			w.WriteHeader(422)
			_, _ = io.WriteString(w, `{"instance":"expressapi/shipments","detail":"Multiple problems found, see Additional Details","title":"Validation error","message":"Unprocessable Entity","additionalDetails":["7120: Required either an invoice or an image"],"status":"422"}`)
			return
		case s.fails:
			w.WriteHeader(500)
			_, _ = io.WriteString(w, processError)
			return
		}
		s.sold++
		if s.lost {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(201)
		_, _ = io.WriteString(w, s.shipped())
	case "GET /tracking":
		s.looked = r.URL.RawQuery
		if s.shown == "" {
			w.WriteHeader(404)
			_, _ = io.WriteString(w, `{"instance":"/expressapi/tracking","detail":"No Shipments Found for ReferenceID | ORDER-1001","title":"Not data found","message":"Not data found","status":"404"}`)
			return
		}
		_, _ = io.WriteString(w, s.shown)
	default:
		good(s.t).ServeHTTP(w, r)
	}
}

// shipped is DHL's example with whole labels and a price.
func (s *store) shipped() string {
	b := string(livetest.File(s.t, "shipped.json"))
	for {
		before, rest, found := strings.Cut(b, `"content": "JVBERi`)
		if !found {
			break
		}
		_, after, _ := strings.Cut(rest, `"`)
		b = before + `"content":"` + base64.StdEncoding.EncodeToString([]byte(livetest.PDF)) + `"` + after
	}
	b = strings.Replace(b, `"shipmentDetails":`, `"shipmentCharges":[{"currencyType":"BILLC","priceCurrency":"EUR","price":16.64}],"shipmentDetails":`, 1)
	if s.change != nil {
		b = s.change(b)
	}
	return b
}

func shop(t *testing.T, s *store) *dhlexpress.Carrier {
	t.Helper()
	s.t = t
	return livetest.Open(t, connect, s)
}

func purchase() carriers.Purchase {
	s := order()
	s.Parcels = append(s.Parcels, s.Parcels[0], s.Parcels[0])
	return carriers.Purchase{Key: key, Shipment: s, Service: "domestic-12-00", Most: carriers.Money{Minor: 16_64, Currency: "EUR"}, Format: carriers.PDF}
}

func labels(format carriers.LabelFormat, data []byte) []carriers.BoughtLabel {
	return []carriers.BoughtLabel{
		{Number: "JD014600004617230711", Format: format, Data: data},
		{Number: "JD014600004617230712", Format: format, Data: data},
		{Number: "JD014600004617230713", Format: format, Data: data},
	}
}

func TestBuy(t *testing.T) {
	s := &store{}
	got, err := shop(t, s).Buy(t.Context(), purchase())
	if err != nil {
		t.Fatal(err)
	}
	want := carriers.Bought{Key: key, Carrier: "dhlexpress", Service: "domestic-12-00", ID: waybill, Price: carriers.Money{Minor: 16_64, Currency: "EUR"}, Labels: labels(carriers.PDF, []byte(livetest.PDF))}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, part := range []string{
		`"productCode":"1"`, `"localProductCode":"L"`, `"customerReferences":[{"typeCode":"CU","value":"ORDER-1001"}]`, `"pickup":{"isRequested":false}`,
		`"encodingFormat":"pdf"`, `"templateName":"ECOM26_64_001"`, `"getAdditionalInformation":[{"isRequested":true,"typeCode":"linkLabelsByPieces"}]`, `"isCustomsDeclarable":false`,
		`"receiverDetails":{"contactInformation":{"companyName":"Max Muster","fullName":"Max Muster","phone":"+49 40 1234567"},"postalAddress":{"addressLine1":"Beispielallee 2","addressLine2":"Hof","cityName":"Hamburg","countryCode":"DE","postalCode":"20095"},"typeCode":"private"}`,
	} {
		if !strings.Contains(s.asked, part) {
			t.Errorf("the request lacks %s: %s", part, s.asked)
		}
	}
}

// TestBuyAbroad holds what customs are told.
func TestBuyAbroad(t *testing.T) {
	s := &store{change: func(b string) string {
		b = strings.ReplaceAll(b, `"PDF"`, `"ZPL"`)
		return strings.ReplaceAll(b, base64.StdEncoding.EncodeToString([]byte(livetest.PDF)), base64.StdEncoding.EncodeToString([]byte(livetest.ZPL)))
	}}
	p := purchase()
	p.Shipment, p.Service, p.Format, p.Most = export(), "worldwide", carriers.ZPL, carriers.Money{Minor: 157_95, Currency: "GBP"}
	p.Shipment.Parcels = append(p.Shipment.Parcels, p.Shipment.Parcels[0], p.Shipment.Parcels[0])
	p.Shipment.Parcels[1].Items, p.Shipment.Parcels[2].Items = nil, nil
	p.Shipment.Customs.Freight = carriers.Money{Minor: 12_50, Currency: "SGD"}
	got, err := shop(t, s).Buy(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(labels(carriers.ZPL, []byte(livetest.ZPL)), got.Labels); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, part := range []string{
		`"declaredValue":100.00,"declaredValueCurrency":"SGD","description":"men's cotton shirts, Cap"`, `"incoterm":"DAP"`, `"placeOfIncoterm":"Paris"`,
		`"invoice":{"date":"2026-11-23","number":"INV-7"}`, `"exportReasonType":"commercial_purpose_or_sale"`, `"additionalCharges":[{"typeCode":"freight","value":12.50}]`,
		`{"commodityCodes":[{"typeCode":"outbound","value":"610910"}],"description":"men's cotton shirts","exportReasonType":"commercial_purpose_or_sale","manufacturerCountry":"PT","number":1,"price":40.00,"quantity":{"unitOfMeasurement":"PCS","value":2},"weight":{"netValue":0.400}}`,
		`"encodingFormat":"zpl"`,
	} {
		if !strings.Contains(s.asked, part) {
			t.Errorf("the request lacks %s: %s", part, s.asked)
		}
	}
}

const shown = `{"shipments":[{"shipmentTrackingNumber":"5374534616","status":"Success","productCode":"1","shipperReferences":[{"value":"ORDER-1001","typeCode":"CU"}],"events":[],
"pieces":[{"number":1,"trackingNumber":"JD014600004617230711"},{"number":2,"trackingNumber":"JD014600004617230712"},{"number":3,"trackingNumber":"JD014600004617230713"}]}]}`

func TestLostAnswerIsUnknownUntilFound(t *testing.T) {
	s := &store{lost: true}
	c := shop(t, s)
	if _, err := c.Buy(t.Context(), purchase()); !errors.Is(err, carriers.ErrUnknown) || errors.Is(err, carriers.ErrNotBought) || s.sold != 1 {
		t.Fatalf("got error %v after %d sales, want ErrUnknown after one", err, s.sold)
	}
	if _, err := c.Find(t.Context(), key); !errors.Is(err, carriers.ErrUnknown) || errors.Is(err, carriers.ErrNotFound) {
		t.Errorf("what is not shown is not proven to be unsold: got error %v, want ErrUnknown", err)
	}
	s.shown = shown
	got, err := c.Find(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(carriers.Bought{Key: key, Carrier: "dhlexpress", Service: "domestic-12-00", ID: waybill, Labels: labels("", nil)}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	const query = "dateRangeFrom=2026-10-24&dateRangeTo=2026-12-03&levelOfDetail=all&shipmentReference=ORDER-1001&shipmentReferenceType=CU&shipperAccountNumber=123456789&trackingView=all-checkpoints"
	if s.looked != query {
		t.Errorf("looked for %s, want %s", s.looked, query)
	}
}

func TestFindTrustsNothing(t *testing.T) {
	tests := []struct{ name, answer, says string }{
		{"another reference", strings.Replace(shown, "ORDER-1001", "ORDER-1002", 1), "shows no shipment of this reference"},
		{"an empty list", `{"shipments":[]}`, "shows no shipment of this reference"},
		{"no success", strings.Replace(shown, `"Success"`, `"No Shipments Found"`, 1), "shows no shipment of this reference"},
		{"two shipments", strings.Replace(shown, `[{"shipmentT`, `[{"shipmentTrackingNumber":"1234567890","status":"Success"},{"shipmentT`, 1), "shows 2 shipments of this reference: 1234567890, 5374534616"},
		{"a number that is a path", strings.Replace(shown, waybill, "../x", 1), "has no shipmentTrackingNumber"},
		{"no pieces", strings.Replace(shown, `"pieces"`, `"x"`, 1), "is the shipment 5374534616, without its pieces"},
		{"a piece twice", strings.Replace(shown, "230712", "230711", 1), "has the tracking number JD014600004617230711 twice"},
		{"HTML", "<html>", "not JSON"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := shop(t, &store{shown: tt.answer}).Find(t.Context(), key)
			livetest.NotBought(t, err, true, tt.says, carriers.ErrUnknown)
		})
	}
	if _, err := shop(t, &store{}).Find(t.Context(), "a&b=c"); err == nil || errors.Is(err, carriers.ErrUnknown) {
		t.Errorf("a key that is none: got error %v", err)
	}
}

func TestBuyRefusals(t *testing.T) {
	replace := func(from, to string) func(string) string {
		return func(b string) string { return strings.Replace(b, from, to, 1) }
	}
	abroad := func(change func(*carriers.Shipment)) func(*carriers.Purchase) {
		return func(p *carriers.Purchase) {
			p.Shipment, p.Service, p.Most = export(), "worldwide", carriers.Money{Minor: 157_95, Currency: "GBP"}
			change(&p.Shipment)
		}
	}
	pdf := base64.StdEncoding.EncodeToString([]byte(livetest.PDF))
	same := func(*carriers.Purchase) {}
	tests := []struct {
		name   string
		store  store
		change func(*carriers.Purchase)
		is     error
		says   string
	}{
		{"a price over the most", store{}, func(p *carriers.Purchase) { p.Most.Minor-- }, carriers.ErrDearer, "16.64 EUR is over the 16.63 EUR that may be paid"},
		{"a price in another currency", store{}, func(p *carriers.Purchase) { p.Most.Currency = "USD" }, carriers.ErrDearer, "16.64 EUR is over the 16.64 USD"},
		{"another format", store{}, func(p *carriers.Purchase) { p.Format = "gif" }, carriers.ErrNotBought, `format: "gif" is none that DHL Express gives: pdf zpl`},
		{"a service that DHL does not have", store{}, func(p *carriers.Purchase) { p.Service = "teleport" }, carriers.ErrNotBought, `"teleport" is none of DHL Express`},
		{"a service without a price", store{}, func(p *carriers.Purchase) { p.Service = "worldwide" }, carriers.ErrNotBought, "dhlexpress/worldwide: not_offered"},
		{"a service by agreement", store{}, func(p *carriers.Purchase) { p.Service = "domestic-medical" }, carriers.ErrNotBought, "by prior agreement alone"},
		{"no phone", store{}, func(p *carriers.Purchase) { p.Shipment.To.Phone = "" }, carriers.ErrNotBought, "to.phone: DHL needs one"},
		{"a street of 46 letters", store{}, func(p *carriers.Purchase) { p.Shipment.To.Street = []string{strings.Repeat("ß", 46)} }, carriers.ErrNotBought, "has 46 letters, over the 45 of DHL"},
		{"a return", store{}, func(p *carriers.Purchase) { p.Shipment.Return = true }, carriers.ErrNotBought, "return: return labels are not bought here"},
		{"no items abroad", store{}, abroad(func(s *carriers.Shipment) { s.Parcels[0].Items = nil }), carriers.ErrNotBought, "parcels: must have items for customs"},
		{"an item without a value", store{}, abroad(func(s *carriers.Shipment) { s.Parcels[0].Items[1].Value = carriers.Money{} }), carriers.ErrNotBought, "parcels[0].items[1].value: must be set for customs"},
		{"an item without an origin", store{}, abroad(func(s *carriers.Shipment) { s.Parcels[0].Items[1].Origin = "" }), carriers.ErrNotBought, "parcels[0].items[1].origin: must be set for customs"},
		{"no terms", store{}, abroad(func(s *carriers.Shipment) { s.Customs.Incoterm = "" }), carriers.ErrNotBought, "customs.incoterm: must be set for customs"},
		{"no number of an invoice", store{}, abroad(func(s *carriers.Shipment) { s.Customs.Invoice = "" }), carriers.ErrNotBought, "customs.invoice: the invoice's number has 0 letters"},
		{"DHL refuses", store{refuses: true}, same, live.ErrRefused, "Multiple problems found, see Additional Details; 7120: Required either an invoice or an image"},
		{"a label that is HTML", store{change: replace(pdf, "PGh0bWw+")}, same, carriers.ErrNoLabel, "is no label: the label is not a whole PDF"},
		{"a label of another format", store{change: replace(`"PDF"`, `"GIF"`)}, same, carriers.ErrNoLabel, `is "GIF", not pdf`},
		{"a label too few", store{change: replace(`"packageReferenceNumber": 3`, `"packageReferenceNumber": 2`)}, same, carriers.ErrUnknown, "is the label of parcel 2, which stands twice"},
		{"a label of no parcel", store{change: replace(`"packageReferenceNumber": 3`, `"packageReferenceNumber": 4`)}, same, carriers.ErrUnknown, "not a whole number from 0 to 3"},
		{"a label that does not say of which parcel it is", store{change: replace(`"packageReferenceNumber": 3`, `"x": 3`)}, same, carriers.ErrUnknown, "is of no parcel among 3"},
		{"a number that stands twice", store{change: replace(`"JD014600004617230712"`, `"JD014600004617230711"`)}, same, carriers.ErrUnknown, "has the tracking number JD014600004617230711 twice"},
		{"a number that is a path", store{change: replace(`"`+waybill+`"`, `"../../x"`)}, same, carriers.ErrUnknown, "has no shipmentTrackingNumber"},
		{"HTML for an answer", store{change: func(string) string { return "<html>" }}, same, carriers.ErrUnknown, "not JSON"},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			p := purchase()
			tt.change(&p)
			_, err := shop(t, &tt.store).Buy(t.Context(), p)
			livetest.NotBought(t, err, tt.store.sold > 0, tt.says, tt.is)
		})
	}
	t.Run("a process error", func(t *testing.T) { // DHL may have sold it
		_, err := shop(t, &store{fails: true}).Buy(t.Context(), purchase())
		livetest.NotBought(t, err, true, "999: Process failure occurred", carriers.ErrUnknown)
	})
}

// TestNothingIsTakenBack: DHL has no void and no manifest, and a Carrier does not
// say that it has.
func TestNothingIsTakenBack(t *testing.T) {
	var c any = shop(t, &store{})
	if _, is := c.(carriers.Voider); is {
		t.Error("it is a carriers.Voider")
	}
	if _, is := c.(carriers.Manifester); is {
		t.Error("it is a carriers.Manifester")
	}
}
