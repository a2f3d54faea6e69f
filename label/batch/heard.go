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
		h := report.Heard{Account: w.Name(), State: report.Answered}
		for i := range shopped.Rejections {
			if r := &shopped.Rejections[i]; r.Carrier == h.Account && isAway(r) {
				h.State, h.Reason = report.GaveNone, r.Reason
				switch {
				case w.rests.Load():
					h.State = report.AtRest
				case r.Code == carriers.Timeout:
					h.State = report.WasLate
				}
			}
		}
		for _, q := range shopped.Quotes {
			if q.Carrier == h.Account && q.Fallback != "" {
				h.State, h.Reason = report.ByCard, q.Fallback
			}
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
