package label_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/jung-kurt/gofpdf"

	"github.com/shiprate/shiprate/label"
)

// BenchmarkLibrary writes the labels of BenchmarkPDF and BenchmarkPDFFiles with
// gofpdf, as this package did at first. It is why PDFWriter is our own.
func BenchmarkLibrary(b *testing.B) {
	for name, n := range map[string]int{"one document": 1000, "files": 1} {
		b.Run(name, func(b *testing.B) {
			labels := busy(b, n)
			size := 0
			b.ReportAllocs()
			for b.Loop() {
				size = library(b, labels)
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(size)/float64(n), "bytes/page")
		})
	}
}

func library(b *testing.B, labels []label.Label) int {
	const points = 72.0 / 203
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: 288, Ht: 432}})
	pdf.SetCompression(false)
	pdf.AddUTF8FontFromBytes("sans", "", slices.Clone(liberationsansregular.TTF))
	pdf.AddUTF8FontFromBytes("sans", "B", slices.Clone(liberationsansbold.TTF))
	for _, l := range labels {
		pdf.AddPage()
		rect := func(x, y, width, height int) {
			pdf.Rect(float64(x)*points, float64(y)*points, float64(width)*points, float64(height)*points, "F")
		}
		for _, e := range l.Elements {
			switch e := e.(type) {
			case label.Text:
				pdf.SetFont("sans", map[bool]string{true: "B"}[e.Bold], float64(e.Height)*points)
				pdf.Text(float64(e.X)*points, float64(e.Y)*points, e.Text)
			case label.Line:
				rect(e.X, e.Y, e.Width, e.Height)
			case label.Symbol:
				for x, width := range e.Bars() {
					rect(x, e.Y, width, e.Height)
				}
			case label.Matrix:
				for i, dark := range e.Code.Modules {
					if dark {
						rect(e.X+i%e.Code.Columns*e.Module, e.Y+i/e.Code.Columns*e.Module, e.Module, e.Module)
					}
				}
			}
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		b.Fatal(err)
	}
	return out.Len()
}
