package batch_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/label/batch"
)

// recorded reads the recorded answers of EasyPost's.
func recorded(t *testing.T) func(name string) []byte {
	return func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("..", "..", "carriers", "live", "easypost", "testdata", name))
		if err != nil {
			t.Error(err)
		}
		return data
	}
}

// postOffice starts one over TLS, and opens an account with it.
func postOffice(t *testing.T, office *livetest.PostOffice) *easypost.Carrier {
	t.Helper()
	office.Recorded = recorded(t)
	server := httptest.NewTLSServer(office)
	t.Cleanup(server.Close)
	office.URL = server.URL
	config := livetest.Config(server)
	config.Clock = clock
	c, err := easypost.New(easypost.Config{Key: livetest.Canary, Live: config})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// A batch buys at EasyPost over TLS: an answer that is lost is found, parcels are
// bought one at a time, the key is shown nowhere, and a label is given back.
func TestLiveCarrier(t *testing.T) {
	office := &livetest.PostOffice{Drop: "O1-"}
	c := postOffice(t, office)
	b := newBench(t, someOrders(4))
	o := b.buying(c)
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
	sold := office.Sold()
	if len(sold) != 8 {
		t.Errorf("%d references were sold, want 5 and 3 for those given back", len(sold))
	}
	for reference, n := range sold {
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

// EasyPost sells, and the label's address gives a page of HTML: the row tells the
// number, nothing is sold again, and the label is given back.
func TestLiveCarrierWithoutAFile(t *testing.T) {
	office := &livetest.PostOffice{NoFile: "O1-"}
	c := postOffice(t, office)
	b := newBench(t, someOrders(2))
	o := b.buying(c)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	for i := range 2 {
		o.Now, o.Owner = hour(i), fmt.Sprint("process", i)
		if s := b.run(o); s.Orders != 1 || s.Failed != 1 {
			t.Errorf("%d bought, %d failed, want 1 and 1", s.Orders, s.Failed)
		}
		row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
		if row["error_code"] != "no_file" || !strings.HasPrefix(row["error_value"], "94001") || !strings.Contains(row["error_reason"], row["error_value"]) ||
			!strings.HasSuffix(row["error_reason"], "its label is not to be had: the label is not a whole PDF") {
			t.Errorf("errors.csv has %v", row)
		}
	}
	voided, err := batch.Voiding{Ledger: o.Ledger, Now: hour(2), Buy: o.Buy}.Void(t.Context(), "O-1")
	if err != nil || len(voided) != 1 || cmp.Diff([]carriers.Voided{carriers.VoidPending}, voided[0].Said) != "" {
		t.Errorf("voided %+v, %v", voided, err)
	}
	if sold := office.Sold(); len(sold) != 2 {
		t.Errorf("sold %v", sold)
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
	o := b.buying(c)
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
