package easypost_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

const key = "ORDER-1001-1"

// A store plays EasyPost's side of a purchase with the recorded bodies. It counts
// what it sold, and can lose its answers.
type store struct {
	t  testing.TB
	mu sync.Mutex

	made, sold int
	lost       bool   // the answer to buy is lost, after the sale
	refuses    string // the error code that buy refuses with
	html       bool   // labels are pages of HTML
	url        string // of the server
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.HasPrefix(r.URL.Path, "/files/") {
		if r.Header.Get("Authorization") != "" {
			s.t.Error("the key is sent with the fetching of a label")
		}
		label := livetest.PDF
		if s.html {
			label = "<html>try again</html>"
		}
		_, _ = io.WriteString(w, label)
		return
	}
	body, _ := io.ReadAll(r.Body)
	switch path := r.Method + " " + r.URL.Path; {
	case path == "GET /v2/shipments/"+key:
		switch {
		case s.sold > 0:
			s.write(w, 200, "bought.json")
		case s.made > 0:
			s.write(w, 200, "created.json")
		default:
			w.WriteHeader(404)
			_, _ = io.WriteString(w, `{"error":{"code":"NOT_FOUND","message":"The requested resource could not be found.","errors":[]}}`)
		}
	case path == "POST /v2/shipments":
		if !strings.Contains(string(body), `"reference":"`+key+`"`) || !strings.Contains(string(body), `"label_format":"PDF"`) {
			s.t.Errorf("created without its reference or its format: %s", body)
		}
		s.made++
		s.write(w, 201, "created.json")
	case strings.HasSuffix(path, "/rerate"):
		s.write(w, 200, "rerated.json")
	case strings.HasSuffix(path, "/buy"):
		if s.refuses != "" {
			w.WriteHeader(422)
			fmt.Fprintf(w, `{"error":{"code":%q,"message":"no","errors":[]}}`, s.refuses)
			return
		}
		s.sold++
		if s.lost {
			panic(http.ErrAbortHandler)
		}
		s.write(w, 200, "bought.json")
	case strings.HasSuffix(path, "/refund"):
		s.write(w, 200, "refunded.json")
	case path == "GET /v2/trackers":
		s.write(w, 200, "trackers.json")
	default:
		s.t.Errorf("asked %s", path)
	}
}

// write gives a recorded body as one of this purchase: with its key, with a PDF
// for a label, and with its files here.
func (s *store) write(w http.ResponseWriter, status int, name string) {
	b := strings.ReplaceAll(string(livetest.File(s.t, name)), "https://easypost-files.s3.us-west-2.amazonaws.com", s.url)
	b = strings.ReplaceAll(b, `"reference":"123"`, `"reference":"`+key+`"`)
	b = strings.ReplaceAll(b, `"label_file_type":"image/png"`, `"label_file_type":"application/pdf"`)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, b)
}

