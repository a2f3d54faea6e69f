package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"
)

// digestOf stands for the files that flags name, and for the program: what they
// hold decides what is in the labels.
func digestOf(c *cli.Context) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, version())
	names := slices.Concat(c.StringSlice("cards"), c.StringSlice("font"))
	for _, flag := range []string{"map", "boxes", "products", "logo", "layout"} {
		names = append(names, c.String(flag))
	}
	for _, v := range c.StringSlice("zones") {
		_, file, _ := strings.Cut(v, "=")
		names = append(names, file)
	}
	for _, name := range names {
		if err := digestFile(h, name); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// digestFile adds a file, or all files of a folder.
func digestFile(h io.Writer, name string) error {
	if _, err := os.Stat(name); err != nil || name == "" {
		fmt.Fprintf(h, "%q\n", name) // the name of a layout, or nothing
		return nil
	}
	return filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(h, "%q %d\n%s\n", filepath.Base(path), len(data), data)
		return err
	})
}

// processOwner names this process, so that another on the same machine can see
// whether it still runs.
func processOwner(w world) (owner string, gone func(string) bool, err error) {
	host, err := os.Hostname()
	if err != nil {
		return "", nil, err
	}
	here := host + ":"
	return fmt.Sprintf("%s%d:%d", here, os.Getpid(), w.now().UnixNano()), func(other string) bool {
		rest, ok := strings.CutPrefix(other, here)
		pid, _, _ := strings.Cut(rest, ":")
		number, err := strconv.Atoi(pid)
		// In containers a number comes again: ours was another's before.
		return ok && err == nil && (number == os.Getpid() || isDead(number))
	}, nil
}

// isDead reports whether there is certainly no process of a number.
func isDead(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
