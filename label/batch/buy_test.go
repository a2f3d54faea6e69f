package batch_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch"
)

// hour is a clock that stands so many hours after noon.
func hour(h int) func() time.Time {
	return func() time.Time { return noon.Add(time.Duration(h) * time.Hour) }
}

// buying are the options of a run that buys all labels.
func (b bench) buying(from ...carriers.Carrier) batch.Options {
	b.Helper()
	o := b.options()
	o.Carriers, o.Accounts = from, nil
	o.Buy = &batch.Buying{From: from, Settle: time.Millisecond}
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
			var none bytes.Buffer
			bought, err := batch.Reprint(t.Context(), o, &none, "O-1")
			if err != nil || len(bought) == 0 || none.Len() > 0 || want["labels-0001/"+bought[0].Number+".pdf"] != string(bought[0].Data) {
				t.Errorf("reprint: %d bought, %d bytes, %v, want those that were bought", len(bought), none.Len(), err)
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
	if row := table(t, filepath.Join(o.Out, "errors.csv"))[0]; !strings.Contains(row["error_hint"], "shiprate batch void O-1 --word") {
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

// A label that is bought and whose file is not to be had is asked for again, and
// never bought again; or it is given back.
func TestBoughtWithoutItsFile(t *testing.T) {
	for _, ends := range []string{"the file comes", "it is given back", "a person prints it"} {
		t.Run(ends, func(t *testing.T) {
			m := &market{noFile: "O-1"}
			b := newBench(t, someOrders(3))
			o := b.buying(m)
			o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
			for i := range 2 {
				o.Now, o.Owner = hour(i), fmt.Sprint("process", i)
				if s := b.run(o); s.Orders != 2 || s.Failed != 1 || len(m.sold) != 3 {
					t.Fatalf("%d bought, %d failed, %d sold, want 2, 1 and 3", s.Orders, s.Failed, len(m.sold))
				}
				row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
				number := m.sold[slices.IndexFunc(m.sold, func(one sold) bool { return one.order == "O-1" })].labels[0].Number
				if row["error_code"] != "no_file" || row["error_value"] != number || !strings.HasSuffix(row["error_reason"], "bought as "+number+", and its label is not to be had: a page of HTML") ||
					!strings.Contains(row["error_hint"], "give it back: shiprate batch void O-1;") {
					t.Errorf("errors.csv has %v", row)
				}
			}
			v := batch.Voiding{Ledger: o.Ledger, Now: hour(2), Buy: o.Buy}
			sales := 3
			switch ends {
			case "a person prints it":
				v.Word = true
				if voided, err := v.Void(t.Context(), "O-1"); err != nil || len(voided[0].Numbers) != 1 || m.times()["O-1"] != 1 {
					t.Errorf("voided %+v, %v", voided, err)
				}
				return
			case "it is given back":
				voided, err := v.Void(t.Context(), "O-1")
				if err != nil || len(voided[0].Numbers) != 1 || cmp.Diff([]carriers.Voided{carriers.VoidPending}, voided[0].Said) != "" {
					t.Errorf("voided %+v, %v", voided, err)
				}
				o.Out, sales = filepath.Join(b.dir, "again"), 4
			}
			m.noFile, o.Now, o.Owner = "", hour(3), "last"
			if s := b.run(o); s.Orders+s.Earlier != 3 || s.Failed != 0 || len(m.sold) != sales {
				t.Errorf("%d bought, %d earlier, %d failed, %d sold, want %d", s.Orders, s.Earlier, s.Failed, len(m.sold), sales)
			}
			if diff := cmp.Diff(map[string]int{"O-0": 1, "O-1": 1, "O-2": 1}, m.times()); diff != "" {
				t.Errorf("sold (-want +got):\n%s", diff)
			}
			for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
				if row["status"] == "earlier" {
					continue
				}
				if data, err := os.ReadFile(filepath.Join(o.Out, filepath.FromSlash(row["file"]))); err != nil || string(data) != "%PDF-"+row["tracking_number"]+"\n%%EOF\n" {
					t.Errorf("order %s: the label is %q, %v", row["order"], data, err)
				}
			}
		})
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
	asked := m.asked
	var again bytes.Buffer
	for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
		if row["carrier"] != "live" && row["parcel"] == "1" {
			if _, err := batch.Reprint(t.Context(), o, &again, row["order"]); err != nil || again.Len() == 0 || m.asked != asked {
				t.Errorf("reprint of %s: %v, %d bytes, %d prices asked", row["order"], err, again.Len(), m.asked-asked)
			}
			break
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
