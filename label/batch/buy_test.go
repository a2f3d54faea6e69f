package batch_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
	"github.com/shiprate/shiprate/label/batch/purchase"
)

// A market is a live carrier of the test's own: it sells whatever key it is given,
// as often as it is asked.
type market struct {
	mu     sync.Mutex
	sold   []sold
	asked  int // for prices
	singly bool

	lost    string // the answer to the sale of this order is lost
	silent  bool   // it cannot be asked for a key
	refuses string // it refuses to sell for this order
	rise    int64  // that prices have risen by since they were quoted
	charges int64  // what a label costs beyond its quote, as the sale tells
	busy    int    // so many answers say that it is asked too often
	keeps   bool   // it takes nothing back

	now, most int // purchases under way at once
}

type sold struct {
	key, order string
	void       bool
	labels     []carriers.BoughtLabel
}

func (m *market) Name() string { return "live" }

// Quote asks a cent for a gram.
func (m *market) Quote(_ context.Context, s carriers.Shipment) (carriers.Reply, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	q := carriers.Quote{
		Carrier: "live", Service: "ground", Name: "Live Ground", Currency: "USD", Ships: carriers.DateOf(s.Ready), Delivers: carriers.DateOf(s.Ready) + 3,
		Transit: carriers.Transit{Days: 3, Known: true}, Notes: []string{fmt.Sprintf("answer %d", m.asked)},
	}
	for i, p := range s.Parcels {
		q.Parcels = append(q.Parcels, carriers.Rated{Actual: p.Weight, Billable: p.Weight, Unit: dimweight.Pound})
		q.Charges = append(q.Charges, carriers.Charge{Code: carriers.Base, Name: "Rate", Amount: int64(p.Weight / dimweight.Gram), Parcel: i})
	}
	return carriers.Reply{Quotes: []carriers.Quote{q}}, nil
}

func (m *market) count(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now += n
	m.most = max(m.most, m.now)
}

// tooOften is the error of a carrier that is asked too often.
type tooOften struct{}

func (tooOften) Error() string                { return "too many requests" }
func (tooOften) Later() (time.Duration, bool) { return time.Millisecond, true }

func (m *market) Buy(_ context.Context, p carriers.Purchase) (carriers.Bought, error) {
	m.count(1)
	time.Sleep(time.Millisecond) // so that there are several at once, if there may be
	m.count(-1)
	m.mu.Lock()
	defer m.mu.Unlock()
	nothing := carriers.Bought{Key: p.Key}
	if m.busy > 0 {
		m.busy--
		return nothing, fmt.Errorf("%w: %w", carriers.ErrNotBought, tooOften{})
	}
	price := int64(0)
	for _, parcel := range p.Shipment.Parcels {
		price += int64(parcel.Weight / dimweight.Gram)
	}
	switch order := p.Shipment.Reference; {
	case order == m.refuses:
		return nothing, fmt.Errorf("%w: live: no such street", carriers.ErrNotBought)
	case price+m.rise > p.Most.Minor:
		return nothing, fmt.Errorf("%w: live: %w", carriers.ErrNotBought, carriers.ErrDearer)
	}
	one := sold{key: p.Key, order: p.Shipment.Reference}
	for i := range p.Shipment.Parcels {
		number := fmt.Sprintf("N%03d%d", len(m.sold), i)
		one.labels = append(one.labels, carriers.BoughtLabel{Number: number, Format: p.Format, Data: []byte("%PDF-" + number + "\n%%EOF\n")})
	}
	m.sold = append(m.sold, one)
	if m.lost == one.order {
		return nothing, fmt.Errorf("%w: no answer", carriers.ErrUnknown)
	}
	b := carriers.Bought{Key: p.Key, ID: p.Key, Labels: one.labels}
	if m.charges != 0 {
		b.Price = carriers.Money{Minor: price + m.charges, Currency: "USD"}
	}
	return b, nil
}

