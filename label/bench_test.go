package label_test

import (
	"fmt"
	"testing"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label"
)

// An ask is what one label is made of.
type ask struct {
	shipment carriers.Shipment
	number   string
}

// day is the shipments of a day, each to another buyer with another number, so
// that no page is like another.
func day(b *testing.B, n int) []ask {
	b.Helper()
	maker := tracking.USPS{MID: "903361287", STC: "612"}
	asks := make([]ask, n)
	for i := range asks {
		number, err := maker.Make(uint64(i))
		if err != nil {
			b.Fatal(err)
		}
		s := order()
		s.Reference = fmt.Sprintf("ORDER-%d", 1000+i)
		s.To.Name = fmt.Sprintf("Zoë Żak %d", i)
		s.To.Street[0] = fmt.Sprintf("%d Market St", i)
		asks[i] = ask{s, number}
	}
	return asks
}

func layOut(b *testing.B, asks []ask) []label.Label {
	b.Helper()
	q := quoted(asks[0].shipment, "usps", "USPS Ground Advantage")
	labels := make([]label.Label, 0, len(asks))
	for _, a := range asks {
		l, err := label.New(a.shipment, q, a.number)
		if err != nil {
			b.Fatal(err)
		}
		labels = append(labels, l...)
	}
	return labels
}

func write(b *testing.B, labels []label.Label) int {
	b.Helper()
	var w count
	if err := label.PDF(&w, labels...); err != nil {
		b.Fatal(err)
	}
	return w.bytes
}

// BenchmarkNew lays out one label.
func BenchmarkNew(b *testing.B) {
	asks := day(b, 1)
	b.ReportAllocs()
	for b.Loop() {
		layOut(b, asks)
	}
}

// BenchmarkPDF lays out 1,000 labels and writes them as one document.
func BenchmarkPDF(b *testing.B) {
	const pages = 1000
	asks := day(b, pages)
	size := 0
	b.ReportAllocs()
	for b.Loop() {
		size = write(b, layOut(b, asks))
	}
	b.ReportMetric(float64(b.N)*pages/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(size)/pages, "bytes/page")
}

// BenchmarkPDFOne lays out one label and writes it as a document.
func BenchmarkPDFOne(b *testing.B) {
	asks := day(b, 1)
	size := 0
	b.ReportAllocs()
	for b.Loop() {
		size = write(b, layOut(b, asks))
	}
	b.ReportMetric(float64(size), "bytes")
}

// BenchmarkShape shapes a line in Hebrew, Arabic, Thai and Chinese.
func BenchmarkShape(b *testing.B) {
	all := fonts(b, "arabic thai cjk")
	for _, text := range []string{"רחוב הרצל 15", "شارع الملك فهد 15", "99/1 ถนนสุขุมวิท", "朝阳区建国路88号"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := (label.Text{Text: text, Height: 51}).Shape(all...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTransliterate spells a line of Chinese.
func BenchmarkTransliterate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := label.Transliterate("北京市朝阳区建国路88号", "CN"); err != nil {
			b.Fatal(err)
		}
	}
}
