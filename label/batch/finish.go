package batch

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/shiprate/shiprate/label/batch/orders"
	"github.com/shiprate/shiprate/label/batch/report"
)

// The files of a run beside the labels.
const (
	shipmentsFile = "shipments.csv"
	errorsFile    = "errors.csv"
	reportFile    = "report.html"
	summaryFile   = "summary.json"
)

// ErrMissing says that parts of a run are not in its folder.
var ErrMissing = errors.New("parts are missing")

// ErrTwice says that one tracking number is on two parcels, as shards with
// ledgers of their own would have it.
var ErrTwice = errors.New("a tracking number twice")

// finish writes the files of the whole run, when all its chunks are done and in the
// folder. Else other shards are not done, or have folders of their own.
func (r *run) finish(ctx context.Context) (s report.Summary, err error) {
	a := assembly{folder: r.folder, head: r.head}
	status, err := r.Ledger.Status(ctx, r.head.Run)
	if err != nil {
		return s, err
	}
	if status.Finished() || r.Of == 1 {
		missing, err := a.missing(ctx)
		if err != nil || len(missing) == 0 || r.Of == 1 {
			s, err = a.assemble(ctx, missing, err)
			return r.countVoid(ctx, s, err)
		}
	}
	s, err = a.shard(ctx, r.Shard, r.Of)
	return r.countVoid(ctx, s, err)
}

// countVoid adds to a summary what was voided since its labels were made.
func (r *run) countVoid(ctx context.Context, s report.Summary, err error) (report.Summary, error) {
	if err == nil {
		s.Void, err = r.Ledger.Voided(ctx, r.head.Run)
	}
	return s, err
}

// An assembly makes the files of a whole run from its parts.
type assembly struct {
	folder folder
	head   runHead
}

// missing are the chunks that have no part in the folder.
func (a *assembly) missing(ctx context.Context) (list []int, err error) {
	for chunk := range a.head.Chunks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if has, err := a.folder.has(partName(chunk)); err != nil {
			return nil, err
		} else if !has {
			list = append(list, chunk)
		}
	}
	return list, nil
}

// assemble writes the files, unless they are there. The summary is written last:
// where it is, all is.
func (a *assembly) assemble(ctx context.Context, missing []int, err error) (report.Summary, error) {
	if err != nil {
		return report.Summary{}, err
	}
	if missing != nil {
		return report.Summary{}, fmt.Errorf("%w: %d of %d chunks are not in %s, the first is %d: "+
			"name the folders of all shards; a shard whose files are gone makes them again, with the same numbers, when its command is run again",
			ErrMissing, len(missing), a.head.Chunks, a.folder.path, missing[0])
	}
	if s, ok, err := a.summary(); err != nil || ok {
		return s, errors.Join(err, a.clean())
	}
	s, err := a.write(ctx)
	if err != nil {
		// Of several processes that end a run at once, the first cleans up under the
		// hands of the others, whose work is done then.
		if other, ok, again := a.summary(); again == nil && ok {
			return other, nil
		}
	}
	return s, err
}

// clean removes what was not finished.
func (a *assembly) clean() error {
	return a.folder.disk.RemoveAll(a.folder.name(tmpFolder))
}

// write writes the files.
func (a *assembly) write(ctx context.Context) (report.Summary, error) {
	s := a.head.summary()
	header, err := a.gather(ctx, &s)
	if err != nil {
		return s, err
	}
	if err := a.join(ctx, shipmentsFile, shipmentHeader(), func(p partHead) (skip, take int) { return 0, p.Shipments }); err != nil {
		return s, err
	}
	if err := a.join(ctx, errorsFile, orders.ErrorsHeader(header), func(p partHead) (skip, take int) { return p.Shipments, p.Errors }); err != nil {
		return s, err
	}
	files := slices.Concat([]string{reportFile, shipmentsFile, errorsFile}, s.Files)
	s.Files, s.Complete = append(slices.Clip(files), summaryFile), true
	if err := a.folder.write(reportFile, func(w io.Writer) error { return report.HTML(w, &s) }); err != nil {
		return s, err
	}
	if s.Sizes, err = a.folder.sizes(files); err != nil {
		return s, err
	}
	if err := a.folder.sync("."); err != nil {
		return s, err
	}
	if err := a.folder.write(summaryFile, func(w io.Writer) error { return writeJSON(w, &s) }); err != nil {
		return s, err
	}
	if err := a.folder.sync("."); err != nil {
		return s, err
	}
	return s, a.clean()
}

