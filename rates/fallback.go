package rates

import (
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

// WithoutFallback lets no rate card win that answers in the place of a live
// carrier, for the carriers and services that are named as for Only, or for all
// when none is. What the cards say is still quoted.
func WithoutFallback(names ...string) Constraint {
	that := "are no fallback"
	if len(names) > 0 {
		that += " of " + strings.Join(names, " or ")
	}
	return Constraint{
		That: that,
		Refuse: func(q *carriers.Quote) (carriers.RejectionCode, string) {
			if q.Fallback != "" && (len(names) == 0 || named(q, names) != "") {
				return carriers.Excluded, "it is a fallback, and must not win: " + q.Fallback
			}
			return "", ""
		},
	}
}
