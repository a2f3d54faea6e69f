package batch

import (
	"context"
	"math/bits"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// chargeColumns are the charges that shipments.csv has a column for. The columns
// are the same every day; what else a card charges stands in other_charges.
var chargeColumns = [...]carriers.ChargeCode{
	carriers.Base, carriers.Fuel, carriers.Residential, carriers.DeliveryArea, carriers.AdditionalHandling, carriers.Oversize,
	carriers.NonstandardParcel, carriers.Peak, carriers.SignatureCharge, carriers.SaturdayCharge, carriers.Insurance, carriers.Discount,
}

// commas part the cells of charges.
var commas = strings.Repeat(",", len(chargeColumns)-1)

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

// next begins a cell, which the caller appends to b where it is known to need no
// quotes and not to be the first one.
func (w *rowWriter) next() {
	if len(w.b) > w.start {
		w.b = append(w.b, ',')
	}
}

// word is cell for a word of ours.
func (w *rowWriter) word(s string) {
	w.next()
	w.b = append(w.b, s...)
}

func (w *rowWriter) cell(s string) {
	w.next()
	if s != "" {
		w.b = orders.AppendCell(w.b, s)
	} else if len(w.b) == w.start {
		w.b = append(w.b, `""`...) // a first cell that is empty
	}
}

func (w *rowWriter) number(n int) {
	w.next()
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

func (w *rowWriter) day(d carriers.Date) {
	w.next()
	w.b = d.AppendTo(w.b)
}

func (w *rowWriter) money(m carriers.Money) {
	w.next()
	w.b = m.AppendAmount(w.b)
}

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

// appendShipment appends a row for each parcel of an order. Charges for the whole
// shipment stand with the first.
func (r *run) appendShipment(b []byte, chunk int, it *item) []byte {
	status := "new"
	switch {
	case it.given.Numbers == nil:
		status = "priced"
	case it.void():
		status = "void"
	}
	q := it.choice
	w := rowWriter{b: b, start: len(b)}
	for i := range q.Parcels {
		rated := &q.Parcels[i]
		w.cell(it.order.ID)
		w.number(it.order.Row)
		w.number(i + 1)
		w.word(status)
		w.cell(q.Carrier)
		w.cell(q.Service)
		w.next()
		w.b = rated.Billable.AppendIn(w.b, rated.Unit)
		w.cell(rated.Zone)
		w.day(q.Ships)
		w.day(q.Delivers)
		w.cell(q.DeliverTime)
		w.day(it.order.By)
		w.word(yes(q.Guaranteed))
		appendCharges(&w, q, i)
		if it.given.Numbers == nil {
			w.b = append(w.b, ",,,"...)
		} else {
			file, page := r.where(chunk, it, it.given.Numbers, i)
			w.cell(it.given.Numbers[i])
			w.cell(file)
			w.number(page)
		}
		w.cell(strings.Join(it.order.Notes, "; "))
		w.end()
	}
	return w.b
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// appendCharges appends the charges of a parcel, their total and currency.
func appendCharges(w *rowWriter, q *carriers.Quote, parcel int) {
	var sums [len(chargeColumns)]int64
	has, at, other := uint(0), -1, ""
	total := carriers.Money{Currency: q.Currency}
	for i := range q.Charges {
		c := &q.Charges[i]
		if c.Parcel != parcel && (c.Parcel != carriers.WholeShipment || parcel > 0) {
			continue
		}
		total.Minor += c.Amount
		if at = columnOf(c.Code, at+1); at >= 0 {
			sums[at] += c.Amount
			has |= 1 << at
			continue
		}
		if other != "" {
			other += " "
		}
		other += string(c.Code) + "=" + q.Money(*c).Amount()
	}
	w.next()
	at = 0
	for ; has != 0; has &= has - 1 {
		next := bits.TrailingZeros(has)
		w.b = append(w.b, commas[at:next]...)
		w.b = carriers.Money{Minor: sums[next], Currency: q.Currency}.AppendAmount(w.b)
		at = next
	}
	w.b = append(w.b, commas[at:]...)
	w.cell(other)
	w.money(total)
	w.word(string(total.Currency))
}

// columnOf finds the column of a charge, or -1. It looks from one on first: charges
// mostly stand in the order of the columns.
func columnOf(code carriers.ChargeCode, from int) int {
	for at := from; at < len(chargeColumns); at++ {
		if chargeColumns[at] == code {
			return at
		}
	}
	return slices.Index(chargeColumns[:from], code)
}

// appendEarlier appends the rows of an order that had labels before: its numbers,
// and where the labels are. What it cost was told then.
func (r *run) appendEarlier(b []byte, it *item) ([]byte, error) {
	w := rowWriter{b: b, start: len(b)}
	old := &it.given.Order
	dir, err := r.folderOf(old.Run)
	if err != nil {
		return b, err
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
	return w.b, nil
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
