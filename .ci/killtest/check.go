package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const shop = `{"name":"Shipping","company":"Bolt & Nut","street":["1 Main St"],"city":"New York","state":"NY","postal_code":"10001","country":"US"}`

// writeOrders writes orders, of which the 997th and so on are bad, and each 11th
// has two parcels.
func writeOrders(name string, n int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "order,name,street1,city,state,zip,country,dims,weight")
	places := []string{"San Francisco,CA,94105", "Chicago,IL,60601", "Boston,MA,02108", "Austin,TX,78701", "Miami,FL,33101"}
	sizes := []string{"12x9x7in", "20x16x12in", "6x4x2in", "30x20x20in"}
	for i := range n {
		weight := strconv.Itoa(1+i*7%45) + "lb"
		if bad(i) {
			weight = "5e2"
		}
		row := fmt.Sprintf("O-%07d,Zoë Żak,%d Market St,%s,US,%s,%s\n", i, i, places[i%5], sizes[i%4], weight)
		w.WriteString(row)
		if i%11 == 10 {
			w.WriteString(row)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func bad(i int) bool { return i%997 == 996 }

// parcels is how many labels there must be.
func parcels(n int) (count int) {
	for i := range n {
		if bad(i) {
			continue
		}
		count++
		if i%11 == 10 {
			count++
		}
	}
	return count
}

// checkFiles reads the files of a run: every good order has its labels in
// shipments.csv, each with a number of its own, which stands on the page that it
// tells, in so many files of labels; every bad one is in errors.csv.
func (t *test) checkFiles(dir string, read int) error {
	shipments, err := readCSV(filepath.Join(dir, "shipments.csv"))
	if err != nil {
		return err
	}
	if len(shipments) != parcels(t.rows) {
		return fmt.Errorf("shipments.csv has %d rows, want %d", len(shipments), parcels(t.rows))
	}
	number, file, page, order := column(shipments, "tracking_number"), column(shipments, "file"), column(shipments, "page"), column(shipments, "order")
	places := map[string][]int{} // rows by file
	seen := map[string]bool{}
	orders := map[string]bool{}
	for i := range shipments {
		if seen[number[i]] {
			return fmt.Errorf("%s stands twice", number[i])
		}
		seen[number[i]], orders[order[i]] = true, true
		places[file[i]] = append(places[file[i]], i)
	}
	failures, err := readCSV(filepath.Join(dir, "errors.csv"))
	if err != nil {
		return err
	}
	for _, id := range column(failures, "order") {
		orders[id] = true
	}
	if len(orders) != t.rows {
		return fmt.Errorf("%d orders are in shipments.csv and errors.csv, want %d", len(orders), t.rows)
	}
	names := slices.Sorted(maps.Keys(places))
	t.random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names[:min(read, len(names))] {
		rows := places[name]
		pages, err := readPages(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		if len(pages) != len(rows) {
			return fmt.Errorf("%s has %d pages, want %d", name, len(pages), len(rows))
		}
		for _, i := range rows {
			at, err := strconv.Atoi(page[i])
			if err != nil || at < 1 || at > len(pages) || !strings.Contains(pages[at-1], number[i]) || !strings.Contains(pages[at-1], order[i]) {
				return fmt.Errorf("%s page %s has not %s of %s", name, page[i], number[i], order[i])
			}
		}
	}
	fmt.Printf("%d orders have %d numbers; read %d of %d files of labels: every order has its number on its page\n",
		len(orders), len(seen), min(read, len(names)), len(names))
	return nil
}

// readPages returns the text of every page of a PDF without its blanks.
func readPages(name string) ([]string, error) {
	if out, err := exec.Command("qpdf", "--check", name).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("qpdf: %w: %s", err, out)
	}
	text, err := exec.Command("pdftotext", "-layout", name, "-").Output()
	if err != nil {
		return nil, fmt.Errorf("pdftotext %s: %w", name, err)
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	for i := range pages {
		pages[i] = strings.Join(strings.Fields(pages[i]), "")
	}
	return pages, nil
}

// A table is rows by the names of their columns.
type table []map[string]string

func column(t table, name string) []string {
	list := make([]string, len(t))
	for i := range t {
		list[i] = t[i][name]
	}
	return list
}

func readCSV(name string) (table, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var t table
	for _, cells := range rows[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[rows[0][i]] = cell
		}
		t = append(t, row)
	}
	return t, nil
}

// query asks the ledger by the database's own program.
func (t *test) query(sql string) ([][]string, error) {
	cmd := exec.Command("sqlite3", "-readonly", "-csv", t.ledger, sql)
	if t.postgres != "" {
		cmd = exec.Command(filepath.Join(t.postgres, "psql"), "--csv", "-t", "-d", t.ledger, "-c", sql)
	}
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", sql, err)
	}
	return csv.NewReader(strings.NewReader(string(out))).ReadAll()
}

// checkLedger holds the ledger against shipments.csv: the same numbers, none twice,
// and of each account all serials from 1 to the last that was given.
func (t *test) checkLedger(dir string) error {
	rows, err := t.query("SELECT id, carrier, numbers FROM orders ORDER BY id")
	if err != nil {
		return err
	}
	serials := map[string][]int{}
	in := map[string]string{} // orders by number
	for _, row := range rows {
		for _, number := range strings.Fields(row[2]) {
			if in[number] != "" {
				return fmt.Errorf("%s is of %s and of %s", number, in[number], row[0])
			}
			in[number] = row[0]
			serial, err := serialOf(row[1], number)
			if err != nil {
				return err
			}
			serials[row[1]] = append(serials[row[1]], serial)
		}
	}
	shipments, err := readCSV(filepath.Join(dir, "shipments.csv"))
	if err != nil {
		return err
	}
	for _, row := range shipments {
		if in[row["tracking_number"]] != row["order"] {
			return fmt.Errorf("%s is of %s, and in the ledger of %q", row["tracking_number"], row["order"], in[row["tracking_number"]])
		}
	}
	if len(shipments) != len(in) {
		return fmt.Errorf("%d numbers in the ledger, %d in shipments.csv", len(in), len(shipments))
	}
	return t.checkSerials(serials)
}

func (t *test) checkSerials(serials map[string][]int) error {
	counters, err := t.query("SELECT account, next FROM serials")
	if err != nil {
		return err
	}
	for _, row := range counters {
		carrier, _, _ := strings.Cut(row[0], "=")
		list := serials[carrier]
		slices.Sort(list)
		for i, serial := range list {
			if serial != i+1 {
				return fmt.Errorf("account %s: serial %d was leaked", row[0], i+1)
			}
		}
		if next := strconv.Itoa(len(list) + 1); next != row[1] {
			return fmt.Errorf("account %s: %d serials were given and the next is %s", row[0], len(list), row[1])
		}
	}
	open, err := t.query("SELECT n FROM chunks WHERE state <> 2")
	if err == nil && len(open) > 0 {
		err = fmt.Errorf("%d chunks are not done", len(open))
	}
	return err
}

// serialOf reads the serial in a number as its carrier's documents say where it
// stands.
func serialOf(carrier, number string) (int, error) {
	places := map[string][2]int{"ups": {10, 17}, "usps": {14, 21}, "fedex": {4, 11}}
	at, ok := places[carrier]
	if !ok || len(number) < at[1] {
		return 0, fmt.Errorf("%s %s: an unknown number", carrier, number)
	}
	return strconv.Atoi(number[at[0]:at[1]])
}
