package label_test

import (
	"fmt"
	"io"
	"sync/atomic"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/datamatrix/encoder"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/label"
	"github.com/shiprate/shiprate/label/barcode"
)

// An ask is what one label is made of.
type ask struct {
	shipment carriers.Shipment
	number   string
}

// day is the shipments of a day, each to another buyer with another number, so
// that no page is like another.
func day(tb testing.TB, n int) []ask {
	tb.Helper()
	maker := tracking.USPS{MID: "903361287", STC: "612"}
	asks := make([]ask, n)
	for i := range asks {
		number, err := maker.Make(uint64(i))
		if err != nil {
			tb.Fatal(err)
		}
		s := order()
		s.Reference = fmt.Sprintf("ORDER-%d", 1000+i)
		s.To.Name = fmt.Sprintf("Zoë Żak %d", i)
		s.To.Street[0] = fmt.Sprintf("%d Market St", i)
		asks[i] = ask{s, number}
	}
	return asks
}

func layOut(tb testing.TB, asks []ask) []label.Label {
	tb.Helper()
	q := quoted(asks[0].shipment, "usps", "USPS Ground Advantage")
	labels := make([]label.Label, 0, len(asks))
	for _, a := range asks {
		l, err := label.New(a.shipment, q, a.number)
		if err != nil {
			tb.Fatal(err)
		}
		labels = append(labels, l...)
	}
	return labels
}

// busy is n labels of 16 texts, an IMpb and a DataMatrix of the same number, of
// 22 by 22 modules.
func busy(tb testing.TB, n int) []label.Label {
	tb.Helper()
	asks := day(tb, n)
	labels := layOut(tb, asks)
	for i := range labels {
		code := dataMatrix(tb, "42094105"+asks[i].number)
		labels[i].Elements = append(labels[i].Elements, label.Matrix{X: 640, Y: 480, Module: 6, Code: code})
	}
	return labels
}

// dataMatrix is drawn by an encoder that is not ours.
func dataMatrix(tb testing.TB, data string) barcode.Matrix {
	tb.Helper()
	square := map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_DATA_MATRIX_SHAPE: encoder.SymbolShapeHint_FORCE_SQUARE}
	bits, err := datamatrix.NewDataMatrixWriter().Encode(data, gozxing.BarcodeFormat_DATA_MATRIX, 0, 0, square)
	if err != nil {
		tb.Fatal(err)
	}
	return matrixOf(bits, barcode.Matrix{Aspect: 1, Quiet: 1, Kind: barcode.DataMatrixKind, Data: data})
}

func matrixOf(bits *gozxing.BitMatrix, m barcode.Matrix) barcode.Matrix {
	m.Columns, m.Rows = bits.GetWidth(), bits.GetHeight()
	for y := range m.Rows {
		for x := range m.Columns {
			m.Modules = append(m.Modules, bits.Get(x, y))
		}
	}
	return m
}

// BenchmarkNew lays out one label.
func BenchmarkNew(b *testing.B) {
	asks := day(b, 1)
	b.ReportAllocs()
	for b.Loop() {
		layOut(b, asks)
	}
}

// BenchmarkPDF writes one document of 10,000 labels, a batch at a time, and
// tells the most memory that was in use.
func BenchmarkPDF(b *testing.B) {
	const pages = 10_000
	labels := busy(b, 1000)
	var w count
	for b.Loop() {
		w.bytes = 0
		p := label.NewPDFWriter(&w)
		for range pages / len(labels) {
			p.Add(labels...)
		}
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*pages/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(w.bytes)/pages, "bytes/page")
}

// BenchmarkPDFFiles writes documents of one label each, on all processors.
func BenchmarkPDFFiles(b *testing.B) {
	labels := busy(b, 100)
	var bytes, next atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			var w count
			if err := label.PDF(&w, labels[next.Add(1)%100]); err != nil {
				b.Error(err)
			}
			bytes.Add(int64(w.bytes))
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "files/s")
	b.ReportMetric(float64(bytes.Load())/float64(b.N), "bytes/file")
}

// BenchmarkZPL writes programs of 1,000 labels.
func BenchmarkZPL(b *testing.B) {
	labels := busy(b, 1000)
	var w count
	for b.Loop() {
		w.bytes = 0
		if err := label.ZPL(&w, labels...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(labels))/b.Elapsed().Seconds(), "labels/s")
	b.ReportMetric(float64(w.bytes)/float64(len(labels)), "bytes/label")
}

// BenchmarkPNG draws labels of 4 by 6 inches at 203 dots per inch.
func BenchmarkPNG(b *testing.B) {
	labels := busy(b, 100)
	var w count
	for i := 0; b.Loop(); i++ {
		if err := label.PNG(&w, labels[i%100]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "labels/s")
	b.ReportMetric(float64(w.bytes)/float64(b.N), "bytes/label")
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

// BenchmarkRuns writes labels with an address in Arabic.
func BenchmarkRuns(b *testing.B) {
	s := order()
	for _, script := range scripts {
		if script.script == "Arabic" {
			s.To = script.to
		}
	}
	labels, err := label.Format{Fonts: fonts(b, "arabic")}.New(s, quoted(s, "ups", "UPS Worldwide Expedited"), upsNumber)
	if err != nil {
		b.Fatal(err)
	}
	var w count
	b.Run("PDF", func(b *testing.B) {
		p := label.NewPDFWriter(&w)
		for b.Loop() {
			p.Add(labels...)
		}
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
	})
	for name, write := range map[string]func(io.Writer, ...label.Label) error{
		"file": label.PDF, "ZPL": label.ZPL,
		"PNG": func(w io.Writer, labels ...label.Label) error { return label.PNG(w, labels[0]) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := write(&w, labels...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
