package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shiprate/shiprate/carriers"
)

// dayOf reads the day of a promise; zero where it is unknown, or LaterDay.
func dayOf(p *Promise) carriers.Date {
	d, err := carriers.ParseDate(p.Day)
	if err != nil {
		return 0
	}
	return d
}

// columns is how many upright bars fit a telephone.
const columns = 8

func (s *Summary) promises() section {
	var known []*Promise
	all, unknown, guaranteed := 0, 0, 0
	for i := range s.Promises {
		p := &s.Promises[i]
		all += p.Orders
		guaranteed += p.Guaranteed
		if p.Day == "" {
			unknown += p.Orders
		} else {
			known = append(known, p)
		}
	}
	if len(known) == 0 {
		return section{}
	}
	busiest := slices.MaxFunc(known, func(a, b *Promise) int { return cmp.Compare(a.Orders, b.Orders) })
	out := section{Kicker: "Promises by day"}
	out.Title = fmt.Sprintf("%s of the orders arrive on %s", percent(int64(busiest.Orders), int64(all)), dayName(busiest, true))
	out.Text = []string{fmt.Sprintf("%s of the arrivals are guaranteed by the carrier; the others are estimates.", percent(int64(guaranteed), int64(all)))}
	if unknown > 0 {
		out.Text = append(out.Text, plural(unknown, "order")+" have no promised day: their service states none.")
	}
	out.Table = table{"Promised arrivals by day", []column{left("Day"), right("Orders"), right("Share"), right("Guaranteed"), right("With a deadline")}, nil}
	for i, p := range known {
		if i < inTable {
			out.Table.Rows = append(out.Table.Rows, []string{
				tableDay(p), number(int64(p.Orders)), percent(int64(p.Orders), int64(all)), number(int64(p.Guaranteed)), number(int64(p.Deadline)),
			})
		}
	}
	if rest := known[min(inTable, len(known)):]; len(rest) > 0 {
		n := 0
		for _, p := range rest {
			n += p.Orders
		}
		out.Table.Rows = append(out.Table.Rows, []string{"After that", number(int64(n)), percent(int64(n), int64(all)), "", ""})
	}
	rows := dayRows(known)
	c := newChart("Orders by day of arrival", rows)
	c.Columns, c.Stacked = len(rows) <= columns, true
	c.Legend = []legend{{"c0", "guaranteed"}, {"c0 soft", "estimated"}}
	out.Charts = []chart{c}
	return out
}

// dayRows are the bars of the first days, and one of those after them.
func dayRows(known []*Promise) (rows []bar) {
	const most = 21
	rest := Promise{Day: LaterDay}
	for i, p := range known {
		if i >= most {
			rest.Orders, rest.Guaranteed = rest.Orders+p.Orders, rest.Guaranteed+p.Guaranteed
			continue
		}
		rows = append(rows, dayBar(p))
	}
	if rest.Orders > 0 {
		rows = append(rows, dayBar(&rest))
	}
	return rows
}

func dayBar(p *Promise) bar {
	return bar{dayName(p, false), []cell{
		{value: int64(p.Guaranteed), Color: "c0", Text: "guaranteed"},
		{value: int64(p.Orders - p.Guaranteed), Color: "c0 soft", Text: "estimated"},
	}, number(int64(p.Orders))}
}

func dayName(p *Promise, long bool) string {
	d := dayOf(p)
	switch {
	case d == 0:
		return "later"
	case long:
		return longDay(d)
	}
	return shortDay(d)
}

// tight tells how far arrivals are from their deadlines.
func (s *Summary) tight() section {
	all, late := 0, 0
	groups := make([]int, columns) // by days, the last of them and more
	for _, v := range s.Slack {
		all += v.Orders
		if v.Days < 0 {
			late += v.Orders
			continue
		}
		groups[min(v.Days, columns-1)] += v.Orders
	}
	if all == 0 {
		return section{}
	}
	out := section{Kicker: "How tight the promises are"}
	out.Title = fmt.Sprintf("%s of the orders with a deadline have no day to spare", percent(int64(groups[0]), int64(all)))
	if groups[0] == 0 {
		out.Title = "Every order with a deadline has a day to spare"
	}
	out.Text = []string{plural(all, "order") + " had to arrive by some day. A delay of one day breaks the promise of those that arrive on it."}
	out.Table = table{"Days between arrival and deadline", []column{left("Arrives"), right("Orders"), right("Share")}, nil}
	var rows []bar
	if late > 0 {
		rows = append(rows, bar{"late", []cell{{value: int64(late), Color: "bad"}}, number(int64(late))})
		out.Table.Rows = append(out.Table.Rows, []string{"after the deadline", number(int64(late)), percent(int64(late), int64(all))})
		out.Title = plural(late, "order") + " arrive after their deadline"
	}
	for days, n := range groups {
		label, words := fmt.Sprint(days), plural(days, "day")+" before"
		shade := "c0"
		switch days {
		case 0:
			words, shade = "on the last day", "warn"
		case columns - 1:
			label, words = label+"+", words+" or more"
		}
		rows = append(rows, bar{label, []cell{{value: int64(n), Color: shade}}, number(int64(n))})
		out.Table.Rows = append(out.Table.Rows, []string{words, number(int64(n)), percent(int64(n), int64(all))})
	}
	c := newChart("Orders by days to spare before the deadline", rows)
	c.Columns = true
	out.Charts = []chart{c}
	return out
}

// tableDay prints "Wed 25 Nov 2026".
func tableDay(p *Promise) string {
	if d := dayOf(p); d != 0 {
		return d.Time().Format("Mon 2 Jan 2006")
	}
	return "later"
}
