package label

import (
	"errors"
	"fmt"
)

// maxDots bounds what a label may have on a side: a metre at 300 dpi, and small
// enough that nothing overflows.
const maxDots = 12_000

// maxText bounds the height of a text: six inches and more.
const maxText = 2_000

// check says what a writer cannot draw. Labels from New have nothing of it.
func (l *Label) check() error {
	if l.DPI < 1 || l.DPI > 2400 {
		return fmt.Errorf(".dpi: %d is not between 1 and 2400", l.DPI)
	}
	if l.Width < 1 || l.Width > maxDots || l.Height < 1 || l.Height > maxDots {
		return fmt.Errorf(": %d by %d dots is not between 1 and %d", l.Width, l.Height, maxDots)
	}
	if l.Date == 0 {
		return errors.New(".date: must be set: documents are dated by it")
	}
	for i, e := range l.Elements {
		if err := l.checkElement(e); err != nil {
			return fmt.Errorf(".elements[%d]: %w", i, err)
		}
	}
	return nil
}

func (l *Label) checkElement(e Element) error {
	switch e := e.(type) {
	case Text:
		if err := l.inside(Line{e.X, e.Y, 1, 1}); err != nil {
			return err
		}
		if most := min(l.Height, maxText); e.Height < 1 || e.Height > most {
			return fmt.Errorf("text is %d dots high, not between 1 and %d", e.Height, most)
		}
		if len(e.Runs) > 0 {
			return checkRuns(e.Runs)
		}
		return drawable(e.Text)
	case Line:
		return l.inside(e)
	case Box:
		if e.Thick < 1 || e.Thick > min(e.Width, e.Height) {
			return fmt.Errorf("border of %d dots is not between 1 and %d", e.Thick, min(e.Width, e.Height))
		}
		return l.inside(Line{e.X, e.Y, e.Width, e.Height})
	case Symbol:
		if e.Module < 1 || e.Module > maxDots || e.Code.Width() > maxDots {
			return fmt.Errorf("symbol of %d modules of %d dots cannot be drawn", e.Code.Width(), e.Module)
		}
		return l.inside(Line{e.X, e.Y, e.Width(), e.Height})
	case Matrix:
		return l.checkMatrix(e)
	case Bars4:
		if n := len(e.Code.Bars); n < 1 || n > maxDots || e.Bar < 1 || e.Pitch <= e.Bar || e.Pitch > maxDots || e.Middle < 1 || e.Middle > maxDots || e.Reach < 0 || e.Reach > maxDots {
			return fmt.Errorf("%d bars of %d dots every %d, %d high and %d more each way, cannot be drawn", n, e.Bar, e.Pitch, e.Middle, e.Reach)
		}
		return l.inside(Line{e.X, e.Y, e.Width(), e.Height()})
	case MaxiCode:
		if e.Code.Mode < 2 || e.Code.Mode > 4 {
			return fmt.Errorf("MaxiCode of mode %d is not of mode 2, 3 or 4", e.Code.Mode)
		}
		width, height := e.Size(l.DPI)
		return l.inside(Line{e.X, e.Y, width, height})
	case Image:
		if err := l.inside(Line{e.X, e.Y, e.Width, e.Height}); err != nil {
			return err
		}
		if want := e.Stride() * e.Height; len(e.Bits) != want {
			return fmt.Errorf("picture has %d bytes, want %d for %d by %d dots", len(e.Bits), want, e.Width, e.Height)
		}
		return nil
	}
	return fmt.Errorf("%T is not an element", e)
}

func (l *Label) checkMatrix(e Matrix) error {
	c := &e.Code
	if c.Columns < 1 || c.Columns > maxDots || c.Rows < 1 || c.Rows > maxDots || e.Module < 1 || e.Module > maxDots || c.Aspect < 0 || c.Aspect > maxDots {
		return fmt.Errorf("symbol of %d by %d modules of %d dots, %d times as high, cannot be drawn", c.Columns, c.Rows, e.Module, c.Aspect)
	}
	if len(c.Modules) != c.Columns*c.Rows {
		return fmt.Errorf("symbol has %d modules, want %d by %d", len(c.Modules), c.Columns, c.Rows)
	}
	return l.inside(Line{e.X, e.Y, e.Width(), e.Height()})
}

// inside says that a rectangle is empty or not wholly on the paper.
func (l *Label) inside(r Line) error {
	if r.Width < 1 || r.Height < 1 || r.X < 0 || r.Y < 0 || r.X > l.Width || r.Y > l.Height || r.Width > l.Width-r.X || r.Height > l.Height-r.Y {
		return fmt.Errorf("%d by %d dots at %d, %d are not within the paper of %d by %d dots", r.Width, r.Height, r.X, r.Y, l.Width, l.Height)
	}
	return nil
}

// checkRuns says what of a text's runs cannot be drawn.
func checkRuns(runs []Run) error {
	for i, r := range runs {
		if r.Font == nil || r.Font.data == nil {
			return fmt.Errorf("run %d of the text has no font: Text.Shape makes runs", i)
		}
		if r.Advance < 0 || r.Advance > maxAdvance {
			return fmt.Errorf("run %d of the text is %d units wide, not between 0 and %d", i, r.Advance, maxAdvance)
		}
		for _, g := range r.Glyphs {
			if g.ID == 0 || int(g.ID) >= r.Font.glyphs {
				return fmt.Errorf("glyph %d in run %d of the text is not one of the %d of %s", g.ID, i, r.Font.glyphs, r.Font.name)
			}
			if max(g.X, -g.X, g.Y, -g.Y) > maxAdvance {
				return fmt.Errorf("glyph %d in run %d of the text is at %d, %d, over %d units away", g.ID, i, g.X, g.Y, maxAdvance)
			}
			if err := r.Font.drawable(g.ID); err != nil {
				return fmt.Errorf("run %d of the text: %w", i, err)
			}
		}
	}
	return nil
}
