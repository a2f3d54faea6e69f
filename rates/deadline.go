package rates

import (
	"strconv"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// A Deadline is the latest arrival that the shipper promised, and how sure it
// must be. The zero Deadline is none.
type Deadline struct {
	// Day is the latest day of arrival. Zero is no deadline.
	Day carriers.Date

	// Hour is the latest hour on that day, as "12:00" at the destination; empty
	// is the end of the day. What comes on the day at an unknown hour does not
	// meet it.
	Hour string

	// Confidence is the share of such parcels that must arrive in time: 9500 is
	// 95 %. Zero takes the published promise, which is the latest day that the
	// carrier states; so does a quote without carriers.Quote.Arrivals.
	Confidence carriers.Share
}

// DeliverBy lets through what arrives by the end of a day. A quote whose arrival
// is unknown does not. No date is no deadline: all are let through.
func DeliverBy(day carriers.Date) Constraint { return Deadline{Day: day}.Constraint() }

// String says the deadline as "2026-11-27 12:00 at 95 %"; of none it is "".
func (d Deadline) String() string {
	text := d.Day.String()
	if d.Hour != "" {
		text += " " + d.Hour
	}
	if d.Confidence > 0 {
		text += " at " + d.Confidence.String()
	}
	return text
}

// Constraint lets through what meets the deadline. A quote whose arrival is
// unknown does not. An Hour or a Confidence out of range lets nothing through.
func (d Deadline) Constraint() Constraint {
	if d.Day == 0 {
		return Constraint{}
	}
	deadline := d.String()
	return Constraint{
		That:  "arrive by " + deadline,
		meets: d.Meets,
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			if d.Meets(q) {
				return "", ""
			}
			return d.refuse(q, deadline)
		},
	}
}

// Meets reports whether a quote keeps the deadline. All keep none.
func (d Deadline) Meets(q *carriers.Quote) bool {
	if d.Day == 0 {
		return true
	}
	if d.invalid() != "" {
		return false
	}
	share, known := q.OnTime(d.Day, d.Hour)
	if d.Confidence == 0 && q.Arrivals != nil { // by the last of them, even if its share is not all
		last := q.Arrivals[len(q.Arrivals)-1].Share
		return share >= last
	}
	return known && share >= d.Confidence
}

// invalid says what is wrong with the deadline itself.
func (d Deadline) invalid() string {
	if d.Hour != "" {
		if _, err := carriers.ParseHour(d.Hour); err != nil {
			return "the deadline: " + err.Error()
		}
	}
	if d.Confidence < 0 || d.Confidence > carriers.Whole {
		return "the deadline: a confidence of " + d.Confidence.String() + " is not from 0 to 100 %"
	}
	return ""
}

// refuse says why a quote does not meet the deadline.
func (d Deadline) refuse(q *carriers.Quote, deadline string) (carriers.RejectionCode, string) {
	arrives := q.Arrives(d.Confidence)
	switch why := d.invalid(); {
	case why != "":
		return carriers.Failed, why
	case q.Delivers == 0 && q.Card == "":
		return carriers.TransitUnknown, "the carrier gives no transit time for it"
	case q.Delivers == 0:
		return carriers.TransitUnknown, "the card has no transit time for it"
	case arrives == 0:
		return carriers.TransitUnknown, "nobody says by which day " + d.Confidence.String() + " arrive"
	case arrives == d.Day && q.DeliverTime == "":
		return carriers.TooLate, "arrives " + arrives.String() + kind(q) + " at no stated hour, and the deadline is " + deadline
	case arrives == d.Day:
		return carriers.TooLate, "arrives " + arrives.String() + " " + q.DeliverTime + kind(q) + ", after " + deadline
	}
	return carriers.TooLate, lateness(d.Day, arrives, kind(q), deadline)
}

// kind tells a guaranteed arrival from an estimated one.
func kind(q *carriers.Quote) string { return " (" + q.Promise() + ")" }

// lateness tells how long after a day something arrives, in business days,
// Monday to Friday. Where there are none it names the day of the week.
func lateness(due, arrives carriers.Date, kind, deadline string) string {
	days := int(arrives) - int(due)
	business := days / 7 * 5
	for over := range carriers.Date(days % 7) { // the days over whole weeks
		if w := (arrives - over).Weekday(); w != time.Saturday && w != time.Sunday {
			business++
		}
	}
	text := "arrives " + arrives.String() + kind
	switch business {
	case 0:
		return text + ", a " + arrives.Weekday().String() + " after " + deadline
	case 1:
		return text + ", 1 business day after " + deadline
	}
	return text + ", " + strconv.Itoa(business) + " business days after " + deadline
}
