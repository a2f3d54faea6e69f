package rates

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
)

// A Constraint is a condition on the quotes that Cheapest may choose. The zero
// Constraint is none.
type Constraint struct {
	// That says in the plural what the quotes do that meet it, for the reason
	// of a choice: "cheapest of 9 that …" is completed by "arrive by
	// 2026-11-27". Empty, it is not mentioned.
	That string

	// Refuse returns the code and the reason why a quote does not meet it, and
	// an empty code for one that does. It must not change the quote.
	Refuse func(q *carriers.Quote) (carriers.RejectionCode, string)
}

// DeliverBy lets through what arrives by the end of a day. A quote whose arrival
// is unknown does not. No date is no deadline: all are let through.
func DeliverBy(day carriers.Date) Constraint {
	if day == 0 {
		return Constraint{}
	}
	deadline := day.String()
	return Constraint{
		That: "arrive by " + deadline,
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			switch {
			case q.Delivers == 0 && q.Card == "":
				return carriers.TransitUnknown, "the carrier gives no transit time for it"
			case q.Delivers == 0:
				return carriers.TransitUnknown, "the card has no transit time for it"
			case q.Delivers > day:
				return carriers.TooLate, lateness(day, q.Delivers, deadline)
			}
			return "", ""
		},
	}
}

// lateness tells how long after a day something arrives, in business days,
// Monday to Friday. Where there are none it names the day of the week.
func lateness(due, arrives carriers.Date, deadline string) string {
	days := int(arrives) - int(due)
	business := days / 7 * 5
	for over := range carriers.Date(days % 7) { // the days over whole weeks
		if w := (arrives - over).Weekday(); w != time.Saturday && w != time.Sunday {
			business++
		}
	}
	switch business {
	case 0:
		return "arrives " + arrives.String() + ", a " + arrives.Weekday().String() + " after " + deadline
	case 1:
		return "arrives " + arrives.String() + ", 1 business day after " + deadline
	}
	return "arrives " + arrives.String() + ", " + strconv.Itoa(business) + " business days after " + deadline
}

// Only lets through the carriers and services that are named: "ups" for all of
// a carrier, "ups/ground" for one service. Without a name it lets none through.
func Only(names ...string) Constraint {
	list := cmp.Or(strings.Join(names, " or "), "no carrier")
	return Constraint{
		That: "are by " + list,
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			if named(q, names) == "" {
				return carriers.Excluded, "only " + list + " was asked for"
			}
			return "", ""
		},
	}
}

// Without lets through all but the carriers and services that are named, as for
// Only.
func Without(names ...string) Constraint {
	if len(names) == 0 {
		return Constraint{}
	}
	return Constraint{
		That: "are not by " + strings.Join(names, " or "),
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			if name := named(q, names); name != "" {
				return carriers.Excluded, name + " was left out"
			}
			return "", ""
		},
	}
}

// named returns the name that means the quote, or "".
func named(q *carriers.Quote, names []string) string {
	for _, name := range names {
		if service, ok := strings.CutPrefix(name, q.Carrier); ok && (service == "" || service[0] == '/' && service[1:] == q.Service) {
			return name
		}
	}
	return ""
}

// Guaranteed lets through what the carrier guarantees to deliver in time, with
// money back.
func Guaranteed() Constraint {
	return Constraint{
		That: "are guaranteed",
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			if !q.Guaranteed {
				return carriers.NotGuaranteed, "its arrival is an estimate, without money back"
			}
			return "", ""
		},
	}
}
