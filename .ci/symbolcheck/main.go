// Command symbolcheck writes random symbols of each symbology into a folder as pictures,
// and expected.jsonl beside them: what a decoder that is not ours has to read.
//
//	go run ./.ci/symbolcheck -n 50 DIR && (cd .ci && npm ci) && node .ci/decode.mjs DIR
//
// The Intelligent Mail barcode has no free decoder, so expected.jsonl has its bars, to be
// compared with another encoder's.
package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// expectation is a line of expected.jsonl: either what a picture reads as, or the bars of
// an Intelligent Mail barcode.
type expectation struct {
	Kind   string `json:"kind"`
	File   string `json:"file,omitempty"`
	Format string `json:"format,omitempty"` // as zxing names it
	Bytes  string `json:"bytes,omitempty"`  // hexadecimal
	Digits string `json:"digits,omitempty"`
	Bars   string `json:"bars,omitempty"`
}

func main() {
	n := flag.Int("n", 50, "symbols of each symbology")
	seed := flag.Uint64("seed", 1, "of the random payloads")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: symbolcheck [-n 50] [-seed 1] DIR")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *n, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "symbolcheck:", err)
		os.Exit(1)
	}
}

func run(dir string, n int, seed uint64) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	out, err := os.Create(filepath.Join(dir, "expected.jsonl"))
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }() // for an early return
	lines := json.NewEncoder(out)
	for i, k := range kinds {
		random := rand.New(rand.NewPCG(seed, uint64(i)))
		for serial := range n {
			s, err := k.make(random)
			if err != nil {
				return fmt.Errorf("%s %d: %w", k.name, serial, err)
			}
			e := expectation{Kind: k.name, Format: k.format, Bytes: hex.EncodeToString([]byte(s.reads)), Digits: s.digits, Bars: s.bars}
			if s.picture != nil {
				e.File = fmt.Sprintf("%s-%04d.png", k.name, serial)
				if err := write(filepath.Join(dir, e.File), s); err != nil {
					return err
				}
			}
			if err := lines.Encode(e); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

func write(file string, s sample) error {
	w, err := os.Create(file)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(w, s.picture), w.Close())
}
