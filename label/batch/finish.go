package batch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// ErrMissing says that parts of a run are not in its folder.
var ErrMissing = errors.New("parts are missing")

// finish writes the files of the whole run, when all its chunks are done and all
// parts are in the folder. The summary is written last: where it is, all is.
func (r *run) finish(ctx context.Context) (Summary, error) {
	status, err := r.Ledger.Status(ctx, r.head.Run)
	if err != nil {
		return Summary{}, err
	}
	if !status.Finished() {
		s := r.summary() // the other shards are not done
		s.Orders, s.Failed, s.Labels, s.Spend = r.state.did.Orders, r.state.did.Failed, r.state.did.Labels, r.state.did.Spend
		return s, nil
	}
	return r.assemble(ctx)
}

// assemble makes the files of the run from its parts.
func (r *run) assemble(ctx context.Context) (Summary, error) {
	if file, err := r.folder.open(summaryFile); err == nil {
		defer file.Close()
		if s, err := ReadSummary(file); err == nil && s.Run == r.head.Run && !s.DryRun {
			return s, nil
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return Summary{}, err
	}
	s := r.summary()
	header, err := r.gather(ctx, &s)
	if err != nil {
		return s, err
	}
	s.Files = []string{shipmentsFile, errorsFile}
	if err := r.join(ctx, shipmentsFile, shipmentHeader(), func(p *part) (skip, take int) { return 0, p.Shipments }); err != nil {
		return s, err
	}
	if err := r.join(ctx, errorsFile, errorsHeader(header), func(p *part) (skip, take int) { return p.Shipments, p.Errors }); err != nil {
		return s, err
	}
	manifests, err := r.manifests(ctx)
	if err != nil {
		return s, err
	}
	s.Files = append(append(s.Files, manifests...), summaryFile)
	s.Complete = true
	if err := r.folder.sync("."); err != nil {
		return s, err
	}
	if err := r.folder.write(summaryFile, func(w io.Writer) error { return writeJSON(w, &s) }); err != nil {
		return s, err
	}
	if err := r.folder.sync("."); err != nil {
		return s, err
	}
	return s, r.Disk.RemoveAll(r.folder.name(tmpFolder))
}

// parts calls do with every part, in their order, and what follows its head.
func (r *run) parts(ctx context.Context, do func(p *part, rest *bufio.Reader) error) error {
	buffered := bufio.NewReaderSize(nil, 64<<10)
	for chunk := range r.head.Chunks {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.withPart(chunk, buffered, do); err != nil {
			return fmt.Errorf("%s: %w", r.folder.name(partName(chunk)), err)
		}
	}
	return nil
}

func (r *run) withPart(chunk int, buffered *bufio.Reader, do func(p *part, rest *bufio.Reader) error) error {
	file, err := r.folder.open(partName(chunk))
	if err != nil {
		return err
	}
	defer file.Close()
	buffered.Reset(file)
	var p part
	if err := readPart(buffered, &p); err != nil {
		return err
	}
	if p.Run != r.head.Run || p.Chunk != chunk {
		return fmt.Errorf("it is chunk %d of %w", p.Chunk, ErrOtherRun)
	}
	return do(&p, buffered)
}

// gather adds up what the parts count, and returns the header of the input. It
// names the parts that are missing.
func (r *run) gather(ctx context.Context, s *Summary) (header []string, err error) {
	var missing []int
	for chunk := range r.head.Chunks {
		if has, err := r.folder.has(partName(chunk)); err != nil {
			return nil, err
		} else if !has {
			missing = append(missing, chunk)
		}
	}
	if missing != nil {
		return nil, fmt.Errorf("%w: %d of %d chunks were not made in %s, the first is %d: shards with folders of their own are put together by: shiprate batch merge",
			ErrMissing, len(missing), r.head.Chunks, r.Out, missing[0])
	}
	err = r.parts(ctx, func(p *part, _ *bufio.Reader) error {
		s.merge(&p.Tally)
		header = p.Header
		if len(p.Files) > 0 {
			s.Sheets += len(p.Files)
		}
		return nil
	})
	if header == nil {
		header = []string{}
	}
	return header, err
}

// join writes a CSV of one section of every part.
func (r *run) join(ctx context.Context, name string, header []string, section func(*part) (skip, take int)) error {
	return r.folder.write(name, func(w io.Writer) error {
		row := rowWriter{}
		for _, column := range header {
			row.cell(column)
		}
		row.end()
		if _, err := w.Write(row.b); err != nil {
			return err
		}
		return r.parts(ctx, func(p *part, rest *bufio.Reader) error {
			skip, take := section(p)
			if _, err := rest.Discard(skip); err != nil {
				return err
			}
			_, err := io.CopyN(w, rest, int64(take))
			return err
		})
	})
}
