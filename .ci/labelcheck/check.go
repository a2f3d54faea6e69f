package main

import (
	"fmt"
	"image"
	"image/color"
	"slices"

	"github.com/shiprate/shiprate/label"
)

// check compares every dot of a page that a symbol, a rule or a picture has, and
// those round it, with the layout.
func (c *checker) check(what, file string, l *label.Label) error {
	img, err := read(file)
	if err != nil {
		return err
	}
	// Paper in millimetres is no whole number of dots: renderers add the one begun.
	if got := img.Bounds().Size(); got.X-l.Width > 1 || got.Y-l.Height > 1 || got.X < l.Width || got.Y < l.Height {
		return fmt.Errorf("%s: page of %v dots, want %d by %d", what, got, l.Width, l.Height)
	}
	bars, off := 0, 0
	rules := sides(l.Elements)
	for _, e := range l.Elements {
		n, more := compare(img, e, rules)
		bars, off = bars+n, off+more
	}
	fmt.Printf("%s: %d bars and modules, %d dots off\n", what, bars, off)
	c.off += off
	return nil
}

// compare counts the bars or modules of an element, and the dots that are not
// as it says. Rules may touch each other.
func compare(img image.Image, e label.Element, rules []image.Rectangle) (bars, off int) {
	switch e := e.(type) {
	case label.Symbol:
		want := make(map[int]bool)
		for x, width := range e.Bars() {
			bars++
			for i := range width {
				want[x+i] = true
			}
		}
		quiet := e.Code.Quiet * e.Module
		off = differ(img, image.Rect(e.X, e.Y, e.X+e.Width(), e.Y+e.Height), quiet, func(x, _ int) bool { return want[x] })
	case label.Matrix:
		row := e.Module * e.Code.Aspect
		for _, dark := range e.Code.Modules {
			if dark {
				bars++
			}
		}
		off = differ(img, image.Rect(e.X, e.Y, e.X+e.Width(), e.Y+e.Height()), 1, func(x, y int) bool {
			return e.Code.Dark((x-e.X)/e.Module, (y-e.Y)/row)
		})
	case label.Bars4:
		for bar := range e.Lines() {
			bars++
			_, n := compare(img, bar, nil)
			off += n
		}
	case label.Line, label.Box:
		for _, side := range sides([]label.Element{e}) {
			off += wrong(img, side.Inset(-1), func(at image.Point) bool { return at.In(side) || slices.ContainsFunc(rules, at.In) })
		}
	case label.Image:
		off = differ(img, image.Rect(e.X, e.Y, e.X+e.Width, e.Y+e.Height), 1, func(x, y int) bool {
			x, y = x-e.X, y-e.Y
			return e.Bits[y*e.Stride()+x/8]&(0x80>>(x%8)) != 0
		})
	}
	return bars, off
}

// sides are the rules among elements and the sides of the boxes.
func sides(elements []label.Element) []image.Rectangle {
	var list []image.Rectangle
	add := func(x, y, width, height int) { list = append(list, image.Rect(x, y, x+width, y+height)) }
	for _, e := range elements {
		switch e := e.(type) {
		case label.Line:
			add(e.X, e.Y, e.Width, e.Height)
		case label.Box:
			add(e.X, e.Y, e.Width, e.Thick)
			add(e.X, e.Y+e.Height-e.Thick, e.Width, e.Thick)
			add(e.X, e.Y, e.Thick, e.Height)
			add(e.X+e.Width-e.Thick, e.Y, e.Thick, e.Height)
		}
	}
	return list
}

// differ counts the dots of an area that are not as wanted, and those around it,
// to the left and right so many and one over and under, that are black.
func differ(img image.Image, area image.Rectangle, around int, black func(x, y int) bool) int {
	all := image.Rect(area.Min.X-around, area.Min.Y-1, area.Max.X+around, area.Max.Y+1)
	return wrong(img, all, func(at image.Point) bool { return at.In(area) && black(at.X, at.Y) })
}

// wrong counts the dots of an area that are not as wanted.
func wrong(img image.Image, area image.Rectangle, black func(image.Point) bool) int {
	off := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if got := color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 0x80; got != black(image.Pt(x, y)) {
				off++
			}
		}
	}
	return off
}