func (m *market) Find(_ context.Context, key string) (carriers.Bought, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.silent {
		return carriers.Bought{}, fmt.Errorf("%w: live does not answer", carriers.ErrUnknown)
	}
	for _, one := range m.sold {
		if one.key == key && !one.void {
			return carriers.Bought{Key: key, ID: key, Labels: one.labels}, nil
		}
	}
	return carriers.Bought{}, carriers.ErrNotFound
}

func (m *market) Void(_ context.Context, b carriers.Bought) (carriers.Voided, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.keeps {
		return carriers.VoidRefused, nil
	}
	for i := range m.sold {
		if m.sold[i].key == b.ID {
			m.sold[i].void = true
		}
	}
	return carriers.VoidPending, nil
}

func (m *market) Sells() carriers.Sells {
	return carriers.Sells{Formats: []carriers.LabelFormat{carriers.PDF}, Singly: m.singly}
}

// times are how often a label of each order was sold and not taken back.
func (m *market) times() map[string]int {
	times := map[string]int{}
	for _, one := range m.sold {
		if !one.void {
			times[one.order]++
		}
	}
	return times
}

// hour is a clock that stands so many hours after noon.
func hour(h int) func() time.Time {
	return func() time.Time { return noon.Add(time.Duration(h) * time.Hour) }
}

// buying are the options of a run that buys all labels.
func (b bench) buying(m *market) batch.Options {
	b.Helper()
	o := b.options()
	o.Carriers, o.Accounts = []carriers.Carrier{m}, nil
	o.Buy = &batch.Buying{From: []carriers.Carrier{m}, Settle: time.Millisecond}
	return o
}

// orders writes n orders, each third of two parcels.
func someOrders(n int) []byte {
	var b bytes.Buffer
	b.WriteString("order,name,street1,city,state,zip,country,dims,weight\n")
	for i := range n {
		row := fmt.Sprintf("O-%d,Zoë Żak,%d Market St,San Francisco,CA,94105,US,12x9x7in,%dlb\n", i, i, i+1)
		b.WriteString(row)
		if i%3 == 2 {
			b.WriteString(row)
		}
	}
	return b.Bytes()
}

func TestLabelsAreBought(t *testing.T) {
	for _, singly := range []bool{false, true} {
		t.Run(fmt.Sprintf("one at a time %v", singly), func(t *testing.T) {
			m := &market{singly: singly}
			b := newBench(t, someOrders(6))
			o := b.buying(m)
			o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
			s := b.run(o)
			if s.Orders != 6 || s.Labels != 8 || s.Failed != 0 || s.LabelFiles != 8 {
				t.Errorf("%d orders, %d labels in %d files, %d failed, want 6, 8, 8 and 0", s.Orders, s.Labels, s.LabelFiles, s.Failed)
			}
			for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
				number := row["tracking_number"]
				data, err := os.ReadFile(filepath.Join(o.Out, filepath.FromSlash(row["file"])))
				if err != nil || string(data) != "%PDF-"+number+"\n%%EOF\n" || row["file"] != "labels-0001/"+number+".pdf" {
					t.Errorf("order %s: the label of %s is %q in %s, %v", row["order"], number, data, row["file"], err)
				}
				if row["status"] != "new" || row["carrier"] != "live" || row["total"] == "" {
					t.Errorf("row %v", row)
				}
			}
			want := files(t, o.Out)
			sold, asked := len(m.sold), m.asked
			b.run(o)
			if err := os.RemoveAll(filepath.Join(o.Out, "labels-0001")); err != nil {
				t.Fatal(err)
			}
			if err := os.RemoveAll(filepath.Join(o.Out, "parts")); err != nil {
				t.Fatal(err)
			}
			b.run(o)
			if names := differ(want, files(t, o.Out)); names != nil || len(m.sold) != sold || m.asked != asked {
				t.Errorf("again: other bytes in %v, %d sold and %d prices asked, want %d and %d", names, len(m.sold), m.asked, sold, asked)
			}
			if err := batch.Reprint(t.Context(), o, &bytes.Buffer{}, "O-1"); !errors.Is(err, batch.ErrNotHere) || !strings.Contains(err.Error(), "labels-0001") {
				t.Errorf("reprint: %v, want the name of the file", err)
			}
		})
	}
}

