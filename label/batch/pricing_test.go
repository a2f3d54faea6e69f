package batch_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/shiprate/shiprate/label/batch"
	"github.com/shiprate/shiprate/label/batch/orders"
)

// What stops a run of prices stops it, wherever the other chunks are.
func TestPricingStops(t *testing.T) {
	good := rows(2500)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	var file *orders.FileError
	tests := []struct {
		name  string
		ctx   context.Context
		input []byte
		disk  batch.Disk
		ends  func(error) bool
	}{
		{"a quote that is never closed", t.Context(), append(good, `O-x,"Ann`...), nil, func(err error) bool { return errors.As(err, &file) }},
		{"a full disk", t.Context(), good, fullDisk{disk{&faults{}}, 200_000}, func(err error) bool { return errors.Is(err, errFault) }},
		{"a caller who gives up", cancelled, good, nil, func(err error) bool { return errors.Is(err, context.Canceled) }},
	}
	for _, tt := range tests {
		for _, workers := range []int{1, 8} {
			b := newBench(t, tt.input)
			o := b.options()
			o.DryRun, o.Accounts, o.Disk, o.Workers = true, nil, tt.disk, workers
			if _, err := batch.Run(tt.ctx, o); !tt.ends(err) {
				t.Errorf("%s, %d workers: %v", tt.name, workers, err)
			}
			for name := range files(t, b.dir) {
				if strings.HasSuffix(name, ".csv") && name != "orders.csv" {
					t.Errorf("%s, %d workers: %s was written", tt.name, workers, name)
				}
			}
		}
	}
}

// fullDisk has room for so many bytes of a file.
type fullDisk struct {
	disk
	left int
}

func (d fullDisk) Create(name string) (batch.File, error) {
	f, err := os.Create(name)
	return &fullFile{f, d.left}, err
}

type fullFile struct {
	*os.File
	left int
}

func (f *fullFile) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFault
	}
	return f.File.Write(b)
}

// A disk tells once that it failed to keep what was written: when that is before
// the end of a long file, the file is no good all the same.
func TestAFailedSyncIsNotForgotten(t *testing.T) {
	b := newBench(t, rows(45_000)) // over 4 MiB of prices
	o := b.options()
	d := forgetful{disk{&faults{}}, new(atomic.Int32)}
	o.DryRun, o.Accounts, o.Disk = true, nil, d
	if _, err := batch.Run(t.Context(), o); !errors.Is(err, errFault) {
		t.Errorf("got %v after %d syncs, want the fault", err, d.syncs.Load())
	}
}

// forgetful is a disk of which the first sync fails, and no other.
type forgetful struct {
	disk
	syncs *atomic.Int32
}

func (d forgetful) Create(name string) (batch.File, error) {
	f, err := os.Create(name)
	return forgetfulFile{f, d.syncs}, err
}

type forgetfulFile struct {
	*os.File
	syncs *atomic.Int32
}

func (f forgetfulFile) Sync() error {
	if f.syncs.Add(1) == 1 {
		return errFault
	}
	return nil
}