// summary reads the summary of the run, if it was written, and the files that it
// tells of are as it tells.
func (a *assembly) summary() (s report.Summary, ok bool, err error) {
	file, err := a.folder.open(summaryFile)
	if errors.Is(err, fs.ErrNotExist) {
		return s, false, nil
	} else if err != nil {
		return s, false, err
	}
	defer file.Close()
	s, err = report.ReadSummary(file)
	if err != nil || s.Run != a.head.Run || len(s.Sizes)+1 != len(s.Files) {
		return s, false, nil // of a dry run, or of nothing
	}
	sizes, err := a.folder.sizes(s.Files[:len(s.Sizes)])
	return s, slices.Equal(sizes, s.Sizes), err
}

// parts calls do with every part, in their order, and what follows its head.
func (a *assembly) parts(ctx context.Context, do func(p partHead, rest *bufio.Reader) error) error {
	buffered := bufio.NewReaderSize(nil, 64<<10)
	for chunk := range a.head.Chunks {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := a.part(chunk, buffered, do); err != nil {
			return fmt.Errorf("%s: %w", a.folder.name(partName(chunk)), err)
		}
	}
	return nil
}

func (a *assembly) part(chunk int, buffered *bufio.Reader, do func(p partHead, rest *bufio.Reader) error) error {
	file, err := a.folder.open(partName(chunk))
	if err != nil {
		return err
	}
	defer file.Close()
	buffered.Reset(file)
	p, _, err := readPart(buffered)
	if err != nil {
		return err
	}
	if p.Run != a.head.Run || p.Chunk != chunk {
		return fmt.Errorf("it is chunk %d of %w", p.Chunk, ErrOtherRun)
	}
	return do(p, buffered)
}

// gather adds up what the parts count, writes the manifests, and returns the
// header of the input.
func (a *assembly) gather(ctx context.Context, s *report.Summary) (header []string, err error) {
	seed := maphash.MakeSeed()
	seen := map[uint64]struct{}{}
	var m manifests
	err = a.parts(ctx, func(p partHead, rest *bufio.Reader) error {
		d, err := p.details(rest)
		if err != nil {
			return err
		}
		addPart(s, &p, &d)
		header = d.Header
		for i := range d.Handed {
			hash := maphash.String(seed, d.Handed[i].Number)
			if _, twice := seen[hash]; twice {
				return fmt.Errorf("%s: %w", d.Handed[i].Number, ErrTwice)
			}
			seen[hash] = struct{}{}
			if d.Handed[i].Bought {
				continue
			}
			if err := a.hand(&m, &d.Handed[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = a.handRest(&m)
	}
	slices.SortFunc(m.names, natural)
	s.Files = m.names
	return header, err
}

// addPart adds to a summary what a part counts.
func addPart(s *report.Summary, p *partHead, d *partDetails) {
	s.Merge(&d.Tally)
	for _, name := range p.Files {
		if strings.HasPrefix(name, slipsName) {
			continue
		}
		s.LabelFiles++
		s.FirstFile, s.LastFile = cmp.Or(s.FirstFile, name), name
	}
}

// shard is the summary of the chunks of a shard, whose parts are in the folder.
func (a *assembly) shard(ctx context.Context, shard, of int) (report.Summary, error) {
	s := a.head.summary()
	buffered := bufio.NewReader(nil)
	for chunk := shard; chunk < a.head.Chunks; chunk += of {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		err := a.part(chunk, buffered, func(p partHead, rest *bufio.Reader) error {
			d, err := p.details(rest)
			if err == nil {
				addPart(&s, &p, &d)
			}
			return err
		})
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// join writes a CSV of one section of every part.
func (a *assembly) join(ctx context.Context, name string, header []string, section func(partHead) (skip, take int)) error {
	return a.folder.write(name, func(w io.Writer) error {
		if _, err := w.Write(csvRow(header)); err != nil {
			return err
		}
		return a.parts(ctx, func(p partHead, rest *bufio.Reader) error {
			skip, take := section(p)
			if _, err := rest.Discard(skip); err != nil {
				return err
			}
			_, err := io.CopyN(w, rest, int64(take))
			return err
		})
	})
}
