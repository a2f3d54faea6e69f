package batch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"

	"github.com/shiprate/shiprate/label/batch/report"
)

// Merge puts the parts of one run that are in several folders into the folder
// out, labels and all, and writes the files of the whole run. Nothing in the
// folders is changed; out may be one of them. A run all of whose parts are not
// there is ErrMissing. A nil disk is that of the machine.
func Merge(ctx context.Context, disk Disk, out string, folders ...string) (report.Summary, error) {
	if disk == nil {
		disk = machine{}
	}
	a := assembly{folder: folder{disk: disk, path: out, owner: "merge"}}
	for _, dir := range folders {
		from := folder{disk: disk, path: dir}
		head, err := runIn(&from)
		switch {
		case err != nil:
			return report.Summary{}, err
		case a.head.Run != "" && a.head.Run != head.Run:
			return report.Summary{}, fmt.Errorf("%s is the folder of %w, of %s", dir, ErrOtherRun, head.Input)
		}
		a.head = head
		a.head.moved(dir, out)
	}
	if len(folders) == 0 {
		return report.Summary{}, errors.New("no folder to merge")
	}
	if err := a.adopt(ctx, folders); err != nil {
		return report.Summary{}, err
	}
	missing, err := a.lost(ctx, a.all())
	return a.assemble(ctx, missing, err)
}

// adopt copies into the folder what it has not.
func (a *assembly) adopt(ctx context.Context, folders []string) error {
	if err := a.folder.make(); err != nil {
		return err
	}
	head, ok, err := readHead(&a.folder)
	if err != nil {
		return err
	}
	if ok && head.Run != a.head.Run {
		return fmt.Errorf("%s is the folder of %w, of %s", a.folder.path, ErrOtherRun, head.Input)
	}
	for _, dir := range folders {
		if filepath.Clean(dir) == filepath.Clean(a.folder.path) {
			continue
		}
		if err := a.copyFrom(ctx, dir); err != nil {
			return err
		}
	}
	return a.folder.mark(&a.head)
}

// copyFrom copies the parts of a folder, each after its files.
func (a *assembly) copyFrom(ctx context.Context, dir string) error {
	from := assembly{folder: folder{disk: a.folder.disk, path: dir}, head: a.head}
	buffered := bufio.NewReader(nil)
	for chunk := range a.head.Chunks {
		if err := ctx.Err(); err != nil {
			return err
		}
		if whole, err := a.whole(chunk, buffered); err != nil || whole {
			if err != nil {
				return err
			}
			continue
		}
		if whole, err := from.whole(chunk, buffered); err != nil || !whole {
			if err != nil {
				return err
			}
			continue
		}
		var files []string
		err := from.part(chunk, buffered, func(p partHead, _ *bufio.Reader) error {
			files = p.Files
			return nil
		})
		if err != nil {
			return err
		}
		for _, file := range append(files, partName(chunk)) {
			if err := a.copyFile(&from.folder, file); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *assembly) copyFile(from *folder, name string) error {
	file, err := from.open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if dir := path.Dir(name); dir != "." {
		if err := a.folder.disk.MkdirAll(a.folder.name(dir)); err != nil {
			return err
		}
	}
	err = a.folder.write(name, func(w io.Writer) error {
		_, err := io.Copy(w, file)
		return err
	})
	if err == nil {
		err = a.folder.sync(path.Dir(name))
	}
	return err
}
