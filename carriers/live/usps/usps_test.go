package usps_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/carriers/live/usps"
	dw "github.com/shiprate/shiprate/dimweight"
)

// order is the parcel of the recorded answer.
func order() carriers.Shipment {
	return carriers.Shipment{
		From:    carriers.Address{Name: "Jane Doe", Company: "Shop", Street: []string{"400 Pine St"}, City: "Seattle", State: "WA", PostalCode: "98101-2301", Country: "US"},
		To:      carriers.Address{Name: "Mary Ann Roe", Street: []string{"1 Jeff Fuqua Blvd", "Gate 7"}, City: "Orlando", State: "FL", PostalCode: "32827", Country: "US", Residential: true},
		Parcels: []carriers.Parcel{box(16, 16, 14, 221)},
		Ready:   time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC),
	}
}

// box has sides in inches and a weight in hundredths of a pound.
func box(l, w, h dw.Length, hundredths dw.Weight) carriers.Parcel {
	return carriers.Parcel{Dims: dw.Dims{Length: l * dw.Inch, Width: w * dw.Inch, Height: h * dw.Inch}, Weight: hundredths * dw.Pound / 100}
}

func account(config live.Config) usps.Config {
	return usps.Config{
		ClientID: "shop", Secret: livetest.Canary, Account: "1234567890", CRID: "12345678", MID: "123456789",
		Live: config,
	}
}

func open(config live.Config) (livetest.Carrier, error) { return connect(config) }

func connect(config live.Config) (*usps.Carrier, error) { return usps.New(account(config)) }

const token = livetest.Canary + "-token"

// The search of Shipping Options, by its specification.
type search struct {
	PricingOptions []struct {
		PriceType      string
		PaymentAccount struct{ AccountType, AccountNumber string }
	}
	OriginZIPCode, DestinationZIPCode, DestinationEntryFacilityType string

	PackageDescription struct {
		Weight, Length, Width, Height json.Number
		MailClass, MailingDate        string
		ExtraServices                 []int
		PackageValue                  json.Number
		HasNonstandardCharacteristics bool
	}
}

// good answers as USPS does, and refuses a ZIP Code that there is not.
func good(t testing.TB) http.Handler {
	options, refused := livetest.File(t, "options.json"), livetest.File(t, "refused.json")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/oauth2/v3/token" {
			if r.Method != "POST" || r.FormValue("client_id") != "shop" || r.FormValue("client_secret") != livetest.Canary || r.FormValue("grant_type") != "client_credentials" {
				t.Errorf("login with %s %v", r.Method, r.Form)
			}
			fmt.Fprintf(w, `{"access_token":%q,"token_type":"Bearer","issued_at":"1712244289410","expires_in":"28799","status":"approved","scope":"shipments labels payments tracking"}`, token)
			return
		}
		if r.Method != "POST" || r.URL.Path != "/shipments/v3/options/search" || r.Header.Get("Authorization") != "Bearer "+token {
			t.Errorf("asked %s %s with %q", r.Method, r.URL, r.Header.Get("Authorization"))
		}
		asked := readSearch(t, r)
		if asked.DestinationZIPCode == "00000" {
			w.WriteHeader(400)
			_, _ = w.Write(refused)
			return
		}
		_, _ = w.Write(options)
	})
}

// readSearch checks a search, field by field.
func readSearch(t testing.TB, r *http.Request) search {
	t.Helper()
	b, _ := io.ReadAll(r.Body)
	for _, private := range []string{"Pine", "Fuqua", "Doe", "Roe", "Seattle", "-2301"} {
		if strings.Contains(string(b), private) {
			t.Errorf("rating shows %s to a third party: %s", private, b)
		}
	}
	var asked search
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(&asked); err != nil {
		t.Errorf("the request is not as USPS specifies: %v", err)
	}
	p := asked.PackageDescription
	if len(asked.PricingOptions) != 2 || len(asked.OriginZIPCode) != 5 || asked.DestinationEntryFacilityType != "NONE" || p.MailClass != "ALL_OUTBOUND" || p.MailingDate == "" || p.Weight == "" || p.Length == "" {
		t.Errorf("the request lacks something: %s", b)
	}
	if n := len(p.ExtraServices); n < 1 || n > 5 {
		t.Errorf("the request has %d extra services, not 1 to 5: %s", n, b)
	}
	return asked
}

