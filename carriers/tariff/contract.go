package tariff

import (
	"cmp"
	"encoding/csv"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// A contract is a card whose card.csv names another with based_on: the base.
// Its own files lie over those of the base: a file that it has is read instead,
// but for three that amend. Of card.csv the keys, of surcharges.csv the codes,
// and of services.csv the cells that the contract has count, and the base's
// stay otherwise.
type contract struct {
	base     fs.FS // nil for a card that is no contract
	name     string
	keys     map[string]string // of the base's card.csv
	own      map[string]bool   // the files that the contract has itself
	given    []string          // the names of the cards that it may be based on
	covers   []string          // the services that it is for; none is all
	from, to carriers.Date     // its own dates; zero where it states none
}

// findBase looks for the card that card.csv names with based_on among the
// folders given, and adds its files to those of the contract. What is wrong
// with the row is left to loadCard, which knows where it stands.
func (l *loader) findBase(bases []fs.FS) {
	name, ok := cardKeys(l.fsys)["based_on"]
	if !ok {
		return
	}
	for _, base := range Folders(bases...) {
		l.given = append(l.given, base.Name)
		if name != "" && base.Name == name && l.keys == nil {
			l.base, l.name, l.keys = base.Files, name, cardKeys(base.Files)
		}
	}
	l.own = maps.Clone(l.files)
	if l.keys["based_on"] != "" {
		l.base = nil
	}
	if l.base == nil {
		return
	}
	entries, _ := fs.ReadDir(l.base, ".")
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".csv") {
			l.files[e.Name()] = true
		}
	}
}

// A Folder is the files of a card, and the name that its card.csv gives it.
type Folder struct {
	Name  string
	Files fs.FS
}

// Folders lists the cards in folders: those that are a card, and those in which
// cards are folders. It reads their names alone, so that only the card that is
// wanted need be loaded.
func Folders(fsys ...fs.FS) []Folder {
	var list []Folder
	for _, f := range fsys {
		if keys := cardKeys(f); keys != nil {
			list = append(list, Folder{keys["name"], f})
			continue
		}
		inside, _ := fs.Glob(f, "*/card.csv")
		for _, file := range inside {
			if sub, err := fs.Sub(f, path.Dir(file)); err == nil {
				list = append(list, Folder{cardKeys(sub)["name"], sub})
			}
		}
	}
	return list
}

// cardKeys reads card.csv in passing: the first value of each key, and nothing
// of a file that cannot be read.
func cardKeys(fsys fs.FS) map[string]string {
	f, err := fsys.Open("card.csv")
	if err != nil {
		return nil
	}
	defer f.Close()
	text, _ := readFile(f)
	rows, _ := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	keys := map[string]string{}
	for _, row := range rows {
		key := strings.TrimSpace(row[0])
		if _, seen := keys[key]; !seen && len(row) > 1 {
			keys[key] = strings.TrimSpace(row[1])
		}
	}
	return keys
}

// folder returns the folder that a file is read from. The contract's
// services.csv only amends that of the base.
func (l *loader) folder(file string) fs.FS {
	if l.base != nil && (!l.own[file] || file == "services.csv") {
		return l.base
	}
	return l.fsys
}

// amended opens a file of the base and, as the end of the same table, that of the
// contract. Rows of the base whose key the contract has, too, are passed over.
func (l *loader) amended(file, key string, columns columns) *table {
	if l.base == nil || !l.own[file] {
		return l.table(file, columns)
	}
	over := l.table(file, columns)
	t := l.baseTable(file, columns)
	if t == nil || over == nil {
		return over
	}
	keys := map[string]bool{"name": file == "card.csv"} // a contract needs its own
	for probe := l.silent(l.fsys, file, columns); probe.next(); {
		if k := probe.cell(key); !slices.Contains(additive, k) {
			keys[k] = true
		}
	}
	t.skip = func() bool { return keys[t.cell(key)] }
	t.then = over
	return t
}

// additive are the keys of card.csv that a contract adds to those of its base.
var additive = []string{"source", "note"}

// baseTable opens a file of the base, which errors name with its folder.
func (l *loader) baseTable(file string, columns columns) *table {
	t := l.open(l.base, file, columns)
	if t != nil {
		t.file = l.name + "/" + file
	}
	return t
}

// silent opens a file to look ahead; what is wrong with it is said when it is
// read in earnest.
func (l *loader) silent(fsys fs.FS, file string, columns columns) *table {
	ahead := loader{fsys: fsys}
	return ahead.open(fsys, file, columns)
}

// contractKey reads a key of card.csv that a contract alone has, and holds those
// that it shares with its base against them. It reports whether there is
// nothing more to read.
func (l *loader) contractKey(t *table, key, value string) bool {
	switch key {
	case "based_on":
		l.checkBase(t, value)
		return true
	case "services":
		l.covers = strings.Fields(value)
	case "tier":
		l.tier = value
	case "carrier", "currency", "country", "weight_unit":
		if base := l.keys[key]; l.base != nil && base != value {
			t.fail(t.at("value"), "%s %s: the contract is based on %s, whose %s is %s", key, value, l.name, key, base)
		}
		return false
	default:
		return false
	}
	if l.own == nil {
		t.fail(t.at("key"), "%s: only for a contract, which is based_on another card", key)
	}
	return true
}

func (l *loader) checkBase(t *table, value string) {
	switch {
	case len(l.given) == 0:
		t.fail(t.at("value"), "based_on %s: no card is given that it could be based on", value)
	case l.keys == nil:
		t.fail(t.at("value"), "based_on %s: not a card that is given: there are %s", value, strings.Join(l.given, ", "))
	case l.base == nil:
		t.fail(t.at("value"), "based_on %s: is a contract itself, based on %s", value, l.keys["based_on"])
	}
}

// based sets the dates of the base while its files are read: prices and rows
// without dates hold for those. The contract's own ones narrow them at the end.
func (l *loader) based() {
	c := l.card
	if l.base == nil {
		return
	}
	l.from, l.to = c.from, c.to
	c.from, _ = carriers.ParseDate(l.keys["effective_from"])
	c.until, _ = carriers.ParseDate(l.keys["effective_to"])
	c.to = cmp.Or(c.until, openEnd)
	if from, to := max(l.from, c.from), min(l.to, c.to); from > to {
		l.fail("card.csv", "%s leaves no day of %s, %s", span(l.from, l.to), l.name, span(c.from, c.to))
	}
}

// blame names the base's folder in the errors about a file that is the base's.
// If the base does not load by itself, its errors are all that is said.
func (l *loader) blame() Errors {
	errs := l.errs.sorted()
	if l.base == nil {
		return errs
	}
	var ofBase Errors
	if _, err := Load(l.base); errors.As(err, &ofBase) {
		for _, e := range ofBase {
			e.File = l.name + "/" + e.File
		}
		return ofBase
	}
	for _, e := range errs {
		if !l.own[e.File] && l.files[e.File] {
			e.File = l.name + "/" + e.File
		}
	}
	return errs
}
