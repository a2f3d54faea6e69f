package report

import (
	"cmp"
	"fmt"
	"slices"
)

// often are counts, the most frequent first.
func often(list []Count) []Count {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Count) int { return cmp.Compare(b.Count, a.Count) })
	return list
}

// worstCause is the code of the most frequent problem; empty where there is none.
func (s *Summary) worstCause() string {
	for _, p := range often(s.Errors) {
		if p.What != OtherErrors {
			return p.What
		}
	}
	return ""
}

func (s *Summary) failures() section {
	if s.Failed == 0 {
		return section{}
	}
	out := section{Kicker: "What failed"}
	out.Title = plural(s.Failed, "order") + " failed"
	out.Text = []string{"Each stands whole in errors.csv, with row, column and what to write instead. Fix it there and run that file alone."}
	if len(s.Errors) == 0 {
		return out
	}
	problems := often(s.Errors)
	total := 0
	rows := make([]bar, 0, shown)
	for _, p := range problems {
		total += p.Count
	}
	out.Title += ", most often for: " + lower(cause(s.worstCause()))
	out.Table = table{"Problems by cause", []column{left("Cause"), left("Code in errors.csv"), right("Problems"), right("Share")}, nil}
	for i, p := range problems {
		if i < shown {
			rows = append(rows, bar{cause(p.What), []cell{{value: int64(p.Count), Color: "bad"}}, number(int64(p.Count))})
		}
		if i < inTable {
			code := clean(p.What)
			if p.What == OtherErrors {
				code = ""
			}
			out.Table.Rows = append(out.Table.Rows, []string{cause(p.What), code, number(int64(p.Count)), percent(int64(p.Count), int64(total))})
		}
	}
	if total != s.Failed {
		out.Text = append(out.Text, fmt.Sprintf("An order can have several problems: there are %s.", number(int64(total))))
	}
	out.Charts = []chart{newChart(topOf("Problems by cause", len(problems), "causes"), rows)}
	return out
}

// estimates tells what of the prices is not certain.
func (s *Summary) estimates() section {
	if len(s.Notes) == 0 {
		return section{}
	}
	out := section{Kicker: "What is estimated", Title: "Some figures are estimates, or leave something out"}
	out.Table = table{"Notes of the quotes", []column{left("Note"), right("Orders")}, nil}
	for _, n := range often(s.Notes) {
		words := title(cut(n.What, 400))
		if n.What == OtherNotes {
			words = "Other notes"
		}
		out.Table.Rows = append(out.Table.Rows, []string{words, number(int64(n.Count))})
	}
	return out
}
