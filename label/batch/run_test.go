package batch_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// table reads a CSV as rows by the names of their columns.
func table(t testing.TB, name string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	list := []map[string]string{}
	for _, cells := range rows[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[rows[0][i]] = cell
		}
		list = append(list, row)
	}
	return list
}

// pick are the cells of one column.
func pick(rows []map[string]string, column string) []string {
	list := make([]string, len(rows))
	for i := range rows {
		list[i] = rows[i][column]
	}
	return list
}

// ran is a bench with a run of a file that is done.
func ran(t *testing.T, input []byte) (bench, batch.Options, report.Summary) {
	t.Helper()
	b := newBench(t, input)
	o := b.options()
	o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
	return b, o, b.run(o)
}

func TestEveryOrderIsInOneFile(t *testing.T) {
	_, o, s := ran(t, rows(1200))
	shipments, failed := table(t, filepath.Join(o.Out, "shipments.csv")), table(t, filepath.Join(o.Out, "errors.csv"))
	labels, orders, total := map[string]bool{}, map[string]bool{}, int64(0)
	for _, row := range shipments {
		labels[row["tracking_number"]], orders[row["order"]] = true, true
		m, err := carriers.ParseMoney(row["total"], "USD")
		if err != nil {
			t.Fatal(err)
		}
		total += m.Minor
		sum := int64(0)
		for _, column := range []string{"base", "fuel", "residential", "delivery_area", "additional_handling", "oversize", "nonstandard", "peak"} {
			if m, err := carriers.ParseMoney(row[column], "USD"); err == nil {
				sum += m.Minor
			}
		}
		if sum != m.Minor {
			t.Errorf("order %s: the charges come to %d, the total is %d", row["order"], sum, m.Minor)
		}
	}
	if len(labels) != len(shipments) || len(labels) != s.Labels || len(orders) != s.Orders {
		t.Errorf("%d numbers on %d rows of %d orders; the summary has %d labels of %d orders", len(labels), len(shipments), len(orders), s.Labels, s.Orders)
	}
	for _, row := range failed {
		orders[row["order"]] = true
	}
	if len(orders) != 1200 || s.Orders+s.Failed != 1200 {
		t.Errorf("%d orders are told of, the summary has %d and %d, want 1200", len(orders), s.Orders, s.Failed)
	}
	if want := (report.Sums{{Minor: total, Currency: "USD"}}); cmp.Diff(want, s.Spend) != "" {
		t.Errorf("the rows come to %v, the summary to %v", want, s.Spend)
	}
}

func TestWorkersMakeTheSameBytes(t *testing.T) {
	var want map[string]string
	for _, workers := range []int{1, 2, 8} {
		b := newBench(t, rows(2000))
		o := b.options()
		o.Workers = workers
		o.Ledger = b.open(filepath.Join(b.dir, "ledger.db"))
		b.run(o)
		got := files(t, o.Out)
		if want == nil {
			want = got
		} else if names := differ(want, got); names != nil {
			t.Errorf("%d workers make other bytes in %v", workers, names)
		}
	}
}

func TestErrorsCanBeFixedAndRunAlone(t *testing.T) {
	b, o, s := ran(t, rows(300))
	data, err := os.ReadFile(filepath.Join(o.Out, "errors.csv"))
	if err != nil {
		t.Fatal(err)
	}
	fixed := bytes.ReplaceAll(bytes.ReplaceAll(data, []byte(",5e2,"), []byte(",5lb,")), []byte(",00000,"), []byte(",33101,"))
	o.Input, o.Out = filepath.Join(b.dir, "fixed.csv"), filepath.Join(b.dir, "fixed")
	if err := os.WriteFile(o.Input, fixed, 0o644); err != nil {
		t.Fatal(err)
	}
	again := b.run(o)
	if again.Orders != s.Failed || again.Failed != 0 {
		t.Errorf("%d of %d orders have labels now, %d failed: %s", again.Orders, s.Failed, again.Failed, files(t, o.Out)["errors.csv"])
	}
}

