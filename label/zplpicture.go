package label

// picture appends ^GF in letters: two for a byte, and the codes that shorten
// runs of the same letter, rows like the one above and the white rest of a row.
func (z *zpl) picture(x, y int, b *bitmap) {
	z.at(x, y)
	z.command("^GFA,", len(b.bits), len(b.bits), b.stride)
	z.buf = append(z.buf, ',')
	const digits = "0123456789ABCDEF"
	line := make([]byte, 0, 2*b.stride)
	above := []byte(nil)
	for y := range b.height {
		row := b.row(y)
		if string(row) == string(above) {
			z.buf = append(z.buf, ':')
			continue
		}
		line = line[:0]
		for _, v := range row {
			line = append(line, digits[v>>4], digits[v&15])
		}
		z.run(line)
		above = row
	}
	z.end()
}

// run appends a row of letters.
func (z *zpl) run(line []byte) {
	for len(line) > 0 {
		n := 1
		for n < len(line) && line[n] == line[0] {
			n++
		}
		if n == len(line) && line[0] == '0' {
			z.buf = append(z.buf, ',')
			return
		}
		z.times(n)
		z.buf = append(z.buf, line[0])
		line = line[n:]
	}
}

// times appends how often the next letter stands: g to z are 20 to 400, G to Y
// are 1 to 19.
func (z *zpl) times(n int) {
	if n == 1 {
		return
	}
	for ; n > 419; n -= 400 {
		z.buf = append(z.buf, 'z')
	}
	if n >= 20 {
		z.buf = append(z.buf, 'f'+byte(n/20))
	}
	if n%20 > 0 {
		z.buf = append(z.buf, 'F'+byte(n%20))
	}
}