func TestAdapter(t *testing.T) {
	answer := string(livetest.Compact(t, livetest.File(t, "options.json")))
	const price = `"totalBasePrice":60.62,`
	if strings.Count(answer, price) != 1 {
		t.Fatalf("the price of Ground Advantage stands %d times", strings.Count(answer, price))
	}
	const classes = `"shippingOptions":[`
	livetest.Run(t, livetest.Adapter{
		Open: open, Good: good(t), Rating: "/shipments", Shipment: order(), Answer: []byte(answer),
		Price: price, Replace: `"totalBasePrice":"%s",`,
		Twice:   []byte(strings.Replace(answer, classes, classes+groundAgain+`,`, 1)),
		Strange: []byte(strings.Replace(answer, `"mailClass":"USPS_GROUND_ADVANTAGE","rateOptions"`, `"mailClass":"TELEPORT","rateOptions"`, 1)),
		Inside:  []byte(`{"apiVersion":"/shipments/v3","error":{"code":"400","message":"no","errors":[]}}`),
	})
}

const groundAgain = `{"mailClass":"USPS_GROUND_ADVANTAGE","rateOptions":[{"totalBasePrice":60.62,"rates":[{"rateIndicator":"SP","processingCategory":"MACHINABLE","price":60.62}]}]}`

