package tariff_test

import (
	"bytes"
	"errors"
	"regexp"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/shiprate/shiprate/carriers/tariff"
)

// headers finds blank lines, the first cell, and what follows it.
var headers = regexp.MustCompile(`^((?:\x{feff})?(?:\r?\n)*)([^,\n]*?)((?s:,.*|\r?\n.*|\r?))$`)

// quoteHeader puts the first cell of each file in quotes, which changes nothing
// of what the file says but where the cells of its first line stand. A file with
// a quote is read by encoding/csv.
func quoteHeader(card fstest.MapFS) fstest.MapFS {
	quoted := fstest.MapFS{}
	for name, file := range card {
		quoted[name] = file
		if parts := headers.FindSubmatch(file.Data); parts != nil && len(parts[2]) > 0 && bytes.IndexByte(file.Data, '"') < 0 {
			quoted[name] = &fstest.MapFile{Data: bytes.Join(parts[1:], []byte{'"'})}
		}
	}
	return quoted
}

// mistakes lists those of a card. Where they stand in the first line is left out.
func mistakes(t *testing.T, card fstest.MapFS) tariff.Errors {
	t.Helper()
	_, err := tariff.Load(card)
	var list tariff.Errors
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.Line <= headerLine(card[e.File]) { // the quotes of the header move its columns
			e.Column = 0
		}
	}
	return list
}

// headerLine is the line of a file's header, which empty lines may stand before.
func headerLine(file *fstest.MapFile) int {
	line := 1
	if file == nil {
		return line
	}
	for rest := bytes.TrimPrefix(file.Data, []byte("\ufeff")); ; line++ {
		first, after, more := bytes.Cut(rest, []byte("\n"))
		if !more || len(bytes.TrimSuffix(first, []byte("\r"))) > 0 {
			return line
		}
		rest = after
	}
}

// FuzzRows loads a card by its own reader of rows, and again by encoding/csv: the
// mistakes are the same ones, at the same places.
func FuzzRows(f *testing.F) {
	for _, seed := range []edit{
		func(testing.TB, fstest.MapFS) {},
		change("zones.csv", "100-102,733,5,-\n", "\n\r\n100-102,733,5,-\r\n,\n 1 ,é,\t,"),
		change("rates-air.csv", "1 lb,20.00", "1 lb,\u00a020.00\u00a0,\r"),
		change("fuel.csv", "12.50", "12.50\r"),
	} {
		f.Add(pack(f, small(f, seed)))
	}
	if file := "zones.csv"; bytes.Equal(quoteHeader(small(f))[file].Data, small(f)[file].Data) {
		f.Fatalf("%s has no quote", file)
	}
	f.Fuzz(func(t *testing.T, archive []byte) {
		card := unpack(archive)
		if diff := cmp.Diff(mistakes(t, quoteHeader(card)), mistakes(t, card)); diff != "" {
			t.Errorf("(-encoding/csv +own):\n%s", diff)
		}
	})
}
