package batch

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// chargeColumns are the charges that shipments.csv has a column for. The columns
// are the same every day; what else a card charges stands in other_charges.
var chargeColumns = []carriers.ChargeCode{
	carriers.Base, carriers.Fuel, carriers.Residential, carriers.DeliveryArea, carriers.AdditionalHandling, carriers.Oversize,
	carriers.NonstandardParcel, carriers.Peak, carriers.SignatureCharge, carriers.SaturdayCharge, carriers.Insurance, carriers.Discount,
}

// shipmentHeader is that of shipments.csv.
func shipmentHeader() []string {
	header := []string{
		"order", "row", "parcel", "status", "carrier", "service", "billable_weight", "zone", "ships", "delivers", "deliver_time", "deadline", "guaranteed",
	}
	for _, code := range chargeColumns {
		header = append(header, string(code))
	}
	return append(header, "other_charges", "total", "currency", "tracking_number", "file", "page", "notes")
}

// A rowWriter appends the cells of a CSV row.
type rowWriter struct {
	b     []byte
	start int
}

func (w *rowWriter) cell(s string) {
	if len(w.b) > w.start {
		w.b = append(w.b, ',')
	}
	w.b = appendCell(w.b, s)
	if len(w.b) == w.start {
		w.b = append(w.b, `""`...) // a first cell that is empty
	}
}

func (w *rowWriter) number(n int) { w.cell(strconv.Itoa(n)) }

func (w *rowWriter) end() {
	w.b = append(w.b, '\n')
	w.start = len(w.b)
}

// csvRow is a row of cells.
func csvRow(cells []string) []byte {
	var w rowWriter
	for _, s := range cells {
		w.cell(s)
	}
	w.end()
	return w.b
}

// appendCell appends a cell of CSV. What a spreadsheet would run as a formula
// gets an apostrophe in front, which spreadsheets take for "this is text".
func appendCell(b []byte, s string) []byte {
	if s == "" {
		return b
	}
	if strings.IndexByte("=+-@\t\r", s[0]) >= 0 && !isNumber(s) {
		s = "'" + s
	}
	if !strings.ContainsAny(s, ",\"\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

// isNumber reports whether a cell is a plain number, such as -1.20.
func isNumber(s string) bool {
	s = strings.TrimLeft(s, "+-")
	whole, fraction, point := strings.Cut(s, ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!point || digits(fraction))
}

// appendShipment appends a row for each parcel of an order. Charges for the whole
// shipment stand with the first.
func (r *run) appendShipment(to *[]byte, chunk int, it *item) {
	status := "new"
	if it.given.Numbers == nil {
		status = "priced"
	}
	q := &it.choice
	w := rowWriter{b: *to, start: len(*to)}
	for i := range q.Parcels {
		rated := &q.Parcels[i]
		w.cell(it.order.ID)
		w.number(it.order.Row)
		w.number(i + 1)
		w.cell(status)
		w.cell(q.Carrier)
		w.cell(q.Service)
		w.cell(rated.Billable.In(rated.Unit))
		w.cell(rated.Zone)
		w.cell(q.Ships.String())
		w.cell(q.Delivers.String())
		w.cell(q.DeliverTime)
		w.cell(it.order.By.String())
		w.cell(yes(q.Guaranteed))
		appendCharges(&w, q, i)
		if it.given.Numbers == nil {
			w.cell("")
			w.cell("")
			w.cell("")
		} else {
			file, page := r.where(chunk, it, it.given.Numbers, i)
			w.cell(it.given.Numbers[i])
			w.cell(file)
			w.number(page)
		}
		w.cell(strings.Join(it.order.Notes, "; "))
		w.end()
	}
	*to = w.b
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// appendCharges appends the charges of a parcel, their total and currency.
func appendCharges(w *rowWriter, q *carriers.Quote, parcel int) {
	var known [16]int64
	var has [16]bool
	var other []string
	total := carriers.Money{Currency: q.Currency}
	for i := range q.Charges {
		c := &q.Charges[i]
		if c.Parcel != parcel && (c.Parcel != carriers.WholeShipment || parcel > 0) {
			continue
		}
		total.Minor += c.Amount
		if at := slices.Index(chargeColumns, c.Code); at >= 0 {
			known[at] += c.Amount
			has[at] = true
		} else {
			other = append(other, string(c.Code)+"="+q.Money(*c).Amount())
		}
	}
	for at := range chargeColumns {
		if has[at] {
			w.cell(carriers.Money{Minor: known[at], Currency: q.Currency}.Amount())
		} else {
			w.cell("")
		}
	}
	w.cell(strings.Join(other, " "))
	w.cell(total.Amount())
	w.cell(string(total.Currency))
}

// appendEarlier appends the rows of an order that had labels before: its numbers,
// and where the labels are. What it cost was told then.
func (r *run) appendEarlier(to *[]byte, it *item) error {
	w := rowWriter{b: *to, start: len(*to)}
	old := &it.given.Order
	dir, err := r.folderOf(old.Run)
	if err != nil {
		return err
	}
	for i, number := range old.Numbers {
		w.cell(it.order.ID)
		w.number(it.order.Row)
		w.number(i + 1)
		w.cell("earlier")
		w.cell(old.Carrier)
		w.cell(old.Service)
		for range len(shipmentHeader()) - 10 {
			w.cell("")
		}
		w.cell(number)
		if i == 0 {
			w.cell(filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(old.File))))
			w.number(old.Page)
		} else {
			w.cell("")
			w.cell("")
		}
		w.cell("")
		w.end()
	}
	*to = w.b
	return nil
}

// folderOf is where the labels of a run are: empty for the folder of this one.
func (r *run) folderOf(id string) (string, error) {
	if id == r.head.Run {
		return "", nil
	}
	r.state.mu.Lock()
	defer r.state.mu.Unlock()
	if dir, ok := r.state.folders[id]; ok {
		return dir, nil
	}
	status, err := r.Ledger.Status(context.Background(), id)
	if err != nil {
		return "", err
	}
	if r.state.folders == nil {
		r.state.folders = map[string]string{}
	}
	r.state.folders[id] = status.Folder
	return status.Folder, nil
}
