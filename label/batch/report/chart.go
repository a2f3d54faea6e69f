package report

import (
	_ "embed"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// chartsCSS is Charts.css 1.2.0 as published, byte for byte (charts.LICENSE): it
// draws tables of the class charts-css. This file and page.html alone know it.
//
//go:embed charts.min.css
var chartsCSS string

//go:embed charts.LICENSE
var chartsLicense string

// A chart is a picture of a few figures. The same figures stand in a table, so its
// words tell what it shows, not each figure.
type chart struct {
	Title   string // what is drawn, and in what unit
	Alt     string // the chart in words, for who does not see it
	Columns bool   // upright, for a time; else lying bars
	Stacked bool   // the cells of a row end to end
	Legend  []legend
	Rows    []bar
}

type legend struct{ Color, Text string }

// bar is a row of a chart.
type bar struct {
	Label string
	Cells []cell
	Text  string // at the end of the row
}

type cell struct {
	Size  string // of the whole length, "0.7500"
	Color string // a class of the page
	Text  string // what it is, in a hint
	value int64
}

// colors are the classes of carriers, and of others, in their order.
func color(i int) string { return fmt.Sprintf("c%d", i%8+1) }

// newChart scales bars against the longest one.
func newChart(title string, rows []bar) chart {
	most := int64(0)
	for i := range rows {
		if n := rows[i].value(); n > most {
			most = n
		}
	}
	return scaled(title, rows, most)
}

// scaled scales bars against a value.
func scaled(title string, rows []bar, most int64) chart {
	c := chart{Title: title, Rows: rows}
	words := make([]string, len(rows))
	for i := range rows {
		for j := range rows[i].Cells {
			size := &rows[i].Cells[j]
			size.Size = decimals(ratio(max(size.value, 0), most))
		}
		words[i] = rows[i].Label + " " + rows[i].Text
		rows[i].Label = cut(rows[i].Label, 48)
	}
	c.Alt = title + ": " + strings.Join(words, "; ") + "."
	return c
}

func (b *bar) value() (sum int64) {
	for _, c := range b.Cells {
		sum += max(c.value, 0)
	}
	return sum
}

// Class is how Charts.css is told what to draw.
func (c *chart) Class() string {
	class := "charts-css bar show-labels"
	if c.Columns {
		class = "charts-css column show-labels show-primary-axis data-spacing-4"
	}
	if c.Stacked {
		class += " multiple stacked"
	}
	return class
}

// ratio is part of whole in ten-thousandths, rounded, at most 10,000; of nothing, 0.
func ratio(part, whole int64) int64 {
	if part <= 0 || whole <= 0 {
		return 0
	}
	if part >= whole {
		return 10_000
	}
	hi, lo := bits.Mul64(uint64(part), 10_000)
	lo, carry := bits.Add64(lo, uint64(whole/2), 0)
	n, _ := bits.Div64(hi+carry, lo, uint64(whole))
	return int64(n)
}

func decimals(n int64) string { return fmt.Sprintf("%d.%04d", n/10_000, n%10_000) }

// Last is the index of the last cell, which has the text at its end.
func (b *bar) Last() int { return len(b.Cells) - 1 }

// Long reports whether a label takes more than a few words.
func (c *chart) Long() bool {
	return slices.ContainsFunc(c.Rows, func(b bar) bool { return utf8.RuneCountInString(b.Label) > 26 })
}