func TestOneLabelForEver(t *testing.T) {
	b, o, first := ran(t, rows(20))
	numbers := pick(table(t, filepath.Join(o.Out, "shipments.csv")), "tracking_number")
	if got := b.run(o); cmp.Diff(first, got) != "" {
		t.Errorf("the same again is another summary:\n%s", cmp.Diff(first, got))
	}
	if _, err := o.Ledger.Void(t.Context(), noon, "O-000003"); err != nil {
		t.Fatal(err)
	}
	old := o.Out
	o.Out, o.Owner = filepath.Join(b.dir, "again"), "again"
	s := b.run(o)
	if s.Orders != 1 || s.Earlier != 19 {
		t.Errorf("%d new and %d earlier, want 1 and 19", s.Orders, s.Earlier)
	}
	again := table(t, filepath.Join(o.Out, "shipments.csv"))
	for i, row := range again {
		if same := row["tracking_number"] == numbers[i]; same == (row["order"] == "O-000003") {
			t.Errorf("%s has %s, and had %s", row["order"], row["tracking_number"], numbers[i])
		}
	}
	if got, want := again[0]["file"], filepath.ToSlash(filepath.Join(old, "labels-0001.pdf")); got != want {
		t.Errorf("the first label is in %s, want %s", got, want)
	}
}

func TestOtherContentIsAnError(t *testing.T) {
	b, o, _ := ran(t, rows(20))
	other := bytes.Replace(rows(20), []byte(",2 Market St,"), []byte(",2 Mission St,"), 1)
	o.Input, o.Out = filepath.Join(b.dir, "other.csv"), filepath.Join(b.dir, "other")
	if err := os.WriteFile(o.Input, other, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dry := range []bool{true, false} {
		o.DryRun = dry
		s := b.run(o)
		failed := table(t, filepath.Join(o.Out, "errors.csv"))
		if s.Failed != 1 || failed[0]["order"] != "O-000002" || failed[0]["error_code"] != "other_content" {
			t.Errorf("dry run %v: %d failed: %v", dry, s.Failed, failed)
		}
	}
}

func TestStrictStopsBeforeANumber(t *testing.T) {
	b := newBench(t, rows(120))
	o := b.options()
	o.Ledger, o.Strict = b.open(filepath.Join(b.dir, "ledger.db")), true
	if _, err := batch.Run(t.Context(), o); !errors.Is(err, batch.ErrStrict) {
		t.Fatal(err)
	}
	if found, err := o.Ledger.Find(t.Context(), "O-000000"); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	if failed := table(t, filepath.Join(o.Out, "errors.csv")); len(failed) != 4 {
		t.Errorf("errors.csv has %d rows, want 4", len(failed))
	}
}

func TestDryRunPricesTheSame(t *testing.T) {
	b, o, s := ran(t, rows(700))
	dry := b.options()
	dry.DryRun, dry.Out = true, filepath.Join(b.dir, "dry")
	got := b.run(dry)
	if diff := cmp.Diff(s.Tally, got.Tally); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want := pick(table(t, filepath.Join(o.Out, "shipments.csv")), "total")
	if diff := cmp.Diff(want, pick(table(t, filepath.Join(dry.Out, "shipments.csv")), "total")); diff != "" {
		t.Errorf("totals (-want +got):\n%s", diff)
	}
}

func TestWhatIsRefused(t *testing.T) {
	b, o, _ := ran(t, rows(20))
	tests := []struct {
		name   string
		change func(*batch.Options)
		want   error
		says   string
	}{
		{"another file in the folder of a run", func(o *batch.Options) { o.Input = filepath.Join(b.dir, "other.csv") }, batch.ErrOtherRun, "is the folder of another run, of orders.csv"},
		{"another day in the folder of a run", func(o *batch.Options) { o.Orders.Ready = noon.AddDate(0, 0, 1) }, batch.ErrOtherRun, "of orders.csv"},
		{"a dry run in the folder of a run", func(o *batch.Options) { o.DryRun = true }, batch.ErrOtherRun, "give another for a dry run"},
		{"another ledger", func(o *batch.Options) { o.Ledger = b.open(filepath.Join(b.dir, "other.db")) }, batch.ErrOtherLedger, "ledger.db: give that one"},
		{"no account of a carrier", func(o *batch.Options) { o.Accounts = map[string]string{"ups": "1Z999AA1", "usps": "901234567/612"} }, batch.ErrOptions, "no account of fedex"},
		{"an account that cannot be", func(o *batch.Options) {
			o.Accounts = map[string]string{"ups": "?", "usps": "901234567/612", "fedex": "9612"}
		}, batch.ErrOptions, "account of ups"},
		{"shards without a day", func(o *batch.Options) {
			o.Of, o.Orders.Ready, o.Out = 2, time.Time{}, filepath.Join(b.dir, "s")
		}, batch.ErrOptions, "Ready"},
		{"a sort key", func(o *batch.Options) { o.Sort = []batch.SortKey{"size"} }, batch.ErrOptions, "bin sku carrier zone"},
	}
	if err := os.WriteFile(filepath.Join(b.dir, "other.csv"), rows(21), 0o644); err != nil {
		t.Fatal(err)
	}
	before := files(t, o.Out)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := o
			tt.change(&o)
			_, err := batch.Run(t.Context(), o)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v", err)
			}
		})
	}
	if names := differ(before, files(t, o.Out)); names != nil {
		t.Errorf("it changed %v", names)
	}
	broken := newBench(t, []byte("order,name\n\"never closed"))
	o = broken.options()
	o.Ledger = broken.open(filepath.Join(broken.dir, "ledger.db"))
	var file *orders.FileError
	if _, err := batch.Run(t.Context(), o); !errors.As(err, &file) {
		t.Errorf("a broken file: %v", err)
	}
}

