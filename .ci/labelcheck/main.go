// Command labelcheck proves labels with tools that are not ours. It writes into
// a folder the labels of every layout, paper and printer as PDF, PNG and ZPL, and
// one label of every other element. It renders each page to one-bit dots with
// pdftoppm, and with Ghostscript and mutool where they are installed, counts the
// dots in and around bars, modules, rules and pictures that are not as the layout
// says, and does the same with the PNG. With the documents it writes
// expected.jsonl: the lines that a decoder has to print for them.
//
//	go run ./.ci/labelcheck DIR
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/shiprate/shiprate/label"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: labelcheck DIR")
		os.Exit(2)
	}
	c := checker{dir: os.Args[1]}
	err := c.run()
	if err == nil && c.off > 0 {
		err = errors.New("dots are not as laid out")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "labelcheck:", c.off, "dots off:", err)
		os.Exit(1)
	}
}

type checker struct {
	dir      string
	expected bytes.Buffer
	off      int
}

func (c *checker) run() error {
	for _, dpi := range []int{203, 300} {
		for _, k := range kinds {
			if err := c.layout(k, dpi); err != nil {
				return err
			}
		}
		l, symbols, err := everything(dpi)
		if err != nil {
			return err
		}
		if err := c.write(fmt.Sprintf("everything-%d", dpi), []label.Label{l}, [][]symbol{symbols}); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(c.dir, "expected.jsonl"), c.expected.Bytes(), 0o644)
}

// A symbol is what a decoder has to print.
type symbol struct {
	id, bytes string
	noZPL     bool // what reads ZPL cannot read it
}

// write writes labels with each writer and checks them.
func (c *checker) write(name string, labels []label.Label, symbols [][]symbol) error {
	pdf, err := c.file(name+".pdf", func(w io.Writer) error { return label.PDF(w, labels...) })
	if err != nil {
		return err
	}
	zpl, err := c.file(name+".zpl", func(w io.Writer) error { return label.ZPL(w, labels...) })
	if err != nil {
		return err
	}
	for i := range labels {
		picture, err := c.file(fmt.Sprintf("%s-%d.png", name, i+1), func(w io.Writer) error { return label.PNG(w, labels[i]) })
		if err != nil {
			return err
		}
		if err := c.check(picture, picture, &labels[i]); err != nil {
			return err
		}
		for _, s := range symbols[i] {
			c.expect(pdf, i+1, s)
			c.expect(picture, 1, s)
			if !s.noZPL {
				c.expect(zpl, i+1, s)
			}
		}
		for _, r := range renderers {
			out := filepath.Join(c.dir, fmt.Sprintf("%s-%s-%d.png", name, r.tool, i+1))
			if err := r.render(pdf, out, i+1, labels[i].DPI); errors.Is(err, exec.ErrNotFound) && r.optional {
				continue
			} else if err != nil {
				return err
			}
			if err := c.check(pdf+" by "+r.tool, out, &labels[i]); err != nil {
				return err
			}
			if err := os.Remove(out); err != nil {
				return err
			}
		}
		if err := c.crops(fmt.Sprintf("%s-%d", name, i+1), picture, &labels[i]); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) file(name string, write func(io.Writer) error) (string, error) {
	path := filepath.Join(c.dir, name)
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	return path, errors.Join(write(f), f.Close())
}

func (c *checker) expect(file string, page int, s symbol) {
	line, _ := json.Marshal(map[string]any{"file": file, "page": page, "id": s.id, "bytes": s.bytes})
	fmt.Fprintln(&c.expected, strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(line)))
}

// A renderer turns a page into dots, black or white.
type renderer struct {
	tool     string
	optional bool
	args     func(pdf, out string, page, dpi int) []string
}

var renderers = []renderer{
	{"pdftoppm", false, func(pdf, out string, page, dpi int) []string {
		return []string{"-mono", "-png", "-singlefile", "-r", fmt.Sprint(dpi), "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), pdf, strings.TrimSuffix(out, ".png")}
	}},
	{"gs", true, func(pdf, out string, page, dpi int) []string {
		return []string{"-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pngmono", fmt.Sprintf("-r%d", dpi), fmt.Sprintf("-dFirstPage=%d", page), fmt.Sprintf("-dLastPage=%d", page), "-o", out, pdf}
	}},
	{"mutool", true, func(pdf, out string, page, dpi int) []string {
		return []string{"draw", "-q", "-A", "0", "-c", "gray", "-r", fmt.Sprint(dpi), "-o", out, pdf, fmt.Sprint(page)}
	}},
}

func (r renderer) render(pdf, out string, page, dpi int) error {
	words, err := exec.CommandContext(context.Background(), r.tool, r.args(pdf, out, page, dpi)...).CombinedOutput()
	if err != nil && !errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("%s: %w: %s", r.tool, err, words)
	}
	return err
}

// crops cuts MaxiCodes out, which decoders find only by themselves.
func (c *checker) crops(name, picture string, l *label.Label) error {
	img, err := read(picture)
	if err != nil {
		return err
	}
	for _, e := range l.Elements {
		m, ok := e.(label.MaxiCode)
		if !ok {
			continue
		}
		width, height := m.Size(l.DPI)
		const margin = 10
		area := image.Rect(m.X-margin, m.Y-margin, m.X+width+margin, m.Y+height+margin)
		cut := img.(interface {
			SubImage(image.Rectangle) image.Image
		}).SubImage(area)
		path, err := c.file(name+"-maxicode.png", func(w io.Writer) error { return png.Encode(w, cut) })
		if err != nil {
			return err
		}
		c.expect(path, 1, maxiSymbol(m.Code))
	}
	return nil
}

func read(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	img, err := png.Decode(f)
	return img, errors.Join(err, f.Close())
}
