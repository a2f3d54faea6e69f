package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/ledger"
)

// sold makes an order's label that of its purchases.
func (r *run) sold(chunk int, it *item) error {
	first := &it.sale.records[0]
	var memo chosen
	if err := json.Unmarshal(first.Memo, &memo); err != nil || memo.Quote == nil {
		return memoError(it.order.ID, err)
	}
	it.choice, it.rivals = memo.Quote, memo.Rivals
	it.choice.Service = first.Bought.Service
	it.given.Numbers = nil
	for i := range it.sale.labels {
		it.given.Numbers = append(it.given.Numbers, it.sale.labels[i].Number)
	}
	if len(it.given.Numbers) != len(it.order.Shipment.Parcels) || len(it.choice.Parcels) != len(it.given.Numbers) {
		return fmt.Errorf("order %s: %d labels are bought for %d parcels", it.order.ID, len(it.given.Numbers), len(it.order.Shipment.Parcels))
	}
	it.correct()
	if n := it.copies(); n > 1 {
		it.note(fmt.Sprintf("%d copies are asked for: the carrier's file is one, print it %d times", n, n))
	}
	it.given.Carrier, it.given.Service = it.choice.Carrier, it.choice.Service
	it.given.File, it.given.Page = r.where(chunk, it, it.given.Numbers, 0)
	return nil
}

func (it *item) note(text string) { it.order.Notes = append(slices.Clip(it.order.Notes), text) }

// Correction is the charge that makes of a quote what the carrier charged when it
// sold the label.
const Correction carriers.ChargeCode = "correction"

// correct makes the quote's total what the carrier charged, where it tells.
func (it *item) correct() {
	paid := carriers.Money{Currency: it.choice.Currency}
	for i := range it.sale.records {
		price := it.sale.records[i].Bought.Price
		if price.Currency != paid.Currency {
			return
		}
		paid.Minor += price.Minor
	}
	over := paid.Minor - it.choice.Total().Minor
	if over == 0 || paid.Minor <= 0 {
		return
	}
	it.choice.Charges = append(slices.Clip(it.choice.Charges), carriers.Charge{Code: Correction, Name: "What was charged beyond the quote", Amount: over, Parcel: carriers.WholeShipment})
	it.note(fmt.Sprintf("quoted at %v, charged %v", carriers.Money{Minor: paid.Minor - over, Currency: paid.Currency}, paid))
}

// stillOurs returns ledger.ErrFenced if another has the chunk by now. In a run that
// buys it may know more of a purchase, and its part is not to be written over.
func (r *run) stillOurs(w *work) error {
	if r.Buy == nil {
		return nil
	}
	holds, err := r.Ledger.Holds(context.Background(), w.lease)
	if err == nil && !holds {
		err = ledger.ErrFenced
	}
	return err
}

// boughtName is the file of a label that was bought.
func boughtName(chunk int, l *carriers.BoughtLabel) string {
	return path.Join(fmt.Sprintf("labels-%04d", chunk+1), FileName(l))
}

// FileName is the name for a label that was bought: its number, as far as that is fit
// for the name of a file, and its format.
func FileName(l *carriers.BoughtLabel) string { return plainName(l.Number) + "." + string(l.Format) }

// printBought writes the labels that were bought, each a file as the carrier made
// it, and returns their names.
func (r *run) printBought(w *work) (files []string, err error) {
	for _, it := range w.fresh() {
		if it.sale == nil || it.void() {
			continue
		}
		for i := range it.sale.labels {
			l := &it.sale.labels[i]
			name := boughtName(w.lease.Chunk, l)
			if files == nil {
				if err := r.Disk.MkdirAll(r.folder.name(path.Dir(name))); err != nil {
					return nil, err
				}
			}
			files = append(files, name)
			if err := r.folder.write(name, func(to io.Writer) error { _, err := to.Write(l.Data); return err }); err != nil {
				return nil, err
			}
		}
	}
	if files == nil {
		return nil, nil
	}
	return files, r.folder.sync(path.Dir(files[0]))
}
