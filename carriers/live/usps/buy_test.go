package usps_test

import (
	"encoding/base64"
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
	"github.com/shiprate/shiprate/carriers/live/usps"
)

const (
	key    = "ORDER-1001"
	number = "9205590000000000000265"
	paying = livetest.Canary + "-payment"
	vendor = "application/vnd.usps.labels+json"
)

// A store plays USPS's side of a purchase with recorded bodies.
type store struct {
	t        testing.TB
	sold     int
	payments int
	keys     []string            // the idempotency keys that it saw
	stranger bool                // the account is not enrolled
	lost     bool                // the answer is lost, after the sale
	status   int                 // of the answer to a purchase; 0 for a sale
	refusal  string              // the body of that
	change   func(string) string // of the answer to a sale or a reprint
	image    string              // of a label; empty for a PDF
	body     string              // of the request for the label
	after    string              // the file of the answer to a void, a form or a tracking
	asked    string              // what was asked for it
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/labels") && r.Header.Get("X-Payment-Authorization-Token") != paying {
		s.t.Errorf("%s %s is paid with %q", r.Method, r.URL, r.Header.Get("X-Payment-Authorization-Token"))
	}
	if k := r.Header.Get("X-Idempotency-Key"); k != "" {
		s.keys = append(s.keys, k)
	}
	switch path := r.Method + " " + r.URL.Path; {
	case path == "POST /oauth2/v3/token":
		good(s.t).ServeHTTP(w, r)
	case path == "POST /payments/v3/payment-authorization":
		s.payments++
		body, _ := io.ReadAll(r.Body)
		for _, want := range []string{`"roleName":"PAYER"`, `"roleName":"LABEL_OWNER"`, `"accountNumber":"1234567890"`, `"CRID":"12345678"`, `"manifestMID":"123456789"`} {
			if !strings.Contains(string(body), want) {
				s.t.Errorf("the payment lacks %s: %s", want, body)
			}
		}
		answer := strings.Replace(string(livetest.File(s.t, "payment.json")), "header.body.signature", paying, 1)
		if s.stranger {
			answer = `{"body":"CRID isn't enrolled in USPS Ship Outbound","roles":[]}`
		}
		_, _ = io.WriteString(w, answer)
	case path == "POST /labels/v3/label":
		s.sell(w, r)
	case path == "POST /labels/v3/label-reprint":
		if s.sold == 0 {
			w.WriteHeader(400)
			_, _ = io.WriteString(w, orElse(s.refusal, string(livetest.File(s.t, "not_found.json"))))
			return
		}
		answer := s.label(livetest.PDF)
		_, _ = fmt.Fprintf(w, `{"labelMetadata":%s,"reprintInfo":{"reprintLimit":3,"reprintNumber":1},"labelImage":%q}`, answer, encoded(s, livetest.PDF))
	case s.after != "":
		body, _ := io.ReadAll(r.Body)
		s.asked = path + "?" + r.URL.RawQuery + " " + string(body)
		if s.status != 0 {
			w.WriteHeader(s.status)
		}
		answer := s.after
		if strings.HasSuffix(answer, ".json") {
			answer = string(livetest.File(s.t, answer))
		}
		_, _ = io.WriteString(w, strings.Replace(answer, "BASE64", encoded(s, livetest.PDF), 1))
	default:
		good(s.t).ServeHTTP(w, r)
	}
}

func (s *store) sell(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if s.body = string(body); r.Header.Get("Accept") != vendor {
		s.t.Errorf("a label is asked for as %q, not %s", r.Header.Get("Accept"), vendor)
	}
	if s.status != 0 {
		w.WriteHeader(s.status)
		_, _ = io.WriteString(w, s.refusal)
		return
	}
	s.sold++
	if s.lost {
		panic(http.ErrAbortHandler)
	}
	image := livetest.PDF
	if strings.Contains(s.body, `"imageType":"ZPL203DPI"`) {
		image = livetest.ZPL
	}
	_, _ = io.WriteString(w, s.label(image))
}

