package batch_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/label/batch"
)

// An easyPost plays EasyPost's side over TLS with its recorded answers: a shipment
// for each reference, which is sold once.
type easyPost struct {
	t   testing.TB
	url string

	mu        sync.Mutex
	shipments []map[string]any // by their numbers
	sold      map[string]int   // by reference
	drop      string           // the answer to the next sale for this order is lost
}

// recorded is a recorded answer of EasyPost's.
func (e *easyPost) recorded(name string) map[string]any {
	data, err := os.ReadFile(filepath.Join("..", "..", "carriers", "live", "easypost", "testdata", name))
	if err != nil {
		e.t.Error(err)
	}
	data = []byte(strings.ReplaceAll(string(data), "https://easypost-files.s3.us-west-2.amazonaws.com", e.url))
	var v map[string]any
	if err := json.Unmarshal(data, &v); err != nil {
		e.t.Error(err)
	}
	return v
}

func (e *easyPost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if name, ok := strings.CutPrefix(r.URL.Path, "/files/"); ok {
		fmt.Fprintf(w, "%%PDF-1.4\n%s\n%%%%EOF\n", name)
		return
	}
	id := strings.Split(strings.TrimPrefix(r.URL.Path, "/v2/shipments"), "/")
	switch action := id[len(id)-1]; {
	case r.Method == "POST" && r.URL.Path == "/v2/shipments":
		e.answer(w, e.create(r.Body))
	case r.Method == "POST" && action == "rerate":
		e.answer(w, e.recorded("rerated.json"))
	case r.Method == "POST" && action == "buy":
		e.sell(w, e.find(id[1]))
	case r.Method == "POST" && action == "refund":
		s := e.find(id[1])
		s["refund_status"] = "submitted"
		e.answer(w, s)
	case r.Method == "GET" && e.find(action) != nil:
		e.answer(w, e.find(action))
	case r.Method == "GET":
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"error":{"code":"NOT_FOUND","message":"The requested resource could not be found.","errors":[]}}`)
	default:
		e.t.Errorf("asked %s %s", r.Method, r.URL)
	}
}

func (e *easyPost) answer(w http.ResponseWriter, v map[string]any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		e.t.Error(err)
	}
}

// create makes a shipment. Those without a reference ask for prices.
func (e *easyPost) create(body io.Reader) map[string]any {
	var asked struct {
		Shipment struct {
			Reference string `json:"reference"`
			To        struct {
				Zip string `json:"zip"`
			} `json:"to_address"`
		} `json:"shipment"`
	}
	if err := json.NewDecoder(body).Decode(&asked); err != nil {
		e.t.Error(err)
	}
	s := e.recorded("created.json")
	s["id"], s["reference"] = fmt.Sprintf("shp_%d", len(e.shipments)+1), asked.Shipment.Reference
	s["to_address"].(map[string]any)["zip"] = asked.Shipment.To.Zip
	e.shipments = append(e.shipments, s)
	return s
}

func (e *easyPost) find(name string) map[string]any {
	for _, s := range e.shipments {
		if s["id"] == name || s["reference"] == name {
			return s
		}
	}
	return nil
}

func (e *easyPost) sell(w http.ResponseWriter, s map[string]any) {
	reference := s["reference"].(string)
	if e.sold[reference] > 0 {
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, `{"error":{"code":"SHIPMENT.POSTAGE.EXISTS","message":"Postage already exists for this shipment.","errors":[]}}`)
		return
	}
	e.sold[reference]++
	bought := e.recorded("bought.json")
	for _, field := range []string{"selected_rate", "postage_label"} {
		s[field] = bought[field]
	}
	number := fmt.Sprintf("94001001103680703%05d", len(e.sold))
	s["tracking_code"] = number
	label := s["postage_label"].(map[string]any)
	label["label_file_type"], label["label_url"] = "application/pdf", e.url+"/files/"+number+".pdf"
	if e.drop != "" && strings.HasPrefix(reference, e.drop) {
		e.drop = ""
		panic(http.ErrAbortHandler)
	}
	e.answer(w, s)
}

// A batch buys at EasyPost over TLS: an answer that is lost is found, parcels are
// bought one at a time, the key is shown nowhere, and a label is given back.
func TestLiveCarrier(t *testing.T) {
	e := &easyPost{t: t, sold: map[string]int{}, drop: "O1-"}
	server := httptest.NewTLSServer(e)
	defer server.Close()
	e.url = server.URL
	config := livetest.Config(server)
	config.Clock = clock
	c, err := easypost.New(easypost.Config{Key: livetest.Canary, Live: config})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	b := newBench(t, someOrders(4))
	o := b.buying(nil)
	o.Carriers = []carriers.Carrier{c}
	o.Buy.From = o.Carriers
	name := filepath.Join(b.dir, "ledger.db")
	o.Ledger = b.open(name)
	s := b.run(o)
	if s.Orders != 4 || s.Labels != 5 || s.Failed != 0 || s.Spend.String() != "29.65 USD" {
		t.Errorf("%d orders, %d labels, %d failed, %v; want 4, 5, 0 and five times 5.93: %v", s.Orders, s.Labels, s.Failed, s.Spend, files(t, o.Out)["errors.csv"])
	}
	for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
		number := row["tracking_number"]
		data, err := os.ReadFile(filepath.Join(o.Out, filepath.FromSlash(row["file"])))
		if want := "%PDF-1.4\n" + number + ".pdf\n%%EOF\n"; err != nil || string(data) != want {
			t.Errorf("order %s: the label is %q, %v; want %q", row["order"], data, err, want)
		}
	}
	if want := files(t, o.Out); differ(want, func() map[string]string { b.run(o); return files(t, o.Out) }()) != nil {
		t.Error("run again, it has other bytes")
	}
	voided, err := batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy}.Void(t.Context(), "O-1", "O-2")
	if err != nil || len(voided) != 2 || cmp.Diff([]carriers.Voided{carriers.VoidPending, carriers.VoidPending}, voided[1].Said) != "" {
		t.Errorf("voided %+v, %v", voided, err)
	}
	o.Out, o.Owner = filepath.Join(b.dir, "again"), "again"
	if s := b.run(o); s.Orders != 2 || s.Earlier != 2 {
		t.Errorf("%d new and %d earlier, want 2 and 2", s.Orders, s.Earlier)
	}
	if len(e.sold) != 8 {
		t.Errorf("%d references were sold, want 5 and 3 for those given back", len(e.sold))
	}
	for reference, n := range e.sold {
		if n != 1 {
			t.Errorf("%s was sold %d times", reference, n)
		}
	}
	for name, data := range files(t, b.dir) {
		if strings.Contains(data, livetest.Canary) {
			t.Errorf("the key is in %s", name)
		}
	}
}

// With a wrong key nothing is bought, and every row says why.
func TestLiveCarrierRefusesTheKey(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"error":{"code":"APIKEY.INACTIVE","message":"This api key is no longer active.","errors":[]}}`)
	}))
	defer server.Close()
	c, err := easypost.New(easypost.Config{Key: livetest.Canary, Live: livetest.Config(server)})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	b := newBench(t, someOrders(2))
	o := b.buying(nil)
	o.Carriers = []carriers.Carrier{c}
	o.Buy.From = o.Carriers
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	s, err := batch.Run(t.Context(), o)
	if err != nil || s.Failed != 2 || s.Orders != 0 {
		t.Errorf("%d bought, %d failed, %v", s.Orders, s.Failed, err)
	}
	row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
	if row["error_code"] != "no_quote" || !strings.Contains(row["error_reason"], "refuses the key") {
		t.Errorf("errors.csv has %v", row)
	}
}
