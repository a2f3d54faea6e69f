package tracking_test

import (
	"testing"

	"github.com/shiprate/shiprate/carriers/tracking"
)

func BenchmarkRecognise(b *testing.B) {
	numbers := publishedNumbers(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tracking.Recognise(numbers[i%len(numbers)].number)
	}
}

func BenchmarkMake(b *testing.B) {
	maker := tracking.USPS{MID: "927007687", STC: "612"}
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		if _, err := maker.Make(i % 10_000_000); err != nil {
			b.Fatal(err)
		}
	}
}
