// Reportcheck writes the page of each summary in label/batch/report/testdata into
// a folder, for report.mjs to look at in a browser.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/shiprate/shiprate/label/batch/report"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string) error {
	files, err := filepath.Glob("label/batch/report/testdata/*.json")
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no summaries: %w", err)
	}
	for _, name := range files {
		if err := write(name, filepath.Join(out, strings.TrimSuffix(filepath.Base(name), ".json")+".html")); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func write(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	s, err := report.ReadSummary(in)
	if err != nil {
		return err
	}
	return writeFile(to, func(w io.Writer) error { return report.HTML(w, &s) })
}

func writeFile(name string, write func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	err = write(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
