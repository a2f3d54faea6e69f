package barcode_test

import (
	"testing"

	"github.com/shiprate/shiprate/label/barcode"
)

func BenchmarkCode128(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := barcode.Code128("1Z999AA10123456784"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGS1128(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, err := barcode.GS1128(barcode.Element{AI: "420", Value: "38118"}, barcode.Element{AI: "92", Value: "61290336128700000072"})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMaxiCode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := figureB2.Encode(); err != nil {
			b.Fatal(err)
		}
	}
}

// fedexLike is as much as a FedEx label says, in the envelope of ISO/IEC 15434.
const fedexLike = "[)>\x1e01\x1d0294105\x1d840\x1d20\x1d7946123456780201\x1dFDE\x1d123456789\x1d327\x1d\x1d1/1\x1d4.0LB\x1dN\x1d" +
	"5 Market St\x1dSan Francisco\x1dCA\x1dZoe Zak\x1e06\x1d10ZGH001\x1d11Z\x1d12Z4155551234\x1d14ZApt 2\x1d15Z000000000\x1d" +
	"31Z1001897651340001000000794612345678\x1d32Z02\x1d34Z01\x1d39ZXYZA\x1e09\x1dFDX\x1dz\x1d8\x1d\x1e\x04"

func BenchmarkPDF417(b *testing.B) {
	b.ReportAllocs()
	layout := barcode.PDF417{Columns: 12, Level: 5}
	for b.Loop() {
		if _, err := layout.Encode(fedexLike); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGS1DataMatrix(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, err := barcode.GS1DataMatrix(barcode.Element{AI: "00", Value: "395123451234567895"}, barcode.Element{AI: "420", Value: "38118"})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQR(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := barcode.QR("https://example.com/track/1Z999AA10123456784", "M"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInterleaved2of5(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := barcode.Interleaved2of5("21348075016401"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIMb(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := barcode.IMb("01234567094987654321", "01234567891"); err != nil {
			b.Fatal(err)
		}
	}
}
