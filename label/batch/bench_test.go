package batch_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/shiprate/shiprate/label/batch/ledger"
)

// BenchmarkRun is the whole way from a CSV of 10,000 orders to labels in PDF with
// a ledger of SQLite, three carriers asked. The goal is 4,000 labels a second on
// two cores.
func BenchmarkRun(b *testing.B) {
	labels := 0
	input := rows(10_000)
	for b.Loop() {
		dir := b.TempDir()
		o := optionsIn(dir)
		if err := os.WriteFile(o.Input, input, 0o644); err != nil {
			b.Fatal(err)
		}
		book, err := ledger.Open(b.Context(), filepath.Join(dir, "ledger.db"))
		if err != nil {
			b.Fatal(err)
		}
		o.Ledger = book
		labels += mustRun(b, o).Labels
		if err := book.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(labels)/b.Elapsed().Seconds(), "labels/s")
}
