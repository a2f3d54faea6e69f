package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

// checkFormatFlags reports flags that the format of the file does not have.
func checkFormatFlags(c *cli.Context) error {
	format := c.String("format")
	switch {
	case format != "pdf" && format != "zpl" && format != "png":
		return usage("--format %q: there are pdf, zpl and png", format)
	case format != "pdf" && c.String("sheet") != "":
		return usage("--sheet is for pdf, not for %s", format)
	case c.IsSet("used") && c.String("sheet") == "":
		return usage("--used is only for --sheet")
	case format != "zpl" && (c.IsSet("darkness") || c.IsSet("speed")):
		return usage("--darkness and --speed are for zpl, not for %s", format)
	}
	return nil
}

// printLabels writes the labels to -o, in the format asked for. A PNG has one
// label: of several, each gets a file with its number before the ending.
func printLabels(c *cli.Context, labels []label.Label) error {
	file := c.String("o")
	switch format := c.String("format"); {
	case file == "":
		return nil
	case format == "zpl":
		thermal := label.Thermal{Darkness: c.Int("darkness"), Speed: c.Int("speed")}
		return output(c, file, func(w io.Writer) error { return thermal.ZPL(w, labels...) })
	case format == "png" && file == "-" && len(labels) > 1:
		return usage("-o -: a PNG has one label, and there are %d", len(labels))
	case format == "png":
		for i, l := range labels {
			if err := output(c, nthFile(file, i, len(labels)), func(w io.Writer) error { return label.PNG(w, l) }); err != nil {
				return err
			}
		}
		return nil
	}
	sheet, err := labelSheet(c)
	if err != nil {
		return err
	}
	return output(c, file, func(w io.Writer) error { return sheet.PDF(w, labels...) })
}

// nthFile is the name of one of several files, with its number before the ending.
func nthFile(file string, i, n int) string {
	if n == 1 {
		return file
	}
	ending := filepath.Ext(file)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(file, ending), i+1, ending)
}

// output writes to a file, or with - to stdout.
func output(c *cli.Context, file string, write func(io.Writer) error) error {
	if file == "-" {
		return write(c.App.Writer)
	}
	return writeFile(file, write)
}

// labelSheet reads --sheet and --used.
func labelSheet(c *cli.Context) (label.Sheet, error) {
	v := c.String("sheet")
	if v == "" {
		return label.Sheet{}, nil
	}
	paper, places, _ := strings.Cut(v, ":")
	n, err := strconv.Atoi(places)
	sizes := map[string]label.Size{"letter": label.SizeLetter, "a4": label.SizeA4}
	size, ok := sizes[strings.ToLower(paper)]
	if !ok || err != nil || n != 1 && n != 2 && n != 4 {
		return label.Sheet{}, usage("--sheet %q: write letter or a4 and 1, 2 or 4 labels, such as letter:2", v)
	}
	if used := c.Int("used"); used < 0 || used >= n {
		return label.Sheet{}, usage("--used: %d is not from 0 to %d", used, n-1)
	}
	return label.Sheet{Paper: size, Labels: n, Used: c.Int("used")}, nil
}

// labelFormat reads --size and --dpi.
func labelFormat(c *cli.Context) (label.Format, error) {
	f := label.Format{DPI: c.Int("dpi")}
	if f.DPI != 203 && f.DPI != 300 {
		return f, usage("--dpi: %d is not 203 or 300", f.DPI)
	}
	// A size of paper is a box without a height; "4x6" alone is in inches.
	size := c.String("size")
	if strings.Trim(size, "0123456789.x") == "" {
		size += "in"
	}
	width, height, ok := strings.Cut(size, "x")
	unit := strings.TrimLeft(height, "0123456789. ")
	if strings.Trim(width, "0123456789.") == "" {
		width += unit
	}
	w, err := dimweight.ParseLength(width)
	h, err2 := dimweight.ParseLength(height)
	if !ok || err != nil || err2 != nil {
		return f, usage("--size %q: not a width and height such as 4x6 or 100x150mm", c.String("size"))
	}
	f.Size = label.Size{Width: w, Height: h}
	f.ASCII = c.Bool("ascii")
	if f.Fonts, err = labelFonts(c.StringSlice("font")); err != nil {
		return f, err
	}
	f.Options = label.Options{
		References: c.StringSlice("ref"), Message: c.String("message"), Marks: c.StringSlice("mark"), Copies: c.Int("copies"),
		Routing: c.String("routing"), Account: c.String("customer-number"), Billing: c.StringSlice("billing"),
	}
	if name := c.String("logo"); name != "" {
		if f.Options.Logo, err = readWith(name, label.ReadLogo); err != nil {
			return f, usage("--logo: %w", err)
		}
	}
	return f, readLayout(c, &f)
}

// readLayout reads --layout: a name, or a file whose own size of paper counts
// where --size does not say another.
func readLayout(c *cli.Context, f *label.Format) (err error) {
	name := c.String("layout")
	if name == "" || slices.Contains(label.Layouts(), name) {
		f.Layout = name
		return nil
	}
	if filepath.Ext(name) != ".json" {
		return usage("--layout %q: there are %s, and files that end in .json", name, strings.Join(label.Layouts(), ", "))
	}
	if f.Custom, err = readWith(name, label.ReadLayout); err != nil {
		return usage("--layout %s: %w", name, err)
	}
	if !c.IsSet("size") {
		f.Size = label.Size{}
	}
	return nil
}

// readWith reads a file by a function of the library.
func readWith[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	file, err := os.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	defer file.Close()
	return read(file)
}

// labelFonts reads the files of --font.
func labelFonts(files []string) ([]*label.Font, error) {
	var fonts []*label.Font
	for _, name := range files {
		font, err := readWith(name, label.ReadFont)
		if err != nil {
			return nil, usage("--font %s: %w", name, err)
		}
		fonts = append(fonts, font)
	}
	return fonts, nil
}