func TestAnAccountThatIsUsedUp(t *testing.T) {
	b := newBench(t, rows(20))
	o := b.options()
	o.Ledger, o.Carriers = b.open(filepath.Join(b.dir, "ledger.db")), []carriers.Carrier{ups.New()}
	o.FirstSerials = map[string]uint64{"ups": 9_999_990}
	_, err := batch.Run(t.Context(), o)
	var stopped *batch.StoppedError
	if !errors.Is(err, tracking.ErrSerial) || errors.As(err, &stopped) || !strings.Contains(err.Error(), "account ups=999AA1") {
		t.Errorf("got %v", err)
	}
	if found, err := o.Ledger.Find(t.Context(), "O-000000"); err != nil || len(found) > 0 {
		t.Errorf("some were numbered: %v, %v", found, err)
	}
}

func TestTheDayOfTheRunIsKept(t *testing.T) {
	b := newBench(t, rows(600))
	o := b.options()
	o.Ledger, o.Orders.Ready, o.Workers = b.open(filepath.Join(b.dir, "ledger.db")), time.Time{}, 1
	ctx, cancel := context.WithCancel(t.Context())
	o.Progress = func(batch.Progress) { cancel() }
	var stopped *batch.StoppedError
	if _, err := batch.Run(ctx, o); !errors.As(err, &stopped) || !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	o.Now = func() time.Time { return noon.AddDate(0, 0, 1) }
	o.Progress = nil
	if s := b.run(o); s.Ready != "2026-11-23T12:00" || s.Orders+s.Failed != 600 {
		t.Errorf("ready %s, %d orders and %d failed", s.Ready, s.Orders, s.Failed)
	}
}

