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
