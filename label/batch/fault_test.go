package batch_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/ledger"
)

// chunks is how many the run of TestEveryFaultIsResumed has. CI takes 20.
var chunks = flag.Int("chunks", 1, "chunks of the run in which every operation fails once")

// sparse is a file of so many chunks of 500 rows, of which few are good, so that
// a run is quick.
func sparse(chunks int) []byte {
	var b bytes.Buffer
	b.WriteString("order,name,street1,city,state,zip,country,dims,weight\n")
	for i := range chunks * 500 {
		if i%167 == 0 {
			place := places[i%len(places)]
			fmt.Fprintf(&b, "O-%d,Zoë Żak,%d Market St,%s,%s,%s,US,12x9x7in,%dlb\n", i, i, place[0], place[1], place[2], 1+i%40)
		} else {
			fmt.Fprintf(&b, "O-%d,,,,,,,,\n", i)
		}
	}
	return b.Bytes()
}

// Every operation of files and of the ledger fails once, before it is done or
// after, and each time the run ends in an error that says so, and when it is
// called again in the same bytes.
func TestEveryFaultIsResumed(t *testing.T) {
	input := sparse(*chunks)
	plain := newBench(t, input)
	o := plain.options()
	o.Ledger = plain.open(filepath.Join(plain.dir, "ledger.db"))
	plain.run(o)
	want := files(t, o.Out)

	for _, kind := range []string{"files", "ledger"} {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s after %v", kind, after), func(t *testing.T) {
				t.Parallel()
				for n := 1; ; n++ {
					if !withFault(t, input, want, kind, &faults{fail: n, after: after}) {
						t.Logf("%d operations", n-1)
						return
					}
				}
			})
		}
	}
}

// withFault runs with one fault and once more without. It reports whether there
// was that fault.
func withFault(t *testing.T, input []byte, want map[string]string, kind string, f *faults) bool {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	o := optionsIn(dir)
	o.Workers = 1
	if err := os.WriteFile(o.Input, input, 0o644); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "ledger.db")
	none := &faults{}
	onFiles, onLedger := none, f
	if kind == "files" {
		onFiles, onLedger = f, none
	}
	o.Disk = disk{onFiles}
	if o.Ledger, err = openFaulty(t.Context(), name, onLedger); err == nil {
		_, err = batch.Run(t.Context(), o)
		o.Ledger.Close()
	}
	var stopped *batch.StoppedError
	var failed *ledger.Error
	if err != nil && (!errors.As(err, &stopped) && !errors.As(err, &failed) || !errors.Is(err, errFault)) {
		t.Errorf("fault %d: %v", f.fail, err)
	}
	o.Owner, o.Gone = "next", func(owner string) bool { return owner == "me" }
	o.Disk = disk{none}
	if o.Ledger, err = openFaulty(t.Context(), name, none); err != nil {
		t.Fatalf("after fault %d: %v", f.fail, err)
	}
	defer o.Ledger.Close()
	if _, err = batch.Run(t.Context(), o); err != nil {
		t.Fatalf("after fault %d: %v", f.fail, err)
	}
	if names := differ(want, files(t, o.Out)); names != nil {
		t.Fatalf("after fault %d other bytes in %v", f.fail, names)
	}
	return f.hit
}