// A tolerance in the price, the price that was charged, and a carrier that says
// that it is asked too often, by all workers together.
func TestPricesAndLimits(t *testing.T) {
	m := &market{rise: 9, charges: 7, busy: 5}
	b := newBench(t, someOrders(6))
	o := b.buying(m)
	o.Buy.Tolerance, o.Buy.AtOnce, o.Workers = 200, 2, 4
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	s := b.run(o)
	if s.Orders != 6 || m.most > 2 {
		t.Fatalf("%d orders bought, %d at once, want 6 and at most 2: %v", s.Orders, m.most, s.Errors)
	}
	row := table(t, filepath.Join(o.Out, "shipments.csv"))[0]
	got := []string{row["base"], row["other_charges"], row["total"], row["notes"]}
	if diff := cmp.Diff([]string{"4.53", "correction=0.07", "4.60", "quoted at 4.53 USD, charged 4.60 USD"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	m = &market{rise: 10}
	b = newBench(t, someOrders(2))
	o = b.buying(m)
	o.Buy.Tolerance = 200 // 9 cents of 4.53, 18 of 9.07
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	failed := table(t, filepath.Join(o.Out, "errors.csv"))
	if len(failed) != 1 || failed[0]["order"] != "O-0" || failed[0]["error_code"] != "dearer" || len(m.sold) != 1 {
		t.Errorf("%d sold, errors %v", len(m.sold), failed)
	}
}

func TestUnknownIsAnErrorUntilItIsFound(t *testing.T) {
	m := &market{lost: "O-1", silent: true}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	if s := b.run(o); s.Orders != 2 || s.Failed != 1 {
		t.Errorf("%d bought, %d failed, want 2 and 1", s.Orders, s.Failed)
	}
	row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
	if row["order"] != "O-1" || row["error_code"] != "unknown" || !strings.Contains(row["error_hint"], "run the same again") {
		t.Errorf("errors.csv has %v", row)
	}
	first := files(t, o.Out)
	o.Now, o.Owner = hour(1), "next"
	b.run(o)
	if row := table(t, filepath.Join(o.Out, "errors.csv"))[0]; !strings.Contains(row["error_hint"], "shiprate batch void O-1") {
		t.Errorf("an hour later it is not said what a person must do: %v", row)
	}
	m.silent = false
	if s := b.run(o); s.Orders != 3 || s.Failed != 0 {
		t.Errorf("%d bought, %d failed, want 3 and 0", s.Orders, s.Failed)
	}
	if diff := cmp.Diff(map[string]int{"O-0": 1, "O-1": 1, "O-2": 1}, m.times()); diff != "" {
		t.Errorf("sold (-want +got):\n%s", diff)
	}
	for name, data := range first {
		if strings.HasPrefix(name, "labels") && files(t, o.Out)[name] != data {
			t.Errorf("%s has other bytes", name)
		}
	}
}

// What is unknown may be found out by a run of errors.csv alone too.
func TestUnknownIsFoundByAnotherRun(t *testing.T) {
	m := &market{lost: "O-1", silent: true}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	m.silent = false
	old := o
	o.Input, o.Out, o.Now, o.Owner = filepath.Join(o.Out, "errors.csv"), filepath.Join(b.dir, "second"), hour(1), "second"
	if s := b.run(o); s.Orders != 1 || len(m.sold) != 3 {
		t.Errorf("%d bought, %d sold, want 1 and 3", s.Orders, len(m.sold))
	}
	old.Owner, old.Now = "third", hour(1)
	if s := b.run(old); s.Orders != 2 || s.Failed != 1 {
		t.Errorf("the first run has %d bought and %d failed", s.Orders, s.Failed)
	}
}

func TestRefusedIsCorrected(t *testing.T) {
	m := &market{refuses: "O-1"}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
	if row["error_code"] != "not_bought" || !strings.Contains(row["error_reason"], "no such street") {
		t.Errorf("errors.csv has %v", row)
	}
	data, err := os.ReadFile(filepath.Join(o.Out, "errors.csv"))
	if err != nil {
		t.Fatal(err)
	}
	m.refuses = ""
	o.Input, o.Out, o.Owner = filepath.Join(b.dir, "fixed.csv"), filepath.Join(b.dir, "fixed"), "fixed"
	if err := os.WriteFile(o.Input, bytes.ReplaceAll(data, []byte("1 Market St"), []byte("2 Mission St")), 0o600); err != nil {
		t.Fatal(err)
	}
	if s := b.run(o); s.Orders != 1 || s.Failed != 0 {
		t.Errorf("%d bought, %d failed, want 1 and 0", s.Orders, s.Failed)
	}
}

func TestVoidGivesBack(t *testing.T) {
	m := &market{}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	v := batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy}
	m.keeps = true
	if _, err := v.Void(t.Context(), "O-1"); !errors.Is(err, purchase.ErrKept) {
		t.Errorf("a label that is not taken back: %v, want ErrKept", err)
	}
	m.keeps = false
	voided, err := v.Void(t.Context(), "O-1")
	if err != nil || len(voided) != 1 || cmp.Diff([]carriers.Voided{carriers.VoidPending}, voided[0].Said) != "" {
		t.Errorf("voided %+v, %v", voided, err)
	}
	if _, err := v.Void(t.Context(), "O-1"); !errors.Is(err, ledger.ErrNoOrder) {
		t.Errorf("voided twice: %v", err)
	}
	o.Out, o.Owner = filepath.Join(b.dir, "again"), "again"
	if s := b.run(o); s.Orders != 1 || s.Earlier != 2 {
		t.Errorf("%d new and %d earlier, want 1 and 2", s.Orders, s.Earlier)
	}
	if diff := cmp.Diff(map[string]int{"O-0": 1, "O-1": 1, "O-2": 1}, m.times()); diff != "" || len(m.sold) != 4 {
		t.Errorf("%d sold, of which are used (-want +got):\n%s", len(m.sold), diff)
	}
	for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
		if row["order"] == "O-0" && row["file"] != filepath.ToSlash(filepath.Join(b.dir, "run", "labels-0001", row["tracking_number"]+".pdf")) {
			t.Errorf("the earlier label is said to be in %s", row["file"])
		}
	}
}