func (s *store) label(image string) string {
	b := strings.Replace(string(livetest.File(s.t, "label.json")), "BASE64", encoded(s, image), 1)
	if s.change != nil {
		b = s.change(b)
	}
	return b
}

func encoded(s *store, image string) string {
	return base64.StdEncoding.EncodeToString([]byte(orElse(s.image, image)))
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func shop(t *testing.T, s *store) *usps.Carrier {
	t.Helper()
	s.t = t
	return livetest.Open(t, connect, s)
}

func purchase() carriers.Purchase {
	return carriers.Purchase{Key: key, Shipment: order(), Service: "ground-advantage", Most: carriers.Money{Minor: 60_62, Currency: "USD"}, Format: carriers.PDF}
}

// bought is of the recorded label: 42.62 and a fee of 18.00.
func bought(format carriers.LabelFormat, image string) carriers.Bought {
	return carriers.Bought{Key: key, Carrier: "usps", Service: "ground-advantage", ID: number, Price: carriers.Money{Minor: 60_62, Currency: "USD"},
		Labels: []carriers.BoughtLabel{{Number: number, Format: format, Data: []byte(image)}}}
}

func TestBuy(t *testing.T) {
	for format, image := range map[carriers.LabelFormat]string{carriers.PDF: livetest.PDF, carriers.ZPL: livetest.ZPL} {
		s := &store{}
		c, p := shop(t, s), purchase()
		p.Format = format
		got, err := c.Buy(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(bought(format, image), got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", format, diff)
		}
		for _, want := range []string{
			`"firm":"Shop","firstName":"Jane","ignoreBadAddress":false,"lastName":"Doe","state":"WA","streetAddress":"400 Pine St"`, `"ZIPCode":"98101","ZIPPlus4":"2301"`,
			`"firstName":"Mary Ann","ignoreBadAddress":false,"lastName":"Roe","secondaryAddress":"Gate 7"`,
			`"mailClass":"USPS_GROUND_ADVANTAGE","mailingDate":"2026-11-23","processingCategory":"MACHINABLE","rateIndicator":"DR","weight":2.21`, `"extraServices":[]`,
		} {
			if !strings.Contains(s.body, want) {
				t.Errorf("the request lacks %s: %s", want, s.body)
			}
		}
		if _, err := c.Buy(t.Context(), p); err != nil || s.payments != 1 || len(s.keys) != 2 || s.keys[0] != s.keys[1] {
			t.Errorf("again: got error %v, %d payments and the keys %v, want one payment and one key", err, s.payments, s.keys)
		}
	}
	const uuid = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx" // of its shape
	s := &store{}
	if _, err := shop(t, s).Buy(t.Context(), purchase()); err != nil || len(s.keys) != 1 || len(s.keys[0]) != len(uuid) || s.keys[0][14] != '4' || !strings.ContainsRune("89ab", rune(s.keys[0][19])) {
		t.Errorf("got error %v and the keys %v, want a UUID of the fourth version", err, s.keys)
	}
}

func TestBuyWithExtras(t *testing.T) {
	s, p := &store{}, purchase()
	s.t = t
	p.Shipment.Accessorials, p.Most.Minor = []carriers.Accessorial{carriers.AdultSignature}, 100_00
	c := livetest.Open(t, connect, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/shipments") {
			_, _ = w.Write(livetest.File(t, "options_extras.json"))
			return
		}
		s.ServeHTTP(w, r)
	}))
	if _, err := c.Buy(t.Context(), p); err != nil || !strings.Contains(s.body, `"extraServices":[922]`) {
		t.Errorf("got error %v and the request %s, want the extra service 922", err, s.body)
	}
}

