package tariff_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	dw "github.com/shiprate/shiprate/dimweight"
)

// readmeContract returns the section of the README and the files in it.
func readmeContract(t testing.TB) (section string, files fstest.MapFS) {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ = strings.Cut(string(data), "## A contract, step by step")
	section, _, _ = strings.Cut(section, "\n## ")
	files = fstest.MapFS{}
	for _, m := range regexp.MustCompile("(?s)\\*\\*\\d\\. `ours/([a-z-]+\\.csv)`\\*\\*.*?```csv\n(.*?)```").FindAllStringSubmatch(section, -1) {
		files[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	return section, files
}

func TestReadmeContract(t *testing.T) {
	section, files := readmeContract(t)
	if len(files) != 6 {
		t.Fatalf("%d files: want the 6 of the steps", len(files))
	}
	s := toChicago()
	s.To.PostalCode, s.Parcels[0], s.Ready = "90012", box(4*dw.Pound), day(t, "2026-06-15")
	q, refused := quoteOf(t, tariff.New(loadContract(t, files, ups.Files())), "ground", s)
	if q == nil {
		t.Fatal(refused)
	}
	for _, c := range q.Charges {
		if line := q.Money(c).Amount() + "  " + c.Name + "\n"; !strings.Contains(section, line) {
			t.Errorf("the README has not the charge %s", line)
		}
	}
	step := fstest.MapFS{"card.csv": {Data: []byte(strings.Replace(string(files["card.csv"].Data), "tier,3\n", "", 1))}}
	if got, want := charges(t, tariff.New(loadContract(t, step, ups.Files())), "ground", s), "base 20.51, fuel 5.44"; got != want {
		t.Errorf("after the first step: got %s, want %s of the base", got, want)
	}
}

func TestReadmeNamesEveryColumnOfAContract(t *testing.T) {
	section, files := readmeContract(t)
	for file := range files {
		if file == "card.csv" || file == "services.csv" {
			continue
		}
		head, _, _ := strings.Cut(string(files[file].Data), "\n")
		card := contract(t, "ups-daily-2026", write(file, head+",colour\n"))
		_, err := tariff.Load(card, ups.Files())
		if err == nil {
			t.Fatalf("%s: a column that is none loads", file)
		}
		_, names, _ := strings.Cut(err.Error(), `"colour": there are `)
		names, _, _ = strings.Cut(names, "\n")
		for name := range strings.SplitSeq(names, ", ") {
			if !strings.Contains(section, "`"+name+"`") && !strings.Contains(head, name) {
				t.Errorf("%s: the README does not name %s", file, name)
			}
		}
	}
}
