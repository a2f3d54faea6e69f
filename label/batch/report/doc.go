// Package report counts what became of a run's orders and writes the page that a
// manager reads.
//
//	var c report.Counter
//	c.Add(&report.Done{Order: "1001", Row: 2, Quote: &quote, Rivals: rivals, Labels: 1})
//	c.Fail("no_quote")
//	err = report.HTML(w, &report.Summary{Input: "orders.csv", Tally: c.Tally()})
//
// A Counter's memory does not grow with the orders. A [Tally] is what it counted;
// those of the parts of a run are put together by [Tally.Merge], in any order. A
// [Summary] is a Tally with what is known of the run, as summary.json has it.
//
// The page is one file that asks for nothing else and runs no script: its charts
// are HTML that the style sheet of Charts.css draws, so that they print, and fit a
// telephone. Same summary, same bytes.
package report
