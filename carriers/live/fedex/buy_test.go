package fedex_test

import (
	"encoding/base64"
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
	"github.com/shiprate/shiprate/carriers/live/fedex"
	"github.com/shiprate/shiprate/carriers/live/livetest"
)

const key = "ORDER-1001"

// A store plays FedEx's side of a purchase of two parcels with recorded bodies.
type store struct {
	t       testing.TB
	sold    int
	lost    bool                // the answer is lost, after the sale
	refuses string              // the error code that a purchase is refused with
	change  func(string) string // of the answer to a sale
	found   string              // the answer to a search; empty is that of what is sold
	void    string              // the answer to a void
	status  int                 // of that; 0 is 200
	format  string              // the imageType that is asked for
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch path := r.Method + " " + r.URL.Path; path {
	case "POST /ship/v1/shipments":
		body, _ := io.ReadAll(r.Body)
		for _, want := range []string{
			`"customerReferences":[{"customerReferenceType":"CUSTOMER_REFERENCE","value":"ORDER-1001"}]`, `"imageType":"` + s.format + `"`, `"serviceType":"PRIORITY_OVERNIGHT"`,
			`"accountNumber":{"value":"123456789"}`, `"phoneNumber":"6605550100"`, `"streetLines":["7 Market St"]`, `"sequenceNumber":2`, `"labelResponseOptions":"LABEL"`, `"paymentType":"SENDER"`,
		} {
			if !strings.Contains(string(body), want) {
				s.t.Errorf("the request lacks %s: %s", want, body)
			}
		}
		if got := r.Header.Get("X-Customer-Transaction-Id"); got != key {
			s.t.Errorf("the transaction is called %q", got)
		}
		if s.refuses != "" {
			w.WriteHeader(400)
			fmt.Fprintf(w, `{"transactionId":"1","errors":[{"code":%q,"message":"no"}]}`, s.refuses)
			return
		}
		s.sold++
		if s.lost {
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, s.shipped())
	case "POST /track/v1/referencenumbers":
		s.search(w, r)
	case "PUT /ship/v1/shipments/cancel":
		body, _ := io.ReadAll(r.Body)
		if want := `{"accountNumber":{"value":"123456789"},"deletionControl":"DELETE_ALL_PACKAGES","trackingNumber":"794791341818"}`; string(body) != want {
			s.t.Errorf("a void asks %s, want %s", body, want)
		}
		if s.status != 0 {
			w.WriteHeader(s.status)
		}
		_, _ = io.WriteString(w, s.void)
	default:
		good(s.t).ServeHTTP(w, r)
	}
}

// search answers a search of the key among the days that FedEx takes: 30 at most, and
// none to come.
func (s *store) search(w http.ResponseWriter, r *http.Request) {
	var got, want any
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
		s.t.Error(err)
	}
	want = map[string]any{"includeDetailedScans": false, "referencesInformation": map[string]any{
		"type": "CUSTOMER_REFERENCE", "value": key, "accountNumber": "123456789", "shipDateBegin": "2026-10-25", "shipDateEnd": "2026-11-23", "shipDateEndDate": "2026-11-23",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("a search (-want +got)\n%s", diff)
	}
	switch {
	case s.found != "":
		_, _ = io.WriteString(w, s.found)
	case s.sold > 0:
		_, _ = io.WriteString(w, tracked(parcel("794791341829", key, 2, 2), parcel("794791341818", key, 1, 2)))
	default:
		_, _ = io.WriteString(w, tracked(`{"error":{"code":"TRACKING.REFERENCENUMBER.NOTFOUND","message":"Reference number cannot be found. Please correct the reference number and try again."}}`))
	}
}

// tracked and parcel are written as the recorded tracking is.
func tracked(results ...string) string {
	return `{"output":{"completeTrackResults":[{"trackResults":[` + strings.Join(results, ",") + `]}]}}`
}

