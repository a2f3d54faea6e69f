package orders

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/dimweight"
)

// maxTable is the largest map, file of boxes or file of products, in bytes.
const maxTable = 64 << 20

// A table is a small CSV file with a header, read whole.
type table struct {
	name string // of what it lists, for messages
	at   map[string]int
	row  []string
	line int
	bad  []error
}

// readTable calls each for every row of a file with the columns named. All that
// is wrong is told at once.
func readTable(in io.Reader, name, columns string, each func(*table)) error {
	t := &table{name: name, at: map[string]int{}}
	limited := &io.LimitedReader{R: in, N: maxTable + 1}
	r := csv.NewReader(limited)
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: the file is empty: its columns are %s", name, columns)
	} else if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	known := map[string]bool{}
	for c := range strings.FieldsSeq(columns) {
		known[normal(c)] = true
	}
	for i, h := range header {
		n := normal(strings.TrimPrefix(h, utf8BOM))
		if _, twice := t.at[n]; twice && n != "" {
			return fmt.Errorf("%s: column %s stands twice", name, h)
		}
		if !known[n] && n != "" {
			return fmt.Errorf("%s: column %q is unknown: there are %s", name, h, columns)
		}
		t.at[n] = i
	}
	for {
		t.row, err = r.Read()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		t.line, _ = r.FieldPos(0)
		each(t)
	}
	if limited.N == 0 {
		return fmt.Errorf("%s: the file is over the %d byte limit", name, maxTable)
	}
	return errors.Join(t.bad...)
}

func (t *table) cell(column string) string {
	if at, ok := t.at[normal(column)]; ok && at < len(t.row) {
		return trim(t.row[at])
	}
	return ""
}

func (t *table) fail(column, format string, args ...any) {
	t.bad = append(t.bad, fmt.Errorf("%s:%d: %s: %w", t.name, t.line, column, fmt.Errorf(format, args...)))
}

// text reads a cell that is to be printed.
func (t *table) text(column string) string {
	v := t.cell(column)
	if reason, _ := textProblem(v); reason != "" {
		t.fail(column, "%s", reason)
	}
	return v
}

// read parses a cell; blank is zero, unless it must be there.
func read[T any](t *table, column string, must bool, parse func(string) (T, error)) T {
	var zero T
	v := t.cell(column)
	if v == "" {
		if must {
			t.fail(column, "must be filled")
		}
		return zero
	}
	got, err := parse(v)
	if err != nil {
		t.fail(column, "%w", err)
		return zero
	}
	return got
}

// ReadMap reads a file of two columns: ours, and the header that a file has for
// it. A first row that says ours,theirs is its own header. See the README.
func ReadMap(in io.Reader) (Map, error) {
	r := csv.NewReader(io.LimitReader(in, maxTable))
	r.FieldsPerRecord = 2
	m := Map{}
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, csv.ErrFieldCount) {
			return nil, fmt.Errorf("map: %w", err)
		}
		line, _ := r.FieldPos(0)
		if err != nil {
			return nil, fmt.Errorf("map:%d: %d cells: each row has two, our column and the header of theirs", line, len(row))
		}
		ours, theirs := trim(strings.TrimPrefix(row[0], utf8BOM)), trim(row[1])
		if first && (normal(ours) == "ours" || normal(ours) == "ourcolumn") {
			continue
		}
		if _, _, ok := lookUp(ours); !ok {
			return nil, fmt.Errorf("map:%d: %q is no column of ours; the README lists them", line, ours)
		}
		if theirs == "" {
			return nil, fmt.Errorf("map:%d: %s has no column of theirs", line, ours)
		}
		if _, twice := m[ours]; twice {
			return nil, fmt.Errorf("map:%d: %s stands twice", line, ours)
		}
		m[ours] = theirs
	}
	if len(m) == 0 {
		return nil, errors.New("map: the file is empty: write a row for each column, such as postal_code,Zip")
	}
	return m, nil
}

// ReadBoxes reads the boxes of a warehouse: name, inner and outer size, tare,
// limit and price. The limit and the price may be blank. See the README.
func ReadBoxes(in io.Reader) ([]Box, error) {
	var boxes []Box
	seen := map[string]bool{}
	err := readTable(in, "boxes", "name inner outer tare limit price", func(t *table) {
		b := Box{
			Name:  t.text("name"),
			Inner: read(t, "inner", true, dimweight.ParseDims),
			Outer: read(t, "outer", true, dimweight.ParseDims),
			Tare:  read(t, "tare", true, dimweight.ParseWeight),
			Limit: read(t, "limit", false, dimweight.ParseWeight),
			Price: read(t, "price", false, func(v string) (carriers.Money, error) { return carriers.ParseMoney(v, "USD") }),
		}
		in, out := b.Inner.Sorted(), b.Outer.Sorted()
		switch {
		case b.Name == "":
			t.fail("name", "must be filled")
		case seen[b.Name]:
			t.fail("name", "%q stands twice", b.Name)
		case in.Length > out.Length || in.Width > out.Width || in.Height > out.Height:
			t.fail("inner", "%v is larger than the outer size %v", b.Inner, b.Outer)
		}
		seen[b.Name] = true
		boxes = append(boxes, b)
	})
	if err == nil && len(boxes) == 0 {
		err = errors.New("boxes: the file has no box")
	}
	if err != nil {
		return nil, err
	}
	return boxes, nil
}

// ReadProducts reads what is known of articles: sku, name, weight, dims, bin,
// description, hs_code, origin and value. All but the sku may be blank. See the
// README.
func ReadProducts(in io.Reader) (Products, error) {
	products := Products{}
	err := readTable(in, "products", "sku name weight dims bin description hs_code origin value", func(t *table) {
		sku := t.text("sku")
		if _, twice := products[sku]; twice {
			t.fail("sku", "%q stands twice", sku)
		} else if sku == "" {
			t.fail("sku", "must be filled")
		}
		products[sku] = Product{
			Item: carriers.Item{
				Name: t.text("name"), Bin: t.text("bin"), Description: t.text("description"), HSCode: t.text("hs_code"),
				Origin: read(t, "origin", false, parseCountry),
				Value:  read(t, "value", false, func(v string) (carriers.Money, error) { return carriers.ParseMoney(v, "USD") }),
				Weight: read(t, "weight", false, dimweight.ParseWeight),
			},
			Dims: read(t, "dims", false, dimweight.ParseDims),
		}
	})
	if err != nil {
		return nil, err
	}
	return products, nil
}

func parseCountry(v string) (string, error) {
	if code := countryCode(v); code != "" {
		return code, nil
	}
	return "", fmt.Errorf("%q is not a country", v)
}