func TestShapesOfOutput(t *testing.T) {
	input := rows(40)
	t.Run("one file for each label", func(t *testing.T) {
		b := newBench(t, input)
		o := b.options()
		o.Ledger, o.Format.OnePerLabel = b.open(filepath.Join(b.dir, "ledger.db")), true
		s := b.run(o)
		all := files(t, o.Out)
		for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
			if want := "labels-0001/" + row["tracking_number"] + ".pdf"; row["file"] != want || all[want] == "" || row["page"] != "1" {
				t.Errorf("%s page %s, want %s", row["file"], row["page"], want)
			}
		}
		if s.LabelFiles != s.Labels {
			t.Errorf("%d files of %d labels", s.LabelFiles, s.Labels)
		}
	})
	t.Run("ZPL in the order of bin and sku, with packing slips", func(t *testing.T) {
		b := newBench(t, input)
		o := b.options()
		o.Ledger, o.Format.ZPL, o.Slips, o.Sort = b.open(filepath.Join(b.dir, "ledger.db")), true, true, []batch.SortKey{batch.ByBin, batch.BySKU}
		b.run(o)
		all := files(t, o.Out)
		if !strings.HasPrefix(all["slips-0001.pdf"], "%PDF") {
			t.Error("no packing slips")
		}
		labels := strings.SplitAfter(all["labels-0001.zpl"], "^XZ")
		byPage := map[int]string{}
		for _, row := range table(t, filepath.Join(o.Out, "shipments.csv")) {
			page, _ := strconv.Atoi(row["page"])
			if !strings.Contains(labels[page-1], row["order"]) {
				t.Errorf("label %d is not of %s", page, row["order"])
			}
			byPage[page] = row["order"]
		}
		var got []string
		for page := 1; page <= len(byPage); page++ {
			got = append(got, byPage[page])
		}
		// Bin A-0 has orders 0, 17 and 34, by SKU 0, 1, 2; then comes A-1.
		want := []string{"O-000000", "O-000034", "O-000034", "O-000017"}
		if slices.Index(got, "O-000001") < slices.Index(got, "O-000034") || len(got) < 4 || got[0] != want[0] {
			t.Errorf("the order is %v", got)
		}
	})
}

func TestFormulasAreText(t *testing.T) {
	input := "order,name,street1,city,state,zip,dims,weight,note\n" +
		"O-1,\"=HYPERLINK(\"\"x\"\")\",1 Main St,Boston,MA,02108,6x4x2in,-1lb,+1 617 555 0100\n"
	_, o, _ := ran(t, []byte(input))
	row := table(t, filepath.Join(o.Out, "errors.csv"))[0]
	want := map[string]string{"name": `'=HYPERLINK("x")`, "weight": "'-1lb", "note": "'+1 617 555 0100", "error_code": "not_positive"}
	for column, cell := range want {
		if row[column] != cell {
			t.Errorf("%s is %q, want %q", column, row[column], cell)
		}
	}
}

func TestReprint(t *testing.T) {
	b, o, _ := ran(t, rows(600))
	var once, both bytes.Buffer
	if _, err := batch.Reprint(t.Context(), o, &once, "O-000550"); err != nil {
		t.Fatal(err)
	}
	if _, err := batch.Reprint(t.Context(), o, &both, "O-000550", "O-000003"); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(once.Bytes(), []byte("%PDF")) || both.Len() <= once.Len() {
		t.Errorf("%d and %d bytes", once.Len(), both.Len())
	}
	if _, err := o.Ledger.Void(t.Context(), noon, "O-000003"); err != nil {
		t.Fatal(err)
	}
	_, err := batch.Reprint(t.Context(), o, &both, "O-000003", "O-000049", "X")
	want := "order O-000003: voided: no label to print again\norder O-000049: no label to print again\norder X: no label to print again"
	if !errors.Is(err, batch.ErrNotHere) || err.Error() != want {
		t.Errorf("got %v", err)
	}
	_ = b
}

// A row over 1 MiB is not kept, and yet nothing that is refused is left out.
func TestRowTooLongToKeepIsInErrors(t *testing.T) {
	input := append(rows(3), "O-LONG,"...)
	for range 20 {
		input = append(append(input, bytes.Repeat([]byte("x"), 60_000)...), ',')
	}
	_, o, s := ran(t, append(input, '\n'))
	failed := table(t, filepath.Join(o.Out, "errors.csv"))
	if s.Failed != 1 || len(failed) != 1 || failed[0]["error_row"] != "5" || failed[0]["error_code"] != "too_long" {
		t.Errorf("%d failed, errors.csv has %v", s.Failed, failed)
	}
}
