package tariff

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// maxFile is the largest file of a card that is read, over ten times the
// largest of the published ones.
const maxFile = 16 << 20

// Load reads a rate card from a folder of CSV files: os.DirFS of a shipper's
// own, or an embedded one. The error is an Errors with every mistake in every
// file, and a card that has one is not returned. A mistake about a service or a
// zone comes first alone, since the other files speak of them.
//
// A contract is a folder whose card.csv is based_on another card, by its name:
// bases are where that one is looked for, folders of cards and folders of such
// folders. The mistakes of a contract name its own files; those in a file of the
// base, "ups-daily-2026/zones.csv".
func Load(fsys fs.FS, bases ...fs.FS) (*Card, error) {
	l := &loader{fsys: fsys, card: &Card{digits: 2, unit: dimweight.Pound, to: openEnd, texts: &noteTable{}, times: &timetables{}}}
	l.load(bases)
	if len(l.errs) > 0 {
		return nil, l.blame()
	}
	return l.card, nil
}

// MustLoad is Load for a card that is part of the program and tested to load.
// It panics when the card does not.
func MustLoad(fsys fs.FS, bases ...fs.FS) *Card {
	card, err := Load(fsys, bases...)
	if err != nil {
		panic(err)
	}
	return card
}

// A loader reads the files of a card one after the other, later ones by what
// earlier ones named.
type loader struct {
	fsys  fs.FS
	card  *Card
	files map[string]bool
	errs  Errors
	contract
	offers
}

func (l *loader) load(bases []fs.FS) {
	if !l.list() {
		return
	}
	l.findBase(bases)
	if l.loadCard(); l.own != nil && (l.base == nil || !l.sound("card.csv")) {
		return // every file of the base would be missing, or another card's
	}
	l.based()
	l.loadServices()
	l.amendServices()
	known := true
	for _, s := range l.card.services {
		known = l.loadSheet(s) && known
	}
	if !l.sound("services.csv") {
		return // the other files speak of services and zones, and would be wrong in their wake
	}
	l.checkSheets()
	if !known {
		return
	}
	l.card.estimated = l.card.notes.bit("zone estimated from the distance between the centres of the two postal prefixes")
	l.card.listed = l.card.from
	l.card.aged = l.card.notes.bit(fmt.Sprintf("prices are those of %v, more than a year before: look for a newer list", l.card.from))
	l.card.uncut = l.card.notes.bit("no pickup cutoff is known: what is ready on a day of collection counts as collected that day")
	wait := l.loadLanes()
	l.loadAreas()
	l.loadFuel()
	l.loadOffers()
	l.loadSurcharges()
	l.finishOffers()
	l.loadTransit()
	l.loadCalendar()
	wait()
	l.narrow()
	if len(l.errs) == 0 {
		l.card.plan()
		l.card.number()
		l.shareFits()
	}
	if n := len(l.card.notes.texts); n > maxNotes {
		l.fail("card.csv", "%d different notes are over the %d limit", n, maxNotes)
	}
}

// checkSheets reports price lists that no service asks for.
func (l *loader) checkSheets() {
	for file := range l.files {
		id, ok := strings.CutPrefix(file, "rates-")
		if id = strings.TrimSuffix(id, ".csv"); ok && l.service(id) == nil {
			l.fail(file, "service %q is not in services.csv", id)
		}
	}
}

// list finds the card's files, and reports CSV files that are none of them.
func (l *loader) list() bool {
	entries, err := fs.ReadDir(l.fsys, ".")
	if err != nil {
		l.fail("card.csv", "the folder cannot be read: %v", err)
		return false
	}
	l.files = map[string]bool{}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		l.files[name] = true
		if !slices.Contains(fileNames, name) && !strings.HasPrefix(name, "rates-") {
			l.fail(name, "not a file of a card: there are %s and rates-<service>.csv", strings.Join(fileNames, ", "))
		}
	}
	return true
}

var fileNames = []string{"card.csv", "services.csv", "zones.csv", "distance.csv", "centroids.csv", "areas.csv", "surcharges.csv", "fuel.csv", "transit.csv", "calendar.csv",
	"discounts.csv", "tiers.csv", "minimums.csv", "reductions.csv"}

func (l *loader) has(file string) bool { return l.files[file] }

func (l *loader) fail(file, format string, args ...any) {
	l.errs = append(l.errs, &Error{File: file, Message: fmt.Sprintf(format, args...)})
}

// sound reports whether no mistake has been found in a file so far. What hangs
// on a file that is not is left unsaid.
func (l *loader) sound(file string) bool {
	return !slices.ContainsFunc(l.errs, func(e *Error) bool { return e.File == file })
}

