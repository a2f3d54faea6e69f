package main

import (
	"fmt"
	"io"
	"os"
)

// maxFile is the largest JSON file that is read.
const maxFile = 16 << 20

// readFile reads a file whole; - is stdin.
func readFile(w world, name string) ([]byte, error) {
	from := w.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		from = f
	}
	data, err := io.ReadAll(io.LimitReader(from, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("the file is over the %d byte limit", maxFile)
	}
	return data, err
}