// quoteOf is the answer of USPS if it answers with a body.
func quoteOf(t *testing.T, body []byte, s carriers.Shipment, change func(*usps.Config)) carriers.Reply {
	t.Helper()
	c := livetest.Open(t, func(config live.Config) (*usps.Carrier, error) {
		a := account(config)
		if change != nil {
			change(&a)
		}
		return usps.New(a)
	}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/oauth2") {
			good(t).ServeHTTP(w, r)
			return
		}
		_, _ = w.Write(body)
	}))
	reply, err := c.Quote(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// TestRecordedCharges holds the lines against the recorded prices, by hand.
func TestRecordedCharges(t *testing.T) {
	with := func(p ...carriers.Parcel) carriers.Shipment {
		s := order()
		s.Parcels = p
		return s
	}
	signed, sunday := order(), order()
	signed.Accessorials, sunday.Accessorials = []carriers.Accessorial{carriers.Signature}, []carriers.Accessorial{carriers.Sunday}
	tests := []struct {
		name, file, service string
		s                   carriers.Shipment
		want                []string
		list, billed, boxed string
	}{
		{"a light big box is priced by its volume, as rectangular although nonrectangular is less", "options.json", "ground-advantage", order(),
			[]string{"0 base 42.62 USPS Ground Advantage Machinable Dimensional Rectangular", "0 nonstandard 18.00 Nonstandard Volume > 2 cu ft", "60.62 USD"}, "70.62 USD", "22 lb", ""},
		{"two parcels, each with its lines", "options.json", "priority-mail", with(box(16, 16, 14, 221), box(16, 16, 14, 221)),
			[]string{"0 base 74.92 Priority Mail Machinable Dimensional Rectangular", "0 nonstandard 30.00 Nonstandard Volume > 2 cu ft",
				"1 base 74.92 Priority Mail Machinable Dimensional Rectangular", "1 nonstandard 30.00 Nonstandard Volume > 2 cu ft", "209.84 USD"}, "229.84 USD", "22 lb", ""},
		{"cubic is less than by weight, and soft packs and flat rates do not count", "options_cubic.json", "priority-mail", with(box(5, 5, 5, 500)),
			[]string{"0 base 8.31 Priority Mail Nonmachinable Cubic Non-Soft Pack Tier 1", "8.31 USD"}, "0.00", "5 lb", "Priority Mail Nonmachinable Cubic Non-Soft Pack Tier 1"},
		{"Priority Mail Express by weight, its envelope does not count", "options_cubic.json", "priority-mail-express", with(box(5, 5, 5, 500)),
			[]string{"0 base 29.85 Priority Mail Express Nonmachinable Single-piece", "29.85 USD"}, "0.00", "5 lb", ""},
		{"oversized, with both fees", "options_oversized.json", "ground-advantage", with(box(26, 26, 26, 7000)),
			[]string{"0 base 91.62 USPS Ground Advantage Nonmachinable Oversized", "0 nonstandard 4.00 Nonstandard Length > 22", "0 nonstandard 18.00 Nonstandard Volume > 2 cu ft", "113.62 USD"}, "0.00", "106 lb", ""},
		{"a signature is a line", "options_extras.json", "ground-advantage", signed,
			[]string{"0 base 42.62 USPS Ground Advantage Machinable Dimensional Rectangular", "0 nonstandard 18.00 Nonstandard Volume > 2 cu ft", "0 signature 3.70 Signature Confirmation", "64.32 USD"}, "74.32 USD", "22 lb", ""},
		{"Sunday is a line of Priority Mail Express", "options_extras.json", "priority-mail-express", sunday,
			[]string{"0 base 181.90 Priority Mail Express Machinable Dimensional Rectangular", "0 nonstandard 30.00 Nonstandard Volume > 2 cu ft", "0 sunday 12.50 Sunday/Holiday Delivery", "224.40 USD"}, "234.40 USD", "22 lb", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := livetest.Find(t, quoteOf(t, livetest.File(t, tt.file), tt.s, nil), tt.service)
			if diff := cmp.Diff(tt.want, livetest.Lines(q)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			got := []string{q.List.String(), q.Parcels[0].Billable.String(), q.Parcels[0].Packaging}
			if diff := cmp.Diff([]string{tt.list, tt.billed, tt.boxed}, got); diff != "" {
				t.Errorf("list, billed weight and packaging (-want +got)\n%s", diff)
			}
		})
	}
}

func TestPromise(t *testing.T) {
	reply := quoteOf(t, livetest.File(t, "options.json"), order(), nil)
	var got []string
	for _, q := range reply.Quotes {
		got = append(got, fmt.Sprintf("%s %v %v %d %s zone %s", q.Service, q.Ships, q.Delivers, q.Transit.Days, q.Promise(), q.Parcels[0].Zone))
	}
	want := []string{
		"ground-advantage 2026-11-23 2026-11-30 5 estimated zone 8",
		"priority-mail 2026-11-23 2026-11-27 3 estimated zone 8",
		"priority-mail-express 2026-11-23 2026-11-25 2 guaranteed zone 8",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for words, want := range map[string]int{"3 Days": 3, "2-day": 2, "2-5 Business Days": 5, "MILITARY": 0, "NO STD": 0, "": 0, "999999999999999999999": 0} {
		if got := usps.DaysOf(words); got != want {
			t.Errorf("%q: got %d days, want %d", words, got, want)
		}
	}
}

// TestWhatIsTold: a price that is not the account's, an arrival that is counted, an
// older name of a weight, in ounces.
func TestWhatIsTold(t *testing.T) {
	contract := func(c *usps.Config) { c.Contract = true }
	of := func(option string) []byte {
		return fmt.Appendf(nil, `{"pricingOptions":[{"priceType":"CONTRACT","shippingOptions":[{"mailClass":"PRIORITY_MAIL","rateOptions":[%s]}]}]}`, option)
	}
	tests := []struct {
		name, option, note string
	}{
		{"no contract price", `{"totalBasePrice":9.70,"rates":[{"price":9.70,"rateIndicator":"SP","processingCategory":"MACHINABLE","priceType":"COMMERCIAL"}]}`, "USPS has no contract price for it: the commercial one is shown"},
		{"a warning", `{"totalBasePrice":9.70,"rates":[{"price":9.70,"rateIndicator":"SP","processingCategory":"MACHINABLE","warnings":[{"warningCode":"003","warningDescription":"Beware."}]}]}`, "USPS: Beware"},
		{"days without a date", `{"commitment":{"name":"3 Days"},"totalBasePrice":9.70,"rates":[{"price":9.70,"rateIndicator":"SP","processingCategory":"MACHINABLE"}]}`, "the arrival is counted from transit days over weekdays, holidays not known"},
		{"lines over the total", `{"totalBasePrice":9.70,"rates":[{"price":9.80,"rateIndicator":"SP","processingCategory":"MACHINABLE"}]}`, "the lines of USPS are more than its total: the total is shown"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := livetest.Find(t, quoteOf(t, of(tt.option), order(), contract), "priority-mail")
			if !slices.Contains(q.Notes, tt.note) || q.Total().String() != "9.70 USD" {
				t.Errorf("got %v with the notes %q, want 9.70 USD and %q", q.Total(), q.Notes, tt.note)
			}
		})
	}
	ounces := of(`{"totalBasePrice":9.70,"rates":[{"price":9.00,"dimensionalWeight":352,"rateIndicator":"DR","processingCategory":"MACHINABLE"}]}`)
	q := livetest.Find(t, quoteOf(t, ounces, order(), contract), "priority-mail")
	if got := q.Parcels[0].Billable; got != 22*dw.Pound {
		t.Errorf("352 of a parcel of at most 26 lb by volume: got %v, want 22 lb", got)
	}
	mad := of(`{"totalBasePrice":9.70,"rates":[{"price":9.70,"dimWeight":999,"rateIndicator":"DR","processingCategory":"MACHINABLE"}]}`)
	m := livetest.Find(t, quoteOf(t, mad, order(), contract), "priority-mail")
	if p, note := m.Parcels[0], "USPS deems it to weigh 999, which its volume cannot: that is not shown"; p.Dimensional != 0 || p.Billable != p.Actual || !slices.Contains(m.Notes, note) {
		t.Errorf("got %+v with the notes %q, want %q", p, m.Notes, note)
	}
	if diff := cmp.Diff([]string{"0 base 9.00 Postage", "0 usps_other 0.70 Not itemised by USPS", "9.70 USD"}, livetest.Lines(q)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(*carriers.Shipment)
		want   string
	}{
		{"70.01 lb", func(s *carriers.Shipment) { s.Parcels[0].Weight = 7001 * dw.Pound / 100 }, "usps/priority-mail: too_heavy: 70.01 lb is over the 70 lb limit"},
		{"131 in with the girth", func(s *carriers.Shipment) { s.Parcels[0] = box(27, 26, 26, 500) }, "usps/priority-mail: too_big: length and girth of 131 in are over the 130 in limit"},
		{"abroad", func(s *carriers.Shipment) { s.To.Country, s.To.PostalCode = "DE", "10115" }, "usps/priority-mail: no_lane: services are known within the US alone, not to DE"},
		{"31 days ahead", func(s *carriers.Shipment) { s.Ready = s.Ready.AddDate(0, 0, 31) }, "usps/priority-mail: no_price: live prices reach 30 days ahead, to 2026-12-23; it is ready on 2026-12-24"},
		{"a neighbour", func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{carriers.IndirectSignature} }, "usps/priority-mail: not_offered: USPS has no signature of a neighbour"},
		{"insured in euro", func(s *carriers.Shipment) { s.Insured = carriers.Money{Minor: 100, Currency: "EUR"} }, "usps/priority-mail: not_offered: the insured value is in EUR, not in USD"},
		{"a recorded refusal", func(s *carriers.Shipment) { s.To.PostalCode = "00000" }, "usps/priority-mail: not_offered: USPS refuses the request: 400: Could not find zone from provided ZIPs, date, and mail class"},
		{"a signature that is not sold", func(s *carriers.Shipment) { s.Accessorials = []carriers.Accessorial{carriers.Signature} }, "usps/priority-mail: not_offered: USPS does not sell a signature with it"},
		{"insurance that is not sold", func(s *carriers.Shipment) { s.Insured = carriers.Money{Minor: 100_01, Currency: "USD"} }, "usps/priority-mail: not_offered: USPS does not sell insurance with it"},
		{"goods of any kind", func(*carriers.Shipment) {}, "usps/media-mail: not_offered: it takes media alone"},
		{"media that is presorted alone", func(s *carriers.Shipment) { s.Contents = carriers.Media }, "usps/media-mail: not_offered: USPS gave no price for a box of the shipper's own"},
		{"a tube that is machinable alone, the second of two", func(s *carriers.Shipment) {
			s.Parcels = append(s.Parcels, s.Parcels[0])
			s.Parcels[1].Nonstandard = true
		}, "usps/priority-mail: not_offered: parcels[1]: USPS gave no price for a box of the shipper's own"},
		{"21 different parcels", func(s *carriers.Shipment) {
			for i := range 20 {
				s.Parcels = append(s.Parcels, box(10, 10, dw.Length(i+1), 100))
			}
		}, "usps/priority-mail: not_offered: 21 different parcels are over the limit of 20 in one quote"},
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

// TestEveryParcelIsPriced: when the second of three parcels is refused, so is all; two
// that are the same are asked for once.
func TestEveryParcelIsPriced(t *testing.T) {
	asked := make(chan string, 10)
	c := livetest.Open(t, connect, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/shipments/v3/options/search" {
			good(t).ServeHTTP(w, r)
			return
		}
		s := readSearch(t, r)
		asked <- s.PackageDescription.Weight.String()
		if s.PackageDescription.Weight != "5" {
			_, _ = w.Write(livetest.File(t, "options.json"))
			return
		}
		w.WriteHeader(400)
		_, _ = io.WriteString(w, `{"fault":{"faultstring":"OASValidation: failed.","detail":{"errorcode":"steps.oasvalidation.Failed"}}}`)
	}))
	s := order()
	s.Parcels = append(s.Parcels, box(5, 5, 5, 500), s.Parcels[0])
	reply, err := c.Quote(t.Context(), s)
	if err != nil || len(reply.Quotes) != 0 || len(reply.Rejections) != 4 || len(asked) != 2 {
		t.Fatalf("got %+v and error %v after %d requests, want four rejections after two", reply, err, len(asked))
	}
	const want = "usps/ground-advantage: not_offered: parcels[1]: USPS refuses the request: steps.oasvalidation.Failed: OASValidation: failed"
	if got := reply.Rejections[0].String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestSearch looks at what is asked.
