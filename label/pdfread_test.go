package label_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/shiprate/shiprate/label"
)

// A pdfDoc is a document read by its table of objects.
type pdfDoc struct {
	t       *testing.T
	data    []byte
	offsets []int
}

var (
	xrefEntry = regexp.MustCompile(`(?m)^(\d{10}) (\d{5}) ([nf]) $`)
	reference = regexp.MustCompile(`(\d+) 0 R`)
	length    = regexp.MustCompile(`/Length (\d+)>>stream\n`)
)

// readPDF checks that every entry of the table is where its object starts.
func readPDF(t *testing.T, data []byte) *pdfDoc {
	t.Helper()
	tail := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(data)
	if tail == nil {
		t.Fatalf("no end in %q", data[max(0, len(data)-80):])
	}
	d := &pdfDoc{t: t, data: data}
	table := data[atoi(t, string(tail[1])):]
	if !bytes.HasPrefix(table, []byte("xref\n0 ")) {
		t.Fatalf("no table but %.20q", table)
	}
	for i, entry := range xrefEntry.FindAllSubmatch(table, -1) {
		offset := atoi(t, string(entry[1]))
		if head := fmt.Sprintf("%d 0 obj\n", i); i > 0 && !bytes.HasPrefix(data[offset:], []byte(head)) {
			t.Fatalf("object %d is at %d: %.20q", i, offset, data[offset:])
		}
		d.offsets = append(d.offsets, offset)
	}
	return d
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// object returns what is between obj and endobj, a stream inflated.
func (d *pdfDoc) object(n int) (dict string, stream []byte) {
	d.t.Helper()
	body := d.data[d.offsets[n]:]
	if at := length.FindSubmatchIndex(body); at != nil && at[0] < bytes.Index(body, []byte("endobj")) {
		size := atoi(d.t, string(body[at[2]:at[3]]))
		r, err := zlib.NewReader(bytes.NewReader(body[at[1] : at[1]+size]))
		if err != nil {
			d.t.Fatal(err)
		}
		if stream, err = io.ReadAll(r); err != nil {
			d.t.Fatal(err)
		}
		if !bytes.HasPrefix(body[at[1]+size:], []byte("\nendstream\nendobj\n")) {
			d.t.Fatalf("object %d does not end after its length", n)
		}
		return string(body[:at[0]]), stream
	}
	plain, _, _ := bytes.Cut(body, []byte("endobj"))
	return string(plain), nil
}

// entry returns the objects that an entry of a dictionary refers to.
func (d *pdfDoc) entry(dict, key string) []int {
	d.t.Helper()
	at := strings.Index(dict, key)
	if at < 0 {
		d.t.Fatalf("no %s in %q", key, dict)
	}
	rest := dict[at+len(key):]
	if strings.HasPrefix(rest, "[") {
		rest = rest[:strings.IndexByte(rest, ']')]
	} else {
		rest = rest[:strings.Index(rest, " R")+2]
	}
	var list []int
	for _, ref := range reference.FindAllStringSubmatch(rest, -1) {
		list = append(list, atoi(d.t, ref[1]))
	}
	return list
}

// pages returns the dictionary and the operators of each page.
func (d *pdfDoc) pages() (dicts []string, contents [][]byte) {
	trailer := string(d.data[bytes.LastIndex(d.data, []byte("trailer")):])
	catalog, _ := d.object(d.entry(trailer, "/Root ")[0])
	trunk, _ := d.object(d.entry(catalog, "/Pages ")[0])
	for _, b := range d.entry(trunk, "/Kids") {
		branch, _ := d.object(b)
		for _, p := range d.entry(branch, "/Kids") {
			page, _ := d.object(p)
			_, content := d.object(d.entry(page, "/Contents ")[0])
			dicts, contents = append(dicts, page), append(contents, content)
		}
	}
	return dicts, contents
}

var bfchar = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>\n`)

// unicode returns the characters of a font's codes, as a reader copies them.
func (d *pdfDoc) unicode(font int) map[uint16]string {
	resources, _ := d.object(3)
	dict, _ := d.object(d.entry(resources, fmt.Sprintf("/F%d ", font))[0])
	_, table := d.object(d.entry(dict, "/ToUnicode ")[0])
	m := make(map[uint16]string)
	for _, line := range bfchar.FindAllSubmatch(table, -1) {
		code, _ := strconv.ParseUint(string(line[1]), 16, 16)
		char, _ := strconv.ParseUint(string(line[2]), 16, 16)
		if code == 0 {
			continue // the range of codes, which looks the same
		}
		m[uint16(code)] = string(utf16.Decode([]uint16{uint16(char)}))
	}
	return m
}

// A canvas is what a page draws, on a grid of the printer's dots: every dot
// that a rectangle touches, and those whose middle another shape covers.
type canvas struct {
	image.Gray // 0xFF is black here
	texts      []label.Text
}

// interpret draws the operators of one label's page.
func interpret(t *testing.T, content []byte, l label.Label, fonts map[int]map[uint16]string) *canvas {
	t.Helper()
	c := &canvas{Gray: *image.NewGray(image.Rect(0, 0, l.Width, l.Height))}
	ctm := [6]float64{1, 0, 0, 1, 0, 0}
	var saved [][6]float64
	var shapes [][][2]float64
	var text label.Text
	bold, size := 0, 0
	dot := func(x, y float64) [2]float64 {
		px, py := ctm[0]*x+ctm[2]*y+ctm[4], ctm[1]*x+ctm[3]*y+ctm[5]
		return [2]float64{px * float64(l.DPI) / 72, float64(l.Height) - py*float64(l.DPI)/72}
	}
	var stack []float64
	arg := func(i int) float64 { return stack[len(stack)-i] }
	for tokens := (tokenizer{data: content}); ; {
		token := tokens.next()
		if token == "" {
			return c
		}
		if v, err := strconv.ParseFloat(token, 64); err == nil {
			stack = append(stack, v)
			continue
		}
		switch {
		case token == "q":
			saved = append(saved, ctm)
		case token == "Q":
			ctm, saved = saved[len(saved)-1], saved[:len(saved)-1]
		case token == "cm":
			m := [6]float64(stack[len(stack)-6:])
			ctm = [6]float64{
				m[0]*ctm[0] + m[1]*ctm[2], m[0]*ctm[1] + m[1]*ctm[3],
				m[2]*ctm[0] + m[3]*ctm[2], m[2]*ctm[1] + m[3]*ctm[3],
				m[4]*ctm[0] + m[5]*ctm[2] + ctm[4], m[4]*ctm[1] + m[5]*ctm[3] + ctm[5],
			}
		case token == "re":
			a, b := dot(arg(4), arg(3)), dot(arg(4)+arg(2), arg(3)+arg(1))
			c.touch(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
		case token == "m":
			shapes = append(shapes, [][2]float64{dot(arg(2), arg(1))})
		case token == "l":
			last := len(shapes) - 1
			shapes[last] = append(shapes[last], dot(arg(2), arg(1)))
		case token == "f", token == "f*":
			c.cover(shapes)
			shapes = nil
		case token == "BT":
			text = label.Text{}
		case token == "Td":
			text.X, text.Y = text.X+int(arg(2)), text.Y+int(arg(1))
		case token == "Tf":
			size = int(arg(1))
		case strings.HasPrefix(token, "/F"):
			bold = int(token[2] - '0')
		case token[0] == '(':
			drawn := label.Text{X: text.X, Y: l.Height - text.Y, Height: size, Bold: bold == 1}
			for i := 1; i+1 < len(token); i += 2 {
				char, ok := fonts[bold][uint16(token[i])<<8|uint16(token[i+1])]
				if !ok {
					t.Errorf("code %q of font %d is no character", token[i:i+2], bold)
				}
				drawn.Text += char
			}
			c.texts = append(c.texts, drawn)
		}
		stack = stack[:0]
	}
}

type tokenizer struct {
	data []byte
	at   int
}

// next returns an operator, a number, a name, or a string as its bytes after a
// parenthesis.
func (t *tokenizer) next() string {
	for t.at < len(t.data) && strings.IndexByte(" \n", t.data[t.at]) >= 0 {
		t.at++
	}
	if t.at == len(t.data) {
		return ""
	}
	if t.data[t.at] == '(' {
		s := []byte{'('}
		for t.at++; t.data[t.at] != ')'; t.at++ {
			c := t.data[t.at]
			if c == '\\' {
				t.at++
				c = t.data[t.at]
				if c == 'r' {
					c = '\r'
				}
			}
			s = append(s, c)
		}
		t.at++
		return string(s)
	}
	start := t.at
	for t.at++; t.at < len(t.data) && strings.IndexByte(" \n(", t.data[t.at]) < 0; t.at++ {
	}
	return string(t.data[start:t.at])
}

func (c *canvas) touch(left, top, right, bottom float64) {
	for y := int(math.Floor(top)); y < int(math.Ceil(bottom)); y++ {
		for x := int(math.Floor(left)); x < int(math.Ceil(right)); x++ {
			c.Pix[y*c.Stride+x] = 0xFF
		}
	}
}

// cover blackens between the first and the second border of each row, and so on.
func (c *canvas) cover(shapes [][][2]float64) {
	for y := range c.Rect.Dy() {
		middle := float64(y) + 0.5
		var borders []float64
		for _, s := range shapes {
			for i, a := range s {
				b := s[(i+1)%len(s)]
				if (a[1] <= middle) != (b[1] <= middle) {
					borders = append(borders, a[0]+(b[0]-a[0])*(middle-a[1])/(b[1]-a[1]))
				}
			}
		}
		slices.Sort(borders)
		for i := 0; i+1 < len(borders); i += 2 {
			for x := int(math.Ceil(borders[i] - 0.5)); float64(x)+0.5 < borders[i+1]; x++ {
				c.Pix[y*c.Stride+x] = 0xFF
			}
		}
	}
}
