package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/carriers"
)

// In brief, the table has so many quotes, the cheapest and the chosen one, and
// refusals and notes are folded when they are more lines than these.
const (
	briefQuotes = 12
	briefLines  = 6
)

// allFlag is --all, of the commands that print a table of quotes.
func allFlag() cli.Flag {
	return &cli.BoolFlag{Name: "all", Usage: "print every quote, every note and every refusal"}
}

// shown are the quotes of the table, all, or in brief the cheapest and the chosen
// one, no price twice; left are those that it leaves out.
func (o *outcome) shown() (list, left []*carriers.Quote) {
	if !o.brief {
		return o.shopped.Quotes, nil
	}
	doubles := 0
	for _, q := range o.shopped.Quotes {
		double := o.isDouble(q)
		switch {
		case o.isChosen(q), len(list) < briefQuotes && !double:
			list = append(list, q)
			continue
		case double:
			doubles++
		}
		left = append(left, q)
	}
	if len(left) == 1 && doubles == 0 { // a line for one would be no shorter
		return o.shopped.Quotes, nil
	}
	return list, left
}

// isDouble reports whether a quote is of a card that stands in for a live carrier,
// and is asked itself too.
func (o *outcome) isDouble(q *carriers.Quote) bool {
	return q.Fallback != "" && slices.ContainsFunc(o.shopped.Quotes, func(own *carriers.Quote) bool {
		return own.Fallback == "" && own.Card == q.Card && own.Service == q.Service && own.Origin == q.Origin
	})
}

// isChosen reports whether a quote of the table is the chosen one.
func (o *outcome) isChosen(q *carriers.Quote) bool {
	return !o.apart() && o.choice.Carrier != "" && sameQuote(q, &o.choice.Quote)
}

// picked are the quotes that were chosen: one, or those of the parts.
func (o *outcome) picked() (list []*carriers.Quote) {
	switch {
	case o.division != nil:
		for i := range o.division.Parts {
			list = append(list, &o.division.Parts[i].Quote)
		}
	case o.choice.Carrier != "":
		list = append(list, &o.choice.Quote)
	}
	return list
}

// A legend numbers the notes of the quotes that are printed: first those of what
// was chosen, then as they come in the table.
type legend struct {
	notes  []string
	chosen int             // so many of them are of what was chosen
	single bool            // there is but one quote, which needs no numbers
	common map[string]bool // those that every quote carries have none either
	number map[string]int
}

func (o *outcome) legend(table []*carriers.Quote) legend {
	l := legend{common: map[string]bool{}, number: map[string]int{}}
	quotes := slices.Concat(o.picked(), table)
	carriedBy := map[string]int{}
	for _, q := range quotes {
		for _, note := range q.Notes {
			carriedBy[note]++
		}
	}
	l.single = len(table) <= 1 && o.division == nil
	every := func(note string) bool { return l.single || carriedBy[note] == len(quotes) }
	for i, q := range quotes {
		for _, note := range q.Notes {
			switch {
			case l.common[note] || l.number[note] > 0:
				continue
			case every(note):
				l.common[note] = true
			default:
				l.number[note] = len(l.number) + 1
			}
			l.notes = append(l.notes, note)
			if i < len(o.picked()) {
				l.chosen = len(l.notes)
			}
		}
	}
	return l
}

// of prints the numbers of a quote's notes: "1 4 5".
func (l *legend) of(q *carriers.Quote) string {
	var list []int
	for _, note := range q.Notes {
		if n := l.number[note]; n > 0 {
			list = append(list, n)
		}
	}
	if list == nil {
		return "-"
	}
	slices.Sort(list)
	return strings.Trim(fmt.Sprint(list), "[]")
}

// print writes the notes; in brief those of what was chosen.
func (l *legend) print(w io.Writer, brief bool) {
	told := l.notes
	if brief && len(told) > briefLines {
		told = told[:l.chosen]
	}
	left := len(l.notes) - len(told)
	if len(l.notes) == 0 {
		return
	}
	fmt.Fprintln(w, "\nnotes:")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, note := range told {
		mark := "all\t"
		if n := l.number[note]; n > 0 {
			mark = strconv.Itoa(n) + "\t"
		} else if l.single {
			mark = ""
		}
		fmt.Fprintf(t, "  %s%s\n", mark, note)
	}
	t.Flush()
	if left > 0 {
		fmt.Fprintf(w, "  %s of other quotes: --all tells them\n", countOf(left, "note"))
	}
}

// told parts the refusals into those that are printed and those that are folded.
// In brief those are printed of the quotes in the table that cost less than the
// choice, and those that the user can do something about; all of them when they are few, or nothing was quoted.
func (o *outcome) told(list []refusedBy) (told, folded []refusedBy) {
	if !o.brief || len(list) <= briefLines || len(o.shopped.Quotes) == 0 {
		return list, nil
	}
	cheaper, _ := o.shown()
	if i := slices.IndexFunc(cheaper, o.isChosen); i >= 0 {
		cheaper = cheaper[:i]
	}
	for _, r := range list {
		mends := o.asksExtra() && (r.Code == carriers.NotOffered || r.Code == carriers.NotEligible) || strings.Contains(r.Reason, "--")
		if r.Service == "" || mends || slices.ContainsFunc(cheaper, func(q *carriers.Quote) bool {
			return q.Carrier == r.Carrier && q.Service == r.Service && q.Origin == r.Origin
		}) {
			told = append(told, r)
		} else {
			folded = append(folded, r)
		}
	}
	return told, folded
}

// asksExtra reports whether more is asked for than to bring parcels to a door,
// which explains why services do not offer it.
func (o *outcome) asksExtra() bool {
	s := &o.shipment
	return len(s.Accessorials) > 0 || s.Insured.Minor != 0 || s.Contents != "" || s.To.Place != carriers.Door
}

// foldedWords say how many services are not told of, and why they refuse:
// "46 services more: 28 no_lane, 12 too_heavy, 6 too_big; --all says why".
func foldedWords(list []refusedBy) string {
	sum, count := 0, map[carriers.RejectionCode]int{}
	var codes []carriers.RejectionCode
	for _, r := range list {
		if count[r.Code] == 0 {
			codes = append(codes, r.Code)
		}
		count[r.Code] += r.services
		sum += r.services
	}
	slices.SortStableFunc(codes, func(a, b carriers.RejectionCode) int { return count[b] - count[a] })
	var parts []string
	for _, code := range codes {
		parts = append(parts, fmt.Sprintf("%d %s", count[code], code))
	}
	return fmt.Sprintf("%s more: %s; --all says why", countOf(sum, "service"), strings.Join(parts, ", "))
}

// countOf prints a number and the word for it: "2 parcels".
func countOf(n int, word string) string { return fmt.Sprintf("%d %s", n, plural(n, word)) }

// printRefusals prints who refuses under a heading, if anybody does.
func (o *outcome) printRefusals(w io.Writer, heading string) {
	told, folded := o.told(refusals(o.unheard(), o.services()))
	if len(told)+len(folded) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", heading)
	printRejections(w, told)
	if len(folded) > 0 {
		fmt.Fprintf(w, "  %s\n", foldedWords(folded))
	}
}
