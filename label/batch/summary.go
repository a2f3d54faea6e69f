package batch

import (
	"io"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// Summary is what a run came to, as summary.json has it; package report counts it,
// reads it and writes its page.
type Summary = report.Summary

// Sums is an amount in each of several currencies.
type Sums = report.Sums

// The files of a run beside the labels.
const (
	shipmentsFile = "shipments.csv"
	errorsFile    = "errors.csv"
	reportFile    = "report.html"
	summaryFile   = "summary.json"
)

// summary is what is known of a run before its orders are counted.
func (h *runHead) summary() Summary {
	return Summary{Run: h.Run, Input: h.Input, Ready: h.Ready, Carriers: h.Carriers, Accounts: h.Accounts}
}

// writeSummary writes the page of a run, and then its summary: where that is, all
// is.
func (f *folder) writeSummary(s *Summary) error {
	if err := f.write(reportFile, func(w io.Writer) error { return report.HTML(w, s) }); err != nil {
		return err
	}
	return f.write(summaryFile, func(w io.Writer) error { return writeJSON(w, s) })
}

// done is an order that has labels, as the report counts it.
func (it *item) done() *report.Done {
	s := &it.order.Shipment
	return &report.Done{
		Order: it.order.ID, Row: it.order.Row, Quote: &it.choice, Rivals: it.rivals, Ready: carriers.DateOf(s.Ready), By: it.order.By,
		To: &s.To, Labels: it.pages(), Notes: it.order.Notes,
	}
}

// codes are those of the problems of an order that is refused.
func codes(e *orders.RowError) []string {
	list := make([]string, len(e.Problems))
	for i := range e.Problems {
		list[i] = string(e.Problems[i].Code)
	}
	return list
}
