package tariff_test

import (
	"io/fs"
	"path"
	"testing"

	"github.com/shiprate/shiprate/carriers/dhlpaket"
	"github.com/shiprate/shiprate/carriers/fedex"
	"github.com/shiprate/shiprate/carriers/hermes"
	"github.com/shiprate/shiprate/carriers/inpost"
	"github.com/shiprate/shiprate/carriers/laposte"
	"github.com/shiprate/shiprate/carriers/mondialrelay"
	"github.com/shiprate/shiprate/carriers/parcelforce"
	"github.com/shiprate/shiprate/carriers/royalmail"
	"github.com/shiprate/shiprate/carriers/tariff"
	"github.com/shiprate/shiprate/carriers/ups"
	"github.com/shiprate/shiprate/carriers/usps"
)

// embedded lists the folders of every card that is part of the program.
func embedded(tb testing.TB) []fs.FS {
	tb.Helper()
	var list []fs.FS
	for _, files := range []fs.FS{dhlpaket.Files(), fedex.AllFiles(), hermes.Files(), inpost.Files(), laposte.Files(), mondialrelay.Files(), parcelforce.Files(),
		royalmail.Files(), ups.AllFiles(), usps.AllFiles()} {
		err := fs.WalkDir(files, ".", func(name string, _ fs.DirEntry, err error) error {
			if path.Base(name) != "card.csv" {
				return err
			}
			folder, err := fs.Sub(files, path.Dir(name))
			list = append(list, folder)
			return err
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return list
}

// BenchmarkLoadAll loads every card that is part of the program, one after the
// other. The goal is 40 ms, and 80 MiB of memory.
func BenchmarkLoadAll(b *testing.B) {
	cards := embedded(b)
	size := int64(0)
	for _, files := range cards {
		names, err := fs.Glob(files, "*.csv")
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range names {
			info, err := fs.Stat(files, name)
			if err != nil {
				b.Fatal(err)
			}
			size += info.Size()
		}
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, files := range cards {
			if _, err := tariff.Load(files); err != nil {
				b.Fatal(err)
			}
		}
	}
}
