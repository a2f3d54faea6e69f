package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/tariff"
)

// TestStarterIsTheReadme holds card init against the steps that the README of
// rate cards explains.
func TestStarterIsTheReadme(t *testing.T) {
	readme, err := os.ReadFile("../../carriers/tariff/README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, m := range regexp.MustCompile("(?s)\\*\\*\\d\\. `acme/([a-z-]+\\.csv)`\\*\\*.*?```csv\n(.*?)```").FindAllStringSubmatch(string(readme), -1) {
		want[m[1]] = m[2]
	}
	got := map[string]string{}
	entries, err := starter.ReadDir("starter")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := fs.ReadFile(starter, "starter/"+e.Name())
		if err != nil {
			t.Fatal(err)
		}
		got[e.Name()] = string(data)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-README +starter)\n%s", diff)
	}
}

// TestContractFilesEqualTheirBase holds a contract to fill in, of every card that
// is part of the program, against that card.
func TestContractFilesEqualTheirBase(t *testing.T) {
	for _, f := range tariff.Folders(shelf()...) {
		t.Run(f.Name, func(t *testing.T) {
			base, err := tariff.Load(f.Files)
			if err != nil {
				t.Fatal(err)
			}
			files, err := contractFiles(base, "ours")
			if err != nil {
				t.Fatal(err)
			}
			folder := fstest.MapFS{}
			for _, f := range files {
				folder[f.name] = &fstest.MapFile{Data: []byte(f.text)}
			}
			card, err := tariff.Load(folder, shelf()...)
			if err != nil {
				t.Fatal(err)
			}
			d, err := tariff.Compare(base, card)
			if err != nil || len(d.Added)+len(d.Removed)+len(d.Services)+len(d.Charges) > 0 {
				t.Errorf("it changes %+v, %v", d, err)
			}
		})
	}
}

// TestShelfHasEveryCard holds the folders that a contract may be based on against
// the cards of the carriers.
func TestShelfHasEveryCard(t *testing.T) {
	var names []string
	for _, f := range tariff.Folders(shelf()...) {
		if slices.Contains(names, f.Name) {
			t.Errorf("two cards are called %s", f.Name)
		}
		names = append(names, f.Name)
	}
	for _, p := range published {
		for _, card := range p.cards() {
			if !slices.Contains(names, card.Name()) {
				t.Errorf("%s is not on the shelf", card.Name())
			}
		}
	}
}

// TestWriteFolder holds that a folder is written whole or not at all.
func TestWriteFolder(t *testing.T) {
	root := t.TempDir()
	bad := []file{{"card.csv", "key,value\n"}, {"no/such/folder.csv", ""}}
	if err := writeFolder(filepath.Join(root, "ours"), bad); err == nil {
		t.Error("a file that cannot be written is no error")
	}
	if left, _ := os.ReadDir(root); len(left) > 0 {
		t.Errorf("it leaves %v", left)
	}
	empty := filepath.Join(root, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := writeFolder(empty, bad[:1]); err != nil {
		t.Errorf("an empty folder: %v", err)
	}
	if data, _ := os.ReadFile(filepath.Join(empty, "card.csv")); string(data) != bad[0].text {
		t.Errorf("got %q", data)
	}
}

func TestCardName(t *testing.T) {
	for dir, want := range map[string]string{"Our UPS 2026": "our-ups-2026", "a/b/": "b", "łódź": "d", "日本": "contract"} {
		if got := cardName(dir); got != want {
			t.Errorf("%s: got %s, want %s", dir, got, want)
		}
	}
}
