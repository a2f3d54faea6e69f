package rates

import (
	"cmp"
	"strings"

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

	// Unpriced says that Refuse looks at the service and its promise alone, so
	// that it can be asked before the quote has charges: see Each.
	Unpriced bool

	// meets is an unpriced Refuse without the words, which cost more than the
	// answer.
	meets func(q *carriers.Quote) bool
}

// lets reports whether a quote meets the constraint.
func (c *Constraint) lets(q *carriers.Quote) bool {
	switch {
	case c.meets != nil:
		return c.meets(q)
	case c.Refuse == nil:
		return true
	}
	code, _ := c.Refuse(q)
	return code == ""
}

// unpriced reports whether it can be asked before there is a price.
func (c *Constraint) unpriced() bool { return c.meets != nil || c.Refuse == nil || c.Unpriced }

// Only lets through the carriers and services that are named: "ups" for all of
// a carrier, "ups/ground" for one service. Without a name it lets none through.
func Only(names ...string) Constraint {
	list := cmp.Or(strings.Join(names, " or "), "no carrier")
	return Constraint{
		That:  "are by " + list,
		meets: func(q *carriers.Quote) bool { return named(q, names) != "" },
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
		That:  "are not by " + strings.Join(names, " or "),
		meets: func(q *carriers.Quote) bool { return named(q, names) == "" },
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
		That:     "are guaranteed",
		Unpriced: true,
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			if !q.Guaranteed {
				return carriers.NotGuaranteed, "its arrival is an estimate, without money back"
			}
			return "", ""
		},
	}
}