func parcel(number, reference string, place, of int) string {
	return fmt.Sprintf(`{"trackingNumberInfo":{"trackingNumber":%q,"carrierCode":"FDXE"},"additionalTrackingInfo":{"packageIdentifiers":[{"type":"CUSTOMER_REFERENCE","values":[%q]}]},`+
		`"latestStatusDetail":{"code":"OC"},"packageDetails":{"sequenceNumber":"%d","count":"%d"},"serviceDetail":{"type":"PRIORITY_OVERNIGHT"}}`, number, reference, place, of)
}

// shipped is the recorded answer with labels for those scrubbed.
func (s *store) shipped() string {
	label := livetest.PDF
	b := string(livetest.File(s.t, "shipped.json"))
	if s.format == "ZPLII" {
		label, b = livetest.ZPL, strings.ReplaceAll(b, `"PDF"`, `"ZPLII"`)
	}
	b = strings.ReplaceAll(b, `"encodedLabel": "LABEL"`, `"encodedLabel": "`+base64.StdEncoding.EncodeToString([]byte(label))+`"`)
	if s.change != nil {
		b = s.change(b)
	}
	return b
}

func shop(t *testing.T, s *store) *fedex.Carrier {
	t.Helper()
	if s.t = t; s.format == "" {
		s.format = "PDF"
	}
	return livetest.Open(t, connect, s)
}

// purchase costs 95.90, as the recorded rates say.
func purchase() carriers.Purchase {
	s := order()
	s.Parcels = append(s.Parcels, s.Parcels[0])
	return carriers.Purchase{Key: key, Shipment: s, Service: "priority-overnight", Most: carriers.Money{Minor: 95_90, Currency: "USD"}, Format: carriers.PDF}
}

