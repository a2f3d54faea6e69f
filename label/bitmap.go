package label

import "math/bits"

// A bitmap is black dots in rows, packed as those of an Image.
type bitmap struct {
	width, height, stride int
	bits                  []byte
}

// reset makes it white, of a size.
func (b *bitmap) reset(width, height int) {
	b.width, b.height, b.stride = width, height, (width+7)/8
	if size := b.stride * height; cap(b.bits) < size {
		b.bits = make([]byte, size)
	} else {
		b.bits = b.bits[:size]
		for i := range b.bits {
			b.bits[i] = 0
		}
	}
}

func (b *bitmap) row(y int) []byte { return b.bits[y*b.stride : (y+1)*b.stride] }

func (b *bitmap) black(x, y int) bool { return b.bits[y*b.stride+x/8]&(0x80>>(x%8)) != 0 }

func (b *bitmap) set(x, y int) { b.bits[y*b.stride+x/8] |= 0x80 >> (x % 8) }

// fill blackens a rectangle, which lies within.
func (b *bitmap) fill(x, y, width, height int) {
	first, last := x/8, (x+width-1)/8
	left, right := byte(0xFF>>(x%8)), byte(0xFF<<(7-(x+width-1)%8))
	if first == last {
		left &= right
	}
	for ; height > 0; height, y = height-1, y+1 {
		row := b.row(y)
		row[first] |= left
		if first == last {
			continue
		}
		for i := first + 1; i < last; i++ {
			row[i] = 0xFF
		}
		row[last] |= right
	}
}

// stamp blackens the black dots of another bitmap whose top left corner is at x
// and y. What is outside is left out.
func (b *bitmap) stamp(x, y int, from *bitmap) {
	for row := max(0, -y); row < from.height && y+row < b.height; row++ {
		to, shift := x>>3, x&7
		dots := b.row(y + row)
		for _, v := range from.row(row) {
			if to >= 0 && to < len(dots) {
				dots[to] |= v >> shift
			}
			if to+1 >= 0 && to+1 < len(dots) {
				dots[to+1] |= v << (8 - shift)
			}
			to++
		}
	}
}

// count returns how many dots are black in the columns from x to end of a row.
func (b *bitmap) count(x, end, y int) int {
	n := 0
	for ; x < end && x%8 != 0; x++ {
		n += bit(b.black(x, y))
	}
	for ; x+8 <= end; x += 8 {
		n += bits.OnesCount8(b.bits[y*b.stride+x/8])
	}
	for ; x < end; x++ {
		n += bit(b.black(x, y))
	}
	return n
}

// ink returns the bounds of the black dots, empty if there are none.
func (b *bitmap) ink() (left, top, right, bottom int) {
	left, top = b.width, b.height
	for y := range b.height {
		row := b.row(y)
		for i, v := range row {
			if v == 0 {
				continue
			}
			left, right = min(left, 8*i+bits.LeadingZeros8(v)), max(right, 8*i+8-bits.TrailingZeros8(v))
			top, bottom = min(top, y), y+1
		}
	}
	return left, top, right, bottom
}
