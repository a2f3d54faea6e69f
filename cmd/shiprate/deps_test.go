package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/shiprate/shiprate/"

// layers are the folders from left to right; each imports only those before it.
var layers = []string{"dimweight", "carriers", "rates", "label", "cmd"}

// confined are the modules of others, each with the folders that may import it.
var confined = map[string][]string{
	"github.com/shopspring/decimal":  {"carriers", "rates"},
	"github.com/jung-kurt/gofpdf":    nil, // measured in a benchmark
	"github.com/go-fonts/liberation": {"label"},
	"github.com/boombuler/barcode":   {"label/barcode"},
	"github.com/rickar/cal/v2":       {"carriers/holidays"}, // rules of public holidays, which laws change
	"github.com/urfave/cli/v2":       {"cmd/shiprate"},
	"golang.org/x/text":              {"label"},
	"golang.org/x/sync":              {"carriers/live"}, // one flight for the same question
	"golang.org/x/time":              {"carriers/live"}, // the pace that a carrier asks for
	"github.com/sony/gobreaker/v2":   {"carriers/live"}, // a carrier that fails is left in peace
	"golang.org/x/image":             {"label"},
	"github.com/go-text/typesetting": {"label"},
	"modernc.org/sqlite":             {"label/batch/ledger"}, // the ledger without a server, and without cgo
	"github.com/jackc/pgx/v5":        {"label/batch/ledger"}, // the ledger of several machines
	"golang.org/x/sys":               {"label/batch"},        // to tell Linux that a file is not read again soon
	"github.com/google/go-cmp":       nil,                    // tests alone
	"github.com/makiuchi-d/gozxing":  nil,
	"golang.org/x/tools":             nil,
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

// TestImports holds the packages against the plan of the house.
func TestImports(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "../../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	count := 0
	for {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		count++
		for _, path := range p.Imports {
			if why := breach(strings.TrimPrefix(p.ImportPath, module), path); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, path, why)
			}
		}
	}
	if count < 10 {
		t.Errorf("go list names %d packages, which cannot be all", count)
	}
}

// TestBreachesAreSeen plants bad imports.
func TestBreachesAreSeen(t *testing.T) {
	for _, bad := range [][2]string{
		{"dimweight", module + "carriers"},
		{"carriers", module + "rates"},
		{"carriers/ups", module + "carriers/fedex"},
		{"carriers/tracking", module + "carriers/tariff"},
		{"carriers/ups", module + "carriers/live"},
		{"carriers/live/ups", module + "carriers/live/easypost"},
		{"carriers/live/ups", module + "carriers/ups"},
		{"carriers/live/ups", "github.com/sony/gobreaker/v3"},
		{"carriers/tariff", "github.com/rickar/cal/v2/us"},
		{"rates", module + "carriers/ups"},
		{"label/barcode", module + "label"},
		{"dimweight", "github.com/shopspring/decimal"},
		{"label", "github.com/urfave/cli/v2"},
		{"label/batch", "modernc.org/sqlite"},
		{"rates", "github.com/google/go-cmp/cmp"},
		{"rates", "github.com/somebody/something"},
	} {
		if breach(bad[0], bad[1]) == "" {
			t.Errorf("%s may import %s", bad[0], bad[1])
		}
	}
}

// breach says why a package must not import a path; "" when it may.
func breach(pkg, path string) string {
	if rest, ours := strings.CutPrefix(path, module); ours {
		return breachInside(pkg, rest)
	}
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		return "" // the standard library
	}
	for name, folders := range confined {
		if path == name || strings.HasPrefix(path, name+"/") {
			if slices.ContainsFunc(folders, func(f string) bool { return pkg == f || strings.HasPrefix(pkg, f+"/") }) {
				return ""
			}
			return "the module is confined to " + strings.Join(folders, ", ")
		}
	}
	return "an unknown module"
}

func breachInside(pkg, path string) string {
	from, _, _ := strings.Cut(pkg, "/")
	to, sub, isSub := strings.Cut(path, "/")
	switch {
	case slices.Index(layers, to) < 0 || slices.Index(layers, from) < 0:
		return "a folder that the plan does not have"
	case slices.Index(layers, to) > slices.Index(layers, from):
		return to + " is to the right of " + from
	case from == "rates" && isSub:
		return "rates knows the root of carriers alone"
	case strings.HasPrefix(pkg, "carriers/live/") && (path == "carriers/live" || path == "carriers/carriertest" && pkg == "carriers/live/livetest"):
		return "" // the adapters stand on one core, and their suite on the carriers' suite
	case from == "carriers" && to == "carriers" && isSub && sub != "tariff" && sub != "holidays" && sub != "strictjson":
		return "carriers do not import each other"
	case pkg == "carriers/tracking" && isSub:
		return "tracking knows no card"
	case pkg == "label/barcode" && to == "label":
		return "symbols know no label"
	}
	return ""
}
