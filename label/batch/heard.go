package batch

import (
	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/label/batch/report"
	"github.com/shiprate/shiprate/rates"
)

// heard tells what each live carrier said for an order.
func heard(asked []carriers.Carrier, shopped *rates.Shopped) (list []report.Heard) {
	for _, c := range asked {
		w, ok := c.(*waitedFor)
		if !ok {
			continue
		}
		h, said := report.Heard{Account: w.Name(), State: report.Answered}, shopped.AnswerOf(w.Name())
		switch {
		case said.Fallback != "":
			h.State, h.Reason = report.ByCard, said.Fallback
		case !said.Silent():
		case w.rests.Load():
			h.State, h.Reason = report.AtRest, said.Whole.Reason
		case said.Whole.Code == carriers.Timeout:
			h.State, h.Reason = report.WasLate, said.Whole.Reason
		default:
			h.State, h.Reason = report.GaveNone, said.Whole.Reason
		}
		list = append(list, h)
	}
	return list
}

// left is what a note of an order says of a live carrier without whose prices was
// chosen.
const left = " gave no answer, and was left out of the choice: shiprate carriers login tells why"

// leftOut are notes on the carriers that gave no answer for an order.
func leftOut(list []report.Heard) (notes []string) {
	for _, h := range list {
		switch h.State {
		case report.GaveNone, report.WasLate, report.AtRest:
			notes = append(notes, h.Account+left)
		}
	}
	return notes
}