// A person's word frees what no carrier can tell of.
func TestVoidByWord(t *testing.T) {
	m := &market{lost: "O-1", silent: true}
	b := newBench(t, someOrders(3))
	o := b.buying(m)
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	b.run(o)
	v := batch.Voiding{Ledger: o.Ledger, Now: clock, Buy: o.Buy, Word: true}
	if _, err := v.Void(t.Context(), "O-1"); !errors.Is(err, carriers.ErrUnknown) {
		t.Errorf("while the call may be under way: %v, want ErrUnknown", err)
	}
	v.Now, v.Word = hour(1), false
	if _, err := v.Void(t.Context(), "O-1"); !errors.Is(err, carriers.ErrUnknown) {
		t.Errorf("without a word: %v, want ErrUnknown", err)
	}
	v.Word = true
	if voided, err := v.Void(t.Context(), "O-1"); err != nil || len(voided) != 1 {
		t.Errorf("voided %v, %v", voided, err)
	}
}

// Labels of accounts and labels that are bought stand side by side.
func TestBoughtBesideNumbered(t *testing.T) {
	m := &market{}
	b := newBench(t, rows(60))
	o := b.options()
	o.Carriers = append([]carriers.Carrier{m}, published...)
	o.Buy = &batch.Buying{From: []carriers.Carrier{m}}
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	s := b.run(o)
	count := map[bool]int{}
	for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
		live := row["carrier"] == "live"
		count[live]++
		if live != strings.HasPrefix(row["file"], "labels-0001/N") {
			t.Errorf("%s/%s is in %s", row["carrier"], row["service"], row["file"])
		}
	}
	if count[true] == 0 || count[false] == 0 || count[true]+count[false] != s.Labels {
		t.Errorf("%v of %d labels", count, s.Labels)
	}
}