// table opens one file. It returns nil, which has no rows, when it cannot.
func (l *loader) table(file string, columns columns) *table {
	return l.open(l.folder(file), file, columns)
}

func (l *loader) open(fsys fs.FS, file string, columns columns) *table {
	f, err := fsys.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		l.fail(file, "the file is missing")
		return nil
	}
	if err != nil {
		l.fail(file, "%v", err)
		return nil
	}
	defer f.Close()
	text, err := readFile(f)
	if err != nil {
		l.fail(file, "%v", err)
		return nil
	}
	return newTable(file, text, &l.errs, columns)
}

// readFile reads a file, into memory of just its size if it tells one.
func readFile(r io.Reader) (string, error) {
	var text strings.Builder
	chunk := 32 << 10
	if f, ok := r.(fs.File); ok {
		if info, err := f.Stat(); err == nil && info.Size() <= maxFile {
			text.Grow(int(info.Size()))
			chunk = min(chunk, int(info.Size())+1)
		}
	}
	n, err := io.CopyBuffer(&text, io.LimitReader(r, maxFile+1), make([]byte, chunk))
	if err == nil && n > maxFile {
		err = fmt.Errorf("the file is over the %d byte limit", maxFile)
	}
	return text.String(), err
}

// loadCard reads card.csv: what holds for the whole card.
func (l *loader) loadCard() {
	c := l.card
	t := l.amended("card.csv", "key", columns{required: []string{"key", "value"}})
	seen := map[string]bool{}
	for t.next() {
		key := t.required("key")
		value := t.required("value")
		if seen[key] && key != "source" && key != "note" && key != "holidays" {
			t.fail(t.at("key"), "%s stands twice", key)
		}
		seen[key] = true
		if key == "" || value == "" || l.contractKey(t, key, value) {
			continue
		}
		switch key {
		case "carrier":
			c.carrier = read(t, "value", name)
		case "name":
			c.name = read(t, "value", name)
		case "currency":
			digits, ok := carriers.Currency(value).Digits()
			if !ok {
				t.fail(t.at("value"), "%q: not an ISO 4217 code such as USD", value)
			}
			c.currency, c.digits = carriers.Currency(value), digits
		case "country":
			if len(value) != 2 || strings.Trim(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
				t.fail(t.at("value"), "%q: not a code of two capitals such as US", value)
			}
			c.country = value
		case "weight_unit":
			c.unit = cmp.Or(read(t, "value", weightUnit), c.unit)
		case "effective_from":
			c.from = t.date("value")
		case "effective_to":
			c.until = t.date("value")
		case "source":
			c.sources = append(c.sources, value)
		case "holidays":
			c.holidays = append(c.holidays, read(t, "value", holidayPlace))
		case "note":
			c.standing |= c.notes.bit(value)
		default:
			t.fail(t.at("key"), "unknown key %q: there are %s", key, strings.Join(keyNames, ", "))
		}
	}
	for _, key := range keyNames[:7] {
		if t != nil && !seen[key] && (l.own == nil || l.base != nil) {
			l.fail("card.csv", "%s is missing", key)
		}
	}
	if c.until != 0 && c.until < c.from && l.base == nil {
		l.fail("card.csv", "effective_to %v is before effective_from %v", c.until, c.from)
	}
	c.to = cmp.Or(c.until, openEnd)
}

// keyNames are the keys of card.csv, those that every card needs first.
var keyNames = []string{"carrier", "name", "currency", "country", "weight_unit", "effective_from", "source", "effective_to", "holidays", "note",
	"based_on", "services", "tier"}

func name(s string) (string, error) {
	if !isName(s) {
		return "", fmt.Errorf("%q: not lower case letters, digits and hyphens", s)
	}
	return s, nil
}

func weightUnit(s string) (dimweight.Weight, error) {
	switch s {
	case "lb":
		return dimweight.Pound, nil
	case "kg":
		return dimweight.Kilogram, nil
	}
	return 0, fmt.Errorf("%q: not lb or kg", s)
}

// service returns a service by its name, or nil.
func (l *loader) service(id string) *service {
	for _, s := range l.card.services {
		if s.id == id {
			return s
		}
	}
	return nil
}

// sorted puts the errors in order of place, each once: some files are read in
// two passes.
func (e Errors) sorted() Errors {
	full := len(e) >= maxErrors
	slices.SortStableFunc(e, func(a, b *Error) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Message, b.Message))
	})
	e = slices.CompactFunc(e, func(a, b *Error) bool { return *a == *b })
	if full {
		e = append(e, &Error{File: e[len(e)-1].File, Message: fmt.Sprintf("more mistakes may follow the first %d", len(e))})
	}
	return e
}