func TestLostAnswerIsUnknownUntilFound(t *testing.T) {
	s := &store{lost: true}
	c := shop(t, s)
	if _, err := c.Buy(t.Context(), purchase()); s.sold != 1 {
		t.Fatalf("got error %v after %d sales", err, s.sold)
	} else {
		livetest.NotBought(t, err, true, "", carriers.ErrUnknown)
	}
	got, err := c.Find(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	want := bought(carriers.PDF, livetest.PDF)
	want.Service = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(s.keys) != 2 || s.keys[0] != s.keys[1] {
		t.Errorf("the keys are %v, want one twice", s.keys)
	}
}

func TestFind(t *testing.T) {
	const refused = `{"apiVersion":"/labels/v3","error":{"code":"400","message":"Bad Request","errors":[{"code":"%s","detail":"%s"}]}}`
	tests := []struct {
		name  string
		store store
		is    error
	}{
		{"nothing was bought", store{}, carriers.ErrNotFound},
		{"nothing was bought, by its code", store{refusal: fmt.Sprintf(refused, "160378", "Tracking number not found for a mailing date within the last 45 days")}, carriers.ErrNotFound},
		{"it was cancelled", store{refusal: fmt.Sprintf(refused, "160379", "Canceled labels are unavailable for reprint")}, carriers.ErrUnknown},
		{"it was reprinted too often", store{refusal: fmt.Sprintf(refused, "160382", "This label has reached the reprint limit of 3 reprints")}, carriers.ErrUnknown},
		{"a label that is HTML", store{sold: 1, image: "<html>"}, carriers.ErrNoLabel},
		{"no number", store{sold: 1, change: func(b string) string { return strings.Replace(b, number, "", 1) }}, carriers.ErrUnknown},
	}
	for i := range tests {
		tt := &tests[i]
		t.Run(tt.name, func(t *testing.T) {
			_, err := shop(t, &tt.store).Find(t.Context(), key)
			if !errors.Is(err, tt.is) || errors.Is(err, carriers.ErrNotFound) && errors.Is(err, carriers.ErrUnknown) {
				t.Errorf("got error %v, want one that matches %q", err, tt.is)
			}
			if strings.Contains(fmt.Sprint(err), livetest.Canary) {
				t.Errorf("the secret is shown: %v", err)
			}
		})
	}
}

func TestBuyRefusals(t *testing.T) {
	replace := func(from, to string) func(string) string {
		return func(b string) string { return strings.ReplaceAll(b, from, to) }
	}
	const refused = `{"apiVersion":"/labels/v3","error":{"code":"400","message":"Bad Request","errors":[{"code":"160302","detail":"%s"}]}}`
	none := func(*carriers.Purchase) {}
	tests := []struct {
		name   string
		store  store
		change func(*carriers.Purchase)
		is     error
		says   string
	}{
		{"a price over the most", store{}, func(p *carriers.Purchase) { p.Most.Minor-- }, carriers.ErrDearer, "60.62 USD is over the 60.61 USD that may be paid"},
		{"two parcels", store{}, func(p *carriers.Purchase) {
			p.Shipment.Parcels = append(p.Shipment.Parcels, p.Shipment.Parcels[0])
		}, carriers.ErrNotBought, "USPS sells one label at a time, not 2: buy each parcel as a shipment of its own"},
		{"eight days ahead", store{}, func(p *carriers.Purchase) { p.Shipment.Ready = p.Shipment.Ready.AddDate(0, 0, 8) }, carriers.ErrNotBought, "labels reach 7 days ahead, to 2026-11-30; it is mailed on 2026-12-01"},
		{"a military address", store{}, func(p *carriers.Purchase) { p.Shipment.To.PostalCode, p.Shipment.To.State = "09012", "AE" }, carriers.ErrNotBought, "to.postal_code: labels for 09012 may need a customs form"},
		{"no state", store{}, func(p *carriers.Purchase) { p.Shipment.To.State = "" }, carriers.ErrNotBought, "to.state: a label needs one of two letters"},
		{"a street of 51 letters", store{}, func(p *carriers.Purchase) { p.Shipment.To.Street = []string{strings.Repeat("x", 51)} }, carriers.ErrNotBought, "has 51 letters, over the 50 of USPS"},
		{"a picture", store{}, func(p *carriers.Purchase) { p.Format = "png" }, carriers.ErrNotBought, `format: "png" is none that USPS gives: pdf zpl`},
		{"a service that USPS does not have", store{}, func(p *carriers.Purchase) { p.Service = "teleport" }, carriers.ErrNotBought, `"teleport" is none of USPS`},
		{"a service without a price", store{}, func(p *carriers.Purchase) { p.Service = "media-mail" }, carriers.ErrNotBought, "usps/media-mail: not_offered: it takes media alone"},
		{"an account that is not enrolled", store{stranger: true}, none, live.ErrAnswer, "has no paymentAuthorizationToken: CRID isn't enrolled in USPS Ship Outbound"},
		{"USPS refuses", store{status: 400, refusal: fmt.Sprintf(refused, "Must be enrolled in USPS Ship Outbound in order to create labels")}, none, live.ErrRefused, "160302"},
		{"the key of another purchase", store{status: 400, refusal: fmt.Sprintf(refused, "The idempotency key was used for another request")}, none, carriers.ErrConflict, "idempotency"},
		{"the payment is refused", store{status: 401, refusal: `{"error":{"code":"401","message":"` + paying + `"}}`}, none, live.ErrLogin, "401"},
		{"a server error after the sale", store{status: 500, sold: 1}, none, carriers.ErrUnknown, "500"},
		{"a label that is HTML", store{image: "<html>"}, none, carriers.ErrNoLabel, "is no label: the label is not a whole PDF"},
		{"a number that is a path", store{change: replace(number, "../../../x")}, none, carriers.ErrUnknown, "which is none"},
		{"several parts instead of JSON", store{change: func(string) string { return "--9oxG\r\nContent-Type: application/json" }}, none, carriers.ErrUnknown, "not JSON"},
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
	config := account(live.Config{Clock: livetest.Clock, Chance: func() float64 { return 0 }})
	config.Account, config.CRID, config.MID = "", "", ""
	c, err := usps.New(config)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Buy(t.Context(), purchase())
	livetest.NotBought(t, err, false, "account, crid and mid: all three are needed to buy labels", carriers.ErrNotBought)
}

// TestPaymentIsRenewed: after a 401, and after its time.
func TestPaymentIsRenewed(t *testing.T) {
	s, now := &store{t: t, status: 401}, livetest.Clock()
	c := livetest.Open(t, func(config live.Config) (*usps.Carrier, error) {
		config.Clock = func() time.Time { return now }
		return connect(config)
	}, s)
	for i, wait := range []time.Duration{0, 0, time.Hour, 7 * time.Hour} {
		now = now.Add(wait)
		if _, err := c.Buy(t.Context(), purchase()); (err != nil) != (i == 0) {
			t.Fatalf("purchase %d: got error %v", i, err)
		}
		s.status = 0
		if want := []int{1, 2, 2, 3}[i]; s.payments != want {
			t.Errorf("after purchase %d there were %d payments, want %d", i, s.payments, want)
		}
	}
}

// TestBuyAsksThePriceAnew: a quote that is kept does not hide that the price moved.
func TestBuyAsksThePriceAnew(t *testing.T) {
	s, asked := &store{t: t}, 0
	c := livetest.Open(t, func(config live.Config) (*usps.Carrier, error) {
		config.Keep = time.Hour
		return connect(config)
	}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/shipments/v3/options/search" {
			s.ServeHTTP(w, r)
			return
		}
		options := string(livetest.File(t, "options.json"))
		if asked++; asked > 1 {
			options = strings.ReplaceAll(options, ": 60.62", ": 61.62")
		}
		_, _ = io.WriteString(w, options)
	}))
	p := purchase()
	if _, err := c.Quote(t.Context(), p.Shipment); err != nil {
		t.Fatal(err)
	}
	_, err := c.Buy(t.Context(), p)
	livetest.NotBought(t, err, s.sold > 0, "61.62 USD is over the 60.62 USD that may be paid", carriers.ErrDearer)
}