func shop(t *testing.T, s *store) *easypost.Carrier {
	t.Helper()
	s.t = t
	server := httptest.NewTLSServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL
	config := livetest.Config(server)
	c, err := easypost.New(easypost.Config{Key: livetest.Canary, Live: config})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func purchase() carriers.Purchase {
	return carriers.Purchase{Key: key, Shipment: order(), Service: "usps-ground-advantage", Most: carriers.Money{Minor: 5_93, Currency: "USD"}, Format: carriers.PDF}
}

func bought() carriers.Bought {
	return carriers.Bought{
		Key: key, Carrier: "easypost", Service: "usps-ground-advantage", ID: "shp_fe84a2a4c4894499a19699a54767d08b", Price: carriers.Money{Minor: 5_93, Currency: "USD"},
		Labels: []carriers.BoughtLabel{{Number: "9400100110368070372185", Format: carriers.PDF, Data: []byte(livetest.PDF)}},
	}
}

func TestBuy(t *testing.T) {
	s := &store{}
	c := shop(t, s)
	for range 2 { // the second finds the first
		got, err := c.Buy(t.Context(), purchase())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(bought(), got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	if s.made != 1 || s.sold != 1 {
		t.Errorf("%d shipments are made and %d sold, want 1 and 1", s.made, s.sold)
	}
}

func TestLostAnswerIsUnknownUntilFound(t *testing.T) {
	s := &store{lost: true}
	c := shop(t, s)
	got, err := c.Buy(t.Context(), purchase())
	if !errors.Is(err, carriers.ErrUnknown) || errors.Is(err, carriers.ErrNotBought) || got.Key != key {
		t.Fatalf("got %+v and error %v, want ErrUnknown with the key", got, err)
	}
	found, err := c.Find(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bought(), found); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := c.Buy(t.Context(), purchase()); err != nil || s.sold != 1 {
		t.Errorf("bought again after a lost answer: error %v, %d sold", err, s.sold)
	}
}

func TestBuyRefusals(t *testing.T) {
	tests := []struct {
		name   string
		store  store
		change func(*carriers.Purchase)
		is     []error
		says   string
	}{
		{"a price over the most is not paid", store{}, func(p *carriers.Purchase) { p.Most.Minor-- }, []error{carriers.ErrNotBought, carriers.ErrDearer}, "5.93 USD is over the 5.92 USD that may be paid"},
		{"another currency is not compared", store{}, func(p *carriers.Purchase) { p.Most.Currency = "EUR" }, []error{carriers.ErrNotBought, carriers.ErrDearer}, "5.93 USD is over the 5.93 EUR"},
		{"a service without a price", store{}, func(p *carriers.Purchase) { p.Service = "usps-first" }, []error{carriers.ErrNotBought}, "EasyPost gives no price for"},
		{"two parcels are two purchases", store{}, func(p *carriers.Purchase) { p.Shipment.Parcels = append(p.Shipment.Parcels, p.Shipment.Parcels[0]) }, []error{carriers.ErrNotBought}, "sells one label at a time, not 2"},
		{"abroad needs papers", store{}, func(p *carriers.Purchase) { p.Shipment.To.Country, p.Shipment.To.PostalCode = "FR", "75011" }, []error{carriers.ErrNotBought}, "customs papers"},
		{"a key of two letters", store{}, func(p *carriers.Purchase) { p.Key = "AB" }, []error{carriers.ErrNotBought}, "key: has 2 characters, not 8 to 35"},
		{"a label without a street", store{}, func(p *carriers.Purchase) { p.Shipment.To.Street = nil }, []error{carriers.ErrNotBought}, "to: a label needs"},
		{"the key of another shipment", store{made: 1}, func(p *carriers.Purchase) { p.Shipment.To.PostalCode = "10001" }, []error{carriers.ErrNotBought, carriers.ErrConflict}, "ORDER-1001-1 is a shipment to 90277"},
		{"the key of another service", store{sold: 1}, func(p *carriers.Purchase) { p.Service = "usps-express" }, []error{carriers.ErrNotBought, carriers.ErrConflict}, "a label of usps-ground-advantage is bought, not of usps-express"},
		{"EasyPost refuses", store{refuses: "SHIPMENT.POSTAGE.FAILURE"}, func(*carriers.Purchase) {}, []error{carriers.ErrNotBought, live.ErrRefused}, "SHIPMENT.POSTAGE.FAILURE"},
		{"the carrier behind it timed out", store{refuses: "SHIPMENT.POSTAGE.TIMED_OUT"}, func(*carriers.Purchase) {}, []error{carriers.ErrUnknown}, "SHIPMENT.POSTAGE.TIMED_OUT"},
		{"HTML for a label leaves it to be found", store{html: true}, func(*carriers.Purchase) {}, []error{carriers.ErrNoLabel}, "it is bought, and its label is not to be had: the label is not a whole PDF"},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			c := shop(t, &tt.store)
			p := purchase()
			tt.change(&p)
			before := tt.store.sold
			_, err := c.Buy(t.Context(), p)
			livetest.NotBought(t, err, tt.store.sold > before, tt.says, tt.is...)
			if !tt.store.html && tt.store.sold != before {
				t.Error("a label is sold")
			}
		})
	}
}

func TestFindNothing(t *testing.T) {
	if _, err := shop(t, &store{}).Find(t.Context(), key); !errors.Is(err, carriers.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
	if _, err := shop(t, &store{made: 1}).Find(t.Context(), key); !errors.Is(err, carriers.ErrNotFound) {
		t.Errorf("made and not bought: got %v, want ErrNotFound", err)
	}
}

func TestVoid(t *testing.T) {
	got, err := shop(t, &store{sold: 1}).Void(t.Context(), bought())
	if err != nil || got != carriers.VoidPending {
		t.Errorf("got %q and error %v, want %q: the recorded answer says submitted", got, err, carriers.VoidPending)
	}
}

func TestTrack(t *testing.T) {
	c := shop(t, &store{})
	got, err := c.Track(t.Context(), "9400100110368070372253")
	if err != nil {
		t.Fatal(err)
	}
	if got.Carrier != "USPS" || got.Status != carriers.Announced || got.Estimated.String() != "2024-08-02" || len(got.Events) != 2 ||
		got.Events[1].Words != "Shipping Label Created" || got.Events[1].Place != "HOUSTON TX 77063" {
		t.Errorf("got %+v", got)
	}
	if _, err := c.Track(t.Context(), "9400100110368070379999"); !errors.Is(err, carriers.ErrNotFound) {
		t.Errorf("a number that is not followed: got %v, want ErrNotFound", err)
	}
}
