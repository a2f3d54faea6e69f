package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// shortFiles leaves out all manifests but a few.
func shortFiles(files []string) []string {
	const few = 5
	var list []string
	manifests := 0
	for _, name := range files {
		if strings.HasPrefix(name, "manifest-") {
			if manifests++; manifests > few {
				continue
			}
		}
		list = append(list, name)
	}
	if manifests > few {
		list = append(list, fmt.Sprintf("%d more manifests", manifests-few))
	}
	return list
}

func orderCount(n int) string { return countOf(n, "order") }

// tellSummary says in one paragraph what came of a run.
func tellSummary(w io.Writer, out string, s *report.Summary) {
	what := "with labels"
	if s.DryRun {
		what = "priced and not numbered"
	}
	fmt.Fprintf(w, "%s %s", orderCount(s.Orders), what)
	if s.Void > 0 {
		fmt.Fprintf(w, " (%d void since, and counted as it was)", s.Void)
	}
	if s.Earlier > 0 {
		fmt.Fprintf(w, ", %d with labels from before", s.Earlier)
	}
	if s.Failed > 0 {
		fmt.Fprintf(w, ", %d failed", s.Failed)
	}
	fmt.Fprintf(w, ". Cost: %v.", s.Spend)
	for i := range s.Rivals {
		r := &s.Rivals[i]
		if r.Orders == 0 {
			those := "them"
			if len(s.Spend) > 1 {
				those = "those that cost " + string(r.Currency)
			}
			fmt.Fprintf(w, " %s alone takes none of %s.", r.Carrier, those)
			continue
		}
		fmt.Fprintf(w, " Saved against %s alone: %v", r.Carrier, r.Saved())
		if r.Cannot > 0 {
			fmt.Fprintf(w, ", which cannot take %d", r.Cannot)
		}
		fmt.Fprint(w, ".")
	}
	if s.LabelFiles > 0 {
		fmt.Fprintf(w, " %s in %s", countOf(s.Labels, "label"), filepath.Join(out, filepath.FromSlash(s.FirstFile)))
		if s.LabelFiles > 1 {
			fmt.Fprintf(w, " to %s", filepath.FromSlash(s.LastFile))
		}
		fmt.Fprint(w, ".")
	}
	if !s.Complete {
		fmt.Fprintf(w, " That is one shard: when all are done, shiprate batch merge puts their folders together and writes report.html, shipments.csv and errors.csv.\n")
		return
	}
	fmt.Fprintf(w, " In %s: %s.\n", out, strings.Join(shortFiles(s.Files), ", "))
}

// tellReading tells what a file leaves open, and which of its columns are not read: one
// that is mistyped must not be missed in silence. Of an export, and with a map, it is
// known which are read.
func tellReading(c *cli.Context, o *batch.Options) {
	file, err := os.Open(o.Input)
	if err != nil {
		return // which is told when it is read
	}
	defer file.Close()
	reading := o.Orders
	if reading.Ready.IsZero() {
		reading.Ready = o.Now()
	}
	split, err := orders.NewSplitter(file, reading)
	if err != nil {
		return
	}
	if list := split.Ignored(); len(list) > 0 && split.Preset() == "" && o.Orders.Map == nil {
		if more := len(list) - 12; more > 0 {
			list = append(list[:12], fmt.Sprintf("and %d more", more))
		}
		fmt.Fprintf(c.App.ErrWriter, "shiprate: %s: columns that are not read: %s\n", o.Input, strings.Join(list, ", "))
	}
	minds := func(carrier carriers.Carrier) bool { return !strings.HasPrefix(carrier.Name(), "usps") } // which charges nothing for homes
	if !split.Homes() && !c.IsSet("residential") && slices.ContainsFunc(o.Carriers, minds) {
		fmt.Fprintf(c.App.ErrWriter, "shiprate: %s does not say which addresses are homes: all are priced as businesses; --residential takes them for homes\n", o.Input)
	}
}
