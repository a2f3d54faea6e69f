package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/rates"
)

// manyAlike is how many services of a carrier that refuse alike are told in one
// line even though others of it do not.
const manyAlike = 4

// A refusedBy is who refuses alike: "ups/ground", or "ups (14 services)".
type refusedBy struct {
	who      string
	services int // how many it stands for
	carriers.Rejection
}

// refusals puts the rejections that a whole carrier gives alike, or many of its
// services, into one. Among is how many services each carrier has, by "ups " and
// the origin.
func refusals(list []carriers.Rejection, among map[string]int) []refusedBy {
	type reason struct{ carrier, origin, code, words string }
	of := func(r carriers.Rejection) reason { return reason{r.Carrier, r.Origin, string(r.Code), r.Reason} }
	alike := map[reason]int{}
	for _, r := range list {
		alike[of(r)]++
	}
	var told []refusedBy
	for _, r := range list {
		n, all, stands := alike[of(r)], among[r.Carrier+" "+r.Origin], 1
		who := strings.Trim(r.Carrier+"/"+r.Service, "/")
		switch {
		case n == 0: // it is told
			continue
		case n > 1 && n == all:
			who = fmt.Sprintf("%s (%d services)", r.Carrier, n)
			alike[of(r)], stands = 0, n
		case n >= manyAlike:
			who = fmt.Sprintf("%s (%d of %d services)", r.Carrier, n, all)
			alike[of(r)], stands = 0, n
		}
		if r.Origin != "" {
			who = strings.TrimSpace(who + " from " + r.Origin)
		}
		told = append(told, refusedBy{who, stands, r})
	}
	return told
}

// services counts the services of each carrier that answered, for each origin.
func (o *outcome) services() map[string]int {
	n := map[string]int{}
	seen := map[string]bool{}
	count := func(carrier, service, origin string) {
		if name := carrier + "/" + service + " " + origin; !seen[name] {
			seen[name] = true
			n[carrier+" "+origin]++
		}
	}
	for _, q := range o.shopped.Quotes {
		count(q.Carrier, q.Service, q.Origin)
	}
	for _, r := range o.rejections {
		count(r.Carrier, r.Service, r.Origin)
	}
	return n
}

// noQuote is the error of an outcome without a choice: rates.NoQuoteError in
// fewer lines.
func (o *outcome) noQuote() error {
	var none *rates.NoQuoteError
	if !errors.As(o.err, &none) || len(o.rejections) == 0 {
		return o.err
	}
	var b strings.Builder
	first, _, _ := strings.Cut(o.err.Error(), "\n")
	b.WriteString(first)
	told, folded := o.inTheWay()
	for _, r := range told {
		fmt.Fprintf(&b, "\n%s: %s: %s", r.who, r.Code, r.Reason)
	}
	if len(folded) > 0 {
		fmt.Fprintf(&b, "\n%s", foldedWords(folded))
	}
	return refusedError{b.String()}
}

// inTheWay parts the refusals of an outcome without a choice into those that are
// printed and those that are folded: in brief the nearest are printed, or all when
// they are few.
func (o *outcome) inTheWay() (told, folded []refusedBy) {
	among := o.services()
	all := refusals(o.rejections, among)
	if !o.brief || len(all) <= briefLines {
		return all, nil
	}
	nearest := rates.Nearest(o.rejections)
	var near, rest []carriers.Rejection
	for i := range o.rejections {
		if r := &o.rejections[i]; slices.Contains(nearest, r) {
			near = append(near, *r)
		} else {
			rest = append(rest, *r)
		}
	}
	return refusals(near, among), refusals(rest, among)
}

// A refusedError prints refusals; it matches rates.ErrNoQuote.
type refusedError struct{ text string }

func (e refusedError) Error() string { return e.text }

func (e refusedError) Is(target error) bool { return target == rates.ErrNoQuote }
