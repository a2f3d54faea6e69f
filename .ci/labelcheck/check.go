package main

import (
	"fmt"
	"image"
	"image/color"

	"github.com/shiprate/shiprate/label"
)

// check compares every dot of a page that a symbol, a rule or a picture has, and
// those round it, with the layout.
func (c *checker) check(what, file string, l *label.Label) error {
	img, err := read(file)
	if err != nil {
		return err
	}
	if got := img.Bounds().Size(); got != (image.Point{X: l.Width, Y: l.Height}) {
		return fmt.Errorf("%s: page of %v dots, want %d by %d", what, got, l.Width, l.Height)
	}
	bars, off := 0, 0
	for _, e := range l.Elements {
		n, wrong := compare(img, e)
		bars, off = bars+n, off+wrong
	}
	fmt.Printf("%s: %d bars and modules, %d dots off\n", what, bars, off)
	c.off += off
	return nil
}

// compare counts the bars or modules of an element, and the dots that are not
// as it says.
func compare(img image.Image, e label.Element) (bars, off int) {
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
			_, wrong := compare(img, bar)
			off += wrong
		}
	case label.Line:
		off = differ(img, image.Rect(e.X, e.Y, e.X+e.Width, e.Y+e.Height), 1, func(int, int) bool { return true })
	case label.Box:
		area := image.Rect(e.X, e.Y, e.X+e.Width, e.Y+e.Height)
		off = differ(img, area, 1, func(x, y int) bool { return !image.Pt(x, y).In(area.Inset(e.Thick)) })
	case label.Image:
		off = differ(img, image.Rect(e.X, e.Y, e.X+e.Width, e.Y+e.Height), 1, func(x, y int) bool {
			x, y = x-e.X, y-e.Y
			return e.Bits[y*e.Stride()+x/8]&(0x80>>(x%8)) != 0
		})
	}
	return bars, off
}

// differ counts the dots of an area that are not as wanted, and those around it,
// to the left and right so many and one over and under, that are black.
func differ(img image.Image, area image.Rectangle, around int, black func(x, y int) bool) int {
	off := 0
	for y := area.Min.Y - 1; y <= area.Max.Y; y++ {
		for x := area.Min.X - around; x < area.Max.X+around; x++ {
			want := image.Pt(x, y).In(area) && black(x, y)
			if got := color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 0x80; got != want {
				off++
			}
		}
	}
	return off
}
