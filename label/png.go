package label

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

// PNG writes a label as a picture of the printer's dots, black or white, that
// says how many there are in an inch. Every bar is whole dots wide.
//
// The error names an element that cannot be drawn, or is that of w.
func PNG(w io.Writer, l Label) error {
	if err := l.check(); err != nil {
		return fmt.Errorf("label%w", err)
	}
	p := painters.Get().(*painter)
	defer painters.Put(p)
	p.paint(&l, true)
	if p.pack == nil {
		p.pack = newPacker()
	}
	_, err := w.Write(p.pack.png(&p.bitmap, l.DPI))
	return err
}

// A packer makes PNG files (ISO/IEC 15948).
type packer struct {
	out  bytes.Buffer
	z    *zlib.Writer
	line []byte
}

func newPacker() *packer {
	p := new(packer)
	// Level 1: of rows that are mostly like the one above, nothing more is to be had.
	p.z, _ = zlib.NewWriterLevel(&p.out, zlib.BestSpeed)
	return p
}

// png returns bytes that are good until its next call.
func (p *packer) png(b *bitmap, dpi int) []byte {
	p.out.Reset()
	p.out.WriteString("\x89PNG\r\n\x1a\n")
	header := binary.BigEndian.AppendUint32(nil, uint32(b.width))
	header = binary.BigEndian.AppendUint32(header, uint32(b.height))
	p.chunk("IHDR", func() { p.out.Write(append(header, 1, 0, 0, 0, 0)) }) // a bit a dot, grey
	perMetre := uint32((dpi*10_000 + 127) / 254)
	physical := binary.BigEndian.AppendUint32(nil, perMetre)
	physical = binary.BigEndian.AppendUint32(physical, perMetre)
	p.chunk("pHYs", func() { p.out.Write(append(physical, 1)) })
	p.chunk("IDAT", func() { p.rows(b) })
	p.chunk("IEND", func() {})
	return p.out.Bytes()
}

// chunk writes what a function writes, with its length and check sum.
func (p *packer) chunk(kind string, write func()) {
	start := p.out.Len()
	p.out.WriteString("0000" + kind)
	write()
	chunk := p.out.Bytes()[start:]
	binary.BigEndian.PutUint32(chunk, uint32(len(chunk)-8))
	p.out.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(chunk[4:])))
}

// rows compresses the dots. Each row stands as its difference from the one
// above, so that the rows of bars after the first are zeros.
func (p *packer) rows(b *bitmap) {
	const up = 2
	p.z.Reset(&p.out)
	if len(p.line) != b.stride+1 {
		p.line = make([]byte, b.stride+1)
	}
	p.line[0] = up
	above := make([]byte, b.stride) // before the first row are zeros, which is black
	for i := range above {
		above[i] = 0xFF
	}
	for y := range b.height {
		row := b.row(y)
		for i, v := range row {
			p.line[1+i] = above[i] - v // (0xFF-v) - (0xFF-above): white is 1 in the file
		}
		_, _ = p.z.Write(p.line) // to memory: there is no error
		above = row
	}
	_ = p.z.Close()
}
