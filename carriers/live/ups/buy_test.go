package ups_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/ups"
)

const key = "ORDER-1001"

// A store plays UPS's side of a purchase of two parcels with recorded bodies.
type store struct {
	t       testing.TB
	sold    int
	lost    bool                // the answer is lost, after the sale
	refuses bool                // as recorded
	change  func(string) string // of the answer to a sale
	void    string              // the file of the answer to a void
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch path := r.Method + " " + r.URL.Path; {
	case path == "POST /api/shipments/v2409/ship":
		body, _ := io.ReadAll(r.Body)
		for _, want := range []string{`"ReferenceNumber":[{"Value":"ORDER-1001"}]`, `"LabelImageFormat":{"Code":"ZPL"}`, `"Service":{"Code":"01"}`, `"AccountNumber":"A1B2C3"`, `"ResidentialAddressIndicator":""`, `"AddressLine":["7007 Sea World Dr"]`, `"ShipmentDate":"20261123"`, `"Phone":{"Number":"2125550100"}`, `"PostalCode":"328211234"`} {
			if !strings.Contains(string(body), want) {
				s.t.Errorf("the request lacks %s: %s", want, body)
			}
		}
		if s.refuses {
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{"response":{"errors":[{"code":"120202","message":"Missing or invalid ship to address line 1"}]}}`)
			return
		}
		s.sold++
		if s.lost {
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, s.shipped())
	case path == "POST /api/labels/v1/recovery":
		if s.sold == 0 {
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{"response":{"errors":[{"code":"9","message":"no label"}]}}`)
			return
		}
		image := base64.StdEncoding.EncodeToString([]byte(livetest.ZPL))
		fmt.Fprintf(w, `{"LabelRecoveryResponse":{"Response":{"ResponseStatus":{"Code":"1"}},"ShipmentIdentificationNumber":"1Z2220060290602143","LabelResults":[{"TrackingNumber":"1Z2220060290602143","LabelImage":{"LabelImageFormat":{"Code":"zpl"},"GraphicImage":%q}},{"TrackingNumber":"1Z2220060292634221","LabelImage":{"LabelImageFormat":{"Code":"zpl"},"GraphicImage":%q}}]}}`, image, image)
	case strings.HasPrefix(path, "DELETE /api/shipments/v2409/void/cancel/1Z2220060290602143"):
		if s.void == "void_refused.json" {
			w.WriteHeader(400)
		}
		_, _ = w.Write(livetest.File(s.t, s.void))
	default:
		good(s.t).ServeHTTP(w, r)
	}
}

// shipped is the recorded answer with numbers and labels for those scrubbed.
func (s *store) shipped() string {
	b := string(livetest.File(s.t, "shipped.json"))
	b = strings.ReplaceAll(b, "Cl5YQQ0KXkxSTg0K==", base64.StdEncoding.EncodeToString([]byte(livetest.ZPL)))
	for _, number := range []string{"1Z2220060290602143", "1Z2220060290602143", "1Z2220060292634221"} { // the shipment's is the first parcel's
		b = strings.Replace(b, "1ZXXXXXXXXXXXXXXXX", number, 1)
	}
	if s.change != nil {
		b = s.change(b)
	}
	return b
}

func shop(t *testing.T, s *store) *ups.Carrier {
	t.Helper()
	s.t = t
	return livetest.Open(t, connect, s)
}

func purchase() carriers.Purchase {
	s := order()
	s.Parcels = append(s.Parcels, s.Parcels[0])
	s.To.Phone, s.To.PostalCode = "+1 (212) 555-0100", "32821-1234"
	return carriers.Purchase{Key: key, Shipment: s, Service: "next-day-air", Most: carriers.Money{Minor: 261_10, Currency: "USD"}, Format: carriers.ZPL}
}

func labels() []carriers.BoughtLabel {
	return []carriers.BoughtLabel{{Number: "1Z2220060290602143", Format: carriers.ZPL, Data: []byte(livetest.ZPL)}, {Number: "1Z2220060292634221", Format: carriers.ZPL, Data: []byte(livetest.ZPL)}}
}

