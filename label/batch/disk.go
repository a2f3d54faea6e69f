package batch

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// A Disk is where the files of a run are. Names are those of the machine's file
// system.
type Disk interface {
	Open(name string) (fs.File, error) // fs.ErrNotExist where there is none
	Create(name string) (File, error)
	Rename(from, to string) error // over what may be there
	MkdirAll(name string) error
	RemoveAll(name string) error
	// Sync makes what was created, renamed and removed in a folder last.
	Sync(folder string) error
}

// A File is one that is written.
type File interface {
	io.WriteCloser
	Sync() error // what was written is on the disk; called while Write may be, too
}

// machine is the Disk of the machine.
type machine struct{}

func (machine) Open(name string) (fs.File, error) { return os.Open(name) }
func (machine) Create(name string) (File, error)  { return os.Create(name) }
func (machine) Rename(from, to string) error      { return os.Rename(from, to) }
func (machine) MkdirAll(name string) error        { return os.MkdirAll(name, 0o755) }
func (machine) RemoveAll(name string) error       { return os.RemoveAll(name) }

func (machine) Sync(folder string) error {
	if runtime.GOOS == "windows" {
		return nil // a folder cannot be synced there
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// A folder is Options.Out on its Disk. Files in it are whole or not there: each is
// written under another name in tmp, synced and then renamed.
type folder struct {
	disk  Disk
	path  string
	owner string // in the names of temporary files, so that processes do not share one
	tmp   string // the folder of temporary files; empty is tmpFolder, which a run removes when it ends
}

const (
	tmpFolder   = "tmp"
	partsFolder = "parts"
)

func (f *folder) name(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

// open opens a file of the folder.
func (f *folder) open(name string) (fs.File, error) { return f.disk.Open(f.name(name)) }

// has reports whether there is a file of that name.
func (f *folder) has(name string) (bool, error) {
	file, err := f.open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	return true, file.Close()
}

// write writes a file. It lasts when sync was called for its folder after it.
func (f *folder) write(name string, write func(io.Writer) error) error {
	if err := f.replace(name, write); err != nil {
		return fmt.Errorf("write %s: %w", f.name(name), err)
	}
	return nil
}

func (f *folder) replace(name string, write func(io.Writer) error) (err error) {
	temporary := f.name(cmp.Or(f.tmp, tmpFolder) + "/" + strings.ReplaceAll(name, "/", "-") + "." + f.owner)
	created, err := f.disk.Create(temporary)
	if err != nil {
		return err
	}
	file := newSteady(created)
	defer func() {
		if err != nil {
			_ = f.disk.RemoveAll(temporary) // the error that led here is the one to tell
		}
	}()
	buffered := bufio.NewWriterSize(file, 32<<10) // less than the rows of a chunk, which pass it by without a copy
	if err = write(buffered); err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return f.disk.Rename(temporary, f.name(name))
}

// A steady file is brought to the disk a stretch at a time while it is written, so
// that at its end there is little to wait for.
type steady struct {
	File
	begun int        // bytes of the stretch in hand
	kept  chan error // has what became of the last stretch, once that is known
}

const stretch = 2 << 20

func newSteady(f File) *steady {
	s := &steady{File: f, kept: make(chan error, 1)}
	s.kept <- nil
	return s
}

func (s *steady) Write(b []byte) (int, error) {
	if s.begun += len(b); s.begun >= stretch {
		select {
		case err := <-s.kept:
			if err != nil {
				s.kept <- err
				return 0, err
			}
			s.begun = 0
			go func() { s.kept <- s.keep() }()
		default: // the last one is still under way
		}
	}
	return s.File.Write(b)
}

// keep brings what was written to the disk, or has it brought there.
func (s *steady) keep() error {
	if f, ok := s.File.(*os.File); ok && sendOff(f) {
		return nil // what goes wrong with it, Sync tells
	}
	return s.File.Sync()
}

// Sync waits for what is under way. What went wrong with it would not be told again.
func (s *steady) Sync() error {
	err := <-s.kept
	if err == nil {
		err = s.File.Sync()
	}
	s.kept <- err
	return err
}

func (s *steady) Close() error {
	return errors.Join(<-s.kept, s.File.Close())
}

// sync makes the names of files in a folder of the folder last.
func (f *folder) sync(name string) error {
	if err := f.disk.Sync(f.name(name)); err != nil {
		return fmt.Errorf("sync %s: %w", f.name(name), err)
	}
	return nil
}

// make makes the folder with the folders in it.
func (f *folder) make() error {
	for _, name := range []string{tmpFolder, partsFolder} {
		if err := f.disk.MkdirAll(f.name(name)); err != nil {
			return err
		}
	}
	return f.disk.Sync(filepath.Dir(filepath.Clean(f.path)))
}

// plainName makes what others named, an owner or a number, fit for the name of a file.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '_'
	}, name)
}