// TestBuy: the recorded answer charges 4448.19 for its 23 parcels.
func TestBuy(t *testing.T) {
	for format, label := range map[carriers.LabelFormat]string{carriers.PDF: livetest.PDF, carriers.ZPL: livetest.ZPL} {
		s, p := &store{}, purchase()
		if p.Format = format; format == carriers.ZPL {
			s.format = "ZPLII"
		}
		got, err := shop(t, s).Buy(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		want := carriers.Bought{
			Key: key, Carrier: "fedex", Service: "priority-overnight", ID: "794791341818", Price: carriers.Money{Minor: 4448_19, Currency: "USD"},
			Labels: []carriers.BoughtLabel{{Number: "794791341818", Format: format, Data: []byte(label)}, {Number: "794791341829", Format: format, Data: []byte(label)}},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", format, diff)
		}
	}
}

func TestLostAnswerIsUnknownUntilFound(t *testing.T) {
	s := &store{lost: true}
	c := shop(t, s)
	_, err := c.Buy(t.Context(), purchase())
	livetest.NotBought(t, err, true, "POST /ship/v1/shipments", carriers.ErrUnknown)
	if s.sold != 1 {
		t.Fatalf("%d sales, want one", s.sold)
	}
	got, err := c.Find(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	want := carriers.Bought{Key: key, Carrier: "fedex", Service: "priority-overnight", ID: "794791341818", Labels: []carriers.BoughtLabel{{Number: "794791341818"}, {Number: "794791341829"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestFind: what is not found whole is not proven to be unsold, nor to be ours.
func TestFind(t *testing.T) {
	void := strings.Replace(parcel("794791341818", key, 1, 1), `"OC"`, `"CA"`, 1)
	for says, found := range map[string]string{
		"no parcel is shown with the reference ORDER-1001, which proves nothing: Reference number cannot be found. Please correct the reference number and try again": "",
		"no parcel is shown with the reference ORDER-1001, which proves nothing":                                                                                      tracked(parcel("794791341818", "ORDER-10012", 1, 1)),
		"1 parcels are shown with the reference ORDER-1001, of which 794791341829 is number 2 of 2":                                                                   tracked(parcel("794791341829", key, 2, 2)),
		"2 parcels are shown with the reference ORDER-1001, of which 794791341818 is number 1 of 1":                                                                   tracked(parcel("794791341818", key, 1, 1), parcel("794791341829", key, 1, 1)),
		"the label 794791341818 has the reference ORDER-1001 and is void":                                                                                             tracked(void),
		`a parcel has the tracking number "../../x", which is none`:                                                                                                   tracked(parcel("../../x", key, 1, 1)),
		"the answer cannot be trusted: the answer has no completeTrackResults":                                                                                        `{"output":{}}`,
	} {
		got, err := shop(t, &store{found: found}).Find(t.Context(), key)
		if !errors.Is(err, carriers.ErrUnknown) || errors.Is(err, carriers.ErrNotFound) || !strings.Contains(fmt.Sprint(err), says) || got.ID != "" {
			t.Errorf("got %+v and error %v\nwant ErrUnknown that says %s", got, err, says)
		}
	}
	if got, err := shop(t, &store{found: tracked(parcel("794791341818", key, 1, 1), parcel("794791341818", key, 1, 1))}).Find(t.Context(), key); err != nil || got.ID != "794791341818" {
		t.Errorf("the same parcel twice: got %+v and error %v", got, err)
	}
}

func TestBuyRefusals(t *testing.T) {
	pdf := base64.StdEncoding.EncodeToString([]byte(livetest.PDF))
	replace := func(from, to string) func(string) string {
		return func(b string) string {
			if !strings.Contains(b, from) {
				panic("the answer has no " + from)
			}
			return strings.ReplaceAll(b, from, to)
		}
	}
	same := func(*carriers.Purchase) {}
	tests := []struct {
		name   string
		store  store
		change func(*carriers.Purchase)
		is     error
		says   string
	}{
		{"a price over the most", store{}, func(p *carriers.Purchase) { p.Most.Minor-- }, carriers.ErrDearer, "95.90 USD is over the 95.89 USD that may be paid"},
		{"a PNG", store{}, func(p *carriers.Purchase) { p.Format = "png" }, carriers.ErrNotBought, `format: "png" is none that FedEx gives: pdf zpl`},
		{"a service that FedEx does not have", store{}, func(p *carriers.Purchase) { p.Service = "teleport" }, carriers.ErrNotBought, `"teleport" is none of FedEx`},
		{"a service without a price", store{}, func(p *carriers.Purchase) { p.Service = "2day" }, carriers.ErrNotBought, "fedex/2day: not_offered"},
		{"a street of 36 letters", store{}, func(p *carriers.Purchase) { p.Shipment.To.Street = []string{strings.Repeat("x", 36)} }, carriers.ErrNotBought, "has 36 letters, over the 35 of FedEx"},
		{"no phone", store{}, func(p *carriers.Purchase) { p.Shipment.To.Phone = "" }, carriers.ErrNotBought, `to.phone: FedEx wants one of ten digits, not ""`},
		{"a phone of nine digits", store{}, func(p *carriers.Purchase) { p.Shipment.From.Phone = "660-555-010" }, carriers.ErrNotBought, `from.phone: FedEx wants one of ten digits, not "660-555-010"`},
		{"31 parcels", store{}, func(p *carriers.Purchase) {
			for len(p.Shipment.Parcels) < 31 {
				p.Shipment.Parcels = append(p.Shipment.Parcels, p.Shipment.Parcels[0])
			}
		}, carriers.ErrNotBought, "parcels: 31 are over the 30 of one purchase"},
		{"across a border", store{}, func(p *carriers.Purchase) {
			p.Shipment.To.Country, p.Shipment.To.State, p.Shipment.To.PostalCode = "CA", "BC", "V6M 2V9"
		}, carriers.ErrNotBought, "labels that need customs papers are not bought here"},
		{"FedEx refuses", store{refuses: "RECIPIENTS.ADDRESSSTREETLINES.REQUIRED"}, same, live.ErrRefused, "RECIPIENTS.ADDRESSSTREETLINES.REQUIRED: no"},
		{"FedEx's system fails", store{refuses: "SYSTEM.UNEXPECTED.ERROR"}, same, carriers.ErrUnknown, "SYSTEM.UNEXPECTED.ERROR: no"},
		{"a label that is HTML", store{change: replace(pdf, "PGh0bWw+")}, same, carriers.ErrNoLabel, "is no label: the label is not a whole PDF"},
		{"no label", store{change: replace(`"contentType": "LABEL"`, `"contentType": "RECEIPT"`)}, same, carriers.ErrNoLabel, "pieceResponses[0] has no label"},
		{"a number that stands twice", store{change: replace("794791341829", "794791341818")}, same, carriers.ErrUnknown, "has the tracking number 794791341818 twice"},
		{"a number that is a path", store{change: replace("794791341829", "../../../x")}, same, carriers.ErrUnknown, "which is none"},
		{"another service", store{change: replace(`"serviceType": "PRIORITY_OVERNIGHT"`, `"serviceType": "FIRST_OVERNIGHT"`)}, same, carriers.ErrUnknown, `is a label of "FIRST_OVERNIGHT", not of PRIORITY_OVERNIGHT`},
		{"one label for two", store{change: replace(`"packageSequenceNumber": 2`, `"packageSequenceNumber": 1`)}, same, carriers.ErrUnknown, "has no packageSequenceNumber, or that of another"},
		{"a job instead of labels", store{change: func(string) string { return `{"output":{"jobId":"1"}}` }}, same, carriers.ErrUnknown, "has 0 transactionShipments, not 1"},
		{"an error inside a 200", store{change: func(string) string { return `{"errors":[{"code":"X","message":"no"}]}` }}, same, carriers.ErrUnknown, "has 0 transactionShipments, not 1"},
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
}

func TestVoid(t *testing.T) {
	b := carriers.Bought{ID: "794791341818"}
	refused := func(code string) string { return `{"errors":[{"code":"` + code + `","message":"no"}]}` }
	tests := []struct {
		name   string
		status int
		answer string
		want   carriers.Voided
		is     error
	}{
		{"FedEx's example", 200, string(livetest.File(t, "void.json")), carriers.VoidDone, nil},
		{"it is not cancelled", 200, `{"output":{"cancelledShipment":false}}`, carriers.VoidRefused, nil},
		{"it was void before", 400, refused("CANCELSHIPMENT.TRACKINGNUMBER.DELETED"), carriers.VoidDone, nil},
		{"the day is closed", 400, refused("TRACKINGIDS.TRACKINGNUMBER.CLOSED"), carriers.VoidRefused, nil},
		{"the number is none of the account", 400, refused("TRACKINGNUMBER.INVALID"), "", live.ErrRefused},
		{"FedEx's system fails", 400, refused("SYSTEM.UNAVAILABLE.EXCEPTION"), "", carriers.ErrUnknown},
		{"a server error", 500, refused("INTERNAL.SERVER.ERROR"), "", carriers.ErrUnknown},
		{"a 200 that does not say", 200, `{"output":{}}`, "", carriers.ErrUnknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := shop(t, &store{void: tt.answer, status: tt.status}).Void(t.Context(), b)
			if got != tt.want || !errors.Is(err, tt.is) {
				t.Errorf("got %q and error %v, want %q and one that matches %v", got, err, tt.want, tt.is)
			}
		})
	}
	if _, err := shop(t, &store{}).Void(t.Context(), carriers.Bought{ID: "../x"}); err == nil {
		t.Error("an id that is a path is sent")
	}
}

// TestBuyAsksThePriceAnew: a quote that is kept does not hide that the price moved.
func TestBuyAsksThePriceAnew(t *testing.T) {
	s, asked := &store{t: t, format: "PDF"}, 0
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/rate/v1/rates/quotes" {
			s.ServeHTTP(w, r)
			return
		}
		rates := string(livetest.File(t, "rates.json"))
		if asked++; asked > 1 {
			rates = strings.Replace(rates, `"totalNetCharge": 95.9,`, `"totalNetCharge": 195.9,`, 1)
		}
		_, _ = io.WriteString(w, rates)
	})
	c := livetest.Open(t, func(config live.Config) (*fedex.Carrier, error) {
		config.Keep = time.Hour
		return connect(config)
	}, handler)
	p := purchase()
	if _, err := c.Quote(t.Context(), p.Shipment); err != nil {
		t.Fatal(err)
	}
	_, err := c.Buy(t.Context(), p)
	livetest.NotBought(t, err, s.sold > 0, "195.90 USD is over the 95.90 USD that may be paid", carriers.ErrDearer)
}
