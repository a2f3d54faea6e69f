package batch_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/live"
	"github.com/shiprate/shiprate/carriers/live/easypost"
	"github.com/shiprate/shiprate/carriers/live/livetest"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
)

// buyer is the environment variable by which this test's program becomes a process
// that buys: a folder and the address of EasyPost.
const buyer = "SHIPRATE_TEST_BUYER"

// TestBuyer is the process that TestKilledWhileBuying kills, and nothing else.
func TestBuyer(t *testing.T) {
	dir, url, ok := strings.Cut(os.Getenv(buyer), "|")
	if !ok {
		return
	}
	c, err := easypost.New(easypost.Config{Key: "EZTK-no-secret", Live: live.Config{
		URL: url, TestServer: true, Clock: clock, Chance: func() float64 { return 0.5 },
	}})
	if err != nil {
		t.Fatal(err)
	}
	o := bench{t, dir}.options()
	o.Carriers, o.Accounts, o.Now = []carriers.Carrier{c}, nil, time.Now
	o.Owner, o.Gone = fmt.Sprint(os.Getpid()), func(string) bool { return true }
	o.Buy = &batch.Buying{From: o.Carriers, Call: time.Second, Settle: time.Second, AtOnce: 3}
	if o.Ledger, err = ledger.Open(t.Context(), filepath.Join(dir, "ledger.db")); err != nil {
		t.Fatal(err)
	}
	defer o.Ledger.Close()
	if s, err := batch.Run(t.Context(), o); err != nil || s.Orders != 12 {
		t.Fatalf("%d bought, %d failed, %v", s.Orders, s.Failed, err)
	}
}

// Processes that buy are killed at random moments, until one ends: each label is
// sold once, and its file is there.
func TestKilledWhileBuying(t *testing.T) {
	office := &livetest.PostOffice{Recorded: recorded(t)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(20 * time.Millisecond) // so that many are killed while they wait
		office.ServeHTTP(w, r)
	}))
	defer server.Close()
	office.URL = server.URL
	b := newBench(t, someOrders(12))
	chance := rand.New(rand.NewPCG(6, 6))
	kills := 0
	for after := 100 * time.Millisecond; ; after += after / 4 {
		ended, output := b.killedAfter(server.URL, after+time.Duration(chance.Int64N(int64(after)/4)))
		if ended {
			break
		}
		if kills++; kills > 200 {
			t.Fatalf("it never ends: %s", output)
		}
	}
	numbers := map[string]bool{}
	for _, row := range table(t, filepath.Join(b.dir, "run", "shipments.csv")) {
		number := row["tracking_number"]
		data, err := os.ReadFile(filepath.Join(b.dir, "run", filepath.FromSlash(row["file"])))
		if want := "%PDF-1.4\n" + number + ".pdf\n%%EOF\n"; err != nil || string(data) != want || numbers[number] {
			t.Errorf("order %s: number %s with the label %q, %v", row["order"], number, data, err)
		}
		numbers[number] = true
	}
	once := map[string]int{}
	sold := office.Sold()
	for reference := range sold {
		once[reference] = 1
	}
	if diff := cmp.Diff(once, sold); diff != "" || len(sold) != 16 || len(numbers) != 16 {
		t.Errorf("%d sold and %d labels, want 16 of 16 parcels; sold twice:\n%s", len(sold), len(numbers), diff)
	}
	t.Logf("%d kills", kills)
}

// killedAfter runs a process that buys, and kills it after a while unless it ends
// well before.
func (b bench) killedAfter(url string, after time.Duration) (ended bool, output string) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), os.Args[0], "-test.run=^TestBuyer$")
	cmd.Env = append(os.Environ(), buyer+"="+b.dir+"|"+url)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	return err == nil, said.String()
}
