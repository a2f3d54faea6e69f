package rates

import "github.com/shiprate/shiprate/carriers"

// An Answer is what came of asking one carrier.
type Answer struct {
	Quotes  []*carriers.Quote // of its services, in the order of Shopped
	Refused int               // services that do not take the shipment
	LeftOut int               // services that it offers and that it is not asked for: carriers.Excluded

	// Whole is the refusal of the carrier as a whole; nil where its services answered.
	Whole *carriers.Rejection
	// Fallback says why a rate card answers in its place, as in its quotes.
	Fallback string
}

// Silent reports whether the carrier gave no answer: it failed, or was too late.
func (a *Answer) Silent() bool { return a.Whole != nil && unanswered(a.Whole) }

// AnswerOf tells what came of asking a carrier. Of one that was not asked it is zero.
func (s *Shopped) AnswerOf(carrier string) (a Answer) {
	for _, q := range s.Quotes {
		if q.Carrier != carrier {
			continue
		}
		a.Quotes = append(a.Quotes, q)
		if q.Fallback != "" {
			a.Fallback = q.Fallback
		}
	}
	for i := range s.Rejections {
		switch r := &s.Rejections[i]; {
		case r.Carrier != carrier:
		case r.Service == "":
			a.Whole = r
		case r.Code == carriers.Excluded:
			a.LeftOut++
		default:
			a.Refused++
		}
	}
	return a
}