// Several processes on one run buy each label once, in the bytes of one alone.
func TestSeveralBuyOnce(t *testing.T) {
	m := &market{}
	b := newBench(t, someOrders(40))
	source := filepath.Join(b.dir, "ledger.db")
	var wait sync.WaitGroup
	for i := range 3 {
		o := b.buying(m)
		o.Owner, o.Ledger = fmt.Sprint("process", i), b.open(source)
		wait.Go(func() {
			if s, err := batch.Run(t.Context(), o); err != nil || s.Orders != 40 {
				t.Errorf("process %d: %d bought, %v", i, s.Orders, err)
			}
		})
	}
	wait.Wait()
	for order, n := range m.times() {
		if n != 1 {
			t.Errorf("%s was sold %d times", order, n)
		}
	}
	if len(m.sold) != 40 {
		t.Errorf("%d sold, want 40", len(m.sold))
	}
}

// every is which operations fail in TestEveryFaultBuysOnce: 1 is each.
var every = flag.Int("every", 5, "in a run that buys, each so many-th operation fails once")

// Operations of files and ledger fail once in a run that buys, and what goes on ends
// in one label for each order.
func TestEveryFaultBuysOnce(t *testing.T) {
	input := someOrders(3)
	for i, kind := range []string{"files", "ledger", "files", "ledger"} {
		after := i > 1
		t.Run(fmt.Sprintf("%s after %v", kind, after), func(t *testing.T) {
			t.Parallel()
			for n := 1 + i%*every; ; n += *every {
				f := &faults{fail: n, after: after}
				faultyPurchases(t, input, kind, f)
				if !f.hit {
					t.Logf("%d operations", n-1)
					return
				}
			}
		})
	}
}

func faultyPurchases(t *testing.T, input []byte, kind string, f *faults) {
	t.Helper()
	b := newBench(t, input)
	m := &market{}
	o := b.buying(m)
	o.Workers = 1
	none := &faults{}
	onFiles, onLedger := none, f
	if kind == "files" {
		onFiles, onLedger = f, none
	}
	name := filepath.Join(b.dir, "ledger.db")
	var err error
	o.Disk = disk{onFiles}
	if o.Ledger, err = openFaulty(t.Context(), name, onLedger); err == nil {
		_, err = batch.Run(t.Context(), o)
		o.Ledger.Close()
	}
	if err != nil && !errors.Is(err, errFault) {
		t.Errorf("fault %d: %v", f.fail, err)
	}
	kept := m.times()
	o.Owner, o.Gone, o.Now = "next", func(owner string) bool { return owner == "me" }, hour(1)
	o.Disk = disk{none}
	if o.Ledger, err = openFaulty(t.Context(), name, none); err != nil {
		t.Fatalf("after fault %d: %v", f.fail, err)
	}
	defer o.Ledger.Close()
	s, err := batch.Run(t.Context(), o)
	if err != nil || s.Orders != 3 {
		t.Fatalf("after fault %d: %d bought, %v: %s", f.fail, s.Orders, err, files(t, o.Out)["errors.csv"])
	}
	if diff := cmp.Diff(map[string]int{"O-0": 1, "O-1": 1, "O-2": 1}, m.times()); diff != "" {
		t.Errorf("after fault %d, with %v sold before (-want +got):\n%s", f.fail, kept, diff)
	}
	for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
		if _, err := os.Stat(filepath.Join(o.Out, filepath.FromSlash(row["file"]))); err != nil || row["file"] == "" {
			t.Errorf("after fault %d: order %s: %v", f.fail, row["order"], err)
		}
	}
}
