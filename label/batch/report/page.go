package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/shiprate/shiprate/carriers"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// A page is what the template writes.
type page struct {
	Kicker, Title, Lede string
	Styles              []template.CSS
	License             template.HTML
	Facts               []fact
	Sections            []section
	Foot                []string
}

// A fact is a key figure.
type fact struct{ Figure, Text string }

// A section tells one thing: what was found, charts of it, and the exact figures.
type section struct {
	ID, Kicker, Title string
	Text              []string
	Charts            []chart
	Table             table
}

type table struct {
	Caption string
	Head    []column
	Rows    [][]string
}

type column struct {
	Text  string
	Right bool // figures stand to the right
	Whole bool // takes a line of its own on a telephone
}

func left(text string) column  { return column{Text: text} }
func right(text string) column { return column{Text: text, Right: true} }
func whole(text string) column { return column{Text: text, Whole: true} }

// Class is that of the cells of a column.
func (c column) Class() string {
	switch {
	case c.Right && c.Whole:
		return "right whole"
	case c.Right:
		return "right"
	case c.Whole:
		return "whole"
	}
	return ""
}

// HTML writes the page of a run. It is the same for the same summary. Whatever
// texts the summary has, they stay texts. The error is the writer's.
func HTML(w io.Writer, s *Summary) error {
	p := page{
		Kicker:   "Shipping report · " + clean(s.Input),
		Title:    s.title(),
		Lede:     s.lede(),
		Styles:   []template.CSS{template.CSS(chartsCSS), template.CSS(pageCSS)},
		License:  template.HTML("<!-- " + strings.ReplaceAll(chartsLicense, "--", "- -") + "-->"), //nolint:gosec // ours
		Facts:    s.facts(),
		Sections: s.sections(),
		Foot:     s.foot(),
	}
	return pageTemplate.Execute(w, &p)
}

// Columns is how many key figures stand side by side, so that rows are full.
func (p *page) Columns() int {
	switch n := len(p.Facts); {
	case n <= 5:
		return max(n, 1)
	case n%3 == 0 || n%4 != 0:
		return 3
	}
	return 4
}

func (s *Summary) sections() (list []section) {
	for _, total := range s.Spend {
		m := s.inCurrency(total.Currency)
		list = append(list, m.byCarrier(), m.byService(), m.byZone(), m.saved(), m.surcharges())
	}
	list = append(list, s.air(), s.promises(), s.tight(), s.slowest())
	for _, total := range s.Spend {
		m := s.inCurrency(total.Currency)
		list = append(list, m.dearest())
	}
	list = append(list, s.failures(), s.live(), s.estimates())
	kept := list[:0]
	for _, one := range list {
		if one.Title != "" {
			one.ID = fmt.Sprintf("s%d", len(kept)+1)
			kept = append(kept, one)
		}
	}
	return kept
}

// readyDay is the day of handover; zero where the summary tells none.
func (s *Summary) readyDay() carriers.Date {
	day, _, _ := strings.Cut(s.Ready, "T")
	d, err := carriers.ParseDate(day)
	if err != nil {
		return 0
	}
	return d
}

func (s *Summary) title() string {
	if d := s.readyDay(); d != 0 {
		return "Parcels of " + longDay(d)
	}
	return "What was shipped"
}

// lede tells the run in a paragraph.
func (s *Summary) lede() string {
	all := s.Orders + s.Failed + s.Earlier
	if all == 0 {
		return "There was no order to ship."
	}
	var b strings.Builder
	switch {
	case s.Orders > 0:
		b.WriteString(s.doneWords(all))
	case s.Failed > 0:
		fmt.Fprintf(&b, "Of %s none could be done.", plural(all, "order"))
	}
	b.WriteString(s.savedWords())
	if s.Earlier > 0 {
		fmt.Fprintf(&b, " Labels from before: %s, which cost nothing again.", plural(s.Earlier, "order"))
	}
	if s.Failed == 0 {
		b.WriteString(" No order failed.")
		return strings.TrimSpace(b.String())
	}
	fmt.Fprintf(&b, " Failed: %s, in errors.csv with what to do", plural(s.Failed, "order"))
	if worst := s.worstCause(); worst != "" {
		fmt.Fprintf(&b, "; the most frequent cause: %s", lower(cause(worst)))
	}
	b.WriteString(".")
	return b.String()
}

// doneWords tells of the orders that are done, of so many in all.
func (s *Summary) doneWords(all int) string {
	have, are := "have labels", "are priced"
	if all == 1 {
		have, are = "has its label", "is priced"
	}
	words := plural(all, "order")
	if s.Orders < all {
		words = number(int64(s.Orders)) + " of " + words
	} else if all > 1 {
		words = "All " + words
	}
	if s.DryRun {
		words += " " + are + ", and nothing is numbered"
	} else {
		words += " " + have
	}
	words += ": " + plural(s.Parcels, "parcel")
	if len(s.Spend) > 0 {
		words += " for " + s.Spend.words()
	}
	return words + "."
}

func (s *Summary) facts() (list []fact) {
	done := "orders with labels"
	if s.DryRun {
		done = "orders priced"
	}
	list = append(list, fact{number(int64(s.Orders)), done}, fact{number(int64(s.Failed)), "failed"})
	for _, total := range s.Spend {
		m := s.inCurrency(total.Currency)
		list = append(list, m.facts()...)
	}
	if n := s.airParcels(); n > 0 {
		list = append(list, fact{percent(int64(n), int64(s.Parcels)), "of parcels billed by size"})
	}
	return list
}

func (s *Summary) foot() (list []string) {
	for _, c := range s.Carriers {
		line := "Asked: " + carrierName(c.Carrier)
		if c.Card != "" {
			line += ", rate card " + clean(c.Card)
		}
		if c.Source != "" {
			line += " (" + cut(c.Source, 240) + ")"
		}
		list = append(list, line+".")
	}
	if s.Ready != "" {
		list = append(list, "Handover: "+clean(s.Ready)+".")
	}
	if s.Run != "" {
		list = append(list, "Run "+clean(s.Run)+". Prices are those of the rate cards, before tax; the carrier's bill decides.")
	}
	if len(s.Files) > 0 {
		names := make([]string, min(len(s.Files), 12))
		for i := range names {
			names[i] = clean(s.Files[i])
		}
		if rest := len(s.Files) - len(names); rest > 0 {
			names = append(names, plural(rest, "other"))
		}
		list = append(list, "Beside this page: "+and(names)+".")
	}
	return list
}
