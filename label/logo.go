package label

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"sync"
)

// What a logo may be, in bytes and in dots of a side.
const (
	maxLogoBytes = 4 << 20
	maxLogoSide  = 4096
	logoSide     = 512 // to which it is reduced: more than any printer here has for it
)

// A Logo is a shipper's picture in grey, made one-bit for the printer when a label
// is laid out. Several goroutines may use one.
type Logo struct {
	shades
	bits sync.Map // of [2]int, the width and height, to the []byte of an Image
}

// shades are a picture in grey.
type shades struct {
	width, height int
	grey          []uint8 // by rows, 255 is white
}

// ReadLogo reads a PNG file of at most 4 MiB and 4096 dots a side. What is
// transparent in it is white.
//
// The error says what the file is not, or is that of r.
func ReadLogo(r io.Reader) (*Logo, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxLogoBytes+1))
	if err != nil {
		return nil, fmt.Errorf("logo: %w", err)
	}
	if len(data) > maxLogoBytes {
		return nil, fmt.Errorf("logo: the file is over the %d MiB limit", maxLogoBytes>>20)
	}
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("logo: not a PNG picture: %w", err)
	}
	if config.Width > maxLogoSide || config.Height > maxLogoSide {
		return nil, fmt.Errorf("logo: %d by %d dots is over the %d limit", config.Width, config.Height, maxLogoSide)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("logo: not a PNG picture: %w", err)
	}
	return NewLogo(picture)
}

// NewLogo takes a picture of 1 to 4096 dots a side.
func NewLogo(picture image.Image) (*Logo, error) {
	if picture == nil {
		return nil, errors.New("logo: no picture")
	}
	b := picture.Bounds()
	if b.Dx() < 1 || b.Dy() < 1 || b.Dx() > maxLogoSide || b.Dy() > maxLogoSide {
		return nil, fmt.Errorf("logo: %d by %d dots, want 1 to %d", b.Dx(), b.Dy(), maxLogoSide)
	}
	l := shades{b.Dx(), b.Dy(), make([]uint8, 0, b.Dx()*b.Dy())}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := picture.At(x, y)
			_, _, _, alpha := c.RGBA()
			grey := color.Gray16Model.Convert(c).(color.Gray16).Y // already times alpha
			l.grey = append(l.grey, uint8((uint32(grey)+0xFFFF-alpha)>>8))
		}
	}
	if side := max(l.width, l.height); side > logoSide {
		l = l.scaled(max(1, l.width*logoSide/side), max(1, l.height*logoSide/side))
	}
	return &Logo{shades: l}, nil
}

// scaled returns the picture in another size: each dot is the mean of those that
// it stands for.
func (l *shades) scaled(width, height int) shades {
	to := shades{width, height, make([]uint8, width*height)}
	for y := range height {
		top, foot := y*l.height/height, max((y+1)*l.height/height, y*l.height/height+1)
		for x := range width {
			left, right := x*l.width/width, max((x+1)*l.width/width, x*l.width/width+1)
			sum := 0
			for row := top; row < foot; row++ {
				for _, grey := range l.grey[row*l.width+left : row*l.width+right] {
					sum += int(grey)
				}
			}
			to.grey[y*width+x] = uint8(sum / ((foot - top) * (right - left)))
		}
	}
	return to
}

// fit returns the picture as large as it is whole in a space, at its right and in
// its middle.
func (l *Logo) fit(s space) Image {
	width, height := s.width, max(1, s.width*l.height/l.width)
	if height > s.height {
		width, height = max(1, s.height*l.width/l.height), s.height
	}
	bits, ok := l.bits.Load([2]int{width, height})
	if !ok {
		scaled := l.scaled(width, height)
		bits, _ = l.bits.LoadOrStore([2]int{width, height}, scaled.dither())
	}
	return Image{X: s.x + s.width - width, Y: s.y + (s.height-height)/2, Width: width, Height: height, Bits: bits.([]byte)}
}

// dither makes each dot black or white and hands what is lost to its neighbours
// (Floyd and Steinberg, 1976).
func (l *shades) dither() []byte {
	stride := (l.width + 7) / 8
	bits := make([]byte, stride*l.height)
	// The errors of this row and of the next, in sixteenths, with a dot to spare on
	// each side.
	here, next := make([]int, l.width+2), make([]int, l.width+2)
	for y := range l.height {
		for x := range l.width {
			want := int(l.grey[y*l.width+x])*16 + here[x+1]
			lost := want - 255*16
			if want < 128*16 {
				bits[y*stride+x/8] |= 0x80 >> (x % 8)
				lost = want
			}
			here[x+2] += lost * 7 / 16
			next[x] += lost * 3 / 16
			next[x+1] += lost * 5 / 16
			next[x+2] += lost / 16
		}
		here, next = next, here
		for i := range next {
			next[i] = 0
		}
	}
	return bits
}
