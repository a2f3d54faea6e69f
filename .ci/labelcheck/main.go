// Command labelcheck proves labels with tools that are not ours. It writes a
// document of two labels for each kind of symbol and printer into a folder,
// renders each page to one-bit dots with pdftoppm and counts the dots in and
// around bars and rules that are not as the layout says. With the documents it
// writes expected.jsonl: the lines that a decoder has to print for them.
//
//	go run ./.ci/labelcheck DIR
package main

import (
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/shiprate/shiprate/carriers"
	"github.com/shiprate/shiprate/carriers/tracking"
	"github.com/shiprate/shiprate/dimweight"
	"github.com/shiprate/shiprate/label"
)

// kinds are the symbols; %s in bytes stands for the tracking number.
var kinds = []struct {
	carrier, name string
	maker         tracking.Maker
	id, bytes     string
}{
	{"ups", "UPS Ground", tracking.UPS{Shipper: "999AA1", Service: "03"}, "]C0", "%s"},
	{"fedex", "FedEx Home Delivery", tracking.FedEx{Prefix: "7946"}, "]C0", "%s"},
	{"usps", "USPS Ground Advantage", tracking.USPS{MID: "903361287", STC: "612"}, "]C1", "42094105<1d>%s"},
	{"sscc", "SSCC Freight", tracking.SSCC{Prefix: "0614141"}, "]C1", "00%s"},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: labelcheck DIR")
		os.Exit(2)
	}
	off, err := run(os.Args[1])
	if err != nil || off > 0 {
		fmt.Fprintln(os.Stderr, "labelcheck:", off, "dots off, error", err)
		os.Exit(1)
	}
}

func run(dir string) (off int, err error) {
	expected, err := os.Create(filepath.Join(dir, "expected.jsonl"))
	if err != nil {
		return 0, err
	}
	defer expected.Close()
	for _, kind := range kinds {
		for _, dpi := range []int{203, 300} {
			file := filepath.Join(dir, fmt.Sprintf("%s-%d.pdf", kind.carrier, dpi))
			s := shipment()
			q := carriers.Quote{Carrier: kind.carrier, Service: "x", Name: kind.name, Ships: carriers.NewDate(2026, time.November, 23), Parcels: make([]carriers.Rated, 2)}
			var numbers []string
			for serial := range uint64(2) {
				number, err := kind.maker.Make(12345 + serial)
				if err != nil {
					return 0, err
				}
				numbers = append(numbers, number)
				line, _ := json.Marshal(map[string]any{"file": file, "page": serial + 1, "id": kind.id, "bytes": fmt.Sprintf(kind.bytes, number)})
				fmt.Fprintln(expected, strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(line)))
			}
			labels, err := label.Format{DPI: dpi}.New(s, q, numbers...)
			if err != nil {
				return 0, err
			}
			w, err := os.Create(file)
			if err != nil {
				return 0, err
			}
			if err := label.PDF(w, labels...); err != nil {
				return 0, err
			}
			if err := w.Close(); err != nil {
				return 0, err
			}
			for i, l := range labels {
				bars, n, err := check(file, i+1, l)
				if err != nil {
					return 0, err
				}
				fmt.Printf("%s page %d: %d bars in each of their rows, %d dots off\n", file, i+1, bars, n)
				off += n
			}
		}
	}
	return off, nil
}

func shipment() carriers.Shipment {
	const in = dimweight.Inch
	box := carriers.Parcel{Dims: dimweight.Dims{Length: 12 * in, Width: 9 * in, Height: 7 * in}, Weight: 4 * dimweight.Pound, Reference: "BOX"}
	return carriers.Shipment{
		Reference: "ORDER-1001",
		From:      carriers.Address{Name: "Corner Bookshop", Street: []string{"1 Main St"}, City: "New York", State: "NY", PostalCode: "10001", Country: "US"},
		To:        carriers.Address{Name: "Zoë Żak", Street: []string{"5 Market St", "Apt 2"}, City: "San Francisco", State: "CA", PostalCode: "94105", Country: "US"},
		Parcels:   []carriers.Parcel{box, box},
		Ready:     time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC),
	}
}

// check renders a page and compares every dot of symbols and rules.
func check(file string, page int, l label.Label) (bars, off int, err error) {
	out := strings.TrimSuffix(file, ".pdf") + fmt.Sprint("-", page)
	number := fmt.Sprint(page)
	render := exec.Command("pdftoppm", "-mono", "-png", "-singlefile", "-r", fmt.Sprint(l.DPI), "-f", number, "-l", number, file, out)
	if words, err := render.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("%w: %s", err, words)
	}
	r, err := os.Open(out + ".png")
	if err != nil {
		return 0, 0, err
	}
	defer r.Close()
	img, err := png.Decode(r)
	if err != nil {
		return 0, 0, err
	}
	if got := img.Bounds().Size(); got != (image.Point{X: l.Width, Y: l.Height}) {
		return 0, 0, fmt.Errorf("%s: page of %v dots, want %d by %d", file, got, l.Width, l.Height)
	}
	for _, e := range l.Elements {
		switch e := e.(type) {
		case label.Symbol:
			quiet := e.Code.Quiet * e.Module
			want := make([]bool, l.Width)
			for x, width := range e.Bars() {
				bars++
				for i := range width {
					want[x+i] = true
				}
			}
			for y := e.Y; y < e.Y+e.Height; y++ {
				for x := e.X - quiet; x < e.X+e.Width()+quiet; x++ {
					off += differ(img, x, y, want[x])
				}
			}
			for x := e.X; x < e.X+e.Width(); x++ {
				off += differ(img, x, e.Y-1, false) + differ(img, x, e.Y+e.Height, false)
			}
		case label.Line:
			for y := e.Y - 1; y <= e.Y+e.Height; y++ {
				for x := e.X - 1; x <= e.X+e.Width; x++ {
					off += differ(img, x, y, image.Pt(x, y).In(image.Rect(e.X, e.Y, e.X+e.Width, e.Y+e.Height)))
				}
			}
		}
	}
	return bars, off, nil
}

func differ(img image.Image, x, y int, black bool) int {
	r, _, _, _ := img.At(x, y).RGBA()
	if (r < 0x8000) != black {
		return 1
	}
	return 0
}