// TestBuy: the recorded answer charges 56.99.
func TestBuy(t *testing.T) {
	got, err := shop(t, &store{}).Buy(t.Context(), purchase())
	if err != nil {
		t.Fatal(err)
	}
	want := carriers.Bought{Key: key, Carrier: "ups", Service: "next-day-air", ID: "1Z2220060290602143", Price: carriers.Money{Minor: 56_99, Currency: "USD"}, Labels: labels()}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLostAnswerIsUnknownUntilFound(t *testing.T) {
	s := &store{lost: true}
	c := shop(t, s)
	if _, err := c.Buy(t.Context(), purchase()); !errors.Is(err, carriers.ErrUnknown) || errors.Is(err, carriers.ErrNotBought) || s.sold != 1 {
		t.Fatalf("got error %v after %d sales, want ErrUnknown after one", err, s.sold)
	}
	got, err := c.Find(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(carriers.Bought{Key: key, Carrier: "ups", ID: "1Z2220060290602143", Labels: labels()}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := shop(t, &store{}).Find(t.Context(), key); !errors.Is(err, carriers.ErrUnknown) || errors.Is(err, carriers.ErrNotFound) {
		t.Errorf("what is not found is not proven to be unsold: got error %v, want ErrUnknown", err)
	}
}

func TestBuyRefusals(t *testing.T) {
	replace := func(from, to string) func(string) string {
		return func(b string) string { return strings.ReplaceAll(b, from, to) }
	}
	tests := []struct {
		name   string
		store  store
		change func(*carriers.Purchase)
		is     error
		says   string
	}{
		{"a price over the most", store{}, func(p *carriers.Purchase) { p.Most.Minor-- }, carriers.ErrDearer, "261.10 USD is over the 261.09 USD that may be paid"},
		{"a PDF", store{}, func(p *carriers.Purchase) { p.Format = carriers.PDF }, carriers.ErrNotBought, `format: "pdf" is none that UPS gives: zpl`},
		{"a service that UPS does not have", store{}, func(p *carriers.Purchase) { p.Service = "teleport" }, carriers.ErrNotBought, `"teleport" is none of UPS`},
		{"a service without a price", store{}, func(p *carriers.Purchase) { p.Service = "ground-saver" }, carriers.ErrNotBought, "ups/ground-saver: not_offered"},
		{"a street of 36 letters", store{}, func(p *carriers.Purchase) { p.Shipment.To.Street = []string{strings.Repeat("x", 36)} }, carriers.ErrNotBought, "has 36 letters, over the 35 of UPS"},
		{"a city of 31 letters", store{}, func(p *carriers.Purchase) { p.Shipment.To.City = strings.Repeat("x", 31) }, carriers.ErrNotBought, "to.city: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" has 31 letters, over the 30 of UPS"},
		{"no state", store{}, func(p *carriers.Purchase) { p.Shipment.From.State = "" }, carriers.ErrNotBought, "from.state: UPS needs it"},
		{"a phone that is none", store{}, func(p *carriers.Purchase) { p.Shipment.To.Phone = "+44 20 7946 0958" }, carriers.ErrNotBought, `to.phone: UPS wants one of ten digits or none, not "+44 20 7946 0958"`},
		{"eight days ahead", store{}, func(p *carriers.Purchase) { p.Shipment.Ready = p.Shipment.Ready.AddDate(0, 0, 8) }, carriers.ErrNotBought, "ready: labels reach 7 days ahead, to 2026-11-30; it is handed over on 2026-12-01"},
		{"UPS refuses", store{refuses: true}, func(*carriers.Purchase) {}, live.ErrRefused, "120202: Missing or invalid ship to address line 1"},
		{"a label that is HTML", store{change: replace(base64.StdEncoding.EncodeToString([]byte(livetest.ZPL)), "PGh0bWw+")}, func(*carriers.Purchase) {}, carriers.ErrNoLabel, "is no label: the label is not whole ZPL"},
		{"a label of another format", store{change: replace(`"Code": "ZPL"`, `"Code": "GIF"`)}, func(*carriers.Purchase) {}, carriers.ErrNoLabel, `is "GIF", not ZPL`},
		{"a number that stands twice", store{change: replace("1Z2220060292634221", "1Z2220060290602143")}, func(*carriers.Purchase) {}, carriers.ErrUnknown, "has the tracking number 1Z2220060290602143 twice"},
		{"a number that is a path", store{change: replace("1Z2220060292634221", "../../../x")}, func(*carriers.Purchase) {}, carriers.ErrUnknown, "which is none"},
		{"HTML for an answer", store{change: func(string) string { return "<html>" }}, func(*carriers.Purchase) {}, carriers.ErrUnknown, "not JSON"},
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
}

func TestVoid(t *testing.T) {
	b := carriers.Bought{ID: "1Z2220060290602143"}
	for answer, want := range map[string]carriers.Voided{"void.json": carriers.VoidDone, "void_refused.json": carriers.VoidRefused} {
		if got, err := shop(t, &store{void: answer}).Void(t.Context(), b); err != nil || got != want {
			t.Errorf("%s: got %q and error %v, want %q", answer, got, err, want)
		}
	}
	if _, err := shop(t, &store{void: "refused.json"}).Void(t.Context(), b); !errors.Is(err, carriers.ErrUnknown) {
		t.Errorf("a 200 without a status: got error %v, want ErrUnknown", err)
	}
	if _, err := shop(t, &store{}).Void(t.Context(), carriers.Bought{ID: "../x"}); err == nil {
		t.Error("an id that is a path is sent")
	}
}