func TestSearch(t *testing.T) {
	tests := []struct {
		name     string
		contract bool
		change   func(*carriers.Shipment)
		want     string
	}{
		{"the commercial and the retail price", false, func(*carriers.Shipment) {}, "COMMERCIAL  RETAIL  98101 32827 2.21 16 16 14 2026-11-23 [920]  false"},
		{"the price of the contract, with the account", true, func(*carriers.Shipment) {}, "CONTRACT EPS1234567890 COMMERCIAL  98101 32827 2.21 16 16 14 2026-11-23 [920]  false"},
		{"an ounce and a tube, after 18:00", false, func(s *carriers.Shipment) {
			s.Parcels[0].Weight, s.Parcels[0].Nonstandard = dw.Ounce, true
			s.Ready = s.Ready.Add(9*time.Hour + time.Minute)
		}, "COMMERCIAL  RETAIL  98101 32827 0.0625 16 16 14 2026-11-24 [920]  true"},
		{"a signature, insurance and Sunday", false, func(s *carriers.Shipment) {
			s.Accessorials = []carriers.Accessorial{carriers.Signature, carriers.Sunday}
			s.Insured = carriers.Money{Minor: 500_01, Currency: "USD"}
		}, "COMMERCIAL  RETAIL  98101 32827 2.21 16 16 14 2026-11-23 [921 981 931 925 991] 500.01 false"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			c := livetest.Open(t, func(config live.Config) (*usps.Carrier, error) {
				a := account(config)
				a.Contract = tt.contract
				return usps.New(a)
			}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/shipments/v3/options/search" {
					good(t).ServeHTTP(w, r)
					return
				}
				s := readSearch(t, r)
				for _, o := range s.PricingOptions {
					got += o.PriceType + " " + o.PaymentAccount.AccountType + o.PaymentAccount.AccountNumber + " "
				}
				p := s.PackageDescription
				got += fmt.Sprint(s.OriginZIPCode, " ", s.DestinationZIPCode, " ", p.Weight, " ", p.Length, " ", p.Width, " ", p.Height, " ", p.MailingDate, " ", p.ExtraServices, " ", p.PackageValue, " ", p.HasNonstandardCharacteristics)
				w.WriteHeader(500)
			}))
			s := order()
			tt.change(&s)
			if _, err := c.Quote(t.Context(), s); err == nil {
				t.Error("a 500 is no error")
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestDecimals(t *testing.T) {
	for _, tt := range []struct {
		q, unit int64
		places  int
		want    string
	}{{0, 7, 4, "0"}, {7, 7, 4, "1"}, {1, 16, 4, "0.0625"}, {159, 160, 4, "0.9938"}, {99_999, 100_000, 4, "1"}, {1, 3, 2, "0.34"}, {1, 100, 2, "0.01"}, {1, 1000, 2, "0.01"}, {1205, 100, 2, "12.05"}} {
		if got := usps.Decimals(tt.q, tt.unit, tt.places); got != tt.want {
			t.Errorf("%d/%d to %d places: got %s, want %s", tt.q, tt.unit, tt.places, got, tt.want)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	for name, config := range map[string]usps.Config{
		"client_id and secret: one is missing":                                              {ClientID: "shop"},
		"account and crid: must both be digits, to buy labels":                              {ClientID: "shop", Secret: livetest.Canary, Account: "1234567890", MID: "123456"},
		"mid and manifest_mid: must have 6 or 9 digits, to buy labels":                      {ClientID: "shop", Secret: livetest.Canary, Account: "1234567890", CRID: "12345678", MID: "1234567"},
		"client_id and secret: one is missing; contract: needs the account":                 {Contract: true},
		"clock and chance: must be given, such as time.Now and rand.Float64":                {ClientID: "shop", Secret: livetest.Canary},
		"account and crid: must both be digits, to buy labels; contract: needs the account": {ClientID: "shop", Secret: livetest.Canary, MID: "123456", Contract: true},
	} {
		_, err := usps.New(config)
		if want := "usps: the config is wrong: " + name; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
